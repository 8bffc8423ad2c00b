"""A table out of a flattened text: rows, columns, heads, cells in place, and what a bare number in a cell is measured
in.

bordered.py and celllines.py part the lines into cells, flattened.py finds the lines. What does not part evenly is no
table here: a wrong grid would do more harm than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji import columns
from gouji.document import Document
from gouji.lazily import cached_property
from gouji.patterns import compiled
from gouji.quantity import unit
from gouji.worded import in_words

NUMBER, TEXT, VOID = "number", "text", "void"
NUMERIC = re.compile(
    r"(?:[≥≤><~～±]|约|近|超过?|不[低少小]于|不[超高大多][过于]|(?:同比|环比)?(?:上升|增长|增加|提高|提升|下降|减少|降低|下滑)(?=[\d.]+[%％]$))?\s?"
    r"(?P<numeral>[-+−－负]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|[-+−－负]?\d+(?:\s?\.\s?\d+)?)"
    r"(?:\s?[-—～至]\s?\d+(?:\.\d+)?)?\s?(?P<unit>[^\d\s.,，。；：、（）]{0,6}?)(?:[余多])?(?:及?以[上下内]|左右)?"
)
FALLEN = re.compile(r"(?:同比|环比)?(?:下降|减少|降低|下滑)\d")  # a cell that tells a change by its word and not by its sign
_VOID = re.compile(r"[-—–－/／\\＼*…─]{0,4}|无|N/A|n/a")
TITLE = re.compile(
    r"表|情况|明细|一览|统计|附件|如下|清单|汇总|[：:]$|^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|"
    r"\d{1,2}[.、．])"
)
NOTE = re.compile(r"^(?:注|备注|说明|填表|填报|联系|审核|单位负责人|制表)[：:人]")
_BAND = re.compile(r"^\d+(?:[-—～~至]\d+岁|岁及?以[上下])$")  # 15-59岁, 60岁及以上: the name of a row
_BLANK = re.compile(r"\s|\*\*")
_OF_NUMBERS = re.compile(r"(?:合计|小计|总计|金额|预算数|决算数|执行数|支出数|得分|分值|率|占比)$")
TOTAL_ROW = re.compile(r"^(?:合计|总计|小计|总和|共计|总分|得分合计|合计得分|全[县市省区州])")
YEARS = re.compile(r"(?:19|20)\d\d(?:年度?)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `start`, `end`: its stretch of the working text; `kind`: number, text or void."""

    text: str
    start: int
    end: int
    kind: str
    indent: int = 0  # columns of blank before it in the source, a wide one counting two


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells, one a column (None: nothing told), and the words that head it. `sure`: all its cells have their
    place."""

    head: str
    cells: tuple[Cell | None, ...]
    sure: bool = True
    section: str = ""  # the words of the row above it that heads a part of the table


@dataclass(frozen=True)
class Grid:
    """A table. `heads`: each column's words, upper levels first and parted by ·; `lead`: how many columns head the
    rows."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    lead: int
    title: str = ""
    unit: str = ""
    counters: tuple[Cell, ...] = ()  # numbers that count columns (栏次 1 2 3) and state nothing
    formulas: tuple[str, ...] = ()  # per column, how it is worked out (formula_rows.py), where the table tells it
    column_units: tuple[str, ...] = ()  # per column, the unit that the prose announcing the table tells, where nothing else does
    form: str = ""  # funds, natures, indicators or levels: a part of a form that was read as a stream of cells

    @cached_property
    def numbers(self) -> tuple[Cell, ...]:
        """Its cells with numbers that state something."""
        return tuple(
            c
            for row in self.rows
            for at, c in enumerate(row.cells)
            if c is not None and c.kind == NUMBER and self.kinds[at] not in ("serial", "text")
        )

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What each column is (columns.kind); text where most of its cells are words, or all are years."""
        found = []
        for at, head in enumerate(self.heads):
            cells = [row.cells[at] for row in self.rows if row.cells[at] is not None and row.cells[at].kind != VOID]
            words = sum(cell.kind == TEXT for cell in cells)
            name = columns.kind(head)
            if name not in ("serial", "text") and not (self.form == "indicators" and name == "target" and at >= self.lead):
                if (
                    cells
                    and words * 2 > len(cells)
                    or len(cells) > 1
                    and all(YEARS.fullmatch(cell.text) for cell in cells)
                ):
                    name = "text"
                elif at < self.lead:
                    name = "serial" if cells and not words else "text"
                elif (
                    cells
                    and all(len(cell.text) >= 5 and cell.text.isdigit() for cell in cells)
                    and compiled(r"科目|编码|代码").search(head)
                ):
                    name = "text"
            if not head and name == "amount":
                name = "mean"  # nobody tells what it measures, so that nothing may be summed
            found.append(name)
        return tuple(found)

    def unit_of(self, row: Row, column: int) -> str:
        """The unit of a bare number in this cell."""
        at = next((i for i, head in enumerate(self.heads) if columns.bare(head) in ("单位", "计量单位", "度量单位")), None)
        cell = row.cells[at] if at is not None else None
        if self.kinds[column] == "rate" and self._fractions[column]:
            return ""
        if self.kinds[column] == "amount" and columns.tells_change(self.heads[column]) and _of_percent(row):
            return ""  # 占比 | 0.11% | 0.09% | 0.02: a fraction of one, as the cell's own form told it
        if self.kinds[column] == "target" and self.kinds.count("target") > 1 and (lent := self._of_other_value(row)):
            return lent
        if not self.heads[column]:
            return "" if any(mark in self.unit for mark in "、,，/和及") else self.unit
        told = columns.cell_unit(self.heads[column], row.head, self.unit, cell.text if cell is not None else "")
        told = told or (self._neighbour(column) if self.kinds[column] == "amount" else "")
        return told or (self.column_units[column] if self.column_units else "")

    def _of_other_value(self, row: Row) -> str:
        """The unit that a row's target or result tells with its number, for the other: ≥50个 and 52."""
        values = [c for c, kind in zip(row.cells, self.kinds, strict=True) if kind == "target" and c is not None and c.kind == NUMBER]
        return next((name for c in values if (name := NUMERIC.fullmatch(c.text)["unit"])), "")

    def _neighbour(self, column: int) -> str:
        """The unit of the amounts on the left, for a column headed by a source of money (金额（万元）|中央|省级) or by the state
        of the things counted there (总件数|已办结)."""
        if not self.unit and columns.is_state(self.heads[column]):
            beside = [self.heads[at] for at in (*range(column - 1, -1, -1), *range(column + 1, len(self.heads)))]
            told = [name for head in beside if columns.kind(head) == "amount" and (name := columns.cell_unit(head, "", ""))]
            return told[0] if told and unit(told[0]).dimension != "元" else ""
        if not columns.is_money(self.heads[column]):
            return ""
        stated = [
            name for head in self.heads[:column] if (name := columns.unit_in(head)) and unit(name).dimension == "元"
        ]
        if not stated and columns.bare(self.heads[column]).endswith(("合计", "总计", "小计")):
            after = {name for head in self.heads[column + 1 :] if (name := columns.unit_in(head)) and unit(name).dimension == "元"}
            return after.pop() if len(after) == 1 else ""
        return stated[-1] if stated else ""

    @cached_property
    def _fractions(self) -> tuple[bool, ...]:
        """Per column: whether it tells rates as fractions of one (0.93), so that no percent sign may be added."""
        told = []
        for at, head in enumerate(self.heads):
            cells = [row.cells[at] for row in self.rows if row.cells[at] is not None and row.cells[at].kind == NUMBER]
            values = [cell.text for cell in cells]
            told.append(
                bool(values)
                and not columns.unit_in(head)
                and all(compiled(r"[01](?:\.\d+)?").fullmatch(v) for v in values)
                and any("." in v and not v.endswith(".0") for v in values)
            )
        return tuple(told)


