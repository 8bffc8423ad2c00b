"""Tables that stand one cell a line: how many columns they have, told by the period of their numbers and by their
rows' heads.

Assumes that the head's cells come first, that each row begins with its words (or serial number and words), and that
every column holds either numbers or words. Rows that lost their empty cells are placed where only one place is
possible.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gouji.bordered import PIPE
from gouji.cellruns import HEADS_TABLE, evenly_parted, filled, parted, titled, with_voids, without_numbering
from gouji.coded import coded
from gouji.dated_heads import dated
from gouji.document import Document
from gouji.edged import edged as stream
from gouji.edged import two_levels
from gouji.grid import (
    NOTE,
    NUMBER,
    TEXT,
    TITLE,
    TOTAL_ROW,
    VOID,
    YEARS,
    Cell,
    Grid,
    assemble,
    cell,
)
from gouji.merged import under_merged_cells
from gouji.patterns import compiled
from gouji.repeating import under_groups
from gouji.two_sided import mixed, two_sided
from gouji.unit_lines import UNIT_LINE, unit_above, unit_told

_MOST_COLUMNS = 16
_IS_TITLE = re.compile(r"^附?表|表$|情况$|一览|[：:]")
_FIRST_HEAD = re.compile(
    r"序号?|项目(?:名称)?|名称|县区|地区|区县|乡镇|单位(?:名称)?|部门|指标(?:名称)?|类别|科目|资金来源|[一二三]级指标"
)


def stacked(document: Document, lines: Sequence[tuple[int, int]], edged: bool = False) -> list[Grid]:
    """The tables in a run of short lines; blank lines (empty spans) may part tables, rows or cells, or be empty
    cells. `edged`: each line ends with its cell's edge, so that an empty one is an empty cell, or the end of a row."""
    cells = [cell(document, a, b) if b > a else None for a, b in lines]
    cells, counters = without_numbering(cells)
    if sum(c is not None and c.kind == NUMBER for c in cells) < 3:
        return []
    unit = unit_above(document, lines[0][0])
    if edged:
        ways = [[filled(cells)], [[c for c in cells if c is not None]]]
    else:
        ways = [parted(cells), [[c for c in cells if c is not None]] if evenly_parted(cells) else []]
        ways += [with_voids(cells)] if None in cells else []
    ways += [parts for way in ways if len(way) == 1 and len(parts := titled(way[0])) > 1]
    records = _records(cells, unit)
    best = records or []
    for way in ways:
        found = [grid for block in way for grid in coded(block, "", unit)]
        best = found if _weight(found) > _weight(best) else best
    for way in ways:
        found, name = [], unit
        for block in way:
            grids, name = _block(block, name)
            found.extend(grids)
        if _weight(found) > _weight(best):
            best = found
    if edged:
        best = _with_edges(document, lines, unit, best)
    by_period = dated(cells, unit)
    best = by_period if by_period and _weight(by_period) >= _weight(best) - _years(best) else best
    best = two_sided(cells, unit) if not best or not edged and mixed(best) else best
    return best if not (best and counters) else [replace(best[0], counters=counters), *best[1:]]


def _with_edges(document: Document, lines: Sequence[tuple[int, int]], unit: str, others: list[Grid]) -> list[Grid]:
    """The tables as their cells' edges part them, where they tell no less than `others`; lines without an edge are titles."""
    bounds = [PIPE.match(document.text[b : b + 9].lstrip(" \n\u3000\xa0")[:1]) is not None or a == b for a, b in lines]
    first = next((at for at, edge in enumerate(bounds) if edge), len(lines))
    above = [document.plain[document.plain_at(a) : document.plain_at(b)] for a, b in lines[:first]]
    found = stream([cell(document, a, b) for a, b in lines[first:]], "".join(above), unit_told("\n".join(above)) or unit)
    headed = all(any(grid.heads) and len({*grid.heads}) == len(grid.heads) for grid in found)  # else two halves side by side
    return found if found and _weight(found) >= _weight(others) and (headed or not others) else others


def _weight(grids: Sequence[Grid]) -> int:
    return sum(c is not None and c.kind == NUMBER for grid in grids for row in grid.rows for c in row.cells)


def _years(grids: Sequence[Grid]) -> int:
    """How many years the tables tell as numbers: those of a head that was read as a row."""
    return sum(c is not None and YEARS.fullmatch(c.text) is not None for grid in grids for row in grid.rows for c in row.cells)


def _records(cells: Sequence[Cell | None], name: str) -> list[Grid]:
    """Rows parted by blank lines, all with as many lines as the head has."""
    title, unit, blocks = _opening(parted(cells), name)
    if len(blocks) < 3 or len(blocks[0]) < 2 or any(c.kind == NUMBER for c in blocks[0]):
        return []
    width = len(blocks[0])
    if any(len(block) != width for block in blocks[1:]) or not all(
        any(c.kind == NUMBER for c in b) for b in blocks[1:]
    ):
        return []
    return assemble([c.text for c in blocks[0]], blocks[1:], title, unit)


