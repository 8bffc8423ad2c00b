"""Which figures must agree: every kind's proposals, each as one row, and why a figure is in none.

Relations come from structure and wording, whether the numbers fit or not. For what those leave open the numbers are asked
(`evident`), and told as inferred from them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.document import Document
from gouji.figures import Figure, Figures
from gouji.flattened import find as tables_in
from gouji.grid import Cells
from gouji.quantity import unit
from gouji.relations import (
    accounts,
    again,
    alike,
    based_means,
    bounds,
    by_name,
    carried,
    columns,
    companions,
    comparisons,
    components,
    conversions,
    counted_projects,
    counts,
    differences,
    distributive,
    equivalents,
    evident,
    execution_scores,
    fates,
    fleet,
    forms,
    functions,
    gaps,
    grids,
    growth,
    identities,
    inclusion,
    itemwise,
    listing,
    losses,
    makeup,
    measures,
    moves,
    named_ones,
    nested,
    nets,
    outsized,
    outturns,
    overall,
    partings,
    products,
    projects,
    ratios,
    remaining,
    repeats,
    scores,
    sections,
    spans,
    staffing,
    standards,
    stocks,
    structures,
    sum_shares,
    sums,
    surpluses,
    tabled_changes,
    timing,
    told_orders,
    told_rows,
    under_tables,
    within,
    yearly,
)
from gouji.relations.diagnosis import Diagnosis, blame
from gouji.relations.model import SEVERITY, Relation, shown, written
from gouji.relations.reading import MONEY, RATE, Reading, read
from gouji.relations.settling import (
    as_its_column,
    idle,
    read_otherwise,
    settle,
    summed_elsewhere,
    without_misread_lists,
)

# In this order: where two kinds propose the same tie, the first one's words stand.
OF_TABLES = (projects, forms, grids, spans, repeats, counts, counted_projects, listing, scores, execution_scores, overall, conversions)
KINDS = (
    projects,
    sums,
    makeup,
    fates,
    fleet,
    columns,
    structures,
    told_rows,
    alike,
    by_name,
    gaps,
    forms,
    grids,
    spans,
    differences,
    stocks,
    surpluses,
    accounts,
    carried,
    functions,
    identities,
    components,
    moves,
    nets,
    remaining,
    timing,
    tabled_changes,
    under_tables,
    ratios,
    based_means,
    sum_shares,
    outsized,
    outturns,
    products,
    distributive,
    sections,
    scores,
    execution_scores,
    losses,
    overall,
    bounds,
    inclusion,
    within,
    staffing,
    nested,
    conversions,
    repeats,
    counts,
    counted_projects,
    listing,
    growth,
    yearly,
    comparisons,
    standards,
    named_ones,
    told_orders,
)
SUITES = {
    "sum": "parts",
    "difference": "parts",
    "bound": "parts",
    "ratio": "progress",
    "conversion": "conversions",
    "repeat": "repeats",
    "count": "counts",
    "growth": "progress",
    "comparison": "progress",
}
_OF_BUDGET = frozenset({"sum", "difference", "ratio", "growth", "comparison"})
_HEADLINE = re.compile("年初预算|全年预算|年终决算|基本支出|项目支出|支出合计|收入合计|支出决算|总收入|总支出")
COLUMNS = [
    "id",
    "kind",
    "suite",
    "severity",
    "comparator",
    "figures",
    "roles",
    "unit",
    "stated",
    "computed",
    "difference",
    "stated_interval",
    "computed_interval",
    "arithmetic",
    "diagnosis_zh",
    "diagnosis_en",
    "statement_zh",
    "statement_en",
    "rule",
    "tried",
]


@dataclass(frozen=True)
class Relations:
    """The proposed relations in the order of the source, as table rows, and per unchecked figure the reason."""

    items: list[Relation]
    rows: list[dict[str, str]]
    unchecked: dict[str, str]


def propose(document: Document, figures: Figures, reading: Reading | None = None) -> Relations:
    """All relations of a document, and the coverage that they give its figures."""
    reading = reading or read(document, figures)
    told = [(kind, relation) for kind in KINDS for relation in kind.propose(reading)]
    items = as_its_column(_distinct(_of_prose(reading, told)))
    items = _distinct(summed_elsewhere(reading, read_otherwise(reading, items, evident.propose(reading, items))))
    items = without_misread_lists(items)
    items += companions.propose(reading, items)
    items += partings.propose(reading, items)
    items += [*again.propose(reading, items), *listing.of_sums(reading, items)]
    items = _distinct([*items, *measures.propose(reading, items)])
    items = _distinct([*items, *itemwise.propose(reading, items)])
    items += equivalents.propose(items)
    items.sort(
        key=lambda relation: (relation.stated.start, relation.kind, relation.rule, [f.start for f in relation.operands])
    )
    items = inclusion.in_place_of_sums(reading, settle(projects.in_list(reading, items)))
    items = [relation for relation in items if not idle(relation)]
    blamed = {
        at: found for at, found in blame(items).items() if items[at].kind != "count"
    }  # any small count is a digit away
    rows = [_row(number, relation, blamed.get(number - 1)) for number, relation in enumerate(items, 1)]
    covered = {figure.id for relation in items for figure in relation.figures}
    return Relations(items, rows, {f.id: _reason(f) for f in figures if f.id not in covered})


def _of_prose(reading: Reading, found: Sequence[tuple[object, Relation]]) -> list[Relation]:
    """Without what rules about sentences make of a table's cells alone: its lines are no sentences. Nor are cells that
    miss a whole told outside the table its parts: which of a table's rows and columns would be is not told."""
    cells = Cells(tables_in(reading.document))

    def all_cells(figures: Sequence[Figure]) -> bool:
        return all(cells.at(f.number_start) is not None for f in figures)

    return [
        relation
        for kind, relation in found
        if kind in OF_TABLES
        or not all_cells(relation.figures)
        and not (relation.kind == "sum" and relation.holds is False and all_cells(relation.operands))
    ]


