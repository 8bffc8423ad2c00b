"""Which figures must agree: every kind's proposals, each as one row, and why a figure is in none.

Relations come from structure and wording, never from looking whether numbers happen to fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.document import Document
from gouji.figures import Figure, Figures
from gouji.flattened import find as tables_in
from gouji.grid import Cells
from gouji.quantity import unit
from gouji.relations import (
    accounts,
    bounds,
    columns,
    comparisons,
    components,
    conversions,
    counts,
    differences,
    distributive,
    evident,
    forms,
    grids,
    growth,
    makeup,
    projects,
    ratios,
    repeats,
    scores,
    sections,
    stocks,
    structures,
    sums,
    tabled_changes,
    told_rows,
)
from gouji.relations.diagnosis import Diagnosis, blame, diagnose
from gouji.relations.model import SEVERITY, Relation, shown, written
from gouji.relations.reading import MONEY, RATE, Reading, read

# In this order: where two kinds propose the same tie, the first one's words stand.
OF_TABLES = (projects, forms, grids, repeats, counts, scores, conversions)
KINDS = (
    projects,
    sums,
    makeup,
    columns,
    structures,
    told_rows,
    forms,
    grids,
    differences,
    stocks,
    accounts,
    components,
    tabled_changes,
    ratios,
    distributive,
    sections,
    scores,
    bounds,
    conversions,
    repeats,
    counts,
    growth,
    comparisons,
)
# How far off a statement may be and still be a mistake rather than a misreading, where no slip explains it.
REACH = {"ratio": Decimal("1.25"), "growth": Decimal(2), "difference": Decimal(2), "bound": Decimal(2)}
NAMED_REACH = Decimal(3)  # where the words say what a rate is of
ORIGIN = {"ratio": "rate", "growth": "rate", "difference": "difference"}
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
    items = _distinct(_of_prose(reading, [(kind, relation) for kind in KINDS for relation in kind.propose(reading)]))
    items = _distinct(_read_otherwise(reading, items, evident.propose(reading, items)))
    items.sort(
        key=lambda relation: (relation.stated.start, relation.kind, relation.rule, [f.start for f in relation.operands])
    )
    items = [_settled(relation) for relation in projects.in_list(reading, items)]
    blamed = {
        at: found for at, found in blame(items).items() if items[at].kind != "count"
    }  # any small count is a digit away
    rows = [_row(number, relation, blamed.get(number - 1)) for number, relation in enumerate(items, 1)]
    covered = {figure.id for relation in items for figure in relation.figures}
    return Relations(items, rows, {f.id: _reason(f) for f in figures if f.id not in covered})


def _read_otherwise(reading: Reading, items: Sequence[Relation], inferred: Sequence[Relation]) -> list[Relation]:
    """A rate or a difference has one origin: where the numbers show another than the wording seemed to tell, and that
    one fails, it was misread. Not where the words name the base, or the figures stand all in one item: then the
    author took the wrong one."""
    origins = {(r.stated.id, ORIGIN[r.kind]): r for r in inferred if r.kind in ORIGIN}
    segments = {m.figure.id: (m.sentence, m.segment) for m in reading.mentions}

    def together(relation: Relation) -> bool:
        return len({segments[figure.id] for figure in relation.figures}) == 1

    known = Counter(r.operands[-1].id for r in items if r.kind == "ratio" and r.holds and len(r.operands) == 2)

    def refuted(relation: Relation, other: Relation) -> bool:
        if not relation.strict:
            return True
        same_base = relation.kind == "ratio" == other.kind and relation.operands[-1].id == other.operands[-1].id
        if relation.base_named and not same_base:
            return False
        of_all = relation.kind == "ratio" == other.kind and known[other.operands[-1].id] >= 2
        return of_all or together(other) or not together(relation)

    defined = {r.stated.id for r in items if r.rule == "ratio.defined"}
    kept = []
    for relation in items:
        if relation.kind == "ratio" and relation.holds is False and relation.rule != "ratio.defined":
            if relation.stated.id in defined:
                continue
        other = origins.get((relation.stated.id, ORIGIN.get(relation.kind, "")))
        misread = other is not None and relation.holds is False and refuted(relation, other)
        if not misread:
            kept.append(relation)
    return [*kept, *inferred]


def _of_prose(reading: Reading, found: Sequence[tuple[object, Relation]]) -> list[Relation]:
    """Without what rules about sentences make of a table's cells alone: its lines are no sentences."""
    cells = Cells(tables_in(reading.document))
    return [
        relation
        for kind, relation in found
        if kind in OF_TABLES or not all(cells.at(f.number_start) is not None for f in relation.figures)
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


def _settled(relation: Relation) -> Relation:
    """A tie that the wording does not demand, missed and explained by no slip, is undetermined: no computed side. So is one
    that is missed by far and explained by nothing: more likely it was misread than miswritten."""
    if relation.holds is not False:
        return relation
    if relation.strict:
        return replace(relation, strict=False) if _far_off(relation) else relation
    found = diagnose(relation)
    return replace(relation, strict=True) if found is not None and found.explains else relation


def _far_off(relation: Relation) -> bool:
    reach = REACH.get(relation.kind) if not relation.base_named else NAMED_REACH
    computed, stated = relation.computed, relation.stated.value
    if reach is None or not computed or not stated or 1 / reach <= abs(computed / stated) <= reach:
        return False
    found = diagnose(relation)
    return found is None or relation.kind == "bound" or found.kind == "other"


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
    headline = (
        "年初预算",
        "全年预算",
        "年终决算",
        "基本支出",
        "项目支出",
        "支出合计",
        "收入合计",
        "支出决算",
        "总收入",
        "总支出",
    )
    of_money = unit(relation.stated.unit).dimension in (MONEY, RATE)
    tied = relation.kind in ("sum", "difference", "ratio", "growth", "comparison")
    if of_money and tied and any(word in relation.zh for word in headline):
        return "budget"
    return SUITES[relation.kind]


def _reason(figure: Figure) -> str:
    if figure.value is None and figure.qualifier != "range":
        return "unreadable"
    if not figure.unit:
        return "unit_unknown"
    return "base_unknown" if unit(figure.unit).dimension == RATE else "no_relation"
