"""Changes that others told beside them make up, each with its direction: 总收入增加10亿元。…减少9亿元，…增加1亿元，…增加18亿元.

The items are the changes right behind the whole's or right before it, one after the other: all of them, or the first of each
paragraph or part of a sentence, where the others say what it consists of. Such a tie holds by construction and can find no error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.relations.change import changes
from gouji.relations.change.changes import Change
from gouji.relations.change.components import Part, summed
from gouji.relations.common.evidence import digits
from gouji.relations.common.lists import value
from gouji.relations.common.model import Relation, worded
from gouji.relations.common.reading import Reading

MOST = 20  # items
FEWEST, SHORT = 3, 2  # digits of a whole; of one that three items or more make


def inferred(reading: Reading, found: Sequence[Relation]) -> list[Relation]:
    """The sums of changes that no tie of `found` tells yet."""
    told = [c for c in changes.find(reading) if len(c.amounts) == 1 and c.amounts[0].quantity and c.amounts[0].figure.value]
    known = {r.stated.id for r in found if r.kind == "sum" and r.holds}
    ties = []
    for at, whole in enumerate(told):
        if whole.amounts[0].figure.id in known:
            continue
        for run in _runs(reading, told, at):
            if (tie := _made_of(whole, run)) is not None:
                ties.append(tie)
                break
    return ties


def _runs(reading: Reading, told: Sequence[Change], at: int) -> Iterator[list[Change]]:
    """What may make a whole, in the order in which it is tried: one after the other behind it, and before it, nearest first."""
    whole = told[at].amounts[0]
    for side in (told[at + 1 : at + 1 + 2 * MOST], told[max(0, at - 2 * MOST) : at][::-1]):
        alike = [c for c in side if c.amounts[0].dimension == whole.dimension and c.amounts[0].depth == whole.depth]
        yield alike
        heads: dict[int, Change] = {}
        for change in sorted(alike, key=lambda c: c.amounts[0].index):
            heads.setdefault(reading.plain.rfind("\n", 0, change.start), change)
        firsts = {id(change) for change in heads.values()}
        yield [c for c in alike if id(c) in firsts]


def _made_of(whole: Change, run: Sequence[Change]) -> Relation | None:
    """The shortest stretch of a run, from its beginning on, that makes the whole to the digit."""
    target = value(whole.amounts[0])
    many = digits(whole.amounts[0].figure)
    total, items = Decimal(0), []
    for change in run[:MOST]:
        total += value(change.amounts[0]) * (1 if change.up == whole.up else -1)
        items.append(change)
        if total == target and len(items) >= 2 and (many >= FEWEST or many >= SHORT and len(items) > 2):
            ordered = sorted(items, key=lambda c: c.amounts[0].index)
            tie = summed(Part(whole.amounts[0], whole), [Part(c.amounts[0], c) for c in ordered], "sum.evident_moves")
            tie = worded(tie, strict=False, zh=f"{tie.zh}（数值相符，据此推定）", en=f"{tie.en} (inferred from the numbers)")
            return tie if tie.holds else None
    return None
