"""Which of the ledger's rows count: read from `runs`, held against the parts that are there.

A report's newest run counts. Of its earlier runs the newest on each other text of the report is kept as a version, with
its domain tables alone, so that what changed after publication can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from gouji.errors import LedgerError
from gouji.ledger.parts import Damaged, check_root, examine, packs_of, part, read
from gouji.ledger.schema import DATA, TABLES
from gouji.ledger.store import Store

TRIES = 5  # a compaction may take parts away while they are read
AT_ONCE = 16  # reads of one footer each: on storage they wait, they do not work
Key = tuple[str, str]  # report, run
T = TypeVar("T")


@dataclass(frozen=True)
class Survey:
    """What counts, at one moment.

    `runs`: all rows of `runs` that are there. `current`, `versions`: (report, run) -> its pack; a run in `current` is
    its report's newest, one in `versions` an earlier one on another text. `held`: pack -> its rows in `runs`.
    `parts`: table -> packs that have a part of it, of those with a row that counts. `contracts`: those met.
    """

    runs: pa.Table
    current: Mapping[Key, str]
    versions: Mapping[Key, str]
    held: Mapping[str, int]
    parts: Mapping[str, list[str]]
    contracts: frozenset[int]

    @cached_property
    def current_of(self) -> dict[str, set[Key]]:
        """The current runs by their pack."""
        return _by_pack(self.current)

    @cached_property
    def versions_of(self) -> dict[str, set[Key]]:
        """The earlier versions by their pack."""
        return _by_pack(self.versions)

    @cached_property
    def whole(self) -> frozenset[str]:
        """The packs whose every run counts as current."""
        return frozenset(pack for pack, runs in self.current_of.items() if len(runs) == self.held[pack])

    @cached_property
    def earlier(self) -> frozenset[str]:
        """The packs whose every run counts as an earlier version."""
        return frozenset(pack for pack, runs in self.versions_of.items() if len(runs) == self.held[pack])


def _by_pack(runs: Mapping[Key, str]) -> dict[str, set[Key]]:
    found: dict[str, set[Key]] = {}
    for key, pack in runs.items():
        found.setdefault(pack, set()).add(key)
    return found


def survey(store: Store) -> Survey:
    """What counts in a ledger. Raises LedgerError where it is missing, damaged, or holds what no ledger has."""
    return again(lambda: _survey(store), store)


def again(ask: Callable[[], T], store: Store) -> T:
    """The answer, asked anew where a part was compacted away meanwhile."""
    for _ in range(TRIES):
        try:
            return ask()
        except FileNotFoundError as error:
            gone = error
    raise LedgerError(f"{store}: its parts change faster than they can be read ({gone})")


def _survey(store: Store) -> Survey:
    check_root(store)
    packs = packs_of(store, "runs")  # before the others: what has a row here has all its parts
    with ThreadPoolExecutor(AT_ONCE) as pool:
        tables = list(pool.map(lambda pack: read(store, part("runs", pack)), packs))
        runs = _together(packs, tables)
        current, versions = counting(runs)
        needed = {*current.values(), *versions.values()}
        stated = {pack: _rows(table) for pack, table in zip(packs, tables, strict=True) if pack in needed}
        parts: dict[str, list[str]] = {}
        contracts: set[int] = set()
        for name in DATA:
            there = packs_of(store, name)
            parts[name] = [pack for pack in there if pack in stated and stated[pack][name]]
            present = set(there)
            if lost := [pack for pack in stated if stated[pack][name] and pack not in present]:
                _lost(store, part(name, lost[0]), lost[0])
            found = pool.map(lambda pack, name=name: examine(store, part(name, pack)), parts[name])
            for pack, (contract, number) in zip(parts[name], found, strict=True):
                contracts.add(contract)
                if number != stated[pack][name]:
                    told = f"{number} rows where `runs` tells {stated[pack][name]}"
                    raise Damaged(store, part(name, pack), told)
    held = {pack: len(table) for pack, table in zip(packs, tables, strict=True)}
    return Survey(runs, current, versions, held, parts, frozenset(contracts))


def _lost(store: Store, name: str, pack: str) -> None:
    """Say that a part is lost; unless its run has gone, too, which is what a compaction does."""
    if pack not in packs_of(store, "runs"):
        raise FileNotFoundError(name)
    raise Damaged(store, name, "it is missing")


def _rows(table: pa.Table) -> dict[str, int]:
    """How many rows a pack has in each table, as its runs tell."""
    return {name: pc.sum(table[name]).as_py() or 0 for name in DATA}


def _together(packs: list[str], tables: list[pa.Table]) -> pa.Table:
    named = [table.append_column("pack", pa.repeat(pack, len(table)).cast(pa.string()))
             for pack, table in zip(packs, tables, strict=True)]
    empty = TABLES["runs"].schema.append(pa.field("pack", pa.string())).empty_table()
    return pa.concat_tables([empty, *(table.replace_schema_metadata(None) for table in named)])


def counting(runs: pa.Table) -> tuple[dict[Key, str], dict[Key, str]]:
    """The runs that count: current and versions, each (report, run) -> pack, of rows of `runs` with their `pack`.

    What began last counts; of two that began at once the one entered last, and of one that stands in two packs (as when
    a compaction was cut off) the later pack's row.
    """
    times = [runs[name].cast(pa.int64()).to_pylist() for name in ("started", "recorded")]
    texts = [runs[name].to_pylist() for name in ("report", "run", "pack", "sha256", "status")]
    newest: dict[str, tuple] = {}
    by_text: dict[tuple[str, str], tuple] = {}
    for began, entered, report, run, pack, sha256, status in zip(*times, *texts, strict=True):
        when = began, entered, run, pack
        if report not in newest or when > newest[report]:
            newest[report] = when
        if status == "done" and sha256:
            key = report, sha256
            if key not in by_text or when > by_text[key]:
                by_text[key] = when
    current = {(report, run): pack for report, (_, _, run, pack) in newest.items()}
    versions = {(report, run): pack for (report, _), (_, _, run, pack) in by_text.items() if (report, run) not in current}
    return current, versions
