"""grid.group_total: what a cell merged over rows tells as their total: 甲县 | 合计 100 | 东镇 | 40 / 西镇 | 60.

Basis: addition. Assumes one column whose head says that it is a total and which is empty in the rows below the first of each group, and
one column of the same unit that every row tells an amount in.
"""

from __future__ import annotations

from gouji.relations.common.model import Relation, linear
from gouji.relations.table.total_columns import FIRM_LEAF, TOTAL_LEAF
from gouji.relations.table.totals import is_total
from gouji.relations.table.views import NOTHING, View, name_of, one_unit, settle, usable, with_unit

_LEAST_GROUPS = 2


def propose(by_column: View, by_row: View) -> list[Relation]:
    """The ties of one table, seen by its columns and by its rows."""
    rows = [case for case, row in enumerate(by_row.series) if not is_total(row.words)]
    if not rows or rows != list(range(rows[0], rows[-1] + 1)) or not all(row.sure for row in by_column.grid.rows):
        return []
    found: list[Relation] = []
    for at, column in enumerate(by_column.series):
        if column.kind != "amount" or not (TOTAL_LEAF.match(column.leaf) and FIRM_LEAF.search(column.leaf)):
            continue
        starts = [case for case in rows if column.entries[case] is not NOTHING]
        parts = [
            s for i, s in enumerate(by_column.series)
            if i != at and s.kind == "amount" and s.dimension == column.dimension and all(s.figure(case) for case in rows)
        ]
        if len(parts) != 1 or not _LEAST_GROUPS <= len(starts) < len(rows) or starts[0] != rows[0]:
            continue
        groups = [range(a, b) for a, b in zip(starts, [*starts[1:], rows[-1] + 1], strict=True)]
        ties = [_tie(by_row, column.figure(group[0]), [parts[0].figure(case) for case in group], group) for group in groups]
        found += settle([[tie for tie in ties if tie is not None]], True)
    return found


def _tie(by_row: View, total, figures: list, group: range) -> Relation | None:
    if not usable([total, *figures]) or not one_unit([total, *figures]):
        return None
    name = name_of(by_row.series[group[0]].words)
    return Relation(
        "sum" if len(group) > 1 else "repeat",
        "grid.group_total",
        total,
        tuple(figures),
        linear(len(figures)),
        ("whole", *("part",) * len(figures)),
        f"“{name}”各行之和应等于其合计{with_unit(total)}",
        f"the rows of “{name}” should sum to its total {with_unit(total)}",
    )
