"""A stated number of things that are then listed with a figure each: 重点项目5个，分别是A a元、B b元、C c元和D d元.

Assumptions about the language:
- 分别是, 依次为, 即 and a colon right behind the number and its noun open a list of all that it counts, unless it ends in 等;
- an item is a name with a figure; a clause that begins with 合计, 共, 占, 其中 or a change ends the list;
- 分三批: 第一批…，第二批…: the ordinals count themselves;
- lines that follow 八县市情况： each begin with a name; a line of totals ends them;
- 以上5项合计 counts the items that its total sums up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.patterns import compiled
from gouji.relations.common.lists import addable
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.count.counts import MISCOUNT, is_count, stated_length

_OPENED = re.compile(
    r"[\u4e00-\u9fff（）]{0,14}?(?:[，：]?(?P<cue>分别[是为]|依次[是为]|即|具体为|包括|为|是)：?|(?P<colon>：))(?=[\u4e00-\u9fff“])"
)
_TOP = re.compile(r"(?:居|排名?|位列|位居)?(?:前|后)$")
_ENDS = re.compile(
    r"合计|共计|总计|其中|同比|增长|下降|[比较占约]|减少|增加|完成|达到?$|累计|全[年县市省]|平均|[户人亩]均|(?<!公)共$"
)
_MORE = re.compile(r"^[\u4e00-\u9fff]{0,6}?等")
_REST = re.compile(r"其他|其它|其余|以及")
_PARTED = re.compile(r"^[、，；和及与以并]+")
_ORDINALS = "一二三四五六七八九十"
_STAGES = frozenset("批 轮 期 次 类 步 阶段 档 季 年".split())
_LINE_NAME = re.compile(
    r"\s*(?:\d{1,2}[.、．]|（\d{1,2}）)?\s*([\u4e00-\u9fff]{2,12}?)[\s：:|　]*(?=\d|[\u4e00-\u9fff]{2,8}\s*\d)"
)
_TOTAL_LINE = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|全[县市区州省])")
_UNDER_WAY = re.compile(r"正在|目前|尚|已[^经]|待|将|计划|其余|后续|最后")
_TOTALLED = re.compile(r"[，；]?(?:合计|共计?|总计)")
_ITEMS = frozenset("个 项 类 种 笔 批 宗 家".split())
AHEAD = 16  # characters between a number of items and what they come to
_REGION = re.compile(r"[县市区镇乡村场旗州]|街道|社区")
_SUMMING = re.compile(
    r"^[\u4e00-\u9fff]{0,10}?(?:合计|共计?|总计|总[额量数]|累计|均为?)?[\u4e00-\u9fff]{0,4}：?[\u4e00-\u9fff]{0,8}$"
)
_LOOKS_BACK = re.compile(r"(?:^|[，。；：）])(?:以上|上述|这|前述)?$")


def propose(reading: Reading) -> list[Relation]:
    """count.figures_behind, count.ordinals, count.lines: the counts that tell how many items with figures follow."""
    found = []
    for mention in reading.mentions:
        if is_count(mention) and mention.figure.value >= 2:
            relation = _ordinals(reading, mention) or _figures_behind(reading, mention) or _lines(reading, mention)
            if relation is not None:
                found.append(relation)
    return found


def of_sums(reading: Reading, found: Sequence[Relation]) -> list[Relation]:
    """count.summed: 以上5项合计 T counts the items that T sums up; demanded where that sum holds, for chance would hardly make it."""
    sums: dict[str, Relation] = {}
    for relation in found:
        linear = relation.kind == "sum" and relation.comparator == "=" and relation.formula.kind == "linear"
        if linear and len(relation.operands) > 1 and (relation.holds or relation.stated.id not in sums):
            sums[relation.stated.id] = relation
    counted = {r.stated.id for r in found if r.kind == "count"}
    ties = []
    for mention, total in zip(reading.mentions, reading.mentions[1:], strict=False):
        if (
            total.figure.id not in sums
            or mention.figure.id in counted
            or not is_count(mention)
            or mention.figure.value < 2
        ):
            continue
        between = reading.plain[mention.end : total.start]
        before = reading.plain[max(0, mention.start - 8) : mention.start]
        relation = sums[total.figure.id]
        behind = all(f.plain_start < mention.start for f in relation.operands)
        ahead = all(f.plain_start > total.start for f in relation.operands) and relation.exact and len(relation.operands) == mention.figure.value
        if ahead and total.sentence == mention.sentence and mention.figure.unit in _ITEMS and total.start - mention.end < AHEAD:
            ties.append(stated_length(mention, [len(relation.operands)], "=", False, "count.summed"))  # 项目9个，资金W万元，分别为：
        if behind and mention.sentence == total.sentence and _LOOKS_BACK.search(before) and _SUMMING.match(between):
            sure = bool(relation.holds) and "的" not in between and abs(mention.figure.value - len(relation.operands)) <= MISCOUNT
            told = stated_length(mention, [len(relation.operands)], "=", sure, "count.summed")
            if told.holds or sure:
                ties.append(told)
    return ties


def _ordinals(reading: Reading, mention: Mention) -> Relation | None:
    """分三批下达，第一批…，第二批…，第三批…; 一批项目…，二批项目…: the last ordinal of its unit that follows in the paragraph."""
    unit = mention.figure.unit
    if unit not in _STAGES:
        return None
    end = reading.plain.find("\n", mention.end)
    another = next((m.start for m in reading.mentions[mention.index + 1 :] if m.figure.unit == unit and is_count(m)), len(reading.plain))
    after = reading.plain[mention.end : min(end if end >= 0 else another, another)][:600]  # 分两批下达，…；分五批结算: each has ordinals of its own
    first = re.search(rf"(?:第|(?<=[，。；：]))一{unit}", after)
    if first is None:
        return _ordinal_lines(reading, mention)
    if first.start() > 40:
        return None
    length, at = 1, first.end()
    for ordinal in _ORDINALS[1:]:
        following = re.compile(rf"(?:第|(?<=[，。；：]))(?:其中)?{ordinal}{unit}").search(after, at)
        if following is None:
            break
        length, at = length + 1, following.end()
    if length == 1:
        return None
    sure = length > mention.figure.value or not _UNDER_WAY.search(after[: at + 30])
    return stated_length(mention, [length], "=", sure, "count.ordinals")


def _ordinal_lines(reading: Reading, mention: Mention) -> Relation | None:
    """补贴共三批。 / 1、第一批拨付… / 2、第二批拨付…: the lines below that begin with an ordinal of its unit, where they are as many."""
    number = r"(?:\d{1,2}[、.．]|（.{1,2}）)?第"
    lines = re.findall(rf"(?<=\n){number}([一二三四五六七八九十]){mention.figure.unit}", reading.plain[mention.end : mention.end + 1200])
    length = next((k for k, own in enumerate(lines) if own != _ORDINALS[k : k + 1]), len(lines))
    return stated_length(mention, [length], "=", False, "count.ordinals") if length == mention.figure.value else None


def _figures_behind(reading: Reading, mention: Mention) -> Relation | None:
    """The items with a figure each that 分别是 or a colon opens behind the number, in its sentence."""
    opened = _OPENED.match(reading.plain, mention.end)
    if opened is None or not (opened["cue"] or opened["colon"]):
        return None
    if opened["cue"] in ("为", "是", "包括") and not opened["colon"] and not _TOP.search(mention.lead[-4:]):
        return None
    run: list[Mention] = []
    stop = reading.sentences[mention.sentence][1]
    for item in reading.between(opened.end(), stop):
        if item.depth != mention.depth:
            continue
        words = compiled(r"（[^（）]*）").sub("",
            reading.plain[run[-1].end : item.start] if run else reading.plain[opened.end() : item.start],
        )
        name = _PARTED.sub("", words)
        if run and (name == words or item.dimension != run[0].dimension):
            if item.segment == run[-1].segment and item.dimension != run[0].dimension:
                continue  # another measure of the same item
            break
        if len(name) < 2 or _ENDS.search(name):
            break
        run.append(item)
    if len(run) < 2 or (addable(mention, run[0]) and mention.unit.counted):
        return None  # 4个，分别是甲镇2个、乙镇1个…: what they add up to
    tail = reading.plain[run[-1].end : run[-1].end + 8]
    value = mention.figure.value
    open_end = bool(_MORE.match(tail)) or any(_REST.search(item.label) for item in run) or "等" in run[-1].noun
    sure = (
        not open_end
        and (opened["cue"] not in ("包括", None) or _closed(reading, mention, run))
        and abs(value - len(run)) <= MISCOUNT
        and not compiled("其中|主要|含|如").search(mention.lead[-6:])
    )
    if not sure and value != len(run):
        return None
    return stated_length(mention, [len(run)], "=", sure, "count.figures_behind")


def _closed(reading: Reading, mention: Mention, run: Sequence[Mention]) -> bool:
    """Whether a list behind a mere colon is all of it: places, and a total that ends them."""
    tail = reading.plain[run[-1].end : run[-1].end + 8]
    noun = mention.figure.unit + reading.plain[mention.end : mention.end + 4]
    return bool(_TOTALLED.match(tail)) and all(m.label[-1:] in noun and _REGION.match(m.label[-1:]) for m in run)


def _lines(reading: Reading, mention: Mention) -> Relation | None:
    """八县市报账情况：, then a line for each: those that begin with a name, up to the line of totals."""
    text = reading.document.text
    stop = text.find("\n", mention.figure.end)
    if stop < 0 or not compiled(r"[：:]\s*$").search(text[mention.figure.end : stop]) or stop - mention.figure.end > 40:
        return None
    region = bool(_REGION.match(text[mention.figure.end : mention.figure.end + 2]))
    names: list[str] = []
    closed = False
    for line in text[stop + 1 : stop + 4000].split("\n"):
        if not line.strip() and not names:
            continue
        if _TOTAL_LINE.match(line):
            closed = True
            break
        name = _LINE_NAME.match(line)
        if name is None or (region and not _REGION.search(name[1])):
            break
        names.append(name[1])
    if len(names) < 2 or not (closed or region):
        return None
    sure = closed and abs(mention.figure.value - len(names)) <= MISCOUNT
    if not sure and mention.figure.value != len(names):
        return None
    return stated_length(mention, [len(names)], "=", sure, "count.lines")
