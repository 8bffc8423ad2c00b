"""Comparands: what a change is told against, in the words before its verb, and the figure that stands in it.

Assumptions about the language:
- a comparand stands in the clause of the change or the one before (比上年, 与2021年度决算相比, 较年初预算数), its figure, if
  any, right before the verb (比上年的41.09万元减少, 较上年（41.09万元）减少);
- without one, a figure told for another time right before the change (上年192人，增加17人) is what it runs from.
"""

from __future__ import annotations

import re

from gouji.patterns import compiled
from gouji.relations.common.reading import Mention, once
from gouji.relations.common.verbs import CLAUSE_START, THEN, verb_of

_BUDGET = r"预算|计划|任务|目标|批复|概算|时间进度"
COMPARAND = re.compile(
    r"(?:相?(?<!同口径)比(?![例重率值])|较|与|和|同(?![比期口])|对比|相较)(?:于)?(?P<what>[^，。；：（）]{0,24}?)(?:相比(?:较)?|比较|对比|相较|比|$|(?=[，（]))"
)


_SAME_AS = re.compile(
    r"(?P<subject>[\u4e00-\u9fff（）“”]{3,24}?)(?:相?比|较|与|同|和)[^，。；：]{0,14}?(?:无增减变化|无增减|没有增减|[无没]有?变化|持平|一致|相同|不变)[，；]$"
)
_SCOPE = re.compile(r"(?:按|在)?(?:同|可比)口径(?=[同比较与]|$)")  # 同口径比上年: against last year, for the same scope


BEFORE_NOW = re.compile(r"上年|去年|上一年|同期")
# what a total is held against, and no whole of the parts told after it: 完成全年预算W万元的p%，其中
_MEASURE = re.compile(r"(?:完成|占|为|达到?|[比较])[^，。；\d]{0,8}(?:预算|任务|计划|目标)[^，。；\d]{0,4}$|(?:扣除|剔除|不含|不计)[^，。；（）\d]{0,12}$")


@once
def beside_the_point(mention: Mention) -> bool:
    """Whether an amount is told for comparison only: last year's, or the budget that a rate is of."""
    return bool(BEFORE_NOW.search(mention.lead[-10:]) or _MEASURE.search(mention.lead[-16:]))


def comparand(before: str, adverb: str) -> tuple[str, str, str, bool]:
    """Kind and words of the comparand in the words before a verb, the subject named there, and whether that subject's
    words follow a figure without a mark between (then they are that figure's noun)."""
    before = _SCOPE.sub("", before)
    marks = [m.end() for m in CLAUSE_START.finditer(before)]
    clause_from = marks[-1] if marks else 0
    against = what = ""
    taken = None
    for match in COMPARAND.finditer(before):
        words = match["what"]
        kind = _kind(words)
        if kind:
            against, what, taken = kind, words, match
    if taken is None and ("同比" in before or "环比" in before or "同比" in adverb or "环比" in adverb):
        against, what = "then", "同比" if "同比" in before + adverb else "环比"
    if taken is not None and taken.end() < clause_from and len(compiled(r"[，；：。]").findall(before[taken.end() :])) > 1:
        subject = before[clause_from:]
    elif taken is not None and taken.end() >= clause_from:
        subject = before[clause_from : max(clause_from, taken.start())] + before[max(taken.end(), clause_from) :]
    else:
        subject = before[clause_from:]
    if not subject and clause_from:
        subject = _unmoved(before[:clause_from])
    subject = compiled(r"同比|环比|（|）|“|”").sub("", subject)
    return against, what, subject, clause_from == 0 and bool(subject)


def _unmoved(words: str) -> str:
    """接待费比预算无增减变化，比上年增加: the subject of the clause before, which told that against something else it did not move."""
    clause = words[max((m.end() for m in CLAUSE_START.finditer(words, 0, len(words) - 1)), default=0) :]
    same = _SAME_AS.fullmatch(clause)
    return same["subject"] if same is not None else ""


