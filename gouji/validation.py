"""The one module that runs Great Expectations: rows and suites in, a verdict for every row and rule out; fails closed.

Great Expectations drops what it does not know, passes what it was not asked, and hides what went wrong. So what was
loaded is counted against what the file lists, what came back is counted against what was sent, and whatever cannot be
accounted for is `not_run`, never `holds`. All reports of a call go through one batch a suite and table.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gouji import checks as made
from gouji import rows
from gouji.acceptance import INTERVALS, NULLNESS, Prepared, config_of, prepare
from gouji.checks import Check, NotRun, Whole
from gouji.errors import SuiteError
from gouji.rules import TABLES, conditions
from gouji.suites import Suite, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Check", "nothing_to_check", "validate"]

PROPOSED = ("relations", "prose", "analytics")  # every row of these was proposed so that it be checked
RESULT_FORMAT = {"result_format": "COMPLETE", "exclude_unexpected_values": True, "return_unexpected_index_query": False}
Answer = dict[int, made.Verdict] | Whole | NotRun


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
    with _quiet():
        prepared = {suite.name: prepare(suite) for suite in suites}
        plans, faults = _plans(suites, parameters or {}, reports)
        marks = dict.fromkeys(rule.meta.kind for suite in suites for rule in suite.rules if rule.meta.table == "prose")
        read = {name: rows.read(tables, name, reports, marks) for name in TABLES if name in tables}
        asked: dict[str, set[int]] = {name: set() for name in PROPOSED}
        numbers = {rule.id: number for number, rule in enumerate(rule for suite in suites for rule in suite.rules)}
        found: list[tuple[int, Check]] = [(len(numbers), check) for check in faults]
        batches = _batches()
        for suite, values, members in plans:
            for name in dict.fromkeys(rule.meta.table for rule in suite.rules):
                part = None
                if name in read:
                    part = read[name].of(None if len(members) == len(reports) else set(members), suite.name)
                entries = [entry for entry in prepared[suite.name] if entry.rule.meta.table == name]
                for entry, answer in zip(entries, _ask(batches, suite, entries, values, part), strict=True):
                    number = numbers[entry.rule.id]
                    found += ((number, check) for check in _checks(suite, entry, values, members, part, answer))
                    if name in asked and part is not None:
                        asked[name].update(answer if isinstance(answer, dict) else part.data.index)
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


def _ask(
    batches: Any, suite: Suite, entries: Sequence[Prepared], values: Mapping[str, Any], part: rows.Rows | None
) -> list[Answer]:
    """One batch: the answer to each rule, in their order."""
    answers: dict[str, Answer] = {}
    domains: dict[str, pd.Index] = {}
    for entry in entries:
        try:
            domains[entry.rule.id] = _domain(entry, part)
        except NotRun as reason:
            answers[entry.rule.id] = reason
    asking = [entry for entry in entries if entry.rule.id in domains]
    for entry in [entry for entry in asking if entry.per_row and not len(domains[entry.rule.id])]:
        answers[entry.rule.id] = {}
        asking.remove(entry)
    if asking and part is not None:
        try:
            results = _run(batches, suite, asking, values, part)
        except Exception as error:  # noqa: BLE001 - whatever happens inside Great Expectations, the rules were not asked
            results = {}
            reason = NotRun(f"Great Expectations 运行出错：{error}", f"Great Expectations failed: {error!r}")
        else:
            reason = NotRun("Great Expectations 没有给出结果", "Great Expectations gave no result")
        for entry in asking:
            result, domain = results.get(entry.rule.id), domains[entry.rule.id]
            try:
                answers[entry.rule.id] = _read(entry, part, domain, values, result) if result is not None else reason
            except NotRun as why:
                answers[entry.rule.id] = why
    return [answers[entry.rule.id] for entry in entries]


def _read(entry: Prepared, part: rows.Rows, domain: pd.Index, values: Mapping[str, Any], result: Any) -> Answer:
    if entry.per_row:
        return _rows_read(entry, part, domain, result)
    return _whole_read(entry, part, domain, values, result)


def _domain(entry: Prepared, part: rows.Rows | None) -> pd.Index:
    """The rows that a rule is to be asked about. Raises NotRun where its table or a column is missing."""
    table = entry.rule.meta.table
    if part is None:
        raise NotRun(f"没有 {table} 表", f"there is no table {table}")
    condition = entry.rule.kwargs.get("row_condition")
    for column in (*entry.columns, *(simple["column"]["name"] for simple in conditions(condition))):
        if column not in part.data.columns:
            raise NotRun(f"{table} 表没有 {column} 列", f"table {table} has no column {column}")
    try:
        return part.where(condition)
    except (KeyError, TypeError) as error:
        raise NotRun(f"row_condition 无法计算：{error}", f"row_condition cannot be worked out: {error}") from None


def _run(
    batches: Any, suite: Suite, entries: Sequence[Prepared], values: Mapping[str, Any], part: rows.Rows
) -> dict[str, Any]:
    """Run the rules on one batch: rule id -> Great Expectations' result."""
    from gouji.expectations import gx

    needed = {"report"}.union(*(entry.columns for entry in entries))
    needed |= {
        simple["column"]["name"] for entry in entries for simple in conditions(entry.rule.kwargs.get("row_condition"))
    }
    frame = part.data[[name for name in part.data.columns if name in needed]]
    batch = batches.get_batch({"dataframe": frame})
    config = gx.ExpectationSuite(name=suite.name, expectations=[config_of(entry.rule) for entry in entries])
    if len(config.expectations) != len(entries):
        raise NotRun("Great Expectations 丢弃了规则", "Great Expectations dropped a rule")
    answer = batch.validate(config, result_format=dict(RESULT_FORMAT), expectation_parameters=dict(values))
    return {result.expectation_config.id: result for result in answer.results}


