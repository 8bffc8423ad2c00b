"""Budgets revised: by how much between two ends, and changes that others make up."""

from __future__ import annotations

import pytest
from relating import alarms, of_rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上年结余数由年初预算200万元调整为5242万元，新增5042万元。", [("5042", "5242", "200", True)]),
        ("专项补助由年初3288万元调整3951万元，调增663万元；调入资金由年初1018万元调整1024万元，调增6万元。", [("663", "3951", "3288", True), ("6", "1024", "1018", True)]),
        ("调减税收收入18133万元，由年初预算的77133万元调整为59000万元。", [("18133", "77133", "59000", True)]),
        ("动用调节基金8118万元，由年初预算的0万元调整为8118万元。", [("8118", "8118", "0", True)]),
        # a digit, a unit, a direction that the figures do not bear out
        ("上年结余数由年初预算200万元调整为5242万元，新增5024万元。", [("5024", "5242", "200", False)]),
        ("总收入由年初预算数277585万元调整为304992元，新增27407万元。", [("27407", "304992", "277585", False)]),
        ("拟将债务收入年初预算11682万元调整为19482万元，新增7800万元。", [("7800", "19482", "11682", True)]),
        ("一般收入：年初预算为50000万元，增加37000万元，调整为87000万元。", [("37000", "87000", "50000", True)]),
        ("一般收入：年初预算为50000万元，增加37070万元，调整为87000万元。", [("37070", "87000", "50000", False)]),
        # another amount behind or before
        ("标准由年初的200元调整为300元，发放5042万元。", []),
        ("供养标准从100元提高到150元，集中供养标准从220元提高到300元。", []),
    ],
)
def test_between_two_ends(text, expected):
    told = of_rules(text, "difference.change")
    assert [tie for tie in told if tie in expected] == expected
    if not expected:
        assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # behind their whole, before it, the first of each paragraph
        ("决算总收入比执行数增加112亿元。上级补助减少91亿元，为正常对账；动用基金增加15亿元；调入资金增加188亿元。", [("112", "91", "15", "188", True)]),
        ("税收收入减少5.8亿元，调入资金减少17.4亿元，再融资债券增加2.4亿元，总收入减少20.8亿元。", [("20.8", "5.8", "17.4", "2.4", True)]),
        (
            "支出合计增加1055万元。\n（1）人员经费：增加370万元。主要是晋升增加180万元，奖金增加120万元。\n（2）项目支出：增加685万元。\n",
            [("1055", "370", "685", True)],
        ),
        # a digit: nothing is said; too few digits
        ("决算总收入比执行数增加121亿元。上级补助减少91亿元；动用基金增加15亿元；调入资金增加188亿元。", []),
        ("总收入增加8亿元。上级补助增加3亿元，其他增加5亿元。", []),
    ],
)
def test_changes_that_others_make_up(text, expected):
    assert of_rules(text, "sum.evident_moves") == expected
