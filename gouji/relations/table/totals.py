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
from gouji.figures import Figure
from gouji.grid import Grid
from gouji.patterns import compiled
from gouji.relations.table.divisions import Tie, among_again, borne_out, by_division, industries, under_words
from gouji.relations.table.views import Series

_GRAND = re.compile(
    r"^(?:[一-龥“”]{0,12}(?:合计|总计|共计)|总?“?三公”?经费(?:总额|总支出|支出)?|总和|总数|总分|总得分|合计得分|得分合计|总额|年度资金总额|"
    r"(?:项目)?资金总额|总投资)(?:数|额|金额|得分)?$"
)
_ALL = re.compile(r"^全(?:[县市省区州国盟旗镇乡]|系统|域)(?:合计|总计)?$")
SUB = re.compile(r"小计$")
_FINAL = re.compile(r"^(?:合计|总计|共计|总和|(?:收入|支出|收支)?总计)$")
AMONG = re.compile(r"^(?:（?其中）?[：:、]?|#|—{1,2}|-)(?=.)")
_LEVELS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}、"),
    re.compile(r"^（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"^\d{1,2}[.、．](?!\d)"),
    re.compile(r"^（\d{1,2}）"),
    re.compile(r"^[①-⑳]"),
    re.compile(r"^[A-H](?:[、.．]|(?=[\u4e00-\u9fff]))"),
    re.compile(r"^(?:I{1,3}|IV|[Ⅰ-Ⅹ])(?:[、.．]|(?=[\u4e00-\u9fff]))"),
)
_NAMED_PARTS = (
    (re.compile(r"基本支出$"), re.compile(r"^(?:其中：)?(?:人员(?:经费|支出)|(?:日常)?公用(?:经费|支出))$")),
    (
        re.compile(r"公务用车购置[及和]运行(?:维护)?费?$"),
        re.compile(r"^(?:其中：)?(?:公务用车)?(?:购置|运行维护|运行)费?(?:支出)?$"),
    ),
)
_NUMBERED_TOTAL = re.compile(r"^（[一二三四五六七八九十]{1,3}）(?:总计|合计)$")
_COMPARED = re.compile(
    r"^(?:(?:上年|去年)(?:同期|度)?(?:决算|执行|完成|合计|总计|实绩)?数?|同期数?|全[国省市县]平均|平均|均值|"
    r"比上年.*|较上年.*|增减.*)$"
)
_MEAN = re.compile(r"^(?:人均|户均|亩均|平均|单价)|标准$")



def row_readings(rows: Sequence[Series], grid: Grid, scored: bool = False) -> tuple[list[list[Tie]], bool]:
    """The ways to read which rows sum to which, and whether there is one only. `scored`: in columns of scores, where a
    row that is headed 执行率 is an indicator like any other."""
    live = [
        at
        for at, row in enumerate(rows)
        if (scored or row.kind not in ("rate", "growth") and not _MEAN.match(row.head))
        and not _COMPARED.match(row.head)
    ]
    heads = {at: compiled(r"[\s：:]+$").sub("", columns.bare(rows[at].head)) for at in live}
    heads |= _first_without_number(live, heads)
    readings: list[list[Tie]] = []
    levels = _levels(live, heads, grid)
    if not levels and (under := _under_numbered(live, heads)):
        parents, ties = _nested(live, heads, under, [row.section for row in grid.rows if row.sure], 99)
        tops = [at for at in live if at not in parents]
        readings.append([*ties, *_totals(tops, heads)])
    sections = [row.section for row in grid.rows if row.sure]
    marked = any(AMONG.match(heads[at]) for at in live)
    for reach in (99, 1, 2, 3, 4) if marked else (99,):
        parents, ties = _nested(live, heads, levels, sections, reach)
        closing = _closing(live, heads, levels, parents)
        ties = [*ties, *closing]
        tops = [at for at in live if at not in parents and at not in {whole for whole, *_ in closing}]
        way = by_division([*ties, *_totals(tops, heads)], sections)
        again = among_again(way, [at for at in live if AMONG.match(heads[at])])
        if again and borne_out(again, rows):
            return [[(whole, parts, True) for whole, parts, _ in again]], True
        ways = [way, again]
        if twins := [at for at in _twins(rows, tops) if not is_total(heads[at])]:
            ways.append(by_division([*ties, *_totals([at for at in tops if at not in twins], heads)], sections))
        readings += [way for way in ways if way and way not in readings]
    named = [*under_words(live, sections, [at for at in live if _level(heads[at]) is not None]), *industries(live, heads)]
    named = [(whole, parts, borne_out(named, rows)) for whole, parts, _ in named]  # else some rows of a division may not be told
    readings = [_with(way, named) for way in readings or [[]]] if named else readings
    return readings, len(readings) == 1


