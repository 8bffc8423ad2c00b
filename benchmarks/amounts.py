"""Quantities of a synthetic report, and how its writer puts their numbers on paper.

A quantity has an exact value in a base unit; what is written is that value in a unit, to some decimals, rounded or cut
off as is the report's habit. Nothing here is shared with gouji, so that an error there cannot hide in the truth.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

# Base units per unit, by what is measured: money in 元, area in 平方米, mass in 公斤, rates in per cent.
UNITS = {
    "元": 1, "万元": 10**4, "亿元": 10**8, "平方米": 1, "亩": Decimal(2000) / 3, "万亩": Decimal(20000000) / 3, "公顷": 10**4,
    "平方公里": 10**6, "公斤": 1, "吨": 1000, "万吨": 10**7, "%": 1, "‰": Decimal("0.1"), "百分点": 1, "万人": 10**4,
    "万人次": 10**4, "万户": 10**4, "万份": 10**4, "公里": 1000, "米": 1, "立方米": 1, "万立方米": 10**4, "亿千瓦时": 1,
}
MEASURED = frozenset(["", *"元 万元 亿元 平方米 亩 万亩 公顷 平方公里 公斤 吨 万吨 % ‰ 百分点 万人 万人次 万户 万份 公里 米 立方米 万立方米 亿千瓦时 分 天 倍".split()])
CHINESE = "零一二三四五六七八九"


@dataclass(eq=False)
class Quantity:
    """One quantity of a report. `exact` counts base units; `places` is how precisely the writer knows it in `unit`."""

    name: str
    exact: Decimal
    unit: str
    places: int = 0

    def stated(self, mode: str, unit: str | None = None, places: int | None = None) -> Decimal:
        """The value as written in a unit, rounded (`round`) or cut off (`cut`)."""
        value = self.exact / factor(unit or self.unit)
        step = Decimal(1).scaleb(-(self.places if places is None else places))
        return value.quantize(step, ROUND_HALF_UP if mode == "round" else ROUND_DOWN)


def factor(unit: str) -> Decimal:
    """Base units in one of `unit`; whatever is counted one by one is its own base unit."""
    return Decimal(UNITS.get(unit.partition("/")[0], 1))


@dataclass(frozen=True)
class Habits:
    """How one writer writes numbers. The same throughout a report, apart from what a style asks for."""

    mode: str = "round"  # or "cut": rates and amounts are cut off instead of rounded
    money: str = "万元"
    money_places: int = 2
    rate_places: int = 2
    grouped: bool = False  # 1,234.56
    wide: bool = False  # １２３．４５
    wide_percent: bool = False  # ％
    drop_zeros: bool = False  # 50 instead of 50.00
    spaced: bool = False  # a stray space in or beside a numeral
    small_chinese: float = 0.1  # share of small counts in Chinese numerals

    @classmethod
    def draw(cls, rng: random.Random) -> Habits:
        return cls(
            mode=rng.choices(["round", "cut"], [9, 1])[0],
            money=rng.choices(["万元", "元"], [10, 1])[0], money_places=rng.choices([2, 1, 4], [14, 2, 1])[0],
            rate_places=rng.choices([2, 1, 0], [10, 5, 2])[0],
            grouped=rng.random() < 0.12, wide=rng.random() < 0.06, wide_percent=rng.random() < 0.1,
            drop_zeros=rng.random() < 0.3, spaced=rng.random() < 0.06, small_chinese=rng.choice([0, 0.1, 0.4]),
        )


def numeral(value: Decimal, habits: Habits, *, keep_zeros: bool = False) -> str:
    """A number as this writer writes it."""
    text = format(value, "f")
    if "." in text and habits.drop_zeros and not keep_zeros:
        text = text.rstrip("0").rstrip(".")
    if habits.grouped:
        whole, dot, decimals = text.partition(".")
        text = f"{int(whole):,}{dot}{decimals}" if not whole.startswith("-") else text
    if habits.wide:
        text = "".join(chr(ord(c) + 0xFEE0) if c in "0123456789.," else c for c in text)
    return text


def chinese(value: int) -> str:
    """一 to 九十九 in Chinese, 两 for the counted 2."""
    if value == 2:
        return "两"
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else CHINESE[tens]) + ("十" if tens else "") + (CHINESE[ones] if ones or not tens else "")
