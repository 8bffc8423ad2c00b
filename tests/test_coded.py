"""Tables one cell a line whose rows begin with codes of the budget's classification, and those of two halves."""

from __future__ import annotations

import pytest
from relating import grids

from gouji import flattened
from gouji.coded import coded
from gouji.document import Document, normalise
from gouji.grid import Cell, kind_of

HEADS = ["科目编码", "科目名称", "合计支出", "基本支出", "项目支出"]
ROWS = [
    ["合计", "", "310.5", "200.5", "110.0"],
    ["201", "一般公共服务支出", "250.5", "150.5", "100.0"],
    ["20103", "政府办公厅事务", "250.5", "150.5", "100.0"],
    ["2010301", "行政运行", "250.5", "150.5", "100.0"],
    ["208", "社会保障和就业支出", "60.0", "50.0", "10.0"],
]


def stream(cells: list[str], edge: str) -> str:
    return "支出决算表\n单位：万元\n" + "".join(f"{cell}{edge}".strip() + "\n" for cell in cells if cell or edge)


@pytest.mark.parametrize("edge", ["", " |", "｜"])
@pytest.mark.parametrize(
    "before",
    [
        ["项目", *HEADS[2:], "功能分类科目编码", "科目名称"],  # 项目 over code and name
        HEADS,
        [*HEADS, "栏次", "1", "2", "3"],
    ],
)
def test_rows_begin_with_their_codes(before, edge):
    assert grids(stream([*before, *(cell for row in ROWS for cell in row)], edge)) == [(HEADS, ROWS)]


def test_a_row_that_lost_a_cell_makes_no_such_table():
    cells = [cell for row in ROWS for cell in row]
    cells.remove("100.0")
    assert grids(stream([*HEADS, *cells], "")) == []


def cells_of(rows: list[list[str]]) -> list[Cell]:
    return [Cell(text, at, at, kind_of(text)) for at, text in enumerate(cell for row in rows for cell in row)]


def test_what_is_no_such_table():
    """The head and the rows of codes as they should be, and then with one thing each that they may not have."""
    head, total, *rows = HEADS, *ROWS
    assert len(coded(cells_of([head, total, *rows]), "", "")) == 1
    assert len(coded(cells_of([head, *rows]), "", "")) == 1
    assert len(coded(cells_of([head, ["1", "2", "3"], total, *rows]), "", "")) == 1
    for spoilt in (
        [head, total, *rows[:2]],  # two rows may look so by accident
        [head, total, rows[0], [*rows[1][:2], "见说明", *rows[1][3:]], *rows[2:]],  # words among the amounts
        [head, total, *rows[:-1], rows[-1][:-1]],  # a last row that lost its end
        [head[:3], total, *rows],  # more amounts than heads
        [head, ["其他", *total[1:]], *rows],  # a row that is no total before the first code
        [head, [*total[:3], "见说明", total[4]], *rows],  # words among the total's amounts
        [[*total[:2]], *(row[:2] for row in rows)],  # no amounts at all
    ):
        assert coded(cells_of(spoilt), "", "") == [], spoilt


def test_the_same_with_a_row_a_line():
    lines = [["项目", *HEADS[2:]], ["科目编码", "科目名称"], *ROWS]
    assert grids("".join(" | ".join(line) + " |\n" for line in lines)) == [(HEADS, ROWS)]


def test_two_halves_one_cell_a_line():
    head = ["收入", "支出", "项目", "行次", "金额", "项目", "行次", "金额", "栏次", "", "1", "栏次", "", "2"]
    left = [["一、财政拨款收入", "1", "520.0"], ["二、其他收入", "2", ""], ["", "3", ""], ["总计", "4", "520.0"]]
    right = [["一、教育支出", "5", "400.0"], ["二、住房支出", "6", "80.0"], ["三、其他支出", "7", "40.0"], ["总计", "8", "520.0"]]
    cells = [cell for a, b in zip(left, right, strict=True) for cell in (*a, *b)]
    text = stream([*head, *cells], " |")
    assert grids(text) == [
        (["收入·项目", "收入·行次", "收入·金额"], left),
        (["支出·项目", "支出·行次", "支出·金额"], right),
    ]
    assert [c.text for c in flattened.find(Document(text, *normalise(text)))[0].counters] == ["1", "2"]
