"""Wholes of shares that words name: 占年度计划的, 占完工项目的, 追加资金占年初预算的. Basis: part / whole.

Assumes that a stage (完工, 验收) is told of one number right before those that came further, that a plan tells its items under the
words of what was done, and that a part and a whole told chapters ago bear the names that the share gives them.
"""

from __future__ import annotations

import re

from gouji.patterns import compiled
from gouji.relations.common.lists import addable, amount, is_change
from gouji.relations.common.model import Relation, choose, worded
from gouji.relations.common.naming import at_least, by_name, plausible, ratio
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.ratio.rates import LIKELY
from gouji.relations.ratio.shares import SHARE

_AND = re.compile("[、和及与]")
_MARKS = re.compile(r"其中|：|，包括|中，|分别|按[^，。]{1,12}分")
_WITHIN = re.compile("[^，。；、\\d]{0,8}[中里]")
_EMPTY = re.compile(r"^(?:已|完成|实现|的|其中|共|全部)+|的$")
_UNDONE = re.compile("未|尚|待|正在|拟|不")
_STAGE = re.compile(r"已?(?P<verb>完工|竣工|开工|建成|验收|立项|招标|受理|立案|参训|参考|参检|抽检|办结)(?:的)?(?:项目|工程|人员|案件|数量|[总人件个]?数)?的?")


def of_stage(reading: Reading, part: Mention, named: str) -> Mention | None:
    """已完工51个…；已验收46个，占完工项目的90.2%: the one that came to the named stage, right before those that came further."""
    stage = _STAGE.fullmatch(named)
    if stage is None or stage["verb"] in part.lead:
        return None
    own = [m for m in reading.before(part.start, 2) if m.figure.unit == part.figure.unit and amount(m) and m.index < part.index]
    told = [m for m in own if stage["verb"] in m.lead[-6:] and not re.search(f"[未不待]{stage['verb']}", m.lead)]
    return told[0] if len(told) == 1 and at_least(told[0], part) else None


def of_own_plan(reading: Reading, part: Mention, named: str) -> bool:
    """完成W，占年度计划的p%。其中A完成a，占年度计划的q%: the whole was measured against the whole plan, so that a part may be against its own."""
    word = compiled(r"(?:计划|任务|目标|预算)$").search(named)
    begin = reading.plain.rfind("\n", 0, part.start) + 1
    opened = reading.plain.rfind("其中", begin, part.start)
    if word is None or opened < 0:
        return False
    told = [m for m in reading.between(begin, opened) if m.rate and re.search(rf"占[^，。；\d]*{word[0]}[^，。；\d]{{0,4}}$", m.lead)]
    return bool(told) and told[-1].sentence >= part.sentence - 1


_WEIGHT = re.compile(r"[，；、](?P<name>[\u4e00-\u9fff]{3,12}?)的?(?:所占)?(?:比重|占比)(?:为|是|达到?)?")
BESIDE = 6  # shares of one whole told one after the other


def planned(reading: Reading, part: Mention, named: str) -> Mention | None:
    """今年计划新改建公路1280公里、完成投资16.5亿元。…完成投资13.87亿元，占年度计划的84.1%: an item of a list that the word opens,
    under the part's own name."""
    word = compiled(r"(?:计划|任务|目标)$").search(named)
    if word is None or len(part.label) < 2:
        return None
    for m in reversed(reading.mentions[max(0, part.index - 12) : part.index]):
        opening = reading.plain[reading.sentences[m.sentence][0] : m.start]
        if m.label[-2:] == part.label[-2:] and m.dimension == part.dimension and amount(m) and word[0] in opening:
            return m
    return None


def share_by_names(reading: Reading, rate: Mention, share: re.Match[str]) -> Relation | None:
    """年中追加资金占年初预算的30%: part and whole are both told elsewhere, by these names. Not strict: names recur."""
    subject = compiled(r"[，。；：、（）]").split(share["before"])[-1].removeprefix("其中")
    named = compiled(r"^(?:了|全部|其)").sub("", share["whole"])
    if len(subject) >= 2 and not named:
        return _of_bracket(reading, rate, subject) or _of_list(reading, rate, subject)
    if len(subject) >= 3 and named in ("支出", "总支出", "收入", "总收入") and share["whole"] != named:
        return _of_all(reading, rate, subject, named[-2:])
    if len(subject) < 3 or len(named) < 3:
        return None
    if (joined := _of_several(reading, rate, share["before"], named)) is not None:
        return joined
    pool = [m for m in reading.mentions if m.index != rate.index and amount(m)]
    parts, bases = by_name(subject, pool[: rate.index]), by_name(named, pool[: rate.index])
    sure = all(len({m.figure.value for m in each}) == 1 and each[0].label.endswith(word) for each, word in ((parts, subject), (bases, named)))
    sure = sure and all(len({m.figure.value for m in pool[: rate.index] if m.label.endswith(word)}) == 1 for word in (subject, named))
    readings = [
        worded(ratio(rate, [part], base, "ratio.share_by_names", strict=sure), base_named=sure)
        for part in parts[:3]
        for base in bases[:3]
        if part.index != base.index and part.dimension == base.dimension and at_least(base, part)
    ]
    return choose([r for r in readings if plausible(r)])


