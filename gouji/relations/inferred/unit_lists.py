"""Lists that make a total but for its unit: 基金总额2760.74元 where 2367.7万元, 147.58万元 ... come to 2760.74万元. These fail.

Basis: addition. Assumes that five digits and more do not fit by accident ten thousand times over, and that a list which makes a total to the
last digit of another unit is that total's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isclose

from gouji.relations.common.evidence import Number, Numbers, digits
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import MONEY
from gouji.relations.fault.divisions import OF_ANOTHER_UNIT
from gouji.relations.inferred.evident_lists import lists_of, whole_of

DIGITS = 5  # of a total that no other list makes in another unit
SLIPS = (1e4, 1e-4, 1e8, 1e-8)  # 万元 for 元, 亿元 for 万元, 亿元 for 元
MOST = 24  # items


def slipped(numbers: Numbers, found: Sequence[Relation]) -> list[Relation]:
    """The totals told in another unit than what makes them up; not those of which a tie that holds tells what they are."""
    told = {r.stated.id for r in found if r.kind in ("sum", "difference", "repeat") and r.holds}
    told |= {f.id for r in found if r.kind == "repeat" and r.holds for f in r.operands}
    ties = []
    for number in numbers.all("amount"):
        figure = number.mention.figure
        if number.mention.dimension != MONEY or figure.id in told or not _within_reach(numbers, number) or digits(figure) < DIGITS:
            continue
        for items in lists_of(numbers, number):
            total, parts = 0.0, []
            for item in items[:MOST]:
                total += item.value
                parts.append(item)
                if len(parts) > 1 and not _alike(total, number) and any(isclose(total, number.value * slip, rel_tol=1e-9) for slip in SLIPS):
                    tie = whole_of(number, sorted(parts, key=lambda n: n.mention.index))
                    zh, en = tie.zh.replace("数值相符", "仅单位不符"), tie.en.replace("from the numbers", "since the unit alone is off")
                    ties.append(replace(tie, rule=OF_ANOTHER_UNIT, zh=zh, en=en, strict=True))
                    break
            else:
                continue
            break
    return ties


def _alike(total: float, number: Number) -> bool:
    """Whether a sum is too near an amount to be it in another unit."""
    return number.value * 2e-4 < total < number.value * 5e3


def _within_reach(numbers: Numbers, number: Number) -> bool:
    """Whether any list of an amount's like may come to it in another unit: a quick look at the smallest and the largest of them."""
    least, most = numbers.spread(number.pool)
    return not (_alike(least, number) and _alike(most * MOST, number))
