"""To how many decimals amounts that stand together were told: all to the same, or each for itself. Basis: rounding.

Assumes that the writer of 12.5 beside 3.25 means 12.50, for one zero in ten is dropped by chance; but not that of 13.03 beside 0.6118,
nor of amounts that all have as many digits: such a writer rounds every amount to its own size.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from gouji.figures import Figure
from gouji.relations.common.formulas import MEANS

DROPPED = 2  # zeros at an end that nobody leaves out
LEAST_ROUNDED = 10  # what is smaller, rounding would leave hardly anything of
FEWEST = 3  # digits that amounts hardly have in common by chance


def rounded_apart(figures: Sequence[Figure]) -> int | None:
    """The fewest decimals among amounts of one unit that were rounded each for itself (13.03, 9.537, 0.2198); None where one precision
    is theirs all, or where one of them tells no decimals."""
    told = [f for f in figures if f.value]
    places = {f.places for f in told}
    if len(places) < 2 or not min(places):
        return None
    lengths = {len(f.value.as_tuple().digits) for f in told}
    alike = len(lengths) == 1 and min(lengths) >= FEWEST
    return min(places) if alike or max(places) - min(places) >= DROPPED else None


def finest(stated: Figure, operands: Sequence[Figure], kind: str, context: Sequence[tuple[str, int]]) -> dict[str, int]:
    """For each unit, the finest precision among a relation's figures and in the list around them (`context`): others dropped their trailing
    zeros. Where they were rounded each for itself, the coarsest: then none dropped any. `kind`: of the formula."""
    found: dict[str, int] = dict(context)
    if kind in ("product", *MEANS):
        return found  # a mean is told as shortly as one likes
    figures = (stated, *operands)
    if all(f.unit == stated.unit and f.places == stated.places for f in operands):  # none dropped any beside another
        found[stated.unit] = max(found.get(stated.unit, 0), stated.places)
        return found
    for name in {f.unit for f in figures}:
        own = [f for f in figures if f.unit == name]
        if kind == "linear" and _of_whole_numbers(stated, own):
            continue  # 575.48万元 of 303万元, 221万元 and 51万元: each of these was rounded
        least = rounded_apart(own)
        found[name] = max(found.get(name, 0), *(f.places for f in own)) if least is None else least
    return found


def _of_whole_numbers(stated: Figure, own: Sequence[Figure]) -> bool:
    """Whether a whole is told to decimals and none of its parts, three or more, which then were rounded; scores are none of those."""
    if not stated.places or stated.unit == "分" or len(own) <= 3 or stated not in own:
        return False
    parts = [f for f in own if f is not stated and f.value]
    return len(parts) > 2 and not any(f.places for f in parts) and min(f.value for f in parts) >= LEAST_ROUNDED


def one_digit(difference: float, step: float) -> bool:
    """Whether two numbers may differ by one digit, or by two neighbouring digits swapped: k or 9k, 0 < k < 10, of some place."""
    off = round(abs(difference) / step)
    while off and off % 10 == 0:
        off //= 10
    return 0 < off < 10 or (off % 9 == 0 and 0 < off <= 81)


def digits(figure: Figure) -> int:
    """How many digits a figure's value has, without the zeros at its ends."""
    return _digits(figure.value)


@lru_cache(maxsize=2048)
def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)
