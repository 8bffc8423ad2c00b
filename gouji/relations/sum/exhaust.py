"""Whether a list behind 其中 is all of its whole, so that it must make it up. Basis: addition; a division leaves nothing over.

Assumes that it is where the names say so (`complements`), where a number told with the whole counts the parts or their shares come
to 100%, and, less surely, where the parts are named alike and come near the whole, or to more than it; and where one digit alone keeps a
list right behind its whole from making it up: what a list leaves untold is seldom of that size.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from gouji.patterns import compiled
from gouji.relations.common.complements import TRAITS, complete, composed, of_two_levels, parallel
from gouji.relations.common.lists import DONE, addable, amount, sorts_of_fleet, value
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import SCORE, Mention, Reading
from gouji.relations.common.whole import comparable, counted_off, shared_out
from gouji.relations.fault.divisions import a_digit_away, divides, one_slip

_ITEM_BEGINS = re.compile("[，；]?(?:其中[：，]?)?")
_ADDED_UP = re.compile("合计|共计")
NEARLY_ALL = Decimal("0.95")  # of what a list parts
MOST_APART = Decimal("0.1")  # how far two parts that are named alike may miss their whole
MOST_OVER = Decimal("1.75")  # how far parts may exceed their whole by mistake
_REST = re.compile("[，；、](?:其余|其他|其它|余下|剩余)")  # what an amount that is parted leaves, and two kinds of one do not
_DONE_SO_FAR = re.compile("；?(?:目前|现|均)?已")  # 图斑W个，其中耕地图斑a个；已整改图斑b个: b are of W as well
_OF_IT = re.compile("(?!其他|其它|其余|[不未非无另])[^，]")  # what makes a kind of a name, and not its opposite
_ALL_TOLD = re.compile(r"总|合计|共计|(?<!公)共(?![同享建产青])")


def all_told(reading: Reading, whole: Mention, parts: Sequence[Mention], tie: Relation, split: bool = False) -> bool:
    """Whether parts are all of a whole; `tie`: their sum, held against it; `split`: 按…分, which parts what its sentence began with."""
    if _nested(parts) or _goes_on(reading, parts) or _left_between(reading, parts):
        return False
    if not (_beside(reading, whole, parts) or comparable(whole, parts) and not _larger(parts, whole)):
        return False
    sure = (
        complete(parts)
        or composed(whole, parts)
        or sorts_of_fleet(whole, parts)
        or counted_off(reading, whole, parts)
        or shared_out(reading, whole, parts)
        or of_two_levels(parts) and _ALL_TOLD.search(whole.lead) is not None
    )
    likely = parallel(parts) and _covers(whole, parts) or _exhausts(reading, whole, parts)
    apart = any(_DONE_SO_FAR.match(p.lead) for p in parts[1:]) or _two_kinds(parts, tie) and not _REST.match(reading.plain, parts[-1].end)
    if sure or likely and not apart and (_ALL_TOLD.search(whole.lead) is not None or _miswritten(tie)):
        return True
    first = next(m for m in reading.by_sentence[whole.sentence] if amount(m) and addable(m, whole))
    return (not split or whole is first) and divides(reading, whole, parts) and a_digit_away(tie)


def _left_between(reading: Reading, parts: Sequence[Mention]) -> bool:
    """Whether whole items between two parts tell other measures: 其中猪肉a吨；存栏b头；出栏c头；禽蛋d吨: the list ended before them."""
    for one, other in pairwise(parts):
        between = reading.mentions[one.index + 1 : other.index]
        items = {(m.sentence, m.segment) for m in between if m.quantity and not m.depth} - {(p.sentence, p.segment) for p in (one, other)}
        if items:
            return True
    return False


def _kind_of_it(part: Mention, first: Mention) -> bool:
    more = part.label.removesuffix(first.label)
    return more != part.label and bool(_OF_IT.match(more)) and value(part) <= value(first)


def _two_kinds(parts: Sequence[Mention], tie: Relation) -> bool:
    """Whether two parts that are named alike are far too much for their whole: 到位资金W，其中省外a，产业项目b, each of which is of all."""
    over = len(parts) == 2 and tie.holds is False and tie.computed > tie.stated.value
    return over and tie.off > MOST_APART and not one_slip(tie)


def _nested(parts: Sequence[Mention]) -> bool:
    """Whether the rest of a list parts its first item (300件，其中有效回访246件，满意的240件、一般的5件) and not the whole."""
    head = parts[0].label
    if len(head) >= 3 and any(_kind_of_it(p, parts[0]) for p in parts[1:]):
        return True  # 专任教师33.82万人，有少数民族专任教师19.15万人
    first, *rest = (p.figure.value * p.unit.factor for p in parts)
    return len(rest) >= 2 and first * NEARLY_ALL <= sum(rest) <= first and "；" not in {p.lead[:1] for p in parts[1:]}


def _goes_on(reading: Reading, parts: Sequence[Mention]) -> bool:
    """Whether another item without an amount of its own ends the list: 133个续建项目完成a亿元；50个建成项目完成b亿元；151个前期项目有序推进."""
    last = parts[-1]
    after = [m for m in reading.by_sentence.get(last.sentence, ()) if m.index > last.index]
    kinds = [_item_of(reading, part) for part in parts]
    kind = kinds[-1]
    return bool(kind[1]) and kinds.count(kind) == len(kinds) and any(
        m.figure.unit == kind[0] and kind[1] in m.noun[:8] and not any(addable(n, last) for n in after if n.index > m.index) for m in after
    )


def _item_of(reading: Reading, part: Mention) -> tuple[str, str]:
    """The counter and the noun of the count that a part's item begins with; empty where it begins with none."""
    for m in reading.mentions[max(0, part.index - 4) : part.index]:
        if m.segment == part.segment and m.sentence == part.sentence and m.unit.counted and _ITEM_BEGINS.fullmatch(m.lead):
            return m.figure.unit, compiled("完成|投|使用|实现|共|已").split(m.noun)[0][:8][-2:]
    return "", ""


