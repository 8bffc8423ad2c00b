"""The true ties of a synthetic report, and whether what is written bears them out.

Evaluated over intervals with arithmetic of its own. A tie fails only if it fails both for figures that were rounded and
for figures that were cut off at their last digit: anything less is not beyond rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from benchmarks.amounts import MEASURED, Quantity, factor

if TYPE_CHECKING:
    from benchmarks.writing import Slot

HUNDRED = Decimal(100)
BELOW = 1 - Decimal("1e-12")  # what was cut off never reaches the next digit
Box = tuple[Decimal, Decimal]

FORMULAS: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "ratio": lambda v: v[0] / v[1] * HUNDRED,
    "growth": lambda v: (v[0] / v[1] - 1) * HUNDRED,
    "fall": lambda v: (1 - v[0] / v[1]) * HUNDRED,
    "implied_growth": lambda v: HUNDRED / (v[0] / v[1] - 1) if v[1] else Decimal(0),
    "implied_fall": lambda v: HUNDRED / (v[0] / v[1] + 1) if v[1] else Decimal(0),
    "change_on_base": lambda v: v[0] / v[1] * HUNDRED,
    "mean": lambda v: v[0] / v[1],
    "product": lambda v: v[0] * v[1],
    "same": lambda v: v[0],
    "less": lambda v: v[0],
    "at_most": lambda v: v[0],
}
ALTERNATIVE = {"implied_growth", "implied_fall", "change_on_base"}  # of `growth`, where the earlier value is told too


@dataclass(frozen=True, eq=False)
class Tie:
    """`target` is what `formula` makes of `operands`; `linear` weighs them by `signs`, `count` is a list of
    `constant` things, `count_open` one that ends in 等 and need not name all."""

    kind: str
    formula: str
    target: Quantity
    operands: tuple[Quantity, ...] = ()
    signs: tuple[int, ...] = ()
    constant: int = 0

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return (self.target, *self.operands)

    @property
    def comparator(self) -> str:
        return {"at_most": "<=", "less": "<"}.get(self.formula, "=")

    def fails(self, slots: Mapping[Quantity, Slot]) -> bool:
        """Whether the figures that tell its quantities contradict it, rounded or cut off."""
        return not any(self._meets(slots, mode) for mode in ("round", "cut"))

    def _meets(self, slots: Mapping[Quantity, Slot], mode: str) -> bool:
        if self.formula in ("count", "count_open"):
            told = slots[self.target].value
            return told == self.constant or (self.formula == "count_open" and told > self.constant)
        finest: dict[str, int] = {}
        added = self.formula in ("linear", "same", "less", "at_most")  # a quotient has a precision of its own
        for quantity in self.quantities if added else self.operands:
            slot = slots[quantity]
            finest[slot.unit] = max(finest.get(slot.unit, 0), slot.places)
        stated = box(slots[self.target], finest if added else {}, mode)
        boxes = [box(slots[quantity], finest, mode) for quantity in self.operands]
        computed = self._computed(boxes)
        if computed is None:
            return True
        if self.comparator == "<=":
            return stated[0] <= computed[1]
        if self.comparator == "<":
            return stated[0] < computed[1]
        return stated[0] <= computed[1] and computed[0] <= stated[1]

    def _computed(self, boxes: Sequence[Box]) -> Box | None:
        if self.formula == "linear":
            signs = self.signs or (1,) * len(boxes)
            low = sum((b[0] if s > 0 else -b[1] for s, b in zip(signs, boxes, strict=True)), Decimal(self.constant))
            high = sum((b[1] if s > 0 else -b[0] for s, b in zip(signs, boxes, strict=True)), Decimal(self.constant))
            return low, high
        try:
            values = [FORMULAS[self.formula](corner) for corner in product(*boxes)]
        except ArithmeticError:
            return None
        return min(values), max(values)


def box(slot: Slot, finest: Mapping[str, int], mode: str) -> Box:
    """The base-unit values that a written figure allows."""
    scale, value = factor(slot.unit), slot.value
    step = Decimal(0)
    if slot.unit in MEASURED or slot.unit.partition("/")[0] in MEASURED:
        step = Decimal(1).scaleb(-max(slot.places, finest.get(slot.unit, 0)))
    if slot.qualifier != "exact":
        step = last_digit(value)
        ends = {"about": (value - step / 2, value + step / 2 if mode == "round" else value + step), "more_than": (value, value + step), "less_than": (value - step, value),
                "at_least": (value, value * 10**9), "at_most": (Decimal(0), value)}[slot.qualifier]
        return ends[0] * scale, ends[1] * scale
    low, high = (value - step / 2, value + step / 2) if mode == "round" else (value, value + step * BELOW)
    return low * scale, high * scale


def last_digit(value: Decimal) -> Decimal:
    """What one of the last digit that is not zero is worth: 500 -> 100, 3.5 -> 0.1."""
    return Decimal(1).scaleb(value.normalize().as_tuple().exponent) if value else Decimal(1)


def present(ties: Sequence[Tie], told: Mapping[Quantity, Sequence[int]]) -> list[Tie]:
    """The ties whose quantities are all told; of a rate's alternative ways to reckon it only the first."""
    found: list[Tie] = []
    for tie in ties:
        if any(quantity not in told for quantity in tie.quantities):
            continue
        if tie.formula in ALTERNATIVE and any(other.target is tie.target for other in found):
            continue
        found.append(tie)
    return found
