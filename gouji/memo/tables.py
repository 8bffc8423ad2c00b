"""The memo's tables: Great Tables to plain, accessible HTML that the memo's own style sheet dresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import pandas as pd
from great_tables import GT
from great_tables import html as raw
from markupsafe import Markup, escape

from gouji.memo.language import Language
from gouji.patterns import compiled

CELL = "\N{SYMBOL FOR SUBSTITUTE}"  # stands for a cell's content while a table is laid out


@dataclass(frozen=True)
class Column:
    """A column: its key in the rows, its heading, and how it is laid: `text`, `words` (wide), `number`, `centre`."""

    name: str
    label: str
    kind: str = "text"


@dataclass(frozen=True)
class Table:
    """Rows under columns, in no form yet. In a template it is its HTML; the Word paper sets it in its own way."""

    rows: Sequence[Mapping[str, str]]
    columns: Sequence[Column]
    name: str
    label: str

    def __html__(self) -> Markup:
        return table(self.rows, self.columns, name=self.name, label=self.label)


def table(rows: Sequence[Mapping[str, str]], columns: Sequence[Column], *, name: str, label: str) -> Markup:
    """The rows as an HTML table in a region of its own that scrolls sideways where the page is narrow.

    A cell is text and is escaped, or Markup and is kept. `name` is the element's id, `label` what it is called aloud.
    """
    before, row, after = _laid(tuple(columns))
    names = [column.name for column in columns]
    cells = (tuple(str(escape(given.get(name, ""))) for name in names) for given in rows)
    body = before + "\n".join(row % texts for texts in cells) + after
    return Markup('<div class="scroll" role="region" tabindex="0" aria-label="{}" id="{}">{}</div>').format(
        label, name, Markup(compiled(r"\s*\n\s*").sub("\n", body))
    )


@lru_cache(maxsize=512)
def _laid(columns: tuple[Column, ...]) -> tuple[str, str, str]:
    """A table of these columns as Great Tables lays it out: up to its rows, one row with `%s` for each cell, the rest.

    Great Tables sets cell by cell through pandas, some 30 times slower than a row is filled in; all rows are alike.
    """
    frame = pd.DataFrame({column.name: [CELL] for column in columns}, dtype=object)
    made = (
        GT(frame)
        .fmt(lambda cell: cell)  # already HTML: Great Tables escapes only what no formatter has seen
        .cols_label({column.name: raw(str(escape(column.label))) for column in columns})
        .cols_align("left", [column.name for column in columns if column.kind in ("text", "words")])
        .cols_align("right", [column.name for column in columns if column.kind == "number"])
        .cols_align("center", [column.name for column in columns if column.kind == "centre"])
        .as_raw_html()
    )
    body = made[made.index("<table") : made.index("</table>") + len("</table>")]
    body = compiled(r"<table[^>]*>").sub("<table>", body)
    body = compiled(r'<th class="[^"]*(gt_left|gt_right|gt_center)"[^>]*>').sub(r'<th scope="col" class="\1">', body)
    body = compiled(r'<t([hd])(?: headers="[^"]*")?([^>]*?) class="[^"]*gt_left">').sub(r"<t\1\2>", body)
    body = compiled(r'<td(?: headers="[^"]*") class="[^"]*gt_right">').sub('<td class="n">', body)
    body = compiled(r'<td(?: headers="[^"]*") class="[^"]*gt_center">').sub('<td class="c">', body)
    body = body.replace('class="gt_right"', 'class="n"').replace('class="gt_center"', 'class="c"')
    body = compiled(r' class="gt_(?:col_headings|table_body)"').sub("", body)
    if wide := [place for place, column in enumerate(columns, start=1) if column.kind == "words"]:
        body = body.replace("<table>", f'<table class="words-{wide[0]}">')
    before, opened, rest = body.partition("<tbody>\n")
    row, closed, after = rest.rpartition("\n</tbody>")
    if not (opened and closed) or row.count(CELL) != len(columns):
        raise ValueError(f"Great Tables laid out a table in a way that is not known: {body}")
    return before + opened, row.replace("%", "%%").replace(CELL, "%s"), closed + after


def aligned(values: Sequence[str], lang: Language, places: int | None = None) -> list[Markup]:
    """Decimal strings with thousands marks, padded unseen so that their decimal points stand in one line.

    With `places` each is shown with that many decimals; what is no number is shown as it is, and nothing as a dash.
    """
    numbers = [decimal(value) for value in values]
    texts = [lang.number(number, places) if number is not None else None for number in numbers]
    marks = [len(text.partition(".")[2]) for text in texts if text is not None]
    longest = max(marks, default=0)
    cells = []
    for value, text in zip(values, texts, strict=True):
        if text is None:
            cells.append(escape(value) if value else Markup("–"))
            continue
        decimals = len(text.partition(".")[2])
        missing = "0" * (longest - decimals)
        if missing and not decimals:
            missing = "." + missing
        cells.append(
            escape(text)
            + (Markup(f'<span class="pad" aria-hidden="true">{missing}</span>') if missing else Markup(""))
        )
    return cells


def decimal(value: str | None) -> Decimal | None:
    """The number of a decimal string; None for nothing, or for what is no number."""
    try:
        number = Decimal(value) if value else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
