"""Numbers told again: one after another in a second place, ahead in a title, referred back to; shares told before what they make."""

from __future__ import annotations

import pytest
from relating import alarms, of_rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the second place copies the first, whether its numbers have words or not
        (
            "接待费预算35.20万元，支出28.64万元，较上年的24.15万元增加4.49万元，增长18.59%。\n三、对比情况\n支出28.64万元，上年24.15万元，增加4.49万元，增长18.59%。",
            [("28.64", "28.64", True), ("24.15", "24.15", True), ("4.49", "4.49", True), ("18.59", "18.59", True)],
        ),
        # too few digits; what came in beside what went out; another order
        ("甲镇12人、15人、18人。\n乙镇12人、15人、18人。", []),
        ("收入总计864.25万元，较上年增加31.47万元，增长3.78%。\n支出总计864.25万元，较上年增加31.47万元，增长3.78%。", []),
        ("支出28.64万元、24.15万元、4.49万元。\n支出4.49万元、24.15万元、28.64万元。", []),
    ],
)
def test_numbers_that_follow_one_another_twice(text, expected):
    found = of_rules(text, "repeat.in_order", "repeat.copied", "repeat.again", "repeat.evident", "repeat.labelled", "repeat.rate")
    assert [tie for tie in expected if tie not in found] == []
    if not expected:
        assert of_rules(text, "repeat.in_order") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("前三季度全市外贸同比增长8.2%\n来源：市商务局\n\n2023年前三季度，全市实现进出口总额894.6亿元，比上年同期增长8.2%。", [("8.2", "8.2", True)]),
        # another number, another thing, a first line that is a sentence
        ("前三季度全市外贸同比增长8.2%\n\n前三季度，全市实现进出口总额894.6亿元，增长2.8%。", []),
        ("全市建成公租房3615套\n\n截至6月底，发放补贴3615户。", []),
        ("全市建成公租房3615套。\n\n截至6月底，建成公租房3615套。", []),
    ],
)
def test_what_a_title_tells_ahead(text, expected):
    assert of_rules(text, "repeat.headline") == expected


@pytest.mark.parametrize(
    ("text", "referred", "counted"),
    [
        ("抽查6个社区，有2个社区存在漏报，这两个社区分别是河东社区和桥头社区。", [("两", "2", True)], [("两", True)]),
        ("抽查6个社区，有2个社区存在漏报，这三个社区分别是河东社区和桥头社区。", [], []),
        ("抽查6个社区，这3处桥梁已经封闭。", [], []),
    ],
)
def test_a_count_referred_back_to(text, referred, counted):
    assert of_rules(text, "repeat.referred") == referred
    assert of_rules(text, "count.list_behind") == counted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "玉米保险：承保面积6.45万亩，总保费96万元，中央财政补贴40%为38.4万元，省级财政补贴25%为24万元，县级财政补贴10%即9.6万元。",
            [("40", "38.4", "96", True), ("25", "24", "96", True), ("10", "9.6", "96", True)],
        ),
        ("总保费96万元，中央财政补贴40%为34.8万元。", [("40", "34.8", "96", False)]),
        ("总保费96万元，中央财政补贴40%为38.4元。", [("40", "38.4", "96", False)]),
        # no total: only what fits; a change; words between
        ("参保缴费96万元，财政补贴40%为34.8万元。", []),
        ("总产值96万元，增长40%为38.4万元。", []),
        ("总保费96万元，中央财政补贴40%，农户自缴的为38.4万元。", []),
    ],
)
def test_shares_told_before_what_they_make(text, expected):
    assert of_rules(text, "ratio.applied") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下达项目资金603万元。\n项目资金共603万元，已全部拨付。", True),
        ("下达项目资金603万元。\n购置设备603万元。", False),
        ("服务对象603人。\n受益对象603人。", False),
    ],
)
def test_three_digits_and_a_shared_word(text, expected):
    told = of_rules(text, "repeat.evident", "repeat.again", "repeat.copied")
    assert bool(told) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # years, their difference and its rate in lines whose heads are lost
        (
            "单位：元\n收入合计 5859677.10 6715442.40 855765.30 14.60%\n财政补助 690980.00 755084.00 64104.00 9.28%\n事业收入 4142091.00 4626028.00 483937.00 11.68%\n其他收入 1026606.10 1334330.40 307724.30 29.97%\n",
            0,
        ),
        (
            "单位：元\n收入合计 5859677.10 6715442.40 855765.30 14.60%\n财政补助 690980.00 755084.00 64104.00 9.28%\n事业收入 4142091.00 4626028.00 438937.00 11.68%\n其他收入 1026606.10 1334330.40 307724.30 29.97%\n",
            1,
        ),
        (
            "单位：元\n收入合计 5859677.10 6715442.40 855765.30 14.60%\n财政补助 690980.00 755084.00 64104.00 9.28%\n事业收入 4142091.00 4626028.00 483937.00 16.18%\n其他收入 1026606.10 1334330.40 307724.30 29.97%\n",
            1,
        ),
    ],
)
def test_lines_of_two_years(text, expected):
    found = of_rules(text, "difference.compared", "growth.compared", "grid.difference", "grid.growth")
    assert len({tie[:3] for tie in found}) == 8
    assert len(alarms(text)) >= expected if expected else not alarms(text)


def test_rows_under_numbered_rows_make_these_up():
    head = "项目 |\n上年预算 |\n本年预算 |\n一、财政拨款 |\n256.90 |\n{whole} |\n一般公共预算拨款 |\n200.00 |\n235.72 |\n基金预算拨款 |\n56.90 |\n50.00 |\n"
    rest = "二、其他资金 |\n100.70 |\n63.60 |\n事业收入 |\n23.50 |\n23.70 |\n经营收入 |\n77.20 |\n39.90 |\n收入合计 |\n357.60 |\n349.32 |\n"
    assert alarms("单位：万元\n" + head.format(whole="285.72") + rest) == []
    said = alarms("单位：万元\n" + head.format(whole="286.72") + rest)
    assert any("286.72" in each for each in said), said
