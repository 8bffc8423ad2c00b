"""Whose change is told: of an elliptic clause, of one of two things that a name joins, and changes told each to its own precision."""

from __future__ import annotations

import pytest
from relating import alarms, of_rules, ties

from gouji.relations.change import growth

WHOLE = "三公经费支出8.20万元，比上年增加1.60万元，增长24.24%。其中，"
PARTS = "\n（一）公务用车运行支出5.30万元。\n（二）公务接待费支出2.90万元。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公务用车运行维护费支出比预算无增减变化，比上年增加1.10万元，增长26.19%。", ("26.19", "5.30", "1.10", True)),
        ("公务接待费支出与预算持平，较上年增加0.50万元，增长20.83%。", ("20.83", "2.90", "0.50", True)),
        ("公务接待费支出同预算一致，比上年增加0.50万元，增长28.03%。", ("28.03", "2.90", "0.50", False)),
    ],
)
def test_a_change_behind_an_unmoved_one_is_of_its_subject(text, expected):
    assert ties(growth, WHOLE + text + PARTS)[-1] == expected


JOINED = "三公经费预算为900万元。其中，公务接待费200万元，公务用车购置及运行费700万元。"


@pytest.mark.parametrize(
    "text",
    [
        "其中：公务用车购置费比2018年减少60万元，下降40%。",
        "其中：公务用车运行费比2018年减少40万元，下降26%。",
        "会议费及培训费12万元，其中培训费比上年减少3万元，下降30%。",
    ],
)
def test_one_of_two_joined_things_is_not_both(text):
    assert not alarms(JOINED + text)


def test_of_both_the_rate_is_still_told():
    assert ties(growth, JOINED + "公务用车购置及运行费比2018年减少100万元，下降12.5%。") == [("12.5", "700", "100", True)]
    assert ties(growth, JOINED + "公务用车费比2018年减少100万元，下降15.2%。") == [("15.2", "700", "100", False)]


CHANGES = "三公经费52万元，较上年减少{}万元。其中：公务用车运行费30万元，较上年减少{}万元；公务接待费22万元，较上年减少{}万元。"


@pytest.mark.parametrize(
    ("numbers", "holds"),
    [
        (("12", "9", "2.6"), True),
        (("11.6", "9", "3"), True),
        (("12", "9.4", "2.3"), True),
        (("14", "9", "2.6"), False),
        (("12.60", "9.20", "3.50"), False),
    ],
)
def test_changes_are_rounded_each_for_itself(numbers, holds):
    assert of_rules(CHANGES.format(*numbers), "sum.of_changes") == [(*numbers, holds)]
