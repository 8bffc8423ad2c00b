"""To how many decimals amounts that stand together were told: all to the same, or each for itself. Basis: rounding.

Assumes that the writer of 12.5 beside 3.25 means 12.50, for one zero in ten is dropped by chance; but not that of 13.03 beside 0.6118,
nor of amounts that all have as many digits: such a writer rounds every amount to its own size.
"""

from __future__ import annotations

from collections.abc import Sequence

from gouji.figures import Figure

DROPPED = 2  # zeros at an end that nobody leaves out
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
