"""Synthetic reports of a wanted length: the real report's, and multiples of it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.layout import finish
from benchmarks.styles import works
from benchmarks.writing import Draft

REAL = 13_700  # characters of the real report


def report(seed: int, length: int | None = None) -> str:
    """A works report of about so many characters, with about as many figures as the real report has in its; beyond that
    one, further parts of other departments until it is long enough."""
    length = length or REAL
    text, part = "", 0
    while len(text) < length:
        draft = Draft("size", seed * 1000 + part, wide=False, spaced=False)
        works.write(draft, chapters=4, projects=22, departments=5, plain=7)
        text += finish(draft).text + "\n"
        part += 1
    end = text.find("\n", length)
    return text[: end + 1] if end >= 0 else text


def lengthened(times: int, *, repeated: bool = False, seed: int = 7) -> str:
    """`times` times the real length: different matter, or the same once more."""
    return report(seed) * times if repeated else report(seed, REAL * times)


def of_real_size(place: Path, count: int) -> list[Path]:
    """So many files of the real report's length."""
    place.mkdir(parents=True, exist_ok=True)
    paths = []
    for seed in range(count):
        path = place / f"report{seed:04d}.txt"
        path.write_text(report(seed), encoding="utf-8")
        paths.append(path)
    return paths


def folder(place: Path, count: int) -> Path:
    of_real_size(place, count)
    return place
