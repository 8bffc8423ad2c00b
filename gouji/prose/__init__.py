"""What is wrong in a report's words: read() gives one row a mark, in the order of the source.

blanks, gaps         placeholder           a code or a blank where a value belongs; missing: the amount that follows
residue              template_residue      instructions of the form, traces of the editor
promises             stale_promise         a result still told as to come, for a time that had passed
signoff              unsigned              opinions, signatures, seals and dates left blank
attachments          missing_attachment    attachments named and not there
numbering, headings  numbering             heading numbers out of order
wording              doubled               doubled words and punctuation, brackets without a partner
wording              malformed_number      a number that cannot be read
claims               claim                 what the report's own figures or words contradict
citations            repealed_citation     a rule cited after its repeal
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from gouji.document import Document
from gouji.frames import frame
from gouji.prose import attachments as attached
from gouji.prose import blanks, citations, claims, missing, numbering, promises, residue, signoff, wording
from gouji.prose.marks import Both, Mark

COLUMNS = (
    "id",
    "kind",
    "severity",
    "start",
    "end",
    "quote",
    "statement_zh",
    "statement_en",
    "criteria_zh",
    "criteria_en",
    "recommendation_zh",
    "recommendation_en",
    "figures",
)


def read(
    document: Document,
    dated: date | None = None,
    year: int | None = None,
    progress: pd.DataFrame | None = None,
    figures: Iterable[object] = (),
    headline: pd.DataFrame | None = None,
    projects: pd.DataFrame | None = None,
    attachments: Sequence[str] = (),
    regulations: Sequence[citations.Regulation] | None = None,
) -> pd.DataFrame:
    """The `prose` table of a report: COLUMNS, all cells text; places count in `document.text`, end exclusive.

    `dated` and `year` are the report's; without both nothing is said of promises and citations. `progress`, `headline`,
    `projects` are the tables of those names, `figures` what gouji.figures found, `attachments` the names of files filed
    with the report, `regulations` the repealed rules (by default expectations/regulations.csv). Raises InputError where
    that register cannot be read.
    """
    known = list(figures)
    waiting = list(signoff.find(document))
    gaps = [mark for mark in blanks.find(document) if not any(each.start <= mark.start < each.end for each in waiting)]
    marks = [
        *waiting,
        *(_with_amount(mark, document, headline, projects, known) for mark in gaps),
        *residue.find(document),
        *promises.find(document, dated, year, known),
        *attached.find(document, attachments),
        *numbering.find(document),
        *wording.doubled(document),
        *wording.malformed(document),
        *claims.find(document, progress, projects, known),
        *citations.find(document, dated, year, regulations),
    ]
    rows = [_row(number, mark, document) for number, mark in enumerate(_ordered(marks), 1)]
    return frame(rows, COLUMNS)


def _ordered(marks: Iterable[Mark]) -> Iterator[Mark]:
    """In the order of the source. A gap or a slip inside residue is told with the residue."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda each: (each.start, -each.end, each.kind)):
        inside = any(
            each.start <= mark.start and mark.end <= each.end and each.kind in ("template_residue", "placeholder")
            for each in kept[-3:]
        )
        if not (inside and mark.kind in ("placeholder", "template_residue", "doubled", "malformed_number")):
            kept.append(mark)
    yield from kept


def _with_amount(
    mark: Mark, document: Document, headline: pd.DataFrame | None, projects: pd.DataFrame | None, figures: list
) -> Mark:
    """The mark with the amount that belongs in the gap, or with the word that the report does not determine it."""
    if "元" not in document.text[mark.start : mark.end]:
        return mark
    found = missing.amount(document, mark.start, mark.end, headline, projects, figures)
    if found is None:
        return replace(
            mark,
            statement=Both(
                mark.statement.zh + "报告其他数据推不出应填的金额。",
                mark.statement.en + " The report's other figures do not determine the amount.",
            ),
        )
    return replace(
        mark,
        figures=found.figures,
        statement=Both(
            f"{mark.statement.zh}按报告其他数据推算：{found.arithmetic.zh}。",
            f"{mark.statement.en} By the report's other figures: {found.arithmetic.en}.",
        ),
        recommendation=Both(
            f"请填报单位核实后补填（推算为{missing.shown(found.value)}{found.unit}），并附预算单位账表。",
            f"Ask the department to verify and fill it in (it works out to {missing.shown(found.value)} {found.unit}), with its accounts.",
        ),
    )


def _row(number: int, mark: Mark, document: Document) -> tuple[str, ...]:
    return (
        f"P{number:03d}",
        mark.kind,
        mark.severity,
        str(mark.start),
        str(mark.end),
        document.text[mark.start : mark.end],
        mark.statement.zh,
        mark.statement.en,
        mark.criteria.zh,
        mark.criteria.en,
        mark.recommendation.zh,
        mark.recommendation.en,
        " ".join(mark.figures),
    )
