"""What a finished audit's folder tells the ledger: findings.json, and manifest.json with the domain tables; or error.json."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gouji.errors import LedgerError
from gouji.ledger.entry import Entry
from gouji.ledger.schema import VERSIONED
from gouji.ledger.store import Store

MANIFEST, FINDINGS, ERROR = "manifest.json", "findings.json", "error.json"


def entry_at(folder: Path | str, run: Mapping[str, Any] | None = None) -> Entry:
    """The entry of the audit in a folder; `run` is what its manifest tells, where it is not given.

    Raises LedgerError where the folder holds no whole audit.
    """
    path = Path(folder)
    return audit_in(Store(path.parent.as_posix()), path.name, run)


def entries_in(out: Store, name: str) -> list[Entry]:
    """What a folder of results tells: its audit, its failure, or both. Raises LedgerError where it is not whole."""
    there = set(out.names(name))
    return [
        *([audit_in(out, name)] if MANIFEST in there else []),
        *([_failure_in(out, name)] if ERROR in there else []),
    ]


def audit_in(out: Store, name: str, run: Mapping[str, Any] | None = None) -> Entry:
    manifest, content = _read(out, f"{name}/{MANIFEST}")
    answer, findings = _read(out, f"{name}/{FINDINGS}")
    try:
        if manifest["files"][FINDINGS] != hashlib.sha256(findings).hexdigest():
            raise LedgerError(f"{out.shown(name)}/{FINDINGS}: not as the audit wrote it; audit the report again")
        own = {
            "run": f"audit-{hashlib.sha256(content).hexdigest()[:12]}",
            "batch": None,
            "status": "done",
            "gouji": manifest["versions"]["gouji"],
            "languages": manifest["languages"],
            "started": manifest["run"]["started"],
            "seconds": manifest["run"].get("seconds"),
        }
        tables = manifest.get("tables", {})
        return Entry(answer, own if run is None else run, {table: tables.get(table, []) for table in VERSIONED})
    except (KeyError, TypeError, AttributeError):
        raise LedgerError(f"{out.shown(name)}/{MANIFEST}: not the manifest of a finished audit") from None


def _failure_in(out: Store, name: str) -> Entry:
    error, content = _read(out, f"{name}/{ERROR}")
    try:
        told = {"id": error["report"], "source": error.get("source"), "sha256": error.get("sha256")}
        run = {"run": f"error-{hashlib.sha256(content).hexdigest()[:12]}", "status": "failed", "started": error["when"],
               "error": error["cause"]}
    except (KeyError, TypeError, AttributeError):
        raise LedgerError(f"{out.shown(name)}/{ERROR}: does not tell what failed") from None
    return Entry({"report": told}, run)


def _read(out: Store, name: str) -> tuple[dict[str, Any], bytes]:
    try:
        with out.open(name) as file:
            content = file.read()
        return json.loads(content), content
    except OSError as error:
        raise LedgerError(f"{out.shown(name)}: cannot be read ({error.strerror or error})") from None
    except ValueError:
        raise LedgerError(f"{out.shown(name)}: not JSON") from None
