"""The source as the memo shows it: stretches of the report's own text, every figure marked by what became of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from gouji.memo.view import WORDED, Paper

STOPS = "。；！？\n"
CONTEXT = 60  # characters of its sentence shown on either side of a quotation that is too short to speak for itself
SHORT = 12
LONGEST = 420  # characters of one quotation; beyond that its middle is left out


@dataclass(frozen=True, order=True)
class Span:
    """A finding's quotation: offsets in the source, the finding's number, which of its quotations it is (from 1).

    `marked`: these very words are what the finding is about; else its figures in them are.
    """

    start: int
    end: int
    number: int
    index: int
    marked: bool = True


@dataclass(frozen=True)
class Piece:
    """A stretch of text of one kind: a figure or not, inside quotations or not.

    `opens` are the quotations that begin here, `closes` those that end here; `gap` stands for text left out.
    """

    text: str
    figure: Mapping[str, Any] | None = None
    quoted: bool = False
    opens: tuple[Span, ...] = ()
    closes: tuple[Span, ...] = ()
    gap: bool = False


def visible(text: str) -> Markup:
    """The text escaped for HTML, with characters that would hide or reorder text written out as their code points."""
    if text.isprintable():
        return escape(text)
    return Markup("").join(
        escape(char) if not _hidden(char) else Markup('<span class="code">⟨U+{:04X}⟩</span>').format(ord(char))
        for char in text
    )


def written_out(text: str) -> str:
    """The text with such characters written out, where there can be no markup."""
    return text if text.isprintable() else "".join(f"⟨U+{ord(char):04X}⟩" if _hidden(char) else char for char in text)


def _hidden(char: str) -> bool:
    return char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def paragraphs(paper: Paper) -> Iterator[list[Piece]]:
    """The whole report, line by line, empty lines left out."""
    spans = [span for finding in paper.findings for span in _spans(paper.text, finding)]
    for start, end in _lines(paper.text):
        yield list(pieces(paper, start, end, [span for span in spans if span.start < end and span.end > start]))


def excerpts(paper: Paper, finding: Mapping[str, Any]) -> list[tuple[list[Span], list[Piece]]]:
    """A finding's quotations with the sentence around each, and the places where it stands.

    Quotations in one sentence are shown together, and the same words in several places once.
    """
    stretches: list[tuple[int, int, list[Span]]] = []
    for span in sorted(_spans(paper.text, finding)):
        start, end = span.start, span.end
        if end - start < SHORT:
            start, end = _sentence(paper.text, start, end)
        if stretches and start <= stretches[-1][1]:
            first, last, spans = stretches.pop()
            stretches.append((first, max(end, last), [*spans, span]))
        else:
            stretches.append((start, end, [span]))
    shown: dict[str, tuple[list[Span], list[Piece]]] = {}
    for start, end, spans in stretches:
        if (text := paper.text[start:end]) in shown:
            shown[text][0].append(spans[0])
        else:
            shown[text] = [spans[0]], _shortened(list(pieces(paper, start, end, spans)))
    return list(shown.values())


def _spans(text: str, finding: Mapping[str, Any]) -> Iterator[Span]:
    """The finding's quotations without the blanks at their ends."""
    for index, quote in enumerate(finding["quotes"], start=1):
        stretch = text[quote["start"] : quote["end"]]
        if stretch.strip():
            start = quote["start"] + len(stretch) - len(stretch.lstrip())
            worded = finding.get("source_check", {}).get("table") in WORDED
            yield Span(start, start + len(stretch.strip()), finding["number"], index, worded and index == 1)


def pieces(paper: Paper, start: int, end: int, spans: Sequence[Span]) -> Iterator[Piece]:
    """The text from start to end, cut at every figure and at every quotation's ends."""
    figures = [figure for figure in paper.figures.values() if figure["start"] < end and figure["end"] > start]
    cuts = {start, end}
    for low, high in [(figure["start"], figure["end"]) for figure in figures] + [
        (span.start, span.end) for span in spans
    ]:
        cuts.update(cut for cut in (low, high) if start < cut < end)
    edges = sorted(cuts)
    waiting = iter(figures)
    figure = next(waiting, None)
    shown: set[str] = set()
    for low, high in zip(edges, edges[1:], strict=False):
        while figure is not None and figure["end"] <= low:
            figure = next(waiting, None)
        here = figure if figure is not None and figure["start"] <= low and high <= figure["end"] else None
        first = here is not None and here["id"] not in shown
        if first:
            shown.add(here["id"])
        yield Piece(
            paper.text[low:high],
            here if first else None,
            any(span.marked and span.start <= low and high <= span.end for span in spans),
            tuple(span for span in spans if span.start == low),
            tuple(span for span in spans if span.end == high),
        )


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    low = max((text.rfind(stop, 0, start) for stop in STOPS), default=-1) + 1
    high = min((place for stop in STOPS if (place := text.find(stop, max(start, end - 1))) >= 0), default=len(text))
    high = high + 1 if high < len(text) and text[high] != "\n" else high
    low, high = max(low, start - CONTEXT), max(end, min(high, end + CONTEXT))
    while low < start and text[low].isspace():
        low += 1
    return low, high


def _shortened(found: list[Piece]) -> list[Piece]:
    """The pieces with the middle left out where they are longer than a quotation may be."""
    if sum(len(piece.text) for piece in found) <= LONGEST:
        return found
    head, tail = _upto(found, LONGEST // 2), _upto(list(reversed(found)), LONGEST // 2, tail=True)
    return [*head, Piece("", gap=True), *reversed(tail)]


def _upto(found: list[Piece], room: int, tail: bool = False) -> list[Piece]:
    kept: list[Piece] = []
    for piece in found:
        if len(piece.text) > room:
            if piece.figure is None and room:
                text = piece.text[-room:] if tail else piece.text[:room]
                kept.append(Piece(text, None, piece.quoted))
            return kept
        kept.append(piece)
        room -= len(piece.text)
    return kept
