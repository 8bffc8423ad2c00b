"""A stated number of things whose names stand about it in other forms than one plain list.

Assumptions about the language:
- A和B两大主题, 由A和B两个部分构成: two names joined, and two counted;
- 甲镇（a村、b村）、乙镇（c村）2个镇3个村: what is counted second is what the parentheses name;
- 事业单位2个，甲中心和乙中心。: names that end alike right behind the number are what it counts;
- 包括3个单位：甲：行政单位、乙：事业单位: each name is told with its kind.
A list of names may be told in part only where 等 says so.
"""

from __future__ import annotations

import re

from gouji.patterns import compiled
from gouji.relations.common.complements import shared_ending
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.count.counts import MISCOUNT, is_count, stated_length

_TWO = re.compile(r"(?:^|[，、；：。\n])[^，、；：。\n]*?[\u4e00-\u9fff”》]{2,}(?:和|与|及|以及)[“《]?[\u4e00-\u9fff”》]{2,16}$")
_KINDS = frozenset("个 大 项 种 类 方面 部分 级".split())
_MADE_OF = re.compile(r"由[^，。；：]{2,40}$")
_ASIDES = re.compile(r"(?:[^，。；：（）\d]{1,12}（[^（）\d：；。]{2,80}）[、和及]?){2,}$")
_RANKED = re.compile(r"(?:居|列|位居|位列|排名?|名列)(?:全[省市县国])?[前后]$")
_RANKED_NAMES = re.compile(r"(?:^|[。；，])(?P<names>(?:[\u4e00-\u9fff]{2,10}、){1,12}[\u4e00-\u9fff]{1,6}?[县市区州镇乡局](?=[^，。；、]{2,12}))[^。；]{0,30}$")
_RANKED_BEHIND = re.compile(r"(?:的[^，。；\d]{0,12})?(?:主要涉及|主要是|是|为|分别[是为]|依次[是为])[，：]?(?=[\u4e00-\u9fff])")
_INSIDE = re.compile(r"（([^（）]*)）")
_BEHIND = re.compile(r"[，：](?P<names>[^，。；：\d\n]{4,200})[。；\n]")
_OF_KIND = re.compile(r"[\u4e00-\u9fff]{0,8}：(?P<names>[^，。；\d\n]{8,300})[。；\n]")
_ONE = re.compile(r"[^：、]{3,40}：[^：、]{2,16}")


def propose(reading: Reading) -> list[Relation]:
    """count.ranks, count.pair, count.in_parentheses, count.names_behind, count.names_with_kinds."""
    found = []
    for mention in reading.mentions:
        if is_count(mention) and mention.figure.value >= 2:
            told = _ranks(reading, mention) or _pair(reading, mention) or _in_parentheses(reading, mention) or _behind(reading, mention)
            found += [told] if told is not None else []
    return found


def _ranks(reading: Reading, mention: Mention) -> Relation | None:
    """甲市、乙市、丙市拨付率均达100%，居全省前三位; 排名前五位主要涉及，A497件，占14%；B479件: as many as are named, or told behind."""
    if mention.figure.unit not in ("位", "名", "") or not _RANKED.search(mention.lead[-10:]):
        return None
    begin = reading.sentences[mention.sentence][0]
    before = _RANKED_NAMES.search(reading.plain, max(begin, mention.start - 120), mention.start)
    if before is not None and compiled("[，。；]").match(reading.plain[mention.end : mention.end + 1]):
        told = stated_length(mention, [before["names"].count("、") + 1], "=", False, "count.ranks")
        return told if told.holds else None
    opened = _RANKED_BEHIND.match(reading.plain, mention.end)
    if opened is None:
        return None
    heads = {m.segment: m for m in reversed(reading.between(opened.end(), reading.sentences[mention.sentence][1]))}
    told = stated_length(mention, [len(heads)], "=", False, "count.ranks") if len(heads) > 1 else None
    return told if told is not None and told.holds else None


def _pair(reading: Reading, mention: Mention) -> Relation | None:
    """A和B两大主题; demanded only of 由A和B两个部分构成, for 和 may stand inside a name."""
    begin = reading.sentences[mention.sentence][0]
    before = reading.plain[max(begin, mention.start - 60) : mention.start]
    clause = compiled("[，；：。\n]").split(before)[-1]
    if mention.figure.unit not in _KINDS or "、" in clause or not _TWO.search(clause) or compiled(r"\d").search(clause):
        return None
    after = reading.plain[mention.end : mention.end + 6]
    sure = bool(_MADE_OF.search(clause)) and compiled("(?:大?部分|方面)(?:构成|组成)").match(after) is not None
    told = stated_length(mention, [2], "=", sure, "count.pair")
    return told if sure or told.holds else None


def _in_parentheses(reading: Reading, mention: Mention) -> Relation | None:
    """甲镇（a村、b村）、乙镇（c村）2个镇3个村: the names in the parentheses, which end in what is counted."""
    before = reading.mentions[mention.index - 1] if mention.index else None
    place = mention.start
    if before is not None and before.sentence == mention.sentence and mention.lead == before.noun and is_count(before):
        place = before.start
    told = _ASIDES.search(reading.plain, max(reading.sentences[mention.sentence][0], place - 400), place)
    if told is None:
        return None
    names = [name for inside in _INSIDE.findall(told[0]) for name in inside.split("、")]
    noun = mention.figure.unit + reading.plain[mention.end : mention.end + 2]
    if any(name[-1:] not in noun for name in names):
        return None
    near = abs(mention.figure.value - len(names)) <= MISCOUNT
    return stated_length(mention, [len(names)], "=", near, "count.in_parentheses")


def _behind(reading: Reading, mention: Mention) -> Relation | None:
    told = _OF_KIND.match(reading.plain, mention.end)
    if told is not None:
        parts = told["names"].split("、")
        if len(parts) > 1 and all(map(_ONE.fullmatch, parts)):
            near = abs(mention.figure.value - len(parts)) <= MISCOUNT
            return stated_length(mention, [len(parts)], "=", near, "count.names_with_kinds")
    told = _BEHIND.match(reading.plain, mention.end)
    if told is None or told["names"].endswith("等"):
        return None
    names = [name for part in told["names"].split("、") for name in compiled("和|以及|及").split(part)]
    if len(names) < 2 or any(len(name) < 3 for name in names) or len(shared_ending(names)) < 2:
        return None
    length = stated_length(mention, [len(names)], "=", False, "count.names_behind")
    return length if length.holds else None
