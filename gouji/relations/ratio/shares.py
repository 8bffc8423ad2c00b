"""Lists of shares: A a万元，占p%；B b万元，占q%. All items of one list are shares of one whole.

Assumes that the whole is the amount told before the list against which most of the items' shares fit; it is demanded of
the other items where at least two, and half of them, fit it. An item that misses a whole that its neighbours agree on
is wrong; a list that agrees on none may be of a whole that is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from gouji.patterns import compiled
from gouji.relations.common.complements import complete
from gouji.relations.common.lists import HEAD_LINE, amount, is_change, is_mean
from gouji.relations.common.model import Relation
from gouji.relations.common.naming import at_least, is_called, ratio, share_of_all
from gouji.relations.common.reading import MONEY, QUOTES, Mention, Reading
from gouji.relations.common.whole import total_of

SHARE = re.compile(
    r"^(?P<before>[^占]*)占(?P<whole>[^，。；、占]{0,30}?)(?:的)?(?:比重|比例|比|份额)?(?:为|达到?|仅)?$"
)
FILLER = re.compile(
    r"^[），、；。：（\s]*(?:其中|均|约|共|仅|各|人数|金额|数量|(?:全部|均)(?:为|是|系|用于)[^，。；\d]{2,16}，|[^，。；：、（）占]{1,10}，)?$"
)
MONEY_WORD = re.compile(r"(?:支出|收入|资金|金额|总额|经费|预算|投资|决算|成本)$")
_ADDED_UP = re.compile("合计|总计|共计")
_ITEM = re.compile(r"——|\d{1,2}[.、．](?!\d)|（[\d一二三四五六七八九十]{1,2}）|[①-⑳●■◆]|[^，。；\n]{2,16}(?:费|支出)")
_NEW_LIST = re.compile(r"合计|总计|其中|共计|\n(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)|" + HEAD_LINE.pattern)
ALL = 20  # percent by which the shares of a whole that its parts make up may miss 100
HALF = 0.51  # of the last decimal
APART = 40  # figures between the two halves of a whole that is not told
FAR = 60  # figures back to where a list's whole may be told


@dataclass(frozen=True)
class Item:
    """A share, the amount that it is of, and the words that name the whole."""

    rate: Mention
    part: Mention
    named: str


def item(rate: Mention, before: Sequence[Mention], share: re.Match[str]) -> Item | None:
    """The share with the amount right before it; None where no amount stands there."""
    named = compiled(r"^(?:了|全部|其)").sub("", share["whole"].translate(QUOTES))
    if named.startswith("同类"):
        return None  # what all of its kind comes to stands nowhere
    below = rate.lead.startswith("占")  # a cell a line: 教育支出 / 309.17万元 / 占82.11%
    own = [m for m in before if m.sentence == rate.sentence or below and m.index == rate.index - 1]
    own = [m for m in own if not is_change(m) and not is_mean(m)]
    if MONEY_WORD.search(named):  # a share of spending is money, whatever is counted beside it
        own = [m for m in own if m.dimension == MONEY]
    outer = [m for m in own if m.depth <= rate.depth] or own  # A a万元（其中B b万元），占p%: of a
    if not outer:
        return None
    inside = own[-1].index - outer[-1].index
    own = outer
    if own[-1].index < rate.index - 2 - inside:  # A a万元，为目标的p%，超序时q个百分点，占r%: what its item begins with
        own = [m for m in own if m.segment == rate.segment and m.lead[-2:] not in ("比上", "上年")][:1]
        if not own or not rate.lead.startswith("，"):
            return None
    return Item(rate, own[-1], named)


def in_brackets(reading: Reading, rate: Mention) -> Item | None:
    """电气436起（31.5%），用火不慎327起（23.6%）: a bare rate in parentheses right behind an amount. One of a list of shares,
    or a rate of completion: only where a whole list agrees on its whole is it a share."""
    part = reading.mentions[rate.index - 1] if rate.index else None
    alone = rate.lead == "（" and reading.plain[rate.end : rate.end + 1] == "）"
    if not alone or part is None or part.end != rate.paren or not amount(part):
        return None
    return Item(rate, part, "")


def grouped(reading: Reading, items: Sequence[Item]) -> tuple[dict[int, Relation], list[Relation]]:
    """For the shares of every list that agrees on a whole, their relations by the rate's index; and, where the shares
    come to 100%, the sum of their parts.

    Words that name a whole (占总数的) mean the same one wherever two shares or more fit it under that name.
    """
    found: dict[int, Relation] = {}
    sums: list[Relation] = []
    under: dict[str, list[Mention]] = {}  # what the shares told under one name fit
    wholes_of: dict[int, Mention] = {}
    for group in _groups(reading, items):
        whole = agreed(reading, group) or _named_by_one(reading, group) or _made_up(reading, group) or _told_later(reading, group)
        if whole is None:
            found |= _of_both(reading, group)
            continue
        for each in group:
            if _equal(each.part, whole) and each.rate.figure.value != 100:
                continue  # the whole of the rest, itself a share of something larger
            relation = ratio(each.rate, [each.part], whole, "ratio.share", named=each.named)
            found[each.rate.index] = relation
            wholes_of[each.rate.index] = whole
            if each.named and relation.holds:
                under.setdefault(each.named, []).append(whole)
        total = sum((each.rate.figure.value for each in group), Decimal(0))
        if abs(total - 100) <= Decimal("0.05") * len(group):
            sums.append(total_of(whole, [each.part for each in group], "sum.shared_out", strict=True))
    for last, each in pairwise(items):
        whole = wholes_of.get(last.rate.index)
        if whole is not None and each.rate.index not in found and _next_in_lines(reading, last, each) and at_least(whole, each.part):
            found[each.rate.index] = ratio(each.rate, [each.part], whole, "ratio.share")
            wholes_of[each.rate.index] = whole
    for one, other in _halves([each for each in items if each.rate.index not in found]):
        made = {} if _told(reading, one.part, other.part) else _over_both(one, other)
        if any(relation.holds for relation in made.values()):
            found |= {at: replace(relation, strict=True) for at, relation in made.items()}
    for each in items:
        wholes = under.get(each.named, [])
        if each.rate.index not in found and len(wholes) >= 2 and len({w.figure.value for w in wholes}) == 1:
            whole = wholes[0]
            if (
                whole.index < each.part.index
                and whole.dimension == each.part.dimension
                and not _equal(each.part, whole)
            ):
                found[each.rate.index] = ratio(each.rate, [each.part], whole, "ratio.share", named=each.named)
    return found, sums


def _made_up(reading: Reading, group: Sequence[Item]) -> Mention | None:
    """The nearest amount before a list that its parts make to the digit."""
    total = sum(each.part.figure.value * each.part.unit.factor for each in group)
    first = group[0].part
    if sum(bool(each.part.figure.value) for each in group) < 2:
        return None
    if abs(sum(each.rate.figure.value for each in group) - 100) > ALL and all(each.named for each in group):
        return None  # 占年度计划的75%、64%、80%: each is of a plan of its own, though the amounts make up what was done
    before = reversed(reading.mentions[max(0, first.index - FAR) : first.index])
    like = (m for m in before if m.dimension == first.dimension and amount(m))
    return next((m for m in like if m.figure.value * m.unit.factor == total), None)


def _told_later(reading: Reading, group: Sequence[Item]) -> Mention | None:
    """（一）A a元，占支出总预算的p%… 财政拨款收支总预算W元: the nearest amount behind a list that its shares fit, but for one at most."""
    if len(group) < 3 or not all(each.named for each in group):
        return None
    last, parts = group[-1].rate.index, [each.part for each in group]
    behind = [m for m in reading.mentions[last + 1 : last + FAR] if m.dimension == parts[0].dimension and amount(m)]
    larger = (m for m in behind if all(at_least(m, part) for part in parts) and _of_many_digits(m))
    return next((m for m in larger if sum(fits(each, m) for each in group) >= len(group) - 1), None)


def _of_both(reading: Reading, group: Sequence[Item]) -> dict[int, Relation]:
    """A a万元，占p%；B b万元，占q%, which come to 100% of what is told nowhere: each over the two of them. Parts of nought aside."""
    total = sum((each.rate.figure.value for each in group), Decimal(0))
    parts = [each for each in group if each.part.figure.value]
    if abs(total - 100) > Decimal("0.05") * len(group) or len(parts) != 2 or any(each.named for each in group):
        return {}
    if _told(reading, *(each.part for each in parts)):
        return {}
    return _over_both(*parts)


def _halves(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """1.基本支出a元，占一般公共预算支出的p%，…。2.项目支出b元，占一般公共预算支出的q%: the two halves of a whole that is not told itself, each
    the next item of its whole after the other."""
    last: dict[str, Item] = {}
    for other in items:
        one, last[other.named] = last.get(other.named), other
        if one is None:
            continue
        near = other.rate.index - one.rate.index <= APART and one.part.figure.unit == other.part.figure.unit
        if near and one.named and one.named == other.named and complete([one.part, other.part]):
            yield one, other


def _told(reading: Reading, *parts: Mention) -> bool:
    """Whether what some parts make is told anywhere, if far away."""
    whole = sum(part.figure.value * part.unit.factor for part in parts)
    return any(m.figure.value is not None and m.figure.value * m.unit.factor == whole for m in reading.mentions)


def _over_both(one: Item, other: Item) -> dict[int, Relation]:
    return {
        each.rate.index: share_of_all(each.rate, each.part, [rest.part], "ratio.of_both", each.rate.label[-14:], strict=False)
        for each, rest in ((one, other), (other, one))
    }


def _equal(a: Mention, b: Mention) -> bool:
    return a.figure.value * a.unit.factor == b.figure.value * b.unit.factor


def _named_by_one(reading: Reading, group: Sequence[Item]) -> Mention | None:
    """A占县级收入的63.9%；B占46.1%: the whole that one item's words name and its share fits, where the others name none."""
    named = [each for each in group if each.named]
    if len(named) != 1 or named[0] is not group[0] or group[-1].rate.sentence != group[0].rate.sentence:
        return None
    first = group[0]
    before = [m for m in reading.mentions[: first.part.index] if m.dimension == first.part.dimension and amount(m)]
    return next((m for m in reversed(before) if is_called(m, first.named) and fits(first, m)), None)


