"""Tables of one cell a line whose columns stand in groups that are headed alike: 农户, 单位, then 数量, 比重, 数量, 比重, then the rows.

Assumes that each group has the same columns, that a row is its words and a number for each column, and that only a row of totals may
leave some out; a line of words by itself heads the rows below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from gouji import columns
from gouji.grid import NUMBER, TEXT, TOTAL_ROW, VOID, Cell, Grid, assemble

_GROUPS, _COLUMNS, _WORDS = range(5, 1, -1), range(4, 1, -1), (1, 2)


def under_groups(cells: Sequence[Cell], title: str, name: str) -> list[Grid]:
    """The table whose cells these are; empty where its head does not repeat, or a row is of another length."""
    first = next((at for at, c in enumerate(cells) if c.kind == NUMBER), len(cells))
    for words in _WORDS:
        for groups in _GROUPS:
            for each in _COLUMNS:
                heads = _heads([c.text for c in cells[: max(0, first - words)]], groups, each)
                rows = _rows(cells[first - words :], groups * each) if heads else []
                if len(rows) >= 2:
                    return assemble(["", *heads], rows, title, name)
    return []


def _heads(texts: Sequence[str], groups: int, each: int) -> list[str]:
    """A head for each column, its group's words before its own; empty where the columns' heads do not repeat."""
    width = groups * each
    if len(texts) < width + groups:
        return []
    leaves = [text + "）" * (text.count("（") > text.count("）")) for text in texts[-width:]]
    names = texts[-width - groups : -width]
    bare = [columns.bare(leaf) for leaf in leaves]
    if len(set(bare)) != each or bare != bare[:each] * groups or len({*names}) < groups or {*names} & {*texts[-width:]}:
        return []
    return [f"{names[at // each]}·{leaf}" for at, leaf in enumerate(leaves)]


def _rows(cells: Sequence[Cell], width: int) -> list[list[Cell]]:
    """Rows of a name and `width` numbers, and the lines of words between them, filled with empty cells; empty where one does not fit."""
    rows: list[list[Cell]] = []
    for c in cells:
        if c.kind == TEXT:
            rows.append([c])
        elif not rows:
            return []
        else:
            rows[-1].append(c)
    while rows and len(rows[-1]) == 1:
        rows.pop()
    fitting = all(len(row) in (1, width + 1) or TOTAL_ROW.match(row[0].text) and len(row) <= width for row in rows)
    if not fitting or sum(len(row) == width + 1 for row in rows) < 2:
        return []
    return [[row[0], *[Cell("", row[0].end, row[0].end, VOID)] * width] if len(row) == 1 else row for row in rows]
