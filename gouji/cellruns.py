"""Runs of cells that stand one a line, as they may be parted: by blank lines, by titles, or not at all; empty ones kept or left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.grid import NUMBER, TEXT, VOID, Cell

HEADS_TABLE = re.compile(r"(?:表|情况|统计|明细|一览|清单)$")


_NUMBERING = frozenset("栏次 列次 甲 乙 丙 丁".split())


def without_numbering(cells: Sequence[Cell | None]) -> tuple[list[Cell | None], tuple[Cell, ...]]:
    """The cells without the row that numbers the columns (栏次, 1, 2 or 甲, 乙, 1, 2), and those numbers."""
    first = next((at for at, c in enumerate(cells) if c is not None and c.text in _NUMBERING), None)
    if first is None:
        return list(cells), ()
    rest = cells[first:]
    end = next((at for at, c in enumerate(rest) if c is not None and c.kind == TEXT and c.text not in _NUMBERING), len(rest))
    numbers = tuple(c for c in rest[:end] if c is not None and c.kind == NUMBER)
    counted = bool(numbers) and [c.text for c in numbers] == [str(n) for n in range(1, len(numbers) + 1)]
    return ([*cells[:first], *rest[end:]], numbers) if counted else (list(cells), ())


def parted(cells: Sequence[Cell | None]) -> list[list[Cell]]:
    blocks: list[list[Cell]] = [[]]
    for c in cells:
        if c is None:
            blocks.append([])
        else:
            blocks[-1].append(c)
    return [block for block in blocks if block]


def evenly_parted(cells: Sequence[Cell | None]) -> bool:
    """Whether blank lines stand between nearly all cells, so that they tell nothing."""
    pairs = list(zip(cells, cells[1:], strict=False))
    parted = sum(a is not None and b is None for a, b in pairs)
    joined = sum(a is not None and b is not None for a, b in pairs)
    return parted > 4 * joined


def with_voids(cells: Sequence[Cell | None]) -> list[list[Cell]]:
    """Single blank lines as empty cells; two part tables."""
    blocks: list[list[Cell]] = [[]]
    for at, c in enumerate(cells):
        if c is not None:
            blocks[-1].append(c)
        elif blocks[-1]:
            place = blocks[-1][-1].end
            blocks[-1].append(Cell("", place, place, VOID))
            if at + 1 < len(cells) and cells[at + 1] is None:
                blocks.append([])
    return [block for block in blocks if block]


def titled(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The cells parted where a title stands: words that end as a table's do, over the words of a head."""
    starts = [
        at
        for at, c in enumerate(cells[:-2])
        if len(c.text) > 7 and HEADS_TABLE.search(c.text) and all(after.kind == TEXT for after in cells[at + 1 : at + 3])
    ]
    return [list(cells[a:b]) for a, b in zip([0, *starts], [*starts, len(cells)], strict=True) if b > a]


def filled(cells: Sequence[Cell | None]) -> list[Cell]:
    """The cells from the first that tells something, each empty one as such."""
    found: list[Cell] = []
    for c in cells:
        if c is not None:
            found.append(c)
        elif found:
            found.append(Cell("", found[-1].end, found[-1].end, VOID))
    return found
