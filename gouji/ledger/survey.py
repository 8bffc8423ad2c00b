"""Which of the ledger's rows count: read from `runs`, held against the parts that are there.

A report's newest run counts. Of its earlier runs the newest on each other text of the report is kept as a version, with
its domain tables alone, so that what changed after publication can be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import pyarrow as pa

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
    def whole(self) -> frozenset[str]:
        """The packs whose every run counts as current."""
        return self._full(Counter(self.current.values()))

    @cached_property
    def tidy(self) -> frozenset[str]:
        """The packs whose every run counts, as current or as a version."""
        return self._full(Counter([*self.current.values(), *self.versions.values()]))

    def _full(self, counting: Mapping[str, int]) -> frozenset[str]:
        return frozenset(pack for pack, number in counting.items() if number == self.held[pack])


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
        current, versions = counting(runs.select(["report", "run", "sha256", "status", "started", "recorded", "pack"]).to_pylist())
        needed = {*current.values(), *versions.values()}
        stated = {pack: _rows(table) for pack, table in zip(packs, tables, strict=True) if pack in needed}
        parts: dict[str, list[str]] = {}
        contracts: set[int] = set()
        for name in DATA:
            there = packs_of(store, name)
            parts[name] = [pack for pack in there if pack in stated and stated[pack][name]]
            if lost := [pack for pack in stated if stated[pack][name] and pack not in set(there)]:
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
    return {name: sum(number or 0 for number in table[name].to_pylist()) for name in DATA}


def _together(packs: list[str], tables: list[pa.Table]) -> pa.Table:
    named = [table.append_column("pack", pa.repeat(pack, len(table)).cast(pa.string()))
             for pack, table in zip(packs, tables, strict=True)]
    empty = TABLES["runs"].schema.append(pa.field("pack", pa.string())).empty_table()
    return pa.concat_tables([empty, *(table.replace_schema_metadata(None) for table in named)])


def counting(rows: Iterable[Mapping]) -> tuple[dict[Key, str], dict[Key, str]]:
    """The runs that count: current and versions, each (report, run) -> pack, of rows of `runs` with their `pack`."""
    whens: dict[Key, tuple] = {}
    for row in rows:
        key = row["report"], row["run"]
        when = row["started"], row["recorded"], row["run"], row["pack"], row["sha256"], row["status"]
        if key not in whens or when[:4] > whens[key][:4]:
            whens[key] = when
    newest: dict[str, tuple] = {}
    texts: dict[tuple[str, str], tuple] = {}
    for (report, _), when in whens.items():
        if report not in newest or when[:4] > newest[report][:4]:
            newest[report] = when
        *_, sha256, status = when
        if status == "done" and sha256 and ((text := (report, sha256)) not in texts or when[:4] > texts[text][:4]):
            texts[text] = when
    current = {(report, when[2]): when[3] for report, when in newest.items()}
    versions = {(report, when[2]): when[3] for (report, _), when in texts.items() if (report, when[2]) not in current}
    return current, versions
