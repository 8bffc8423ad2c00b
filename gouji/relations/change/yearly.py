"""Changes between two years whose figures were told in paragraphs of their own: 一、2024年预算 … 二、2023年决算 … 2024年较2023年增加d.

Assumptions about the language:
- a paragraph's figures are of the year that was named last before them, in it or in its heading; 上年 is the year before;
- figures of two years tell one quantity where their names are the same but for year, 预算 or 决算, and 合计;
- only where each year has exactly one such figure, and the change stands in neither's sentence, are they taken as meant.
Basis: subtraction; a rate of change is over the earlier year.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from gouji.patterns import compiled
from gouji.relations.change import changes
from gouji.relations.change.changes import Change
from gouji.relations.change.distances import difference
from gouji.relations.change.growth_ties import against
from gouji.relations.common.lists import amount, value
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading, kept

_YEAR = re.compile(r"((?:19|20)\d\d)(?=年)")
_OWN_YEAR = re.compile(r"(?<![较比与同])((?:19|20)\d\d)(?=年)")
_GENERIC = re.compile(
    r"(?:19|20)\d\d年(?:度|初|末)?|上年(?:度|同期)?|去年|同期|本年度?|当年|年度|预算|决算|支出|安排|实际|财政拨款|合计|总计|总额|共计|数$|其中|[“”（）()，、：\s]"
)
LEAST = 3  # characters of a name


def propose(reading: Reading) -> list[Relation]:
    """The changes of amounts, and their rates, between figures of two years told elsewhere."""
    found: list[Relation] = []
    told: dict[tuple[str, str], dict[int, list[Mention]]] | None = None
    for change in changes.find(reading):
        if change.against != "then" or change.inline or change.moved or change.real or len(change.amounts) > 1:
            continue
        name = _name(change.subject)
        if len(name) < LEAST:
            continue
        told = told or _by_year(reading)
        found += _of(reading, change, name, told)
    return found


def _of(reading: Reading, change: Change, name: str, told: dict[tuple[str, str], dict[int, list[Mention]]]) -> Iterator[Relation]:
    now_year = _year(reading, change.first, state=False)
    if now_year is None:
        return
    named = _YEAR.search(change.what)
    then_year = int(named[1]) if named else now_year - 1
    if then_year >= now_year:
        return
    for (own, _), years in told.items():
        if own != name:
            continue
        now, then = ([m for m in years.get(year, []) if m.sentence != change.first.sentence] for year in (now_year, then_year))
        if len({value(m) for m in now}) != 1 or len({value(m) for m in then}) != 1:
            continue
        current, base = now[-1], then[-1]
        larger, smaller = (current, base) if value(current) >= value(base) else (base, current)
        roles = ("now", "then") if larger is current else ("then", "now")
        for told_by in change.amounts[:1]:
            if told_by.dimension == current.dimension:
                yield difference("difference.years", told_by, ((1, larger), (-1, smaller)), roles=roles)
        for rate in change.rates[:1] if value(base) else ():
            yield against(change, rate, current, base)


def _by_year(reading: Reading) -> dict[tuple[str, str], dict[int, list[Mention]]]:
    """The amounts by name and dimension, and by year."""
    told: dict[tuple[str, str], dict[int, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in reading.mentions:
        if mention.depth or not amount(mention):
            continue
        name = _name(mention.label)
        year = _year(reading, mention) if len(name) >= LEAST else None
        if year is not None:
            told[name, mention.dimension][year].append(mention)
    return told


def _name(words: str) -> str:
    return _GENERIC.sub("", words)


def _year(reading: Reading, mention: Mention, state: bool = True) -> int | None:
    """The year that a figure is of: named last before it in its paragraph, or in its heading, unless it is compared with;
    of a state told with 上年 the one before."""
    plain = reading.plain
    told = _years(reading)
    at = bisect_left(told, mention.start, key=itemgetter(0)) - 1
    if at >= 0 and told[at][0] > plain.rfind("\n", 0, mention.start):
        year = told[at][1]
    else:
        year = _last_year(mention.figure.section)
    if not year:
        return None
    earlier = state and compiled("上年(?!结转|结余)|去年").search(mention.lead)
    return int(year) - (1 if earlier else 0)


@lru_cache(maxsize=256)
def _last_year(words: str) -> str:
    return next(iter(_OWN_YEAR.findall(words)[::-1]), "")


@kept
def _years(reading: Reading) -> list[tuple[int, str]]:
    """The years that a text tells and compares with nothing: where 年 behind each stands, and the year."""
    return [(match.end(), match[1]) for match in _OWN_YEAR.finditer(reading.plain)]
