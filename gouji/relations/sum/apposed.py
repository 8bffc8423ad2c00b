"""Parts told right behind their whole without 其中: in parentheses, as complements of one another, closed by 其他. Basis: addition.

Assumes that what stands in apposition to an amount, item by item, is all of it, but for 等 and for what is told with 其中 (see sums).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.complements import TRAITS, complete, composed, exhaustive, parallel
from gouji.relations.common.lists import addable, amount, is_change
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import TOTAL, Mention, Reading
from gouji.relations.common.whole import a_part_off, a_unit_off, total_of

_COMPOSED = re.compile(r"(?<=[，。；：])由(?=[^。；]{6,140}构成)")
_SO_FAR, _DUE = re.compile("已|实际"), re.compile("应|计划|需|拟|预算|到位|下达")  # 应还本付息W，已偿还本金a、利息b: not yet all
_REST = re.compile(r"[、，；和及]?(?:其他|其它|其余)")


def closed_by_rest(reading: Reading) -> Iterable[Relation]:
    """技术人员W人，每千人4.9人，医师a人，护士b人，其他c人: a list that ends with 其他 is of the amount that its part of the
    sentence begins with. Not demanded: what stands there may be of something else."""
    found = []
    for rest in reading.mentions:
        if not _REST.match(rest.lead) or not amount(rest) or rest.depth:
            continue
        items = [m for m in reading.before(rest.start, 1) if m.segment == rest.segment and not m.depth]
        items = [m for m in items if amount(m) and addable(m, rest) and m.index <= rest.index]
        if len(items) >= 3 and "中" not in reading.plain[items[0].end : items[1].start]:
            found.append(
                total_of(items[0], [*items[1:], rest] if items[-1] is not rest else items[1:], "sum.closed", False)
            )
    return found


def complements(reading: Reading) -> Iterable[Relation]:
    """WHOLE，满意a、基本满意b、不满意c: with no 其中, parts whose names complement one another, right after the whole."""
    found = []
    for mentions in reading.by_sentence.values():
        for at, whole in enumerate(mentions[:-2]):
            run: list[Mention] = []
            for part in mentions[at + 1 :]:
                if (
                    part.depth != whole.depth
                    or not amount(part)
                    or not addable(part, whole)
                    or "其中" in part.lead
                    or part.segment != whole.segment
                ):
                    break
                if run and not part.lead.startswith(("、", "，")):
                    break
                run.append(part)
                if (
                    len(run) >= 2
                    and amount(whole)
                    and complete(run)
                    and any(p.figure.value for p in run)  # “合格”的0个、“不合格”的0个: classes among several
                    and not compiled("其他|其余").match(run[-1].label)
                    and run[0].lead[:1] not in "、；。和及"
                    and "中" not in run[0].lead
                    and not (_SO_FAR.search(run[0].lead) and _DUE.search(whole.label))
                ):
                    largest = max(p.figure.value * p.unit.factor for p in run)
                    if whole.figure.value * whole.unit.factor > largest:
                        tie = total_of(whole, run, "sum.complements", exhaustive(run))
                        others = () if tie.holds else _beside(mentions[:at], whole)  # W名，其中研究生a、本科b，男c、女d: of W
                        found.append(next((other for m in others if (other := total_of(m, run, tie.rule, tie.strict)).exact), tie))
    return found


def _apposed(reading: Reading, whole: Mention, parts: Sequence[Mention], inside: Sequence[Mention]) -> bool:
    """Whether a parenthesis holds nothing but named items, one figure each."""
    if len(parts) != len(inside) or whole.end + len(whole.noun) < inside[0].paren - 12:
        return False
    return not any(TRAITS.search(p.name) or not p.label for p in parts)


def _near(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts come near their whole, so that they may be all of it."""
    total = sum((p.figure.value * p.unit.factor for p in parts), Decimal(0))
    return bool(whole.figure.value) and Decimal("0.8") <= total / (whole.figure.value * whole.unit.factor) <= Decimal("1.25")


