"""What lies in a folder of audits: each report's manifest, held against the files beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from gouji.memo.sheet import MANIFEST, sha256
from gouji.memo.view import verdict_word

# A folder with one of these is an audit; figures.csv and audit.ipynb lie in other folders, too.
OWN = re.compile(r"manifest\.json|findings\.(?:json|csv)|workpapers\.xlsx|memo\.[a-z]+\.(?:html|docx)")
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


@dataclass(frozen=True)
class Audit:
    """One folder: its manifest (None where there is no whole one), the files of an audit in it, and what is amiss.

    `amiss` is "" where the manifest is whole, else "missing" or "unreadable"; `lost` are files that it names and that
    are not there, `changed` those whose content is no longer what the audit wrote.
    """

    name: str
    manifest: Manifest | None
    there: frozenset[str] = frozenset()
    amiss: str = ""
    lost: Sequence[str] = ()
    changed: Sequence[str] = ()

    @property
    def broken(self) -> bool:
        return self.manifest is None or bool(self.lost)

    @cached_property
    def verdict(self) -> str:
        """The audit in one word of ORDER."""
        if self.manifest is None:
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


def audits(out: Path) -> list[Audit]:
    """The audits in a folder by name. A folder left empty is one that broke off."""
    found = []
    for folder in sorted(out.iterdir()):
        if folder.name.startswith(".") or not folder.is_dir():
            continue
        try:
            names = {path.name for path in folder.iterdir() if path.is_file()}
            others = any(path.is_dir() for path in folder.iterdir())
        except OSError:
            found.append(Audit(folder.name, None, amiss="unreadable"))
            continue
        there = frozenset(name for name in names if OWN.fullmatch(name))
        if there or not (others or any(not name.startswith(".") for name in names)):
            found.append(_audit(folder, there))
    return found


def _audit(folder: Path, there: frozenset[str]) -> Audit:
    if MANIFEST not in there:
        return Audit(folder.name, None, there, amiss="missing")
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
        hashes = {
            name: sha256(path.read_bytes()) if (path := folder / name).is_file() else "" for name in manifest.files
        }
    except (OSError, ValidationError):
        return Audit(folder.name, None, there, amiss="unreadable")
    lost = [name for name, own in hashes.items() if not own]
    changed = [name for name, own in hashes.items() if own and own != manifest.files[name]]
    return Audit(folder.name, manifest, there, lost=lost, changed=changed)
