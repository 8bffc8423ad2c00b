"""What cannot be fewer than what holds it: guests and the groups they came in, persons and their households, cars kept and cars bought.

Basis: each group, delegation or household has a person at least; what was bought this year is among what is kept at its end.

Assumptions about the language:
- the persons are told next to what holds them, with no other subject between: 接待16批次、128人; 接待批次23个，接待人次142人;
- asides in parentheses between the two (其中外事…) are of the group, and each has its own persons;
- 购置6辆，保有量354辆: bought and kept stand next to one another or in items of one paragraph.
Only what stands right beside one another, both under these very names, is demanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.patterns import compiled
from gouji.relations.common.lists import OTHER_TIME
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import tells_change
from gouji.relations.order.bounds import at_most, borne_out

_GROUP = re.compile(r"(?:批次|批数|组团|团组|团次)(?:数量?|共计?|累计|总计|合计|为|是|有|：|，|\s)*$")
_GROUP_NOUN = re.compile("批次?|团组?|代表团")
_PERSONS = re.compile(r"(?:人次|人数)(?:数|共计?|累计|总计|合计|为|是|有|：|\s)*$")
_OCCASIONS = frozenset("批次 批 次 场次 场 期 班次 团组".split())
_BESIDE = re.compile(
    r"[，、；（]?(?:共计?|累计|合计|总计|约|来客|来宾|接待|国内公务接待|公务接待|国内接待|出国|因公出国（境）|出访|参加|参训|参与|培训|惠及|受益|服务|涉及|覆盖)*(?:人员|人数|人次|群众|学员|干部)?(?:共计?|为|达到?|约|：)?"
)
_HOUSEHOLD = re.compile(r"[，、/（]?(?:共|计|共计|涉及|惠及)?")
_BOUGHT = re.compile(r"(?:用车|车辆)(?:（[^（）]{2,8}）)?(?:更新)?(?:购置|新购置?)(?:更新)?(?:数量?|共|为|了|：|\s)*$|(?:购置|新购|更新)(?:公务用车|车辆)(?:数量?|共|为|了|：|\s)*$")
_KEPT = re.compile(r"(?:用车|车辆|汽车)(?:实际)?保有(?:数?量|数|辆)?(?:共|为|是|达到?|：|\s)*$")
REACH = 8  # figures between what was bought and what is kept


def propose(reading: Reading) -> Iterator[Relation]:
    """bound.persons_of_groups, bound.persons_of_households, bound.bought_within_kept."""
    for mention in reading.mentions:
        if not _counted(mention):
            continue
        if _is_group(mention):
            yield from _persons(reading, mention)
        elif mention.dimension == "household":
            yield from _members(reading, mention)
        elif _BOUGHT.search(mention.lead[-24:]):
            yield from _kept(reading, mention)


def _counted(mention: Mention) -> bool:
    usable = mention.unit.counted and mention.figure.value is not None and not tells_change(mention)
    return usable and not OTHER_TIME.search(mention.lead[-10:])


def _is_group(mention: Mention) -> bool:
    by_name = mention.figure.unit in ("个", "次", "批", "") and (_GROUP.search(mention.lead) or _GROUP_NOUN.match(mention.noun))
    return mention.figure.unit in _OCCASIONS or bool(by_name)


def _persons(reading: Reading, group: Mention) -> Iterator[Relation]:
    """接待24批次，210人次; 批次3978个，接待人次28598人; 共312批次（其中外事0批次），4228人次（其中…）."""
    for m in reading.mentions[group.index + 1 : group.index + 4]:
        if m.sentence != group.sentence:
            return
        if m.depth > group.depth:
            continue
        told = m.dimension in ("person", "visit") or m.figure.unit == "个" and _PERSONS.search(m.lead)
        if not told or not _counted(m):
            return
        words = reading.plain[group.end : m.start].removeprefix(group.noun)
        named = _named_so(group, m)
        if not named and not _BESIDE.fullmatch(compiled("（[^（）]*）").sub("", words)):
            return
        sure = group.figure.unit in ("批次", "批") and "接待" in group.lead and m.index == group.index + 1 and group.segment == m.segment
        yield from borne_out(at_most(group, m, "bound.persons_of_groups", ("groups", "persons"), sure))
        return


def _named_so(group: Mention, persons: Mention) -> bool:
    """Whether both bear one name but for what is counted: 国外接待批次, 国外接待人次; 因公出国团组数, 因公出国人次."""
    own = compiled(r"(?:累计|共计?)*$").sub("", _PERSONS.sub("", persons.label))
    return len(own) >= 2 and own in group.label.replace("团组", "")


def _members(reading: Reading, households: Mention) -> Iterator[Relation]:
    """14户贫困户39人; 低保对象98746户、261583人."""
    m = next(iter(reading.mentions[households.index + 1 : households.index + 2]), None)
    if m is None or m.figure.unit not in ("人", "名", "口") or m.sentence != households.sentence or not _counted(m):
        return
    words = reading.plain[households.end : m.start]
    if _HOUSEHOLD.fullmatch(words.removeprefix(households.noun)) or words == households.noun:
        yield from borne_out(at_most(households, m, "bound.persons_of_households", ("households", "persons"), False))


def _kept(reading: Reading, bought: Mention) -> Iterator[Relation]:
    """公务用车购置5辆，公务用车保有量318辆, in either order."""
    begin = reading.plain.rfind("\n", 0, bought.start)
    end = reading.plain.find("\n", bought.end)
    near = reading.between(begin, end if end >= 0 else len(reading.plain))
    behind = [m for m in near if 0 < m.index - bought.index <= REACH]
    before = [m for m in near if 0 < bought.index - m.index <= REACH][::-1]
    for m in (*behind, *before):
        if m.figure.unit == bought.figure.unit and _KEPT.search(m.lead[-20:]) and _counted(m):
            sure = abs(m.index - bought.index) == 1 and m.sentence == bought.sentence
            yield from borne_out(at_most(bought, m, "bound.bought_within_kept", ("bought", "kept"), sure))
            return
