"""A whole and its parts as a tie, and whether parts may be a whole's at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.relations.model import Relation, linear
from gouji.relations.reading import Mention, Reading

_SHARE = re.compile(r"[，、（]?(?:约|各)?占(?:比|[^，。；：、（）\d]{0,12}的?)?(?:约|为|达)?")


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


def counted_off(reading: Reading, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a number told with the whole says that there are as many parts: 3条26.8公里，其中a、b、c; 分配到7个县：a … g."""
    beside = [reading.mentions[at] for at in (whole.index - 1, parts[0].index - 1) if at >= 0 and at != whole.index]
    told = [m for m in beside if m.end == whole.start or m.index > whole.index and "：" in reading.plain[m.end : parts[0].start]]
    return any(m.unit.counted and not m.unit.scaled and m.figure.qualifier == "exact" and m.figure.value == len(parts) for m in told)


def shared_out(reading: Reading, parts: Sequence[Mention]) -> bool:
    """Whether each part tells its share right behind it (but one of nought) and the shares come to 100%: they are all of it."""
    shares = []
    for part in parts:
        following = reading.mentions[part.index + 1 : part.index + 2]
        share = following and following[0].rate and _SHARE.fullmatch(following[0].lead) and following[0].figure.value is not None
        if share:
            shares.append(following[0].figure)
        elif part.figure.value:
            return False
    off = sum((Decimal(1).scaleb(-figure.places) / 2 for figure in shares), Decimal(0))
    return len(shares) >= 2 and abs(sum((figure.value for figure in shares), Decimal(0)) - 100) <= off
