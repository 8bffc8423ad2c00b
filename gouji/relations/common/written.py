"""A relation's arithmetic in words: 17 + 5 + 2 = 24."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from gouji.interval import plain, rounded

if TYPE_CHECKING:
    from gouji.relations.common.model import Relation


def written(relation: Relation) -> str:
    """The computed side and what it was held against: 17 + 5 + 2 = 24 ≠ 22."""
    words = [
        figure.number.replace(" ", "") + ("" if figure.unit == relation.stated.unit else figure.unit)
        for figure in relation.operands
    ]
    left = relation.formula.written(words)
    told = "" if relation.formula.kind == "constant" else told_value(relation)
    return f"{left} = {told}" if told else left


def told_value(relation: Relation) -> str:
    """The computed value as statements tell it; empty where there is none."""
    if ("shown",) not in relation.known:
        relation.known["shown",] = "" if relation.computed is None else shown(relation.computed, relation)
    return relation.known["shown",]


def shown(value: Decimal, relation: Relation) -> str:
    """A computed value with as many decimals as its statement has, and two more for a quotient."""
    places = relation.shown_places
    told = rounded(value, places)
    return (
        plain(told)
        if relation.formula.kind != "linear" or told == told.to_integral_value()
        else format(told, "f").rstrip("0").rstrip(".")
        if places > 2
        else format(told, "f")
    )
