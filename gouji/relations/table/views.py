"""A table as series that run side by side over the same cases: its columns over its rows, or its rows over its
columns.

So a tie between columns (完成率 = 完成 / 计划, in every row) and the same tie between rows (in every column) is one
rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gouji import columns
from gouji.figures import Figure
from gouji.grid import FALLEN, NUMBER, VOID, Cell, Grid
from gouji.interval import Interval
from gouji.quantity import unit
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Reading
from gouji.worded import in_words

FULL_MARKS = re.compile(r"分值|权重|满分|标准分|总分值")
_BESIDE_OTHERS = re.compile(r"[合总小共]计|其他|其它")
_BARE = frozenset("金额 数额 数量 绝对数 绝对额 总额 数".split())
NOTHING = object()  # a cell that is told to be empty: —, /, or blank


@dataclass(frozen=True)
class Series:
    """One column (or row): its head, what it is (columns.kind), and per case a Figure, NOTHING, or None where
    unreadable."""

    head: str
    kind: str
    entries: tuple[object, ...]

    @property
    def words(self) -> str:
        """The head without its unit."""
        return columns.bare(self.head)

    @property
    def leaf(self) -> str:
        """The lowest level of the head, with the one above it where it says no more than 金额."""
        upper, _, own = self.words.rpartition("·")
        return upper.rpartition("·")[2] + own if own in _BARE else own

    @property
    def group(self) -> str:
        """The upper levels of the head."""
        return self.words.rpartition("·")[0]

    def figure(self, case: int) -> Figure | None:
        entry = self.entries[case]
        return entry if isinstance(entry, Figure) else None

    @property
    def dimension(self) -> str | None:
        """The dimension of all its figures; None where they differ or there are none."""
        found = {unit(entry.unit).dimension for entry in self.entries if isinstance(entry, Figure)}
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True)
class View:
    """Series and the names of their cases. `across`: the series are the table's columns."""

    series: tuple[Series, ...]
    cases: tuple[str, ...]
    across: bool
    grid: Grid


def views(reading: Reading, grid: Grid) -> tuple[View, View]:
    """A grid by its columns and by its rows, without serial numbers, words and unplaced rows."""
    rows = [row for row in grid.rows if row.sure]
    worded = [at for at in range(grid.lead, len(grid.heads)) if grid.kinds[at] == "text" and _in_words(grid, at)]
    kinds = {at: "amount" if at in worded else grid.kinds[at] for at in range(grid.lead, len(grid.heads))}
    places = [at for at, kind in kinds.items() if kind not in ("serial", "text")]
    exact = {at: at not in worded and _counts(grid, at) for at in places}
    entries = [
        [_entry(reading, row.cells[at], exact[at] and not grid.unit_of(row, at).strip("分"), at in worded) for at in places]
        for row in rows
    ]
    heads = tuple(grid.heads[at] for at in places)
    by_column = tuple(
        Series(grid.heads[at], kinds[at], tuple(line[n] for line in entries)) for n, at in enumerate(places)
    )
    by_row = tuple(
        Series(row.head, columns.kind(row.head), tuple(line)) for row, line in zip(rows, entries, strict=True)
    )
    return (View(by_column, tuple(row.head for row in rows), True, grid), View(by_row, heads, False, grid))


def _in_words(grid: Grid, at: int) -> bool:
    """Whether a column of words tells one quantity in the same words throughout."""
    return columns.kind(grid.heads[at]) == "amount" and in_words(c.text for row in grid.rows if (c := row.cells[at]) is not None and c.kind != VOID)


def _counts(grid: Grid, at: int) -> bool:
    """Whether a column without a unit counts things, or tells full marks: whole numbers that nobody rounded."""
    head = grid.heads[at]
    return grid.kinds[at] == "amount" and not _of_money(grid, at) or bool(FULL_MARKS.search(head))


