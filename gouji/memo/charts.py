"""The memo's charts: matplotlib to inline SVG, the same bytes for the same numbers, Chinese legible on any machine.

Text is drawn as outlines of zhplot's Noto Sans SC, so no reader's machine can lack the font. Colours are the style
sheet's variables, so a chart follows light, dark and print. Every chart has a title and a text alternative.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html import escape
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font

from gouji.memo.source import written_out

WIDTH = 5.0  # inches: 480 CSS pixels, so that the numbers stay legible on a phone
POINTS = 9.5

# Marker colours -> the style sheet's variables.
INK, MUTED, RULE, MAIN, SOFT, ACCENT, PAPER = (
    "#010203",
    "#010204",
    "#010205",
    "#010206",
    "#010207",
    "#010208",
    "#010209",
)
VARIABLES = {
    INK: "ink",
    MUTED: "muted",
    RULE: "rule",
    MAIN: "chart-main",
    SOFT: "chart-soft",
    ACCENT: "chart-accent",
    PAPER: "paper",
}


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


def bridge(steps: Sequence[Bar], *, name: str, title: str, summary: str) -> str:
    """Vertical steps from one total to another; each bar from `start` to `start + value`."""
    figure, axes = _figure(3.1, left=0.03, right=0.97, top=0.9, bottom=0.17)
    highest = max((max(step.start, step.start + step.value) for step in steps), default=Decimal(1)) or Decimal(1)
    for place, step in enumerate(steps):
        axes.bar(place, float(step.value), bottom=float(step.start), width=0.62, color=SOFT if step.soft else MAIN)
        top = max(step.start, step.start + step.value)
        axes.text(
            place, float(top + highest * Decimal("0.02")), _legible(step.note), ha="center", va="bottom", color=INK
        )
        level = step.start + step.value
        if place + 1 < len(steps) and level in (
            steps[place + 1].start,
            steps[place + 1].start + steps[place + 1].value,
        ):
            axes.plot([place + 0.31, place + 0.69], [float(level)] * 2, color=MUTED, linewidth=0.7)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.set_xticks(range(len(steps)), [_wrapped(step.label, 5.6) for step in steps], color=INK)
    axes.set_ylim(min(0.0, *(float(step.start + step.value) for step in steps)), float(highest) * 1.12)
    axes.set_yticks([])
    return _svg(figure, name, title, summary)


def scored_bars(
    rows: Sequence[Scored], *, name: str, title: str, summary: str, value_head: str, score_head: str
) -> str:
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
        axes.text(float(row.value + widest * Decimal("0.02")), place, _legible(row.note), va="center", color=INK)
    _rows(axes, [row.label for row in rows])
    axes.set_xlim(0, float(widest) * 1.22)
    _head(axes, 0, value_head)

    scores = [row.score for row in rows if row.score is not None]
    low = min([Decimal(80), *scores])
    beside = figure.add_axes((0.76, axes.get_position().y0, 0.14, axes.get_position().height))
    _bare(beside)
    beside.set_xlim(float(low), 100)
    beside.set_ylim(axes.get_ylim())
    beside.set_yticks([])
    beside.set_xticks([])
    for place, row in zip(places, rows, strict=True):
        beside.plot([float(low), 100], [place, place], color=RULE, linewidth=0.7, zorder=0)
        if row.score is not None:
            beside.plot([float(row.score)], [place], "o", color=ACCENT, markersize=4.2, clip_on=False)
            beside.text(
                float(100 + (100 - low) * Decimal("0.14")), place, _legible(row.score_note), va="center", color=INK
            )
    _head(beside, 0, score_head)
    return _svg(figure, name, title, summary)


def rates(rows: Sequence[Rate], *, name: str, title: str, summary: str, computed_head: str, stated_head: str) -> str:
    """Share done of each task: a bar for the computed rate, an open diamond where the report states one."""
    height = 0.55 + 0.27 * len(rows)
    figure, axes = _figure(height, left=0.40, right=0.74, top=1 - 0.38 / height, bottom=0.05 / height)
    places = range(len(rows))
    furthest = max([Decimal(1), *(rate for row in rows for rate in (row.computed, row.stated) if rate is not None)])
    axes.barh(places, [1.0] * len(rows), height=0.6, color=SOFT)
    axes.barh(places, [float(row.computed or 0) for row in rows], height=0.6, color=MAIN)
    for place, row in zip(places, rows, strict=True):
        if row.stated is not None:
            axes.plot(
                [float(row.stated)],
                [place],
                "D",
                markersize=5,
                markerfacecolor=PAPER,
                markeredgecolor=ACCENT,
                markeredgewidth=1.4,
                clip_on=False,
            )
        axes.text(float(furthest) * 1.05, place, _legible(row.note), va="center", color=INK)
    _rows(axes, [row.label for row in rows], 14)
    axes.set_xlim(0, float(furthest))
    axes.plot([], [], "s", color=MAIN, markersize=6, label=_legible(computed_head) or " ")
    axes.plot(
        [],
        [],
        "D",
        markersize=5,
        markerfacecolor=PAPER,
        markeredgecolor=ACCENT,
        markeredgewidth=1.4,
        label=_legible(stated_head) or " ",
    )
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
    return _svg(figure, name, title, summary)


def shares(parts: Sequence[Bar], *, name: str, title: str, summary: str) -> str:
    """How much of a total each part is, largest first, with the running share; `note` tells value and share."""
    height = 0.12 + 0.27 * len(parts)
    figure, axes = _figure(height, left=0.36, right=0.66, top=1 - 0.04 / height, bottom=0.04 / height)
    widest = max((part.value for part in parts), default=Decimal(1)) or Decimal(1)
    for place, part in enumerate(parts):
        axes.barh(place, float(part.value), height=0.62, color=SOFT if part.soft else MAIN)
        axes.text(float(part.value + widest * Decimal("0.03")), place, _legible(part.note), va="center", color=INK)
    _rows(axes, [part.label for part in parts])
    axes.set_xlim(0, float(widest))
    return _svg(figure, name, title, summary)


def _figure(height: float, **margins: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDTH, height))
    FigureCanvasSVG(figure)
    axes = figure.add_axes(
        (margins["left"], margins["bottom"], margins["right"] - margins["left"], margins["top"] - margins["bottom"])
    )
    _bare(axes)
    return figure, axes


def _bare(axes: Axes) -> None:
    axes.set_facecolor("none")
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0)


def _rows(axes: Axes, labels: Sequence[str], columns: float = 13) -> None:
    axes.set_yticks(range(len(labels)), [_shortened(label, columns) for label in labels], color=INK)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xticks([])
    axes.axvline(0, color=INK, linewidth=0.8)


def _head(axes: Axes, x: float, text: str) -> None:
    axes.text(
        x, 1.0, _legible(text) + "\n", transform=axes.transAxes, ha="left", va="baseline", color=MUTED, linespacing=0.9
    )


@cache
def font_path() -> Path:
    """The Noto Sans SC that zhplot brings; found without importing zhplot, which would change matplotlib's settings."""
    spec = find_spec("zhplot")
    folder = Path(next(iter(spec.submodule_search_locations)))
    return folder / "fonts" / "NotoSansSC-Regular.ttf"


