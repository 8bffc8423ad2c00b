"""What both notebooks' cells call to read a report, and the extraction notebook's to write its tables."""

from __future__ import annotations

from pathlib import Path

from gouji.audit import Examined, examine
from gouji.extraction import as_csv
from gouji.files import write_files
from gouji.report import open_report


def examine_report(report: str) -> Examined:
    """A report read, as the extraction notebook shows it. Raises what opening and examining raise."""
    return examine(open_report(from_notebooks(report)))


def write_tables(examined: Examined, report: str, out: str) -> list[str]:
    """Write the tables as `gouji extract` does; the paths. Raises InputError where they cannot be written."""
    place = from_notebooks(report)
    own = place if place.is_dir() else Path(examined.report.id)
    return [path.as_posix() for path in write_files(from_notebooks(out) if out else own, as_csv(examined))]


def from_notebooks(path: str) -> Path:
    """The path as a notebook means it: "../" counts from the notebooks' folder, wherever papermill was started."""
    given = Path(path).expanduser()
    if given.parts[:1] == ("..",) and Path("notebooks/audit.ipynb").is_file():
        return Path("notebooks") / given
    return given
