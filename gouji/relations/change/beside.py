"""A figure and those that others have, told with how far it stands from each: 增长8.6%，比全省（7.1%）和全国（5.9%）分别高1.5、2.7个百分点;
比全省平均7.1%高1.5个百分点，比全国5.9%高2.7个百分点.

Basis: subtraction. Assumptions about the language:
- 比 (较, 高于, 低于) names whom, and the figure right behind a name, bare or in parentheses, is what that one has;
- distances told behind the verb run in the order of the names;
- what is compared is the last figure of its dimension before 比 that is neither a distance nor one of the others', for one 比 after another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.relations.change.distances import difference
from gouji.relations.common.lists import value
from gouji.relations.common.model import Relation, choose
from gouji.relations.common.reading import POINTS, RATE, Mention, Reading

_NAMES = re.compile(r"(?:^|[，；、。（])[^，。；：、（）]{0,14}?(?:分别)?(?:(?<![占同环对])[比较]|[高低]于)[^，。；：、（）\d]{1,16}?[（为]?$")
_NEXT = re.compile(r"^）?[、和及与，]{1,2}(?:[比较])?[^，。；：、（）\d比较]{1,16}?[（为]?$")
_VERB = re.compile(r"^[）的]?(?:水平|平均水平)?(?:分别|各|则|还|又|均)*(?:高|低|快|慢|多|少|领先|落后)(?:出|于|了)*$")
_BARE = frozenset("、 和 及 与 ，".split())
SUBJECTS = 2  # figures before 比 that may be what is compared


def propose(reading: Reading) -> list[Relation]:
    """Each distance as the difference of two figures: what is compared, and what the one named by its place has."""
    return [relation for told in reading.by_sentence.values() for relation in _in_sentence(told)]


def _in_sentence(told: list[Mention]) -> Iterator[Relation]:
    others: set[int] = set()  # indexes of what others have, and of distances
    for at, distance in enumerate(told):
        verb = _VERB.match(distance.lead)
        if verb is None or distance.figure.value is None or not at:
            continue
        run = _others(told[:at], distance)
        distances = _distances(told[at:])[: len(run)]
        if not run or len(distances) != len(run):
            continue
        first = run[0].index - told[0].index
        others |= {m.index for m in (*run, *distances)}
        subjects = [m for m in told[:first] if _kin(m, run[0]) and m.index not in others and m.depth <= distance.depth]
        for other, apart in zip(run, distances, strict=True):
            readings = [_apart(apart, subject, other) for subject in subjects[: -SUBJECTS - 1 : -1]]
            if (chosen := choose(readings)) is not None:
                yield chosen


def _others(before: list[Mention], distance: Mention) -> list[Mention]:
    """What others have, right before the verb: the last names no figure further off than its own."""
    dimension = RATE if distance.dimension in (POINTS, "") else distance.dimension
    run: list[Mention] = []
    for mention in reversed(before):
        if mention.dimension != dimension or mention.figure.value is None:
            return []
        run.insert(0, mention)
        if _NAMES.search(mention.lead):
            return run
        if not _NEXT.match(mention.lead):
            return []
    return []


def _distances(after: list[Mention]) -> list[Mention]:
    run = after[:1]
    for mention in after[1:]:
        if mention.lead not in _BARE or mention.figure.value is None:
            break
        run.append(mention)
    return run


def _kin(mention: Mention, other: Mention) -> bool:
    return mention.dimension == other.dimension and mention.figure.value is not None and mention.figure.qualifier == "exact"


def _apart(distance: Mention, subject: Mention, other: Mention) -> Relation:
    larger, smaller = (subject, other) if value(subject) >= value(other) else (other, subject)
    return difference("difference.beside", distance, ((1, larger), (-1, smaller)), roles=("larger", "smaller"))
