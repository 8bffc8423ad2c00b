"""What is carried from year to year: 结转下年 of a year's totals, and the change of 年末结转 against what was carried in. Basis: bookkeeping.

Assumptions about the language:
- 收入合计a；…支出合计b。结转下年R: the two totals of one paragraph, the second right before the rest, hold all that came in and went
  out, unless they are the year's own (本年收入合计), or a 结转 or 结余 is told between them and the rest;
- what is carried out at a year's end (年末结转和结余) is compared with what was carried in (年初结转和结余): 年末结转R，比上年减少D. The words
  demand it where one such amount is told, of the same scope (财政拨款).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.change import changes, ends
from gouji.relations.change.distances import difference
from gouji.relations.common.lists import value
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import MONEY, Mention, Reading

NEAR = Decimal("0.1")
_CARRIED_OUT = re.compile(r"(?:结转(?:至)?下年度?(?:使用|支出)?|(?:年终|年末|滚存)?(?:结余|结转)|净?结余)(?:资金)?(?:为|共)?$")
_ALL_IN = re.compile(r"(?<!本年)(?<!当年)收入(?:合计|总计|总量)(?:为|达|共)?$")
_ALL_OUT = re.compile(r"(?<!本年)(?<!当年)支出(?:合计|总计|总量)(?:为|达|共)?$")
_AT_END = re.compile(r"(?:年末|年终|期末)[^，。；\d]{0,8}(?:结转|结余)[^，。；\d]{0,6}$")
_AT_START = re.compile(r"(?:年初|期初|上年)(?:财政拨款)?(?:结转|结余)[^，。；\d]{0,6}$")
_GRANT = re.compile("财政拨款|一般公共预算|政府性基金")


def propose(reading: Reading) -> list[Relation]:
    """All that is told of what was carried on."""
    if "结转" not in reading.plain and "结余" not in reading.plain:
        return []
    found = [relation for m in reading.mentions if (relation := _of_totals(reading, m)) is not None]
    starts = [m for m in reading.mentions if m.dimension == MONEY and m.figure.value is not None and _AT_START.search(m.lead[-20:])]
    return [*found, *_changed(reading, starts)]


def _of_totals(reading: Reading, rest: Mention) -> Relation | None:
    if rest.dimension != MONEY or rest.index < 2 or rest.depth or not _CARRIED_OUT.search(rest.lead[-14:]):
        return None
    done = reading.mentions[rest.index - 1]
    if done.dimension != MONEY or not _ALL_OUT.search(done.lead[-14:]) or done.figure.value is None:
        return None
    paragraph = reading.plain.rfind("\n", 0, rest.start) + 1
    before = reading.between(paragraph, done.start)
    whole = next((m for m in reversed(before) if m.dimension == MONEY and _ALL_IN.search(m.lead[-14:])), None)
    if whole is None or whole.figure.value is None or value(whole) <= value(done):
        return None
    if compiled("结[转余]").search(reading.plain[whole.end : done.start]):
        return None
    return difference("difference.carried_on", rest, ((1, whole), (-1, done)), roles=("whole", "part"))


def _changed(reading: Reading, starts: list[Mention]) -> list[Relation]:
    found = []
    for change in changes.find(reading) if starts else ():
        if len(change.amounts) != 1 or change.real or change.against not in ("then", "other") or change.inline is not None:
            continue
        moved = change.amounts[0]
        state = next(iter(ends.now(reading, change, moved)), None)
        if state is None or moved.figure.value is None or not _AT_END.search(state.lead[-24:]):
            continue
        same = [m for m in starts if _scope(m) == _scope(state)]
        if same:
            opening = min(same, key=lambda m: abs(m.start - state.start))
            terms = ((1, state), (-1, opening)) if change.up else ((1, opening), (-1, state))
            roles = ("now", "then") if change.up else ("then", "now")
            tie = difference("difference.carried_over", moved, terms, strict=False, roles=roles)
            found.append(replace(tie, reach=NEAR) if len({m.figure.value for m in same}) == 1 else tie)
    return found


def _scope(mention: Mention) -> str:
    told = _GRANT.findall(mention.lead[-24:])
    return told[-1] if told else ""
