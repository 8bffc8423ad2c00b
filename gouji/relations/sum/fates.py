"""Counts of things by what became of them: 9个项目，竣工5个，在建4个; 四类桥3座，已封闭2座、限载通行1座. Basis: what is done and what is
not are all.

Assumptions about the language:
- the counts stand one after the other in the whole's counter, behind it in its paragraph, each with a word of state; between whole
  and first may stand what is told of the whole alone (its cost, its funds);
- the last state is the contrary of the others (在建, 未开工, 正在, 下降), or the next lower grade (优, 良). They need not be all, and the
  counts are small: a tie is proposed only where it holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.patterns import compiled
from gouji.relations.common.lists import addable, amount
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.whole import total_of

_CLAUSE = re.compile("[，；。：、（\n]")
_DONE = re.compile(r"完工|竣工|建成|完成|办结|审结|成功|投产|投用|封闭|拆除|通过|合格|达标|续聘|已|增长|上升|优|新建|新开工|一次")
_REST = re.compile(r"在建|在办|正在|未|没|待|下降|持平|减少|限载|失败|不|良|续建|改|扩建|整改后|停工|新聘|更换|收尾")
REACH = 6  # figures between whole and first state


def propose(reading: Reading) -> list[Relation]:
    """The counts that those of their states make up."""
    found = []
    for at, first in enumerate(reading.mentions):
        if not first.unit.counted or not amount(first) or not _DONE.search(_words(reading, first)):
            continue
        run = _states(reading, at)
        whole = _whole(reading, first, run) if len(run) > 1 else None
        if whole is not None:
            found.append(total_of(whole, run, "sum.fates", strict=False))
    return found


def _words(reading: Reading, m: Mention) -> str:
    """The words of a figure's own clause: those before it, and its noun where none stand before."""
    before = _CLAUSE.split(m.lead)[-1]
    return before or compiled("[，；。：、）\n]").split(reading.plain[m.end : m.end + 10], maxsplit=1)[0]


def _states(reading: Reading, at: int) -> list[Mention]:
    """The run of states that begins here, up to the last of the contrary ones."""
    run, last = [reading.mentions[at]], 0
    for m in reading.mentions[at + 1 : at + 6]:
        if m.rate or "\n" in reading.plain[run[-1].end : m.start]:
            if m.rate and m.segment == run[-1].segment:
                continue
            break
        words = _words(reading, m)
        if m.figure.unit != run[0].figure.unit or m.depth != run[0].depth or not (_DONE.search(words) or _REST.search(words)):
            break
        run.append(m)
        last = len(run) if _REST.search(words) else last
    return run[:last]


def _whole(reading: Reading, first: Mention, run: Sequence[Mention]) -> Mention | None:
    total = sum(m.figure.value for m in run)
    begin = reading.plain.rfind("\n", 0, first.start) + 1
    before = [m for m in reading.between(begin, first.start) if first.index - m.index <= REACH and addable(m, first)]
    whole = before[-1] if before else None
    fits = whole is not None and whole.figure.value == total and amount(whole) and not whole.depth
    return whole if fits and all(m.figure.value for m in run) else None
