"""公务用车购置及运行维护费, which its very name makes of 公务用车购置费 and 公务用车运行维护费. Basis: the chapters of 三公经费 that the Ministry
of Finance's form of final accounts prescribes.

Assumptions about the language:
- the two parts stand behind the whole, each under its name, in its paragraph or in those below; where none do, before it;
- planned and final amounts, and those of another year, do not mix. A part of nought is a part.
A miss is a mistake where it is near, for the two may be told of a wider scope.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.lists import OTHER_TIME, amount
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import MONEY, Mention, Reading
from gouji.relations.common.whole import total_of

REACH = 16  # figures in which both parts are told
NEAR = Decimal("0.1")
_WHOLE = re.compile(r"(?:用车|车辆)购置[费]?(?:[及和与、]|以及)(?:公务用车)?(?:运行|使用)(?:维护)?费?[^，。；：、\d]{0,12}$")
# 购置费预算0万元、决算0万元: the planned amount may stand between the name and the final one
_TAIL = r"[^，。；：\d\s]{0,14}(?:[\d.,]+\s?[万亿]?元[、，][^，。；：\d\s]{0,4}决算[^，。；：\d\s]{0,4})?$"
_BOUGHT = re.compile(r"(?:用车|车辆)(?:购置|更新)(?!费?(?:[及和与、]|以及)(?:公务用车)?运)" + _TAIL)
_RUN = re.compile(r"(?:用车|车辆|^(?:其中)?|[，、])(?:运行|使用)(?:维护)?(?:费|支出)" + _TAIL)
_PLANNED = re.compile("预算(?!财政拨款)")


def propose(reading: Reading) -> list[Relation]:
    """Every such whole with its two parts."""
    if "购置" not in reading.plain or "运行" not in reading.plain:
        return []
    found = []
    for whole in reading.mentions:
        if whole.dimension != MONEY or not _usable(whole) or not _WHOLE.search(whole.lead[-34:]):
            continue
        behind = reading.mentions[whole.index + 1 : whole.index + 1 + REACH]
        before = reading.mentions[max(0, whole.index - REACH) : whole.index][::-1]
        for side in (behind, before):
            parts = [_first(reading, side, name, whole) for name in (_BOUGHT, _RUN)]
            if None not in parts:
                told = sorted(parts, key=lambda m: m.index)
                found.append(replace(total_of(whole, told, "sum.fleet", strict=False), reach=NEAR))
                break
    return found


def _usable(mention: Mention) -> bool:
    return amount(mention) and not OTHER_TIME.search(mention.lead[-8:])


def _first(reading: Reading, side: Iterable[Mention], name: re.Pattern[str], whole: Mention) -> Mention | None:
    """The first amount under a part's name, planned or final as the whole is; none beyond another such whole."""
    for m in side:
        if m.dimension != MONEY or not _usable(m) or _planned(m) != _planned(whole):
            continue
        if _WHOLE.search(m.lead[-34:]):
            return None
        if name.search(_clause(reading, m)):
            return m
    return None


def _clause(reading: Reading, mention: Mention) -> str:
    """The words before a figure up to the last mark but 、, with the figures among them: 购置费预算0万元、决算0万元."""
    return compiled("[，；。：\n]").split(reading.plain[max(0, mention.start - 40) : mention.start])[-1]


def _planned(mention: Mention) -> bool:
    return bool(_PLANNED.search(mention.lead[-10:]))
