"""三次产业结构为21.0：43.3：35.7: shares told as one proportion make a hundred. Basis: addition.

Assumes that two or more colons with nothing but numbers between them tell the shares of one whole, in percent.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gouji.relations.model import HUNDRED, Formula, Relation
from gouji.relations.reading import RATE, Mention, Reading


def propose(reading: Reading) -> list[Relation]:
    """The last share as what the others leave of 100%."""
    found = []
    for run in _runs(reading):
        *rest, last = (m.figure for m in run)
        words = "：".join(m.figure.number for m in run)
        found.append(
            Relation(
                "sum",
                "sum.structure",
                last,
                tuple(rest),
                Formula("linear", (Decimal(-1),) * len(rest), offset=HUNDRED),
                ("part",) * len(run),
                f"结构{words}各项之和应为100%",
                f"the shares {words} should make 100%",
            )
        )
    return found


def _runs(reading: Reading) -> Iterator[list[Mention]]:
    run: list[Mention] = []
    for m in reading.mentions:
        joined = bool(run) and reading.plain[run[-1].end : m.start].strip() == "："
        if not joined or m.dimension != RATE:
            if len(run) > 2:
                yield run
            run = []
        if m.dimension == RATE and m.figure.value is not None:
            run.append(m)
    if len(run) > 2:
        yield run
