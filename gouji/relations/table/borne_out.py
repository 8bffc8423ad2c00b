"""grid.borne_out: what the numbers of a table say of its columns (or rows) where their heads do not.

Basis: a table's structure is one for all its rows, so that an equation which the numbers of nearly all of them bear out, digit for
digit, is how the table was made, whatever its heads are called: 件数小计 beside two sources, 增减 under heads that fell apart. Assumes
that a handful of digits (`_EVIDENCE`) do not agree by accident; an equation with a rival of other columns that fits as well is left
open. What misses it is no tie unless one slip of the pen explains the miss.
Example: a|b|c / 2479|692|3171 / 1906|494|2400 / 2913|937|3850: c = a + b in each row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log10

from gouji.figures import Figure
from gouji.quantity import unit
from gouji.relations.common.model import GROWTH, RATIO, Formula, Relation, linear
from gouji.relations.common.reading import POINTS, RATE
from gouji.relations.table.views import Series, View, name_of, one_unit, usable, where, with_unit

_EVIDENCE = 7.0  # digits, over all cases together, that must agree
_ROWS = 3  # cases that must bear it out, where two tell fewer digits than `_IN_TWO`
_IN_TWO = 9.0
_REACH = 4  # how far from the result a column that it is made of may stand
_LONGEST = 14  # parts of a sum
_PER_CENT = 100.0


@dataclass(frozen=True)
class _Column:
    """A series in numbers: per case its value in base units and half a unit of its last digit; None where there is none."""

    at: int
    values: tuple[float | None, ...]
    halves: tuple[float, ...]
    rate: bool


@dataclass(frozen=True)
class _Way:
    """An equation between columns, and how well the numbers bear it out."""

    kind: str
    target: int
    parts: tuple[int, ...]
    evidence: float
    held: int
    missed: int


def propose(view: View, known: Sequence[Relation]) -> Iterator[Relation]:
    """The ties of one table, seen by its columns or by its rows, for what no tie of it that is `known` states yet."""
    tied = frozenset(r.stated.id for r in known)
    told = {frozenset(f.id for f in r.figures) for r in known}
    for ties in _found(view.series, [where(view, case) for case in range(len(view.cases))], tied, "grid.borne_out"):
        if sum(frozenset(f.id for f in tie.figures) in told for tie in ties) * 2 < len(ties):
            yield from ties


def equations(series: Sequence[Series], cases: Sequence[str], rule: str) -> Iterator[Relation]:
    """The ties of series that no table holds: lists that tell the same items."""
    for ties in _found(series, [f"“{case}”" for case in cases], frozenset(), rule):
        yield from ties


def _found(series: Sequence[Series], cases: Sequence[str], tied: frozenset[str], rule: str) -> Iterator[list[Relation]]:
    columns = [_column(at, each) for at, each in enumerate(series)]
    if len(cases) < 2 or len(columns) < 3:
        return
    stated = {c.values for c in columns if _stated(series[c.at], tied)}
    open_ = [c for c in columns if _told(c) >= 2 and c.values not in stated]  # nor what only tells again what is stated
    ways = [way for column in open_ if (way := _way(column, columns)) is not None]
    for way in _apart(ways):
        yield list(_ties(series, cases, columns, way, rule))


def _column(at: int, series: Series) -> _Column:
    values: list[float | None] = []
    halves: list[float] = []
    told = [f for case in range(len(series.entries)) if (f := series.figure(case)) is not None and usable([f])]
    rate = bool(told) and all(_is_rate(f) for f in told)
    for case in range(len(series.entries)):
        figure = series.figure(case)
        if figure is None or not usable([figure]) or _is_rate(figure) is not rate:  # a rate among a row's amounts is made of none
            values.append(None)
            halves.append(0.0)
            continue
        factor = 1.0 if rate else float(unit(figure.unit).factor)
        values.append(float(figure.value) * factor)
        halves.append(0.5 * 10.0**-figure.places * factor)
    return _Column(at, tuple(values), tuple(halves), rate)


def _is_rate(figure: Figure) -> bool:
    return unit(figure.unit).dimension in (RATE, POINTS)


def _told(column: _Column) -> int:
    return sum(bool(value) for value in column.values)


def _stated(series: Series, tied: frozenset[str]) -> bool:
    """Whether most of its figures are stated by a tie already."""
    figures = [f for case in range(len(series.entries)) if (f := series.figure(case)) is not None]
    return sum(f.id in tied for f in figures) * 2 > len(figures)


def _way(target: _Column, columns: Sequence[_Column]) -> _Way | None:
    """The equation that makes this column; None where none does, or two do as well."""
    found = [way for way in _ways(target, columns) if way.evidence >= _EVIDENCE and way.missed * 3 <= way.held]
    found = [way for way in found if way.held >= _ROWS or way.held == 2 and not way.missed and way.evidence >= _IN_TWO]
    if not found:
        return None
    best = max(found, key=lambda way: (way.held - way.missed, way.evidence, -len(way.parts)))
    rivals = [way for way in found if way is not best and way.held - way.missed >= best.held - best.missed]
    if rivals and all(_alike(way, best, columns) for way in rivals):
        return min((best, *rivals), key=lambda way: sum(abs(at - way.target) for at in way.parts))
    return best if not rivals or all({*way.parts} == {*best.parts} or len(way.parts) > len(best.parts) for way in rivals) else None


def _alike(way: _Way, other: _Way, columns: Sequence[_Column]) -> bool:
    """Whether two equations are one but for columns that tell the same numbers (预算 and 执行, where all was spent)."""
    alike = way.kind == other.kind and len(way.parts) == len(other.parts)
    return alike and all(columns[a].values == columns[b].values for a, b in zip(way.parts, other.parts, strict=True))


def _ways(target: _Column, columns: Sequence[_Column]) -> Iterator[_Way]:
    at = target.at
    beside = [c for c in columns if c.at != at and abs(c.at - at) <= _REACH and _told(c)]
    amounts = [c for c in beside if not c.rate]
    if not target.rate:
        for step in (1, -1):
            run: list[_Column] = []
            for place in range(at + step, len(columns) if step > 0 else -1, step):
                if columns[place].rate or len(run) == _LONGEST:
                    break
                run.append(columns[place])
                if len(run) > 1:
                    yield _tried("sum", target, run)
        for a in amounts:
            for b in amounts:
                if a is not b:
                    yield _tried("difference", target, (a, b))
        return
    for a in amounts:
        for b in amounts:
            if a is not b:
                yield _tried("ratio", target, (a, b))
                yield _tried("growth", target, (a, b))
    rates = [c for c in beside if c.rate]
    for a in rates:
        for b in rates:
            if a is not b:
                yield _tried("difference", target, (a, b))


def _tried(kind: str, target: _Column, parts: Sequence[_Column]) -> _Way:
    evidence, held, missed = 0.0, 0, 0
    for case, stated in enumerate(target.values):
        values = [part.values[case] for part in parts]
        if stated is None or any(value is None for value in values) and (kind != "sum" or sum(v is not None for v in values) < 2):
            continue
        told = _computed(kind, [v or 0.0 for v in values], [part.halves[case] for part in parts])
        if told is None:
            continue
        computed, slack, bears = told
        slack += target.halves[case]
        if abs(computed - stated) > slack * 1.001:
            missed += bool(bears or stated)
            if missed * 3 > len(target.values) - missed:
                break  # the rest cannot make up for it
        elif bears and stated:
            held += 1
            evidence += max(0.0, log10(max(abs(stated), slack) / slack))
    return _Way(kind, target.at, tuple(part.at for part in parts), evidence, held, missed)


def _computed(kind: str, values: Sequence[float], halves: Sequence[float]) -> tuple[float, float, bool] | None:
    """The value, how far it may be off by rounding, and whether it says anything: x + 0 = x and 100% of x do not."""
    if kind == "sum":
        return sum(values), sum(halves), sum(bool(v) for v in values) > 1
    a, b = values
    if kind == "difference":
        return a - b, sum(halves), bool(a and b)
    if not b:
        return None
    off = _PER_CENT * (halves[0] / abs(b) + abs(a) * halves[1] / b**2)
    rate = _PER_CENT * a / b
    return (rate, off, a not in (0.0, b)) if kind == "ratio" else (rate - _PER_CENT, off, a not in (0.0, b))


def _apart(ways: Sequence[_Way]) -> list[_Way]:
    """One equation for the same columns: c = a + b and a = c - b are one, told as the sum."""
    kept: dict[frozenset[int], _Way] = {}
    for way in sorted(ways, key=lambda way: way.kind != "sum"):
        kept.setdefault(frozenset((way.target, *way.parts)), way)
    return list(kept.values())


_FORMULAS = {"difference": Formula("linear", (Decimal(1), Decimal(-1))), "ratio": RATIO, "growth": GROWTH}
_ROLES = {"difference": ("difference", "whole", "less"), "ratio": ("rate", "part", "base"), "growth": ("change", "now", "then")}


def _ties(series: Sequence[Series], cases: Sequence[str], columns: Sequence[_Column], way: _Way, rule: str) -> Iterator[Relation]:
    target = series[way.target]
    for case, name in enumerate(cases):
        if columns[way.target].values[case] is None:
            continue
        stated = target.figure(case)
        parts = [series[at].figure(case) for at in way.parts]
        if way.kind == "sum":
            parts = [part for part in parts if part is not None]
        if len(parts) < 2 or not usable([stated, *parts]):
            continue
        if way.kind in ("ratio", "growth") and not parts[1].value or not one_unit(parts):
            continue
        if any(f.value for f in (stated, *parts)):
            yield _tie(name_of(target.words), name, way, rule, stated, parts)


def _tie(head: str, case: str, way: _Way, rule: str, stated: Figure, parts: Sequence[Figure]) -> Relation:
    formula = linear(len(parts)) if way.kind == "sum" else _FORMULAS[way.kind]
    roles = ("whole", *("part",) * len(parts)) if way.kind == "sum" else _ROLES[way.kind]
    written = formula.written([with_unit(f) for f in parts])
    named = f"“{head}”" if head else ""
    return Relation(
        way.kind,
        rule,
        stated,
        tuple(parts),
        formula,
        roles,
        f"{case}{named}{with_unit(stated)}应等于{written}（同列{way.held}处数字均如此）",
        f"{with_unit(stated)} of {case or head} should equal {written}, as {way.held} places beside it do",
        strict=False,
    )
