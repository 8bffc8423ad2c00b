"""Measures of a whole and of its parts: where the parts make the whole, their budgets make its budget, and what they were last
year makes what it was.

Basis: one division holds for every measure of what is divided.

Assumptions about the language:
- a measure stands beside its amount, behind it (支出7.2万元，完成预算8万元的90%，比上年6.5万元增加…) or right before it (年初预算为8万元，
  支出决算为7.2万元), and before the next part;
- a part of nought of which no measure is told had none. A part without the measure, else, leaves the division open.
It is asked of sums that hold, and demanded where every part tells the measure under the whole's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.relations.common.lists import is_change, is_mean
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.retold import tie
from gouji.relations.common.whole import total_of

_ROLES = {
    "budget": re.compile(r"(?<!上年)(?<!去年)(?:(?P<when>年初|全年|调整后?的?|年度|当年)?预算)(?:数|安排数?|额)?(?:为|的|是)?$"),
    "then": re.compile(r"[比较与]?(?P<when>上年度?|去年|上一年度?|(?:19|20)\d\d年度?)(?:同期)?(?:决算|支出|执行)?数?(?:的|为|是)?$"),
    "then_budget": re.compile(r"[比较与]?(?P<when>上年度?|去年|上一年度?|(?:19|20)\d\d年度?)(?:年初)?预算(?:安排)?数?(?:的|为|是)?$"),
}
REACH = 6  # figures behind an amount among which its measures stand
NEAR = Decimal("0.2")
LONG = 4  # digits of an amount that is hardly another one


def propose(reading: Reading, items: Sequence[Relation]) -> list[Relation]:
    """For every sum that holds, the sums of its members' measures."""
    by_figure = {m.figure.id: m for m in reading.mentions}
    found, seen = list(_same_rates(by_figure, items)), set()
    for relation in items:
        if relation.kind != "sum" or not relation.holds or any(f != 1 for f in relation.formula.factors):
            continue
        members = [by_figure.get(f.id) for f in (relation.stated, *relation.operands)]
        if len(members) < 3 or None in members or members[0].rate or min(m.index for m in members[1:]) < members[0].index:
            continue
        if any(m.depth or is_change(m) for m in members):
            continue
        if "evident" in relation.rule:
            members += _nought(reading, members)
        for role, pattern in _ROLES.items():
            told = _told(reading, members, role, pattern)
            if told is not None and (key := tuple(m.index for m in told)) not in seen:
                seen.add(key)
                found.append(_sum(told, role, pattern))
    return found


def _same_rates(by_figure: dict[str, Mention], items: Sequence[Relation]) -> Iterator[Relation]:
    """Where an amount and its change are told twice, its rate of change is one rate."""
    known: dict[tuple, Relation] = {}
    for relation in items:
        if relation.rule != "growth.change" or sum(map(str.isdigit, relation.operands[0].number)) < LONG:
            continue
        key = (*((f.value, f.unit) for f in relation.operands), relation.formula.factors)
        first = known.setdefault(key, relation)
        pair = [by_figure.get(r.stated.id) for r in (first, relation)]
        if first is not relation and None not in pair and pair[0].figure.unit == pair[1].figure.unit:
            yield tie("repeat.rate", *pair, strict=True)


def _nought(reading: Reading, members: Sequence[Mention]) -> list[Mention]:
    """The parts of nought that numbers alone leave out of a sum: they may have had a budget."""
    known = {m.index for m in members}
    between = reading.mentions[members[0].index + 1 : max(m.index for m in members)]
    like = [m for m in between if m.figure.value == 0 and m.figure.unit == members[0].figure.unit and not m.depth]
    return [m for m in like if m.index not in known and not is_change(m)]


def _told(reading: Reading, members: Sequence[Mention], role: str, pattern: re.Pattern[str]) -> list[Mention] | None:
    """The measures of the whole and its parts; None where a part of more than nought tells none."""
    order = sorted(m.index for m in members)
    told: list[Mention] = []
    for member in members:
        after = next((index for index in order if index > member.index), member.index + REACH + 1)
        own = _beside(reading, member, after, role, pattern)
        if own is None and (member is members[0] or member.figure.value or _moved(reading, member, after, role)):
            return None
        if own is not None:
            told.append(own)
    apart = not {m.index for m in told} & set(order)  # a whole is no measure of its own part: 追加W，主要是追加a、b
    return told if apart and len(told) >= 3 and len({m.index for m in told}) == len(told) else None


def _moved(reading: Reading, member: Mention, limit: int, role: str) -> bool:
    """Whether a part of nought changed against the measure (0元，比预算减少220万元): then it had one, which is not told."""
    word = "预算" if role == "budget" else "[上去]年|同期|(?:19|20)\\d\\d年"
    behind = reading.mentions[member.index + 1 : min(limit, member.index + REACH + 1)]
    return any(is_change(m) and m.figure.value and re.search(word, m.lead[-16:]) for m in behind)


def _beside(reading: Reading, member: Mention, limit: int, role: str, pattern: re.Pattern[str]) -> Mention | None:
    before = reading.mentions[member.index - 1] if member.index else None
    if role == "budget" and before is not None and _is(before, member, pattern) and before.segment == member.segment:
        return before
    for m in reading.mentions[member.index + 1 : min(limit, member.index + REACH + 1)]:
        if "\n" in reading.plain[member.end : m.start]:
            return None
        if _is(m, member, pattern):
            return m
    return None


def _is(m: Mention, member: Mention, pattern: re.Pattern[str]) -> bool:
    return (
        m.dimension == member.dimension
        and m.quantity
        and m.depth == member.depth
        and not is_change(m)
        and not is_mean(m)
        and pattern.search(m.lead[-20:]) is not None
    )


def _sum(told: Sequence[Mention], role: str, pattern: re.Pattern[str]) -> Relation:
    words = {when for m in told if (when := pattern.search(m.lead[-20:])["when"])}
    total = sum((m.figure.value * m.unit.factor for m in told[1:]), Decimal(0))
    whole = told[0].figure.value * told[0].unit.factor
    near = bool(whole) and abs(total / whole - 1) < NEAR
    return total_of(told[0], told[1:], "sum.of_measures", strict=near and (role == "then" or len(words) <= 1))
