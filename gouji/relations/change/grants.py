"""财政拨款收入, which its very name makes of what each of the three budgets grants: 一般公共预算财政拨款, 政府性基金预算财政拨款 and, where there
is any, 国有资本经营预算财政拨款. Basis: Budget Law, article 5 (the budgets are complete and independent of one another).

Assumptions about the language:
- whole and parts stand under these names, all of income or all of outlay, planned or final alike; the nearest of each before the whole,
  else behind it, in one chapter or the next;
- a 总计 may hold what was carried over from last year, so that the tie is told only where the figures bear it out; a part of nought is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.relations.common.lists import OTHER_TIME, amount
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import MONEY, Mention, Reading
from gouji.relations.common.verbs import tells_change
from gouji.relations.common.whole import total_of

_END = r"(?:本年)?(?P<side>收入|支出)(?P<kind>预算|决算)?(?:总计|合计|总额|数)?[为共是]?$"
_WHOLE = re.compile(rf"(?<!预算)(?<!经营)财政拨款{_END}")
_PARTS = (
    re.compile(rf"一般公共预算(?:财政拨款)?{_END}"),
    re.compile(rf"政府性基金(?:预算)?(?:财政拨款)?{_END}"),
    re.compile(rf"国有资本经营(?:预算)?(?:财政拨款)?{_END}"),
)
REACH = 60  # figures from a whole to its parts


def propose(reading: Reading) -> Iterator[Relation]:
    """sum.grants of every such whole."""
    if "政府性基金" not in reading.plain:
        return
    for whole in reading.mentions:
        told = _WHOLE.search(whole.lead[-16:]) if _usable(whole) else None
        if told is None:
            continue
        before = reading.mentions[max(0, whole.index - REACH) : whole.index][::-1]
        behind = reading.mentions[whole.index + 1 : whole.index + 1 + REACH]
        for side in ((*before, *behind), (*behind, *before)):
            parts = [_first(side, name, told) for name in _PARTS]
            general, fund = parts[:2]
            if general is None or fund is None:
                break
            found = [m for m in parts if m is not None]
            ties = [total_of(whole, sorted(some, key=lambda m: m.index), "sum.grants", strict=False) for some in (found, found[:2])]
            if borne_out := next((tie for tie in ties if tie.holds), None):
                yield borne_out
                break


def _usable(mention: Mention) -> bool:
    usable = mention.dimension == MONEY and amount(mention) and not tells_change(mention)
    return usable and not OTHER_TIME.search(mention.lead[-12:])


def _first(side: tuple[Mention, ...], name: re.Pattern[str], whole: re.Match[str]) -> Mention | None:
    for m in side:
        told = name.search(m.lead[-24:]) if _usable(m) else None
        if told is not None and told["side"] == whole["side"] and (told["kind"] or "决算") == (whole["kind"] or "决算"):
            return m
    return None
