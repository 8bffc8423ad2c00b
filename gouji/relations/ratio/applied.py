"""ratio.applied: 总保费74万元，中央财政补贴40%为29.6万元，省级25%即18.5万元: shares told before the amounts that they make.

Assumptions about the language:
- nothing but 为, 即 or 计 stands between a share and what it makes, and the share is no change;
- it is of the amount called a total (总保费, 合计) that the sentence tells before, else of one of its amounts that is no less; whether
  it is of those, the numbers must say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gouji.relations.common.lists import addable, amount
from gouji.relations.common.model import Relation
from gouji.relations.common.naming import ratio
from gouji.relations.common.reading import TOTAL, Mention, Reading
from gouji.relations.common.verbs import tells_change

_MAKES = re.compile(r"[，（]?(?:共?为|即为?|共?计|也就是|折合|合计?)")
_CALLED = re.compile(r"补[贴助]|承担|负担|配套|分担|比例|提[取成]|计[提取]|扣除|占|各级|分成|自筹|自付|缴纳|按|保费|资金|财政|级")
BEFORE = 12  # figures back to what a share is of


def propose(reading: Reading) -> Iterator[Relation]:
    """Each share with the amount right behind it, of the total before them."""
    for rate, part in zip(reading.mentions, reading.mentions[1:], strict=False):
        if not rate.rate or rate.figure.unit != "%" or not rate.figure.value or not 0 < rate.figure.value < 100:
            continue
        if not amount(part) or not _MAKES.fullmatch(reading.plain, rate.end, part.start) or tells_change(rate):
            continue
        if _CALLED.search(rate.lead[-12:]):
            yield from _of_total(reading, rate, part)


def _of_total(reading: Reading, rate: Mention, part: Mention) -> Iterator[Relation]:
    near = [m for m in reading.mentions[max(0, rate.index - BEFORE) : rate.index] if m.sentence == rate.sentence and amount(m) and addable(m, part)]
    total = next((m for m in reversed(near) if TOTAL.search(m.lead[-10:])), None)
    others = [m for m in reversed(near) if m is not total and m.size >= part.size]
    ties = [ratio(rate, [part], m, "ratio.applied", strict=False) for m in ([total] if total is not None else []) + others]
    held = next((tie for tie in ties if tie.holds), None)
    if held is not None:
        yield held
    elif total is not None:
        yield replace(ties[0], strict=True)
