"""One quantity told in two units side by side: 166680.3平方米(约250亩), 12000万元（折合1.2亿元）."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from gouji.quantity import SCALE_NAMES
from gouji.relations.common.model import Formula, Relation, choose
from gouji.relations.common.reading import POINTS, RATE, SCORE, Mention, Reading

_CUE = r"(?:折合|约合|折算|换算|折|合|即|也就是|相当于|等于)(?:约|后)?(?:为|成)?(?:人民币|约)?"
_APPOSED = re.compile(rf"^[，、]?{_CUE}(?P<each>每公顷|每亩)?$")
_IN_PAREN = re.compile(rf"^（(?:{_CUE})?(?P<each>每公顷|每亩)?$")
_ENDS = re.compile(r"[）；，。、\n]|$")
_SCALES = re.compile("^(?:" + "|".join(SCALE_NAMES) + ")")
_PER_MU = re.compile(r"亩均?产|每亩")
_PER_HECTARE = re.compile(r"每公顷|公顷产")
HECTARE = Decimal(15)
# Surveyors' shorthand: a 亩 is taken as 667 平方米 where the law's 2000/3 is meant.
SHORTHAND_MU = Decimal(667) * 3 / 2000


def propose(reading: Reading) -> list[Relation]:
    """conversion.apposition: the figure in apposition is the one before it in another unit.

    Assumes that a figure alone in parentheses right behind another of the same dimension, or after 折合, 即, 相当于,
    tells the same quantity again: "新增林地3.6万亩（2400公顷）", "下达资金9800万元，折合0.98亿元". A word between them
    that names something else (其中, 含, 水田) makes it a part, and then nothing is proposed; nor for rates, scores and
    currencies.
    """
    found = []
    for first, second in pairwise(reading.mentions):
        if first.sentence == second.sentence and (factor := _factor(reading, first, second)) is not None:
            found.append(_relation(first, second, factor))
    return found


def _factor(reading: Reading, first: Mention, second: Mention) -> Decimal | None:
    """What the first figure's number takes on beside its unit's factor (15: 亩产 -> 每公顷); None: no conversion."""
    if first.dimension != second.dimension or first.dimension in ("", RATE, POINTS, SCORE):
        return None
    between = reading.plain[first.end : second.start]
    cue = _APPOSED.match(between) or _IN_PAREN.match(between)
    if not cue and len(between) < 3:  # 约合 is a qualifier too
        cue = _APPOSED.match(reading.plain[first.end : second.figure.number_start])
    if not cue or not _ENDS.match(reading.plain, second.end):
        return None
    if first.figure.interval is None or second.figure.interval is None:
        return None
    if cue["each"]:
        if "/" in first.figure.unit or "/" in second.figure.unit:
            return None
        if cue["each"] == "每公顷" and _PER_MU.search(first.label):
            return HECTARE
        return 1 / HECTARE if cue["each"] == "每亩" and _PER_HECTARE.search(first.label) else None
    if first.figure.unit == second.figure.unit or (first.unit.counted and _base(first) != _base(second)):
        return None
    return Decimal(1)


def _base(mention: Mention) -> str:
    return _SCALES.sub("", mention.figure.unit)


def _relation(first: Mention, second: Mention, factor: Decimal) -> Relation:
    a, b = first.figure, second.figure
    name = f"{first.label[-16:]}" or "同一数量"
    readings = [
        Relation(
            "conversion",
            "conversion.apposition",
            b,
            (a,),
            Formula("linear", (ratio,)),
            ("converted", "stated"),
            zh=f"“{name}”{a.text}换算后应为{b.text}，两种单位说的是同一数量",
            en=f"“{name}”: {a.text} should equal {b.text}, one quantity in two units",
        )
        for ratio in _ratios(a.unit, b.unit, factor)
    ]
    return choose(readings)


def _ratios(first: str, second: str, factor: Decimal) -> list[Decimal]:
    units = {_SCALES.sub("", first), _SCALES.sub("", second)}
    if units == {"亩", "平方米"} and factor == 1:
        return [factor, SHORTHAND_MU if first.endswith("亩") else 1 / SHORTHAND_MU]
    return [factor]
