"""repeat.expense: what an account tells of one of its prescribed expenses in several places: 公务接待费支出决算2.45万元, and in its own chapter
（二）公务接待费支出2.45万元, and in the table the row 公务接待费 under 决算数.

Basis: as in `expense_tellings`: equal amounts, short or nought, of one prescribed expense are one quantity told again. Unequal amounts are not
this rule's: they may be of another scope, and no alarm comes of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.retold import Clusters, conflict, scope, tie
from gouji.relations.table.expense_tellings import tellings


def propose(reading: Reading, found: Sequence[Relation]) -> Iterator[Relation]:
    """Each amount with the last one before it that tells the same of the same expense, where no tie of `found` joins them."""
    told = tellings(reading)
    if len(told) < 2:
        return
    joined = Clusters(len(reading.mentions))
    index = {m.figure.id: m.index for m in reading.mentions}
    for relation in found:
        if relation.kind == "repeat" and relation.holds:
            joined.join(index[relation.stated.id], index[relation.operands[0].id])
    before: dict[tuple, list[tuple[Mention, dict]]] = defaultdict(list)
    for telling in told:
        m = telling.mention
        own = scope(reading.plain[reading.sentences[m.sentence][0] : m.start])
        alike = before[telling.name, telling.stage, telling.year, m.figure.value * m.unit.factor]
        first = next((other for other, words in reversed(alike) if other.sentence != m.sentence and not conflict(words, own)), None)
        if first is not None and joined.root(first.index) != joined.root(m.index):
            joined.join(first.index, m.index)
            yield tie("repeat.expense", first, m, False)
        alike.append((m, own))
