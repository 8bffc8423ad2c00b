"""What a result rests on, recorded in its manifest; a report is done where a whole manifest records the same again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from gouji import __version__
from gouji.dispositions import FILE as DISPOSITIONS_FILE
from gouji.dispositions import parse
from gouji.errors import GoujiError, SuiteError
from gouji.report import REPORT_FILE, SOURCE_NAMES
from gouji.storage import Place

MANIFEST = "manifest.json"
SEAL = "seal"
LIBRARIES = ("great_expectations", "pandas", "matplotlib", "great-tables", "python-docx")
_KEPT = frozenset({REPORT_FILE, DISPOSITIONS_FILE, *SOURCE_NAMES})


@dataclass(frozen=True)
class Settings:
    """What one batch does with every report. It goes to the workers, whole.

    `out` is the place of the results, `expectations` how the folder of suites was named and `suites` its files;
    `languages` of the memo, none where only findings are wanted; `timeout` in seconds a report; `code` the hash of
    gouji itself, which a worker must share.
    """

    out: str
    expectations: str
    suites: Mapping[str, bytes]
    languages: tuple[str, ...]
    timeout: float
    force: bool
    code: str

    @property
    def memo(self) -> bool:
        return bool(self.languages)

    @property
    def ledger(self) -> str:
        """Where the ledger lies."""
        return f"{self.out.rstrip('/')}/ledger"


def suite_files(folder: Path) -> dict[str, bytes]:
    """The files of a folder of suites. Raises SuiteError where one cannot be read."""
    try:
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())
                if path.is_file() and not path.name.startswith(".")}
    except OSError as error:
        raise SuiteError(f"{folder}: cannot be read ({error.strerror})") from None


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@cache
def code() -> str:
    """The hash of gouji: its modules, templates, notebooks and register, wherever they lie."""
    package = Path(__file__).parents[1]
    beside = [*(package.parent / "notebooks").glob("*.ipynb"), *(package.parent / "expectations").glob("*.csv")]
    files = sorted(path for path in package.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".pyo"))
    told = hashlib.sha256()
    for path in [*files, *sorted(beside)]:
        told.update(path.relative_to(package.parent).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()


@cache
def versions() -> dict[str, str]:
    return {"gouji": __version__, **{name: version(name) for name in LIBRARIES}}


def inputs_of(there: Path, settings: Settings, today: date) -> dict[str, Any]:
    """What a report's result rests on: its files, the suites, the program, the languages, decisions that expired.

    Raises OSError for a file that cannot be read.
    """
    if there.is_dir():
        own = {path.name: path for path in there.iterdir() if path.name in _KEPT or path.suffix == ".csv"}
        beside = sorted(path.name for path in there.iterdir() if path.name not in own)
    else:
        own, beside = {there.name: there}, []
    return {
        "files": {name: sha256(own[name].read_bytes()) for name in sorted(own)},
        "beside": beside,  # an attachment that a report names counts as filed by its name alone
        "expired": _expired(own[DISPOSITIONS_FILE], today) if DISPOSITIONS_FILE in own else [],
        "suites": {name: sha256(content) for name, content in sorted(settings.suites.items())},
        "languages": list(settings.languages),
        "versions": versions(),
        "code": settings.code,
    }


def sealed(manifest: Mapping[str, Any]) -> bytes:
    """A manifest as it is written, with the checksum of all else in it; of a report without a memo in one line, as its findings are."""
    plain = {key: value for key, value in manifest.items() if key != SEAL}
    indent = 1 if manifest.get("languages") else None
    return (json.dumps({**plain, SEAL: _seal(plain)}, ensure_ascii=False, indent=indent) + "\n").encode()


def recorded(place: Place, report: str, inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """The manifest of a report that is done: whole, of these inputs, its files as it says. None where it is not.

    Findings with a memo serve whoever wants only findings. Raises InputError where the place cannot be read.
    """
    try:
        manifest = json.loads(place.read(f"{report}/{MANIFEST}") or b"")
        plain = {key: value for key, value in manifest.items() if key != SEAL}
        if manifest[SEAL] != _seal(plain) or manifest["report"] != report:
            return None
        was = manifest["inputs"]
        screened = not inputs["languages"] and {**was, "languages": []} == inputs
        if was != inputs and not screened:
            return None
        for name, expected in manifest["files"].items():
            content = place.read(f"{report}/{name}")
            if content is None or sha256(content) != expected:
                return None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifest


def _seal(plain: Mapping[str, Any]) -> str:
    told = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(told.encode("utf-8", "surrogatepass"))


def _expired(path: Path, today: date) -> Sequence[str]:
    try:
        decisions = parse(path, path.read_bytes().decode("utf-8"))
    except (GoujiError, UnicodeDecodeError):
        return []  # said when the report is opened
    return sorted(decision.fingerprint for decision in decisions if decision.expired(today))
