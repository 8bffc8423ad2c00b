"""The memo's charts: what stands where, in points from the upper left corner. How they leave is drawing's.

Every chart has a title and a text alternative.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.memo.drawing import END, INK, MAIN, MIDDLE, MIDST, MUTED, RULE, SOFT, WIDTH, Chart, Picture, wide
from gouji.memo.lettering import legible

PAD = 3.5  # points between a line and its labels
AXIS = 0.5  # points, as thick as the line on which bars stand
LINE = 8.5  # points from the top of a line of words to where it stands


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its value, what is written beside it, and where it starts (a bridge's step)."""

    label: str
    value: Decimal
    note: str = ""
    start: Decimal = Decimal(0)
    soft: bool = False


@dataclass(frozen=True)
class Rate:
    """One task: its label, the share done that was computed, the one that was stated, and what is written beside it."""

    label: str
    computed: Decimal | None
    stated: Decimal | None
    note: str = ""


@dataclass(frozen=True)
class Scored:
    """One project: its name, its budget, its score of 100, and how each is written."""

    label: str
    value: Decimal
    score: Decimal | None
    note: str = ""
    score_note: str = ""


def bridge(steps: Sequence[Bar], *, name: str, title: str, summary: str) -> Chart:
    """Vertical steps from one total to another; each bar from `start` to `start + value`."""
    picture = Picture(223)
    left, right, top, bottom = 0.03 * WIDTH, 0.97 * WIDTH, 22.0, 185.0
    ends = [(float(step.start), float(step.start + step.value)) for step in steps]
    highest = max((0.0, *(max(pair) for pair in ends))) or 1.0
    lowest = min(0.0, *(end for _, end in ends)) if ends else 0.0
    each = (right - left) / (
        1.1 * (max(len(steps), 1) - 0.38)
    )  # a bar is 0.62 of it, and a twentieth of all is beside them
    tall = (bottom - top) / (1.12 * highest - lowest)

    def middle(place: float) -> float:
        return (left + right) / 2 + (place - (len(steps) - 1) / 2) * each

    def height(value: float) -> float:
        return bottom - (value - lowest) * tall

    for place, (step, (start, end)) in enumerate(zip(steps, ends, strict=True)):
        sides = middle(place - 0.31), middle(place + 0.31)
        picture.bar(sides[0], height(max(start, end)), sides[1], height(min(start, end)), SOFT if step.soft else MAIN)
        picture.words(middle(place), height(max(start, end)) - 5, legible(step.note), at=MIDST)
        if place + 1 < len(steps) and end in ends[place + 1]:
            picture.rule((sides[1], height(end)), (middle(place + 0.69), height(end)), MUTED, 0.7)
    picture.rule((left, height(0)), (right, height(0)), INK, AXIS)
    for place, step in enumerate(steps):
        picture.words(middle(place), bottom + PAD + LINE, _wrapped(step.label, 5.6), at=MIDST)
    return Chart(picture, name, title, summary)


def scored_bars(
    rows: Sequence[Scored], *, name: str, title: str, summary: str, value_head: str, score_head: str
) -> Chart:
    """Horizontal bars, one a project in the order given, and beside each its score on a scale of its own."""
    lines = Lines(len(rows), 17.3, top=23, bottom=4)
    left, right, scored_from, scored_to = 0.36 * WIDTH, 0.70 * WIDTH, 0.76 * WIDTH, 0.90 * WIDTH
    widest = 1.22 * float(max((row.value for row in rows), default=1) or 1)
    low = float(min([Decimal(80), *(row.score for row in rows if row.score is not None)]))
    for place, row in enumerate(rows):
        end = left + float(row.value) / widest * (right - left)
        lines.bar(place, left, end, MAIN)
        lines.words(place, max(left, end) + 2, legible(row.note))
        y = lines.middle(place)
        lines.picture.rule((scored_from, y), (scored_to, y), RULE, 0.7)
        if row.score is not None:
            lines.picture.dot(scored_from + (float(row.score) - low) / (100 - low) * (scored_to - scored_from), y)
            lines.words(place, scored_to + 7, legible(row.score_note))
    lines.labels(left, [_shortened(row.label, 13) for row in rows])
    lines.head(left, value_head)
    lines.head(scored_from, score_head)
    return Chart(lines.picture, name, title, summary)