def _of_percent(row: Row) -> bool:
    """Whether a row tells a rate, and two cells or more tell the percent sign themselves, so that its bare ones are told otherwise."""
    return columns.kind(row.head) in ("rate", "share") and sum(c is not None and c.kind == NUMBER and c.text.endswith(("%", "％")) for c in row.cells) >= 2


def kind_of(text: str) -> str:
    """Whether a cell's text is a number with at most a qualifier and a unit, nothing (—, /), or words."""
    if _VOID.fullmatch(text):
        return VOID
    match = NUMERIC.fullmatch(text)
    if match is None or (len(match["numeral"]) >= 9 and match["numeral"].isdigit()) or _BAND.search(text):
        return TEXT
    name = match["unit"]
    return NUMBER if not name or columns.known(name) else TEXT


def cell(document: Document, start: int, end: int) -> Cell:
    """The cell that stands in `text[start:end]`, in places of the working text and without spaces around it."""
    first, last = document.plain_at(start), document.plain_at(end)
    text = document.plain[first:last]
    left = len(text) - len(text.lstrip(" \t\n"))
    text = text.strip(" \t\n")
    shown = (_BLANK.sub("", text) if len(text) > 1 else text).lstrip("?？")  # what a page left of the blanks before it
    raw = document.text[start:end]
    blank = raw[: len(raw) - len(raw.lstrip(" \u3000\u00a0"))]
    return Cell(shown, first + left, first + left + len(text), kind_of(shown), len(blank) + blank.count("\u3000"))