def _groups(reading: Reading, items: Sequence[Item]) -> list[list[Item]]:
    groups: list[list[Item]] = []
    for each in items:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and (
                each.rate.index - last.rate.index <= 5
                and each.rate.sentence - last.rate.sentence <= 2
                or each.rate.sentence == last.rate.sentence
                and each.rate.index - last.rate.index <= 9
                or len(last.part.label) >= 2  # 1.产业安排a万元，占p% … 2.基础设施安排b万元，占q%
                and each.part.label == last.part.label
                and each.rate.index - last.rate.index <= 14
            )
            and each.part.dimension == last.part.dimension
            and (each.named == last.named or not each.named)
            and (not _NEW_LIST.search(reading.plain[last.rate.end : each.part.start]) or _next_line(reading, last, each))
        ):
            groups[-1].append(each)
        else:
            groups.append([each])
    return [group for group in groups if len(group) >= 2]


def _next_in_lines(reading: Reading, last: Item, each: Item) -> bool:
    """Whether two shares, of amounts that each open a line, are of neighbouring items of one list, whatever else their lines tell."""
    lines = _opens_line(reading, last.part) and _opens_line(reading, each.part) and not each.named
    near = each.rate.index - last.rate.index <= 24 and each.part.dimension == last.part.dimension
    return lines and near and not _ADDED_UP.search(reading.plain, last.rate.end, each.part.start)


