"""The number cells of a document's tables by place: what a bare number in one is measured in, and where a cell ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from gouji import columns
from gouji.grid import NUMBER, NUMERIC, TEXT, Cell, Grid, Row


class Cells:
    """The cells of a document's tables, by place."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        entries: list[tuple[int, int, str, str]] = []
        for grid in grids:
            entries.extend((c.start, c.end, "serial", "") for c in grid.counters)
            for row in grid.rows:
                for at, c in enumerate(row.cells):
                    if c is not None and c.kind == NUMBER:
                        sort = grid.kinds[at]
                        if sort == "text" and NUMERIC.fullmatch(c.text)["unit"]:
                            sort = "amount"  # a remark that states a quantity
                        entries.append((c.start, c.end, sort, "" if sort in ("serial", "text") else _unit(grid, row, at, c)))
        entries.sort()
        self._entries = entries
        words = sorted(
            (c.start, c.end)
            for grid in grids
            for row in grid.rows
            for c in row.cells
            if c is not None and c.kind == TEXT
        )
        self._words = ([start for start, _ in words], [end for _, end in words])
        self._starts = [entry[0] for entry in entries]

    def at(self, place: int) -> CellPlace | None:
        """The number cell that holds a place of the working text."""
        if not self._starts:
            return None
        i = bisect_right(self._starts, place) - 1
        if i < 0 or place >= self._entries[i][1]:
            return None
        return CellPlace(*self._entries[i])

    def end(self, place: int) -> int | None:
        """Where the cell ends that holds a place, so that nothing beyond it is read with it; None outside tables."""
        if not self._starts:
            return None
        if (number := self.at(place)) is not None:
            return number.end
        i = bisect_right(self._words[0], place) - 1
        return self._words[1][i] if i >= 0 and place < self._words[1][i] else None


def _unit(grid: Grid, row: Row, at: int, c: Cell) -> str:
    """The unit of a number in a cell, which may tell a scale of its own: 3359.62万 under 全年预算数."""
    told = NUMERIC.fullmatch(c.text)
    name, scale = grid.unit_of(row, at), told["unit"] if told else ""
    money = name.endswith("元") or not name and grid.kinds[at] == "amount" and columns.is_money(grid.heads[at])
    return f"{scale}元" if scale in ("万", "亿") and money else name


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A number cell: its stretch of the working text, its column's kind, the unit of a bare number in it."""

    start: int
    end: int
    kind: str
    unit: str = ""

    @property
    def left_out(self) -> str | None:
        """Why a number in this column states no quantity."""
        return {"serial": "serial", "text": "label"}.get(self.kind)
