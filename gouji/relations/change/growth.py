"""Growth: a stated rate of change against the figures that it comes from. Basis: rate = (now - then) / then.

Where `then` is not told, the stated amount of change implies it: then = now - increase, or now + decrease.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.change import changes, earlier, ends
from gouji.relations.change.changes import REAL, Change
from gouji.relations.change.growth_ties import against, implied, of_base
from gouji.relations.common.model import HUNDRED, Formula, Relation, choose
from gouji.relations.common.paces import ONE, Pace, Yearly
from gouji.relations.common.periods import NUMBER_OF
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import tells_change

_YEARLY = re.compile(
    r"(?:(?P<count>[2-9]|1\d|[两二三四五六七八九十])年(?:来|间|里)?[，]?)?(?:年均|平均每年|每年平均|年平均)(?:[增减升降提][长少幅低高]?|上升|下降|下滑)+(?:速|率|约|了|为|达到?)*$"
)
_YEARS = re.compile(r"((?:19|20)\d\d)年")
_OF_THEN = re.compile(r"^[，、]?(?:是|为|相当于|达到?)(?:19|20)?\d{0,4}[^，。；\d]{0,8}的$")  # 由M增加到N，是2017年的1.4倍
_TO = re.compile(r"(?:增加|增长|发展|扩大|提高|上升)[到至为]$")
_JOINED = frozenset("、 ， 和 与 及".split())
_TIMES = re.compile(r"(?:是|为|达到?|相当于)(?:了)?[^，。；：是为]{0,16}$")


def propose(reading: Reading) -> list[Relation]:
    """All stated rates of change whose base the text tells or implies."""
    relations: list[Relation] = []
    for change in changes.find(reading):
        if not change.real and change.rates:
            relations += of_change(reading, change)
        elif change.real and len(change.rates) == len(change.amounts) == 1:
            relations += in_one_scope(reading, change)
        elif change.real and len(change.rates) == 1 and not change.amounts:
            relations += yearly(reading, change)
    return relations + list(times(reading))


def in_one_scope(reading: Reading, change: Change) -> list[Relation]:
    """按同口径比上年减少D，下降p%: amount and rate are of the same scope, so that one tells what the other is of. Prices are no scope."""
    rate, amount = change.rates[0], change.amounts[0]
    words = reading.plain[max(0, change.first.start - 20) : change.first.start]
    current = next(iter(ends.now(reading, change, amount)), None)
    if "口径" not in words or compiled("价|不含|剔除|扣除|还原").search(words) or current is None or rate.figure.value is None:
        return []
    if not amount.quantity or amount.figure.value is None:
        return []
    made = implied(change, rate, current, amount, strict=_sure(change, current, [current]))
    return [made] if _judgeable(made) else []


def yearly(reading: Reading, change: Change) -> list[Relation]:
    """与2016年的2488万元相比…，三年平均每年下降9.5%: n such steps lead from then to now. n is told, or the years between the
    two; some authors spread the whole change evenly, which is read so too."""
    rate = change.rates[0]
    told = _YEARLY.search(reading.plain[max(0, rate.start - 24) : rate.start])
    if told is None or rate.figure.value is None or rate.figure.unit != "%":
        return []
    readings = []
    for current in ends.now(reading, change, None)[:3]:
        base = earlier.then(reading, change, current)
        if base is None or base is current or not ends.value(base):
            continue
        years = [
            int(year)
            for year in _YEARS.findall(change.what + ends.words_of(reading, base) + ends.words_of(reading, current))
        ]
        count = NUMBER_OF.get(told["count"] or "") or (
            int(told["count"]) if (told["count"] or "").isdigit() else max(years) - min(years) if years else 0
        )
        if count < 2:
            continue
        sign = ONE if ends.value(current) >= ends.value(base) else -ONE
        n, m, p = current.figure, base.figure, rate.figure
        for formula in (Yearly(factors=(sign, Decimal(count))), Pace("growth", (sign, HUNDRED / count))):
            readings.append(
                Relation(
                    "growth",
                    "growth.yearly",
                    p,
                    (n, m),
                    formula,
                    ("rate", "now", "then"),
                    f"{count}年间年均{p.text}，应由{m.text}变为{n.text}",
                    f"{p.text} a year over {count} years should lead from {m.text} to {n.text}",
                    strict=base.sentence == rate.sentence and not REAL.search(reading.plain, reading.sentences[rate.sentence][0], rate.start) and (bool(told["count"]) or len(set(years)) == 2),
                )
            )
    chosen = choose([r for r in readings if _judgeable(r)])
    return [chosen] if chosen is not None else []


def times(reading: Reading) -> Iterable[Relation]:
    """N，是上年M的k倍: k = N / M. Assumes N to be the nearest figure of M's dimension before 是, in its sentence."""
    for at, multiple in enumerate(reading.mentions[2:], 2):
        base = reading.mentions[at - 1]
        if multiple.figure.unit == "倍" and multiple.figure.value is not None and _OF_THEN.match(multiple.lead):
            then, now = reading.mentions[at - 2 : at]
            if "由" in then.lead[-12:] and _TO.search(now.lead) and now.dimension == then.dimension and now.sentence == multiple.sentence == then.sentence:
                yield _times_of(multiple, now, then)
            continue
        if multiple.figure.unit != "倍" or multiple.lead != "的" or multiple.figure.value is None or not base.quantity:
            continue
        if not _TIMES.search(base.lead) or base.sentence != multiple.sentence:
            continue
        before = [
            m
            for m in reading.before(base.start, 1)
            if m.dimension == base.dimension and m.figure.value is not None and not tells_change(m)
        ]
        if before:
            yield _times_of(multiple, before[-1], base)


