"""How much a numerical fit proves: a tie that nobody put into words is believed only where chance would hardly make it.

A fit of a target with n candidates tried before it has come about by chance with a probability of about n times the share
of numbers of the target's size that would fit. Below `CHANCE` it is taken as told. Assumes the leading digits of unrelated
figures to be spread evenly over each figure's own size.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from gouji.lazily import cached_property
from gouji.relations.common.lists import GENERIC, OTHER_TIME, is_change, is_mean
from gouji.relations.common.model import Formula, Relation
from gouji.relations.common.naming import chunks
from gouji.relations.common.periods import common_year
from gouji.relations.common.precision import digits as digits
from gouji.relations.common.precision import one_digit as one_digit
from gouji.relations.common.reading import POINTS, TOTAL, Mention, Reading, once

CHANCE = 0.05
MOST = 40  # items of a list
LONG = 5  # digits of a figure that is not one digit away from another by accident
_UP = re.compile("增|升|涨|提高|追加")
_DOWN = re.compile("减|降|压缩|下滑|回落")
_THEN = re.compile(r"上年(?!结转|结余)|去年|上一年|同期|往年|(?:比|较|由|从)[^，。；]{0,12}$")
_ITEM = re.compile(r"(?:（?\d{1,2}[）、．.](?!\d)|（[一二三四五六七八九十]+）|——|[①-⑳●○■◆])")
_ALL = re.compile(r"全(?:年|县|市|省|区|州|国|局|系统|院)|本(?:年|院|局)|一共")


@dataclass(slots=True)
class Number:
    """A figure in base units: `value`, and `step`, the size of its last decimal (1 for what is counted)."""

    mention: Mention
    value: float
    step: float
    key: str  # what it may be added to: figures of one key
    way: str  # "amount", "mean" or "rate" of a state, "then" (an amount of another time), "change", "growth", "points"; or ""
    dated: bool  # said of another year
    total: bool  # told as all of something
    pool: str  # what it may be a part of in one list: amounts of one key, those of another time, changes of one direction
    column: str  # what figures of one column of a list have in common: the end of the name, or what is counted


class Numbers:
    """The figures of a reading that may enter arithmetic: those that are exact, each with a value."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._of: dict[int, Number] = {}
        self.means: set[int] = set()  # the sentences with a mean, and those beside them
        self.sentences: dict[int, list[Number]] = defaultdict(list)
        self._amounts: dict[str, list[Number]] = defaultdict(list)
        self._pools: dict[str, list[Number]] = defaultdict(list)
        own = common_year(reading)
        for m in reading.mentions:
            figure = m.figure
            if figure.value is None or figure.qualifier != "exact":
                continue
            factor = float(m.unit.factor)
            key, way = _key(m), way_of(m)
            pool = key if way == "amount" else f"{key} {_direction(m) if way == 'change' else way}"
            number = Number(m, float(figure.value) * factor, 10.0**-figure.places * factor, key, way, _dated(m, own), _total(m), pool, _column(m))
            self._of[m.index] = number
            if number.way == "mean":
                self.means |= {m.sentence - 1, m.sentence, m.sentence + 1}
            self.sentences[m.sentence].append(number)
            for name in (f"{key} up", f"{key} down") if way == "change" and not number.value else (pool,):
                self._pools[name].append(number)
            if number.way == "amount":
                self._amounts[number.key].append(number)
        self.made: dict[tuple, object] = {}  # what rules make of the figures of a pool, by what they ask
        self._bases: dict[int, bool] = {}
        self._index = {m.figure.id: m.index for m in reading.mentions}
        self._values: dict[str, dict[int, list[Number]]] = {}
        self._starts = {pool: [n.mention.start for n in found] for pool, found in self._pools.items()}
        self._named: dict[str, list[int]] | None = None

    def of(self, mention: Mention) -> Number | None:
        return self._of.get(mention.index)

    def amounts(self, pool: str, start: int, end: int) -> list[Number]:
        """The figures of one pool (the amounts of one key, by that key) that begin in `plain[start:end]`."""
        starts = self._starts.get(pool)
        return self._pools[pool][bisect_left(starts, start) : bisect_left(starts, end)] if starts else []

    def spread(self, pool: str) -> tuple[float, float]:
        """The least that some of a pool's figures may come to, where that is more than nothing, and the largest of them."""
        if ("spread", pool) not in self.made:
            values = [n.value for n in self._pools.get(pool, ()) if n.value] or [0.0]
            self.made["spread", pool] = max(min(values), 0.0), max(values)  # of what is below nought, any sum may be near it
        return self.made["spread", pool]

    def all(self, way: str) -> list[Number]:
        """The figures of one way, in the order of the text."""
        return [number for number in self._of.values() if number.way == way]

    def heads(self, key: str, before: int) -> list[Number]:
        """The totals of one key told before a place: what other rates are of, those told as all of something, the nearest
        first, and the first of its unit. What a chapter speaks of all along is one of them."""
        found, stop = self._amounts.get(key, []), bisect_left(self._starts.get(key, []), before)
        told = (self._of[index] for index in reversed(self._bases) if index in self._of)
        bases = islice((n for n in told if n.key == key and n.mention.start < before), 3)
        totals = islice((found[at] for at in range(stop - 1, 0, -1) if found[at].total), 5)
        return unique([*bases, *totals, *found[: min(stop, 1)]])

    def learn(self, relation: Relation) -> None:
        """Keep what a rate was found to be of: others near it are of the same."""
        if relation.kind == "ratio" and len(relation.operands) == 2 and relation.roles[-1] == "base":
            index = self._index.get(relation.operands[-1].id)
            if index is not None:
                self._bases.pop(index, None)
                self._bases[index] = True

    def equal(self, key: str, value: float) -> list[Number]:
        """The amounts of one key with exactly this value."""
        if key not in self._values:
            table: dict[int, list[Number]] = defaultdict(list)
            for number in self._amounts.get(key, ()):
                table[round(number.value * 10_000)].append(number)
            self._values[key] = table
        return self._values[key].get(round(value * 10_000), [])

    def runs(self) -> Iterator[list[Number]]:
        """Amounts of one key that stand as items: those of a sentence, of a parenthesis, the first of each of a
        sentence's or paragraph's parts."""
        for numbers in self._amounts.values():
            for own in (
                lambda n: (n.mention.sentence, n.mention.paren),
                lambda n: (n.mention.sentence, n.mention.segment, n.mention.paren),
            ):
                groups: dict[object, list[Number]] = defaultdict(list)
                for number in numbers:
                    groups[own(number)].append(number)
                yield from (run for run in groups.values() if 2 <= len(run) <= MOST)
            lines: dict[int, dict[object, Number]] = defaultdict(dict)
            for number in numbers:
                m = number.mention
                if not m.depth:
                    lines[self.line(m)].setdefault((m.sentence, m.segment), number)
            yield from (list(row.values()) for row in lines.values() if 2 <= len(row) <= MOST)
            columns: dict[str, dict[int, Number]] = defaultdict(dict)  # 1.…预算a，支出b / 2.…预算c，支出d
            for number in numbers:
                if len(number.mention.label) >= 2 and number.mention.index in self._item_runs:
                    columns[number.mention.label[-2:]].setdefault(self.line(number.mention), number)
            yield from (list(row.values()) for row in columns.values() if 2 <= len(row) <= MOST)
            firsts: dict[int, dict[int, Number]] = defaultdict(dict)  # 1.甲a，… / 2.乙b，…
            for number in numbers:
                if number.mention.index in self._item_runs and not number.mention.depth:
                    firsts[self._item_runs[number.mention.index]].setdefault(self.line(number.mention), number)
            yield from (list(row.values()) for row in firsts.values() if 2 <= len(row) <= MOST)

    @cached_property
    def _item_runs(self) -> dict[int, int]:
        """For each figure of a numbered paragraph, the number of the run of such paragraphs that it stands in."""
        plain, run, found = self.reading.plain, 0, {}
        for start, end in self.reading.document.paragraphs:
            if not _ITEM.match(plain, start):
                run += 1
                continue
            found.update((m.index, run) for m in self.reading.between(start, end))
        return found

    def line(self, mention: Mention) -> int:
        """Where the mention's paragraph begins."""
        return self.reading.plain.rfind("\n", 0, mention.start) + 1

    def before(self, target: Number, sentences: int) -> list[Number]:
        """The figures of the sentences before the target's, of its paragraph, nearest first."""
        m = target.mention
        paragraph = self.line(m)
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
        shared: Counter[int] = Counter()
        for chunk in chunks(words):
            if told := self._named.get(chunk):
                shared.update(told[: bisect_left(told, before)])
        return [self._of[index] for _, index in nlargest(most, ((count, index) for index, count in shared.items()))]


