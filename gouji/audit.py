"""Where the steps are put together: examine() takes a report from text to tables, judge() many through the suites.

check() is both for a list of paths. It never stops at a bad report: what could not be read, run or judged stands in
that report's own `errors`, and the others go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from gouji import analytics, figures, prose, relations, tables
from gouji.dispositions import FILE as DISPOSITIONS_FILE
from gouji.dispositions import Disposition, Notice, load_dispositions
from gouji.document import Document, load
from gouji.errors import SuiteError, in_a_line
from gouji.findings import Finding, from_checks
from gouji.frames import frame, records
from gouji.garbage import give_back, put_off
from gouji.outcome import counts, not_run, reaches
from gouji.relations.common.reading import read
from gouji.report import REPORT_FILE, Report, find_reports, opened
from gouji.suites import Suite, load_suites

if TYPE_CHECKING:
    from gouji.checks import Check
    from gouji.figures import Figure
    from gouji.relations.common.model import Relation

CONTRACT = 1
TOGETHER = 200  # reports that the suites see in one batch: what that costs Great Expectations by itself is shared by them
VERDICTS = ("holds", "fails", "undetermined", "not_run")
MAY_BE_MISSING = ("value", "low", "high")
OWN_SUITES = Path(__file__).parents[1] / "expectations"


@dataclass(frozen=True)
class Examined:
    """A report read: its text, its tables by name (all cells text, `report` first), the numerals left out by reason.

    `figures` and `ties` are what the tables `figures` and `relations` were made from, row by row (`each_checked` lets them go);
    `shown` tells where the source lies, where that is not the path at which it was read.
    """

    report: Report
    document: Document
    tables: Mapping[str, pd.DataFrame]
    left_out: Mapping[str, int] = field(default_factory=dict)
    dispositions: Sequence[Disposition] = ()
    figures: Sequence[Figure] = ()
    ties: Sequence[Relation] = ()
    shown: str = ""


@dataclass(frozen=True)
class Result:
    """What became of one report. `examined` is None where it could not be read; then `errors` says why."""

    path: Path
    examined: Examined | None = None
    checks: Sequence[Check] = ()
    findings: Sequence[Finding] = ()
    errors: Sequence[str] = ()
    notices: Sequence[Notice] = ()

    def as_dict(self) -> dict[str, Any]:
        """The object that `gouji check --format json` prints for this report."""
        every = self._figures()
        checked = self._checked()
        unchecked = [figure["id"] for figure in every if figure["id"] not in checked]
        return {
            "contract": CONTRACT,
            "report": self._report(),
            "figures": every,
            "checks": [check.as_dict() for check in self.checks],
            "findings": [finding.as_dict() for finding in self.findings],
            "coverage": {"figures": len(every), "checked": len(every) - len(unchecked), "unchecked": unchecked},
            "errors": list(self.errors),
        }

    def summary(self, answer: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The counts: findings that stand by severity, checks by verdict, figures checked or not; errors and notices.

        `answer` is what as_dict gives, where that is at hand.
        """
        answer = answer or self.as_dict()
        verdicts = Counter(check.verdict for check in self.checks)
        return {
            "title": answer["report"]["title"],
            "findings": counts(self.findings),
            "checks": {name: verdicts[name] for name in VERDICTS},
            "figures": {"checked": answer["coverage"]["checked"], "unchecked": len(answer["coverage"]["unchecked"])},
            "errors": answer["errors"],
            "notices": [notice.text["en"] for notice in self.notices],
        }

    def _report(self) -> dict[str, Any]:
        if self.examined is None:
            name = self.path.name if self.path.is_dir() else self.path.stem
            return {"id": name, "title": None, "entity": None, "year": None, "source": self.path.as_posix(),
                    "sha256": None, "characters": None}
        report, document = self.examined.report, self.examined.document
        return {"id": report.id, "title": report.title or None, "entity": report.entity or None, "year": report.year,
                "source": self.examined.shown or report.source.as_posix(),
                "sha256": report.sha256, "characters": len(document.text)}

    def _figures(self) -> list[dict[str, Any]]:
        if self.examined is None:
            return []
        rows = records(self.examined.tables["figures"][list(tables.FIGURES)])
        return [{**row, "start": int(row["start"]), "end": int(row["end"]),
                 **{name: row[name] or None for name in MAY_BE_MISSING}} for row in rows]

    def _checked(self) -> set[str]:
        """The figures that a check was run on. What ended undetermined was asked; what was not run was not."""
        return {figure for check in self.checks if check.verdict != "not_run" for figure in check.figures}


