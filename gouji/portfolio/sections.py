"""The sections of the portfolio in one language: headings, charts and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from gouji import __version__
from gouji.ledger.views import FEWEST, OUTLYING
from gouji.memo import words
from gouji.memo.charts import Bar, Scored, scored_bars, shares
from gouji.memo.drawing import Chart
from gouji.memo.language import Language
from gouji.memo.source import visible, written_out
from gouji.memo.tables import Column, Table
from gouji.memo.templating import environment
from gouji.memo.words import N_
from gouji.portfolio.data import CHARTED, Data, Listed

MEASURE = {
    "value": N_("amount"),
    "budget": N_("budget"),
    "executed": N_("spent"),
    "score": N_("score"),
    "rate": N_("rate"),
    "task": N_("task"),
    "done": N_("done"),
    "execution_rate": N_("Execution rate"),
    "findings_per_100": N_("Findings for 100 figures"),
}
ASKED = {"kinds": "top-findings"}  # lists that are a ready question's answer


@dataclass(frozen=True)
class Shown:
    """A table with its heading ("": the section's own), and what is said of the rows that it leaves out."""

    heading: str
    table: Table
    more: str
    command: str


class Pages:
    """Makes the sections of the portfolio in one language. `out` is where the reports' memos lie, to link to them."""

    def __init__(self, data: Data, lang: Language, out: Path | None = None) -> None:
        self.data = data
        self.lang = lang
        self.out = out
        self._ = lang.gettext

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

    # --- parts of sections ------------------------------------------------------------------------------------------

    def _tables(self, *given: tuple[str, str, list[dict[str, Any]], Sequence[Column]]) -> list[Shown]:
        """The tables that have rows; each named after its list."""
        return [
            Shown(heading, Table(rows, columns, name=f"{name}-table", label=self._("List: %(name)s", name=heading or self._(LABEL[name]))),
                  self._more(name), self._command(name))
            for name, heading, rows, columns in given
            if rows
        ]

    def _more(self, name: str) -> str:
        left = self.data.lists[name].left
        return self.lang.ngettext("and %(n)s more; all of them:", "and %(n)s more; all of them:", left) if left else ""

    def _command(self, name: str) -> str:
        listed: Listed = self.data.lists[name]
        asked = ASKED.get(name) or '"' + " ".join(listed.sql.split()).replace('"', '\\"') + '"'
        return f"gouji ledger {asked} --ledger {self.data.ledger} --limit 0"

    def _chart(self, draw: Callable[..., Chart], bars: Sequence[Any], name: str, caption: str, summary: str,
               **more: str) -> list[tuple[str, Chart]]:
        if not bars:
            return []
        return [(caption, draw(bars, name=f"{name}-{self.lang.code}", title=caption, summary=summary, **more))]

    def _bins(self, measure: str, caption: str, unit: str) -> list[tuple[str, Chart]]:
        """How many reports lie in each stretch of ten, from the highest that has any down to the lowest."""
        bins = self.data.bins[measure]
        if not bins:
            return []
        bars = [Bar(self._stretch(low, unit), Decimal(bins.get(low, 0)), self.lang.number(bins.get(low, 0)))
                for low in range(max(bins), min(bins) - 1, -10)]
        return self._chart(shares, bars, f"{measure}-bins", caption, self._told(bars))

    def _stretch(self, low: int, unit: str) -> str:
        if low >= 100:
            return self._("above %(number)s", number=f"100{unit}")
        if low < 0:
            return self._("below %(number)s", number=f"0{unit}")
        return f"{low}–{low + 10}{unit}"

    def _told(self, bars: Iterable[Bar]) -> str:
        return self.lang.listed(f"{bar.label} {bar.note}" for bar in bars)

    def _word(self, names: Mapping[str, str], code: str) -> str:
        return self._(names.get(code, code))

    def _number(self, name: str, head: str) -> Column:
        return Column(name, self._(head), "number")

    def _counts(self, row: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
        return {name: self.lang.number(row[name]) for name in names}

    def _source(self, text: str) -> Markup:
        return Markup('<span lang="zh-CN">{}</span>').format(visible(text))

    def _about(self, row: Mapping[str, Any]) -> str:
        return written_out(row["about_zh"] if self.lang.code == "zh" else row["about_en"])

    def _report(self, row: Mapping[str, Any]) -> Markup:
        """The department, with the report's name below it, that leads to its memo where one lies there."""
        name = row["report"]
        memo = next((f"memo.{code}.html" for code in (self.lang.code, "zh", "en")
                     if self.out and (self.out / name / f"memo.{code}.html").is_file()), None)
        told = self._source(name)
        link = Markup('<a href="./{}/{}">{}</a>').format(quote(name), memo, told) if memo else told
        return link if row["entity"] == name else self._source(row["entity"]) + Markup('<span class="at">{}</span>').format(link)

    def _item(self, row: Mapping[str, Any]) -> Markup:
        item = self._source(row["item"])
        measure = "" if row["measure"] == "value" else self._word(MEASURE, row["measure"])
        return item + (Markup('<span class="at">{}</span>').format(measure) if measure else Markup(""))

    def _moved(self, row: Mapping[str, Any]) -> dict[str, Any]:
        change = row["change"]
        sign = "+" if change is not None and change > 0 else ""
        return {"earlier": self._source(row["earlier"]), "later": self._source(row["later"]),
                "change": "–" if change is None else sign + self._percent(change)}

    def _span(self, first: int, last: int) -> str:
        return f"{first}–{last}"

    def _percent(self, value: float | None) -> str:
        return "–" if value is None else self.lang.number(self._decimal(value, 2).normalize()) + "%"

    def _points(self, value: float | None) -> str:
        return "–" if value is None else self.lang.number(self._decimal(value).normalize())

    def _money(self, value: float | None) -> str:
        return "–" if value is None else self.lang.number(self._decimal(value / 10_000, 2), 2)

    def _decimal(self, value: float, places: int = 6) -> Decimal:
        """A double as the decimal that it stands for."""
        return Decimal(repr(round(float(value), places)))


LABEL = {
    "departments": N_("Departments by findings"),
    "kinds": N_("Kinds of finding"),
    "coverage": N_("How much was checked"),
    "scores": N_("Execution rates and scores side by side"),
    "outliers": N_("What stands out"),
}

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
