"""Stale promises: a result told as still to come, for a time that had passed when the report was dated.

A time is resolved by the report's year; a plan (下一步, 明年, the section on improvements) by its date. What a higher
authority requires, what a target says, and what is told as done are no promises.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gouji.document import Document
from gouji.patterns import compiled
from gouji.prose.marks import STOPS, Both, Mark, quoted, sentence_at

_MONTHS = {name: number for number, name in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}
_QUARTERS = {name: number for number, name in enumerate("一二三四", 1)} | {
    str(number): number for number in range(1, 5)
}
_TIME = re.compile(
    r"(?P<year>20\d\d年|[今本当]年)?度?(?:"
    r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?(?:(?P<day>[12]\d|3[01]|0?[1-9])日|(?P<part>底|末|初|上旬|中旬|下旬))?"
    r"|第?(?P<quarter>[一二三四1-4])季度末?|(?P<half>[上下])半年|(?P<end>年底|年末|年终|年内|底|内)|(?P<feast>国庆节?|元旦)|(?P<only>(?<=\d年)(?![底末终内度前初\d上下第一二三四今春夏秋冬])))"
    r"(?P<before>之?前|以前)?"
)
_ANCHOR = re.compile(
    r"(?:预计|预期|计划|力争|争取|有望|可望|将于|将在|拟于|拟在|确保)(?:在|于|到)?20\d\d年|月|年[底末终内]|[今本当\d]年度?[底内]|季度|半年|国庆|元旦"
)
_REACH = 300  # characters of a sentence that can bear on a time; none is longer but by accident
# 预计, 将于: what is to come, whoever says it. 计划, 力争, 确保: that too, unless a requirement or a plan is being told.
_STRONG = re.compile(
    r"(?P<will>(?:预计|预期|有望|可望)[^，。；]{0,10}?|将(?:可|能)?(?:于|在|力争|争取)|拟定?(?:于|在)|定于)(?:可|能|将)?(?:到|至|于|在)?$"
)
_WEAK = re.compile(r"(?P<will>计划|力争|争取|确保|准备|打算|拟)(?:可|能)?(?:到|至|于|在)?$")
_ENDS = (
    "完成|实现|建成|完工|竣工|投产|投用|投入使用|启动|开工|印发|出台|交付|验收|销号|办结|达到?|到位|落实|拨付|支付|发放|整改|安装"
    "|形成|结束|上线|运行|提交|报送|开通|通车|入住|搬迁|供水|通水|发布|公布|建立|全部|报批|上报|化解|处置|提升|召开|举办|组织"
)
_HOW = "(?:全面|全部|基本|初步|均|都|陆续|正式|整体|如期|按期|按时|予以|一并|逐步)*"
_CAN = re.compile(
    rf"{_HOW}[^，。；\d]{{0,4}}?(?:(?:可以?|能够?|可望|有望|预计)(?![靠持再行研观])[^，。；]{{0,16}}?|将(?:会|可|能)?{_HOW})(?:{_ENDS})"
)
_MAY = re.compile(r"(?:可以?|能够?)(?:于|在)$")
_FINISHED = re.compile(rf"{_HOW}(?:完成|实现|建成|完工|竣工|投产|投用|投入使用|交付|验收|开通|通车)")
_AIM = re.compile(rf"{_HOW}(?:力争|争取|确保|计划|拟|准备|打算)[^，。；]{{0,16}}?(?:{_ENDS})")
_BARE = re.compile(rf"(?:要|需)?{_HOW}(?:{_ENDS})")
_DONE = re.compile(r"已|了(?!解)|实际|提前|业经|曾|顺利|逾期|未能")
_LATER_DONE = re.compile(
    r"现已|实际|已于|提前(?:于|完成)|已(?:全部|全面|如期|按期|按时)?(?:完成|建成|竣工|实现|到位|完工|投入)|推迟|延期|延后|未能|逾期|滞后"
)
_GOING_ON = re.compile(
    r"目前|正在|当前|现阶段|尚[未在待]|待[一-鿿]{1,8}(?:批复|审[查批核]|验收)|进行中|推进中|在建|已报"
)
_WAITING = re.compile(r"正在|尚[未在待]|进行中|推进中")
_REQUIRED = re.compile(
    r"要求|规定|下达|部署|根据|按照?|依据|明确|提出|指出|强调|通知|方案|文件|合同|协议|约定|责令|限期|时限|期限|工期|目标"
    r"|指标|任务书|办法|制度|必须|应当?|须|印发|原则上|督促|敦促|交办"
)
_REQUIRED_AFTER = re.compile(
    r"[^。；]{0,40}?(?:时间节点|时限|的(?:工作|目标|任务)?(?:要求|规定|目标|部署)|目标要求|任务要求|目标任务)"
)
_HISTORY = re.compile(
    r"(?:原|原本|最初|之前|此前|去年|上年|曾|当时)(?:计划|预计|定|拟|预期|承诺)?(?:于|在)?$|已经?(?:于|在)?$|每|次年|翌年|明年|下年|来年|历年|往年"
)
_PLAN = re.compile(
    r"下一步|下步|下一阶段|今后|下年度|明年|来年|改进措施|整改措施|改进方向|工作(?:打算|计划|安排|思路)|努力方向|建议|展望"
)
_TARGET = re.compile(
    r"目标(?:值|任务)?(?:\d|[一二三四五])?[：是为]|指标值|时效指标|年初(?:设定|计划|目标)|(?:实施|建设|完成)(?:期限|周期|时间)[：为]"
)
_GOALS = re.compile(r"目标(?!.{0,8}(?:完成|实现|执行|达成|分析|情况))")
_BACKGROUND = re.compile(r"概况|背景|立项|基本情况|概述|简介|实施内容|建设内容")


@dataclass(frozen=True)
class _Promise:
    start: int  # in the working text
    end: int
    time: str
    until: date


def find(document: Document, dated: date | None, year: int | None, figures: Iterable[object] = ()) -> Iterator[Mark]:
    """The stale promises of a report about `year` that is dated `dated`.

    Without a date a self-evaluation or final account counts as written after its year; without a year nothing is judged.
    """
    if year is None or dated is None and not compiled("自评|绩效|评价|决算").search(document.plain[:300]):
        return  # a summary of a year's work may be written before the year is over
    known = list(figures)
    for promise in _promises(document, dated, year):
        start, end = document.place(promise.start, promise.end)
        until = promise.until
        when_zh = (
            f"报告落款日期为{dated.year}年{dated.month}月{dated.day}日" if dated else f"本报告评价的是{year}年全年"
        )
        when_en = f"the report is dated {dated.isoformat()}" if dated else f"the report evaluates the whole of {year}"
        told = quoted(document.text[start:end])
        yield Mark(
            "stale_promise",
            "warning",
            start,
            end,
            Both(
                f"“{told}”：按文意时间到{until.year}年{until.month}月{until.day}日为止，{when_zh}，已经到期，却仍写成将来的事，没有写明结果。",
                f"“{told}”: the time told ran out on {until.isoformat()} and {when_en}, yet it is still told as something to come; the outcome is not told.",
            ),
            Both(
                "绩效自评应报告全年实际完成情况（财预〔2020〕10号《项目支出绩效评价管理办法》：评价绩效目标的实现程度）。",
                "A self-evaluation reports what was achieved in the year (财预〔2020〕10号: the degree to which targets were met).",
            ),
            Both(
                "请说明到期时是否完成、完成日期和数量，附验收或批复文件；未完成的写明原因和现在的进度。",
                "Ask whether it was done by then, when and how much, with the acceptance or approval document; if not, why, and where it stands.",
            ),
            tuple(figure.id for figure in known if start <= figure.start < end),
        )


def _promises(document: Document, dated: date | None, year: int) -> Iterator[_Promise]:
    plain = document.plain
    done_to = 0
    whole = (0, 0)
    for anchor in _ANCHOR.finditer(plain):
        if anchor.end() <= done_to:
            continue
        if anchor.start() >= whole[1]:
            whole = sentence_at(plain, anchor.start(), STOPS)
        first, last = max(whole[0], anchor.start() - _REACH), min(whole[1], anchor.start() + _REACH)
        time = _TIME.search(plain, max(first, done_to, anchor.start() - 9), last)
        if time is None or time.start() >= anchor.end():
            continue
        done_to = time.end()
        if promise := _promise(document, time, first, last, dated, year):
            done_to = promise.end
            yield promise


def _promise(
    document: Document, time: re.Match[str], first: int, last: int, dated: date | None, year: int
) -> _Promise | None:
    plain = document.plain
    start, end = time.span()
    clause_start = max(plain.rfind("，", first, start), plain.rfind("：", first, start), first - 1) + 1
    clause_end = _clause_end(plain, end, last)
    before, after = plain[clause_start:start], plain[end:clause_end]
    if plain[start - 1 : start].isdigit() or _quoted(plain, first, start) or _HISTORY.search(before):
        return None
    section = document.section_at(start)
    begin = _beginning(document, time, before, after.lstrip("，、"), first, last, clause_start, section, year)
    if begin is None or _DONE.search(after) or _LATER_DONE.search(plain, end, last) or _GOALS.search(section):
        return None
    line = max(plain.rfind("\n", 0, start) + 1, start - 200)
    planned = bool(_PLAN.search(plain, line, start) or _PLAN.search(section.rsplit("/", 1)[-1]))
    until = _until(time, year, dated, planned)
    if until is None or until >= (dated or date(year + 1, 1, 1)) or _TARGET.search(plain, max(line, start - 80), start):
        return None
    return _Promise(begin, clause_end, time[0], until)


def _beginning(
    document: Document,
    time: re.Match[str],
    before: str,
    following: str,
    first: int,
    last: int,
    clause: int,
    section: str,
    year: int,
) -> int | None:
    """Where the promise begins that a time belongs to; None where the time belongs to none."""
    plain, (start, end) = document.plain, time.span()
    strong, weak = _STRONG.search(before), _WEAK.search(before)
    told = int(time["year"][:4]) if time["year"] and time["year"][0] == "2" else year
    if told < year and not (strong and strong["will"][:2] in ("预计", "有望", "可望")):
        return None  # what an older plan said is its history
    if strong and compiled(r"[一-鿿“《\d]{2}").match(following):
        return clause + strong.start()
    if time["only"] is not None:
        if not (weak and compiled(_ENDS).search(following)):
            return None
    elif (can := _CAN.match(following)) and not weak and (time["before"] or not time["day"] or "将" not in can[0]):
        return start
    elif (may := _MAY.search(before)) and _FINISHED.match(following):
        return clause + may.start()
    by = time["before"] or time["end"] in ("年内", "内")
    deadline = (by or time["part"] == "底" or time["end"]) and told == year and _BARE.match(following)
    aim = weak is not None and compiled(_ENDS).search(following) or _AIM.match(following)
    if (
        not (deadline or aim)
        or _REQUIRED.search(plain, first, start)
        or _REQUIRED_AFTER.match(plain[end : min(last, end + 60)])
    ):
        return None
    if not _in_prose(plain, start):
        return None
    if aim and not _BACKGROUND.search(section):
        return clause + weak.start() if weak else start
    sentence = max(plain.rfind("。", 0, start), plain.rfind("\n", 0, start)) + 1
    if deadline and (_GOING_ON if by else _WAITING).search(plain, max(sentence, first - 60), start):
        return start
    return None


def _clause_end(plain: str, end: int, last: int) -> int:
    """The end of the clause that a time belongs to; 6月底前，完成 is one clause."""
    at = plain.find("，", end, last)
    if 0 <= at <= end + 1:
        at = plain.find("，", at + 1, last)
    return at if at >= 0 else last


def _quoted(plain: str, first: int, at: int) -> bool:
    return plain.count("《", first, at) > plain.count("》", first, at)


def _in_prose(plain: str, at: int) -> bool:
    """A sentence among others, not a cell of a table of targets."""
    start = plain.rfind("\n", 0, at) + 1
    end = plain.find("\n", at)
    line = plain[start : end if end >= 0 else len(plain)]
    return len(line) >= 12 and "|" not in line and "\t" not in line and bool(compiled(r"[，。；]").search(line))


def _until(time: re.Match[str], year: int, dated: date | None, planned: bool) -> date | None:
    """The last day of the time told; None where it cannot be told."""
    told = time["year"]
    if told and told[:2] == "20":
        own = int(told[:4])
    elif planned:
        own = dated.year if dated else year + 1
    else:
        own = year
    if time["only"] is not None:
        return date(own, 12, 31)
    if time["end"]:
        if time["end"] in ("底", "内") and not told:
            return None
        return date(own, 12, 31)
    if time["half"]:
        return date(own, 6, 30) if time["half"] == "上" else date(own, 12, 31)
    if time["quarter"]:
        return _last(own, 3 * _QUARTERS[time["quarter"]])
    if time["feast"]:
        if time["feast"] == "元旦":
            return date(own + 1, 1, 1)
        return date(own, 10, 1)
    month = _MONTHS.get(time["month"]) or int(time["month"])
    if planned and not told and dated and month < dated.month:
        own += 1  # the next one to come
    if time["day"]:
        return date(own, month, min(int(time["day"]), monthrange(own, month)[1]))
    if time["part"] in ("初", "上旬"):
        return date(own, month, 10)
    if time["part"] == "中旬":
        return date(own, month, 20)
    return _last(own, month)


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
