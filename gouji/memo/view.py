"""What one memo shows, in no language yet: the result of an audit, indexed by figure, check and finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

import pandas as pd

SEVERITIES = ("critical", "warning", "info")
VERDICTS = ("fails", "not_run", "undetermined", "holds")
# What became of a figure, worst first.
STATES = ("fails", "not_run", "undetermined", "questioned", "holds", "unchecked")
# Tables whose failures question a passage, and do not contradict its figures.
WORDED = frozenset({"prose", "analytics"})


@dataclass(frozen=True)
class Paper:
    """One report's audit as the memo needs it.

    `result` is the JSON of `gouji check` for one report, where each check also tells its `table`, `row` and `basis`,
    and each finding its `figures`, its `arithmetic`, all `checks` it tells of and whether it is `closed`; `text` is the decoded source that all
    offsets count in; `tables` are the extracted tables, of this report alone; `made` tells how it was made: {"dated",
    "origin", "verdict", "asks", "notices", "versions", "suites", "parameters", "left_out"}.
    """

    result: Mapping[str, Any]
    text: str
    tables: Mapping[str, pd.DataFrame]
    made: Mapping[str, Any] = field(default_factory=dict)

    @property
    def report(self) -> Mapping[str, Any]:
        return self.result["report"]

    @property
    def checks(self) -> Sequence[Mapping[str, Any]]:
        return self.result["checks"]

    @property
    def errors(self) -> Sequence[str]:
        return self.result["errors"]

    @cached_property
    def figures(self) -> dict[str, Mapping[str, Any]]:
        """Figures by id, in the order of the source."""
        return {figure["id"]: figure for figure in self.result["figures"]}

    @cached_property
    def findings(self) -> tuple[dict[str, Any], ...]:
        """Findings by severity, then in the order of the source, each with its number and the check it comes from."""
        checks = {check["id"]: check for check in self.checks}
        ranked = sorted(self.result["findings"], key=lambda finding: SEVERITIES.index(finding["severity"]))
        return tuple(
            {**finding, "number": number, "source_check": checks.get(finding["check"], {})}
            for number, finding in enumerate(ranked, start=1)
        )

    @cached_property
    def finding_of(self) -> dict[str, dict[str, Any]]:
        """Finding by the id of each check that it tells of."""
        return {check: finding for finding in self.findings for check in finding["checks"]}

    @cached_property
    def checks_of(self) -> dict[str, list[Mapping[str, Any]]]:
        """Checks by figure id, worst outcome first."""
        found: dict[str, list[Mapping[str, Any]]] = {}
        for check in self.checks:
            for figure in dict.fromkeys(check["figures"]):
                found.setdefault(figure, []).append(check)
        for checks in found.values():
            checks.sort(key=lambda check: STATES.index(outcome(check)))
        return found

    def state_of(self, figure: str) -> str:
        """What became of a figure: the worst outcome of its checks, or `unchecked`."""
        checks = self.checks_of.get(figure)
        return outcome(checks[0]) if checks else "unchecked"

    @cached_property
    def severities(self) -> dict[str, int]:
        """How many findings of each severity still count."""
        counts = Counter(finding["severity"] for finding in self.open_findings)
        return {severity: counts[severity] for severity in SEVERITIES}

    @cached_property
    def verdicts(self) -> dict[str, int]:
        """How many checks of each verdict."""
        counts = Counter(check["verdict"] for check in self.checks)
        return {verdict: counts[verdict] for verdict in VERDICTS}

    @property
    def open_findings(self) -> tuple[dict[str, Any], ...]:
        """Findings that still count: no reviewer has explained or rejected them."""
        return tuple(finding for finding in self.findings if not finding["closed"])

    @property
    def asks(self) -> tuple[dict[str, Any], ...]:
        """What to ask first."""
        by_name = {finding["fingerprint"]: finding for finding in self.findings}
        return tuple(by_name[name] for name in self.made["asks"])

    @property
    def share(self) -> Decimal:
        """The share of the figures that were checked; 0 where there are none."""
        coverage = self.result["coverage"]
        return Decimal(coverage["checked"]) / coverage["figures"] if coverage["figures"] else Decimal(0)

    @property
    def verdict(self) -> str:
        """The audit in one word: incomplete, contradicted, doubtful, questions, or agrees."""
        return verdict_word(self.severities, self.verdicts, self.errors)

    def row_of(self, check: Mapping[str, Any]) -> Mapping[str, str]:
        """The table row that a check was about; nothing where it was about none."""
        rows = self.rows.get(check.get("table", ""), [])
        place = check.get("row")
        return rows[place] if place is not None and place < len(rows) else {}

    @cached_property
    def rows(self) -> dict[str, list[dict[str, str]]]:
        """Every table's rows as plain strings."""
        return {name: records(table) for name, table in self.tables.items()}

    @cached_property
    def reasons(self) -> dict[str, str]:
        """Why a figure was not checked, by figure id."""
        return {row["id"]: row.get("reason", "") for row in self.rows.get("figures", [])}


def verdict_word(number: Mapping[str, int], verdicts: Mapping[str, int], errors: Sequence[str]) -> str:
    """An audit in one word, of the findings that count by severity, the checks by verdict, and what went wrong."""
    if errors or verdicts.get("not_run"):
        return "incomplete"
    words = zip(SEVERITIES, ("contradicted", "doubtful", "questions"), strict=True)
    return next((word for severity, word in words if number[severity]), "agrees")


def outcome(check: Mapping[str, Any]) -> str:
    """What a check means for its figures: its verdict, or `questioned` where only words around them are at fault."""
    return "questioned" if check["verdict"] == "fails" and check.get("table") in WORDED else check["verdict"]


def status(finding: Mapping[str, Any]) -> str:
    """The status of a finding's disposition, `open` where there is none or it has expired."""
    disposition = finding.get("disposition") or {}
    return "open" if disposition.get("expired") else str(disposition.get("status") or "open")


def records(table: pd.DataFrame | None) -> list[dict[str, str]]:
    """A table's rows as plain strings; nothing is the empty string."""
    if table is None:
        return []
    return [
        {
            str(key): "" if value is None or value is pd.NA or value != value else str(value)
            for key, value in row.items()
        }
        for row in table.to_dict("records")
    ]
