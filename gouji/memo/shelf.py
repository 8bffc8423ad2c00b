"""What lies in a folder of audits: each report's manifest, held against the files beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from gouji.errors import InputError
from gouji.memo.sheet import MANIFEST, sha256
from gouji.memo.view import verdict_word
from gouji.storage import Disk, Place, open_place

# A folder with one of these is an audit; figures.csv and audit.ipynb lie in other folders, too.
OWN = re.compile(r"manifest\.json|error\.json|findings\.(?:json|csv)|workpapers\.xlsx|memo\.[a-z]+\.(?:html|docx)")
ERROR = "error.json"  # beside or instead of a manifest: why a batch could not audit the report
AT_ONCE = 16  # folders of a store that are read at the same time
NAME = re.compile(r"[^/\\.][^/\\]*")
ORDER = ("broken", "incomplete", "contradicted", "doubtful", "questions", "nothing", "agrees")  # gravest first

Count = Annotated[int, Field(ge=0)]


class Findings(BaseModel):
    critical: Count
    warning: Count
    info: Count


class Checks(BaseModel):
    holds: Count
    fails: Count
    undetermined: Count
    not_run: Count


class Figures(BaseModel):
    checked: Count
    unchecked: Count


class Summary(BaseModel):
    title: str | None
    findings: Findings
    checks: Checks
    figures: Figures
    errors: list[str]
    notices: list[str] = []


class Run(BaseModel):
    started: AwareDatetime


class Manifest(BaseModel):
    """What an audit's manifest tells that is shown here."""

    contract: Literal[1]
    report: str
    entity: str | None = None
    year: int | None = None
    files: dict[Annotated[str, Field(pattern=rf"^{NAME.pattern}$")], str]
    summary: Summary
    run: Run | None = None


class Failure(BaseModel):
    """What a batch's error.json tells: the cause in one line, and when."""

    cause: str
    when: AwareDatetime


@dataclass(frozen=True)
class Audit:
    """One folder: its manifest (None where there is no whole one), the files of an audit in it, and what is amiss.

    `amiss` is "" where the manifest is whole, else "missing", "unreadable", or "failed" where the audit says so itself;
    `lost` are files that it names and that are not there, `changed` those whose content is no longer what the audit
    wrote; `failure` is the audit's last end, where that was an error: what lies there then is of an earlier one.
    """

    name: str
    manifest: Manifest | None
    there: frozenset[str] = frozenset()
    amiss: str = ""
    lost: Sequence[str] = ()
    changed: Sequence[str] = ()
    failure: Failure | None = None

    @property
    def broken(self) -> bool:
        return self.manifest is None or bool(self.lost) or self.failure is not None

    @cached_property
    def verdict(self) -> str:
        """The audit in one word of ORDER."""
        if self.manifest is None or self.failure:
            return "broken"
        told = self.manifest.summary
        if not (told.errors or told.checks.not_run or told.checks.holds or told.checks.fails):
            return "nothing"
        return verdict_word(told.findings.model_dump(), told.checks.model_dump(), told.errors)

    @property
    def languages(self) -> list[str]:
        """The languages in which a memo lies here, Chinese first."""
        found = {name.split(".")[1] for name in self.there if name.startswith("memo.")}
        return sorted(found, key=lambda code: (code != "zh", code))


def audits(out: Path | Place, hashed: bool = True) -> list[Audit]:
    """The audits in a folder by name. A folder left empty is one that broke off.

    `hashed`: whether each file is read and held against its manifest; else only whether it is there is looked at.
    """
    place = out if isinstance(out, Place) else open_place(out)
    # a store answers slowly, and many at once
    with ThreadPoolExecutor(1 if isinstance(place, Disk) else AT_ONCE) as pool:
        found = pool.map(lambda name: _looked_at(place, name, hashed), place.folders())
        return [audit for audit in found if audit is not None]


def _looked_at(place: Place, name: str, hashed: bool) -> Audit | None:
    try:
        entries = place.entries(name)
    except InputError:
        return Audit(name, None, amiss="unreadable")
    there = frozenset(entry for entry, inner in entries if not inner and OWN.fullmatch(entry))
    if there or not any(inner or not entry.startswith(".") for entry, inner in entries):
        return _audit(place, name, there, hashed)
    return None


def _audit(place: Place, name: str, there: frozenset[str], hashed: bool) -> Audit:
    failure = _failure(place, name) if ERROR in there else None
    if MANIFEST not in there:
        return Audit(name, None, there, amiss="failed" if failure else "missing", failure=failure)
    try:
        manifest = Manifest.model_validate_json(place.read(f"{name}/{MANIFEST}") or b"")
        files = {entry for entry, inner in place.entries(name) if not inner}
        lost = [file for file in manifest.files if file not in files]
        kept = [file for file in manifest.files if file in files] if hashed else []
        changed = [file for file in kept if sha256(place.read(f"{name}/{file}") or b"") != manifest.files[file]]
    except (InputError, ValidationError):
        return Audit(name, None, there, amiss="failed" if failure else "unreadable", failure=failure)
    if failure and manifest.run and manifest.run.started > failure.when:
        failure = None  # it was audited since
    return Audit(name, manifest, there, lost=lost, changed=changed, failure=failure)


def _failure(place: Place, name: str) -> Failure | None:
    try:
        return Failure.model_validate_json(place.read(f"{name}/{ERROR}") or b"")
    except (InputError, ValidationError):
        return None
