"""`make bench`: CPU time and memory of gouji on folders of synthetic reports of the real report's size.

    python -m benchmarks.bench [--reports N] [--ledger N] [--out FILE] [--skip-check] [--skip-notebooks] [--profile]

Times are CPU seconds of this process after imports, on one core; ratios come from one run, side by side. Numbers differ
from machine to machine, so bench.json says what it ran on.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import batches, ledgers, measure, notebooks
from benchmarks.size import folder, lengthened, of_real_size

HERE = Path(__file__).parent
LIMIT = 60.0  # ms of CPU a report after start-up, the target


def steps(reports: Sequence[Path]) -> dict[str, Any]:
    """CPU ms a report for each step from text to tables."""
    spent = measure.steps(reports)
    return {"reports": len(reports), "figures": measure.figures_in(reports), "characters": round(sum(len(p.read_text(encoding="utf-8")) for p in reports) / len(reports)),
            "ms_per_report": {name: round(1000 * seconds / len(reports), 2) for name, seconds in spent.items()},
            "ms_total": round(1000 * sum(spent.values()) / len(reports), 2)}


def by_length(lengths: Sequence[int]) -> list[dict[str, Any]]:
    """One report made so many times as long: with other matter, and by telling the same again."""
    rows = []
    for way in ("other matter", "repeated"):
        base = None
        for times in lengths:
            text = lengthened(times, repeated=way == "repeated")
            seconds = measure.one(text)
            base = base or seconds / len(text)
            rows.append({"way": way, "times": times, "characters": len(text), "ms": round(1000 * seconds, 1),
                         "per_character_against_1x": round(seconds / len(text) / base, 2)})
    return rows


def by_number(place: Path, number: int) -> list[dict[str, Any]]:
    """Whole checks of folders of 1, 2 and 4 parts of the number: CPU after start-up and the memory at its highest."""
    rows = []
    for times in (1, 2, 4):
        count = max(number * times // 4, 1)
        got = measure.check(folder(place / str(times), count))
        rows.append({"reports": count, **got, "ms_per_report": round(1000 * got["cpu_seconds"] / count, 2)})
    for row in rows:
        row["cpu_against_smallest"] = round(row["cpu_seconds"] / rows[0]["cpu_seconds"], 2)
        row["reports_against_smallest"] = round(row["reports"] / rows[0]["reports"], 2)
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=100, help="reports in the largest folder")
    parser.add_argument("--lengths", default="1,2,4,8", help="how many times the real length")
    parser.add_argument("--ledger", type=int, default=ledgers.REPORTS, help="reports in the ledger (0: leave it out)")
    parser.add_argument("--skip-check", action="store_true", help="leave out the whole `gouji check`")
    parser.add_argument("--skip-notebooks", action="store_true", help="leave out the notebooks in warm kernels")
    parser.add_argument("--batched", type=int, default=12, help="reports with a memo in the batches; 0 leaves batches out")
    parser.add_argument("--profile", action="store_true", help="print the functions that take most time")
    parser.add_argument("--out", type=Path, default=HERE / "bench.json")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        reports = of_real_size(place / "steps", min(options.reports, 40))
        measure.warm(reports[0])
        result: dict[str, Any] = {
            "machine": {"python": platform.python_version(), "cpu": measure.cpu(), "yardstick_ms": measure.yardstick()},
            "steps": steps(reports), "by_length": by_length([int(n) for n in options.lengths.split(",")]),
            "real": measure.real(), "memory": measure.memory(reports[:20]),
        }
        if not options.skip_check:
            result["check"] = by_number(place, options.reports)
        if options.batched:
            result["batches"] = {**batches.measured(place / "batches", options.batched, max(200, options.batched)), "cores": os.cpu_count()}
        if options.ledger:
            result["ledger"] = ledgers.measured(options.ledger)
        if options.profile:
            sys.stdout.write(measure.profile(reports[:20]) + "\n")
    if not options.skip_notebooks:
        result["notebooks"] = notebooks.measured()
    known = json.loads(options.out.read_text(encoding="utf-8")) if options.out.is_file() else {}
    options.out.write_text(json.dumps({**known, **result}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _tell(result, sys.stdout.write)
    return 0


def _tell(result: dict[str, Any], write: Callable[[str], Any]) -> None:
    s = result["steps"]
    write(f"yardstick (a fixed loop, to compare machines and their load): {result['machine']['yardstick_ms']} ms\n")
    write(f"CPU ms a report, {s['reports']} reports of {s['characters']} characters (target {LIMIT:.0f} for all)\n")
    for name, ms in s["ms_per_report"].items():
        write(f"  {name:<12} {ms:8.2f}\n")
    write(f"  {'all':<12} {s['ms_total']:8.2f}\n  the real report ({result['real']['figures']} figures): {result['real']['ms']} ms; a synthetic one has {s['figures']}\n\nlength         times  characters       ms  a character against 1x\n")
    for row in result["by_length"]:
        write(f"  {row['way']:<13} {row['times']:>4}  {row['characters']:>10} {row['ms']:8.1f}  {row['per_character_against_1x']:>8.2f}\n")
    m = result["memory"]
    write(f"\nmemory kept after {m['reports'][0]} and {m['reports'][1]} reports: {m['kept_mb'][0]} and {m['kept_mb'][1]} MB; highest {m['peak_mb']} MB\n")
    if "notebooks" in result:
        write("\n" + notebooks.told(result["notebooks"]))
    if "check" in result:
        write("\ngouji check    reports  CPU s after start-up  ms a report  against smallest (reports)  highest MB\n")
        for row in result["check"]:
            write(f"  {'':<12} {row['reports']:>7}  {row['cpu_seconds']:>20.2f}  {row['ms_per_report']:>11.1f}  "
                  f"{row['cpu_against_smallest']:>7.2f} ({row['reports_against_smallest']:.2f})  {row['peak_mb']:>21.0f}\n")
    if "batches" in result:
        write("\n" + batches.table(result["batches"]))
    if "ledger" in result:
        write("\n" + ledgers.told(result["ledger"]))


if __name__ == "__main__":
    sys.exit(main())
