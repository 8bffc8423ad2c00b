"""Rows of a table whose merged cells are told once: made as wide as the table, so that each number is in its column again.

Assumes that a cell merged over rows is told in the first of them, one merged over columns once, and that a row's end was lost,
not its middle. A row goes where its words and numbers stand as those of whole rows do, and only if one place is possible.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, islice

from gouji import columns
from gouji.grid import NUMBER, TEXT, TOTAL_ROW, VOID, Cell

Line = list[Cell]
_NO_GROUP = re.compile(r"[合总小共]计|总数|总额|备注|说明|原因")
_GROUP = re.compile(r"其中|来源|构成|情况|组织|分类|类别|^按")
_LONGEST_HEAD = 20


def levelled(rows: Sequence[Line], first: int) -> tuple[list[Line], int]:
    """The rows with as many cells as the table has columns, and which of them is the first of the body (`first`, where no head
    had to be put together); a row that cannot be placed stays as it is."""
    heads, body = [row for row in rows[:first] if len(row) > 1], list(rows[first:])
    told = Counter(len(row) for row in body if _numbers(row))
    if not heads or not told:
        return list(rows), first
    width, bottom = told.most_common(1)[0][0], len(heads[-1])
    if width == bottom + 1 and all(row[-1].kind == VOID for row in body if len(row) == width):
        body, told[bottom] = [row[:-1] if len(row) == width else row for row in body], told[width]
    if told[bottom] or width == bottom - 1 and columns.kind(heads[-1][-1].text) == "text":
        whole = [row for row in body if len(row) == bottom]
        return [*rows[:first], *_filled(body, bottom, _sorts(whole, heads[-1]))], first
    if bottom < width:
        return _under_merged(heads, body) or (list(rows), first)
    return list(rows), first


def _numbers(row: Line) -> bool:
    return any(c.kind == NUMBER for c in row)


def _sorts(rows: Sequence[Line], heads: Line) -> list[str]:
    """What each column holds in whole rows, or by its head where it holds nothing there."""
    found = []
    for at, head in enumerate(heads):
        kinds = Counter(row[at].kind for row in rows if row[at].kind != VOID)
        by_head = TEXT if columns.kind(head.text) == "text" else ""
        found.append(kinds.most_common(1)[0][0] if kinds else by_head)
    return found


def _filled(body: Sequence[Line], width: int, sorts: Sequence[str]) -> list[Line]:
    """Rows that lost cells at their end, or under a merged cell before them, with empty ones in their place."""
    found = []
    for row in body:
        while len(row) > width and row[-1].kind == VOID:
            row = row[:-1]
        lost = width - len(row)
        if 0 < lost < width - 1 and _numbers(row):
            before = [Cell("", row[0].start, row[0].start, VOID)] * lost
            behind = [Cell("", row[-1].end, row[-1].end, VOID)] * lost
            ways = [way for way in ([*before, *row], [*row, *behind]) if _fits(way, sorts)]
            row = ways[0] if len(ways) == 1 else row
        if lost == 0 and _numbers(row) and row[-1].kind == VOID and not _fits(row, sorts):
            total = TOTAL_ROW.match(row[0].text)
            row = [c for c in row if c.kind != VOID] if total else _moved(row, sorts)  # grid.py finds a total's columns
        if lost < 0 and all(c.kind == TEXT for c in row[: 1 - lost]) and _fits(row[-lost:], sorts):
            found += _parted(row, -lost)
            continue
        found.append(row)
    return found


def _moved(row: Line, sorts: Sequence[str]) -> Line:
    """A row whose empty cells stand at its end, with those of a merged cell put before it, where one number of them fits."""
    ways = []
    for lost in range(1, len(row) - 1):
        if row[-lost].kind != VOID:
            break
        moved = [*[Cell("", row[0].start, row[0].start, VOID)] * lost, *row[:-lost]]
        ways += [moved] if _fits(moved, sorts) else []
    return ways[0] if len(ways) == 1 else row


def _parted(row: Line, outer: int) -> list[Line]:
    """A row that begins with the words of the part of the table that it opens: those as lines of their own, and the rest."""
    width = len(row) - outer
    lines = [[c, *[Cell("", c.end, c.end, VOID)] * (width - 1)] for c in row[:outer] if c.kind == TEXT]
    return [*lines, row[outer:]]


def _fits(row: Line, sorts: Sequence[str]) -> bool:
    return all(not sort or c.kind in (sort, VOID) for c, sort in zip(row, sorts, strict=True))


def _under_merged(heads: Sequence[Line], body: Sequence[Line]) -> tuple[list[Line], int] | None:
    """Rows under a head of two levels whose upper cells span lower ones; None where it cannot be put together surely."""
    leads = [_lead(row) for row in body if _numbers(row)]
    leads = [_filled_up(lead, leads, row) for lead, row in zip(leads, (row for row in body if _numbers(row)), strict=True)]
    tails = [len(row) - lead for row, lead in zip((row for row in body if _numbers(row)), leads, strict=True)]
    tail, most = Counter(tails).most_common(1)[0]
    if not all(leads) and any(leads) or most < len(tails):
        return None
    lead = leads[0] if len(set(leads)) == 1 else 1
    whole = [row[-tail:] for row in body if _numbers(row) and len(row) == tail + lead]
    percent = [sum("%" in row[at].text for row in whole) * 2 > len(whole) for at in range(tail)]
    head = _head(heads, tail, lead, percent)
    if head is None:
        return None
    lines: list[Line] = [head]
    for row in body:
        if not _numbers(row) or len(row) == tail + lead:
            lines.append(row)
            continue
        lines += _parted(row, len(row) - tail - 1)
    return lines, 1


def _filled_up(lead: int, leads: Sequence[int], row: Line) -> int:
    """A row's lead as wide as the most rows' are, where the cells up to there are empty: 合计 under a code and a name."""
    most = Counter(leads).most_common(1)[0][0]
    return most if 0 < lead < most and all(c.kind == VOID for c in row[lead:most]) else lead


def _lead(row: Line) -> int:
    """How many cells come before a row's numbers."""
    last = max(at for at, c in enumerate(row) if c.kind == NUMBER)
    return max((at for at, c in enumerate(row[:last]) if c.kind == TEXT), default=-1) + 1


