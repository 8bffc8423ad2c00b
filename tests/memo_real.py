"""The memo of the committed report, made without a kernel: as the audit notebook makes it, section by section."""

from __future__ import annotations

import shutil
from pathlib import Path

from test_memo import notebook
from workpapers_sample import papers

from gouji.memo.render import memo


def pages(report: Path, folder: Path) -> Path:
    """The folder with the memo of a report in both languages; its tables are made anew from its source."""
    own = folder / "report"
    own.mkdir()
    for name in ("report.yaml", "source.txt"):
        shutil.copy(report / name, own / name)
    (made,) = papers([own])
    nb = notebook(made.paper)
    for code in ("zh", "en"):
        (folder / f"memo.{code}.html").write_text(memo(nb, code, ["zh", "en"]), encoding="utf-8")
    return folder
