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
_HEAD_LINE = re.compile(r"(?m)^[^\n\d]{4,160}(?:分|值|权重|占比|比[重例]|率|进度)(?:[（(][^\n（）()]{1,8}[)）])?[ \t|｜\u3000]*$")
_BARE = re.compile(r"\d{1,3}(?:\.\d+)?")
_SORTS = ("score", "share", "rate")
_LEAST_HEADS, _LEAST_ROWS, _LONGEST = 2, 2, 24


def tails(document: Document) -> Iterator[Grid]:
    """The ends of such lines, each run of them under its heads as a table."""
    end = 0
    for match in _HEAD_LINE.finditer(document.text):
        if match.start() < end or not (heads := _heads(document, _parts(document.text, *match.span()))):
            continue
        rows: list[Row] = []
        end = match.end()
        while end < len(document.text):
            stop = document.text.find("\n", end + 1)
            stop = len(document.text) if stop < 0 else stop
            row = _row(document, _parts(document.text, end, stop), len(heads))
            if row is None:
                break
            rows.append(row)
            end = stop
        if len(rows) >= _LEAST_ROWS:
            yield Grid(("指标", *heads), tuple(rows), 1)


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [m.span() for m in _PART.finditer(text, start, end)]


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
