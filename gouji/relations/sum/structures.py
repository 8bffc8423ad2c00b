"""三次产业结构为21.0：43.3：35.7: shares told as one proportion make a hundred, and are those of the parts told before.

Assumes that two or more colons with nothing but numbers between them tell the shares of one whole, in percent, in the order of as many
amounts right before them; these are their parts where all of the shares fit but one at most. Basis: addition, part / whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.relations.common.evidence import way_of
from gouji.relations.common.lists import addable
from gouji.relations.common.model import HUNDRED, Formula, Relation
from gouji.relations.common.naming import ratio
from gouji.relations.common.reading import MONEY, RATE, Mention, Reading

_PROPORTION = re.compile("(?:产业|结构|构成)[^，。；]{0,6}$")
WIDE = 30  # how far off a hundred a proportion may be that has a wrong number
BACK = 4  # sentences back to the parts of a proportion


def propose(reading: Reading) -> list[Relation]:
    """The last share as what the others leave of 100%, and each as its part's."""
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
        found += _of_parts(reading, run)
    return found


def _of_parts(reading: Reading, run: Sequence[Mention]) -> list[Relation]:
    before = [m for m in reading.before(run[0].start, BACK) if m.quantity and way_of(m) == "amount" and m.figure.value]
    like = [m for m in before if addable(m, before[-1])]
    parts, wholes = like[-len(run) :], like[: -len(run)]
    named = len(parts) == len(_INDUSTRIES) and all(map(re.search, _INDUSTRIES, (m.lead for m in parts)))
    if "产业" in run[0].lead[-16:] and len(run) == len(_INDUSTRIES) and not (named and wholes):
        parts, wholes = _industries(reading, run[0])
    if len(parts) < len(run) or not wholes:
        return []
    made = [ratio(share, [part], wholes[-1], "ratio.structure") for share, part in zip(run, parts, strict=True)]
    if sum(bool(r.holds) for r in made) < len(run) - 1:
        return []
    return [r for r in made if r.holds or not _made_up(r)]


_INDUSTRIES = ("第?一产业?[^，。；]{0,6}$", "第?二产业?[^，。；]{0,6}$", "第?三产业?[^，。；]{0,6}$")


def _industries(reading: Reading, share: Mention) -> tuple[list[Mention], list[Mention]]:
    """What the three industries make, told anywhere before under their names, and the whole told before the first of them."""
    told = [m for m in reading.mentions[: share.index] if m.dimension == MONEY and way_of(m) == "amount" and m.figure.value]
    parts = [next((m for m in reversed(told) if re.search(name, m.lead)), None) for name in _INDUSTRIES]
    if None in parts or len({m.figure.unit for m in parts}) > 1:
        return [], []
    return parts, [m for m in told if m.index < parts[0].index and "总值" in m.lead[-8:]]


def _made_up(relation: Relation) -> bool:
    """Whether a share is one in its last decimal off: so that all of them make 100%, as rounded shares hardly do."""
    step = Decimal(1).scaleb(-relation.stated.places)
    return relation.computed is not None and abs(relation.computed - relation.stated.value) < step


def _runs(reading: Reading) -> Iterator[list[Mention]]:
    """Three shares or more with colons between: told in percent, or without a unit as a proportion that comes near a hundred."""
    run: list[Mention] = []
    for m in [*reading.mentions, None]:
        joined = bool(run) and m is not None and reading.plain[run[-1].end : m.start].strip() == "："
        if not joined or m.dimension != run[0].dimension:
            if len(run) > 2 and (run[0].dimension == RATE or _near_hundred(run)):
                yield run
            run = []
        if m is not None and m.dimension in (RATE, "") and m.figure.value is not None:
            run.append(m)


def _near_hundred(run: Sequence[Mention]) -> bool:
    return _PROPORTION.search(run[0].lead) is not None and abs(sum(m.figure.value for m in run) - HUNDRED) <= WIDE
