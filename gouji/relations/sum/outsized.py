"""An amount a thousand times larger than any other of its document: told in a unit too large (48623亿元 among 万元).

Assumes that an office's amounts are of one world: of what it spends and receives none is a thousand times the next.
A document of few amounts tells nothing of what is usual in it.
"""

from __future__ import annotations

from gouji.relations.common.model import Relation
from gouji.relations.common.reading import MONEY, Reading
from gouji.relations.order.bounds import at_most

FEWEST = 6  # amounts that tell what is usual
TIMES = 1000.0


def propose(reading: Reading) -> list[Relation]:
    """bound.outsized: the largest amount against the next one, where no document has the two."""
    told = sorted((m for m in reading.mentions if m.dimension == MONEY and m.quantity and m.size), key=lambda m: m.size)
    if len(told) < FEWEST or told[-1].size < TIMES * told[-2].size or told[-1].figure.qualifier != "exact":
        return []
    return [at_most(told[-1], told[-2], "bound.outsized", ("outsized", "largest"))]