def _rows_read(entry: Prepared, part: rows.Rows, domain: pd.Index, result: Any) -> dict[int, made.Verdict]:
    """The verdict of each row. Raises NotRun where the answer does not account for every row that was asked about."""
    outcome = _outcome(result)
    nullness = entry.rule.type in NULLNESS
    cells = part.data.loc[domain, list(entry.columns)]
    missing = set() if nullness else set(domain[cells.isna().any(axis=1)])
    failing = set(outcome.get("unexpected_index_list") or ())
    for zh, en, got, wanted in (
        ("应检查的行数", "rows to be asked", outcome.get("element_count"), len(domain)),
        ("缺值行数", "rows with a missing value", 0 if nullness else outcome.get("missing_count"), len(missing)),
        ("未通过的行数", "rows that fail", outcome.get("unexpected_count"), len(failing)),
        ("未通过的行", "failing rows that were asked", len(failing & (set(domain) - missing)), len(failing)),
        ("结论", "success", result.success, not failing),
    ):
        if got != wanted:
            raise NotRun(f"{zh}对不上：{got}，应为 {wanted}", f"{en}: got {got}, expected {wanted}")
    verdicts: dict[int, made.Verdict] = dict.fromkeys(domain, "holds")
    verdicts.update(dict.fromkeys(missing, "undetermined"))
    verdicts.update(dict.fromkeys(failing, "fails"))
    if entry.rule.type == INTERVALS:
        _refine(verdicts, cells, failing)
    for column in entry.columns:
        verdicts.update((at, "not_run") for at in part.unreadable.get(column, ()) if at in verdicts)
    return verdicts


def _refine(verdicts: dict[int, made.Verdict], cells: pd.DataFrame, failing: set[int]) -> None:
    """Of intervals: what cannot be read was not judged, and an open bound may leave a row undetermined."""
    from gouji.expectations import judge, readable

    for at, *row in zip(cells.index, *(cells[name].tolist() for name in cells.columns), strict=True):
        if at in failing:
            if not readable(*row):
                verdicts[at] = "not_run"
        elif verdicts[at] == "holds" and ("inf" in row[0] or "inf" in row[1]):
            verdicts[at] = judge(*row)


