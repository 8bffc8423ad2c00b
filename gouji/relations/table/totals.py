"""Which rows and columns of a table a total covers: 合计, 小计, 全县, 其中, numbered levels. Basis: footing and
cross-footing.

Assumptions about the language:
- 合计, 总计, 共计, 全县 head a total of the other rows; first or last in the table it covers them all, between them
  those above it back to the total before; 总计 covers totals and rows above it that no other total covers;
- 小计 covers the rows from the one before it, or, where a table opens with one, those up to the next;
- 其中：A marks parts of the row above it, which the total must not count twice; the rows below A may be parts too;
- numbered heads (一、 （一） 1. （1）) and classification codes (201, 20101) tell levels: a row is the sum of those
  one level below;
- rates, means, standards and serial numbers have no sum.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from gouji import columns
from gouji.grid import Grid
from gouji.relations.table.views import NOTHING, Series, View

_GRAND = re.compile(
    r"^(?:[一-龥“”]{0,12}(?:合计|总计|共计)|总?“?三公”?经费(?:总额|总支出|支出)?|总和|总数|总分|总得分|合计得分|得分合计|总额|年度资金总额|"
    r"(?:项目)?资金总额|总投资)(?:数|额|金额|得分)?$"
)
_ALL = re.compile(r"^全(?:[县市省区州国盟旗镇乡]|系统|域)(?:合计|总计)?$")
_SUB = re.compile(r"小计$")
_FINAL = re.compile(r"^(?:合计|总计|共计|总和|(?:收入|支出|收支)?总计)$")
_AMONG = re.compile(r"^(?:（?其中）?[：:、]?|#|—{1,2}|-)(?=.)")
_LEVELS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}、"),
    re.compile(r"^（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"^\d{1,2}[.、．](?!\d)"),
    re.compile(r"^（\d{1,2}）"),
    re.compile(r"^[①-⑳]"),
)
_NAMED_PARTS = (
    (re.compile(r"基本支出$"), re.compile(r"^(?:其中：)?(?:人员(?:经费|支出)|(?:日常)?公用(?:经费|支出))$")),
    (
        re.compile(r"公务用车购置[及和]运行(?:维护)?费?$"),
        re.compile(r"^(?:其中：)?(?:公务用车)?(?:购置|运行维护|运行)费?(?:支出)?$"),
    ),
)
_COMPARED = re.compile(
    r"^(?:(?:上年|去年)(?:同期|度)?(?:决算|执行|完成|合计|总计|实绩)?数?|同期数?|全[国省市县]平均|平均|均值|"
    r"比上年.*|较上年.*|增减.*)$"
)
_MEAN = re.compile(r"^(?:人均|户均|亩均|平均|单价)|标准$")
_SOURCES = re.compile(r"中央|省|市|州|县|区|自筹|地方|上级|本级|社会|债券|贷款|其他|配套|财政|单位")
TOTAL_LEAF = re.compile(
    r"^(?:[一-龥]{0,8}(?:合计|总计|共计|小计)|总和|总额|总投资|资金总额|总金额|总分|总数)(?:数|额|金额|资金)?$|"
    r"^小计|^全[县市省区州](?:合计|总计)?$"
)
_WHOLE_LEAF = re.compile(
    r"^(?:总投资|总额|资金总额|总金额|总数|金额|投资额?|资金|[^，]{0,4}(?:预算|安排|下达|补助)(?:数|资金|金额)?)$"
)
FIRM_LEAF = re.compile(r"(?:合计|总计|共计|小计)|^全[县市省区州]")
NOT_PART = re.compile(r"^(?:年初|上年|去年|全年|调整|累计|到位|实际|已|应|未)|结余|结转|增减|差额|余额")

Tie = tuple[int, tuple[int, ...], bool]  # whole, parts, whether the parts are surely all of it


def row_readings(rows: Sequence[Series], grid: Grid, scored: bool = False) -> tuple[list[list[Tie]], bool]:
    """The ways to read which rows sum to which, and whether there is one only. `scored`: in columns of scores, where a
    row that is headed 执行率 is an indicator like any other."""
    live = [
        at
        for at, row in enumerate(rows)
        if (scored or row.kind not in ("rate", "growth") and not _MEAN.match(row.head))
        and not _COMPARED.match(row.head)
    ]
    heads = {at: re.sub(r"[\s：:]+$", "", columns.bare(rows[at].head)) for at in live}
    readings: list[list[Tie]] = []
    levels = _levels(live, heads, grid)
    marked = any(_AMONG.match(heads[at]) for at in live)
    for reach in (99, 1, 2, 3, 4) if marked else (99,):
        parents, ties = _nested(live, heads, levels, reach)
        tops = [at for at in live if at not in parents]
        way = [*ties, *_totals(tops, heads)]
        if way and way not in readings:
            readings.append(way)
    return readings, len(readings) == 1


def _nested(
    live: Sequence[int], heads: dict[int, str], levels: dict[int, int], reach: int
) -> tuple[dict[int, int], list[Tie]]:
    """Rows that are parts of another row by their numbering, their code, or 其中; and the ties that this makes.

    `reach`: how many rows without a mark of their own 其中 covers, its own row included.
    """
    parents: dict[int, int] = {}
    children: dict[int, list[int]] = {}
    marked: set[int] = set()
    path: list[int] = []
    run: int | None = None  # the row whose parts 其中 is telling
    for number, at in enumerate(live):
        head, level = heads[at], levels.get(at)
        if is_total(head) or _SUB.search(head):
            path, run = ([at] if is_total(head) else []), None
            continue
        among = bool(_AMONG.match(head))
        if level is not None and not (among and level == 0):
            run = None
            path = [p for p in path if levels.get(p, 99) < level]
            parent = path[-1] if path else None
            if parent is None and among and number:
                parent = live[number - 1]
            path.append(at)
        elif number and (owner := _by_name(live[:number], heads, head)) is not None:
            parent, run = owner, None
        elif among and number:
            before = live[number - 1]
            run = before if run is None or before not in children.get(run, []) else parents.get(before, before)
            parent = run
        elif run is not None and (len(children.get(run, ())) < reach or is_total(heads[run])):
            parent = run
        else:
            run = parent = None
        if parent is None:
            continue
        parents[at] = parent
        children.setdefault(parent, []).append(at)
        if among and _by_name(live[:number], heads, head) is None:
            marked.add(parent)
    ties = [
        (whole, tuple(parts), whole not in marked or is_total(heads[whole]) or heads[parts[-1]].startswith("其他"))
        for whole, parts in children.items()
    ]
    return parents, ties


def _by_name(before: Sequence[int], heads: dict[int, str], head: str) -> int | None:
    """The row right above (but for its other parts) that a row belongs to by the names of the budget's
    classification."""
    for whole, parts in _NAMED_PARTS:
        if not parts.search(head):
            continue
        for at in reversed(before):
            if whole.search(heads[at]):
                return at
            if not parts.search(heads[at]):
                break
    return None


def _levels(live: Sequence[int], heads: dict[int, str], grid: Grid) -> dict[int, int]:
    """Each row's level by its numbering or its code; nothing where all that are numbered stand on one."""
    levels: dict[int, int] = {}
    code = next((at for at, head in enumerate(grid.heads[: grid.lead]) if re.search(r"编码|代码", head)), None)
    rows = [row for row in grid.rows if row.sure]
    for at in live:
        cell = rows[at].cells[code] if code is not None else None
        if cell is not None and cell.text.isdigit() and len(cell.text) in (3, 5, 7):
            levels[at] = len(cell.text)
            continue
        words = _AMONG.sub("", heads[at])
        level = next((n for n, mark in enumerate(_LEVELS) if mark.match(words)), None)
        if level is not None:
            levels[at] = level
    if len(set(levels.values())) > 1:
        return levels
    indents = {
        at: next((c.indent for c in rows[at].cells if c is not None and c.kind == "text"), 0)
        for at in live
        if not is_total(heads[at])
    }
    steps = sorted(set(indents.values()))
    if (
        len(steps) > 1
        and all(b - a >= 2 for a, b in zip(steps, steps[1:], strict=False))
        and steps[0] == indents.get(live[0], steps[0])
    ):
        return indents
    return {}


