"""Equal numbers in two places: what makes one quantity of them.

Assumptions about the language:
- the more digits two equal numbers have, the fewer of their words must agree; five digits need none, unless words make two quantities
  of them (`telling.apart`);
- what is counted is taken up by its counter and noun: 12个问题中…, 全部124处工程均…, 保留的698辆公车中…;
- the cell of a table's total row tells what the text tells of the whole, in the column's unit;
- total income and total outlay of one year are one number where an account balances.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.relations.common.lists import GENERIC
from gouji.relations.common.naming import chunks
from gouji.relations.common.retold import conflict
from gouji.relations.repeat.telling import Telling

ENOUGH = 0.75  # of a name's words
LONG = 5  # digits that two numbers of one kind hardly share by chance
_TOTAL = re.compile(r"总(?:收入|支出|量|额|财力)|[收支][、入出]*(?:支出)?(?:决算|预算)*(?:总计|合计|总额|总量)|本年[收支][入出]|^[收支][入出]合计")


def equal(a: Telling, b: Telling, shared: int, cover: Sequence[float], same_item: bool) -> bool:
    """Whether two equal numbers tell one quantity; `shared`: pairs of characters in common, `cover`: the lesser and the
    greater share of a name that stands around the other."""
    least, most = cover
    digits = min(a.significant, b.significant)
    if b.refers and (shared or digits >= 3) and a.mention.figure.unit == b.mention.figure.unit:
        return True
    if taken_up(a, b) or column_total(a, b) and (digits > 2 or shared):
        return True
    amounts = a.way == b.way == "amount"
    if amounts and digits >= LONG and a.mention.figure.places == b.mention.figure.places:
        return True
    if not shared:
        return False
    if amounts and digits == LONG - 1 and (same_item or shared > 2):
        return True
    if not same_item:
        return False
    digits -= a.way == "rate" and shared < 3  # 98.5% comes up everywhere
    if digits >= 4:
        return most >= 0.5
    if digits == 3:
        return shared >= 2 and most >= 0.5 or most == 1
    return digits == 2 and least >= ENOUGH and shared >= 2 or digits == 2 and most >= ENOUGH and shared >= 3


def taken_up(a: Telling, b: Telling) -> bool:
    """Whether the later one takes up the earlier one's count, by its counter and its noun: 发现12个问题 … 12个问题中已整改9个."""
    noun = b.noun_taken_up
    if noun is None or a.mention.figure.unit != b.mention.figure.unit or a.cell or b.cell or a.way != "amount":
        return False
    if not noun:
        return b.significant > 2
    name = a.mention.lead[-24:] + a.mention.noun
    return bool(chunks(noun) & chunks(name)) or len(set(noun) & set(name)) > 1  # 倒房户, of 倒塌房屋


def column_total(a: Telling, b: Telling) -> bool:
    """Whether one is the cell of a table's total row, and the other an amount in the same unit outside the table."""
    cell, other = (a, b) if a.cell else (b, a)
    return bool(cell.total and not other.cell and other.way == "amount" and cell.kind == other.kind) and (
        cell.mention.unit.counted and cell.mention.figure.unit not in GENERIC or cell.significant > 2
    )


def balanced(a: Telling, b: Telling, year: str) -> bool:
    """Whether one is the whole income and the other the whole outlay of one year: 收入总计7278万元 … 支出总计7278万元."""
    if a.way != b.way or a.way != "amount" or min(a.significant, b.significant) < 4 or (a.year or year) != (b.year or year):
        return False
    leads = [t.mention.lead[-16:] for t in (a, b)]
    sides = {t.flow for t in (a, b)}
    return sides == {"收入", "支出"} and all(_TOTAL.search(lead) for lead in leads) and not conflict(a.scope, b.scope)
