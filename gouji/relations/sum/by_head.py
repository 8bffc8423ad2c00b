"""sum.by_head: lists under the same heads, of which one tells parts and an earlier one their wholes: 2021年：判决56件，调解79件，撤诉7件；
2022年：… against 2021年受理142件；2022年受理186件.

Basis: addition. Assumes that the parts of a sentence that begin with a head and ：(a year, a place) tell the parts of what is told
elsewhere in a part of a sentence that begins with that head; which of its amounts that is, most of the heads must bear out, under one
word. With three heads that do, one that does not is a mistake.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.relations.common.lists import amount
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.whole import total_of

_HEAD = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．])?(?:[\u4e00-\u9fff]{2,20}(?=(?:19|20)\d\d年))?(?P<head>(?:19|20)\d\d年|[\u4e00-\u9fff]{2,8})：")
LEAST, SURE = 2, 3  # heads that bear it out, for what holds; for what must
NAME, LONG = 2, 4  # characters, at the least and the most, at a label's end that say what it measures


def propose(reading: Reading) -> list[Relation]:
    """The sums under each head, held against what is told under it elsewhere."""
    items: dict[tuple[int, int], list[Mention]] = defaultdict(list)
    for m in reading.mentions:
        items[m.sentence, m.segment[0]].append(m)
    found: list[Relation] = []
    for run in _runs(reading, list(items.values())):
        found += _borne_out(reading, run)
    return found


def _runs(reading: Reading, items: Sequence[Sequence[Mention]]) -> Iterator[list[tuple[str, list[Mention]]]]:
    """Stretches of items with heads of their own, each of two amounts or more of one unit."""
    run: list[tuple[str, list[Mention]]] = []
    for item in items:
        head = _HEAD.match(reading.plain, item[0].segment[0], item[0].start)
        parts = [m for m in item if amount(m) and not m.depth]
        if head is None or len(parts) < 2 or len({m.figure.unit for m in parts}) > 1 or head["head"] in {key for key, _ in run}:
            if len(run) >= LEAST:
                yield run
            run = []
        if head is not None and len(parts) >= 2 and len({m.figure.unit for m in parts}) == 1:
            run.append((head["head"], parts))
    if len(run) >= LEAST:
        yield run


def _borne_out(reading: Reading, run: Sequence[tuple[str, list[Mention]]]) -> list[Relation]:
    first = run[0][1][0].index
    wholes: dict[str, dict[str, Mention]] = defaultdict(dict)
    for m in reading.mentions[:first]:
        if amount(m) and len(m.label) >= NAME:
            begins = reading.plain[m.segment[0] : m.start]
            for head, _ in run:
                if begins.startswith(head):
                    wholes[m.label[-LONG:]].setdefault(head, m)
    for told in wholes.values():
        ties = [total_of(told[head], parts, "sum.by_head", strict=False) for head, parts in run if head in told]
        holding = sum(bool(tie.holds) for tie in ties)
        if holding >= LEAST and holding * 2 > len(ties):
            sure = holding >= SURE and holding >= len(ties) - 1
            return [total_of(told[head], parts, "sum.by_head", strict=sure) for head, parts in run if head in told]
    return []