def _times_of(multiple: Mention, now: Mention, then: Mention) -> Relation:
    k, n, m = multiple.figure, now.figure, then.figure
    return Relation(
        "ratio",
        "growth.times",
        k,
        (n, m),
        Formula("mean"),
        ("rate", "now", "then"),
        f"{k.text}应等于{n.text}÷{m.text}",
        f"{k.number} times should equal {n.text} ÷ {m.text}",
    )


def of_change(reading: Reading, change: Change) -> Iterable[Relation]:
    """N，比上年减少D，下降p%: p against then where it is told, else against the base that N and D imply.

    Assumes lists told with 分别 or 各 to run in the same order; and no rate on a base of zero.
    """
    count = len(change.rates)
    found = []
    for at, rate in enumerate(change.rates):
        if rate.figure.qualifier == "range" or rate.figure.value is None:
            continue
        amount = (
            change.amounts[at]
            if len(change.amounts) == count
            else change.amounts[0]
            if change.amounts and count == 1
            else None
        )
        if amount is not None and amount.figure.value is None:
            continue
        if amount is not None and not amount.quantity:
            amount = None  # 提高3个百分点，增长5%: two tellings, not one
            if change.inline is None:
                continue
        readings = [r for r in _readings(reading, change, rate, amount, at, count) if _judgeable(r)]
        relation = choose(readings)
        if relation is not None:
            found += [relation, *_told_twice(relation, readings)]
    return found


def _told_twice(chosen: Relation, readings: list[Relation]) -> Iterable[Relation]:
    """Beside (now - then) / then, the amount of the change over then: where the amount is that difference, the rate rests
    on either."""
    if chosen.rule == "growth.change":
        yield from [r for r in readings if r.rule == "growth.of_base" and not r.strict and r.holds]
        return
    if chosen.rule not in ("growth.against_then", "growth.of_base"):
        return
    base = chosen.operands[1]
    for other in readings:
        alike = other.operands[1] is base and other.holds == chosen.holds
        if other is not chosen and alike and {chosen.rule, other.rule} == {"growth.against_then", "growth.of_base"}:
            yield other
            return


def _judgeable(relation: Relation) -> bool:
    """A base of zero has no rate: 上年为0 with 增长100% is a manner of speaking."""
    return relation.computed_interval is not None