def _distinct(found: Sequence[Relation]) -> list[Relation]:
    """One relation for the same tie told by two rules; the first rule's."""
    kept: dict[tuple, Relation] = {}
    for relation in found:
        key = (
            relation.kind,
            relation.comparator,
            relation.stated.start,
            relation.stated.end,
            frozenset((f.start, f.end) for f in relation.operands),
            relation.formula.kind if not relation.operands else "",
        )
        first = kept.setdefault(key, relation)
        if relation.strict and not first.strict:
            kept[key] = relation  # what one rule may read, another must
    return list(kept.values())


def _row(number: int, relation: Relation, diagnosis: Diagnosis | None) -> dict[str, str]:
    weak = not relation.strict and relation.holds is False
    stated, computed = relation.stated_interval, relation.computed_interval
    if (
        relation.holds
        and relation.comparator == "="
        and stated is not None
        and computed is not None
        and not stated.meets(computed)
    ):
        stated = stated.hull(computed)  # agrees as figures that were cut off, not rounded
    value = relation.computed
    ids = [
        (figure.id, role)
        for figure, role in zip(relation.figures, (*relation.roles, *("extra",) * len(relation.extra)), strict=False)
        if figure.id
    ]
    return {
        "id": f"R{number:03d}",
        "kind": relation.kind,
        "suite": relation.suite or _suite(relation),
        "severity": SEVERITY[relation.kind],
        "comparator": relation.comparator,
        "figures": " ".join(i for i, _ in ids),
        "roles": " ".join(role for _, role in ids),
        "unit": relation.stated.unit,
        "stated": "" if relation.stated.value is None else format(relation.stated.value, "f"),
        "computed": "" if value is None or weak else shown(value, relation),
        "difference": ""
        if value is None or relation.stated.value is None or weak
        else shown(relation.stated.value - value, relation),
        "stated_interval": "" if stated is None else str(stated),
        "computed_interval": "" if computed is None or weak else str(computed),
        "arithmetic": written(relation),
        "diagnosis_zh": diagnosis.zh if diagnosis else "",
        "diagnosis_en": diagnosis.en if diagnosis else "",
        "statement_zh": relation.zh,
        "statement_en": relation.en,
        "rule": relation.rule,
        "tried": relation.tried or (written(relation) if weak else ""),
    }


def _suite(relation: Relation) -> str:
    """Money of the whole department goes to the budget suite; all else by kind."""
    if relation.kind in _OF_BUDGET and _HEADLINE.search(relation.zh) and unit(relation.stated.unit).dimension in (MONEY, RATE):
        return "budget"
    return SUITES[relation.kind]


def _reason(figure: Figure) -> str:
    if figure.value is None and figure.qualifier != "range":
        return "unreadable"
    if not figure.unit:
        return "unit_unknown"
    return "base_unknown" if unit(figure.unit).dimension == RATE else "no_relation"
