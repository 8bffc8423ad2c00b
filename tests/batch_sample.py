"""What the tests of batches share: reports to do, orders, what a folder of results holds, and what kills a worker."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import time
from pathlib import Path
from typing import Any

import duckdb
import yaml

from gouji.batch import work
from gouji.batch.inputs import Settings, code, suite_files
from gouji.batch.plan import distinct, found, looked_at
from gouji.batch.work import Task

ROOT = Path(__file__).parents[1]
SUITES = ROOT / "expectations"
HEAD = "某县某局2023年度部门整体支出绩效自评报告\n"
CLEAN = HEAD + "一、整改任务共20个，已整改完成16个，整改率80%。\n"
WRONG = HEAD + "一、整改任务共20个，已整改完成16个，整改率90%。\n"
# Words of a report that do to the worker what a report of its kind would; see `behave`.
KILLS, KILLS_ONCE, HANGS, SLOW = "【使进程终止】", "【使进程终止一次】", "【永不结束】", "【较慢】"


def texts(folder: Path, **named: str) -> Path:
    """Reports as text files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in named.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def many(folder: Path, number: int, also: str = "") -> Path:
    """So many reports, no two alike; every third has a wrong rate."""
    return texts(folder, **{
        f"r{at:03}": HEAD + f"一、整改任务共{20 + at}个，已整改完成{10 + at}个，整改率"
        f"{round(100 * (10 + at) / (20 + at) + (7 if at % 3 == 0 else 0), 2)}%。\n{also}\n" for at in range(number)
    })


def report(folder: Path, text: str, **fields: Any) -> Path:
    """A report folder; `fields` set keys of its report.yaml, None leaves one out."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.txt").write_text(text, encoding="utf-8", newline="")
    known = {"id": folder.name, "title": "某局报告", "year": 2023, "sha256": hashlib.sha256(text.encode()).hexdigest(), **fields}
    kept = {key: value for key, value in known.items() if value is not None}
    (folder / "report.yaml").write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    return folder


def settings(out: Path | str, **fields: Any) -> Settings:
    """The settings of a batch without memos."""
    given = {"languages": (), "timeout": 60.0, "force": False, "code": code(), "suites": suite_files(SUITES),
             "expectations": SUITES.as_posix(), **fields}
    return Settings(out=str(out), **given)


def task(*paths: Path | str, attempt: int = 1) -> Task:
    """All reports at some paths as one task."""
    items, refused = distinct(looked_at(found([str(path) for path in paths])[0]))
    assert refused == []
    return Task(tuple(items), "a-batch", 0, attempt)


def state(out: Path) -> dict[str, bytes]:
    """The results in a folder that must be the same bytes however they came about: those that the manifests vouch for."""
    kept = {}
    for manifest in sorted(out.glob("*/manifest.json")):
        told = json.loads(manifest.read_text(encoding="utf-8"))
        for name, expected in told["files"].items():
            content = (manifest.parent / name).read_bytes()
            assert hashlib.sha256(content).hexdigest() == expected, manifest.parent / name
            kept[f"{manifest.parent.name}/{name}"] = content
        same = {key: value for key, value in told.items() if key not in ("run", "seal", "files")}
        kept[f"{manifest.parent.name}/manifest"] = json.dumps(same, sort_keys=True).encode()
    return kept


def half_written(out: Path) -> list[str]:
    """Hidden files that a write left behind, among reports and in the ledger."""
    return [str(path) for path in out.rglob(".*.????????") if path.is_file()]


def runs(out: Path | str) -> dict[str, list[str]]:
    """For each report in the ledger the states of its runs, newest first, as the parts have them."""
    rows = duckdb.sql(
        f"select report, status from read_parquet('{out}/ledger/runs/*.parquet') order by report, recorded desc"
    ).fetchall()
    told: dict[str, list[str]] = {}
    for name, status in rows:
        told.setdefault(name, []).append(status)
    return told


def behave() -> None:
    """Make this process do what the marks in a report say, each time it reads one."""
    plain = work._read

    def marked(attempt: Any, today: Any) -> Any:
        path = Path(attempt.item.source.place)
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        time.sleep(0.3 * text.count(SLOW))
        if KILLS in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if KILLS_ONCE in text and not (mark := path.with_suffix(".killed")).exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if HANGS in text:
            with work.watched(attempt.settings.timeout):
                re.match(r"(a+)+$", "a" * 64 + "b")  # holds the interpreter for good
        return plain(attempt, today)

    work._read = marked
