"""How a chart leaves matplotlib: inline SVG for the page, PNG for print, the same bytes for the same numbers.

Text is drawn with zhplot's Noto Sans SC, so no reader's machine can lack the font. The colours are those of the style
sheet; in SVG they become its variables, so a chart follows light, dark and print.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from importlib.util import find_spec
from io import BytesIO, StringIO
from pathlib import Path

from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font

from gouji.memo.source import written_out

WIDTH = 5.0  # inches: 480 CSS pixels, so that the numbers stay legible on a phone
POINTS = 9.5
DPI = 220  # of a PNG, which print enlarges a little

# The style sheet's colours on white paper, each one different, so that SVG can name them by its variables.
INK, MUTED, RULE, MAIN, SOFT, ACCENT, PAPER = (
    "#16181d",
    "#474d57",
    "#d5d9e0",
    "#2c527d",
    "#bccbdc",
    "#8f1018",
    "#fffffe",
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
class Chart:
    """A chart as drawn, with its title and its text alternative. In a template it is its SVG."""

    figure: Figure
    name: str
    title: str
    summary: str

    def __html__(self) -> Markup:
        return Markup(self.svg())

    def svg(self) -> str:
        """The chart as an element of a page."""
        out = StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        with rc_context({"svg.hashsalt": self.name, "svg.fonttype": "path"}):
            FigureCanvasSVG(self.figure).print_svg(out, metadata=nothing)
        return _inline(out.getvalue(), self.name, self.title, self.summary)

    def png(self) -> bytes:
        """The chart as a picture for print, on white."""
        out = BytesIO()
        before = self.figure.dpi
        self.figure.dpi = DPI
        try:
            # Hinting fits outlines to a screen's pixels: print does not need it, and it takes half the time.
            with rc_context({"text.hinting": "none"}):
                canvas = FigureCanvasAgg(self.figure)
                self.figure.patch.set(facecolor="white", alpha=1)
                canvas.print_png(out, metadata={"Software": None}, pil_kwargs={"compress_level": 1})
        finally:
            self.figure.patch.set(facecolor="none", alpha=0)
            self.figure.dpi = before
        return out.getvalue()


def finished(figure: Figure, name: str, title: str, summary: str) -> Chart:
    """The figure as a chart, all its words in the one font and size, and never read as formulas."""
    font = FontProperties(fname=str(font_path()))
    # Not by findobj: that would have every axis make the ticks that no chart here has
    drawn = [text for axes in figure.axes for text in axes.texts]
    for text in (*drawn, *(text for legend in figure.legends for text in legend.get_texts())):
        text.set_fontproperties(font)
        text.set_fontsize(POINTS)
        text.set_parse_math(False)
    figure.patch.set(facecolor="none", alpha=0)
    return Chart(figure, name, title, summary)


@cache
def font_path() -> Path:
    """The Noto Sans SC that zhplot brings; found without importing zhplot, which would change matplotlib's settings."""
    spec = find_spec("zhplot")
    folder = Path(next(iter(spec.submodule_search_locations)))
    return folder / "fonts" / "NotoSansSC-Regular.ttf"


def legible(text: str) -> str:
    """The text with every character that the font cannot draw shown as a white square, never as nothing."""
    return "".join(char if char == "\n" or ord(char) in _drawable() else "□" for char in str(text))


@cache
def _drawable() -> frozenset[int]:
    return frozenset(get_font(str(font_path())).get_charmap())


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


@lru_cache(maxsize=4096)  # outlines of characters come again in every chart
def _tight(path: str) -> str:
    """A path's data without the blanks that nothing needs: outlines of Chinese are most of a memo's bytes."""
    told = " ".join(path.split())
    for letter in filter(str.isalpha, set(told)):
        told = told.replace(f" {letter}", letter).replace(f"{letter} ", letter)
    return told