def _opening(blocks: list[list[Cell]], name: str) -> tuple[str, str, list[list[Cell]]]:
    """The title and unit lines before a table, and what follows them."""
    title = ""
    while blocks and (len(blocks[0]) == 1 or UNIT_LINE.search(blocks[0][0].text)):
        title, name = title + blocks[0][0].text, unit_told(blocks[0][0].text) or name
        rest = blocks[0][1:]
        blocks = ([rest] if rest else []) + blocks[1:]
    return title, name, blocks


def _block(block: list[Cell], name: str) -> tuple[list[Grid], str]:
    """The tables in an unbroken run of cells: a line with 单位： begins anew below it."""
    starts, title = [0], ""
    for at, c in enumerate(block):
        if UNIT_LINE.search(c.text) and c.kind == TEXT:
            starts.append(at + 1)
    grids: list[Grid] = []
    for begin, stop in zip(starts, [*starts[1:], len(block) + 1], strict=True):
        if begin:
            line = block[begin - 1].text
            name, title = unit_told(line) or name, line
        part = block[begin : stop - 1]
        note = next((at for at, c in enumerate(part) if NOTE.match(c.text)), len(part))
        grids.extend(_table(part[:note], title, name, sure=bool(begin)))
    return grids, name


def _table(cells: list[Cell], title: str, name: str, sure: bool) -> list[Grid]:
    """One table from its cells; `sure`: the head begins with the first of them."""
    first = next((at for at, c in enumerate(cells) if c.kind == NUMBER), None)
    if first is None or first < 2 or sum(c.kind == NUMBER for c in cells) < 3:
        return []
    way = _by_serial(cells, sure) or _periodic(cells, first, sure) or _by_heads(cells, first, sure)
    if (way is None or any(map(_is_long_title, cells[way[0] : way[0] + way[1]]))) and (found := _without_first_head(cells, first, title, name)):
        return found
    if way is None:
        return under_groups(cells, title, name) or under_merged_cells(cells, title, name) or _under_two_levels(cells, first, title, name)
    begin, width, rows = way
    heads = [c.text for c in cells[begin : begin + width]]
    if _sides(cells, begin) and not width % 2:
        heads = [f"{side.text}·{head}" for side, half in ((cells[0], heads[: width // 2]), (cells[1], heads[width // 2 :])) for head in half]
    if _IS_TITLE.search(heads[0]) and _FIRST_HEAD.fullmatch(heads[1]):
        return []  # a title in the head's first place: one head is lost, the columns are shifted
    return assemble(heads, rows, title + "".join(c.text for c in cells[:begin]), name)


def _is_long_title(c: Cell) -> bool:
    return len(c.text) > 12 and HEADS_TABLE.search(c.text) is not None


def _without_first_head(cells: Sequence[Cell], first: int, title: str, name: str) -> list[Grid]:
    """The table under a title whose first column, of its rows' names, has no head; empty where no title stands over it, or no rows fit."""
    above = max((at + 1 for at, c in enumerate(cells[:first]) if _is_long_title(c)), default=0)
    rest = [Cell("", cells[above].start, cells[above].start, VOID), *cells[above:]]
    way = _periodic(rest, first - above + 1, True) if above else None
    if way is None or way[0] or any(row[0].kind != TEXT for row in way[2]):
        return []
    return assemble([c.text for c in rest[: way[1]]], way[2], title + "".join(c.text for c in cells[:above]), name)


def _may_open(cells: Sequence[Cell], begin: int, sure: bool) -> bool:
    """Whether the cells before the head can be a title."""
    return begin == 0 or _sides(cells, begin) or (not sure and begin <= 3 and all(TITLE.search(c.text) for c in cells[:begin]))


def _sides(cells: Sequence[Cell], begin: int) -> bool:
    """Whether the cells before the head are the names of a table's two halves."""
    return [c.text for c in cells[:begin]] == ["收入", "支出"]


def _periodic(cells: Sequence[Cell], first: int, sure: bool) -> tuple[int, int, list[list[Cell]]] | None:
    """A whole number of rows of one width whose columns hold numbers or words throughout."""
    best = None
    for width in range(2, min(_MOST_COLUMNS, len(cells) // 2) + 1):
        for start in range(max(width, first - 3), first + 1):
            begin = start - width
            if not _may_open(cells, begin, sure) or any(c.kind == NUMBER for c in cells[begin:start]):
                continue
            body = cells[start:]
            over = len(body) % width
            if over > 1 or len(body) < width or over and (body[-1].kind == NUMBER or TOTAL_ROW.match(body[-1].text)):
                continue
            rows = [list(body[at : at + width]) for at in range(0, len(body) - over, width)]
            purity = _purity(rows, sure and not begin and not over)
            if purity is None or (len(rows) < 2 and (begin or over or width < 3)):
                continue
            key = (purity, -over, -begin, -width)
            if best is None or key > best[0]:
                best = (key, (begin, width, rows))
    return best[1] if best else None


def _purity(rows: Sequence[Sequence[Cell]], headless: bool) -> float | None:
    """How far each column holds one sort of cell, 1 at best; None where the rows cannot be a table's. `headless`: rows
    may have no words of their own."""
    if any(row[0].kind == VOID and row[0].text for row in rows):
        return None  # a dash heads no row
    mixed = numeric = 0
    agreeing = told = 0
    for at in range(len(rows[0])):
        kinds = Counter(row[at].kind for row in rows)
        numbers, words = kinds[NUMBER], kinds[TEXT]
        if at == 0 and words and numbers or not (at or words or headless or _counts_up([row[0] for row in rows])):
            return None
        mixed += bool(numbers and words)
        numeric += numbers > words
        agreeing += max(numbers, words)
        told += numbers + words
    if not numeric or mixed > (2 if len(rows) > 3 else 0) or not told:
        return None
    purity = agreeing / told
    return purity if purity >= 0.93 else None


def _counts_up(cells: Sequence[Cell]) -> bool:
    return [c.text for c in cells] == [str(n) for n in range(1, len(cells) + 1)]


def _by_heads(cells: Sequence[Cell], first: int, sure: bool) -> tuple[int, int, list[list[Cell]]] | None:
    """Rows that begin where words follow numbers; a row that lost its empty cells is shorter, and few are."""
    rows = _headed(cells, first)
    if rows is None:
        return None
    width = max(map(len, rows))
    begin = first - 1 - width
    if begin < 0 or not _may_open(cells, begin, sure) or any(c.kind != TEXT for c in cells[begin : first - 1]):
        return None
    return begin, width, rows


def _headed(cells: Sequence[Cell], first: int) -> list[list[Cell]] | None:
    """The rows of a body that begin with one cell of words each, nearly all of one length; None where they do not."""
    runs: list[list[Cell]] = [[]]
    for before, c in zip([None, *cells[first - 1 :]], cells[first - 1 :], strict=False):
        if c.kind == TEXT and before is not None and before.kind != TEXT:
            runs.append([])
        runs[-1].append(c)
    if runs and all(c.kind == TEXT for c in runs[-1]):
        runs.pop()
    lead = Counter(sum(c.kind == TEXT for c in run) for run in runs).most_common(1)[0]
    if lead[0] == 1:  # a line between rows that heads those below it: 效益指标（满分30分）
        runs = [run[1:] if [c.kind for c in run[:2]] == [TEXT, TEXT] and len(run) > 2 else run for run in runs]
        lead = 1, sum(sum(c.kind == TEXT for c in run) == 1 for run in runs)
    width, count = Counter(len(run) for run in runs).most_common(1)[0]
    odd = [run for run in runs if len(run) != width]
    fits = count >= 2 and width >= 2 and lead[0] == 1 and lead[1] == len(runs)
    return runs if fits and all(len(run) < width and TOTAL_ROW.match(run[0].text) for run in odd) else None


def _under_two_levels(cells: Sequence[Cell], first: int, title: str, name: str) -> list[Grid]:
    """The table under a head whose upper cells span lower ones, all told one after the other."""
    rows = _headed(cells, first)
    begin = next((at for at, c in enumerate(cells) if not TITLE.search(c.text)), 0)
    if rows is None or begin > 2 or any(c.kind != TEXT for c in cells[begin : first - 1]):
        return []
    heads = two_levels([c.text for c in cells[begin : first - 1]], max(map(len, rows)))
    return assemble(heads, rows, title + "".join(c.text for c in cells[:begin]), name) if heads else []


def _by_serial(cells: Sequence[Cell], sure: bool) -> tuple[int, int, list[list[Cell]]] | None:
    """Rows that begin with 1, 2, 3 ... and words, under a head that begins with 序号; a total's row may be shorter."""
    begin = next((at for at, c in enumerate(cells) if compiled(r"序号?|编号").fullmatch(c.text)), None)
    if begin is None or not _may_open(cells, begin, sure):
        return None
    starts: list[int] = []
    for at in range(begin + 2, len(cells) - 1):
        c, after = cells[at], cells[at + 1]
        last = len(starts)
        if (
            c.text.rstrip(".、") == str(last + 1)
            and after.kind == TEXT
            and (not starts or at - starts[-1] == starts[0] - begin)
        ):
            starts.append(at)
    if len(starts) < 2:
        return None
    width = starts[0] - begin
    rows = [list(cells[at : at + width]) for at in starts]
    if any(c.kind == NUMBER for c in cells[begin : starts[0]]) or len(rows[-1]) < width:
        return None
    rest = list(cells[starts[-1] + width :])
    while rest and rest[-1].kind == VOID and len(rest) > width:
        rest.pop()
    if rest and (len(rest) > width or not TOTAL_ROW.match(rest[0].text) or any(c.kind == TEXT for c in rest[1:])):
        return None
    return begin, width, rows + ([rest] if rest else [])
