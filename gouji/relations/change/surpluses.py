"""Surpluses: a year's 结余 of its income and outlay, and 累计结余 of the one before and the year's. Basis: bookkeeping.

Assumptions about the language:
- 当期结余, 本年收支结余 is the nearest total of income told before it less the nearest total of outlay. Wording demands it
  only within one sentence: elsewhere other means may have come in;
- 累计结余 or 滚存结余 is what was carried in under such a name (上年累计结余) and the year's own, told beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.relations.change.distances import difference
from gouji.relations.common.lists import amount
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import MONEY, Mention, Reading

_YEARS = re.compile(r"(?:当[期年]|本[期年]|年度|收支)(?:收支)?[结节]余(?:资金|额)?(?:为|是|约)?$")
_ALL = re.compile(r"(?:累计|滚存)(?:收支)?[结节]余(?:资金|额)?(?:为|达|是)*$")
_CARRIED = re.compile(r"(?:上年|年初|上期|期初|去年|上一年)[^，。；\d]{0,4}(?:累计|滚存|结转)?[结节][余存](?:资金|额)?(?:为|是)?$")
_INCOME = re.compile(r"(?:总收入|收入总?[计额]|收入合计|基金(?:总)?收入|本年收入|全年收入)(?:为|共|达|完成|实现)*$")
_OUTLAY = re.compile(r"(?:总支出|支出总?[计额]|支出合计|基金(?:总)?支出|本年支出|全年支出)(?:为|共|达|完成|实现)*$")
_OFFSET = re.compile(r"收支(?:两?相)?相?抵(?:之?后)?，?")
_GOES_OUT = re.compile("支出|上解|调出|还本|安排|偿还|补充")
_TOTAL = re.compile("合计|总计|其中")
NEAR, BESIDE = 500, 60  # characters before a surplus for income and outlay; around it for what was carried in


def propose(reading: Reading) -> list[Relation]:
    """All surpluses whose terms are told."""
    if "结余" not in reading.plain and "节余" not in reading.plain:
        return []
    found: list[Relation | None] = [*_offset_items(reading)]
    for rest in reading.mentions:
        if rest.dimension != MONEY or not amount(rest):
            continue
        lead = rest.lead[-20:]
        if _CARRIED.search(lead):
            continue
        if _ALL.search(lead):
            found.append(_accumulated(reading, rest))
        elif _YEARS.search(lead):
            found.append(_of_the_year(reading, rest))
    return [relation for relation in found if relation is not None]


def _offset_items(reading: Reading) -> list[Relation]:
    """经营收入1285万元，补助收入38万元，上年结余124万元，经营支出1207万元。收支相抵，年终结余240万元: all that came in less all that went out in the
    line before. The words do not say that these are all: only such as holds."""
    found = []
    for match in _OFFSET.finditer(reading.plain):
        rest = next((m for m in reading.between(match.end(), match.end() + 20) if _money(m)), None)
        if rest is None:
            continue
        stop = reading.sentences[reading.sentence_at(match.start())][0]
        begin = reading.plain.rfind("\n", 0, max(0, stop - 1)) + 1
        told = [m for m in reading.between(begin, stop) if _money(m) and not m.depth and not _TOTAL.search(m.lead[-8:])]
        terms = [(-1 if _GOES_OUT.search(m.lead) else 1, m) for m in told]
        if 3 <= len(terms) <= 9 and {sign for sign, _ in terms} == {1, -1}:
            tie = difference("difference.offset", rest, terms, strict=False, roles=())
            found += [tie] if tie.holds else []
    return found


def _accumulated(reading: Reading, rest: Mention) -> Relation | None:
    around = [m for m in reading.between(rest.start - NEAR, rest.end + BESIDE) if m is not rest and _money(m)]
    carried = [m for m in around if _CARRIED.search(m.lead[-20:]) and abs(m.start - rest.start) <= 2 * BESIDE]
    closed = [m.index for m in around if _ALL.search(m.lead[-20:]) and m.index < rest.index and m not in carried]
    carried = [m for m in carried if m.index > max(closed, default=-1)]  # what another fund's surplus closes is not this one's
    years = [m for m in around if m.index < rest.index and _YEARS.search(m.lead[-20:])]
    if not carried or not years:
        return None
    terms = ((1, _nearest(carried, rest)), (1, years[-1]))
    return difference("sum.accumulated", rest, terms, years[-1].sentence == rest.sentence, "sum", ("opening", "in"))


def _of_the_year(reading: Reading, rest: Mention) -> Relation | None:
    before = [m for m in reading.between(rest.start - NEAR, rest.start) if _money(m) and not m.depth]
    incomes, outlays = ([m for m in before if name.search(m.lead[-20:])] for name in (_INCOME, _OUTLAY))
    incomes, outlays = ([m for m in own if "其中" not in m.lead] or own for own in (incomes, outlays))
    if not incomes or not outlays:
        return None
    strict = incomes[-1].sentence == outlays[-1].sentence == rest.sentence
    return difference("difference.surplus", rest, ((1, incomes[-1]), (-1, outlays[-1])), strict)


def _money(mention: Mention) -> bool:
    return mention.dimension == MONEY and amount(mention)


def _nearest(found: Sequence[Mention], to: Mention) -> Mention:
    return min(found, key=lambda m: abs(m.start - to.start))
