"""Suites and tables made on the spot for the tests of suites, validation and findings."""

from __future__ import annotations

import copy
import json
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from gouji.rules import TABLES
from gouji.suites import Suite, load_suite


def words(name: str) -> dict[str, str]:
    return {"zh": f"{name}（中文）", "en": f"{name} (English)"}


def rule(check: str = "score_range", **changes: Any) -> dict[str, Any]:
    """A sound rule on the projects table; `changes` go to its top level, `meta` and `kwargs` are merged."""
    made: dict[str, Any] = {
        "type": "expect_column_values_to_be_between",
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, check)),
        "severity": "critical",
        "notes": ["中文", "English"],
        "kwargs": {"column": "score", "min_value": 0, "max_value": 100},
        "meta": {
            "check": check,
            "kind": "bound",
            "table": "projects",
            "least_rows": 0,
            "basis": words("basis"),
            "texts": {
                part: words(part) for part in ("statement", "title", "criteria", "cause", "effect", "recommendation")
            },
        },
    }
    made["meta"] |= changes.pop("meta", {})
    return made | changes


def interval_rule(kind: str = "sum", **meta: Any) -> dict[str, Any]:
    """A rule on the relations of one kind, as the committed suites have it."""
    return rule(
        f"x_{kind}",
        type="expect_intervals_to_meet",
        kwargs={
            "row_condition": {"type": "comparison", "column": {"name": "kind"}, "operator": "==", "parameter": kind}
        },
        meta={"kind": kind, "table": "relations", "figures": ["figures"], "stated": "stated", "computed": "computed"}
        | meta,
    )


def suite_json(*rules: Mapping[str, Any], name: str = "sample", **changes: Any) -> dict[str, Any]:
    made = {
        "name": name,
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
        "meta": {"title": words("title")},
        "notes": ["中文", "English"],
        "expectations": [copy.deepcopy(dict(entry)) for entry in rules],
    }
    made["meta"] |= changes.pop("meta", {})
    return made | changes


def suite(folder: Path, *rules: Mapping[str, Any], name: str = "sample", **changes: Any) -> Suite:
    """The suite as read from a file in `folder`."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps(suite_json(*rules, name=name, **changes), ensure_ascii=False), encoding="utf-8")
    return load_suite(path)


def table(name: str, rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """A table as CSV gives it: texts, the empty string where nothing is said."""
    derived = {"prose": ("found",), "analytics": ("stated_interval", "computed_interval", "comparator")}.get(name, ())
    columns = [column for column in TABLES[name] if column not in derived]
    return pd.DataFrame(
        [{column: row.get(column, "") for column in columns} for row in rows], columns=columns, dtype=str
    )


def projects(*rows: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    return {
        "projects": table(
            "projects",
            [{"report": "a", "name": f"项目{at}", "unit": "万元"} | dict(row) for at, row in enumerate(rows)],
        )
    }


def relation(identity: str, stated: str, computed: str, comparator: str = "=", **cells: str) -> dict[str, str]:
    """A row of the relations table with point values, of suite `sample`."""
    return {
        "report": "a",
        "id": identity,
        "kind": "sum",
        "suite": "sample",
        "severity": "critical",
        "comparator": comparator,
        "stated": stated,
        "computed": computed,
        "stated_interval": f"[{stated}, {stated}]" if stated else "",
        "computed_interval": f"[{computed}, {computed}]" if computed else "",
        "statement_zh": "合计应等于分项之和",
        "statement_en": "a total equals its parts",
    } | cells
