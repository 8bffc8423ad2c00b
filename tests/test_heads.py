"""Heads of two levels in every form that pages leave them in, and what heads say of their columns."""

from __future__ import annotations

import pytest
from relating import grids, of_rules

from gouji import columns, figures, flattened
from gouji.document import Document, normalise
from gouji.grid import NUMBER, TEXT, Cell, Grid, Row, kind_of


def document(text: str) -> Document:
    return Document(text, *normalise(text))


def rows(*lines: str) -> str:
    """Lines of cells with an edge at each end."""
    return "".join(f"| {line.replace('|', ' | ')} |\n" for line in lines)


def heads(text: str) -> list[str]:
    """Each table's heads, with a bar between two."""
    return ["|".join(grid.heads) for grid in flattened.find(document(text))]


@pytest.mark.parametrize(
    ("upper", "lower", "body", "expected"),
    [
        # three and two, one head between them
        (
            "乡镇|危房改造|下达资金|厕所改造",
            "任务|完成|完成率|数量|占比",
            ["东沟|40|30|75%|60|20|40%", "西岭|50|45|90%|80|30|60%"],
            "乡镇|危房改造·任务|危房改造·完成|危房改造·完成率|下达资金|厕所改造·数量|厕所改造·占比",
        ),
        # two and three
        (
            "乡镇|危房改造|下达资金|厕所改造",
            "数量|占比|完成率|任务|完成",
            ["东沟|20|40%|60|75%|40|30", "西岭|30|60%|80|90%|50|45"],
            "乡镇|危房改造·数量|危房改造·占比|下达资金|厕所改造·完成率|厕所改造·任务|厕所改造·完成",
        ),
        # a rate among the upper heads
        (
            "乡镇|危房改造|到位率|厕所改造",
            "任务|完成|余数|数量|占比",
            ["东沟|40|30|10|80%|20|40%", "西岭|50|45|5|90%|30|60%"],
            "乡镇|危房改造·任务|危房改造·完成|危房改造·余数|到位率|厕所改造·数量|厕所改造·占比",
        ),
        # the head without lower ones may stand before 任务 or behind it
        ("乡镇|危房改造|下达资金|厕所改造", "数量|占比|任务|完成|完成率", ["东沟|20|40%|60|40|30|75%", "西岭|30|60%|80|50|45|90%"], None),
        # it may stand in the middle as well as at the end
        ("乡镇|危房改造|下达资金|厕所改造", "任务|完成|完成率|数量|座数", ["东沟|40|30|75%|60|20|24", "西岭|50|45|90%|80|30|36"], None),
        # no column tells rates
        ("乡镇|危房改造|下达资金|厕所改造", "任务|完成|余数|数量|座数", ["东沟|40|30|10|60|20|24", "西岭|50|45|5|80|30|36"], None),
        # rates where no head tells any
        ("乡镇|危房改造|下达资金|厕所改造", "任务|完成|余数|数量|座数", ["东沟|40|30|75%|60|20|40%", "西岭|50|45|90%|80|30|60%"], None),
    ],
)
def test_upper_heads_over_unequal_numbers_of_lower_ones(upper, lower, body, expected):
    text = "".join(line.replace("|", " | ") + " |\n" for line in (upper, lower, *body))
    assert grids(text) == ([(expected.split("|"), [line.split("|") for line in body])] if expected else [])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # the lower row lost the places before it
        (["县区|计划|完成情况|", "数量|比例||", "甲县|10|9|90%", "乙县|20|15|75%"], "县区|计划|完成情况·数量|完成情况·比例"),
        # two spans, one of three; one head behind them
        (
            ["县区|上年||今年|||备注", "件数|人数|件数|人数|户数||", "甲县|1|2|3|4|5|", "乙县|6|7|8|9|4|"],
            "县区|上年·件数|上年·人数|今年·件数|今年·人数|今年·户数|备注",
        ),
        # it kept them
        (["县区|计划|完成情况|", "||数量|比例", "甲县|10|9|90%", "乙县|20|15|75%"], "县区|计划|完成情况·数量|完成情况·比例"),
        (["县区|完成情况||备注", "|数量|比例|", "甲县|9|90%|", "乙县|15|75%|"], "县区|完成情况·数量|完成情况·比例|备注"),
    ],
)
def test_lower_heads_stand_under_the_spans(lines, expected):
    assert heads(rows(*lines)) == [expected]