def first_is_all(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether one of a list is all of its whole by itself (其中在编120人，挂职8人; 指标15个，其中二级7个，三级15个): the others are told beside it."""
    sizes = [p.figure.value * p.unit.factor for p in parts]
    total = whole.figure.value * whole.unit.factor
    return total in sizes and sum(sizes) > total


def _miswritten(relation: Relation) -> bool:
    """Whether a list of kinds that need not be all misses its whole as a slip does: it comes to more, or one digit or two swapped make
    up the difference. What falls short otherwise has a kind untold."""
    computed, stated = relation.computed, relation.stated.value
    if relation.holds or computed is None or stated is None or computed > stated:
        return True
    return one_slip(relation)


def _larger(parts: Sequence[Mention], whole: Mention) -> bool:
    """Whether a part by itself exceeds what may be its whole: then something else told between is."""
    return any(p.figure.value * p.unit.factor > whole.figure.value * whole.unit.factor for p in parts)


def _covers(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts named alike come near the whole: below it they may be some of many, the more so where no 合计 says
    that the whole was added up; far above it they are told of all of it twice (对态度满意…，对结果满意…)."""
    total = sum((p.figure.value * p.unit.factor for p in parts), Decimal(0))
    value = whole.figure.value * whole.unit.factor
    return value * Decimal("0.95" if _ADDED_UP.search(whole.lead) else "0.98") <= total <= value * MOST_OVER


def _beside(reading: Reading, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the whole stands right before the 其中 that its parts follow."""
    opening = parts[0].start - len(parts[0].lead) + parts[0].lead.find("其中") + 2
    return bool(compiled(r"[^，。；]{0,6}[，。]?其中[：，]?").fullmatch(reading.plain[whole.end : opening]))


def _exhausts(reading: Reading, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a list without 等 comes to slightly more than its whole, which no parts can. What comes to less may be the
    largest of many. Traits (女, 党员) overlap and are no division."""
    if any(TRAITS.search(p.name) for p in parts) or not whole.figure.value:
        return False
    if 0 < sum(bool(DONE.search(p.label[:4])) and p.dimension != SCORE for p in parts) < len(parts):
        return False  # 其中重复信访78件，办结369件: what was done of all is no part beside one
    total = sum((p.figure.value * p.unit.factor for p in parts), Decimal(0))
    beside = _beside(reading, whole, parts)
    size = whole.figure.value * whole.unit.factor
    if beside and size < total <= size * MOST_OVER and len({p.segment for p in parts}) == 1:
        return True  # parts of the very amount before 其中 cannot exceed it
    if len(parts) < 3:
        return False
    share = sum((p.figure.value * p.unit.factor for p in parts), Decimal(0)) / (whole.figure.value * whole.unit.factor)
    last = parts[-1]
    ends = not any(amount(m) and addable(m, last) for m in reading.between(last.end, last.segment[1]))
    if ends and Decimal(1) < share <= Decimal("1.15"):
        return True
    # things counted by kind are seldom left out of a list of three or more; money and weights are (the largest are told)
    plain = all(p.unit.counted and not p.unit.scaled and "各" not in p.lead or p.dimension == SCORE for p in parts)
    named = len({p.label for p in parts}) == len(parts) and all(len(p.label) > 1 for p in parts)
    return ends and beside and plain and named and Decimal("0.9") <= share < 1
