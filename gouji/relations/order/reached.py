"""What was reached beside what was aimed at, told in lines or sections of their own: 目标任务：新增就业13万人，…。完成情况：新增就业17.19万人，….

Assumptions about the language:
- a line's words before its colon, else the heading over it, say whether it tells aims (绩效目标, 目标任务) or what became of them (完成情况,
  目标实现情况); other lines tell neither;
- an aim and what was reached bear one name, but for verbs in front (完成, 新增), and one unit; the nearest such aim before is meant;
- more than the aim is mostly better: what falls short may do so rightly, so that nothing is demanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from gouji.relations.common.model import Relation
from gouji.relations.common.reading import POINTS, Mention, Reading
from gouji.relations.common.verbs import tells_change
from gouji.relations.order.bounds import borne_out
from gouji.relations.order.orders import order

_AIM = re.compile(r"目标|任务|年初设定|预期")
_CAME = re.compile(r"完成|实现|实际|达成|落实")
_HEAD = re.compile(r"[^\n：。，；\d]{0,6}(?:\d{4}年度?)?[^\n：。，；\d]{2,14}：")
_VERBS = re.compile(r"^(?:全[年市县区省州]|共|累计|已|完成|实施|组织|开展|新增|建成|新建|提供|实现|综合|对|的|达到?)+|(?:达到?|为|共|约|完成)+$")
_MARK = re.compile(r"[，。；：、（）\n]")
BACK = 80  # figures between an aim and what was reached
ALIKE = 0.6  # of their names' pairs of characters


def propose(reading: Reading) -> Iterator[Relation]:
    """comparison.reached: each figure of an outcome with the last aim before it of its name."""
    aims: list[tuple[Mention, frozenset[str]]] = []
    for m in reading.mentions:
        if m.figure.value is None or m.dimension in ("", POINTS) or tells_change(m):
            continue
        told = _state(reading, m)
        if not told:
            continue
        name = _pairs(m)
        if told == "aim":
            aims.append((m, name))
        elif name:
            yield from _against(m, name, aims)


def _against(came: Mention, name: frozenset[str], aims: list[tuple[Mention, frozenset[str]]]) -> Iterator[Relation]:
    alike = [
        (len(name & own) / len(name | own), aim)
        for aim, own in aims
        if own and aim.figure.unit == came.figure.unit and came.index - aim.index <= BACK
    ]
    best = max((share for share, _ in alike), default=0.0)
    meant = [aim for share, aim in alike if share == best]
    if best >= ALIKE:
        yield from borne_out(order("comparison.reached", came, ">=", meant[-1], "目标", strict=False))


def _state(reading: Reading, mention: Mention) -> str:
    """"aim", "came" or "": by the line's opening, else by the heading over it."""
    begin = reading.plain.rfind("\n", 0, mention.start) + 1
    opened = _HEAD.match(reading.plain, begin)
    own = _told_by(opened[0]) if opened is not None and opened.end() <= mention.start else ""
    return own or _told_by(mention.figure.section.rpartition(" / ")[2])


@lru_cache(maxsize=512)
def _told_by(words: str) -> str:
    return "came" if _CAME.search(words) else "aim" if _AIM.search(words) else ""


def _pairs(mention: Mention) -> frozenset[str]:
    own = _MARK.split(mention.lead)[-1] or mention.label
    noun = mention.noun if mention.unit.counted and len(mention.noun) <= 8 else ""
    words = _VERBS.sub("", _VERBS.sub("", own)) + noun
    return frozenset(words[k : k + 2] for k in range(len(words) - 1) if not words[k : k + 2].isascii())
