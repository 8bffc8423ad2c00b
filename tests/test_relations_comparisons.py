"""Orders that prose states: against a budget, another year, a level, half, a task."""

from __future__ import annotations

import pytest
from relating import alarms

from gouji import figures
from gouji.document import Document, normalise
from gouji.relations.common.reading import read
from gouji.relations.order import comparisons


def ties(text: str) -> list[tuple]:
    """Each relation as its figures' numbers with the comparator between, and what came of it."""
    document = Document(text, *normalise(text))
    return [
        (relation.stated.number, relation.comparator, *(figure.number for figure in relation.operands), relation.holds)
        for relation in comparisons.propose(read(document, figures.find(document)))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # budget
        (
            "公务接待费预算3.2万元，支出决算2.57万元，决算数小于预算数的主要原因是厉行节约。",
            [("2.57", "<", "3.2", True)],
        ),
        (
            "公务接待费预算3.2万元，支出决算3.57万元，决算数小于预算数的主要原因是厉行节约。",
            [("3.57", "<", "3.2", False)],
        ),
        ("因公出国费预算0万元，支出决算0万元，与预算持平。", [("0", "=", "0", True)]),
        ("接待费预算5.2万元，支出决算5万元，决算数等于预算数。", [("5", "=", "5.2", False)]),
        ("项目支出完成年初预算的97.3%，决算数大于预算数的主要原因是追加经费。", [("97.3", ">", False)]),
        ("项目支出完成年初预算的100%，决算数等于预算数。", [("100", "=", True)]),
        (
            "决算36.72万元，完成年初预算45.20万元的81.24%；上年41.09万元。决算数小于预算数的主要原因是节约。",
            [("36.72", "<", "45.20", True)],
        ),
        (
            "支出年初预算100万元，支出决算为120万元。决算数大于年初预算数的主要原因是追加。其中：基本支出年初预算50万元，"
            "支出决算为45万元，决算数小于年初预算数的主要原因是减员。",
            [("120", ">", "100", True), ("45", "<", "50", True)],
        ),
        ("支出合计80万元，不超过预算100万元。", [("80", "<=", "100", True)]),
        # another time
        ("运行费支出5万元，上年支出5万元，与上年持平。", [("5", "=", "5", True)]),
        ("运行费支出5万元，2022年支出5.2万元，与2022年持平。", [("5", "=", "5.2", False)]),
        ("2022年病例数100例，2023年120例，同比下降。", [("120", "<", "100", False)]),
        ("2022年支出100万元，2023年支出120万元，比上年减少20万元。", [("120", "<", "100", False)]),
        ("药占比26.8%，较上年的28.3%下降1.5个百分点。", [("26.8", "<", "28.3", True)]),
        ("班额占比由3.1%降至1.4%。", [("1.4", "<", "3.1", True)]),
        (
            "2022年预算18万元，决算8.15万元，完成预算的45.28%，2021年决算9.64万元，同比减少1.49万元。",
            [("8.15", "<", "9.64", True)],
        ),
        # levels
        (
            "成活率91.2%，高于85%的国家标准；受害率0.03‰，远低于0.8‰的控制指标。",
            [("91.2", ">", "85", True), ("0.03", "<", "0.8", True)],
        ),
        ("满意度92.5%，高于目标值95%。", [("92.5", ">", "95", False)]),
        ("治理率61.3%，超过全省平均水平（58.9%）2.4个百分点。", [("61.3", ">", "58.9", True)]),
        ("合格率98%，不低于目标95%。", [("98", ">=", "95", True)]),
        (
            "甲县开工率80.2%；全市开工率81.2%；乙县开工率86.1%。甲县、乙县开工率低于全市平均水平。",
            [("80.2", "<", "81.2", True), ("86.1", "<", "81.2", False)],
        ),
        ("甲县核拨率86.06%；乙县核拨率90.88%。核拨率最高的是甲县，最低的是乙县。", [("86.06", ">", "90.88", False)]),
        # shares and tasks
        ("床位4310张，其中护理型床位2014张，占比过半。", [("2014", ">", "4310", False)]),
        ("累计结余108076.11万元。委托投资5.5亿元，占累计结余的一半以上。", [("5.5", ">", "108076.11", True)]),
        ("任务100亩，已完成120亩，超额完成任务。", [("120", ">", "100", True)]),
        ("任务100亩，已完成98亩，全面完成年度任务。", [("98", ">=", "100", False)]),
        ("任务100亩，已完成98亩，未完成年度任务。", [("98", "<", "100", True)]),
        ("公务接待费0.5万元，实现零支出。", [("0.5", "=", False)]),
    ],
)
def test_ties(text, expected):
    assert ties(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "运行费支出5万元，与上年持平。",  # the other year's figure is not told
        "运行费支出5万元（上年5.2万元），与上年基本持平。",
        "收入2.3万元，低于全省平均水平0.2万元。",  # by 0.2, not below it
        "人均使用面积12.5平方米，低于标准3.5平方米。",
        "甲乡完成率高于全县平均水平5.2个百分点。",
        "投诉超过500件，其中重点投诉20件。",
        "单价超过500万元的设备2台。",
        "要求合格率不低于95%，实际98%。",
        "标准由20万元调整为15万元。",
        "预算100万元，决算90万元，决算数大于（小于）预算数的主要原因。",
        "本年支出100万元，上年支出100万元，比上年增加0万元，增长0%。",
        "任务100亩，已完成98亩，力争年底完成任务200亩。",
        "接待费5万元，因公出国（境）费零支出。",
        "实现地区生产总值12亿元，同比增长5%。",
    ],
)
def test_no_tie(text):
    assert ties(text) == []


def test_a_change_is_of_amounts_as_far_apart_as_it_tells():
    """与2020年支出相比 opens a sentence without its subject: the part told right before is not what grew."""
    text = "支出3718.09万元。基本支出2896.33万元，项目支出821.76万元。与2020年支出3540.18万元相比，增加177.91万元。"
    assert alarms(text) == []
    assert len(alarms("2020年支出3540.18万元，2021年支出3362.27万元，比上年增加177.91万元。")) >= 1


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        ("行政案件27件，同比减少8件，同比上升22.86%。", 1),
        ("收入520万元，比上年增加20万元，下降4%。", 1),
        ("行政案件27件，同比减少8件，同比下降22.86%。", 0),
        ("支出比上年减少8万元，收入增长5%。", 0),  # another subject
        ("增加投入8万元，成本下降5%。", 0),
    ],
)
def test_an_amount_and_its_rate_move_one_way(text, failing):
    document = Document(text, *normalise(text))
    found = comparisons.contrary(read(document, figures.find(document)))
    assert len([relation for relation in found if relation.holds is False]) == failing


def test_a_base_in_parentheses_is_of_what_stands_before_it():
    text = "财政收入59399万元，同比增收3981万元，增长7.2%（上年同期55418万元）。其中：税收收入39862万元，增长5.4%。"
    assert alarms(text) == []
