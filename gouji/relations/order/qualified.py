"""Lists of those above or below a level: 执行率低于80%的项目有：A（75.2%）、B（61.4%）; 竣工率高于全市平均水平的是：A（竣工率88.8%）.

Basis: what the words say of all holds for each. Assumptions about the language:
- a level, the word on which side of it, 的, and 有, 是 or ： open a list, which runs to the end of the sentence or its part;
- in it each figure of the level's unit, behind a name and alone or under the level's own measure, is what that one has;
- 平均水平 names the last rate told before, outside a list, under the same measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.relations.common.model import Relation
from gouji.relations.common.reading import RATE, SCORE, Mention, Reading
from gouji.relations.common.verbs import tells_change
from gouji.relations.order.levels import OF_QUALIFIER
from gouji.relations.order.orders import order
from gouji.searching import ahead

_OPENS = re.compile(
    r"(?P<side>以上|及以上|以下|以内)?的[^，。；：（）\d]{0,10}?"
    r"(?:(?:共?有|为|是)?[\d一二三四五六七八九十]{1,3}[个项家户处所名]?[^，。；：（）\d]{0,6}[，：](?:分别|依次|即)?(?:是|为)?[：，]?|(?:主要|分别|依次)?(?:有|是|为|包括)[：，]?|：)"
)
_ABOVE = re.compile(r"(?:超过|高于|大于|多于|突破|优于)$")
_BELOW = re.compile(r"(?:低于|不足|不到|小于|少于|未达到?|未到)$")
_MEAN = re.compile(
    r"(?P<measure>[\u4e00-\u9fff]{1,6}(?:率|进度|比重|占比|得分))(?:均|都)?(?P<sign>高于|超过|低于|不及)(?:全[省市县区州国]|总体)?(?:的)?平均(?:水平|值|数|进度)?"
    r"(?=的[^，。；：（）\d]{0,10}?(?:有|是|为|包括|：))"
)
_TO_MEAN = re.compile("高于|超过|低于|不及")
_ITEM = re.compile(r"^[）]?(?:[、，和及与：有是为]|分别)*[^，。；：（）\d]{1,20}（?(?P<measure>[^，。；：（）\d]{0,8}?)(?:为|达|是|仅)?$")
_OTHER = re.compile(r"占|增|降|提高|同比|较|比|其中|合计|平均")


def propose(reading: Reading) -> list[Relation]:
    """Each item of such a list against the level that opens it."""
    found: list[Relation] = []
    for level in reading.mentions:
        if level.dimension in (RATE, SCORE) and level.figure.value is not None and not tells_change(level):
            found += _of_level(reading, level)
    for match in ahead(_TO_MEAN, 10, _MEAN, reading.plain) if "平均" in reading.plain else ():
        found += _of_mean(reading, match)
    return found


def _of_level(reading: Reading, level: Mention) -> Iterator[Relation]:
    opens = _OPENS.match(reading.plain, level.end)
    if opens is None:
        return
    text, side = level.figure.text, opens["side"] or ""
    sign = (
        (">=" if "上" in side else "<=")
        if side
        else ">" if _ABOVE.search(level.lead) or _ABOVE.match(text[:2])
        else "<" if _BELOW.search(level.lead) or _BELOW.match(text[:2])
        else OF_QUALIFIER.get(level.figure.qualifier, "")
    )
    if not sign:
        return
    for item in _items(reading, opens.end(), level):
        yield order("comparison.qualified", item, sign, level, reading.plain[max(0, level.start - 4) : level.end + len(side)])


def _of_mean(reading: Reading, match: re.Match[str]) -> Iterator[Relation]:
    measure = match["measure"][-3:]
    means = [m for m in reading.between(0, match.start()) if m.rate and not m.depth and m.lead.rstrip("为达是").endswith(measure)]
    opens = _OPENS.match(reading.plain, match.end())
    if not means or opens is None or tells_change(means[-1]):
        return
    sign = ">" if match["sign"] in ("高于", "超过") else "<"
    told = {mean.figure.value: mean for mean in means}  # the last of each value
    ways = [
        [order("comparison.qualified", item, sign, mean, match[0], strict=len(told) == 1) for item in _items(reading, opens.end(), mean)]
        for mean in reversed(told.values())
    ]
    yield from next((way for way in ways if all(tie.holds for tie in way)), ways[0])


def _items(reading: Reading, start: int, level: Mention) -> list[Mention]:
    """The figures that the items of a list have; nothing where one of them is told in another way."""
    stop = reading.sentences[reading.sentence_at(start)][1]
    inside = reading.between(start, stop)
    part = next((m.segment[1] for m in inside[:1]), stop)
    told = [m for m in inside if m.start < part]
    items: list[Mention] = []
    for mention in told:
        fits = mention.figure.unit == level.figure.unit and mention.figure.qualifier == "exact" and mention.figure.value is not None
        if not fits:
            continue
        words = reading.plain[max(start, mention.start - len(mention.lead)) : mention.start]
        if _OTHER.search(words) or tells_change(mention) or not (_ITEM.match(words) or items):
            break
        items.append(mention)
    return items
