"""Searching a whole text for a pattern that is slow to try everywhere, only where it can begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LEAD = 60  # characters of a clause before the words that a pattern looks for in it


def where(begins: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` finds, tried only where `begins` matches.

    Assumes that `begins` matches wherever `pattern` does, and that `pattern` matches nothing empty. A set of characters is
    found many times faster than a pattern of alternatives is tried at every character.
    """
    end = 0
    for place in begins.finditer(text):
        if place.start() >= end and (match := pattern.match(text, place.start())):
            end = match.end()
            yield match


def ahead(core: re.Pattern[str], reach: int, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` finds, tried only from so many characters before what `core` matches up to there.

    Assumes that each match of `pattern` begins there, with what `core` matches in it.
    """
    cores = (match.start() for match in core.finditer(text))
    return at_places(pattern, text, sorted({at for end in cores for at in range(max(0, end - reach), end + 1)}))


def at_clauses(core: re.Pattern[str], marks: str, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` finds, tried only where clauses begin that hold what `core` matches; `marks` end a clause.

    Assumes that each match of `pattern` begins a clause and has in it what `core` matches, at most `LEAD` characters on, and before
    that none of the marks.
    """
    cores = (match.start() for match in core.finditer(text))
    return at_places(pattern, text, sorted({1 + max(text.rfind(mark, max(0, end - LEAD), end) for mark in marks) for end in cores}))


def at_places(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` finds, given in order the only places where a match can begin."""
    end = 0
    for place in places:
        if place >= end and (match := pattern.match(text, place)):
            end = match.end()
            yield match
