"""Runs the portfolio notebook by papermill and makes the pages of it; fails closed, as the audit's run does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import nbformat
from markupsafe import Markup

from gouji.errors import InputError, NotebookError
from gouji.files import write_files
from gouji.ledger.reading import Ledger
from gouji.memo.assets import asset
from gouji.memo.index import GENERATOR, page_name, write_index
from gouji.memo.language import Language, language, languages
from gouji.memo.render import contents, displays, title_of
from gouji.memo.run import execute, notebook_path
from gouji.memo.templating import environment
from gouji.portfolio.sheet import WRITTEN
from gouji.scratch import Scratch

ROWS = 30  # of each list


def run_portfolio(out: Path, ledger: str, langs: Sequence[str], most: int = ROWS) -> tuple[list[Path], list[str]]:
    """Make portfolio.<language>.html and portfolio.json in `out`, and the index of the reports there anew.

    The paths, and what is to be said. Nothing is written before all is made. Raises LedgerError where the ledger cannot
    be read, InputError for an unknown language and a folder that cannot be written, NotebookError where the notebook did
    not come to its end.
    """
    codes = [lang.code for lang in languages(langs)]
    with Ledger(ledger):  # what is wrong with it is said before a kernel is started
        pass
    notebook = notebook_path("portfolio.ipynb")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror})") from None
    with Scratch(".portfolio-", out) as staging:
        parameters = {"ledger": _given(ledger), "reports": _given(out.as_posix()), "out": _given(staging.as_posix()),
                      "lang": ",".join(codes), "most": most}
        executed = staging / "executed.ipynb"
        execute(notebook, executed, parameters)
        written = _whole(staging / WRITTEN)
        nb = nbformat.read(executed, as_version=4)
    files = {f"portfolio.{code}.html": page(nb, code, codes) for code in codes}
    paths = write_files(out, {**files, WRITTEN: written})
    more, said = write_index(out)
    return [*paths, *more], said


def page(nb: nbformat.NotebookNode, code: str, beside: Sequence[str]) -> str:
    """The portfolio in one language as HTML: self-contained, nothing to fetch, no script."""
    sections = list(displays(nb, code))
    if not sections:
        raise NotebookError(f"the notebook shows nothing in language {code!r}: was it run with lang={code}?")
    lang: Language = language(code)
    return environment(lang).get_template("portfolio.html.j2").render(
        lang=lang,
        beside=[language(other) for other in beside if other != code],
        title=title_of(sections),
        contents=[entry for entry in contents(sections) if entry.level == 2],
        sections=sections,
        index=page_name(code),
        generator=Markup(GENERATOR),
        css=Markup(asset("memo.css")),
    )


def _given(place: str) -> str:
    """A path for a notebook's parameter: as it is, but absolute where "../" would count from the notebooks' folder."""
    return Path(place).absolute().as_posix() if place.split("/", 1)[0] == ".." else place


def _whole(path: Path) -> str:
    """What the last cell wrote. Raises NotebookError where it is missing or cut off."""
    try:
        text = path.read_text(encoding="utf-8")
        complete = json.loads(text)["contract"] == 1
    except (OSError, ValueError, KeyError, TypeError):
        complete = False
    if not complete:
        raise NotebookError("portfolio.ipynb ran, but did not write its results whole: the portfolio is not done")
    return text
