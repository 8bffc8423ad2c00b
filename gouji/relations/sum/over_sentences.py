"""Parts that go on over full stops: 其中：购置费a万元，购置3辆。运行费b万元; 按级次分：A a万元，占…。B b万元. Basis: addition.

Assumes that the first amount of each sentence, or of each part of it, is the part, and the rest is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gouji.patterns import compiled
from gouji.relations.common.comparands import beside_the_point
from gouji.relations.common.complements import complete
from gouji.relations.common.lists import addable, amount
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.whole import comparable, total_of
from gouji.relations.sum.wholes_told import wholes_before

_SPLITS = re.compile(r"按[^，。；：\d]{1,10}分[，：]")
MOST_SPLIT = 6  # parts told over several sentences


def over_sentences(reading: Reading) -> Iterable[Relation]:
    """W万元。其中：购置费a万元，购置3辆。运行费b万元，同比…: parts that complement one another, each at the head of its part of the
    paragraph, over a full stop."""
    for mark in compiled("其中[：，]").finditer(reading.plain):
        begin, end = reading.sentences[reading.sentence_at(mark.start())]
        stop = reading.plain.find("\n", mark.end())
        stop = len(reading.plain) if stop < 0 else stop
        if end >= stop or depth_at(reading, mark.start()):
            continue
        whole = next(iter(wholes_before(reading, mark.start(), 0)), None)
        heads: dict[tuple, Mention] = {}
        for m in reading.between(mark.end(), stop) if whole is not None else ():
            if not m.depth and amount(m) and addable(m, whole) and not m.label.startswith("另"):
                heads.setdefault((m.sentence, m.segment), m)
        run = list(heads.values())[:5]
        for count in range(len(run), 1, -1):
            parts = run[:count]
            if parts[-1].sentence != parts[0].sentence and complete(parts):
                yield total_of(whole, parts, "sum.over_sentences", strict=comparable(whole, parts))
                break


def split_over_sentences(reading: Reading) -> Iterable[Relation]:
    """按级次分：A a万元，占…。B b万元，占…: the first amounts of the sentences behind it, where they make up an amount of the paragraph to
    the last digit; which of them are parts no word tells."""
    for mark in _SPLITS.finditer(reading.plain):
        begin, stop = reading.plain.rfind("\n", 0, mark.start()) + 1, reading.plain.find("\n", mark.end())
        heads: dict[int, Mention] = {}
        for m in reading.between(mark.end(), len(reading.plain) if stop < 0 else stop):
            if not m.depth and amount(m):
                heads.setdefault(m.sentence, m)
        parts = list(heads.values())[:MOST_SPLIT]
        wholes = [m for m in reading.between(begin, mark.start()) if amount(m) and not m.depth and not beside_the_point(m)]
        ties = [
            total_of(whole, parts[:count], "sum.split", strict=False)
            for count in range(2, len(parts) + 1)
            for whole in reversed(wholes)
            if all(addable(part, whole) for part in parts[:count])
        ]
        yield from [tie for tie in ties if tie.exact][:1]


def depth_at(reading: Reading, position: int) -> int:
    """How many parentheses are open at a place of a sentence."""
    start = max(reading.plain.rfind("\n", 0, position) + 1, reading.sentences[reading.sentence_at(position)][0])
    text = reading.plain[start:position]
    return max(0, text.count("（") - text.count("）"))