def check(paths: Iterable[Path], expectations: Path | None = None) -> list[Result]:
    """The suites over all reports at some paths, in their order; what went wrong stands in each result's errors."""
    return list(_each_checked(_read(paths), expectations))


def each_checked(paths: Iterable[Path], expectations: Path | None = None) -> Iterator[Result]:
    """As `check`, one result after the other, for their checks and findings: reports are judged `TOGETHER` at a time, and nothing is
    kept of those before, so that memory does not grow with their number."""
    return _each_checked((_slender(result) for result in _read(paths)), expectations)


def _slender(result: Result) -> Result:
    """A result without what its tables were made from, which takes more room than they do."""
    return result if result.examined is None else replace(result, examined=replace(result.examined, figures=(), ties=()))


def _each_checked(read: Iterator[Result], expectations: Path | None) -> Iterator[Result]:
    suites: list[Suite] | None = None
    broken = ""
    while True:
        with put_off():  # what is made stays until all of them are judged
            batch = list(islice(read, TOGETHER))
        examined = [result.examined for result in batch if result.examined is not None]
        if examined and suites is None and not broken:
            try:
                suites = load_suites(suites_folder(expectations))
            except SuiteError as error:
                broken = str(error)
        judged = iter(each_judged(examined, suites or []) if examined and not broken else ())
        for at, result in enumerate(batch):
            batch[at] = None  # whoever takes it lets go of it
            if broken:
                yield replace(result, errors=(*result.errors, broken))
            else:
                yield result if result.examined is None else replace(next(judged), path=result.path)
        if len(batch) < TOGETHER:
            return
        del batch, examined, judged, result
        give_back()


def exit_code(results: Iterable[Result], fail_on: str) -> int:
    """2 where something could not be asked, else 1 where a finding that stands is at or above `fail_on`, else 0."""
    results = list(results)
    if any(result.errors for result in results):
        return 2
    return int(any(reaches(result.findings, fail_on) for result in results))


def messages(results: Iterable[Result]) -> list[str]:
    """What is to be said on standard error, each once: errors, then decisions that no longer stand or fit."""
    results = list(results)
    errors = [error for result in results for error in result.errors]
    notices = [f"{result.path}: {notice.text['en']}" for result in results for notice in result.notices]
    return list(dict.fromkeys(errors + notices))


def examine(report: Report, document: Document | None = None) -> Examined:
    """A report's text and tables; `document` is its text where it has been read.

    Raises InputError for a source, ReportError for dispositions that cannot be read.
    """
    dispositions = load_dispositions(report.folder) if report.folder else []
    document = document or load(report.source)
    found = figures.find(document)
    reading = read(document, found)
    tied = relations.propose(document, found, reading)
    made = {
        "headline": tables.headline(document, found, reading),
        "projects": tables.projects(document, found, reading),
        "progress": tables.progress(document, found, reading),
        "relations": frame([[row[name] for name in relations.COLUMNS] for row in tied.rows], relations.COLUMNS),
    }
    made["prose"] = prose.read(
        document, report.dated, report.year, made["progress"], found, made["headline"], made["projects"],
        attachments=_attachments(report),
    )
    made["analytics"] = analytics.ask(document, found, made["headline"], made["projects"], made["progress"], reading)
    made["figures"] = tables.of_figures(found, tied.unchecked, made)
    named = {name: _named(report.id, table) for name, table in made.items()}
    return Examined(report, document, named, dict(found.left_out), dispositions, found.items, tied.items)


