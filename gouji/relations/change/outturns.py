"""Outturns beside a budget that is not told: 支出1058.91万元，完成年初预算108.66%，决算数大于预算数84.36万元. Basis: rate = outturn / budget,
and the budget is the outturn less what it exceeds it by.

Assumptions about the language:
- the rate of completion and the excess stand side by side, in either order (比年初预算增加N，完成年初预算的p%);
- the outturn is the last state told before them in the sentence: between them stand only rates and changes;
- where the budget itself is told there, it is judged by that, and nothing is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.relations.change.ends import BUDGET_LABEL
from gouji.relations.common.lists import is_change
from gouji.relations.common.model import Formula, Relation, choose
from gouji.relations.common.naming import ratio
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import tells_change

_RATE = re.compile(
    r"(?:(?:完成|为|占)了?(?:年初|全年|当年|年度|调整后?的?|部门)*(?:预算|计划)(?:数|安排)?的?|(?:预算)?(?:执行|完成)率)(?:为|达到?|：)*$"
)
_EXCESS = re.compile(
    r"(?:(?:决算|支出|执行|完成|实际)(?:数|支出)?(?:(?P<more>大于|高于|超过|超出|多于)|小于|低于|少于)(?:年初|全年|当年|调整后?的?)*预算(?:数|安排数?)?"
    r"|[比较](?:年初|全年|当年|调整后?的?)*预算(?:数|安排数?)?(?:(?P<up>增加|多支出?|超支|增支)|减少|少支出?|节约|节支|结余))(?:了|约|为)*$"
)
_DIFFERS = re.compile(r"[比较][^，。；]{0,12}预算")
BACK = 6  # figures between the outturn and its rate


def propose(reading: Reading) -> list[Relation]:
    """All rates of completion told with an excess over the budget."""
    found = []
    for at, excess in enumerate(reading.mentions):
        lead = excess.lead[-24:]
        if "预算" not in lead or not excess.quantity or not excess.figure.value or (cue := _EXCESS.search(lead)) is None:
            continue
        for rate in _beside(reading, at):
            outturn = _outturn(reading, min(rate, excess, key=lambda m: m.index), excess)
            if outturn is not None:
                ways = [_completed(rate, outturn, excess, bool(cue["more"] or cue["up"]))]
                if not _DIFFERS.search(lead):  # 小于预算数W: W may be what it falls short by, or the budget itself
                    ways.append(ratio(rate, [outturn], excess, "ratio.outturn"))
                found.append(choose(ways))
                break
    return found


def _beside(reading: Reading, at: int) -> Iterator[Mention]:
    """The rate of completion right before or after the excess."""
    excess = reading.mentions[at]
    for place in (at - 1, at + 1, at + 2):
        rate = reading.mentions[place] if 0 <= place < len(reading.mentions) else excess
        beside = rate.sentence == excess.sentence and rate.segment == excess.segment
        if beside and rate.rate and rate.figure.value and _RATE.search(rate.lead[-20:]):
            yield rate


def _outturn(reading: Reading, first: Mention, excess: Mention) -> Mention | None:
    """The last state before, over rates and changes alone."""
    for m in reversed(reading.mentions[max(0, first.index - BACK) : first.index]):
        if m.sentence != first.sentence or m.depth > first.depth:
            return None
        if m.rate or is_change(m) or tells_change(m):
            continue
        own = m.quantity and m.dimension == excess.dimension and not BUDGET_LABEL.search(m.label)
        return m if own and m.figure.value else None
    return None


def _completed(rate: Mention, outturn: Mention, excess: Mention, more: bool) -> Relation:
    p, a, n = rate.figure, outturn.figure, excess.figure
    sign = "-" if more else "+"
    return Relation(
        "ratio",
        "ratio.outturn",
        p,
        (a, n),
        Formula("completed", (Decimal(1 if more else -1),)),
        ("rate", "part", "change"),
        f"{rate.label[-14:]}{p.text}应等于{a.text}÷（{a.text}{sign}{n.text}）",
        f"the rate {p.text} should equal {a.text} ÷ ({a.text} {sign} {n.text})",
    )
