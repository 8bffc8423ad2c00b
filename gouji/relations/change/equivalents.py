"""A rate of change is of what was then: where now, then and change are all told and tied, it is both (now - then) / then and change / then.

Basis: change = now - then. Assumes nothing but the ties already found to hold; nothing is proposed that could fail by itself, for a
figure that breaks one of these breaks the tie that it came from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from gouji.figures import Figure
from gouji.quantity import unit
from gouji.relations.common.model import HUNDRED, RATIO, Relation
from gouji.relations.common.paces import Pace

ONE = Decimal(1)
_SAVED = re.compile("节约|节支|审减|核减|压减|下浮")


def propose(items: Sequence[Relation]) -> list[Relation]:
    """The other pairs that give the rates of change, and of saving, that hold."""
    triples: dict[frozenset[str], list[tuple[Figure, Figure, Figure]]] = defaultdict(list)
    for relation in items:
        if relation.kind == "difference" and relation.holds and relation.comparator == "=" and len(relation.operands) == 2:
            members = (relation.stated, *relation.operands)
            ranked = sorted(members, key=_size)
            if _size(ranked[0]) > 0 and len({f.id for f in members}) == 3:
                for pair in ((0, 1), (0, 2), (1, 2)):
                    triples[frozenset(members[k].id for k in pair)].append(members)
    known = {(r.stated.id, frozenset(f.id for f in r.operands)) for r in items}
    found = []
    for relation in items:
        if not relation.holds or len(relation.operands) != 2 or relation.stated.unit != "%" or relation.stated.value is None:
            continue
        saved = relation.kind == "ratio" and _SAVED.search(relation.zh) is not None
        if relation.kind != "growth" and not saved:
            continue
        for members in triples.get(frozenset(f.id for f in relation.operands), ()):
            for made in _others(relation.stated, members, saved):
                key = (made.stated.id, frozenset(f.id for f in made.operands))
                if key not in known and made.holds:
                    known.add(key)
                    found.append(made)
    return found


def _size(figure: Figure) -> Decimal:
    return Decimal(0) if figure.value is None else abs(figure.value) * unit(figure.unit).factor


def _others(rate: Figure, members: Sequence[Figure], saved: bool) -> list[Relation]:
    """The ways to make a rate of a change, whichever of the three is the change: the words of the difference need not say."""
    kind = "ratio" if saved else "growth"
    made = []
    for change in members:
        now_and_then = [f for f in members if f is not change]
        for now, then in (now_and_then, now_and_then[::-1]):
            if abs(abs(_size(now) - _size(then)) - _size(change)) > _size(change) / 100:
                continue
            up = _size(now) > _size(then)
            p, n, m, d = rate.text, now.text, then.text, change.text
            top = f"{n}-{m}" if up else f"{m}-{n}"
            made += [
                Relation(
                    kind, f"{kind}.equivalent", rate, (now, then), Pace("growth", (ONE if up else -ONE, HUNDRED)), ("rate", "now", "then"),
                    f"变动幅度{p}应等于（{top}）÷{m}", f"the rate {p} should equal the difference of {n} and {m} ÷ {m}", strict=False,
                ),
                Relation(
                    kind, f"{kind}.equivalent", rate, (change, then), RATIO, ("rate", "change", "then"),
                    f"变动幅度{p}应等于{d}÷{m}", f"the rate {p} should equal {d} ÷ {m}", strict=False,
                ),
            ]  # fmt: skip
    return made
