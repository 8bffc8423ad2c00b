"""sum.evident of two: figures, wherever they stand near, that make a third to the last of many digits.

Assumes that of the pairs among a few dozen figures hardly one makes a number of six digits by accident (see `evidence`); of fewer
figures one of five. What lists and words explain is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import islice

from gouji.relations.common.evidence import LONG, Number, Numbers, digits
from gouji.relations.common.model import Relation
from gouji.relations.inferred.evident_lists import whole_of

FEW, MANY = 12, 40  # figures near a number of five digits, and of more


def pair_of(numbers: Numbers, target: Number, explained: set[tuple[str, str]]) -> Relation | None:
    """The nearest two figures of one kind that make a whole; None where none do, or it has too few digits to tell."""
    many = digits(target.mention.figure)
    if many < LONG or (target.mention.figure.id, "sum") in explained:
        return None
    near = list(_near(numbers, target, MANY if many > LONG else FEW))
    by_value = {round(n.value * 10_000): n for n in reversed(near)}
    for first in near:
        if not 0 < first.value < target.value:
            continue
        second = by_value.get(round((target.value - first.value) * 10_000))
        if second is not None and second is not first and second.value and min(digits(n.mention.figure) for n in (first, second)) > 1:
            return whole_of(target, sorted((first, second), key=lambda n: n.mention.index))
    return None


def _near(numbers: Numbers, target: Number, most: int) -> Iterator[Number]:
    """The figures of the whole's own kind around it, the nearest first."""
    m = target.mention
    before = numbers.amounts(target.pool, 0, m.start)
    behind = numbers.amounts(target.pool, m.start + 1, len(numbers.reading.plain))
    nearest = merge(reversed(before), behind, key=lambda n: abs(n.mention.index - m.index))
    yield from islice((n for n in nearest if n.value != target.value), most)
