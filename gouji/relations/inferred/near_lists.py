"""Lists without a word that opens them, one digit away from the amount right before them: these fail.

The list is of what stands in its whole's unit behind it to the end of its sentence, or of its part of it, or in the next sentence. Assumes
that what a sentence goes on to tell in one unit is seldom one digit from being all of an amount, and is not (see `divisions`): where
`、` joins the list to the amount, which then is an item itself, where the amount is told for comparison, and where plans stand
beside outcomes.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise, takewhile

from gouji.relations.common.comparands import beside_the_point
from gouji.relations.common.complements import complete
from gouji.relations.common.evidence import Number, Numbers, digits, one_digit
from gouji.relations.common.lists import SPENT_OF_IT
from gouji.relations.common.model import Relation, worded
from gouji.relations.common.reading import Mention
from gouji.relations.fault.divisions import FEWEST, a_digit_away, closes, divides, of_one_unit, one_slip
from gouji.relations.inferred.evident_lists import LIST, whole_of

LINES = 3  # items of a list that stands in the next paragraph
_PLANNED = re.compile(r"(?:预算|计划|任务|目标|指标|限额|差[值额]|应[收付缴发到拨])(?:数|值|安排)?(?:为|是)?$")
_SHORT = 8  # characters of a name that may say no more than that
_JOINED = re.compile(r"(?:[和及与]|[^，。；]*、)(?!.*(?:分别|依次))")  # a first item that goes on with the amount before it
_AMONG = re.compile("（?其中")
LONG = 5  # digits of a number that hardly another pair comes so near to
_OPENED = re.compile("其中|分别(?:是|为)|包括|（(?!.*）)")
_SOURCES = re.compile("来源|构成|组成|筹集")  # what a plan consists of
_SOME = re.compile("主要|重点|如：|例如")
_ANEW = re.compile(r"(?:按|从|分|各)[^，。；：\d]{1,12}[：，]")  # what parts the total of the sentence before anew


def slipped(numbers: Numbers, found: Sequence[Relation]) -> list[Relation]:
    """The wholes and lists that one digit keeps apart; not those of which a tie that holds tells otherwise."""
    told = {r.stated.id for r in found if r.kind == "sum" and r.holds}
    sums = [{f.id for f in r.figures} for r in found if r.kind == "sum" and r.holds]
    lists = [{f.id for f in r.operands} for r in found if r.kind == "sum" and (r.holds or r.strict)]  # items of one list
    ties = []
    for number in numbers.all("amount"):
        whole = number.mention
        if beside_the_point(whole):
            continue
        for parts in _anew(numbers, number) if whole.figure.id in told else _lists(numbers, number):
            if not _differs_by_a_digit(numbers, number, parts):
                continue
            if any("其中" in p.lead and p.segment == before.segment for before, p in pairwise(parts)):
                continue  # A a，其中b: b is of a
            if whole.dimension == "thing" and any(p.figure.unit != whole.figure.unit and p.segment != whole.segment for p in parts):
                continue
            if not _of_one_sort(numbers, whole, parts) or not _may_be(numbers, number, parts):
                continue
            relation = whole_of(number, [numbers.of(m) for m in parts])
            members = {f.id for f in relation.operands}
            named = len(whole.figure.value.as_tuple().digits) >= FEWEST and complete(parts)
            of_a_kind = len({m.label[-2:] for m in parts}) == 1 and all(m.label for m in parts)  # 河东街道、河西街道
            small = whole.unit.counted and digits(whole.figure) <= FEWEST
            if parts[0].sentence > whole.sentence and small and not named and not of_a_kind:
                continue  # small numbers of the next sentence come near many another
            near = a_digit_away(relation) or named and relation.holds is False and one_slip(relation)
            listed = any(whole.figure.id in items and members & items for items in lists)
            if near and not listed and not any(len(members & known) >= 2 for known in sums):
                ties.append(_off_by_a_digit(relation))
                break
        if whole.figure.id not in told and (relation := _grown(numbers, number)) is not None:
            ties.append(relation)
    return [*ties, *_moves(numbers, told)]


def _moves(numbers: Numbers, told: Container[str]) -> Iterator[Relation]:
    """上级补助调增84000万元，分别是一般性转移支付调增55610万元、专项转移支付调增28390万元: changes of one direction that 其中, 分别是 or a parenthesis
    opens behind the change of their whole."""
    for number in numbers.all("change"):
        m = number.mention
        if m.figure.id in told or not m.quantity:
            continue
        after = [n.mention for n in numbers.sentences[m.sentence] if n.pool == number.pool and n.mention.index > m.index and n.mention.depth >= m.depth]
        parts = [p for p in after if p.depth == after[0].depth and (p.paren == after[0].paren or not p.depth)]
        if len(parts) < 2 or not _OPENED.search(numbers.reading.plain[m.end : parts[0].start]) or not _differs_by_a_digit(numbers, number, parts):
            continue
        relation = whole_of(number, [numbers.of(p) for p in parts])
        if a_digit_away(relation):
            yield _off_by_a_digit(relation)


def _grown(numbers: Numbers, number: Number) -> Relation | None:
    """近期a公顷，远期w公顷（其中新增b公顷）: what one was before and what was added to it, one digit of a long number away from it."""
    mentions, m = numbers.reading.mentions, number.mention
    added = mentions[m.index + 1] if m.index + 1 < len(mentions) else None
    if digits(m.figure) < LONG or added is None or added.depth != m.depth + 1 or added.paren - m.end > 1 or not _AMONG.fullmatch(added.lead.partition("中")[0] + "中"):
        return None
    before = [p for p in _beside(numbers, number, m.sentence) if p.index < m.index and numbers.of(p) is not None]
    if not before or added.figure.unit != m.figure.unit or numbers.of(added) is None:
        return None
    relation = whole_of(number, [numbers.of(before[-1]), numbers.of(added)])
    if not a_digit_away(relation):
        return None
    return _off_by_a_digit(relation)


def _off_by_a_digit(relation: Relation) -> Relation:
    zh, en = relation.zh.replace("数值相符", "仅一位数字不符"), relation.en.replace("from the numbers", "since one digit alone is off")
    return worded(relation, zh=zh, en=en, strict=True)


def _lists(numbers: Numbers, whole: Number) -> Iterator[list[Mention]]:
    """The lists that may be all of an amount, in the order in which they are tried."""
    m = whole.mention
    own = _beside(numbers, whole, m.sentence)
    after = [p for p in own if p.index > m.index]
    yield after
    yield [p for p in after if p.segment == m.segment]
    yield _heads(after)
    yield list(takewhile(lambda p: "其中" not in p.lead, after))
    if after:
        yield from _anew(numbers, whole)
    else:
        yield [p for p in own if p.index < m.index]
        yield from _behind(numbers, whole)


def _behind(numbers: Numbers, whole: Number) -> Iterator[list[Mention]]:
    """What the next sentence with figures tells: of three items or more, where it is another paragraph's."""
    reading, m = numbers.reading, whole.mention
    behind = next((n for n in range(m.sentence + 1, m.sentence + 3) if reading.by_sentence.get(n)), -1)
    following = _beside(numbers, whole, behind)
    lines = bool(following) and "\n" in reading.plain[m.end : following[0].start]
    if len(following) >= (LINES if lines else 2):
        yield following
        yield _heads(following)


