"""Which reading of the words stands, and what a miss amounts to: a failure, or nothing that can be judged.

Assumes that a mistake is mostly near what it ought to be, or one slip of the pen away from it; what is neither was more
likely misread here than miswritten there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.figures import Figure
from gouji.quantity import unit
from gouji.relations.common.comparands import beside_the_point
from gouji.relations.common.lists import addable, amount
from gouji.relations.common.model import HUNDRED, Relation, worded
from gouji.relations.common.reading import MONEY, Mention, Reading
from gouji.relations.common.whole import total_of
from gouji.relations.fault.agreeing import agreed
from gouji.relations.fault.diagnosis import diagnose, rank
from gouji.relations.fault.divisions import OF_ANOTHER_UNIT, a_digit_away, divides, one_slip
from gouji.relations.fault.explanations import LEAST_DIGITS, single

# How far off a statement may be and still be a mistake rather than a misreading, where no slip explains it.
REACH = {"ratio": Decimal("1.25"), "growth": Decimal(2), "difference": Decimal(2), "bound": Decimal(2)}
NAMED_REACH = Decimal(3)  # where the words say what a rate is of
_OF_TWO = frozenset(("ratio.of", "ratio.named_rate", "ratio.of_column"))
SHARE_BEHIND, SHORT_BREATH = 3, 14  # characters, as of ，占 and of ，其中五年以上有期徒刑
RATE_BEHIND = 12  # characters from what was spent to its rate that leave room for the rate's name alone
EXACT = 8  # rates of 100% that are exact
AGREEING = Decimal("1.02")  # how far apart the wholes are that shares of one whole imply
BREATH = 24  # characters between a state and its change that leave room for the comparand alone
BEFORE, AFTER = 300, 60  # characters around parts in which another whole of theirs may be told
_ADDED_UP = re.compile(r"(?:共计|(?<![收支][入出])(?:合计|总计))(?:为|达|约)?$")
_OF_SIZE = ("decimal_point", "unit")  # slips that hardly another explains as well
ORIGIN = {"ratio": "rate", "growth": "rate", "difference": "difference"}  # kinds that say what a figure was made of


def as_its_column(items: Sequence[Relation]) -> list[Relation]:
    """A rate that stands in a column of rates has their definition, and no other that fails."""
    told = {r.stated.id for r in items if r.rule == "ratio.of_column"}
    return [r for r in items if r.kind != "ratio" or r.rule == "ratio.of_column" or r.stated.id not in told or r.holds]


def without_misread_lists(items: Sequence[Relation]) -> list[Relation]:
    """A list that misses its whole by an item too many or too few, where the list as another rule reads it makes up that whole,
    was misread."""
    sums = [(r, {f.id for f in r.operands}) for r in items if r.kind == "sum" and r.comparator == "="]
    held = [(r.stated.id, parts, r.rule != "sum.evident") for r, parts in sums if r.holds and len(parts) > 1]
    misread = {
        id(r)
        for r, parts in sums
        if r.holds is False
        and any(
            own == r.stated.id and (parts < all_ or all_ < parts and (by_words or len(parts - all_) == 1 and len(r.stated.value.as_tuple().digits) >= LEAST_DIGITS))
            for own, all_, by_words in held
        )
    }
    return [r for r in items if id(r) not in misread]


def read_otherwise(reading: Reading, items: Sequence[Relation], inferred: Sequence[Relation]) -> list[Relation]:
    """A rate or a difference has one origin: where the numbers show another than the wording seemed to tell, and that
    one fails, it was misread. Not where the words name the base, or the figures stand all in one item: then the
    author took the wrong one."""
    origins = {(r.stated.id, ORIGIN[r.kind]): r for r in inferred if r.kind in ORIGIN}
    segments = {m.figure.id: (m.sentence, m.segment) for m in reading.mentions}

    def together(relation: Relation) -> bool:
        return len({segments[figure.id] for figure in relation.figures}) == 1

    known = Counter(r.operands[-1].id for r in items if r.kind == "ratio" and r.holds and len(r.operands) == 2)

    beside: dict[tuple[int, str], list[Relation]] = defaultdict(list)
    for r in items:
        if r.kind == "ratio" and r.holds and len(r.operands) == 2:
            beside[segments[r.stated.id][0], r.operands[-1].id].append(r)

    def refuted(relation: Relation, other: Relation) -> bool:
        if relation.kind == "ratio" and relation.strict:
            alike = beside[segments[relation.stated.id][0], relation.operands[-1].id]
            if any(replace(r, operands=(r.operands[0], other.operands[-1])).holds is False for r in alike):
                return False  # 占a%，占b%: the shares of one list are of one whole
        if relation.rule == "growth.change" and relation.operands[1].id not in {f.id for f in other.operands}:
            return False  # 减少D万元，下降p%: the rate is D's own
        if not relation.strict:  # what words make likely is misread only in what it takes the rate to be of
            return not relation.reach or relation.operands[0].id == other.operands[0].id
        same_base = relation.kind == "ratio" == other.kind and relation.operands[-1].id == other.operands[-1].id
        if relation.base_named and not same_base:
            return False
        of_all = relation.kind == "ratio" == other.kind and known[other.operands[-1].id] >= 2
        return of_all or together(other) or not together(relation)

    defined = {r.stated.id for r in items if r.rule == "ratio.defined" or r.rule == "ratio.sum_share" and (r.holds or r.base_named)}
    kept = []
    for relation in items:
        by_words = relation.kind == "ratio" and relation.rule not in ("ratio.defined", "ratio.sum_share")
        if by_words and relation.holds is False and relation.stated.id in defined:
            continue  # its definition, or 合计 and names, say what it is of
        other = origins.get((relation.stated.id, ORIGIN.get(relation.kind, "")))
        misread = other is not None and other.holds and relation.holds is False and refuted(relation, other)
        if not misread:
            kept.append(relation)
    return [*kept, *inferred]


def summed_elsewhere(reading: Reading, items: Sequence[Relation]) -> list[Relation]:
    """Where parts in prose miss their whole, but make another amount told near them to the last digit, that one is their
    whole: 年初预算a，调整为b，其中A、B. Assumes that four digits or more do not fit by accident."""
    mentions = {m.figure.id: m for m in reading.mentions}
    own = {frozenset(f.id for f in r.operands) for r in items if r.rule == OF_ANOTHER_UNIT}  # which they make but for its unit
    items = [r for r in items if r.rule == OF_ANOTHER_UNIT or not _missed(r) or frozenset(f.id for f in r.operands) not in own]
    items = _without_siblings(items)
    return [_with_its_whole(reading, mentions, r) if _missed(r) else r for r in items]


def _without_siblings(items: Sequence[Relation]) -> list[Relation]:
    """Without a sum that fails whose whole stands beside some of its supposed parts in a sum that holds: A、B：B1、B2；C、D make W, so that C and
    D are not B's."""
    joined = [{f.id for f in r.operands} for r in items if r.kind == "sum" and r.holds and r.comparator == "=" and len(r.operands) > 2]
    return [r for r in items if not (_missed(r) and any(r.stated.id in ids and len(ids & {f.id for f in r.operands}) for ids in joined))]