def _head(heads: Sequence[Line], tail: int, lead: int, percent: Sequence[bool]) -> Line | None:
    """One head a column, the upper level's words before the lower's; `percent`: which columns hold rates."""
    lower, upper = heads[-1], heads[-2] if len(heads) > 1 else []
    if lead > 1 and len(lower) == lead and len(upper) == tail + 1:
        return [*lower, *upper[1:]]  # 项目 over a code and a name
    for named in dict.fromkeys((lead, 0)):
        cells = upper[named:]
        if not cells or len(upper) < named:
            continue
        groups = _groups(cells, lower, tail) or _unevenly(cells, lower, percent)
        if groups is None:
            continue
        names = upper[:named] if named else heads[-3][:lead] if len(heads) > 2 and len(heads[-3]) > lead else []
        empty = Cell("", upper[0].start, upper[0].start, VOID)
        shown = [c if len(c.text) <= _LONGEST_HEAD else empty for c in names] or [empty] * lead
        return [*shown, *_over_all(groups, heads[-3] if len(heads) > 2 else [])]
    return None


def _over_all(groups: list[Cell], top: Line) -> list[Cell]:
    """The heads with the words of two cells above them, where the first is over all columns before those that have two levels."""
    first = next((at for at, c in enumerate(groups) if "·" in c.text), 0)
    if len(top) != 2 or not first or not all("·" in c.text for c in groups[first:]):
        return groups
    over = [top[0]] * first + [top[1]] * (len(groups) - first)
    return [Cell(f"{a.text}·{c.text}", c.start, c.end, TEXT) for a, c in zip(over, groups, strict=True)]


def _groups(upper: Line, lower: Line, tail: int) -> list[Cell] | None:
    """The heads of `tail` columns where some upper cells span lower ones, each as many."""
    spanning = len(lower) + len(upper) - tail
    if spanning < 1 or len(lower) % spanning or len(lower) // spanning < 2 or spanning > len(upper):
        return None
    able = [at for at, c in enumerate(upper) if c.text and not _NO_GROUP.search(c.text) and not columns.unit_in(c.text)]
    if len(able) > spanning:
        plain = all(columns.kind(c.text) == "amount" for c in (*upper, *lower))
        grouping = [at for at in able if _GROUP.search(upper[at].text)]
        able = grouping if len(grouping) == spanning else able[-spanning:] if plain else []
    if len(able) != spanning:
        return None
    each, below, heads = len(lower) // spanning, list(lower), []
    for at, c in enumerate(upper):
        if at not in able:
            heads.append(c)
            continue
        heads += [Cell(f"{c.text}·{b.text}", b.start, b.end, TEXT) for b in below[:each]]
        below = below[each:]
    return heads


def _unevenly(upper: Line, lower: Line, percent: Sequence[bool]) -> list[Cell] | None:
    """The heads where the upper cells span two lower ones, three …, if one way alone puts the heads of rates over the rates; else None."""
    spanning = len(lower) + len(upper) - len(percent)
    if not any(percent) or not 0 < spanning < len(upper) or len(lower) < 2 * spanning:
        return None
    ways = []
    for able in combinations(range(len(upper)), spanning):
        for cuts in combinations(range(2, len(lower) - 1), spanning - 1):
            sizes = [b - a for a, b in zip((0, *cuts), (*cuts, len(lower)), strict=True)]
            if min(sizes) < 2:
                continue
            below, widths = iter(lower), dict(zip(able, sizes, strict=True))
            heads = [
                cell
                for at, c in enumerate(upper)
                for cell in ([Cell(f"{c.text}·{b.text}", b.start, b.end, TEXT) for b in islice(below, widths[at])] if at in widths else [c])
            ]
            if [columns.kind(c.text) in ("rate", "share", "growth") for c in heads] == list(percent):
                ways.append(heads)
    return ways[0] if len(ways) == 1 else None