@pytest.mark.parametrize(
    ("title", "begins"),
    [
        ("2024年县级支出决算表", True),
        ("县级支出决算表（二）", True),
        ("2024年1-6月支出表", False),
        ("截至6月支出进度表", True),
        ("按第38条填报的表", False),
    ],
)
def test_a_title_with_a_year_begins_a_table(title, begins):
    text = rows("2024年县级收入决算表|||", "项目|预算|决算", "税收|50|40", "规费|30|20", f"{title}||", "项目|预算|决算", "工资|60|55", "水电|20|5")
    found = flattened.find(document(text))
    assert [grid.title for grid in found] == ["2024年县级收入决算表", title if begins else "2024年县级收入决算表"]


def test_words_over_a_title_are_no_heads():
    text = rows("填报：水务局|审定：县府办|", "2024年县级支出决算表||", "项目|预算|决算", "工资|60|55", "水电|20|5")
    assert grids(text) == [(["项目", "预算", "决算"], [["工资", "60", "55"], ["水电", "20", "5"]])]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("乡镇|村数|补助资金|合计|中央|省级|东沟|4|50|30|20|西岭|6|80|45|35", "乡镇|村数|补助资金·合计|补助资金·中央|补助资金·省级"),
        (
            "乡镇|村数|面积|补助资金|小计|中央|省级|市级|东沟|4|50|60|30|20|10|西岭|6|70|50|25|15|10",
            "乡镇|村数|面积|补助资金·小计|补助资金·中央|补助资金·省级|补助资金·市级",
        ),
        # under a title
        ("补助资金情况表|乡镇|村数|补助资金|合计|中央|省级|东沟|4|50|30|20|西岭|6|80|45|35", "乡镇|村数|补助资金·合计|补助资金·中央|补助资金·省级"),
    ],
)
def test_two_levels_one_cell_a_line_without_edges(cells, expected):
    assert heads(cells.replace("|", "\n") + "\n") == [expected]


@pytest.mark.parametrize(
    "cells",
    [
        "乡镇|村数|补助资金|中央|省级|东沟|4|50|30|西岭|6|80|45",  # what the upper head spans is open
        "乡镇|村数|补助资金|合计|中央|省级|东沟|4|50|30|20|西岭|6|80|北坪|7|90|50|40",  # a row that lost a cell
    ],
)
def test_two_levels_that_may_be_read_otherwise(cells):
    assert heads(cells.replace("|", "\n") + "\n") == []


def edges(cells: str) -> str:
    return "".join(f"{cell} |\n" for cell in cells.split("|"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a head, and a row's name
        (edges("项目|年初\n预算数|决算数|水费|5|4|电费|6|3"), ["项目|年初预算数|决算数", "水费|5|4", "电费|6|3"]),
        (edges("项目|预算数|决算数|公务用车\n运行费|5|4|电费|6|3"), ["项目|预算数|决算数", "公务用车运行费|5|4", "电费|6|3"]),
    ],
)
def test_a_cell_of_two_lines(text, expected):
    (table,) = grids(text)
    assert ["|".join(line) for line in (table[0], *table[1])] == expected


