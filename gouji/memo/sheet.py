"""What the audit notebook's cells call: open a report, show a section, write the results.

A display carries the memo's HTML in every language asked for, tagged with its language, so that one run of the notebook
makes the memos of all of them.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
from IPython.display import display
from markupsafe import Markup

from gouji import __version__
from gouji.audit import Examined, Result, examine, exit_code, judge
from gouji.errors import InputError
from gouji.extraction import TABLES, read_tables
from gouji.files import write_files
from gouji.findings import DOMAIN
from gouji.memo.assets import asset
from gouji.memo.cards import Composer
from gouji.memo.language import Language, languages
from gouji.memo.reading import from_notebooks
from gouji.memo.view import Paper
from gouji.outcome import ask_first, verdict
from gouji.patterns import compiled
from gouji.report import open_report
from gouji.suites import Suite, load_suites
from gouji.workpapers.book import LIST, WORKBOOK, workpapers

LIBRARIES = ("great_expectations", "pandas", "matplotlib", "great-tables", "python-docx")
FAIL_ON = ("critical", "warning", "info", "never")
RESULTS = ("findings.json", "figures.csv", WORKBOOK, LIST)
MANIFEST = "manifest.json"


@dataclass
class Sheet:
    """One report's audit, ready to be shown and written."""

    result: Result
    paper: Paper
    languages: tuple[Language, ...]
    parameters: Mapping[str, str]
    suites: Sequence[Suite] = ()

    def __post_init__(self) -> None:
        self._styled = False
        self._composers = [Composer(self.paper, lang) for lang in self.languages]

    def show(self, section: str) -> None:
        """Display a section of the memo in each language. Raises KeyError for a section that there is not."""
        if not self._styled:  # the notebook's own look; a memo brings its style with it
            display({"text/html": f"<style>{notebook_style()}</style>", "text/plain": ""}, raw=True)
            self._styled = True
        for composer in self._composers:
            code = composer.lang.code
            display(
                {"text/html": _framed(composer, section), "text/plain": f"<{section}, {code}>"},
                raw=True,
                metadata={"gouji": {"lang": code, "section": section}},
            )

    def html(self, section: str) -> list[str]:
        """A section in each language, as it is shown. Raises KeyError likewise."""
        return [_framed(composer, section) for composer in self._composers]

    def write(self, out: str) -> dict[str, Any]:
        """Write the results, the working papers and Word papers among them, and manifest.json to out/<report id>/.

        All or none; returns the summary.

        The manifest is what tells a whole run from one that was cut off: it names every file with its hash.
        Raises InputError where the folder cannot be written.
        """
        from gouji.memo.office.paper import docx  # imports python-docx, which only this needs

        summary = {**self.result.summary(), "exit_code": exit_code([self.result], self.parameters["fail_on"])}
        figures = self.paper.tables["figures"].drop(columns="report")
        made = {
            "findings.json": (json.dumps(self.result.as_dict(), ensure_ascii=False, indent=1) + "\n").encode(),
            "figures.csv": figures.to_csv(index=False, lineterminator="\n").encode(),
            **workpapers(self.result, self.paper, self.suites, self.languages).files,
        }
        files = {name: made[name] for name in RESULTS}
        files |= {paper_name(composer.lang.code): docx(composer) for composer in self._composers}
        manifest = {
            "contract": 1,
            "report": self.paper.report["id"],
            "entity": self.paper.report["entity"],
            "year": self.paper.report["year"],
            "source_sha256": self.paper.report["sha256"],
            "parameters": dict(self.parameters),
            "languages": [lang.code for lang in self.languages],
            "suites": {suite["name"]: suite["sha256"] for suite in self.paper.made["suites"]},
            "versions": {**self.paper.made["versions"], "python": platform.python_version()},
            "files": {name: sha256(content) for name, content in files.items()},
            "summary": summary,
            "tables": {name: self.paper.tables[name].drop(columns="report").to_dict("records") for name in DOMAIN},
        }
        files[MANIFEST] = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
        write_files(from_notebooks(out) / self.paper.report["id"], files)
        return summary


