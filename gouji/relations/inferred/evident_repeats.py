"""One number told again under a name that shares a word: `repeat.evident`, which holds by construction and can find no error.

`propose` asks for five digits of one unit, for four and a shared word, or for three and names of which one holds the other.
`loosely` asks what all other rules have left whether three digits of an amount share any word (下达资金603万元, 项目资金603万元), or
any number a run of words (标准为每户400元), unless what stands before them is two places or two bodies (甲村投入12.5万元。乙村投入12.5万元).
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from gouji.patterns import compiled
from gouji.relations.common.evidence import Numbers, digits
from gouji.relations.common.lists import is_change, is_mean, value
from gouji.relations.common.model import Relation
from gouji.relations.common.naming import chunks
from gouji.relations.common.reading import SCORE, Mention, Reading
from gouji.relations.common.retold import conflict, scope, tie

FEWEST, MANY, PLENTY = 3, 4, 5  # digits of a number told again; for which a shared word is enough; which need none
ITEMS = 3  # values told under one name, each of an item of its own
SUBJECT = 60  # characters before a rate of change in which its subject stands
RUN = 4  # characters in a row that two tellings of a short number share
_PLANNED = re.compile("预算|计划|任务|目标")
_PACE = re.compile("同比|环比|增长|增加|上升|提高|下降|减少|比上年|较上年|上年|同期|相比|受理|共")
_BODY = re.compile("[省州市县区镇乡村组户院校站厂局司场园家]$")


def propose(numbers: Numbers, found: Sequence[Relation]) -> list[Relation]:
    """Each number told again tied to the first telling, where no tie of `found` has it as the later one."""
    later = {r.stated.id for r in found if r.kind == "repeat"}
    groups: dict[tuple[float, str], list[Mention]] = defaultdict(list)
    for mention in numbers.reading.mentions:
        number = numbers.of(mention)
        if number is not None and number.value and mention.figure.id not in later:
            groups[number.value, number.key].append(mention)
    return [tie("repeat.evident", first, again, False) for first, again in _pairs(groups.values(), _long, _same)]


def loosely(reading: Reading, found: Sequence[Relation]) -> list[Relation]:
    """The same of the amounts of three digits that no tie of `found` has as told again."""
    later = {r.stated.id for r in found if r.kind == "repeat"}
    groups: dict[tuple[Decimal, str], list[Mention]] = defaultdict(list)
    told: dict[str, set[Decimal]] = defaultdict(set)
    for mention in reading.mentions:
        told[mention.label].add(mention.figure.value)
    for mention in reading.mentions:
        of_items = bool(mention.label) and not is_change(mention) and len(told[mention.label]) >= ITEMS  # 自评得分96分 of one project, and of another
        if mention.figure.value and mention.figure.id not in later and mention.dimension != SCORE and not of_items:
            groups[value(mention), mention.dimension].append(mention)
    return [tie("repeat.evident", first, again, False) for first, again in _pairs(groups.values(), _telling, partial(_akin, reading))]


def _pairs(
    groups: Iterable[Sequence[Mention]], may: Callable[[Mention], bool], alike: Callable[[Mention, Mention], bool]
) -> Iterator[tuple[Mention, Mention]]:
    """Each number told again with the first telling that is alike; only those that `may` be told again are asked."""
    for members in groups:
        told: list[Mention] = []
        for again in members if len(members) > 1 else ():
            earlier = [m for m in told if _may_be_one(m, again) and alike(m, again)]
            if earlier:
                yield next((m for m in earlier if m.sentence != again.sentence), earlier[0]), again
            if may(again):
                told.append(again)


def _may_be_one(first: Mention, later: Mention) -> bool:
    if first.rate != later.rate:
        return False
    if digits(first.figure) < PLENTY and (first.sentence == later.sentence or is_change(first) != is_change(later)):
        return False
    return not conflict(scope(first.lead), scope(later.lead))


def _long(mention: Mention) -> bool:
    return digits(mention.figure) >= FEWEST


def _same(first: Mention, later: Mention) -> bool:
    many, shared = digits(first.figure), len(_words(first) & _words(later))
    if many >= MANY:
        planned = {bool(_PLANNED.search(m.label)) for m in (first, later)}
        return shared >= 1 or many >= PLENTY and len(planned) == 1  # a budget that was kept to is not told again by its outturn
    names = sorted((first.name, later.name), key=len)
    return many == FEWEST and not first.rate and bool(first.quantity) and shared >= 2 and names[0] in names[1]


def _akin(reading: Reading, first: Mention, later: Mention) -> bool:
    if is_change(first) and first.rate:
        return _telling(first) and (_of_one_subject(reading, first, later) or _behind_the_same(reading, first, later))
    if _of_two_bodies(first.label, later.label):
        return False
    if _amount(first) and _amount(later) and _words(first) & _words(later):
        return True
    return first.figure.unit == later.figure.unit and _telling(first) and _in_a_row(first, later)


def _behind_the_same(reading: Reading, first: Mention, later: Mention) -> bool:
    """投诉925件，同比下降1.3% twice: whether what stands before two rates of change is told again as well."""
    if not first.index or first.figure.unit != later.figure.unit:
        return False
    a, b = reading.mentions[first.index - 1].figure, reading.mentions[later.index - 1].figure
    return a.value is not None and (a.value, a.unit) == (b.value, b.unit) and a.id != b.id and digits(a) >= 2


def _of_one_subject(reading: Reading, first: Mention, later: Mention) -> bool:
    """Whether the parts of the sentences up to two rates of change speak of one thing."""
    if digits(first.figure) < FEWEST or first.figure.unit != later.figure.unit:
        return False
    told = (reading.plain[max(m.segment[0], m.start - SUBJECT) : m.start] for m in (first, later))
    return len(frozenset.intersection(*(chunks(_PACE.sub(" ", words)) for words in told))) >= 2


def _telling(mention: Mention) -> bool:
    """Whether a number says anything by itself: 100% and 1个 are told of anything."""
    figure = mention.figure
    return digits(figure) >= 2 or (figure.value not in (1, 100) and not mention.rate)


def _in_a_row(first: Mention, later: Mention) -> bool:
    """Whether the words up to two numbers, or from them on, are the same for a while."""
    before = os.path.commonprefix([first.lead[::-1], later.lead[::-1]])
    behind = os.path.commonprefix([first.noun, later.noun])
    return any(len(compiled("[^\u4e00-\u9fff]|年初|预算|决算|支出|收入|完成|资金").sub("", run)) >= RUN for run in (before, behind))


def _words(mention: Mention) -> frozenset[str]:
    return frozenset(chunks(mention.label + mention.noun[:8]))


def _amount(mention: Mention) -> bool:
    figure = mention.figure
    measured = bool(figure.value) and bool(mention.quantity) and not mention.rate and not mention.unit.counted
    return measured and digits(figure) >= FEWEST and not is_mean(mention)


def _of_two_bodies(a: str, b: str) -> bool:
    """Whether what stands before the words that two names end in is a place or body in either, and not the same."""
    shared = os.path.commonprefix([a[::-1], b[::-1]])
    heads = [name[: len(name) - len(shared)] for name in (a, b)]
    return heads[0] != heads[1] and all(heads) and any(_BODY.search(head) for head in heads)
