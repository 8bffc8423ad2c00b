"""The ledger of a folder of results made whole from what lies there: of audits made one by one, or after damage."""

from __future__ import annotations

from dataclasses import dataclass, field

from gouji.errors import LedgerError
from gouji.ledger.audited import entries_in
from gouji.ledger.compacting import compact
from gouji.ledger.entry import Entry, when
from gouji.ledger.parts import Damaged, examine, packs_of, part, read, record
from gouji.ledger.schema import DATA, TABLES
from gouji.ledger.store import Store
from gouji.ledger.survey import survey

TOGETHER = 200  # reports that one pack is written of
ASIDE = ".damaged"  # in the ledger; hidden, so no part of it


@dataclass
class Rebuilt:
    """How many runs were entered, how many were known; parts set aside as damaged; folders that told nothing, and why."""

    recorded: int = 0
    known: int = 0
    aside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def rebuild(out: str, root: str) -> Rebuilt:
    """Enter every audit and failure in the folders of `out` that the ledger does not know, and set damaged parts aside.

    What the ledger knows and the folders do not stays. Raises LedgerError where there is no such folder, where nothing
    is to be entered in a ledger that is not there, and for parts that are not of a ledger.
    """
    results, store = Store(str(out)), Store(str(root))
    if not results.exists():
        raise LedgerError(f"{results}: no such folder of results")
    found = Rebuilt(aside=_set_aside(store) if store.exists() else [])
    known = _known(store) if store.exists() else set()
    waiting: list[Entry] = []
    for name in results.names():
        if name in TABLES or results.shown(name).rstrip("/") == store.root.rstrip("/"):
            continue
        try:
            entries = entries_in(results, name)
        except LedgerError as error:
            found.errors.append(str(error))
            continue
        for entry in entries:
            if (entry.report, when(entry)) in known:
                found.known += 1
            else:
                waiting.append(entry)
                found.recorded += 1
        if len(waiting) >= TOGETHER:
            record(root, waiting)
            waiting = []
    if waiting:
        record(root, waiting)
    if not store.exists():
        raise LedgerError(f"{results}: no audit there, so there is no ledger to make")
    compact(root)
    return found


def _known(store: Store) -> set[tuple[str, object]]:
    """The runs in a ledger: report, and when it began, to the second."""
    runs = survey(store).runs.select(["report", "started"]).to_pylist()
    return {(row["report"], row["started"].replace(microsecond=0)) for row in runs}


def _set_aside(store: Store) -> list[str]:
    """Move the packs of which a part is damaged or missing out of the way; the names of those parts."""
    told = []
    for pack in packs_of(store, "runs"):
        if fault := _fault(store, pack):
            told.append(fault)
            for name in ("runs", *DATA):
                store.move(part(name, pack), f"{ASIDE}/{pack}.{name}.parquet")
    return told


def _fault(store: Store, pack: str) -> str:
    """What is wrong with a pack's parts, "" where nothing is."""
    try:
        runs = read(store, part("runs", pack))
        for name in DATA:
            stated = sum(number or 0 for number in runs[name].to_pylist())
            try:
                number = examine(store, part(name, pack))[1] if stated else 0
            except FileNotFoundError:
                raise Damaged(store, part(name, pack), "it is missing") from None
            if number != stated:
                raise Damaged(store, part(name, pack), f"{number} rows where `runs` tells {stated}")
    except Damaged as error:
        return error.part
    return ""
