"""Lists that one digit keeps from being all of their whole, though no word says that they are.

Assumes that few lists right behind an amount leave part of it untold, and of what they do leave one in ten or fewer has the size
that one wrong digit, or two swapped, would leave.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.patterns import compiled
from gouji.quantity import unit
from gouji.relations.common.comparands import beside_the_point
from gouji.relations.common.complements import TRAITS
from gouji.relations.common.evidence import LONG, digits, one_digit
from gouji.relations.common.lists import DONE, addable, amount
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import MONEY, TOTAL, Mention, Reading
from gouji.relations.fault.explanations import single

# traits of which each has one: together they may divide what they are told of
LADDERS = (re.compile("大专|本科|学历|学位|研究生|博士|硕士|高中|中专"), re.compile("职称|[正副]高|高级|中级|初级|教授|讲师"), re.compile("岁"))
_OWN_KIND = re.compile("专任|重点")
_REST = re.compile(r"^(?:当年|年[末终]|其余)?(?:[未尚不]|正在|[在待][建办审]|限期|结转|结余|剩余|尾款)")
STOCK = re.compile("年[末终底]|期末|月末|累计|滚存")
_OPENING = re.compile(r"(?:上年|上一年|年初|期初|历年|以前年度)[^，。；\d]{0,6}(?:结转|结余|余额|滚存)|动用|弥补")
PARAGRAPH = 6  # sentences
_SPENT = re.compile("支出|使用|支付|拨付")
OF_ANOTHER_UNIT = "sum.of_another_unit"  # the rule of lists that make a total but for its unit
FEWEST = 3  # digits of the longest figure of a list that may be one digit away from its whole
LEAST = 10  # units of the last place: any smaller rest is one digit
MANY = 30  # things that a list may tell one by one
JOINTS = ("、", "和", "及", "与")


def a_digit_away(tie: Relation) -> bool:
    """Whether one digit, or two swapped, keep a list from its whole, of which it makes half at least and twice at most; of a long number, whose
    first digit may be the wrong one, a tenth and ten times."""
    computed, stated = tie.computed, tie.stated.value
    if computed is None or not stated:
        return False
    most = 10 if digits(tie.stated) >= LONG else 2
    return stated / most <= computed <= stated * most and off_by_a_digit(tie)


def off_by_a_digit(tie: Relation) -> bool:
    """Whether one digit, or two swapped, explain a miss by ten of the last place and more. A place that is nought everywhere is none:
    round amounts leave round rests."""
    figures = (tie.stated, *tie.operands)
    if tie.holds is not False or tie.computed is None or max(map(digits, figures)) < FEWEST:
        return False
    last = min(Decimal(1).scaleb(f.value.normalize().as_tuple().exponent) * unit(f.unit).factor for f in figures if f.value)
    off = abs(tie.computed - tie.stated.value) * unit(tie.stated.unit).factor
    return off >= LEAST * last and one_digit(float(off), float(last)) and one_slip(tie)


def one_slip(tie: Relation) -> bool:
    """Whether one digit, or two swapped, explain a miss."""
    return any(found.kind in ("digit", "swapped") for found in single(tie))


def divides(reading: Reading, whole: Mention, parts: Sequence[Mention], anew: bool = False) -> bool:
    """Whether a list may be a division by its form: right behind its whole, but for rates and changes (or words part the whole anew), in
    its unit; each part with a name of its own; none of them a trait that others may have too, or what became of the others; and
    ended by a mark, or by what is no part."""
    between = reading.mentions[whole.index + 1 : parts[0].index]
    if not anew and any(amount(m) and m.depth <= parts[0].depth and addable(m, whole) and not beside_the_point(m) for m in between):
        return False
    apart = sum(1 for n in range(whole.sentence, parts[0].sentence) if n in reading.by_sentence)
    if apart > 1 or apart and "占" in reading.plain[whole.end : parts[0].start]:
        return False  # 已完工263个，占安排数的63%。其中: of what was arranged
    if not apart and len({whole.segment, *(p.segment for p in parts)}) == len(parts) + 1:
        return False  # W；a；b: an item as they are
    if any(not of_one_unit(p, whole) for p in parts) or _more_told(reading, whole, len(parts)):
        return False
    names = [_name(reading, p) for p in parts]
    if not _listed(parts) and (min(map(len, names)) < 2 or len(set(names)) < len(names) and not _of_items(reading, whole, parts, names)):
        return False
    done = [bool(DONE.search(name[:4])) for name in names]
    if any(done) and not all(done) and not _and_the_rest(reading, whole, names, parts[-1]):
        return False
    return _ended(reading, whole, parts) and (whole.dimension == MONEY or not _overlap(parts))


def _of_items(reading: Reading, whole: Mention, parts: Sequence[Mention], names: Sequence[str]) -> bool:
    """Whether names that recur are those of two items of a list that 其中 opens: 其中甲工程监理费a，测绘费b；乙工程监理费c，测绘费d."""
    own = [(p.segment, name) for p, name in zip(parts, names, strict=True)]
    firsts = [name for at, (segment, name) in enumerate(own) if not at or own[at - 1][0] != segment]
    return len(set(own)) == len(own) and len(set(firsts)) == len(firsts) and "其中" in reading.plain[whole.end : parts[0].start]


def closes(reading: Reading, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether an amount ends the list before it as its total: by words for all of it, with no 其中 among what stands before."""
    if not TOTAL.search(whole.lead[-12:]) or "其中" in reading.plain[parts[0].start : whole.start]:
        return False
    names = [_name(reading, p) for p in parts]
    if len(set(names)) < len(names) or min(map(len, names)) < 2 or any(not of_one_unit(p, whole) for p in parts):
        return False
    return whole.dimension == MONEY or not _overlap(parts)


