"""The parts of the official form and of a table of scores that lies in the text as a stream: 产出指标（60分）, 数量指标20分.

Assumptions:
- a cell that is a name with marks, or marks alone below a name, heads the rows below it, up to the next head of its rank;
- heads that stand one right after another before a row are of one rank below the other; a head that stands alone opens the lowest rank
  while the part above it has marks left for it, and a new part when it has none. 数量指标, 社会效益指标 and their like are of the second rank,
  but for 成本 and 满意度, which are told as either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.figures import Figure
from gouji.patterns import compiled
from gouji.relations.common.model import HUNDRED, Relation, linear
from gouji.relations.common.reading import SCORE, Mention, Reading
from gouji.relations.table.indicators import Item
from gouji.relations.table.views import with_unit

_SECOND = re.compile(r"^(?:数量|质量|时效|经济效益|社会效益|生态效益|可持续影响)")
_HEAD = re.compile(
    r"(?P<name>[^\d，。；：（）()|]{0,16})(?P<open>[（(](?:满分|分值|权重)?[：:]?)?\d{1,3}(?:\.\d)?分?(?P<close>[）)])?"
)
_NO_NAME = re.compile(r"[得扣达计加减每为]$")
_FOLD = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}
_EDGE = re.compile(r"[\s|｜]")


@dataclass(frozen=True)
class Part:
    """A head that tells its marks, and how far it reaches in the working text."""

    mention: Mention
    name: str
    rank: int
    start: int
    end: int


CUT = 3  # characters behind a form that tell no more of it


def parts_of_form(reading: Reading, begin: int, end: int, rows: Sequence[Item]) -> list[Part]:
    """The heads of parts in a stretch of the working text, each with how far it reaches."""
    heads = list(_heads(reading, begin, end))
    ranks = _ranks(heads, [row for row in rows if row.marks is not None])
    found = []
    for at, (m, name) in enumerate(heads):
        stop = next(
            (n.start for (n, _), other in zip(heads[at + 1 :], ranks[at + 1 :], strict=True) if other <= ranks[at]), end
        )
        found.append(Part(m, name, ranks[at], m.start, stop))
    return found


def _heads(reading: Reading, begin: int, end: int) -> Iterator[tuple[Mention, str]]:
    for m in reading.between(begin, end):
        if (
            m.dimension != SCORE
            or m.figure.value is None
            or not 0 < m.figure.value < HUNDRED
            or m.figure.qualifier != "exact"
        ):
            continue
        text, first = reading.document.text, m.figure.start
        while first and not _EDGE.match(text[first - 1]):
            first -= 1
        edge = _EDGE.search(text, m.figure.end)
        cell = _HEAD.fullmatch(text[first : edge.start() if edge else len(text)].translate(_FOLD))
        if cell is None or bool(cell["open"]) != bool(cell["close"]) or _NO_NAME.search(cell["name"]):
            continue
        name = cell["name"] or _name_above(text, first)
        if len(name) > 1 and (cell["open"] or m.figure.text.endswith("分")):
            yield m, name


def _name_above(text: str, at: int) -> str:
    """The cell before one that holds marks alone."""
    before = compiled(r"[\s|｜]+").split(text[max(0, at - 24) : at].rstrip(" \n\t|｜\u3000"))[-1]
    return before if compiled(r"[^\d，。；：]{2,16}").fullmatch(before) else ""


def _ranks(heads: Sequence[tuple[Mention, str]], rows: Sequence[Item]) -> list[int]:
    """Each head's rank, from 1."""
    places = [row.marks.plain_start for row in rows]
    groups: list[list[int]] = []
    for at, (m, _) in enumerate(heads):
        apart = not groups or any(heads[groups[-1][-1]][0].start < place < m.start for place in places)
        groups += [[at]] if apart else []
        if not apart:
            groups[-1].append(at)
    depth = max(map(len, groups), default=0)
    ranks = [1] * len(heads)
    opened: list[int] = []  # by rank, the head that is open
    for group in groups:
        top = 1
        if len(group) < depth and opened:
            top = depth - len(group) + 1
            while top > 1 and not _has_left(heads, rows, opened, top, group[0]):
                top -= 1
        for number, at in enumerate(group):
            ranks[at] = top + number
            opened = [*opened[: top + number - 1], at]
    return ranks


def _has_left(
    heads: Sequence[tuple[Mention, str]], rows: Sequence[Item], opened: Sequence[int], rank: int, at: int
) -> bool:
    """Whether the open head above a rank has marks left for one more head."""
    if len(opened) < rank - 1:
        return False
    if _SECOND.match(heads[at][1]) and not _SECOND.match(heads[opened[rank - 2]][1]):
        return True
    above = heads[opened[rank - 2]][0]
    used = sum(row.marks.value for row in rows if above.start < row.marks.plain_start < heads[at][0].start)
    return used < above.figure.value


def summed(rule: str, whole: Figure, figures: Sequence[Figure], zh: str, en: str, strict: bool = True) -> Relation:
    """A whole told as the sum of its parts, or as its only one."""
    if len(figures) == 1:
        return Relation("repeat", rule, whole, tuple(figures), linear(1), ("whole", "part"), zh, en, strict=strict)
    roles = ("whole", *("part",) * len(figures))
    return Relation("sum", rule, whole, tuple(figures), linear(len(figures)), roles, zh, en, strict=strict)


def part_sums(sections: Sequence[Part], rows: Sequence[Item], end: int | None) -> list[Relation]:
    """产出指标（60分） = the marks of the rows below it, and of the parts of the next rank; not demanded of a part within which the text
    ends (`end`; None where a total closes the form)."""
    found = []
    last = max((row.end for row in rows), default=0)
    for part in sections:
        sure = end is None or max(part.end, last) + CUT < end or part.end < last  # else it may have been cut off within the part
        inside = [row for row in rows if part.start < (row.marks.plain_start if row.marks else row.start) < part.end]
        marks = [row.marks for row in inside]
        below = [p for p in sections if part.start < p.start < part.end and p.rank == part.rank + 1]
        en = f"the {with_unit(part.mention.figure)} of the part “{part.name}” should be the sum of its"
        if marks and all(marks):
            zh = f"“{part.name}”{with_unit(part.mention.figure)}应等于其下各行分值之和"
            found.append(summed("form.part", part.mention.figure, marks, zh, f"{en} rows' marks", sure))
        if (
            below
            and inside
            and all(any(p.start < row.marks.plain_start < p.end for p in below) for row in inside if row.marks)
        ):
            zh = f"“{part.name}”{with_unit(part.mention.figure)}应等于其下各类分值之和"
            found.append(
                summed("form.part", part.mention.figure, [p.mention.figure for p in below], zh, f"{en} parts' marks", sure)
            )
    return found
