"""Rules on the report's own tables (projects, headline amounts, progress) as formulas on the cells of those tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gouji.checks import Check
from gouji.rows import decimal
from gouji.rules import Rule
from gouji.workpapers.cells import quoted
from gouji.workpapers.tables import FIGURE_OF, Amounts
from gouji.workpapers.text import told


@dataclass(frozen=True)
class Asked:
    """A rule's formulas, without =: both sides (empty where it has none), when it can be asked, when it holds."""

    stated: str
    computed: str
    known: str
    holds: str


def asked(check: Check, rule: Rule | None, amounts: Amounts) -> Asked | None:
    """The rule of a check as formulas; None where it is no rule that cells can be asked."""
    make = _RULES.get(rule.type) if rule is not None else None
    if make is None or rule.kwargs.get("mostly") is not None:
        return None
    if check.row is None and rule.kwargs.get("row_condition"):
        return None
    return make(check, rule, amounts)


def _between(check: Check, rule: Rule, amounts: Amounts) -> Asked | None:
    cell = amounts.cell(check.table, check.row, rule.kwargs["column"])
    if cell is None:
        return None
    conditions = []
    for name, sign, strict in (("min_value", ">", "strict_min"), ("max_value", "<", "strict_max")):
        bound = rule.kwargs.get(name)
        if bound is None:
            continue
        if not isinstance(bound, int | float | str) or decimal(bound) is None:
            return None
        conditions.append(f"{cell}{sign if rule.kwargs.get(strict) else f'{sign}='}{told(Decimal(str(bound)))}")
    return Asked(cell, "", f"COUNT({cell})=1", f"AND({','.join(conditions)})") if conditions else None


def _pair(check: Check, rule: Rule, amounts: Amounts) -> Asked | None:
    cells = {name: amounts.cell(check.table, check.row, rule.kwargs[name]) for name in ("column_A", "column_B")}
    sides = {rule.kwargs[name]: cell for name, cell in cells.items()}
    if None in cells.values() or not {rule.meta.stated, rule.meta.computed} <= sides.keys():
        return None
    sign = ">=" if rule.kwargs.get("or_equal") else ">"
    a, b = cells["column_A"], cells["column_B"]
    return Asked(sides[rule.meta.stated], sides[rule.meta.computed], f"COUNT({a},{b})=2", f"{a}{sign}{b}")


def _unique(check: Check, rule: Rule, amounts: Amounts) -> Asked | None:
    names = [name for name in rule.kwargs.get("column_list", ()) if name != "report"]
    page = amounts.pages.get(check.table)
    if page is None or len(names) != 1 or names[0] not in {column.name for column in page.columns}:
        return None
    cell = page.ref(names[0], page.first + check.row)
    return Asked("", "", f'{cell}<>""', f"SUMPRODUCT(1*({page.column(names[0])}={cell}))=1")


def _sum(check: Check, rule: Rule, amounts: Amounts) -> Asked | None:
    page, column = amounts.pages.get(check.table), rule.kwargs["column"]
    if page is None or column not in FIGURE_OF[check.table] or decimal(check.stated) is None:
        return None
    cells, count = page.column(column), len(amounts.rows[check.table])
    wanted = told(decimal(check.stated))
    total = f"SUM({cells})"
    return Asked(
        wanted, total, f"COUNT({cells})={count}", f"ABS({total}-{wanted})<=1E-14*MAX(ABS({wanted}),ABS({total}))"
    )


def _count(check: Check, rule: Rule, amounts: Amounts) -> Asked | None:
    page = amounts.pages.get(check.table)
    if page is None or decimal(check.stated) is None:
        return None
    first = page.columns[0 if check.table != "projects" else 1].name
    rows = f'SUMPRODUCT(1*({page.column(first)}<>""))'
    return Asked(
        told(decimal(check.stated)), rows, f'{quoted(page.name)}!A1<>""', f"{rows}={told(decimal(check.stated))}"
    )


_RULES = {
    "expect_column_values_to_be_between": _between,
    "expect_column_pair_values_a_to_be_greater_than_b": _pair,
    "expect_compound_columns_to_be_unique": _unique,
    "expect_column_decimal_sum_to_equal": _sum,
    "expect_table_row_count_to_equal": _count,
}
