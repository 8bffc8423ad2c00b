"""The ties of a rate of change: to what is and what was, to the change and what was, or to what is and the change, which imply it."""

from __future__ import annotations

import re

from gouji.relations.change.changes import Change
from gouji.relations.common.lists import value
from gouji.relations.common.model import HUNDRED, RATIO, Formula, Relation
from gouji.relations.common.paces import ONE, Implied, Pace, Signed
from gouji.relations.common.reading import Mention

_REVISED = re.compile("[调核][增减](?:了|约)?$")


def pace(change: Change, rate: Mention, up: bool) -> Formula:
    return Pace("growth", (ONE if up else -ONE, ONE if rate.figure.unit == "倍" else HUNDRED))


def against(change: Change, rate: Mention, current: Mention, base: Mention) -> Relation:
    # The sign follows the figures' own order: a wrong direction word is the comparison's finding, not the rate's too.
    rising = current.figure.value * current.unit.factor >= base.figure.value * base.unit.factor
    up = rising if rate.figure.value >= 0 else True
    if rate.figure.value < 0:
        up = change.up or rising is False
    n, m, p = current.figure, base.figure, rate.figure
    top = f"{n.text}-{m.text}" if up else f"{m.text}-{n.text}"
    return Relation(
        "growth",
        "growth.against_then",
        p,
        (n, m),
        pace(change, rate, up),
        ("rate", "now", "then"),
        f"{_way(change)}{p.text}应等于（{top}）÷{m.text}",
        f"the {_way_en(change)} of {p.text} should equal the difference of {n.text} and {m.text} ÷ {m.text}",
    )


def implied(change: Change, rate: Mention, current: Mention, amount: Mention, strict: bool) -> Relation:
    n, d, p = current.figure, amount.figure, rate.figure
    sign, factor = ("-", ONE) if change.up else ("+", -ONE)
    if change.up and value(amount) >= value(current):
        strict = False  # what grew by more than it is, was told of something else
    if _REVISED.search(amount.lead) and not _REVISED.search(rate.lead):
        strict = False  # 调整为N，调减D，下降p%: against the budget before, and against last year
    if d.value == 0:
        formula, operands, roles = RATIO, (d, n), ("rate", "change", "now")
    else:
        signed = not change.up and p.value < 0 < d.value
        kind = Implied if p.unit == "倍" else Signed if signed else Formula
        formula, operands, roles = kind("change", (factor,)), (n, d), ("rate", "now", "change")
    return Relation(
        "growth",
        "growth.change",
        p,
        operands,
        formula,
        roles,
        f"{_way(change)}{p.text}应等于{d.text}÷（{n.text}{sign}{d.text}）",
        f"the {_way_en(change)} of {p.text} should equal {d.text} ÷ ({n.text} {sign} {d.text})",
        strict=strict,
    )


def of_base(change: Change, rate: Mention, amount: Mention, base: Mention) -> Relation:
    d, m, p = amount.figure, base.figure, rate.figure
    return Relation(
        "growth",
        "growth.of_base",
        p,
        (d, m),
        RATIO,
        ("rate", "change", "then"),
        f"{_way(change)}{p.text}应等于{d.text}÷{m.text}",
        f"the {_way_en(change)} of {p.text} should equal {d.text} ÷ {m.text}",
    )


def _way(change: Change) -> str:
    return "增长" if change.up else "下降"


def _way_en(change: Change) -> str:
    return "increase" if change.up else "decrease"
