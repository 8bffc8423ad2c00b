"""Tables of the budget's classification that stand one cell a line: each row begins with a code of three, five or seven digits.

Assumes that the head tells each amount once, beside 项目, 科目编码 and 科目名称, and that a row has its code, its name and as many cells
as there are amounts; a total, and the columns' numbers 1, 2, 3, may stand before the first code, and no other row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.grid import NUMBER, TEXT, VOID, Cell, Grid, assemble

_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_LEADING = re.compile(r"项目|(?:支出)?(?:功能|经济)?(?:分类)?科目(?:编码|名称|代码)?|编码|代码|名称|栏次|类|款|项")
LEAST = 3  # rows


def coded(cells: Sequence[Cell], title: str, name: str) -> list[Grid]:
    """The table in a run of cells, if its rows are such."""
    starts = [
        at for at, (c, after) in enumerate(zip(cells, cells[1:], strict=False))
        if _CODE.fullmatch(c.text) and after.kind == TEXT
    ]
    if len(starts) < LEAST or len(widths := {b - a for a, b in zip(starts, starts[1:], strict=False)}) != 1:
        return []
    width = widths.pop()
    rows = [list(cells[at : at + width]) for at in starts]
    total = _total(cells, starts[0], width - 2)
    words = cells[: total[0] if total else starts[0]]
    told = [c for c in words if c.kind != VOID and not _LEADING.fullmatch(c.text)]
    heads = [c.text for c in told if c.kind == TEXT]
    if any(a.kind == TEXT and b.kind == NUMBER and b.text != "1" for a, b in zip(told, told[1:], strict=False)):
        return []  # words before an amount head a row, and no column: which words head the columns is open
    fit = width > 2 and len(rows[-1]) == width and all(c.kind in (NUMBER, VOID) for row in rows for c in row[2:])
    if not fit or len(heads) < width - 2:
        return []
    body = [total[1], *rows] if total else rows
    return assemble(["科目编码", "科目名称", *heads[2 - width :]], body, title + "".join(heads[: 2 - width]), name)


def _total(cells: Sequence[Cell], first: int, amounts: int) -> tuple[int, list[Cell]] | None:
    """The row of the total that ends before the first code, and where it begins."""
    values = list(cells[first - amounts : first])
    at = first - amounts - 1
    while at > 0 and cells[at].kind == VOID:
        at -= 1
    if at < 0 or len(values) < amounts or any(c.kind == TEXT for c in values) or cells[at].text not in ("合计", "总计"):
        return None
    return at, [cells[at], Cell("", cells[at].end, cells[at].end, VOID), *values]
