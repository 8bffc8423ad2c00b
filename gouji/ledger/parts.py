"""The ledger's parts on storage, and how they are written: without a lock, and never half.

A pack is what one call writes: a file for each table that has rows, all of one name, `runs` last. A report counts by its
newest row in `runs`, and its other rows are read from the same pack alone. So whatever was cut off has no row in `runs`
and does not count, and what stands in two packs counts once.
"""

from __future__ import annotations

import io
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from gouji.errors import LedgerError
from gouji.ledger.entry import Entry, Rows, rows_of
from gouji.ledger.schema import CONTRACT, TABLES
from gouji.ledger.store import Store

PART = re.compile(r"(\d{8}T\d{12}Z-[0-9a-f]{12})\.parquet")
COMPRESSION = "zstd"
SMALL = 10_000  # rows; to share out fewer among threads takes longer than to read them
CONTRACT_KEY, TABLE_KEY = b"gouji.ledger.contract", b"gouji.ledger.table"


def record(root: str, entries: Sequence[Entry]) -> None:
    """Enter runs of reports in the ledger at a path or URL: all of them, or, if cut off, none.

    May be called from many processes at once. Raises LedgerError for an entry that is not whole and where nothing can
    be written.
    """
    now = datetime.now(UTC)
    packs: list[dict[str, Rows]] = []
    names: list[set[str]] = []
    for entry in entries:
        rows = rows_of(entry, now)
        at = next((at for at, known in enumerate(names) if entry.report not in known), len(packs))
        if at == len(packs):  # a pack holds a report once
            packs.append({name: [] for name in TABLES})
            names.append(set())
        names[at].add(entry.report)
        for name, some in rows.items():
            packs[at][name].extend(some)
    store = Store(str(root))
    made = [{name: arrow(name, rows) for name, rows in pack.items() if rows} for pack in packs]
    for pack in made:
        write_pack(store, pack)


def arrow(name: str, rows: Rows) -> pa.Table:
    """Rows as a table of the ledger. Raises LedgerError for a value that does not fit its column."""
    try:
        try:
            return pa.Table.from_pylist(rows, schema=marked(name))
        except UnicodeEncodeError:  # halves of characters, as in a file's name that is not UTF-8
            return pa.Table.from_pylist([_legible(row) for row in rows], schema=marked(name))
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        reports = ", ".join(dict.fromkeys(str(row["report"]) for row in rows[:3]))
        raise LedgerError(f"{reports}: cannot be recorded in {name}: {error}") from None


def _legible(value: Any) -> Any:
    """A value with whatever UTF-8 cannot write written out (\\udc80), at any depth."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _legible(inner) for key, inner in value.items()}
    return [_legible(inner) for inner in value] if isinstance(value, list) else value


def write_pack(store: Store, tables: dict[str, pa.Table]) -> str:
    """Write a pack, `runs` last; returns its name."""
    pack = new_pack()
    for name in TABLES:  # `runs` is the last of them
        if name in tables:
            buffer = io.BytesIO()
            pq.write_table(tables[name], buffer, compression=COMPRESSION)
            store.put(part(name, pack), buffer.getvalue())
    return pack


def new_pack() -> str:
    """A name that no other pack has, and that sorts by when it was made."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(6)}"


def part(table: str, pack: str) -> str:
    """Where a pack's rows of a table lie in the ledger."""
    return f"{table}/{pack}.parquet"


def marked(name: str) -> pa.Schema:
    """A table's schema with the marks by which a part is known for what it is."""
    return TABLES[name].schema.with_metadata({CONTRACT_KEY: str(CONTRACT), TABLE_KEY: name})


def packs_of(store: Store, table: str) -> list[str]:
    """The packs that have rows of a table. Raises LedgerError for a file that is no part of a ledger."""
    packs = []
    for name in store.names(table):
        match = PART.fullmatch(name)
        if match is None:
            raise LedgerError(f"{store.shown(f'{table}/{name}')}: not a part of a ledger; move it elsewhere")
        packs.append(match[1])
    return packs


def check_root(store: Store) -> None:
    """Raise LedgerError where there is no ledger, or where its folder holds what no ledger has."""
    there = store.names()
    if not there and not store.exists():
        raise LedgerError(f"{store}: no ledger there")
    foreign = [name for name in there if name not in TABLES]
    if foreign:
        raise LedgerError(f"{store.shown(foreign[0])}: not of a ledger (its tables: {', '.join(TABLES)})")


def read(store: Store, name: str) -> pa.Table:
    """A part's rows in the columns of this contract. Raises what `examine` raises."""
    schema = marked(name.partition("/")[0])
    with _reading(store, name), store.open(name) as file:
        parquet = pq.ParquetFile(file)
        _known(store, name, parquet.metadata)
        table = parquet.read(use_threads=parquet.metadata.num_rows > SMALL)
        missing = [column for column in schema if column.name not in table.column_names]
        for column in missing:  # what an earlier contract did not have
            table = table.append_column(column, pa.nulls(len(table), column.type))
        return table.select(schema.names).cast(schema)


def examine(store: Store, name: str) -> tuple[int, int]:
    """A part's contract and number of rows. Raises LedgerError where it cannot be read or is not what it says.

    Raises FileNotFoundError where it is gone, as when it has been compacted meanwhile.
    """
    with _reading(store, name), store.open(name) as file:
        metadata = pq.ParquetFile(file).metadata
        return _known(store, name, metadata), metadata.num_rows


def _known(store: Store, name: str, metadata: pq.FileMetaData) -> int:
    """A part's contract. Raises LedgerError where it is of another table, of no ledger, or of a later contract."""
    table = name.partition("/")[0]
    marks = metadata.metadata or {}
    if marks.get(TABLE_KEY) != table.encode() or not marks.get(CONTRACT_KEY, b"").isdigit():
        raise LedgerError(f"{store.shown(name)}: not a part of a ledger's table {table}; move it elsewhere")
    contract = int(marks[CONTRACT_KEY])
    if contract > CONTRACT:
        raise LedgerError(f"{store.shown(name)}: written by a later gouji (contract {contract}; this one reads {CONTRACT})")
    return contract


@contextmanager
def _reading(store: Store, name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Damaged(store, name, error) from None


class Damaged(LedgerError):
    """A part that cannot be read, or holds not what its run tells. `part` says which and what is wrong with it."""

    def __init__(self, store: Store, name: str, wrong: object) -> None:
        self.part = f"{store.shown(name)}: damaged ({' '.join(str(wrong).split())})"
        super().__init__(f"{self.part}; `gouji ledger --rebuild` sets it aside")
