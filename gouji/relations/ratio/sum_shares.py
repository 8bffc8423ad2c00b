"""Shares of several items together: A a、B b，合计占W的p%; A、B两县占全州的p%; 前三个乡镇占p%. Basis: (a + b) / w.

Assumptions about the language:
- 合计占 and 两项占 speak of the list right before them; 前三个 of its first three; so does a bare 占 behind a list with 、;
- names joined by 、 or 和 before 占 are items told before under these names, in one unit;
- the whole is the amount right before 的, the one that the words behind 占 name, or one told before the list.
Which whole is meant, words seldom demand: a miss is a mistake where it is named, and near or a slip away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.evidence import digits
from gouji.relations.common.lists import OTHER_TIME, addable, amount
from gouji.relations.common.model import Relation, choose, worded
from gouji.relations.common.naming import at_least, by_name, ratio
from gouji.relations.common.periods import NUMBER_OF
from gouji.relations.common.reading import MONEY, TOTAL, Mention, Reading

LIKELY = Decimal("0.03")
_SHARE = re.compile(r"(?P<before>[^。；]*?)(?:所)?占(?:了|到|比|据)?(?P<whole>[^，。；、占]{0,40}?)(?:的)?(?:份额|比重|比例|比)?(?:为|达到?|约|近|是)*$")
_TOGETHER = re.compile(r"合计|[共总]计|(?:以上|上述|这)?[两二三四五六七八九]\s*[者项类种个县乡镇区地家]|以上")
_FIRST = re.compile(r"前(?P<count>[两二三四五六])(?:[位名]|个|大)?[^，。；占]{0,8}$")
_THESE = re.compile(r"(?:以上|上述|这)(?P<count>[两二三四五六])[者项类种个县乡镇市区州地家][^，。；占]{0,14}$")
_AS_MANY = re.compile(r"(?:前|(?:最[多高大]|[较突]多|主要|突出)[^，。；：\d]{0,6}的?)(?P<count>[两二三四五六])(?:[位名]|个|大|[类种项者])?[^，。；\d]{0,10}(?:[：是为有]|分别)[^。；]{0,20}$")
_JOIN = re.compile("[、和与及]")
_TAIL = re.compile(r"(?:等)?(?:(?<=[\u4e00-\u9fff]{2})[两二三四五六七八九\d]+[个类种者项县乡镇区地家]+|对象|合计|共计|所|肇事|资金|面积|支出|投入|人数|户数)+$")


def propose(reading: Reading) -> list[Relation]:
    """ratio.sum_share."""
    found = []
    for rate in reading.mentions:
        if not rate.rate or rate.figure.value is None or "占" not in reading.plain[max(0, rate.start - 40) : rate.start] or rate.figure.value >= 100:
            continue
        begin = max(rate.segment[0], rate.start - 60)
        share = _SHARE.search(reading.plain[begin : rate.start])
        if share is None:
            continue
        for parts, sure in _parts(reading, rate, begin, share):
            relation = _of(reading, rate, parts, share["whole"], sure)
            if relation is not None:
                found.append(relation)
                break
    return found


def _parts(reading: Reading, rate: Mention, begin: int, share: re.Match[str]) -> list[tuple[list[Mention], bool]]:
    """The items that the words before 占 may mean, and whether the words say so."""
    words = compiled(r"[，：。；]").split(share["before"])[-1]
    clause = begin + len(share["before"]) - len(words)
    if (first := _FIRST.search(words)) is not None:
        run, count = _run(reading, clause, rate), NUMBER_OF[first["count"]]
        return [(run[:count], True)] if len(run) > count else []
    if (these := _THESE.search(words)) is not None:
        run, count = _latest(reading, clause), NUMBER_OF[these["count"]]
        return [(run[-count:], len(run) == count)] if len(run) >= count else []
    listed = compiled(r"^.*(?:的有|有|其中|的是)").sub("", words)
    names = [_TAIL.sub("", name) for name in _JOIN.split(listed)]
    if len(names) >= 2 and all(1 <= len(name) <= 10 and not compiled(r"\d").search(name) for name in names):
        of_money = compiled("金额|资金|投资|支出|收入|额$").search(share["whole"]) is not None
        told = [_called(reading, clause, name, names, of_money) for name in names]
        if all(told) and len({m.index for m in told}) == len(told) and all(addable(m, told[0]) for m in told[1:]):
            return [(sorted(told, key=lambda m: m.index), True)]
        return []
    last = reading.between(begin, clause + len(words))
    run = _run(reading, last[-1].end if last else clause, rate)
    between = reading.plain[run[-1].end : clause + len(words)] if run else ""
    if len(run) < 2 or len(between) > 12:
        return []
    return [(run, bool(_TOGETHER.search(between)) or between.startswith("，") and _told_as_many(reading, run))]


def _told_as_many(reading: Reading, run: Sequence[Mention]) -> bool:
    """Whether the words that open a list say how many it has: 排在前三位的：A a、B b、C c，占W的p% is of the three."""
    begin = max(run[0].segment[0], run[0].start - 60)
    told = _AS_MANY.search(reading.plain[begin : run[0].start])
    return told is not None and NUMBER_OF.get(told["count"]) == len(run)


def _run(reading: Reading, end: int, rate: Mention) -> list[Mention]:
    """The list with 、 that ends right before a place."""
    run: list[Mention] = []
    for m in reversed(reading.between(max(0, end - 300), end)):
        if not amount(m) or m.sentence != rate.sentence or run and (not addable(m, run[0]) or m.segment != run[0].segment):
            break
        run.insert(0, m)
        if not compiled("[、和]").match(m.lead):
            break
    return run


def _latest(reading: Reading, end: int) -> list[Mention]:
    """The amounts of one unit that the sentence and the one before tell last: 最多的是A，a户；其次为B和C，分别b户、c户。上述三市…"""
    near = [m for m in reading.before(end, 2) if amount(m) and m.end <= end and not m.depth]
    unit = near[-1].figure.unit if near else ""
    run: list[Mention] = []
    for m in reversed(near):
        if m.figure.unit != unit:
            break
        run.insert(0, m)
    return run


def _called(reading: Reading, before: int, name: str, names: Sequence[str], of_money: bool) -> Mention | None:
    """The nearest amount before whose own words have an item's name (一 of 一、二类 is 一类); of money, what stands beside it."""
    if len(name) < 2:
        name += names[-1][-1:] if len(names[-1]) > 1 else "类"
    for m in reversed(reading.between(max(0, before - 600), before)):
        if name not in m.lead[-16:] or not amount(m) or OTHER_TIME.search(m.lead[-10:]):
            continue
        if not of_money or m.dimension == MONEY:
            return m
        beside = (n for n in reading.mentions[m.index + 1 : m.index + 3] if n.sentence == m.sentence and n.dimension == MONEY and amount(n))
        return next(beside, None)
    return None


