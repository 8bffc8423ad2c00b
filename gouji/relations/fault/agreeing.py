"""Two ties that no word demands and one slip would mend: 预算90万元，支出82.4万元，执行率96%，结余3.6万元, where 86.4 mends both.

A tie that words only suggest is missed most often because it was misread. That two of them, on different figures, are missed by
the same slip of the same figure, is no accident: then that figure is wrong, and both fail. Assumes that no tie holds which
the correction would break.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.figures import Figure
from gouji.relations.common.model import Relation, worded
from gouji.relations.fault.explanations import Diagnosis, single
from gouji.relations.fault.needed import corrected, replaced

_KINDS = frozenset({"sum", "difference", "ratio", "growth", "conversion"})
_SLIPS = frozenset({"swapped", "digit", "missing_digit", "extra_digit", "decimal_point", "unit"})
LEAST_DIGITS = 2  # of one digit any other is a slip away


def agreed(items: Sequence[Relation]) -> list[Relation]:
    """The ties, those demanded that miss by a slip on which another agrees."""
    open_ = [r for r in items if r.holds is False and not r.strict and r.comparator == "=" and r.kind in _KINDS]
    of: dict[str, list[Relation]] = defaultdict(list)
    for relation in open_:
        for figure in {f.id: f for f in (relation.stated, *relation.operands) if f.id}.values():
            of[figure.id].append(relation)
    shared = {name for name, ties in of.items() if len(ties) > 1}
    if not shared:
        return list(items)
    around: dict[str, list[Relation]] = defaultdict(list)
    for relation in items:
        for figure in relation.figures:
            if relation.holds and figure.id in shared:
                around[figure.id].append(relation)
    demanded: set[int] = set()
    for relation in open_:
        for slip in _slips(relation, shared):
            new = corrected(slip.figure, slip.value, slip.unit)
            mended = [r for r in of[slip.figure.id] if _differ(r, relation) and replaced(r, slip.figure, new).holds]
            if mended and not any(replaced(r, slip.figure, new).holds is False for r in around[slip.figure.id]):
                demanded |= {id(relation), *map(id, mended)}
    return [worded(r, strict=True) if id(r) in demanded else r for r in items]


def _slips(relation: Relation, shared: set[str]) -> Iterator[Diagnosis]:
    """What slip in a figure that other ties share would mend this one."""
    for found in single(relation):
        if found.kind in _SLIPS and found.figure.id in shared and found.value is not None and _long(found.figure):
            yield found


def _long(figure: Figure) -> bool:
    return len(figure.value.as_tuple().digits) >= LEAST_DIGITS


def _differ(one: Relation, other: Relation) -> bool:
    """Whether two ties rest on other figures; one list read with an item more or fewer is the same evidence."""
    a, b = ({f.id for f in (r.stated, *r.operands)} for r in (one, other))
    return not a <= b and not b <= a
