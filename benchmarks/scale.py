"""What a hundred, ten thousand and a million reports need, worked out of bench.json: `python -m benchmarks.scale`.

Prints the table of docs/scale.md; `--write` puts it there, between its marks.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "scale.md"
BEGIN, END = "<!-- worked out by python -m benchmarks.scale: begin -->", "<!-- worked out by python -m benchmarks.scale: end -->"
NUMBERS = (100, 10_000, 1_000_000)
CORES = (4, 32)  # a workstation, a few machines
HEADINGS = ("reports", "core hours", *(f"on {number} cores" for number in CORES), "results", "ledger")


def rows(told: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    """For each way of auditing a row a number of reports, of what the part `batches` of bench.json tells."""
    memo = 60 / told["jobs_1"]["reports_per_minute"]
    ways = {"with a memo": (memo, told["kb_per_report"]["with_memo"]),
            "findings alone": (told["no_memo"]["ms_per_report"] / 1000, told["kb_per_report"]["without"])}
    return {
        way: [[f"{number:,}", _number(number * seconds / 3600), *(_time(number * seconds / cores) for cores in CORES),
               _size(number * kb), _size(number * told["ledger_kb_per_report"])] for number in NUMBERS]
        for way, (seconds, kb) in ways.items()
    }


def page(told: Mapping[str, Any]) -> str:
    """The tables as Markdown."""
    lines = [f"Measured on {told['cores']} cores: a memo takes {60 / told['jobs_1']['reports_per_minute']:.2f} s of one worker, findings alone "
             f"{told['no_memo']['ms_per_report']:.0f} ms of CPU; a worker holds {told['memory']['mb_at_the_end']} MB with memos "
             f"and {told['memory_no_memo']['mb_at_the_end']} MB without (its warm process and kernel come on top). "
             f"The times leave out the start: {told['jobs_1']['first_after']:.0f} s until the first memo is there, with one worker.", ""]
    for way, table in rows(told).items():
        lines += [f"| {way}: {' | '.join(HEADINGS)} |", f"|{' --- |' * len(HEADINGS)}", *(f"| {' | '.join(row)} |" for row in table), ""]
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:.2g}" if value < 10 else f"{value:,.0f}"


def _time(seconds: float) -> str:
    for unit, size in (("days", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= 1.5 * size:
            return f"{_number(seconds / size)} {unit}"
    return f"{seconds:.0f} s" if seconds >= 1 else "under 1 s"


def _size(kb: float) -> str:
    for unit, size in (("TB", 2**30), ("GB", 2**20), ("MB", 2**10)):
        if kb >= size:
            return f"{_number(kb / size)} {unit}"
    return f"{kb:.0f} kB"


def main(arguments: Sequence[str]) -> int:
    told = json.loads((HERE / "bench.json").read_text(encoding="utf-8")).get("batches")
    if told is None:
        sys.stderr.write("bench.json has no part `batches` yet: run `python -m benchmarks.batches --out benchmarks/bench.json`\n")
        return 2
    made = page(told)
    if "--write" in arguments:
        text = PAGE.read_text(encoding="utf-8")
        before, after = text.partition(BEGIN)[0], text.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n{made}{END}{after}", encoding="utf-8")
    sys.stdout.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
