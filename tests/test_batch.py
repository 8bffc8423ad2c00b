"""Batches on a real Dask scheduler with workers in processes of their own, and as `gouji batch` runs them; with real kills."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import psutil
import pytest
from batch_sample import (
    CLEAN,
    HANGS,
    HEAD,
    KILLS,
    KILLS_ONCE,
    SLOW,
    SUITES,
    WRONG,
    half_written,
    many,
    report,
    runs,
    state,
    texts,
)
from rich.console import Console

from gouji.batch.progress import Progress
from gouji.batch.run import Orders, run_batch
from gouji.batch.tally import Tally
from gouji.memo.shelf import audits
from gouji.storage import open_place

TESTS = Path(__file__).parent


@pytest.fixture(scope="session")
def cluster(s3_bucket: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers, started as a user starts them; the workers heed a report's marks."""
    place = tmp_path_factory.mktemp("cluster")
    told = place / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": str(TESTS), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
                   "DASK_DISTRIBUTED__WORKER__DAEMON": "False", "HOME": str(place), "DASK_TEMPORARY_DIRECTORY": str(place)}
    log = (place / "log").open("w")
    started = [subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
                                 "--no-dashboard", "--dashboard-address", "127.0.0.1:0", "--scheduler-file", told], env=environment, stderr=log)]
    while not told.exists():
        assert started[0].poll() is None, (place / "log").read_text(encoding="utf-8")
        time.sleep(0.1)
    address = json.loads(told.read_text(encoding="utf-8"))["address"]
    started.append(subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--nworkers", "2", "--host", "127.0.0.1",
         "--no-dashboard", "--preload", TESTS / "batch_preload.py"], env=environment, stderr=log, cwd=place))
    yield address
    for process in reversed(started):
        process.terminate()
    for process in started:
        process.wait(timeout=30)
    log.close()


def run(paths: Any, out: Any, cluster: str, **orders: Any) -> Tally:
    """A batch without memos on the cluster; what it tells on the way is kept in `said`."""
    screen = StringIO()
    given = {"expectations": SUITES, "memo": False, "timeout": 60.0, "scheduler": cluster, **orders}
    tally = run_batch(Orders([str(path) for path in ([paths] if isinstance(paths, str | Path) else paths)], str(out), **given),
                      Progress(Console(file=screen, width=1000)))
    tally.said.append(screen.getvalue())
    return tally


def counts(tally: Tally) -> tuple[int, int, int]:
    return tally.done, tally.kept, tally.failed


def causes(tally: Tally) -> dict[str, tuple[str, str]]:
    return {outcome.item.id: (outcome.kind, outcome.cause) for outcome in tally.failures}


# --- the same whoever works -----------------------------------------------------------------------------------------


def test_one_worker_and_two_leave_the_same_bytes(cluster: str, tmp_path: Path) -> None:
    folder = many(tmp_path / "in", 9)
    assert counts(run(folder, tmp_path / "two", cluster)) == (9, 0, 0)
    one = run(folder, tmp_path / "one", None, jobs=1)  # a process of our own
    assert (counts(one), one.exit_code("critical"), one.findings["critical"]) == ((9, 0, 0), 1, 3)
    assert state(tmp_path / "one") == state(tmp_path / "two")
    assert set(runs(tmp_path / "one")) == {f"r{at:03}" for at in range(9)}
    assert [known.broken for known in audits(tmp_path / "two")] == [False] * 9


def test_reports_and_results_on_a_store_are_the_same_as_on_a_disk(cluster: str, tmp_path: Path, s3_bucket: str) -> None:
    folder = many(tmp_path / "in", 3)
    report(folder / "folder", WRONG)
    run(folder, tmp_path / "out", cluster)
    store, results = open_place(f"{s3_bucket}/in"), open_place(f"{s3_bucket}/out")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            store.put(path.parent.name if path.parent != folder else "", {path.name: path.read_bytes()})
    store.put("", {"empty.txt": b""})
    tally = run(store.where, results.where, cluster)
    assert counts(tally) == (4, 0, 1)
    for name in ("r000", "folder"):
        own = json.loads((tmp_path / "out" / name / "findings.json").read_text(encoding="utf-8"))
        there = json.loads(results.read(f"{name}/findings.json"))
        assert there["report"].pop("source") == f"{store.where}/{name}" + ("/source.txt" if name == "folder" else ".txt")
        assert own["report"].pop("source").startswith(str(folder))
        assert there == own
    assert json.loads(results.read("empty/error.json"))["cause"].startswith(f"{store.where}/empty.txt: ")
    assert "the file is empty" in results.read("index.en.html").decode()
    assert tally.index == [f"{results.where}/index.html", f"{results.where}/index.en.html"]
    assert counts(run(store.where, results.where, cluster)) == (0, 4, 1)
    store.put("", {"empty.txt": CLEAN.encode()})
    again = run(store.where, results.where, cluster)
    assert (counts(again), results.read("empty/error.json")) == ((1, 4, 0), None)
    assert b"batch" in results.read("batch.log")


