"""Few big parts of many small ones. What no longer counts is left out; a kill at any moment loses and doubles nothing.

The new packs are written whole, `runs` last, before the old ones go; while both are there, one of them counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from gouji.ledger.survey import Key, Survey, again, survey

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
    made, old = 0, found.held.keys() - {*found.current_of, *found.versions_of}
    # Apart from one another, so that whoever reads what is current need not look at each row. A pack with both is in
    # both plans, and goes when both are carried out.
    for kept, tidy, names in ((found.current_of, found.whole, DATA), (found.versions_of, found.earlier, VERSIONED)):
        for group in _groups(kept, tidy, reports):
            _write(store, group, kept, names, found)
            made += 1
            old |= {*group}
    for pack in sorted(old):
        _remove(store, pack)
    _sweep(store)
    return Compacted(len(found.held), len(found.held) - len(old) + made)


def _groups(kept: Mapping[str, set[Key]], tidy: Collection[str], reports: int) -> list[list[str]]:
    """The packs that become one, each group of up to `reports` runs. Big ones and single ones that are tidy stay."""
    groups: list[list[str]] = [[]]
    held = 0
    for pack in sorted(kept):
        number = len(kept[pack])
        if pack in tidy and number >= reports / 2:
            continue
        if groups[-1] and held + number > reports:
            groups.append([])
            held = 0
        groups[-1].append(pack)
        held += number
    return [group for group in groups if len(group) > 1 or not {*group} <= {*tidy}]


def _write(store: Store, packs: Sequence[str], kept: Mapping[str, set[Key]], names: Sequence[str], found: Survey) -> None:
    """Write the runs kept of some packs as one pack, with the tables named."""
    new = new_pack()
    for name in names:
        there = set(found.parts[name])
        own = [pack for pack in packs if pack in there]
        _stream(store, name, new, _living((read(store, part(name, pack)) for pack in own), own, kept, found))
    runs = _living((read(store, part("runs", pack)) for pack in packs), packs, kept, found)
    _stream(store, "runs", new, runs if names is DATA else map(_thinned, runs))


def _living(tables: Iterable[pa.Table], packs: Iterable[str], kept: Mapping[str, set[Key]], found: Survey) -> Iterator[pa.Table]:
    """Of the parts of some packs the rows of the runs kept."""
    for table, pack in zip(tables, packs, strict=True):
        yield table if len(kept[pack]) == found.held[pack] else table.filter(_of(table, kept[pack]))


def _thinned(runs: pa.Table) -> pa.Table:
    """Runs of earlier versions: they tell of no rows but in the domain tables."""
    for name in (*(name for name in DATA if name not in VERSIONED), "checked"):
        column = TABLES["runs"].schema.field(name)
        runs = runs.set_column(runs.schema.get_field_index(name), column, pa.array([0] * len(runs), column.type))
    return runs.cast(marked("runs"))


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


def _of(table: pa.Table, keys: set[Key]) -> pa.Array:
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
