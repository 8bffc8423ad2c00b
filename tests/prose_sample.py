"""Reading a few sentences as a report: what the tests of prose share."""

from __future__ import annotations

from datetime import date

from gouji import figures, prose
from gouji.document import load

DATED = date(2024, 6, 20)


def marks(
    text: str, *kinds: str, dated: date | None = DATED, year: int | None = 2023, **given: object
) -> list[dict[str, str]]:
    """The marks in a text read as a report about 2023 dated 20 June 2024, of some kinds or of all."""
    document = load(text.encode())
    if given.pop("with_figures", False):
        given["figures"] = figures.find(document)
    rows = prose.read(document, dated, year, **given).to_dict("records")
    for row in rows:
        assert document.text[int(row["start"]) : int(row["end"])] == row["quote"]
    return [row for row in rows if not kinds or row["kind"] in kinds]


def quotes(text: str, *kinds: str, **given: object) -> list[str]:
    return [row["quote"] for row in marks(text, *kinds, **given)]
