"""The ledger at size: `python -m benchmarks.ledgers [--reports N]`; `make bench` puts it in bench.json under "ledger".

The reports are made from the answer on the first report of `data/`: each has as many figures, ties, checks and findings as
that one, with numbers, words and fingerprints of its own; departments report in five years, and one report in fifty was put
right and audited again. Parts are written as a batch writes them that screens fifty at a time.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from gouji.audit import check
from gouji.ledger import compact
from gouji.ledger.entry import entry_of, rows_of
from gouji.ledger.parts import marked, write_pack
from gouji.ledger.questions import QUESTIONS
from gouji.ledger.reading import Ledger
from gouji.ledger.schema import DATA
from gouji.ledger.store import Store

FIRST = Path(__file__).parents[1] / "data" / "longshan-natural-resources-2023"
REPORTS = 100_000
TOGETHER = 50  # reports a part
POOL = 40  # packs
YEARS = 5
CHANGED = 50  # one report in so many is audited twice, on another text
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
# Columns that tell each row's own numbers: behind their words, or nothing but them.
WORDED = {
    "checks": {"stated": False, "computed": False, "difference": False, "statement_zh": True, "statement_en": True},
    "findings": {"title_zh": True, "title_en": True, "condition_zh": True, "condition_en": True},
}
OWN = ("SELECT kind, count(*) FROM findings WHERE severity = 'critical' GROUP BY kind",
       "SELECT unit, count(*), sum(amount) FROM figures GROUP BY unit ORDER BY 2 DESC LIMIT 10")  # fmt: skip


class Writer:
    """Makes packs of reports out of the rows of one."""

    def __init__(self, report: Path, seed: int = 1) -> None:
        (result,) = check([report])
        run = {"run": "r", "batch": "bench", "started": BEGUN, "seconds": 1.0, "status": "done", "gouji": "bench"}
        rows = rows_of(entry_of(result, run), BEGUN)
        self.rows = {name: pa.Table.from_pylist(some, schema=marked(name)) for name, some in rows.items()}
        self.numbers = np.random.default_rng(seed)
        self.random = random.Random(seed)
        self.pool: dict[tuple[str, int], pa.Table] = {}
        self.packs = 0

    def pack(self, reports: Sequence[int], run: int) -> dict[str, pa.Table]:
        """The tables of some reports, by number; `run` tells a second audit from the first."""
        self.packs += 1
        told = {"report": [f"report-{n:06}" for n in reports], "run": [f"r{n:06}-{run}" for n in reports],
                "entity": [f"某市第{n // YEARS:05}局" for n in reports]}
        made = {}
        for name, one in self.rows.items():
            if not len(one):
                continue
            table = self._of_pool(name).slice(0, len(one) * len(reports))
            own = pa.array(np.repeat(np.arange(len(reports)), len(one)))
            for column, some in told.items():
                table = _set(table, column, pa.array(some).take(own))
            table = _set(table, "year", pa.array([2020 + n % YEARS for n in reports], pa.int32()).take(own))
            made[name] = table
        made["runs"] = self._ran(made["runs"], reports, run)
        digits = (f"g{self.random.getrandbits(48):012x}" for _ in range(len(made["findings"])))
        made["findings"] = _set(made["findings"], "fingerprint", pa.array(digits))
        return made

    def _of_pool(self, name: str) -> pa.Table:
        """Rows for a whole pack, each with numbers of its own; the pool goes round, for to make them takes longest."""
        key = name, self.packs % POOL
        if key not in self.pool:
            one = self.rows[name]
            self.pool[key] = self._varied(name, pa.concat_tables([one] * TOGETHER).combine_chunks())
        return self.pool[key]

    def _ran(self, table: pa.Table, reports: Sequence[int], run: int) -> pa.Table:
        table = _set(table, "sha256", pa.array([f"{n * 2 + run:064x}" for n in reports]))
        started = [BEGUN + timedelta(seconds=n + 10_000_000 * run) for n in reports]
        for column in ("started", "recorded"):
            table = _set(table, column, pa.array(started, table.schema.field(column).type))
        return table

    def _varied(self, name: str, table: pa.Table) -> pa.Table:
        size = len(table)
        if name in ("figures", "headline"):
            factor = self.numbers.lognormal(0, 1, size)
            amounts = np.nan_to_num(table["amount"].to_numpy(zero_copy_only=False)) * factor
            values = [f"{value:.2f}" for value in amounts]
            table = _set(table, "amount", pa.array(np.round(amounts, 2)))
            for column in {"value", "text", "number", "low", "high"} & set(table.column_names):
                table = _set(table, column, pa.array(values))
        for column, about in WORDED.get(name, {}).items():
            table = _set(table, column, self._worded(table[column], size, about))
        return table

    def _worded(self, told: pa.ChunkedArray, size: int, about: bool) -> pa.Array:
        """A column's words with numbers of each row's own behind them; or numbers alone."""
        numbers = np.round(self.numbers.lognormal(5, 2, size), 2)
        words = told.to_pylist() if about else [""] * size
        return pa.array([f"{text or ''}{number:.2f}" for text, number in zip(words, numbers, strict=True)])


def _set(table: pa.Table, column: str, values: pa.Array) -> pa.Table:
    at = table.schema.get_field_index(column)
    return table.set_column(at, table.schema.field(at), values)


def write(root: str, writer: Writer, reports: int) -> dict[str, Any]:
    """Write the parts of so many reports; the time of writing alone, and how many parts and bytes that gave."""
    store, spent = Store(root), 0.0
    again = range(0, reports, CHANGED)
    batches = [(range(at, min(at + TOGETHER, reports)), 0) for at in range(0, reports, TOGETHER)]
    batches += [(again[at : at + TOGETHER], 1) for at in range(0, len(again), TOGETHER)]
    for some, run in batches:
        made = writer.pack(list(some), run)
        begun = time.process_time()
        write_pack(store, made)
        spent += time.process_time() - begun
    return {"cpu_seconds": round(spent, 2), **size(root)}


def size(root: str) -> dict[str, Any]:
    files = [path.stat().st_size for path in Path(root).rglob("*.parquet")]
    return {"parts": len(files), "mb": round(sum(files) / 1e6, 1)}


def timed(act: Any) -> tuple[Any, dict[str, float]]:
    """What came of it, and what it took: seconds by the clock, of CPU, and how much memory the process had at most."""
    _forget_peak()
    clock, cpu = time.perf_counter(), time.process_time()
    made = act()
    return made, {"seconds": round(time.perf_counter() - clock, 2), "cpu_seconds": round(time.process_time() - cpu, 2),
                  "peak_mb": _peak()}


def _forget_peak() -> None:
    """Let the system count the highest memory anew, where it can."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> int:
    """The process's memory at its highest, in MB; 0 where the system does not tell."""
    with suppress(OSError):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:")), 0)
    return 0


