"""What a table tells, told again in prose or in another table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gouji import columns
from gouji import flattened as tables
from gouji.figures import Figure
from gouji.quantity import unit
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.retold import HAN, SAME, Repeat
from gouji.relations.table.views import View, views, with_unit

_BESIDE = re.compile(r"[情况值数]{0,2}[\s|]*(?:年度)?(?:全年)?(?:目标)?(?:实际)?完成(?:情况|值)?")
_NEAR = 500  # characters between a form's funds and what it tells of them in words
LEAST_LABEL = 3  # Chinese characters of a label that says enough beside a table
_TOTAL_ROW = re.compile(r"合计|总计|^总|总额$")
_ACTUAL = re.compile(r"实际完成|完成值|实际值|完成情况|全年执行值|实际完成值|实现值")
_OWNER = re.compile(
    r"^(?:\d{1,2}[.、]|（\d{1,2}）|(?:19|20)\d{2}年度?|[我本该](?:局|县|市|区|州|省|部门|单位|项目)|项目(?!支出)|部门"
    r"|全(?:县|市|区|州|省)|年度|实现|完成|累计|共|已|的)+"
)
_NO_NAME = re.compile(r"占|比|增长|增加|净增|减|其中|较|降|提高|每|均|计划|目标|任务|力争|预计")
_SAYS = re.compile(r"[\u4e00-\u9fff]{2}$")
_MEASURE = re.compile(r"(?:执行|完成|支付|到位|增长)率$|决算数?$|预算数?$")
_TOTAL_OF_FUNDS = re.compile(r"总额$|^年度资金")
_SAME_NAMES = (
    re.compile(r"^(?:全年|年度|年终)?(?:实际)?(?:执行数|支出|支出数|执行额|决算数)$"),
    re.compile(r"^(?:全年)?预算数$|^全年预算$"),
    re.compile(r"^(?:预算)?执行率$"),
)
_PAID = re.compile(
    r"^(?:实际|共|已)*(?:支付|使用|支出|拨付)资金$|^资金(?:支出|使用|支付)(?:数|额)?$"
)  # likely 全年执行数
_AIM = re.compile(r"预期目标|年度(?:总体|绩效)?目标|总体目标|绩效目标|(?<![项科题])目标\d[：、.]")
_RESULT = re.compile(r"完成的绩效目标|实际完成|完成情况|目标实际|全年完成")


class _Telling(NamedTuple):
    """A figure under a name; `grid`: the number of its table, -1 in prose."""

    name: str
    figure: Figure
    grid: int
    sure: bool = True  # of a table: nothing in it limits its total to some items


def tabled(reading: Reading) -> list[Relation]:
    """repeat.tabled: the total row's cells by their columns' heads, and an indicator's reached value by its row's head.

    Assumes that prose beside a table uses the table's words: "新增学位1080个" beside the row 新增学位（个）,
    "全年预算数3986.40万元" beside the column 全年预算数 and the row 年度资金总额. The words demand the tie where the
    names are the same and each comes once, in prose as in tables. They do not where one name only ends in the other
    (按期完成率, 项目按期完成率), nor where a 合计 may be that of the listed items alone.
    """
    cells = [
        telling
        for n, grid in enumerate(tables.find(reading.document))
        for telling in _of_table(*views(reading, grid), n)
    ]
    if not cells:
        return []
    inside = {telling.figure.id for telling in cells} | _in_cells(reading)
    prose = [
        telling
        for mention in reading.mentions
        if mention.figure.id not in inside and not of_aims(reading, mention) and (telling := _of_prose(mention))
    ]
    told = defaultdict(set)
    for telling in cells:
        told[telling.name, unit(telling.figure.unit).dimension].add(telling.figure.value)
    unique = {key for key, values in told.items() if len(values) == 1}
    spoken = Counter((telling.name, unit(telling.figure.unit).dimension) for telling in prose)
    found = []
    for n, later in enumerate([*cells, *prose]):
        dimension = unit(later.figure.unit).dimension
        if later.grid < 0 and spoken[later.name, dimension] > 1:
            continue
        if (first := _first(cells[:n], later, unique)) is not None:
            found.append(_tie(first, later))
    return found


def of_aims(reading: Reading, mention: Mention, begin: int | None = None) -> bool | None:
    """Whether the words above a figure head aims (True) or results (False) of a form; None where neither does."""
    above = reading.plain[max(0, mention.start - 500) if begin is None else begin : mention.start]
    aim, result = (max((m.end() for m in pattern.finditer(above)), default=-1) for pattern in (_AIM, _RESULT))
    if 0 <= aim < result and _BESIDE.fullmatch(above, aim, result):  # both heads, then a paragraph below each
        below = above[result:].lstrip("情况值数|\t ")
        return None if not below.startswith("\n") else "\n" not in below.strip("\n |")
    return None if aim == result else aim > result


def _first(cells: Sequence[_Telling], later: _Telling, unique: set[tuple[str, str]]) -> _Telling | None:
    """The first cell of another table that tells the same, of equal names before names that end alike."""
    dimension = unit(later.figure.unit).dimension
    usable = [
        c
        for c in cells
        if c.grid != later.grid and (c.name, dimension) in unique and unit(c.figure.unit).dimension == dimension
    ]
    equal = [c for c in usable if c.name == later.name]
    if not equal and later.grid < 0:  # of several forms, the one that the words stand in
        above = [c for c in cells if c.name == later.name and 0 < later.figure.start - c.figure.start < _NEAR]
        equal = [c._replace(sure=False) for c in above[-1:] if unit(c.figure.unit).dimension == dimension]
    return (equal or [c for c in usable if _alike(c.name, later.name)] or [None])[0]


def _alike(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return len(HAN.findall(short)) > LEAST_LABEL and long.endswith(short)


def _of_table(by_column: View, by_row: View, number: int) -> Iterable[_Telling]:
    for case, head in enumerate(by_column.cases):
        if _TOTAL_ROW.search(columns.bare(head)):
            for series in by_column.series:
                figure = series.figure(case)
                if figure is not None and series.kind != "score" and (name := _name(series.leaf)):
                    yield _Telling(name, figure, number, bool(_TOTAL_OF_FUNDS.search(columns.bare(head))))
        elif _SAYS.search(columns.bare(head)):
            for series in by_column.series:  # 项目支出执行率: the row's head and the column's, run together
                figure = series.figure(case)
                if figure is not None and (name := _joined(head, series.leaf)):
                    yield _Telling(name, figure, number)
    reached = next((at for at, head in enumerate(by_row.cases) if _ACTUAL.search(columns.bare(head))), None)
    if reached is not None:
        for series in by_row.series:
            figure = series.figure(reached)
            if figure is not None and (name := _name(series.leaf)):
                yield _Telling(name, figure, number)


def _joined(row: str, column: str) -> str:
    """A cell's name from both its heads; "" where the column's says no measure of its own."""
    return _name(columns.bare(row) + columns.bare(column)) if _MEASURE.search(columns.bare(column)) else ""


def _of_prose(mention: Mention) -> _Telling | None:
    if mention.figure.interval is None or mention.depth or _NO_NAME.search(mention.lead[-8:]):
        return None
    if _PAID.match(_OWNER.sub("", mention.label)):
        return _Telling("全年执行数", mention.figure, -1, sure=False)
    name = _name(mention.label)
    return _Telling(name, mention.figure, -1) if name else None


def _name(words: str) -> str:
    """A head's or label's words as they are compared; "" where they say too little."""
    name = _OWNER.sub("", columns.bare(words))
    for number, same in enumerate(_SAME_NAMES):
        if same.match(name):
            return ("全年执行数", "全年预算数", "预算执行率")[number]
    return name if len(HAN.findall(name)) >= LEAST_LABEL and not _NO_NAME.search(name) else ""


def _in_cells(reading: Reading) -> set[str]:
    found = set()
    for grid in tables.find(reading.document):
        for row in grid.rows:
            for cell in row.cells:
                if cell is not None:
                    found |= {m.figure.id for m in reading.between(cell.start, cell.end)}
    return found


def _tie(first: _Telling, later: _Telling) -> Relation:
    a, b = first.figure, later.figure
    place = "表中" if later.grid >= 0 else "文中"
    where = "in another table" if later.grid >= 0 else "in prose"
    return Repeat(
        "repeat",
        "repeat.tabled",
        b,
        (a,),
        SAME,
        ("repeat", "first"),
        zh=f"“{later.name}”在{place}为{with_unit(b)}，在表中为{with_unit(a)}，同一数据应当一致",
        en=f"“{later.name}” is {with_unit(b)} {where} and {with_unit(a)} in the table: one quantity, one number",
        strict=first.name == later.name and first.sure and later.sure,
    )