class Trial:
    """Candidates tried against one target, one after the other."""

    def __init__(self, target: float, step: float) -> None:
        self._target, self._step, self._expected = target, step, 0.0
        self._rounded = 0.0  # as `_expected`, of sums that rounding may set apart
        self.open = target != 0 and step / abs(target) <= CHANCE

    def rounds(self, value: float, step: float | None = None) -> bool:
        """Whether a computed value rounds, or is cut off, to the target, and that is no likely accident."""
        step = step or self._step
        self._expected += step / abs(self._target)
        self.open = self._expected <= CHANCE
        off = (value - self._target) / step
        return self.open and -0.5001 <= off < 1.0

    def equals(self, value: float, step: float, apart: int = 0) -> bool:
        """Whether a sum of figures is the target, to the finer of their last decimals; `apart`: how many of those it may be off, for
        figures that were each rounded for itself."""
        step = min(step, self._step)
        self._expected += step / abs(self._target)
        self._rounded += step * (1 + 2 * apart) / abs(self._target)
        self.open = self._expected <= CHANCE
        off = abs(value - self._target)
        return self.open and (off < step / 100 or self._rounded <= CHANCE and off < step * (apart + 0.01))


def _key(mention: Mention) -> str:
    """Figures of one key may be added up: one dimension, and one counter of things or any general one (see `addable`)."""
    if mention.dimension != "thing":
        return mention.dimension
    counter = mention.figure.unit.lstrip("万")
    return "thing" if counter in GENERIC else f"thing {counter}"


