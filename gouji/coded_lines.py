"""Tables of the budget's classification whose rows are lines of text: 2070101 行政运行 457.86 454.06 3.79, as a page without borders leaves them.

Two such rows may stand side by side (30101 基本工资 841.56 30201 办公费 534.52), and a long name may be torn: its halves stand on the lines above and
below its code and amounts. Assumes that codes have three, five or seven digits and begin with 2 or 3, and that amounts are told to decimals. A row
that lost its empty cells begins with its total; of its other amounts each stands where the rows below its class make up the class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from gouji.document import Document
from gouji.expense_names import Page, page, unit_over
from gouji.grid import TEXT, VOID, Cell, Grid, Row
from gouji.patterns import compiled

_CODE = re.compile(r"[23]\d{2}(?:\d{2}){0,2}")
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{1,6}")
_TOKEN = re.compile(r"[^\s|｜]+")
_HEADS = re.compile(
    r"(?:本年)?(?:收入|支出)?[合小总]计|财政拨款收入|上级补助收入|(?<!非)事业收入|经营收入|附属单位上缴收入|其他收入|基本支出|项目支出|上缴上级支出|经营支出|"
    r"对附属单位补助支出|人员经费|公用经费|(?:年初|调整)?预算数|决算数|金额"
)
_TOTAL = re.compile(r"(?:[\u4e00-\u9fff]{0,4}经费)?[合总]计")
_OPERATING = frozenset("302 307 309 310 311 312 313 399".split())  # 公用经费; the other classes are 人员经费
_LEAST = 4  # rows
_APART = 3  # lines between two rows
_MOST_OPEN = 10  # rows below one class whose amounts may stand in either column


@dataclass
class _Line:
    """A row as it stands: its code ("" for a total), its name, its amounts."""

    code: str
    lead: Cell
    name: Cell
    amounts: list[Cell]
    second: bool  # whether another row stands before it on its line
    cells: list[Cell | None] = field(default_factory=list)


def coded_lines(document: Document) -> Iterator[Grid]:
    """All such tables of a document."""
    if not compiled(r"(?m)^[ \t]*[23]\d{2}(?:\d{2}){0,2}[ \t]").search(document.text):
        return
    sheet = page(document)
    for rows in _runs(sheet):
        width = max(len(row.amounts) for row in rows)
        begin = rows[0].lead.start
        heads = _heads(sheet, document.place(begin, begin + 1)[0], width)
        if heads is None:
            continue
        for half in _halves(rows):
            _place(half, width)
            made = [_row(row, width) for row in half]
            if sum(row.sure for row in made) < _LEAST - 1:
                continue
            name = unit_over(sheet, _at(sheet, begin))
            yield Grid(("科目编码", "科目名称", *heads), tuple(made), 2, "", name, form="coded")
            loose = [Row(row.code, (row.lead, c)) for row in half if not row.cells for c in row.amounts[1:]]
            if loose:  # measured as the others are, but no column's
                yield Grid(("科目编码", ""), tuple(loose), 1, "", name, form="coded")


def _at(sheet: Page, place: int) -> int:
    """Where a place of the working text stands on the page."""
    source = sheet.document.place(place, place + 1)[0]
    return next((at for at, origin in enumerate(sheet.origin) if origin >= source), len(sheet.text))


def _runs(sheet: Page) -> Iterator[list[_Line]]:
    """The rows of each table, in the order of the text."""
    rows: list[_Line] = []
    above, gap, start = "", 0, 0
    for line in sheet.text.split("\n"):
        found = _rows_of(sheet, start, line, above) if rows or _CODE.match(line.lstrip(" \t|")) else []
        start += len(line) + 1
        coded = any(row.code for row in found)
        if coded or found and rows:
            rows += found
            gap = 0
        elif rows:
            gap += 1
        above = line.strip(" \t|") if not found and not compiled(r"[\d，。；：]").search(line) else ""
        if rows and (gap > _APART or "。" in line or "注：" in line):
            if sum(bool(row.code) for row in rows) >= _LEAST:
                yield rows
            rows, gap = [], 0
    if sum(bool(row.code) for row in rows) >= _LEAST:
        yield rows


def _rows_of(sheet: Page, start: int, line: str, above: str) -> list[_Line]:
    """The rows that a line tells: one for each code or total with its name and amounts; none where anything else stands in it."""
    rows: list[_Line] = []
    for token in _TOKEN.finditer(line):
        told = sheet.cell(start + token.start(), start + token.end())
        words = token[0]
        if _CODE.fullmatch(words):
            void = Cell(above, told.end, told.end, TEXT if above else VOID)
            rows.append(_Line(words, told, void, [], bool(rows)))
        elif _AMOUNT.fullmatch(words):
            if not rows:
                return []
            rows[-1].amounts.append(told)
        elif compiled(r"\d").search(words):
            return []
        elif _TOTAL.fullmatch(words):
            rows.append(_Line("", Cell(words, told.start, told.end, TEXT), Cell("", told.end, told.end, VOID), [], bool(rows)))
        elif rows and rows[-1].code and not rows[-1].amounts:
            name = rows[-1].name
            rows[-1].name = Cell(words if name.start == name.end else name.text + words, told.start if name.start == name.end else name.start, told.end, TEXT)
        else:
            return []
    return rows


def _heads(sheet: Page, source: int, width: int) -> list[str] | None:
    """The heads of so many amounts, the last told before the first row; None where they are not told."""
    end = next((at for at, origin in enumerate(sheet.origin) if origin >= source), len(sheet.text))
    told = [m[0] for m in _HEADS.finditer(sheet.text, max(0, end - 240), end)]
    heads = told[-width:]
    if width == 1:
        return heads[-1:] or ["金额"]
    return heads if len(heads) == width == len(set(heads)) else None


def _halves(rows: Sequence[_Line]) -> list[list[_Line]]:
    """The rows of the one table, or of the two that stand side by side: 人员经费 and 公用经费."""
    if not any(row.second for row in rows) or not any(row.code.startswith("302") for row in rows):
        return [list(rows)]
    operating = [row for row in rows if (row.code[:3] in _OPERATING if row.code else "公用" in row.lead.text or row.second)]
    return [[row for row in rows if row not in operating], operating]


def _row(row: _Line, width: int) -> Row:
    cells = row.cells or [row.amounts[0], *[None] * (width - 1)]
    return Row(row.name.text or row.lead.text, (row.lead, row.name, *cells))


def _place(rows: Sequence[_Line], width: int) -> None:
    """Put each row's amounts in its columns."""
    for row in rows:
        void = Cell("", row.lead.end, row.lead.end, VOID)
        if len(row.amounts) == width:
            row.cells = list(row.amounts)
        elif not row.amounts:
            row.cells = [void] * width
    if width != 3:
        return
    for whole in rows:
        if not whole.cells or not whole.amounts:
            continue
        parts = [row for row in rows if row.code and len(row.code) == len(whole.code) + 2 and row.code.startswith(whole.code)] if whole.code else []
        _settle(whole, parts)


def _settle(whole: _Line, parts: Sequence[_Line]) -> None:
    """Put the two amounts of the rows below a class, its total and the one of its columns that it fills, where the class's own columns say."""
    open_ = [row for row in parts if not row.cells and len(row.amounts) == 2]
    if not open_ or len(open_) > _MOST_OPEN or len(open_) < sum(not row.cells for row in parts):
        return
    known = sum(_value(row.cells[1]) for row in parts if row.cells)
    ways = [way for way in product((1, 2), repeat=len(open_)) if abs(known + sum(_value(row.amounts[1]) for row, at in zip(open_, way, strict=True) if at == 1) - _value(whole.cells[1])) < 0.02]
    if len(ways) != 1:
        return
    for row, at in zip(open_, ways[0], strict=True):
        void = Cell("", row.lead.end, row.lead.end, VOID)
        row.cells = [row.amounts[0], row.amounts[1] if at == 1 else void, row.amounts[1] if at == 2 else void]


def _value(cell: Cell | None) -> float:
    return float(cell.text.replace(",", "")) if cell is not None and cell.kind == "number" else 0.0
