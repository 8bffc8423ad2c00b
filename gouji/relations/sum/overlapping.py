"""sum.overlap, sum.townships: wholes whose parts are told by what they are.

Basis: 水资源总量 = 地表水 + 地下水 - 重复计算量 (水资源公报); a county's 乡镇 are its 镇, 乡 and 街道.

Assumptions about the language:
- 重复 names what two or more amounts right before it both hold; their whole stands before them in the same sentence;
- N镇M乡 told side by side are the K个乡镇 of the same text, which is tied where it fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.lists import addable, amount
from gouji.relations.common.model import Formula, Relation, linear
from gouji.relations.common.reading import Mention, Reading

_TWICE = re.compile(r"重复计算[^，。；：\d]{0,8}$")
_TOWNS = frozenset("镇 乡 街道".split())
_OF_TOWNS = re.compile(r"(?:乡镇|镇乡|镇（|乡（|镇街|乡镇街道)")
MOST = 4


def propose(reading: Reading) -> Iterator[Relation]:
    """All such sums."""
    for mention in reading.mentions:
        if "重复" in mention.lead[-12:] and _TWICE.search(mention.lead) and amount(mention):
            yield from _overlap(reading, mention)
    yield from _townships(reading)


def _overlap(reading: Reading, twice: Mention) -> Iterator[Relation]:
    before = [m for m in reading.mentions[max(0, twice.index - MOST) : twice.index] if m.sentence == twice.sentence and amount(m) and addable(m, twice)]
    if len(before) < 3:
        return
    whole, *parts = before[-3:]
    figures = (*(m.figure for m in parts), twice.figure)
    words = " + ".join(m.figure.text for m in parts)
    yield Relation(
        "sum",
        "sum.overlap",
        whole.figure,
        figures,
        Formula("linear", (Decimal(1), Decimal(1), Decimal(-1))),
        ("whole", "part", "part", "less"),
        f"{whole.label[-10:]}{whole.figure.text}应等于{words}，减去重复计算的{twice.figure.text}",
        f"{whole.figure.text} should be {words} less the {twice.figure.text} that both hold",
    )


def _townships(reading: Reading) -> Iterator[Relation]:
    runs: list[list[Mention]] = []
    for m in reading.mentions:
        if m.figure.unit not in _TOWNS or not m.figure.value:
            continue
        joined = runs and runs[-1][-1].index == m.index - 1 and compiled("[、和及]?").fullmatch(reading.plain[runs[-1][-1].end : m.start])
        if joined and m.figure.unit not in {x.figure.unit for x in runs[-1]}:
            runs[-1].append(m)
        else:
            runs.append([m])
    for run in (run for run in runs if len(run) > 1):
        total = sum(m.figure.value for m in run)
        for whole in reading.mentions:
            if whole.figure.unit == "个" and whole.figure.value == total and _OF_TOWNS.match(whole.noun):
                yield Relation(
                    "sum",
                    "sum.townships",
                    whole.figure,
                    tuple(m.figure for m in run),
                    linear(len(run)),
                    ("whole", *("part",) * len(run)),
                    f"{whole.figure.text}乡镇应等于{'、'.join(m.figure.text for m in run)}之和",
                    f"{whole.figure.text} townships should be the sum of {', '.join(m.figure.text for m in run)}",
                    strict=False,
                )
                break