@pytest.mark.parametrize(
    ("first", "following", "expected"),
    [
        ("公务用车", "运行费 |", True),
        ("公务用车", "运行费｜", True),
        ("公务用车", "运行费", False),  # the next has no edge
        ("公务用车", "|", False),  # the next is an empty cell
        ("公务用车", "运行费 | 5 |", False),  # the next is a row
        ("三、使用情况", "运行费 |", False),  # a heading
        ("单位：万元", "运行费 |", False),
        ("合计12", "运行费 |", False),
        ("下表为全年使用情况汇总", "运行费 |", False),  # eleven characters
        ("公务用车", "及其他全部运行维护费用 |", False),
    ],
)
def test_what_goes_on_in_the_next_line(first, following, expected):
    assert flattened._goes_on(first, [following]) is expected
    assert not flattened._goes_on(first, [])


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("幅度", "growth"),
        ("增减·幅度", "growth"),
        ("坡度幅度", "amount"),
        ("占预算（%）", "rate"),
        ("占年初预算（%）", "rate"),
        ("占全年任务%", "rate"),
        ("占总支出（%）", "share"),
        ("占全县（%）", "share"),
    ],
)
def test_what_a_head_tells(head, kind):
    assert columns.kind(head) == kind


@pytest.mark.parametrize(
    ("head", "table", "expected"),
    [
        # money under a head of fees, and things under another
        ("公务用车费·车辆购置", "万元", "万元"),
        ("公务用车费·车辆购置", "辆、万元", "万元"),
        ("公务用车费·车辆购置", "", ""),
        ("公务用车·车辆购置", "辆、万元", "辆"),
        ("公务用车·车辆购置", "", "辆"),
        # a counter that the table names among others
        ("件数小计", "件、万元", "件"),
        ("户数合计", "户、万元", "户"),
        ("金额小计", "件、万元", "万元"),
    ],
)
def test_what_a_bare_number_is_measured_in(head, table, expected):
    assert columns.cell_unit(head, "甲县", table) == expected


def test_losses_are_money():
    assert columns.is_money("直接经济损失")
    assert not columns.is_money("直接损失面积")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0-14岁", TEXT),
        ("15～59岁", TEXT),
        ("60岁以上", TEXT),
        ("65岁及以上", TEXT),
        ("15-59", NUMBER),
        ("38.5岁", NUMBER),
        ("60人以上", NUMBER),
    ],
)
def test_bands_of_ages_are_words(text, kind):
    assert kind_of(text) == kind


def test_bands_of_ages_name_rows():
    lines = ["年龄|男|女", "0-14岁|310|290", "15-59岁|820|790", "60岁及以上|150|170"]
    assert grids(rows(*lines)) == [(lines[0].split("|"), [line.split("|") for line in lines[1:]])]
    assert [f.number for f in figures.find(document(rows(*lines)))] == ["310", "290", "820", "790", "150", "170"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [("万元", "万元"), ("件、万元", ""), ("件/万元", ""), ("件和万元", ""), ("", "")],
)
def test_the_unit_under_no_head(told, expected):
    cells = (Cell("水费", 0, 2, TEXT), Cell("5", 3, 4, NUMBER))
    row = Row("水费", cells)
    assert Grid(("", ""), (row,), 1, unit=told).unit_of(row, 1) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("栏次|1|2|3=1-2", ("栏次", "1", "2", "3=1-2")),
        ("公式|A|B|C=A-B", ("公式", "A", "B", "C=A-B")),
        ("栏次|1|2|3", ()),
    ],
)
def test_a_row_of_formulas_states_nothing_and_is_kept(made, expected):
    text = rows("项目|预算|决算|结余", made, "水费|5|4|1", "电费|6|3|3")
    (grid,) = flattened.find(document(text))
    assert grid.formulas == expected
    assert grid.heads == ("项目", "预算", "决算", "结余")
    assert [row.head for row in grid.rows] == ["水费", "电费"]


def test_money_under_a_head_that_says_no_more_than_an_amount():
    """The upper head tells whose amounts they are, so that the rate has its part and its base."""
    text = rows("项目|计划投资||完成投资||完成率", "|金额|项数|金额|项数|", "道路|400|7|300|5|75%", "水利|500|9|450|8|90%")
    assert of_rules(text, "grid.rate") == [("75", "300", "400", True), ("90", "450", "500", True)]
