"""Rests and changes whose two ends stand sentences or chapters away: 下半年还需新增城镇就业1282人, 比预算减少329.04万元.

A word must say that an amount is what is left, missing or changed. Its ends are sought, until chance could make the fit
(see `evidence`), first among those that say the same words as its clause: pairs told side by side (a plan and what was done of it),
then any amount and the state that stands nearest to it; then among pairs of other words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain

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
    states, by_word = _states(numbers, target)
    here = bisect_left(states, target.mention.index, key=_index)
    own = here < len(states) and states[here] is target
    pool = states[:here] + states[here + own :] if own else states
    first = max(0, len(pool) - MOST)  # the place in it of the first that is looked at
    like: dict[int, int] = defaultdict(int)  # by place, how many of the words said it has
    for place in chain.from_iterable(by_word.get(word, ()) for word in said):
        if not (own and place == here):
            like[place - (own and place > here)] += 1
    like = {place: like[place] for place in sorted(like) if place >= first}
    beside = sorted({at for place in like for at in range(max(first, place - 2), place + 1)})
    alike = [(like.get(x, 0) + like.get(y, 0), pool[x], pool[y]) for x, y in _side_by_side(pool, beside) if x in like or y in like]
    alike.sort(key=lambda p: -p[0])
    near = pool[max(first, here - STATES) : here][::-1]
    called = [pool[place] for place in sorted(like, key=lambda place: -like[place])]
    yield from _ordered(
        target,
        chain(
            ((a, b) for _, a, b in alike),
            ((a, b) for a in near for b in called if a is not b),
            ((pool[x], pool[y]) for x, y in _side_by_side(pool, range(first, len(pool))) if x not in like and y not in like),
            ((a, b) for a in near for b in pool[first:] if a is not b),
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


def _states(numbers: Numbers, target: Number) -> tuple[list[Number], dict[str, list[int]]]:
    """The amounts, or rates, that may be its ends, in the order of the text, and by word the places in that list of those that have it."""
    key = ("states", "points" if target.way == "points" else target.key)
    if key not in numbers.made:
        if target.way == "points":
            found = [n for told in numbers.sentences.values() for n in told if n.way in ("rate", "growth")]
        else:
            found = [n for n in numbers.amounts(target.key, 0, len(numbers.reading.plain)) if n.value]
        by_word: dict[str, list[int]] = defaultdict(list)
        for place, n in enumerate(found):
            for word in rest_words(n.mention):
                by_word[word].append(place)
        numbers.made[key] = found, by_word
    return numbers.made[key]


def _index(number: Number) -> int:
    return number.mention.index


def _side_by_side(pool: list[Number], places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Each of these places in a list with the one or two behind it that are told beside it, in its sentence or the next."""
    for at in places:
        m = pool[at].mention
        for other in range(at + 1, min(at + 3, len(pool))):
            n = pool[other].mention
            if n.sentence - m.sentence <= 1 and n.index - m.index <= BESIDE:
                yield at, other


@once
def rest_words(mention: Mention) -> frozenset[str]:
    return chunks(mention.lead[-20:]) | chunks(mention.noun[:6])
