"""What all audits share, loaded once: suites, templates, catalogues, fonts, patterns, and the libraries' own tables."""

from __future__ import annotations

import tempfile
from pathlib import Path

TEXT = Path(__file__).with_name("warming.txt")  # a fictitious report in which most rules find something to read


def warm() -> None:
    """Audit a short report into a folder that is thrown away. Raises whatever an audit raises."""
    import nbformat  # noqa: F401 - and what else a notebook needs, though an audit's cells do not

    from gouji.audit import OWN_SUITES
    from gouji.memo import lettering
    from gouji.memo.cards import SECTIONS
    from gouji.memo.language import codes
    from gouji.memo.sheet import open_sheet

    if not OWN_SUITES.is_dir():
        return
    # The words of the field: most characters of a report are among those of the rules over it
    lettering.learn("".join(path.read_text(encoding="utf-8") for path in OWN_SUITES.glob("*.json")))
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        report = Path(folder) / "report.txt"
        report.write_bytes(TEXT.read_bytes())
        sheet = open_sheet(str(report), str(OWN_SUITES), ",".join(codes()), "never")
        for section in SECTIONS:
            sheet.html(section)
        sheet.write(folder)
