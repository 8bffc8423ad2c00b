"""Units that a table's columns of counts have from where the text tells the same numbers again: 收案 | 4159 under prose with 4159件.

Assumes that a column of bare whole numbers counts what the prose, or another table, counts with them, if two of its longer numbers
recur there (or one so long that no accident makes it), each with one counter. Columns whose heads differ in their period alone
(2020年上半年新收, 2021年上半年新收; 2019年, 2020年) count one sort of thing and are taken together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji import columns
from gouji.grid import NUMBER, Grid
from gouji.patterns import compiled
from gouji.quantity import COUNTER_CLASS

_COUNTERS = sorted({name for name in COUNTER_CLASS if len(name) < 4} - set("年月日号"), key=len, reverse=True)
_TOLD = re.compile(rf"(?<![\d.,])(?P<numeral>\d{{1,3}}(?:,\d{{3}})+|\d{{2,}})(?![\d.,]\d)\s?(?P<unit>[万亿]?元|[%‰]|(?:{'|'.join(_COUNTERS)})|[万亿]|$)")
_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_PERIOD = re.compile(
    r"(?:19|20)\d\d年?(?:度)?|\d{1,2}[-—~～至](?:\d{1,2})?月?份?|\d{1,2}月份?|上年|去年|本年|今年|当年|前年|同期|[上下]半年|全年|[第前]?[一二三四]季度|[本上]期|本月|上月|[（）·]"
)
_SEVERAL, _LONG = 2, 5  # numbers of three digits or more that recur, or the digits of one alone
_SHARES = 3  # rows whose shares are of one whole
_OUTCOMES = re.compile(r"(?:死亡|重症|治愈|康复|复发)(?:病例)?数?$")  # of the cases beside them
_CASES = "例"


def recounted(plain: str, grids: Sequence[Grid]) -> list[Grid]:
    """The tables with the counters that their columns have from elsewhere."""
    wanting = [grid for grid in grids if _bare(grid)]
    if not wanting:
        return list(grids)
    told = _told(plain, grids)
    return [_counted(grid, told) if any(grid is other for other in wanting) else grid for grid in grids]


def _bare(grid: Grid) -> list[int]:
    """The columns of whole numbers that nothing tells a unit for."""
    found = []
    for at, kind in enumerate(grid.kinds):
        if kind != "amount" or not grid.heads[at] or columns.is_money(grid.heads[at]):
            continue
        cells = [(row, c) for row in grid.rows if (c := row.cells[at]) is not None and c.kind == NUMBER]
        if cells and all(_WHOLE.fullmatch(c.text) and not grid.unit_of(row, at) for row, c in cells):
            found.append(at)
    return found


def _told(plain: str, grids: Iterable[Grid]) -> Mapping[str, set[str]]:
    """The whole numbers that the text tells with a unit, cells without one aside, and the units of each."""
    cells = {c.start for grid in grids for c in grid.numbers}
    told: dict[str, set[str]] = defaultdict(set)
    for match in _TOLD.finditer(plain):
        if match["unit"] or match.start() not in cells:
            told[match["numeral"].replace(",", "")].add(match["unit"])
    return told


def _counted(grid: Grid, told: Mapping[str, set[str]]) -> Grid:
    sorts: dict[str, list[int]] = defaultdict(list)
    for at in _bare(grid):
        sorts[_PERIOD.sub("", columns.bare(grid.heads[at]))].append(at)
    units = _of_shares(grid, told)
    for places in sorts.values():
        numbers = {c.text.replace(",", "") for row in grid.rows for at in places if (c := row.cells[at]) is not None and c.kind == NUMBER}
        again = {number for number in numbers if told.get(number) and len(number) > 2}
        names = set().union(*(told[number] for number in again)) if again else set()
        sure = len(again) >= _SEVERAL or any(len(number) >= _LONG for number in again)
        if len(names) == 1 and sure and (name := names.pop()) in COUNTER_CLASS:
            for at in places:
                units[at] = units[at] or name
    return replace(grid, column_units=tuple(_of_cases(grid, units))) if any(units) or _CASES in _named(grid) else grid


def _of_shares(grid: Grid, told: Mapping[str, set[str]]) -> list[str]:
    """The columns' units, with the counter of the whole whose shares stand beside a column: 收案 | 占比 under prose with 收案6250件."""
    units = list(grid.column_units or [""] * len(grid.heads))
    wholes = [(Decimal(number), *names) for number, names in told.items() if len(names) == 1 and len(number) > 2]
    shares = [at for at, kind in enumerate(grid.kinds) if kind == "share"]
    for at in _bare(grid):
        beside = next((share for share in shares if share > at), None)
        pairs = [(row.cells[at], row.cells[beside]) for row in grid.rows] if beside is not None else []
        rates = [(Decimal(a.text.replace(",", "")), b.text.rstrip("%％")) for a, b in pairs if a is not None and b is not None and a.kind == b.kind == NUMBER]
        rates = [(part, rate) for part, rate in rates if part and compiled(r"\d+(?:\.\d+)?").fullmatch(rate)]
        for whole, name in wholes:
            bears = [_is_share(part, whole, rate) for part, rate in rates if part < whole]
            if name in COUNTER_CLASS and len(bears) == len(rates) and sum(bears) >= _SHARES and sum(bears) * 3 >= len(bears) * 2:
                units[at] = units[at] or name
    return units


def _is_share(part: Decimal, whole: Decimal, rate: str) -> bool:
    places = len(rate.partition(".")[2])
    return abs(part * 100 / whole - Decimal(rate)) <= Decimal("0.51").scaleb(-places)


def _named(grid: Grid) -> list[str]:
    return [columns.cell_unit(head, "", grid.unit) if kind == "amount" else "" for head, kind in zip(grid.heads, grid.kinds, strict=True)]


def _of_cases(grid: Grid, units: list[str]) -> list[str]:
    """The units with that of outcomes beside a column of cases: 发病数 | 死亡数."""
    if _CASES not in (*units, *_named(grid)):
        return units
    return [name or (_CASES if _OUTCOMES.search(columns.bare(head)) else "") for name, head in zip(units, grid.heads, strict=True)]
