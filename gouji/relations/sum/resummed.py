"""sum.resummed: a whole as the sum of its own parts where a tie found it as the sum of theirs: 公路53（高速36、国道17），港口4: 57 of 53 and 4.

Basis: addition. Nothing is proposed that could fail by itself: both ties that it comes from hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.relations.common.model import Relation, linear

LEAST = 2  # parts that stand for one


def propose(items: Sequence[Relation]) -> list[Relation]:
    """The sums of `items` in which parts that another of them sums up give way to their whole."""
    sums = [r for r in items if r.kind == "sum" and r.holds and r.comparator == "=" and r.stated.id and r.formula == linear(len(r.operands))]
    known = {frozenset(f.id for f in r.figures) for r in items}
    made = []
    for outer in sums:
        parts = {f.id for f in outer.operands}
        for inner in sums:
            members = {f.id for f in inner.operands}
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
