"""The reports of a batch: found at paths and URLs, brought to a disk, named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gouji.dispositions import FILE as DISPOSITIONS_FILE
from gouji.errors import GoujiError, InputError
from gouji.report import (
    REPORT_FILE,
    SOURCE_NAMES,
    UNREAD_SUFFIXES,
    Report,
    declared_id,
    find_reports,
    id_from,
    may_be_report,
)
from gouji.scratch import Scratch
from gouji.storage import Store, is_url, local_path

HOLDS = (REPORT_FILE, *SOURCE_NAMES)
READ = frozenset({*HOLDS, DISPOSITIONS_FILE})  # and tables; of other files beside a source only the names count


@dataclass(frozen=True)
class Source:
    """One report of a batch: where it lies (an absolute path or a URL), and how the user reached it."""

    place: str
    shown: str


@dataclass(frozen=True)
class Named:
    """A source with its id, which names its folder of results. `certain`: the report itself tells the id."""

    source: Source
    id: str
    certain: bool


def find_sources(where: str) -> Iterator[Source]:
    """The reports at a path or URL, in order. Raises InputError where there is none."""
    if is_url(where):
        yield from (Source(url, url) for url in _in_store(where))
        return
    for found in find_reports(local_path(where)):
        path = found.parent if found.name == REPORT_FILE and found.is_file() else found
        yield Source(str(path.absolute()), path.as_posix())


@contextmanager
def on_disk(source: Source) -> Iterator[Path]:
    """The report as a path: where it lies, or of a store's a copy that goes when left. Raises InputError."""
    if not is_url(source.place):
        # as reached where that leads there too, so that what is written tells no more of this machine than it must
        shown = Path(source.shown)
        yield shown if str(shown.absolute()) == source.place else Path(source.place)
        return
    with Scratch("gouji-read-") as folder:
        yield _fetched(source.place, folder)


def name(source: Source) -> Named:
    """The id of a report: what its report.yaml or its file's name tells, else one made from its path."""
    tail = source.place.rstrip("/").rpartition("/")[2]
    if Path(tail).suffix.lower() in UNREAD_SUFFIXES:
        return Named(source, id_from(tail), False)  # with its suffix: the text of a published PDF may lie beside it
    try:
        text = _report_yaml(source)
    except GoujiError:
        return Named(source, by_path(source), False)
    if text is None:
        return Named(source, id_from(Path(tail).stem), True)
    declared = declared_id(text)
    return Named(source, declared or by_path(source), declared is not None)


def by_path(source: Source) -> str:
    """An id from the last part of a report's path."""
    return id_from(source.place.rstrip("/").rpartition("/")[2])


def by_hash(source: Source) -> str:
    """An id from a report's whole path, for where its last part is another report's id."""
    return f"{by_path(source)[:100]}-{hashlib.sha256(source.place.encode()).hexdigest()[:8]}"


def told(content: bytes, there: Path, source: Source) -> bytes:
    """A text file made from a report with the path it was read at told as the user reached it."""
    return content.replace(there.as_posix().encode(), source.shown.encode())


def shown_source(report: Report, there: Path, source: Source) -> str:
    """How a report's text is told in results."""
    return report.source.as_posix().replace(there.as_posix(), source.shown, 1)


def _report_yaml(source: Source) -> bytes | None:
    """The text of its report.yaml; None where the report is a file of its own."""
    if is_url(source.place):
        store = Store(source.place)
        if store.is_file():
            return None
        content = store.read(REPORT_FILE)
    else:
        path = Path(source.place)
        if not path.is_dir():
            return None
        try:
            content = (path / REPORT_FILE).read_bytes()
        except FileNotFoundError:
            content = None
        except OSError as error:
            raise InputError(f"{source.shown}: cannot be read ({error.strerror})") from None
    if content is None:
        raise InputError(f"{source.shown}: no {REPORT_FILE}")
    return content


def _in_store(where: str) -> Iterator[str]:
    """As report.find_reports goes through a folder, but of keys."""
    store = Store(where)
    scheme = where.partition("://")[0]
    if store.is_file():
        yield where
        return
    keys = store.every_file()
    if not keys:
        raise InputError(f"{where}: no such file or folder")
    holding = {key.rpartition("/")[0] for key in keys if key.rpartition("/")[2] in HOLDS}
    found = set()
    for key in keys:
        folder, _, last = key.rpartition("/")
        inside = _outermost(folder, store.base, holding)
        hidden = any(part.startswith(".") for part in folder[len(store.base):].split("/"))
        if inside is not None and not hidden:
            found.add(inside)
        elif inside is None and not hidden and may_be_report(last):
            found.add(key)
    if not found:
        raise InputError(f"{where}: no report in this folder (a report is a folder with {REPORT_FILE} and source.txt, "
                         "or a .txt or .md file)")
    yield from (f"{scheme}://{key.lstrip('/')}" for key in sorted(found))


def _outermost(folder: str, base: str, holding: set[str]) -> str | None:
    """The first folder on the way from the base down to one that holds a report."""
    parts = folder[len(base):].strip("/").split("/") if folder != base else []
    at = base
    for part in ["", *parts]:
        at = f"{at}/{part}" if part else at
        if at in holding:
            return at
    return None


def _fetched(url: str, folder: Path) -> Path:
    store = Store(url)
    last = url.rstrip("/").rpartition("/")[2]
    there = folder / last
    if store.is_file():
        there.write_bytes(store.read("") or b"")
        return there
    there.mkdir()
    for known in store.names(""):
        wanted = known in READ or known.endswith(".csv")
        (there / known).write_bytes((store.read(known) or b"") if wanted else b"")
    return there
