"""Where a ledger lies: a folder on a disk or on storage that fsspec knows. A file there is whole, or is not there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from gouji.errors import LedgerError


@dataclass(frozen=True)
class Store:
    """A ledger's folder by its path or URL."""

    root: str

    @cached_property
    def _opened(self) -> tuple[AbstractFileSystem, str]:
        try:
            return url_to_fs(self.root)
        except (ImportError, ValueError, OSError) as error:
            raise LedgerError(f"{self.root}: cannot be opened: {error}") from None

    @property
    def fs(self) -> AbstractFileSystem:
        return self._opened[0]

    @property
    def base(self) -> str:
        """The folder as its file system names it."""
        return self._opened[1].rstrip("/")

    @property
    def local(self) -> bool:
        return isinstance(self.fs, LocalFileSystem)

    def shown(self, name: str) -> str:
        """A file of the ledger as a person finds it."""
        return f"{self.root.rstrip('/')}/{name}"

    def address(self, name: str) -> str:
        """A file as DuckDB finds it: with its protocol, where it is not on a disk."""
        return f"{self.base}/{name}" if self.local else self.fs.unstrip_protocol(f"{self.base}/{name}")

    def names(self, folder: str = "") -> list[str]:
        """What lies in a folder, sorted, hidden files left out; nothing where there is no such folder."""
        place = f"{self.base}/{folder}".rstrip("/")
        with self._told(folder):
            self.fs.invalidate_cache(place)
            try:
                found = self.fs.ls(place, detail=False)
            except FileNotFoundError:
                return []
            names = (path.rstrip("/").rpartition("/")[2] for path in found if path.rstrip("/") != place)
            return sorted(name for name in names if not name.startswith("."))

    def exists(self) -> bool:
        with self._told(""):
            self.fs.invalidate_cache(self.base)
            return self.fs.exists(self.base)

    def open(self, name: str) -> BinaryIO:
        """A file to read. Raises FileNotFoundError, which a caller may have to do with, or OSError."""
        return self.fs.open(f"{self.base}/{name}", "rb")

    def put(self, name: str, content: bytes) -> None:
        """Write a file whole, or not at all."""
        with self.writing(name) as file:
            file.write(content)

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A file to write, which takes its place only when all is written and on the disk."""
        place = Path(self.base, name) if self.local else None
        with self._told(name):
            if place is not None:
                place.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=f".{Path(name).name}.", dir=place.parent if place else None)
            try:
                with os.fdopen(handle, "wb") as file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                if place is None:
                    self.fs.put_file(temporary, f"{self.base}/{name}")
                else:
                    Path(temporary).chmod(0o644)
                    Path(temporary).replace(place)
                    _sync(place.parent)
            finally:
                Path(temporary).unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        """Take a file away; one that is not there is no error."""
        with self._told(name):
            try:
                self.fs.rm_file(f"{self.base}/{name}")
            except FileNotFoundError:
                return

    def move(self, name: str, to: str) -> None:
        """Give a file another place in the ledger; one that is not there is no error."""
        with self._told(name):
            if self.local:
                Path(self.base, to).parent.mkdir(parents=True, exist_ok=True)
            if self.fs.exists(f"{self.base}/{name}"):
                self.fs.mv(f"{self.base}/{name}", f"{self.base}/{to}")

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        """What storage refuses, as one line that names the place."""
        try:
            yield
        except LedgerError:
            raise
        except OSError as error:
            raise LedgerError(f"{self.shown(name)}: {error.strerror or error}") from None
        except Exception as error:  # each storage has errors of its own kind
            if type(error).__module__.partition(".")[0] in ("botocore", "aiobotocore", "aiohttp", "s3fs"):
                raise LedgerError(f"{self.shown(name)}: {type(error).__name__}: {error}") from None
            raise

    def __str__(self) -> str:
        return self.root


def _sync(folder: Path) -> None:
    """Make a rename in a folder last through a power cut, where the system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
