"""资助A a人x元；B b人y元；合计w人z元: the other measures of items whose first measure makes up a whole. Basis: addition.

Assumes that items of which one measure sums exactly to a whole are all of it in their other measures too: the measure is told
in each item under one word or in one counter, and its whole beside the first whole, under that word or in that counter. Words
do not demand it; a miss is a mistake where it is near.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.cells import Cells
from gouji.flattened import find as tables_in
from gouji.quantity import unit
from gouji.relations.common.evidence import LONG, digits
from gouji.relations.common.lists import OTHER_TIME, addable, amount, kind_of
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import SCORE, Mention, Reading
from gouji.relations.common.whole import total_of

LIKELY = Decimal("0.03")
_BARE = re.compile("(?:共|并)?(?:造成|导致|致使?|使)?")
_BROAD = re.compile("(?:资金|支出|收入|金额|投入|经费|人数|数量|面积|投资)$")
FIRM = 4  # parts
MOST, APART = 16, 8  # rows, and figures of one


def propose(reading: Reading, found: Sequence[Relation]) -> list[Relation]:
    """sum.companion: the sums of the measures that stand beside those of the exact sums of `found`."""
    index = {m.figure.id: m.index for m in reading.mentions}
    told = {r.stated.id for r in found if r.kind == "sum" and r.holds and not _by_chance(r)}
    known = {frozenset(f.id for f in r.figures) for r in found if r.holds or r.strict}
    made: dict[str, Relation] = {}
    cells = Cells(tables_in(reading.document))
    for relation in found:
        if relation.kind != "sum" or not relation.exact or len(relation.operands) > MOST or not relation.stated.id:
            continue
        whole = reading.mentions[index[relation.stated.id]]
        parts = [reading.mentions[index[f.id]] for f in relation.operands if f.id]
        if all(cells.at(m.figure.number_start) is not None for m in parts):
            continue  # the columns beside a table's are its own affair
        if len(parts) < 2 or len({(m.sentence, m.segment) for m in parts}) + len({m.label for m in parts}) < 4:
            continue
        ties = []
        for column in _columns(reading, whole, parts):
            best = _whole(reading, whole, column)
            if best is None or best.figure.id in told or best.dimension == SCORE:  # see scores
                continue
            if best.size < max(m.size for m in column) / 2:
                continue  # no whole: a part by itself is twice as much
            key = frozenset(m.figure.id for m in (best, *column))
            if key not in known and best.figure.id not in made:
                tie = total_of(best, column, "sum.companion", strict=False)
                if tie.holds or len(parts) > 2 and len(column) == len(parts):
                    ties.append(replace(tie, reach=LIKELY))
        if sum(tie.holds is False and tie.computed < tie.stated.value for tie in ties) >= 2:
            ties = [tie for tie in ties if tie.holds]  # several measures lack the like of one more item: it is not told
        borne = len(parts) > 2 and any(tie.exact for tie in ties)  # two measures of the items make up their wholes
        firm = len(parts) >= FIRM and digits(relation.stated) >= LONG  # so long a sum of so many parts is none by chance
        for tie in ties:
            sure = borne or firm and unit(tie.stated.unit).dimension == "thing"  # persons may stand in several items
            named = len({_word(reading, reading.mentions[index[f.id]]) for f in tie.figures}) == 1
            made.setdefault(tie.stated.id, replace(tie, strict=True) if sure and named else tie)
    return list(made.values())


def _by_chance(relation: Relation) -> bool:
    """Whether only the numbers tell a sum, of so small a count that others may make it up as well: 61 of 7, 33 and 21."""
    return relation.rule == "sum.evident" and unit(relation.stated.unit).counted and digits(relation.stated) < LONG


def _columns(reading: Reading, whole: Mention, parts: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The measures that the items tell beside their parts: by word, which some of them may lack, or by counter where each tells one of
    it."""
    rows = [_row(reading, part, [*parts, whole]) for part in parts]
    if not all(rows):
        return
    for first in {_word(reading, m): m for row in reversed(rows) for m in reversed(row)}.values():
        for same in (_by_word, _by_unit):
            column = [same(reading, row, first) for row in rows]
            told = [m for m in column if m is not None]
            if len(told) == len(rows) or len(told) > 2 and same is _by_word:
                yield told
                break