def _missed(relation: Relation) -> bool:
    """Whether a sum in prose of several parts fails whose computed value has digits enough to be known by."""
    return (
        relation.kind == "sum"
        and relation.holds is False
        and relation.comparator == "="
        and not relation.rule.startswith("grid.")
        and relation.rule != "sum.composed"  # 由…构成 names its whole
        and len(relation.operands) > 1
        and all(factor == 1 for factor in relation.formula.factors)
        and relation.computed is not None
        and len(relation.computed.as_tuple().digits) >= LEAST_DIGITS
        and len(relation.computed.normalize().as_tuple().digits) >= LEAST_DIGITS - 1
    )


_BESIDE = re.compile(r"[^，。；：\d\n]{0,6}[，。；]?其中[：，]?[^，。；\d]{0,30}")


def _with_its_whole(reading: Reading, mentions: dict[str, Mention], relation: Relation) -> Relation:
    parts = [mentions[f.id] for f in relation.operands if f.id in mentions]
    stated = mentions.get(relation.stated.id)
    if len(parts) != len(relation.operands) or stated is None or _ADDED_UP.search(stated.lead[-6:]):
        return relation  # what is called a total is what the parts are to make
    if relation.computed < 3 * stated.figure.value and _BESIDE.fullmatch(reading.plain, stated.end, min(m.start for m in parts)):
        return relation  # W万元，其中A a: nothing else is their whole, whatever is told elsewhere
    if relation.strict and not beside_the_point(stated) and divides(reading, stated, parts) and a_digit_away(relation):
        return relation  # right behind it, and one digit off
    total = relation.computed * stated.unit.factor
    first, last = min(m.start for m in parts), max(m.end for m in parts)
    for other in reversed(reading.between(first - BEFORE, last + AFTER)):
        near = other.start < first or other.start >= last
        again = min(len(other.label), len(stated.label)) >= 2 and other.label[-4:] == stated.label[-4:]  # told twice
        if near and not again and amount(other) and addable(other, stated) and other.figure.value * other.unit.factor == total:
            return total_of(other, parts, relation.rule, relation.strict)
    return relation


