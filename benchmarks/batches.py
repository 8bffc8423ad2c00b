"""`gouji batch` against a plain papermill loop and against `gouji check`, and a worker's memory over many reports.

    python -m benchmarks.batches [--reports N] [--screened N] [--out FILE]

All in one run over the same notebook and reports. Paces are taken between the first and the last result, so that starting
counts apart; CPU is of all processes of a run. `make bench` does this as its part of bench.json.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.size import of_real_size

ROOT = Path(__file__).parents[1]
TARGETS = {1: 5.0, 2: 9.0}  # times the pace of the plain loop, with one worker and with two on two cores
EVERY = 0.1  # seconds between looks at a run's processes
# What people do without gouji batch: one notebook after the other, each in a new kernel, into a folder of its own.
LOOP = """
import sys
from pathlib import Path
import papermill
out, *reports = map(Path, sys.argv[1:])
for report in reports:
    papermill.execute_notebook("notebooks/audit.ipynb", str(out / f"{report.stem}.ipynb"), kernel_name="python3", progress_bar=False,
        parameters={"report": str(report), "expectations": "expectations", "out": str(out), "lang": "zh,en"})
"""


@dataclass
class Ran:
    """One run: when each result was whole (seconds from the start), CPU seconds, and the memory of its largest worker (MB)."""

    seconds: float
    results: list[float]
    cpu: float
    memory: list[float]

    @property
    def pace(self) -> float:
        """Reports a minute between the first and the last result."""
        spent = self.results[-1] - self.results[0]
        return 60 * (len(self.results) - 1) / spent if spent else float("nan")

    def as_dict(self) -> dict[str, Any]:
        return {"reports": len(self.results), "seconds": round(self.seconds, 1), "first_after": round(self.results[0], 1),
                "reports_per_minute": round(self.pace, 1), "cpu_seconds": round(self.cpu, 1)}


def ran(command: Sequence[str], out: Path) -> Ran:
    """Run a command that leaves a manifest.json a report in a folder. Raises SystemExit where it leaves none, or fails."""
    before, began = time.time(), time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.extend(process.stderr), daemon=True)
    reader.start()
    cpu: dict[int, float] = {}
    memory = []
    while process.poll() is None:
        memory.append(_look(process.pid, cpu))
        time.sleep(EVERY)
    seconds = time.monotonic() - began
    reader.join()
    results = sorted(path.stat().st_mtime - before for path in out.glob("*/manifest.json"))
    if process.returncode or not results:
        raise SystemExit(f"{' '.join(command[:4])} ...: exit code {process.returncode}: {(heard or ['no word why'])[-1]}")
    return Ran(seconds, results, sum(cpu.values()), memory)


def _look(pid: int, cpu: dict[int, float]) -> float:
    """Note the CPU seconds of a process and all below it; the memory of the largest of Dask's workers."""
    largest = 0.0
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return largest
    for process in family:
        try:
            spent = process.cpu_times()
            cpu[process.pid] = max(cpu.get(process.pid, 0.0), spent.user + spent.system)
            if "spawn_main" in " ".join(process.cmdline()):
                largest = max(largest, process.memory_info().rss / 2**20)
        except psutil.Error:
            continue
    return largest


def batch(reports: Path, out: Path, jobs: int, *more: str) -> Ran:
    return ran([sys.executable, "-m", "gouji", "batch", str(reports), "--out", str(out), "--jobs", str(jobs), *more], out)


def loop(reports: Path, out: Path) -> Ran:
    out.mkdir()
    return ran([sys.executable, "-c", LOOP, str(out), *map(str, sorted(reports.iterdir()))], out)


