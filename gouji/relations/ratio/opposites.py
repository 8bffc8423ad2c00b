"""Rates of an outcome and of its opposite: 逮捕25人，不捕24人，不捕率48.98%; 合格380批次，不合格20批次，合格率95%.

Basis: part / (part + opposite). Assumes that an amount whose name is another's with 不 or 未 before it, right beside that other and in
its unit, is its opposite, and that a rate under the name of either is of the two together. Where a third outcome (基本满意) is told right behind
them, nothing is said; a whole told before them is `rates`' own base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.lists import amount
from gouji.relations.common.model import Relation, choose, worded
from gouji.relations.common.naming import share_of_all
from gouji.relations.common.reading import Mention, Reading

_NOT = re.compile(r"(?:不予?|未|没有)(?P<stem>[\u4e00-\u9fff]{1,4})$")
_RATE = re.compile(r"(?P<name>[\u4e00-\u9fff]{1,6}?)率(?:为|是|达到?|仅)?$")
_NEGATED = re.compile(r"[不未非][^，。；\d]{0,4}率")
NEAR = Decimal("0.05")  # a miss that is a slip of the rate, not another whole
FAR = 6  # figures between two rates that make 100%
REACH = 4  # figures between the two and their rate


def propose(reading: Reading) -> list[Relation]:
    """Each rate told behind two opposite outcomes, under the name of one of them."""
    found: list[Relation] = []
    for told in reading.by_sentence.values():
        for one, other in zip(told, told[1:], strict=False):
            if not (amount(one) and amount(other)) or one.figure.unit != other.figure.unit:
                continue
            words = (_words(one), _words(other))
            stem = _opposites(*words)
            if stem:
                found += _told(told, one, other, words, stem)
        for at in range(len(told) - 4):
            if (relation := _of_two_measures(told[at : at + 5])) is not None:
                found.append(relation)
    return found


def _of_two_measures(told: list[Mention]) -> Relation | None:
    """起诉348件427人，不起诉48件55人，不起诉率p%: of the cases, or of the persons."""
    a, a2, b, b2, rate = told
    twins = a2.start == a.end and b2.start == b.end and (a.figure.unit, a2.figure.unit) == (b.figure.unit, b2.figure.unit)
    name = _RATE.search(rate.lead) if twins and rate.rate and rate.figure.value is not None and all(map(amount, told[:4])) else None
    words = [compiled(r"（[^（）]*）").sub("", m.lead).rstrip("共计为是了有达约的") for m in (a, b)]
    stem = _opposites(*words) if name is not None else ""
    if not stem or not set(stem) & set(name["name"]):
        return None
    negative = bool(compiled("不|未").search(name["name"]))
    pairs = [(p, q) if bool(_NOT.search(words[0])) == negative else (q, p) for p, q in ((a2, b2), (a, b))]
    relation = choose([_of_both(rate, part, rest, name["name"]) for part, rest in pairs])
    return worded(relation, strict=relation.off <= NEAR)  # no third pair is there that it could be of


def _words(mention: Mention) -> str:
    return (mention.label or mention.lead).rstrip("共计为是了有达约的")


def _opposites(a: str, b: str) -> str:
    """The stem that one of two names has with 不 or 未, and the other without; "" where they are none."""
    for negated, plain in ((a, b), (b, a)):
        match = _NOT.search(negated)
        if match is not None and not _NOT.search(plain) and not compiled("基本|比较").search(plain) and match["stem"][:2] in plain[-6:]:
            return match["stem"]
    return ""


def _told(told: list[Mention], one: Mention, other: Mention, words: tuple[str, str], stem: str) -> Iterator[Relation]:
    at = other.index - told[0].index
    if any(amount(m) and m.figure.unit == one.figure.unit and m.lead[:1] in "、，" and set(stem) & set(m.label) for m in told[at + 1 : at + 2]):
        return  # a third outcome
    for rate in told[at + 1 : at + 1 + REACH]:
        name = _RATE.search(rate.lead) if rate.rate and rate.figure.value is not None else None
        if name is None or not set(stem) & set(name["name"]):
            continue
        negative = bool(compiled("不|未").search(name["name"]))
        part, rest = (one, other) if bool(_NOT.search(words[0])) == negative else (other, one)
        yield _of_both(rate, part, rest, name["name"])


def _of_both(rate: Mention, part: Mention, rest: Mention, name: str) -> Relation:
    return share_of_all(rate, part, [rest], "ratio.opposites", f"{name}率", strict=False, reach=NEAR)


def in_pairs(reading: Reading, rate: Mention) -> Relation | None:
    """批准54人，批捕率94.74%；不批准3人，不捕率5.26%: two rates that make 100%, each behind an amount of its own, are of the two amounts
    together, whatever was told before them (受理58人). Only such as holds."""
    name = _RATE.search(rate.lead)
    part = _own(reading, rate)
    if name is None or part is None:
        return None
    for other in reading.mentions[max(0, rate.index - FAR) : rate.index + FAR + 1]:
        if other is rate or not other.rate or other.sentence != rate.sentence or _RATE.search(other.lead) is None:
            continue
        if other.figure.unit != rate.figure.unit or other.figure.value is None or other.figure.value + rate.figure.value != 100:
            continue
        rest = _own(reading, other)
        if rest is None or rest is part or rest.figure.unit != part.figure.unit or not _NEGATED.search(rate.lead + other.lead):
            continue
        if any(m.size == part.size + rest.size and m.dimension == part.dimension for m in reading.before(rate.start, 3) if m.quantity):
            return None  # 审结235人，其中批准187人…；不捕48人: their sum is told, and they are of it
        tie = _of_both(rate, part, rest, name["name"])
        return tie if tie.holds else None
    return None


def _own(reading: Reading, rate: Mention) -> Mention | None:
    """The amount that a rate stands behind in its part of the sentence; a change may stand between."""
    before = [m for m in reading.mentions[max(0, rate.index - REACH) : rate.index] if m.segment == rate.segment and m.sentence == rate.sentence]
    return next((m for m in reversed(before) if amount(m)), None)
