"""Tables as rules read them: all reports under one another, decimals as Decimals, what is missing as None.

CSV knows only texts. As floats, 59.02 + ... would miss 2223.06 and a missing value would be a NaN that fails every
pair; so numbers become Decimals and nothing becomes None, and a text that should be a number and is none is told apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd

from gouji.interval import Interval, plain

DECIMALS = {
    "headline": ("value",),
    "projects": ("score", "budget", "executed", "completion_rate"),
    "progress": ("task", "done", "stated_rate"),
    "analytics": ("value", "low", "high"),
}
SORTS = {"relations": ("kind", "suite"), "prose": ("kind",), "analytics": ("question",)}
_COMPARE = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "IN": lambda a, b: a in b,
    "NOT_IN": lambda a, b: a not in b,
}


@dataclass(frozen=True)
class Rows:
    """The rows of one table.

    `data` has object columns, `report` first, and `row`: the place in the report's own part of the table, from 0 (None
    where a row was derived). `unreadable`: column -> index of what is there but cannot be read.
    """

    table: str
    data: pd.DataFrame
    unreadable: Mapping[str, Collection[int]]

    def of(self, reports: Collection[str] | None = None, suite: str | None = None) -> Rows:
        """The rows of some reports, and of relations those that belong to a suite."""
        data = self.data
        if suite is not None and "suite" in data.columns:
            data = data[data["suite"] == suite]
        if reports is not None:
            data = data[data["report"].isin(reports)]
        return replace(self, data=data)

    def where(self, condition: Any) -> pd.Index:
        """The index of the rows that a row_condition keeps. Raises KeyError for a column that is not there."""
        if condition is None:
            return self.data.index
        return self.data.index[[bool(kept) for kept in self._kept(condition)]]

    def _kept(self, condition: Mapping[str, Any]) -> list[bool]:
        match condition["type"]:
            case "and":
                return [all(kept) for kept in zip(*map(self._kept, condition["conditions"]), strict=True)]
            case "or":
                return [any(kept) for kept in zip(*map(self._kept, condition["conditions"]), strict=True)]
            case "nullity":
                return [(value is None) == condition["is_null"] for value in self.data[condition["column"]["name"]]]
        compare, other = _COMPARE[condition["operator"]], condition["parameter"]
        # As pandas' query has it: nothing differs from everything, and stands in no order to anything.
        nothing = condition["operator"] in ("!=", "NOT_IN")
        return [nothing if value is None else compare(value, other) for value in self.data[condition["column"]["name"]]]


def read(
    tables: Mapping[str, pd.DataFrame], table: str, reports: Sequence[str], prose_kinds: Collection[str] = ()
) -> Rows:
    """The rows of `reports` in a table, typed; prose and analytics get what their rules ask for.

    A report without a mark of a kind has no row in prose, and a rule on no rows passes: so each report and kind of
    `prose_kinds` without a mark gets a row with `found` = 0, and each mark has `found` = 1. In analytics
    `stated_interval` is the range in which no question is asked and `computed_interval` the value. Raises KeyError
    where there is no such table.
    """
    data = tables[table].astype(object)
    data = data[data["report"].isin(set(reports))].reset_index(drop=True)
    data = data.mask(data.isna() | (data == ""), None)
    data["row"] = data.groupby("report", sort=False).cumcount().astype(object)
    for column in SORTS.get(table, ()):
        if column not in data.columns:  # rows of no kind or suite: no rule will be asked about them, and that is said
            data[column] = pd.Series(None, index=data.index, dtype=object)
    unreadable: dict[str, set[int]] = {}
    for column in DECIMALS.get(table, ()):
        if column in data.columns:
            values, bad = _decimals(data[column].tolist())
            data[column] = pd.Series(values, index=data.index, dtype=object)
            unreadable[column] = bad
    if table == "prose":
        data = _with_clean_kinds(data, reports, prose_kinds)
    if table == "analytics" and {"value", "low", "high"} <= set(data.columns):
        ranges, points, bad = _ranges(data, unreadable)
        data["stated_interval"] = pd.Series(ranges, index=data.index, dtype=object)
        data["computed_interval"] = pd.Series(points, index=data.index, dtype=object)
        data["comparator"] = pd.Series("=", index=data.index, dtype=object)
        unreadable["stated_interval"] = bad
    return Rows(table, data, unreadable)


def decimal(text: Any) -> Decimal | None:
    """A decimal string's value; None for what is missing or no number."""
    if text is None or text == "":
        return None
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def shown(value: Any) -> str | None:
    """A cell as a check tells it: a decimal string, a text as it is, None where nothing is there."""
    return plain(value) if isinstance(value, Decimal) else None if value is None else str(value)


def _decimals(values: list[Any]) -> tuple[list[Decimal | None], set[int]]:
    found = [decimal(value) for value in values]
    return found, {at for at, value in enumerate(values) if value is not None and found[at] is None}


def _with_clean_kinds(data: pd.DataFrame, reports: Sequence[str], kinds: Collection[str]) -> pd.DataFrame:
    marked = set(zip(data["report"], data["kind"], strict=True))
    clean = [
        {"report": report, "kind": kind, "found": 0}
        for report in reports
        for kind in kinds
        if (report, kind) not in marked
    ]
    data["found"] = pd.Series(1, index=data.index, dtype=object)
    if not clean:
        return data
    added = pd.DataFrame(clean, columns=data.columns, dtype=object)
    both = pd.concat([data, added], ignore_index=True) if len(data) else added
    return both.astype(object).mask(both.isna(), None)


def _ranges(
    data: pd.DataFrame, unreadable: Mapping[str, set[int]]
) -> tuple[list[str | None], list[str | None], set[int]]:
    ranges: list[str | None] = []
    bad = set(unreadable["low"]) | set(unreadable["high"])
    for at, (low, high) in enumerate(zip(data["low"], data["high"], strict=True)):
        if low is not None and high is not None and low > high:
            bad.add(at)
        ranges.append(None if at in bad else str(Interval(low, high)))
    return ranges, [None if value is None else str(Interval.point(value)) for value in data["value"]], bad