def settle(items: Sequence[Relation]) -> list[Relation]:
    """Every tie by itself, then those that are missed by one slip together."""
    borne = {r.stated.id for r in items if r.kind == "ratio" and r.holds and r.strict}
    # 上半年a，占预算的p%；下半年b，占q%: shares of a whole that is told need not be all of it
    items = [r for r in items if not (r.rule == "sum.shares" and r.holds is False and not r.strict and borne >= {f.id for f in r.figures})]
    wholes, to_the_digit = _made_up(items), _to_the_digit(items)
    return agreed([settled(relation, wholes, to_the_digit) for relation in items])


def _to_the_digit(items: Sequence[Relation]) -> bool:
    """Whether a report tells 100% of what was spent to the digit, many times over, and but once of what all but was."""
    exact = sum(r.whole_rate and r.operands[0].value == r.operands[1].value for r in items)
    return exact >= EXACT and sum(r.holds is False and _all_but(r) for r in items) == 1


def _made_up(items: Sequence[Relation]) -> frozenset[tuple[str, str]]:
    """Each part with its whole, where the parts make it up to the last digit, and their shares do not agree on another: a share of such a
    part is of nothing else."""
    implied: dict[str, list[Decimal]] = defaultdict(list)
    for r in items:
        if r.rule == "ratio.share" and r.holds is False and len(r.operands) == 2 and r.stated.value and r.operands[0].value:
            implied[r.operands[1].id].append(r.operands[0].value * unit(r.operands[0].unit).factor / r.stated.value)
    of_another = {base for base, wholes in implied.items() if len(wholes) > 1 and max(wholes) / min(wholes) < AGREEING}
    sums = (r for r in items if r.kind == "sum" and r.exact and r.comparator == "=" and len([f for f in r.operands if f.value]) > 1)
    return frozenset(
        (part.id, r.stated.id) for r in sums if r.stated.id not in of_another and all(factor == 1 for factor in r.formula.factors) for part in r.operands
    )


def settled(relation: Relation, wholes: frozenset[tuple[str, str]] = frozenset(), to_the_digit: bool = False) -> Relation:
    """A tie that the wording does not demand, missed and explained by no slip, is undetermined: no computed side. So is one
    that is missed by far and explained by nothing: more likely it was misread than miswritten; and one that rounding may explain.
    `wholes` has the parts whose whole is sure; `to_the_digit`: the report rounds no other rate to 100%."""
    if relation.holds is not False:
        return relation
    if _all_but(relation) and not (to_the_digit and _alike(*relation.operands)) or relation.as_told:
        return worded(relation, strict=False)
    if relation.strict and _only_examples(relation):
        return worded(relation, strict=False)
    if relation.strict:
        return worded(relation, strict=False) if _far_off(relation, wholes) or _exceeded(relation) else relation
    return worded(relation, strict=True) if _near(relation) or _explained(relation) else relation


def idle(relation: Relation) -> bool:
    """Whether a miss tells a reviewer nothing: where the words do not name what a rate is of, the pair that was tried was one of many,
    and parts that miss a whole, or two figures of one name, were none. What stays undetermined has an origin by its words, and
    none that was tried will do."""
    if relation.holds is None and relation.kind in ORIGIN and relation.operands[-1].value == 0:
        return True  # 完成预算0万元的0%: of nothing
    if relation.holds is not False or relation.strict:
        return False
    return not (relation.kind in ORIGIN and relation.base_named or relation.kind == "growth" or _all_but(relation) or relation.as_told)


def _explained(relation: Relation) -> bool:
    """Whether a slip of the pen explains the miss of a tie that the wording does not demand."""
    slips = single(relation)
    if not slips:
        return False
    found = max(slips, key=rank)
    forgot = found.kind == "left_out" and len(relation.operands) > 2
    if bool(relation.reach) and (found.likely or forgot):
        return True
    return found.explains or any(each.explains and each.kind in _OF_SIZE for each in slips)


def _only_examples(relation: Relation) -> bool:
    """Whether a list comes to less than half of its whole, and no slip explains it: 存在问题的金额W。具体是：…, which tells some."""
    computed, stated = relation.computed, relation.stated.value
    told = relation.rule == "sum.among_which" and computed is not None and bool(stated)
    return told and computed * 2 < stated and not _explained(relation) and not one_slip(relation)


