"""Searching a whole text for a pattern that is slow to try everywhere, only where it can begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


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


def at_places(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` finds, given in order the only places where a match can begin."""
    end = 0
    for place in places:
        if place >= end and (match := pattern.match(text, place)):
            end = match.end()
            yield match
