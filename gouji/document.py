"""A report's text with places: the source as it is, and a working text in one way of writing that leads back to it.

The working text (`plain`) has half-width digits and letters, full-width punctuation, simplified characters, and no space
or line break inside a sentence. Every rule reads it; every answer is given in places of the source (`text`).
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from gouji.decoding import decode
from gouji.errors import InputError
from gouji.lazily import cached_property
from gouji.linebreaks import alike, row_shape, soft, wrap_width
from gouji.patterns import compiled
from gouji.pauses import HAN, SPACES, unmarked
from gouji.pauses import find as pauses_of

_LEVELS = (
    re.compile(r"(?:第[一二三四五六七八九十]+[章节部]|[一二三四五六七八九十]{1,3}、)"),
    re.compile(r"（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))"),
    re.compile(r"（\d{1,2}）"),
)
_SPACED_OUT = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
_SINGLE = re.compile(r"(?<=\S) (?=\S)")
_SPACE = re.compile(f"[{re.escape(SPACES)}]+")
_GAP = re.compile(rf"[{re.escape(SPACES)}]{{2,}}")
_NUMBERED = re.compile(r"\s*\d{1,2}\.$")
_SOUNDED = re.compile(rf"(?<=[{HAN}])[（(][a-zü]{{0,5}}[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹ][a-z]{{0,4}}[)）]")
_FULL_POINT = re.compile(r"(?<=\d)．(?=\d)")
_THOUSANDS = re.compile(r"\d(?<![\d.]\d)\d{0,2}(?:，\d{3})+(?!\d)(\.\d)?")
_END_OF_TITLE = re.compile(r"[。：；，]")


@dataclass(frozen=True)
class Document:
    """`text`: the decoded source, unchanged; `plain`: the working text; `origin[i]`: the place in `text` of `plain[i]`."""

    text: str
    plain: str
    origin: Sequence[int] = field(repr=False)
    sha256: str = ""
    encoding: str = "utf-8"

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of `text` that `plain[start:end]` was made from; the end is exclusive."""
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else len(self.text)
            return at, at
        return self.origin[start], self.origin[end - 1] + 1

    def plain_at(self, offset: int) -> int:
        """The index in `plain` of the first character made from `text[offset:]`."""
        return bisect_right(self.origin, offset - 1)

    @cached_property
    def folded(self) -> str:
        """`text` in simplified characters, with digits, letters and signs as ASCII, place for place: tables are looked for in the source as it
        stands."""
        return FOLD.of(half_width(self.text))

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """The paragraphs, as stretches of `plain` without their line breaks."""
        spans, start = [], 0
        for line in self.plain.split("\n"):
            if line:
                spans.append((start, start + len(line)))
            start += len(line) + 1
        return spans

    @cached_property
    def sections(self) -> list[tuple[int, str]]:
        """Where each section starts in `plain`, and its path of headings."""
        stack: list[tuple[int, str]] = []
        found = [(0, "")]
        for start, end in self.paragraphs:
            line = self.plain[start:end]
            for level, mark in enumerate(_LEVELS):
                if mark.match(line):
                    stack = [entry for entry in stack if entry[0] < level]
                    stack.append((level, _END_OF_TITLE.split(line[:60], maxsplit=1)[0][:30]))
                    found.append((start, " / ".join(title for _, title in stack)))
                    break
        return found

    @cached_property
    def _section_starts(self) -> list[int]:
        return [start for start, _ in self.sections]

    def section_at(self, index: int) -> str:
        return self.sections[bisect_right(self._section_starts, index) - 1][1]

    @cached_property
    def title(self) -> str:
        """The first line that names a report, else the first line of any length."""
        lines = [self.plain[a:b] for a, b in self.paragraphs[:12]]
        named = [line for line in lines if compiled(r"报告|说明|总结|情况|通报|公开|简报").search(line) and len(line) < 80]
        return (named or lines or [""])[0]


def load(source: Path | str | bytes) -> Document:
    """Read a report's text. Raises InputError where there is no file, no text in it, or no encoding that reads it."""
    if isinstance(source, bytes):
        raw, name = source, "<bytes>"
    else:
        name = str(source)
        try:
            raw = Path(source).read_bytes()
        except FileNotFoundError:
            raise InputError(f"{name}: no such file") from None
        except OSError as error:
            raise InputError(f"{name}: cannot be read ({error.strerror})") from None
    text, encoding = decode(raw, name)
    plain, origin = normalise(text)
    return Document(text, plain, array("I", origin), hashlib.sha256(raw).hexdigest(), encoding)


