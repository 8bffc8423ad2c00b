"""Numbers told again in other words: a slip of the pen between two tellings, and what only looks like one."""

from __future__ import annotations

import pytest
from relating import alarms

from gouji import figures
from gouji.document import Document, normalise
from gouji.relations import propose


def told(text: str) -> list[tuple[str, str, bool | None]]:
    document = Document(text, *normalise(text))
    found = propose(document, figures.find(document)).items
    return [(r.operands[0].text, r.stated.text, r.holds) for r in found if r.kind == "repeat"]


def report(first: str, later: str, heading: str = "四、存在问题") -> str:
    return f"某县某局2022年度绩效自评报告\n一、预算执行\n{first}\n二、工作完成情况\n各项工作有序推进。\n{heading}\n{later}\n"


@pytest.mark.parametrize(
    ("first", "later", "expected"),
    [
        (  # two digits that changed places
            "全年预算5238.46万元，支出5126.71万元，执行率97.87%。",
            "一是支付进度偏慢，执行率97.78%；二是力量不足。",
            ("97.87%", "97.78%", False),
        ),
        (
            "项目总投资7800万元，支付资金4230万元，支付率54.2%。",
            "进度和支付不匹配，支付率才45.2%。",
            ("54.2%", "45.2%", False),
        ),
        (  # a name told shorter
            "支出5126.71万元，其中农村公路建设支出2318.60万元，占45.2%。",
            "农村公路支出达2381.60万元，压力较大。",
            ("2318.60万元", "2381.60万元", False),
        ),
        (  # 家次 counts inspections
            "全年检查企业342家次，发现隐患517处。",
            "检查企业324家次，力量仍显不足。",
            ("342家次", "324家次", False),
        ),
        (  # an abbreviation; the sum says which
            "供应土地73宗，其中划拨21宗、协议出让8宗、招标拍卖挂牌出让45宗。",
            "招拍挂成交的44宗土地中有6宗未动工。",
            ("45宗", "44宗", False),
        ),
        (  # borne out by nothing but their words
            "完成燃煤锅炉淘汰127台，清洁取暖改造3.64万户。",
            "燃煤锅炉淘汰只完成172台，与任务差距较大。",
            ("127台", "172台", False),
        ),
        (  # the unit
            "政府采购预算86400.00元，均为货物。",
            "政府采购8.64元已执行完毕。",
            ("86400.00元", "8.64元", False),
        ),
        (  # told shorter in a coarser unit
            "全年预算3872465.80元，上年结转180000.00元。",
            "全年预算387.25万元已全部下达。",
            ("3872465.80元", "387.25万元", True),
        ),
        (
            "城镇新增就业3864人，完成年计划的110.4%。",
            "城镇新增就业3800余人，但稳岗压力大。",
            ("3864人", "3800余人", True),
        ),
        (  # a counter that few figures have
            "全年接待群众来访1286批次、3214人次，办结率98.2%。",
            "信访总量仍大，全年来访达1268批次。",
            ("1286批次", "1268批次", False),
        ),
        (  # takes up what was told
            "到10月15日，开工建设307户，开工率96.5%。",
            "据此，307户共需补助843.5万元。",
            ("307户", "307户", True),
        ),
    ],
)
def test_one_quantity_told_again(first, later, expected):
    assert expected in told(report(first, later))


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("2022年末结余132.45万元。", "2021年末结余123.45万元。"),  # another year
        ("全年执行率98.27%。", "1至9月执行率89.27%。"),  # other months
        ("计划新建机耕道182公里。", "完成新建机耕道128公里。"),  # a plan and what became of it
        ("一般公共预算财政拨款支出3218.45万元。", "政府性基金预算财政拨款支出3281.45万元。"),  # another budget
        ("城市低保对象1423户。", "农村低保对象1432户。"),
        ("城关镇新建水池342座。", "新兴镇新建水池324座。"),
        ("预期目标：修补路面15000平方米。", "实际完成情况：修补路面15800平方米。"),
        ("男性职工132人。", "女性职工123人。"),
        ("全县农机总动力42.36万千瓦。", "全市农机总动力423.6万千瓦。"),
        ("年初预算4215.36万元。", "决算支出4251.36万元。"),
        ("收购粮食2341吨。", "销售粮食2314吨。"),
        ("比上年增加213万元。", "比上年减少231万元。"),
        (  # each is borne out as it stands
            "本级支出120.5万元，下级支出13.0万元，合计133.5万元。",
            "本级支出102.5万元，下级支出13.0万元，合计115.5万元。",
        ),
    ],
)
def test_another_quantity_raises_no_alarm(first, later):
    assert not [tie for tie in told(report(first, later)) if tie[2] is False]


