"""The list of projects in a report, and the ties between it and the report's totals.

Assumes that projects stand as numbered items, each telling at least two of: score, budget, executed amount, rate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest

from gouji.figures import Figure
from gouji.patterns import compiled
from gouji.relations.common.lists import amount
from gouji.relations.common.model import Relation, choose, linear, within
from gouji.relations.common.reading import MONEY, SCORE, Mention, Reading, kept
from gouji.searching import at_places

_ITEM = re.compile(
    r"(?:^|(?<=[\n。；〕]))(?:（(?P<a>\d{1,3})）|(?P<b>\d{1,3})(?:[、．]|\.(?!\d)))(?P<name>[^：\n。；]{2,50}?)(?=绩效自评|自评|支出绩效|[：，。（])"
)
_ITEM_BEGINS = re.compile(r"[\n。；〕](?=[（\d])")
_HEADING = re.compile(r"\n(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[章节部]|附[件表])")
_BUDGET = re.compile(r"预算(?!的)|安排|下达|批复")
_EXECUTED = re.compile(r"执行|支出|决算|支付|使用|完成")
_SCORE = re.compile(r"得分|评分|自评.{0,4}分")
_TOTAL = re.compile(
    r"项目支出(?:预算|决算|合计|总额|总计|金额|资金)?(?:数|共|为)*$|项目(?:资金|预算|经费)(?:合计|总额|总计|共计)$"
)
_ONE_FUND = re.compile(r"一般公共预算|政府性基金|国有资本")
_FUND = re.compile(
    r"(?P<number>\d+|[一两三四五六七八九十])个(?P<kind>政府性基金|国有资本经营)[^。；\n]{0,40}?(?:资金|金额|预算)"
)


@dataclass(frozen=True)
class Project:
    """One listed project. `start`, `end`: its stretch of the working text."""

    number: int
    name: str
    start: int
    end: int
    score: Figure | None
    budget: Figure | None
    executed: Figure | None
    rate: Figure | None


@kept
def listed(reading: Reading) -> list[Project]:
    """The report's projects in order; empty where there is no such list of at least two."""
    marks = list(at_places(_ITEM, reading.plain, [0, *(begin.end() for begin in _ITEM_BEGINS.finditer(reading.plain))]))
    best: list[Project] = []
    run: list[Project] = []
    for mark, following in zip_longest(marks, marks[1:]):
        end = following.start() if following else len(reading.plain)
        paragraph_end = reading.plain.find("\n\n\n\n", mark.start(), end + 4)
        end = min(end, paragraph_end if paragraph_end > 0 else end)
        heading = _HEADING.search(reading.plain, mark.end(), end)
        end = heading.start() if heading else end
        project = _project(reading, mark, end)
        if project is None:
            continue
        if run and project.number != run[-1].number + 1 and project.number <= run[-1].number:
            run = []
        run.append(project)
        if len(run) > len(best):
            best = list(run)
    return _last_like_others(reading, best) if len(best) >= 2 else []


def _last_like_others(reading: Reading, projects: list[Project]) -> list[Project]:
    """The last project ends with its paragraph where each other one is a paragraph: what follows is of no project."""
    *others, last = projects
    line_end = reading.plain.find("\n", last.start, last.end)
    if line_end < 0 or any("\n" in reading.plain[each.start : each.end].strip() for each in others):
        return projects
    return [*others, replace(last, end=line_end)]


def _project(reading: Reading, mark: re.Match[str], end: int) -> Project | None:
    inside = reading.between(mark.start(), min(end, mark.start() + 600))
    head = inside[:8]
    score = next((m.figure for m in head if m.dimension == SCORE and _SCORE.search(m.lead)), None)
    money = [m for m in head if m.dimension == MONEY and amount(m)]
    budget = next((m.figure for m in money if _BUDGET.search(m.label)), None)
    executed = next(
        (
            m.figure
            for m in money
            if _EXECUTED.search(m.label) and m.figure is not budget and not compiled(r"预算数?$").search(m.label)
        ),
        None,
    )
    rate = next((m.figure for m in head if m.rate and compiled(r"完成|执行率|支出率").search(m.lead)), None)
    told = score is not None or compiled("项目|自评").search(reading.plain[mark.start() : mark.start() + 80])
    if budget is None or not told or all(figure is None for figure in (score, executed, rate)):
        return None
    return Project(int(mark["a"] or mark["b"]), mark["name"].strip(), mark.start(), end, score, budget, executed, rate)


