"""Orders of several figures: ranked lists, the most and the least, turns of a series.

Basis: what the words say of the order is true of the figures. Assumptions about the language:
- a list behind 居前三位 or 由高到低 runs from the largest down;
- 最多 said right behind a figure sets it above those that open the parallel segments of its sentence; A最低，为p sets p below
  what the lines before tell under the same measure;
- 降为, 回升到 between two figures of one unit, each with a time of its own, tells how they stand to one another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from gouji.patterns import compiled
from gouji.relations.common.lists import is_mean, named
from gouji.relations.common.model import Formula, Relation, linear
from gouji.relations.common.periods import NUMBER_OF
from gouji.relations.common.reading import Mention, Reading, kept
from gouji.relations.common.retold import tie
from gouji.relations.common.verbs import REACHED, tells_change
from gouji.searching import where

WORD = {">": "大于", "<": "小于", "=": "等于", ">=": "不小于", "<=": "不大于"}
ENGLISH = {">": "above", "<": "below", "=": "equal to", ">=": "at least", "<=": "at most"}
_RANKED = re.compile(
    r"(?P<sure>[由从]高(?:到|至|而)低|[由从]多(?:到|至|而)少|[由从]大(?:到|至|而)小|[由从]快(?:到|至|而)慢|[由从]强(?:到|至|而)弱|[由从]重(?:到|至|而)轻|降序)"
    r"|(?P<sorted>按[^，。；：\d]{1,10}(?:排序|排名|排列|排位))"
    r"|(?:居|列|位居|位列|排名|排在|名列)(?:全[省市县]|各[^，。；\d]{0,6})?前(?P<count>[2-9两二三四五六七八九十])(?:位|名)"
)
_RANKED_BEGINS = re.compile("[由从降按居列位排名]")
_MOST = re.compile(
    r"(?:^|[，、（])(?:为|在|是)?(?:各|全|所有|其中|几)?[^，。；：（）\d]{0,8}?最(?P<way>[多高大少低小])(?:[，。；）]|$)"
)
_EXTREME = re.compile(
    r"(?P<who>[^，。；：、\d\n]{2,12}?)(?:的)?(?:[^，。；：、\d]{2,6}率)?最(?P<way>[高低])[，]?(?:仅|只)?(?:为|是|有|达)?$"
)
_PAIR = re.compile(r"最(?P<way>[高多大低少小])(?:的)?[^，。；\d]{0,16}?[，]?(?:为|是|有|达)?$")
_TURN = re.compile(
    r"(?:(?P<up>回升|升|上升|增|增加|增长|提高|涨|上涨|扩大|恢复)|(?P<down>回落|降|下降|降低|减|减少|下滑|跌|压减|缩减))(?:到|至|为)了?$"
)
_TIME = re.compile(r"\d{4}年|上年|去年|今年|本年|上期|本期|同期|季度|月份|前期|当时")
_LINES = 14


def order(
    rule: str,
    a: Mention,
    sign: str,
    b: Mention,
    why: str,
    strict: bool = True,
    formula: Formula | None = None,
    times: str = "",
) -> Relation:
    """a stands so to b; with a formula, to what it makes of b."""
    return Relation(
        "comparison",
        rule,
        a.figure,
        (b.figure,),
        formula or linear(1),
        ("stated", "base"),
        f"文中称“{why}”，{named(a)}应{WORD[sign]}{named(b)}{times}",
        f"as the text says, {a.figure.text} should be {ENGLISH[sign]} {'half of ' if times else ''}{b.figure.text}",
        comparator=sign,
        strict=strict,
    )


def propose(reading: Reading) -> list[Relation]:
    """The orders that words tell of several figures."""
    found: list[Relation] = []
    for match in where(_RANKED_BEGINS, _RANKED, reading.plain):
        found += ranked(reading, match)
    for mention in reading.mentions:
        if mention.figure.value is None:
            continue
        found += most(reading, mention)
        if "最" in mention.lead[-20:]:
            found += least(reading, mention)
        if (turn := _TURN.search(mention.lead[-8:])) is not None and (
            told := turned(reading, mention, turn)
        ) is not None:
            found.append(told)
    return found


def _kin(a: Mention, b: Mention) -> bool:
    return a.figure.unit == b.figure.unit and a.figure.value is not None and not tells_change(a) and not is_mean(a)


def ranked(reading: Reading, match: re.Match[str]) -> Iterator[Relation]:
    """居前三位的是A、B、C，分别为a、b、c: a >= b >= c. The list is the first run of figures of one unit behind the words; where
    they tell a rate (完成率由高到低), of rates, whatever else is told of each. 按规模排序 tells no direction: all but one of the
    pairs must fall, of four at least."""
    begin, end = reading.sentences[reading.sentence_at(match.start())]
    depth = reading.plain.count("（", begin, match.start()) - reading.plain.count("）", begin, match.start())
    after = [m for m in reading.between(match.end(), end) if m.depth == depth]
    if depth:
        after = [m for m in after if m.end <= reading.closing(reading.plain.rfind("（", 0, match.start()))]
    told = reading.plain[max(begin, match.start() - 8) : match.end()]
    if compiled(r"率|进度|增速|增幅|占比|比重").search(compiled("[，。；：、]").split(told)[-1]):
        after = [m for m in after if not m.quantity] if after and not after[0].rate else after
    if not after or after[0].rate and len(after) < 2:
        return
    run = [after[0]]
    for m in after[1:]:
        if compiled(r"合计|共计|小计|总计|占|其中|同比|其余|其他|另").search(m.lead):
            if m.rate and "占" in m.lead:
                continue
            break
        if m.figure.unit != run[0].figure.unit or m.figure.value is None or tells_change(m):
            break
        if m.segment != run[-1].segment and len(run) > 1 and run[-1].segment == run[-2].segment:
            break  # A a、B b；市本级c
        run.append(m)
    count = NUMBER_OF.get(match["count"] or "", int(match["count"]) if (match["count"] or "").isdigit() else 0)
    run = run[: count or len(run)]
    if len(run) < 2 or count and len(run) != count:
        return
    pairs = list(zip(run, run[1:], strict=False))
    sure = bool(match["sure"])
    if match["sorted"]:
        rising = sum(a.figure.value < b.figure.value for a, b in pairs)
        if len(run) < 4 or rising > 1:
            return
        sure = True
    for a, b in pairs:
        yield order("comparison.ranked", a, ">=", b, match[0], strict=sure)


@kept
def _firsts(reading: Reading) -> dict[int, dict[tuple[int, int], Mention]]:
    """By sentence the first figure of each of its parts."""
    firsts: dict[int, dict[tuple[int, int], Mention]] = defaultdict(dict)
    for m in reading.mentions:
        firsts[m.sentence].setdefault(m.segment, m)
    return firsts


def most(reading: Reading, mention: Mention) -> Iterator[Relation]:
    """一季度463起，占33.5%，各季度里最多；二季度294起；…: above the first of each parallel segment."""
    if not mention.quantity or tells_change(mention) or is_mean(mention):
        return
    firsts = _firsts(reading)[mention.sentence]
    if firsts[mention.segment] is not mention or len(firsts) < 3:
        return
    match = _MOST.search(reading.plain, mention.end, mention.segment[1])
    if match is None:
        return
    others = [m for m in firsts.values() if m is not mention and _kin(m, mention)]
    if (
        len(others) < len(firsts) - 2
        or len(others) < 2
        or compiled(r"其中|合计|共计").search(reading.plain[mention.end : match.end()])
    ):
        return
    why = match[0].strip("，、；。（）")
    for other in others:
        yield order("comparison.most", mention, ">=" if match["way"] in "多高大" else "<=", other, why)


def least(reading: Reading, mention: Mention) -> Iterator[Relation]:
    """A最高，为p … B最低，为q: p > q; A最低，为p beside lines that tell the same measure of each: p is below them all."""
    pair = _PAIR.search(mention.lead)
    previous = reading.mentions[mention.index - 1] if mention.index else None
    if pair is not None and previous is not None and _same_place(previous, mention):
        first = _PAIR.search(previous.lead)
        if first is not None and (first["way"] in "高多大") != (pair["way"] in "高多大"):
            high = first["way"] in "高多大"
            yield order(
                "comparison.extremes", previous, ">" if high else "<", mention, previous.lead[-6:] + mention.lead[-8:]
            )
            return
    match = _EXTREME.search(mention.lead)
    if match is None or not mention.rate:
        return
    lines: list[Mention] = []
    for m in reversed(reading.mentions[max(0, mention.index - 60) : mention.index]):
        own = compiled(r"([\u4e00-\u9fff]{1,6}率)(?:为|达|：|\s)*$").search(m.lead)
        if own is None or m.figure.unit != mention.figure.unit or m.figure.value is None:
            continue
        if lines and not lines[0].lead.rstrip("为达： ").endswith(own[1]):
            break
        lines.append(m)
    rates = [m for m in lines[:_LINES] if not compiled(r"\s*(?:合计|总计|平均|全)").match(line_of(reading, m))]
    if len(rates) >= 3:
        head = compiled("[的最]").split(match["who"])[0]
        own = [m for m in rates if head in line_of(reading, m)]
        if len(own) == 1 and len(head) >= 2:  # its own line tells the very rate
            yield tie("repeat.extreme", own[0], mention, True)
            rates.remove(own[0])
        low = match["way"] == "低"
        rival = (min if low else max)(rates, key=lambda m: m.figure.value)
        yield order("comparison.extreme", mention, "<=" if low else ">=", rival, f"最{match['way']}", strict=False)


def _same_place(a: Mention, b: Mention) -> bool:
    return (
        a.sentence == b.sentence
        and a.figure.unit == b.figure.unit
        and a.depth == b.depth
        and a.figure.value is not None
    )


def turned(reading: Reading, mention: Mention, turn: re.Match[str]) -> Relation | None:
    """2019年865人，2020年降为782人: below the figure of its unit right before, each under a time of its own."""
    previous = reading.mentions[mention.index - 1] if mention.index else None
    if previous is None or not _same_place(previous, mention) or compiled("[由从]").search(previous.lead[-16:]):
        return None
    if (
        tells_change(previous)
        and not REACHED.search("，" + previous.lead[-4:])
        and not _TURN.search(previous.lead[-8:])
    ):
        return None
    if not (_TIME.search(previous.lead) and _TIME.search(mention.lead)) or compiled("等级|名次|排名|位次").search(mention.lead):
        return None
    return order("comparison.turned", mention, ">" if turn["up"] else "<", previous, turn[0])


def line_of(reading: Reading, mention: Mention) -> str:
    """The words of a figure's line or item before it: since the last figure under the same name, up to 40 characters."""
    start = max(mention.segment[0], mention.start - 40)
    ending = mention.lead.strip("为达： ")[-3:]
    for m in reversed(reading.mentions[max(0, mention.index - 6) : mention.index]):
        if m.end <= start:
            break
        if ending and m.figure.unit == mention.figure.unit and m.lead.strip("为达： ").endswith(ending):
            start = m.end
            break
    return reading.plain[start : mention.start]
