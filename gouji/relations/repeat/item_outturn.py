"""repeat.item_outturn: what the line of an expenditure item tells is what it came to: X（项）N万元，…年初预算a，支出决算N.

Basis: final accounts are published item by item (类、款、项), each headed by its outturn, told again beside its budget.
Assumes that an amount right behind （项） in accounts is the item's outturn, and that the first 支出决算 of its paragraph, before another
item, is its own.
Example: 群众体育（项）20万元，主要用于…。年初预算为20万元，支出决算为20万元。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.patterns import compiled
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import MONEY, Mention, Reading
from gouji.relations.common.retold import tie

_ITEM = re.compile(r"（[项款]）[”\"’]?(?:支出|决算数?|为|：|，)*$")
_OUTTURN = re.compile(r"(?:支出|执行)?决算数?(?:为|是|：)?$")
_PLANNED = re.compile(r"预算数?(?:为|是|：)?$")
NEAR = 6  # figures from an item's amount to its outturn


def propose(reading: Reading) -> Iterator[Relation]:
    """Each item's amount with its outturn."""
    if "（项）" not in reading.plain and "（款）" not in reading.plain:
        return
    for head in reading.mentions:
        if head.dimension == MONEY and head.quantity and _ITEM.search(reading.plain, max(0, head.start - 10), head.start):
            outturn = _outturn(reading, head)
            if outturn is not None:
                yield tie("repeat.item_outturn", outturn, head, True)


def _outturn(reading: Reading, head: Mention) -> Mention | None:
    """The 支出决算 told after the item's budget, before a line or another item begins."""
    planned = False
    for m in reading.mentions[head.index + 1 : head.index + NEAR]:
        if compiled(r"\n|（项）|（款）").search(reading.plain[head.end : m.start]) or m.dimension != MONEY or not m.quantity:
            return None
        if planned and _OUTTURN.search(m.lead[-8:]):
            return m
        planned = planned or _PLANNED.search(m.lead[-8:]) is not None
    return None