def _exceeded(relation: Relation) -> bool:
    """Whether a part by itself exceeds its whole, and no slip explains it, where only the likeness of words makes it a part:
    then it is none."""
    if relation.rule not in ("sum.column", "sum.paragraphs", "sum.told_after", "sum.together") or relation.comparator != "=":
        return False
    own = unit(relation.stated.unit).factor
    parts = [f for f, factor in zip(relation.operands, relation.formula.factors, strict=True) if factor > 0]
    if relation.stated.value is None or len(parts) != len(relation.operands):
        return False
    larger = any(f.value is not None and f.value * unit(f.unit).factor > relation.stated.value * own for f in parts)
    found = diagnose(relation) if larger else None
    return larger and (found is None or not (found.explains or found.likely and len(parts) > 2))


def _near(relation: Relation) -> bool:
    """Whether a likely tie is missed by so little that another reading would hardly have come so near."""
    return bool(relation.reach) and relation.off <= relation.reach


def _all_but(relation: Relation) -> bool:
    """Whether 100% is told of amounts of money that are all but equal (29.50 of 29.49万元): a rate is rounded."""
    return (
        relation.whole_rate
        and unit(relation.operands[0].unit).dimension == MONEY
        and relation.computed is not None
        and abs(relation.computed - HUNDRED) < Decimal("0.05")
    )


def _alike(a: Figure, b: Figure) -> bool:
    """Whether one digit, or two that changed places, tell two numbers apart."""
    x, y = (f"{figure.value:f}" for figure in (a, b))
    apart = [k for k, (m, n) in enumerate(zip(x, y, strict=False)) if m != n]
    swapped = len(apart) == 2 and x[apart[0]] == y[apart[1]] and x[apart[1]] == y[apart[0]]
    return a.unit == b.unit and len(x) == len(y) and (len(apart) == 1 or swapped)


def _in_one_breath(relation: Relation) -> bool:
    """Whether a state, its change and the rate of that follow one another: N万元，比上年增加D万元，增长p%. It is misread by
    nobody, however far off. Nor is 预算M万元，支出N万元，执行率p%; nor are the months that are left, and their mean."""
    if relation.rule == "ratio.left_months":
        return True
    if relation.rule == "ratio.share" and len(relation.operands) == 2:  # W人，其中A a人，占p%
        part, base, rate = (*relation.operands, relation.stated)
        return 0 <= part.plain_start - base.plain_end <= SHORT_BREATH and 0 <= rate.plain_start - part.plain_end <= SHARE_BEHIND and part.unit == base.unit
    if relation.rule in _OF_TWO and len(relation.operands) == 2:
        part, base, rate = (*relation.operands, relation.stated)
        near = 0 <= part.plain_start - base.plain_end <= BREATH and 0 <= rate.plain_start - part.plain_end <= RATE_BEHIND
        return near and part.unit == base.unit and unit(part.unit).dimension == MONEY
    if relation.rule not in ("growth.change", "ratio.outturn") or len(relation.operands) != 2:
        return False
    now, change, rate = (*relation.operands, relation.stated)
    if relation.rule == "ratio.outturn":  # N万元，完成预算p%，决算数大于预算数D万元
        return 0 <= rate.plain_start - now.plain_end <= BREATH and 0 <= change.plain_start - rate.plain_end <= BREATH
    return 0 <= change.plain_start - now.plain_end <= BREATH and 0 <= rate.plain_start - change.plain_end <= 6


def _far_off(relation: Relation, wholes: frozenset[tuple[str, str]]) -> bool:
    if _in_one_breath(relation) or relation.rule == "bound.outsized":
        return False  # the latter says that it is far off
    if relation.rule == "ratio.share" and len(relation.operands) == 2 and tuple(f.id for f in relation.operands) in wholes:
        return False  # 支出W万元中，A a万元，占p%；B b万元，占q%, where a and b make W
    reach = REACH.get(relation.kind) if not relation.base_named else NAMED_REACH
    computed, stated = relation.computed, relation.stated.value
    if reach is None or not computed or not stated or 1 / reach <= abs(computed / stated) <= reach:
        return False
    found = diagnose(relation)
    short = relation.rule == "ratio.share" and found is not None and found.kind in ("digit", "swapped") and sum(map(str.isdigit, found.figure.number)) < 3
    return found is None or relation.kind == "bound" or found.kind == "other" or short  # one digit makes half of what two may tell
