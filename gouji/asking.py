"""The one module that asks Great Expectations: rows and rules in, an answer to every rule out; fails closed.

What comes back is counted against what was sent, and whatever cannot be accounted for was not asked. What an answer costs
hardly depends on the number of rows, so rules that differ in nothing but the rows that they pick are asked as one, over all
suites; only if that goes wrong are they asked one by one, so that a fault stays with the rule whose it is.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from gouji import checks as made
from gouji import rows
from gouji.acceptance import INTERVALS, NULLNESS, Prepared, config_of
from gouji.checks import NotRun, Whole
from gouji.lazily import cached_property
from gouji.rules import conditions
from gouji.suites import Suite

if TYPE_CHECKING:
    import pandas as pd

RESULT_FORMAT = {"result_format": "COMPLETE", "exclude_unexpected_values": True, "return_unexpected_index_query": False}
SORTED = "suite"  # the column of the tables whose rows belong to one suite each
Answer = dict[int, made.Verdict] | Whole | NotRun


@dataclass(frozen=True)
class Question:
    """A rule to be asked of the rows of some reports; `part` are those, or None where there is no such table.

    `whole`: the same reports' rows of all suites; `values`: the suite's parameters.
    """

    suite: Suite
    entry: Prepared
    values: Mapping[str, Any]
    members: tuple[str, ...]
    part: rows.Rows | None
    whole: rows.Rows | None

    @cached_property
    def domain(self) -> pd.Index:
        """The rows that the rule is to be asked about. Raises NotRun where its table or a column is missing."""
        return _domain(self.entry, self.part)

    @cached_property
    def picks(self) -> tuple[str, str] | None:
        """The column and the value that tell its rows from those of rules that are written alike; None: it picks otherwise."""
        condition = self.entry.rule.kwargs.get("row_condition")
        if not self.entry.per_row or self.entry.rule.given or not isinstance(condition, Mapping):
            return None
        if condition.get("type") != "comparison" or condition["operator"] != "==" or not isinstance(condition["parameter"], str):
            return None
        return condition["column"]["name"], condition["parameter"]

    @cached_property
    def alike(self) -> tuple[str, ...]:
        """What it shares with the questions that can be asked together with it as one."""
        rule = self.entry.rule
        if self.picks is None:
            return (rule.id,)
        kwargs = {name: value for name, value in rule.kwargs.items() if name != "row_condition"}
        return rule.type, self.picks[0], json.dumps(kwargs, sort_keys=True)

    @property
    def batch(self) -> tuple[Any, ...]:
        """What it shares with the questions that go through Great Expectations in one go."""
        rule = self.entry.rule
        own = self.suite.name if rule.given or (self.picks is None and self.part is not self.whole) else ""
        return rule.meta.table, self.members, own


def answers(questions: Sequence[Question]) -> list[Answer]:
    """The answer to each question, in their order."""
    found: dict[int, Answer] = {}
    going: dict[tuple[Any, ...], list[int]] = {}
    for at, question in enumerate(questions):
        try:
            if question.entry.per_row and not len(question.domain):
                found[at] = {}
                continue
        except NotRun as reason:
            found[at] = reason
            continue
        going.setdefault(question.batch, []).append(at)
    for places in going.values():
        found |= zip(places, _asked([questions[at] for at in places]), strict=True)
    return [found[at] for at in range(len(questions))]


def _asked(questions: Sequence[Question]) -> list[Answer]:
    """The answers to the questions of one batch: those alike as one, and one by one where that got no answer."""
    groups: dict[tuple[str, ...], list[Question]] = {}
    for question in questions:
        groups.setdefault(question.alike, []).append(question)
    told = dict(zip(groups, _each([_as_one(group) for group in groups.values()]), strict=True))
    found: list[Answer] = []
    for question in questions:
        answer = told[question.alike]
        if isinstance(answer, dict) and answer.keys() >= set(question.domain):
            answer = {row: answer[row] for row in question.domain}
        elif not isinstance(answer, Whole) and (len(questions) > 1 or question.picks):
            (answer,) = _each([question])
        found.append(answer)
    return found


def _as_one(questions: Sequence[Question]) -> Question:
    """One question about the rows of several that are alike; itself where it is alone in its table."""
    first = questions[0]
    if first.picks is None or (len(questions) == 1 and first.part is first.whole):
        return first
    column = {"name": first.picks[0]}
    picked: dict[str, list[str]] = {}
    for question in questions:
        picked.setdefault(question.suite.name if question.part is not question.whole else "", []).append(question.picks[1])
    parts = []
    for suite, values in picked.items():
        own = {"type": "comparison", "column": column, "operator": "IN", "parameter": list(dict.fromkeys(values))}
        of_suite = {"type": "comparison", "column": {"name": SORTED}, "operator": "==", "parameter": suite}
        parts.append({"type": "and", "conditions": [of_suite, own]} if suite else own)
    condition = parts[0] if len(parts) == 1 else {"type": "or", "conditions": parts}
    rule = first.entry.rule.model_copy(update={"kwargs": {**first.entry.rule.kwargs, "row_condition": condition}})
    return replace(first, entry=replace(first.entry, rule=rule), part=first.whole)


def _each(questions: Sequence[Question]) -> list[Answer]:
    """Ask them in one go: the answer to each."""
    first = questions[0]
    try:
        results = _run([question.entry for question in questions], first.values, first.part)
    except Exception as error:  # noqa: BLE001 - whatever happens inside Great Expectations, the rules were not asked
        results = {}
        reason = NotRun(f"Great Expectations 运行出错：{error}", f"Great Expectations failed: {error!r}")
    else:
        reason = NotRun("Great Expectations 没有给出结果", "Great Expectations gave no result")
    found: list[Answer] = []
    for question in questions:
        result = results.get(question.entry.rule.id)
        try:
            found.append(reason if result is None else _read(question, result))
        except NotRun as why:
            found.append(why)
    return found


def _read(question: Question, result: Any) -> Answer:
    if question.entry.per_row:
        return _rows_read(question.entry, question.part, question.domain, result)
    return _whole_read(question.entry, question.part, question.domain, question.values, result)


def _run(entries: Sequence[Prepared], values: Mapping[str, Any], part: rows.Rows) -> dict[str, Any]:
    """Run the rules on one batch: rule id -> Great Expectations' result."""
    from gouji.expectations import gx

    from great_expectations.validator.v1_validator import Validator  # isort: skip

    needed = {"report"}.union(*(entry.columns for entry in entries))
    needed |= {
        simple["column"]["name"] for entry in entries for simple in conditions(entry.rule.kwargs.get("row_condition"))
    }
    frame = part.data[[name for name in part.data.columns if name in needed]]
    config = gx.ExpectationSuite(name=part.table, expectations=[config_of(entry.rule) for entry in entries])
    if len(config.expectations) != len(entries):
        raise NotRun("Great Expectations 丢弃了规则", "Great Expectations dropped a rule")
    validator = Validator(_batches(), dict(RESULT_FORMAT), {"dataframe": frame})
    try:
        answer = validator.validate_expectation_suite(config, dict(values))
    finally:
        _batches().data_asset.datasource._execution_engine = None  # which keeps the rows of every batch
    return {result.expectation_config.id: result for result in answer.results}


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


@cache
def _batches() -> Any:
    """Where batches come from: a context in memory, with no store on disk, checkpoint, docs or progress bars.

    One for all: for each new one Great Expectations would write out its whole configuration, thrice.
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
def quiet() -> Iterator[None]:
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