class Translation(dict[int, str | int]):
    """A table for `str.translate` that keeps what it has nothing for, too: a miss would raise an error a character."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code

    @cached_property
    def _units(self) -> np.ndarray:
        """What each 16-bit character becomes; a surrogate where that is none of these."""
        units = np.arange(0x10000, dtype="<u2")
        for code, to in list(self.items()):
            if code < 0x10000:
                mark = ord(to) if isinstance(to, str) else to  # a miss that `str.translate` kept is its own code
                units[code] = mark if mark < 0x10000 else 0xD800
        return units

    def of(self, text: str) -> str:
        """A whole text, ten times as fast as `str.translate`."""
        units = self._units[np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")]
        if ((units & 0xF800) == 0xD800).any():
            return text.translate(self)  # beyond 16 bits
        return units.tobytes().decode("utf-16-le")


FOLD = Translation({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})


@lru_cache(maxsize=1)
def _table() -> Translation:
    """Full width to half width for digits, letters and signs; Traditional to simplified; one way for punctuation."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
    table |= {ord(a): b for a, b in zip("％＋－−–‐＝", "%+----=", strict=True)}
    table |= {ord(space): " " for space in SPACES if space not in "\t\r\u200b\ufeff"}
    table |= {ord(a): b for a, b in zip("(),;:?!~[]﹝﹞", "（），；：？！～〔〕〔〕", strict=True)}
    table |= {ord(a): b for a, b in zip("∼〜﹣﹪﹐﹔﹕∶「」『』", "～～-%，；：：“”‘’", strict=True)}
    lines = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        traditional, _, simplified = line.partition("\t")
        simplified = simplified.split(" ")[0]
        if len(traditional) == 1 and len(simplified) == 1:
            table.setdefault(ord(traditional), simplified)
    return Translation(table)


def half_width(text: str) -> str:
    """The text in one way of writing, character by character: half width, simplified, one way for punctuation."""
    return _table().of(text)


def normalise(text: str) -> tuple[str, list[int]]:
    """The working text, and for each of its characters the place in `text` that it came from."""
    chars = half_width(text)
    lines = _lines(chars)
    told = [chars[a:b] for a, b in lines]
    shapes = [row_shape(line) for line in told]
    rows = {n for n in range(len(told) - 1) if alike(shapes[n], shapes[n + 1])}
    wrap = wrap_width([line for n, line in enumerate(told) if n not in rows and n - 1 not in rows])
    sounds = {at for match in _SOUNDED.finditer(chars) for at in range(*match.span())}  # 長(zhǎng): read aloud, not told
    kept: list[int] = []
    pieces: list[str] = []
    pauses: dict[int, str] = {}
    for number, (start, end) in enumerate(lines):
        found = pauses_of(told[number])
        pauses |= {start + at: mark for at, mark in found.items()}
        if found and unmarked(told[number]) and not told[number].rstrip(SPACES).endswith("、"):
            rows.add(number)  # its line is its sentence
        staying = _without_spaces(chars, start, end, pauses)
        if sounds:
            staying = [at for at in staying if at not in sounds]
        kept.extend(staying)
        pieces.append(
            told[number] if len(staying) == end - start and not found
            else "".join(pauses.get(i) or chars[i] for i in staying)
        )
        if number + 1 < len(lines) and (number in rows or not soft(chars, lines[number], lines[number + 1], wrap)):
            kept.append(end)
            pieces.append("\n")
    return _punctuated("".join(pieces), text, kept), kept


def _lines(chars: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in chars.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _without_spaces(chars: str, start: int, end: int, pauses: Mapping[int, str]) -> Sequence[int]:
    """The indexes of a line's characters that stay: no space beside a Chinese character or mark, one between Latin words."""
    line = chars[start:end]
    if not _SPACE.search(line):
        return range(start, end)
    columns = len(_GAP.findall(line.strip(SPACES))) >= 2
    inked = len(line) - sum(line.count(space) for space in SPACES)
    spaced_out = len(_SPACED_OUT.findall(line)) >= 3 and len(_SINGLE.findall(line)) * 10 > inked * 6
    kept: list[int] = []
    position = 0
    for gap in _SPACE.finditer(line):
        kept.extend(range(start + position, start + gap.start()))
        position = gap.end()
        if start + gap.start() in pauses:
            kept.append(start + gap.start())
        elif kept and position < len(line) and _stays(line[: gap.start()], line[position], gap[0], spaced_out, columns):
            kept.append(start + gap.start() + max(gap[0].find("\t"), 0))
    kept.extend(range(start + position, end))
    return kept


def _stays(before: str, right: str, gap: str, spaced_out: bool, columns: bool) -> bool:
    left = before[-1]
    if "\t" in gap or (columns and len(gap) >= 2):
        return True  # a cell's border
    if spaced_out and len(gap) == 1:
        return False
    if left == "." and right.isdigit():
        return bool(_NUMBERED.match(before))  # "1. 2023年" is a heading, "13. 6%" a number
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def _punctuated(plain: str, text: str, origin: list[int]) -> str:
    """Decimal points and thousands marks as ASCII, whatever width they were written in; one character stays one.

    A full-width comma is a thousands mark only between full-width digits or before decimals: 共25，300人 is a list. So is a
    number with another comma beside it, unless that one is of the other width (244批次，1,957人次).
    """

    def thousands(match: re.Match[str]) -> str:
        marks = [text[origin[match.start() + at]] for at, c in enumerate(match[0]) if c == "，"]
        wide = text[origin[match.start()]] > "9"
        beside = [text[origin[at]] for at in (match.start() - 1, match.end()) if plain[at : at + 1] == "，" and at >= 0]
        if beside and set(beside) & set(marks):
            return match[0]
        return match[0].replace("，", ",") if wide or "，" not in marks or match[1] else match[0]

    if "．" in plain:
        plain = _FULL_POINT.sub(".", plain)
    return _THOUSANDS.sub(thousands, plain)
