"""Two measures of one thing, now and then, with how each changed: 受理97件134人，去年同期197件375人，件数和人数分别下降50.76%、64.27%.

Basis: rate = (now - then) / then. Assumptions about the language:
- measures follow one another without words of their own (97件134人, 97件、134人), in the same order and units at both times;
- the rates behind them run in that order, told with 分别, with a word each (件数下降p、人数下降q), or as one list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.relations.common.lists import amount
from gouji.relations.common.model import HUNDRED, Relation
from gouji.relations.common.paces import ONE, Pace
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import verb_of

_THEN = re.compile(
    r"(?:^|[，；（、])(?:而|比|较|[与和]?)(?:上年(?:度|同期)?|去年(?:同期)?|上一年度?|同期|(?:19|20)\d\d年(?:同期)?)(?:分别)?(?:为|是|的)?$"
)
_BESIDE = re.compile(r"[、，和及]?(?:共|计)?")
_NEXT = re.compile(r"[、，和与及]+")
MOST = 3  # measures


def propose(reading: Reading) -> list[Relation]:
    """Each rate against its own measure, now and then."""
    return [relation for told in reading.by_sentence.values() for relation in _in_sentence(told)]


def _in_sentence(told: list[Mention]) -> Iterator[Relation]:
    for at, first in enumerate(told):
        if not amount(first) or not _THEN.search(first.lead):
            continue
        then = _measures(told, at)
        count = len(then)
        now = told[at - count : at] if at >= count else []
        rates = _rates(told[at + count : at + 2 * count])
        if count < 2 or len(now) != count or len(rates) != count:
            continue
        units = [m.figure.unit for m in then]
        if units == [m.figure.unit for m in now] and all(_follows(a, b) for a, b in zip(now, now[1:], strict=False)):
            yield from (_relation(*three) for three in zip(rates, now, then, strict=True))


def _measures(told: list[Mention], at: int) -> list[Mention]:
    """The measures that begin at a place: each of another unit, without words of its own."""
    run = [told[at]]
    for mention in told[at + 1 : at + MOST]:
        if not _follows(run[-1], mention) or mention.figure.unit in {m.figure.unit for m in run}:
            break
        run.append(mention)
    return run


def _follows(before: Mention, mention: Mention) -> bool:
    return amount(mention) and mention.index == before.index + 1 and _BESIDE.fullmatch(mention.lead) is not None


def _rates(after: list[Mention]) -> list[Mention]:
    """Rates of change told for as many measures."""
    run: list[Mention] = []
    for mention in after:
        tells = verb_of(mention.lead) is not None or bool(run) and _NEXT.fullmatch(mention.lead) is not None
        if not mention.rate or mention.figure.value is None or not tells:
            return []
        run.append(mention)
    return run


def _relation(rate: Mention, now: Mention, then: Mention) -> Relation:
    p, n, m = rate.figure, now.figure, then.figure
    up = n.value * now.unit.factor >= m.value * then.unit.factor  # a wrong word of direction is no wrong rate
    top = f"{n.text}-{m.text}" if up else f"{m.text}-{n.text}"
    return Relation(
        "growth",
        "growth.paired",
        p,
        (n, m),
        Pace("growth", (ONE if up else -ONE, HUNDRED)),
        ("rate", "now", "then"),
        f"变动率{p.text}应等于（{top}）÷{m.text}",
        f"the rate of {p.text} should equal the difference of {n.text} and {m.text} ÷ {m.text}",
    )
