"""What a finished audit's folder tells the ledger: findings.json, and manifest.json with the domain tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gouji.errors import LedgerError
from gouji.ledger.entry import Entry
from gouji.ledger.schema import VERSIONED

MANIFEST, FINDINGS = "manifest.json", "findings.json"


def entry_at(folder: Path, run: Mapping[str, Any] | None = None) -> Entry:
    """The entry of the audit in a folder; `run` is what its manifest tells, where it is not given.

    Raises LedgerError where the folder holds no whole audit.
    """
    manifest, content = _read(folder / MANIFEST)
    answer, findings = _read(folder / FINDINGS)
    try:
        if manifest["files"][FINDINGS] != hashlib.sha256(findings).hexdigest():
            raise LedgerError(f"{folder / FINDINGS}: not as the audit wrote it; audit the report again")
        tables = manifest.get("tables", {})
        own = {
            "run": f"audit-{hashlib.sha256(content).hexdigest()[:12]}",
            "batch": None,
            "status": "done",
            "gouji": manifest["versions"]["gouji"],
            "languages": manifest["languages"],
            **manifest["run"],
        }
    except (KeyError, TypeError, AttributeError):
        raise LedgerError(f"{folder / MANIFEST}: not the manifest of a finished audit") from None
    return Entry(answer, own if run is None else run, {name: tables.get(name, []) for name in VERSIONED})


def _read(path: Path) -> tuple[dict[str, Any], bytes]:
    try:
        content = path.read_bytes()
        return json.loads(content), content
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read ({error.strerror})") from None
    except ValueError:
        raise LedgerError(f"{path}: not JSON") from None
