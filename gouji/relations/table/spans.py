"""Merged cells in a table of scores: what a level's cell tells of the rows that it spans.

Assumes that an empty cell in a column of a level (一级指标, and its 权重 or 得分) goes on with the cell above it, up to the next told cell of
that level or of one on its left, and so does one that repeats it; that marks in a name (投入（20分）) are the name's own; and that each level's marks and scores are shared out
among the rows of the next one. A level that is told on every row is merged with nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji import columns
from gouji import flattened as tables
from gouji.figures import Figure
from gouji.grid import NUMBER, TEXT, VOID, Grid, Row
from gouji.quantity import unit
from gouji.relations.common.model import Formula, Relation, linear
from gouji.relations.common.reading import SCORE, Reading
from gouji.relations.table.totals import is_total
from gouji.relations.table.views import FULL_MARKS, settle, with_unit

_OWN = re.compile(r"^[^\d，。；]{0,16}[（(]?(?:满分|分值|权重|计)?[：:]?\d{1,3}(?:\.\d+)?分?[）)]?$")
_GOT = re.compile(r"得分|评分$|评价分|核定分")
_LOST = re.compile(r"扣分$|失分$")
Cells = dict[int, Figure]  # by row


def propose(reading: Reading) -> list[Relation]:
    """The sums of all levels of all tables of scores, and 扣分 = 分值 - 得分 in each row."""
    found: list[Relation] = []
    for grid in tables.find(reading.document):
        if grid.form in ("", "levels") and "score" in grid.kinds:
            found += _levels(reading, grid)
        found += _lost(reading, grid)
    return found


def _lost(reading: Reading, grid: Grid) -> list[Relation]:
    """扣分 = 分值 - 得分 in each row, where the table has one column of each. Example: 分值|得分|扣分 / 10|9|1."""
    places = []
    for pattern in (FULL_MARKS, _GOT, _LOST):
        fits = [
            at for at, head in enumerate(grid.heads) if grid.kinds[at] == "score" and pattern.search(columns.bare(head))
        ]
        if len(fits) != 1:
            return []
        places += fits
    ties = []
    for row in grid.rows:
        if not row.sure:
            continue
        full, got, lost = (_figure(reading, row, at, False) for at in places)
        if full is not None and got is not None and lost is not None:
            ties.append(
                Relation(
                    "difference",
                    "grid.loss",
                    lost,
                    (full, got),
                    Formula("linear", (Decimal(1), Decimal(-1))),
                    ("difference", "whole", "less"),
                    f"“{row.head}”一行扣分{with_unit(lost)}应等于分值{with_unit(full)}减去得分{with_unit(got)}",
                    f"the loss {with_unit(lost)} of “{row.head}” should be its marks {with_unit(full)} less its score {with_unit(got)}",
                )
            )
    return settle([ties], True)


def _levels(reading: Reading, grid: Grid) -> list[Relation]:
    rows = [row for row in grid.rows if row.sure]
    body = [at for at, row in enumerate(rows) if not any(c is not None and is_total(c.text) for c in row.cells[:2])]
    names = [at for at, kind in enumerate(grid.kinds) if kind == "text" and _names(rows, at)]
    names = [at for at in names if columns.kind(grid.heads[at]) != "text"]  # 扣分原因, 备注 name no level
    if not names or len(body) < 3:
        return []
    found: list[Relation] = []
    for pattern, zh, en in ((FULL_MARKS, "分值", "marks"), (_GOT, "得分", "scores"), (_LOST, "扣分", "losses")):
        levels: list[tuple[int, Cells, list[list[int]]]] = []  # the column that names them, the figures, and their rows
        for place in range(len(grid.heads)):
            leaf = columns.bare(grid.heads[place]).rpartition("·")[2]
            told_here = pattern is FULL_MARKS and place in names
            if (
                grid.kinds[place] == "score"
                and pattern.search(leaf)
                and (pattern is FULL_MARKS or not FULL_MARKS.search(leaf))
            ):
                level = max((at for at in names if at < place), default=-1)
                figures = {at: f for at in body if (f := _figure(reading, rows[at], place, False)) is not None}
            elif told_here:
                level = place
                figures = {at: f for at in body if (f := _figure(reading, rows[at], place, True)) is not None}
            else:
                continue
            if figures:
                spans = list(_spans(rows, body, names, level, figures))
                levels.append((level, {span[0]: figures[span[0]] for span in spans}, spans))
        for number, (level, figures, spans) in enumerate(levels):
            below = next(
                (parts for finer, parts, _ in levels[number + 1 :] if finer > level and len(parts) > len(spans)), None
            )
            if below is not None:
                ties = [
                    tie
                    for span in spans
                    for tie in _tie(figures[span[0]], [below[at] for at in span if at in below], zh, en)
                ]
                found += settle([ties], True)
    return found


def _names(rows: Sequence[Row], at: int) -> bool:
    """Whether a column names levels: short words, or nothing."""
    cells = [row.cells[at] for row in rows if row.cells[at] is not None and row.cells[at].kind != VOID]
    return bool(cells) and all(c.kind == TEXT and len(c.text) <= 30 for c in cells)


def _figure(reading: Reading, row: Row, at: int, in_name: bool) -> Figure | None:
    """The score that a cell tells by itself, or in the name that it gives."""
    cell = row.cells[at]
    if (
        cell is None
        or cell.kind == VOID
        or in_name
        and not _OWN.match(cell.text)
        or not in_name
        and cell.kind != NUMBER
    ):
        return None
    inside = reading.between(cell.start, cell.end)
    figure = inside[0].figure if len(inside) == 1 else None
    return figure if figure is not None and figure.value is not None and unit(figure.unit).dimension == SCORE else None


def _spans(
    rows: Sequence[Row], body: Sequence[int], names: Sequence[int], level: int, figures: Cells
) -> Iterator[list[int]]:
    """The rows that each cell of a level covers."""
    run: list[int] = []
    last: dict[int, str] = {}
    for at in body:
        names_told = {place: rows[at].cells[place].text for place in names if place <= level and _told(rows[at], place)}
        opens = any(last.get(place) != text for place, text in names_told.items()) or at in figures and not names_told
        last.update(names_told)
        if opens and run:
            yield run
        if opens:
            run = [at] if at in figures else []
        elif run:
            run.append(at)
    if run:
        yield run


def _told(row: Row, at: int) -> bool:
    return row.cells[at] is not None and row.cells[at].kind != VOID


def _tie(whole: Figure, parts: Sequence[Figure], zh: str, en: str) -> Iterator[Relation]:
    if not parts:
        return
    kind, roles = ("sum", ("whole", *("part",) * len(parts))) if len(parts) > 1 else ("repeat", ("whole", "part"))
    yield Relation(
        kind,
        "grid.span",
        whole,
        tuple(parts),
        linear(len(parts)),
        roles,
        f"{zh}{with_unit(whole)}应等于其下各行{zh}之和",
        f"the {en} {with_unit(whole)} should be the sum of those of the rows below",
    )