def checking(reports: Path) -> float:
    """CPU seconds of `gouji check --format json` on a folder, its start and its output included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "gouji", "check", str(reports), "--format", "json", "--fail-on", "never"]
    if subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode:
        raise SystemExit("gouji check failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def memory(run: Ran) -> dict[str, Any]:
    """A worker's memory when the first fifth of the reports was done, and at the end."""
    fifth = run.results[len(run.results) // 5] / run.seconds
    kept = [value for value in run.memory[int(fifth * len(run.memory)) :] if value]
    some = max(1, len(kept) // 10)
    early, late = sorted(kept[:some])[some // 2], sorted(kept[-some:])[some // 2]
    return {"reports": len(run.results), "mb_after_a_fifth": round(early), "mb_at_the_end": round(late), "ratio": round(late / early, 3)}


def measured(place: Path, reports: int, screened: int) -> dict[str, Any]:
    """Everything, for so many reports with a memo and so many without."""
    few, many = place / "few", place / "many"
    of_real_size(few, reports)
    of_real_size(many, screened)
    plain = loop(few, place / "plain")
    result: dict[str, Any] = {"papermill": plain.as_dict()}
    for jobs, target in TARGETS.items():
        run = batch(few, place / f"jobs{jobs}", jobs)
        result[f"jobs_{jobs}"] = {**run.as_dict(), "times_papermill": round(run.pace / plain.pace, 2), "target": target}
        if jobs == 1:
            result["memory"] = memory(run)
    alone = batch(few, place / "alone", 1, "--no-memo")
    screen = batch(many, place / "screen", 1, "--no-memo")
    ms = 1000 * (screen.cpu - alone.cpu) / (screened - reports)
    check = 1000 * (checking(many) - checking(few)) / (screened - reports)
    result["no_memo"] = {**screen.as_dict(), "ms_per_report": round(ms, 1), "check_ms_per_report": round(check, 1),
                         "times_check": round(ms / check, 2)}
    result["memory_no_memo"] = memory(screen)
    size = {"with_memo": place / "jobs1", "without": place / "screen"}
    result["kb_per_report"] = {name: _size(folder) for name, folder in size.items()}
    result["ledger_kb_per_report"] = round(_bytes(place / "screen" / "ledger") / screened / 1024, 1)
    return result


def _size(folder: Path) -> float:
    found = [_bytes(path.parent) for path in folder.glob("*/manifest.json")]
    return round(sum(found) / len(found) / 1024, 1)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def table(result: dict[str, Any]) -> str:
    """What was measured, to read."""
    lines = ["batches         reports  reports/min  times papermill (target)  CPU s  first after s"]
    for name in ("papermill", "jobs_1", "jobs_2"):
        row = result[name]
        times = f"{row['times_papermill']:.2f} ({row['target']:.0f})" if "target" in row else ""
        lines.append(f"  {name:<12} {row['reports']:>8} {row['reports_per_minute']:>12.1f} {times:>25} {row['cpu_seconds']:>6.1f} "
                     f"{row['first_after']:>14.1f}")
    row = result["no_memo"]
    lines.append(f"  {'no memo':<12} {row['reports']:>8} {row['reports_per_minute']:>12.1f} {'':>25} {row['cpu_seconds']:>6.1f} "
                 f"{row['first_after']:>14.1f}")
    lines.append(f"no memo: {row['ms_per_report']} ms of CPU a report, gouji check {row['check_ms_per_report']}: {row['times_check']} times")
    for name, words in (("memory", "with memos"), ("memory_no_memo", "without")):
        row = result[name]
        lines.append(f"memory of a worker {words}, {row['reports']} reports: {row['mb_after_a_fifth']} MB after a fifth, "
                     f"{row['mb_at_the_end']} at the end, {row['ratio']} times")
    lines.append(f"kB a report: {result['kb_per_report']['with_memo']} with memos, {result['kb_per_report']['without']} without, "
                 f"{result['ledger_kb_per_report']} in the ledger")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batches", description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=12, help="reports with a memo")
    parser.add_argument("--screened", type=int, default=200, help="reports without")
    parser.add_argument("--out", type=Path, help="a bench.json to write it to, as its part `batches`")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        result = {**measured(Path(scratch), options.reports, options.screened), "cores": os.cpu_count()}
    if options.out:
        told = json.loads(options.out.read_text(encoding="utf-8")) if options.out.exists() else {}
        options.out.write_text(json.dumps({**told, "batches": result}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(table(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
