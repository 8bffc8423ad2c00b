"""Tables of two sides that stand one cell a line, with the last row's right side lost: 收入 | 预算 | 决算 | 支出 | 预算 | 决算.

Assumes that both sides have the same heads behind their first, and that rows are told from left to right, so that runs of a row's words
and its numbers are of the left and of the right side by turns. Where a name says that its run stands on the other side (支出 under 收入),
or a run has other numbers than its side has columns, nothing is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from gouji.grid import NUMBER, TEXT, VOID, Cell, Grid, assemble
from gouji.unit_lines import unit_told

_SIDES = ("收入", "支出")


def two_sided(cells: Sequence[Cell | None], name: str) -> list[Grid]:
    """The two halves of the table in a run of cells; `name`: the unit told above it."""
    told = [c for c in cells if c is not None and c.text]
    first = next((at for at, c in enumerate(told) if c.kind == NUMBER), 0) - 1
    heads = _heads([c.text for c in told[: max(first, 0)]])
    if not heads:
        return []
    half = len(heads) // 2
    runs: list[list[Cell]] = []
    for c in told[first:]:
        if c.kind == TEXT:
            runs.append([])
        if not runs:
            return []
        runs[-1].append(c)
    if len(runs) < 4 or any(len(run) != half for run in runs) or any(_on_other_side(run[0].text, at % 2) for at, run in enumerate(runs)):
        return []
    end = runs[-1][-1].end
    if len(runs) % 2:
        runs.append([Cell("", end, end, VOID)] * half)
    title = "".join(c.text for c in told[: first - len(heads)])
    return assemble(heads, [[*a, *b] for a, b in zip(runs[::2], runs[1::2], strict=True)], title, unit_told(title) or name)


def mixed(grids: Sequence[Grid]) -> bool:
    """Whether halves were read whose rows' names are of both sides: a run was lost between them, and the others moved."""
    sides = [_SIDES.index(grid.heads[0]) if grid.heads[0] in _SIDES else -1 for grid in grids]
    return {0, 1} <= {*sides} and any(_on_other_side(row.head, side) for grid, side in zip(grids, sides, strict=True) if side >= 0 for row in grid.rows)


def _heads(words: Sequence[str]) -> list[str]:
    """The heads right above the numbers, if they are of two sides with the same columns."""
    for half in range(2, len(words) // 2 + 1):
        left, right = list(words[-2 * half : -half]), list(words[-half:])
        if left[1:] == right[1:] and all(side in head for side, head in zip(_SIDES, (left[0], right[0]), strict=True)):
            return left + right
    return []


def _on_other_side(head: str, side: int) -> bool:
    return _SIDES[1 - side] in head and _SIDES[side] not in head
