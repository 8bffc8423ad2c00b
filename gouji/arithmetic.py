"""Arithmetic that prose writes out: 预算执行率=（支出数/预算数）×100%=（486.5/500）×100%=97.3%, 97.3%（486.5÷500）, 320+580=900公里.

Assumptions: what stands on the left of the last = is worked out to what stands on its right; names may stand before a number, and its
unit behind it; × 100% turns a quotient into a rate. Dates and codes with strokes are followed by no = and stand behind no rate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_UNSIGNED = r"\d[\d,]*(?:\.\d+)?"
_NUMBER = rf"[-+]?{_UNSIGNED}"
_UNIT = r"(?:[百千万亿]{0,2}(?![^\W\d_]{0,3}[率年度])[\u4e00-\u9fff]{0,3}|)"
_NAME = r"(?:[\u4e00-\u9fff“”]{0,16})"
_PERCENT = r"\s?(?:[×*xX]\s?100\s?%?)?"


def _term(name: str) -> str:
    return rf"{_NAME}(?P<{name}>{_NUMBER}){_UNIT}"


_QUOTIENT = rf"(?P<a>(?<![\d.,/÷／]){_NUMBER}){_UNIT}）?\s?[/÷／]\s?（?{_term('b')}）?{_PERCENT}"
_MADE, _BRACKET = re.compile(r"[=≈]\s?[-+]?\d"), re.compile(r"%（[^）]*[/÷／]")  # what none is written without, and is quickly found
_FORMS = (
    ("quotient", _MADE, re.compile(rf"{_QUOTIENT}）?\s?[=≈]\s?(?P<made>{_NUMBER})\s?%")),
    ("quotient", _BRACKET, re.compile(rf"(?P<made>{_NUMBER})\s?%（{_NAME}{_QUOTIENT}）")),
    (
        "growth",
        _MADE,
        re.compile(
            rf"（{_NAME}(?P<a>{_UNSIGNED}){_UNIT}-{_term('b')}）\s?[/÷／]\s?{_term('c')}[]）〕】]?{_PERCENT}\s?[=≈]\s?(?P<made>{_NUMBER})\s?%"
        ),
    ),
)
_SUM = re.compile(rf"(?<![\d.,/÷×*-]){_UNSIGNED}{_UNIT}(?:[+-]{_NAME}{_UNSIGNED}{_UNIT})+=(?P<made>{_NUMBER})")
_SUMMED = re.compile(rf"(?P<sign>[+-]?)[^\d+-]*(?P<number>{_UNSIGNED})")


@dataclass(frozen=True)
class Worked:
    """One formula: `kind` quotient | growth | sum; the places of its numbers, in the working text, and of what they make.

    `signs`: of a sum's terms, 1 or -1. A growth tells now, then and then again."""

    kind: str
    terms: tuple[int, ...]
    made: int
    signs: tuple[int, ...] = ()


@lru_cache(maxsize=4)
def find(plain: str) -> tuple[Worked, ...]:
    """The formulas of a text (a working text, see `document`), in its order."""
    found = []
    for kind, sign, form in _FORMS:
        for match in form.finditer(plain) if sign.search(plain) else ():
            names = [name for name in ("a", "b", "c") if name in match.groupdict()]
            found.append(Worked(kind, tuple(_begin(match, name) for name in names), _begin(match, "made")))
    for match in _SUM.finditer(plain) if _MADE.search(plain) else ():
        terms = list(_SUMMED.finditer(plain, match.start(), match.start("made") - 1))
        found.append(
            Worked("sum", tuple(term.start("number") for term in terms), _begin(match, "made"), tuple(-1 if term["sign"] == "-" else 1 for term in terms))
        )
    grown = {each.made for each in found if each.kind == "growth"}
    found = [each for each in found if each.kind != "quotient" or each.made not in grown]
    return tuple(sorted(found, key=lambda each: each.terms))


def lend(formulas: Sequence[Worked], units: Mapping[int, str]) -> dict[int, str]:
    """The units of numbers that have none (by place), where others of their formula have one, and the same: 3000+5000=8000万元; （486.5/500万元）."""
    lent = {}
    for formula in formulas:
        places = (*formula.terms, formula.made) if formula.kind == "sum" else formula.terms
        told = {units[place] for place in places if units.get(place)}
        if len(told) == 1:
            lent |= {place: next(iter(told)) for place in places if place in units and not units[place]}
    return lent


def _begin(match: re.Match[str], name: str) -> int:
    """Where a number's digits begin, behind its sign."""
    return match.start(name) + (match[name][0] == "+")
