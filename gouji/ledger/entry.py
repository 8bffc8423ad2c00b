"""One report as the ledger takes it: its answer, its run, its domain tables -> rows for each table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, get_args

from gouji.errors import LedgerError
from gouji.ledger.schema import DATA, VERSIONED
from gouji.quantity import unit
from gouji.rules import RelationKind

if TYPE_CHECKING:
    import pandas as pd

    from gouji.audit import Result

ANSWER = 1  # the contract of `gouji check --format json` that is understood here
STATUS = ("done", "failed")
RELATION_KINDS = frozenset(get_args(RelationKind))
_RUN = ("run", "batch", "started", "seconds", "status", "error", "gouji", "languages", "worker")
_TEXTS = ("title", "condition", "criteria", "cause", "effect", "recommendation")
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Entry:
    """What the ledger is to know of one run of one report.

    `answer`: the object of `gouji check --format json`; of a failed run at least {"report": {"id": ...}}.
    `run`: {run: an id, batch, started: ISO 8601 with its zone, or a datetime; seconds, status: done or failed, error,
    gouji, languages: codes, worker}; `run`, `started` and `status` are needed.
    `tables`: headline, projects, progress as `examine` makes them: each a DataFrame or a list of rows; others are
    passed over.
    """

    answer: Mapping[str, Any]
    run: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame | Sequence[Mapping[str, Any]]] = field(default_factory=dict)

    @property
    def report(self) -> str:
        """The report's id. Raises LedgerError where the answer has none."""
        name = (self.answer.get("report") or {}).get("id")
        if not isinstance(name, str) or not name:
            raise LedgerError("an entry without its report's id cannot be recorded")
        return name


def entry_of(result: Result, run: Mapping[str, Any]) -> Entry:
    """The entry of a report as `audit.check` gives it."""
    tables = {} if result.examined is None else {name: result.examined.tables[name] for name in VERSIONED}
    return Entry(result.as_dict(), run, tables)


def rows_of(entry: Entry, recorded: datetime) -> dict[str, Rows]:
    """The rows of each table of the ledger, in the source's order. Raises LedgerError for an entry that is not whole."""
    report = entry.report
    try:
        answer = _whole(entry)
        given = {name: _records(entry.tables.get(name, ())) for name in VERSIONED}
        rows = {
            "figures": _figures(answer),
            "relations": _relations(answer),
            "checks": [_check(check) for check in answer["checks"]],
            "findings": [_finding(finding) for finding in answer["findings"]],
            "headline": [_headline(row) for row in given["headline"]],
            "projects": [_project(row) for row in given["projects"]],
            "progress": [_task(row) for row in given["progress"]],
        }
        told = answer["report"]
        whose = {"report": report, "run": entry.run.get("run"), "entity": told.get("entity"), "year": told.get("year")}
        rows = {name: [{**whose, "place": at, **row} for at, row in enumerate(rows[name], 1)] for name in DATA}
        rows["runs"] = [_run(entry, answer, rows, recorded)]
    except LedgerError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LedgerError(f"{report}: cannot be recorded in the ledger: {type(error).__name__}: {error}") from None
    return rows


def _whole(entry: Entry) -> Mapping[str, Any]:
    """The answer with what a failed run may lack."""
    status = entry.run.get("status")
    if status not in STATUS:
        raise LedgerError(f"{entry.report}: status is {status!r}: expected one of {', '.join(STATUS)}")
    contract = entry.answer.get("contract", ANSWER if status == "failed" else None)
    if contract != ANSWER:
        raise LedgerError(f"{entry.report}: an answer of contract {contract!r}: expected {ANSWER}")
    nothing = {"figures": [], "checks": [], "findings": [], "errors": [], "coverage": {"unchecked": []}}
    return {**nothing, **entry.answer} if status == "failed" else entry.answer


def _run(entry: Entry, answer: Mapping[str, Any], rows: Mapping[str, Rows], recorded: datetime) -> dict[str, Any]:
    told = answer["report"]
    run = {name: entry.run.get(name) for name in _RUN}
    if not run["run"]:
        raise LedgerError(f"{entry.report}: its run has no id")
    languages = run["languages"]
    return {
        **run,
        **{name: told.get(name) for name in ("title", "entity", "year", "source", "sha256", "characters")},
        "report": entry.report,
        "error": " ".join(str(run["error"]).split()) if run["error"] else None,
        "errors": list(answer["errors"]),
        "started": when(entry),
        "recorded": recorded,
        "seconds": None if run["seconds"] is None else float(run["seconds"]),
        "languages": languages if isinstance(languages, str | None) else ",".join(languages),
        **{name: len(rows[name]) for name in DATA},
        "checked": sum(row["checked"] for row in rows["figures"]),
    }


