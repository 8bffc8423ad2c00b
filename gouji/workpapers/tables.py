"""The sheets of the report's own tables, projects and progress: their amounts are read from the sheet of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.rows import decimal
from gouji.workpapers.cells import Live, Number
from gouji.workpapers.pages import Column, Page
from gouji.workpapers.sources import Sources
from gouji.workpapers.text import number_format
from gouji.workpapers.words import Words

# The column that names the figure of an amount, by table.
FIGURE_OF = {
    "headline": {"value": "figure"},
    "projects": {
        "score": "score_figure", "budget": "budget_figure", "executed": "executed_figure",
        "completion_rate": "rate_figure",
    },
    "progress": {"task": "task_figure", "done": "done_figure", "stated_rate": "rate_figure"},
}  # fmt: skip
UNITS = {"score": "分", "completion_rate": "%", "stated_rate": "%"}


def project_columns(words: Words) -> list[Column]:
    head = words.head
    return [
        Column("number", head("No."), 6, "centre"),
        Column("name", head("Project"), 44, "words"),
        Column("score", head("Score"), 11, "number"),
        Column("budget", head("Budget"), 16, "number"),
        Column("executed", head("Spent"), 16, "number"),
        Column("completion_rate", head("Rate stated, %"), 11, "number"),
        Column("follows", head("Rate that follows, %"), 12, "number"),
        Column("figures", head("Figures"), 26, "words"),
    ]


def progress_columns(words: Words) -> list[Column]:
    head = words.head
    return [
        Column("item", head("Task"), 48, "words"),
        Column("task", head("Set"), 15, "number"),
        Column("done", head("Done"), 15, "number"),
        Column("stated_rate", head("Rate stated, %"), 12, "number"),
        Column("follows", head("Rate that follows, %"), 12, "number"),
        Column("figures", head("Figures"), 26, "words"),
    ]


@dataclass(frozen=True)
class Amounts:
    """The cells of a table's amounts: in its own sheet where it has one, else the figures' own."""

    sources: Sources
    rows: Mapping[str, Sequence[Mapping[str, str]]]
    pages: Mapping[str, Page]

    def cell(self, table: str, row: int, column: str) -> str | None:
        """The cell of an amount, as other sheets name it; None where it stands in none, or is no amount."""
        if column not in FIGURE_OF.get(table, {}):
            return None
        if table in self.pages:
            return self.pages[table].ref(column, self.pages[table].first + row)
        return _source(self.sources, table, self.rows[table][row], column)


def fill(page: Page, table: str, rows: Sequence[Mapping[str, str]], sources: Sources, rate: tuple[str, str]) -> None:
    """Write a table's rows; `rate`: the columns whose quotient is the rate that follows."""
    for entry in rows:
        row = page.next
        names = FIGURE_OF[table]
        amounts = {column: _amount(sources, table, entry, column) for column in names}
        above, below = (page.cell(column, row) for column in rate)
        values = [decimal(entry.get(column)) for column in rate]
        follows = values[0] / values[1] * 100 if values[0] is not None and values[1] else None
        page.add(
            {
                **{name: entry[name] for name in ("number", "name", "item") if name in entry},
                **amounts,
                "follows": Live(
                    f'=IF(AND(COUNT({above},{below})=2,N({below})<>0),{above}/{below}*100,"")', follows, "0.00"
                ),
                "figures": " ".join(entry[name] for name in names.values() if entry.get(name)),
            }
        )


def _amount(sources: Sources, table: str, entry: Mapping[str, str], column: str) -> Live | Number | None:
    value = decimal(entry.get(column))
    if value is None:
        return None
    shape = number_format(UNITS.get(column, entry.get("unit", "")), _places(value))
    cell = _source(sources, table, entry, column)
    return Number(value, shape) if cell is None else Live(f'=IF(COUNT({cell})=1,{cell},"")', value, shape)


def _source(sources: Sources, table: str, entry: Mapping[str, str], column: str) -> str | None:
    """The figure's own cell, where the amount is the figure as it is stated."""
    row, figure = sources.rows.get(entry.get(FIGURE_OF[table][column], ""), (0, None))
    same = figure is not None and figure.value == decimal(entry.get(column))
    return sources.page.ref("value", row) if same else None


def _places(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))
