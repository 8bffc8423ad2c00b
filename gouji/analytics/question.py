"""One question: a value, the range in which it would not be asked, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from gouji.document import Document
from gouji.figures import Figure
from gouji.interval import plain as shown

COLUMNS = (
    "id",
    "question",
    "severity",
    "value",
    "unit",
    "low",
    "high",
    "figures",
    "start",
    "end",
    "statement_zh",
    "statement_en",
    "subject",
)
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Question:
    """`value` in `unit`; asked where it lies outside [`low`, `high`] (None: open). `start`, `end` are places in the source."""

    question: str
    severity: str
    value: Decimal
    unit: str
    low: Decimal | None
    high: Decimal | None
    figures: tuple[Figure, ...]
    start: int
    end: int
    asked: tuple[str, str]  # zh, en: what to ask
    settled: tuple[str, str]  # zh, en: what is so where there is nothing to ask
    subject: str = ""  # the task or project that it is about, where there can be several

    @property
    def arises(self) -> bool:
        return self.low is not None and self.value < self.low or self.high is not None and self.value > self.high

    def row(self, name: str, document: Document) -> tuple[str, ...]:
        zh, en = self.asked if self.arises else self.settled
        bounds = ["" if bound is None else shown(bound) for bound in (self.low, self.high)]
        return (
            name,
            self.question,
            self.severity,
            shown(self.value),
            self.unit,
            *bounds,
            " ".join(dict.fromkeys(figure.id for figure in self.figures)),
            str(self.start),
            str(self.end),
            zh,
            en,
            self.subject,
        )


def decimal(cell: object) -> Decimal | None:
    """A table's cell as a number; None for what is missing or no number."""
    try:
        value = Decimal(str(cell)) if cell not in (None, "") else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share in percent, to two decimals, never rounded into or out of 0 and 100."""
    exact = part / whole * 100
    value = exact.quantize(_HUNDREDTH, ROUND_HALF_UP)
    if value in (0, 100) and exact != value:
        value += _HUNDREDTH if exact > value else -_HUNDREDTH
    return value


def tenth(part: Decimal, whole: Decimal) -> str:
    """A share in percent as a sentence tells it: one decimal at most, 99.97% not as 100%."""
    exact = part / whole * 100
    value = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return shown(percent(part, whole) if value in (0, 100) and exact != value else value)


def span(figures: Iterable[Figure]) -> tuple[int, int]:
    """The stretch of the source from the first to the last of some figures' numerals."""
    found = list(figures)
    return min(figure.start for figure in found), max(figure.end for figure in found)
