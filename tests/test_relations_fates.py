"""Counts made up by what became of the things, vehicles' two costs, numbered items of a whole told chapters before."""

import pytest
from relating import alarms, of_rules, reading, rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实施建设项目9个，总投资8640万元，竣工5个，在建4个，完成投资6130万元。", [("9", "5", "4", True)]),
        ("发现四类桥3座，已封闭2座、限载通行1座。", [("3", "2", "1", True)]),
        ("危桥改造11座，完工6座，在建4座，未开工1座。", [("11", "6", "4", "1", True)]),
        ("受理纠纷11起，调解成功10起，1起正在调解。", [("11", "10", "1", True)]),
        # they need not be all; a state in another counter; no contrary
        ("实施建设项目9个，竣工5个，在建3个。", []),
        ("危桥改造11座，完工6座，在建5公里。", []),
        ("新建水池8口，建成泵站5座，完工3座。", []),
    ],
)
def test_what_became_of_them(text, expected):
    assert of_rules(text, "sum.fates") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "公务用车购置及运行维护费支出34.15万元，占93%。其中：\n1.公务用车购置费预算0万元、决算0万元，购置0辆。\n2.公务用车运行维护费支出34.15万元。",
            [("34.15", "0", "34.15", True)],
        ),
        (
            "公务用车购置支出决算18.20万元。\n公务用车运行维护费支出决算63.40万元。\n三、构成\n公务用车购置和运行费支出决算86.10万元，占82%。",
            [("86.10", "18.20", "63.40", False)],
        ),
        # a budget and an outcome; another running cost
        ("公务用车购置及运行维护费预算36.00万元。公务用车购置支出0万元，公务用车运行维护费支出34.15万元。", []),
        ("公务用车购置及运行维护费支出34.15万元。公务用车购置支出0万元，网络运行维护费34.80万元。", []),
    ],
)
def test_the_two_costs_of_vehicles(text, expected):
    assert of_rules(text, "sum.fleet") == expected


def test_a_cost_of_vehicles_that_is_slightly_off_is_found():
    assert alarms(
        "公务用车购置支出决算18.20万元。\n公务用车运行维护费支出决算63.40万元。\n三、构成\n公务用车购置和运行费支出决算86.10万元，占82%。"
    )


def test_first_amounts_of_numbered_lines_make_a_total_told_chapters_before():
    text = (
        "支出合计2218.46万元。其中基本支出2072.91万元，项目支出145.55万元。\n四、“三公”经费\n没有支出。\n五、项目支出\n"
        "1.校舍维修76.20万元，维修面积2540平方米；\n2.智慧教室51.80万元，购置一体机14台，单价3.70万元；\n3.课后服务补助17.55万元，参加学生1755人。\n"
    )
    assert any(r.holds and [f.number for f in r.figures] == ["145.55", "76.20", "51.80", "17.55"] for r in rows(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未收回资金917.85万元，涉及教体局408.20、农业农村局311.47、城管局198.18万元。", ["万元", "万元", "万元", "万元"]),
        ("治理面积21.6平方公里，其中坡改梯1.8、水保林7.4、经果林12.4平方公里。", ["平方公里"] * 4),
        # a change, and a whole number that may count anything
        ("本项目5.2万元，较上年4.1、增长3.2%。", ["万元", "", "%"]),
        ("涉及教体局3、城管局198.18万元。", ["万元"]),
    ],
)
def test_a_unit_on_the_last_item(text, expected):
    assert [m.figure.unit for m in reading(text).mentions] == expected
