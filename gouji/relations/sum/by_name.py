"""到位：甲县a，乙县b，丙县c。核拨：甲县d，乙县e…。拨付率：甲县p%…: what several lists tell of the same names. Basis: definition of a rate.

Assumes that a place, or a short name that opens items of several lists, means the same each time (羊场 is 羊场镇), that figures
without a name of their own belong to the name before them, and that a list of rates has one definition: that of two measures
which most of its items bear out is every item's, the whole's (全县) too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import permutations

from gouji.relations.common.lists import amount, is_change
from gouji.relations.common.model import Formula, Relation
from gouji.relations.common.naming import ratio
from gouji.relations.common.reading import POINTS, RATE, Mention, Reading

_HAN = "\u4e00-\u9fff"
_IN_HAN = re.compile(f"[{_HAN}]+")
_OPENING = re.compile(r"^.*(?:[：:]|其中|依次为|分别为|分别是|依次是|[高低快慢大小多少好差]为)")
_OPENS = re.compile("[：:为是]|其中")
_PLACE = re.compile(
    rf"(?P<name>全[县市区州省旗镇乡国]|[市县州省区]本级|[州市县省]级部门|[{_HAN}]{{1,6}}?(?:街道|新区|开发区|园区|[县市区镇乡旗州村]))(?P<rest>[^县市区镇乡旗州村]*)$"
)
_ENDING = re.compile(r"(?:街道|[县市区镇乡旗州村])$")
_MEASURE = re.compile(
    r"率|完成|支出|预算|到位|拨付|核拨|计划|任务|新增|共|计|增|减|降|占|为|其|达|实际|户均|人均|余额|进度"
)
LEAST, MOST_COLUMNS = 3, 14


@dataclass
class _Column:
    """One measure of a list: what it is told as, and its figure for each name."""

    word: str
    dimension: str
    sentence: int
    figures: dict[str, Mention] = field(default_factory=dict)


def propose(reading: Reading) -> list[Relation]:
    """Rates by name, from the measures that other lists tell of the same names."""
    columns = list(_columns(reading))
    rates = [c for c in columns if c.dimension in (RATE, "") and _named(c) >= LEAST]
    if not rates or len(columns) < 3:
        return []
    found: list[Relation] = []
    for rate in rates:
        others = [
            c
            for c in columns
            if c.dimension not in (RATE, POINTS, "") and len(c.figures.keys() & rate.figures.keys()) >= LEAST
        ]
        others = sorted(others, key=lambda c: abs(c.sentence - rate.sentence))[:MOST_COLUMNS]
        found += _borne_out(rate, permutations(others, 2))
    return found


def _named(column: _Column) -> int:
    return sum(not name.startswith("全") for name in column.figures)


def _columns(reading: Reading) -> Iterator[_Column]:
    """The measures of the lists of three names or more, sentence by sentence."""
    for sentence, mentions in reading.by_sentence.items():
        if len(mentions) < LEAST:
            continue
        table: dict[tuple[str, str, int], _Column] = {}
        name, seen = "", {}
        for m in mentions:
            if m.figure.value is None or m.figure.qualifier not in ("exact", "about") or is_change(m):
                continue
            told = _name(m)
            if told is not None:
                name, rest = told
                seen = {}
            else:
                rest = m.label if m.lead.strip("，、") else ""
            if not name:
                continue
            place = seen.get(m.dimension, 0)
            seen[m.dimension] = place + 1
            key = (m.dimension, "", place)
            column = table.setdefault(key, _Column(rest, m.dimension, sentence))
            column.figures.setdefault(name, m)
        yield from (column for column in table.values() if _named(column) >= LEAST)


def _name(m: Mention) -> tuple[str, str] | None:
    """The name that opens an item, as all lists tell it, and the words behind it; None where the figure has none."""
    words = _OPENING.sub("", m.label) if _OPENS.search(m.label) else m.label
    if not words or len(words) > 24:
        return None
    if place := _PLACE.match(words):
        name = place["name"]
        short = _ENDING.sub("", name)
        return (short if len(short) >= 2 and not name.startswith("全") else name), place["rest"]
    if 2 <= len(words) <= 5 and not _MEASURE.search(words) and _IN_HAN.fullmatch(words):
        return words, ""
    return None


def _borne_out(rate: _Column, pairs: Iterable[tuple[_Column, _Column]]) -> list[Relation]:
    """The ratios of the pair that most of the rates bear out, where at least three do and at most a third do not."""
    best: list[Relation] = []
    for part, base in pairs:
        bare = rate.dimension == ""
        if part.dimension != base.dimension and not bare:
            continue
        made = []
        for name, figure in rate.figures.items():
            a, b = part.figures.get(name), base.figures.get(name)
            if a is None or b is None or not amount(a) or not amount(b) or not b.figure.value:
                continue
            made.append(_ratio(name, figure, a, b, bare))
        held = sum(bool(r.holds) for r in made)
        if held >= LEAST and len(made) - held <= max(1, len(made) // 3) and held > sum(bool(r.holds) for r in best):
            best = made
    return best


def _ratio(name: str, rate: Mention, part: Mention, base: Mention, bare: bool) -> Relation:
    made = ratio(rate, [part], base, "ratio.of_column")
    zh = f"{name}的{rate.figure.text}应等于{name}的{part.figure.text}÷{base.figure.text}（各项比率同一算法）"
    made = replace(made, zh=zh)
    return replace(made, formula=Formula("mean")) if bare else replace(made, base_named=True)
