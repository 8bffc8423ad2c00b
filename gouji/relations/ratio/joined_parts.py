"""已偿还本金2800万元、利息760万元，偿还率100%: what was done is told in parts that 、 joins, and the rate is of all of them.

A reading of the first part alone comes before, for a rate may be of that one; the parts together are asked where it fails, and stand only if
they hold: which of the two the author miswrote is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.relations.common.lists import addable, amount, value
from gouji.relations.common.model import Relation
from gouji.relations.common.naming import ratio
from gouji.relations.common.reading import Mention, Reading

_JOINED = ("、", "和", "及", "与")


def joined(rate: Mention, readings: Sequence[Relation], near: Sequence[Mention]) -> list[Relation]:
    """For readings of which none holds, those of their part with what is joined to it, that do."""
    if any(r.holds for r in readings):
        return []
    mentions = {m.figure.id: m for m in near}
    found = []
    for reading in readings:
        part, base = (mentions.get(f.id) for f in (reading.operands[0], reading.operands[-1]))
        if part is None or base is None or len(reading.operands) != 2:
            continue
        run = [part]
        for m in near:
            if m.index == run[-1].index + 1 and m.lead.startswith(_JOINED) and addable(m, part) and m is not base:
                run.append(m)
        if len(run) > 1 and (tie := ratio(rate, run, base, reading.rule)).holds:
            found.append(replace(tie, base_named=reading.base_named))
    return found


def of_a_sum(reading: Reading, rate: Mention, part: Mention) -> bool:
    """Whether a rate is what its part is of a list right before it, whose sum no figure tells: 鉴定为C级187栋、D级64栋，已整治246栋，整治率98.0%."""
    run: list[Mention] = []
    for m in reversed(reading.mentions[max(0, part.index - 8) : part.index]):
        if m.sentence != part.sentence or not amount(m) or not addable(m, part):
            break
        run.append(m)
        if not m.lead.startswith(_JOINED):
            break
    if len(run) < 2 or run[-1].lead.startswith(_JOINED) or rate.figure.value is None:
        return False
    total = sum(map(value, run))
    return bool(total) and abs(value(part) / total * 100 - rate.figure.value) <= Decimal(1).scaleb(-rate.figure.places) / 2