def _beside(near: Sequence[Mention], whole: Mention) -> list[Mention]:
    """Other amounts of a whole's part of the sentence, nearest first: 资产6.2万亿元，净资产4.8万亿元（行政资产1.3万亿元、…) may be of the first."""
    return [m for m in reversed(near) if m.segment == whole.segment and amount(m) and addable(m, whole)][:4]


_OF_ALL = re.compile("[，；](?:同比|[比较]上年)[^，；（）]*$|[，；](?:同比|[比较]上年)[^，；（）]*，[^，；（）]*$")


def in_parentheses(reading: Reading) -> Iterable[Relation]:
    """WHOLE（A a，B b): parts told in apposition are all of it, but for 其中 (see among_which) and 等."""
    found = []
    groups: dict[int, list[Mention]] = {}
    for mention in reading.mentions:
        if mention.paren >= 0:
            groups.setdefault(mention.paren, []).append(mention)
    for opening, inside in groups.items():
        text = reading.plain[opening : reading.closing(opening)]
        if change := _OF_ALL.search(text):  # （A a，B b，同比增长p%）
            text, inside = text[: change.start()], [m for m in inside if m.start < opening + change.start()]
        if not inside or (
            compiled(r"其中|含|比上年|较上年|同比|上年(?!结转|结余)|等）?$").search(text)
            or reading.plain[opening - 1 : opening] in "，。；"
        ):
            continue
        near = [m for m in reading.before(opening, 1) if m.depth == inside[0].depth - 1]
        gap = reading.plain[near[-1].end : opening] if near else ""
        if not near or len(gap) > 30 or compiled("[，；。：]").search(gap):
            continue
        paired = len(near) > 1 and (near[-1].start - near[-2].end <= 1 or _each_tells_both(near[-2], near[-1], inside))
        wholes = [m for m in (near[-2:] if paired else near[-1:]) if amount(m) or is_change(m) and m.quantity]
        for whole in wholes:  # 房屋86户193间（倒塌12户27间、损坏74户166间）: each measure by itself
            parts = [m for m in inside if amount(m) and addable(m, whole)]
            if len(parts) >= 2 and not any(TOTAL.search(p.lead) for p in parts):
                whole = next((w for w in _beside(near, whole) if total_of(w, parts, "sum.in_parentheses", False).exact), whole)
                named = complete(parts) or composed(whole, parts)
                fits = _near(whole, parts) or a_part_off(whole, parts)
                strict = named or a_unit_off(whole, parts) or fits and (parallel(parts) or _apposed(reading, whole, parts, inside))
                found.append(total_of(whole, parts, "sum.in_parentheses", strict))
    return found


def _each_tells_both(first: Mention, last: Mention, inside: Sequence[Mention]) -> bool:
    """农户5户，机具5台套（A3户、3台套，B2户、2台套）: whether the items tell both measures, one after the other."""
    if first.sentence != last.sentence or last.start - first.end > 8 or addable(first, last):
        return False
    units = [m.figure.unit for m in inside if m.figure.unit in (first.figure.unit, last.figure.unit)]
    return len(units) >= 4 and units == [first.figure.unit, last.figure.unit] * (len(units) // 2)


def composed_of(reading: Reading) -> Iterable[Relation]:
    """W万元。由A a万元，加上B等b万元构成: the amounts up to 构成 make the one told right before 由."""
    for mark in _COMPOSED.finditer(reading.plain):
        stop = reading.plain.find("构成", mark.end())
        before = [m for m in reading.before(mark.start(), 2) if amount(m)]
        parts = [m for m in reading.between(mark.end(), stop) if amount(m) and not m.depth]
        if before and len(parts) >= 2 and mark.start() - before[-1].end <= 1 and all(addable(m, before[-1]) for m in parts):
            yield total_of(before[-1], parts, "sum.composed", strict=True)
