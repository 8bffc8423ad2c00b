"""Tables that stand one cell a line, each line ending with its cell's edge, so that empty cells are told too.

Assumes that a row has one width throughout, and that its kinds of cells (words, numbers) repeat from row to row. A cell that is
merged over rows is told in the first of them: the others' cells then stand one place too far on the left, with an empty one at the
end. Heads of two levels, whose upper cells span lower ones, are put together where the widths leave one way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji import formula_rows
from gouji.grid import NOTE, NUMBER, TEXT, TITLE, VOID, Cell, Grid, assemble
from gouji.unit_lines import UNIT_LINE, unit_told

_MOST_COLUMNS = 16
_PURE = 0.97
_OPENS = re.compile(r"^附?[件表]\s*[\d一二三四五六七八九十]{0,3}(?:[-－]\d{1,2})?[：:]?$")
_NUMBERED = re.compile(r"附?表[\d一二三四五六七八九十]{1,3}[^|]{6,}$")  # 表2全区人口构成, a title and no head
_RANGE = re.compile(r"\d[-—－~～至]\d|以[上下内]")
_WHOLE = re.compile(r"[合小总]计")  # what the first of the columns under a merged head is called
Line = list[Cell]


def edged(cells: Sequence[Cell], title: str, name: str) -> list[Grid]:
    """The tables in a stream of cells, `title` being the words above it and `name` the unit told there."""
    grids: list[Grid] = []
    for part in _parts(cells):
        own, told, rest = _titles(part)
        name = told or name
        grids += _table(rest, title + own, name)
        title = ""
    return grids


def _parts(cells: Sequence[Cell]) -> Iterator[Line]:
    """The stream parted where a table's number (附表2) or a note stands."""
    part: Line = []
    noted = False
    for c in cells:
        opens = c.kind == TEXT and (_OPENS.fullmatch(c.text) or UNIT_LINE.search(c.text) and any(b.kind == NUMBER for b in part))
        if opens and any(b.kind == NUMBER for b in part):
            yield part
            part, noted = [], False
        noted = noted or bool(NOTE.match(c.text))
        if not noted:
            part.append(c)
    yield part


def _titles(cells: Sequence[Cell]) -> tuple[str, str, Line]:
    """The words above a table that stand alone in their rows, the unit that they tell, and the rest."""
    title = unit = ""
    at = 0
    while at < len(cells) and cells[at].kind != NUMBER:
        c = cells[at]
        alone = at + 1 < len(cells) and cells[at + 1].kind == VOID
        if c.kind == VOID or UNIT_LINE.search(c.text) or _OPENS.fullmatch(c.text) or _NUMBERED.match(c.text) or alone and len(c.text) > 7 and TITLE.search(c.text):
            title += c.text
            unit = unit_told(c.text) or unit
            at += 1
            continue
        break
    return title, unit, list(cells[at:])


