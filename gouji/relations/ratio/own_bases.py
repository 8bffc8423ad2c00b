"""Whether the plan or budget that a rate names (完成年度计划的p%) is told of something else than what was done."""

from __future__ import annotations

import re

from gouji.relations.common.naming import chunks
from gouji.relations.common.reading import Mention, Reading

_ACCOUNTING = re.compile(r"(?:财政拨款|年初|年末|全年|年度|本年|当年|调整后?|预算|决算|执行|支出|收入|费用|资金|经费|合计|总计|[数额])+")
_OF_ITS_OWN = re.compile(r"(?:占|完成|为|达到?|相当于)(?:了|全部)?[^，。；]{0,6}预算[^，。；]{0,4}$")


def of_another(reading: Reading, base: Mention, part: Mention) -> bool:
    """Whether a budget is told of something else than the part: of the whole before 其中, of the other side, of an amount
    right before it (完成预算W的p%), under a name that shares no word, or before the item that the part belongs to (县级项目43宗，完成投资…).
    An item's 完成预算的p% is of the item's own budget,
    which may not be told."""
    if base.index < part.index and "其中" in reading.plain[base.end : part.start]:
        return True
    if base.index < part.index and base.segment != part.segment and _opens_an_item(reading, base, part):
        return True
    if base.sentence != part.sentence and _OF_ITS_OWN.search(base.lead):
        return True
    sides = [{side for side in ("收入", "支出") if side in m.label} for m in (base, part)]
    if all(len(side) == 1 for side in sides) and sides[0] != sides[1]:
        return True
    of_base, of_part = (chunks(_ACCOUNTING.sub(" ", m.label)) for m in (base, part))
    return bool(of_base) and bool(of_part) and not of_base & of_part


def _opens_an_item(reading: Reading, base: Mention, part: Mention) -> bool:
    """Whether the part's sentence or segment begins with how many things it is about, behind the base."""
    told = reading.mentions[base.index + 1 : part.index]
    own = [m for m in told if m.sentence == part.sentence and m.segment == part.segment]
    return bool(own) and own[0].unit.dimension == "thing" and not own[0].unit.scaled and len(own) <= 2
