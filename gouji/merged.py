"""Tables of one cell a line whose first cells are merged over several rows: told in the first of these, and left out of the others.

So there are rows of two lengths, 甲县 | 100 | 东镇 | 40 and 西镇 | 60, the short ones being the end of a long one. Assumes that the kinds
of cells tell the two apart everywhere, and that the head names each column, the short rows' perhaps under one that spans them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.grid import NUMBER, TEXT, TOTAL_ROW, VOID, Cell, Grid, assemble

_MOST, _MOST_NAMES, _LEAST_ROWS = 8, 3, 3  # columns, those that name the rows, rows
_LETTER = {NUMBER: "n", TEXT: "t"}


def under_merged_cells(cells: Sequence[Cell], title: str, name: str) -> list[Grid]:
    """The table whose cells these are, empty ones left out; empty where they part otherwise, or in two ways."""
    first = next((at for at, c in enumerate(cells) if c.kind == NUMBER), 0)
    if not first or any(c.kind not in _LETTER for c in cells):
        return []
    total = list(cells[-2:]) if len(cells) > 3 and TOTAL_ROW.match(cells[-2].text) and cells[-1].kind == NUMBER else []
    above = max((at + 1 for at, c in enumerate(cells[:first]) if len(c.text) > 7 and c.text.endswith(("表", "清单"))), default=0)
    ways = []
    for begin in range(max(above + 2, first - _MOST_NAMES), first):
        body = list(cells[begin : len(cells) - len(total)])
        for width in range(3, min(_MOST, len(body)) + 1):
            for short in range(2, width):
                heads = _heads([c.text for c in cells[above:begin]], width, short)
                if heads and (rows := _rows(body, width, short)):
                    ways.append((heads, rows))
    if len(ways) != 1:
        return []
    heads, rows = ways[0]
    if total:
        whole = next(at for at, c in enumerate(rows[0]) if c.kind == NUMBER)
        rows.append([total[0], *_empty(total[0], whole - 1), total[1], *_empty(total[1], len(heads) - whole - 1)])
    return assemble(heads, rows, title + "".join(c.text for c in cells[:above]), name)


def _rows(body: Sequence[Cell], width: int, short: int) -> list[list[Cell]]:
    """The body in rows of `width` cells and of `short` ones, these filled up; empty where it does not part so everywhere."""
    kinds = "".join(_LETTER[c.kind] for c in body)
    long, end = kinds[:width], kinds[width - short : width]
    if long.startswith(end) or not end.endswith("n") or not end.startswith("t"):
        return []
    if re.fullmatch(f"(?:{long}(?:{end})*)+", kinds) is None:
        return []
    rows: list[list[Cell]] = []
    at = shorts = 0
    while at < len(body):
        if kinds.startswith(long, at):
            rows.append(list(body[at : at + width]))
            at += width
            continue
        rows.append([*_empty(body[at], width - short), *body[at : at + short]])
        at += short
        shorts += 1
    return rows if shorts and len(rows) >= _LEAST_ROWS and len(rows) - shorts > 1 else []


def _empty(beside: Cell, number: int) -> list[Cell]:
    return [Cell("", beside.start, beside.start, VOID)] * number


def _heads(words: Sequence[str], width: int, short: int) -> list[str]:
    """A head for each column: as many words, or one more that spans the columns of the short rows."""
    if len(words) == width:
        return list(words)
    outer = width - short
    return [*words[:outer], *(f"{words[outer]}·{word}" for word in words[outer + 1 :])] if len(words) == width + 1 else []