# --- one bad report -------------------------------------------------------------------------------------------------


def test_each_bad_report_ends_in_its_cause_and_the_others_go_on(cluster: str, tmp_path: Path) -> None:
    folder = many(tmp_path / "in", 6)
    texts(folder, empty="", killer=CLEAN + KILLS, once=CLEAN + KILLS_ONCE)
    for name in ("one", "two"):
        report(folder / name, WRONG, id="Twin" if name == "one" else "twin")
    tally = run(folder, tmp_path / "out", cluster, retries=1)
    assert counts(tally) == (7, 0, 4)
    told = causes(tally)
    assert {name: kind for name, (kind, _) in told.items()} == {
        "empty": "report", "killer": "killed", "Twin": "report", "twin": "report"}
    assert re.search(r"killer\.txt: worker tcp://\S+ ended after \d+ s: killed from outside, or out of memory", told["killer"][1])
    assert "would go to the same folder" in told["twin"][1]
    assert tally.exit_code("never") == 2
    error = json.loads((tmp_path / "out" / "killer" / "error.json").read_text(encoding="utf-8"))
    assert (error["kind"], error["cause"]) == ("killed", told["killer"][1])
    assert error["attempts"] >= 2
    assert {known.name for known in audits(tmp_path / "out") if known.failure} == set(told)
    assert "tried again" in (tmp_path / "out" / "killer" / "run.log").read_text(encoding="utf-8") + tally.said[-1]
    (folder / "killer.txt").write_text(CLEAN, encoding="utf-8")
    again = run(folder, tmp_path / "out", cluster)
    assert counts(again) == (1, 7, 3)
    assert not (tmp_path / "out" / "killer" / "error.json").exists()
    assert runs(tmp_path / "out")["killer"][0] == "done"


