"""The items of a list that a bar opens: 甲镇74.1%、乙镇70.2%, 甲镇（74.1%）、乙镇（70.2%）, 甲镇、乙镇分别为74.1%、70.2%.

Assumptions about the language: an item is a name with one figure of the bar's kind, right behind it or in parentheses; what else is told of it
stands in parentheses; a change (but of a pace), a share, a total or another measure ends the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.patterns import compiled
from gouji.relations.common.lists import addable
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import tells_change
from gouji.relations.count.enumerations import ASIDE

_ITEM = re.compile(
    r"[、，；和及与]*(?P<name>[\u4e00-\u9fffA-Za-z“”·]{2,18}?)(?:完成|支付|为|达到?|是|仅|只有|有|：|，)*（?"
)
_EACH = re.compile(r"(?P<names>[^，。；：（）\d]{5,80}?)，?(?:分别|依次)(?:是|为|达到?|仅)*")
_NEXT = re.compile("[、，和及与]")
_OTHER = re.compile(
    "合计|共计|总计|占|平均|其中|全[省市县区州国]|同比|环比|[较比]|其余|其他|其它|[均都]|分别|依次|低于|高于|超过|相差|应|计划|任务|目标"
)
_MEASURE = re.compile("(?:率|增速|[增降涨]幅|比重|占比|进度|满意度)$")
PACE = re.compile("增速|增幅|增长|涨幅|降幅|降速|下降|减少")


@dataclass
class Opened:
    """A list that a bar opens."""

    bar: Mention
    sign: str
    start: int
    count: Mention | None
    some: bool  # whether it may leave some out, and tell what is none of them
    likely: bool  # whether what the bar is of leaves it open that it is one
    each: bool  # whether the figures may follow with no names, which were told before
    measure: str


def run_of(reading: Reading, opened: Opened) -> tuple[list[Mention], list[str], int]:
    """The items' figures, their names, and where the last one ends."""
    bar, at = opened.bar, opened.start
    stop = reading.sentences[bar.sentence][1]
    run: list[Mention] = []
    names: list[str] = []
    each: list[str] = []
    for mention in reading.between(at, stop):
        if mention.start < at:
            continue  # told of an item besides, in its parentheses
        words = ASIDE.sub("", reading.plain[at : mention.start])
        if not run and not words and opened.each and opened.count is not None:
            each, name = ["各"] * int(opened.count.figure.value), "各"
        elif not run and (told := _EACH.fullmatch(words)):
            each = compiled("[、和及与]").split(told["names"])
            name = each[0]
        elif each:
            name = each[len(run)] if _NEXT.fullmatch(words) and len(run) < len(each) else ""
        else:
            item = _ITEM.fullmatch(words)
            name = item["name"] if item else ""
        fits = (
            mention.figure.value is not None
            and mention.dimension == bar.dimension
            and (bar.rate or addable(mention, bar))
        )
        measure = _MEASURE.search(name)
        other = measure is not None and name[-2:] not in opened.measure
        if (
            not name
            or not fits
            or _OTHER.search(compiled("占比?").sub("", name) if "占" in opened.measure else name)
            or other
            or tells_change(mention)
            and not PACE.search(opened.measure)
        ):
            break
        run.append(mention)
        names.append(name)
        at = reading.closing(mention.paren) + 1 if mention.depth and words.endswith("（") else mention.end
        if reading.plain[at : at + 1] == "（":
            at = reading.closing(at) + 1
    return ([], [], at) if each and len(each) != len(run) else (run, names, at)
