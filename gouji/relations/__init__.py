"""Which figures must agree: every kind's proposals, each as one row, and why a figure is in none.

Relations come from structure and wording, whether the numbers fit or not. For what those leave open the numbers are asked
(`evident`), and told as inferred from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.cells import Cells
from gouji.document import Document
from gouji.figures import Figure, Figures
from gouji.flattened import find as tables_in
from gouji.garbage import put_off
from gouji.quantity import unit
from gouji.relations.change import equivalents, measures
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import RATE, Reading, read
from gouji.relations.count import listing
from gouji.relations.fault.asides import without_asides
from gouji.relations.fault.diagnosis import blame
from gouji.relations.fault.other_base import of_other_bases, without_overlaps
from gouji.relations.fault.settling import (
    as_its_column,
    idle,
    read_otherwise,
    settle,
    summed_elsewhere,
    without_misread_lists,
)
from gouji.relations.inferred import evident, evident_repeats
from gouji.relations.kinds import KINDS, OF_TABLES
from gouji.relations.order import inclusion, itemwise
from gouji.relations.ratio import three_public
from gouji.relations.repeat import again, expenses
from gouji.relations.rows import COLUMNS, row
from gouji.relations.sum import companions, leaving, partings, projects, resummed
from gouji.relations.table import expense_sums

__all__ = ["COLUMNS", "Relations", "propose"]


@dataclass(frozen=True)
class Relations:
    """The proposed relations in the order of the source, as table rows, and per unchecked figure the reason."""

    items: list[Relation]
    rows: list[dict[str, str]]
    unchecked: dict[str, str]


def propose(document: Document, figures: Figures, reading: Reading | None = None) -> Relations:
    """All relations of a document, and the coverage that they give its figures."""
    with put_off():
        return _proposed(figures, reading or read(document, figures))


def _proposed(figures: Figures, reading: Reading) -> Relations:
    told = [(kind, relation) for kind in KINDS for relation in kind.propose(reading)]
    items = as_its_column(_distinct(_of_prose(reading, told)))
    items = _distinct(summed_elsewhere(reading, read_otherwise(reading, items, evident.propose(reading, items))))
    items = without_misread_lists(items)
    items += companions.propose(reading, items)
    items += partings.propose(reading, items)
    items += three_public.propose(reading, items)
    items += again.propose(reading, items)
    items += expenses.propose(reading, items)
    items += [*evident_repeats.loosely(reading, items), *listing.of_sums(reading, items)]
    items = _distinct([*items, *measures.propose(reading, items), *expense_sums.of_some(reading)])
    items = _distinct([*items, *itemwise.propose(reading, items)])
    items += [*equivalents.propose(items), *resummed.propose(items)]
    items = leaving.not_demanded(reading, without_asides(reading, without_overlaps(reading, of_other_bases(reading, items))))
    items.sort(
        key=lambda relation: (relation.stated.start, relation.kind, relation.rule, [f.start for f in relation.operands])
    )
    items = inclusion.in_place_of_sums(reading, settle(projects.in_list(reading, items)))
    items = [relation for relation in items if not idle(relation)]
    blamed = {
        at: found for at, found in blame(items).items() if items[at].kind != "count"
    }  # any small count is a digit away
    rows = [row(number, relation, blamed.get(number - 1)) for number, relation in enumerate(items, 1)]
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
        key = relation.place
        first = kept.setdefault(key, relation)
        if relation.holds and first.holds is False:
            kept[key] = relation  # of two readings the one that holds
        elif relation.strict and not first.strict and not (first.holds and relation.holds is False):
            kept[key] = relation  # what one rule may read, another must
    return list(kept.values())


def _reason(figure: Figure) -> str:
    if figure.value is None and figure.qualifier != "range":
        return "unreadable"
    if not figure.unit:
        return "unit_unknown"
    return "base_unknown" if unit(figure.unit).dimension == RATE else "no_relation"
