"""Tables whose rows are lines of text, or follow one another in a line, with nothing but blanks between their cells: 项目支出 30 0 30 100.

A row is words and then its numbers (spaced_rows.py); the last word may be the unit that a column 单位 tells. Assumes that each column has one head
(spaced_heads.py). Where the heads do not fit the columns, nothing is read: a number's column would be a guess. Rows that a break parts from those
above, with no words of more than a name between them, stand under the same heads. A row with fewer or more numbers stays, but its numbers are in no
column, unless sums tell where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from gouji import columns
from gouji.document import Document
from gouji.grid import TEXT, VOID, YEARS, Cell, Grid, Row, cell
from gouji.patterns import compiled
from gouji.spaced_heads import Heads, heads_over
from gouji.spaced_rows import Group, Token, alike, numbering, runs
from gouji.unit_lines import unit_told

_WINDOW = 300  # characters above a table that may tell its unit


def spaced_lines(document: Document) -> Iterator[Grid]:
    """All such tables of a document."""
    if not compiled(r"[\d%] +-?\d[\d,.]*%?(?: |\n|\Z)").search(document.text):
        return
    for groups in runs(document.folded):
        at, above = 0, None
        while at < len(groups):
            rows = alike(groups, at)
            head = _head(rows, above) if rows else None
            if head is not None and (grid := _grid(document, *head)) is not None:
                above = head[0]
                yield grid
            at += len(rows) if rows and head is not None else 1


def _head(rows: list[Group], above: Heads | None) -> tuple[Heads, list[Token], list[Group], list[Token]] | None:
    """A table's heads, the words that name its first row, its rows, and the numbers that count its columns."""
    counters: list[Token] = []
    words, width = rows[0].words, len(rows[0].numbers)
    if numbering(rows[0]):
        words = [*(t for t in words if not compiled("[栏行列]次").fullmatch(t.text)), *rows[1].own]
        counters, rows = rows[0].numbers, rows[1:]
    if all(YEARS.fullmatch(year.text) for year in rows[0].numbers):
        return Heads([f"{year.text}年" for year in rows[0].numbers]), rows[1].own, rows[1:], counters
    cells = [[row.numbers[at].text for row in rows if len(row.numbers) == width] for at in range(width)]
    told = heads_over(words, cells)
    if told is not None:
        return (*told, rows, counters)
    if above is not None and len(above.names) == width and not counters and _named(rows[0]):
        return above, rows[0].own, rows, counters
    return None


def _named(first: Group) -> bool:
    """Whether nothing but a name, and lines of a word or two, stand before a table's first number."""
    lines = [token.line for token in first.words]
    return bool(lines) and len(first.own) <= 4 and all(lines.count(line) <= 2 for line in lines if line != lines[-1])


def _grid(
    document: Document, head: Heads, first: Sequence[Token], rows: Sequence[Group], counters: Sequence[Token]
) -> Grid | None:
    width = len(head.names)
    years = any(all(YEARS.fullmatch(n.text) for n in row.numbers) for row in rows)
    if len(rows) < 2 or years or not _fit(head.names, rows):
        return None
    names = [first, *(row.own for row in rows[1:])]
    measures = [len(own) > 1 and columns.known(own[-1].text) for own in names]
    measured = sum(measures) * 3 > len(rows) * 2
    unit = head.unit or _unit(document, (first or rows[0].numbers)[0].start)
    made = []
    placed = _placed(rows, names, width)
    for at, (row, own) in enumerate(zip(rows, names, strict=True)):
        place = row.numbers[0].start
        told = own[:-1] if measured and measures[at] else own
        name = cell(document, told[0].start, told[-1].end) if told else cell(document, place, place)
        lead = [name]
        if measured:
            c = cell(document, own[-1].start, own[-1].end) if measures[at] else name
            lead.append(Cell(c.text, c.start, c.end, TEXT) if measures[at] else Cell("", c.end, c.end, VOID))
        sure = at in placed or len(row.numbers) == width
        numbers = [
            cell(document, n.start, n.end) if n else Cell("", place, place, VOID) for n in placed.get(at, row.numbers)
        ]
        sections = [token.text for token in row.words if token not in own and at]
        made.append(
            Row(name.text, (*lead, *(numbers if sure else [None] * width)), sure, sections[-1] if sections else "")
        )
    blank = ["", ""] if measured else [""]
    return Grid(
        ("项目", *(["单位"] if measured else []), *head.names),
        tuple(made),
        1,
        "",
        unit,
        tuple(cell(document, c.start, c.end) for c in counters),
        (*blank, *head.formulas) if any(head.formulas) else (),
    )


def _placed(rows: Sequence[Group], names: Sequence[Sequence[Token]], width: int) -> dict[int, tuple[Token | None, ...]]:
    """The numbers of rows that lost a cell, by column: one of the two parts, 其中: and the next, that make up the row above in one way only."""
    found = {}
    for whole in range(len(rows) - 2):
        lost = [at for at in (whole + 1, whole + 2) if len(rows[at].numbers) < width]
        among = names[whole + 1][0].text.startswith("其中") if names[whole + 1] else False
        if not among or len(lost) != 1 or len(rows[whole].numbers) != width:
            continue
        told, other = rows[lost[0]].numbers, rows[2 * whole + 3 - lost[0]].numbers
        ways = [dict(zip(way, told, strict=True)) for way in combinations(range(width), len(told))]
        ways = [
            way
            for way in ways
            if len(other) == width
            and all(_value(rows[whole].numbers[at]) == _value(other[at]) + _value(way.get(at)) for at in range(width))
        ]
        if len(ways) == 1:
            found[lost[0]] = tuple(ways[0].get(at) for at in range(width))
    return found


def _value(token: Token | None) -> Decimal:
    digits = token.text.replace(",", "").rstrip("%") if token else "0"
    return Decimal(digits) if digits.strip("-—") else Decimal(0)


def _fit(heads: Sequence[str], rows: Sequence[Group]) -> bool:
    """Whether no column of money is told in percent and no rate to thousands: else the heads are others' columns."""
    for at, head in enumerate(heads):
        told = [row.numbers[at].text for row in rows if len(row.numbers) == len(heads)]
        sort = columns.kind(head) if head else ""
        percent = sum(text.endswith("%") for text in told)
        if sort == "amount" and columns.is_money(head) and not columns.tells_change(head) and percent * 2 > len(told):
            return False
        if sort in ("rate", "share") and any("," in text for text in told):
            return False
    return True


def _unit(document: Document, start: int) -> str:
    """The unit told above a table, as its page tells it: the working text has no blanks that part it from the next words."""
    window = document.folded[max(0, start - _WINDOW) : start]
    return unit_told(window[window.rfind("。") + 1 :])
