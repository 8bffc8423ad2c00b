"""What a chart consists of, and how it leaves: inline SVG for the page, PNG for print, the same bytes for the same numbers.

A chart is shapes and words at places that are worked out once; SVG is written of them, and matplotlib's Agg paints them.
The colours are those of the style sheet; in SVG they are its variables, so a chart follows light, dark and print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from io import BytesIO

import numpy as np
from markupsafe import Markup
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D
from PIL import Image

from gouji.memo import lettering
from gouji.memo.source import written_out

WIDTH = 360.0  # points: 480 CSS pixels, so that the numbers stay legible on a phone
POINTS = 9.5  # the size of all words
MIDDLE = 0.375 * POINTS  # from the middle of a line of words down to where it stands: half the height of a digit
LEADING = 11.0  # points from one line of words to the next
DPI = 220  # of a PNG, which print enlarges a little
SCALE = DPI / 72
RLE = 3  # zlib's Z_RLE: flat colours pack better and faster by their runs alone

# The style sheet's colours on white paper, each one different.
INK, MUTED, RULE, MAIN, SOFT, ACCENT, PAPER = (
    "#16181d",
    "#474d57",
    "#d5d9e0",
    "#2c527d",
    "#bccbdc",
    "#8f1018",
    "#ffffff",
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
# Where two colours meet, a pixel is a mixture: those that a PNG's palette has, with how many steps each. None is as near
# to white as three parts of 255, by which Pillow may miss a colour.
MIXTURES = (
    (PAPER, INK, 32),
    (PAPER, ACCENT, 32),
    (PAPER, MUTED, 24),
    (PAPER, MAIN, 24),
    (PAPER, SOFT, 8),
    (PAPER, RULE, 6),
    (MAIN, INK, 16),
    (MAIN, SOFT, 12),
    (MAIN, ACCENT, 12),
    (SOFT, ACCENT, 12),
)
START, MIDST, END = 0.0, 0.5, 1.0  # which part of a line of words stands at its place


@dataclass(frozen=True)
class Form:
    """A figure between points in order, filled or drawn round about; two points are a line."""

    points: Sequence[tuple[float, float]]
    fill: str = ""
    stroke: str = ""
    thick: float = 0.0

    def svg(self) -> str:
        told = "L".join(f"{_short(x)} {_short(y)}" for x, y in self.points)
        return f'<path d="M{told}{"z" if self.fill else ""}" style="{_look(self.fill, self.stroke, self.thick)}"/>'

    def paint(self, agg: RendererAgg) -> None:
        corners = np.array(self.points) * SCALE
        outline = Outline(np.concatenate((corners, corners[:1])), closed=True) if self.fill else Outline(corners)
        _paint(agg, outline, Affine2D(), self.fill, self.stroke, self.thick)


@dataclass(frozen=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    fill: str

    def svg(self) -> str:
        place = f'cx="{_short(self.x)}" cy="{_short(self.y)}" r="{_short(self.radius)}"'
        return f'<circle {place} style="{_look(self.fill)}"/>'

    def paint(self, agg: RendererAgg) -> None:
        place = Affine2D().scale(self.radius * SCALE).translate(self.x * SCALE, self.y * SCALE)
        _paint(agg, Outline.unit_circle(), place, self.fill)


@dataclass(frozen=True)
class Line:
    """A line of words: where it begins, and the height at which it stands."""

    x: float
    y: float
    words: str
    fill: str

    def svg(self, name: str) -> str:
        """It points to its characters' outlines, which are told once a chart."""
        used, at = [], 0.0
        for char in self.words:
            if lettering.shape(char):
                used.append(f'<use href="#{name}-{ord(char):x}"{f" x={chr(34)}{_short(at)}{chr(34)}" if at else ""}/>')
            at += lettering.advance(char)
        size = _short(POINTS / lettering.UNITS, 4)
        place = f"translate({_short(self.x)} {_short(self.y)}) scale({size} -{size})"
        return f'<g transform="{place}" style="{_look(self.fill)}">{"".join(used)}</g>'

    def paint(self, agg: RendererAgg) -> None:
        outline = lettering.line(self.words)
        if outline is not None:
            size = POINTS / lettering.UNITS * SCALE
            place = Affine2D().scale(size, -size).translate(self.x * SCALE, self.y * SCALE)
            _paint(agg, outline, place, self.fill, snap=False)