@cache
def _drawable() -> frozenset[int]:
    return frozenset(get_font(str(font_path())).get_charmap())


def _legible(text: str) -> str:
    """The text with every character that the font cannot draw shown as a white square, never as nothing."""
    return "".join(char if char == "\n" or ord(char) in _drawable() else "□" for char in str(text))


def _columns(char: str) -> float:
    return 1.0 if ord(char) > 0x2E7F else 0.55


def _shortened(text: str, columns: float) -> str:
    used = 0.0
    for place, char in enumerate(text):
        used += _columns(char)
        if used > columns:
            return _legible(text[: max(1, place - 1)]) + "…"
    return _legible(text)


def _wrapped(text: str, columns: float) -> str:
    lines, used = [""], 0.0
    for piece in re.findall(r"[A-Za-z0-9'’.-]+ ?|.", text, re.DOTALL):
        width = sum(map(_columns, piece))
        if lines[-1] and used + width > columns + 0.6:
            lines.append("")
            used = 0.0
        lines[-1] += piece
        used += width
    return _legible("\n".join(line.strip() for line in lines[:3]))


def _svg(figure: Figure, name: str, title: str, summary: str) -> str:
    settings = {"svg.hashsalt": name, "svg.fonttype": "path"}
    font = FontProperties(fname=str(font_path()))
    for text in figure.findobj(lambda artist: hasattr(artist, "set_fontproperties")):
        text.set_fontproperties(font)
        text.set_fontsize(POINTS)
        text.set_parse_math(False)
    out = StringIO()
    with rc_context(settings):
        figure.savefig(
            out, format="svg", transparent=True, metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    return _inline(out.getvalue(), name, title, summary)


def _inline(svg: str, name: str, title: str, summary: str) -> str:
    """matplotlib's file as an element of a page: ids of its own, no sizes, no metadata, the page's colours."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style[^>]*>.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<g id="(?:figure|axes|patch|text|line2d|matplotlib|xtick|ytick|legend)[^"]*">', "<g>", svg)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(?:xlink:)?href="#', f'href="#{name}-', svg)
    svg = re.sub(r"url\(#", f"url(#{name}-", svg)
    svg = re.sub(r'\bd="([^"]*)"', lambda path: f'd="{_tight(path[1])}"', svg)
    for colour, variable in VARIABLES.items():
        svg = svg.replace(colour, f"var(--{variable})")
    box = re.search(r'viewBox="([^"]+)"', svg).group(1)
    head = (
        f'<svg class="chart" viewBox="{box}" role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(written_out(title))}</title>'
        f'<desc id="{name}-desc">{escape(written_out(summary))}</desc>'
    )
    return head + re.sub(r"\s*\n\s*", "\n", svg[svg.index(">") + 1 :]).strip()


def _tight(path: str) -> str:
    """A path's data without the blanks that nothing needs: outlines of Chinese are most of a memo's bytes."""
    return " ".join(re.sub(r"\s*([A-Za-z])\s*", r"\1", path).split())
