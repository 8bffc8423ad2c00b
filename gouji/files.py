"""Files written so that nobody meets half of one: all or none, on the disk before they take their places."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gouji.errors import InputError

try:
    import fcntl
except ImportError:  # not on Windows; there two writers at once are not kept apart
    fcntl = None


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> list[Path]:
    """Write all files to a folder, or none: each beside its place first, and only when all are whole renamed into it.

    The last one takes its place last, when the others' places are on the disk: it may vouch for them, even after a
    power cut. A file that is replaced keeps its permissions. Raises InputError where the folder cannot be written.
    """
    waiting: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            final = folder / name
            handle, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
            waiting[Path(temporary)] = final
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode("utf-8") if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(final.stat().st_mode & 0o777 if final.is_file() else 0o644)
        places = list(waiting.items())
        for part in (places[:-1], places[-1:]):
            for temporary, final in part:
                temporary.replace(final)
            if part:
                _settle(folder)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror})") from None
    finally:
        for temporary in waiting:
            temporary.unlink(missing_ok=True)
    return list(waiting.values())


def _settle(folder: Path) -> None:
    """The names in a folder on the disk, where a folder can be opened (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """A folder for one process at a time, to read from it what it writes back: another one waits.

    Nothing is left behind in it. Raises InputError where the folder cannot be opened.
    """
    if fcntl is None:
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise InputError(f"{folder}: cannot be opened ({error.strerror})") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
