"""Folders for what is only passed through: gone when left, and those that killed processes left are cleared by the next.

A folder is held by the system's own lock, which dies with its process: one that nobody holds is nobody's. Where the
system has no such lock (Windows), what a killed process leaves stays.
"""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:
    fcntl = None

TRIES = 3  # another may take a new folder for a dead one before this process holds it; without locks nobody does
_cleared: set[tuple[Path, str]] = set()


class Scratch(tempfile.TemporaryDirectory):
    """A folder with a name of its own that begins with `prefix`, in a folder or where the system keeps such ones.

    `prefix` must be used by this class alone: of the same place, others that begin with it and are held by nobody go,
    the first time that this process asks. Raises OSError where it cannot be made.
    """

    def __init__(self, prefix: str, folder: Path | None = None) -> None:
        folder = Path(tempfile.gettempdir()) if folder is None else folder
        if (folder, prefix) not in _cleared:
            _cleared.add((folder, prefix))
            clear(folder, prefix)
        for left in reversed(range(TRIES)):
            super().__init__(prefix=prefix, dir=folder, ignore_cleanup_errors=True)
            self._handle = _held(Path(self.name))
            if self._handle is not None or not left or fcntl is None:
                break
            super().cleanup()

    def __enter__(self) -> Path:
        return Path(self.name)

    def cleanup(self) -> None:
        super().cleanup()
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def clear(folder: Path, prefix: str) -> None:
    """Remove the folders that begin with a prefix and are held by no process; what cannot be removed stays."""
    with suppress(OSError):
        for path in sorted(folder.glob(f"{glob.escape(prefix)}*")):
            handle = _held(path)
            if handle is not None:
                shutil.rmtree(path, ignore_errors=True)
                os.close(handle)


def _held(path: Path) -> int | None:
    """The lock on a folder; None where another has it, the folder is gone by now, or there are no such locks."""
    if fcntl is None or path.is_symlink():
        return None
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if path.stat().st_ino == os.fstat(handle).st_ino:
            return handle
    except OSError:
        pass
    os.close(handle)
    return None
