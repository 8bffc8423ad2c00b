"""repeat.headline: what a title tells ahead of the text (前三季度外贸同比增8.2%), and what a number is referred back to by (这两个社区).

Assumptions:
- a title is a short line before the first sentence; what it tells is told again below, by a figure of the same value and unit that shares a
  word with it, or is a rate of change as it is;
- 这, 该, 上述 right before a count of things mean those last told in the same counter under the same noun.
A figure that differs may be of something else: only what agrees is tied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.relations.common.evidence import digits
from gouji.relations.common.model import Relation
from gouji.relations.common.naming import chunks
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.retold import tie
from gouji.relations.common.verbs import tells_change

TITLE = 70  # characters of a line that may be a title
LINES = 3
_REFERRED = re.compile("(?:这|上述|以上|该)$")
BACK = 3  # sentences


def propose(reading: Reading) -> Iterator[Relation]:
    """Each figure of a title with the first that tells it again, and each count referred to with the last of its name."""
    end = _titles(reading)
    for first in reading.between(0, end):
        later = next((m for m in reading.between(end, len(reading.plain)) if _again(first, m)), None) if digits_of(first) >= 2 else None
        if later is not None:
            yield tie("repeat.headline", first, later, strict=False)
    for m in reading.mentions:
        if m.unit.counted and m.figure.value is not None and m.figure.value >= 2 and _REFERRED.search(m.lead) and (first := _meant(reading, m)):
            yield tie("repeat.referred", first, m, strict=False)


def digits_of(mention: Mention) -> int:
    return digits(mention.figure) if mention.figure.value else 0


def _titles(reading: Reading) -> int:
    """Where the lines before the first sentence end in the working text; they are few, and short in the source."""
    text, end = reading.document.text, 0
    for _ in range(LINES):
        stop = text.find("\n", end)
        if stop < 0 or stop - end > TITLE or "。" in text[end:stop]:
            break
        end = stop + 1
    return reading.document.plain_at(end) if end else 0


def _again(first: Mention, later: Mention) -> bool:
    a, b = first.figure, later.figure
    if b.value is None or a.value * first.unit.factor != b.value * later.unit.factor or a.unit.rstrip("元") != b.unit.rstrip("元"):
        return False
    if first.rate:
        return tells_change(first) == tells_change(later) and (tells_change(first) or bool(_words(first) & _words(later)))
    return bool(_words(first) & _words(later))


def _words(mention: Mention) -> frozenset[str]:
    return chunks(mention.lead[-16:]) | chunks(mention.noun[:8])


def _meant(reading: Reading, mention: Mention) -> Mention | None:
    for m in reversed(reading.mentions[: mention.index]):
        if mention.sentence - m.sentence > BACK:
            return None
        if m.figure.unit == mention.figure.unit and len(m.noun) >= 2 and m.noun[:2] == mention.noun[:2] and m.figure.value is not None:
            return m if m.figure.value == mention.figure.value else None
    return None
