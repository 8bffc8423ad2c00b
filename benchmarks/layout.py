"""From a draft to a text: joined, and where a layout asks for it hard-wrapped, spaced, or in Traditional characters."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import lru_cache

import opencc

from benchmarks.writing import Draft, Slot, Written

HALF_WIDTH = str.maketrans("，；：（）", ",;:()")


def finish(d: Draft, layout: str = "plain") -> Written:
    return lay_out(d, list(d.pieces), layout)


def lay_out(d: Draft | Written, pieces: list[str | Slot], layout: str) -> Written:
    """The text with each figure's place. The same pieces and layout give the same text."""
    rng = random.Random(f"{d.style}/{d.seed}/{layout}")
    body = pieces
    if layout == "traditional":
        body = [_traditional(piece) for piece in body]
    elif layout == "half":
        body = [piece.translate(HALF_WIDTH) if isinstance(piece, str) else piece for piece in body]
    parts: list[str] = []
    slots, places, length, column = [], [], 0, 0
    width = rng.randint(34, 44) if layout == "wrapped" else 0
    for original, piece in zip(pieces, body, strict=True):
        if isinstance(piece, Slot):
            if width and column + len(piece.raw) > width:
                parts.append("\n")
                length, column = length + 1, 0
            slots.append(original)
            places.append((length, length + len(piece.raw)))
            parts.append(piece.raw)
            length, column = length + len(piece.raw), column + len(piece.raw)
            piece = piece.suffix
        if layout == "spaced":
            piece = _spaced(piece, rng)
        for char in piece if width else [piece]:
            if width and char != "\n" and column >= width and char not in "，。；：、）%％":
                parts.append("\n")
                length, column = length + 1, 0
            parts.append(char)
            length += len(char)
            column = 0 if char == "\n" else column + len(char)
    return Written(d.style, d.seed, "".join(parts), slots, places, d.ties, d.habits, pieces, layout)


def _spaced(piece: str, rng: random.Random) -> str:
    """A space here and there between characters, as text has that was taken from a page."""
    if len(piece) < 6 and rng.random() < 0.85:
        return piece
    return "".join(c + (" " if rng.random() < 0.06 and c != "\n" and not c.isascii() and (k + 1 == len(piece) or piece[k + 1] != "\n") else "")
                   for k, c in enumerate(piece))


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")


def _traditional(piece: str | Slot) -> str | Slot:
    if isinstance(piece, Slot):
        return replace(piece, raw=_converter().convert(piece.raw), suffix=_converter().convert(piece.suffix))
    return _converter().convert(piece)
