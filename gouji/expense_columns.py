"""A table of the three public expenses whose names all stand before its amounts, read as rows of expenses.

The names of the upper head come first, those below 公务用车购置及运行费 (小计, 购置费, 运行费) after them; then, under each name, the heads 预算数 and 决算数,
or, before each line of amounts, its own. Assumes that 合计 is the sum of the three and 公务用车购置及运行费 that of its two, where a line that lost its
empty cells leaves more than one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from gouji.expense_names import CELL, GAP, MAIN, STAGE, Page, columns_for, heads_over, name_of, numbers, unit_over
from gouji.grid import TEXT, VOID, Cell, Grid, Row

_LINE = re.compile(rf"{GAP}(?P<head>{STAGE.pattern})?(?P<cells>(?:{GAP}{CELL})+)")
_HEAD = re.compile(rf"{GAP}(?P<head>{STAGE.pattern})(?=[\s|｜])")
_OFFICE = re.compile(rf"{GAP}机关运行经费(?:支出)?(?:[预决]算)?数?")  # told beside the three in one table
_MOST_LOST = 4  # names whose cells a line may have lost
_HALVES = {"buy", "run"}


def names_first(page: Page, found: Sequence[re.Match[str]]) -> tuple[Grid, int] | None:
    """The table and where it ends; None where its cells cannot be placed."""
    names = _in_order(found)
    kinds = [_kind(match) for match in names]
    if len(set(kinds)) < len(kinds) or not {"total", *MAIN} <= set(kinds):
        return None
    at, stages = found[-1].end("name"), []
    at = beside.end() if (beside := _OFFICE.match(page.text, at)) else at
    while head := _HEAD.match(page.text, at):
        stages.append(head["head"])
        at = head.end()
    each = len(stages) // len(names)
    if not each or stages[: each * len(names)] != stages[:each] * len(names):
        stages, each, at = [], 1, beside.end() if beside else found[-1].end("name")
    lines: list[tuple[str, list[Cell]]] = []
    while (match := _LINE.match(page.text, at)) and (match["head"] or not lines):
        lines.append((match["head"] or "", numbers(page, *match.span("cells"))))
        at = match.end()
    if not lines or (stages and (len(lines) > 1 or lines[0][0])) or len({head for head, _ in lines}) < len(lines):
        return None
    office = beside is not None or "机关运行" in page.text[max(0, found[0].start() - 40) : found[0].start()]
    placed = [_placed(cells, kinds, each, office) for _, cells in lines]
    if any(cells is None for cells in placed):
        return None
    begin = found[0].start("name")
    _, title = heads_over(page, begin)
    heads = stages[:each] or [head or columns_for([], 1, title)[0] for head, _ in lines]
    rows = []
    for n, match in enumerate(names):
        cell = name_of(page, match)
        void = Cell("", cell.end, cell.end, VOID)
        cells = [c or void for line in placed for c in line[n * each : (n + 1) * each]]
        head = cell.text
        if kinds[n] == "car":
            head = "公务用车购置及运行费"
        rows.append(Row(head, (Cell(head, cell.start, cell.end, TEXT), *cells)))
    return Grid(("项目", *heads), tuple(rows), 1, title, unit_over(page, begin)), at


_STAGES = re.compile(rf"(?:{GAP}预算数{GAP}决算数){{6}}(?=[\s|｜])")
_CANONICAL = ("total", "abroad", "car", "buy", "run", "reception")
_WORDS = ("合计", "因公出国（境）费", "公务用车购置及运行费", "其中：公务用车购置费", "公务用车运行费", "公务接待费")


def under_stages(page: Page, start: int) -> Iterator[Grid]:
    """The tables whose names a page tore apart, under which 预算数 and 决算数 stand six times: the form's columns are always in one order."""
    for stages in _STAGES.finditer(page.text, start):
        above = page.text[max(0, stages.start() - 160) : stages.start()]
        line = _LINE.match(page.text, stages.end())
        if not ("三公" in above and "小计" in above and "接待" in above) or line is None or line["head"]:
            continue
        placed = _placed(numbers(page, *line.span("cells")), _CANONICAL, 2, "机关运行" in above)
        if placed is None:
            continue
        _, title = heads_over(page, stages.start())
        void = page.unwritten("", stages.start())
        rows = [Row(words, (page.unwritten(words, stages.start()), *(c or void for c in placed[2 * n : 2 * n + 2]))) for n, words in enumerate(_WORDS)]
        yield Grid(("项目", "预算数", "决算数"), tuple(rows), 1, title, unit_over(page, stages.start()))


def _kind(match: re.Match[str]) -> str:
    return next(key for key, words in match.groupdict().items() if words and key not in ("name", "values"))


def _in_order(found: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The names in the order of their columns: what stands below that of the cars in its place."""
    kinds = [_kind(match) for match in found]
    if "part" not in kinds or "car" not in kinds:
        return list(found)
    lower = kinds.index("part")
    upper = list(found[:lower])
    at = kinds.index("car")
    return [*upper[: at + 1], *found[lower + 1 :], *upper[at + 1 :]]


def _placed(cells: Sequence[Cell], kinds: Sequence[str], each: int, office: bool) -> list[Cell | None] | None:
    """A line's cells, one for each of its columns; None where more than one place is possible for one of them. `office`: one that stands
    first or last may be 机关运行经费."""
    width = len(kinds) * each
    if office and len(cells) % each or office and len(cells) == width + 1:
        return _placed(cells[:-1], kinds, each, False) or _placed(cells[1:], kinds, each, False)
    if len(cells) == width:
        return list(cells)
    told = len(cells) // each
    if len(cells) % each or not len(kinds) - _MOST_LOST <= told < len(kinds):
        return None
    groups = [cells[n * each : (n + 1) * each] for n in range(told)]
    ways = [chosen for chosen in combinations(range(len(kinds)), told) if _fits(groups, [kinds[n] for n in chosen], each)]
    outside = {tuple(n for n in way if kinds[n] not in _HALVES) for way in ways}
    if len(outside) != 1:
        return None
    way = max(ways)  # of the two halves that may each be all of the whole, the later: cars run every year
    line: list[Cell | None] = [None] * width
    for n, group in zip(way, groups, strict=True):
        line[n * each : (n + 1) * each] = group
    return line


def _fits(groups: Sequence[Sequence[Cell]], kinds: Sequence[str], each: int) -> bool:
    """Whether the sums of the table hold where its groups of cells are of these kinds."""
    return all(_sums({kind: _value(group[n]) for kind, group in zip(kinds, groups, strict=True)}) for n in range(each))


def _sums(told: dict[str, float]) -> bool:
    main = sum(told.get(kind, 0.0) for kind in MAIN)
    halves = [told[kind] for kind in _HALVES if kind in told]
    return abs(main - told.get("total", 0.0)) < 0.006 and (not halves or abs(sum(halves) - told.get("car", 0.0)) < 0.006)


def _value(cell: Cell) -> float:
    return float(cell.text.replace(",", "")) if any(c.isdigit() for c in cell.text) and "%" not in cell.text else 0.0
