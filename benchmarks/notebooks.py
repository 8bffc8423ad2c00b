"""The audit notebook in warm kernels against a plain papermill loop, one worker each, over the same reports.

    python -m benchmarks.notebooks [--reports N] [--plain M] [--out FILE]

The plain worker runs papermill alone, with a new kernel a report; ours makes the memos (HTML) besides. They take turns, M
reports of the one spread over N of the other, so that a busy machine slows both. CPU is of a worker with all processes
below it; `after the start` leaves out each worker's first report, on which everything is imported. `make bench` does this
as its part of bench.json.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.size import of_real_size

HERE = Path(__file__).parent
REPORTS, PLAIN = 24, 4  # of ours and of the plain loop's: about three minutes
TARGETS = {"ratio": 5.0, "cpu_seconds": 1.0}  # times the plain loop's pace; a report's own work, after imports

# A worker takes a report's path a line, and answers what it took: seconds, CPU seconds, and MB that it and the process
# that its kernels are forked from hold.
_WORKER = """
import json, os, sys, time
from pathlib import Path
import psutil
own, out = psutil.Process(), Path(sys.argv[1])

def cpu():
    '''Seconds of this process, and of all below it: those that live, and those that were waited for.'''
    mine = sum(own.cpu_times()[:2])
    below = sum(own.cpu_times()[2:4])
    for child in own.children(recursive=True):
        try:
            below += sum(child.cpu_times()[:4])
        except psutil.NoSuchProcess:
            pass
    return mine, below

def megabytes():
    return [round(process.memory_info().rss / 2**20, 1) for process in (own, *own.children())]

%s

for line in sys.stdin:
    began, before = time.monotonic(), cpu()
    run(Path(line.strip()))
    seconds = time.monotonic() - began
    time.sleep(0.2)  # for the last kernel to be waited for, so that its time is told
    after = cpu()
    print(json.dumps({"seconds": seconds, "worker": after[0] - before[0], "kernels": after[1] - before[1], "mb": megabytes()}), flush=True)
"""
_PLAIN = """
import papermill
def run(report):
    papermill.execute_notebook("notebooks/audit.ipynb", str(out / f"{report.stem}.ipynb"), kernel_name="python3", progress_bar=False,
        parameters={"report": str(report), "expectations": "expectations", "out": str(out), "lang": "zh,en"})
"""
_WARM = """
from gouji.memo.run import WARM, kernel, run_report
if kernel() != WARM:
    raise SystemExit(f"the kernel {WARM} is not installed: python -m gouji.kernels")
def run(report):
    run_report(report, out, ["zh", "en"], Path("expectations"), "never")
"""


class Worker:
    """A process that runs notebooks one after the other."""

    def __init__(self, code: str, out: Path) -> None:
        command = [sys.executable, "-c", _WORKER % code, str(out)]
        self.process = subprocess.Popen(command, cwd=HERE.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.told: list[dict[str, Any]] = []

    def run(self, report: Path) -> None:
        """Raises SystemExit where the worker fails."""
        try:
            self.process.stdin.write(f"{report}\n")
            self.process.stdin.flush()
            self.told.append(json.loads(self.process.stdout.readline()))
        except (OSError, ValueError):
            raise SystemExit(f"{report.name}: a worker failed with exit code {self.process.wait()}") from None

    def end(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def summary(self) -> dict[str, Any]:
        """The first report, which has the start in it, and a report on average of the others."""
        later = self.told[1:] or self.told
        mean = {name: sum(told[name] for told in later) / len(later) for name in ("seconds", "worker", "kernels")}
        return {
            "reports": len(self.told), "first_seconds": round(self.told[0]["seconds"], 2), "seconds": round(mean["seconds"], 2),
            "reports_per_minute": round(60 / mean["seconds"], 1),
            "cpu_seconds": {"worker": round(mean["worker"], 2), "kernels": round(mean["kernels"], 2), "all": round(mean["worker"] + mean["kernels"], 2)},
        }


def measured(reports: int = REPORTS, plain: int = PLAIN) -> dict[str, Any]:
    """Both over the same reports; ratios, and the memory of ours at a quarter, a half and all of them."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        paths = of_real_size(place / "in", max(reports, plain))
        for name in ("plain", "warm"):
            (place / name).mkdir()
        theirs, ours = Worker(_PLAIN, place / "plain"), Worker(_WARM, place / "warm")
        try:
            for number, path in enumerate(paths[:reports]):
                if number * plain // reports == len(theirs.told) and len(theirs.told) < plain:
                    theirs.run(path)
                ours.run(path)
        finally:
            theirs.end()
            ours.end()
        if missing := [path.stem for path in paths[:reports] if not (place / "warm" / path.stem / "manifest.json").is_file()]:
            raise SystemExit(f"no whole result of {', '.join(missing)}")
    a, b = theirs.summary(), ours.summary()
    marks = sorted({max(reports // 4, 1), max(reports // 2, 1), reports})
    memory = [{"reports": mark, "worker_mb": ours.told[mark - 1]["mb"][0], "server_mb": sum(ours.told[mark - 1]["mb"][1:])} for mark in marks]
    return {"plain": a, "warm": b, "ratio": round(a["seconds"] / b["seconds"], 1), "memory": memory, "targets": TARGETS}


def told(result: dict[str, Any]) -> str:
    lines = ["notebooks, one worker      reports  first s  s a report  reports/min  CPU s a report (worker + kernels)"]
    for name, label in (("plain", "plain papermill loop"), ("warm", "warm kernels")):
        row, cpu = result[name], result[name]["cpu_seconds"]
        lines.append(f"  {label:<24} {row['reports']:>7}  {row['first_seconds']:>7.1f}  {row['seconds']:>10.2f}  {row['reports_per_minute']:>11.1f}  "
                     f"{cpu['all']:>6.2f} ({cpu['worker']:.2f} + {cpu['kernels']:.2f})")
    lines.append(f"  ratio {result['ratio']:.1f} (target {TARGETS['ratio']:.0f}); CPU target {TARGETS['cpu_seconds']:.1f} s a report")
    lines += [f"  memory after {row['reports']} reports: worker {row['worker_mb']:.0f} MB, server {row['server_mb']:.0f} MB" for row in result["memory"]]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.notebooks", description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=REPORTS, help="reports of ours")
    parser.add_argument("--plain", type=int, default=PLAIN, help="reports of the plain loop's, at most as many")
    parser.add_argument("--out", type=Path, default=HERE / "bench.json")
    options = parser.parse_args(arguments)
    if not 2 <= options.plain <= options.reports:
        parser.error("--plain: at least 2, and at most as many as --reports")
    result = measured(options.reports, options.plain)
    known = json.loads(options.out.read_text(encoding="utf-8")) if options.out.is_file() else {}
    options.out.write_text(json.dumps({**known, "notebooks": result}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(told(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
