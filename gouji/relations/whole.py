"""A whole and its parts as a tie, and whether parts may be a whole's at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.relations.model import Relation, linear
from gouji.relations.reading import Mention, Reading

_SHARE = re.compile(r"[，、（]?(?:约|各)?占(?:比|[^，。；：、（）\d]{0,12}的?)?(?:约|为|达)?")

_POWERS = tuple(10.0**k for k in (1, 2, 3, 4, -1, -2, -3, -4))


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


def far_apart(whole: Mention, parts: Sequence[Mention], total: float) -> bool:
    """Whether parts miss their whole by more than a fifth, however all of them were rounded or cut off. A quick look in
    floating point, with room to spare: where it says no, they may. `total`: the sum of the parts' sizes."""
    if not whole.size or not total or abs(total / whole.size - 1) < 0.21:
        return False
    members = [whole, *parts]
    if any(m.figure.interval is None or not m.figure.interval.bounded or m.figure.qualifier == "less_than" for m in members):
        return False  # 不足5万 is borne out by anything less
    low, high = (sum(float(getattr(p.figure.interval, end)) * float(p.unit.factor) for p in parts) for end in ("low", "high"))
    least, most = (float(end) * float(whole.unit.factor) for end in (whole.figure.interval.low, whole.figure.interval.high))
    room = 2 * sum(10.0**-m.figure.places * float(m.unit.factor) for m in members)
    return low - room > most or high + room < least


def _comparable(value: float, total: float) -> bool | None:
    """What `comparable` says, where floating point is sure of it; None near its bounds."""
    if not value or not total:
        return None
    off = abs(total / value)
    if 0.50001 < off < 1.99999:
        return True
    near = 0.49999 < off < 2.00001 or any(abs(off * size - 1) < 0.02001 for size in _POWERS)
    return None if near else False


def comparable(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts may be a whole's at all: their sum is of its size, or off by a power of ten, as after a slip of the point
    or the unit."""
    if (quick := _comparable(whole.size, sum(p.size for p in parts))) is not None:
        return quick
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