def open_sheet(report: str, expectations: str, lang: str, fail_on: str) -> Sheet:
    """Read a report's tables (or extract them where its folder has none) and run the suites over them.

    Raises what opening, examining and judging raise, and InputError for an unknown language or severity, and for tables
    that are not what the source gives.
    """
    chosen = languages(code for code in lang.split(",") if code.strip())
    if fail_on not in FAIL_ON:
        raise InputError(f"fail_on is {fail_on!r}: expected one of {', '.join(FAIL_ON)}")
    folder = from_notebooks(expectations)
    if not folder.is_dir():
        raise InputError(f"{expectations}: no such folder of suites")
    suites = load_suites(folder)
    place = from_notebooks(report)
    examined = with_own_tables(examine(open_report(place)), place)
    result = judge([examined], suites)[0]
    parameters = {"report": examined.report.id, "lang": lang, "fail_on": fail_on}
    return Sheet(result, paper_of(result, suites, parameters), chosen, parameters, suites)


def notebook_style() -> str:
    """The memo's style sheet, kept to the memo's displays: a notebook's own page must look as it did."""
    css = compiled(r"(?<![\w.#-])(?::root|html)(?![\w-])").sub(":scope", asset("memo.css"))
    return f"@scope (.gouji) {{ {compiled(r'@page [^{]*{(?:[^{}]|{[^}]*})*}').sub('', css)} }}"


def with_own_tables(examined: Examined, place: Path) -> Examined:
    """The report with the tables that lie in its folder, where any do.

    Raises InputError where they are not what the source gives: a memo must not rest on stale tables.
    """
    if not place.is_dir() or not any((place / f"{name}.csv").exists() for name in TABLES):
        return examined
    own = read_tables(place, examined.report.id)
    stale = [f"{name}.csv" for name in TABLES if not _same(own[name], examined.tables[name])]
    if stale:
        raise InputError(
            f"{place}: {', '.join(stale)} not as {examined.report.source.name} gives it: run `gouji extract {place}`"
        )
    return replace(examined, tables={**examined.tables, **own})


def paper_of(result: Result, suites: Sequence[Suite], parameters: Mapping[str, str]) -> Paper:
    """The result as the memo takes it."""
    examined = result.examined
    answer = result.as_dict()
    checks = [
        {**shown, "table": check.table, "row": check.row, "basis": check.basis}
        for shown, check in zip(answer["checks"], result.checks, strict=True)
    ]
    found = [
        {**shown, "figures": list(finding.figures), "arithmetic": finding.arithmetic, "closed": finding.closed,
         "checks": list(finding.checks)}
        for shown, finding in zip(answer["findings"], result.findings, strict=True)
    ]
    report = {**answer["report"], "source": examined.report.source.name}
    made = {
        "dated": examined.report.dated,
        "origin": examined.report.origin,
        "left_out": dict(examined.left_out),
        "verdict": verdict(result.findings, result.checks),
        "asks": [finding.fingerprint for finding in ask_first(result.findings)],
        "notices": [notice.text for notice in result.notices],
        "parameters": dict(parameters),
        "suites": [
            {
                "name": suite.name,
                "title": suite.file.meta.title.as_dict(),
                "notes": notes_of(suite),
                "rules": len(suite.rules),
                "said": [dict(zip(("zh", "en"), rule.notes, strict=True)) for rule in suite.rules],
                "sha256": suite.sha256,
            }
            for suite in suites
        ],
        "versions": {"gouji": __version__, **{name: version(name) for name in LIBRARIES}},
    }
    return Paper(
        {**answer, "report": report, "checks": checks, "findings": found}, examined.document.text, examined.tables, made
    )


def paper_name(code: str) -> str:
    """The file of the Word paper in a language."""
    return f"memo.{code}.docx"


def notes_of(suite: Suite) -> dict[str, str]:
    """A suite's notes: Chinese first, then English, as every suite gives them."""
    zh, en = suite.file.notes
    return {"zh": zh, "en": en}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _framed(composer: Composer, section: str) -> str:
    return str(Markup('<div class="gouji" lang="{}">{}</div>').format(composer.lang.tag, composer.section(section)))


def _same(own: pd.DataFrame, fresh: pd.DataFrame) -> bool:
    return list(own.columns) == list(fresh.columns) and own.astype(str).equals(fresh.astype(str))
