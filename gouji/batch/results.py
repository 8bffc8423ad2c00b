"""What a report leaves in its folder: its result with a manifest that vouches for it, or an error with its cause."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gouji.audit import CONTRACT, Result
from gouji.batch.inputs import MANIFEST, sealed, sha256, versions
from gouji.batch.plan import Item
from gouji.batch.sources import by_hash, by_path
from gouji.errors import GoujiError
from gouji.report import SOURCE_SUFFIXES
from gouji.rules import SEVERITIES
from gouji.storage import Place

ERROR = "error.json"
EVIDENCE = "partial.ipynb"
LOG = "run.log"
# Results of ours; those that a new manifest does not name are of an earlier audit, and go.
OWN = re.compile(r"findings\.(?:json|csv)|figures\.csv|workpapers\.xlsx|audit\.ipynb|memo\.[a-z]+\.(?:html|docx)")


@dataclass(frozen=True)
class Outcome:
    """What became of one report.

    `state` is "done" or "failed"; `kind` a failure's: "report" (it cannot be read or judged, or its id is not its own),
    "notebook" (a cell failed), "killed" (its worker or kernel died), "timeout", "memory", "place" (its result cannot be
    written). `findings` counts those that stand, by severity; `first` is the gravest; `incomplete` what could not be
    asked; `kept`: it had been done before; `told`: error.json could be written.
    """

    item: Item
    state: str
    cause: str = ""
    kind: str = ""
    attempts: int = 1
    findings: Mapping[str, int] = field(default_factory=dict)
    first: str = ""
    incomplete: Sequence[str] = ()
    notices: Sequence[str] = ()
    seconds: float = 0.0
    kept: bool = False
    told: bool = True

    @property
    def failed(self) -> bool:
        return self.state == "failed"


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def log(attempt: int, before: Sequence[str], worker: str, lines: Sequence[str]) -> bytes:
    """A report's log: earlier attempts, which worker, what was done when."""
    head = [*(f"attempt {number}: {cause}" for number, cause in enumerate(before, start=1)),
            f"{now()} attempt {attempt} on {worker}"]
    return ("\n".join([*head, *lines]) + "\n").encode("utf-8", "replace")


def screened(
    result: Result, suites: Mapping[str, bytes]
) -> tuple[dict[str, bytes], dict[str, Any], dict[str, Any]]:
    """The files of a result without a memo, its manifest, yet without what it rests on, and the answer that they tell.

    findings.json is the line that `gouji check --format json` prints: indented it would take as long as a tenth of the checks.
    """
    answer = result.as_dict()
    files = {"findings.json": (json.dumps(answer, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")}
    manifest = {
        "contract": CONTRACT,
        "report": answer["report"]["id"],
        "entity": answer["report"]["entity"],
        "year": answer["report"]["year"],
        "source_sha256": answer["report"]["sha256"],
        "parameters": {"report": answer["report"]["id"], "lang": "", "fail_on": "never"},
        "languages": [],
        "suites": {name.removesuffix(".json"): sha256(content) for name, content in suites.items()
                   if name.endswith(".json")},
        "versions": {**versions(), "python": platform.python_version()},
        "files": {name: sha256(content) for name, content in files.items()},
        "summary": {**result.summary(answer), "exit_code": 2 if result.errors else 0},
    }
    return files, manifest, answer


def publish(place: Place, item: Item, files: Mapping[str, bytes], manifest: Mapping[str, Any], said: bytes) -> None:
    """Put a report's result in place, the manifest last; what an earlier error or another audit left goes.

    Raises InputError where it cannot be written.
    """
    there = place.names(item.id)
    place.sweep(item.id)
    stale = [name for name in there if OWN.fullmatch(name) and name not in files]
    if stale and MANIFEST in there:
        place.remove(f"{item.id}/{MANIFEST}")  # it vouches for what is going
    for name in stale:
        place.remove(f"{item.id}/{name}")
    place.put(item.id, {LOG: said, **files, MANIFEST: sealed(manifest)})
    for name in (ERROR, EVIDENCE):
        if name in there:
            place.remove(f"{item.id}/{name}")
    if Path(item.source.place).suffix.lower() in SOURCE_SUFFIXES:
        return  # a text's id is known from its name
    for other in {by_path(item.source), by_hash(item.source)} - {item.id}:
        _forget(place, other, item.source.shown)


def fail(place: Place, outcome: Outcome, source_sha256: str | None, evidence: bytes | None, said: bytes) -> bool:
    """Tell a failure in the report's folder; whether that could be written. An earlier result stays beside it."""
    error = {
        "contract": 1, "report": outcome.item.id, "source": outcome.item.source.shown, "sha256": source_sha256,
        "cause": outcome.cause, "kind": outcome.kind, "attempts": outcome.attempts, "when": now(),
    }
    files = {LOG: said}
    if evidence is not None:
        files[EVIDENCE] = evidence
    files[ERROR] = (json.dumps(error, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
    try:
        place.sweep(outcome.item.id)
        if evidence is None:
            place.remove(f"{outcome.item.id}/{EVIDENCE}")
        place.put(outcome.item.id, files)
    except GoujiError:
        return False
    return True


def first_told(answer: Mapping[str, Any]) -> str:
    """The gravest finding that stands, in a few words."""
    standing = [finding for finding in answer["findings"] if not finding["disposition"]]
    found = min(standing, key=lambda finding: SEVERITIES.index(finding["severity"]), default=None)
    return f"{found['severity']}: {found['title']['zh']}" if found else ""


def _forget(place: Place, report: str, shown: str) -> None:
    """Remove the error that a report left under another id while its own was not known."""
    content = place.read(f"{report}/{ERROR}")
    try:
        own = content is not None and json.loads(content)["source"] == shown
    except (ValueError, KeyError, TypeError):
        own = False
    if own:
        for name in (EVIDENCE, LOG, ERROR):
            place.remove(f"{report}/{name}")
