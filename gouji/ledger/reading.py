"""The ledger read: DuckDB over the parts that count. A query may read the ledger and nothing else, and write nothing.

Of packs that count as a whole a view reads the parts as they are; of the others only the runs that count.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from gouji.errors import LedgerError
from gouji.ledger.parts import part
from gouji.ledger.schema import CONTRACT, DATA, TABLES, VERSIONED, Table
from gouji.ledger.store import Store
from gouji.ledger.survey import TRIES, Key, Survey, survey
from gouji.ledger.view import CLOSED
from gouji.ledger.views import VIEWS, shown
from gouji.patterns import compiled

BATCH = 1000  # rows fetched at once
READ_ONLY = "a query of the ledger is one SELECT (or DESCRIBE, SHOW, SUMMARIZE); it writes nothing"


@dataclass(frozen=True)
class Answer:
    """What a query gave: column names, their types as DuckDB names them, and the rows."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def records(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Ledger:
    """An open ledger. `reports` is how many reports it knows. Close it, or use it in a `with`."""

    def __init__(self, root: str, today: date | None = None) -> None:
        """Open the ledger at a path or URL; dispositions are judged as of `today`.

        Raises LedgerError where there is none, and where a part is damaged or not of a ledger.
        """
        self.store = Store(str(root))
        self._today = today or date.today()  # noqa: DTZ011 - decisions end on a day, where the reviewer is
        self._scratch = tempfile.TemporaryDirectory(prefix="gouji-ledger-")
        self._connection: duckdb.DuckDBPyConnection | None = None
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def ask(self, sql: str, values: Sequence[Any] | Mapping[str, Any] | None = None) -> Answer:
        """The answer to one SELECT. Raises LedgerError for what is none, and for an error in it, in one line."""
        columns, types, cursor = self._executed(sql, values)
        return Answer(columns, types, cursor.fetchall())

    def rows(self, sql: str) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
        """Column names and rows of one SELECT, however many there are. Raises as `ask`."""
        columns, _, cursor = self._executed(sql, None)
        return columns, _each(cursor)

    def _executed(self, sql: str, values: Any) -> tuple[tuple[str, ...], tuple[str, ...], Any]:
        for left in reversed(range(TRIES)):
            try:
                return self._execute(sql, values)
            except duckdb.Error as error:
                if not (left and _gone(error)):
                    raise LedgerError(said(error)) from None
                self._open()  # a compaction took parts away: what counts now lies in others
        raise AssertionError("unreachable")

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._scratch.cleanup()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _execute(self, sql: str, values: Any) -> tuple[tuple[str, ...], tuple[str, ...], Any]:
        statements = self._connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise LedgerError(READ_ONLY)
        cursor = self._connection.execute(statements[0], values)
        columns = cursor.description or []
        return tuple(c[0] for c in columns), tuple(str(c[1]) for c in columns), cursor

    def _open(self) -> None:
        if self._connection is not None:
            self._connection.close()
        found = survey(self.store)
        self.reports = len(found.current)
        self._connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
        connection = self._connection
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"SET temp_directory = {_literal(self._scratch.name)}")
        if not self.store.local:
            connection.register_filesystem(self.store.fs)
        _keep(connection, "_runs", found.runs)
        _keep(connection, "_current", _keys(found.current, self.store))
        _keep(connection, "_versions", _keys(found.versions, self.store))
        for name, sql in statements(found, self.store, self._today).items():
            connection.execute(f"CREATE VIEW {name} AS {sql}")
        for table in shown():
            _comment(connection, table)
        connection.execute(f"SET allowed_directories = [{_literal(self.store.address(''))}]")
        for setting in ("enable_external_access = false", "python_enable_replacements = false", "lock_configuration = true"):
            connection.execute(f"SET {setting}")


