"""The sections of the portfolio in one language: headings, charts and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from gouji import __version__
from gouji.ledger.views import FEWEST, OUTLYING
from gouji.memo import causes, words
from gouji.memo.charts import Bar, Scored, scored_bars, shares
from gouji.memo.source import written_out
from gouji.memo.tables import Column
from gouji.memo.templating import environment
from gouji.memo.words import N_
from gouji.portfolio.data import CHARTED
from gouji.portfolio.parts import MEASURE, Parts


class Pages(Parts):
    """Makes the sections of the portfolio in one language."""

    def section(self, name: str) -> Markup:
        """The HTML of a section by its name (one of SECTIONS). Raises KeyError for another."""
        template, content = SECTIONS[name]
        page = environment(self.lang).get_template(f"portfolio/{template}.html.j2")
        return Markup(page.render(data=self.data, lang=self.lang, version=__version__, name=name, **content(self)))

    def top(self) -> dict[str, Any]:
        told = self.data.totals
        share = Decimal(told["checked"]) / told["figures"] if told["figures"] else Decimal(0)
        years = [str(told[name]) for name in ("first_year", "last_year") if told[name]]
        failed = self.data.lists["failed"]
        return {"share": share, "years": "–".join(dict.fromkeys(years)), "failed": failed,
                "cause": lambda error: causes.told(error, self.lang),
                "more": self._more("failed"), "command": self._command("failed")}

    def departments(self) -> dict[str, Any]:
        listed = self.data.lists["departments"]
        names = ("critical", "warning", "info")
        bars = [Bar(written_out(row["entity"]), Decimal(sum(row[name] for name in names)),
                    " · ".join(self.lang.number(row[name]) for name in names))
                for row in listed.rows[:CHARTED]]
        caption = self._("Findings that stand: major · minor · questions")
        summary = self.lang.listed(f"{bar.label} {bar.note}" for bar in bars)
        columns = [
            Column("entity", self._("Department"), "words"), self._number("reports", N_("Reports")),
            *(self._number(name, head) for name, head in zip(names, (N_("Major"), N_("Minor"), N_("Questions")), strict=True)),
            self._number("closed", N_("Closed")), self._number("coverage", N_("Figures checked")),
        ]
        rows = [{"entity": self._source(row["entity"]), "coverage": self._percent(row["coverage"]),
                 **self._counts(row, ("reports", *names, "closed"))} for row in listed.rows]
        return {
            "heading": self._("Departments by findings"),
            "lead": self._("In the order of major findings, then of minor ones. More findings may also mean a longer report; "
                           "the outliers below weigh them by the figures told."),
            "charts": self._chart(shares, bars, "departments-chart", caption, summary),
            "tables": self._tables(("departments", "", rows, columns)),
        }

    def kinds(self) -> dict[str, Any]:
        listed = self.data.lists["kinds"]
        widest = sorted(listed.rows, key=lambda row: (-row["reports"], row["about_zh"]))[:CHARTED]
        bars = [Bar(self._about(row), Decimal(row["reports"]), self.lang.number(row["reports"])) for row in widest]
        caption = self._("In how many reports a kind of finding stands")
        columns = [
            Column("about", self._("Finding"), "words"), Column("severity", self._("Severity")),
            self._number("standing", N_("Standing")), self._number("findings", N_("All")),
            self._number("reports", N_("Reports")), self._number("departments", N_("Departments")),
        ]
        rows = [
            {"about": self._about(row), "severity": self._word(words.SEVERITY, row["severity"]),
             **self._counts(row, ("standing", "findings", "reports", "departments"))}
            for row in listed.rows
        ]
        return {
            "heading": self._("Kinds of finding"),
            "lead": self._("The gravest first, and among the equally grave the most widespread. What many departments get wrong "
                           "alike may come from a template or a rule that is not clear."),
            "charts": self._chart(shares, bars, "kinds-chart", caption, self._told(bars)),
            "tables": self._tables(("kinds", "", rows, columns)),
        }

    def coverage(self) -> dict[str, Any]:
        columns = [
            Column("report", self._("Report"), "words"), self._number("year", N_("Year")), self._number("figures", N_("Figures")),
            self._number("checked", N_("Checked")), self._number("coverage", N_("Figures checked")),
            self._number("not_asked", N_("Not asked")),
        ]
        rows = [
            {"report": self._report(row), "year": str(row["year"] or "–"), "coverage": self._percent(row["coverage"]),
             **self._counts(row, ("figures", "checked", "not_asked"))}
            for row in self.data.lists["coverage"].rows
        ]
        return {
            "heading": self._("How much was checked"),
            "lead": self._("The share of a report's figures on which a check was run, lowest first. A figure that nothing ties "
                           "to another is not checked, and does not count as right."),
            "charts": self._bins("coverage", self._("Reports by the share of their figures that was checked"), "%"),
            "tables": self._tables(("coverage", "", rows, columns)),
        }

    def scores(self) -> dict[str, Any]:
        listed = self.data.lists["scores"]
        both = [row for row in listed.rows if row["execution_rate"] is not None][:CHARTED]
        bars = [
            Scored(written_out(f"{row['entity']} {row['year'] or ''}".strip()), self._decimal(row["execution_rate"]),
                   None if row["score"] is None else self._decimal(row["score"]), self._percent(row["execution_rate"]),
                   self._points(row["score"]))
            for row in both
        ]
        heads = {"value_head": self._("Execution rate"), "score_head": self._("Score")}
        caption = self._("The lowest execution rates, with the score that the department gave itself")
        summary = self.lang.listed(f"{bar.label} {bar.note} / {bar.score_note}" for bar in bars)
        columns = [
            Column("report", self._("Report"), "words"), self._number("year", N_("Year")),
            self._number("budget", N_("Budget (RMB 10,000)")), self._number("executed", N_("Spent (RMB 10,000)")),
            self._number("rate", N_("Execution rate")), self._number("score", N_("Score")),
        ]
        rows = [
            {"report": self._report(row), "year": str(row["year"] or "–"), "budget": self._money(row["budget_amount"]),
             "executed": self._money(row["executed_amount"]),
             "rate": self._percent(row["execution_rate"]) + ("" if row["stated"] or row["execution_rate"] is None else "*"),
             "score": self._points(row["score"])}
            for row in listed.rows
        ]
        return {
            "heading": self._("Execution rates and scores side by side"),
            "lead": self._("As the reports state them, lowest rate first; * marks a rate that is not stated and was calculated as "
                           "spent ÷ final budget. A high score beside a low rate is worth a question."),
            "charts": [
                *self._chart(scored_bars, bars, "scores-chart", caption, summary, **heads),
                *self._bins("execution_rate", self._("Reports by execution rate"), "%"),
                *self._bins("score", self._("Reports by score"), ""),
            ],
            "tables": self._tables(("scores", "", rows, columns)),
        }

    def years(self) -> dict[str, Any]:
        lists = self.data.lists
        recurring = [
            {"entity": self._source(row["entity"]), "about": self._about(row), "years": self._span(row["first_year"], row["last_year"]),
             **self._counts(row, ("findings", "standing"))}
            for row in lists["recurring"].rows
        ]
        restated = [
            {"entity": self._source(row["entity"]), "year": str(row["year"] or "–"), "item": self._item(row), **self._moved(row),
             "since": row["since"][:10]}
            for row in lists["restated"].rows
        ]
        changed = [
            {"entity": self._source(row["entity"]), "years": self._span(row["from_year"], row["to_year"]), "item": self._item(row),
             **self._moved(row)}
            for row in lists["changed"].rows
        ]
        entity = Column("entity", self._("Department"), "words")
        moved = [Column("item", self._("Item")), self._number("earlier", N_("Was")), self._number("later", N_("Is")),
                 self._number("change", N_("Change"))]
        span = Column("years", self._("Years"))
        return {
            "heading": self._("The same department over the years"),
            "lead": self._("What comes again, what was changed after it had been published, and what differs from the year "
                           "before. Departments are the same where their names are written alike."),
            "charts": [],
            "tables": self._tables(
                ("recurring", self._("Findings that come again"), recurring,
                 [entity, Column("about", self._("Finding"), "words"), span, self._number("findings", N_("All")),
                  self._number("standing", N_("Standing"))]),
                ("restated", self._("Figures that changed after publication"), restated,
                 [entity, self._number("year", N_("Year")), *moved, Column("since", self._("Seen on"))]),
                ("changed", self._("Headline figures against the year before"), changed, [entity, span, *moved]),
            ),
        }

    def outliers(self) -> dict[str, Any]:
        rows = [
            {"report": self._report(row), "year": str(row["year"] or "–"), "measure": self._word(MEASURE, row["measure"]),
             "value": self.lang.number(self._decimal(row["value"], 2), 2), "median": self.lang.number(self._decimal(row["median"], 2), 2),
             "z": self.lang.number(self._decimal(row["z"], 1), 1), "reports": self.lang.number(row["reports"])}
            for row in self.data.lists["outliers"].rows
        ]
        columns = [
            Column("report", self._("Report"), "words"), self._number("year", N_("Year")), Column("measure", self._("Measure")),
            self._number("value", N_("Value")), self._number("median", N_("Median")), self._number("z", N_("Modified z")),
            self._number("reports", N_("Reports compared")),
        ]
        return {
            "heading": self._("What stands out"),
            "lead": self._(
                "Execution rates, scores and findings for 100 figures, each among all reports on the same year: told where the "
                "modified z-score (Iglewicz and Hoaglin, 1993: 0.6745 × (value − median) ÷ median absolute deviation) lies beyond "
                "%(limit)s, and at least %(fewest)s reports can be compared. Where more than half of them are the same, 1.2533 times "
                "the mean absolute deviation stands in its place. To stand out is no fault; it is where to look first.",
                limit=OUTLYING, fewest=FEWEST),
            "charts": [],
            "tables": self._tables(("outliers", "", rows, columns)),
        }

    def made(self) -> dict[str, Any]:
        recorded = self.data.totals["recorded"]
        return {"recorded": f"{recorded:%Y-%m-%d %H:%M} UTC" if recorded else ""}


SECTIONS: Mapping[str, tuple[str, Callable[[Pages], dict[str, Any]]]] = {
    "top": ("top", Pages.top),
    "departments": ("section", Pages.departments),
    "kinds": ("section", Pages.kinds),
    "coverage": ("section", Pages.coverage),
    "scores": ("section", Pages.scores),
    "years": ("section", Pages.years),
    "outliers": ("section", Pages.outliers),
    "made": ("made", Pages.made),
}