def assemble(
    heads: Sequence[str], body: Sequence[Sequence[Cell]], title: str = "", name: str = "", counters: Sequence[Cell] = ()
) -> list[Grid]:
    """The grids of rows under known heads: two where a table has two halves side by side (收入 … 支出 …)."""
    width = len(heads)
    full = [row for row in body if len(row) == width]
    if not full or len(full) * 2 < len(body) or width < 2:
        return []
    grids = []
    cuts = _halves(heads, full)
    body = [[*row, *[Cell("", row[-1].end, row[-1].end, VOID)] * (width - len(row))] if len(row) in cuts[1:] else row for row in body]
    for begin, stop in zip(cuts, [*cuts[1:], width], strict=True):
        rows = [row[begin:stop] if len(row) == width else row for row in body if len(row) == width or len(cuts) == 1]
        grid = _one(tuple(heads[begin:stop]), rows, title, name, tuple(counters))
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
        same = same or (
            "收入" in heads[0] and "支出" in heads[at] and columns.bare(heads[1]) == columns.bare(heads[at + 1])
        )
        if same and before and words * 2 > sum(row[at].kind != VOID for row in rows):
            cuts.append(at)
    return cuts


def _one(
    heads: tuple[str, ...], body: Sequence[Sequence[Cell]], title: str, name: str, counters: tuple[Cell, ...]
) -> Grid | None:
    width = len(heads)
    full = [row for row in body if len(row) == width]
    lead = 0
    while lead < width - 1 and lead < 4 and _heads_rows(heads[lead], [row[lead] for row in full]):
        if lead and in_words(row[lead].text for row in full if row[lead].kind != VOID):
            break
        lead += 1
    if any(_OF_NUMBERS.search(columns.bare(head)) for head in heads[:lead]):
        return None  # words under a head of amounts: the columns are shifted
    name = name or columns.unit_in(title) or next((u for head in heads[:lead] if (u := columns.unit_over_marks(head))), "")
    bare_rows = not lead and width > 2 and all(heads) and all(c.kind != TEXT for row in full for c in row)
    if not (lead or bare_rows) or not any(row[at].kind == NUMBER for row in full for at in range(lead, width)):
        return None
    draft = Grid(heads, tuple(Row(_row_head(row[:lead], heads), tuple(row)) for row in full), lead, title, name)
    rows: list[Row] = []
    section = ""
    for row in body:
        if len(row) < width:
            placed = _placed(draft, row)
            if placed is None and not any(c.kind == NUMBER for c in row):
                continue  # a line of words below the table
            if placed is None:
                rows.append(Row("".join(c.text for c in row if c.kind == TEXT), (None,) * width, sure=False))
                continue
            rows.append(Row(_row_head(placed[:lead], heads), placed, section=section))
            continue
        if len(row) > width:
            return None
        filled = [c for c in row if c.text]
        if (
            len(filled) == 1
            and filled[0].kind == TEXT
            and filled[0] is row[0]
            and not any(c.kind == NUMBER for c in row)
        ):
            section = filled[0].text
            continue
        rows.append(Row(_row_head(row[:lead], heads), tuple(row), section=section))
    return Grid(heads, tuple(rows), lead, title, name, counters)


def _heads_rows(head: str, cells: Sequence[Cell]) -> bool:
    """Whether a leading column names the rows: words, or serial numbers and codes."""
    if columns.kind(head) == "serial" or compiled(r"编码|代码").search(head):
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
    words = [
        c.text
        for c, head in zip(cells, heads, strict=False)
        if c is not None and c.kind == TEXT and columns.kind(head) not in ("text",)
    ]
    return words[-1] if words else next((c.text for c in cells if c is not None and c.kind == TEXT), "")


def _placed(draft: Grid, row: Sequence[Cell]) -> tuple[Cell | None, ...] | None:
    """A row that lost its empty cells: its numbers go to the columns that can be summed, or those and the rates, if
    they match."""
    words = [c for c in row if c.kind == TEXT]
    numbers = [c for c in row if c.kind != TEXT]
    if len(words) != 1 or not TOTAL_ROW.match(row[0].text) or not numbers:
        return None
    for sorts in (("amount", "score"), ("amount", "score", "rate", "share", "growth"), ("score",), ("amount",)):
        places = [at for at in range(draft.lead, len(draft.heads)) if draft.kinds[at] in sorts]
        fits = all(
            ("%" in c.text) <= (draft.kinds[at] in ("rate", "share", "growth"))
            for at, c in zip(places, numbers, strict=False)
        )
        if len(places) == len(numbers) and fits:
            cells: list[Cell | None] = [None] * len(draft.heads)
            cells[0] = words[0]
            for at, number in zip(places, numbers, strict=True):
                cells[at] = number
            return tuple(cells)
    return None
