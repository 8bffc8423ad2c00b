"""How much a numerical fit proves: a tie that nobody put into words is believed only where chance would hardly make it.

A fit of a target with n candidates tried before it has come about by chance with a probability of about n times the share
of numbers of the target's size that would fit. Below `CHANCE` it is taken as told. Assumes the leading digits of unrelated
figures to be spread evenly over each figure's own size.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.relations.lists import GENERIC, is_change, is_mean
from gouji.relations.reading import POINTS, Mention, Reading

CHANCE = 0.05
_EMPTY = re.compile(r"[为是达约共计的了和及与各全年本度已]+|(?:19|20)?\d\d年?度?|万元|亿元|其中|分别|累计|实际|合计|完成|情况")
_THEN = re.compile(r"上年(?!结转|结余)|去年|上一年|同期|往年|(?:比|较|由|从)[^，。；]{0,12}$")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(slots=True)
class Number:
    """A figure in base units: `value`, and `step`, the size of its last decimal (1 for what is counted)."""

    mention: Mention
    value: float
    step: float
    key: str  # what it may be added to: figures of one key
    way: str  # "amount", "mean" or "rate" of a state, "then" (an amount of another time), "change", "growth", "points"; or ""


class Numbers:
    """The figures of a reading that may enter arithmetic: those that are exact, each with a value."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._of: dict[int, Number] = {}
        self.sentences: dict[int, list[Number]] = defaultdict(list)
        self._amounts: dict[str, list[Number]] = defaultdict(list)
        for m in reading.mentions:
            figure = m.figure
            if figure.value is None or figure.qualifier != "exact":
                continue
            factor = float(m.unit.factor)
            number = Number(m, float(figure.value) * factor, 10.0**-figure.places * factor, _key(m), _way(m))
            self._of[m.index] = number
            self.sentences[m.sentence].append(number)
            if number.way == "amount":
                self._amounts[number.key].append(number)
        self._starts = {key: [n.mention.start for n in found] for key, found in self._amounts.items()}
        self._named: dict[str, list[int]] | None = None

    def of(self, mention: Mention) -> Number | None:
        return self._of.get(mention.index)

    def amounts(self, key: str, start: int, end: int) -> list[Number]:
        """The amounts of one key that begin in `plain[start:end]`."""
        starts = self._starts.get(key, [])
        return self._amounts[key][bisect_left(starts, start) : bisect_left(starts, end)] if starts else []

    def before(self, target: Number, sentences: int) -> list[Number]:
        """The figures of the sentences before the target's, of its paragraph, nearest first."""
        m = target.mention
        paragraph = self.reading.plain.rfind("\n", 0, m.start) + 1
        found: list[Number] = []
        for sentence in range(m.sentence - 1, max(-1, m.sentence - sentences), -1):
            if self.reading.sentences[sentence][0] < paragraph:
                break
            found += reversed(self.sentences.get(sentence, ()))
        return found

    def called(self, words: str, before: int, most: int = 10) -> list[Number]:
        """The figures before that share a word of two characters with these words, those with most of them first, then
        the nearest."""
        if self._named is None:
            self._named = defaultdict(list)
            for index, number in self._of.items():
                for chunk in chunks(number.mention.label[-16:] + number.mention.noun[:6]):
                    self._named[chunk].append(index)
        shared: dict[int, int] = defaultdict(int)
        for chunk in chunks(words):
            for index in self._named.get(chunk, ()):
                if index < before:
                    shared[index] += 1
        ranked = sorted(shared, key=lambda index: (-shared[index], -index))[:most]
        return [self._of[index] for index in ranked]


def chunks(words: str) -> set[str]:
    """The neighbouring pairs of characters of a name, without the words that any figure may bear."""
    return {run[k : k + 2] for run in _HAN.findall(_EMPTY.sub(" ", words)) for k in range(len(run) - 1)}


class Trial:
    """Candidates tried against one target, one after the other."""

    def __init__(self, target: float, step: float) -> None:
        self._target, self._step, self._expected = target, step, 0.0
        self.open = target != 0 and step / abs(target) <= CHANCE

    def rounds(self, value: float, step: float | None = None) -> bool:
        """Whether a computed value rounds, or is cut off, to the target, and that is no likely accident."""
        step = step or self._step
        self._expected += step / abs(self._target)
        self.open = self._expected <= CHANCE
        off = (value - self._target) / step
        return self.open and -0.5001 <= off < 1.0

    def equals(self, value: float, step: float) -> bool:
        """Whether a sum of figures is the target, to the finer of their last decimals."""
        step = min(step, self._step)
        self._expected += step / abs(self._target)
        self.open = self._expected <= CHANCE
        return self.open and abs(value - self._target) < step / 100


def _key(mention: Mention) -> str:
    """Figures of one key may be added up: one dimension, and one counter of things or any general one (see `addable`)."""
    if mention.dimension != "thing":
        return mention.dimension
    counter = mention.figure.unit.lstrip("万")
    return "thing" if counter in GENERIC else f"thing {counter}"


def _way(mention: Mention) -> str:
    if mention.dimension == POINTS:
        return "points"
    if mention.rate:
        return "growth" if is_change(mention) else "rate"
    if not mention.quantity:
        return ""
    if is_change(mention):
        return "change"
    return "mean" if is_mean(mention) else "then" if _THEN.search(mention.lead[-10:]) else "amount"


def unique(found: Sequence[Number]) -> list[Number]:
    """Each figure once, in the order given; of equal values the first only, for they would fit alike."""
    seen: set[tuple[float, str]] = set()
    kept = []
    for number in found:
        key = (number.value, number.key)
        if key not in seen:
            seen.add(key)
            kept.append(number)
    return kept

