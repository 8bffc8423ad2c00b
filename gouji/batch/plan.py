"""What a batch has to do: which reports, and under which ids."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.batch.sources import Named, Source, by_hash, find_sources, name
from gouji.errors import in_a_line

RESERVED = frozenset({"ledger"})  # folders of results that are no report's
SHOWN = 3  # others named of those with the same id


@dataclass(frozen=True)
class Item:
    """One report to be done: its source, and the id that names its folder of results."""

    source: Source
    id: str


@dataclass(frozen=True)
class Refused:
    """A report that cannot be done as it stands, and why in one line."""

    item: Item
    cause: str


def found(paths: Iterable[str]) -> tuple[list[Source], list[str]]:
    """The reports at some paths, each once, in order; and what could not be read there."""
    sources: dict[str, Source] = {}
    errors = []
    for path in paths:
        try:
            for source in find_sources(path):
                sources.setdefault(source.place, source)
        except Exception as error:  # noqa: BLE001 - one bad path must not silence the others
            errors.append(in_a_line(error))
    return list(sources.values()), errors


def distinct(names: Sequence[Named]) -> tuple[list[Item], list[Refused]]:
    """Each report with an id of its own, and those whose id is another's too or no report's.

    Ids that differ by letter case or by how their characters are composed are one folder on some disks, so they count
    as the same. A report whose id is not known gives way to one that has it.
    """
    groups: dict[str, list[Named]] = defaultdict(list)
    for named in names:
        groups[_folded(named.id)].append(named)
    items, refused = [], []
    for named in names:
        folded = _folded(named.id)
        others = [other for other in groups[folded] if other is not named]
        sure = [other for other in others if other.certain]
        if not named.certain:
            items.append(Item(named.source, by_hash(named.source) if others or folded in RESERVED else named.id))
        elif folded in RESERVED:
            cause = f"{named.source.shown}: the id {named.id!r} is taken by the {folded} of all reports; give it another"
            refused.append(Refused(Item(named.source, by_hash(named.source)), cause))
        elif sure:
            told = ", ".join(f"{other.source.shown} ({other.id})" for other in sure[:SHOWN])
            more = f" and {len(sure) - SHOWN} more" if len(sure) > SHOWN else ""
            cause = f"{named.source.shown}: the id {named.id!r} is not its own: {told}{more} would go to the same folder"
            refused.append(Refused(Item(named.source, named.id), cause))
        else:
            items.append(Item(named.source, named.id))
    return items, refused


def looked_at(sources: Sequence[Source]) -> list[Named]:
    """The ids of some reports."""
    return [name(source) for source in sources]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())

