"""A whole and its parts as a tie, and whether parts may be a whole's at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gouji.lazily import cached_property
from gouji.relations.common.model import Relation, linear
from gouji.relations.common.reading import MONEY, Mention, Reading

_SHARE = re.compile(r"[，、（]?(?:约|各)?占(?:比|[^，。；：、（）\d]{0,12}的?)?(?:约|为|达)?")

_POWERS = tuple(10.0**k for k in (1, 2, 3, 4, -1, -2, -3, -4))

ABOUT = Decimal("1.6")  # a whole further from what its parts' shares imply is another one


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


class Parts:
    """Parts of a list, and about what they may come to in base units: for a quick look at many wholes."""

    def __init__(self, parts: Iterable[Mention]) -> None:
        self.mentions = list(parts)
        self.total = sum(p.size for p in self.mentions)

    @cached_property
    def _span(self) -> tuple[float, float, float] | None:
        """The least and the most that they come to, and how far their last decimals reach; None where one is open."""
        spans = [_span(part) for part in self.mentions]
        return None if None in spans else tuple(map(sum, zip(*spans, strict=True)))

    def far_from(self, whole: Mention) -> bool:
        """Whether they miss their whole by more than a fifth, however all of them were rounded or cut off. In floating point,
        with room to spare: where it says no, they may."""
        if not whole.size or not self.total or abs(self.total / whole.size - 1) < 0.21:
            return False
        own, span = _span(whole), self._span
        if own is None or span is None:
            return False
        room = 2 * (own[2] + span[2])
        return span[0] - room > own[1] or span[1] + room < own[0]


def a_part_off(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a whole is told as what its parts, three or more, come to without one of them, or with one of them twice."""
    sizes = [p.figure.value * p.unit.factor for p in parts if p.figure.value is not None]
    gap = abs(sum(sizes, Decimal(0)) - whole.figure.value * whole.unit.factor)
    return len(sizes) == len(parts) > 2 and any(size == gap and len(p.figure.value.as_tuple().digits) > 1 for size, p in zip(sizes, parts, strict=True))


def a_unit_off(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts of money make their whole to the digit, were one of them told in 万元 that is told in 元: 85万元（甲13万元，乙72元）."""
    if whole.dimension != MONEY or any(p.figure.value is None or p.dimension != MONEY for p in parts):
        return False
    total, sizes = whole.figure.value * whole.unit.factor, [p.figure.value * p.unit.factor for p in parts]
    rest = sum(sizes, Decimal(0))
    own = [size for size, p in zip(sizes, parts, strict=True) if size and p.figure.unit == "元" and whole.figure.unit != "元"]
    return len(parts) > 1 and any(rest - size + size * 10_000 == total for size in own)


def _span(mention: Mention) -> tuple[float, float, float] | None:
    """The least and the most that a figure may mean, and its last decimal, in base units; None where it is open."""
    figure, factor = mention.figure, float(mention.unit.factor)
    if figure.interval is None or not figure.interval.bounded or figure.qualifier == "less_than":
        return None  # 不足5万 is borne out by anything less
    return float(figure.interval.low) * factor, float(figure.interval.high) * factor, 10.0**-figure.places * factor


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


def shared_out(reading: Reading, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether each part tells its share right behind it (but one of nought), the shares come to 100%, and they are of about
    this whole: then the parts are all of it."""
    shares = []
    implied = Decimal(0)
    for part in parts:
        following = reading.mentions[part.index + 1 : part.index + 2]
        share = following and following[0].rate and _SHARE.fullmatch(following[0].lead) and following[0].figure.value is not None
        if share:
            shares.append(following[0].figure)
            if following[0].figure.value:
                implied = max(implied, part.figure.value * part.unit.factor * 100 / following[0].figure.value)
        elif part.figure.value:
            return False
    off = sum((Decimal(1).scaleb(-figure.places) for figure in shares), Decimal(0))  # rounded or cut off
    own = whole.figure.value * whole.unit.factor
    of_it = bool(own and implied) and 1 / ABOUT <= implied / own <= ABOUT
    return of_it and len(shares) >= 2 and abs(sum((figure.value for figure in shares), Decimal(0)) - 100) <= off
