"""The extracted tables as files: written all or none, and the same bytes for the same source."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from gouji.audit import Examined, examine
from gouji.errors import InputError
from gouji.files import write_files
from gouji.report import open_report

TABLES = ("figures", "headline", "projects", "progress", "relations")


def extract(path: Path, out: Path | None = None) -> list[Path]:
    """Examine a report and write its tables to `out`: by default its own folder, for a bare source ./<id>.

    Raises what examine() raises, before anything is written, and InputError where `out` cannot be written.
    """
    examined = examine(open_report(path))
    if out is None:
        out = Path(path) if Path(path).is_dir() else Path(examined.report.id)
    return write_files(out, as_csv(examined))


def as_csv(examined: Examined) -> dict[str, str]:
    """File name -> CSV of each table, without the `report` column: the folder says whose it is."""
    return {f"{name}.csv": examined.tables[name].drop(columns="report").to_csv(index=False, lineterminator="\n")
            for name in TABLES}


def read_tables(folder: Path, report: str) -> dict[str, pd.DataFrame]:
    """The tables written to a folder, as examine() made them: all cells text, "" where nothing is stated.

    Raises InputError where one is missing or cannot be read.
    """
    tables = {}
    for name in TABLES:
        file = folder / f"{name}.csv"
        try:
            table = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8")
        except FileNotFoundError:
            raise InputError(f"{file}: no such file; `gouji extract` writes it") from None
        except (OSError, ValueError) as error:
            raise InputError(f"{file}: cannot be read: {error}") from None
        table.insert(0, "report", report)
        tables[name] = table
    return tables
