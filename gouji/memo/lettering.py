"""Words as outlines, so that no reader's machine can lack the font: zhplot's Noto Sans SC, read by matplotlib.

Outlines are in units of the font, a thousandth of its size, from the start of the line, upwards. A character's are made
once, for all charts in all languages.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.font_manager import get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path as Outline

UNITS = 1000  # the font's units in its size
KEPT = 8192  # characters whose outlines are kept: more than a report has, fewer than the font
_POINTS = {Outline.MOVETO: 1, Outline.LINETO: 1, Outline.CURVE3: 2, Outline.CURVE4: 3, Outline.CLOSEPOLY: 1}
_LETTERS = {Outline.MOVETO: "m", Outline.LINETO: "l", Outline.CURVE3: "q", Outline.CURVE4: "c"}


@cache
def font_path() -> Path:
    """The Noto Sans SC that zhplot brings; found without importing zhplot, which would change matplotlib's settings."""
    spec = find_spec("zhplot")
    folder = Path(next(iter(spec.submodule_search_locations)))
    return folder / "fonts" / "NotoSansSC-Regular.ttf"


def legible(text: str) -> str:
    """The text with every character that the font cannot draw shown as a white square, never as nothing."""
    return "".join(char if char == "\n" or ord(char) in _drawable() else "□" for char in str(text))


def width(text: str) -> float:
    """How wide a line is, in units of the font."""
    return sum(advance(char) for char in text)


@lru_cache(maxsize=KEPT)
def advance(char: str) -> float:
    """How far after a character the next one begins."""
    return _loaded(char).linearHoriAdvance / 65536


@lru_cache(maxsize=KEPT)
def shape(char: str) -> str:
    """A character's outline as the data of an SVG path, in whole units; "" where nothing is to be seen."""
    outline = _outline(char)
    points = outline.vertices.round().astype(int).tolist()
    told, place = [], 0
    x = y = from_x = from_y = 0  # where the pen is, and where its contour began
    while place < len(points):
        code = outline.codes[place]
        size = _POINTS[code]
        if code == Outline.CLOSEPOLY:
            told.append("z")
            x, y = from_x, from_y
        else:
            pairs = " ".join(f"{to_x - x} {to_y - y}" for to_x, to_y in points[place : place + size])
            told.append(f"{_LETTERS[code]}{pairs}")
            x, y = points[place + size - 1]
            if code == Outline.MOVETO:
                from_x, from_y = x, y
        place += size
    return "".join(told).replace(" -", "-")


def learn(text: str) -> None:
    """Make the outlines of a text's characters, so that they are at hand."""
    for char in set(text):
        if char.isprintable() and ord(char) in _drawable():
            shape(char)


def line(text: str) -> Outline | None:
    """A line's outline in one; None where nothing is to be seen."""
    vertices, codes, at = [], [], 0.0
    for char in text:
        outline = _outline(char)
        if len(outline.vertices):
            vertices.append(outline.vertices + (at, 0))
            codes.append(outline.codes)
        at += advance(char)
    return Outline(np.concatenate(vertices), np.concatenate(codes)) if vertices else None


@lru_cache(maxsize=KEPT)
def _outline(char: str) -> Outline:
    _loaded(char)
    return Outline(*_font().get_path())


def _loaded(char: str) -> Any:
    font = _font()
    font.set_size(UNITS, 72)
    return font.load_char(ord(char), flags=LoadFlags.NO_HINTING)


def _font() -> FT2Font:
    return get_font(str(font_path()))


@cache
def _drawable() -> frozenset[int]:
    return frozenset(_font().get_charmap())
