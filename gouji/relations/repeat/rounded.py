"""A number told again shorter: 387.25万元 for 3872465.80元, 8300余万元 for 8327万元, 40.7% for 四成.

Pairs of a coarser and a finer figure of one quantity; `again` judges whether the words agree. A coarser figure that means to
be exact and is a slip of the pen away from the finer one's rounding (387.52万元) is an error on the same conditions as there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.quantity import SCALE_NAMES
from gouji.relations.common.reading import RATE
from gouji.relations.repeat.telling import Telling

LEAST_SLIP = 4  # digits of a shorter telling in which a slip can be told
COARSER = 5  # times the step of the finer one


class _Told(NamedTuple):
    """A telling with its value and the size of its last decimal in base units."""

    telling: Telling
    value: float
    step: float


class _Column:
    """The exact tellings in one unit, by value."""

    def __init__(self, told: list[_Told]) -> None:
        self.told = sorted(told, key=lambda t: t.value)
        self.unit = self.told[0].telling.mention.figure.unit
        self.values = [t.value for t in self.told]
        self.finest = min(t.step for t in self.told)  # the smallest last decimal
        self._rounded: dict[float, dict[str, list[tuple[str, _Told]]]] = {}

    def rounded(self, step: float) -> dict[str, list[tuple[str, _Told]]]:
        """The finer ones with the digits that they have when rounded to this step, by these digits, and by them without any
        one but the last."""
        if step not in self._rounded:
            found = self._rounded[step] = defaultdict(list)
            for t in self.told:
                if t.step * COARSER < step:
                    digits = str(round(t.value / step))
                    found[digits].append((digits, t))
                    for k in range(len(digits) - 1):
                        found[_without(digits, k)].append((digits, t))
        return self._rounded[step]

    def between(self, low: float, high: float) -> list[_Told]:
        return self.told[bisect_left(self.values, low) : bisect_right(self.values, high)]


def pairs(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling, str]]:
    """Each two figures of which one may be the other told shorter, and the slip between them ("" for none)."""
    groups: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        groups[_base(telling)].append(telling)
    for members in groups.values():
        if len({(m.mention.figure.unit, m.mention.figure.qualifier, m.mention.figure.places) for m in members}) < 2:
            continue
        exact: dict[str, list[_Told]] = defaultdict(list)
        for member in members:
            if member.mention.figure.qualifier == "exact":
                exact[member.mention.figure.unit].append(_told(member))
        columns = [_Column(told) for told in exact.values()]
        for short in members:
            yield from _of(short, columns)


def _told(telling: Telling) -> _Told:
    figure, factor = telling.mention.figure, float(telling.mention.unit.factor)
    return _Told(telling, float(figure.value) * factor, 10.0**-figure.places * factor)


def _of(short: Telling, columns: Sequence[_Column]) -> Iterator[tuple[Telling, Telling, str]]:
    """The exact tellings that round to the short one, or to a slip of it in another unit."""
    figure, factor = short.mention.figure, float(short.mention.unit.factor)
    if figure.interval is None or not figure.interval.bounded:
        return
    if figure.qualifier != "exact":
        for column in columns:
            for other in column.between(float(figure.interval.low) * factor, float(figure.interval.high) * factor):
                yield *_ordered(short, other.telling), ""
        return
    step = 10.0**-figure.places * factor
    for column in columns:
        own = column.unit == figure.unit
        if column.finest * COARSER >= step or own and short.mention.dimension != RATE:
            continue
        for other in column.between(float(figure.interval.low) * factor, float(figure.interval.high) * factor):
            if other.step * COARSER < step:
                yield *_ordered(short, other.telling), ""
        digits = str(round(float(figure.value) * factor / step))
        if own or len(digits) < LEAST_SLIP:
            continue
        rounded = column.rounded(step)
        for k in range(len(digits) - 1) if rounded else ():
            for told, other in rounded.get(_without(digits, k), ()):
                if told != digits:
                    yield *_ordered(short, other.telling), "digit"
            if digits[k] != digits[k + 1]:
                for _, other in rounded.get(f"{digits[:k]}{digits[k + 1]}{digits[k]}{digits[k + 2 :]}", ()):
                    yield *_ordered(short, other.telling), "swapped"


def _ordered(a: Telling, b: Telling) -> tuple[Telling, Telling]:
    return (a, b) if a.mention.index < b.mention.index else (b, a)


def _without(digits: str, k: int) -> str:
    """A number without the digit at one place: what a slip in it leaves as it is."""
    return f"{digits[:k]}_{digits[k + 1 :]}"


def _base(telling: Telling) -> str:
    """What a figure's unit measures, without its scale: 万元 and 元 are one, 人 and 户 are not."""
    mention = telling.mention
    if not mention.unit.counted:
        return mention.dimension
    name = mention.figure.unit
    for scale in SCALE_NAMES:
        name = name.removeprefix(scale)
    return name
