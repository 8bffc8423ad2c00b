"""A synthetic report while it is written: pieces of text, the figures among them, and the ties between quantities.

Templates are text with `{name}` for a quantity and `[a|b]` for wordings to choose from. `{name:form}` writes it in a
special form: `n` without its unit (a list or a table lends it), a unit's name for another unit, 约 余 近 以上 for a
vague statement, `~` where the template has said 约, `cn` in Chinese numerals, `z` with its trailing zeros.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, Decimal

from benchmarks.amounts import UNITS, Habits, Quantity, chinese, factor, numeral
from benchmarks.ties import Tie

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)(?::([^}]*))?\}")
QUALIFIER = {"约": "about", "余": "more_than", "近": "less_than", "以上": "at_least", "不超过": "at_most"}


@dataclass(frozen=True)
class Slot:
    """One figure as it stands in the text: `prefix` + `raw` + `suffix`; `value` in `unit`; `lent` where no unit is written."""

    quantity: Quantity
    raw: str
    value: Decimal
    unit: str
    places: int
    qualifier: str = "exact"
    suffix: str = ""


@dataclass
class Written:
    """A finished report. `places[i]` is the stretch of `text` that slot i's numeral takes."""

    style: str
    seed: int
    text: str
    slots: list[Slot]
    places: list[tuple[int, int]]
    ties: list[Tie]
    habits: Habits
    pieces: list[str | Slot] = field(repr=False, default_factory=list)
    layout: str = "plain"


