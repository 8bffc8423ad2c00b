"""Tables of one cell a line whose columns stand in groups that are headed alike."""

from __future__ import annotations

import pytest
from relating import alarms, grids, of_rules


def heads(text: str) -> list[list[str]]:
    return [told for told, _ in grids(text)]


def lines(*cells: str) -> str:
    return "\n\n".join(cells) + "\n"


SCHOOLS = lines(
    "学校", "教师", "数量（所）", "比重（%）", "数量（人）", "比重（%）", "合计", "40", "800",
    "按城乡分", "城区", "10", "25.0", "320", "40.0", "乡村", "30", "75.0", "480", "60.0",
    "按学段分", "小学", "24", "60.0", "440", "55.0", "中学", "16", "40.0", "360", "45.0",
)  # fmt: skip
FARMS = lines(
    "2022年", "2023年", "面积（亩）", "产量（吨）", "面积（亩）", "产量（吨）",
    "水稻", "1200", "700", "1250", "735", "玉米", "800", "410", "760", "395", "合计", "2000", "1110", "2010", "1130",
)  # fmt: skip
CASES = lines(
    "受理", "办结", "件数（件", "占比（%", "件数（件", "占比（%", "合计", "90", "80", "咨询", "45", "50.0", "44", "55.0", "投诉", "45", "50.0", "36", "45.0",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SCHOOLS, ["", "学校·数量（所）", "学校·比重（%）", "教师·数量（人）", "教师·比重（%）"]),
        (FARMS, ["", "2022年·面积（亩）", "2022年·产量（吨）", "2023年·面积（亩）", "2023年·产量（吨）"]),
        # a parenthesis that was left open
        (CASES, ["", "受理·件数（件）", "受理·占比（%）", "办结·件数（件）", "办结·占比（%）"]),
    ],
)
def test_heads_of_groups(text, expected):
    assert heads(text) == [expected]
    assert alarms(text) == []


ROWS = ("小学", "24", "60.0", "440", "55.0", "中学", "16", "40.0", "360", "45.0")


@pytest.mark.parametrize(
    "text",
    [
        lines("学校", "教师", "数量", "比重", "人数", "占比", *ROWS),  # heads that do not repeat
        lines("学校", "学校", "数量", "比重", "数量", "比重", *ROWS),  # groups of one name
        lines("学校", "数量", "数量", "比重", "数量", "比重", *ROWS),  # a group named as a column is
        lines("学校", "教师", "数量", "数量", "数量", "数量", *ROWS),  # a group's columns of one name
        lines("学校", "教师", "数量", "比重", "比重", "数量", *ROWS),  # columns that change places
        lines("学校", "教师", "数量", "比重", "数量", "比重", *ROWS[:5], "合计", "24"),  # one whole row alone
        lines("学校", "教师", "数量", "比重", "数量", "比重", *ROWS, "其他", "3", "4.0", "5"),  # a row that lacks a number
        lines("学校", "教师", "数量", "比重", "数量", "比重", *ROWS, "其他", "3", "4.0", "5", "6.0", "7"),  # one that has one too many
    ],
)
def test_what_does_not_part_evenly_has_no_such_heads(text):
    assert any("·" in head for grid in heads(lines("学校", "教师", "数量", "比重", "数量", "比重", *ROWS)) for head in grid)
    assert not any("·" in head for grid in heads(text) for head in grid)


def test_each_division_makes_the_total_and_its_shares_a_hundred():
    assert of_rules(SCHOOLS, "grid.column_sum") == [("40", "10", "30", True), ("40", "24", "16", True), ("800", "320", "480", True), ("800", "440", "360", True)]
    assert ("75.0", "25.0", True) in of_rules(SCHOOLS, "sum.shares")
    assert ("40.0", "60.0", True) in of_rules(SCHOOLS, "sum.shares")


@pytest.mark.parametrize(
    ("was", "wrong", "said"), [("\n30\n", "\n31\n", "40所"), ("\n360\n", "\n380\n", "800人"), ("\n75.0\n", "\n57.0\n", "57.0%")]
)
def test_a_wrong_digit_is_found(was, wrong, said):
    assert any(said in line for line in alarms(SCHOOLS.replace(was, wrong, 1)))
