"""Tables that stand flattened in a text: pipes, tabs, wide gaps, or one cell a line. Rows, columns, heads, cells in place.

A table is recognised by its form alone: lines that part into the same number of cells, columns that hold numbers or words
throughout, a head of words over them. What does not part so is no table here; a wrong grid would do more harm than none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from gouji import columns
from gouji.document import Document

NUMBER, TEXT, VOID = "number", "text", "void"
_NUMERIC = re.compile(
    r"(?:[≥≤><~～±]|约|近|超过?|不[低少小]于|不[超高大多][过于])?\s?(?P<numeral>[-+−－负]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|[-+−－负]?\d+(?:\s?\.\s?\d+)?)"
    r"(?:\s?[-—～至]\s?\d+(?:\.\d+)?)?\s?(?P<unit>[^\d\s.,，。；：、（）]{0,6}?)(?:[余多])?(?:及?以[上下内]|左右)?"
)
_VOID = re.compile(r"[-—–－/／\\＼*…─]{0,4}|无|N/A|n/a")
_PIPE = re.compile(r"[|｜│┃┆]")
_RULE = re.compile(r"[\s|｜│:：=+\-—─┼├┤━]*[-—─━]{2,}[\s|｜│:：=+\-—─┼├┤━]*")
_GAP = re.compile(r"[ \u00a0\u2002\u2003\u3000]{2,}|\u3000")
_SPREAD = re.compile(r"(?<![\u4e00-\u9fff])([合总小共序单金备项名])[ \u00a0\u2002\u2003\u3000]+([计号位额注目称])(?![\u4e00-\u9fff])")
_UNIT_LINE = re.compile(r"单位[：:]\s?(?P<unit>[^\s，。；）)（(|]{1,12})")
_TITLE = re.compile(r"表|情况|明细|一览|统计|附件|如下|清单|汇总|[：:]$|^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.、．])")
_NOTE = re.compile(r"^(?:注|备注|说明|填表|填报|联系|审核|单位负责人|制表)[：:人]")
_YEARS = re.compile(r"(?:19|20)\d\d(?:年度?)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `start`, `end`: its stretch of the working text; `kind`: number, text or void."""

    text: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells, one a column (None: nothing told), and the words that head it. `sure`: all its cells have their place."""

    head: str
    cells: tuple[Cell | None, ...]
    sure: bool = True
    section: str = ""  # the words of the row above it that heads a part of the table


@dataclass(frozen=True)
class Grid:
    """A table. `heads`: each column's words, upper levels first and parted by ·; `lead`: how many columns head the rows."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    lead: int
    title: str = ""
    unit: str = ""

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What each column is (columns.kind); text where most of its cells are words, or all are years."""
        found = []
        for at, head in enumerate(self.heads):
            cells = [row.cells[at] for row in self.rows if row.cells[at] is not None and row.cells[at].kind != VOID]
            words = sum(cell.kind == TEXT for cell in cells)
            name = columns.kind(head)
            if name not in ("serial", "text"):
                if cells and words * 2 > len(cells) or len(cells) > 1 and all(_YEARS.fullmatch(cell.text) for cell in cells):
                    name = "text"
                elif at < self.lead:
                    name = "serial" if cells and not words else "text"
                elif cells and all(len(cell.text) >= 5 and cell.text.isdigit() for cell in cells) and re.search(r"科目|编码|代码", head):
                    name = "text"
            found.append(name)
        return tuple(found)

    def unit_of(self, row: Row, column: int) -> str:
        """The unit of a bare number in this cell."""
        at = next((i for i, head in enumerate(self.heads) if columns.bare(head) in ("单位", "计量单位")), None)
        cell = row.cells[at] if at is not None else None
        if self.kinds[column] == "rate" and self._fractions[column]:
            return ""
        return columns.cell_unit(self.heads[column], row.head, self.unit, cell.text if cell is not None else "")

    @cached_property
    def _fractions(self) -> tuple[bool, ...]:
        """Per column: whether it tells rates as fractions of one (0.93), so that no percent sign may be added."""
        told = []
        for at, head in enumerate(self.heads):
            cells = [row.cells[at] for row in self.rows if row.cells[at] is not None and row.cells[at].kind == NUMBER]
            values = [cell.text for cell in cells]
            told.append(bool(values) and not columns.unit_in(head) and all(re.fullmatch(r"[01](?:\.\d+)?", v) for v in values)
                        and any("." in v and not v.endswith(".0") for v in values))
        return tuple(told)


def kind_of(text: str) -> str:
    """Whether a cell's text is a number with at most a qualifier and a unit, nothing (—, /), or words."""
    if _VOID.fullmatch(text):
        return VOID
    match = _NUMERIC.fullmatch(text)
    if match is None or (len(match["numeral"]) >= 9 and match["numeral"].isdigit()):
        return TEXT
    name = match["unit"]
    return NUMBER if not name or columns.known(name) else TEXT