def judge(examined: Sequence[Examined], suites: Sequence[Suite]) -> list[Result]:
    """The suites over all reports in one go, the results in the same order.

    Raises SuiteError where a suite asks for what is not there, or a report gives a suite what it does not take.
    """
    from gouji.validation import validate  # imports Great Expectations, which takes seconds

    if not examined:
        return []
    keyed = dict(zip(_distinct([entry.report.id for entry in examined]), examined, strict=True))
    together = {name: pd.concat([entry.tables[name] if key == entry.report.id else _named(key, entry.tables[name]) for key, entry in keyed.items()],
                                ignore_index=True) for name in examined[0].tables}
    checks: dict[str, list[Check]] = {key: [] for key in keyed}
    given = {key: entry.report.suites for key, entry in keyed.items()}
    for made in validate(together, suites, parameters=given, reports=list(keyed)):
        checks[made.report].append(made)
    return [_result(entry, checks[key], suites) for key, entry in keyed.items()]


def suites_folder(given: Path | None) -> Path:
    """Where the suites are: the folder given, else ./expectations, else the ones that gouji itself comes with."""
    if given is not None:
        if not given.is_dir():
            raise SuiteError(f"{given}: no such folder of suites")
        return given
    here = Path("expectations")
    if here.is_dir():
        return here
    if OWN_SUITES.is_dir():
        return OWN_SUITES
    raise SuiteError("no folder ./expectations; say with --expectations where the suites are")


def _read(paths: Iterable[Path]) -> Iterator[Result]:
    """Every report at some paths examined; one that cannot be is a result with an error."""
    for path in paths:
        try:
            places = find_reports(path)
        except Exception as error:  # noqa: BLE001 - as below
            yield Result(path, errors=(in_a_line(error),))
            continue
        for place in places:
            try:
                yield Result(place, examine(*opened(place)))
            except Exception as error:  # noqa: BLE001 - one bad report must not silence the others
                yield Result(place, errors=(in_a_line(error),))


def each_judged(examined: Sequence[Examined], suites: Sequence[Suite]) -> list[Result]:
    """As `judge`: all judged in one go; where that fails each by itself, so that only those at fault have an error."""
    try:
        with put_off():
            return judge(examined, suites)
    except Exception as error:  # noqa: BLE001 - likewise
        if len(examined) == 1:
            return [Result(examined[0].report.source, examined[0], errors=(in_a_line(error),))]
    return [result for entry in examined for result in each_judged([entry], suites)]


def _result(examined: Examined, checks: Sequence[Check], suites: Sequence[Suite]) -> Result:
    report = examined.report
    today = date.today()  # noqa: DTZ011 - decisions end on a day, where the reviewer is
    found = from_checks(report.id, checks, examined.tables, examined.document, suites, examined.dispositions,
                        today=today)
    errors = tuple(f"{report.source}: {reason['en']}" for reason in not_run(checks))
    return Result(report.source, examined, checks, found.findings, errors, found.notices)


def _attachments(report: Report) -> list[str]:
    """The names of the files filed with a report, beside its source and what was extracted from it."""
    if report.folder is None:
        return []
    own = {REPORT_FILE, DISPOSITIONS_FILE, report.source.name}
    return sorted(path.name for path in report.folder.iterdir() if path.name not in own and path.suffix != ".csv")


def _named(report: str, table: pd.DataFrame) -> pd.DataFrame:
    """The table with a leading column that says whose rows they are."""
    rest = table.drop(columns="report") if "report" in table.columns else table.copy(deep=False)
    rest.insert(0, "report", pd.Series(report, index=rest.index, dtype=object))
    return rest


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, with a number behind each that came before: two reports may be called alike, but are judged apart."""
    seen: Counter[str] = Counter()
    distinct = []
    for name in names:
        seen[name] += 1
        distinct.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return distinct
