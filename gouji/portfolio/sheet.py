"""What the portfolio notebook's cells call: open a ledger, show a section in every language, write portfolio.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from IPython.display import display
from markupsafe import Markup

from gouji.errors import InputError
from gouji.files import write_files
from gouji.ledger.reading import Ledger
from gouji.memo.language import Language, languages
from gouji.memo.reading import from_notebooks
from gouji.memo.sheet import notebook_style
from gouji.portfolio.data import Data, gathered
from gouji.portfolio.sections import Pages

WRITTEN = "portfolio.json"


@dataclass
class Portfolio:
    """A ledger's portfolio, ready to be shown and written."""

    data: Data
    languages: tuple[Language, ...]
    out: Path

    def __post_init__(self) -> None:
        self._styled = False
        self._pages = [Pages(self.data, lang, self.out) for lang in self.languages]

    def show(self, section: str) -> None:
        """Display a section in each language. Raises KeyError for a section that there is not."""
        if not self._styled:
            display({"text/html": f"<style>{notebook_style()}</style>", "text/plain": ""}, raw=True)
            self._styled = True
        for pages in self._pages:
            lang = pages.lang
            html = Markup('<div class="gouji" lang="{}">{}</div>').format(lang.tag, pages.section(section))
            display(
                {"text/html": str(html), "text/plain": f"<{section}, {lang.code}>"},
                raw=True,
                metadata={"gouji": {"lang": lang.code, "section": section}},
            )

    def write(self, out: str) -> dict[str, int]:
        """Write the numbers shown to out/portfolio.json, which tells that all was shown; the counts.

        Raises InputError where the folder cannot be written.
        """
        content = json.dumps(self.data.as_dict(), ensure_ascii=False, indent=1) + "\n"
        write_files(from_notebooks(out), {WRITTEN: content})
        return {"reports": self.data.totals["reports"], **self.data.standing}


def open_portfolio(ledger: str, out: str, lang: str, most: int) -> Portfolio:
    """Ask a ledger at a path or URL for all that the portfolio shows, each list up to `most` rows.

    Raises LedgerError where there is none or it is damaged, InputError for an unknown language or a number below 1.
    """
    chosen = languages(code for code in lang.split(",") if code.strip())
    if most < 1:
        raise InputError(f"most is {most}: expected at least 1")
    place = ledger if "://" in ledger else from_notebooks(ledger).as_posix()
    with Ledger(place) as opened:
        return Portfolio(gathered(opened, most), chosen, from_notebooks(out))