def _of(reading: Reading, rate: Mention, parts: Sequence[Mention], whole: str, sure: bool) -> Relation | None:
    if len(parts) < 2:
        return None
    first, taken = parts[0], {m.index for m in parts}
    total = sum(m.figure.value * m.unit.factor for m in parts)
    at = reading.plain.rfind("占", 0, rate.start)
    inside = [m for m in reading.between(at, rate.start) if amount(m) and addable(m, first)]
    if inside:
        bases, named = inside[:1], True
    else:
        least = float(total) * 0.999999  # a quick look before the exact one
        pool = [m for m in reading.mentions[: parts[0].index] if m.size > least and amount(m) and addable(m, first) and m.index not in taken and at_least(m, first)]
        pool = [m for m in pool if m.figure.value * m.unit.factor > total and not OTHER_TIME.search(m.lead[-10:])]
        told = by_name(whole, pool) if len(whole) >= 2 else []
        totals = [m for m in reversed(pool) if TOTAL.search(m.lead[-10:])]
        bases, named = [*told, *totals[:3], *reversed(pool[-4:]), *pool[:1]], bool(told) and len({m.figure.value for m in told}) == 1
    readings = [
        worded(ratio(rate, parts, base, "ratio.sum_share", strict=False), reach=LIKELY if named and sure else Decimal(0), base_named=named and sure)
        for base in {b.index: b for b in bases}.values()
    ]
    chosen = choose(readings)
    if chosen is None:
        return None
    enough = digits(rate.figure) >= 3
    return chosen if chosen.holds and (enough or sure) or named and sure else None
