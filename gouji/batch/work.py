"""What a worker does: audits one report with its memo, or judges several together without; leaves whole results.

The ledger's part is written before a result's manifest takes its place: a report that counts as done is in the ledger.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gouji.audit import Examined, Result, each_judged, examine
from gouji.batch.attempt import Attempt, here
from gouji.batch.inputs import MANIFEST, Settings, code, inputs_of, recorded, sha256
from gouji.batch.plan import Item
from gouji.batch.results import EVIDENCE, Outcome, screened
from gouji.batch.sources import on_disk, shown_source, told
from gouji.errors import GoujiError, InputError
from gouji.findings import DOMAIN
from gouji.garbage import put_off
from gouji.ledger import record
from gouji.report import opened
from gouji.scratch import Scratch
from gouji.storage import Place, open_place
from gouji.suites import Suite, load_suites

GRACE = 60  # seconds beyond a report's time, after which its worker ends itself
TEXTS = (".json", ".ipynb", ".html", ".csv")  # results in which a path may be told
_alone = threading.Lock()


@dataclass(frozen=True)
class Task:
    """Reports that one worker does in one go, of the batch of that id.

    `attempt` counts from 1, `before` has the causes at which earlier ones ended, `left` is how many may follow.
    """

    items: tuple[Item, ...]
    batch: str
    left: int
    attempt: int = 1
    before: tuple[str, ...] = ()


def work_here(task: Task) -> list[Outcome]:
    """`work` with the settings that this batch gave to every worker."""
    from distributed import get_worker

    return work(task, get_worker().plugins[task.batch].settings)


def work(task: Task, settings: Settings) -> list[Outcome]:
    """Do the reports of a task; never raises for one of them. Every outcome is in its place when this returns.

    Raises InputError where this worker runs another gouji than the batch.
    """
    if settings.code != code():
        raise InputError(f"worker {here()} runs another gouji than this batch: install the same one on every machine")
    with _alone:  # a worker of several threads does one task all the same: drawing is not made for threads
        place = open_place(settings.out)
        today = date.today()  # noqa: DTZ011 - decisions end on a day, where the reviewer is
        known: dict[Item, Outcome] = {}
        if not settings.force or task.attempt > 1:  # what an earlier attempt left whole is not made again
            known = {item: done for item in task.items if (done := _kept(place, item, settings, today))}
        attempts = [Attempt(place, item, settings, task.batch, task.attempt, task.before)
                    for item in task.items if item not in known]
        if settings.memo:
            return [*known.values(), *(_with_memo(attempt, today) for attempt in attempts)]
        return [*known.values(), *_together(attempts, today)]


def kept(items: Sequence[Item], settings: Settings) -> list[Outcome | None]:
    """The outcomes of reports that are done already; None for one that is not, or whose turn will show why."""
    place, today = open_place(settings.out), date.today()  # noqa: DTZ011 - as above
    return [_kept(place, item, settings, today) for item in items]


def _kept(place: Place, item: Item, settings: Settings, today: date) -> Outcome | None:
    try:
        with on_disk(item.source) as there:
            manifest = recorded(place, item.id, inputs_of(there, settings, today))
        if manifest is None:
            return None
        summary = manifest["summary"]
        return Outcome(item, "done", findings=summary["findings"], incomplete=summary["errors"], kept=True)
    except (GoujiError, OSError, KeyError):
        return None


# --- with a memo -----------------------------------------------------------------------------------------------------


def _with_memo(attempt: Attempt, today: date) -> Outcome:
    from gouji.memo.run import run_report

    settings = attempt.settings
    suites = _suites_folder(settings)
    with Scratch("gouji-work-") as scratch:
        made, attempt.evidence = scratch / "out", scratch / EVIDENCE
        try:
            with on_disk(attempt.item.source) as there, watched(settings.timeout + GRACE):
                attempt.there = there
                attempt.inputs = inputs_of(there, settings, today)
                run_report(there, made, settings.languages, suites, "never", timeout=settings.timeout,
                           evidence=attempt.evidence)
                files, manifest, answer = _as_known(made, there, suites, attempt)
            record(settings.ledger, [attempt.entry(answer, manifest["tables"])])
            return attempt.done(files, manifest, answer)
        except Exception as error:  # noqa: BLE001 - one bad report must not silence the others
            return attempt.failed(error)


def _as_known(
    made: Path, there: Path, suites: Path, attempt: Attempt
) -> tuple[dict[str, bytes], dict[str, Any], dict[str, Any]]:
    """The files of an audit, its manifest and its answer, with the places that they passed through told as the user
    knows them: the same report gives the same bytes whichever worker audited it."""
    (folder,) = made.iterdir()
    passed = [(made, attempt.settings.out), (suites, attempt.settings.expectations)]

    def plain(content: bytes) -> bytes:
        content = told(content, there, attempt.item.source)
        for path, shown in passed:
            content = content.replace(path.as_posix().encode(), shown.encode())
        return content

    manifest = json.loads(plain((folder / MANIFEST).read_bytes()))
    files = {name: (folder / name).read_bytes() for name in manifest["files"]}
    files = {name: plain(content) if name.endswith(TEXTS) else content for name, content in files.items()}
    manifest["files"] = {name: sha256(content) for name, content in files.items()}
    return files, manifest, json.loads(files["findings.json"])


# --- without ---------------------------------------------------------------------------------------------------------


def _together(attempts: Sequence[Attempt], today: date) -> Iterator[Outcome]:
    _warm()
    clock = time.monotonic()
    read: list[tuple[Attempt, Examined]] = []
    for attempt in attempts:
        try:
            read.append((attempt, _read(attempt, today)))
        except Exception as error:  # noqa: BLE001 - as above
            yield attempt.failed(error)
    try:
        with put_off():
            judged = _judged([examined for _, examined in read], attempts[0].settings) if read else []
    except Exception as error:  # noqa: BLE001 - as above
        for attempt, _ in read:
            yield attempt.failed(error)
        return
    ready, entries, ending = [], [], []
    with put_off():  # rows and answers are dictionaries by the thousand, and none of them is garbage
        for (attempt, examined), result in zip(read, judged, strict=True):
            attempt.seconds = (time.monotonic() - clock) / len(attempts)
            if result.errors and not result.checks:  # it could not be judged at all
                ending.append((attempt, InputError("; ".join(result.errors))))
                continue
            files, manifest, answer = screened(_as_reached(result), attempt.settings.suites)
            tables = {name: examined.tables[name].drop(columns="report").to_dict("records") for name in DOMAIN}
            manifest |= {"run": {"started": attempt.started, "seconds": round(attempt.seconds, 3)}, "tables": tables}
            entries.append(attempt.entry(answer, tables))
            ready.append((attempt, files, manifest, answer))
        try:
            if entries:
                record(attempts[0].settings.ledger, entries)
        except GoujiError as error:
            ending += ((attempt, error) for attempt, *_ in ready)
            ready.clear()
    yield from (attempt.failed(error) for attempt, error in ending)
    for attempt, files, manifest, answer in ready:
        try:
            yield attempt.done(files, manifest, answer)
        except GoujiError as error:
            yield attempt.failed(error)


@cache
def _warm() -> None:
    """Import what takes seconds, once a worker, and not of any report's time."""
    import gouji.validation  # noqa: F401

    gc.collect()
    gc.freeze()  # what was imported stays: to look through it again and again costs more than a tenth of the checks


