"""What `gouji ledger` does: a question answered as a table, CSV or JSON; the views told; the ledger made or compacted."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from rich.cells import cell_len, set_cell_size

from gouji.console import language
from gouji.ledger.compacting import compact
from gouji.ledger.questions import QUESTIONS, question
from gouji.ledger.reading import Ledger, sql_type
from gouji.ledger.rebuilding import rebuild
from gouji.ledger.views import shown
from gouji.workpapers.text import guarded

WIDEST = 60  # columns of one cell in a table
ROWS = 50  # of a table, where nothing else is asked
OVERVIEW = """SELECT count(*)::INT AS reports, count(*) FILTER (status = 'failed')::INT AS failed,
    count(DISTINCT entity)::INT AS departments, sum(figures)::BIGINT AS figures, sum(checks)::BIGINT AS checks,
    sum(findings)::BIGINT AS findings, max(recorded) AS recorded FROM runs"""


def answer(root: str, asked: str | None, format: str, limit: int | None, tell: Callable[[str], None]) -> None:
    """Print the answer to a ready question or a SELECT; without one, what the ledger holds.

    `limit`: the most rows (0: all; None: ROWS of a table, else all). `tell` is given what is to be said beside it.
    Raises LedgerError where there is no ledger, it is damaged, or the question cannot be answered.
    """
    sql = question(asked) if asked else OVERVIEW
    with Ledger(root) as ledger:
        if not ledger.reports:
            tell(f"{root}: the ledger is empty: no report has been recorded")
        most = (ROWS if format == "table" else 0) if limit is None else limit
        columns, rows = ledger.rows(sql)
        if asked in QUESTIONS and format == "table":
            columns, rows = _in_language(columns, rows)
        kept = islice(rows, most) if most else rows
        {"table": _table, "csv": _csv, "json": _json}[format](columns, kept)
        if left := sum(1 for _ in rows):
            tell(f"and {left} more row{'s' if left > 1 else ''}; --limit 0 shows all")
    if not asked and format == "table":
        names = max(map(len, QUESTIONS))
        _line("")
        for known in QUESTIONS.values():
            _line(f"gouji ledger {known.name:{names}}  {known.zh if language() == 'zh' else known.en}")


def schema() -> None:
    """Print every view with its columns, their types, and what they mean in Chinese and in English."""
    for table in shown():
        _line(f"{table.name}  {table.zh} | {table.en}")
        widths = [max(len(text) for text in column) for column in
                  zip(*((c.name, sql_type(c.type).lower()) for c in table.columns), strict=True)]
        for column in table.columns:
            _line(f"  {column.name:{widths[0]}}  {sql_type(column.type).lower():{widths[1]}}  {column.zh} | {column.en}")
        _line("")


def rebuilt(out: str, root: str, tell: Callable[[str], None]) -> bool:
    """Make the ledger of a folder of results whole; whether every folder and part could be read."""
    made = rebuild(out, root)
    for part in made.aside:
        tell(f"{part}; set aside")
    for error in made.errors:
        tell(error)
    _line(f"{root}: {made.recorded} runs entered, {made.known} known before")
    return not made.errors and not made.aside


def compacted(root: str) -> None:
    """Make few big parts of many small ones."""
    made = compact(root)
    _line(f"{root}: {made.before} packs made {made.after}")


def _in_language(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> tuple[list[str], Iterable[list[Any]]]:
    """Of what stands in both languages only the terminal's."""
    other = "_en" if language() == "zh" else "_zh"
    kept = [at for at, name in enumerate(columns) if not name.endswith(other)]
    return [columns[at] for at in kept], ([row[at] for at in kept] for row in rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Lines with aligned columns; a long cell is cut."""
    cells = [list(columns), *([_cell(value) for value in row] for row in rows)]
    widths = [min(WIDEST, max(map(cell_len, column))) for column in zip(*cells, strict=True)]
    for at, row in enumerate(cells):
        _line("  ".join(_fitted(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if at == 0:
            _line("  ".join("-" * width for width in widths))


def _fitted(cell: str, width: int) -> str:
    return set_cell_size(cell, width) if cell_len(cell) <= width else set_cell_size(cell, width - 1) + "…"


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, list | tuple):
        return ", ".join(map(_cell, value))
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else repr(value)
    return " ".join(str(_plain(value)).split())


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """CSV that opens right in a spreadsheet: UTF-8 with its mark, and no text that could run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    _bytes(b"\xef\xbb\xbf")
    for row in chain([columns], rows):
        writer.writerow([_of_csv(value) for value in row])
        _bytes(out.getvalue().encode())
        out.seek(0)
        out.truncate()
    sys.stdout.flush()


def _of_csv(value: Any) -> Any:
    value = _plain(value)
    if value is None or isinstance(value, int | float):
        return "" if value is None else value
    return guarded(", ".join(map(str, value)) if isinstance(value, list | tuple) else value)


def _json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """One object a row, one a line."""
    for row in rows:
        told = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=_plain, allow_nan=True)
        _bytes(told.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.flush()


def _plain(value: Any) -> Any:
    """A value as text or a number."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value) if value % 1 else int(value)
    return value if value is None or isinstance(value, int | float | str | list | tuple | dict) else str(value)


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")


def _bytes(content: bytes) -> None:
    sys.stdout.buffer.write(content)
