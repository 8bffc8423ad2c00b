"""What a hand or a keyboard does to a number: the values that may have been meant where a figure is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from gouji.figures import Figure
from gouji.interval import plain
from gouji.quantity import unit


@dataclass(frozen=True)
class Kind:
    """How common a slip is against the others (by judgement; only the order matters much), and its name."""

    weight: Decimal
    zh: str
    en: str


SLIPS = {
    "swapped": Kind(Decimal("1.0"), "相邻两位数字颠倒", "two neighbouring digits are swapped"),
    "digit": Kind(Decimal("1.6"), "一位数字有误", "one digit is wrong"),
    "decimal_point": Kind(Decimal("0.5"), "小数点错位", "the decimal point is moved"),
    "unit": Kind(Decimal("0.5"), "单位有误", "the unit is wrong"),
    "missing_digit": Kind(Decimal("0.4"), "漏写一位数字", "one digit is left out"),
    "extra_digit": Kind(Decimal("0.4"), "多写一位数字", "one digit is too many"),
    "sign": Kind(Decimal("0.2"), "正负号有误", "the sign is wrong"),
}
_MISTAKEN = {
    "元": ["万元", "亿元"],
    "亩": ["万亩", "公顷"],
    "公顷": ["亩", "万亩"],
    "%": ["‰"],
    "‰": ["%"],
    "公斤": ["吨", "斤"],
    "吨": ["公斤", "万吨"],
    "平方米": ["亩", "平方公里"],
    "公里": ["米"],
    "米": ["公里"],
    "": [],
}
USUAL_PLACES = 2  # a decimal more or less than this is a question of rounding
_SHIFTS = (1, -1, 2, -2, 3, -3)
_POWERS = (1, 10, 100, 1000)
_NEAR = 1e-9  # far more than a ratio of units in floating point is off by


class Slip(NamedTuple):
    """What may have been meant: `value` in `unit`, written `number`; None: half of a thing that is counted."""

    kind: str
    value: Decimal | None
    unit: str
    number: str


def slips(figure: Figure) -> Sequence[Slip]:
    """All numbers that a single slip would have turned into this figure."""
    places = max(figure.places, -int(figure.value.as_tuple().exponent))
    return _slips(figure.value, places, figure.unit, figure.number)


@lru_cache(maxsize=256)
def _slips(value: Decimal, places: int, name: str, number: str) -> tuple[Slip, ...]:
    return tuple(_all(value, places, name, number))


def _all(value: Decimal, places: int, name: str, number: str) -> Iterator[Slip]:
    text = format(abs(value), f".{places}f")
    sign = "-" if value < 0 else ""
    digits = [k for k, c in enumerate(text) if c.isdigit()]
    for k, m in pairwise(digits):
        if text[k] != text[m] and (k or text[m] != "0" or text[1:2] == "."):
            swapped = list(text)
            swapped[k], swapped[m] = text[m], text[k]
            yield _slip("swapped", name, sign + "".join(swapped))
    for k in digits:
        for digit in "0123456789":
            if digit != text[k] and (k or digit != "0" or text[1:2] == "."):
                yield _slip("digit", name, sign + text[:k] + digit + text[k + 1 :])
    whole = text.find(".") if "." in text else len(text)
    for k in (*range(whole + 1), *range(whole + 2, len(text) + 1 if places == 1 else 0)):
        for digit in "0123456789":
            if k or digit != "0":
                yield _slip("missing_digit", name, sign + text[:k] + digit + text[k:])
    for k in digits:
        if (k < whole and whole > 1) or (k > whole and places > USUAL_PLACES):
            yield _slip("extra_digit", name, sign + text[:k] + text[k + 1 :])
    for shift in _SHIFTS:
        yield _number("decimal_point", name, value.scaleb(shift))
    if value:
        yield _number("sign", name, -value)
    for other in other_units(name):
        yield Slip("unit", value, other, number)


def _slip(kind: str, name: str, text: str) -> Slip:
    return Slip(kind, Decimal(text), name, text)


def _number(kind: str, name: str, value: Decimal) -> Slip:
    counted = unit(name).counted and not unit(name).scaled
    if counted and value != value.to_integral_value():
        return Slip(kind, None, name, "")
    return Slip(kind, value, name, plain(value))


def may_lead_to(figure: Figure, low: Decimal, high: Decimal) -> bool:
    """Whether a slip of this figure may have a value from `low` to `high`, in the figure's unit: where it says no, none of
    `slips` does. A quick look, in whole numbers of its last place, before they are all written out."""
    places = max(figure.places, -int(figure.value.as_tuple().exponent)) + 1  # a slip may have one more
    number = abs(int(figure.value.scaleb(places)))
    least, most = int(low.scaleb(places)) - 1, int(high.scaleb(places)) + 1
    sizes = _sizes(figure.unit)
    return any(_reaches(number, places, a, b, sizes) for a, b in ((least, most), (-most, -least)))  # the sign stays, or turns


def _reaches(number: int, places: int, least: int, most: int, sizes: Sequence[float]) -> bool:
    if most < 0:
        return False
    if any(least <= number * size <= most or least * size <= number <= most * size for size in _POWERS):
        return True
    if any(least <= number * size * (1 + _NEAR) + 1 and number * size * (1 - _NEAR) - 1 <= most for size in sizes):
        return True
    step = 1
    for _ in range(max(len(str(number)), places + 1) + 1):
        above, below = divmod(number, step)
        more = 10 * above * step + below  # what stands above moves up a place, and a digit comes between
        less = above // 10 * step + below  # a digit goes, and what stands above it moves down
        if (
            _by_steps(number, step, least, most)  # one digit
            or _by_steps(number, 9 * step, least, most)  # two neighbours swapped
            or max(-((more - least) // step), 0) <= min((most - more) // step, 9)
            or least <= less <= most
            or least <= above // 10 * 10 * step + 10 * below <= most  # a decimal goes
        ):
            return True
        step *= 10
    return False


def _by_steps(number: int, step: int, least: int, most: int) -> bool:
    """Whether one of the numbers up to nine steps away, other than this one, lies in the range."""
    first, last = max(-((number - least) // step), -9), min((most - number) // step, 9)
    return first < last or first == last != 0


@lru_cache(maxsize=512)
def _sizes(name: str) -> tuple[float, ...]:
    own = unit(name).factor
    return tuple(float(unit(other).factor / own) for other in other_units(name))


def other_units(name: str) -> list[str]:
    """The units that are mistaken for a unit: 元, 万元 and 亿元; 亩 and 公顷; % and ‰; a thing and 万 of it."""
    for scale in ("万", "亿"):
        if name.startswith(scale) and len(name) > 1:
            base = name[1:]
            found = [base, ("亿" if scale == "万" else "万") + base]
            return found + ["万公顷"] if name == "万亩" else found
    return _MISTAKEN.get(name, ["万" + name])
