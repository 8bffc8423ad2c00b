"""Lines of a label and four numbers: 医疗收入 5142.09 6136.03 993.94 19.33%: what was then, what is now, how far apart, and at what rate.

Basis: difference and growth. Assumes that a text with three such lines and more, in which both hold under one order of then and now, is a table
of two years whose other lines of that shape are to be read alike, whatever became of its heads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from gouji.relations.common.evidence import digits
from gouji.relations.common.formulas import GROWTH, Formula
from gouji.relations.common.model import HUNDRED, Relation
from gouji.relations.common.reading import Mention, Reading

LEAST, DIGITS = 3, 12  # lines in which both hold, and the digits of their differences and rates
Row = tuple[Mention, Mention, Mention, Mention]


def propose(reading: Reading) -> Iterator[Relation]:
    """difference.compared and growth.compared of each such line."""
    rows = list(_rows(reading))
    best: list[int] = []
    order = (0, 1)
    for now, then in ((1, 0), (0, 1)):
        held = [k for k, row in enumerate(rows) if _holds(row, now, then)]
        if len(held) > len(best):
            best, order = held, (now, then)
    if len(best) < LEAST or sum(digits(rows[k][2].figure) + digits(rows[k][3].figure) for k in best) < DIGITS or len(best) * 2 < len(rows):
        return
    for row in rows[best[0] : best[-1] + 1]:
        yield from _ties(row[order[0]], row[order[1]], row[2], row[3])


def _rows(reading: Reading) -> Iterator[Row]:
    """The lines of four numbers: three of one unit, the last a rate."""
    lines: dict[int, list[Mention]] = defaultdict(list)
    text = reading.document.text
    for m in reading.mentions:
        if m.figure.value is not None and m.figure.qualifier == "exact":
            lines[text.rfind("\n", 0, m.figure.start)].append(m)
    for told in lines.values():
        alike = len(told) == 4 and told[3].figure.unit == "%" and len({m.figure.unit for m in told[:3]}) == 1 and not told[0].rate
        if alike and told[0].figure.value and told[1].figure.value and all(not m.lead.strip(" |\t") for m in told[1:]):
            yield told[0], told[1], told[2], told[3]


def _holds(row: Row, now: int, then: int) -> bool:
    n, t, d, p = row[now].figure.value, row[then].figure.value, row[2].figure.value, row[3].figure.value
    return n - t == d and abs(d * HUNDRED / t - p) <= Decimal(1).scaleb(-row[3].figure.places)


def _ties(now: Mention, then: Mention, apart: Mention, rate: Mention) -> Iterator[Relation]:
    n, t, d, p = (m.figure for m in (now, then, apart, rate))
    name = now.label or then.label
    yield Relation(
        "difference", "difference.compared", d, (n, t), Formula("linear", (Decimal(1), Decimal(-1))), ("difference", "now", "then"),
        f"“{name[-14:]}”一行增减额{d.text}应等于{n.text}－{t.text}", f"the change {d.text} should equal {n.text} - {t.text}",
    )  # fmt: skip
    yield Relation(
        "growth", "growth.compared", p, (n, t), GROWTH, ("rate", "now", "then"),
        f"“{name[-14:]}”一行增减幅度{p.text}应等于（{n.text}－{t.text}）÷{t.text}", f"the rate {p.text} should equal ({n.text} - {t.text}) ÷ {t.text}",
    )  # fmt: skip