def _with(way: Sequence[Tie], named: Sequence[Tie]) -> list[Tie]:
    """A reading with the ties that names tell, which its own of the same rows give way to."""
    parts = {at for tie in named for at in tie[1]}
    return [*(tie for tie in way if not parts & {*tie[1]}), *named]


def _closing(live: Sequence[int], heads: dict[int, str], levels: dict[int, int], parents: dict[int, int]) -> list[Tie]:
    """The ties of totals that are numbered as the last of a part of the table, （七）总计: all rows back to one of a higher level."""
    ties = []
    for number, at in enumerate(live):
        if not _NUMBERED_TOTAL.match(heads[at]):
            continue
        own = levels.get(at, 99)
        inside = takewhile(lambda i, own=own: levels.get(i, -1) >= own, reversed(live[:number]))
        ties.append((at, tuple(sorted(i for i in inside if i not in parents)), True))
    return [tie for tie in ties if len(tie[1]) > 1]


def _twins(rows: Sequence[Series], tops: Sequence[int]) -> list[int]:
    """The rows that tell in every column what the row above them tells: they may be all that it consists of."""
    told = {at: [f.value for f in rows[at].entries if isinstance(f, Figure)] for at in tops}
    return [b for a, b in zip(tops, tops[1:], strict=False) if any(told[a]) and told[a] == told[b]]


def _nested(
    live: Sequence[int], heads: dict[int, str], levels: dict[int, int], sections: Sequence[str], reach: int
) -> tuple[dict[int, int], list[Tie]]:
    """Rows that are parts of another row by their numbering, their code, or 其中; and the ties that this makes.

    `sections`: the words over each row that head a part of the table: where they are numbered, its rows are of no row above them;
    `reach`: how many rows without a mark of their own 其中 covers, its own row included.
    """
    parents: dict[int, int] = {}
    children: dict[int, list[int]] = {}
    marked: set[int] = set()
    path: list[int] = []
    run: int | None = None  # the row whose parts 其中 is telling
    for number, at in enumerate(live):
        head, level = heads[at], levels.get(at)
        if (is_total(head) or SUB.search(head)) and not _over_others(number, live, heads, levels):
            path, run = ([at] if is_total(head) else []), None
            continue
        if level is not None and (over := _level(sections[at])) is not None and over < level:
            path = [p for p in path if sections[p] == sections[at]]
        among = bool(AMONG.match(head))
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


def _over_others(number: int, live: Sequence[int], heads: dict[int, str], levels: dict[int, int]) -> bool:
    """Whether a 小计 is numbered and the rows that follow it are, one level below: （一）财政拨款小计 over 1、一般公共预算."""
    own = levels.get(live[number])
    below = levels.get(live[number + 1]) if number + 1 < len(live) else None
    return is_numbered(heads[live[number]]) and own is not None and below is not None and below > own


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


def _level(words: str) -> int | None:
    return next((n for n, mark in enumerate(_LEVELS) if mark.match(words)), None)


def _levels(live: Sequence[int], heads: dict[int, str], grid: Grid) -> dict[int, int]:
    """Each row's level by its numbering or its code; nothing where all that are numbered stand on one."""
    levels: dict[int, int] = {}
    code = next((at for at, head in enumerate(grid.heads[: grid.lead]) if compiled(r"编码|代码").search(head)), None)
    rows = [row for row in grid.rows if row.sure]
    for at in live:
        cell = rows[at].cells[code] if code is not None else None
        if cell is not None and cell.text.isdigit() and len(cell.text) in (3, 5, 7):
            levels[at] = len(cell.text)
            continue
        words = AMONG.sub("", heads[at])
        level = _level(words)
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


