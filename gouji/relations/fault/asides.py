"""Rates that words set apart from the figures beside them, so that a tie to those is a misreading.

Assumptions about the language:
- what a parenthesis behind 比上年 or 较2022年 tells, or one that begins with such a year, is of then, with all its members: 比上年（1108人、
  上线率41.8%）增加85人;
- 率96.8%（不含终止件） is of less than the figures beside it;
- what closes cases may be of those that were left from before as well: 上年结转23件，受理417件，结案419件，结案率95.2%;
- no part is twice its whole: such a pair was not meant, where no plan is one of the two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from math import log10

from gouji.relations.common.lists import addable, amount
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import THEN

_OF_THEN = re.compile(rf"[比较与](?:{THEN})(?:同期|末|底)?$")
_THEN_INSIDE = re.compile(rf"（(?:{THEN})")
_LESS = re.compile("（(?:不含|剔除|扣除|不包括|未含)")
_LEFT = re.compile("旧存|结转|上年末|积存|期初|往年|未结")
_CLOSED = re.compile("结案|审结|办结|执结|处结|结办")
_PLAN = re.compile("计划|任务|目标|预算|指标|应")
TWICE = Decimal(200)
SLIP = 0.01  # of a power of ten


def without_asides(reading: Reading, items: Sequence[Relation]) -> list[Relation]:
    """The relations without rates that miss since they are of something else by such words."""
    by_id = {m.figure.id: m for m in reading.mentions}
    return [r for r in items if r.kind != "ratio" or r.holds is not False or not _set_apart(reading, by_id, r)]


def _set_apart(reading: Reading, by_id: dict[str, Mention], relation: Relation) -> bool:
    rate = by_id.get(relation.stated.id)
    told = [by_id[f.id] for f in relation.operands if f.id in by_id]
    if rate is None or not rate.rate or not told:
        return False
    if rate.paren >= 0 and any(m.paren != rate.paren for m in told) and _of_then(reading, rate.paren):
        return True
    if _LESS.match(reading.plain, rate.end):
        return True
    if _CLOSED.search(rate.lead[-10:]) and len(told) == 2 and _with_what_was_left(reading, rate, *told):
        return True
    computed, stated = relation.computed, relation.stated.value
    twice = relation.formula.kind == "ratio" and computed is not None and stated is not None and stated <= 100 and computed >= TWICE
    return twice and not any(_PLAN.search(m.lead[-12:]) for m in told) and not _points_apart(computed, stated)


def _points_apart(computed: Decimal, stated: Decimal) -> bool:
    """Whether a point or a unit is wrong: a hundred times, ten thousand times as much."""
    times = log10(computed / stated) if stated > 0 else 0.5
    return abs(times - round(times)) < SLIP


def _of_then(reading: Reading, paren: int) -> bool:
    before = reading.plain[max(0, paren - 24) : paren]
    return _OF_THEN.search(before) is not None or _THEN_INSIDE.match(reading.plain, paren) is not None


def _with_what_was_left(reading: Reading, rate: Mention, part: Mention, base: Mention) -> bool:
    """Whether the rate is that of the part over its base and what was left from before."""
    step = Decimal(1).scaleb(-rate.figure.places)
    near = [m for m in reading.before(rate.start, 2) if m.index < rate.index and amount(m) and addable(m, base) and m is not base and m is not part]
    for left in near:
        if _LEFT.search(left.lead[-10:]):
            whole = base.figure.value * base.unit.factor + left.figure.value * left.unit.factor
            if whole and abs(part.figure.value * part.unit.factor * 100 / whole - rate.figure.value) <= step:
                return True
    return False