def _whole_read(entry: Prepared, part: rows.Rows, domain: pd.Index, values: Mapping[str, Any], result: Any) -> Whole:
    outcome = _outcome(result)
    wanted = values[entry.rule.given["value"]] if "value" in entry.rule.given else entry.rule.kwargs.get("value")
    observed = outcome.get("observed_value")
    shown = [None if value is None else str(value) for value in (observed, wanted)]
    for column in entry.columns:
        if bad := set(part.unreadable.get(column, ())) & set(domain):
            en = f"column {column} has {len(bad)} values that are no numbers"
            raise NotRun(f"{column} 列有 {len(bad)} 个不是数的值", en)
    if entry.columns and part.data.loc[domain, list(entry.columns)].isna().any(axis=None):
        return Whole("undetermined", *shown)
    return Whole("holds" if result.success is True else "fails", *shown)


def _outcome(result: Any) -> Mapping[str, Any]:
    """What Great Expectations found. Raises NotRun where it met an error instead, which it calls a plain failure."""
    info = result.exception_info or {}
    for told in (info, *(entry for entry in info.values() if isinstance(entry, Mapping))):
        if told.get("raised_exception"):
            message = " ".join(str(told.get("exception_message")).split())[:300]
            raise NotRun(f"Great Expectations 出错：{message}", f"Great Expectations met an error: {message}")
    if not result.result:
        raise NotRun("Great Expectations 没有给出结果", "Great Expectations gave no result")
    return result.result


def _checks(
    suite: Suite,
    entry: Prepared,
    values: Mapping[str, Any],
    members: Sequence[str],
    part: rows.Rows | None,
    answer: Answer,
) -> Iterator[Check]:
    rule = entry.rule
    if isinstance(answer, NotRun):
        yield from (made.not_run(suite, rule, report, answer.reason) for report in members)
        return
    assert part is not None
    domain = part.data.loc[list(answer)] if isinstance(answer, dict) else part.data.loc[_domain(entry, part)]
    counts = domain["report"].value_counts().to_dict()
    short = {report for report in members if counts.get(report, 0) < rule.meta.least_rows}
    table, least = rule.meta.table, rule.meta.least_rows
    for report in (report for report in members if report in short):
        there = counts.get(report, 0)
        reason = {
            "zh": f"{table} 表只有 {there} 行可查，至少应有 {least} 行",
            "en": f"table {table} has {there} rows to ask about, and at least {least} are needed",
        }
        yield made.not_run(suite, rule, report, reason)
    if isinstance(answer, Whole):
        yield from (
            made.about_table(suite, rule, report, part, answer, values) for report in members if report not in short
        )
    elif answer:
        yield from made.about_rows(suite, rule, part, answer)


def _batches() -> Any:
    """Where batches come from: a context in memory, with no store on disk, checkpoint, docs or progress bars.

    One definition for all batches: each new one would have Great Expectations write out its whole configuration.
    """
    from gouji.expectations import gx

    from great_expectations.data_context.types.base import (  # isort: skip
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    defaults = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)  # get_context() alone makes a folder for docs
    config = DataContextConfig(store_backend_defaults=defaults, progress_bars=ProgressBarsConfig(globally=False))
    source = gx.get_context(mode="ephemeral", project_config=config).data_sources.pandas_default
    return source.add_dataframe_asset(name="rows").add_batch_definition_whole_dataframe("all")


@contextmanager
def _quiet() -> Iterator[None]:
    """Great Expectations logs, with tracebacks, what we tell in a line; nothing it logs goes further than itself."""
    logger = logging.getLogger("great_expectations")
    before, nowhere = logger.propagate, logging.NullHandler()
    logger.addHandler(nowhere)
    logger.propagate = False
    try:
        yield
    finally:
        logger.propagate = before
        logger.removeHandler(nowhere)