def _opens_line(reading: Reading, part: Mention) -> bool:
    """Whether an amount is the first of a line that stands as an item: ——公务接待费604万元，占32.7%，国内接待…."""
    line = reading.plain.rfind("\n", 0, part.start) + 1
    return _ITEM.match(reading.plain, line) is not None and reading.between(line, part.start + 1)[0] is part


def _next_line(reading: Reading, last: Item, each: Item) -> bool:
    """（一）教育支出a元，占支出总预算p%… （二）卫生健康支出b元，占支出总预算q%: each opens a line and names the same whole."""
    opens = all(m.sentence != reading.mentions[m.index - 1].sentence for m in (last.part, each.part) if m.index)
    between = reading.plain[last.rate.end : each.part.start]
    return opens and bool(each.named) and each.named == last.named and between.count("\n") == 1 and not compiled("合计|总计|其中").search(between)


def agreed(reading: Reading, group: Sequence[Item]) -> Mention | None:
    first = group[0].part
    parts = {each.part.index for each in group}
    largest = max((each.part for each in group), key=lambda m: m.figure.value * m.unit.factor)
    far = FAR if len(group) < 3 else first.index  # three that agree need not be near
    pool = [
        m
        for m in reading.mentions[max(0, first.index - far) : group[-1].rate.index]
        if m.index not in parts and m.dimension == first.dimension and amount(m) and at_least(m, largest)
    ]
    best, most, near = None, 0, 0
    for whole in reversed(pool):  # the nearest of those that fit alike
        fitting = sum(1 for each in group if fits(each, whole))
        rounded = sum(1 for each in group if fits(each, whole, HALF)) if fitting >= max(most, 1) else 0
        if (fitting, rounded) > (most, near):
            best, most, near = whole, fitting, rounded
    if most == 1 and len(group) == 2:  # one of two is wrong: both are of what they make up
        total = sum((each.part.figure.value * each.part.unit.factor for each in group), Decimal(0))
        made = next((m for m in reversed(pool) if m.figure.value * m.unit.factor == total), None)
        all_ = sum((each.rate.figure.value for each in group), Decimal(0))
        # A占96.8%，B占3.2%: the two are all of one whole, though one of them misses it
        return made or (best if abs(all_ - 100) <= Decimal("0.1") and _of_many_digits(best) else None)
    return best if most >= 2 and most * 2 >= len(group) else None


def _of_many_digits(whole: Mention) -> bool:
    """Whether one share alone would hardly fit another amount."""
    return len(whole.figure.value.normalize().as_tuple().digits) >= 3


def fits(each: Item, whole: Mention, beyond: float = 1.0) -> bool:
    """Whether a share rounds to, or was cut off at, its part over a whole; rounds alone, where `beyond` is a half."""
    base = float(whole.figure.value) * float(whole.unit.factor)
    if not base:
        return False
    part = float(each.part.figure.value) * float(each.part.unit.factor)
    off = (
        100 * part / base - float(each.rate.figure.value) * float(each.rate.unit.factor)
    ) * 10**each.rate.figure.places
    return -HALF <= off < beyond
