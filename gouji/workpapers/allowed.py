"""The interval that a stated figure allows, as formulas on the figure's own cell, so that it moves with a correction.

The rules are quantity.allowed's. Which of them made an interval is told by making it again: a rule that does not give
the very interval is not the one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gouji.figures import Figure
from gouji.interval import Interval, plain
from gouji.quantity import last_place

INFINITE = Decimal("1E+300")
ENDLESS = Decimal("1E+200")  # beyond this a number in a cell stands for a bound that is open
_ROUNDED = ("point", "half", "about")
_ORDER = {
    "exact": (*_ROUNDED,),
    "about": ("about", *_ROUNDED),
    "more_than": ("more", "above"),
    "less_than": ("less", "below"),
    "at_least": ("at_least",),
    "at_most": ("at_most",),
}


@dataclass(frozen=True)
class Ends:
    """Formulas, without =, of an interval's ends, and whether each end is left out (1) or belongs to it (0)."""

    low: str
    high: str
    low_open: int
    high_open: int


def rule_of(figure: Figure, interval: Interval | None, places: int) -> str:
    """The rule that made an interval of a figure: `fixed` where none did (a range), `none` where there is no interval."""
    if interval is None:
        return "none"
    if figure.value is None:
        return "fixed"
    for rule in (*_ORDER.get(figure.qualifier, ()), "point"):
        if _made(rule, figure.value, places) == interval:
            return rule
    return "fixed"


def moved(interval: Interval, stated: Decimal, value: str) -> Ends:
    """An interval that no rule made, moved along with the value that it was stated with."""
    low, high = (
        _number(end(bound, sign))
        if bound is None
        else f"{value}{'-' if bound < stated else '+'}{plain(abs(bound - stated))}"
        for bound, sign in ((interval.low, -1), (interval.high, 1))
    )
    return Ends(low, high, *shut(interval))


def ends(rule: str, value: str, half: str, step: str) -> Ends:
    """The interval of a value by a rule; `half` is half a unit of the last decimal, `step` of the last digit not zero."""
    low, high = f"-{_number(INFINITE)}", _number(INFINITE)
    match rule:
        case "point":
            return Ends(value, value, 0, 0)
        case "half":
            return Ends(f"{value}-{half}", f"{value}+{half}", 0, 0)
        case "about":
            return Ends(f"{value}-{step}/2", f"{value}+{step}/2", 0, 0)
        case "more":
            return Ends(value, f"{value}+{step}", 0, 1)
        case "less":
            return Ends(f"{value}-IF(ABS({value})={step},{step}/10,{step})", value, 0, 1)
        case "above":
            return Ends(value, high, 1, 1)
        case "below":
            return Ends(low, value, 1, 1)
        case "at_least":
            return Ends(value, high, 0, 1)
        case "at_most":
            return Ends(low, value, 1, 0)
    raise ValueError(rule)


def step_of(value: str) -> str:
    """The unit of a number's last digit that is not zero: 250 -> 10, 3.5 -> 0.1, of zero 1."""
    whole = f"ROUND(ABS({value})*10^6,0)"
    powers = "{0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15}"
    return f"IF({value}=0,1,10^(SUMPRODUCT(MAX(({whole}/10^{powers}=INT({whole}/10^{powers}))*{powers}))-6))"


def end(value: Decimal | None, sign: int) -> Decimal:
    """A bound as a cell holds it: an open one is a number beyond all others."""
    return sign * INFINITE if value is None else value


def shut(interval: Interval) -> tuple[int, int]:
    """Whether an interval's ends are left out, as cells hold it; an open bound is."""
    return int(interval.low_open or interval.low is None), int(interval.high_open or interval.high is None)


def _made(rule: str, value: Decimal, places: int) -> Interval:
    step, half = last_place(value), Decimal(5).scaleb(-places - 1)
    match rule:
        case "point":
            return Interval.point(value)
        case "half":
            return Interval(value - half, value + half)
        case "about":
            return Interval(value - step / 2, value + step / 2)
        case "more":
            return Interval(value, value + step, False, True)
        case "less":
            return Interval(value - (step / 10 if abs(value) == step else step), value, False, True)
        case "above":
            return Interval(value, None, True)
        case "below":
            return Interval(None, value, False, True)
        case "at_least":
            return Interval(value, None)
    return Interval(None, value)


def _number(value: Decimal) -> str:
    return format(value, "E") if abs(value) > ENDLESS else plain(value)
