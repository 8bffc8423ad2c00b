"""Levels that named ones stand on one side of: 拨付率在p%以上的有A、B, A、B均超过p, and A、B2县拨付率不足p.

Assumes that each one's own figure was told before under its name, in its line or item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.patterns import compiled
from gouji.relations.common.model import Relation, choose
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import tells_change
from gouji.relations.order.bounds import borne_out
from gouji.relations.order.levels import SIGN_OF
from gouji.relations.order.orders import line_of, order

_ABOVE = re.compile(r"(?P<sign>均超过|都超过|均高于|均低于|均在|都在|均达到?|均不足|均大于|均不低于|均不到)(?:了)?$")
_SIGN = {
    "超过": ">",
    "高于": ">",
    "大于": ">",
    "低于": "<",
    "不足": "<",
    "不到": "<",
    "达": ">=",
    "达到": ">=",
    "在": ">=",
    "不低于": ">=",
}
_WHO = re.compile(
    r"(?:以上|以下|及以上)?的(?:[^，。；：、\d]{0,6}?)(?:有|是|为|包括|：)(?P<names>[^，。；：（）\d]{2,60}?)(?:等?\d{0,2}个[^，。；]{0,6})?(?=[，。；：（\n\d]|$)"
)
_WHICH = re.compile(r"(?P<measure>[\u4e00-\u9fff]{2,10}?)(?P<sign>在|达到?|超过|高于|大于|低于|不足|不到|不低于)?$")
_NAMED = re.compile(
    r"(?:其中)?(?P<names>[^\d]{2,50}?)等?\d{1,2}个?[县市区镇乡街道村家单位部门所]{1,3}的?(?P<measure>[\u4e00-\u9fff]{1,6}?(?:率|进度))(?:均|都|还|仍)*(?P<sign>不足|低于|超过|高于|不到)$"
)
WIDTH = 60  # characters of a clause


def propose(reading: Reading) -> Iterator[Relation]:
    """comparison.named of all levels."""
    for mention in reading.mentions:
        if mention.figure.value is not None:
            yield from named_ones(reading, mention)
            if mention.rate:
                yield from of_few(reading, mention)


def named_ones(reading: Reading, level: Mention) -> Iterator[Relation]:
    """p%以上的有A、B、C, and A、B、C均超过70万元: so stands each one's own figure, told before under its name."""
    after = _WHO.match(reading.plain, level.end)
    if after is not None:
        which = _WHICH.search(compiled(r"[，。；：、（）\n]").split(level.lead)[-1])
        if which is None or level.depth:
            return
        sign = _SIGN.get(which["sign"] or "在", ">=")
        text = reading.plain[level.start : after.end()]
        if "以下" in text[: level.end - level.start + 2]:
            sign = "<="
        names, measure, why = _names(after["names"]), which["measure"], text[:24]
    elif (told := _ABOVE.search(reading.plain[max(0, level.start - 10) : level.figure.number_start])) is not None:
        clause = compiled(r"[，。；：（）\n]").split(reading.plain[max(0, level.start - 60) : level.figure.number_start])[-1]
        names = _names(compiled(r"(?:\d+[个家][^、]{0,6})?(?:均|都)[^均都]*$").sub("", compiled("^其中").sub("", clause)))
        sign, measure, why = _SIGN.get(told["sign"][1:], ">="), "", told[0]
        if told["sign"][1:] == "在" and "以下" in reading.plain[level.start : level.end + 2]:
            sign = "<="
    else:
        return
    if len(names) < 2:
        return
    for name in names:
        own = of_each(reading, level, name, measure)
        if own:
            found = choose([order("comparison.named", m, sign, level, why, strict=len(own) == 1) for m in own])
            if found is not None:
                yield found


def _names(words: str) -> list[str]:
    names = [compiled(r"(?:等|\d+个.*)$").sub("", name.strip()) for name in compiled(r"[、和及与]").split(words)]
    return [name for name in names if 2 <= len(name) <= 10]


def of_each(reading: Reading, level: Mention, name: str, measure: str) -> Sequence[Mention]:
    """The figures of a name told before, nearest first: in its line or item, of the level's unit and measure."""
    kind = level.figure.unit
    found = []
    for m in reversed(reading.mentions[max(0, level.index - 80) : level.index]):
        if m.figure.unit != kind or m.figure.value is None or tells_change(m) or m.index == level.index:
            continue
        if measure:
            if measure[-3:] in m.lead[-8:] and name in line_of(reading, m):
                found.append(m)
        elif name in m.lead[-14:]:
            found.append(m)
    return found[:2]


def of_few(reading: Reading, level: Mention) -> Iterator[Relation]:
    """comparison.named: 甲、乙2县拨付率不足86%: so stands each one's own rate, told before under its name."""
    begin = max(0, level.start - WIDTH)
    clause = compiled(r"[，。；：（）\n]").split(reading.plain[begin : level.figure.number_start])[-1]
    told = _NAMED.match(clause)
    for name in compiled("[、和及与]").split(told["names"]) if told else ():
        own = of_each(reading, level, name, told["measure"]) if 2 <= len(name) <= 10 else ()
        for mention in own[:1]:
            yield from borne_out(order("comparison.named", mention, SIGN_OF[told["sign"]], level, clause, False))
