"""What a batch has come to so far: counts, and the failures in words. Its size does not grow with the reports'."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from gouji.batch.results import Outcome
from gouji.rules import SEVERITIES

MOST = 1000  # failures, and things that could not be asked, that are kept in words


@dataclass
class Tally:
    """`total` reports were found; `errors` are paths in which none was, `stopped` is why the batch broke off,
    `index` the pages that list the results, `said` what is to be said about them."""

    total: int = 0
    done: int = 0
    kept: int = 0
    failed: int = 0
    incomplete: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    failures: list[Outcome] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    stopped: str = ""
    index: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one report's end."""
        if outcome.failed:
            self.failed += 1
            if len(self.failures) < MOST:
                self.failures.append(outcome)
            return
        self.kept += outcome.kept
        self.done += not outcome.kept
        self.findings.update({severity: outcome.findings.get(severity, 0) for severity in SEVERITIES})
        if outcome.incomplete:
            self.incomplete += 1
            if len(self.unasked) < MOST:
                self.unasked.append(f"{outcome.item.source.shown}: {outcome.incomplete[0]}")

    @property
    def ended(self) -> int:
        return self.done + self.kept + self.failed

    def exit_code(self, fail_on: str) -> int:
        """2 where something could not be done or asked, else 1 where a standing finding reaches `fail_on`, else 0."""
        if self.failed or self.incomplete or self.errors or self.stopped or self.ended < self.total:
            return 2
        graver = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on != "never" else ()
        return int(any(self.findings[severity] for severity in graver))
