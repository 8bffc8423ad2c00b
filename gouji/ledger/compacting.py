"""Few big parts of many small ones. What no longer counts is left out; a kill at any moment loses and doubles nothing.

The new packs are written whole, `runs` last, before the old ones go; while both are there, one of them counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from gouji.files import locked
from gouji.ledger.parts import COMPRESSION, marked, new_pack, packs_of, part, read
from gouji.ledger.schema import DATA, TABLES, VERSIONED
from gouji.ledger.store import Store
from gouji.ledger.survey import Survey, again, survey

REPORTS = 5000  # in one pack: its largest part then has some 10 million rows
GROUP = 200_000  # rows in one row group of a part
ABANDONED = timedelta(days=1)  # a part that no run tells of may be one that is being written


@dataclass(frozen=True)
class Compacted:
    """How many packs there were, and how many there are now."""

    before: int
    after: int


def compact(root: str, reports: int = REPORTS) -> Compacted:
    """Make packs of up to `reports` reports of smaller ones. Others may write and read meanwhile.

    Raises LedgerError where there is no ledger or a part is damaged; then nothing is taken away.
    """
    store = Store(str(root))
    with locked(Path(store.base)) if store.local and store.exists() else nullcontext():
        return again(lambda: _compact(store, reports), store)


def _compact(store: Store, reports: int) -> Compacted:
    found = survey(store)
    counted = {*found.current.values(), *found.versions.values()}
    big = {pack for pack in found.tidy if found.held[pack] >= reports / 2}
    groups = [group for group in _grouped([pack for pack in sorted(counted) if pack not in big], found, reports)
              if len(group) > 1 or group[0] not in found.tidy]  # nothing comes of one pack with nothing to leave out
    made = sum(_write(store, group, found) for group in groups)
    old = {pack for group in groups for pack in group} | (found.held.keys() - counted)
    for pack in sorted(old):
        _remove(store, pack)
    _sweep(store)
    return Compacted(len(found.held), len(found.held) - len(old) + made)


def _grouped(packs: Sequence[str], found: Survey, reports: int) -> Iterator[list[str]]:
    group: list[str] = []
    held = 0
    for pack in packs:
        if group and held + found.held[pack] > reports:
            yield group
            group, held = [], 0
        group.append(pack)
        held += found.held[pack]
    if group:
        yield group


def _write(store: Store, packs: Sequence[str], found: Survey) -> int:
    """Write what counts of some packs as one; returns 1."""
    new = new_pack()
    for name in DATA:
        there = set(found.parts[name])
        sources = [pack for pack in packs if pack in there]
        parts = (_living(read(store, part(name, pack)), pack, name, found) for pack in sources)
        _stream(store, name, new, parts)
    _stream(store, "runs", new, (_living_runs(read(store, part("runs", pack)), pack, found) for pack in packs))
    return 1


def _stream(store: Store, name: str, pack: str, tables: Iterator[pa.Table]) -> None:
    """Write a part in row groups of `GROUP` rows, so that memory does not grow with it; none where there is no row."""
    groups = _row_groups(tables)
    first = next(groups, None)
    if first is None:
        return
    with store.writing(part(name, pack)) as file, pq.ParquetWriter(file, marked(name), compression=COMPRESSION) as writer:
        writer.write_table(first, row_group_size=GROUP)
        for table in groups:
            writer.write_table(table, row_group_size=GROUP)


def _row_groups(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    waiting: list[pa.Table] = []
    for table in tables:
        if len(table):
            waiting.append(table)
        if sum(map(len, waiting)) >= GROUP:
            yield pa.concat_tables(waiting)
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting)


def _living(table: pa.Table, pack: str, name: str, found: Survey) -> pa.Table:
    """The rows of a part that count: of current runs, and in the domain tables of earlier versions, too."""
    if pack in found.whole:
        return table
    kept = [found.current, found.versions] if name in VERSIONED else [found.current]
    return table.filter(_of(table, {key for some in kept for key, own in some.items() if own == pack}))


def _living_runs(table: pa.Table, pack: str, found: Survey) -> pa.Table:
    """The runs of a pack that count; those of earlier versions tell of no rows but in the domain tables."""
    if pack in found.whole:
        return table
    current = _of(table, {key for key, own in found.current.items() if own == pack})
    earlier = table.filter(_of(table, {key for key, own in found.versions.items() if own == pack}))
    for name in (*(name for name in DATA if name not in VERSIONED), "checked"):
        column = TABLES["runs"].schema.field(name)
        nothing = pa.array([0] * len(earlier), column.type)
        earlier = earlier.set_column(earlier.schema.get_field_index(name), column, nothing)
    return pa.concat_tables([table.filter(current), earlier.cast(table.schema)])


def _of(table: pa.Table, keys: set[tuple[str, str]]) -> pa.Array:
    """Which rows are of some runs, each (report, run)."""
    mark = "\0"  # stands in no name
    joined = pc.binary_join_element_wise(table["report"].cast(pa.string()), table["run"].cast(pa.string()), mark)
    return pc.is_in(joined, value_set=pa.array([mark.join(key) for key in sorted(keys)], pa.string()))


def _remove(store: Store, pack: str) -> None:
    """Take a pack away: first the runs, by which its other rows count."""
    for name in ("runs", *DATA):
        store.remove(part(name, pack))


def _sweep(store: Store) -> None:
    """Take away what a writer left that was killed a day ago or more: parts that no run tells of."""
    told = set(packs_of(store, "runs"))
    for name in DATA:
        for pack in packs_of(store, name):
            if pack not in told and datetime.now(UTC) - _made(pack) > ABANDONED:
                store.remove(part(name, pack))


def _made(pack: str) -> datetime:
    return datetime.strptime(pack.partition("-")[0], "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)
