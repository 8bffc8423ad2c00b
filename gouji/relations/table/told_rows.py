"""Lines or items that are the rows of a table, their measures named in each: 甲县到位6210万元 已拨5962万元 拨付率96.01%.

Whatever parts the measures (blanks, ，, tabs), and whether the rows are lines or stand between ；, they are read as a table:
a row's name comes first, and what stands before each further figure names its column. Assumes that a run of three or more
rows with the same measures in the same order is one table. Without a row 合计, the total of a column may be told in the
text around: it is the tie's only where it fits, or where one slip of the pen explains that it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji import columns as heads_
from gouji import flattened as tables
from gouji.cells import Cells
from gouji.grid import NUMBER, TEXT, TOTAL_ROW, VOID, Cell, Grid, Row
from gouji.patterns import compiled
from gouji.quantity import unit
from gouji.relations.common.complements import shared_ending
from gouji.relations.common.lists import addable, amount, is_mean
from gouji.relations.common.model import Formula, Relation, choose
from gouji.relations.common.reading import MONEY, RATE, Mention, Reading
from gouji.relations.common.whole import total_of
from gouji.relations.table.footing import column_sums
from gouji.relations.table.grids import differences, growths, rates, shares
from gouji.relations.table.totals import is_numbered
from gouji.relations.table.views import settle, views

_MARKS = " 　\t，,、：:；;|（"
_NUMBERING = re.compile(
    r"^(?:\d{1,2}[.、．](?!\d)|（[\d一二三四五六七八九十]{1,2}）|[①-⑳]|[一二三四五六七八九十]{1,3}、|[-—·●◆■]+|其中[：，]?)+"
)
_OPENING = re.compile(r"^.*(?:[：:。]|其中|分别是)")
_PLACE = re.compile(r"^[县市区镇乡村州省局院校队所站处场社组个]+")
_BARE = {"元": "金额", "平方米": "面积", "person": "人数", "household": "户数", RATE: "比率"}
_EACH = re.compile(
    r"每(?P<x>亩|公顷|人|户|平方米|吨|公里|头|只|座|处|个|床|件|台|套|名)(?P<month>每?月|/月)?[^，。；\d]{0,8}$"
)
_COMES_TO = re.compile(r"^[，、 ]?(?:[^，。；\d]{0,4}(?:共?计|合计|小计|共需?|全年|年(?:发放|补助)|发放|补助|需))")
MOST, NEAR, LIKELY = 6, Decimal("0.2"), Decimal("0.02")
Rows = list[list[Mention]]


def propose(reading: Reading) -> list[Relation]:
    """The ties of all tables that are told in words."""
    found: list[Relation] = []
    for rows in _runs(reading):
        grid = _grid(reading, rows)
        if grid is None:
            continue
        by_column, by_row = views(reading, grid)
        found += column_sums(by_column, by_row)
        found += rates(by_column) + growths(by_column) + differences(by_column) + shares(by_column, by_row)
        body = [row for row, line in zip(rows, grid.rows, strict=True) if not TOTAL_ROW.match(line.head)]
        if len(body) == len(rows):
            found += _told_totals(reading, body, grid.heads[1:])
        found += _products(reading, body)
    return [*found, *_by_month(reading)]


def _runs(reading: Reading) -> Iterator[Rows]:
    """Three or more lines, or items between ；, with figures in one order of dimensions."""
    cells = Cells(tables.find(reading.document))
    order = {start: number for number, (start, _) in enumerate(reading.document.paragraphs)}
    lines: dict[int, list[Mention]] = {}
    items: dict[int, dict[tuple[int, int], list[Mention]]] = {}
    for m in reading.mentions:
        if m.depth or cells.at(m.start) is not None:
            continue
        number = order.get(reading.plain.rfind("\n", 0, m.start) + 1, -2)
        lines.setdefault(number, []).append(m)
        items.setdefault(m.sentence, {}).setdefault(m.segment, []).append(m)
    yield from _alike(reading, list(lines.items()), 1)
    for segments in items.values():
        if len(segments) >= 3:
            yield from _alike(reading, list(enumerate(segments.values())), 2)


def _alike(reading: Reading, numbered: Sequence[tuple[int, list[Mention]]], least: int) -> Iterator[Rows]:
    """The runs of rows with one shape; the row 合计 before or after them may leave out measures that have no sum."""
    at = 0
    while at < len(numbered):
        shape = _shape(numbered[at][1])
        stop = at + 1
        while (
            stop < len(numbered)
            and numbered[stop][0] == numbered[stop - 1][0] + 1
            and _shape(numbered[stop][1]) == shape
        ):
            stop += 1
        rows = [row for _, row in numbered[at:stop]]
        before = numbered[at - 1][1] if at and numbered[at - 1][0] == numbered[at][0] - 1 else []
        after = numbered[stop][1] if stop < len(numbered) and numbered[stop][0] == numbered[stop - 1][0] + 1 else []
        if len(rows) >= 2 and _shape(before[-len(shape) :]) == shape:
            rows.insert(0, before[-len(shape) :])  # 全县到位9万元，其中：甲县到位…
        elif _short_total(reading, before, rows[0]):
            rows.insert(0, before)
        if _short_total(reading, after, rows[0]):
            rows.append(after)
        if len(rows) >= 3 and least <= len(shape) <= MOST:
            yield rows
        at = stop


def _shape(row: Sequence[Mention]) -> list[str]:
    return [m.dimension for m in row]


def _short_total(reading: Reading, row: Sequence[Mention], model: Sequence[Mention]) -> bool:
    """Whether this is a row 合计 that leaves out some of a row's measures."""
    rest = iter(_shape(model))
    return (
        0 < len(row) < len(model)
        and all(name in rest for name in _shape(row))
        and bool(TOTAL_ROW.match(_lead(reading, row[0])))
        and set(_words(reading, row)) <= set(_words(reading, model))
    )