def _table(cells: Line, title: str, name: str) -> list[Grid]:
    numbered = _numbered(cells)
    if numbered is not None:
        begin, stop = numbered
        rows = _rows(cells[stop:], stop - begin, least=1)
        if rows is None or _purity(rows) < _PURE:
            return []
        texts = tuple(c.text for c in cells[begin:stop])
        heads = _of_formulas([c.text for c in cells[:begin] if c.kind == TEXT], texts) or _heads(cells[:begin], stop - begin) or [""] * len(texts)
        counters = [c for c in cells[begin:stop] if c.kind == NUMBER]
        return [replace(grid, formulas=texts) for grid in assemble(heads, rows, title, name, counters)]
    first = next((at for at, c in enumerate(cells) if c.kind == NUMBER), 0)
    if not first or sum(c.kind == NUMBER for c in cells) < 3:
        return []
    best: tuple[tuple[float, ...], list[str], list[Line]] | None = None
    for width in range(2, min(_MOST_COLUMNS, len(cells) // 2) + 1):
        for start in range(max(2, first - width + 1), first + 1):
            rows = _rows(cells[start:], width)
            if rows is None:
                continue
            while len(rows[0]) > 2 and all(row[-1].kind == VOID for row in rows):
                rows = [row[:-1] for row in rows]  # an edge too many at the end of each row
            told = len(rows[0])
            heads = _heads(cells[:start], told)
            key = (bool(heads), bool(heads) and bool(heads[0]), purity := _purity(rows), -told)
            if purity >= _PURE and (best is None or key > best[0]):
                best = key, heads or [""] * told, rows
    return assemble(best[1], best[2], title, name) if best else []


def _numbered(cells: Line) -> tuple[int, int] | None:
    """Where the row stands that numbers the columns or says how they are made (公式 | A=B+C | B | C); None where none does."""
    for begin, c in enumerate(cells):
        if formula_rows.named(c.text):
            stop = begin + 1
            while stop < len(cells) and formula_rows.is_symbol(cells[stop].text):
                stop += 1
            counts = [cells[at].text for at in range(begin + 1, stop)]
            told = any("=" in text for text in counts) or counts == [str(n) for n in range(1, len(counts) + 1)]
            return (begin, stop) if len(counts) > 1 and told else None
    return None


def _of_formulas(words: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Heads for columns of which some are made of others: those are the upper words' own, the others stand under
    them; empty where the words are fewer or more."""
    made = formula_rows.made(texts)
    under = {part: way.at for way in made for part in way.parts}
    upper, lower = list(words[1 : 1 + len(made)]), list(words[1 + len(made) :])
    if any(way.at > min(way.parts) for way in made):
        return []  # 3=1-2 behind what it is made of: the words stand as the columns do
    if not made or len(upper) < len(made) or len(lower) != len(under) or len(made) + len(under) != len(texts) - 1:
        return []
    own = {way.at: word for way, word in zip(made, upper, strict=True)}
    heads = [words[0]]
    for at in range(1, len(texts)):
        heads.append(own[at] if at in own else f"{own[under[at]]}·{lower.pop(0)}")
    return heads


def _rows(cells: Line, width: int, least: int = 2) -> list[Line] | None:
    """The body in rows of this width, merged cells put back in their places; None where it does not part into them."""
    over = len(cells) % width
    if not cells or over == 1 and cells[-1].kind != TEXT:
        return None
    end = cells[-1].end
    padded = [*cells, *[Cell("", end, end, VOID)] * (width - over)] if over else cells
    rows = [_named(padded[at : at + width]) for at in range(0, len(padded), width)]
    if len(rows) < least or any(row[0].kind == NUMBER for row in rows) and not _serial([row[0] for row in rows]):
        return None
    whole = [row for row in rows if row[-1].kind != VOID] or rows
    sorts = _sorts(whole, width)
    return [_placed(row, sorts) for row in rows]


def _named(row: Line) -> Line:
    """A row that a range or a bound names (15-25度, 25度以上), with that as words."""
    first = row[0]
    return [replace(first, kind=TEXT), *row[1:]] if first.kind == NUMBER and _RANGE.search(first.text) else row


def _serial(cells: Sequence[Cell]) -> bool:
    """Whether the first cells count the rows, a total's words or a merged cell's empty place aside."""
    told = [c.text.rstrip(".、") for c in cells if c.kind == NUMBER]
    return told == [str(n) for n in range(1, len(told) + 1)]


def _sorts(rows: Sequence[Line], width: int) -> list[str]:
    """What each column holds in most rows."""
    found = []
    for at in range(width):
        kinds = Counter(row[at].kind for row in rows if row[at].kind != VOID)
        found.append(kinds.most_common(1)[0][0] if kinds else "")
    return found


def _placed(row: Line, sorts: Sequence[str]) -> Line:
    """A row whose empty cells stand at its end, those of a merged cell before it put there."""
    best, most = row, _fit(row, sorts)
    while row[-1].kind == VOID and any(c.kind != VOID for c in row):
        row = [Cell("", row[0].start, row[0].start, VOID), *row[:-1]]
        if (fit := _fit(row, sorts)) > most:
            best, most = row, fit
    return best


def _fit(row: Line, sorts: Sequence[str]) -> int:
    return sum(c.kind == sort for c, sort in zip(row, sorts, strict=True) if c.kind != VOID)


def _purity(rows: Sequence[Line]) -> float:
    """The share of cells that are of their column's kind; 0 where no column holds numbers."""
    sorts = _sorts(rows, len(rows[0]))
    told = sum(c.kind != VOID for row in rows for c in row)
    return sum(_fit(row, sorts) for row in rows) / told if NUMBER in sorts and told else 0.0


def _heads(cells: Line, width: int) -> list[str]:
    """A head for each column; empty where the words above the rows do not tell one for each."""
    while cells and cells[0].kind == VOID:
        cells = cells[1:]
    if any(c.kind == NUMBER for c in cells):
        return []
    words = [c for at, c in enumerate(cells) if c.kind == TEXT and not _alone(cells, at)]
    if len(cells) == width and cells[0].kind == TEXT and len(words) >= width - 1:
        return [c.text for c in cells]
    if len(words) == width:
        return [c.text for c in words]
    if len(words) == width - 1 > 1:
        return ["", *(c.text for c in words)]  # the column that names the rows has no head
    return two_levels([c.text for c in words], width)


def _alone(cells: Line, at: int) -> bool:
    """Whether words stand in a row of their own: empty cells follow them, to the next words or to the rows."""
    after = [c.kind for c in cells[at + 1 : at + 3]]
    return len(after) < 2 and at > 0 and cells[at - 1].kind == VOID or after == [VOID, VOID]


def two_levels(words: Sequence[str], width: int) -> list[str]:
    """Upper words that span lower ones, where one way of sharing them out makes as many columns; empty where none or several do."""
    ways = []
    for upper in range(2, len(words) - 1):
        lower = list(words[upper:])
        spanning = len(words) - width
        if not 0 < spanning < upper or len(lower) % spanning or len(lower) // spanning < 2:
            continue
        each = len(lower) // spanning
        groups = [lower[at : at + each] for at in range(0, len(lower), each)]
        if spanning > 1 and len({tuple(group) for group in groups}) > 1:
            continue  # groups under several heads are headed alike
        if spanning == 1 and (len({*lower}) < len(lower) or not _WHOLE.fullmatch(lower[0])):
            continue
        spans = list(range(upper - spanning, upper))  # what a merged head spans stands at the end, as a rule
        heads: list[str] = []
        for at, word in enumerate(words[:upper]):
            heads += [f"{word}·{leaf}" for leaf in groups[at - spans[0]]] if at in spans else [word]
        ways.append(heads)
    return ways[0] if len(ways) == 1 else []
