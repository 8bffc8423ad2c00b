"""Questions about tasks and what was done of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from gouji.analytics.question import Question, decimal, percent, span, tenth
from gouji.figures import Figure
from gouji.frames import records
from gouji.interval import plain as shown
from gouji.quantity import unit
from gouji.relations.common.reading import MONEY

PASS = Decimal(60)
EXCELLENT = Decimal(90)
_VERB = {False: "完成", True: "已支出"}
_CEILING = re.compile(r"编制|核定|控制数|限额|上限|指标数|应[到参]|床位|座位")  # to be kept within, not to be reached


@dataclass(frozen=True)
class _Task:
    item: str
    task: Decimal
    done: Decimal
    unit: str
    figures: tuple[Figure, Figure]

    @property
    def money(self) -> bool:
        return unit(self.unit).dimension == MONEY

    @property
    def rate(self) -> Decimal:
        return percent(self.done, self.task)

    @property
    def share(self) -> str:
        return tenth(self.done, self.task)


def ask(figures: Mapping[str, Figure], headline: pd.DataFrame, progress: pd.DataFrame) -> Iterator[Question]:
    """Questions about tasks far from done, and about a high score beside them."""
    tasks = list(_tasks(figures, progress))
    for task in tasks:
        told_zh = f"{task.item}{shown(task.task)}{task.unit}，{_VERB[task.money]}{shown(task.done)}{task.unit}（{task.share}%）"
        told_en = f"{task.item}: {shown(task.done)} of {shown(task.task)} {task.unit} ({task.share}%)"
        yield Question(
            "low_progress",
            "info",
            task.rate,
            "%",
            PASS,
            None,
            task.figures,
            *span(task.figures),
            (
                f"{told_zh}：为什么没有完成，时限到什么时候，是不是绩效目标，有没有扣分？",
                f"{told_en}: why is it not done, when is it due, is it one of the targets, and did it cost marks?",
            ),
            (f"{told_zh}。", f"{told_en}."),
            task.item,
        )
    yield from _score(figures, headline, tasks)


def _tasks(figures: Mapping[str, Figure], progress: pd.DataFrame) -> Iterator[_Task]:
    for row in records(progress):
        if _CEILING.search(row["item"]):
            continue
        task, done = decimal(row["task"]), decimal(row["done"])
        own = [figures[row[name]] for name in ("task_figure", "done_figure") if row[name] in figures]
        if task is not None and done is not None and task > 0 and done >= 0 and len(own) == 2:
            yield _Task(row["item"], task, done, row["unit"], (own[0], own[1]))


def _score(figures: Mapping[str, Figure], headline: pd.DataFrame, tasks: list[_Task]) -> Iterator[Question]:
    row = next((row for row in records(headline) if row["item"] == "自评得分"), None)
    score = decimal(row["value"]) if row else None
    if score is None or not EXCELLENT <= score <= 100 or row["figure"] not in figures or not tasks:
        return
    least = min(tasks, key=lambda task: task.rate)
    figure = figures[row["figure"]]
    below = [task for task in tasks if task.rate < PASS]
    told_zh = f"部门整体自评{shown(score)}分，而{least.item}只完成{least.share}%"
    told_en = f"The department scored itself {shown(score)}, while {least.item} stands at {least.share}%"
    more_zh = f"，不到60%的任务共{len(below)}项" if len(below) > 1 else ""
    more_en = f" and {len(below)} tasks are below 60%" if len(below) > 1 else ""
    yield Question(
        "score_over_progress",
        "info",
        least.rate,
        "%",
        PASS,
        None,
        (figure, *least.figures),
        figure.start,
        figure.end,
        (
            f"{told_zh}{more_zh}：这些任务在评分中各扣了多少分？",
            f"{told_en}{more_en}: how many marks did these tasks cost?",
        ),
        (
            f"部门整体自评{shown(score)}分，完成率最低的任务为{least.item}（{least.share}%）。",
            f"The department scored itself {shown(score)}; the task least done is {least.item} ({least.share}%).",
        ),
    )
