"""Tables without a total row, whose totals are told in the prose right before them. Basis: addition; a share is part over whole.

Assumes that the rows of such a table are all parts of what the passage before it tells under a column's name (总收入57.07亿元
before a column 收入), or under no name where the passage says that the table follows it (详见下表). Wording does not demand it of one
column alone: where the totals of two columns are borne out, or one of a table that has its units from the passage, the rows are all of
the whole, and the others must fit.
"""

from __future__ import annotations

import re
from dataclasses import replace

from gouji.figures import Figure
from gouji.relations.common.lists import addable, amount
from gouji.relations.common.model import RATIO, Relation, choose, linear
from gouji.relations.common.reading import RATE, Mention, Reading
from gouji.relations.table.totals import is_total
from gouji.relations.table.views import Series, View, name_of, one_unit, usable, where, with_unit

REACH = 260  # characters before a table in which its totals are told
LEAST_ROWS = 3
_NO_PARTS = re.compile(r"小计$|^（?其中|^(?:上年|去年|同期|增减|比上年)|平均|人均")
_SAYS_SO = re.compile(r"[^。\n]*(?:下表|如下|见表)")
_TAIL = re.compile(r"(?:数量?|金?额|合计|情况)$")


def propose(reading: Reading, by_column: View, by_row: View) -> list[Relation]:
    """The sums of a table's columns against the totals told before it, and the shares of those."""
    heads = [row.words for row in by_row.series]
    if len(heads) < LEAST_ROWS or any(is_total(head) or _NO_PARTS.search(head) for head in heads):
        return []
    if not all(row.sure for row in by_row.grid.rows):
        return []
    start = min(cell.start for cell in by_row.grid.rows[0].cells if cell is not None)
    before = [m for m in reading.between(start - REACH, start) if amount(m) and not m.depth]
    if not before:
        return []
    sums: list[Relation] = []
    shares: list[Relation] = []
    for at, column in enumerate(by_column.series):
        parts = [column.figure(case) for case in range(len(heads))]
        if column.kind != "amount" or not usable(parts) or not one_unit(parts):
            continue
        wholes = _told(reading, column, parts, before)
        relation = choose([_sum(by_column, column, whole.figure, parts) for whole in wholes[:2]])
        if relation is not None:
            sums.append(relation)
            if relation.holds:
                shares += _shares(by_column, at, parts, relation.stated)
    borne = sum(bool(r.holds) for r in sums)
    lent = any(by_column.grid.column_units)
    return [*(replace(r, strict=True) if borne >= 2 or borne and lent else r for r in sums), *shares]


def _told(reading: Reading, column: Series, parts: list[Figure], before: list[Mention]) -> list[Mention]:
    """The amounts before the table under the column's name, the nearest first."""
    name = _TAIL.sub("", column.leaf)
    like = reading.between(parts[0].plain_start, parts[0].plain_start + 1)
    alike = [m for m in before if like and addable(m, like[0])]
    named = [m for m in reversed(alike) if len(name) >= 2 and name in m.label]
    return named or ([m for m in alike if _announces(reading, m, before)] if len(alike) == 1 else [])


def _announces(reading: Reading, whole: Mention, before: list[Mention]) -> bool:
    """Whether an amount is the only one of its sort in the sentence over a table that says that it follows: 安排资金2380万元（详见下表）."""
    told = reading.plain[whole.end : whole.end + REACH]
    return whole.sentence == before[-1].sentence and bool(_SAYS_SO.match(told))


def _sum(view: View, column: Series, whole: Figure, parts: list[Figure]) -> Relation:
    head = name_of(column.words)
    return Relation(
        "sum",
        "grid.told_total",
        whole,
        tuple(parts),
        linear(len(parts)),
        ("whole", *("part",) * len(parts)),
        f"“{head}”一列各行之和应等于前文所述{with_unit(whole)}",
        f"column “{head}” should sum to {with_unit(whole)}, told before the table",
        strict=False,
    )


def _shares(view: View, at: int, parts: list[Figure], whole: Figure) -> list[Relation]:
    """占比 right behind the column whose total is told: each row's part over that total."""
    if at + 1 >= len(view.series) or view.series[at + 1].kind != "share" or not whole.value:
        return []
    share, found = view.series[at + 1], []
    for case, part in enumerate(parts):
        rate = share.figure(case)
        if usable([rate]) and share.dimension == RATE:
            found.append(
                Relation(
                    "ratio",
                    "grid.share",
                    rate,
                    (part, whole),
                    RATIO,
                    ("share", "part", "whole"),
                    f"{where(view, case)}“{name_of(share.words)}”{with_unit(rate)}应等于{with_unit(part)}÷前文所述{with_unit(whole)}",
                    f"the share {with_unit(rate)} of “{name_of(view.cases[case])}” should equal {with_unit(part)} ÷ {with_unit(whole)}",
                )
            )
    return found