def when(entry: Entry) -> datetime:
    """When an entry's run began, in UTC. Raises LedgerError where that is no time with its zone."""
    told = entry.run.get("started")
    try:
        time = told if isinstance(told, datetime) else datetime.fromisoformat(told)
    except (TypeError, ValueError):
        time = None
    if time is None or time.tzinfo is None:
        raise LedgerError(f"{entry.report}: started is {told!r}: expected a time with its zone, in ISO 8601")
    return time.astimezone(UTC)


def _figures(answer: Mapping[str, Any]) -> Rows:
    unchecked = set(answer["coverage"]["unchecked"])
    return [
        {
            "figure": figure["id"],
            **{name: figure[name] for name in ("text", "number", "value", "unit", "qualifier", "low", "high", "section")},
            "start_char": figure["start"],
            "end_char": figure["end"],
            **_measured(figure["value"], figure["unit"]),
            "checked": figure["id"] not in unchecked,
        }
        for figure in answer["figures"]
    ]


def _relations(answer: Mapping[str, Any]) -> Rows:
    return [
        {"check_id": check["id"], "kind": check["kind"], "verdict": check["verdict"], "position": at, "figure": figure}
        for check in answer["checks"]
        if check["kind"] in RELATION_KINDS
        for at, figure in enumerate(check["figures"], 1)
    ]


def _check(check: Mapping[str, Any]) -> dict[str, Any]:
    values = ("stated", "computed", "difference")
    return {
        "check_id": check["id"],
        **{name: check[name] for name in ("kind", "suite", "severity", "verdict", "exact", *values)},
        "figure_ids": list(check["figures"]),
        **{f"{name}_value": _double(_decimal(check[name])) for name in values},
        **_both("statement", check),
    }


def _finding(finding: Mapping[str, Any]) -> dict[str, Any]:
    decision = finding["disposition"] or {}
    quotes = finding["quotes"]
    return {
        "fingerprint": finding["fingerprint"],
        "check_id": finding["check"],
        "kind": finding["kind"],
        "severity": finding["severity"],
        **{key: text for name in _TEXTS for key, text in _both(name, finding).items()},
        "quotes": [quote["text"] for quote in quotes],
        "start_char": quotes[0]["start"] if quotes else None,
        "disposition": decision.get("status"),
        "reason": decision.get("reason"),
        "decided_by": decision.get("who"),
        "decided_on": decision.get("when"),
        "until_day": decision.get("until"),
    }


def _headline(row: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: row[name] or None for name in ("item", "value", "unit", "figure")}
    return {**told, **_measured(told["value"], told["unit"])}


def _project(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("number", "name", "score", "budget", "executed", "completion_rate", "unit")
    told = {name: row[name] or None for name in names}
    return {
        **told,
        "score_value": _double(_decimal(told["score"])),
        "budget_amount": _measured(told["budget"], told["unit"])["amount"],
        "executed_amount": _measured(told["executed"], told["unit"])["amount"],
        "rate_value": _double(_decimal(told["completion_rate"])),
    }


def _task(row: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: row[name] or None for name in ("item", "task", "done", "unit", "stated_rate")}
    task = _measured(told["task"], told["unit"])
    return {
        **told,
        "task_amount": task["amount"],
        "done_amount": _measured(told["done"], told["unit"])["amount"],
        "dimension": task["dimension"],
        "rate_value": _double(_decimal(told["stated_rate"])),
    }


def _records(table: Any) -> Sequence[Mapping[str, Any]]:
    return table.to_dict("records") if hasattr(table, "to_dict") else list(table)


def _both(name: str, said: Mapping[str, Any]) -> dict[str, str]:
    return {f"{name}_zh": said[name]["zh"], f"{name}_en": said[name]["en"]}


def _measured(value: str | None, name: str | None) -> dict[str, Any]:
    """The value in base units, multiplied exactly before it becomes a double, and what those measure."""
    kind = unit(name or "")
    number = _decimal(value)
    return {"amount": None if number is None else float(number * kind.factor), "dimension": kind.dimension}


def _decimal(text: str | None) -> Decimal | None:
    """A decimal string as a number; what is no single number (a range, a word) has none."""
    try:
        number = None if text is None else Decimal(text)
    except InvalidOperation:
        return None
    return number if number is None or number.is_finite() else None


def _double(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
