"""A check's verdict as formulas: whether the stated and the computed interval can stand in the order that is asked.

The rules are expectations.judge's, with a grain of tolerance: a spreadsheet counts in binary, where 0.1 + 0.2 is not 0.3.
"""

from __future__ import annotations

from dataclasses import dataclass

from gouji.interval import Interval
from gouji.workpapers.allowed import ENDLESS

GRAIN = "1E-14"  # of the greatest number compared: above what binary sums lose, below what any stated decimal means
_ENDLESS = format(ENDLESS, "E")


@dataclass(frozen=True)
class Side:
    """The cells of one side's interval: its ends, and whether each is left out."""

    low: str
    high: str
    low_open: str
    high_open: str


def grain(stated: str, computed: str, side: Side) -> str:
    """How near two numbers must be to be one."""
    low = f"IF(ABS(N({side.low}))<{_ENDLESS},ABS(N({side.low})),0)"
    return f"{GRAIN}*MAX(ABS(N({stated})),ABS(N({computed})),{low})"


def possible(stated: Side, computed: Side, comparator: str, grain: str) -> str:
    """Whether some values of both sides stand in the order."""
    match comparator:
        case "=":
            return f"AND({_reaches(stated, computed, grain)},{_reaches(computed, stated, grain)})"
        case "<=":
            return _reaches(stated, computed, grain)
        case ">=":
            return _reaches(computed, stated, grain)
        case "<":
            return _less(stated, computed, grain)
    return _less(computed, stated, grain)


def certain(stated: Side, computed: Side, comparator: str, grain: str) -> str:
    """Whether it must be taken to hold where it is possible: all bounds are known, or an open one cannot matter."""
    whole = f"AND({_bounded(stated)},{_bounded(computed)})"
    match comparator:
        case "=":
            more = f"AND({_bounded(computed)},{_inside(computed, stated, grain)})"
        case "<=":
            more = f"NOT({_less(computed, stated, grain)})"
        case ">=":
            more = f"NOT({_less(stated, computed, grain)})"
        case "<":
            more = f"NOT({_reaches(computed, stated, grain)})"
        case _:
            more = f"NOT({_reaches(stated, computed, grain)})"
    return f"OR({whole},{more})"


def is_certain(stated: Interval, computed: Interval, comparator: str) -> bool:
    """What `certain` gives, of the intervals themselves."""
    if stated.bounded and computed.bounded:
        return True
    match comparator:
        case "=":
            return computed.bounded and stated.hull(computed) == stated
        case "<=":
            return not computed.strictly_below(stated)
        case ">=":
            return not stated.strictly_below(computed)
        case "<":
            return not computed.below(stated)
    return not stated.below(computed)


def exactly(stated: str, computed: str, comparator: str, grain: str) -> str:
    """Whether the order holds of the values as stated, without their rounding."""
    gap = f"({stated}-{computed})"
    return {
        "=": f"ABS({gap})<={grain}",
        "<=": f"{gap}<={grain}",
        ">=": f"{gap}>=-{grain}",
        "<": f"{gap}<-{grain}",
        ">": f"{gap}>{grain}",
    }[comparator]


def tolerance(stated: str, computed: str, one: Side, other: Side) -> str:
    """By how much the two values may differ, in the direction in which they do, for both to be right."""
    known = f"COUNT({stated},{computed},{one.low},{one.high},{other.low},{other.high})<6"
    down = f"({stated}-{one.low})+({other.high}-{computed})"
    up = f"({one.high}-{stated})+({computed}-{other.low})"
    return f'IF({known},"",IF({stated}>={computed},{down},{up}))'


def _reaches(a: Side, b: Side, grain: str) -> str:
    gap = f"{b.high}-{a.low}"
    return f"IF({a.low_open}+{b.high_open}>0,{gap}>{grain},{gap}>=-{grain})"


def _less(a: Side, b: Side, grain: str) -> str:
    return f"{b.high}-{a.low}>{grain}"


def _bounded(side: Side) -> str:
    return f"MAX(-{side.low},{side.high})<{_ENDLESS}"


def _inside(inner: Side, outer: Side, grain: str) -> str:
    low, high = f"({inner.low}-{outer.low})", f"({outer.high}-{inner.high})"
    above = f"OR({low}>{grain},AND(ABS({low})<={grain},OR({inner.low_open}=1,{outer.low_open}=0)))"
    under = f"OR({high}>{grain},AND(ABS({high})<={grain},OR({inner.high_open}=1,{outer.high_open}=0)))"
    return f"AND({above},{under})"
