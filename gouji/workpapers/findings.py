"""The sheet of findings, and findings.csv: the same rows, for whoever goes on with them elsewhere."""

from __future__ import annotations

from typing import Any

from gouji.memo import words as memo_words
from gouji.memo.view import Paper, status
from gouji.workpapers.cells import Number
from gouji.workpapers.pages import Column, Page
from gouji.workpapers.text import as_csv
from gouji.workpapers.words import Words

TEXTS = ("title", "condition", "criteria", "cause", "effect", "recommendation")
ANSWERS = ("reply", "decision")  # what the department and the reviewer write in


def columns(words: Words) -> list[Column]:
    head = words.head
    return [
        Column("number", head("No."), 5, "centre"),
        Column("severity", head("Severity"), 8, "centre"),
        Column("status", head("Disposition"), 9, "centre"),
        Column("title", head("Finding"), 18, "words"),
        Column("condition", head("Condition"), 28, "words"),
        Column("quotes", head("Source"), 30, "words"),
        Column("criteria", head("Criteria"), 18, "words"),
        Column("cause", head("Likely cause"), 18, "words"),
        Column("effect", head("Effect"), 18, "words"),
        Column("recommendation", head("Next step"), 22, "words"),
        Column("checks", head("Check"), 9, "words"),
        Column("figures", head("Figures"), 9, "words"),
        Column("reply", head("The department's answer"), 16, "words"),
        Column("decision", head("The reviewer's decision"), 11, "words"),
        Column("fingerprint", head("fingerprint"), 15, printed=False),
    ]


def rows(paper: Paper, words: Words) -> list[dict[str, Any]]:
    """Every finding as the names of the columns have it."""
    return [
        {
            "number": str(finding["number"]),
            "severity": words.of(memo_words.SEVERITY, finding["severity"]),
            "status": words.of(memo_words.STATUS, status(finding)),
            **{name: words.pick(finding[name]) for name in TEXTS},
            "quotes": "\n".join(quote["text"] for quote in finding["quotes"]),
            "checks": " ".join(finding["checks"]),
            "figures": " ".join(finding["figures"]),
            "fingerprint": finding["fingerprint"],
        }
        for finding in paper.findings
    ]


def fill(page: Page, paper: Paper, words: Words) -> dict[str, int]:
    """Write the findings; the row of each by its check's id."""
    placed = {}
    for row, finding in zip(rows(paper, words), paper.findings, strict=True):
        placed |= dict.fromkeys(finding["checks"], page.add({**row, "number": Number(finding["number"], "0")}))
    if placed:
        letter = page.letter("decision")
        choices = [words.of(memo_words.STATUS, code) for code in ("confirmed", "explained", "corrected", "rejected")]
        page.sheet.data_validation(
            f"{letter}{page.first}:{letter}{page.last}",
            {"validate": "list", "source": choices, "ignore_blank": True, "error_type": "warning"},
        )
    return placed


def csv_of(paper: Paper, words: Words) -> bytes:
    """findings.csv: in the workbook's first language, without the columns that are to be filled in."""
    kept = [column for column in columns(Words([words.lang])) if column.name not in ANSWERS]
    return as_csv(
        [column.label for column in kept], ([row[column.name] for column in kept] for row in rows(paper, words))
    )