def _words(reading: Reading, row: Sequence[Mention]) -> list[str]:
    """What stands between a row's figures: the names of its measures but the first."""
    gaps = (reading.plain[a.end : b.start] for a, b in zip(row, row[1:], strict=False))
    return [compiled(r"\s").sub("", gap).strip(_MARKS) for gap in gaps]


def _grid(reading: Reading, rows: Rows) -> Grid | None:
    """The rows as a table; None where their measures differ, or a row has no name of its own."""
    model = max(rows, key=len)
    words = _words(reading, model)
    if any(len(word) > 10 or compiled("[。；，]").search(word) for word in words):
        return None
    leads = [_lead(reading, row[0]) for row in rows]
    first = shared_ending(leads)
    while first and (len(first) > 10 or any(len(lead) == len(first) for lead in leads)):
        first = first[1:]
    first = _PLACE.sub("", first)
    names = [lead[: len(lead) - len(first)].strip(_MARKS) for lead in leads]
    if len(set(names)) < len(names) or any(not 1 <= len(name) <= 14 or compiled("[，。；：]").search(name) for name in names):
        return None
    heads = [word or _BARE.get(m.dimension, "数量") for word, m in zip([first, *words], model, strict=True)]
    made = []
    for name, row in zip(names, rows, strict=True):
        told = [first, *_words(reading, row)]
        cells: list[Cell] = []
        for m, word in zip(model, [first, *words], strict=True):
            at = sum(c.kind == NUMBER for c in cells)
            if at < len(row) and row[at].dimension == m.dimension and told[at] == word:
                cells.append(Cell(row[at].figure.number, row[at].start, row[at].end, NUMBER))
            else:
                cells.append(Cell("", row[0].start, row[0].start, VOID))
        if sum(c.kind == NUMBER for c in cells) < len(row):
            return None
        number = _number(reading, row[0])
        head = number + (name.removeprefix(number[1:]) if number else name)
        made.append(Row(head, (Cell(head, row[0].start, row[0].start, TEXT), *cells)))
    return Grid(("名称", *heads), tuple(made), 1)


def _lead(reading: Reading, m: Mention) -> str:
    start = max(m.segment[0], reading.plain.rfind("\n", 0, m.start) + 1)
    before = reading.mentions[m.index - 1] if m.index else None
    if before is not None and before.end > start:
        start = before.end
    words = _OPENING.sub("", compiled(r"\s").sub("", reading.plain[start : m.start]).strip(_MARKS)).strip(_MARKS)
    return _NUMBERING.sub("", words).strip(_MARKS)


