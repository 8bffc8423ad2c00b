"""Errors put into a finished report, by kind. Each changes what is written in one place, and only beyond rounding.

`figure` is the index of the slot that ends up wrong (the first, where a wrong total is told in several places).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from benchmarks.amounts import Quantity, factor, numeral
from benchmarks.layout import lay_out
from benchmarks.ties import Tie, present
from benchmarks.writing import Slot, Written

HUNDRED = Decimal(100)
UNIT_SLIPS = {"万元": ("元", "亿元"), "元": ("万元",), "亿元": ("万元",), "亩": ("公顷", "万亩"), "公顷": ("亩",), "万亩": ("亩",), "吨": ("公斤", "万吨"),
              "万吨": ("吨",), "万人次": ("人次",), "平方米": ("亩",)}


@dataclass(frozen=True)
class Seeded:
    """A report with one error. `changed`: the slots that are wrong, the one where it shows best first."""

    report: Written
    kind: str
    changed: tuple[int, ...]
    was: str
    broken: tuple[Tie, ...]


def told(report: Written) -> dict[Quantity, list[int]]:
    """For each quantity the slots that tell it, in the order of the text."""
    places: dict[Quantity, list[int]] = defaultdict(list)
    for number, slot in enumerate(report.slots):
        places[slot.quantity].append(number)
    return places


def seed(report: Written, kind: str, rng: random.Random) -> Seeded | None:
    """The report with one error of a kind; None where it has no place for one."""
    where = told(report)
    ties = present(report.ties, where)
    for _ in range(40):
        change = KINDS[kind](report, ties, where, rng)
        if change is None:
            continue
        broken = _broken(report, ties, where, change)
        if broken or (kind == "cut_off" and change):
            return _written(report, kind, change, broken)
    return None


Change = dict[int, Slot]


def _written(report: Written, kind: str, change: Change, broken: Sequence[Tie]) -> Seeded:
    pieces, number = [], -1
    for piece in report.pieces:
        if isinstance(piece, Slot):
            number += 1
            piece = change.get(number, piece)
        pieces.append(piece)
    first = next(iter(change))
    return Seeded(lay_out(report, pieces, report.layout), kind, tuple(change), report.slots[first].raw + report.slots[first].suffix, tuple(broken))


def _broken(report: Written, ties: Sequence[Tie], where: dict[Quantity, list[int]], change: Change) -> list[Tie]:
    """The ties that the changed figures contradict; a second telling of the same quantity is one too."""
    broken = []
    for number, slot in change.items():
        quantity = report.slots[number].quantity
        for tie in ties:
            if quantity in tie.quantities:
                slots = {q: report.slots[where[q][0]] for q in tie.quantities} | {quantity: slot}
                if tie.fails(slots):
                    broken.append(tie)
        for other in where[quantity]:
            if other not in change and report.slots[other].qualifier == "exact":
                repeat = Tie("repeat", "same", quantity, (Quantity("", Decimal(0), ""),))
                if repeat.fails({repeat.target: slot, repeat.operands[0]: report.slots[other]}):
                    broken.append(repeat)
    return broken


def _rewritten(report: Written, number: int, value: Decimal) -> Slot:
    slot = report.slots[number]
    raw = numeral(value, report.habits, keep_zeros=not report.habits.drop_zeros)
    return replace(slot, raw=raw, value=value, places=max(0, -value.as_tuple().exponent) if "." in raw else 0)


def _digits(report: Written, ties: Sequence[Tie], where: dict[Quantity, list[int]], rng: random.Random) -> int | None:
    """A figure in Arabic digits that takes part in a tie or is told twice."""
    tied = {number for tie in ties for q in tie.quantities for number in where[q]}
    tied |= {number for numbers in where.values() if len(numbers) > 1 for number in numbers}
    fit = [n for n in sorted(tied) if report.slots[n].qualifier == "exact" and any(c.isdigit() for c in report.slots[n].raw)]
    return rng.choice(fit) if fit else None


def one_digit(report: Written, ties: Sequence[Tie], where: dict[Quantity, list[int]], rng: random.Random) -> Change | None:
    number = _digits(report, ties, where, rng)
    if number is None:
        return None
    text = format(report.slots[number].value, "f")
    at = rng.choice([k for k, c in enumerate(text) if c.isdigit()])
    digit = rng.choice([c for c in "0123456789" if c != text[at] and (at or c != "0" or len(text) == 1)])
    return {number: _rewritten(report, number, Decimal(text[:at] + digit + text[at + 1:]))}


def swapped(report: Written, ties: Sequence[Tie], where: dict[Quantity, list[int]], rng: random.Random) -> Change | None:
    number = _digits(report, ties, where, rng)
    if number is None:
        return None
    text = format(report.slots[number].value, "f")
    fit = [k for k in range(len(text) - 1) if text[k: k + 2].isdigit() and text[k] != text[k + 1] and not (k == 0 and text[1] == "0")]
    if not fit:
        return None
    k = rng.choice(fit)
    return {number: _rewritten(report, number, Decimal(text[:k] + text[k + 1] + text[k] + text[k + 2:]))}


def decimal_point(report: Written, ties: Sequence[Tie], where: dict[Quantity, list[int]], rng: random.Random) -> Change | None:
    number = _digits(report, ties, where, rng)
    if number is None or "." not in report.slots[number].raw.replace("．", "."):
        return None
    value = report.slots[number].value
    sign, digits, exponent = value.as_tuple()
    moved = Decimal((sign, digits, exponent + rng.choice([1, -1])))
    return {number: _rewritten(report, number, moved)} if moved.as_tuple().exponent <= 0 else None


def unit_slip(report: Written, ties: Sequence[Tie], where: dict[Quantity, list[int]], rng: random.Random) -> Change | None:
    number = _digits(report, ties, where, rng)
    if number is None or report.slots[number].unit not in UNIT_SLIPS or not report.slots[number].suffix.strip().startswith(report.slots[number].unit):
        return None
    slot = report.slots[number]
    unit = rng.choice(UNIT_SLIPS[slot.unit])
    return {number: replace(slot, unit=unit, suffix=slot.suffix.replace(slot.unit, unit, 1))}


def _sums(ties: Sequence[Tie], least: int) -> list[Tie]:
    return [tie for tie in ties if tie.kind == "sum" and tie.formula == "linear" and not tie.signs and len(tie.operands) >= least]


def _everywhere(report: Written, where: dict[Quantity, list[int]], quantity: Quantity, exact: Decimal) -> Change:
    change = {}
    for number in where[quantity]:
        slot = report.slots[number]
        step = Decimal(1).scaleb(-(quantity.places if slot.unit == quantity.unit else slot.places))
        change[number] = _rewritten(report, number, (exact / factor(slot.unit)).quantize(step, ROUND_HALF_UP))
    return change


def left_out(report: Written, ties: Sequence[Tie], where: dict[Quantity, list[int]], rng: random.Random) -> Change | None:
    """A total reckoned without one of its parts, wherever the report tells it."""
    sums = _sums(ties, 3)
    if not sums:
        return None
    tie = rng.choice(sums)
    return _everywhere(report, where, tie.target, tie.target.exact - rng.choice(tie.operands).exact)


def counted_twice(report: Written, ties: Sequence[Tie], where: dict[Quantity, list[int]], rng: random.Random) -> Change | None:
    sums = _sums(ties, 2)
    if not sums:
        return None
    tie = rng.choice(sums)
    return _everywhere(report, where, tie.target, tie.target.exact + rng.choice(tie.operands).exact)


def stale_copy(report: Written, ties: Sequence[Tie], where: dict[Quantity, list[int]], rng: random.Random) -> Change | None:
    """A figure told in several places, one of which still has the number of an earlier draft."""
    fit = [n for numbers in where.values() if len(numbers) > 1 for n in numbers if report.slots[n].qualifier == "exact" and report.slots[n].value > 9]
    if not fit:
        return None
    number = rng.choice(sorted(fit))
    value = report.slots[number].value
    old = (value * Decimal(rng.choice([rng.randint(820, 985), rng.randint(1015, 1200)])) / 1000).quantize(Decimal(1).scaleb(value.as_tuple().exponent))
    return {number: _rewritten(report, number, old)}


def wrong_base(report: Written, ties: Sequence[Tie], where: dict[Quantity, list[int]], rng: random.Random) -> Change | None:
    """A rate reckoned on another base: the later value of a growth, or another amount told near by."""
    fit = [tie for tie in ties if tie.formula in ("ratio", "growth", "fall")]
    if not fit:
        return None
    tie = rng.choice(fit)
    number = where[tie.target][0]
    if tie.formula == "ratio":
        part, base = tie.operands
        near = [report.slots[n].quantity for n in range(max(0, number - 6), min(number + 4, len(report.slots)))]
        others = [q for q in near if q not in (part, base, tie.target) and q.unit == base.unit and q.exact > part.exact]
        if not others:
            return None
        value = part.exact / rng.choice(others).exact * HUNDRED
    else:
        now, then = tie.operands
        if not now.exact:
            return None
        value = abs(now.exact - then.exact) / now.exact * HUNDRED
    places = -min(0, report.slots[number].value.as_tuple().exponent)
    return {number: _rewritten(report, number, value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))}


def cut_off(report: Written, ties: Sequence[Tie], where: dict[Quantity, list[int]], rng: random.Random) -> Change | None:
    """A rate cut off in a report that rounds: not beyond rounding, so that an alarm is not wanted."""
    if report.habits.mode != "round":
        return None
    fit = []
    for tie in ties:
        if tie.formula in ("ratio", "growth", "fall"):
            number = where[tie.target][0]
            value = report.slots[number].value
            cut = tie.target.exact.quantize(Decimal(1).scaleb(value.as_tuple().exponent), ROUND_DOWN)
            if cut != value:
                fit.append((number, cut))
    if not fit:
        return None
    number, cut = rng.choice(fit)
    return {number: _rewritten(report, number, cut)}


def wrong_count(report: Written, ties: Sequence[Tie], where: dict[Quantity, list[int]], rng: random.Random) -> Change | None:
    """A number of things that is not the length of their list."""
    fit = [where[tie.target][0] for tie in ties if tie.formula in ("count", "count_open")]
    if not fit:
        return None
    number = rng.choice(fit)
    return {number: _rewritten(report, number, report.slots[number].value + rng.choice([1, -1]))}


KINDS: dict[str, Callable[..., Change | None]] = {
    "one_digit": one_digit, "swapped": swapped, "decimal_point": decimal_point, "unit_slip": unit_slip, "left_out": left_out,
    "counted_twice": counted_twice, "stale_copy": stale_copy, "wrong_base": wrong_base, "wrong_count": wrong_count, "cut_off": cut_off,
}
WANTED = tuple(kind for kind in KINDS if kind != "cut_off")
