"""Rows and suites in, a verdict for every row and rule out; fails closed.

Great Expectations drops what it does not know, passes what it was not asked, and hides what went wrong. So what was
loaded is counted against what the file lists, what came back is counted against what was sent, and whatever cannot be
accounted for is `not_run`, never `holds`. Rules without parameters of their own go through one batch a table for all reports;
others share it with the rules and reports that are given the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gouji import checks as made
from gouji import rows
from gouji.acceptance import Prepared, prepare
from gouji.asking import SORTED, Answer, Question, answers, quiet
from gouji.checks import Check, NotRun, Whole
from gouji.errors import SuiteError
from gouji.rules import TABLES
from gouji.suites import Suite, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Check", "nothing_to_check", "validate"]

PROPOSED = ("relations", "prose", "analytics")  # every row of these was proposed so that it be checked


def validate(
    tables: Mapping[str, pd.DataFrame],
    suites: Sequence[Suite],
    *,
    parameters: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None,
    reports: Sequence[str] | None = None,
) -> list[Check]:
    """Every rule on every row of every report, report by report, in the order of the source.

    `tables`: name -> the rows of all reports, with a `report` column. `parameters`: report -> suite -> what its
    report.yaml gives; what does not fit is told in a check of that report that was not run. `reports`: the ids of all
    reports asked, so that one without any row is not forgotten.
    Raises SuiteError for a suite that asks for what is not there, before anything is run.
    """
    if not suites:
        raise SuiteError("no suite to run")
    if reports is None:
        reports = list(dict.fromkeys(name for table in tables.values() for name in table["report"]))
    with quiet():
        prepared = {suite.name: prepare(suite) for suite in suites}
        plans, faults = _plans(suites, parameters or {}, reports)
        marks = dict.fromkeys(rule.meta.kind for suite in suites for rule in suite.rules if rule.meta.table == "prose")
        read = {name: rows.read(tables, name, reports, marks) for name in TABLES if name in tables}
        asked: dict[str, set[int]] = {name: set() for name in PROPOSED}
        numbers = {rule.id: number for number, rule in enumerate(rule for suite in suites for rule in suite.rules)}
        found: list[tuple[int, Check]] = [(len(numbers), check) for check in faults]
        questions = list(_questions(plans, prepared, read, len(reports)))
        for question, answer in zip(questions, answers(questions), strict=True):
            number, table = numbers[question.entry.rule.id], question.entry.rule.meta.table
            found += ((number, check) for check in _checks(question, answer))
            if table in asked and question.part is not None:
                asked[table].update(answer if isinstance(answer, dict) else question.part.data.index)
    for name in PROPOSED:
        if name in read:
            found += ((len(numbers), check) for check in made.unasked(read[name], asked[name], suites))
    return made.in_order(found, tables, read, reports)


def nothing_to_check(checks: Sequence[Check], suites: Sequence[Suite], report: str) -> list[tuple[str, str]]:
    """The rules (suite, rule) that found no row in a report: to be said, so that silence is not taken for agreement."""
    seen = {(check.suite, check.rule) for check in checks if check.report == report}
    every = [(suite.name, rule.meta.check) for suite in suites if not suite.pinned for rule in suite.rules]
    return [entry for entry in every if entry not in seen]


def _plans(
    suites: Sequence[Suite],
    given: Mapping[str, Mapping[str, Mapping[str, Any]]],
    reports: Sequence[str],
) -> tuple[list[tuple[Suite, dict[str, Any], list[str]]], list[Check]]:
    """Which suite is asked of which reports with which parameters; all reports with the same ones go together.

    A pinned suite is asked of each report that names it, or that it is named after, by itself. A report whose
    parameters do not fit a suite is not asked it, and gets a check that says so; the others go on.
    """
    names = {suite.name for suite in suites}
    faults = [
        made.not_asked(report, name, f"there is no suite {name!r}{did_you_mean(name, names)}")
        for report in reports
        for name in given.get(report, {})
        if name not in names
    ]
    plans = []
    for suite in suites:
        groups: dict[tuple, tuple[dict[str, Any], list[str]]] = {}
        for report in reports:
            own = given.get(report, {}).get(suite.name)
            if suite.pinned and own is None and report != suite.name:
                continue
            try:
                values = suite.parameters(own or {})
            except SuiteError as fault:
                faults.append(made.not_asked(report, suite.name, str(fault)))
                continue
            mark = (report,) if suite.pinned else tuple(sorted((name, repr(value)) for name, value in values.items()))
            groups.setdefault(mark, (values, []))[1].append(report)
        plans += ((suite, values, members) for values, members in groups.values())
    return plans, faults


def _questions(
    plans: Sequence[tuple[Suite, dict[str, Any], list[str]]],
    prepared: Mapping[str, Sequence[Prepared]],
    read: Mapping[str, rows.Rows],
    reports: int,
) -> Iterator[Question]:
    """What is to be asked, each with the rows of its reports, and of relations those of its suite."""
    wholes: dict[tuple[str, tuple[str, ...]], rows.Rows] = {}
    for suite, values, members in plans:
        parts: dict[str, rows.Rows | None] = {}
        for entry in prepared[suite.name]:
            name, key = entry.rule.meta.table, (entry.rule.meta.table, tuple(members))
            if name in read and key not in wholes:
                wholes[key] = read[name].of(None if len(members) == reports else set(members))
            whole = wholes.get(key)
            if name not in parts:
                sorted_ = whole is not None and SORTED in whole.data.columns
                parts[name] = whole.of(suite=suite.name) if sorted_ else whole
            yield Question(suite, entry, values, tuple(members), parts[name], whole)


def _checks(question: Question, answer: Answer) -> Iterator[Check]:
    suite, rule, part, members = question.suite, question.entry.rule, question.part, question.members
    if isinstance(answer, NotRun):
        yield from (made.not_run(suite, rule, report, answer.reason) for report in members)
        return
    assert part is not None
    table, least = rule.meta.table, rule.meta.least_rows
    short: dict[str, int] = {}
    if least:
        counts = part.data.loc[question.domain, "report"].value_counts().to_dict()
        short = {report: counts.get(report, 0) for report in members if counts.get(report, 0) < least}
    for report, there in short.items():
        reason = {
            "zh": f"{table} 表只有 {there} 行可查，至少应有 {least} 行",
            "en": f"table {table} has {there} rows to ask about, and at least {least} are needed",
        }
        yield made.not_run(suite, rule, report, reason)
    if isinstance(answer, Whole):
        yield from (
            made.about_table(suite, rule, report, part, answer, question.values) for report in members if report not in short
        )
    elif answer:
        yield from made.about_rows(suite, rule, part, answer)
