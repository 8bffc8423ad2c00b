"""How published prose tells its figures: each form in several wordings, what it ties, and its counter-cases, which stay silent."""

from __future__ import annotations

import pytest
from relating import alarms, rows


def told(text: str) -> set[tuple]:
    """What all kinds together tie in a text: the numbers of each tie, the stated first, and the outcome, whatever its rule."""
    return {(*(figure.number.replace(" ", "") for figure in item.figures), item.holds) for item in rows(text)}


SHARES_OF_LISTS = [
    (
        "全年共受理投诉2500件。排在前三的是：物业类785件、噪声类581件、停车类560件，占投诉总量的77%。",
        ("77", "785", "581", "560", "2500", True),
    ),
    (
        "3月份全区登记求助1240件。数量最多的两类是：供水类310件、供电类250件，占求助量的45%。",
        ("45", "310", "250", "1240", True),
    ),
    (
        "全年受理案件860起。位居前三位的案由：借贷纠纷210起、劳动争议166起、婚姻家庭98起，占案件总数的55%。",
        ("55", "210", "166", "98", "860", True),
    ),
]
ROUNDED_APART = [
    (
        "全县供水4.31亿立方米，其中地表水3.852亿立方米、地下水0.4406亿立方米、其他水源0.0141亿立方米。",
        ("4.31", "3.852", "0.4406", "0.0141", True),
    ),
    ("全年用电12.4亿千瓦时，其中工业9.81亿千瓦时、生活2.63亿千瓦时。", ("12.4", "9.81", "2.63", True)),
    ("外贸总额35.72亿元，其中出口35.13亿元、进口0.5853亿元。", ("35.72", "35.13", "0.5853", True)),
]
MOVED = [
    (
        "全县支出预算由120亿元调整为150亿元，其中基本支出由80亿元调整为90亿元，项目支出由40亿元调整为60亿元。",
        ("150", "90", "60", True),
    ),
    ("班额由48个增加到55个，其中小学由30个增加到34个，初中由18个增加到21个。", ("55", "34", "21", True)),
    (
        "低保对象从2100人调整至1950人，其中城市低保从600人调整至560人，农村低保从1500人调整至1390人。",
        ("1950", "560", "1390", True),
    ),
]


@pytest.mark.parametrize(("text", "tie"), [*SHARES_OF_LISTS, *ROUNDED_APART, *MOVED])
def test_the_form_is_read(text, tie):
    assert tie in told(text)
    assert alarms(text) == []


@pytest.mark.parametrize(
    "text",
    [
        # a share of the last of a list whose head tells no number
        "全年共受理投诉2500件，物业类785件、噪声类581件、停车类560件，占22%。",
        # the list of the three, and a share of another whole
        "排在前三的是：物业类785件、噪声类581件、停车类560件，占比均有上升。",
        # an item headed by 涉及 is none of what stands before it
        "接待反映物业管理的来电212件，占比7.3%；涉及消费维权的58件，占比2%；反映噪声的54件，占比1.9%。",
        "受理咨询类诉求187件；涉及拆迁的96件；反映欠薪的81件。",
        # the first of the list is all of the whole: others are told beside it
        "全县有教职工212人，其中在编212人，特岗9人；退休37人。",
        "村集体收入86万元，其中经营性收入86万元，另有补助收入9万元。",
        # what an amount was before
        "全市收入预算由83.3亿元调整为143.55亿元，其中：市本级由51.9亿元调整为111.65亿元，调增59.75亿元。",
        # a name of a list that is half of the one behind it
        "年报内容包括基本情况、主动公开情况、依申请公开情况、被申请复议、被提起诉讼情况、存在问题及改进情况等五项内容。",
        # a fraction of one under columns of percent
        "指标 | 2023年 | 2022年 | 增减额 | 增减比 |\n诊疗收入（万元） | 1250.00 | 1000.00 | 250.00 | 25.00% |\n药占比（%） | 28.07% | 30.28% | -0.02 | |\n耗占比（%） | 0.11% | 0.09% | 0.00 | |\n",
    ],
)
def test_what_was_misread_is_silent(text):
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全年共受理投诉2500件。排在前三的是：物业类785件、噪声类581件、停车类560件，占投诉总量的79%。", "79%"),
        ("全年共支出125.5万元，其中人员经费80.25万元、公用经费45.35万元。", "125.5万元"),
        ("全县供水4.31亿立方米，其中地表水3.952亿立方米、地下水0.4406亿立方米、其他水源0.0141亿立方米。", "4.31亿立方米"),
        ("班额由48个增加到55个，其中小学由30个增加到34个，初中由18个增加到31个。", "55个"),
        ("本次公开内容包括：部门概况、预算安排情况、收支增减情况、机关运行经费情况、采购、资产占用情况等三项内容。", "三项"),
        (
            "指标 | 2023年 | 2022年 | 变动 | 变动比 |\n门诊人次 | 1200 | 1000 | 200 | 26.00% |\n床位使用率 | 88.50% | 85.20% | 3.30 | |\n出院人数 | 900 | 800 | 100 | 12.50% |\n",
            "26.00%",
        ),
    ],
)
def test_the_same_forms_still_fail_where_they_are_wrong(text, said):
    assert any(said in line for line in alarms(text))