def beside_a_share(reading: Reading, rate: Mention) -> Relation | None:
    """第一产业增加值占生产总值比重为19.3%，第二产业增加值比重为28.7%: a share of what the one before it is said to be of, by its part's own name."""
    own = _WEIGHT.fullmatch(rate.lead)
    if own is None:
        return None
    for before in reversed(reading.mentions[max(0, rate.index - BESIDE) : rate.index]):
        if not before.rate or before.sentence != rate.sentence or is_change(before):
            return None
        if (share := SHARE.match(before.lead)) is not None:
            pool = [m for m in reading.mentions[: before.index] if amount(m)]
            bases = by_name(share["whole"], pool) if len(share["whole"]) >= 3 else []
            parts = [m for m in pool if m.label.endswith(own["name"])]
            sure = len({m.figure.value for m in parts}) == len({m.figure.value for m in bases}) == 1
            if sure and parts[-1].dimension == bases[0].dimension and at_least(bases[0], parts[-1]):
                return worded(ratio(rate, [parts[-1]], bases[0], "ratio.share_by_names"), base_named=True)
            return None
        if _WEIGHT.fullmatch(before.lead) is None:
            return None
    return None


def _of_several(reading: Reading, rate: Mention, words: str, named: str) -> Relation | None:
    """汽车、摩托车占机动车保有量的90.51%: of what is told under these names, together. Only where it holds: names recur."""
    subjects = _AND.split(compiled(r"[，。；：（）]").split(words)[-1].removeprefix("其中"))
    told = [m for m in reading.mentions[: rate.index] if amount(m)]
    bases = by_name(named, told)[:2]
    parts = [next((m for m in reversed(told) if len(each) >= 2 and m.label.endswith(each)), None) for each in subjects]
    if len(parts) < 2 or None in parts or len({m.index for m in parts}) < len(parts):
        return None
    ties = [ratio(rate, parts, base, "ratio.share_by_names", strict=False) for base in bases if all(addable(base, p) and base is not p for p in parts)]
    return next((tie for tie in ties if tie.holds), None)


def _of_all(reading: Reading, rate: Mention, subject: str, side: str) -> Relation | None:
    """人员经费占全部支出的p%: over the nearest amount before that is told as 支出 and nothing more."""
    told = [m for m in reading.mentions[: rate.index] if amount(m)]
    bases = [m for m in told if re.fullmatch(rf"(?:(?:19|20)\d\d年度?)?(?:本年|全年|总)?{side}(?:总计|合计|总额)?", m.label)]
    parts = [m for m in by_name(subject, told) if m.label.endswith(subject)]
    if not bases or not parts or bases[-1].dimension != parts[0].dimension or not at_least(bases[-1], parts[0]):
        return None
    return worded(ratio(rate, [parts[0]], bases[-1], "ratio.share_by_names"), base_named=True)


def _of_bracket(reading: Reading, rate: Mention, subject: str) -> Relation | None:
    """选聘865人（续聘812人，新聘53人）… 新聘占6.1%: a part in parentheses, taken up by its name, over what stands before them."""
    for part in reversed(reading.mentions[max(0, rate.index - 20) : rate.index]):
        if part.depth and part.label == subject and amount(part):
            wholes = [
                m for m in reading.before(part.paren, 1) if m.depth < part.depth and m.dimension == part.dimension
            ]
            told = wholes and at_least(wholes[-1], part)
            return worded(ratio(rate, [part], wholes[-1], "ratio.share"), base_named=True) if told else None
    return None


def _of_list(reading: Reading, rate: Mention, subject: str) -> Relation | None:
    """核定床位3284张，护理型床位2134张，护理型床位占比65.0%: a part told just before, taken up by its name, over the whole of its list, or over
    what bears the end of its name."""
    core = _EMPTY.sub("", subject)
    back = [m for m in reading.mentions[max(0, rate.index - 12) : rate.index] if rate.sentence - m.sentence <= 1 and amount(m)]
    parts = [m for m in back if len(core) >= 2 and m.label.endswith((core, core + "人员")) and bool(_UNDONE.search(core)) == bool(_UNDONE.search(m.label))]
    if not parts or parts[-1].figure.value is None:
        return None
    part = parts[-1]
    before = [m for m in reading.before(part.start, 3) if addable(m, part) and amount(m) and at_least(m, part) and m.index < part.index]
    marked = [m for m in before if _WITHIN.match(reading.plain, m.end) or _MARKS.search(reading.plain[m.end : part.start])]
    alike = [m for m in before if len(m.label) >= 2 and part.label.endswith(m.label[-2:]) and m.depth <= part.depth]
    wholes = [*reversed(marked), *reversed(alike)]
    sure = len({m.figure.value for m in wholes}) == 1 and wholes[0].segment == part.segment
    return choose([
        worded(ratio(rate, [part], whole, "ratio.share", strict=sure), reach=LIKELY) for whole in wholes[:3] if whole.figure.value != part.figure.value
    ])
