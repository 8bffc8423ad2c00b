"""A reviewer's decision on a finding, written into the report's dispositions.yaml by `gouji dispose`."""

from __future__ import annotations

import difflib
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from gouji.audit import Result, check, messages
from gouji.dispositions import FILE, STATUSES, Disposition, load_dispositions, notices, parse, read_text
from gouji.entries import with_entry
from gouji.errors import InputError, ReportError
from gouji.files import locked, write_files
from gouji.findings import Finding
from gouji.report import REPORT_FILE, find_reports
from gouji.suites import did_you_mean

MOST_NAMED = 3  # findings that a message names
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Decided:
    """What was decided, on which finding, where it is written, what it replaced, and what is to be said besides."""

    path: Path
    finding: Finding
    decision: Disposition
    replaced: Disposition | None
    messages: Sequence[str]


def decide(
    fingerprint: str,
    status: str,
    reason: str,
    who: str | None = None,
    until: str | None = None,
    report: Path | None = None,
    expectations: Path | None = None,
    *,
    force: bool = False,
    today: date,
) -> Decided:
    """Write a decision on the finding of a fingerprint, or of the one that begins so, into its report's folder.

    Without `report` the finding is looked for in this folder's report, else in all of ./data. Raises InputError for
    what cannot be decided (nothing is written then), ReportError for a report or a file of decisions that is broken.
    """
    last = _until(until, today)
    if status not in STATUSES:
        raise InputError(f"unknown status {status!r}{did_you_mean(status, STATUSES)}")
    folders = _folders(report)
    said = {"reason": reason, "who": who if who is not None else _own_name(folders[0])}
    for name, words in said.items():
        said[name] = _words(name, words)
    results = check(folders, expectations)
    found, finding = _sought(fingerprint, results)
    decision = Disposition(fingerprint=finding.fingerprint, status=status, when=today, until=last, **said)
    folder = found.examined.report.folder
    path, replaced = _write(folder, decision, force=force)
    still = notices(load_dispositions(folder), [known.fingerprint for known in found.findings], today)
    return Decided(path, finding, decision, replaced, messages([replace(found, notices=still)]))


def _write(folder: Path, decision: Disposition, *, force: bool) -> tuple[Path, Disposition | None]:
    path = (folder / FILE).resolve()  # where the file is a link, what it leads to is changed
    with locked(folder):
        text = read_text(path) if path.exists() else ""
        before = parse(folder / FILE, text)
        place = next((n for n, old in enumerate(before) if old.fingerprint == decision.fingerprint), None)
        old = None if place is None else before[place]
        if old is not None and not force:
            ended = f", which ended on {old.until}" if old.expired(decision.when) else ""
            raise InputError(
                f"{folder / FILE}: {old.fingerprint} is decided already: {old.status} by {old.who} on {old.when}{ended} "
                f"({old.reason}); --force puts the new decision in its place and keeps it as a comment"
            )
        entry = decision.model_dump(exclude_none=True)
        wanted = [*before, decision] if place is None else [*before[:place], decision, *before[place + 1 :]]
        changed = with_entry(text, entry, place, f"replaced on {decision.when}:")
        if changed is None or not _tells(folder / FILE, changed, wanted):
            raise ReportError(
                f"{folder / FILE}: not written as a list of entries that begin with '- fingerprint:', one below the "
                "other; change it so, or add the decision by hand"
            )
        write_files(path.parent, {path.name: changed})
    return folder / FILE, old


def _tells(path: Path, text: str, wanted: Sequence[Disposition]) -> bool:
    """Whether the text, read again, tells the decisions wanted and nothing else."""
    try:
        return parse(path, text) == list(wanted)
    except ReportError:
        return False


def _folders(report: Path | None) -> list[Path]:
    """The report folders in which a finding is looked for."""
    if report is not None and report.name == REPORT_FILE and report.is_file():
        report = report.parent
    if report is not None and report.is_file():
        raise InputError(
            f"{report}: a decision is kept in a report folder, with {REPORT_FILE}; a text file alone has none"
        )
    place = report or (Path() if Path(REPORT_FILE).is_file() else Path("data"))
    if report is None and not place.is_dir():
        raise InputError(
            f"no {REPORT_FILE} and no folder ./data here; say with --report which report the finding is of"
        )
    folders = [found for found in find_reports(place) if found.is_dir()]
    if not folders:
        raise InputError(f"{place}: no report folder with {REPORT_FILE} in it")
    return folders


def _sought(fingerprint: str, results: Sequence[Result]) -> tuple[Result, Finding]:
    """The one finding that a fingerprint, or its beginning, names."""
    sought = fingerprint.strip().lower()
    known = [(result, finding) for result in results for finding in result.findings]
    fitting = [pair for pair in known if pair[1].fingerprint == sought]
    fitting = fitting or [pair for pair in known if sought and pair[1].fingerprint.startswith(sought)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        places = {str(result.path.parent) for result, _ in fitting}
        more = (
            "say more of it"
            if len(places) == 1
            else f"say more of it, or with --report which of {', '.join(sorted(places))}"
        )
        raise InputError(f"{fingerprint!r} fits {len(fitting)} findings: {_named([f for _, f in fitting])}; {more}")
    if errors := [error for result in results for error in result.errors]:
        raise InputError(f"{fingerprint!r} fits no finding, and not all could be asked: {errors[0]}")
    where = ", ".join(str(result.path.parent) for result in results[:MOST_NAMED])
    if not known:
        raise InputError(f"{fingerprint!r} fits no finding: {where} has none")
    by_name = {finding.fingerprint: finding for _, finding in known}
    near = difflib.get_close_matches(sought, by_name, n=MOST_NAMED, cutoff=0.55)
    told = f"nearest: {_named([by_name[name] for name in near])}" if near else f"`gouji check {where}` lists them"
    raise InputError(f"{fingerprint!r} fits none of the {len(known)} findings of {where}; {told}")


def _named(findings: Sequence[Finding]) -> str:
    named = ", ".join(f"{finding.fingerprint} ({finding.title['en']})" for finding in findings[:MOST_NAMED])
    return named + (f" and {len(findings) - MOST_NAMED} more" if len(findings) > MOST_NAMED else "")


def _until(told: str | None, today: date) -> date | None:
    if told is None:
        return None
    try:
        day = date.fromisoformat(told) if _DAY.fullmatch(told) else None
    except ValueError:
        day = None
    if day is None:
        raise InputError(f"--until {told!r}: expected a day as {today}")
    if day < today:
        raise InputError(f"--until {day}: that day is past (today is {today})")
    return day


def _words(name: str, words: str) -> str:
    """Words as YAML can hold them. Raises InputError where there are none."""
    words = words.strip()
    if not words:
        raise InputError(f"--{name} is empty: say " + ("on what evidence" if name == "reason" else "who decided"))
    if odd := yaml.reader.Reader.NON_PRINTABLE.search(words):
        raise InputError(f"--{name}: has a character that no text should have, U+{ord(odd[0]):04X}")
    return words


def _own_name(folder: Path) -> str:
    """The name under which the user commits. Raises InputError where git tells none: a decision needs a person."""
    try:
        told = subprocess.run(["git", "config", "user.name"], cwd=folder, capture_output=True, check=False).stdout
    except OSError:
        told = b""
    if name := told.decode("utf-8", "replace").strip():
        return name
    raise InputError("say with --who who decided (git config user.name tells no name)")