def _readings(
    reading: Reading, change: Change, rate: Mention, amount: Mention | None, at: int, count: int
) -> Iterable[Relation]:
    if (
        "节约" in rate.lead[-4:]
        or rate.depth
        and amount is None
        and compiled(r"[\u4e00-\u9fff]{2,}(?:增速|增幅)$").search(rate.lead)
    ):
        return  # a rate of saving is of what was planned; （城镇居民增速5.5%) is of a figure that is not told
    candidates = _borne_out(reading, change, amount, now_of(reading, change, amount, at, count))
    if amount is None and count == 1 and change.first.index:
        beside = _beside(reading, change)
        if (
            beside is not change.inline
            and beside.quantity
            and beside.segment == change.first.segment
            and beside.sentence == change.first.sentence
            and not ends.OF_TWO_YEARS.search(reading.plain, change.first.segment[0], change.first.start)
        ):
            candidates = [m for m in candidates if m is beside]  # a bare rate is said of the amount right before it
    for current in candidates:
        base = earlier.then(reading, change, current) if count == 1 or change.inline is None else None
        if changes.REAL.search(ends.words_of(reading, current)):
            continue
        if base is not None and base is not current:
            yield against(change, rate, current, base)
            if amount is not None:  # whichever two of the three fit the rate, the third is the amount's own tie
                yield of_base(change, rate, amount, base)
                yield implied(change, rate, current, amount, strict=True)
        elif amount is not None:
            yield implied(change, rate, current, amount, strict=_sure(change, current, candidates))
        if base is None and amount is not None and count == 1:
            yield from _elsewhere(reading, change, rate, current, amount)
    if (
        not candidates
        and amount is not None
        and change.inline is not None
        and change.inline.dimension == amount.dimension
    ):
        yield of_base(change, rate, amount, change.inline)


def _beside(reading: Reading, change: Change) -> Mention:
    """What stands right before a change, but for another change of it: 产量218.6万吨，环比增长4.4%，同比下降1.3%."""
    at = change.first.index - 1
    while at > 0 and reading.mentions[at].rate and tells_change(reading.mentions[at]) and reading.mentions[at].segment == change.first.segment:
        at -= 1
    return reading.mentions[at]


def _borne_out(reading: Reading, change: Change, amount: Mention | None, candidates: list[Mention]) -> list[Mention]:
    """The candidates, first the one that the change's own amount leads to from what was then: of it the rate is told."""
    if amount is None or len(candidates) < 2:
        return candidates
    fit = []
    for current in candidates:
        base = earlier.then(reading, change, current)
        told = base is not None and base is not current and base.dimension == current.dimension == amount.dimension
        if told and abs(ends.value(current) - ends.value(base)) == ends.value(amount):
            fit.append(current)
    return [*fit, *(m for m in candidates if m not in fit)]


def _elsewhere(
    reading: Reading, change: Change, rate: Mention, current: Mention, amount: Mention
) -> Iterable[Relation]:
    """The rate over what another paragraph tells as then: where the amount, too, says that it is that one."""
    for base in earlier.then_elsewhere(reading, change, current):
        if abs(ends.value(current) - ends.value(base)) == ends.value(amount):
            yield replace(of_base(change, rate, amount, base), strict=False)
            return


def now_of(reading: Reading, change: Change, amount: Mention | None, at: int, count: int) -> list[Mention]:
    """What changed; for the member of a list, what stands at the same place of the list before."""
    candidates = ends.now(reading, change, amount)
    if count < 2 or len(change.members) < 2:
        return candidates
    states = reading.mentions[max(0, change.first.index - count) : change.first.index]
    if len(change.amounts) == len(states) == count > 2 and [m.figure.unit for m in states] == [m.figure.unit for m in change.amounts]:
        return [states[at]]  # 24起、21人、9人，分别减少5起、4人、3人
    same = len({m.dimension for m in change.amounts}) <= 1
    if not same:
        return candidates[:1]
    run: list[Mention] = []
    if candidates:
        last, end = candidates[0], candidates[0].index + 1
        while end < len(reading.mentions) and reading.mentions[end].lead in _JOINED:
            end += 1  # 收、支总计分别为a、b: the list goes on behind the one that bears the name
        run = [m for m in reading.mentions[max(0, end - count) : end] if m.dimension == last.dimension]
    return [run[at]] if len(run) == count else []


def _sure(change: Change, current: Mention, candidates: list[Mention]) -> bool:
    """Whether wording alone ties the change to this figure: it is the only one, or right there in its sentence."""
    return (len(candidates) == 1 or current.sentence == change.first.sentence) and not change.reason