def _anew(numbers: Numbers, whole: Number) -> Iterator[list[Mention]]:
    """What the next sentence tells where its words part anew what this one began with: 从时间看, 各街道情况."""
    if _parted_anew(numbers, whole):
        yield from _behind(numbers, whole)


def _parted_anew(numbers: Numbers, whole: Number) -> bool:
    reading, m = numbers.reading, whole.mention
    return _beside(numbers, whole, m.sentence)[0] is m and m.sentence + 1 < len(reading.sentences) and bool(_ANEW.match(reading.plain, reading.sentences[m.sentence + 1][0]))


def _may_be(numbers: Numbers, whole: Number, parts: Sequence[Mention]) -> bool:
    m = whole.mention
    if parts[-1].index < m.index:
        return closes(numbers.reading, m, parts)
    return divides(numbers.reading, m, parts, anew=parts[0].sentence > m.sentence and _parted_anew(numbers, whole))


def _heads(items: Sequence[Mention]) -> list[Mention]:
    """The first of each part of a sentence: 甲区计划a、完成b；乙区计划c、完成d."""
    heads: dict[tuple[int, int], Mention] = {}
    for m in items:
        heads.setdefault(m.segment, m)
    return list(heads.values())


def _beside(numbers: Numbers, whole: Number, sentence: int) -> list[Mention]:
    """The whole, where it stands in this sentence, and the amounts of it that may be items of its list."""
    m = whole.mention
    key = ("amounts", sentence)
    if key not in numbers.made:
        numbers.made[key] = [n.mention for n in numbers.sentences.get(sentence, ()) if n.way == "amount"]
    return [p for p in numbers.made[key] if p is m or p.depth == m.depth and of_one_unit(p, m) and not beside_the_point(p)]


def _differs_by_a_digit(numbers: Numbers, whole: Number, parts: Sequence[Mention]) -> bool:
    """What `a_digit_away` asks, in floating point: a quick look, before any words are read."""
    if not 2 <= len(parts) <= LIST:
        return False
    items = [numbers.of(m) for m in parts]
    off = sum(n.value for n in items) - whole.value
    return abs(off) <= whole.value and one_digit(off, min(n.step for n in (whole, *items)))


def _of_one_sort(numbers: Numbers, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether items may be parts of one thing: none goes on with the amount by 、, and of all or none a plan or another year is told."""
    if parts[0].sentence == whole.sentence and _JOINED.match(parts[0].lead):
        return False
    between = numbers.reading.plain[whole.end : parts[0].start]
    if _SOME.search(between) or parts[-1].noun.startswith("等") or "等" in parts[-1].noun[-2:]:
        return False
    if any(SPENT_OF_IT.search(p.lead) for p in parts[1:]) and not SPENT_OF_IT.search(parts[0].lead):
        return False
    if "资产" in whole.label and any("负债" in p.label for p in parts):
        return False  # what is owned is owed or not, but 权益 may tell the State's alone
    if len({flow for p in parts for flow in ("收入", "支出") if p.label.endswith(flow)}) > 1:
        return False  # what came in and what went out are no parts of one amount
    told = parts if _SOURCES.search(between) else (*parts, whole)
    planned = [bool(_PLANNED.search(p.lead) and len(p.label) <= _SHORT) for p in told]
    dated = [numbers.of(p).dated for p in parts]
    return all(any(told) == all(told) for told in (planned, dated))
