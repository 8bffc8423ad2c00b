"""Means whose total and number stand elsewhere, and means that say what they are over."""

import pytest
from relating import alarms, reading, ties

from gouji.relations import propose
from gouji.relations.common.periods import spans
from gouji.relations.ratio import based_means


def holding(text):
    """The means of a text that hold: the figures' numbers, the mean first."""
    told = reading(text)
    found = propose(told.document, [m.figure for m in told.mentions], told).items
    return [tuple(f.number for f in tie.figures) for tie in found if tie.holds and tie.roles[0] == "mean"]


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        # total and number in other paragraphs, by their names
        ("公务用车运行维护费支出588.31万元，公务接待费274.95万元。\n年末车辆保有量312辆，新购9辆。\n公务用车车均运行费1.89万元。", ("1.89", "588.31", "312")),
        ("全年审结案件4539件，未结1679件。\n现有一线法官41名、辅助人员60名。\n一线法官人均审结案件110.7件。", ("110.7", "4539", "41")),
        ("列养县道里程398.2公里，新建公路20公里。\n共支出571.36万元，结余14.64万元。\n按列养里程折算，每公里支出1.4349万元。", ("1.4349", "571.36", "398.2")),
        # by many at a time, and the number aside
        ("医院病床1684张，每千人4.02张（常住人口41.86万人）。", ("4.02", "1684", "41.86")),
        # other units; nearly told
        ("举办活动336场，参加12.4万人次，场均369人次。", ("369", "12.4", "336")),
        ("儿童救助268.50万元，辅具82.00万元。全年救助儿童312名，任务300名，人均救助约8606元。", ("8606", "268.50", "312")),
        # over days, months and years that no figure tells
        ("5月份，热线受理诉求21436件，日均691件左右。", ("691", "21436")),
        ("2023年上半年，接待游客68.4万人次，月均11.4万人次。", ("11.4", "68.4")),
        ("全年清运垃圾21.6万吨，日均592吨。", ("592", "21.6")),
        ("2017—2021年累计起诉4127人，年均825.4人。", ("825.4", "4127")),
    ],
)
def test_a_mean_of_what_is_told_elsewhere(text, tie):
    assert tie in holding(text)


@pytest.mark.parametrize(
    "text",
    [
        "补助标准每人600元。\n全年救助120人，支出7.2万元。",  # a norm is no mean
        "城镇居民人均可支配收入36428元。\n支出3642.8万元，惠及1000人。",  # a survey's
        "项目支出481.26万元，惠及12家企业。\n日均接待3人。",
        "人均用餐2.4次，支出240万元，职工100人，另有30人、45人、62人、71人。",  # so few digits fit easily
    ],
)
def test_what_is_no_mean_of_what_is_told(text):
    assert holding(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("后4个月需完成14640万元，月均3660万元。", [("3660", "14640", "4", True)]),
        ("后四个月还要组织1200万元，月均100万元。", [("100", "1200", "四", False)]),  # over the whole year instead
        ("全市常住人口47.35万人，户籍人口58.42万人。\n床位2146张，按常住人口计每千人4.53张。", [("4.53", "2146", "47.35", True)]),
        ("全市常住人口47.35万人，户籍人口58.42万人。\n床位2146张，按常住人口计每千人3.67张。", [("3.67", "2146", "47.35", False)]),  # on the other
        ("全年支出23962万元，年末滚存结余34870万元，可支付17.5个月。", [("17.5", "34870", "23962", True)]),
        ("本月支出2650.0万元，累计结余108076.11万元，支付能力40.8个月。", [("40.8", "108076.11", "2650.0", True)]),
        ("常住人口47.35万人，其中城镇常住人口20.93万人、乡村常住人口26.42万人，按照规定每千人配备2名医生。", []),
        ("后3个月继续加力，全年投资3000万元，月均250万元。", [("250", "3000", "3", False)]),
    ],
)
def test_what_a_mean_says_that_it_is_over(text, expected):
    assert ties(based_means, text) == expected


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("后4个月需完成14{64|46}0万元，月均3660万元。", 1),
        ("按在园幼儿{742|724}名计，人均公用经费966.85元。", 1),
        ("公务用车运行维护费决算128.88万元，公务用车保有量64辆，车均运行维护费{2.01|2.58}万元。", 1),  # not by any slip
    ],
)
def test_a_wrong_mean_fails(text, wrong):
    before, _, rest = text.partition("{")
    twin, _, after = rest.partition("}")
    opening = "公用经费71.74万元。" if "幼儿" in text else ""
    right, other = twin.split("|")
    assert alarms(opening + before + right + after) == []
    assert len(alarms(opening + before + other + after)) == wrong


@pytest.mark.parametrize(
    ("text", "by", "count"),
    [
        ("2月份，受理1件，日均", "日", 28),
        ("2024年1-9月，月均", "月", 9),
        ("前三季度，日均", "日", 273),
        ("2016—2020年，年均", "年", 5),
        ("五年共有，年均", "年", 5),
        ("下半年，月均", "月", 6),
    ],
)
def test_spans(text, by, count):
    told = reading(text + "12件")
    first, _ = next(spans(told, told.mentions[-1], by))
    assert first == count
