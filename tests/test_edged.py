"""Tables one cell a line, each with its edge: how wide they are, what is merged in them, and the rows that say how columns are made."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from relating import grids

from gouji import flattened
from gouji.document import Document, normalise
from gouji.edged import edged, two_levels
from gouji.formula_rows import Made, is_formula_row, made
from gouji.grid import Cell, Grid, kind_of


def of(cells: str | list[str], title: str = "", name: str = "") -> list[Grid]:
    """The tables of cells: a list, or words with a bar between two."""
    texts = cells.split("|") if isinstance(cells, str) else cells
    return edged([Cell(text, at, at, kind_of(text)) for at, text in enumerate(texts)], title, name)


def shown(found: list[Grid]) -> list[tuple[str, list[str]]]:
    """Each table as its heads and its rows."""
    return [("|".join(grid.heads), ["|".join(c.text for c in row.cells) for row in grid.rows]) for grid in found]


@pytest.mark.parametrize(
    ("cells", "heads", "rows"),
    [
        # empty cells in the middle and at the end of rows
        (
            "项目|预算|决算|会议费||3.5|培训费|8||合计|8|3.5",
            "项目|预算|决算",
            ["会议费||3.5", "培训费|8|", "合计|8|3.5"],
        ),
        # two columns, and seven
        ("名目|数量|水井|7|泵站|12|水闸|80", "名目|数量", ["水井|7", "泵站|12", "水闸|80"]),
        (
            "乡镇|路|桥|渠|井|站|闸|东沟|3||5|1|2|8|西岭|4|2||6|1|7",
            "乡镇|路|桥|渠|井|站|闸",
            ["东沟|3||5|1|2|8", "西岭|4|2||6|1|7"],
        ),
        # an edge too many at each row's end, and a last row without its end
        ("乡镇|任务|完成|东沟|30|20||西岭|40|10|", "乡镇|任务|完成", ["东沟|30|20", "西岭|40|10"]),
        ("乡镇|任务|完成|余额|东沟|30|20|6|西岭|40|10|5|合计|70|30", "乡镇|任务|完成|余额", ["东沟|30|20|6", "西岭|40|10|5", "合计|70|30|"]),
        # merged over two rows, over three, and two cells beside each other
        (
            "类别|名称|数量|金额|道路|硬化|3|20|拓宽|2|30||水利|渠道|5|40",
            "类别|名称|数量|金额",
            ["道路|硬化|3|20", "|拓宽|2|30", "水利|渠道|5|40"],
        ),
        (
            "类别|名称|数量|金额|道路|硬化|3|20|拓宽|2|30||养护|4|10||水利|渠道|5|40",
            "类别|名称|数量|金额",
            ["道路|硬化|3|20", "|拓宽|2|30", "|养护|4|10", "水利|渠道|5|40"],
        ),
        # over so many that most rows end with an empty cell
        (
            "类别|名称|数量|金额|道路|硬化|3|20|拓宽|2|30||养护|4|10||绿化|5|15||水利|渠道|5|40",
            "类别|名称|数量|金额",
            ["道路|硬化|3|20", "|拓宽|2|30", "|养护|4|10", "|绿化|5|15", "水利|渠道|5|40"],
        ),
        (
            "片区|类别|名称|数量|金额|城东|道路|硬化|3|20|拓宽|2|30|||城西|水利|渠道|5|40",
            "片区|类别|名称|数量|金额",
            ["城东|道路|硬化|3|20", "||拓宽|2|30", "城西|水利|渠道|5|40"],
        ),
        # rows that are counted
        ("序号|乡镇|任务|1|东沟|30|2|西岭|40|3|北坪|25", "序号|乡镇|任务", ["1|东沟|30", "2|西岭|40", "3|北坪|25"]),
        # ranges and bounds that name rows, and one that would be a number alone
        (
            "坡度|面积|比重|2-6|310|31|6-15|420|42|15度以上|270|27",
            "坡度|面积|比重",
            ["2-6|310|31", "6-15|420|42", "15度以上|270|27"],
        ),
        ("年龄|男|女|0-14岁|310|290|15-59岁|820|790|60岁及以上|150|170", "年龄|男|女", ["0-14岁|310|290", "15-59岁|820|790", "60岁及以上|150|170"]),
        # words of a row of their own above the heads
        ("设施情况|||乡镇|任务|完成|东沟|30|20|西岭|40|10", "乡镇|任务|完成", ["东沟|30|20", "西岭|40|10"]),
        # the column that names the rows has no head
        ("|任务|完成|东沟|30|20|西岭|40|10", "|任务|完成", ["东沟|30|20", "西岭|40|10"]),
    ],
)
def test_a_row_is_as_wide_as_the_table(cells, heads, rows):
    assert shown(of(cells)) == [(heads, rows)]


@pytest.mark.parametrize(
    "cells",
    [
        "乡镇|任务|东沟|30|西岭|见附件",  # two numbers are too few
        "乡镇|任务|完成|东沟|30|无水|西岭|无水|20|北坪|30|40",  # words and numbers in every column
        "乡镇|任务|完成|3|30|20|7|40|10",  # rows named by numbers that do not count them
        "3|30|20|7|40|10",  # no words at all
        "项目|预算|决算|栏次|1|2|水费|5|无水|电费|无电|3",  # words under numbered columns
    ],
)
def test_no_table(cells):
    assert of(cells) == []


NAMES = ["东沟", "西岭", "北坪", "南湾", "石桥", "柳林"]
HEADS = ["乡镇", "水井", "泵站", "渠道", "水闸", "堤防"]


@given(st.data())
def test_any_table_comes_back(data):
    """Whatever numbers stand in it, and whichever cells behind the first column and before the last are empty."""
    width, height = data.draw(st.integers(2, 6)), data.draw(st.integers(3, 6))
    number = st.integers(0, 99999).map(str)
    rows = [
        [NAMES[at], *(data.draw(number if place == width - 2 else number | st.just("")) for place in range(width - 1))]
        for at in range(height)
    ]
    assume(all(any(row[at] for row in rows) for at in range(width)))  # no column is empty throughout
    found = of([*HEADS[:width], *(cell for row in rows for cell in row)])
    assert shown(found) == [("|".join(HEADS[:width]), ["|".join(row) for row in rows])]


@pytest.mark.parametrize(
    ("words", "width", "expected"),
    [
        # one upper head over its whole and two parts, and over two after others
        ("乡镇 面积 资金 小计 中央 省级", 5, "乡镇 面积 资金·小计 资金·中央 资金·省级"),
        ("乡镇 村数 面积 资金 合计 已付", 5, "乡镇 村数 面积 资金·合计 资金·已付"),
        # two over two each, three over two each, two over three each
        ("乡镇 计划 完成 户数 人数 户数 人数", 5, "乡镇 计划·户数 计划·人数 完成·户数 完成·人数"),
        ("乡镇 路 桥 渠 计划 完成 计划 完成 计划 完成", 7, "乡镇 路·计划 路·完成 桥·计划 桥·完成 渠·计划 渠·完成"),
        ("乡镇 上年 今年 小计 男 女 小计 男 女", 7, "乡镇 上年·小计 上年·男 上年·女 今年·小计 今年·男 今年·女"),
        # what stands under one head alone may be under the next as well
        ("乡镇 面积 资金 中央 省级", 4, ""),
        ("乡镇 计划 完成 户数 人数 户数 座数", 5, ""),
        # it may be the whole under 资金, or a head over two itself
        ("乡镇 资金 合计 小计 中央", 4, ""),
        # as many words as columns, or fewer
        ("乡镇 面积 资金", 3, ""),
        ("乡镇 面积 资金", 4, ""),
    ],
)
def test_upper_heads_over_lower_ones(words, width, expected):
    assert two_levels(words.split(), width) == expected.split()


@pytest.mark.parametrize(
    ("cells", "heads", "formulas", "counters", "rows"),
    [
        # numbers count the columns
        ("项目|预算|决算|栏次|1|2|水费|5|4|电费|6|3", "项目|预算|决算", "栏次|1|2", ["1", "2"], ["水费|5|4", "电费|6|3"]),
        # a table of one row
        ("项目|预算|决算|结余|栏次|1|2|3|水费|5|4|1", "项目|预算|决算|结余", "栏次|1|2|3", ["1", "2", "3"], ["水费|5|4|1"]),
        # a head over what others make
        (
            "地区|债务限额|一般债务|专项债务|公式|A=B+C|B|C|甲县|152.5|89|63.5|乙县|60|40|20",
            "地区|债务限额|债务限额·一般债务|债务限额·专项债务",
            "公式|A=B+C|B|C",
            [],
            ["甲县|152.5|89|63.5", "乙县|60|40|20"],
        ),
        (
            "地区|限额|余额|一般|专项|一般|专项|公式|A=B+C|B|C|D=E+F|E|F|甲县|90|50|40|70|45|25",
            "地区|限额|限额·一般|限额·专项|余额|余额·一般|余额·专项",
            "公式|A=B+C|B|C|D=E+F|E|F",
            [],
            ["甲县|90|50|40|70|45|25"],
        ),
    ],
)
def test_a_row_that_numbers_the_columns(cells, heads, formulas, counters, rows):
    found = of(cells)
    assert shown(found) == [(heads, rows)]
    assert found[0].formulas == tuple(formulas.split("|"))
    assert [c.text for c in found[0].counters] == counters


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # alone in its row, with its unit in the next
        ("2024年耕地坡度分级情况||||单位：亩|||坡度|面积|上年|2-6度|310|300|6-15度|420|410", [("2024年耕地坡度分级情况单位：亩", "亩", "坡度|面积|上年")]),
        ("附表1|各乡镇水利设施统计表|||项目|数量|上年|水井|7|6|泵站|12|11", [("附表1各乡镇水利设施统计表", "", "项目|数量|上年")]),
        # two tables with numbers of their own; a note ends one
        (
            "附表1|单位：座|项目|数量|上年|水井|7|6|泵站|12|11|附表2|单位：公里|项目|长度|上年|渠道|35|30|堤防|18|18",
            [("附表1单位：座", "座", "项目|数量|上年"), ("附表2单位：公里", "公里", "项目|长度|上年")],
        ),
        (
            "附件1-1：|单位：座|项目|数量|上年|水井|7|6|泵站|12|11|注：含在建|3|附件1-2：|单位：公里|项目|长度|上年|渠道|35|30|堤防|18|18",
            [("附件1-1：单位：座", "座", "项目|数量|上年"), ("附件1-2：单位：公里", "公里", "项目|长度|上年")],
        ),
        # the unit of the first holds on where the second tells none
        (
            "单位：座|项目|数量|上年|水井|7|6|泵站|12|11|附表2|项目|数量|上年|水闸|3|2|水坝|5|5",
            [("单位：座", "座", "项目|数量|上年"), ("附表2", "座", "项目|数量|上年")],
        ),
    ],
)
def test_titles_units_and_notes(cells, expected):
    found = of(cells)
    assert [(grid.title, grid.unit, "|".join(grid.heads)) for grid in found] == expected
    assert [len(grid.rows) for grid in found] == [2] * len(found)


def test_the_words_above_are_of_the_first_table_alone():
    found = of("项目|数量|上年|水井|7|6|泵站|12|11|附表2|项目|数量|上年|水闸|3|2|水坝|5|5", "设施表", "座")
    assert [(grid.title, grid.unit) for grid in found] == [("设施表", "座"), ("附表2", "座")]


def test_lines_with_edges_under_lines_without():
    cells = "类别|名称|数量|金额|道路|硬化|3|20|拓宽|2|30||水利|渠道|5|40"
    text = "工程完成情况表\n单位：万元\n" + "".join(f"{cell} |\n" if cell else "|\n" for cell in cells.split("|"))
    rows = [["道路", "硬化", "3", "20"], ["", "拓宽", "2", "30"], ["水利", "渠道", "5", "40"]]
    assert grids(text) == [(["类别", "名称", "数量", "金额"], rows)]
    assert [grid.unit for grid in flattened.find(Document(text, *normalise(text)))] == ["万元"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("公式|A=B+C|B|C", [Made(1, (2, 3), (1, 1), False)]),
        ("计算公式|A|B|C＝A－B", [Made(3, (1, 2), (1, -1), False)]),
        ("栏次|1|2|3=1-2|4=2÷1", [Made(3, (1, 2), (1, -1), False), Made(4, (2, 1), (1, 1), True)]),
        ("|①|②|③=②/①×100%", [Made(3, (2, 1), (1, 1), True)]),
        ("栏次|（1）|（2）|（3）|（4）=（1）-（2）-（3）", [Made(4, (1, 2, 3), (1, -1, -1), False)]),
        ("行次|第1栏|第2栏|3=1+2", [Made(3, (1, 2), (1, 1), False)]),
        # a formula without its own symbol; one of another formula's column
        ("公式|=B+C|B|C", [Made(1, (2, 3), (1, 1), False)]),
        ("甲|1=2+3|2|3|4=1-2", [Made(1, (2, 3), (1, 1), False), Made(4, (1, 2), (1, -1), False)]),
        # a column that the row does not have; a quotient of three
        ("栏次|1|2|3=1+5", []),
        ("栏次|1|2|3|4=1+2/3", []),
    ],
)
def test_what_a_column_is_made_of(row, expected):
    assert is_formula_row(row.split("|"))
    assert made(row.split("|")) == expected


@pytest.mark.parametrize("row", ["栏次|1|2|3", "项目|A|B|C=A+B", "公式|A=B", "公式|A=B+C", "公式|A=B+C|限额|C", ""])
def test_no_formulas(row):
    assert not is_formula_row(row.split("|"))


@given(st.data())
def test_a_formula_is_read_as_it_is_written(data):
    symbols = data.draw(st.sampled_from(["ABCDEFGH", "①②③④⑤⑥⑦⑧", "12345678"]))
    at, *others = data.draw(st.permutations(range(8)))
    parts = tuple(others[: data.draw(st.integers(2, 7))])
    signs = (1, *(data.draw(st.sampled_from([1, -1])) for _ in parts[1:]))
    written = "".join(("+" if sign > 0 else "-") + symbols[part] for sign, part in zip(signs, parts, strict=True)).removeprefix("+")
    cells = ["栏次", *symbols]
    cells[at + 1] = f"{symbols[at]}={written}"
    assert made(cells) == [Made(at + 1, tuple(part + 1 for part in parts), signs, False)]
