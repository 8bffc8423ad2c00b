"""repeat.in_order: the same numbers one after another in two places, as where a table tells again what the prose told, or the other way round.

Assumptions:
- three numbers of ten digits in all do not follow one another twice by accident: the second place copies the first;
- what came in and what went out may be told by the same numbers all through (收入总计 and 支出总计), and is not one quantity;
- a number in a table may lack its unit, and words; of two places that have words, some must be the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from gouji.relations.common.evidence import digits
from gouji.relations.common.lists import is_change
from gouji.relations.common.model import Relation
from gouji.relations.common.naming import chunks
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.retold import conflict, scope, tie

ANCHOR = 3  # digits of a number that a copy is known by
FEWEST, DIGITS = 3, 10  # such numbers of a copy, and the digits of all
PLACES = 4  # of one number, beyond which it is no sign


def propose(reading: Reading) -> Iterator[Relation]:
    """Each number of a copy with the one that it copies."""
    places: dict[object, list[int]] = defaultdict(list)
    for m in reading.mentions:
        if _told(m) and digits(m.figure) >= ANCHOR:
            places[m.figure.value].append(m.index)
    done: set[tuple[int, int]] = set()
    for found in places.values():
        if not 2 <= len(found) <= PLACES:
            continue
        for at, first in enumerate(found):
            for later in found[at + 1 :]:
                if (first, later) not in done:
                    run = _run(reading, first, later)
                    done.update((a.index, b.index) for a, b in run)
                    if _copied(run):
                        yield from (r for a, b in run if (r := tie("repeat.in_order", a, b, strict=False)).holds)


def _run(reading: Reading, first: int, later: int) -> list[tuple[Mention, Mention]]:
    """The pairs of figures that tell the same around these two, within the stretch between them."""
    mentions, apart = reading.mentions, later - first
    back = takewhile(_same, zip(reversed(mentions[:first]), reversed(mentions[apart:later]), strict=False))
    on = list(takewhile(_same, zip(mentions[first:later], mentions[later:], strict=False)))
    return [*reversed(list(islice(back, apart - len(on)))), *on]


def _same(pair: tuple[Mention, Mention]) -> bool:
    a, b = pair
    if not _told(a) or not _told(b) or a.figure.value != b.figure.value or a.sentence == b.sentence:
        return False
    if is_change(a) != is_change(b) and a.label and b.label:
        return False
    return a.figure.unit == b.figure.unit or not a.figure.unit or not b.figure.unit


def _told(mention: Mention) -> bool:
    return mention.figure.value is not None and mention.figure.qualifier == "exact"


def _copied(run: Sequence[tuple[Mention, Mention]]) -> bool:
    anchors = {a.figure.value: digits(a.figure) for a, _ in run if digits(a.figure) >= ANCHOR}
    if len(anchors) < FEWEST or sum(anchors.values()) < DIGITS:
        return False
    if any(_sides(a, b) or conflict(scope(a.lead), scope(b.lead)) for a, b in run):
        return False
    worded = [(a, b) for a, b in run if len(a.label) >= 2 and len(b.label) >= 2]
    return len(worded) < 2 or any(chunks(a.label) & chunks(b.label) for a, b in worded)


def _sides(a: Mention, b: Mention) -> bool:
    """Whether one tells what came in and the other what went out."""
    return any(own in a.label and other not in a.label and other in b.label and own not in b.label for own, other in (("收", "支"), ("支", "收")))
