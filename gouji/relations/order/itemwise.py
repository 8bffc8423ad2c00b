"""bound.itemwise: where a whole lies within another one and both are told item by item under the same names, each item within the other's.

全县公路2186公里，其中县道413公里、乡道566公里…；列养2098公里（列养率96%），其中县道398公里、乡道548公里…: of each kind of road at most all
is kept up. Basis: what is done of a whole is done of its parts.

Assumes that a rate that holds says of which whole the one is some, and that sums that hold tell the items of both. An item may still
exceed its own (a budget's item), so that the tie is told only where every item bears it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.order.bounds import at_most

_IDLE = re.compile(r"[（(][^（）()]*[）)]|支出|决算|年初|全年|预算|经费|费用?|里程|面积|数|为|已|完成|核拨|到位|[的“”]")
LEAST = 2  # items


def propose(reading: Reading, items: Sequence[Relation]) -> Iterator[Relation]:
    """For every rate of one whole in another that holds, the ties of their items."""
    mentions = {m.figure.id: m for m in reading.mentions}
    lists: dict[str, dict[str, Mention]] = {}
    for relation in items:
        if relation.kind == "sum" and relation.holds and relation.comparator == "=" and all(f == 1 for f in relation.formula.factors):
            named = {_name(mentions[f.id]): mentions[f.id] for f in relation.operands if f.id in mentions}
            if len(named) == len(relation.operands) >= LEAST and "" not in named:
                lists.setdefault(relation.stated.id, named)
    for relation in items:
        if relation.kind != "ratio" or not relation.holds or len(relation.operands) != 2 or relation.formula.kind != "ratio":
            continue
        part, base = (lists.get(f.id) for f in relation.operands)
        if part is None or base is None or part.keys() != base.keys():
            continue
        ties = [
            at_most(part[name], base[name], "bound.itemwise", ("part", "whole"), False)
            for name in part
            if part[name].index != base[name].index and (part[name].figure.value or base[name].figure.value)
        ]
        if all(tie.holds for tie in ties):
            yield from ties


def _name(mention: Mention) -> str:
    return _IDLE.sub("", mention.label[-14:])