def is_total(head: str) -> bool:
    """Whether a row's head names a total of the whole table."""
    return bool(_GRAND.match(head) or _ALL.match(head))


def is_final(head: str) -> bool:
    """Whether a row's head names the last total: 总计, 收入总计."""
    return bool(_FINAL.match(head))


def _totals(tops: Sequence[int], heads: dict[int, str]) -> list[Tie]:
    """The ties of 合计 and 小计 over the rows that are no others' parts."""
    firm = [at for at in tops if _GRAND.match(heads[at]) and not _SUB.search(heads[at])]
    every = [at for at in tops if _ALL.match(heads[at])]
    if every:
        if firm or len(every) > 1 or every[0] not in (tops[0], tops[-1]):
            tops = [at for at in tops if at not in every]  # 全省 beside 合计 is a comparison
        else:
            firm = every
    if not firm and not any(_SUB.search(heads[at]) for at in tops):
        return []
    opening = closing = None
    rest = list(tops)
    if rest[0] in firm and (len(firm) == 1 or rest[-1] not in firm):
        opening = rest.pop(0)
    elif rest[-1] in firm and len(firm) == 1:
        closing = rest.pop()
    before = bool(rest) and (
        rest[0] in firm or bool(_SUB.search(heads[rest[0]]))
    )  # a total that opens covers what follows
    if before:
        rest.reverse()
    ties: list[Tie] = []
    stack: list[int] = []
    for at in rest:
        if _SUB.search(heads[at]):
            taken = _popped(stack, lambda i: i in firm or bool(_SUB.search(heads[i])))
        elif at in firm and _FINAL.match(heads[at]):
            taken = stack[:]
            stack.clear()
        elif at in firm:
            taken = _popped(stack, lambda i: i in firm)
        else:
            stack.append(at)
            continue
        ties.append((at, tuple(taken), True))
        stack.append(at)
    whole = opening if opening is not None else closing
    if whole is not None:
        ties.append((whole, tuple(stack), True))
    return [(whole, tuple(sorted(parts)), sure) for whole, parts, sure in ties if len(parts) > 1]


def _popped(stack: list[int], stop) -> list[int]:
    taken: list[int] = []
    while stack and not stop(stack[-1]):
        taken.append(stack.pop())
    return taken


def column_readings(view: View) -> list[tuple[list[list[Tie]], bool]]:
    """For each total column the ways to read which columns it sums, and whether the heads say it surely."""
    found = []
    columns_ = view.series
    for at, column in enumerate(columns_):
        firm = bool(TOTAL_LEAF.match(column.leaf) and FIRM_LEAF.search(column.leaf))
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
    own_sub = bool(_SUB.search(total.leaf))
    for i in order:
        c = columns_[i]
        if c.kind != total.kind or (None not in (c.dimension, total.dimension) and c.dimension != total.dimension):
            break
        if TOTAL_LEAF.match(c.leaf) and FIRM_LEAF.search(c.leaf) and (own_sub or not _SUB.search(c.leaf)):
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
    subs = [i for i in run if _SUB.search(columns_[i].leaf)]
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
