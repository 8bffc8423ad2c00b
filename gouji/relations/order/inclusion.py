"""bound.part_within_whole: what 其中 tells lies within its whole; the parts of a list that does not tell all of them do so together.

Assumptions about the language:
- the first amounts behind 其中 (1276户4408人 are two) are parts of the nearest ones of their counters before it;
- the amount of another time (比上年9.3亿元), one told deeper in parentheses, a level that was passed (突破1亿吨) and a task that the rate
  behind it is of (完成目标9800万元的83%) are no whole;
- a sentence or paragraph that begins with 其中 speaks of what stands before it, and does not demand the tie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from gouji.patterns import compiled
from gouji.relations.common.lists import addable, amount, is_change, is_mean, moved_from
from gouji.relations.common.model import Relation, linear
from gouji.relations.common.reading import SCORE, Mention, Reading
from gouji.relations.common.verbs import direction, verb_of
from gouji.relations.order.bounds import at_most, borne_out

_RISE = re.compile(r"(?:[增减多少短超][收支]|差[值额]|节约|压减)(?:了|为|约)?$")  # a change is no whole
_TASK = re.compile(r"(?:完成|占|为|是|[比较与])[^，。；\d]{0,12}(?:预算|任务|计划|目标|限额|指标)[^，。；\d]{0,4}$")
_SHORT = re.compile(r"[，、]?[\u4e00-\u9fff]{0,3}")
_BY_THEN = re.compile(r"\s*(?:截至|截止|到)[^，。；]{0,12}，")
_THEN = re.compile(r"上年(?!结转|结余|末)|去年|上一年|往年|同期|上期|[比较]\d{4}年")
_AS_AN_ORDER = ("bound.limit", "bound.expense_within_budget", "comparison.target")  # what the words may also tell as an order
_MAIN = re.compile(r"主要(?:有|包括|用于|是|为)[：]?")
# what is told of an item itself, or ends its list
_NO_ITEM = re.compile(r"已|完成|办结|审结|结案|销号|化解|实际|累计|其中|合计|共计|平均|人均|占|上年|去年|同期|达到?$|[比较]")
NEAR = 300  # characters between a whole and its parts
BEFORE = 3  # sentences
_part_within = partial(at_most, rule="bound.part_within_whole", roles=("part", "whole"))


def propose(reading: Reading) -> Iterator[Relation]:
    """The parts that 其中, 含, 内有 and 包括 tell, each within its whole; those that 主要有 tells, together."""
    yield from _main(reading)
    for mark in compiled("其中|（含|（内有|（包括").finditer(reading.plain):
        stop = mark.end() + 40
        if mark[0] != "其中":  # 高中（含中专）51360人: what stands in parentheses has no figure of its own
            stop = min(stop, reading.closing(mark.start()))
        if mark[0] == "（含" and compiled(r"\d+[^，。；（）\d]{0,3}）").match(reading.plain[mark.end() : mark.end() + 10]):
            continue  # 25度以上（含25度）: where a class begins
        sentence = reading.sentence_at(mark.start())
        after = [m for m in reading.between(mark.end(), stop) if m.sentence == sentence and m.dimension != SCORE]  # see scores
        after = [m for m in after if m.figure.qualifier not in ("at_least", "at_most")]
        opens = not reading.plain[reading.sentences[sentence][0] : mark.start()].strip("　 ") or (
            _BY_THEN.fullmatch(reading.plain, reading.sentences[sentence][0], mark.start()) is not None
        )
        last = reading.before(mark.start(), 1)[-1:]
        if last and is_mean(last[0]) and after and last[0].dimension == after[0].dimension:
            continue  # 人均支出16238元，其中食品烟酒5147元；…: see sums
        told: set[str] = set()
        held: set[int] = set()
        for at, part in enumerate(after[:3]):
            if at and part.figure.unit in told or at and not _SHORT.fullmatch(part.lead):
                break
            told.add(part.figure.unit)
            if not at and moved_from(reading, part):
                yield from _before_and_after(reading, mark.start(), part)
                break
            if not at and is_change(part):
                yield from _of_changes(reading, mark.start(), part)
            if amount(part):
                held.add(part.index)
                within = list(_within_whole(reading, mark.start(), part, opens, not at or not part.lead))
                yield from within
                if within and mark[0] == "其中":
                    yield from _with_its_like(reading, part, within[0].operands[-1].id, opens)
        yield from _by_measure(reading, mark.start(), sentence, held)


def _of_changes(reading: Reading, position: int, part: Mention) -> Iterator[Relation]:
    """调入资金增加18亿元，其中，市级增加4亿元: a part's change lies within its whole's where both go one way; others may have gone the other,
    so that only such as holds is told."""
    told = [m for m in reading.before(position, 1) if is_change(m) and m.dimension == part.dimension and m.quantity and m.figure.value]
    verbs = [verb_of(m.lead) for m in (part, *told[-1:])]
    if told and None not in verbs and part.figure.value and direction(verbs[0]) == direction(verbs[1]):
        yield from borne_out(_part_within(part, told[-1], strict=False))


def _by_measure(reading: Reading, position: int, sentence: int, held: set[int]) -> Iterator[Relation]:
    """评审1895个，送审a亿元，审定b亿元。其中，市本级评审512个，送审c亿元，审定d亿元: of a part told in several measures each lies within the whole's
    measure of its name and unit. Only such as holds: 其中 may also tell what the whole is not measured in."""
    after = [m for m in reading.between(position, position + 160) if m.sentence == sentence and amount(m)]
    before = [m for m in (*_earlier(reading, position), *reading.before(position)) if amount(m) and not _no_whole(reading, m, after[0])] if after else []
    for part in after[1:7]:
        if part.segment != after[0].segment or len(part.label) < 2:
            return
        if part.index in held:
            continue
        alike = [m for m in before if m.figure.unit == part.figure.unit and "其中" not in reading.plain[reading.sentences[m.sentence][0] : m.start]]
        wholes = [m for m in alike if m.label[-4:] == part.label[-4:]] or [m for m in alike if m.label[-2:] == part.label[-2:]]
        for whole in wholes[-1:]:
            yield from borne_out(_part_within(part, whole, strict=False))


def _main(reading: Reading) -> Iterator[Relation]:
    """公用经费55.45万元，主要有办公费8.63万元、印刷费4.90万元、差旅费6.28万元等: the list tells no more than the whole right before it."""
    for mark in _MAIN.finditer(reading.plain):
        before = reading.before(mark.start())
        if not before or not amount(before[-1]) or not _SHORT.fullmatch(reading.plain, before[-1].end, mark.start()):
            continue
        whole, parts = before[-1], []
        for m in reading.between(mark.end(), whole.segment[1]):
            if m.depth > whole.depth or m.rate:
                continue
            if not (amount(m) and m.dimension == whole.dimension and (not parts or m.lead.lstrip("）%").startswith(("、", "和", "及")))):
                break
            parts.append(m)
        if len(parts) > 1 and parts[0].start - mark.end() < 16 and sum(m.size for m in parts) < whole.size * 0.9999:
            yield _together([whole, *parts])


def _before_and_after(reading: Reading, position: int, part: Mention) -> Iterator[Relation]:
    """W由V调整为W，其中：A由a调整为b: a was within V, and b is within W."""
    wholes = [m for m in reading.before(position, 1) if moved_from(reading, m) and addable(part, m)]
    for before, after in zip(wholes[-1:], reading.mentions[part.index + 1 : part.index + 2], strict=False):
        now = reading.mentions[before.index + 1]
        yield from borne_out(_part_within(part, before, strict=False))
        if addable(after, now) and amount(after) and amount(now):
            yield from borne_out(_part_within(after, now, strict=False))


def _with_its_like(reading: Reading, first: Mention, whole_id: str, opens: bool) -> Iterator[Relation]:
    """A a起，死亡b人，同比减少c起、d人；B e起，死亡f人: the items of a list that leaves some untold, measure by measure, which do not come to
    more than their whole. What is told of an item (a change, a rate, what was done of it) is none; nor is what stands behind a ； where
    the whole stands before the list in one sentence: 参保24.18万人，其中领取待遇7.62万人；失业保险参保2.15万人."""
    whole = next(m for m in reversed(reading.mentions[: first.index]) if m.figure.id == whole_id)
    parts, aside, several = [first], False, False
    listed = reading.plain[first.segment[0] : first.start].rpartition("其中")[2].startswith("：")  # 其中：A a，…；B b，…
    for m in reading.between(first.end, reading.sentences[first.sentence][1]):
        aside = m.rate or is_change(m) or aside and m.lead.strip() in ("、", "和", "，")
        if compiled("[，；]有$").search(m.lead) and amount(m) and m.figure.unit == first.figure.unit and m.size <= whole.size:
            yield _part_within(m, whole, strict=False)  # 其中，有81个部门…，有99个部门…: each of them by itself
            several = True
        if aside or m.depth != first.depth or not addable(m, whole):
            continue
        if m.segment != first.segment and not opens and not listed:
            break
        if not amount(m) or len(m.label) < 2 or _NO_ITEM.search(m.lead) or m.figure.unit.lstrip("万") != first.figure.unit.lstrip("万"):
            break
        parts.append(m)
    if len(parts) > 1 and sum(m.size for m in parts) < whole.size * 0.9999 and not several:
        yield _together([whole, *parts])
    if first.size <= whole.size and not opens:
        row = takewhile(lambda m: m.segment == first.segment and m.lead[:1] in ("、", "和", "及"), parts[1:])
        yield from (_part_within(m, whole, strict=True) for m in row if m.size > whole.size)  # 其中5A级1家、4A级8家、3A级34家


def _within_whole(reading: Reading, position: int, part: Mention, opens: bool, sure: bool) -> Iterator[Relation]:
    wholes = [
        m
        for m in reading.before(position, 2 if opens else 1)
        if part.sentence - m.sentence == opens and amount(m) and addable(part, m) and not _RISE.search(m.lead[-6:])
    ]
    alike = [m for m in wholes if m.figure.unit.lstrip("万") == part.figure.unit.lstrip("万")]
    likely = [m for m in alike if not _no_whole(reading, m, part)]
    others = [m for m in wholes if _whole_of(m, part)]
    before = alike if likely else others or alike
    likely = likely or [m for m in before if not _no_whole(reading, m, part)]
    if likely and sure:
        whole = likely[-1]
        if part.size > whole.size:  # 受理a件，结案b件。其中：受理民事c件: of what bears its word
            whole = next((m for m in reversed(likely) if m.size >= part.size and part.label[:2] == m.label[:2] and len(m.label) > 1), whole)
        beside = [m for m in before if m.depth <= part.depth]  # W（上年V），其中A a: W is, and surely
        strict = not opens and whole is (beside or before)[-1]
        strict = strict and (whole in alike or "（" in part.lead)
        strict = strict and not (part.size > whole.size and any(m.size >= part.size for m in likely[:-1]))  # or of the one before: 受理a，审结b，其中
        strict = strict and not (part.size > whole.size and part.size <= _listed_with(whole, before))
        yield from borne_out(_part_within(part, whole, strict=strict))
        return
    near = likely or [
        m
        for m in (*_earlier(reading, position), *([] if opens else reading.before(position)))
        if _fits(part, m) and not _no_whole(reading, m, part)
    ]
    named = [m for m in near if len(part.label) > 1 and m.label[-2:] == part.label[-2:]]
    for whole in (named or near)[-1:]:
        yield from borne_out(_part_within(part, whole, strict=False))


def _listed_with(whole: Mention, before: Sequence[Mention]) -> float:
    """What a figure comes to with those of the list that it ends: 公立医院14家、乡镇卫生院38家，其中合格40家 are of 52."""
    total, last = 0.0, whole
    for m in reversed([m for m in before if m.index <= whole.index]):
        if m is not whole and (m.index != last.index - 1 or last.lead[:1] not in ("、", "和", "及") or not addable(m, whole)):
            break
        total, last = total + m.size, m
    return total


def _earlier(reading: Reading, position: int) -> Sequence[Mention]:
    """The figures of the sentences before; of the paragraph before where 其中 opens one."""
    number = reading.sentence_at(position)
    start = reading.sentences[number][0]
    begin = reading.plain.rfind("\n", 0, position) + 1
    if start <= begin and "其中" in reading.plain[begin : begin + 4]:
        begin = reading.plain.rfind("\n", 0, max(0, begin - 1)) + 1
    first = reading.sentences[max(0, number - BEFORE)][0]
    return reading.between(max(first, begin), start)


def _fits(part: Mention, whole: Mention) -> bool:
    """Of one unit, or what happens to those that are counted: 31户 of 1147户次."""
    alike = whole.figure.unit in (part.figure.unit, f"{part.figure.unit}次")
    return alike and amount(whole) and whole.figure.value is not None and part.unit.dimension != "分"


def _no_whole(reading: Reading, whole: Mention, part: Mention) -> bool:
    if whole.depth > part.depth or _THEN.search(f"{whole.lead[-12:]}|{whole.label}"):
        return True
    if reading.plain.startswith("的", whole.end):
        following = reading.mentions[whole.index + 1]
        return following.rate and following.start - whole.end < 6
    return bool(_TASK.search(whole.lead[-24:]) or _RISE.search(whole.lead[-6:]))


def _whole_of(whole: Mention, part: Mention) -> bool:
    """Whether two units allow it: two scales of what is measured (亿吨 and 万吨), or counters of things (71所（含教学点29个）)."""
    return not part.unit.counted or part.lead.startswith("（含") and part.start - whole.end < 12


def in_place_of_sums(reading: Reading, items: Sequence[Relation]) -> list[Relation]:
    """A part that a sum holds with its whole is not told again as a part, nor an order that holds as a bound. The parts of a list that may leave some out, and does, lie
    within the whole together."""
    mentions = {m.figure.id: m for m in reading.mentions}
    summed = {
        (relation.stated.id, figure.id)
        for relation in items
        if relation.kind == "sum" and relation.holds and relation.comparator == "="
        for figure in relation.operands
    }
    parts = {
        part.id
        for relation in items
        if (relation.stated.id, relation.operands[-1].id if relation.operands else "") in summed
        for part in relation.operands
        if 0 < part.plain_start - relation.stated.plain_start < NEAR
    }
    ordered = {
        frozenset((relation.stated.id, relation.operands[0].id))
        for relation in items
        if relation.kind == "comparison" and relation.holds and len(relation.operands) == 1 and relation.rule not in _AS_AN_ORDER
    }
    kept: list[Relation] = []
    together: set[tuple[str, str]] = set()
    for relation in items:
        if relation.rule == "bound.part_within_whole" and (
            (relation.operands[0].id, relation.stated.id) in summed
            or not relation.strict and relation.stated.id in parts
        ):
            continue  # of a whole that a sum holds, and of no other that is only likely
        if relation.rule in _AS_AN_ORDER and frozenset(f.id for f in relation.figures) in ordered:
            continue
        if relation.rule == "sum.among_which" and relation.holds is False and not relation.strict:
            members = [mentions.get(figure.id) for figure in relation.figures]
            if None not in members and _one_list(reading, members):
                relation = _together(members)
                together |= {(relation.stated.id, figure.id) for figure in relation.operands}
                kept = [r for r in kept if r.rule != relation.rule or r.figures != relation.figures]
        if relation.rule != "bound.parts_within_whole" or all(r.rule != relation.rule or r.figures != relation.figures for r in kept):
            kept.append(relation)
    return [r for r in kept if r.rule != "bound.part_within_whole" or (r.operands[0].id, r.stated.id) not in together]


def _one_list(reading: Reading, members: Sequence[Mention]) -> bool:
    """Whether the parts stand in one segment right behind their whole and 其中, or in the sentence that 其中 opens behind it, with nothing but rates between."""
    whole, *parts = members
    told = [m for m in reading.between(whole.end, parts[-1].end) if not m.rate]
    return (
        len(parts) > 1
        and [m.index for m in told] == [m.index for m in parts]
        and all(m.segment == parts[0].segment and m.sentence == parts[0].sentence for m in parts)
        and (whole.segment == parts[0].segment or _opens_with(reading, parts[0], whole))
        and "其中" in parts[0].lead
        and not any("：" in m.lead for m in parts[1:])  # 珍贵文物259件：一级4件 are parts of a part
        and sum(m.size for m in parts) <= whole.size
    )


def _opens_with(reading: Reading, part: Mention, whole: Mention) -> bool:
    """Whether a part's sentence, the next one after its whole's, begins with 其中."""
    return part.sentence == whole.sentence + 1 and reading.plain.startswith("其中", reading.sentences[part.sentence][0])


def _together(members: Sequence[Mention]) -> Relation:
    whole, *parts = members
    told = "、".join(m.figure.text for m in parts)
    return Relation(
        "bound",
        "bound.parts_within_whole",
        whole.figure,
        tuple(m.figure for m in parts),
        linear(len(parts)),
        ("whole", *("part",) * len(parts)),
        f"{told}合计不应超过{whole.label[-14:]}{whole.figure.text}",
        f"{' + '.join(m.figure.text for m in parts)} should not exceed their whole {whole.figure.text}",
        comparator=">=",
    )
