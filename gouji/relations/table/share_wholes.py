"""Shares in a table that has no row for their whole: it is told in the prose, or in the row whose share is 100%. Basis: a share is part over whole.

Assumes that all shares of a column are of one whole, and that the amounts are those of the nearest column on their left, or of the one
before that. The whole is the only amount of the text, larger than each part, that bears out nearly all rows, digit for digit; then the
others must fit. Example: 案由|收案|占比 / 借款|120|30% / 劳务|60|15% / 买卖|90|22.5%, under prose with 收案400件.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gouji.figures import Figure
from gouji.quantity import unit
from gouji.relations.common.model import HUNDRED, RATIO, Relation
from gouji.relations.common.reading import RATE, Reading
from gouji.relations.table.pairing import is_difference, is_rate
from gouji.relations.table.totals import is_total
from gouji.relations.table.views import Series, View, name_of, usable, where, with_unit

_LEAST = 3  # rows that must bear a whole out
_PER_MISS, _IN_TABLE = 4, 2  # of them for each that does not, the whole being told in prose or in the table


def propose(reading: Reading, view: View) -> list[Relation]:
    """The shares of a table's columns, of a whole that no row 合计 tells."""
    if any(map(is_total, view.cases)):
        return []
    found: list[Relation] = []
    for at, share in enumerate(view.series):
        if share.kind != "share" or is_rate(share):
            continue
        amounts = [s for s in view.series[:at] if s.kind == "amount" and s.dimension is not None and not is_difference(s)]
        ways = [way for column in amounts[::-1][:2] if (way := _of_column(reading, view, share, column))]
        found += max(ways, key=lambda way: sum(r.holds is True for r in way)) if ways else []
    return found


def _of_column(reading: Reading, view: View, share: Series, column: Series) -> list[Relation]:
    cases = [case for case in range(len(view.cases)) if usable([share.figure(case), column.figure(case)])]
    cases = [case for case in cases if unit(share.figure(case).unit).dimension == RATE and column.figure(case).value]
    if len(cases) < _LEAST:
        return []
    ways: list[list[Relation]] = []
    for whole in _wholes(reading, share, column, cases):
        ties = [_tie(view, case, share, column.figure(case), whole) for case in cases if column.figure(case).id != whole.id]
        held = sum(tie.holds is True for tie in ties)
        missed = len(ties) - held
        if held >= _LEAST and missed * (_IN_TABLE if _in_table(column, whole) else _PER_MISS) <= held:
            ways.append([replace(tie, base_named=True) for tie in ties])
    values = {way[0].operands[1].value for way in ways}
    return ways[0] if len(values) == 1 else []


def _in_table(column: Series, whole: Figure) -> bool:
    return any(isinstance(entry, Figure) and entry.id == whole.id for entry in column.entries)


def _wholes(reading: Reading, share: Series, column: Series, cases: Sequence[int]) -> Iterable[Figure]:
    """The row whose share is 100%, or else the amounts of the text that may be the whole, each value once."""
    rows = [column.figure(case) for case in cases if share.figure(case).value == HUNDRED]
    if rows:
        return rows[:1]
    parts = [column.figure(case) for case in cases]
    ids = {figure.id for figure in parts}
    least = max(part.value for part in parts)
    told: dict[object, Figure] = {}
    for m in reading.mentions:
        if m.figure.unit == parts[0].unit and m.figure.id not in ids and usable([m.figure]) and m.figure.value > least:
            told.setdefault(m.figure.value, m.figure)
    return told.values()


def _tie(view: View, case: int, share: Series, part: Figure, whole: Figure) -> Relation:
    rate = share.figure(case)
    return Relation(
        "ratio",
        "grid.share_of_told",
        rate,
        (part, whole),
        RATIO,
        ("share", "part", "whole"),
        f"{where(view, case)}“{name_of(share.words)}”{with_unit(rate)}应等于{with_unit(part)}÷{with_unit(whole)}",
        f"the share {with_unit(rate)} of “{name_of(view.cases[case])}” should equal {with_unit(part)} ÷ {with_unit(whole)}",
    )
