"""Rates of change whose now, then or change stands elsewhere: a stock and this year's flow into it, a draft and what it grows from.

Assumptions about the language:
- a rate of change is said of the amount right before it, or of one that the words of its sentence name;
- what was then, or the change, bears the name of what is now: 缴存总额 grows by 缴存额, a balance by what came in less what went out.
Which figures it is of, the numbers must say, among those that the names allow (see `evidence`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gouji.relations.common.evidence import CHANCE, inferred_of, way_of
from gouji.relations.common.lists import addable
from gouji.relations.common.model import HUNDRED, RATIO, Formula, Relation
from gouji.relations.common.naming import chunks
from gouji.relations.common.paces import NetChange, Pace
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import direction, verb_of
from gouji.relations.ratio.named_means import name_of

ONE = Decimal(1)
DIGITS, BACK, AHEAD, MOST = 3, 300, 30, 10
_STOCK = re.compile("总额|累计|余额|总量|结余|存量|保有")
_BALANCE = re.compile("余额|结余")
_PLAIN = frozenset("总额 余额 累计 支出 收入 资金 金额 年末 全年 其中 万元 增加 减少 同比".split())


@dataclass(frozen=True)
class Growth:
    """A stated rate of change, the amount that it may be said of, and whether it rose."""

    rate: Mention
    now: Mention
    up: bool


def inferred(reading: Reading, explained: set[tuple[str, str]]) -> Iterator[Relation]:
    """growth.evident_named: for each rate of change that no tie of words explains."""
    for rate in reading.mentions:
        if not rate.rate or (rate.figure.id, "growth") in explained or way_of(rate) != "growth" or not _told(rate):
            continue
        verb = verb_of(rate.lead)
        up = direction(verb) is not False if verb else True
        for now in _nows(reading, rate):
            relation = _of(reading, Growth(rate, now, up))
            if relation is not None:
                yield relation
                break


def listed(reading: Reading, explained: set[tuple[str, str]]) -> Iterator[Relation]:
    """去年97起、68人，起数减少13起、人数减少7人，分别下降13.40%、10.29%: each rate with the change at its place, and what was then."""
    for first in reading.mentions:
        if not first.rate or "分别" not in first.lead[-8:] or way_of(first) != "growth":
            continue
        rates = [first]
        for m in reading.mentions[first.index + 1 : first.index + 6]:
            if not m.rate or m.lead not in ("、", "和", "，", "及"):
                break
            rates.append(m)
        changes = [m for m in reading.before(first.start, 1) if m.index < first.index and way_of(m) == "change" and m.figure.value][-len(rates) :]
        if len(rates) < 2 or len(changes) < len(rates):
            continue
        for rate, change in zip(rates, changes, strict=True):
            if rate.figure.value and (rate.figure.id, "growth") not in explained and (relation := _of_change(reading, rate, change)) is not None:
                yield relation


def _of_change(reading: Reading, rate: Mention, change: Mention) -> Relation | None:
    up = direction(verb_of(change.lead)) is not False if verb_of(change.lead) else True
    budget = _Budget(rate)
    for now in reversed(reading.before(change.start, 4)):
        if now.quantity and now.figure.unit == change.figure.unit and now.figure.value and way_of(now) in ("amount", "then"):
            base = now.size - change.size if up else now.size + change.size
            growth = Growth(rate, now, up)
            for value, made in ((100 * change.size / base if base > 0 else 0.0, _implied), (100 * change.size / now.size, _of_base)):
                if budget.fits(value) and (relation := made(growth, change)).holds:
                    return relation
            if not budget.open:
                return None
    return None


def _of_base(growth: Growth, change: Mention) -> Relation:
    d, m = change.figure.text, growth.now.figure.text
    words = _words(growth, f"{d}÷{m}", f"{d} ÷ {m}")
    return inferred_of("growth", "evident_named", growth.rate, (change, growth.now), RATIO, ("rate", "change", "then"), *words)


def _told(rate: Mention) -> bool:
    figure = rate.figure
    enough = sum(map(str.isdigit, figure.number.lstrip("0."))) >= DIGITS
    return enough and figure.qualifier == "exact" and figure.value is not None and 0 < figure.value < 1000 and figure.unit == "%"


def _nows(reading: Reading, rate: Mention) -> list[Mention]:
    """The amounts right before a rate in its part of the sentence, the nearest first."""
    own = [m for m in reading.before(rate.start, 1) if m.segment == rate.segment and m.index < rate.index]
    states = [m for m in reversed(own) if m.quantity and way_of(m) == "amount" and m.figure.value and m.figure.qualifier == "exact"]
    return states[:2]


def _of(reading: Reading, growth: Growth) -> Relation | None:
    rate, now = growth.rate, growth.now
    names = chunks(name_of(reading, now)) - _PLAIN
    thens: list[tuple[int, Mention]] = []
    flows: list[tuple[int, Mention]] = []
    pool = [
        m
        for m in reading.mentions[max(0, rate.index - BACK) : rate.index + AHEAD]
        if m is not now and m.quantity and m.figure.value and m.figure.qualifier == "exact" and addable(m, now)
    ]
    again = {m.index for m in pool if m.size == now.size}  # told again, in a table maybe: its row tells what was then
    for m in pool:
        if m.size == now.size:
            continue
        shared = len(names & chunks(name_of(reading, m)))
        in_row = bool({m.index - 1, m.index - 2, m.index + 1} & again)
        beside = m.sentence == now.sentence and way_of(m) == "change"
        if not (shared or in_row or beside):
            continue
        distance = abs(rate.index - m.index)
        rank = 3 * shared - (distance > 12) - (distance > 40) + (m.sentence == now.sentence) + 2 * in_row
        if way_of(m) in ("amount", "then"):
            thens.append((rank, m))
        if way_of(m) == "change" or _STOCK.search(name_of(reading, now)) and m.size < now.size:
            flows.append((rank, m))
    budget = _Budget(rate)
    for made, value in _ways(growth, _best(thens), _best(flows)):
        if budget.fits(value):
            relation = made()
            if relation.holds:
                return relation
        if not budget.open:
            return None
    return None


def _best(ranked: list[tuple[int, Mention]]) -> list[Mention]:
    return [m for _, m in sorted(ranked, key=lambda entry: -entry[0])[:MOST]]


def _ways(growth: Growth, thens: list[Mention], flows: list[Mention]) -> Iterable[tuple]:
    """What the rate may come of, the likeliest first: how to make the tie, and its value."""
    now, up = growth.now, growth.up
    sign = 1 if up else -1
    for flow in flows:
        base = now.size - sign * flow.size
        if base > 0:
            yield lambda flow=flow: _implied(growth, flow), 100 * flow.size / base
    for then in thens:
        if (now.size > then.size) == up:
            yield lambda then=then: _against(growth, then), 100 * abs(now.size - then.size) / then.size
    if _BALANCE.search(now.label):
        for flow in flows:
            for out in flows:
                net = flow.size - out.size
                base = now.size - net
                if flow is not out and net * sign > 0 and base > 0 and flow.index < out.index:
                    yield lambda flow=flow, out=out: _net(growth, flow, out), 100 * abs(net) / base


def _words(growth: Growth, zh: str, en: str) -> tuple[str, str]:
    return f"{growth.now.label[-14:]}的变动幅度{growth.rate.figure.text}应等于{zh}", f"the change of {growth.rate.figure.text} should equal {en}"


def _implied(growth: Growth, flow: Mention) -> Relation:
    n, d, sign = growth.now.figure.text, flow.figure.text, "-" if growth.up else "+"
    words = _words(growth, f"{d}÷（{n}{sign}{d}）", f"{d} ÷ ({n} {sign} {d})")
    formula = Formula("change", (ONE if growth.up else -ONE,))
    return inferred_of("growth", "evident_named", growth.rate, (growth.now, flow), formula, ("rate", "now", "change"), *words)


def _against(growth: Growth, then: Mention) -> Relation:
    n, m = growth.now.figure.text, then.figure.text
    top = f"{n}-{m}" if growth.up else f"{m}-{n}"
    words = _words(growth, f"（{top}）÷{m}", f"the difference of {n} and {m} ÷ {m}")
    formula = Pace("growth", (ONE if growth.up else -ONE, HUNDRED))
    return inferred_of("growth", "evident_named", growth.rate, (growth.now, then), formula, ("rate", "now", "then"), *words)


def _net(growth: Growth, flow: Mention, out: Mention) -> Relation:
    n, a, b = growth.now.figure.text, flow.figure.text, out.figure.text
    words = _words(growth, f"（{a}-{b}）÷（{n}-{a}+{b}）", f"({a} - {b}) ÷ ({n} - {a} + {b})")
    formula = NetChange(factors=(ONE if growth.up else -ONE,))
    return inferred_of("growth", "evident_named", growth.rate, (growth.now, flow, out), formula, ("rate", "now", "increase", "decrease"), *words)


class _Budget:
    """How many ways may be tried for a rate until one could fit by chance."""

    def __init__(self, rate: Mention) -> None:
        step = 10.0**-rate.figure.places
        self._value, self._step, self.open, self._spent = float(rate.figure.value), step, True, 0.0

    def fits(self, value: float) -> bool:
        self._spent += self._step / self._value
        self.open = self._spent <= CHANCE
        off = (value - self._value) / self._step
        return self.open and -0.8 <= off <= 1.2