def rates(rows: Sequence[Rate], *, name: str, title: str, summary: str, computed_head: str, stated_head: str) -> Chart:
    """Share done of each task: a bar for the computed rate, an open diamond where the report states one."""
    lines = Lines(len(rows), 20.6, top=27, bottom=4)
    left, right = 0.40 * WIDTH, 0.74 * WIDTH
    given = [rate for row in rows for rate in (row.computed, row.stated) if rate is not None]
    whole = (right - left) / float(max([Decimal(1), *given]))
    for place, row in enumerate(rows):
        lines.bar(place, left, left + whole, SOFT)
        lines.bar(place, left, left + whole * float(row.computed or 0), MAIN)
        if row.stated is not None:
            lines.picture.diamond(left + whole * float(row.stated), lines.middle(place))
        lines.words(place, right + 6, legible(row.note))
    lines.labels(left, [_shortened(row.label, 14) for row in rows])
    _key(lines.picture, _in_a_line(computed_head), _in_a_line(stated_head))
    return Chart(lines.picture, name, title, summary)


def shares(parts: Sequence[Bar], *, name: str, title: str, summary: str) -> Chart:
    """How much of a total each part is, largest first, with the running share; `note` tells value and share."""
    lines = Lines(len(parts), 19.44, top=3, bottom=3)
    left, right = 0.36 * WIDTH, 0.66 * WIDTH
    widest = float(max((part.value for part in parts), default=1) or 1)
    for place, part in enumerate(parts):
        end = left + float(part.value) / widest * (right - left)
        lines.bar(place, left, end, SOFT if part.soft else MAIN)
        lines.words(place, max(left, end) + 3.3, legible(part.note))
    lines.labels(left, [_shortened(part.label, 13) for part in parts])
    return Chart(lines.picture, name, title, summary)


class Lines:
    """Horizontal bars under one another, `each` points from one to the next, with their labels on the left."""

    def __init__(self, number: int, each: float, *, top: float, bottom: float) -> None:
        self.picture = Picture(top + number * each + bottom)
        self.each = each
        self.top, self.end = top, top + number * each

    def middle(self, place: int) -> float:
        return self.top + (place + 0.5) * self.each

    def bar(self, place: int, left: float, right: float, fill: str) -> None:
        half = 0.31 * self.each
        self.picture.bar(left, self.middle(place) - half, right, self.middle(place) + half, fill)

    def words(self, place: int, x: float, text: str) -> None:
        self.picture.words(x, self.middle(place) + MIDDLE, text)

    def labels(self, x: float, labels: Sequence[str]) -> None:
        """What each bar is of, and the line on which all stand."""
        for place, label in enumerate(labels):
            self.picture.words(x - PAD, self.middle(place) + MIDDLE, label, at=END)
        self.picture.rule((x, self.top), (x, self.end), INK, AXIS)

    def head(self, x: float, text: str) -> None:
        self.picture.words(x, self.top - 6, _in_a_line(text), fill=MUTED)


def _key(picture: Picture, computed: str, stated: str) -> None:
    """What a bar and a diamond stand for, in the upper right corner."""
    right, middle = WIDTH - 5, 10.0
    picture.words(right, middle + MIDDLE, stated, at=END)
    x = right - wide(stated) - 13
    picture.diamond(x, middle)
    right = x - 20
    picture.words(right, middle + MIDDLE, computed, at=END)
    x = right - wide(computed) - 13
    picture.bar(x - 3.5, middle - 3.5, x + 3.5, middle + 3.5, MAIN)


def _in_a_line(text: str) -> str:
    return legible(text).replace("\n", " ")


def _columns(char: str) -> float:
    return 1.0 if ord(char) > 0x2E7F else 0.55


def _shortened(text: str, columns: float) -> str:
    used = 0.0
    for place, char in enumerate(text):
        used += _columns(char)
        if used > columns:
            return legible(text[: max(1, place - 1)]) + "…"
    return legible(text)


def _wrapped(text: str, columns: float) -> str:
    lines, used = [""], 0.0
    for piece in re.findall(r"[A-Za-z0-9'’.-]+ ?|.", text, re.DOTALL):
        width = sum(map(_columns, piece))
        if lines[-1] and used + width > columns + 0.6:
            lines.append("")
            used = 0.0
        lines[-1] += piece
        used += width
    return legible("\n".join(line.strip() for line in lines[:3]))
