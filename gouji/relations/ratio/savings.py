"""What was saved, as a rate: of what was planned or sent in, or of what was paid and saved together.

Assumes that the base is the plan told before in the same part of the sentence; where none is told, the amount right before the saving
is what was paid. Example: 送审112万元，审定100.8万元，审减11.2万元，审减率10%.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.relations.common.lists import amount
from gouji.relations.common.model import HUNDRED, Formula, Relation
from gouji.relations.common.naming import ratio
from gouji.relations.common.paces import ONE, Pace
from gouji.relations.common.reading import Mention, Reading

_SAVING = re.compile(r"(?:节约|节支|节省|增效节资|节资|审减|核减|压减|减少)(?:建设资金|财政资金|资金|金额|支出|投资)?(?:了|约|达|共)*$")
_PAID = re.compile("实际|支出|执行|中标|成交|审定|结算|决算|采购")
_SENT_IN = re.compile(r"计划|预算|送审|控制价|限价|概算|标底|估算")


def saving(reading: Reading, rate: Mention) -> Relation | None:
    """计划a，实际b，节约c，节约率p%; 送审a，审定b，审减率p%: what was saved over what was planned, or sent in."""
    own = [m for m in reading.before(rate.start, 1) if m.segment == rate.segment and m.quantity]
    bases = [m for m in own if _SENT_IN.search(m.label) and amount(m)]
    if not bases:
        return _saved_of_both(rate, own)
    base = bases[-1]
    later = [m for m in own if m.index > base.index and m.dimension == base.dimension and m.figure.value is not None]
    saved = next((m for m in reversed(later) if _SAVING.search(m.lead)), None)
    if saved is not None:
        return replace(ratio(rate, [saved], base, "ratio.saved"), base_named=True)
    return _less_than_planned(rate, own, base)


def _less_than_planned(rate: Mention, own: Sequence[Mention], base: Mention) -> Relation | None:
    """计划成本a，实际成本b，成本节约率p%: what was not spent is told by no figure; only where no third amount stands beside the two."""
    beside = [m for m in own if m.dimension == base.dimension and m is not base]
    if len(beside) != 1 or not amount(beside[0]) or not _PAID.search(beside[0].label) or not base.figure.value:
        return None
    now, then, p = beside[0].figure, base.figure, rate.figure
    zh = f"{rate.label[-14:]}{p.text}应等于（{then.text}-{now.text}）÷{then.text}"
    en = f"the saving of {p.text} should equal the difference of {then.text} and {now.text} ÷ {then.text}"
    return Relation("ratio", "ratio.saved", p, (now, then), Pace(factors=(-ONE, HUNDRED)), ("rate", "now", "then"), zh, en)


def _saved_of_both(rate: Mention, own: Sequence[Mention]) -> Relation | None:
    """交易a，节约b，节约率p%: of what was to be paid, which is both."""
    if len(own) < 2 or not _SAVING.search(own[-1].lead) or own[-1].dimension != own[-2].dimension or not amount(own[-2]):
        return None
    return replace(ratio(rate, [own[-1]], own[-2], "ratio.saved", strict=False), formula=Formula("share_of_both"))