def test_a_report_without_end_is_ended_in_its_time_even_where_nothing_else_runs(cluster: str, tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", endless=CLEAN + HANGS, good=CLEAN)
    before = time.monotonic()
    tally = run(folder, tmp_path / "out", cluster, timeout=3.0, retries=5)
    assert counts(tally) == (1, 0, 1)
    assert causes(tally)["endless"][0] == "timeout"
    assert "not at its end after 3 seconds" in causes(tally)["endless"][1]
    assert time.monotonic() - before < 45


def test_nowhere_to_work_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gouji.batch import cluster as dask

    monkeypatch.setattr(dask, "PATIENCE", 1)
    tally = run(many(tmp_path / "in", 1), tmp_path / "out", "tcp://127.0.0.1:9")
    assert tally.stopped.startswith("tcp://127.0.0.1:9: no Dask scheduler answers there")
    assert tally.exit_code("never") == 2


# --- killed, and started again --------------------------------------------------------------------------------------


def command(folder: Path, out: Path, *more: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "gouji", "batch", str(folder), "--out", str(out), "--no-memo", "--expectations", str(SUITES), *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def family(pid: int) -> list[psutil.Process]:
    try:
        return [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def gone(processes: list[psutil.Process]) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=20)
    return not alive


def wait_for(true: Callable[[], Any], seconds: float = 60) -> Any:
    end = time.monotonic() + seconds
    while not (value := true()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)
    return value


def test_the_head_killed_at_any_moment_loses_nothing(cluster: str, tmp_path: Path) -> None:
    folder, out = many(tmp_path / "in", 40), tmp_path / "out"
    chance = random.Random(20240701)
    known: set[str] = set()
    for least in (1, 12, 25):
        process = command(folder, out, "--scheduler", cluster)
        wait_for(lambda least=least, head=process: len(list(out.glob("*/manifest.json"))) >= least or head.poll() is not None)
        time.sleep(chance.random() / 10)
        processes = family(process.pid)
        process.kill()
        process.communicate()
        assert gone(processes)
        done = {name.partition("/")[0] for name in state(out)}
        assert known <= done
        known = done
    final = run(folder, out, cluster)
    assert final.failed == 0
    assert final.kept >= len(known)
    run(folder, tmp_path / "fresh", cluster)
    assert state(out) == state(tmp_path / "fresh")
    assert set(runs(out)) == {f"r{at:03}" for at in range(40)}


def test_a_worker_killed_in_mid_run_loses_nothing(cluster: str, tmp_path: Path) -> None:
    folder, out = many(tmp_path / "in", 8, also=SLOW), tmp_path / "out"
    process = command(folder, out, "--scheduler", cluster)
    wait_for(lambda: list(out.glob("*/manifest.json")))
    victim = next(int(line.rpartition(":")[2]) for path in out.glob("*/run.log")
                  for line in path.read_text(encoding="utf-8").splitlines() if " on " in line)
    os.kill(victim, signal.SIGKILL)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert re.search(r"reports +8 +done", output), output + errors
    assert len(state(out)) == 16
    assert half_written(out / "r000") == []


def test_a_head_killed_with_workers_of_its_own_leaves_no_process(cluster: str, tmp_path: Path) -> None:
    folder, out = many(tmp_path / "in", 60), tmp_path / "out"
    process = command(folder, out, "--jobs", "2")
    wait_for(lambda: list(out.glob("*/manifest.json")))
    processes = family(process.pid)
    process.kill()
    process.communicate()
    assert len(processes) > 3  # the head, two workers, and what watches over them
    assert gone(processes)
    tally = run(folder, out, cluster)
    assert (tally.failed, tally.done + tally.kept) == (0, 60)
    assert len(state(out)) == 120


def test_two_batches_into_one_folder_at_once_the_second_is_refused(cluster: str, tmp_path: Path) -> None:
    folder, out = texts(tmp_path / "in", slow=CLEAN + SLOW * 20), tmp_path / "out"
    first = command(folder, out, "--scheduler", cluster)
    wait_for(lambda: (out / "batch.log").exists())
    second = command(folder, out, "--scheduler", cluster)
    _, errors = second.communicate(timeout=60)
    assert second.returncode == 2
    assert errors.startswith(f"gouji: {out}: another batch is writing there (process {first.pid} on ")
    assert len(errors.splitlines()) == 1
    first.communicate(timeout=60)
    assert first.returncode == 0


def test_a_full_disk_stops_the_batch_and_the_next_one_goes_on(tmp_path: Path, small_disk: Path, cluster: str) -> None:
    folder = many(tmp_path / "in", 12)
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (small_disk_free(small_disk) - 60_000))
    tally = run(folder, small_disk / "out", cluster)
    assert tally.failed >= 5
    assert tally.exit_code("never") == 2
    assert "No space left on device" in " ".join(cause for _, cause in causes(tally).values())
    whole = set(state(small_disk / "out"))
    filler.unlink()
    again = run(folder, small_disk / "out", cluster)
    assert (again.failed, again.done + again.kept) == (0, 12)
    assert whole <= set(state(small_disk / "out"))
    run(folder, tmp_path / "fresh", cluster)
    assert state(small_disk / "out") == state(tmp_path / "fresh")


def small_disk_free(place: Path) -> int:
    told = os.statvfs(place)
    return told.f_bavail * told.f_frsize


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes. Skipped where we may not mount one."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"needs the right to mount a small file system: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


# --- with memos -----------------------------------------------------------------------------------------------------


def test_memos_are_the_same_bytes_and_a_killed_kernel_is_tried_again(cluster: str, tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", a=WRONG, b=HEAD + "一、投入资金100万元，其中：甲项目60万元，乙项目50万元。\n")
    (report(folder / "stale", WRONG) / "figures.csv").write_text("id\n", encoding="utf-8")
    out = tmp_path / "two"
    process = subprocess.Popen([sys.executable, "-m", "gouji", "batch", str(folder), "--out", str(out), "--scheduler", cluster,
                                "--expectations", str(SUITES), "--lang", "zh,en"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    os.kill(wait_for(kernel_of_ours, 180), signal.SIGKILL)
    output, errors = process.communicate(timeout=300)
    assert re.search(r"reports +2 +done", output), output + errors
    assert "tried again" in errors
    assert (process.returncode, {path.name for path in (out / "stale").iterdir()}) == (2, {"error.json", "partial.ipynb", "run.log"})
    assert any(cell.get("outputs") for cell in json.loads((out / "stale" / "partial.ipynb").read_text(encoding="utf-8"))["cells"])
    assert counts(run(folder, tmp_path / "one", None, jobs=1, memo=True)) == (2, 0, 1)
    told_alike = {name: content.replace(str(tmp_path / "one").encode(), str(out).encode())  # the notebook tells where it wrote
                  for name, content in state(tmp_path / "one").items()}
    assert state(out) == told_alike
    told = json.loads((out / "a" / "findings.json").read_text(encoding="utf-8"))
    assert told["report"]["source"] == str(folder / "a.txt")
    text = (out / "a" / "audit.ipynb").read_text(encoding="utf-8")
    given = next("".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["id"] == "injected-parameters")
    assert f'report = "{folder / "a.txt"}"' in given
    assert f'expectations = "{SUITES}"' in given
    assert "/gouji-" not in text  # nor anything of the folders that the audit passed through
    assert counts(run(folder, out, cluster, memo=False)) == (1, 2, 0)  # a memo has the findings too


def kernel_of_ours() -> int:
    """The process id of a young kernel below a worker of the cluster, 0 while there is none: it is forked from a warm process, and
    what is older may have done its work."""
    for process in psutil.Process().children(recursive=True):
        try:
            young = time.time() - process.create_time() < 1.0
            if young and any("forking.main" in " ".join(known.cmdline()) for known in process.parents()):
                return process.pid
        except psutil.NoSuchProcess:
            continue
    return 0