def find(document: Document) -> list[Grid]:
    """All tables of a document that can be made out surely, in the order of the text."""
    from gouji.celllines import stacked  # it builds on the parts here

    grids: list[Grid] = []
    for form, lines in _blocks(document):
        if form == "lines":
            grids.extend(stacked(document, lines))
        else:
            grids.extend(_delimited(document, form, lines))
    return grids


# --- lines and blocks


def _blocks(document: Document) -> list[tuple[str, list[tuple[int, int]]]]:
    """Runs of source lines of one form; `lines` are short lines, with blank ones between them kept as empty spans."""
    found: list[tuple[str, list[tuple[int, int]]]] = []
    current, gap = "", 0
    start = 0
    for raw in document.text.split("\n"):
        span = (start, start + len(raw))
        start += len(raw) + 1
        form = _form(raw)
        if form == "blank":
            gap += 1
            if current == "lines" and gap <= 2:
                found[-1][1].append(span)
            elif gap > 2:
                current = ""
            continue
        if form == current and (form != "gaps" or gap == 0):
            found[-1][1].append(span)
        elif form == "prose":
            form = ""
        elif current in ("pipes", "tabs", "gaps") and form == "lines" and gap == 0 and len(raw) < 20:
            found[-1][1].append(span)
            form = current
        else:
            above = found[-1][1][-3:] if found and current == "lines" and form != "lines" else []
            found.append((form, [s for s in above if s[0] < s[1]] + [span]))
        current, gap = form, 0
    return [(form, lines) for form, lines in found if len(lines) >= 2]


def _form(raw: str) -> str:
    line = raw.strip(" \t\r\u3000\u00a0")
    if not line:
        return "blank"
    if len(_PIPE.findall(line)) >= 2 or (_PIPE.search(line) and len(line) < 60):
        return "pipes"
    if len(line) > 400:
        return "prose"
    if "\t" in line:
        return "tabs"
    if len(_GAP.findall(line)) and len(line) < 300 and not line.endswith(("。", "；")):
        parts = [part for part in _GAP.split(_SPREAD.sub(r"\1\2", line)) if part]
        if len(parts) >= 3 or (len(parts) == 2 and kind_of(_folded(parts[1])) != TEXT) or (len(parts) == 2 and max(map(len, parts)) <= 12):
            return "gaps"
    if len(line) <= 40 and not line.endswith(("。", "；", "，", "、")) and "。" not in line:
        return "lines"
    return "prose"


def _folded(text: str) -> str:
    """Full-width digits and signs as ASCII, for telling a number before the working text is at hand."""
    return text.translate({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}).replace(" ", "")


def cell(document: Document, start: int, end: int) -> Cell:
    """The cell that stands in `text[start:end]`, in places of the working text and without spaces around it."""
    first, last = document.plain_at(start), document.plain_at(end)
    text = document.plain[first:last]
    left = len(text) - len(text.lstrip(" \t\n"))
    text = text.strip(" \t\n")
    shown = re.sub(r"\s|\*\*", "", text)
    return Cell(shown, first + left, first + left + len(text), kind_of(shown))


# --- tables with borders


