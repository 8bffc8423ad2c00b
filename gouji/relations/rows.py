"""A relation as a row of the table: what a reviewer reads of it, and the suite that judges it."""

from __future__ import annotations

import re

from gouji.quantity import unit
from gouji.relations.common.model import SEVERITY, Relation
from gouji.relations.common.reading import MONEY, RATE
from gouji.relations.common.written import shown, told_value, written
from gouji.relations.fault.explanations import Diagnosis

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


def row(number: int, relation: Relation, diagnosis: Diagnosis | None) -> dict[str, str]:
    """The row of the numbered relation, every column of `COLUMNS` as text."""
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
        "computed": "" if weak else told_value(relation),
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
        "tried": "; ".join(map(written, relation.readings)) or (written(relation) if weak else ""),
    }


def _suite(relation: Relation) -> str:
    """Money of the whole department goes to the budget suite; all else by kind."""
    if relation.kind in _OF_BUDGET and _HEADLINE.search(relation.zh) and unit(relation.stated.unit).dimension in (MONEY, RATE):
        return "budget"
    return SUITES[relation.kind]
