"""Tables whose cells have borders in a line: pipes, tabs, wide gaps, or single spaces throughout.

Assumes that a row stands in one line and that the head's last row has as many cells as the body's. Upper head rows
give their words to the columns below; a merged cell stands empty after its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gouji.document import Document
from gouji.formula_rows import is_formula_row
from gouji.grid import NOTE, NUMBER, TEXT, TOTAL_ROW, VOID, YEARS, Cell, Grid, assemble, cell
from gouji.patterns import compiled
from gouji.ragged import levelled
from gouji.unit_lines import unit_above, unit_told

PIPE = re.compile(r"[|｜│┃┆]")
GAP = re.compile(r"[ \u00a0\u2002\u2003\u3000]{2,}|\u3000")
SPREAD = re.compile(
    r"(?<![\u4e00-\u9fff])([合总小共序单金备项名])[ \u00a0\u2002\u2003\u3000]+([计号位额注目称])(?![\u4e00-\u9fff])"
)
_SPACE = re.compile(r"[ \u00a0\u2002\u2003\u3000]+")
_RULE = re.compile(r"[\s|｜│:：=+\-—─┼├┤━]*[-—─━]{2,}[\s|｜│:：=+\-—─┼├┤━]*")


def parts(document: Document, form: str, span: tuple[int, int], framed: tuple[bool, bool]) -> list[Cell]:
    """A line's cells. `framed`: whether the table's lines begin, and end, with a pipe that parts nothing."""
    line = document.text[span[0] : span[1]]
    if form == "pipes":
        marks = [match.span() for match in PIPE.finditer(line)]
    elif form == "tabs":
        marks = [match.span() for match in compiled("\t").finditer(line)]
    else:
        inked = line.rstrip()
        left = len(inked) - len(inked.lstrip())
        kept = SPREAD.sub(lambda m: m[1] + "\u0000" * (len(m[0]) - 2) + m[2], inked)
        border = GAP if form == "gaps" else _SPACE
        marks = [match.span() for match in border.finditer(kept, left)]
    edges = [0, *(place for mark in marks for place in mark), len(line)]
    cells = [cell(document, span[0] + a, span[0] + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if form == "pipes" and marks:
        if framed[0] and not line[: edges[1]].strip():
            cells = cells[1:]
        if framed[1] and cells and not line[edges[-2] :].strip():
            cells = cells[:-1]
    return cells


def _frame(document: Document, form: str, lines: Sequence[tuple[int, int]]) -> tuple[bool, bool]:
    """Whether all lines begin, and whether all end, with a pipe: else an empty end is an empty cell."""
    if form != "pipes":
        return False, False
    told = [document.text[a:b].strip() for a, b in lines if PIPE.search(document.text, a, b)]
    return all(PIPE.match(line) for line in told), all(PIPE.match(line[-1:]) for line in told)


def bordered(document: Document, form: str, lines: Sequence[tuple[int, int]]) -> list[Grid]:
    """The tables in lines whose cells have borders: a new one begins where words alone fill a row again."""
    title, name = "", ""
    rows: list[list[Cell]] = []
    ruled: set[int] = set()
    grids: list[Grid] = []
    framed = _frame(document, form, lines)
    for number, span in enumerate(lines):
        raw = document.text[span[0] : span[1]]
        if _RULE.fullmatch(raw):
            ruled.add(len(rows))
            continue
        told = unit_told(document.text[span[0] : span[1]])
        cells = parts(document, form, span, framed)
        filled = [c for c in cells if c.text]
        if len(filled) == 1 and rows and _HEADS_TABLE.search(filled[0].text):
            if any(_bears_numbers(row) for row in rows):
                grids += _read(rows, ruled, title, name or unit_above(document, lines[0][0]), form)
            title, rows, ruled = "", [], set()
        if told and len(filled) <= 2 and not any(c.kind == NUMBER for c in filled):
            name, title = told, title + "".join(c.text for c in filled)
            continue
        if len(filled) <= 1 and not rows:
            title += "".join(c.text for c in filled)
            continue
        if filled and not NOTE.match(filled[0].text):
            rows.append(cells)
        if number and NOTE.match(filled[0].text if filled else ""):
            break
    return grids + _read(rows, ruled, title, name or unit_above(document, lines[0][0]), form)


_CHOICE = re.compile("[□☐☑■√]")  # a box to be ticked: no row of heads
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）")
_HEADS_TABLE = re.compile(r"^(?:[^|\d]|(?:19|20)\d\d(?=年)|\d{1,2}(?=月)){2,40}表(?:（[^（）]{1,8}）)?$")  # 支出决算表: what follows is a table of its own


def _read(rows: list[list[Cell]], ruled: set[int], title: str, name: str, form: str) -> list[Grid]:
    """The grids in the rows under one title."""
    if not rows:
        return []
    rows = _told(rows)
    rows = _joined(rows) if form == "pipes" and not ruled else rows
    width = _width(rows)
    if not width:
        return []
    if form == "spaces" and (
        len(rows) < 3 or any(len(row) != width and not TOTAL_ROW.match(row[0].text) for row in rows)
    ):
        return []  # single spaces border cells only where every line parts alike
    grids: list[Grid] = []
    for begin, stop in _tables_in(rows, width, ruled):
        grids.extend(_grid(rows[begin:stop], title, name))
    return grids


def _joined(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows, those put together that a line break parts into their words and their numbers."""
    width, found = _width(rows), []
    for row in rows:
        inked = row[: max((at + 1 for at, c in enumerate(row) if c.kind != VOID), default=0)]
        above = found[-1] if found else []
        broken = 1 < len(above) < width and all(c.kind == TEXT for c in above)
        if broken and inked and all(c.kind == NUMBER for c in inked) and len(above) + len(inked) <= width:
            found[-1] = [*above, *inked]
        else:
            found.append(row)
    return found