def propose(reading: Reading) -> list[Relation]:
    """The listed projects' budgets, and apart from them their executed amounts, sum to the stated project spending;
    a fund's single project is one of the list."""
    projects = listed(reading)
    if len(projects) < 2:
        return []
    found = []
    totals = _totals(reading, projects)
    for column, zh, en in (("budget", "预算数", "budgets"), ("executed", "执行数", "executed amounts")):
        figures = [getattr(project, column) for project in projects]
        if any(figure is None for figure in figures):
            continue
        relation = choose([_column(total, figures, column, zh, en) for total in totals])
        if relation is not None:
            found.append(relation)
    found += _fund_project(reading, projects)
    return found


def in_list(reading: Reading, relations: list[Relation]) -> list[Relation]:
    """Give what stands inside the list of projects the list's own precision: beside 59.02万元, 1.5万元 is 1.50万元."""
    projects = listed(reading)
    if len(projects) < 2:
        return relations
    amounts = [figure for project in projects for figure in (project.budget, project.executed) if figure is not None]
    context = tuple(
        (name, max(f.places for f in amounts if f.unit == name)) for name in sorted({f.unit for f in amounts})
    )
    kept = {figure.id for figure in amounts} | {project.rate.id for project in projects if project.rate is not None}
    return [
        within(relation, context) if all(f.id in kept for f in relation.figures) else relation
        for relation in relations
    ]


def _column(total: Mention, figures: list[Figure], column: str, zh: str, en: str) -> Relation:
    """Not strict: a report may list only some of its projects."""
    return Relation(
        "sum",
        f"sum.projects_{column}",
        total.figure,
        tuple(figures),
        linear(len(figures)),
        ("whole", *("part",) * len(figures)),
        f"{len(figures)}个项目的{zh}合计应等于{total.label[-10:]}{total.figure.text}",
        f"the {en} of the {len(figures)} projects should sum to the stated {total.figure.text}",
        suite="projects",
        strict=False,
    )


def _totals(reading: Reading, projects: list[Project]) -> list[Mention]:
    """What the report tells of all its projects, outside their list: its project spending, else an amount of 项目资金."""
    outside = [
        m
        for m in reading.mentions
        if m.dimension == MONEY and amount(m) and not projects[0].start <= m.start < projects[-1].end
    ]
    named = [m for m in outside if _TOTAL.search(m.label) and not _ONE_FUND.search(m.lead[-20:])]
    return named[:3]


def _fund_project(reading: Reading, projects: list[Project]) -> list[Relation]:
    """N个政府性基金预算项目…共涉及资金X: with N = 1 the amount is one listed project's budget."""
    found = []
    told = "政府性基金" in reading.plain or "国有资本经营" in reading.plain
    for mark in _FUND.finditer(reading.plain) if told else ():
        after = [
            m
            for m in reading.between(mark.start() + len(mark["number"]) + 1, mark.end() + 12)
            if m.dimension == MONEY and amount(m)
        ]
        if mark["number"] not in ("1", "一") or not after:
            continue
        stated = after[0].figure
        nearest = min(
            projects, key=lambda p: (p.budget.value != stated.value, _slips(str(p.budget.value), str(stated.value)))
        )
        found.append(
            Relation(
                "repeat",
                "repeat.fund_project",
                stated,
                (nearest.budget,),
                linear(1),
                ("amount", "budget"),
                f"{mark['kind']}预算项目资金{stated.text}应为所列项目之一的预算数（{nearest.name}{nearest.budget.text}）",
                f"the fund's {stated.text} should be the budget of one listed project ({nearest.budget.text})",
                suite="projects",
            )
        )
    return found


def _slips(a: str, b: str) -> int:
    """How many digits differ, for the nearest candidate when no project has the amount."""
    a, b = a.rstrip("0").rstrip("."), b.rstrip("0").rstrip(".")
    return abs(len(a) - len(b)) * 2 + sum(x != y for x, y in zip(a, b, strict=False))
