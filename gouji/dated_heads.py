"""Tables one cell a line whose heads stand over two levels, the lower being periods: 诊疗人次 | 出院人数 over 2018 | 2019 | 2018 | 2019.

Assumes that a row is its words and a number (or nothing) for each other column, all rows as many; that periods which repeat stand
under as many upper heads; and that these are amounts, while a growth or a share has one column. Where the words above the periods are
more or fewer than that leaves room for, nothing is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gouji import columns
from gouji.grid import NOTE, NUMBER, TEXT, TITLE, VOID, Cell, Grid, assemble
from gouji.patterns import compiled
from gouji.unit_lines import UNIT_LINE, unit_told

_PERIOD = re.compile(
    r"(?:(?:19|20)\d\d年?度?)?(?:[上下]半年|全年|第?[一二三四]季度|前[一二三]季度|\d{1,2}[-—~～]\d{1,2}月?份?|\d{1,2}月份?)?|[上去本今]年(?:同期|度|数)?|同期|[本上]期"
)
_MONTHS = re.compile(r"\d{1,2}[-—~～]\d{1,2}(?:月份?)?")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_NAMES_ROWS = re.compile(r"项目(?:名称)?|名称|指标(?:名称)?|类别|地区|县区|单位|部门|机构|种类|品种|科目")
_LONG = 7  # characters of a title


def dated(cells: Sequence[Cell | None], name: str) -> list[Grid]:
    """The table in a run of cells, if its last heads are periods; `name`: the unit told above it."""
    told = _joined([c for c in cells if c is not None])
    begin = next((at for at, c in enumerate(told) if _is_period(c)), len(told))
    stop = begin
    while stop < len(told) and (_is_period(told[stop]) or not told[stop].text):
        stop += 1
    periods = [c for c in told[begin:stop] if c.text]
    above = [c for c in told[:begin] if c.text]
    if len(periods) < 2 or not above or any(c.kind == NUMBER for c in above):
        return []
    rows = _rows(told[stop:])
    if len(rows) < 2:
        return []
    each = len({c.text for c in periods})
    groups = len(periods) // each
    if [c.text for c in periods] != [c.text for c in periods[:each]] * groups or each < 2:
        return []
    heads, used = _heads([c.text if c.kind != VOID else "" for c in above], [c.text for c in periods[:each]], groups, len(rows[0]))
    if not heads:
        return []
    title = "".join(c.text for c in above[: len(above) - used])
    return assemble(heads, rows, title, unit_told(title) or name, [c for c in periods if c.kind == NUMBER or c.text[0].isdecimal()])


def _is_period(c: Cell) -> bool:
    return bool(c.text and _PERIOD.fullmatch(c.text))


def _joined(cells: Sequence[Cell]) -> list[Cell]:
    """The cells, the months of a year put to it that stand on a line of their own: 2018 / 1-10."""
    found: list[Cell] = []
    for c in cells:
        before = found[-1] if found else None
        if before is not None and _YEAR.fullmatch(before.text) and _MONTHS.fullmatch(c.text):
            found[-1] = replace(before, text=f"{before.text.rstrip('年')}年{c.text.rstrip('月份')}月", end=c.end, kind=TEXT)
        else:
            found.append(c)
    return found


def _rows(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The rows, each begun by words; nothing where they are not of one width."""
    rows: list[list[Cell]] = []
    for c in cells:
        if NOTE.match(c.text):
            break
        if c.kind == TEXT:
            rows.append([c])
        elif rows:
            rows[-1].append(c)
        elif c.text:
            return []
    while len(rows) > 1 and not any(c.kind == NUMBER for c in rows[-1]):
        rows.pop()
    bearing = [row for row in rows if any(c.kind == NUMBER for c in row)]
    while bearing and all(len(row) > 2 and not row[-1].text for row in bearing[:-1]) and len(bearing) > 1:
        rows = [row[:-1] if not row[-1].text else row for row in rows]  # the edge at the end of each row
        bearing = [row for row in rows if any(c.kind == NUMBER for c in row)]
    if not bearing:
        return []
    width = Counter(map(len, bearing)).most_common(1)[0][0]
    return [row for row in rows if len(row) == width] if all(len(row) == width for row in bearing) else []


def _heads(above: list[str], periods: list[str], groups: int, width: int) -> tuple[list[str], int]:
    """A head for each column, and how many of the words above make them; none where they do not fit."""
    each = [f"{period}年" if compiled(r"\d{4}").fullmatch(period) else period for period in periods]
    if width == 1 + len(each) and groups == 1 and (not above[-1] or _NAMES_ROWS.fullmatch(above[-1]) or len(above) == 1):
        return [above[-1], *each], 1
    many = width + groups - groups * len(each)  # the upper heads, that of the rows' names among them
    upper = above[-many:] if many > 1 else []
    if len(upper) == many - 1 > 0 or upper and (len(upper[0]) > _LONG and TITLE.search(upper[0]) or UNIT_LINE.search(upper[0])):
        upper = ["", *above[1 - many :]]  # the names of the rows have no head
    if len(upper) != many or any(not head for head in upper[1:]):
        return [], 0
    spanning = [at for at in range(1, many) if columns.kind(upper[at]) in ("amount", "mean")]
    if len(spanning) != groups:
        return [], 0
    heads: list[str] = []
    for at, head in enumerate(upper):
        heads += [f"{period}·{head}" for period in each] if at in spanning else [head]
    return heads, many if upper[0] else many - 1
