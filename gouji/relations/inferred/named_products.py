"""Amounts that a price and a number told elsewhere make: 县道每公里7000元、乡道3500元, of lengths told chapters ago, 测算需278.74万元.

Assumptions about the language:
- a price stands at most a few figures before its amount, after 每, 人均 or in a unit that says so; in a list the next prices are of
  the same things (县道每公里7000元、乡道3500元);
- its number is counted in what the price is for, and bears the price's or the amount's own name where several are told.
Which number it is, the numbers must say (see `evidence`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gouji.patterns import compiled
from gouji.quantity import unit
from gouji.relations.common.evidence import CHANCE, digits, inferred_of, said
from gouji.relations.common.lists import OTHER_TIME
from gouji.relations.common.model import Formula, Relation
from gouji.relations.common.naming import chunks
from gouji.relations.common.reading import MONEY, Mention, Reading
from gouji.relations.ratio.means import counts_for
from gouji.relations.ratio.named_means import name_of

DIGITS, PRICES, NUMBERS, BACK, BEFORE = 3, 6, 8, 200, 16
_EACH = re.compile(
    r"每年?每?(?:个|名|位)?(?P<of>平方公里|平方米|立方米|公里|公顷|人次|场次|[\u4e00-\u9fff])(?:每?年)?(?P<month>每月|每个月|/月)?[^，。；\d]{0,10}$"
    r"|(?P<by>[人户亩车生])均[^，。；\d]{0,10}$"
)
_PER = re.compile(r"/(?P<of>平方米|立方米|公里|公顷|人次|[\u4e00-\u9fff])(?P<month>[·/]?月)?$")


@dataclass(frozen=True)
class Price:
    mention: Mention
    of: str
    monthly: bool


def inferred(reading: Reading, explained: set[tuple[str, str]]) -> Iterator[Relation]:
    """ratio.evident_price: for each amount of money that no tie of words makes a product."""
    prices = _prices(reading)
    if not prices:
        return
    numbers = {of: [n for n in reading.mentions if _number(n, of)] for of in {price.of for price in prices}}
    for total in reading.mentions:
        if total.dimension != MONEY or not said(total) or not total.figure.value or digits(total.figure) < DIGITS:
            continue
        if (total.figure.id, "ratio") not in explained and (relation := _of(reading, total, prices, numbers)) is not None:
            yield relation


def _prices(reading: Reading) -> list[Price]:
    found: list[Price] = []
    for m in reading.mentions:
        if m.dimension.partition("/")[0] != MONEY or not m.figure.value or m.figure.qualifier != "exact":
            continue
        told = _EACH.search(m.lead[-20:]) or _PER.search(m.figure.unit)
        if told is not None:
            of = told["of"] or told.groupdict().get("by") or ""
            found.append(Price(m, of, bool(told["month"]) or "月" in m.lead[-6:]))
        elif found and found[-1].mention.index == m.index - 1 and compiled(r"[、，和][^，。；\d]{1,8}").fullmatch(m.lead) and m.figure.unit == found[-1].mention.figure.unit:
            found.append(Price(m, found[-1].of, found[-1].monthly))
    return found


def _number(mention: Mention, of: str) -> bool:
    """Whether a figure may be how many a price is told for."""
    return counts_for(mention, of) and said(mention) and bool(mention.figure.value) and not OTHER_TIME.search(mention.lead[-10:])


def _of(reading: Reading, total: Mention, prices: list[Price], numbers: dict[str, list[Mention]]) -> Relation | None:
    near = [p for p in prices if 0 < total.index - p.mention.index <= BEFORE][-PRICES:]
    if not near:
        return None
    spent, share = 0.0, 10.0**-total.figure.places * float(total.unit.factor) / total.size
    tries = []
    for price in near:
        words = chunks(name_of(reading, price.mention)) | chunks(name_of(reading, total))
        each = 1.0 if "/" in price.mention.figure.unit else float(unit(price.of).factor)
        last = min(total.index + 2, len(reading.mentions) - 1)
        own = numbers[price.of]
        begin, end = (bisect_left(own, at, key=_index) for at in (total.index - BACK, last + 1))
        for n in reversed(own[begin:end]):
            at = last - n.index
            tries.append((2 * len(words & chunks(name_of(reading, n))) - (at > 8), -at, price, n, each))
    if digits(total.figure) == DIGITS:
        tries = [each for each in tries if each[0] > 0]  # so few digits fit easily: the names must meet
    tries.sort(key=lambda entry: entry[:2], reverse=True)
    for _, _, price, number, each in tries[: PRICES * NUMBERS]:
        for times in (12, 1) if price.monthly else (1,):
            spent += 2 * share
            if spent > CHANCE:
                return None
            if abs(number.size * price.mention.size / each * times / total.size - 1) <= share + 0.001:
                relation = _product(total, price, number, each, times)
                if relation.holds:
                    return relation
    return None


def _index(mention: Mention) -> int:
    return mention.index


def _product(total: Mention, price: Price, number: Mention, each: float, times: int) -> Relation:
    factor = Decimal(str(each)) if each == int(each) else unit(price.of).factor
    t, n, p, by = total.figure.text, number.figure.text, price.mention.figure.text, f"×{times}" if times != 1 else ""
    formula = Formula("product", (factor / times,) if factor != times else ())
    zh = f"{total.label[-10:]}{t}应等于{number.label[-10:]}{n}×{p}{by}"
    en = f"{t} should equal {n} × {p}{by.replace('×', ' × ')}"
    return inferred_of("ratio", "evident_price", total, (number, price.mention), formula, ("total", "number", "price"), zh, en)
