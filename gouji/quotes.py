"""The source's own words around figures: what a finding quotes, and what its fingerprint is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gouji.document import Document
from gouji.patterns import compiled

_SENTENCE = re.compile(r"[。；！？\n]")
_CLAUSE = re.compile(r"[。；！？\n，：]")
_PHRASE = re.compile(r"[。；！？\n，：、（）|\t]")
SHORT = 60  # a sentence up to this many characters is quoted whole, a longer one by its clause
LEAD = 8  # a clause with fewer characters before its figure does not say what the figure is of
LONGEST = 120  # of one quotation
NEAR = 10  # quotations with no more than this between them are one


@dataclass(frozen=True)
class Quote:
    """`text` is `Document.text[start:end]`."""

    start: int
    end: int
    text: str

    def as_dict(self) -> dict[str, int | str]:
        return {"start": self.start, "end": self.end, "text": self.text}


def around(document: Document, places: Iterable[tuple[int, int]]) -> list[Quote]:
    """The sentences or clauses around stretches of the text, in its order; near ones joined."""
    spans = sorted(_window(document.plain, *_plain(document, start, end)) for start, end in places)
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if (
            joined
            and start <= joined[-1][1] + NEAR
            and max(end, joined[-1][1]) - joined[-1][0] <= 2 * LONGEST
            and "\n" not in document.plain[joined[-1][1] : start]
        ):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        elif not joined or end > joined[-1][1]:
            joined.append((max(start, joined[-1][1]) if joined else start, end))
    return [quote for start, end in joined if (quote := exactly(document, *document.place(start, end))).text]


def exactly(document: Document, start: int, end: int) -> Quote:
    """A stretch of the text as it is, without blanks at its ends, cut off where it is very long."""
    stretch = document.text[start : min(end, start + 2 * LONGEST)]
    start += len(stretch) - len(stretch.lstrip())
    stretch = stretch.strip()
    return Quote(start, start + len(stretch), stretch)


def phrase(document: Document, start: int, end: int) -> str:
    """The words between the nearest marks around a stretch, in one way of writing: they stay when other text moves."""
    a, b = _plain(document, start, end)
    return compiled(r"\s").sub("",
        document.plain[_back(_PHRASE, document.plain, a, 2 * LONGEST) : _on(_PHRASE, document.plain, b, 2 * LONGEST)],
    )


def _plain(document: Document, start: int, end: int) -> tuple[int, int]:
    a = document.plain_at(start)
    return a, max(a, document.plain_at(end))


def _window(plain: str, start: int, end: int) -> tuple[int, int]:
    a, b = _back(_SENTENCE, plain, start, SHORT), _on(_SENTENCE, plain, end, SHORT)
    if b - a <= SHORT and (a == 0 or _SENTENCE.match(plain[a - 1])):
        return a, b
    a = _back(_CLAUSE, plain, start, LONGEST)
    if start - a < LEAD and a > 0 and not _SENTENCE.match(plain[a - 1]):
        a = _back(_CLAUSE, plain, a - 1, LONGEST // 2)
    return a, max(end, _on(_CLAUSE, plain, end, LONGEST))


def _back(mark: re.Pattern[str], plain: str, index: int, most: int) -> int:
    """Just after the nearest mark before an index, at most so many characters back."""
    floor = max(0, index - most)
    found = [match.end() for match in mark.finditer(plain, floor, index)]
    return found[-1] if found else floor


def _on(mark: re.Pattern[str], plain: str, index: int, most: int) -> int:
    """Up to the nearest mark at or after an index, at most so many characters on."""
    ceiling = min(len(plain), index + most)
    found = mark.search(plain, index, ceiling)
    return found.start() if found else ceiling
