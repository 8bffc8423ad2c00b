"""Lines whose words part in no sure way, but which end with a number for each of the last heads of the line over them.

得分 权重占比（%） 折算得分 over 质量指标 验收合格率 >= 98 % 100% 完成 25.00 25.00 6.25: the words before may hold spaces of their own, the numbers at
the end do not. Assumes that the heads that end a line of words are marks or shares, and that each row has exactly as many numbers there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji import columns
from gouji.document import Document
from gouji.grid import TEXT, Grid, Row, cell

_PART = re.compile(r"[^\s|｜]+")
_BARE = re.compile(r"\d{1,3}(?:\.\d+)?")
_SORTS = ("score", "share", "rate")
_LEAST_HEADS, _LEAST_ROWS, _LONGEST = 2, 2, 24


def tails(document: Document) -> Iterator[Grid]:
    """The ends of such lines, each run of them under its heads as a table."""
    lines = []
    at = 0
    for raw in document.text.split("\n"):
        lines.append([(at + m.start(), at + m.end()) for m in _PART.finditer(raw)])
        at += len(raw) + 1
    number = 0
    while number < len(lines):
        heads = _heads(document, lines[number])
        rows = []
        number += 1
        while heads and number < len(lines) and (row := _row(document, lines[number], len(heads))) is not None:
            rows.append(row)
            number += 1
        if len(rows) >= _LEAST_ROWS:
            yield Grid(("指标", *heads), tuple(rows), 1)


def _heads(document: Document, parts: list[tuple[int, int]]) -> list[str]:
    """The heads of marks and shares that end a line of words; empty where there are fewer than two."""
    heads: list[str] = []
    for a, b in reversed(parts):
        if b - a > _LONGEST:
            break
        c = cell(document, a, b)
        if c.kind != TEXT or columns.kind(c.text) not in _SORTS:
            break
        heads.insert(0, c.text)
    return heads if len(heads) >= _LEAST_HEADS and len(set(heads)) == len(heads) else []


def _row(document: Document, parts: list[tuple[int, int]], width: int) -> Row | None:
    """A line's last numbers and the words before them; None where there are more or fewer of them."""
    if len(parts) <= width + 1:
        return None
    *words, before = (cell(document, a, b) for a, b in parts[:-width])
    cells = [cell(document, a, b) for a, b in parts[-width:]]
    name = next((c for c in (before, *reversed(words)) if c.kind == TEXT), None)
    if name is None or _BARE.fullmatch(before.text) or not all(_BARE.fullmatch(c.text) for c in cells):
        return None
    return Row(name.text, (name, *cells))
