"""Paces: rates of change as they are told, without a sign, in percent or in multiples, for a year or for several."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gouji.interval import Interval
from gouji.relations.common.model import HUNDRED, Formula

ONE = Decimal(1)


@dataclass(frozen=True)
class Pace(Formula):
    """Growth told without its sign (下降10.64%) or in multiples (增长1.5倍). `factors`: (1 up or -1 down, parts of
    one)."""

    kind: str = "growth"

    def apply(self, values):
        """|now / then - 1| in the direction told, times 100 for percent or 1 for 倍. Raises ZeroDivisionError."""
        sign, parts = self.factors
        return (values[0] / values[1] - Interval.point(1)).scale(sign * parts)

    def as_rate(self, told):
        sign, parts = self.factors
        return told.scale(sign * HUNDRED / parts)

    def written(self, words):
        now, then = words
        top = f"{now} - {then}" if self.factors[0] > 0 else f"{then} - {now}"
        return f"({top}) ÷ {then}" + (" × 100%" if self.factors[1] == HUNDRED else "")


@dataclass(frozen=True)
class Yearly(Formula):
    """The even pace of n years, told without its sign. `factors`: (1 up or -1 down, n)."""

    kind: str = "growth"

    def apply(self, values):
        """(now / then) ^ (1 / n) - 1 in percent, in the direction told. Raises ZeroDivisionError."""
        sign, count = self.factors
        times = values[0] / values[1]
        low, high = (None if end is None else max(end, Decimal(0)) ** (ONE / count) for end in (times.low, times.high))
        return (Interval(low, high, times.low_open, times.high_open) - Interval.point(1)).scale(sign * HUNDRED)

    def as_rate(self, told):
        """That of all the years together."""
        sign, count = self.factors
        yearly = told.scale(sign / HUNDRED) + Interval.point(ONE)
        low, high = (None if end is None else max(end, Decimal(0)) ** count for end in (yearly.low, yearly.high))
        return (Interval(low, high, yearly.low_open, yearly.high_open) - Interval.point(ONE)).scale(HUNDRED)

    def written(self, words):
        return f"({words[0]} ÷ {words[1]}) ^ (1/{self.factors[1]}) - 1"


@dataclass(frozen=True)
class Implied(Formula):
    """As `change` of Formula, but in multiples (增加30万元，增长1.5倍)."""

    kind: str = "change"

    def apply(self, values):
        return Formula("change", self.factors).apply(values).scale(1 / HUNDRED)

    def as_rate(self, told):
        return told.scale(HUNDRED)

    def written(self, words):
        return super().written(words).removesuffix(" × 100%")


@dataclass(frozen=True)
class NetChange(Formula):
    """(in - out) / (now - in + out) in percent: of a balance, by what came in and what went out. `factors`: (1 up or -1 down,)."""

    kind: str = "net_change"

    def apply(self, values):
        """100 / (now / net - 1). Raises ZeroDivisionError."""
        now, into, out = values
        return (Interval.point(HUNDRED) / (now / (into - out) - Interval.point(ONE))).scale(self.factors[0])

    def written(self, words):
        now, into, out = words
        return f"({into} - {out}) ÷ ({now} - {into} + {out}) × 100%"


@dataclass(frozen=True)
class Signed(Formula):
    """As `change` of Formula, told with its sign beside the word that says it (下降-8.75%)."""

    kind: str = "change"

    def apply(self, values):
        return Formula("change", self.factors).apply(values).scale(-ONE)

    def as_rate(self, told):
        return told.scale(-ONE)

    def written(self, words):
        return f"-{super().written(words)}"