def _number(reading: Reading, first: Mention) -> str:
    """The number that tells a row's level, of one that is a line by itself: （一）财政拨款小计 over 1、一般公共预算."""
    start = reading.plain.rfind("\n", 0, first.start) + 1
    told = _NUMBERING.match(reading.plain[start : first.start].lstrip())
    return told[0] if told and is_numbered(told[0] + "项") else ""


def _told_totals(reading: Reading, rows: Rows, heads: Sequence[str]) -> Iterable[Relation]:
    """What a column comes to, where the text before the rows or right after them tells it."""
    begin, end = rows[0][0].start, rows[-1][-1].end
    around = reading.between(max(0, begin - 700), begin)[-14:][::-1] + reading.between(end, end + 160)[:4]
    own = {m.index for row in rows for m in row}
    for at, head in enumerate(heads):
        column = [row[at] for row in rows]
        if heads_.kind(head) not in ("amount", "score") or not all(amount(m) and addable(m, column[0]) for m in column):
            continue
        total = sum((m.figure.value * m.unit.factor for m in column), Decimal(0))
        near = [
            m
            for m in around
            if m.index not in own
            and amount(m)
            and addable(m, column[0])
            and m.figure.value
            and total
            and abs(m.figure.value * m.unit.factor / total - 1) < NEAR
        ]
        named = [m for m in near if head[-2:] in m.label or m.label[-2:] in head]
        sums = [total_of(m, column, "sum.told_rows", strict=False) for m in (named or near)]
        best = choose([replace(each, reach=LIKELY if len(named) == 1 else Decimal(0)) for each in sums])
        if best is not None:
            yield best


def _products(reading: Reading, rows: Rows) -> list[Relation]:
    """In each row, area or number × the standard told before the rows (每亩108.5元) = the amount."""
    found: list[Relation] = []
    begin = rows[0][0].start
    prices = [
        (m, told["x"] if told else m.figure.unit.partition("/")[2])
        for m in reading.between(max(0, begin - 1200), begin)
        if m.dimension.split("/")[0] == MONEY
        and m.figure.value
        and ((told := _EACH.search(m.lead)) or "/" in m.figure.unit)
        and not (told and told["month"])
    ]
    for b in range(1, len(rows[0])):
        if rows[0][b].dimension != MONEY or is_mean(rows[0][b]):
            continue
        for a in range(b):
            kind = rows[0][a].unit
            readings = [
                [_product(row[b], row[a], price, of) for row in rows]
                for price, of in prices[::-1][:6]
                if (kind.dimension == unit(of).dimension if not kind.counted else rows[0][a].figure.unit.endswith(of))
            ]
            held = settle(readings, False) if readings else []
            found += held if sum(r.holds is True for r in held) * 2 > len(held) else []
    return found


def _product(total: Mention, number: Mention, price: Mention, of: str, times: int = 1) -> Relation:
    each = Decimal(1) if "/" in price.figure.unit else unit(of).factor
    month = f"×{times}" if times > 1 else ""
    formula = Formula("product", (each / times,)) if each != times else Formula("product")
    return Relation(
        "ratio",
        "ratio.told_rows",
        total.figure,
        (number.figure, price.figure),
        formula,
        ("total", "number", "price"),
        f"{total.figure.text}应等于{number.figure.text}×{price.figure.text}{month}",
        f"{total.figure.text} should equal {number.figure.text} × {price.figure.text}{month}",
    )


def _by_month(reading: Reading) -> Iterable[Relation]:
    """132人 每人每月590元 计93.46万元: a year's amount, unless a month's is what fits."""
    for m in reading.mentions[1:-1]:
        told = _EACH.search(m.lead) if "月" in m.lead else None
        if told is None or not told["month"] or m.dimension != MONEY or not m.figure.value:
            continue
        number, total = reading.mentions[m.index - 1], reading.mentions[m.index + 1]
        if (
            total.dimension == MONEY
            and total.sentence == m.sentence == number.sentence
            and number.figure.value
            and number.figure.unit.lstrip("万").endswith(told["x"])
            and _COMES_TO.match(total.lead)
        ):
            ways = [replace(_product(total, number, m, told["x"], times), strict=False) for times in (12, 1)]
            yield choose(ways)
