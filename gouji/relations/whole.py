"""A whole and its parts as a tie, and whether parts may be a whole's at all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.relations.model import Relation, linear
from gouji.relations.reading import Mention


def total_of(whole: Mention, parts: Sequence[Mention], rule: str, strict: bool) -> Relation:
    figures = tuple(part.figure for part in parts)
    named = "、".join(_named(part) for part in parts)
    return Relation(
        "sum",
        rule,
        whole.figure,
        figures,
        linear(len(figures)),
        ("whole", *("part",) * len(figures)),
        f"{_named(whole)}应等于各部分之和：{named}",
        f"{whole.figure.text} should be the sum of its parts: {', '.join(figure.text for figure in figures)}",
        strict=strict,
    )


def _named(mention: Mention) -> str:
    return f"{mention.label[-16:]}{mention.figure.text}"


def comparable(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts may be a whole's at all: their sum is of its size, or off by a power of ten, as after a slip of the point
    or the unit."""
    total = sum((p.figure.value * p.unit.factor for p in parts), Decimal(0))
    value = whole.figure.value * whole.unit.factor
    if not total or not value:
        return True
    off = abs(total / value)
    return Decimal("0.5") <= off <= 2 or any(
        abs(off.scaleb(k) - 1) < Decimal("0.02") for k in (1, 2, 3, 4, -1, -2, -3, -4)
    )