# another time's figure told for itself, before a change that names no comparand: 上年192人，增加17人
_EARLIER = re.compile(
    r"(?:^|[，；。：（、])(?:而|其中)?(?P<when>上年(?:度|同期|末|底)?|上一年度?|去年(?:同期|底|末)?|同期|上期)"
    r"(?!结转|结余)[^，。；：（）\d]{0,8}?（?$"
)
_LESS = re.compile("剔除|扣除|除去|不含")  # 剔除专项和上年结转后支出W，增长p%: what is left of now
NOW_OF_TWO = re.compile(
    r"[，、；]?(?:本年度?|今年|当年|全年|现在?|目前|实际)?(?:两年|二者|两者|前后|两相)?(?:对比|相比|相较|比较)?[，]?(?:共|累计)?"
)
_OF_YEAR = re.compile(r"(?:19|20)\d\d(?=年)(?!年(?:以来|起|开始))")


def other_year(mentions: list[Mention], at: int) -> tuple[Mention | None, str]:
    """What a change that names no comparand runs from: the figure right before it where that is told of another time
    (上年192人，增加17人), or the older of the two before it where each is told of a year of its own."""
    previous = mentions[at - 1]
    if previous.figure.value is None or verb_of(previous.lead):
        return None, ""
    if (match := _EARLIER.search(previous.lead)) is not None:
        return previous, match["when"]
    back = at - 2
    while back > 0 and mentions[back].rate and not previous.rate:
        back -= 1  # 2022年预算a，决算b，完成预算的p%，2021年决算c，同比减少
    first = mentions[back] if back >= 0 else None
    if first is None or first.dimension != previous.dimension or first.figure.value is None or verb_of(first.lead):
        return None, ""
    years = [_years(mentions, back), _OF_YEAR.findall(previous.lead[-24:])]
    if not all(years) or years[0][-1] == years[1][-1]:
        return None, ""
    older = first if years[0][-1] < years[1][-1] else previous
    return older, f"{min(years[0][-1], years[1][-1])}年"


def _years(mentions: list[Mention], at: int) -> list[str]:
    """The years told with a figure, or with the one right before it where it has none of its own."""
    own = _OF_YEAR.findall(mentions[at].lead[-24:])
    return own or (_OF_YEAR.findall(mentions[at - 1].lead[-24:]) if at else [])


def _kind(words: str) -> str:
    if not words:
        return ""
    if compiled(_BUDGET).search(words) and not compiled(r"上年|去年|上一年").search(words):
        return "budget"
    if compiled(THEN).search(words):
        return "then"
    return "other" if compiled(r"平均|水平|标准|全[省市县国]").search(words) else ""


_ASIDE = re.compile("(?:^|，|，?同比)（(?P<what>(?:上年|去年|上一年|同期)[^，。；：\\d]{0,8})$")  # N，同比（上年M）增长p%; N（上年M），增长p%


def told_beside(mentions: list[Mention], at: int) -> tuple[Mention | None, str, str, str]:
    """The comparand's own figure, right before the verb: 比上年决算数41.09万元减少, 较上年（41.09万元）减少, 由上年的5.29%下降; its
    kind, its words, and what is told of before it in its clause (离婚登记比上年的948对多69对)."""
    previous = opening = mentions[at - 1]
    if previous.depth and previous.lead in ("、", "，") and at > 1 and mentions[at - 2].paren == previous.paren:
        opening = mentions[at - 2]  # 比上年（9辆、186万元）: two measures of one comparand
    lead = opening.lead
    match = compiled(r"(?P<as>(?<![同环占对])比(?![例重率值])|较(?![大小])|[与和于由从](?!计划生育)|同(?![比期口])|同比(?=去年|上年|$))(?P<what>[^，。；：]{0,26}?)（?$").search(lead)
    if previous.figure.value is None or verb_of(lead):
        return None, "", "", ""
    if match is None and (aside := _ASIDE.search(lead)) is not None and previous.depth:
        return previous, _kind(aside["what"]) or "other", aside["what"], ""
    if match is None or _LESS.search(lead, 0, match.start()):
        return None, "", "", ""
    words = match["what"]
    kind = _kind(words)
    if match["as"] == "同比" and not words:
        kind = "then"  # 12起，同比14起下降2起
    if not kind and (
        match["as"] not in "比较"  # 社会保障和就业: no comparison
        or compiled(r"(?:完成|增|减|占)").search(words)
        or not lead.rstrip("（").endswith(match[0].rstrip("（"))
    ):
        return None, "", "", ""
    about = CLAUSE_START.split(lead[: match.start()])[-1]
    return previous, kind or "other", words, about
