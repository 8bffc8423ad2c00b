"""Rests and changes whose two ends stand sentences or chapters away: 下半年还需新增城镇就业1282人, 比预算减少329.04万元.

A word must say that an amount is what is left, missing or changed. Its ends are sought, until chance could make the fit
(see `evidence`), first among those that say the same words as its clause: pairs told side by side (a plan and what was done of it),
then any amount and the state that stands nearest to it; then among pairs of other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from gouji.relations.common.evidence import Number, Numbers, Trial, inferred, named, text
from gouji.relations.common.model import Formula, Relation
from gouji.relations.common.naming import chunks
from gouji.relations.common.reading import Mention, once

BESIDE = 4  # figures between two that are told side by side
WIDTH = 60  # characters before a rest that say what it is left of
STATES = 3  # amounts before it that it may be a change of
COARSE = 100  # times the last decimal of what is left, beyond which an end is told too shortly
MOST = 400  # amounts of one unit in a report that are looked at
_PART = re.compile("[，。；]")
_LEFT = re.compile(r"余|剩|结转|未|[尚还仍]|净|差|缺|欠|短|另|抵|[多少]|超|存|收益|节|其他|新收")


def rest(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """An amount as what a larger one has over a smaller one, both told anywhere."""
    m = target.mention
    plain = numbers.reading.plain
    begin = max(plain.rfind("\n", 0, m.start) + 1, m.start - WIDTH)
    clause = plain[max(begin, numbers.reading.sentences[m.sentence][0]) : m.start]
    if target.way == "amount" and not _LEFT.search(_PART.split(clause)[-1][-14:]):
        return None
    said = chunks(clause) | chunks(m.noun[:6])
    for small, large in _ends(numbers, target, said):
        if max(small.step, large.step) >= COARSE * target.step:
            continue  # 10.20亿元 less 3.12亿元 is no amount to the 万元
        if trial.equals(large.value - small.value, min(small.step, large.step)) and small.value:
            zh = f"{named(target)}应等于{named(large)}－{named(small)}"
            en = f"{text(target)} should equal {text(large)} - {text(small)}"
            formula = Formula("linear", (Decimal(1), Decimal(-1)))
            return inferred("difference", "evident", target, (large, small), formula, ("rest", "larger", "smaller"), zh, en)
        if not trial.open:
            break
    return None


def _ends(numbers: Numbers, target: Number, said: frozenset[str]) -> Iterator[tuple[Number, Number]]:
    """The pairs to try, each once, the likeliest first; the smaller number first."""
    pool = [n for n in _states(numbers, target) if n is not target][-MOST:]
    like = {id(n): len(said & rest_words(n.mention)) for n in pool}
    pairs = [(a, b) for a, b in _side_by_side(pool) if abs(a.mention.index - b.mention.index) <= BESIDE]
    alike = sorted((p for p in pairs if like[id(p[0])] + like[id(p[1])]), key=lambda p: -like[id(p[0])] - like[id(p[1])])
    near = [n for n in pool if n.mention.index < target.mention.index][-STATES:]
    called = sorted((n for n in pool if like[id(n)]), key=lambda n: -like[id(n)])
    yield from _ordered(
        target,
        (
            *alike,
            *((a, b) for a in near[::-1] for b in called if a is not b),
            *((a, b) for a, b in pairs if not like[id(a)] + like[id(b)]),
            *((a, b) for a in near[::-1] for b in pool if a is not b),
        ),
    )


def _ordered(target: Number, pairs: Iterable[tuple[Number, Number]]) -> Iterator[tuple[Number, Number]]:
    seen: set[tuple[float, float]] = set()
    for a, b in pairs:
        small, large = (a, b) if a.value <= b.value else (b, a)
        key = (small.value, large.value)
        if key not in seen and small.value < large.value and target.value < large.value:
            seen.add(key)
            yield small, large


def _states(numbers: Numbers, target: Number) -> list[Number]:
    """The amounts, or rates, that may be its ends, in the order of the text."""
    if target.way == "points":
        return [n for told in numbers.sentences.values() for n in told if n.way in ("rate", "growth")]
    return [n for n in numbers.amounts(target.key, 0, len(numbers.reading.plain)) if n.value]


def _side_by_side(pool: list[Number]) -> Iterator[tuple[Number, Number]]:
    for at, a in enumerate(pool):
        for b in pool[at + 1 : at + 3]:
            if a.mention.sentence == b.mention.sentence or b.mention.sentence - a.mention.sentence == 1:
                yield a, b


@once
def rest_words(mention: Mention) -> frozenset[str]:
    return chunks(mention.lead[-20:]) | chunks(mention.noun[:6])
