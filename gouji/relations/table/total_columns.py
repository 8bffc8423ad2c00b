"""Which columns of a table a total covers: 合计 beside its parts or under their upper head, 总件数 of 处理中 and 已办结.

Assumptions about the language are those of totals.py; a total that opens or closes a row covers the amounts next to it, up to
another sort of column or a total of its own rank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from gouji.relations.table.pairing import is_difference
from gouji.relations.table.totals import SUB, Tie
from gouji.relations.table.views import NOTHING, Series, View

_SOURCES = re.compile(r"中央|省|市|州|县|区|自筹|地方|上级|本级|社会|债券|贷款|其他|配套|财政|单位")
TOTAL_LEAF = re.compile(
    r"^(?:[一-龥]{0,8}(?:合计|总计|共计|小计)|总和|总额|总投资|资金总额|总金额|总分|总数)(?:数|额|金额|资金)?$|"
    r"^小计|^全[县市省区州](?:合计|总计)?$"
)
_WHOLE_LEAF = re.compile(
    r"^(?:总投资|总额|资金总额|总金额|总数|金额|投资额?|资金|[^，]{0,4}(?:预算|安排|下达|补助)(?:数|资金|金额)?)$"
)
_MOST_AMONG = 5
_ALL_THINGS = re.compile(r"总[\u4e00-\u9fff]{0,2}数?$|^(?:受理|收到|接收|登记|交办|转办|承办|反馈|发现|排查|问题|来信|来电|收件|收案|立案)")
_UNDONE = re.compile(r"^(?:其中：?)?(?:处理中|办理中|在办|正在|整改中|未|尚未|待|剩余)")
_DONE = re.compile(r"^(?:其中：?)?(?:已|办结|审结|结案|完成|整改|回复|答复|解决|销号)")
FIRM_LEAF = re.compile(r"(?:合计|总计|共计|小计)|^全[县市省区州]")
NOT_PART = re.compile(r"^(?:年初|上年|去年|全年|调整|累计|到位|实际|已|应|未)|结余|结转|增减|差额|余额")


def column_readings(view: View) -> list[tuple[list[list[Tie]], bool | None]]:
    """For each total column the ways to read which columns it sums, and whether the heads say it surely; None where they may be
    some of its parts, so that a row must bear it out."""
    found = []
    columns_ = view.series
    for at, column in enumerate(columns_):
        firm = bool(TOTAL_LEAF.match(column.leaf) and FIRM_LEAF.search(column.leaf))
        if (states := _states(columns_, at)) is not None:
            found.append(([[(at, states, True)]], False))
            continue
        if (among := _among(columns_, at)) and not firm:
            found.append(([[(at, parts, True)] for parts in among], None))
            continue
        if column.kind not in ("amount", "score") or not (firm or _WHOLE_LEAF.match(column.leaf)):
            continue
        if firm and (grouped := _grouped(columns_, at)):
            found.append(([[(at, grouped, True)]], True))
            continue
        right = _run(columns_, range(at + 1, len(columns_)), column)
        left = _run(columns_, range(at - 1, -1, -1), column)
        if not firm:  # 总投资, 金额: only where the levels that pay follow
            paid = takewhile(
                lambda i: _SOURCES.search(columns_[i].leaf) and not NOT_PART.search(columns_[i].leaf), right
            )
            right, left = list(paid), []
            if len(right) < 2:
                continue
        ways = _ways(columns_, at, right, left)
        if ways:
            sure = (
                len(ways) == 1
                or len(left) < 2
                and len(right) >= 2
                and at == 0
                and not any(NOT_PART.search(columns_[i].leaf) for i in right)
            )
            found.append(([[(at, parts, True)] for parts in ways], sure))
    return found


def _states(columns_: Sequence[Series], at: int) -> tuple[int, ...] | None:
    """The two columns of the things in a column that are done and that are not, where no others tell amounts of them: 总件数 of
    处理中 and 已办结."""
    if columns_[at].kind != "amount" or not _ALL_THINGS.search(columns_[at].leaf):
        return None
    rest = [
        i for i, c in enumerate(columns_)
        if i != at and c.kind == "amount" and c.group == columns_[at].group and c.dimension == columns_[at].dimension
    ]
    undone = [i for i in rest if _UNDONE.search(columns_[i].leaf)]
    done = [i for i in rest if i not in undone and _DONE.search(columns_[i].leaf)]
    told = len(rest) == 2 and len(undone) == len(done) == 1 and not is_difference(columns_[undone[0]])
    return tuple(sorted(rest)) if told else None


def _among(columns_: Sequence[Series], at: int) -> list[tuple[int, ...]]:
    """What a column may consist of where 其中： heads the one on its right: that and those after it, the most first."""
    if columns_[at].kind != "amount" or at + 1 >= len(columns_) or not columns_[at + 1].leaf.startswith("其中"):
        return []
    run = _run(columns_, range(at + 1, len(columns_)), columns_[at])
    return [tuple(run[:length]) for length in range(min(len(run), _MOST_AMONG), 1, -1)]


def _grouped(columns_: Sequence[Series], at: int) -> tuple[int, ...]:
    """The columns under the same upper head as a total; a group below counts by its own total, or by all of its
    columns."""
    group = columns_[at].group
    if not group and not any(c.group for c in columns_):
        return ()
    if sum(c.words == columns_[at].words for c in columns_) > 1:
        return ()  # two blocks of columns whose upper heads are lost
    inside = [
        i
        for i, c in enumerate(columns_)
        if i != at
        and c.kind in ("amount", "score")
        and c.dimension == columns_[at].dimension
        and (not group or c.group == group or c.group.startswith(group + "·"))
    ]
    parts: list[int] = []
    below: dict[str, list[int]] = {}
    for i in inside:
        c = columns_[i]
        if c.group == group:
            if not TOTAL_LEAF.match(c.leaf):
                parts.append(i)
        else:
            below.setdefault(c.group[len(group) :].strip("·").partition("·")[0], []).append(i)
    for members in below.values():
        totals = [i for i in members if TOTAL_LEAF.match(columns_[i].leaf)]
        parts.extend(totals[:1] or members)
    return tuple(sorted(parts)) if len(parts) > 1 else ()


def _run(columns_: Sequence[Series], order: range, total: Series) -> list[int]:
    """The amounts next to a total that may be its parts: up to another sort of column or a total of its rank."""
    run = []
    own_sub = bool(SUB.search(total.leaf))
    for i in order:
        c = columns_[i]
        if c.kind != total.kind or (None not in (c.dimension, total.dimension) and c.dimension != total.dimension):
            break
        if TOTAL_LEAF.match(c.leaf) and FIRM_LEAF.search(c.leaf) and (own_sub or not SUB.search(c.leaf)):
            break
        run.append(i)
    return run


def _ways(columns_: Sequence[Series], at: int, right: Sequence[int], left: Sequence[int]) -> list[tuple[int, ...]]:
    """Part sets for a total, the likeliest first: the side that it opens or closes, whole and then shorter runs."""
    ways: list[tuple[int, ...]] = []
    first, second = (
        (right, left)
        if len(right) >= 2 and (not left or TOTAL_LEAF.match(columns_[at].leaf) and at == 0)
        else (left, right)
    )
    for run in (first, second):
        for length in range(len(run), 1, -1):
            for parts in _without_covered(columns_, sorted(run[:length])):
                if len(parts) > 1 and parts not in ways:
                    ways.append(parts)
    return ways[:12]


def _without_covered(columns_: Sequence[Series], run: Sequence[int]) -> list[tuple[int, ...]]:
    """A run with 小计 in it: what each covers, to its right or its left, is left out of the total."""
    subs = [i for i in run if SUB.search(columns_[i].leaf)]
    if not subs:
        return [tuple(run)]
    ways: list[tuple[int, ...]] = []
    for covered in (2, 3, 4):
        for side in (1, -1):
            hidden = {sub + side * step for sub in subs for step in range(1, covered + 1)}
            if all(sub + side * covered in run for sub in subs) and not hidden & set(subs):
                ways.append(tuple(i for i in run if i not in hidden))
    return ways


def parts_of(series: Sequence[Series], parts: Sequence[int], case: int) -> list | None:
    """The figures of the parts in one case, empty cells left out; None where one cannot be read."""
    entries = [series[i].entries[case] for i in parts]
    if any(entry is None for entry in entries):
        return None
    return [entry for entry in entries if entry is not NOTHING]
