"""Closed and open Decimal intervals, and their arithmetic.

A stated figure is the set of values that its writer may have meant; a tie between figures holds where the sets meet.
The rule is that of XBRL Calculations 1.1 (interval consistency of rounded values), carried over to prose.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from itertools import product

DIVISION_DIGITS = 40  # far beyond any stated figure, so that a quotient's own rounding never decides a verdict
_DIVIDING = Context(prec=DIVISION_DIGITS)
_WRITING = Context(prec=10_000)  # a number of any length that a text may hold can be rounded
_ONE = Decimal(1)


@dataclass(slots=True, unsafe_hash=True, init=False)
class Interval:
    """The numbers between `low` and `high`; `None` is an open bound at infinity, `*_open` leaves the bound itself out.

    A value: never changed once made. (It is not a frozen dataclass, which takes four times as long to make, and a report
    makes thousands.) Raises ValueError where `low` lies above `high`.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __init__(
        self, low: Decimal | None, high: Decimal | None, low_open: bool = False, high_open: bool = False
    ) -> None:
        if low is not None and high is not None and low > high:
            raise ValueError(f"interval from {low} down to {high}")
        self.low = low
        self.high = high
        self.low_open = low_open
        self.high_open = high_open

    @classmethod
    def point(cls, value: Decimal | int | str) -> Interval:
        value = Decimal(value)
        return cls(value, value)

    @property
    def bounded(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def width(self) -> Decimal | None:
        return self.high - self.low if self.low is not None and self.high is not None else None

    def __contains__(self, value: Decimal) -> bool:
        return self.meets(Interval.point(value))

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both; a shared bound counts only where neither side leaves it out."""
        return _reaches(self, other) and _reaches(other, self)

    def below(self, other: Interval) -> bool:
        """Whether some value here is at most some value there: `<=` is possible."""
        return _reaches(self, other)

    def strictly_below(self, other: Interval) -> bool:
        """Whether some value here is less than some value there: `<` is possible."""
        return self.low is None or other.high is None or self.low < other.high

    def stands(self, comparator: str, other: Interval) -> bool:
        """Whether a comparison (=, <=, >=, <, >) of some value here with some value there is possible."""
        if comparator == "=":
            return self.meets(other)
        if comparator == "<=":
            return self.below(other)
        if comparator == ">=":
            return other.below(self)
        if comparator == "<":
            return self.strictly_below(other)
        return other.strictly_below(self)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low, low_open = _outer(self.low, self.low_open, other.low, other.low_open, min)
        high, high_open = _outer(self.high, self.high_open, other.high, other.high_open, max)
        return Interval(low, high, low_open, high_open)

    def __neg__(self) -> Interval:
        return Interval(_negated(self.high), _negated(self.low), self.high_open, self.low_open)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def without(self, others: Iterable[Interval]) -> Interval:
        """What is left after taking others away: self - a - b ..., in one go."""
        low, high, low_open, high_open = self.low, self.high, self.low_open, self.high_open
        for other in others:
            low = None if low is None or other.high is None else low - other.high
            high = None if high is None or other.low is None else high - other.low
            low_open, high_open = low_open or other.high_open, high_open or other.low_open
        return Interval(low, high, low_open, high_open)

    def scale(self, factor: Decimal) -> Interval:
        """Every value times a plain number; zero gives the point zero."""
        if factor == _ONE:
            return self
        if not factor:
            return Interval.point(0)
        if factor < 0:
            return (-self).scale(-factor)
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def __mul__(self, other: Interval) -> Interval:
        return _spread(self, other, lambda a, b: a * b)

    def __truediv__(self, other: Interval) -> Interval:
        """The quotients. Raises ZeroDivisionError where zero lies in the divisor."""
        if (other.low is None or other.low <= 0) and (other.high is None or other.high >= 0):
            raise ZeroDivisionError(f"{other} holds zero")
        inverse = Interval(
            _inverse(other.high) if other.high is not None else Decimal(0),
            _inverse(other.low) if other.low is not None else Decimal(0),
            other.high_open or other.high is None,
            other.low_open or other.low is None,
        )
        return self * inverse

    def __str__(self) -> str:
        left = "(" if self.low_open or self.low is None else "["
        right = ")" if self.high_open or self.high is None else "]"
        low = "-inf" if self.low is None else plain(self.low)
        high = "inf" if self.high is None else low if self.high is self.low else plain(self.high)
        return f"{left}{low}, {high}{right}"


def parse(text: str) -> Interval:
    """Read what `str(interval)` wrote. Raises ValueError for anything else."""
    body = text.strip()
    if len(body) < 5 or body[0] not in "[(" or body[-1] not in "])" or body.count(",") != 1:
        raise ValueError(f"not an interval: {text!r}")
    low, high = (part.strip() for part in body[1:-1].split(","))
    try:
        return Interval(
            None if low == "-inf" else Decimal(low),
            None if high == "inf" else Decimal(high),
            body[0] == "(",
            body[-1] == ")",
        )
    except ArithmeticError as error:
        raise ValueError(f"not an interval: {text!r}") from error


def plain(value: Decimal) -> str:
    """A decimal string without exponent and without trailing zeros: 1.50 -> 1.5, 2E+2 -> 200."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, places: int) -> Decimal:
    """`round(value, places)` for a number of any length: that one raises InvalidOperation for more than 28 digits."""
    return value.quantize(_place(places), context=_WRITING)


@lru_cache(maxsize=64)
def _place(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def _reaches(a: Interval, b: Interval) -> bool:
    if a.low is None or b.high is None:
        return True
    if a.low_open or b.high_open:
        return a.low < b.high
    return a.low <= b.high


def _negated(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value


def _inverse(value: Decimal) -> Decimal:
    return _DIVIDING.divide(_ONE, value)


def _outer(a, a_open, b, b_open, choose):
    if a is None or b is None:
        return None, False
    if a == b:
        return a, a_open and b_open
    return (a, a_open) if choose(a, b) == a else (b, b_open)


def _spread(a: Interval, b: Interval, operation) -> Interval:
    """The hull of an operation over both intervals' corners; one that is open at infinity and not of one sign is all."""
    if not (a.bounded and b.bounded):
        return _half_open_product(a, b)
    if a.low > 0 and b.low > 0 and not (a.low_open or a.high_open or b.low_open or b.high_open):
        return Interval(operation(a.low, b.low), operation(a.high, b.high))
    corners = [(operation(x, y), x_open or y_open) for (x, x_open), (y, y_open) in product(_ends(a), _ends(b))]
    low, high = min(value for value, _ in corners), max(value for value, _ in corners)
    return Interval(
        low,
        high,
        all(is_open for value, is_open in corners if value == low),
        all(is_open for value, is_open in corners if value == high),
    )


def _half_open_product(a: Interval, b: Interval) -> Interval:
    if a.low is not None and a.low >= 0 and b.low is not None and b.low >= 0:
        low_open = (a.low_open and b.low != 0) or (b.low_open and a.low != 0)
        return Interval(a.low * b.low, None, low_open, False)
    return Interval(None, None)


def _ends(interval: Interval):
    return ((interval.low, interval.low_open), (interval.high, interval.high_open))
