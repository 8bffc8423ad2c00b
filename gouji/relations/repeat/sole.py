"""repeat.sole: a whole that consists of one part, and an income that is all spent: their numbers are one.

Assumptions about the language:
- 其中, 包括 or 均为 right behind a whole opens its parts; where the first of them is as large as the whole, it is all of it;
- 收入安排W，支出W tells one sum from its two sides.
No word demands it, so that only equal numbers are tied, and none raises an alarm.
Example: 政府采购预算总额9.92万元，其中：货物采购预算9.92万元。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isclose

from gouji.relations.common.lists import addable, amount, is_mean, value
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.retold import tie

_OPENS = re.compile(r"[^，。；：（）\d\n]{0,10}[，。；（：\n]*(?:其中|包括|全部|[均都]为|含)[^。；\d]{0,30}")
_SPENT = re.compile(r"[，；、][^，。；：\d收]{0,10}支出[^，。；：\d收]{0,6}")
NEAR = 4  # figures from a whole to its part


def propose(reading: Reading) -> Iterator[Relation]:
    """Each whole with the part that is all of it."""
    for whole in reading.mentions:
        if amount(whole) and whole.figure.value and whole.figure.qualifier == "exact" and not is_mean(whole):
            part = _part(reading, whole)
            if part is not None:
                yield tie("repeat.sole", whole, part, False)


def _part(reading: Reading, whole: Mention) -> Mention | None:
    near = reading.mentions[whole.index + 1 : whole.index + NEAR]
    if not any(isclose(part.size, whole.size) for part in near):
        return None
    for part in near:
        between = reading.plain[whole.end : part.start]
        opened = _OPENS.fullmatch(between) or "收入" in whole.label and _SPENT.fullmatch(between)
        if opened and amount(part) and addable(part, whole):
            equal = value(part) == value(whole)
            return part if equal and part.label != whole.label else None
    return None
