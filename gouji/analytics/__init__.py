"""What an experienced auditor would ask although nothing is contradicted.

Each question sets one value against a range in which nobody would ask. Where a question can be put and its value is
within the range, its row says so.

    question             value                                    no question          why there
    budget_growth        change from 年初 to 全年预算, %          -30 to 30            预算控制率 beyond 30% scores nothing
    low_execution        executed of the budget, %                80 to 100            财预〔2020〕10号: to be explained
    full_execution       projects executed at exactly 100%, %     less than all        of five or more, one has a balance
    full_scores          projects with full marks, %              up to 50             else scores tell nothing apart
    paid_unfinished      executed of an unfinished project, %     up to 97             建质〔2017〕138号: 3% kept back
    spent_over_budget    spent, as told under a project           up to its budget     预算法第十三条
    rate_without_base    a completion rate, its task not told     up to 100            cannot be recomputed
    low_progress         done of a task, %                        from 60              财预〔2020〕10号: below 60 is 差
    score_over_progress  the least progress under a score >= 90   from 60              90 is 优, below 60 is 差
    unexplained_balance  closing less opening and changes         what is rounded      arithmetic
    undated_cutoff       figures told 截止目前, with no date      up to 2              a year ends on 31 December
"""

from __future__ import annotations

import pandas as pd

from gouji.analytics import money, statements, work
from gouji.analytics.question import COLUMNS, Question
from gouji.document import Document
from gouji.figures import Figures
from gouji.frames import frame
from gouji.relations.common.reading import Reading, read

__all__ = ["COLUMNS", "ask"]


def ask(
    document: Document,
    figures: Figures,
    headline: pd.DataFrame,
    projects: pd.DataFrame,
    progress: pd.DataFrame,
    reading: Reading | None = None,
) -> pd.DataFrame:
    """The `analytics` table of a report: COLUMNS, all cells text, in the order of the source.

    `headline`, `projects` and `progress` are the tables of those names; `start`, `end` are places in `document.text`.
    """
    reading = reading or read(document, figures)
    by_id = {figure.id: figure for figure in figures}
    asked: list[Question] = [
        *money.ask(by_id, headline, projects, reading),
        *work.ask(by_id, headline, progress),
        *statements.ask(reading),
    ]
    asked.sort(key=lambda question: (question.start, question.end, question.question))
    rows = [question.row(f"Q{number:03d}", document) for number, question in enumerate(asked, 1)]
    return frame(rows, COLUMNS)
