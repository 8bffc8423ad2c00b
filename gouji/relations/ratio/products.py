"""Prices by the piece: 县道412.7公里，按每公里7000元补助，需288.89万元. Basis: number × price = amount, by the month over its months.

Assumptions about the language:
- a price is told after 每 and what it is for (每亩, 每人每月), or in a unit that says so (元/亩, 元/人·月); it is said of the number
  of that thing told nearest before it in its sentence, else right behind it, and else of the one told with the amount;
- the amount stands behind the price (共需, 发放, 计, 补助), in its sentence or in the next;
- a price by the month is paid for twelve months, or for those that the sentence tells.
Words do not demand it, for others may be paid too; a miss is a mistake where it is near.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gouji.quantity import unit
from gouji.relations.common.lists import OTHER_TIME, amount, is_change
from gouji.relations.common.model import Formula, Relation, choose
from gouji.relations.common.reading import MONEY, Mention, Reading

NEAR = 300  # characters back to the places that each get a price
LIKELY = Decimal("0.03")
_EACH = re.compile(
    r"(?:每年?|按)?每个?(?P<of>公里|平方米|公顷|立方米|[人名户亩吨公辆头只个所村床生座盏家座处台套次株具对县乡镇区市州校院站])(?:每?学?[年生])?(?P<month>每月|每个月|/月)?[^，。；、每]{0,8}$"
)
_PER = re.compile(r"/(?P<of>公里|平方米|公顷|立方米|[人名户亩吨辆头只个所村床生座盏家处台套次株具对])(?P<month>[·/]?月)?")
_PAYS = re.compile(r"需|计|发放|补助|补贴|支付|兑现|兑付|资金|拨付|支出|落实|下达|安排|投入|投资|奖补|资助|减免|收入|[，、]$")
_MONTHS = re.compile(r"(?<!\d)([1-9]\d?)个月")
_PLACES = frozenset("县乡镇区市州校院站")
_SAME = {"名": "人", "生": "人"}


def propose(reading: Reading) -> list[Relation]:
    """ratio.price: the amounts that a price and a number make."""
    if "每" not in reading.plain and "/" not in reading.plain:
        return []
    found: list[Relation] = []
    prices: dict[str, list[Mention]] = {}
    for price in reading.mentions:
        if not price.dimension.startswith(MONEY) or price.figure.value is None or is_change(price):
            continue
        if "均" in price.lead[-10:]:
            continue  # 平均每辆2.24万元 was worked out from the amount, and rounded: see means
        told = _EACH.search(price.lead[-16:]) or _PER.search(price.figure.unit)
        if told is not None:
            of, monthly = _SAME.get(told["of"], told["of"]), bool(told["month"]) or "月" in price.lead[-6:]
            amounts = _amounts(reading, price, of, monthly)
            found += [r for r in amounts if r.holds] if _of_kinds(reading, price) else amounts
            if not monthly:
                prices.setdefault(of, []).append(price)
    tied = {r.stated.id for r in found}
    for of, told_of in prices.items():
        if len({(m.figure.value, m.figure.unit.partition("/")[0]) for m in told_of}) == 1:  # the one price of the text
            found += [r for r in _elsewhere(reading, told_of[0], of) if r.stated.id not in tied]
    return found


def _of_kinds(reading: Reading, price: Mention) -> bool:
    """Whether a parenthesis tells several prices, each of a kind of its own: 补助223万元（C级每户1.5万元、D级每户4.26万元)."""
    beside = reading.mentions[max(0, price.index - 2) : price.index + 3]
    return price.paren >= 0 and sum(m.paren == price.paren and m.dimension == price.dimension for m in beside) > 1


def _elsewhere(reading: Reading, price: Mention, of: str) -> Iterable[Relation]:
    """补贴31250亩，发放资金312.5万元, of a price told in a sentence before: where number and amount stand side by side."""
    for number, total in zip(reading.mentions[price.index + 1 :], reading.mentions[price.index + 2 :], strict=False):
        if number.sentence > price.sentence and total.sentence == number.sentence and _counts(number, of) and _paid(total):
            yield from _likely([_of(total, number, price, of, Decimal(1))])[:1]


def _amounts(reading: Reading, price: Mention, of: str, monthly: bool) -> Iterable[Relation]:
    own = reading.by_sentence.get(price.sentence, [])
    numbers = [m for m in own if _counts(m, of)]
    before = [m for m in numbers if m.index < price.index][::-1]
    if not numbers and of in _PLACES:  # 下达23个县资金；其中，每县a万元，共计b亿元
        before = [m for m in reading.between(max(0, price.start - NEAR), price.start) if _counts(m, of)][::-1]
    behind = [m for m in numbers if price.index < m.index <= price.index + 2]
    after = [m for m in own if m.index > price.index and _paid(m)][:2]
    if not after:
        end = reading.plain.find("\n", price.end)
        after = [
            m
            for m in reading.between(price.end, end if end > 0 else len(reading.plain))
            if m.sentence == price.sentence + 1 and _paid(m)
        ][:1]
    earlier = [m for m in own if m.index < price.index and m.segment == price.segment and _paid(m)][-1:] if not after else []
    readings = [
        _of(total, number, price, of, times)
        for total in (*after, *earlier)
        for number in (*before[:2], *behind[:1])
        for times in _times(reading, price, monthly)
    ]
    relation = choose(_likely(readings))
    if relation is not None:
        yield relation


def _times(reading: Reading, price: Mention, monthly: bool) -> Sequence[Decimal]:
    if not monthly:
        return (Decimal(1),)
    begin, end = reading.sentences[price.sentence]
    months = _MONTHS.search(reading.plain, begin, end)
    return (Decimal(months[1]),) if months else (Decimal(12), Decimal(1))


def _likely(readings: Sequence[Relation]) -> list[Relation]:
    """Those that hold first, then by how near they come: none that is off by ten times was meant."""

    def off(relation: Relation) -> Decimal:
        stated, computed = relation.stated.value, relation.computed
        return abs(computed / stated - 1) if stated and computed else Decimal(9)

    ranked = sorted(readings, key=lambda r: (not r.holds, off(r)))
    return [r for r in ranked if r.holds or off(r) <= 9 or _other_unit(r)]


def _other_unit(relation: Relation) -> bool:
    """Whether an amount would be what a price and a number make if it were told in 元 instead of 万元, or the reverse."""
    stated, computed = relation.stated.value, relation.computed
    times = computed / stated if stated and computed else Decimal(1)
    return any(abs(times / slip - 1) < Decimal("0.001") for slip in (Decimal(10_000), Decimal("0.0001")))


def _of(total: Mention, number: Mention, price: Mention, of: str, times: Decimal) -> Relation:
    each = Decimal(1) if "/" in price.figure.unit else unit(of).factor
    by = f"×{times}" if times != 1 else ""
    return Relation(
        "ratio",
        "ratio.price",
        total.figure,
        (number.figure, price.figure),
        Formula("product", (each / times,) if each != times else ()),
        ("total", "number", "price"),
        f"{total.label[-10:]}{total.figure.text}应等于{number.figure.text}×{price.figure.text}{by}",
        f"{total.figure.text} should equal {number.figure.text} × {price.figure.text}{by.replace('×', ' × ')}",
        strict=False,
        reach=LIKELY if times == 1 else Decimal(0),  # who comes and goes within a year is paid for some months
    )


def _counts(mention: Mention, of: str) -> bool:
    if not amount(mention) or OTHER_TIME.search(mention.lead[-10:]):
        return False
    unit = mention.figure.unit.lstrip("万千百")
    if of in _PLACES:
        return unit == of or unit in ("个", "所") and of in mention.noun[:8]
    return unit.startswith(of) and "/" not in unit or of == "人" and mention.dimension in ("person", "visit")


def _paid(mention: Mention) -> bool:
    return (
        mention.dimension == MONEY
        and amount(mention)
        and bool(_PAYS.search(mention.lead[-12:]))
        and not OTHER_TIME.search(mention.lead[-10:])
    )
