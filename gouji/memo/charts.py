"""The memo's charts, drawn by matplotlib: what stands where. How they leave it is drawing's.

Every chart has a title and a text alternative.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gouji.memo.drawing import ACCENT, INK, MAIN, MUTED, PAPER, RULE, SOFT, WIDTH, Chart, finished, legible

PAD = 3.5  # points between an axis and its labels


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
    figure, axes = _figure(3.1, left=0.03, right=0.97, top=0.9, bottom=0.17)
    highest = max((max(step.start, step.start + step.value) for step in steps), default=Decimal(1)) or Decimal(1)
    for place, step in enumerate(steps):
        axes.bar(place, float(step.value), bottom=float(step.start), width=0.62, color=SOFT if step.soft else MAIN)
        top = max(step.start, step.start + step.value)
        axes.text(
            place, float(top + highest * Decimal("0.02")), legible(step.note), ha="center", va="bottom", color=INK
        )
        level = step.start + step.value
        if place + 1 < len(steps) and level in (
            steps[place + 1].start,
            steps[place + 1].start + steps[place + 1].value,
        ):
            axes.plot([place + 0.31, place + 0.69], [float(level)] * 2, color=MUTED, linewidth=0.7)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.set_ylim(min(0.0, *(float(step.start + step.value) for step in steps)), float(highest) * 1.12)
    below, vertical, horizontal = axes.get_xaxis_text1_transform(PAD)
    for place, step in enumerate(steps):
        label = _wrapped(step.label, 5.6)
        axes.text(place, 0, label, transform=below, va=vertical, ha=horizontal, color=INK)
    return finished(figure, name, title, summary)


def scored_bars(
    rows: Sequence[Scored], *, name: str, title: str, summary: str, value_head: str, score_head: str
) -> Chart:
    """Horizontal bars, one a project in the order given, and beside each its score on a scale of its own."""
    figure, axes = _figure(
        0.5 + 0.235 * len(rows),
        left=0.36,
        right=0.70,
        top=1 - 0.32 / (0.5 + 0.235 * len(rows)),
        bottom=0.06 / (0.5 + 0.235 * len(rows)),
    )
    places = range(len(rows))
    axes.barh(places, [float(row.value) for row in rows], height=0.62, color=MAIN)
    widest = max((row.value for row in rows), default=Decimal(1)) or Decimal(1)
    for place, row in zip(places, rows, strict=True):
        axes.text(float(row.value + widest * Decimal("0.02")), place, legible(row.note), va="center", color=INK)
    _rows(axes, [row.label for row in rows])
    axes.set_xlim(0, float(widest) * 1.22)
    _head(axes, 0, value_head)

    scores = [row.score for row in rows if row.score is not None]
    low = min([Decimal(80), *scores])
    beside = figure.add_axes((0.76, axes.get_position().y0, 0.14, axes.get_position().height))
    _bare(beside)
    beside.set_xlim(float(low), 100)
    beside.set_ylim(axes.get_ylim())
    beside.hlines(places, float(low), 100, color=RULE, linewidth=0.7, zorder=0)
    scored = [(float(row.score), place) for place, row in zip(places, rows, strict=True) if row.score is not None]
    if scored:
        beside.plot(*zip(*scored, strict=True), "o", color=ACCENT, markersize=4.2, clip_on=False)
    for place, row in zip(places, rows, strict=True):
        if row.score is not None:
            beside.text(
                float(100 + (100 - low) * Decimal("0.14")), place, legible(row.score_note), va="center", color=INK
            )
    _head(beside, 0, score_head)
    return finished(figure, name, title, summary)


def rates(rows: Sequence[Rate], *, name: str, title: str, summary: str, computed_head: str, stated_head: str) -> Chart:
    """Share done of each task: a bar for the computed rate, an open diamond where the report states one."""
    height = 0.55 + 0.27 * len(rows)
    figure, axes = _figure(height, left=0.40, right=0.74, top=1 - 0.38 / height, bottom=0.05 / height)
    places = range(len(rows))
    furthest = max([Decimal(1), *(rate for row in rows for rate in (row.computed, row.stated) if rate is not None)])
    axes.barh(places, [1.0] * len(rows), height=0.6, color=SOFT)
    axes.barh(places, [float(row.computed or 0) for row in rows], height=0.6, color=MAIN)
    diamond = {"markersize": 5, "markerfacecolor": PAPER, "markeredgecolor": ACCENT, "markeredgewidth": 1.4}
    stated = [(float(row.stated), place) for place, row in zip(places, rows, strict=True) if row.stated is not None]
    if stated:
        axes.plot(*zip(*stated, strict=True), "D", **diamond, clip_on=False)
    for place, row in zip(places, rows, strict=True):
        axes.text(float(furthest) * 1.05, place, legible(row.note), va="center", color=INK)
    _rows(axes, [row.label for row in rows], 14)
    axes.set_xlim(0, float(furthest))
    axes.plot([], [], "s", color=MAIN, markersize=6, label=legible(computed_head) or " ")
    axes.plot([], [], "D", **diamond, label=legible(stated_head) or " ")
    legend = figure.legend(
        loc="upper right",
        bbox_to_anchor=(1.0, 1.0),
        ncols=2,
        frameon=False,
        borderpad=0,
        handletextpad=0.3,
        columnspacing=1.4,
    )
    for text in legend.get_texts():
        text.set_color(INK)
    return finished(figure, name, title, summary)


def shares(parts: Sequence[Bar], *, name: str, title: str, summary: str) -> Chart:
    """How much of a total each part is, largest first, with the running share; `note` tells value and share."""
    height = 0.12 + 0.27 * len(parts)
    figure, axes = _figure(height, left=0.36, right=0.66, top=1 - 0.04 / height, bottom=0.04 / height)
    widest = max((part.value for part in parts), default=Decimal(1)) or Decimal(1)
    for place, part in enumerate(parts):
        axes.barh(place, float(part.value), height=0.62, color=SOFT if part.soft else MAIN)
        axes.text(float(part.value + widest * Decimal("0.03")), place, legible(part.note), va="center", color=INK)
    _rows(axes, [part.label for part in parts])
    axes.set_xlim(0, float(widest))
    return finished(figure, name, title, summary)


def _figure(height: float, **margins: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes(
        (margins["left"], margins["bottom"], margins["right"] - margins["left"], margins["top"] - margins["bottom"])
    )
    _bare(axes)
    return figure, axes


def _bare(axes: Axes) -> None:
    """Without frame and ticks: labels are texts at the places of ticks' labels, which matplotlib draws in half the time."""
    axes.set_axis_off()


def _rows(axes: Axes, labels: Sequence[str], columns: float = 13) -> None:
    axes.set_ylim(len(labels) - 0.5, -0.5)
    beside, vertical, horizontal = axes.get_yaxis_text1_transform(PAD)
    for place, label in enumerate(labels):
        axes.text(0, place, _shortened(label, columns), transform=beside, va=vertical, ha=horizontal, color=INK)
    axes.axvline(0, color=INK, linewidth=0.8)


def _head(axes: Axes, x: float, text: str) -> None:
    axes.text(
        x, 1.0, legible(text) + "\n", transform=axes.transAxes, ha="left", va="baseline", color=MUTED, linespacing=0.9
    )


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
