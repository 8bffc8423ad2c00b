"""grid.formula: what the table itself says its columns are made of: 公式 | A=B+C | B | C.

Basis: the row 公式 or 栏次 of the official tables (债务限额及余额, 决算). Example: 债务限额 A=B+C | 一般 B | 专项 C / 152.50 | 89.00 | 63.50.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gouji import formula_rows
from gouji.figures import Figure
from gouji.grid import NUMBER, Grid, Row
from gouji.relations.common.model import RATIO, Formula, Relation
from gouji.relations.common.reading import Reading
from gouji.relations.table.views import one_unit, usable, with_unit


def propose(reading: Reading, grid: Grid) -> Iterator[Relation]:
    """The ties of each row of a table that tells its formulas."""
    for way in formula_rows.made(grid.formulas):
        for row in grid.rows:
            stated, parts = _figure(reading, row, way.at), [_figure(reading, row, at) for at in way.parts]
            if not row.sure or not usable([stated, *parts]) or not one_unit([f for f in parts if f is not None]):
                continue
            if way.rate and not parts[1].value:
                continue
            formula = RATIO if way.rate else Formula("linear", tuple(Decimal(sign) for sign in way.signs))
            roles = ("part", "base") if way.rate else tuple("part" if sign > 0 else "less" for sign in way.signs)
            kind = "ratio" if way.rate else "sum" if all(sign > 0 for sign in way.signs) else "difference"
            written = formula.written([with_unit(f) for f in parts])
            told = grid.formulas[way.at]
            yield Relation(
                kind,
                "grid.formula",
                stated,
                tuple(parts),
                formula,
                ("whole" if kind == "sum" else "rate" if kind == "ratio" else "difference", *roles),
                f"“{row.head}”一行{with_unit(stated)}应等于{written}（表中公式：{told}）",
                f"{with_unit(stated)} of “{row.head}” should equal {written}, as the table's own formula {told} says",
            )


def _figure(reading: Reading, row: Row, at: int) -> Figure | None:
    cell = row.cells[at] if at < len(row.cells) else None
    if cell is None or cell.kind != NUMBER:
        return None
    inside = reading.between(cell.start, cell.end)
    return inside[0].figure if len(inside) == 1 else None
