"""grid.carried_on: what came in and what was left from before is what was dealt with and what is carried on, in a table.

Basis: the annual form on requests for government information says so of its items, and every table of cases that tells all four
is a stock account. Assumes one row (or column) of each, by its name; what was dealt with is told by a total of its own part.
Example: 新收|60, 上年结转|3, 办结|59, 结转下年|4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.relations.common.model import Formula, Relation
from gouji.relations.table.views import View, name_of, one_unit, usable, where, with_unit

_IN = re.compile(r"新收|新受理|新立|本[年期月]收到|本[年期月]受理")
_BEFORE = re.compile(r"(?:上[年期月]|年初|期初)(?:度)?(?:结转|结存|未结|旧存|遗留)|旧存|积存")
_DONE = re.compile(r"^(?:（[一二三四五六七八九十]{1,3}）总计|(?:[一二三四五六七八九十]、)?(?:本[年期月]度?)?(?:办结|审结|结案|已结|已办结)(?:合计|总数|总计|件数|数量|数)?)$")
_ON = re.compile(r"结转(?:到|至)?下[年期月一]|(?:期末|年末|本期|尚)未结|^未[办审]?结")


def propose(view: View) -> Iterator[Relation]:
    """The ties of one table, seen by its rows or by its columns."""
    found = [[at for at, s in enumerate(view.series) if pattern.search(s.words)] for pattern in (_BEFORE, _IN, _DONE, _ON)]
    if any(len(places) != 1 for places in found) or len({places[0] for places in found}) < 4:
        return
    before, new, done, on = (view.series[places[0]] for places in found)
    for case in range(len(view.cases)):
        a, b, c, d = (s.figure(case) for s in (before, new, done, on))
        if not usable([a, b, c, d]) or not one_unit([a, b, c, d]):
            continue
        formula = Formula("linear", (Decimal(1), Decimal(1), Decimal(-1)))
        arithmetic = formula.written([with_unit(f) for f in (a, b, c)])
        yield Relation(
            "difference",
            "grid.carried_on",
            d,
            (a, b, c),
            formula,
            ("rest", "whole", "whole", "less"),
            f"{where(view, case)}“{name_of(on.words)}”{with_unit(d)}应等于{arithmetic}",
            f"“{name_of(on.words)}” {with_unit(d)} of “{name_of(view.cases[case])}” should equal {arithmetic}",
        )