def asked(root: str) -> dict[str, Any]:
    """Opening, and each ready question and two of SQL, in a process that did nothing else."""
    ledger, opened = timed(lambda: Ledger(root))
    with ledger:
        rows = {"open": opened}
        for name, sql in [*((name, known.sql) for name, known in QUESTIONS.items()), *((sql, sql) for sql in OWN)]:
            answer, spent = timed(lambda sql=sql: ledger.ask(f"SELECT * FROM ({sql}) LIMIT 50"))
            rows[name] = {"rows": len(answer.rows), **spent}
    return rows


def measured(reports: int = REPORTS) -> dict[str, Any]:
    """All of it, in a folder that goes again."""
    with tempfile.TemporaryDirectory() as scratch:
        writer = Writer(FIRST)
        root = f"{scratch}/ledger"
        result: dict[str, Any] = {"reports": reports, "rows_per_report": {name: len(writer.rows[name]) for name in DATA}}
        result["write"] = write(root, writer, reports)
        result["compact"] = {**_apart("--compact", root), **size(root)}
        result["ask"] = _apart("--ask", root)
    return result


def _apart(what: str, root: str) -> dict[str, Any]:
    """It in a process of its own, so that its memory is its own."""
    told = subprocess.run([sys.executable, "-m", "benchmarks.ledgers", what, root], check=True, capture_output=True)
    return json.loads(told.stdout)


def told(result: dict[str, Any]) -> str:
    """The measures as lines to read."""
    w, c = result["write"], result["compact"]
    lines = [
        f"the ledger of {result['reports']} reports: {w['parts']} parts, {w['mb']} MB, written in {w['cpu_seconds']} s of CPU",
        f"  compacted to {c['parts']} parts, {c['mb']} MB in {c['seconds']} s ({c['cpu_seconds']} s of CPU, at most {c['peak_mb']} MB)",
        *(f"  {name[:60]:60} {row['seconds']:7.2f} s {row['cpu_seconds']:7.2f} s of CPU {row['peak_mb']:6} MB" for name, row in result["ask"].items()),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledgers", description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=REPORTS, help="how many reports")
    parser.add_argument("--ask", metavar="LEDGER", help="ask an existing ledger alone")
    parser.add_argument("--compact", metavar="LEDGER", help="compact an existing ledger alone")
    options = parser.parse_args(arguments)
    if options.ask or options.compact:
        made = asked(options.ask) if options.ask else timed(lambda: compact(options.compact))[1]
        sys.stdout.write(json.dumps(made) + "\n")
    else:
        sys.stdout.write(told(measured(options.reports)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
