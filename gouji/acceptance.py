"""Whether Great Expectations takes a suite as it is written, and whether its rules say something about a single row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gouji.rules import Rule
from gouji.suites import Suite, did_you_mean, inexact

INTERVALS = "expect_intervals_to_meet"
NULLNESS = ("expect_column_values_to_not_be_null", "expect_column_values_to_be_null")
# These compare a row with other rows; over a batch of many reports they would compare reports with one another.
ACROSS_ROWS = (
    "expect_column_values_to_be_unique",
    "expect_column_values_to_be_increasing",
    "expect_column_values_to_be_decreasing",
    "expect_column_value_z_scores_to_be_less_than",
    "expect_column_values_to_not_be_outliers",
)
# Arguments that would change what a verdict means, or that have their own place in a suite.
RESERVED = frozenset(
    "id meta notes description severity rendered_content result_format catch_exceptions windows batch_id "
    "condition_parser".split()
)
SKIP_MISSING = {"column_A": "either_value_is_missing", "column_list": "any_value_is_missing"}


@dataclass(frozen=True)
class Prepared:
    """A rule that Great Expectations knows: whether it judges row by row, and the columns it judges."""

    rule: Rule
    per_row: bool
    columns: tuple[str, ...]


_taken: dict[str, tuple[Prepared, ...]] = {}  # suites taken before, by their hash
MOST = 100


def prepare(suite: Suite) -> tuple[Prepared, ...]:
    """Hand a suite to Great Expectations and see that it took every rule as written. Raises SuiteError if not."""
    if suite.sha256 not in _taken:
        if len(_taken) >= MOST:
            _taken.clear()
        _taken[suite.sha256] = tuple(_prepare(suite))
    return _taken[suite.sha256]


def _prepare(suite: Suite) -> list[Prepared]:
    from gouji.expectations import gx  # first: it imports Great Expectations as it must be imported

    from great_expectations.exceptions import GreatExpectationsError  # isort: skip
    from great_expectations.expectations import registry  # isort: skip

    known = registry.list_registered_expectation_implementations()
    prepared = []
    for rule in suite.rules:
        if rule.type not in known:
            raise suite.error(rule, f"there is no expectation {rule.type!r}{did_you_mean(rule.type, known)}")
        cls = registry.get_expectation_impl(rule.type)
        arguments = set(cls.__fields__) - RESERVED
        for key in rule.kwargs:
            if key not in arguments:
                raise suite.error(rule, f"{rule.type} takes no argument {key!r}{did_you_mean(key, arguments)}")
        try:
            taken = gx.ExpectationSuite(name=suite.name, expectations=[config_of(rule)]).expectations
        except (ValueError, TypeError, GreatExpectationsError) as error:  # pydantic's ValidationError is a ValueError
            raise suite.error(rule, f"{rule.type} does not take its arguments: {error}") from None
        if len(taken) != 1:
            raise suite.error(rule, f"Great Expectations dropped it: {rule.type} does not take what it is given")
        prepared.append(_prepared(suite, rule, taken[0]))
    return prepared


def _prepared(suite: Suite, rule: Rule, expectation: Any) -> Prepared:
    from great_expectations.expectations import expectation as families

    per_row = isinstance(
        expectation,
        families.ColumnMapExpectation | families.ColumnPairMapExpectation | families.MulticolumnMapExpectation,
    )
    whole = isinstance(expectation, families.ColumnAggregateExpectation) or rule.type.startswith("expect_table_")
    if not (per_row or whole):
        raise suite.error(rule, f"{rule.type} cannot be asked of a table in memory")
    if whole and not suite.pinned:
        told = f"{rule.type} is about a whole table, and would mix the reports of a batch"
        raise suite.error(rule, f"{told}; only a pinned suite may have it")
    single = [getattr(expectation, name, None) for name in ("column", "column_A", "column_B")]
    columns = (*(name for name in single if isinstance(name, str)), *(getattr(expectation, "column_list", None) or ()))
    if not suite.pinned and (
        rule.type in ACROSS_ROWS or (rule.type == "expect_compound_columns_to_be_unique" and "report" not in columns)
    ):
        told = f"{rule.type} would compare reports with one another"
        raise suite.error(rule, f"{told}; expect_compound_columns_to_be_unique over 'report' and the column would not")
    if getattr(expectation, "mostly", 1) != 1:
        raise suite.error(rule, "mostly must be 1: a rule that lets some rows fail tells nothing about any of them")
    for key, policy in SKIP_MISSING.items():
        if hasattr(expectation, key) and getattr(expectation, "ignore_row_if", policy) != policy:
            told = "a missing value is undetermined, it neither fails nor passes a row"
            raise suite.error(rule, f"ignore_row_if must be {policy!r}: {told}")
    for key, value in rule.kwargs.items():
        if fault := inexact(rule.type, key, value):
            raise suite.error(rule, fault)
    return Prepared(rule, per_row, columns)


def config_of(rule: Rule) -> dict[str, Any]:
    """A rule as Great Expectations is given it."""
    return {
        "type": rule.type,
        "id": rule.id,
        "severity": rule.severity,
        "notes": list(rule.notes),
        "kwargs": dict(rule.kwargs),
        "meta": {"check": rule.meta.check},
    }
