"""growth.apart: a rate of change whose amount, or whose change, was told some sentences before under the same name.

党员71771名，比上年净增860名。…党员总数比上年增加1.2%。 Assumes that the words before the rate share a word of two characters with the name of
what is now, and with that of one figure only; the numbers must bear it out, and no word demands it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.interval import rounded
from gouji.relations.change import changes, ends
from gouji.relations.change.changes import Change
from gouji.relations.common.evidence import inferred_of, way_of
from gouji.relations.common.lists import addable
from gouji.relations.common.model import Formula, Relation, worded
from gouji.relations.common.naming import chunks
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.ratio.named_means import name_of

_PLAIN = frozenset("总数 总额 数量 规模 总量 同期 上年 全年 全省 全市 全县 全区 较上 比上 去年 年末 年底".split())
BACK = 40  # figures
ONE = Decimal(1)


def inferred(reading: Reading, explained: set[tuple[str, str]]) -> Iterator[Relation]:
    """For each rate of change that no tie explains."""
    told = changes.find(reading)
    for change in told:
        if len(change.rates) != 1 or change.real or len(change.amounts) > 1:
            continue
        rate = change.rates[0]
        if (rate.figure.id, "growth") in explained or rate.figure.unit != "%" or not rate.figure.value:
            continue
        words = chunks(name_of(reading, change.first) + change.subject) - _PLAIN
        pairs = _with_amount(reading, change) if change.amounts else _told_before(reading, change, told)
        named = [(now, by) for now, by in pairs if words & chunks(name_of(reading, now))]
        ties = [_implied(change, rate, now, by) for now, by in named]
        fits = [tie for tie in ties if tie.holds]
        if len(fits) == 1 and len({now.figure.value for now, _ in named}) <= 3:
            yield fits[0]
        elif not fits:
            yield from (worded(tie, strict=True) for tie in ties if _fraction(tie))


def _fraction(tie: Relation) -> bool:
    """Whether the rate is told as a fraction of one under a percent sign: 减幅0.02% of 2.17%."""
    computed, stated = tie.computed, tie.stated.value
    return computed is not None and stated is not None and 0 < stated < 1 and rounded(computed / 100, tie.stated.places) == stated


def _with_amount(reading: Reading, change: Change) -> Iterator[tuple[Mention, Mention]]:
    """What may have changed by this amount, told before this sentence."""
    by = change.amounts[0]
    for now in reversed(reading.mentions[max(0, by.index - BACK) : by.index]):
        if now.sentence < by.sentence and way_of(now) == "amount" and now.figure.unit == by.figure.unit and addable(now, by) and now.size > by.size:
            yield now, by


def _told_before(reading: Reading, change: Change, told: Sequence[Change]) -> Iterator[tuple[Mention, Mention]]:
    """What was told before with the amount of its change, and without its rate."""
    for other in told:
        if other.start < change.start and len(other.amounts) == 1 and not other.rates and other.up == change.up and other.against == change.against:
            now = next(iter(ends.now(reading, other, other.amounts[0])), None)
            if now is not None and now.figure.value and other.amounts[0].figure.value:
                yield now, other.amounts[0]


def _implied(change: Change, rate: Mention, now: Mention, by: Mention) -> Relation:
    n, d, sign = now.figure.text, by.figure.text, "-" if change.up else "+"
    return inferred_of(
        "growth",
        "apart",
        rate,
        (now, by),
        Formula("change", (ONE if change.up else -ONE,)),
        ("rate", "now", "change"),
        f"{rate.label[-14:]}{rate.figure.text}应等于{d}÷（{n}{sign}{d}）",
        f"the change of {rate.figure.text} should equal {d} ÷ ({n} {sign} {d})",
    )
