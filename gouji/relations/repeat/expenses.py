"""repeat.expense: what an account tells of one of its prescribed expenses in several places: 公务接待费支出决算2.45万元, and in its own chapter
（二）公务接待费支出2.45万元, and in the table the row 公务接待费 under 决算数.

Basis: as in `expense_tellings`: equal amounts, short or nought, of one prescribed expense are one quantity told again. Unequal amounts may be of
another scope; where one digit of a long number, or two swapped, are all that keeps them apart, and no sum bears both of them out, one is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.relations.common.evidence import digits, one_digit
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.retold import Clusters, conflict, scope, tie
from gouji.relations.table.expense_tellings import tellings

THREE = frozenset("total abroad car buy run reception".split())  # the others are told of budgets of several scopes
LEAST = 4  # digits of a number that another is hardly one digit away from


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
    borne_out = {f.id for r in found if r.holds and r.kind in ("sum", "difference") and r.strict for f in r.figures}
    before: dict[tuple, list[tuple[Mention, dict]]] = defaultdict(list)
    last: dict[tuple[str, str, str], tuple[Mention, dict]] = {}
    for telling in told:
        m = telling.mention
        own = scope(reading.plain[reading.sentences[m.sentence][0] : m.start])
        alike = before[telling.name, telling.stage, telling.year, m.figure.value * m.unit.factor]
        first = next((other for other, words in reversed(alike) if other.sentence != m.sentence and not conflict(words, own)), None)
        if first is not None and joined.root(first.index) != joined.root(m.index):
            joined.join(first.index, m.index)
            yield tie("repeat.expense", first, m, False)
        key = telling.name, telling.stage, telling.year
        earlier, scope_then = last.get(key, (None, {}))
        near = earlier is not None and first is None and telling.name in THREE and earlier.sentence != m.sentence and _a_digit_away(earlier, m)
        if near and not conflict(scope_then, own) and not {earlier.figure.id, m.figure.id} <= borne_out:
            yield tie("repeat.expense", earlier, m, True)
        last[key] = m, own
        alike.append((m, own))


def _a_digit_away(a: Mention, b: Mention) -> bool:
    """Whether two long numbers of one unit and precision differ by one digit, or by two neighbouring ones swapped."""
    x, y = a.figure, b.figure
    same = x.unit == y.unit and x.places == y.places and min(digits(x), digits(y)) >= LEAST
    return same and x.value != y.value and one_digit(float(x.value - y.value), 10.0**-x.places)