def _first_without_number(live: Sequence[int], heads: dict[int, str]) -> dict[int, str]:
    """The head of a 小计 that is the first of numbered rows and lost its number, with it: 财政资金小计 over ① and ②, before 2.单位其他收入."""
    for number, at in enumerate(live[:-3]):
        own, below = _level(heads[at]), _level(heads[live[number + 1]])
        if not SUB.search(heads[at]) or own is not None or below is None:
            continue
        after = next((i for i in live[number + 1 :] if (level := _level(heads[i])) is not None and level < below), None)
        mark = _LEVELS[_level(heads[after])].match(heads[after])[0] if after is not None else ""
        between = live[number + 1 : live.index(after)] if after is not None else []
        second = compiled(r"（?[2二]）?[.、．]?").fullmatch(mark) is not None
        if second and len(between) > 1 and all(_level(heads[i]) == below for i in between):
            return {at: mark.replace("2", "1").replace("二", "一") + SUB.sub("", heads[at])}
    return {}


def _under_numbered(live: Sequence[int], heads: dict[int, str]) -> dict[int, int]:
    """The levels of a table in which numbered rows (一、二、三、) each stand over rows without a number, some of them over several; nothing
    where they do not."""
    rows = [at for at in live if not is_total(heads[at])]
    numbered = [at for at in rows if _level(heads[at]) == 0]
    if len(numbered) < 2 or not rows or rows[0] != numbered[0] or len(rows) < len(numbered) + 2 or any(AMONG.match(heads[at]) for at in rows):
        return {}
    return {at: 0 if at in numbered else 1 for at in rows}


def is_total(head: str) -> bool:
    """Whether a row's head names a total of the whole table."""
    return bool(_GRAND.match(head) or _ALL.match(head))


def is_numbered(head: str) -> bool:
    """Whether a row's head tells its level by a number of its own and is no numbered total: 2.社会救助, not （三）总计."""
    level = _level(head)
    return level is not None and not is_total(_LEVELS[level].sub("", head))


def is_final(head: str) -> bool:
    """Whether a row's head names the last total: 总计, 收入总计."""
    return bool(_FINAL.match(head))


def _totals(tops: Sequence[int], heads: dict[int, str]) -> list[Tie]:
    """The ties of 合计 and 小计 over the rows that are no others' parts."""
    firm = [at for at in tops if _GRAND.match(heads[at]) and not SUB.search(heads[at])]
    every = [at for at in tops if _ALL.match(heads[at]) and at not in firm]
    if every:
        if firm or len(every) > 1 or every[0] not in (tops[0], tops[-1]):
            tops = [at for at in tops if at not in every]  # 全省 beside 合计 is a comparison
        else:
            firm = every
    if not firm and not any(SUB.search(heads[at]) for at in tops):
        return []
    opening = closing = None
    rest = list(tops)
    if rest[0] in firm and (len(firm) == 1 or rest[-1] not in firm) and not _of_one_rank(rest[0], firm, heads):
        opening = rest.pop(0)
    elif rest[-1] in firm and len(firm) == 1:
        closing = rest.pop()
    before = bool(rest) and (
        rest[0] in firm or bool(SUB.search(heads[rest[0]]))
    )  # a total that opens covers what follows
    if before:
        rest.reverse()
    ties: list[Tie] = []
    alone: set[int] = set()  # totals of one row
    stack: list[int] = []
    for at in rest:
        if SUB.search(heads[at]):
            taken = _popped(stack, lambda i: i in firm or bool(SUB.search(heads[i])))
        elif at in firm and _FINAL.match(heads[at]):
            taken = stack[:]
            stack.clear()
        elif at in firm:
            taken = _popped(stack, lambda i: i in firm)
        else:
            stack.append(at)
            continue
        ties.append((at, tuple(taken), True))
        alone |= {at} if len(taken) == 1 else set()
        stack.append(at)
    whole = opening if opening is not None else closing
    if whole is not None:
        ties.append((whole, tuple(stack), True))
    alone = alone if len(ties) - len(alone) > 1 else set()  # beside others that sum several rows up
    return [(whole, tuple(sorted(parts)), sure) for whole, parts, sure in ties if len(parts) > 1 or whole in alone]


def _of_one_rank(first: int, firm: Sequence[int], heads: dict[int, str]) -> bool:
    """Whether a total that opens a table is of a part like others: 甲市合计 before 乙市合计, where 全省合计 is of all."""
    rank = compiled(r"[合总共]计.*").sub("", heads[first])[-1:]
    return bool(rank) and any(compiled(r"[合总共]计.*").sub("", heads[at])[-1:] == rank for at in firm if at != first)


def _popped(stack: list[int], stop) -> list[int]:
    taken: list[int] = []
    while stack and not stop(stack[-1]):
        taken.append(stack.pop())
    return taken
