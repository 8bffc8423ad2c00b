"""sum.resummed: a whole as the sum of its own parts where a tie found it as the sum of theirs: 公路53（高速36、国道17），港口4: 57 of 53 and 4.

Basis: addition. Nothing is proposed that could fail by itself: both ties that it comes from hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from gouji.relations.common.model import Relation, linear

LEAST = 2  # parts that stand for one


def propose(items: Sequence[Relation]) -> list[Relation]:
    """The sums of `items` in which parts that another of them sums up give way to their whole."""
    sums = [r for r in items if r.kind == "sum" and len(r.operands) >= LEAST and r.holds and r.comparator == "=" and r.stated.id and r.formula == linear(len(r.operands))]
    known = {frozenset(f.id for f in r.figures) for r in items}
    by_first: dict[str, list[tuple[int, Relation, set[str]]]] = defaultdict(list)
    for place, inner in enumerate(sums):
        by_first[inner.operands[0].id].append((place, inner, {f.id for f in inner.operands}))
    made = []
    for outer in sums:
        parts = {f.id for f in outer.operands}
        for _, inner, members in sorted((told for part in parts for told in by_first.get(part, ())), key=lambda told: told[0]):
            if len(members) < LEAST or not members < parts or inner.stated.id in parts or inner.stated.id == outer.stated.id:
                continue
            own = sorted((*(f for f in outer.operands if f.id not in members), inner.stated), key=lambda f: f.start)
            key = frozenset((outer.stated.id, *(f.id for f in own)))
            if len(own) < LEAST or key in known:
                continue
            told = "、".join(f.text for f in own)
            tie = replace(
                outer,
                rule="sum.resummed",
                operands=tuple(own),
                formula=linear(len(own)),
                roles=("whole", *("part",) * len(own)),
                zh=f"{outer.stated.text}应等于各部分之和：{told}",
                en=f"{outer.stated.text} should be the sum of its parts: {', '.join(f.text for f in own)}",
                strict=False,
            )
            if tie.holds:
                known.add(key)
                made.append(tie)
    return made