def statements(found: Survey, store: Store, today: date) -> dict[str, str]:
    """The SELECT of every view, by name, each after those that it stands on."""
    made = {
        "runs": f"SELECT {_columns('runs')} FROM _runs SEMI JOIN _current USING (report, run, pack)",
        "versions": "SELECT r.report, r.run, r.entity, r.year, r.sha256, r.started, latest FROM _runs r JOIN ("
        "SELECT report, run, pack, true AS latest FROM _current UNION ALL SELECT report, run, pack, false FROM _versions"
        ") USING (report, run, pack) WHERE r.status = 'done'",
    }
    for name in DATA:
        made[name] = _counting(name, found, store, versions=False)
    for name in VERSIONED:
        made[f"{name}_versions"] = _counting(name, found, store, versions=True)
    stands = f"(disposition IN {CLOSED} AND coalesce(until_day >= '{today.isoformat()}', true)) IS NOT TRUE AS stands"
    made["findings"] = f"SELECT *, {stands} FROM ({made['findings']})"
    return made | {view.name: view.sql for view in VIEWS.values()}


def _counting(name: str, found: Survey, store: Store, *, versions: bool) -> str:
    """The rows of a table that count: those of the newest runs, or of all versions."""
    whole = [pack for pack in found.parts[name] if pack in found.whole]
    others = [pack for pack in found.parts[name] if pack not in found.whole]
    selects = []
    if whole:
        selects.append(f"SELECT {_columns(name)} FROM {_parts(store, name, whole, found)}")
    if others:
        kept = "(FROM _current UNION ALL FROM _versions)" if versions else "_current"
        source = _parts(store, name, others, found, ", filename = '_part'")
        own = "parse_filename(_part, true) = {}.pack"
        selects.append(
            f"SELECT {_columns(name, 'p')} FROM {source} p SEMI JOIN {kept} k "
            f"ON p.report = k.report AND p.run = k.run AND {own.format('k').replace('_part', 'p._part')}"
        )
    return " UNION ALL ".join(selects or [_empty(name)])


def _parts(store: Store, name: str, packs: Sequence[str], found: Survey, more: str = "") -> str:
    """The parts as DuckDB reads them; those of earlier contracts lack columns, which then are null."""
    files = ", ".join(_literal(store.address(part(name, pack))) for pack in packs)
    if found.contracts <= {CONTRACT}:
        return f"read_parquet([{files}]{more})"
    return f"(FROM read_parquet([{files}], union_by_name = true{more}) UNION ALL BY NAME {_empty(name)})"


def _empty(name: str) -> str:
    """No row, with all columns of a table."""
    columns = ", ".join(f"NULL::{sql_type(column.type)} AS {column.name}" for column in TABLES[name].columns)
    return f"SELECT {columns} WHERE false"


def _columns(name: str, of: str = "") -> str:
    return ", ".join(f"{of}.{column.name}" if of else column.name for column in TABLES[name].columns)


def _keys(runs: Mapping[Key, str], store: Store) -> pa.Table:
    reports, names = zip(*runs, strict=True) if runs else ((), ())
    columns = {"report": reports, "run": names, "pack": list(runs.values())}
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _keep(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Take a table into the connection's memory."""
    connection.register("_given", table)
    connection.execute(f"CREATE TABLE {name} AS FROM _given")
    connection.unregister("_given")


def _comment(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    connection.execute(f"COMMENT ON VIEW {table.name} IS {_literal(f'{table.zh} | {table.en}')}")
    for column in table.columns:
        told = _literal(f"{column.zh} | {column.en}")
        connection.execute(f"COMMENT ON COLUMN {table.name}.{column.name} IS {told}")


def sql_type(kind: pa.DataType) -> str:
    """A column's type as DuckDB names it."""
    if pa.types.is_list(kind):
        return f"{sql_type(kind.value_type)}[]"
    names = {pa.string(): "VARCHAR", pa.int32(): "INTEGER", pa.float64(): "DOUBLE", pa.bool_(): "BOOLEAN"}
    return names.get(kind, "TIMESTAMP WITH TIME ZONE")


def _each(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(BATCH):
        yield from rows


def said(error: duckdb.Error) -> str:
    """DuckDB's error in one line: what is wrong, without the query told again."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    kept = [line for line in lines if not compiled(r"LINE \d+:|\^").match(line)]
    return " ".join(kept) or type(error).__name__


def _gone(error: duckdb.Error) -> bool:
    return isinstance(error, duckdb.IOException) or "FileNotFoundError" in str(error)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
