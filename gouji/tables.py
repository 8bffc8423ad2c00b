"""The domain's own tables from a report's prose: headline amounts, the list of projects, tasks and what was done of them; and that of all
figures.

All cells are text; "" stands where the report states nothing. Amounts are decimal strings in the unit beside them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gouji.document import Document
from gouji.figures import Figure, Figures
from gouji.frames import frame
from gouji.interval import plain
from gouji.patterns import compiled
from gouji.relations.common.reading import MONEY, SCORE, Mention, Reading, read
from gouji.relations.order.bounds import done_within_task
from gouji.relations.sum.projects import listed

if TYPE_CHECKING:
    import pandas as pd

HEADLINE = ("item", "value", "unit", "figure")
PROJECTS = (
    "number",
    "name",
    "score",
    "budget",
    "executed",
    "completion_rate",
    "unit",
    "score_figure",
    "budget_figure",
    "executed_figure",
    "rate_figure",
    "start",
    "end",
)
FIGURES = ("id", "text", "number", "start", "end", "value", "unit", "qualifier", "low", "high", "section")
PROGRESS = ("item", "task", "done", "unit", "stated_rate", "task_figure", "done_figure", "rate_figure")

# The amounts that a self-evaluation opens with, by the words that name them. Source: the headline items of the template
# of 部门整体支出绩效自评报告 (年初预算, 全年预算, 执行, 执行率, 基本支出, 项目支出, 自评得分).
_ITEMS = (
    ("年初预算数", MONEY, re.compile(r"年初(?:部门)?预算(?:批复)?(?:数|总额|安排)?$|年初批复(?:预算)?数?$")),
    ("全年预算数", MONEY, re.compile(r"(?:全年|调整后?|年度|调整)预算(?:数|总额)?$|(?:部门)?预算总额$")),
    (
        "全年执行数",
        MONEY,
        re.compile(
            r"(?:年终|年末|全年|年度|实际)?(?:决算|执行)数?$|(?:决算|本年|全年|总|实际)支出(?:总额|合计|数)?$|支出(?:合计|总计|决算)$"
        ),
    ),
    ("预算执行率", "百分比", re.compile(r"(?:预算|总体|支出)(?:总体)?(?:执行|完成|支出)率$|^执行率$")),
    ("基本支出", MONEY, re.compile(r"基本支出(?:决算)?数?$")),
    ("项目支出", MONEY, re.compile(r"(?<!预算)项目支出(?:决算)?数?$")),
    ("自评金额", MONEY, re.compile(r"(?:自评|评价)(?:资金|金额)(?:总额)?$")),
    ("收入合计", MONEY, re.compile(r"(?:本年|总)?收入(?:合计|总计|总额)$|^(?:本年|全年)?总收入$")),
    ("财政拨款收入", MONEY, re.compile(r"财政拨款(?:本年)?收入$")),
    ("三公经费", MONEY, re.compile(r"三公经费(?:决算)?(?:支出)?(?:决算)?数?$")),
    ("自评得分", SCORE, re.compile(r"(?:自评|综合|评价|整体支出绩效|总)(?:总)?得?分$|部门整体.{0,10}得分?$")),
)


def headline(document: Document, figures: Figures, reading: Reading | None = None) -> pd.DataFrame:
    """The department's own amounts, each where it is first told outside the list of projects; columns HEADLINE."""
    reading = reading or read(document, figures)
    projects = listed(reading)
    inside = range(projects[0].start, projects[-1].end) if projects else range(0)
    rows = []
    for item, dimension, pattern in _ITEMS:
        found = next(
            (
                m
                for m in reading.mentions
                if m.dimension == dimension
                and m.figure.value is not None
                and m.start not in inside
                and pattern.search(m.label)
            ),
            None,
        )
        if found is not None:
            rows.append(
                {"item": item, "value": _value(found.figure), "unit": found.figure.unit, "figure": found.figure.id}
            )
    return frame([tuple(row.values()) for row in rows], HEADLINE)


def projects(document: Document, figures: Figures, reading: Reading | None = None) -> pd.DataFrame:
    """The listed projects in their order; columns PROJECTS. `start`, `end`: the item's place in the source."""
    reading = reading or read(document, figures)
    rows = []
    for project in listed(reading):
        start, end = document.place(project.start, project.end)
        rows.append(
            {
                "number": str(project.number),
                "name": project.name,
                "score": _value(project.score),
                "budget": _value(project.budget),
                "executed": _value(project.executed),
                "completion_rate": _value(project.rate),
                "unit": project.budget.unit if project.budget else "",
                "score_figure": _id(project.score),
                "budget_figure": _id(project.budget),
                "executed_figure": _id(project.executed),
                "rate_figure": _id(project.rate),
                "start": str(start),
                "end": str(end),
            }
        )
    return frame([tuple(row.values()) for row in rows], PROJECTS)


def progress(document: Document, figures: Figures, reading: Reading | None = None) -> pd.DataFrame:
    """Each task told with what was done of it, and the rate told with them; columns PROGRESS."""
    reading = reading or read(document, figures)
    by_id = {mention.figure.id: mention for mention in reading.mentions}
    rows = []
    for relation in done_within_task(reading):
        done, task = by_id[relation.stated.id], by_id[relation.operands[0].id]
        rate = _rate_after(reading, done)
        rows.append(
            {
                "item": _item(task),
                "task": _value(task.figure),
                "done": _value(done.figure),
                "unit": task.figure.unit,
                "stated_rate": _value(rate),
                "task_figure": task.figure.id,
                "done_figure": done.figure.id,
                "rate_figure": _id(rate),
            }
        )
    return frame([tuple(row.values()) for row in rows], PROGRESS)


def _rate_after(reading: Reading, done: Mention) -> Figure | None:
    """The rate told right after what was done, in the same segment."""
    following = reading.mentions[done.index + 1 : done.index + 2]
    if (
        following
        and following[0].rate
        and following[0].segment == done.segment
        and following[0].sentence == done.sentence
        and compiled(r"率|进度|完成").search(following[0].lead)
    ):
        return following[0].figure
    return None


def _item(task: Mention) -> str:
    words = compiled(r"^(?:我[县市区省局州]|全[县市区省州]|共|省厅|下发)+").sub("", task.label)
    return (words or task.noun)[-24:]


def _value(figure: Figure | None) -> str:
    return "" if figure is None or figure.value is None else format(figure.value, "f")


def _id(figure: Figure | None) -> str:
    return "" if figure is None else figure.id


def of_figures(found: Figures, unchecked: Mapping[str, str], made: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The table of figures: each with the values it allows, and whether a relation or a row of a table covers it."""
    naming = [table[name] for table in made.values() for name in table.columns if name.endswith(("figure", "figures"))]
    covered = {name for column in naming for cell in column for name in cell.split()}
    rows = []
    for figure in found:
        allowed = figure.interval
        low, high = (None, None) if allowed is None else (allowed.low, allowed.high)
        rows.append((
            figure.id, figure.text, figure.number, str(figure.start), str(figure.end), "" if figure.value is None else format(figure.value, "f"),
            figure.unit, figure.qualifier, _decimal(low), _decimal(high), figure.section,
            *(("yes", "") if figure.id in covered else ("no", unchecked.get(figure.id, "no_relation"))),
        ))
    return frame(rows, [*FIGURES, "checked", "reason"])


def _decimal(value: Any) -> str:
    return "" if value is None else plain(value)
