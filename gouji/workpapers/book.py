"""The workbook put together: its sheets in their order, each filled from those that its formulas read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.audit import Result
from gouji.memo.language import Language
from gouji.memo.view import Paper
from gouji.suites import Suite
from gouji.workpapers import checks, cover, figures, findings, tables
from gouji.workpapers.pages import Book, Column, Page
from gouji.workpapers.words import MARK, N_, Words

WORKBOOK, LIST = "workpapers.xlsx", "findings.csv"
FONTS = {"zh": "宋体"}
# The sheets behind the cover: what each is called, and what it holds.
SHEETS = {
    "findings": (N_("Findings"), N_("what is wrong or to be asked, with room for the answer and the decision")),
    "checks": (N_("Checks made"), N_("every check, recalculated by formulas from the sheet of figures")),
    "figures": (N_("Figures"), N_("every figure with its place, its value and what became of it")),
    "projects": (N_("Projects"), N_("the projects that the report lists")),
    "progress": (N_("Task progress"), N_("the tasks, and what was done of them")),
    "steps": (N_("Recalculation"), N_("how each computed side and its tolerance come about, figure by figure")),
}
LOOKS = {
    "×": {"bg_color": "#F8D7D7", "font_color": "#8B1A1A", "bold": True},
    "？": {"bg_color": "#FFF0C8", "font_color": "#6B5200", "italic": True},
    "▲": {"bg_color": "#FFF0C8", "font_color": "#6B5200", "bold": True},
    "—": {"bg_color": "#FFF0C8", "font_color": "#6B5200", "italic": True},
    "√": {"bg_color": "#E3F1E3", "font_color": "#1F5A2B"},
}


@dataclass(frozen=True)
class Made:
    """The files, and how many checks have formulas (`live`), need none (`words`), or could not be given one."""

    files: dict[str, bytes]
    counted: dict[str, int]


def workpapers(result: Result, paper: Paper, suites: Sequence[Suite], languages: Sequence[Language]) -> Made:
    """workpapers.xlsx and findings.csv of one report, in the first language; heads and sheets are named in all."""
    words = Words(languages)
    examined = result.examined
    book = Book(FONTS.get(words.lang.code, "Calibri"))
    front = book.workbook.add_worksheet(words.sheet(N_("Cover")))
    columns = {
        "findings": findings.columns(words),
        "checks": checks.columns(words),
        "figures": figures.columns(words),
        "projects": tables.project_columns(words),
        "progress": tables.progress_columns(words),
        "steps": checks.step_columns(words),
    }
    pages = {name: _page(book, words, name, columns[name], paper) for name in SHEETS}
    sources = figures.fill(pages["figures"], paper, examined.document, list(examined.figures), words)
    for name, rate in (("projects", ("executed", "budget")), ("progress", ("done", "task"))):
        tables.fill(pages[name], name, paper.rows[name], sources, rate)
    placed = findings.fill(pages["findings"], paper, words)
    own = {name: pages[name] for name in ("projects", "progress")}
    writer = checks.Writer(
        pages["checks"], pages["steps"], sources, tables.Amounts(sources, paper.rows, own), words, paper, suites,
        examined, pages["findings"], placed,
    )  # fmt: skip
    writer.write(result)
    for page, frozen in (
        ("findings", 4),
        ("checks", 1),
        ("figures", 1),
        ("projects", 2),
        ("progress", 1),
        ("steps", 2),
    ):
        pages[page].finish(frozen)
    _coloured(pages, words)
    cover.fill(
        book, front, paper, words, pages["checks"], [(pages[name], about) for name, (_, about) in SHEETS.items()]
    )
    title = " ".join((words.lang.gettext("Audit working papers"), paper.report["title"] or paper.report["id"]))
    files = {WORKBOOK: book.content(title), LIST: findings.csv_of(paper, words)}
    return Made(files, {name: writer.counted[name] for name in ("live", "words", "unwritten")})


def _page(book: Book, words: Words, name: str, columns: Sequence[Column], paper: Paper) -> Page:
    title, about = SHEETS[name]
    return Page(book, words.sheet(title), columns, words.both(title), words._(about), paper.report["entity"] or "")


def _coloured(pages: dict[str, Page], words: Words) -> None:
    """The verdicts' colours: their signs say the same in black and white."""
    for sign in MARK.values():
        for column in ("verdict", "audited"):
            pages["checks"].marked(column, sign, **LOOKS[sign])
    pages["checks"].marked("changed", "●", bold=True, bg_color="#DCE6F7")
    pages["figures"].marked("corrected", "●", bold=True, bg_color="#DCE6F7")
    pages["findings"].marked("severity", words.lang.gettext("Major"), bold=True, bg_color="#F8D7D7")
