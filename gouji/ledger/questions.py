"""The ready questions: a name, what it asks in both languages, and its SELECT over the views."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.errors import LedgerError
from gouji.suites import did_you_mean

_GRAVEST = "array_position(['critical', 'warning', 'info'], severity)"


@dataclass(frozen=True)
class Question:
    """A question that needs no SQL. Its SELECT has its rows in the order in which they matter."""

    name: str
    zh: str
    en: str
    sql: str


QUESTIONS = {
    question.name: question
    for question in (
        Question(
            "top-findings",
            "哪些疑点最重、最常见",
            "which findings are gravest and most common",
            f"SELECT * FROM kinds WHERE standing > 0 ORDER BY {_GRAVEST}, reports DESC, findings DESC, kind, about_zh",
        ),
        Question(
            "unresolved",
            "哪些疑点尚未了结",
            "which findings stand, with no decision that closes them",
            f"SELECT * FROM unresolved ORDER BY {_GRAVEST}, entity, year, report, fingerprint",
        ),
        Question(
            "by-department",
            "各单位有多少疑点",
            "how many findings each department has",
            "SELECT * FROM departments ORDER BY critical DESC, warning DESC, info DESC, entity",
        ),
        Question(
            "year-on-year",
            "各单位的总体数在年度之间、各项数在公开之后有何变动，哪些疑点一再出现",
            "which findings of a department come again, which figures changed after publication, and its headline over the years",
            """SELECT * FROM (
                SELECT entity, 'recurring' AS what, first_year AS from_year, last_year AS to_year, about_zh AS item,
                    kind AS measure, NULL AS earlier, findings || ' (' || years || ')' AS later, NULL::DOUBLE AS change
                FROM recurring
                UNION ALL SELECT entity, 'restated', year, year, item, measure, earlier, later, change FROM restated
                UNION ALL SELECT entity, 'changed', from_year, to_year, item, measure, earlier, later, change FROM over_years
                WHERE about = 'headline' AND earlier_amount <> later_amount)
            ORDER BY entity, array_position(['recurring', 'restated', 'changed'], what), to_year, abs(change) DESC NULLS LAST,
                item, measure""",
        ),
        Question(
            "coverage",
            "各报告核对了多少，哪些未完成",
            "how much of each report was checked, and which failed",
            "SELECT * FROM coverage ORDER BY status = 'failed' DESC, coverage NULLS FIRST, report",
        ),
    )
}


def question(asked: str) -> str:
    """The SELECT of a ready question, or the text itself where it is SQL.

    Raises LedgerError for a single word that is no question.
    """
    text = asked.strip()
    if text in QUESTIONS:
        return QUESTIONS[text].sql
    if text and not any(char.isspace() for char in text):
        raise LedgerError(f"no ready question {text!r}, and no SELECT{did_you_mean(text, QUESTIONS)}")
    return text
