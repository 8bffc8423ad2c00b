"""Units that a table's columns have from the prose that announces it: 安排资金2380万元，支持项目70个（详见下表）, over 项目 | 金额 | 数量.

Assumes that a column without a unit of its own is told in the unit of the one amount of its sort (money, or things counted) in the
announcing sentence, if its total is that amount, or near it where the sentence stands right over the table. A sentence further up that
refers to an annex (见附件1) announces the table in it, if the total is the very amount.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from gouji import columns
from gouji.grid import NUMBER, TOTAL_ROW, Cell, Grid
from gouji.patterns import compiled
from gouji.quantity import COUNTER_CLASS

_NUMERAL = r"(?P<numeral>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_MONEY = re.compile(_NUMERAL + r"(?P<unit>[万亿]?元)(?![/每人])")
_COUNTERS = "|".join(sorted((name for name in COUNTER_CLASS if len(name) < 3), key=len, reverse=True))
_COUNT = re.compile(_NUMERAL + rf"(?P<unit>{_COUNTERS})")
_OVER = re.compile(r"下表|如下|见表|表[一二三四五六七八九十\d]")
_ANNEX = re.compile(r"附[件表]")
_COUNTED = re.compile(r"数量?$|个数|任务|计划$")
_NEAR = Decimal("0.2")
_REACH = 90  # characters of title between the sentence and the table


def announced(plain: str, grid: Grid) -> Grid:
    """The table with the units that it is announced with."""
    bare = [at for at, kind in enumerate(grid.kinds) if kind == "amount" and not columns.unit_in(grid.heads[at]) and grid.heads[at]]
    rows = [row for row in grid.rows if row.sure]
    if grid.unit or not bare or len(rows) < len(grid.rows) or any(columns.unit_in(head) for head in grid.heads[: grid.lead]):
        return grid
    begin = min(c.start for row in rows for c in row.cells if c is not None)
    begin = plain.rfind(columns.bare(grid.heads[0]), 0, begin) if grid.heads[0] and "·" not in grid.heads[0] else begin
    over, annex = _sentences(plain, begin if begin > 0 else 0)
    units = list(grid.column_units or [""] * len(grid.heads))
    for at in bare:
        total = _total([row.cells[at] for row in rows if row.cells[at] is not None], [row.head for row in rows if row.cells[at] is not None])
        money = columns.is_money(grid.heads[at])
        if total and (money or _COUNTED.search(columns.bare(grid.heads[at]))):
            pattern = _MONEY if money else _COUNT
            units[at] = _unit(pattern, over, total, near=True) or (_unit(pattern, annex, total, near=False) if money else "")
    return replace(grid, column_units=tuple(units)) if any(units) else grid


def _sentences(plain: str, begin: int) -> tuple[str, str]:
    """The sentence right over a table that says that it follows, and those before it that refer to an annex."""
    above = plain[:begin]
    last = next((m for m in reversed(list(compiled(r"[^。\n]*\d[^。\n]*").finditer(above[-700:]))) if _OVER.search(m[0])), None)
    near = last is not None and len(above[-700:]) - last.end() <= _REACH
    annex = [m[0] for m in compiled(r"[^。\n]+").finditer(above[:4000]) if _ANNEX.search(m[0]) and _MONEY.search(m[0])]
    return (last[0] if near and last is not None else "", "。".join(annex) if _ANNEX.search(above[-160:]) else "")


def _total(cells: list[Cell], heads: list[str]) -> Decimal | None:
    """What a column comes to: its total's row, or all rows."""
    values = [(_value(c), bool(TOTAL_ROW.match(head))) for c, head in zip(cells, heads, strict=True) if c.kind == NUMBER]
    if len(values) < 2 or any(value is None for value, _ in values):
        return None
    totals = [value for value, total in values if total]
    return totals[-1] if totals else sum((value for value, _ in values), Decimal(0))


def _value(c: Cell) -> Decimal | None:
    return Decimal(c.text.replace(",", "")) if compiled(_NUMERAL).fullmatch(c.text) else None


def _unit(pattern: re.Pattern[str], sentence: str, total: Decimal, near: bool) -> str:
    told = {(Decimal(m["numeral"].replace(",", "")), m["unit"]) for m in pattern.finditer(sentence)}
    same = {unit for value, unit in told if value == total}
    if len(same) == 1:
        return same.pop()
    ((value, unit),) = told if near and len(told) == 1 else {(Decimal(0), "")}
    return unit if value and abs(total / value - 1) <= _NEAR else ""
