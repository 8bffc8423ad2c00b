"""How operands give a computed value: the arithmetic of a relation, over intervals and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from gouji.interval import Interval, plain
from gouji.lazily import cached_property

ONE, HUNDRED = Decimal(1), Decimal(100)
RATES = ("ratio", "ratio_of_sum", "share_of_both", "growth", "change", "net_change", "completed")  # formulas that give percent
MEANS = ("mean", "each")


@dataclass(frozen=True)
class Formula:
    """How operands give the computed value.

    linear: offset + sum of factor x operand. ratio: operand 0 / operand 1 in percent; ratio_of_sum: the sum of all but
    the last operand / the last; share_of_both: operand 0 / the sum of all. growth: (operand 0 - operand 1) / operand 1
    in percent. change: operand 1 / (operand 0 - factor x operand 1) in percent, the base implied by a change.
    completed: operand 0 / (operand 0 - factor x operand 1) in percent, the base implied by an excess.
    difference_of_rates: operand 0 - operand 1. product: operand 0 x operand 1, over a factor if there is one. mean: operand 0 / operand 1,
    for each `factors[0]` of base units (每亩 of 平方米).
    each: operand 0 over `factors[0]`, a count that no figure tells (日均 over the days of a month).
    constant: `factors[0]` itself (the length of a list), no operand.
    """

    kind: str
    factors: tuple[Decimal, ...] = ()
    offset: Decimal = Decimal(0)

    def apply(self, values: Sequence[Interval]) -> Interval:
        """The interval that the operands' intervals (in the units that `Relation` gives) allow. Raises ZeroDivisionError."""
        if self.kind == "linear":
            low = high = self.offset
            low_open = high_open = False
            for factor, value in zip(self.factors, values, strict=True):
                share = value.scale(factor)
                low = None if low is None or share.low is None else low + share.low
                high = None if high is None or share.high is None else high + share.high
                low_open, high_open = low_open or share.low_open, high_open or share.high_open
            return Interval(low, high, low_open, high_open)
        if self.kind == "ratio":
            return (values[0] / values[1]).scale(HUNDRED)
        if self.kind == "ratio_of_sum":
            total = values[0]
            for value in values[1:-1]:
                total = total + value
            return (total / values[-1]).scale(HUNDRED)
        if self.kind == "share_of_both":  # a / (a + b) = 1 / (1 + b/a)
            if values[0] == Interval.point(0):
                return Interval.point(0)
            others = values[1]
            for value in values[2:]:
                others = others + value
            return Interval.point(HUNDRED) / (Interval.point(1) + others / values[0])
        if self.kind == "growth":  # as now / then - 1, so that `then` enters once and the interval stays tight
            return (values[0] / values[1] - Interval.point(1)).scale(HUNDRED)
        if self.kind == "change":  # d / (n - d) = 1 / (n/d - 1)
            if values[1] == Interval.point(0):
                return Interval.point(0)
            return Interval.point(HUNDRED) / (values[0] / values[1] - Interval.point(self.factors[0]))
        if self.kind == "completed":  # a / (a - n) = 1 / (1 - n/a)
            if values[0] == Interval.point(0):
                return Interval.point(0)
            return Interval.point(HUNDRED) / (Interval.point(1) - (values[1] / values[0]).scale(self.factors[0]))
        if self.kind == "product":
            return (values[0] * values[1]).scale(1 / self.factors[0] if self.factors else Decimal(1))
        if self.kind == "mean":
            return (values[0] / values[1]).scale(self.factors[0] if self.factors else Decimal(1))
        if self.kind == "each":
            return values[0].scale(1 / self.factors[0])
        if self.kind == "constant":
            return Interval.point(self.factors[0])
        raise ValueError(self.kind)

    @cached_property
    def plain(self) -> bool:
        """Whether it is but a sum of its operands."""
        return self.kind == "linear" and all(factor == ONE for factor in self.factors)

    def as_rate(self, told: Interval) -> Interval:
        """What is told of a change or growth, as a rate in percent with its sign."""
        return told

    def written(self, words: Sequence[str]) -> str:
        """The arithmetic as a person writes it, from the operands' texts."""
        if self.kind == "linear":
            out = plain(self.offset) if self.offset else ""
            for factor, word in zip(self.factors, words, strict=True):
                sign = (" - " if factor < 0 else " + ") if out else ("-" if factor < 0 else "")
                out += sign + (word if abs(factor) == 1 else f"{word} × {plain(abs(factor))}")
            return out
        if self.kind == "ratio_of_sum":
            return f"({' + '.join(words[:-1])}) ÷ {words[-1]} × 100%"
        a, b = (*words, "", "")[:2]
        return {
            "ratio": f"{a} ÷ {b} × 100%",
            "share_of_both": f"{a} ÷ ({' + '.join(words)}) × 100%",
            "growth": f"({a} - {b}) ÷ {b} × 100%",
            "change": f"{b} ÷ ({a} {'-' if not self.factors or self.factors[0] > 0 else '+'} {b}) × 100%",
            "completed": f"{a} ÷ ({a} {'-' if not self.factors or self.factors[0] > 0 else '+'} {b}) × 100%",
            "product": f"{a} × {b}",
            "mean": f"{a} ÷ {b}",
            "each": f"{a} ÷ {plain(self.factors[0])}" if self.factors else "",
            "constant": plain(self.factors[0]) if self.factors else "",
        }[self.kind]


@lru_cache(maxsize=256)
def linear(count: int) -> Formula:
    return Formula("linear", (ONE,) * count)


RATIO, GROWTH = Formula("ratio"), Formula("growth")