def _told(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows without the columns at their end that no row tells anything in, its head neither: a page gives a short table the width of
    a longer one."""
    used = max((at + 1 for row in rows for at, c in enumerate(row) if c.text), default=0)
    headed = any(len(row) > used and sum(c.kind == TEXT for c in row) > 1 and not any(c.kind == NUMBER for c in row) for row in rows)
    return [row[:used] for row in rows] if headed else rows


def _width(rows: Sequence[Sequence[Cell]]) -> int:
    """How many cells most rows have; 0 where none has two."""
    told = Counter(len(row) for row in rows if len(row) > 1).most_common(1)
    return told[0][0] if told else 0


def _tables_in(rows: Sequence[Sequence[Cell]], width: int, ruled: set[int]) -> list[tuple[int, int]]:
    """Where one table under another begins: at a row of words that fills its columns, below rows with numbers."""
    starts, numbers = [0], False
    for at, row in enumerate(rows):
        filled = [c for c in row if c.kind != VOID]
        has_number = any(c.kind == NUMBER for c in row)
        heads = len(filled) >= max(3, width - 1) or _heads_others(rows, at, starts[-1]) or _opens(rows, at)
        if numbers and not has_number and heads and at not in ruled:
            starts.append(at)
            numbers = False
        numbers = numbers or has_number
    return list(zip(starts, [*starts[1:], len(rows)], strict=True))


def _opens(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Whether a row is a numbered heading by itself (二、支出明细) over a row of heads and a row of numbers: what follows is a table of its own."""
    filled = [[c for c in row if c.kind != VOID] for row in rows[at : at + 3]]
    if len(filled) < 3 or len(filled[0]) != 1 or not _NUMBERED.match(filled[0][0].text):
        return False
    words = len(filled[1]) > 1 and all(c.kind == TEXT for c in filled[1])
    return words and len(filled[2]) == len(filled[1]) and any(c.kind == NUMBER for c in filled[2])


def _heads_others(rows: Sequence[Sequence[Cell]], at: int, start: int) -> bool:
    """Whether a row of words heads the row of numbers below it: it begins as the head at `start` does, or has more or fewer
    cells than the row of numbers above it."""
    above = next((row for row in reversed(rows[:at]) if any(c.kind == NUMBER for c in row)), ())
    below = rows[at + 1] if at + 1 < len(rows) else ()
    told = all(c.kind == TEXT for c in rows[at]) and any(c.kind == NUMBER for c in below)
    again = rows[at][0].text == rows[start][0].text or rows[at][0].text == rows[min(start + 1, at - 1)][0].text
    return told and 1 < len(rows[at]) == len(below) and (again or len(below) != len(above))


def _grid(rows: Sequence[list[Cell]], title: str, name: str) -> list[Grid]:
    first = next((at for at, row in enumerate(rows) if _bears_numbers(row) and not _numbering(row)), None)
    if not first:
        return []
    chosen = [row for row in rows[:first] if any(_CHOICE.search(c.text) for c in row)]
    rows, first = [row for row in rows if row not in chosen], first - len(chosen)
    if not first:
        return []
    rows, first = levelled(rows, first)
    rows = _told(rows)
    while len(rows) > 1 and first and _NUMBERED.match(rows[0][0].text) and sum(c.kind != VOID for c in rows[0]) == 1:
        title, rows, first = title + rows[0][0].text, rows[1:], first - 1
    width = _width(rows[first:])
    head = [row for row in rows[:first] if len(row) == width and not _numbering(row)]
    if not head:
        short = rows[first - 1]
        if len(short) != width - 1:
            return []
        head = [[Cell("", short[0].start, short[0].start, VOID), *short]]
    heads = _heads(_under_spans(head))
    body = [row for row in rows[first:] if [c.text for c in row] != [c.text for c in head[-1]]]
    counters = [c for row in rows if _numbering(row) for c in row if c.kind == NUMBER]
    grids = assemble(heads, [row for row in body if not _numbering(row)], title, name, counters)
    made = next((row for row in rows if len(row) == width and is_formula_row([c.text for c in row])), None)
    return [replace(grid, formulas=tuple(c.text for c in made)) for grid in grids] if made and len(grids) == 1 else grids


def _bears_numbers(row: Sequence[Cell]) -> bool:
    """Whether a row is of the body: it has a number that is no year over a column."""
    numbers = [c for c in row if c.kind == NUMBER]
    return bool(numbers) and not all(YEARS.fullmatch(c.text) for c in numbers)


def _numbering(row: Sequence[Cell]) -> bool:
    """A row that numbers the columns: 栏次 1 2 3, 甲 乙 1 2 3, or 1 2 3 ... alone."""
    texts = [c.text for c in row if c.text]
    if texts and compiled(r"栏次|列次|行次|栏目").fullmatch(texts[0]) or is_formula_row(texts):
        return True
    counts = [text for text in texts if text not in "甲乙丙"]
    first = int(counts[0]) if counts and counts[0].isdecimal() and len(counts[0]) < 3 else 1
    return len(counts) > 2 and all(text == str(number) for number, text in enumerate(counts, first))


def _under_spans(head: list[list[Cell]]) -> list[list[Cell]]:
    """The head with its last row's words under the cells that span columns, where that row lost the places before them: A | B | C | ∅
    over c | d | ∅ | ∅."""
    if len(head) < 2:
        return head
    upper, lower = head[-2:]
    told = [c for c in lower if c.kind != VOID]
    upper = _spread(upper, told)
    spanned = [at for at, c in enumerate(upper) if c.kind == VOID or at + 1 < len(upper) and upper[at + 1].kind == VOID]
    packed = all(c.kind != VOID for c in lower[: len(told)]) and upper[0].kind != VOID
    if not packed or len(told) < 2 or len(told) != len(spanned) or spanned[0] == 0:
        return head
    placed = [Cell("", c.start, c.start, VOID) for c in lower]
    for at, c in zip(spanned, told, strict=True):
        placed[at] = c
    return [*head[:-2], upper, placed]


def _spread(upper: list[Cell], lower: Sequence[Cell]) -> list[Cell]:
    """An upper head row that lost its empty cells in the middle, with those behind the cell whose name the lower heads begin with:
    合计 | 公务用车费 | 接待费 | ∅ | ∅ over 小计 | 公务用车运行费 | 公务用车购置费."""
    told = [c for c in upper if c.kind != VOID]
    lost = len(upper) - len(told)
    naming = [at for at, c in enumerate(told) if any(c.text[:4] == b.text[:4] for b in lower)]
    if not lost or lost != len(lower) - 1 or any(c.kind == VOID for c in upper[: len(told)]) or len(naming) != 1:
        return upper
    own = naming[0] + 1
    return [*told[:own], *upper[len(told) :], *told[own:]]


def _heads(rows: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """Each column's words over all head rows; an empty upper cell belongs to the one on its left where a lower one is
    told."""
    rows = rows[-3:]
    levels: list[list[str]] = []
    for depth, row in enumerate(rows):
        words, last = [], ""
        for at, c in enumerate(row):
            lower = any(below[at].text for below in rows[depth + 1 :])
            last = c.text or (last if lower and at else "")
            words.append(last)
        levels.append(words)
    joined = []
    for at in range(len(rows[0])):
        path: list[str] = []
        for level in levels:
            if level[at] and level[at] not in path:
                path.append(level[at])
        joined.append("·".join(path))
    return tuple(joined)
