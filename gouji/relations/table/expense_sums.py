"""sum.three_public: what was spent on journeys abroad, cars and receptions is what 三公经费 come to, in whatever sentences or chapters each is told.

Basis: 三公经费 are these three and no other (财政部《部门决算公开》格式). Assumptions about the language:
- the parts of a total are told behind it, before the next such total of the same stage and year; where not all are, before it;
- cars may be told as 购置 and 运行. Where one of the three is told nowhere, it may be nought: then the others are a tie where they fit, and
  no alarm comes of it.
A miss is a mistake where it is near, for the parts may be told of a wider scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Reading
from gouji.relations.common.whole import total_of
from gouji.relations.table.expense_tellings import Telling, tellings

NEAR = Decimal("0.1")
_THREE = ("abroad", "car", "reception")


def propose(reading: Reading) -> Iterator[Relation]:
    """Every such total with all of its parts."""
    for whole, parts in _told(reading):
        if _kinds(parts) == {*_THREE}:
            yield replace(_sum(whole, parts), reach=NEAR)


def of_some(reading: Reading) -> Iterator[Relation]:
    """Every such total that two of the three make up."""
    for whole, parts in _told(reading):
        if len(_kinds(parts)) == 2 and (relation := _sum(whole, parts)).holds:
            yield relation


def _sum(whole: Telling, parts: Sequence[Telling]) -> Relation:
    return total_of(whole.mention, [t.mention for t in parts], "sum.three_public", strict=False)


def _told(reading: Reading) -> Iterator[tuple[Telling, list[Telling]]]:
    """Each total with what is told of its parts."""
    told = [t for t in tellings(reading) if not t.in_table]
    totals = [at for at, t in enumerate(told) if t.name == "total" and t.mention.figure.value]
    for at in totals:
        whole = told[at]
        alike = [i for i in totals if (told[i].stage, told[i].year) == (whole.stage, whole.year)]
        stop = next((i for i in alike if i > at), len(told))
        start = max((i for i in alike if i < at), default=-1)
        behind, ahead = (_parts(told[a:b], whole) for a, b in ((at + 1, stop), (start + 1, at)))
        yield whole, max((behind, ahead), key=lambda found: len(_kinds(found)))


def _kinds(parts: Sequence[Telling]) -> set[str]:
    return {"car" if t.name in ("buy", "run") else t.name for t in parts}


def _parts(told: Sequence[Telling], whole: Telling) -> list[Telling]:
    """The first telling of each of the three that is of the whole's stage and year, in the order of the text."""
    first: dict[str, Telling] = {}
    for t in told:
        if (t.stage, t.year) == (whole.stage, whole.year) and t.mention.index != whole.mention.index:
            first.setdefault(t.name, t)
    names = ["abroad", "reception", *(["car"] if "car" in first else ["buy", "run"])]
    return sorted((first[name] for name in names if name in first), key=lambda t: t.mention.index)