def test_items_of_a_form_are_no_retelling():
    text = (
        "一、项目绩效\n（一）农田建设项目。支出1805.00万元，满意度95.2%。\n（二）农机补贴项目。支出1850.00万元，满意度92.5%。\n"
        "（三）耕地轮作项目。支出1580.00万元，满意度95.8%。\n"
    )
    assert not [tie for tie in told(text) if tie[2] is False]


def test_an_item_of_a_list_is_told_again_by_its_name():
    text = (
        "二、资金拨付\n各县情况如下：\n古渡县  到位6210万元  拨付率96.01%\n云麓县  到位5730万元  拨付率94.99%\n"
        "凤岭县  到位4365万元  拨付率81.10%\n泸安县  到位4875万元  拨付率85.99%\n"
        "拨付率在95%以上的有古渡县，凤岭县最低，为81.01%，云麓县居中。\n"
    )
    assert ("81.10%", "81.01%", False) in told(text)


def test_years_tell_the_figures_of_one_name_apart():
    text = (
        "届内工作稳步推进。其中2021年批捕318人，起诉902人。\n"
        "分年度看，2017年起诉756人，2018年812人，2019年865人，2020年降为782人，2021年回升到912人。\n"
    )
    assert [tie for tie in told(text) if tie[2] is False] == [("902人", "912人", False)]


def test_a_cell_is_told_again_in_prose():
    text = (
        "2017年决算公开\n一、支出决算（单位：万元）\n| 项目 | 2017年决算 | 2016年决算 |\n| --- | --- | --- |\n| 合计 | 98.77 | 113.34 |\n"
        "| 公务接待费 | 31.25 | 39.52 |\n| 公务用车运行维护费 | 67.52 | 73.82 |\n\n"
        "二、情况说明\n2017年公务接待费32.15万元，公务用车运行维护费67.52万元。\n"
    )
    assert ("31.25", "32.15万元", False) in told(text)
    assert not [tie for tie in told(text.replace("32.15", "31.25")) if tie[2] is False]


def test_a_change_is_told_of_each_item_anew():
    """比上年减少 names no quantity: the whole's and an item's are two."""
    text = (
        "“三公”经费预算124.00万元，比上年减少6.00万元，下降4.62%。其中：公务接待费26.00万元，比上年减少2.00万元；"
        "公务用车运行维护费68.00万元，比上年减少4.00万元。"
    )
    assert [entry for entry in told(text) if entry[2] is False] == []


@pytest.mark.parametrize(("spent", "failing"), [("2581.64", 0), ("2561.64", 1), ("2516.64", 0)])  # told again; a digit; another
def test_a_digit_in_a_paragraph_that_sums_up(spent, failing):
    text = (
        "1、水库加固：支出1240.15万元；\n2、饮水养护：支出573.60万元；\n3、河道清淤：支出596.84万元；\n4、防治运行：支出171.05万元。\n"
        f"以上合计支出2581.64万元，占到位资金2675.14万元的96.50%。\n三、综合结论\n综上，专项资金到位2675.14万元，支出{spent}万元，其中河道清淤596.84万元。"
    )
    assert len(alarms(text)) == failing


def test_three_digits_that_changed_places_where_the_first_telling_is_borne_out():
    first = "新增就业245人，其中城镇97人、农村148人；完成居家改造425户，户均5000元。"
    assert alarms(report(first, "全年新增残疾人就业254人，居家改造425户，效果较好。", "五、自评结论"))
    assert not alarms(report("新增就业254人；" + first, "全年新增残疾人就业254人，居家改造425户。", "五、自评结论"))