def _of_money(grid: Grid, at: int) -> bool:
    """Whether a column's head names money; 总计 and 其他 name what the columns beside them do, where all tell whole numbers."""
    if not _BESIDE_OTHERS.fullmatch(columns.bare(grid.heads[at]).rpartition("·")[2]):
        return columns.is_money(grid.heads[at])
    amounts = [i for i, kind in enumerate(grid.kinds) if kind == "amount"]
    others = [h for i in amounts if not _BESIDE_OTHERS.fullmatch(columns.bare(h := grid.heads[i]).rpartition("·")[2])]
    whole = not any("." in c.text for row in grid.rows for i in amounts if (c := row.cells[i]) is not None)
    return not whole or not others or any(map(columns.is_money, others))


def _entry(reading: Reading, cell: Cell | None, exact: bool, worded: bool = False) -> object:
    """What a cell tells; `exact`: a whole number in it is no rounded one; `worded`: it stands among words."""
    if cell is None:
        return None
    if cell.kind == VOID:
        return NOTHING
    if cell.kind != NUMBER and not worded:
        return None
    inside = reading.between(cell.start, cell.end)
    figure = inside[0].figure if len(inside) == 1 and inside[0].figure.interval is not None else None
    if figure is not None and exact and figure.places == 0 and figure.value is not None and figure.qualifier == "exact":
        return replace(figure, interval=Interval.point(figure.value))
    if figure is not None and figure.value is not None and FALLEN.match(cell.text):
        return replace(figure, value=-figure.value, interval=-figure.interval)
    return figure


def with_unit(figure: Figure) -> str:
    """A figure with its unit, which a table tells in its head."""
    return figure.text + ("" if not figure.unit or figure.text.endswith(figure.unit) else figure.unit)


def settle(readings: Sequence[Sequence[Relation]], certain: bool) -> list[Relation]:
    """The reading of a table that fits it best, over all its cases at once; not demanded where it fits few of them.

    A table's structure is one for all its rows: what most of them bear out is how it is to be read, and the rest are
    misses. Where even the best reading fits hardly any case, the table is not understood and nothing is said.
    """
    best: list[Relation] = []
    best_key: tuple[int, int] | None = None
    for reading in readings:
        held, missed = sum(_bears(r) for r in reading), sum(r.holds is False for r in reading)
        key = (held - missed, held)
        if reading and (best_key is None or key > best_key):
            best, best_key = list(reading), key
    judged = [r for r in best if r.holds is False or _bears(r)]
    held = sum(_bears(r) for r in best)
    if len(judged) >= 3 and held * 3 < len(judged):
        return [] if held == 0 or not certain else [replace(r, strict=False) for r in best]
    if certain or (held and held * 2 >= len(judged)):
        return [replace(r, base_named=r.strict) for r in best] if held > 1 else best  # the other rows say what each is of
    return [replace(r, strict=False) for r in best]


def _bears(relation: Relation) -> bool:
    """Whether a tie holds and says something by it: all zeros fit any reading."""
    return relation.holds is True and any(f.value for f in relation.figures)


def usable(figures: Iterable[Figure | None]) -> bool:
    """Whether all are figures with an exact or about-exact value."""
    return all(f is not None and f.value is not None and f.qualifier in ("exact", "about") for f in figures)


def name_of(head: str) -> str:
    return head.replace("·", "")


def where(view: View, case: int) -> str:
    """The words that name a case: “泾水县”一行, “完成”一列."""
    words = name_of(view.cases[case])
    return f"“{words}”一{'行' if view.across else '列'}" if words else ""


def listed(series: tuple[Series, ...], parts: tuple[int, ...]) -> str:
    return "、".join(f"“{name_of(series[i].words)}”" for i in parts)


def one_unit(figures: list[Figure]) -> bool:
    """Amounts of one dimension; counted things in one counter."""
    units = {figure.unit for figure in figures}
    dimensions = {unit(name).dimension for name in units}
    return len(dimensions) == 1 and (len(units) == 1 or "thing" not in dimensions)