class Draft:
    """Where a style writes. All chance comes from `random`, which its name and seed alone decide."""

    def __init__(self, style: str, seed: int, **habits: object) -> None:
        self.style, self.seed = style, seed
        self.random = random.Random(f"{style}/{seed}")
        self.habits = replace(Habits.draw(self.random), **habits)
        self.pieces: list[str | Slot] = []
        self.quantities: list[Quantity] = []
        self.ties: list[Tie] = []
        self.unsaid: list[str] = []  # sentences without a figure that this report has not used

    # --- quantities --------------------------------------------------------------------------------------------------

    def quantity(self, name: str, exact: Decimal | int, unit: str, places: int = 0) -> Quantity:
        made = Quantity(name, Decimal(exact), unit, places)
        self.quantities.append(made)
        return made

    def money(self, low: float, high: float, unit: str | None = None, places: int | None = None) -> Quantity:
        """An amount between two bounds in 万元, known to the cent."""
        cents = self.random.randint(int(low * 10**6), int(high * 10**6))
        return self.amount(Decimal(cents) / 100, unit, places)

    def amount(self, exact: Decimal, unit: str | None = None, places: int | None = None) -> Quantity:
        unit = unit or self.habits.money
        own = {"元": 2, "万元": self.habits.money_places, "亿元": max(self.habits.money_places, 2)}[unit]
        return self.quantity("money", exact, unit, own if places is None else places)

    def count(self, low: int, high: int, unit: str) -> Quantity:
        return self.quantity("count", self.random.randint(low, high) * factor(unit), unit)

    def measure(self, low: float, high: float, unit: str, places: int) -> Quantity:
        """A measured quantity, known a little more precisely than it is written."""
        step = 10 ** (places + 2)
        value = Decimal(self.random.randint(int(low * step), int(high * step))) / step
        return self.quantity("measure", value * Decimal(UNITS.get(unit, 1)), unit, places)

    def rate(self, part: Quantity, whole: Quantity, places: int | None = None) -> Quantity:
        made = self.quantity("rate", part.exact / whole.exact * 100, "%", self.habits.rate_places if places is None else places)
        self.ties.append(Tie("ratio", "ratio", made, (part, whole)))
        return made

    def total(self, parts: Sequence[Quantity], unit: str | None = None, kind: str = "sum") -> Quantity:
        first = parts[0]
        made = self.quantity(first.name, sum((p.exact for p in parts), Decimal(0)), unit or first.unit, first.places)
        self.ties.append(Tie(kind, "linear", made, tuple(parts)))
        return made

    def split(self, whole: Quantity, count: int, least: float = 0.06) -> list[Quantity]:
        """Parts that make up a whole; for a whole that counts things, whole numbers."""
        weights = [self.random.uniform(least, 1) for _ in range(count)]
        scale = sum(weights)
        step = self._step(whole)
        parts = [max((whole.exact * Decimal(w / scale) / step).to_integral_value() * step, step) for w in weights[:-1]]
        parts.append(whole.exact - sum(parts, Decimal(0)))
        if parts[-1] <= 0:
            return self.split(whole, count, least)
        made = [self.quantity(whole.name, value, whole.unit, whole.places) for value in parts]
        self.ties.append(Tie("sum", "linear", whole, tuple(made)))
        return made

    def less(self, whole: Quantity, part: Quantity, kind: str = "difference") -> Quantity:
        """whole - part, which must not be negative."""
        made = self.quantity(whole.name, whole.exact - part.exact, whole.unit, whole.places)
        self.ties.append(Tie(kind, "linear", made, (whole, part), (1, -1)))
        return made

    def share_of(self, whole: Quantity, low: float, high: float) -> Quantity:
        """A part of a whole, between two shares of it."""
        share = Decimal(str(round(self.random.uniform(low, high), 6)))
        step = self._step(whole)
        value = max((whole.exact * share / step).to_integral_value() * step, step)
        return self.quantity(whole.name, min(value, whole.exact) if high <= 1 else value, whole.unit, whole.places)

    def _step(self, whole: Quantity) -> Decimal:
        """The least part of a quantity: money comes in cents, counts in ones."""
        if whole.name == "money":
            return Decimal("0.01")
        return factor(whole.unit) if whole.name == "count" else factor(whole.unit).scaleb(-whole.places - 2)

    def twin(self, quantity: Quantity) -> Quantity:
        """Another quantity that happens to have the same value."""
        return self.quantity(quantity.name, quantity.exact, quantity.unit, quantity.places)

    def tie(self, kind: str, formula: str, target: Quantity, operands: Sequence[Quantity] = (), signs: Sequence[int] = (), constant: int = 0) -> None:
        self.ties.append(Tie(kind, formula, target, tuple(operands), tuple(signs), constant))

    def change(self, now: Quantity, then: Quantity) -> tuple[Quantity, Quantity, bool]:
        """(the difference, the rate of change, whether it grew), both told as positive figures."""
        grew = now.exact >= then.exact
        more, fewer = (now, then) if grew else (then, now)
        difference = self.quantity(now.name, more.exact - fewer.exact, now.unit, now.places)
        self.tie("difference", "linear", difference, (more, fewer), (1, -1))
        rate = self.quantity("rate", abs(now.exact / then.exact - 1) * 100, "%", self.habits.rate_places)
        self.tie("growth", "growth" if grew else "fall", rate, (now, then))
        self.tie("growth", "implied_growth" if grew else "implied_fall", rate, (now, difference))
        self.tie("growth", "change_on_base", rate, (difference, then))
        return difference, rate, grew

    # --- text --------------------------------------------------------------------------------------------------------

    def pick(self, *options: str) -> str:
        return self.random.choice(options)

    def wording(self, template: str) -> str:
        """The template with each `[a|b]` decided, innermost first."""
        while match := _CHOICE.search(template):
            template = template[: match.start()] + self.random.choice(match[1].split("|")) + template[match.end():]
        return template

    def say(self, template: str, given: Mapping[str, Quantity] | None = None, **named: Quantity | str) -> None:
        values = {**(given or {}), **named}
        text = self.wording(template)
        at = 0
        for match in _SLOT.finditer(text):
            self.put(text[at: match.start()])
            value = values[match[1]]
            if isinstance(value, str):
                self.say(value, values)
            else:
                self.figure(value, match[2] or "")
            at = match.end()
        self.put(text[at:])

    def put(self, text: str) -> None:
        if text:
            self.pieces.append(text)

    def line(self, template: str = "", given: Mapping[str, Quantity] | None = None, **named: Quantity | str) -> None:
        """A paragraph."""
        self.say(template, given, **named)
        self.put("\n")

    def listed(self, parts: Sequence[tuple[str, Quantity]], mark: str = "、", form: str = "") -> None:
        """NAME FIGURE, joined by a mark."""
        for k, (name, quantity) in enumerate(parts):
            self.put((mark if k else "") + name)
            self.figure(quantity, form)

    def figure(self, quantity: Quantity, form: str = "") -> None:
        habits = self.habits
        if form in QUALIFIER:
            self._vague(quantity, form)
            return
        unit = form if form in UNITS and form != "%" else quantity.unit
        places = quantity.places if unit == quantity.unit else {"亿元": 2, "元": 2, "公顷": 2, "万亩": 2}.get(unit, habits.money_places)
        value = quantity.stated(habits.mode, unit, places)
        small = unit not in UNITS and unit not in ("分", "天", "倍") and value == int(value) and 2 <= value <= 20
        if form == "cn" or (small and form == "" and self.random.random() < habits.small_chinese):
            raw = chinese(int(value))
        else:
            raw = numeral(value, habits, keep_zeros=form in ("z", "nz") or unit in ("%",) and value in (0, 100) and self.random.random() < 0.3)
        suffix = "" if form in ("n", "nz") else "个百分点" if unit == "百分点" else unit
        if unit == "%":
            suffix = "％" if habits.wide_percent else "%"
        if habits.spaced and raw[-1:].isdigit() and raw.isascii() and self.random.random() < 0.4:
            if "." in raw and self.random.random() < 0.4:
                raw = raw.replace(".", " .")
            else:
                suffix = " " + suffix
        written = max(0, -Decimal(raw.replace(" ", "").replace(",", "")).as_tuple().exponent) if raw.isascii() else places
        self.pieces.append(Slot(quantity, raw, value, unit, written, "about" if form == "~" else "exact", suffix))

    def _vague(self, quantity: Quantity, form: str) -> None:
        value = quantity.stated("round")
        digits = len(str(int(value)))
        step = Decimal(10) ** max(digits - 2, 0)
        rounded = (value / step).to_integral_value(ROUND_DOWN) * step
        if form == "近":
            rounded += step
        if form == "约":
            rounded = (value / step).to_integral_value() * step
        before = {"约": "约", "近": "近", "不超过": "不超过"}.get(form, "")
        after = {"余": "余", "以上": ""}.get(form, "")
        last = "以上" if form == "以上" else ""
        self.put(before)
        raw = numeral(rounded, self.habits)
        unit = quantity.unit
        if form == "余" and unit[0] in "万亿":
            after, unit_text = unit[0] + "余", unit[1:]
        else:
            unit_text = unit
        self.pieces.append(Slot(quantity, raw, rounded, unit, 0, QUALIFIER[form], after + unit_text + last))
