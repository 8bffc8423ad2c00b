"""A number told again shorter: 387.25万元 for 3872465.80元, 8300余万元 for 8327万元, 40.7% for 四成.

Pairs of a coarser and a finer figure of one quantity; `again` judges whether the words agree. A coarser figure that means to
be exact and is a slip of the pen away from the finer one's rounding (387.52万元) is an error on the same conditions as there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.quantity import SCALE_NAMES
from gouji.relations.reading import RATE
from gouji.relations.telling import Telling

LEAST_SLIP = 4  # digits of a shorter telling in which a slip can be told
COARSER = 5  # times the step of the finer one


def pairs(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling, str]]:
    """Each two figures of which one may be the other told shorter, and the slip between them ("" for none)."""
    groups: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        groups[_base(telling)].append(telling)
    for members in groups.values():
        if len({(m.mention.figure.unit, m.mention.figure.qualifier) for m in members}) < 2:
            continue
        exact = sorted((m for m in members if m.mention.figure.qualifier == "exact"), key=_value)
        values = [_value(m) for m in exact]
        for short in members:
            yield from _of(short, exact, values)


def _of(short: Telling, exact: Sequence[Telling], values: Sequence[float]) -> Iterator[tuple[Telling, Telling, str]]:
    figure, factor = short.mention.figure, float(short.mention.unit.factor)
    if figure.interval is None or not figure.interval.bounded:
        return
    step = 10.0**-figure.places * factor if figure.qualifier == "exact" else 0.0
    low, high = float(figure.interval.low) * factor, float(figure.interval.high) * factor
    for at in range(bisect_left(values, low), bisect_right(values, high)):
        if _finer(exact[at], short, step):
            yield *_ordered(short, exact[at]), ""
    digits = _digits(_value(short), step) if step else ""
    if len(digits) < LEAST_SLIP:
        return
    for other, value in zip(exact, values, strict=True):
        if _finer(other, short, step) and other.mention.figure.unit != figure.unit:
            told = _digits(value, step)
            if len(told) == len(digits) and told != digits and (slip := _slip(told, digits)):
                yield *_ordered(short, other), slip


def _ordered(a: Telling, b: Telling) -> tuple[Telling, Telling]:
    return (a, b) if a.mention.index < b.mention.index else (b, a)


def _finer(other: Telling, short: Telling, step: float) -> bool:
    """Whether a figure is told finer than the shorter one; a rate to another decimal is no other unit."""
    a, b = other.mention.figure, short.mention.figure
    if b.qualifier != "exact":
        return a is not b
    own = 10.0**-a.places * float(other.mention.unit.factor)
    return own * COARSER < step and (a.unit != b.unit or b.places < a.places and other.mention.dimension == RATE)


def _digits(value: float, step: float) -> str:
    return str(round(value / step))


def _slip(a: str, b: str) -> str:
    wrong = [k for k, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]:
        return "swapped"
    return "digit" if len(wrong) == 1 and wrong[0] < len(a) - 1 else ""


def _value(telling: Telling) -> float:
    return float(telling.mention.figure.value) * float(telling.mention.unit.factor)


def _base(telling: Telling) -> str:
    """What a figure's unit measures, without its scale: 万元 and 元 are one, 人 and 户 are not."""
    mention = telling.mention
    if not mention.unit.counted:
        return mention.dimension
    name = mention.figure.unit
    for scale in SCALE_NAMES:
        name = name.removeprefix(scale)
    return name
