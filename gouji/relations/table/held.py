"""bound.persons_of_groups and bound.bought_within_kept in tables: rows or columns that hold one another by their names.

Basis: each group has a person at least; what was bought this year is among what is kept at its end. Assumes the two next to one
another but for one more between them, and named alike but for what is counted: 国内公务接待批次, 国内公务接待人次.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.relations.common.model import Relation, linear
from gouji.relations.table.views import Series, View, name_of, usable, where, with_unit

_UNIT = r"(?:数量?)?$"
_HELD = (  # what is counted, what cannot be fewer, the rule and the roles
    (re.compile(r"(?:批次|团组|批数|组团)" + _UNIT), re.compile(r"(?:人次|人数)" + _UNIT), "persons_of_groups", ("groups", "persons")),
    (re.compile(r"(?:车辆?|汽车)购置" + _UNIT), re.compile(r"(?:车辆?|汽车)保有量?" + _UNIT), "bought_within_kept", ("bought", "kept")),
)
REACH = 2  # how many rows further on the other may stand


def propose(view: View) -> Iterator[Relation]:
    """The ties of one table, seen by its rows or by its columns."""
    for at, small in enumerate(view.series):
        for counted, holding, rule, roles in _HELD:
            own = counted.search(small.words)
            if own is None:
                continue
            beside = [*view.series[at + 1 : at + 1 + REACH], *view.series[max(0, at - 1) : at]]
            stem = small.words[: own.start()]
            for large in beside:
                other = holding.search(large.words)
                if other is not None and large.words[: other.start()] == stem:
                    yield from _within(view, small, large, f"bound.{rule}", roles)
                    break


def _within(view: View, small: Series, large: Series, rule: str, roles: tuple[str, str]) -> Iterator[Relation]:
    for case in range(len(view.cases)):
        few, many = small.figure(case), large.figure(case)
        if usable([few, many]):
            yield Relation(
                "bound",
                rule,
                few,
                (many,),
                linear(1),
                roles,
                f"{where(view, case)}“{name_of(small.words)}”{with_unit(few)}不应超过“{name_of(large.words)}”{with_unit(many)}",
                f"“{name_of(small.words)}” {with_unit(few)} should not exceed “{name_of(large.words)}” {with_unit(many)}",
                comparator="<=",
            )