def of_one_unit(part: Mention, whole: Mention) -> bool:
    """Whether a part is told in its whole's unit, or both count things in general counters (134所: 小学102所、教学点32个)."""
    return part.figure.unit == whole.figure.unit or all(m.unit.counted and not m.unit.scaled for m in (part, whole)) and addable(part, whole)


def _listed(parts: Sequence[Mention]) -> bool:
    """Whether parts are told in a row for names told before: 5月、9月分别拨付a、b."""
    return compiled("分别|依次").search(parts[0].lead[-10:]) is not None and all(p.lead in JOINTS for p in parts[1:])


def _name(reading: Reading, part: Mention) -> str:
    """What names a part: of several measures of one item (小学102所17236人) the first one's name."""
    while not part.lead and part.index and reading.mentions[part.index - 1].sentence == part.sentence:
        part = reading.mentions[part.index - 1]
    return part.label


def _and_the_rest(reading: Reading, whole: Mention, names: Sequence[str], last: Mention) -> bool:
    """Whether a list ends with what is left of a whole that its other items used up: 收入a，支出b，结转c; 受理a，审结b，未结c. A stock at
    the year's end is left of a total alone: it holds what there was before."""
    total = TOTAL.search(whole.lead[-10:]) is not None
    if _SPENT.search(whole.label) and not total or [bool(_REST.search(name[:6])) for name in names] != [False] * (len(names) - 1) + [True]:
        return False
    return total or not before_told(reading, last)


def before_told(reading: Reading, rest: Mention) -> bool:
    """Whether what is left may hold what was left before: a stock by its name, or beside one of the year before."""
    if STOCK.search(rest.lead[-12:]):
        return True
    return any(_OPENING.search(m.lead[-12:]) and addable(m, rest) for m in reading.before(rest.start, PARAGRAPH))


def _more_told(reading: Reading, whole: Mention, parts: int) -> bool:
    """Whether a number beside the whole counts more things than the list has: 8条36.8公里，其中a、b、c."""
    before = reading.mentions[whole.index - 1] if whole.index else None
    if before is None or before.end != whole.start or not before.unit.counted or before.figure.value is None:
        return False
    return parts < before.figure.value <= MANY


def _ended(reading: Reading, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a list ends where it does: nothing that could be a part follows, but behind a mark that joins no items."""
    last = parts[-1]
    after = next(iter(reading.mentions[last.index + 1 : last.index + 2]), None)
    if after is None or after.sentence != last.sentence or after.depth != last.depth or not (amount(after) and addable(after, whole)):
        return True
    if "其中" in after.lead:
        return True
    if after.segment != last.segment and len({p.segment for p in parts}) == 1:
        return True
    return all(p.lead.startswith(JOINTS) for p in parts[1:]) and not after.lead.startswith(JOINTS)


def _overlap(parts: Sequence[Mention]) -> bool:
    """Whether parts may share members: traits of several sorts (女, 本科), or steps that hold one another (60岁以上, 80岁以上)."""
    if sum("以上" in p.name for p in parts) > 1:
        return True
    sorts = [{k for k, ladder in enumerate(LADDERS) if ladder.search(p.name)} for p in parts]
    if set.intersection(*sorts):
        return False
    return any(TRAITS.search(p.name) and not _OWN_KIND.search(p.name) for p in parts)
