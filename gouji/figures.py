"""Every figure in a text: numeral, unit, qualifier, and the interval of values that they allow.

A numeral is a figure where a unit or counter follows it, where a list or table lends it one, or where its own form
(decimals, thousands marks, 余) shows that it states a quantity. What is left out is counted by reason.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gouji import arithmetic
from gouji.cells import Cells
from gouji.document import Document
from gouji.exclusions import Exclusions
from gouji.flattened import find as tables_in
from gouji.interval import Interval
from gouji.lent import (
    MONEY,
    NONE,
    Token,
    aimed_at,
    bracketed,
    compared,
    headed,
    in_money,
    labelled_lines,
    money_of_prose,
    named_alike,
    of_line,
    planned,
    scaled_alike,
    sum_of_money,
    table_units,
    why_left_out,
)
from gouji.lent_lists import enumerate_
from gouji.numerals import measured, next_numeral, read
from gouji.quantity import (
    allowed,
    decimals,
    last_place,
    unit,
)
from gouji.spelling import (
    EMPTY_CELL,
    LISTED,
    MOVED,
    NUMERAL,
    signs,
)


@dataclass(slots=True, unsafe_hash=True)
class Figure:
    """One number as stated. `start`, `end`: the numeral's place in the source; `value` and `interval` in `unit`.

    A value, like `Interval`: never changed once made.
    """

    id: str
    text: str
    number: str
    start: int
    end: int
    value: Decimal | None
    unit: str
    qualifier: str
    interval: Interval | None
    section: str
    plain_start: int  # of the whole expression, qualifier and unit included, in the working text
    plain_end: int
    number_start: int = 0  # of the numeral, in the working text
    number_end: int = 0
    places: int = 0
    unit_from: str = "stated"  # stated | list | table | implied


@dataclass(frozen=True)
class Figures:
    """The figures in the order of the source, and how many numerals were left out for which reason."""

    items: list[Figure]
    left_out: Counter = field(default_factory=Counter)

    def __iter__(self):
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def find(document: Document) -> Figures:
    """All figures of a document."""
    plain = document.plain
    exclusions = Exclusions(plain)
    cells = Cells(tables_in(document))
    dashes = EMPTY_CELL.finditer(document.text) if " —" in document.text or " －" in document.text else ()
    signed = {document.plain_at(at) for at in signs(document.text)}
    lines = [(document.plain_at(start), document.plain_at(end)) for start, end in labelled_lines(document.text)]
    empty = sorted({*(document.plain_at(match.start()) for match in dashes), *signed, *(end for _, end in lines)})
    left_out: Counter[str] = Counter()
    tokens: list[Token] = []
    counted_span = -1
    position = 0
    while match := next_numeral(plain, position):
        reason = exclusions.reason(match.start())
        cell = cells.at(match.start())
        if cell is not None:
            reason, match = cell.left_out, NUMERAL.match(plain, match.start(), cell.end) or match
        elif reason == "heading" and "." in match[0] and measured(plain, match):
            reason = None  # a line that opens with 9.4分 is no section number
        if reason:
            position = cell.end if cell is not None else max(exclusions.end(match.start()), match.start() + 1)
            if position != counted_span:
                left_out[reason] += 1
                counted_span = position
            continue
        limit = cells.end(match.start())
        if limit is None and empty and (at := bisect_right(empty, match.start())) < len(empty):
            limit = empty[at]
        token, position = read(plain, match, left_out, exclusions, limit, match.start() - 1 in signed)
        if token is not None:
            tokens.append(token)
    tokens = _settle(plain, tokens, left_out, cells, lines)
    items = [_figure(document, number, token) for number, token in enumerate(tokens, 1)]
    return Figures(items, left_out)


def _in_line(lines: Sequence[tuple[int, int]], token: Token) -> bool:
    at = bisect_right(lines, (token.start, token.end)) - 1
    return at >= 0 and lines[at][0] <= token.start < lines[at][1]


def _lend_from_neighbours(plain: str, tokens: list[Token]) -> None:
    """Give numerals without a unit the one of a numeral near them that the words between say is theirs, too."""
    for later, token in zip(reversed(tokens[1:]), reversed(tokens[:-1]), strict=True):
        gap = plain[token.last : later.start]
        part = token.unit == "个" and "." in token.number and later.unit.endswith("百分点")  # 0.6个、0.9个百分点
        if (part or not token.unit and later.unit and not token.chinese) and LISTED.fullmatch(gap):
            token.unit, token.unit_from = later.unit, "list"
    for token, later in zip(tokens, tokens[1:], strict=False):
        listed = later.unit == "" and not later.chinese and LISTED.fullmatch(plain[token.last : later.start])
        if listed and token.unit and "分别" in plain[max(0, token.start - 40) : token.start]:
            later.unit, later.unit_from = token.unit, "list"
    for token, later in zip(tokens, tokens[1:], strict=False):
        if not token.unit and later.unit and MOVED.fullmatch(plain, token.end, later.start) and not token.chinese:
            token.unit, token.unit_from = later.unit, "list"  # 由1204上升到1503件
        elif not token.unit and MONEY.search(later.unit) and not token.chinese and compared(plain, token, later):
            token.unit, token.unit_from = later.unit, "list"  # 较上年7.12减少0.28万元
    for at, (before, token) in enumerate(zip(tokens, tokens[1:], strict=False)):
        if name := scaled_alike(plain, before, token):
            token.unit, token.unit_from = name, "list"
        elif not token.unit and before.unit and bracketed(plain, before, token):
            own = before if before.unit != "%" else next((t for t in reversed(tokens[max(0, at - 4) : at]) if t.unit and t.unit != "%"), before)
            token.unit, token.unit_from = own.unit, "list"  # 发病6604例，较上月（7004例）下降5.71%，较去年同期（7231）
        elif name := aimed_at(plain, tokens[max(0, at - 4) : at + 1], token):
            token.unit, token.unit_from = name, "implied"
    for before, token, later in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if not token.unit and not token.chinese and before.unit and planned(plain, before, token, later):
            token.unit, token.unit_from = before.unit, "list"
    enumerate_(plain, tokens)
    for at, token in enumerate(tokens):
        if name := sum_of_money(plain, token):
            token.unit, token.unit_from = name, "implied"
        elif not token.unit and (name := named_alike(plain, tokens[max(0, at - 3) : at + 4], token)):
            token.unit, token.unit_from = name, "list"


def _settle(
    plain: str, tokens: list[Token], left_out: Counter, cells: Cells, lines: Sequence[tuple[int, int]] = ()
) -> list[Token]:
    """Give numerals without a unit the one that their list or table states; leave out what then states no quantity."""
    _lend_from_neighbours(plain, tokens)
    formulas = arithmetic.find(plain)
    lent = arithmetic.lend(formulas, {token.start: token.unit for token in tokens})
    for token in tokens:
        if token.start in lent:
            token.unit, token.unit_from = lent[token.start], "list"
    counted = {place for formula in formulas for place in formula.terms}
    tables = table_units(plain)
    money = money_of_prose(plain, tokens, tables)
    over = headed(plain)
    kept: list[Token] = []
    for place, token in enumerate(tokens):
        cell = cells.at(token.start)
        if cell is not None and (not token.unit or cell.unit == f"{token.unit}元"):
            token.unit, token.unit_from, reason = cell.unit, "table", None
        elif not token.unit and over and (name := of_line(plain, token, over)) or not token.unit and _in_line(lines, token) and (name := of_line(plain, token, tables)):
            token.unit, token.unit_from, reason = name, "table", None
        elif not token.unit and money and in_money(plain, token):
            token.unit, token.unit_from, reason = money, "table", None
        elif not token.unit and token.value == 0 and NONE.search(plain, max(0, token.start - 6), token.start):
            beside = [t for t in (*kept[-1:], *tokens[place + 1 : place + 2]) if MONEY.search(t.unit)]
            near = next(
                (t for t in beside if "\n" not in plain[min(t.end, token.end) : max(t.start, token.start)]), None
            )
            if near is not None:  # 事业收入、经营收入均为0；其他收入685.22万元
                token.unit, token.unit_from = near.unit, "list"
            reason = None
        else:
            reason = (
                None
                if token.unit or token.chinese or token.qualifier == "more_than" or token.start in counted
                else why_left_out(plain, token, tables)
            )
        if reason:
            left_out[reason] += 1
        else:
            kept.append(token)
    return kept


def _figure(document: Document, number: int, token: Token) -> Figure:
    kind = unit(token.unit)
    places = 0 if token.chinese else decimals(token.number)
    interval = None
    if token.high is not None and token.value is not None:
        interval = Interval(token.value, token.high)
    elif token.value is not None and token.compound:
        half = last_place(token.value) / 2
        interval = Interval(token.value - half, token.value + half)
    elif token.value is not None:
        interval = allowed(token.value, places, token.qualifier, kind, token.bound)
    start, end = document.place(token.start, token.end)
    whole = document.place(token.first, token.last)
    return Figure(
        id=f"F{number:03d}",
        text=document.text[slice(*whole)],
        number=document.text[start:end],
        start=start,
        end=end,
        value=None if token.high is not None else token.value,
        unit=token.unit,
        qualifier=token.qualifier,
        interval=interval,
        section=document.section_at(token.start),
        plain_start=token.first,
        plain_end=token.last,
        number_start=token.start,
        number_end=token.end,
        places=places,
        unit_from=token.unit_from,
    )


def with_precision(figure: Figure, places: int) -> Interval | None:
    """The figure's interval at a finer precision: its writer dropped trailing zeros beside figures with more decimals."""
    if (
        figure.value is not None
        and figure.qualifier == "less_than"
        and not figure.text.startswith(("近", "将近", "接近"))
    ):
        return Interval(None, figure.value, False, True)  # 不足5% is borne out by 3%
    if figure.value is None or figure.qualifier != "exact" or figure.places >= places:
        return figure.interval
    if _whole_count(figure):
        return figure.interval
    half = Decimal(5).scaleb(-places - 1)
    return Interval(figure.value - half, figure.value + half)


def _whole_count(figure: Figure) -> bool:
    kind = unit(figure.unit)
    return kind.counted and not kind.scaled and figure.places == 0