def _read(attempt: Attempt, today: date) -> Examined:
    with on_disk(attempt.item.source) as there, watched(attempt.settings.timeout):
        attempt.there = there
        attempt.inputs = inputs_of(there, attempt.settings, today)
        report, document = opened(there)
        with put_off():
            examined = examine(report, document)
        return replace(examined, shown=shown_source(report, there, attempt.item.source))


def _judged(examined: Sequence[Examined], settings: Settings) -> list[Result]:
    with watched(settings.timeout * max(1, len(examined) // 10)):
        return each_judged(examined, _suites(settings))


def _as_reached(result: Result) -> Result:
    """The result with its errors' places as the user reached them."""
    there, shown = result.examined.report.source.as_posix(), result.examined.shown
    return replace(result, errors=tuple(error.replace(there, shown) for error in result.errors))


# --- what both need --------------------------------------------------------------------------------------------------


@contextmanager
def watched(seconds: float) -> Iterator[None]:
    """End this process if what is done takes longer: nothing less stops a pattern that never comes to an end.

    The thread that does it is no Python thread, so it works where the interpreter itself is held.
    """
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _suites_folder(settings: Settings) -> Path:
    """The batch's suites as a folder of this worker, which needs no disk in common with the batch."""
    return Path(_folder_of(tuple(sorted(settings.suites.items()))).name)


def _suites(settings: Settings) -> list[Suite]:
    return _loaded(_suites_folder(settings))


@cache
def _folder_of(files: tuple[tuple[str, bytes], ...]) -> Scratch:
    folder = Scratch("gouji-rules-")
    for name, content in files:
        (Path(folder.name) / name).write_bytes(content)
    return folder


@cache
def _loaded(folder: Path) -> list[Suite]:
    return load_suites(folder)
