"""How CPU time and memory are taken."""

from __future__ import annotations

import cProfile
import gc
import io
import json
import os
import pstats
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.slips import REPORT
from gouji import analytics, document, figures, prose, relations, tables
from gouji.relations.common.reading import read

# A whole check in a process of its own: what importing costs is taken off, so that only the reports are left.
_CHECK = """
import json, resource, sys, time
from pathlib import Path
import gouji.audit, gouji.validation
from gouji.suites import load_suites
folder, warm = map(Path, sys.argv[1:3])
gouji.audit.check([warm])
before = time.process_time()
errors = checks = 0
for result in gouji.audit.each_checked([folder]):
    errors, checks = errors + len(result.errors), checks + len(result.checks)
spent = time.process_time() - before
json.dump({"cpu_seconds": round(spent, 3), "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
           "errors": errors, "checks": checks}, sys.stdout)
"""


def cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []:
        if line.startswith("model name"):
            return f"{line.partition(':')[2].strip()}, {os.cpu_count()} cores"
    return f"{os.cpu_count()} cores"


def yardstick() -> float:
    """CPU ms of a fixed piece of Python: what the same machine does slower under load, it does slower here too."""
    times = []
    for _ in range(5):
        start = time.process_time()
        text = "".join(str(number % 97) for number in range(200_000))
        sum(1 for character in text if character == "7")
        times.append(time.process_time() - start)
    return round(1000 * min(times), 1)


class _Clock:
    """Adds up the CPU time of named steps."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def take(self, name: str, since: float) -> float:
        now = time.process_time()
        self.spent[name] = self.spent.get(name, 0.0) + now - since
        return now


def run(path: Path | bytes, clock: _Clock | None = None) -> None:
    """One report from bytes to every table, as `gouji check` reads it."""
    clock = clock or _Clock()
    at = time.process_time()
    read_document = document.load(path)
    at = clock.take("document", at)
    found = figures.find(read_document)
    at = clock.take("figures", at)
    reading = read(read_document, found)
    at = clock.take("reading", at)
    relations.propose(read_document, found, reading)
    at = clock.take("relations", at)
    made = {"headline": tables.headline(read_document, found, reading), "projects": tables.projects(read_document, found, reading),
            "progress": tables.progress(read_document, found, reading)}
    at = clock.take("tables", at)
    prose.read(read_document, None, None, made["progress"], found, made["headline"], made["projects"])
    at = clock.take("prose", at)
    analytics.ask(read_document, found, made["headline"], made["projects"], made["progress"], reading)
    clock.take("analytics", at)


def warm(path: Path) -> None:
    """Fills caches that a first report fills, so that it is not charged for them."""
    run(path)
    run(path)


def steps(reports: Sequence[Path]) -> dict[str, float]:
    clock = _Clock()
    for path in reports:
        run(path, clock)
    return clock.spent


def one(text: str) -> float:
    """CPU seconds of one text, the best of three."""
    times = []
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        run(text.encode())
        times.append(time.process_time() - start)
    return min(times)


def figures_in(reports: Sequence[Path]) -> int:
    """Figures a report, on average of the first few."""
    some = reports[:5]
    return round(sum(len(figures.find(document.load(path))) for path in some) / len(some))


def real() -> dict[str, Any]:
    """The real report, for comparison."""
    text = REPORT.read_text(encoding="utf-8")
    return {"characters": len(text), "figures": figures_in([REPORT]), "ms": round(1000 * one(text), 1)}


def memory(reports: Sequence[Path]) -> dict[str, Any]:
    """What is kept after half of the reports and after all: the same where nothing leaks."""
    tracemalloc.start()
    kept = []
    half = len(reports) // 2
    for part in (reports[:half], reports[half:]):
        for path in part:
            run(path)
        gc.collect()
        kept.append(round(tracemalloc.get_traced_memory()[0] / 2**20, 2))
    tracemalloc.stop()
    return {"reports": [half, len(reports)], "kept_mb": kept, "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)}


def check(folder: Path) -> dict[str, Any]:
    """`gouji check` of a folder, without start-up: CPU seconds, highest memory, errors, number of checks."""
    first = sorted(folder.iterdir())[0]
    done = subprocess.run([sys.executable, "-c", _CHECK, str(folder), str(first)], capture_output=True, text=True, check=False,
                          cwd=Path(__file__).parents[1])
    if done.returncode:
        raise SystemExit("gouji check failed: " + (done.stderr.strip().splitlines() or ["no word why"])[-1])
    return json.loads(done.stdout)


def profile(reports: Sequence[Path], count: int = 30) -> str:
    """The functions that take most time of their own."""
    profiler = cProfile.Profile()
    profiler.enable()
    for path in reports:
        run(path)
    profiler.disable()
    out = io.StringIO()
    pstats.Stats(profiler, stream=out).sort_stats("tottime").print_stats(count)
    return out.getvalue()
