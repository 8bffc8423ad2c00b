"""The custom Great Expectations expectations: intervals that must meet, and a sum that is exact.

Importing this module imports Great Expectations (3 to 6 s) and registers both, so that a suite may name them. Every
other module takes Great Expectations from here: its import warns about Python's own `sre_*` modules, and usage
statistics, where a version has them, must be off before it is loaded.
"""

from __future__ import annotations

import os
import warnings
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, ClassVar, Literal

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # nothing may leave the machine
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message=r"module 'sre_\w+' is deprecated", category=DeprecationWarning)
    import great_expectations as gx
    from great_expectations.core.id_dict import IDDict
    from great_expectations.core.suite_parameters import SuiteParameterDict
    from great_expectations.execution_engine import PandasExecutionEngine
    from great_expectations.expectations import expectation
    from great_expectations.expectations.expectation import (
        ColumnAggregateExpectation,
        Expectation,
        MulticolumnMapExpectation,
    )
    from great_expectations.expectations.metrics import ColumnAggregateMetricProvider, column_aggregate_value
    from great_expectations.expectations.metrics.map_metric_provider import (
        MulticolumnMapMetricProvider,
        multicolumn_condition_partial,
    )

from gouji.interval import Interval, parse
from gouji.remembered import remember, remember_arguments, remember_ids

remember(Expectation, PandasExecutionEngine)
remember_ids(IDDict)
remember_arguments(expectation)

__all__ = ["ExpectColumnDecimalSumToEqual", "ExpectIntervalsToMeet", "gx", "judge", "readable"]

COMPARATORS = ("=", "<=", "<", ">=", ">")
Verdict = Literal["holds", "fails", "undetermined"]
_parse = lru_cache(maxsize=1 << 16)(parse)


def judge(stated: str, computed: str, comparator: str) -> Verdict:
    """Whether a stated interval and a computed one, as texts, stand in the order that a comparator asks for.

    `fails` where no choice of values could; `holds` where some choice does and every bound is known, or where an open
    bound cannot matter; `undetermined` where it could. Raises ValueError for what is no interval or no comparator.
    """
    a, b = _parse(stated), _parse(computed)
    match comparator:
        case "=":
            possible, certain = a.meets(b), b.bounded and _inside(b, a)
        case "<=":
            possible, certain = a.below(b), not b.strictly_below(a)
        case "<":
            possible, certain = a.strictly_below(b), not b.below(a)
        case ">=":
            possible, certain = b.below(a), not a.strictly_below(b)
        case ">":
            possible, certain = b.strictly_below(a), not a.below(b)
        case _:
            raise ValueError(f"not a comparator: {comparator!r}")
    if not possible:
        return "fails"
    return "holds" if certain or (a.bounded and b.bounded) else "undetermined"


def readable(stated: str, computed: str, comparator: str) -> bool:
    """Whether `judge` can be asked."""
    try:
        return comparator in COMPARATORS and bool(_parse(stated)) and bool(_parse(computed))
    except ValueError:
        return False


def _not_contradicted(stated: str, computed: str, comparator: str) -> bool:
    try:
        return judge(stated, computed, comparator) != "fails"
    except ValueError:
        return False  # what cannot be read was not found to hold


def _inside(inner: Interval, outer: Interval) -> bool:
    above = outer.low is None or (
        inner.low is not None
        and (inner.low > outer.low or (inner.low == outer.low and (inner.low_open or not outer.low_open)))
    )
    under = outer.high is None or (
        inner.high is not None
        and (inner.high < outer.high or (inner.high == outer.high and (inner.high_open or not outer.high_open)))
    )
    return above and under


class IntervalsMeet(MulticolumnMapMetricProvider):
    """Row by row: whether the stated and the computed interval can stand in the row's order; each distinct row once."""

    condition_metric_name = "multicolumn_values.intervals_meet"
    condition_domain_keys = ("batch_id", "table", "column_list", "row_condition", "condition_parser", "ignore_row_if")

    @multicolumn_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column_list, **_):
        judged: dict[tuple[str, ...], bool] = {}
        meets = []
        for row in zip(*(column_list[name].tolist() for name in column_list.columns), strict=True):
            if row not in judged:
                judged[row] = _not_contradicted(*row)
            meets.append(judged[row])
        return _series(meets, column_list.index)


class ExpectIntervalsToMeet(MulticolumnMapExpectation):
    """Expect the stated and the computed interval of each row to meet, or to stand in the order of its comparator.

    `column_list` names the columns of the stated interval, the computed one and the comparator (`=`, `<=`, `<`, `>=`,
    `>`). Intervals are texts such as "[2223.055, 2223.065]" or "(-inf, 5)"; the arithmetic is Decimal. A row with a
    missing interval is not asked; a row that open bounds leave undetermined is not unexpected: nothing contradicts it;
    one that cannot be read is unexpected.
    Source of the rule: XBRL Calculations 1.1, inclusive interval consistency.
    """

    map_metric = "multicolumn_values.intervals_meet"
    column_list: list[str] = ["stated_interval", "computed_interval", "comparator"]
    ignore_row_if: Literal["any_value_is_missing"] = "any_value_is_missing"
    library_metadata: ClassVar[dict[str, Any]] = {"tags": ["gouji"]}


class ColumnDecimalSum(ColumnAggregateMetricProvider):
    """The sum of a column as a Decimal, or None where a value is missing or is no number."""

    metric_name = "column.decimal_sum"

    @column_aggregate_value(engine=PandasExecutionEngine, filter_column_isnull=False)
    def _pandas(cls, column, **_):
        if column.isna().any():
            return None
        try:
            return sum((Decimal(str(value)) for value in column), Decimal(0))
        except InvalidOperation:
            return None


class ExpectColumnDecimalSumToEqual(ColumnAggregateExpectation):
    """Expect a column's Decimal sum to equal `value` exactly.

    Great Expectations' own sum is a float, even of Decimals.
    """

    value: str | int | float | SuiteParameterDict
    metric_dependencies = ("column.decimal_sum",)
    success_keys = ("value",)
    library_metadata: ClassVar[dict[str, Any]] = {"tags": ["gouji"]}

    def _validate(self, metrics, runtime_configuration=None, execution_engine=None):
        total = metrics["column.decimal_sum"]
        wanted = Decimal(
            str(self._get_success_kwargs()["value"])
        )  # str first: 2223.06 as written, not its binary neighbour
        return {
            "success": total is not None and total == wanted,
            "result": {"observed_value": None if total is None else str(total)},
        }


def _series(values, index):
    import pandas as pd

    return pd.Series(values, index=index, dtype=bool)
