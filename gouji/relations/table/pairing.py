"""Which columns (or rows) of a table a rate, a difference or a growth is computed from, by the words of their heads.

Assumptions about the language:
- X率 is the share of what is told with X in what was planned, due or received: 执行率 of 执行数 in 预算数, 完成率 of
  完成 in 任务 or 计划, 到位率 of 到位 in 计划 or 合计, 整改率 of 已整改 in 应整改;
- 结余 is what was to be spent less what was; 增减 is now less then; then is 上年, 年初, the earlier year, or the
  budget;
- of several columns that fit, the nearest under the same upper head is meant first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.patterns import compiled
from gouji.relations.table.views import Series

Pair = tuple[int, int]
_PLANNED = re.compile(
    r"^(?:计划|任务|目标|应|未|不|年度指标|拟)|(?:计划|任务|目标|预算|指标|概算|应有)(?:总?[数值额量]|金额|资金|"
    r"安排|安排数|批复数?|任务|总额|投资|指标)?$|年初预算|全年预算|调整预算|批复|下达"
)
_RULES = (  # the rate's words, its part's, its base's
    (
        re.compile(r"执行|支出|支付|使用|拨付|预算完成|资金完成|付款|报账"),
        re.compile(r"执行|支出|决算|支付|使用|拨付|完成|付款|报账"),
        re.compile(r"预算|指标|下达|安排|到位|计划|批复|收入|资金总|资金规模|应|合同"),
    ),
    (
        re.compile(r"到位|落实"),
        re.compile(r"到位|落实"),
        re.compile(r"应|计划|预算|安排|下达|批复|投资|总额|合计|筹|需|承诺"),
    ),
    (
        re.compile(
            r"^(?:任务|目标|计划|指标|投资|年度|累计|工程|形象|总体|建设|产值|工作)*(?:完成|进度|达成|实现|达标)|^$"
        ),
        re.compile(r"完成|实际|实绩|实现|达到|执行|已|支出|决算"),
        re.compile(r"计划|任务|目标|指标|应|预算|下达|总|安排|合同|需"),
    ),
)
_BASE_OF_ANY = re.compile(
    r"^应|完成|竣工|建成|实施|任务|计划|目标|总数|总量|总|合计|反馈|发现|受理|收到|抽[查检]|检[查测]|问题|登记|"
    r"签订|申请|立案|参[评加]|常住|户籍|人口|批准|在册|建档|现有"
)
_REACHED = re.compile(r"(?P<stem>.{1,8}?)(?:率|进度|比例|百分比|情况|占比)$")
_OF_PLAN = re.compile(r"(?:完成)?占(?:年度?|全年|年初|调整后?)?(?P<base>任务|计划|目标|预算|指标)")
_ATTAINED = re.compile(r"完成|进度|执行|到位|办结|整改|兑现|使用")
_DONE = re.compile(r"完成|执行|实际|累计|支出|收入|决算|已")
_OF_ITS_WHOLE = re.compile(r"占(?!比$)|^占比$|构成|比重$")
_LEFT = re.compile(r"结余|结转|剩余|余额|未[支执完使拨到整付用]|尚[未需欠]|缺口|^欠")
_OPENING = re.compile(r"上年|年初|期初|去年|上期")
_CHANGE = re.compile(
    r"增减|增加|减少|增长|增量|净增|变动|变化|差额|差异|差值|(?:比|较|与)(?:上年|去年|预算|年初|同期|计划)|超支|"
    r"节约|节支|调增|调减|追加|[+＋]/?[-－]"
)
_ADJUSTED = re.compile(r"^(?:年中)?(?:追加|调整|调增|增减)(?!后|预算|率)")
_THEN = re.compile(r"上年|去年|上期|同期|基期|前年|上一年|期初|年初|上月|上季|调整前|改革前|年初数")
_NOW = re.compile(r"本年|今年|当年|本期|年末|期末|本月|本季|调整后|改革后|截至|现有|本年度")
_ACTUAL = re.compile(r"决算|执行|实际|完成|支出数|发生|调整后?预算|全年预算|支出$|收入$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AMOUNTS = ("amount", "score", "target")


def is_difference(series: Series) -> bool:
    """Whether a head tells a difference of other columns: 结余, 增减额."""
    return series.kind == "amount" and (
        bool(_LEFT.search(series.leaf))
        and not _OPENING.search(series.leaf)
        or bool(_CHANGE.search(series.leaf))
        or bool(_CHANGE.search(series.group))
        and series.leaf in ("金额", "数额", "额", "绝对数", "绝对额")
    )


def is_rate(series: Series) -> bool:
    """Whether a head tells how far something got, and no share of a whole: 执行率, 任务完成占比, 占计划%."""
    return series.kind == "rate" or series.kind == "share" and (
        not _OF_ITS_WHOLE.search(series.leaf) and bool(_ATTAINED.search(series.leaf)) or bool(_OF_PLAN.match(series.leaf))
    )


def _order(series: Sequence[Series], at: int, candidates: Sequence[int]) -> list[int]:
    """Candidates under the same upper head first, then those on the left, then by distance."""
    group = series[at].group
    return sorted(candidates, key=lambda i: (series[i].group != group, i > at, abs(at - i)))


def rate_pairs(series: Sequence[Series], at: int) -> tuple[list[Pair], bool]:
    """(part, base) readings of a rate column, the likeliest first, and whether the words tell them surely."""
    rate = series[at]
    reached = _REACHED.search(rate.leaf)
    stem = compiled(r"^(?:占|为)").sub("", reached["stem"]) if reached else ""
    if stem == "得分":
        pairs = _paired(
            series,
            at,
            [i for i, s in enumerate(series) if s.kind == "score" and "得分" in s.leaf],
            [i for i, s in enumerate(series) if s.kind == "score" and "得分" not in s.leaf],
        )
        return pairs, len(pairs) == 1
    amounts = [i for i, s in enumerate(series) if i != at and s.kind in ("amount", "target") and not is_difference(s)]
    amounts = [i for i in amounts if not _breaks(series, i, at)]
    if of_plan := _OF_PLAN.match(rate.leaf):
        bases = [i for i in amounts if of_plan["base"] in series[i].leaf]
        pairs = _paired(series, at, [i for i in amounts if i not in bases and _DONE.search(series[i].leaf)], bases)
        return pairs, len(pairs) == 1
    for words, part_words, base_words in _RULES:
        if not words.search(stem) or not reached:
            continue
        parts = [i for i in amounts if part_words.search(series[i].leaf) and not _PLANNED.search(series[i].leaf)]
        bases = [i for i in amounts if base_words.search(series[i].leaf) and i not in parts]
        if words.search("到位") and not bases:
            bases = [i for i in amounts if i not in parts]
        pairs = _paired(series, at, parts, bases)
        if pairs:
            return pairs, True
    core = compiled(r"^(?:项目|工程|问题|群众|任务|总|年|平均)").sub("", stem)[-2:]
    if len(core) < 2:
        return [], False
    parts = [i for i in amounts if core in series[i].leaf and not _PLANNED.search(series[i].leaf)]
    bases = [
        i
        for i in amounts
        if i not in parts
        and not series[i].leaf.startswith("未")
        and (_BASE_OF_ANY.search(series[i].leaf) or _PLANNED.search(series[i].leaf))
    ]
    pairs = _paired(series, at, parts, bases)
    return pairs, len(pairs) == 1 and core in series[pairs[0][1]].leaf


def _breaks(series: Sequence[Series], i: int, at: int) -> bool:
    """Whether another column headed alike stands between: of 计划|完成|率|计划|完成|率 each rate has its own."""
    low, high = min(i, at), max(i, at)
    return any(
        series[j].words == series[at].words or (series[j].words == series[i].words) for j in range(low + 1, high)
    )


def _paired(series: Sequence[Series], at: int, parts: Sequence[int], bases: Sequence[int]) -> list[Pair]:
    bases = sorted(_order(series, at, bases), key=lambda i: not compiled(r"全年预算|调整").search(series[i].leaf))
    pairs = [
        (p, b)
        for p in _order(series, at, parts)
        for b in bases
        if series[p].dimension == series[b].dimension or "target" in (series[p].kind, series[b].kind)
    ]
    own = [pair for pair in pairs if all(series[i].group == series[at].group for i in pair)]
    return (own or pairs)[:4]


def change_pairs(series: Sequence[Series], at: int) -> tuple[list[Pair], bool]:
    """(now, then) readings of a column of changes or growth."""
    change = series[at]
    amounts = [
        i
        for i, s in enumerate(series)
        if i != at and s.kind in ("amount", "score", "mean") and not is_difference(s) and not _breaks(series, i, at)
    ]
    if change.kind == "amount" and change.dimension:  # one without may be of rates, each told with its sign
        amounts = [i for i in amounts if series[i].dimension == change.dimension]
    if _ADJUSTED.search(change.leaf):
        first = [i for i in amounts if compiled(r"年初").search(series[i].words)]
        last = [i for i in amounts if i not in first and compiled(r"全年预算|调整后|调整预算").search(series[i].words)]
        if len(first) == len(last) == 1:
            return [(last[0], first[0])], True
    budget = compiled(r"(?:比|较|与)[^上去]{0,4}(?:预算|计划)").search(change.words)
    then = [
        i for i in amounts if (compiled(r"预算|计划").search(series[i].words) if budget else _THEN.search(series[i].words))
    ]
    if not budget and not compiled("年初").search(change.words):
        then = [i for i in then if not compiled(r"^(?!.*(?:上一?年|去年|前年)).*年初(?:预算|批复|安排|计划)").search(series[i].words)]
    now = [i for i in amounts if i not in then and _NOW.search(series[i].words)]
    now += [i for i in amounts if i not in then and i not in now and _ACTUAL.search(series[i].words)]
    sure = bool(then) and bool(now)
    if then and not now:
        now = [i for i in amounts if i not in then]
        sure = len(now) == 1
    pairs = [
        (n, t)
        for t in _order(series, at, then)
        for n in _order(series, at, now)
        if series[n].dimension == series[t].dimension
    ]
    if not pairs:
        pairs = _by_years(series, at, amounts)
        sure = bool(pairs)
    if not pairs and not compiled(r"上年|去年|同比|同期").search(change.words):
        planned = [i for i in amounts if _PLANNED.search(series[i].leaf)]
        actual = [i for i in amounts if i not in planned and _ACTUAL.search(series[i].leaf)]
        pairs = [
            (a, p)
            for a in _order(series, at, actual)
            for p in _order(series, at, planned)
            if series[a].dimension == series[p].dimension
        ]
        sure = bool(pairs)
    return pairs[:4], sure


def _by_years(series: Sequence[Series], at: int, amounts: Sequence[int]) -> list[Pair]:
    """The same head in two years: the later is now."""
    dated = [
        (i, int(year[0]), _YEAR.sub("", series[i].words)) for i in amounts if (year := _YEAR.search(series[i].words))
    ]
    alone = len(dated) == 2 == len(amounts)  # 2022年上半年 | 2023年1-6月: nothing else is there to compare
    pairs = [(i, j) for i, later, words in dated for j, earlier, others in dated if later > earlier and (words == others or alone)]
    return sorted(pairs, key=lambda pair: abs(at - pair[0]) + abs(at - pair[1]))


def left_pairs(series: Sequence[Series], at: int) -> tuple[list[tuple[int, ...]], bool]:
    """(whole, spent) or (opening, income, spent) readings of a column of what is left; empty where the head is no
    such."""
    rest = series[at]
    if not _LEFT.search(rest.leaf) or _OPENING.search(rest.leaf):
        return [], False
    amounts = [
        i
        for i, s in enumerate(series)
        if i != at
        and s.kind in _AMOUNTS
        and s.dimension == rest.dimension
        and (not is_difference(s) or _OPENING.search(s.leaf))
        and not _breaks(series, i, at)
    ]
    opening = [i for i in amounts if _OPENING.search(series[i].leaf) and compiled(r"结余|结转|余额").search(series[i].leaf)]
    done = (
        re.compile(r"完成|整改|办结")
        if compiled(r"未[完整办]").search(rest.leaf)
        else re.compile(
            r"执行|支出|支付|使用|决算|拨付|付款|到位" if "未到" in rest.leaf else r"执行|支出|支付|使用|决算|拨付|付款"
        )
    )
    spent = [
        i for i in amounts if i not in opening and done.search(series[i].leaf) and not _PLANNED.search(series[i].leaf)
    ]
    whole = [
        i
        for i in amounts
        if i not in opening
        and i not in spent
        and compiled(r"预算|收入|到位|下达|安排|指标|总额|资金|任务|计划|合计|应|反馈|发现|拨入|金额|问题").search(series[i].leaf)
    ]
    whole = sorted(_order(series, at, whole), key=lambda i: not compiled(r"全年预算|调整").search(series[i].leaf))
    pairs: list[tuple[int, ...]] = []
    for s in _order(series, at, spent)[:2]:
        for w in whole[:3]:
            pairs.extend((o, w, s) for o in opening[:1])
            pairs.append((w, s))
    return pairs, len(whole) == 1 and len(spent) == 1 and not opening
