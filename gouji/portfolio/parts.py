"""What the sections of the portfolio are made of, in one language: tables, charts and cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from gouji.memo.charts import Bar, shares
from gouji.memo.drawing import Chart
from gouji.memo.language import Language
from gouji.memo.source import visible, written_out
from gouji.memo.tables import Column, Table
from gouji.memo.words import N_
from gouji.portfolio.data import Data, Listed

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


LABEL = {
    "departments": N_("Departments by findings"),
    "kinds": N_("Kinds of finding"),
    "coverage": N_("How much was checked"),
    "scores": N_("Execution rates and scores side by side"),
    "outliers": N_("What stands out"),
}


@dataclass(frozen=True)
class Shown:
    """A table with its heading ("": the section's own), and what is said of the rows that it leaves out."""

    heading: str
    table: Table
    more: str
    command: str


class Parts:
    """Makes the parts of sections. `out` is where the reports' memos lie, to link to them."""

    def __init__(self, data: Data, lang: Language, out: Path | None = None) -> None:
        self.data = data
        self.lang = lang
        self.out = out
        self._ = lang.gettext

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