def _parts(document: Document, form: str, span: tuple[int, int]) -> list[Cell]:
    """A line's cells."""
    line = document.text[span[0]:span[1]]
    if form == "pipes":
        marks = [match.span() for match in _PIPE.finditer(line)]
    elif form == "tabs":
        marks = [match.span() for match in re.finditer("\t", line)]
    else:
        inked = line.rstrip()
        left = len(inked) - len(inked.lstrip())
        kept = _SPREAD.sub(lambda m: m[1] + "\u0000" * (len(m[0]) - 2) + m[2], inked)
        marks = [match.span() for match in _GAP.finditer(kept, left)]
    edges = [0, *(place for mark in marks for place in mark), len(line)]
    cells = [cell(document, span[0] + a, span[0] + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if form == "pipes":
        if not line[: edges[1]].strip():
            cells = cells[1:]
        if cells and len(edges) > 2 and not line[edges[-2]:].strip():
            cells = cells[:-1]
    return cells


def _delimited(document: Document, form: str, lines: Sequence[tuple[int, int]]) -> list[Grid]:
    """The tables in lines whose cells have borders: a new one begins where words alone fill a row again."""
    title, name = "", ""
    rows: list[list[Cell]] = []
    ruled: set[int] = set()
    for number, span in enumerate(lines):
        raw = document.text[span[0]:span[1]]
        if _RULE.fullmatch(raw):
            ruled.add(len(rows))
            continue
        told = _UNIT_LINE.search(document.plain[document.plain_at(span[0]):document.plain_at(span[1])])
        cells = _parts(document, form, span)
        filled = [c for c in cells if c.text]
        if told and len(filled) <= 2 and not any(c.kind == NUMBER for c in filled):
            name, title = told["unit"], title + "".join(c.text for c in filled)
            continue
        if len(filled) <= 1 and not rows:
            title += "".join(c.text for c in filled)
            continue
        if filled and not _NOTE.match(filled[0].text):
            rows.append(cells)
        if number and _NOTE.match(filled[0].text if filled else ""):
            break
    name = name or _unit_above(document, lines[0][0])
    if not rows:
        return []
    width = Counter(len(row) for row in rows if len(row) > 1).most_common(1)
    if not width:
        return []
    grids = []
    for begin, stop in _tables_in(rows, width[0][0], ruled):
        grids.extend(_grid(rows[begin:stop], width[0][0], title, name))
    return grids


def _unit_above(document: Document, start: int) -> str:
    """The unit told within the three lines above a table."""
    at = document.plain_at(start)
    above = document.plain[max(0, at - 160):at]
    near = "\n".join([line for line in above.split("\n") if line][-3:])
    told = list(_UNIT_LINE.finditer(near))
    return told[-1]["unit"] if told else ""


def _tables_in(rows: Sequence[Sequence[Cell]], width: int, ruled: set[int]) -> list[tuple[int, int]]:
    """Where one table under another begins: at a row of words that fills its columns, below rows with numbers."""
    starts, numbers = [0], False
    for at, row in enumerate(rows):
        filled = [c for c in row if c.kind != VOID]
        has_number = any(c.kind == NUMBER for c in row)
        if numbers and not has_number and len(filled) >= max(3, width - 1) and at not in ruled:
            starts.append(at)
            numbers = False
        numbers = numbers or has_number
    return list(zip(starts, [*starts[1:], len(rows)], strict=True))


def _grid(rows: Sequence[list[Cell]], width: int, title: str, name: str) -> list[Grid]:
    first = next((at for at, row in enumerate(rows) if _bears_numbers(row)), None)
    if not first:
        return []
    head = [row for row in rows[:first] if len(row) == width]
    if not head:
        short = rows[first - 1]
        if len(short) != width - 1:
            return []
        head = [[Cell("", short[0].start, short[0].start, VOID), *short]]
    heads = _heads(head)
    body = [row for row in rows[first:] if [c.text for c in row] != [c.text for c in head[-1]] and not _numbering(row)]
    return assemble(heads, body, title, name)


def _bears_numbers(row: Sequence[Cell]) -> bool:
    """Whether a row is of the body: it has a number that is no year over a column."""
    numbers = [c for c in row if c.kind == NUMBER]
    return bool(numbers) and not all(_YEARS.fullmatch(c.text) for c in numbers)


def _numbering(row: Sequence[Cell]) -> bool:
    """A row that numbers the columns: 栏次 1 2 3, or 1 2 3 ... alone."""
    texts = [c.text for c in row if c.text]
    if texts and re.fullmatch(r"栏次|列次|行次|栏目|甲", texts[0]):
        return True
    return len(texts) > 2 and all(text == str(number) for number, text in enumerate(texts, int(texts[0]) if texts[0].isdigit() else 1))


def _heads(rows: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """Each column's words over all head rows; an empty upper cell belongs to the one on its left where a lower one is told."""
    rows = rows[-3:]
    levels: list[list[str]] = []
    for depth, row in enumerate(rows):
        words, last = [], ""
        for at, c in enumerate(row):
            lower = any(below[at].text for below in rows[depth + 1:])
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


# --- from cells to a grid


def assemble(heads: Sequence[str], body: Sequence[Sequence[Cell]], title: str = "", name: str = "") -> list[Grid]:
    """The grids of rows under known heads: two where a table has two halves side by side (收入 … 支出 …)."""
    width = len(heads)
    full = [row for row in body if len(row) == width]
    if not full or len(full) * 2 < len(body) or width < 2:
        return []
    grids = []
    cuts = _halves(heads, full)
    for begin, stop in zip(cuts, [*cuts[1:], width], strict=True):
        rows = [row[begin:stop] if len(row) == width else row for row in body if len(row) == width or len(cuts) == 1]
        grid = _one(tuple(heads[begin:stop]), rows, title, name)
        if grid is not None:
            grids.append(grid)
    return grids


def _halves(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The columns at which a table's halves begin: a column of words headed as the first is, after one of numbers."""
    cuts = [0]
    for at in range(2, len(heads) - 1):
        words = sum(row[at].kind == TEXT for row in rows)
        before = any(row[at - 1].kind == NUMBER for row in rows)
        same = columns.bare(heads[at]).rpartition("·")[2] == columns.bare(heads[0]).rpartition("·")[2] and heads[0]
        if same and before and words * 2 > sum(row[at].kind != VOID for row in rows):
            cuts.append(at)
    return cuts


def _one(heads: tuple[str, ...], body: Sequence[Sequence[Cell]], title: str, name: str) -> Grid | None:
    width = len(heads)
    full = [row for row in body if len(row) == width]
    lead = 0
    while lead < width - 1 and lead < 4 and _heads_rows(heads[lead], [row[lead] for row in full]):
        lead += 1
    if not lead or not any(row[at].kind == NUMBER for row in full for at in range(lead, width)):
        return None
    draft = Grid(heads, tuple(Row(_row_head(row[:lead], heads), tuple(row)) for row in full), lead, title, name)
    rows, section = [], ""
    for row in body:
        if len(row) < width:
            placed = _placed(draft, row)
            if placed is None:
                rows.append(Row("".join(c.text for c in row if c.kind == TEXT), (None,) * width, sure=False))
                continue
            rows.append(Row(_row_head(placed[:lead], heads), placed, section=section))
            continue
        if len(row) > width:
            return None
        filled = [c for c in row if c.text]
        if len(filled) == 1 and filled[0].kind == TEXT and filled[0] is row[0] and not any(c.kind == NUMBER for c in row):
            section = filled[0].text
            continue
        rows.append(Row(_row_head(row[:lead], heads), tuple(row), section=section))
    return Grid(heads, tuple(rows), lead, title, name)


def _heads_rows(head: str, cells: Sequence[Cell]) -> bool:
    """Whether a leading column names the rows: words, or serial numbers and codes."""
    if columns.kind(head) == "serial" or re.search(r"编码|代码", head):
        return True
    told = [c for c in cells if c.kind != VOID]
    words = sum(c.kind == TEXT for c in told)
    if told and words == 0:
        return [c.text for c in told] == [str(n) for n in range(1, len(told) + 1)] and not head or _serial(told)
    return words * 2 > len(told) or not told


def _serial(cells: Sequence[Cell]) -> bool:
    texts = [c.text.rstrip(".、") for c in cells]
    return len(texts) > 1 and texts == [str(n) for n in range(1, len(texts) + 1)]


def _row_head(cells: Sequence[Cell | None], heads: Sequence[str]) -> str:
    """A row's words, the last told of its leading columns; a total may stand in the place of its serial number."""
    words = [c.text for c, head in zip(cells, heads, strict=False)
             if c is not None and c.kind == TEXT and columns.kind(head) not in ("text",)]
    return words[-1] if words else next((c.text for c in cells if c is not None and c.kind == TEXT), "")


def _placed(draft: Grid, row: Sequence[Cell]) -> tuple[Cell | None, ...] | None:
    """A row that lost its empty cells: its numbers go to the columns that can be summed, or those and the rates, if they match."""
    words = [c for c in row if c.kind == TEXT]
    numbers = [c for c in row if c.kind != TEXT]
    if len(words) != 1 or row[0].kind != TEXT or not numbers:
        return None
    for sorts in (("amount", "score"), ("amount", "score", "rate", "share", "growth"), ("score",), ("amount",)):
        places = [at for at in range(draft.lead, len(draft.heads)) if draft.kinds[at] in sorts]
        if len(places) == len(numbers):
            cells: list[Cell | None] = [None] * len(draft.heads)
            cells[0] = words[0]
            for at, number in zip(places, numbers, strict=True):
                cells[at] = number
            return tuple(cells)
    return None


class Cells:
    """The number cells of a document's tables, by place."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        entries: list[tuple[int, int, str, str]] = []
        for grid in grids:
            for row in grid.rows:
                for at, c in enumerate(row.cells):
                    if c is not None and c.kind == NUMBER:
                        sort = grid.kinds[at]
                        entries.append((c.start, c.end, sort, "" if sort in ("serial", "text") else grid.unit_of(row, at)))
        entries.sort()
        self._entries = entries
        self._starts = [entry[0] for entry in entries]

    def at(self, place: int) -> CellPlace | None:
        """The number cell that holds a place of the working text."""
        if not self._starts:
            return None
        i = bisect_right(self._starts, place) - 1
        if i < 0 or place >= self._entries[i][1]:
            return None
        return CellPlace(*self._entries[i])


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A number cell: its stretch of the working text, its column's kind, the unit of a bare number in it."""

    start: int
    end: int
    kind: str
    unit: str = ""

    @property
    def left_out(self) -> str | None:
        """Why a number in this column states no quantity."""
        return {"serial": "serial", "text": "label"}.get(self.kind)