@dataclass
class Picture:
    """What is drawn so far, in points from the upper left corner."""

    height: float
    drawn: list[Form | Dot | Line] = field(default_factory=list)

    def sheet(self) -> Form:
        """The paper under everything."""
        return Form([(0, 0), (WIDTH, 0), (WIDTH, self.height + 1), (0, self.height + 1)], PAPER)

    def bar(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        self.drawn.append(Form([(left, top), (right, top), (right, bottom), (left, bottom)], fill))

    def rule(self, start: tuple[float, float], end: tuple[float, float], stroke: str, thick: float) -> None:
        self.drawn.append(Form([start, end], stroke=stroke, thick=thick))

    def diamond(self, x: float, y: float) -> None:
        half = 3.54
        corners = [(x - half, y), (x, y - half), (x + half, y), (x, y + half)]
        self.drawn.append(Form(corners, PAPER, ACCENT, 1.4))

    def dot(self, x: float, y: float) -> None:
        self.drawn.append(Dot(x, y, 2.6, ACCENT))

    def words(self, x: float, y: float, text: str, *, at: float = START, fill: str = INK) -> None:
        """Lines of words, of which the first stands at the height `y`."""
        for number, words in enumerate(text.split("\n")):
            self.drawn.append(Line(x - at * wide(words), y + number * LEADING, words, fill))


@dataclass(frozen=True)
class Chart:
    """A chart as drawn, with its title and its text alternative. In a template it is its SVG."""

    picture: Picture
    name: str
    title: str
    summary: str

    def __html__(self) -> Markup:
        return Markup(self.svg())

    def svg(self) -> str:
        """The chart as an element of a page, in which all ids begin with its name."""
        name, drawn = self.name, self.picture.drawn
        chars = dict.fromkeys(char for item in drawn if isinstance(item, Line) for char in item.words)
        known = "".join(
            f'<path id="{name}-{ord(char):x}" d="{outline}"/>' for char in chars if (outline := lettering.shape(char))
        )
        shown = "\n".join(item.svg(name) if isinstance(item, Line) else item.svg() for item in drawn)
        return (
            f'<svg class="chart" viewBox="0 0 {_short(WIDTH)} {_short(self.picture.height)}" role="img" '
            f'aria-labelledby="{name}-title {name}-desc">'
            f'<title id="{name}-title">{escape(written_out(self.title))}</title>'
            f'<desc id="{name}-desc">{escape(written_out(self.summary))}</desc>'
            f"<defs>{known}</defs>\n{shown}</svg>"
        )

    def png(self) -> bytes:
        """The chart as a picture for print, on white."""
        high = round(self.picture.height * SCALE)
        agg = RendererAgg(round(WIDTH * SCALE), high, DPI)
        for item in (self.picture.sheet(), *self.picture.drawn):
            item.paint(agg)
        painted = Image.frombytes("RGB", (int(agg.width), high), agg.buffer_rgba(), "raw", "RGBX")  # on white: nothing shines through
        out = BytesIO()
        painted.quantize(palette=_palette(), dither=Image.Dither.NONE).save(out, "PNG", compress_level=1, compress_type=RLE)
        return out.getvalue()


def wide(text: str) -> float:
    """How wide a line of words is drawn, in points."""
    return lettering.width(text) * POINTS / lettering.UNITS


def _paint(
    agg: RendererAgg,
    outline: Outline,
    place: Affine2D,
    fill: str,
    stroke: str = "",
    thick: float = 0.0,
    *,
    snap: bool | None = None,
) -> None:
    """Agg counts upwards from the lower edge, in pixels; where nothing else is said it sets straight edges on pixels."""
    look = agg.new_gc()
    look.set_snap(snap)
    look.set_linewidth(thick)
    look.set_joinstyle("miter")
    if stroke:
        look.set_foreground(stroke)
    agg.draw_path(look, outline, place.scale(1, -1).translate(0, agg.height), _rgb(fill) if fill else None)


def _look(fill: str, stroke: str = "", thick: float = 0.0) -> str:
    told = f"fill: {f'var(--{VARIABLES[fill]})' if fill else 'none'}"
    return f"{told}; stroke: var(--{VARIABLES[stroke]}); stroke-width: {_short(thick)}" if stroke else told


def _short(number: float, places: int = 2) -> str:
    told = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return "0" if told == "-0" else told


@cache
def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


@cache
def _palette() -> Image.Image:
    """Every colour that a chart's pixels may have, or nearly: an eighth of the bytes of colours told one by one."""
    mixed = [_rgb(PAPER)]
    for one, other, steps in MIXTURES:
        pairs = list(zip(_rgb(one), _rgb(other), strict=True))
        mixed += [tuple(a + (b - a) * step / steps for a, b in pairs) for step in range(1, steps + 1)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([round(255 * part) for colour in mixed for part in colour])
    return palette
