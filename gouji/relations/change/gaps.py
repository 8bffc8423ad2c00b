"""支出a，年初预算b，差值d: a difference that its name alone tells, of the two amounts before it. Basis: subtraction.

Assumes that 差值, 差额 or 差异 stands behind the two amounts that it is between, in their sentence; where nothing was spent in
words (没有, 为零, 未发生), the one amount before it is the difference itself.
"""

from __future__ import annotations

import re
from decimal import Decimal

from gouji.relations.common.lists import addable, amount
from gouji.relations.common.model import Formula, Relation, linear
from gouji.relations.common.reading import Mention, Reading

_NAMED = re.compile(r"差[值额异距](?:数|额)?(?:为|是|共|约)?$")
_THEN = re.compile(r"上年(?!结转|结余)|去年|上一年|同期")
_OF_TASK = re.compile("任务|目标|计划")
_NONE = re.compile(r"没有|无(?!论)|未(?:发生|安排|列支|支出)|为零|为0")


def propose(reading: Reading) -> list[Relation]:
    """difference.named: the difference of the two amounts before it; or the one amount, where the other is nil."""
    if "差" not in reading.plain:
        return []
    found = []
    for m in reading.mentions:
        if m.figure.value is None or not m.quantity or not _NAMED.search(m.lead[-6:]):
            continue
        if _THEN.search(m.lead):
            continue
        before = [
            b
            for b in reading.before(m.start, 1)
            if b.index < m.index and b.segment == m.segment and b.depth == m.depth and amount(b) and addable(b, m)
        ]
        if _OF_TASK.search(m.lead) and not any(_OF_TASK.search(b.lead) for b in before[-2:]):
            continue  # 完工8个，与目标任务的差距为1个: what the task is stands nowhere
        if len(before) >= 2 and not _THEN.search(before[-1].lead + before[-2].lead):
            found.append(_difference(m, *before[-2:]))
        elif len(before) == 1 and _NONE.search(reading.plain[reading.sentences[m.sentence][0] : before[0].start]):
            found.append(_itself(m, before[0]))
    return found


def _difference(gap: Mention, a: Mention, b: Mention) -> Relation:
    if a.figure.value * a.unit.factor < b.figure.value * b.unit.factor:
        a, b = b, a
    return Relation(
        "difference",
        "difference.named",
        gap.figure,
        (a.figure, b.figure),
        Formula("linear", (Decimal(1), Decimal(-1))),
        ("difference", "minuend", "subtrahend"),
        f"{gap.label[-8:]}{gap.figure.text}应等于{a.label[-14:]}{a.figure.text}－{b.label[-14:]}{b.figure.text}",
        f"the difference {gap.figure.text} should equal {a.figure.text} - {b.figure.text}",
    )


def _itself(gap: Mention, amount_: Mention) -> Relation:
    return Relation(
        "repeat",
        "repeat.nothing_against",
        gap.figure,
        (amount_.figure,),
        linear(1),
        ("repeat", "first"),
        f"另一方为零，{gap.label[-8:]}{gap.figure.text}应等于{amount_.label[-14:]}{amount_.figure.text}",
        f"where the other is nil, the difference {gap.figure.text} should equal {amount_.figure.text}",
    )