def _row(reading: Reading, part: Mention, parts: Sequence[Mention]) -> list[Mention]:  # `parts`: with their whole, last
    """An item's other measures: the amounts of its part of the sentence, up to the next item; of its line where the items
    stand on lines of their own."""
    later = [m.index for m in parts if m.index > part.index]
    earlier = [m.index for m in parts if m.index < part.index]
    start = max(earlier, default=-1) + 1
    stop = min([*later, part.index + APART])
    begin = reading.plain.rfind("\n", 0, part.start) + 1
    end = reading.plain.find("\n", part.end)
    end = len(reading.plain) if end < 0 else end
    alone = not any(begin <= m.start < end for m in parts if m is not part)
    near = reading.mentions[max(start, part.index - APART) : stop]
    own = [m for m in near if begin <= m.start < end and (alone or m.segment == part.segment and m.sentence == part.sentence)]
    whole = parts[-1]
    if not alone and whole.index < part.index and (whole.sentence, whole.segment) == (part.sentence, part.segment):
        own = [m for m in own if m.index > part.index]  # what stands between them is told beside the whole
    if not alone and len({(m.sentence, m.segment) for m in parts[:-1]}) < len(parts) - 1:
        own = [m for m in own if m.index > part.index]  # items of one part of a sentence: what follows each
    return [m for m in own if m is not part and amount(m) and not OTHER_TIME.search(m.lead[-10:])]


def _by_word(reading: Reading, row: Sequence[Mention], like: Mention) -> Mention | None:
    word = _word(reading, like)
    same = [m for m in row if len(word) >= 2 and _word(reading, m) == word and addable(m, like) and kind_of(m) == kind_of(like)]
    return same[0] if len(same) == 1 else None


def _word(reading: Reading, mention: Mention) -> str:
    """The two characters that say what a measure is of (死亡3人), four where they say little (中央资金, 省级资金); those behind it where those before say nothing of it, or
    belong to the figure before: 造成3人死亡、5人受伤."""
    lead = mention.lead.strip("，、和及与 ")
    before = reading.mentions[mention.index - 1].noun if mention.index else ""
    behind = mention.unit.counted and len(mention.noun) >= 2 and (_BARE.fullmatch(lead) or lead == before)
    if behind:
        return mention.noun[:2]
    label = mention.label.removeprefix("其中：").removeprefix("其中")
    return label[-4:] if len(label) >= 4 and _BROAD.search(label) else label[-2:]


def _by_unit(reading: Reading, row: Sequence[Mention], like: Mention) -> Mention | None:
    same = [m for m in row if _counter(m) == _counter(like)]
    return same[0] if len(same) == 1 else None


def _one_counter(a: Mention, b: Mention) -> bool:
    return a.figure.unit == b.figure.unit and (not a.unit.counted or not a.noun or not b.noun or a.noun[:2] == b.noun[:2])


def _counter(mention: Mention) -> str:
    """What a figure counts: 个村 is not 个乡镇."""
    return mention.figure.unit + (mention.noun[:2] if mention.unit.counted else "")


def _whole(reading: Reading, whole: Mention, column: Sequence[Mention]) -> Mention | None:
    """The column's whole, in the paragraph of the first whole: under the column's word, else the only one of its counter in
    that whole's part of the sentence."""
    begin = reading.plain.rfind("\n", 0, whole.start) + 1
    end = reading.plain.find("\n", whole.end)
    near = reading.between(begin, len(reading.plain) if end < 0 else end)
    members = {m.index for m in column}
    near = [
        m
        for m in near
        if m.index not in members
        and m.index != whole.index
        and amount(m)
        and addable(m, column[0])
        and not OTHER_TIME.search(m.lead[-10:])
        and (m.index < column[0].index or m.index > column[-1].index)
    ]
    (word, times) = Counter(_word(reading, m) for m in column).most_common(1)[0]
    named = [m for m in near if len(word) >= 2 and times >= len(column) - 1 and _word(reading, m) == word]
    beside = [m for m in near if m.segment == whole.segment and m.sentence == whole.sentence and _one_counter(m, column[0])]
    total = sum((m.figure.value * m.unit.factor for m in column), Decimal(0))
    slack = Decimal(0) if column[0].unit.counted else LIKELY  # small counts come near one another by chance
    close = [m for m in near if _one_counter(m, column[0]) and total and abs(m.figure.value * m.unit.factor / total - 1) <= slack]
    pool = named or (beside if len(beside) == 1 else close if len(close) == 1 else [])
    return min(pool, key=lambda m: abs(m.figure.value * m.unit.factor - total), default=None)
