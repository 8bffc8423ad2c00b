"""sum.outline: a numbered heading that tells a number is the sum of the headings right below it.

Basis: addition; a report is divided as it is numbered (一、 （一） 1. （1）). Assumes that the number of a heading is the first of its unit,
told in its first few words, before any full stop, and that the headings of the next level down to the next of its own are its parts.
Scores are shared out among them, which is demanded where each of them tells one behind the same words; amounts are tied where they fit.
Example: 三、绩效指标（自评得分90分） / （一）产出指标（50分）… / （二）效益指标（40分）…
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.relations.common.lists import addable, amount, is_change
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import SCORE, Mention, Reading
from gouji.relations.common.whole import total_of

_LEVELS = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"（[一二三四五六七八九十]{1,3}）、?"),
    re.compile(r"\d{1,2}[、．.](?!\d)"),
    re.compile(r"（\d{1,2}）|\d{1,2}）"),
    re.compile(r"[①-⑳]"),
)
HEAD = 40  # characters of a heading in which its number stands
LEAST = 2  # parts


@dataclass(frozen=True)
class _Heading:
    level: int
    told: tuple[Mention, ...]  # the first figure of each unit in it


def propose(reading: Reading) -> Iterator[Relation]:
    """The ties of all headings with those below them."""
    headings = list(_headings(reading))
    for at, over in enumerate(headings):
        below = _below(headings, at)
        if len(below) < LEAST:
            continue
        for whole in over.told:
            parts = [part for each in below if (part := _like(each, whole)) is not None]
            if len(parts) < LEAST or len(parts) < len(below) and whole.dimension == SCORE:
                continue
            alike = len({m.lead[-2:] for m in (whole, *parts)}) == 1  # all could be got, or all were
            tie = total_of(whole, parts, "sum.outline", strict=whole.dimension == SCORE and alike)
            if tie.strict or tie.holds:
                yield tie


def _headings(reading: Reading) -> Iterator[_Heading]:
    for start, end in reading.document.paragraphs:
        level = next((n for n, mark in enumerate(_LEVELS) if mark.match(reading.plain, start)), None)
        if level is None:
            continue
        stop = reading.plain.find("。", start, end)
        line = reading.plain.find("\n", start, end)
        stop = min(x for x in (stop, line, end, start + HEAD) if x >= 0)
        told: dict[str, Mention] = {}
        for m in reading.between(start, stop):
            if (amount(m) or m.dimension == SCORE) and m.figure.value is not None and not is_change(m):
                told.setdefault(m.dimension, m)
        yield _Heading(level, tuple(told.values()))


def _below(headings: Sequence[_Heading], at: int) -> list[_Heading]:
    """The headings of the next level below one."""
    own = headings[at].level
    inside: list[_Heading] = []
    for heading in headings[at + 1 :]:
        if heading.level <= own:
            break
        inside.append(heading)
    return [h for h in inside if h.level == inside[0].level] if inside else []


def _like(heading: _Heading, whole: Mention) -> Mention | None:
    return next((m for m in heading.told if m.dimension == whole.dimension and (m.dimension == SCORE or addable(m, whole))), None)
