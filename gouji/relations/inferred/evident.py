"""Ties that the numbers themselves give away: 91.5% where two amounts nearby make 91.47%, a total whose last digit fits.

The rules before this one start from wording. What wording leaves open is looked for here among the figures nearby and among
those of the same name, and proposed only where `evidence` finds the fit to be no likely accident. Such a tie holds by
construction: it says what a figure rests on, and can find no error. It is told as inferred.
"""

from __future__ import annotations

from collections.abc import Sequence

from gouji.relations.common.evidence import Numbers, Trial
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Reading
from gouji.relations.inferred import evident_lists as lists
from gouji.relations.inferred import (
    evident_moves,
    evident_repeats,
    growth_apart,
    named_growth,
    named_products,
    named_rates,
    near_lists,
    near_rests,
    unit_lists,
)
from gouji.relations.inferred import evident_rates as rates
from gouji.relations.inferred import evident_rests as rests
from gouji.relations.inferred.evident_pairs import pair_of
from gouji.relations.ratio import named_means

# What a figure of each way may come from, in this order.
_RULES = {
    "rate": [("ratio", rates.rate), ("ratio", rates.of_two), ("ratio", rates.of_others)],
    "growth": [("growth", rates.growth)],
    "change": [("difference", rates.change), ("sum", lists.sum_of), ("difference", rests.rest)],
    "points": [("difference", rates.change), ("difference", rests.rest)],
    "amount": [("sum", lists.sum_of), ("ratio", rates.product), ("difference", rates.change), ("difference", rests.rest)],
    "then": [("sum", lists.sum_of)],
    "mean": [("ratio", rates.mean), ("difference", rates.change)],
}


def propose(reading: Reading, found: Sequence[Relation]) -> list[Relation]:
    """The ties that numbers alone give away, for figures that no tie of `found` explains."""
    numbers = Numbers(reading)
    for relation in found:
        if relation.holds:
            numbers.learn(relation)
    explained = {(r.stated.id, r.kind) for r in found if r.holds}
    ties: list[Relation] = []
    for mention in reading.mentions:
        number = numbers.of(mention)
        if number is None or not number.value:
            continue
        for kind, rule in _RULES.get(number.way, ()):
            if (mention.figure.id, kind) in explained:
                continue
            trial = Trial(number.value, number.step)
            if trial.open and (tie_ := rule(numbers, number, trial)):
                ties.append(tie_)
                numbers.learn(tie_)
                break
    summed = explained | {(r.stated.id, r.kind) for r in ties} | {(r.stated.id, "sum") for r in (*found, *ties) if r.kind in ("sum", "difference") and r.holds}
    parts = {f.id for r in (*found, *ties) if r.kind in ("sum", "difference") and r.holds for f in r.operands}
    for number in (n for way in ("amount", "change", "then") for n in numbers.all(way)):
        if number.mention.figure.id not in parts and (pair := pair_of(numbers, number, summed)) is not None:
            ties.append(pair)
    explained |= {(r.stated.id, r.kind) for r in (*ties, *(r for r in found if r.base_named and "mean" in r.roles))}
    ties += [*named_means.inferred(reading, explained), *named_rates.inferred(reading, explained), *named_growth.inferred(reading, explained), *named_growth.listed(reading, explained), *growth_apart.inferred(reading, explained), *named_products.inferred(reading, explained)]
    known = {frozenset(figure.id for figure in r.figures) for r in found}
    kept = []
    ties += evident_moves.inferred(reading, [*found, *ties])
    for relation in [*ties, *lists.totals(numbers), *lists.hundreds(numbers), *evident_repeats.propose(numbers, found)]:
        members = frozenset(figure.id for figure in relation.figures)
        if members not in known and (relation.holds or relation.strict):
            known.add(members)
            kept.append(relation)
    return [*kept, *near_lists.slipped(numbers, [*found, *kept]), *near_rests.slipped(numbers, [*found, *kept]), *unit_lists.slipped(numbers, [*found, *kept])]  # what words may read, the numbers demand