@once
def way_of(mention: Mention) -> str:
    if mention.dimension == POINTS:
        return "points"
    if mention.rate:
        return "growth" if is_change(mention) else "rate"
    if not mention.quantity:
        return ""
    if is_change(mention):
        return "change"
    return "mean" if is_mean(mention) else "then" if _THEN.search(mention.lead[-10:]) else "amount"


def _direction(mention: Mention) -> str:
    """Which way a change is told to go; "change" where neither word, or both, tell it."""
    up, down = _UP.search(mention.lead[-8:]), _DOWN.search(mention.lead[-8:])
    return "change" if bool(up) == bool(down) else "up" if up else "down"


def _total(mention: Mention) -> bool:
    return bool(TOTAL.search(mention.lead[-10:]) or _ALL.search(mention.lead[-12:]))


def _column(mention: Mention) -> str:
    return mention.label[-2:] or mention.figure.unit + mention.noun[:2]


def _dated(mention: Mention, own: str) -> bool:
    """Whether a figure is said of another year than the report's `own`."""
    told = OTHER_TIME.search(mention.lead[-12:])
    return told is not None and (not own or not told[0].startswith(own))


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


def inferred(
    kind: str, rule: str, stated: Number, operands: Sequence[Number], formula: Formula, roles: Sequence[str], zh: str, en: str
) -> Relation:
    return Relation(
        kind,
        f"{kind}.{rule}",
        stated.mention.figure,
        tuple(n.mention.figure for n in operands),
        formula,
        tuple(roles),
        f"{zh}（数值相符，据此推定）",
        f"{en} (inferred from the numbers)",
        strict=False,
    )


def inferred_of(kind: str, rule: str, stated: Mention, operands: Sequence[Mention], formula: Formula, roles: Sequence[str], zh: str, en: str) -> Relation:
    """As `inferred`, of mentions."""
    figures = tuple(m.figure for m in operands)
    words = f"{zh}（数值相符，据此推定）", f"{en} (inferred from the numbers)"
    return Relation(kind, f"{kind}.{rule}", stated.figure, figures, formula, tuple(roles), *words, strict=False)


@once
def said(mention: Mention) -> bool:
    """Whether a figure tells an amount of now, exactly or nearly: what a rate or a mean may rest on."""
    return way_of(mention) == "amount" and mention.figure.qualifier in ("exact", "about")


def named(number: Number) -> str:
    return f"{number.mention.label[-14:]}{number.mention.figure.text}"


def text(number: Number) -> str:
    return number.mention.figure.text
