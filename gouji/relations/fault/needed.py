"""What the other figures of a tie need one of them to be, and the tie as it would stand with another number in its place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from gouji.figures import Figure
from gouji.interval import Interval
from gouji.quantity import allowed, unit
from gouji.relations.common.model import HUNDRED, Relation


def required(relation: Relation, position: int) -> Interval | None:
    """The values (in its own unit) that a figure may have so that the others fit; 0 is the stated one."""
    key = ("required", position)
    if key not in relation.known:
        relation.known[key] = _required(relation, position)
    return relation.known[key]


def _required(relation: Relation, position: int) -> Interval | None:
    stated, computed = relation.stated_interval, relation.computed_interval
    if stated is None or computed is None:
        return None
    if relation.comparator != "=":
        return Interval(None, None)
    if position == 0:
        return computed
    try:
        return _solved(relation, position - 1, stated)
    except (ZeroDivisionError, ValueError):
        return None


def _solved(relation: Relation, which: int, stated: Interval) -> Interval | None:
    kind, target = relation.formula.kind, unit(relation.stated.unit).factor
    values = [relation.interval_of(figure) for figure in relation.operands]
    if any(value is None for value in values):
        return None
    factors = [unit(figure.unit).factor for figure in relation.operands]
    if kind == "linear":
        shares = [told * own / target for told, own in zip(relation.formula.factors, factors, strict=True)]
        others = [value.scale(share) for k, (value, share) in enumerate(zip(values, shares, strict=True)) if k != which]
        return stated.without(others).scale(1 / shares[which]) if shares[which] else None
    if kind == "each":
        return stated.scale(target * relation.formula.factors[0] / factors[0])
    if len(values) != 2:
        return None
    other = values[1 - which].scale(factors[1 - which])
    result = stated.scale(target)
    one = Interval.point(1)
    if kind in ("ratio", "mean"):
        if kind == "ratio":
            result = result.scale(1 / HUNDRED)
        elif relation.formula.factors:
            result = result.scale(1 / relation.formula.factors[0])
        solved = result * other if which == 0 else other / result
    elif kind == "product":
        solved = result.scale(relation.formula.factors[0] if relation.formula.factors else Decimal(1)) / other
    elif kind == "growth":
        grown = relation.formula.as_rate(result).scale(1 / HUNDRED) + one
        solved = grown * other if which == 0 else other / grown
    elif kind == "change":
        whole = Interval.point(HUNDRED) / relation.formula.as_rate(result) + Interval.point(relation.formula.factors[0])
        solved = whole * other if which == 0 else other / whole
    elif kind == "completed":
        share = (one - Interval.point(HUNDRED) / result).scale(relation.formula.factors[0])
        solved = other / share if which == 0 else share * other
    else:
        return None
    return solved.scale(1 / factors[which])


def corrected(figure: Figure, value: Decimal, name: str) -> Figure:
    """The figure as it would stand with another value or unit."""
    last = max(0, -value.as_tuple().exponent)
    moved = value != figure.value and value.normalize().as_tuple().digits == figure.value.normalize().as_tuple().digits
    places = last if moved else max(figure.places, last) if value != figure.value else figure.places
    bound = figure.interval is not None and not figure.interval.bounded
    return replace(
        figure,
        value=value,
        unit=name,
        places=places,
        interval=allowed(value, places, figure.qualifier, unit(name), bound),
    )


def replaced(relation: Relation, old: Figure, new: Figure) -> Relation:
    """The relation with one figure in the place of another."""
    place = (old.start, old.end)
    stated = new if (relation.stated.start, relation.stated.end) == place else relation.stated
    operands = tuple(new if (f.start, f.end) == place else f for f in relation.operands)
    return replace(relation, stated=stated, operands=operands)
