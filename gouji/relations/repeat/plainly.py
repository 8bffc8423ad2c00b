"""What plain names alone tell again: nothing spent (出国费0万元, and below 出国支出0万元), and counts of the same things (12个发酵池, 发酵池
十二个). Their numbers say little, so that only equal ones are tied, and none raises an alarm.

Assumptions about the language:
- 费, 支出 and 决算 at a name's end, and the words in its parentheses, say no more than the name; 预算 at its end tells a plan;
- a count has its noun behind it, or before it where a mark or another number follows;
- two counts told together (7个乡镇58个村庄) are one telling of both; a small number alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.retold import conflict, scope, tie
from gouji.relations.common.verbs import tells_change

_ASIDE = re.compile(r"（[^（）]{1,6}）")
_MARK = re.compile(r"[，。；：、（）.．\n\d]")
_OPENS = re.compile(r"^(?:其中|年度|本部门|本单位|我局|年|本年度?|全年|安排|使用|的)+")
_ENDS = re.compile(r"(?:支出决算数?|决算支出|支出|决算数?|经费|费用?|总额|合计|为|是|共|计|约|：)+$")
_GRANT = re.compile("财政拨款|本年|(?<=基金)预算|(?<=经营)预算|(?<=公共)预算")
_OTHER = re.compile(r"预算$|年初|上年|去年|[比较]|占|增|减|结转|结余|追加|调整")
_NOUN = re.compile(r"[\u4e00-\u9fff]{2,6}")
_PLACE = re.compile(r"[\u4e00-\u9fff]{0,10}?(?<![一-龥][省市])(?P<level>县|乡镇|镇|乡|村)(?![级长域委])")
_ANY = frozenset("项目 工程 单位 部门 任务 工作 方面 问题".split())  # of these there are many sorts
LEAST = 10  # things of which a number may be told again by itself
LEAST_NAME = 3  # characters


def propose(reading: Reading) -> Iterator[Relation]:
    """repeat.naught, repeat.counted: each figure with the last one before it that tells the same."""
    yield from _naughts(reading)
    yield from _counts(reading)


def _naughts(reading: Reading) -> Iterator[Relation]:
    last: dict[tuple[str, str], tuple[Mention, dict]] = {}
    for m in reading.mentions:
        if m.figure.value != 0 or not m.quantity or m.figure.qualifier != "exact" or tells_change(m):
            continue
        name = _name(m)
        if len(name) < LEAST_NAME:
            continue
        own = scope(reading.plain[reading.sentences[m.sentence][0] : m.start])
        first, known = last.get((name, m.dimension), (None, {}))
        if first is not None and m.sentence != first.sentence and not conflict(known, own):
            yield tie("repeat.naught", first, m, False)
        last[name, m.dimension] = m, own


def _name(mention: Mention) -> str:
    words = _MARK.split(_ASIDE.sub("", mention.lead))[-1]
    if _OTHER.search(words):
        return ""
    return _ENDS.sub("", _OPENS.sub("", _GRANT.sub("", words)))


def _counts(reading: Reading) -> Iterator[Relation]:
    told: dict[tuple, list[Mention]] = {}
    pairs: dict[tuple, tuple[Mention, Mention]] = {}
    for m in reading.mentions:
        if not _usable(m):
            continue
        key = (m.dimension if m.dimension != "thing" else m.figure.unit, m.figure.value, m.figure.qualifier)
        before = next((b for b in reversed(told.get(key, ())) if _same_thing(b, m)), None)
        if before is not None and m.figure.value >= LEAST and before.sentence != m.sentence:
            yield tie("repeat.counted", before, m, False)
        told.setdefault(key, []).append(m)
        previous = reading.mentions[m.index - 1] if m.index else None
        if previous is None or not _usable(previous) or previous.noun != m.lead or not m.lead:
            continue
        both = (previous.figure.value, previous.figure.unit, previous.noun, m.figure.value, m.figure.unit, m.noun[:2])
        if both in pairs:
            for a, b in zip(pairs[both], (previous, m), strict=True):
                if b.figure.value < LEAST or a.sentence == b.sentence:
                    yield tie("repeat.counted", a, b, False)
        pairs[both] = previous, m


def _usable(mention: Mention) -> bool:
    figure = mention.figure
    plain = figure.value is not None and figure.qualifier in ("exact", "more_than") and mention.unit.counted and not mention.unit.scaled
    return plain and figure.value > 1 and not tells_change(mention)


def _same_thing(a: Mention, b: Mention) -> bool:
    """Whether the noun of one stands right before or behind the other, or both count places of one level (19个县, 19个重点县)."""
    places = [_PLACE.match(m.noun) for m in (a, b)]
    if all(places) and places[0]["level"] == places[1]["level"]:
        return True
    for one, other in ((a, b), (b, a)):
        noun = _NOUN.match(one.noun)
        if noun is not None and noun[0][:2] in _ANY:
            continue
        if noun is not None and (other.noun.startswith(noun[0][:2]) or not other.noun and other.label.endswith(noun[0])):
            return True
        if noun is not None and other.label[-4:].endswith(noun[0][:2]) and not _NOUN.match(other.noun):
            return True
    return False
