"""Those on one side of a bar, told behind it one by one: 6个乡镇完成率未达到75%：甲镇74.1%、乙镇70.2%…; 支付率低于全省（67%）平均进度的有：….

Basis: what the words say of all holds for each; a number of them is the number of those told. Assumptions about the language:
- a bar stands right behind the word for its side, or in parentheses behind what it is the level of (全市平均水平（8.2%）);
- a number of things before the word, with no mark between, counts those on that side; so does one between the bar and the list;
- a colon, a parenthesis, 分别是, 即 or 有 opens a list of them all, 其中 of some: that is their number only where it is told so;
- an item is a name and one figure of the bar's kind, right behind it or in parentheses; a change, a share or a total ends the list;
- behind 其中 also what is none of the things counted may be told, so that only an item named as they are must stand so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.patterns import compiled
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.count.barred import PACE, Opened, run_of
from gouji.relations.count.counts import MISCOUNT, is_count, stated_length
from gouji.relations.count.enumerations import ASIDE, PART, agree, names_of
from gouji.relations.order.bounds import borne_out
from gouji.relations.order.levels import OF_QUALIFIER
from gouji.relations.order.orders import order

_SIDES = {
    "<": "没有达到|未能达到|未达到|未达|达不到|低于|不足|不到|少于|小于|慢于|落后于|滞后于",
    ">": "超过|高于|大于|多于|快于|突破|超出",
    "<=": "不超过|未超过|不高于|不大于|未突破",
    ">=": "不低于|不少于|不小于|达到|达|在",
}
_SIGN_OF = {word: sign for sign, words in _SIDES.items() for word in words.split("|")}
_LEVEL = r"(?:平均|目标|任务|序时|时间|时序|考核|计划|标准|总体|整体|要求|规定|进度|水平|[值数线]|[省市县区州国]定?|以上|同期|的)"
_BAR = re.compile(
    r"(?<![未不没])(?<!没有)(?P<sign>" + "|".join(sorted(_SIGN_OF, key=len, reverse=True)) + r")了?"
    rf"(?P<what>(?:全[省市县区州国盟旗]?|各)?{_LEVEL}{{0,5}})(?P<aside>（(?:为|即)?)?$"
)
_SIGN = re.compile("[高低大小多少快慢后]于|达|不足|不到|不超|未超|超[过出]|突破|在")
_OF_THEM = re.compile(
    r"(?P<side>及?以上|及?以下|以内)?(?:，|（)?(?P<cue>其中(?:包括|有)?|分别(?:是|为)?|依次(?:是|为)?|即|具体[是为]|(?:主要)?(?:有|是|为)(?=[：\u4e00-\u9fff]))?(?:：|，(?=\D))?"
)
_WHICH = re.compile(
    rf"(?P<side>及?以上|及?以下|以内)?{_LEVEL}{{0,4}}的(?![^，。；：\d]{{0,6}}(?:目标|标准|要求|水平|任务)[，：])[^，。；：（）\d]{{0,10}}?(?:(?:共?有|为|是)?(?P<told>\d{{1,2}})个?[^，。；：（）\d]{{0,6}}?)?"
    r"(?P<cue>(?:，|：)?(?:分别|依次|主要|即|包括)(?:是|为|有)?[：，]?|(?:有|是|为)：?|：|，(?=其中))(?P<some>其中[：，]?)?"
)
_ANOTHER = re.compile("支出|执行|完成|实际|决算|到位|拨付|使用|预算|计划|投资")
_MORE = re.compile(r"[^，。；：、]{0,8}等|、|[，；][\u4e00-\u9fff]|）[，；](?:其余|其他|另|还有)")
_AND_OTHERS = re.compile(r"[^，。；：、]{0,8}等")
_PLACE = re.compile("(?:办事处|人民政府|办公室|管委会)$")
_OFFICE = re.compile("(?:[局委办厅院校司厂社所]|中心|集团|大学|中学|小学)$")
_OFFICES = re.compile("部门|单位|企业|公司|机构|学校|医院")
BEFORE = 44  # characters before a bar that tell what is held against it


def propose(reading: Reading) -> Iterator[Relation]:
    """comparison.listed, and the count of those listed."""
    for bar in reading.mentions:
        if (
            bar.figure.value is None
            or not bar.dimension
            or not _SIGN.search(reading.plain, max(0, bar.start - 24), bar.figure.number_start)
        ):
            continue
        said = reading.plain[max(reading.sentences[bar.sentence][0], bar.start - BEFORE) : bar.figure.number_start]
        said = ASIDE.sub(lambda aside: "〇" * len(aside[0]), said)  # 8个县（市、区）
        if (told := _BAR.search(said)) is not None and (opened := _opened(reading, bar, said, told)) is not None:
            yield from _listed(reading, opened)


def _opened(reading: Reading, bar: Mention, said: str, told: re.Match[str]) -> Opened | None:
    begin = bar.figure.number_start - len(said)
    at = bar.end
    if told["aside"]:
        if reading.plain[at : at + 1] != "）":
            return None
        at += 1
    clause = compiled("[，。；：、）\n]").split(said[: told.start()])[-1]
    before = reading.mentions[bar.index - 1] if bar.index else None
    subject = (
        before is not None
        and before.end >= begin + told.start() - len(clause)
        and is_count(before)
        and before.dimension == "thing"
    )
    which = _WHICH.match(reading.plain, at)
    if which is not None:
        start, side = which.end(), which["side"] or ""
        count = next((m for m in reading.between(at, start) if is_count(m)), None)
        some = bool(which["some"])
    elif subject:
        which = _OF_THEM.match(reading.plain, at)
        start, side, count = which.end(), which["side"] or "", before
        if start == at + len(side) or reading.plain[start - 1] == "，" and not which["cue"]:
            return None
        some = (which["cue"] or "").startswith(("其中", "有", "主要"))
    else:
        return None
    sign = _SIGN_OF[told["sign"]]
    if "下" in side or "内" in side:
        sign = "<=" if told["sign"] == "在" else ""
    elif sign == ">=":
        sign = OF_QUALIFIER.get(bar.figure.qualifier, "" if told["sign"] == "在" and not side else sign)
    if not sign:
        return None
    likely = bool(told["what"]) and not told["aside"] and not compiled("[的值]$").search(told["what"])
    each = compiled("[，：]?(?:分别|依次)").match(which["cue"] or "") is not None
    return Opened(bar, sign, start, count, some, likely, each, compiled("(?:均|都|还|仍|尚)+$").sub("", clause))


def _listed(reading: Reading, opened: Opened) -> Iterator[Relation]:
    bar, count = opened.bar, opened.count
    run, names, end = run_of(reading, opened)
    some = opened.some and (count is None or len(run) != count.figure.value)
    words = reading.plain[max(reading.sentences[bar.sentence][0], bar.start - BEFORE) : bar.end]
    why = compiled("[，。；：\n]").split(words)[-1] + ("）" if bar.depth else "")
    noun = _noun(reading, count, opened) if count is not None else ""
    for own, name in zip(run, names, strict=True):
        if PACE.search(opened.measure) and _down(own.lead[-4:]) != _down(opened.measure):
            continue  # 增速低于5%的有：甲县下降2%
        alike = not some or _PLACE.sub("", name)[-1:] in noun or _OFFICE.search(name) and _OFFICES.search(noun)
        sure = alike and not opened.likely and (bar.rate or not _ANOTHER.search(own.lead))
        yield from borne_out(order("comparison.listed", own, opened.sign, bar, why, sure))
    if count is not None:
        yield from _counted(reading, opened, run, end, noun)


def _noun(reading: Reading, count: Mention, opened: Opened) -> str:
    """What a number counts, with what is measured of it."""
    stop = opened.bar.start if count.index < opened.bar.index else opened.start
    return count.figure.unit + reading.plain[count.end : stop]


def _counted(reading: Reading, opened: Opened, run: Sequence[Mention], end: int, noun: str) -> Iterator[Relation]:
    """As many as are told."""
    count, length = opened.count, len(run)
    if not run:
        yield from _named(reading, opened, noun)
        return
    near = abs(count.figure.value - length) <= MISCOUNT
    whole = near and length > 1 and not _MORE.match(reading.plain, end)
    sure = whole and not (opened.some and length <= count.figure.value)
    if sure or not _AND_OTHERS.match(reading.plain, end):
        yield from borne_out(stated_length(count, [length], "=", sure, "count.figures_behind"))


def _named(reading: Reading, opened: Opened, noun: str) -> Iterator[Relation]:
    """4个镇进度低于60%，分别是甲镇、乙镇、丙镇、丁镇: names alone."""
    words = PART.split(reading.plain[opened.start : opened.start + 300], maxsplit=1)[0]
    if "、" not in words or words.endswith("等") or reading.between(opened.start, opened.start + len(words)):
        return
    lengths, names = names_of(ASIDE.sub("", words))
    if lengths and agree(names, noun):
        sure = not opened.some and abs(opened.count.figure.value - lengths[0]) <= MISCOUNT
        yield from borne_out(stated_length(opened.count, lengths, "=", sure, "count.list_behind"))


def _down(words: str) -> bool:
    return compiled("[降减]").search(words) is not None
