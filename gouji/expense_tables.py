"""Tables of the three public expenses, read as a stream of cells: 合计 65.00 64.87 公务接待费 21.00 21.00 …, however they were copied.

Their rows are few and always the same, so that their names tell where a table stands, whatever parts its cells (expense_names.py). Either each
name is followed by its amounts, or all names stand first (小计, 购置费, 运行费 below 公务用车购置及运行费) and the amounts behind; both are read as
rows of expenses. The row of all three may have lost its name. Cells that got lost are put where only one place is possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.document import Document
from gouji.expense_columns import names_first, under_stages
from gouji.expense_names import (
    ITEM,
    MAIN,
    OPENING,
    Page,
    columns_for,
    heads_over,
    items,
    name_of,
    numbers,
    numbers_before,
    page,
    unit_over,
)
from gouji.grid import NUMBER, VOID, Cell, Grid, Row
from gouji.patterns import compiled

_BEGINS = re.compile(r"(?:[\s|｜\d数率额度）]|其中：?|[.、）①-⑥])\Z")
_LEAST = 2  # of the three expenses


def expense_tables(document: Document) -> Iterator[Grid]:
    """All such tables of a document, in the order of the text."""
    if not compiled("接待|出国|出國").search(document.text):
        return
    sheet, end = page(document), 0
    for opening in OPENING.finditer(sheet.text):
        if opening.start() < end or not _BEGINS.search(sheet.text, max(0, opening.start() - 3), opening.start()):
            continue
        found = items(sheet, _first(sheet, opening.start(), end))
        if len({key for match in found for key in MAIN if match[key]}) < _LEAST:
            continue
        valued = sum(bool(match["values"]) for match in found) > 1
        made = _by_row(sheet, found) if valued else names_first(sheet, found)
        if made is not None:
            grid, end = made
            yield grid
    yield from under_stages(sheet, end)


def _first(sheet: Page, at: int, least: int) -> int:
    """Where a table begins: with the name of all three together, where that stands before the first."""
    for begin in range(max(least, at - 90), at):
        match = ITEM.match(sheet.text, begin)
        named = match and (match["total"] or match["part"]) and match.start("name") == begin
        opens = named and (begin == 0 or _BEGINS.search(sheet.text, max(0, begin - 3), begin))
        if opens and any(m.start("name") <= at < m.end("name") for m in items(sheet, begin)):
            return begin
    prefix = compiled(r"(?:其中：?|\d{1,2}[.、）]|（[一二三\d]）|[一二三]、|[①-⑥])+\Z").search(sheet.text, max(least, at - 8), at)
    return prefix.start() if prefix else at


def _by_row(sheet: Page, found: Sequence[re.Match[str]]) -> tuple[Grid, int] | None:
    """The table whose names are each followed by their amounts."""
    told = [numbers(sheet, *match.span("values")) for match in found]
    begin = found[0].start("name")
    unnamed, over = ([], begin) if found[0]["total"] else numbers_before(sheet, begin)
    heads, title = heads_over(sheet, over)
    sizes = [len(cells) for cells in (*told, unnamed) if cells]
    heads = [head for head in heads if not head.endswith("情况")] if len(heads) not in sizes else heads
    width = len(heads) if len(heads) in sizes else max(sizes, key=sizes.count)
    lacking = [at for at, match in enumerate(found) if not told[at] and any(match[key] for key in MAIN)]
    double = [at for at, cells in enumerate(told) if len(cells) == 2 * width]
    if len(lacking) == 1 and len(double) == 1:  # the amounts of a name that stands elsewhere
        told[lacking[0]], told[double[0]] = told[double[0]][width:], told[double[0]][:width]
    if max(map(len, told)) > width or any(match["part"] for match in found):
        return None
    rows = [_row(name_of(sheet, match), cells, width) for match, cells in zip(found, told, strict=True)]
    if len(unnamed) == width:
        rows.insert(0, _row(sheet.unwritten("合计", over), unnamed, width))
    if sum(c is not None and c.kind == NUMBER for row in rows for c in row.cells) < 2 + width:
        return None
    heads = columns_for(heads, width, title)
    if heads[-1] == "金额2" and "决算" in title and all(_within(row.cells[1:]) for row in rows):
        heads = ["预算数", "决算数"]
    return Grid(("项目", *heads), tuple(rows), 1, title, unit_over(sheet, begin)), found[-1].end()


def _row(name: Cell, cells: Sequence[Cell], width: int) -> Row:
    """A row; one that tells nothing has empty cells, one that lost some of its cells is not sure of any."""
    void = Cell("", name.end, name.end, VOID)
    if all(c.kind == VOID or not float(c.text.strip("%").replace(",", "")) for c in cells):
        cells = [*cells, *[void] * (width - len(cells))]  # nothing spent, wherever it is told
    full = cells if len(cells) == width else [None] * width
    return Row(name.text, (name, *full), sure=len(cells) == width)


def _within(cells: Sequence[Cell | None]) -> bool:
    """Whether a row tells no more in its second cell than in its first."""
    first, second = (float(c.text.strip("%").replace(",", "")) if c is not None and c.kind == NUMBER else 0.0 for c in cells)
    return second <= first
