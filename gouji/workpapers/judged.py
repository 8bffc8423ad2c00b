"""A relation's row on the sheet of checks: both sides, their intervals, the tolerance, and what the verdict rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from gouji.interval import Interval
from gouji.relations.common.model import HUNDRED, Relation
from gouji.workpapers import verdicts
from gouji.workpapers.cells import Live
from gouji.workpapers.pages import Page
from gouji.workpapers.steps import BOUND, CUT, ROUNDED, Tape, results
from gouji.workpapers.text import number_format
from gouji.workpapers.ties import Tied
from gouji.workpapers.verdicts import Side


@dataclass
class Judged:
    """A relation whose lines are written, as the cells of its check: row `row` of `page`."""

    page: Page
    row: int
    tape: Tape
    tied: Tied
    relation: Relation

    @cached_property
    def both(self) -> str:
        """Whether both sides have a value."""
        return f"COUNT({self._cell('stated')},{self._cell('computed')})=2"

    @cached_property
    def exactly(self) -> str:
        """Whether the tie holds of the values as stated."""
        return verdicts.exactly(
            self._cell("stated"), self._cell("computed"), self.relation.comparator, self._cell("grain")
        )

    @cached_property
    def is_exact(self) -> bool:
        """What `exactly` gives, where both sides have a value."""
        a, b = self.relation.stated.value, self.relation.computed
        return {"=": a == b, "<=": a <= b, ">=": a >= b, "<": a < b, ">": a > b}[self.relation.comparator]

    @cached_property
    def verdict(self) -> str:
        """The formula of the verdict, with a field for each word: {holds}, {fails}, {undetermined}."""
        wrong = "{fails}" if self.relation.strict else "{undetermined}"
        agrees, certain = f"{self._cell('rounded')}+{self._cell('cut')}>0", f"{self._cell('certain')}=1"
        return f"IF({self._known},IF({agrees},IF({certain},{{holds}},{{undetermined}}),{wrong}),{{undetermined}})"

    def cells(self) -> dict[str, Live | None]:
        """The cells that are no words."""
        relation, tied, order = self.relation, self.tied, self.relation.comparator
        a, b, value, computed = tied.stated.rounded, tied.computed.rounded, relation.stated.value, relation.computed
        places, unit = relation.stated.places, relation.stated.unit
        one, other = self._sides
        pair, grain = (self._cell("stated"), self._cell("computed")), self._cell("grain")
        known = a is not None and b is not None
        agrees = bool(relation.holds) and not _only_cut_off(relation, a, b)
        tolerance = verdicts.tolerance(*pair, one, other)
        possible, certain = (make(one, other, order, grain) for make in (verdicts.possible, verdicts.certain))
        return {
            "stated": None if value is None else Live(tied.stated_value, value, number_format(unit, places)),
            "computed": Live(
                tied.computed_value, computed, number_format(unit, max(places, min(4, places_of(computed))))
            ),
            "tolerance": Live(f"={tolerance}", _tolerance(a, b, value, computed), BOUND),
            **self._bounds(),
            "rounded": Live(f"=IF({self._known},IF({possible},1,0),0)", int(known and agrees), "0"),
            "cut": Live(f"={self._cut_off()}", int(self._agrees_cut_off()), "0"),
            "certain": Live(
                f"=IF({self._known},IF({certain},1,0),0)", int(known and verdicts.is_certain(a, b, order)), "0"
            ),
            "grain": Live(f"={verdicts.grain(*pair, one)}", None, "0E+00"),
        }

    def _cell(self, column: str) -> str:
        return self.page.cell(column, self.row)

    @cached_property
    def _sides(self) -> tuple[Side, Side]:
        """The intervals' ends in this row; whether they are left out stands with the lines alone."""
        lines = self.tape.side(self.tied.stated), self.tape.side(self.tied.computed)
        names = ("stated_low", "stated_high"), ("computed_low", "computed_high")
        one, other = (
            Side(*map(self._cell, ends), line.low_open, line.high_open) for ends, line in zip(names, lines, strict=True)
        )
        return one, other

    @cached_property
    def _known(self) -> str:
        one, other = self._sides
        return f"COUNT({one.low},{one.high},{other.low},{other.high})=4"

    def _bounds(self) -> dict[str, Live]:
        """The ends of both intervals, as the lines have them."""
        cells = {}
        for name, line in (("stated", self.tied.stated), ("computed", self.tied.computed)):
            side, (low, high, *_) = self.tape.side(line), results(line.rounded)
            cells |= {
                f"{name}_low": Live(f"={side.low}", low, BOUND),
                f"{name}_high": Live(f"={side.high}", high, BOUND),
            }
        return cells

    def _cut_off(self) -> str:
        """Whether the sides agree as figures that were cut off, not rounded, at their last decimal."""
        tests = [
            verdicts.possible(self.tape.side(self.tied.stated, CUT), self.tape.side(self.tied.computed, kind), "=", self._cell("grain"))
            for kind in self._cut_kinds()
        ]  # fmt: skip
        if not tests:
            return "0"
        sides = f"{self._cell('computed_low')},{self.tape.side(self.tied.stated, CUT).low}"
        made = f"IF(COUNT({sides})=2,IF(OR({','.join(tests)}),1,0),0)"
        if self.tied.cut == "rate":
            made = f"IF({self._cell('stated')}=100,0,{made})"
        return f"IF({self.tied.whole}=1,0,{made})" if self.tied.whole else made

    def _cut_kinds(self) -> Sequence[Sequence[str]]:
        """Which intervals of the computed side a stated one that was cut off is held against."""
        rate = [ROUNDED] if self.tied.cut == "rate" else []
        return [*rate, *([CUT] if self.tied.cut and self.tied.computed.cut is not None else [])]

    def _agrees_cut_off(self) -> bool:
        """What `_cut_off` gives."""
        stated, computed = self.tied.stated.cut, self.tied.computed
        if self.relation.whole_rate or None in (stated, computed.rounded):
            return False
        if self.tied.cut == "rate" and self.relation.stated.value == HUNDRED:
            return False
        return any((computed.cut if kind == CUT else computed.rounded).meets(stated) for kind in self._cut_kinds())


def _only_cut_off(relation: Relation, a: Interval | None, b: Interval | None) -> bool:
    """Whether the two sides of a tie that holds do not meet as rounded figures."""
    return relation.comparator == "=" and a is not None and b is not None and not a.meets(b)


def places_of(value: Decimal | None) -> int:
    """How many decimals a number has."""
    return 0 if value is None else max(0, -int(value.normalize().as_tuple().exponent))


def _tolerance(
    a: Interval | None, b: Interval | None, stated: Decimal | None, computed: Decimal | None
) -> Decimal | None:
    if None in (a, b, stated, computed):
        return None
    (low, high, *_), (other_low, other_high, *_) = results(a), results(b)
    return (stated - low) + (other_high - computed) if stated >= computed else (high - stated) + (computed - other_low)
