"""One attempt at one report: when it began, on which inputs, and how it ended, told in the report's folder and the ledger."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gouji import __version__
from gouji.batch.inputs import Settings
from gouji.batch.plan import Item
from gouji.batch.results import Outcome, fail, first_told, log, now, publish
from gouji.errors import GoujiError, NotebookError, in_a_line
from gouji.ledger import Entry, record
from gouji.storage import Place

KERNEL_DIED = ("DeadKernelError", "Kernel died")
OVERDUE = "not at its end after"


@dataclass
class Attempt:
    """`number` from 1, `before` the causes at which earlier ones ended, `batch` the batch's own id."""

    place: Place
    item: Item
    settings: Settings
    batch: str
    number: int = 1
    before: Sequence[str] = ()
    inputs: Mapping[str, Any] = field(default_factory=dict)
    there: Path | None = None  # where the report was read
    evidence: Path | None = None  # the notebook as far as it came, if it lies there
    seconds: float | None = None  # its share, where several reports were done together
    started: str = field(default_factory=now)
    clock: float = field(default_factory=time.monotonic)

    @property
    def spent(self) -> float:
        return time.monotonic() - self.clock if self.seconds is None else self.seconds

    @property
    def source_sha256(self) -> str | None:
        """The hash of the report's text, where one file is its text."""
        texts = [name for name in self.inputs.get("files", ()) if name.endswith((".txt", ".md"))]
        return self.inputs["files"][texts[0]] if len(texts) == 1 else None

    def entry(self, answer: Mapping[str, Any], tables: Mapping[str, Any]) -> Entry:
        """What the ledger is to know of a report that is done."""
        return Entry(answer, self._run("done"), tables)

    def done(self, files: Mapping[str, bytes], manifest: Mapping[str, Any], answer: Mapping[str, Any]) -> Outcome:
        """Put the result in place; its ledger part must be there. Raises InputError where it cannot be written."""
        summary = manifest["summary"]
        outcome = Outcome(
            self.item, "done", attempts=self.number, findings=summary["findings"], first=first_told(answer),
            incomplete=summary["errors"], notices=summary.get("notices", ()), seconds=self.spent,
        )
        publish(self.place, self.item, files, {**manifest, "inputs": self.inputs}, self._log(outcome))
        return outcome

    def failed(self, error: Exception) -> Outcome:
        """Tell what an error made of it, in the report's folder and in the ledger."""
        cause, kind = cause_of(error, self.item)
        if self.there is not None:
            cause = cause.replace(self.there.as_posix(), self.item.source.shown)
        return self.failed_as(cause, kind)

    def failed_as(self, cause: str, kind: str) -> Outcome:
        outcome = Outcome(self.item, "failed", cause=cause, kind=kind, attempts=self.number, seconds=self.spent)
        content = self.evidence.read_bytes() if self.evidence is not None and self.evidence.is_file() else None
        written = fail(self.place, outcome, self.source_sha256, content, self._log(outcome))
        report = {"id": self.item.id, "source": self.item.source.shown, "sha256": self.source_sha256}
        try:
            record(self.settings.ledger, [Entry({"report": report}, {**self._run("failed"), "error": cause})])
        except GoujiError:
            written = False
        return replace(outcome, told=written)

    def _run(self, status: str) -> dict[str, Any]:
        return {
            "run": f"{self.batch}-{self.number}", "batch": self.batch, "started": self.started, "status": status,
            "seconds": round(self.spent, 3), "gouji": __version__, "languages": list(self.settings.languages),
            "worker": here(),
        }

    def _log(self, outcome: Outcome) -> bytes:
        counted = ", ".join(f"{number} {severity}" for severity, number in outcome.findings.items())
        end = f"failed ({outcome.kind}): {outcome.cause}" if outcome.failed else f"done: {counted}"
        said = [*(f"could not be asked: {error}" for error in outcome.incomplete), *outcome.notices]
        return log(self.number, self.before, here(), [*said, f"{now()} {end}; {outcome.seconds:.1f} s"])


def cause_of(error: Exception, item: Item) -> tuple[str, str]:
    """An error's cause in one line, and its kind as an error.json tells it."""
    if isinstance(error, MemoryError):
        return f"{item.source.shown}: memory ran out", "memory"
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return f"{item.source.shown}: {error.strerror or error}{where}", "place"
    cause = in_a_line(error)
    if isinstance(error, NotebookError):
        kind = "timeout" if OVERDUE in cause else "killed" if any(word in cause for word in KERNEL_DIED) else "notebook"
        return f"{item.source.shown}: {cause}", kind
    return cause, "place" if "cannot be written" in cause or "No space left" in cause else "report"


def here() -> str:
    """This process, for people who look for it."""
    return f"{socket.gethostname()}:{os.getpid()}"
