"""The cover: whose report it is, what the audit came to, what the sheets hold and how to use them, and the sign-off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from gouji.memo import words as memo_words
from gouji.memo.view import STATES, Paper, outcome
from gouji.workpapers.cells import Live, quoted
from gouji.workpapers.pages import GREY, INPUT, LINE, LINE_HEIGHT, Book, Page, dress, wide
from gouji.workpapers.text import shown
from gouji.workpapers.words import N_, Words

WIDTH = 84  # of the column of values: a hash on one line
ABOUT = (
    N_("A value in blue on the sheet of figures may be corrected: every check that reads it is calculated again, and "
       "what changed is marked."),
    N_("A figure as stated stands for all values that round to it: half a unit of its last decimal either way, or as "
       "much as a word such as “about” or “more than” leaves open. A check agrees where both sides can be right at once."),
    N_("What is counted is exact. A figure with fewer decimals than others of its unit in one check is taken to have "
       "dropped its zeros. Figures that were cut off and not rounded are tried too."),
    N_("A tie that the wording does not demand, and that is missed, cannot be decided."),
)  # fmt: skip
SIGNED = (N_("Prepared by"), N_("Date"), N_("Reviewed by"), N_("Date"))


def fill(book: Book, sheet: Any, paper: Paper, words: Words, checks: Page, pages: Sequence[tuple[Page, str]]) -> None:
    """Write the cover; `pages` are the other sheets, each with what it holds."""
    report = paper.report
    dress(sheet, report["entity"] or "", sheet.get_name(), pages=1)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, WIDTH)
    writer = _Writer(book, sheet)
    writer.heading(words.both(N_("Audit working papers")), 16)
    writer.pair(words._(N_("Report")), report["title"] or report["id"])
    writer.pair(words._("Department"), report["entity"] or words._("not told"))
    writer.pair(words._("Year"), str(report["year"] or words._("not told")))
    writer.pair(words._("Conclusion"), words.pick(paper.made["verdict"]), bold=True)
    for error in paper.errors:
        writer.pair(words._("What could not be asked"), error)
    writer.heading(words.both(N_("Counts")))
    for severity, count in paper.severities.items():
        writer.pair(words._(memo_words.SEVERITY_COUNTED[severity]), count)
    came = Counter(outcome(check) for check in paper.checks)
    for state in STATES[:-1]:
        name = words.verdict(state)
        writer.pair(f"{words._('Checks')}: {name}", Live(f'=COUNTIF({checks.column("verdict")},"{name}")', came[state]))
    changed = f'=SUMPRODUCT(1*({checks.column("changed")}<>""))'
    writer.pair(words._(N_("Verdicts changed by corrections")), Live(changed, 0))
    coverage = paper.result["coverage"]
    writer.pair(words._(N_("Figures in a check")), f"{coverage['checked']} / {coverage['figures']}")
    writer.heading(words.both(N_("Sign-off")))
    for name in SIGNED:
        writer.blank(words.both(name))
    writer.heading(words.both(N_("Sheets")))
    for page, about in pages:
        writer.link(page.name, words._(about))
    writer.heading(words.both(N_("How to read the checks")))
    for about in ABOUT:
        writer.line(words._(about))
    writer.heading(words.both(N_("Made from")))
    writer.pair(words._(N_("File")), report["source"])
    writer.pair("SHA-256", report["sha256"])
    for suite in paper.made["suites"]:
        writer.pair(f"{words._('Suite')} {suite['name']}", suite["sha256"])
    for name, version in paper.made["versions"].items():
        writer.pair(name, version)
    sheet.print_area(0, 0, writer.row - 1, 1)


class _Writer:
    """Writes the cover from top to bottom."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book, self.sheet, self.row = book, sheet, 0

    def heading(self, text: str, size: int = 12) -> None:
        if self.row:
            self.row += 1
        self.sheet.set_row(self.row, size * 1.6)
        self.sheet.write_string(self.row, 0, shown(text), self.book.style(bold=True, font_size=size, valign="vcenter"))
        self.row += 1

    def pair(self, name: str, value: Any, bold: bool = False) -> None:
        frame = {"border": 1, "border_color": LINE, "text_wrap": True, "align": "left"}
        self.sheet.write_string(self.row, 0, shown(name), self.book.style(**frame, bg_color=GREY))
        style = self.book.style(**frame, bold=bold, quote_prefix=True)
        plain = self.book.style(**frame, num_format="#,##0")
        match value:
            case Live(formula, result):
                self.sheet.write_formula(self.row, 1, formula, plain, result)
            case int():
                self.sheet.write_number(self.row, 1, value, plain)
            case _:
                lines = -(-wide(shown(value)) // (WIDTH - 4))
                self.sheet.set_row(self.row, 2 + LINE_HEIGHT * max(1, lines))
                self.sheet.write_string(self.row, 1, shown(value), style)
        self.row += 1

    def blank(self, name: str) -> None:
        """A line to be filled in by hand."""
        self.sheet.set_row(self.row, 24)
        self.sheet.write_string(self.row, 0, name, self.book.style(valign="bottom"))
        self.sheet.write_blank(self.row, 1, None, self.book.style(bottom=1))
        self.row += 1

    def link(self, sheet: str, about: str) -> None:
        style = self.book.style(font_color=INPUT, underline=1)
        self.sheet.write_url(self.row, 0, f"internal:{quoted(sheet)}!A1", style, sheet)
        self.sheet.write_string(self.row, 1, about, self.book.style(text_wrap=True))
        self.row += 1

    def line(self, text: str) -> None:
        self.sheet.merge_range(self.row, 0, self.row, 1, shown(text), self.book.style(text_wrap=True))
        self.sheet.set_row(self.row, 2 + LINE_HEIGHT * -(-wide(text) // (WIDTH + 24)))
        self.row += 1
