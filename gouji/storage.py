"""Where reports lie and results go: a folder on a disk, or an fsspec URL such as s3://bucket/folder.

A place has folders of files, one level deep, as results have. What is put there is whole or not there: on a disk each file
is written aside, synced and renamed; an object store puts an object in one go. The last file of a call is put last, so that
it may vouch for the others.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from gouji.errors import InputError
from gouji.files import write_files

# What write_files leaves of a result when its process is killed: hidden, with eight characters behind the name.
_ASIDE = re.compile(r"\..+\.(?:json|csv|html|docx|xlsx|ipynb|log)\.[a-z0-9_]{8}")
_URL = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)


def is_url(where: str | Path) -> bool:
    """Whether it is a place on an object store; file:// and plain paths are the disk."""
    named = _URL.match(str(where))
    return bool(named) and named[1].lower() != "file"


def local_path(where: str | Path) -> Path:
    """The path of a place on the disk."""
    return Path(str(where).removeprefix("file://"))


class Place(ABC):
    """A folder of folders of files. `where` is its path or URL as it was given.

    Names are "file" or "folder/file". Every call raises InputError, naming the place, where it cannot be reached, read or
    written; what is merely not there is None or empty.
    """

    where: str

    def shown(self, name: str = "") -> str:
        """How a file in it is told to people."""
        return f"{self.where.rstrip('/')}/{name}" if name else self.where

    @abstractmethod
    def read(self, name: str) -> bytes | None:
        """A file's content; None where there is no such file."""

    @abstractmethod
    def entries(self, folder: str) -> list[tuple[str, bool]]:
        """What lies in one of its folders ("": in itself) by name, and whether it is a folder; none where it is not there."""

    def names(self, folder: str) -> list[str]:
        """The names of the files in one of its folders, sorted; none where there is no such folder."""
        return [name for name, inner in self.entries(folder) if not inner]

    def folders(self) -> list[str]:
        """The names of its folders, sorted, without hidden ones."""
        return [name for name, inner in self.entries("") if inner and not name.startswith(".")]

    @abstractmethod
    def put(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Write files to one of its folders ("": to itself), each whole or not at all, the last one last."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """Remove a file, if it is there, and its folder where that leaves it empty."""

    def sweep(self, folder: str) -> None:  # noqa: B027 - a store's puts leave nothing
        """Remove what writes that were cut off left in one of its folders; nobody else may be writing there."""


class Disk(Place):
    """A folder on a disk."""

    def __init__(self, where: str | Path) -> None:
        self.where = str(where)
        self.path = local_path(where)

    def read(self, name: str) -> bytes | None:
        with self._told("read"):
            try:
                return (self.path / name).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None
        return None

    def entries(self, folder: str) -> list[tuple[str, bool]]:
        return [(path.name, path.is_dir()) for path in self._in(folder)]

    def put(self, folder: str, files: Mapping[str, bytes]) -> None:
        write_files(self.path / folder, files)

    def remove(self, name: str) -> None:
        with self._told("written"):
            (self.path / name).unlink(missing_ok=True)
            if "/" in name:
                with suppress(OSError):  # there is more in it
                    (self.path / name).parent.rmdir()

    def sweep(self, folder: str) -> None:
        with self._told("written"):
            for path in self._in(folder):
                if _ASIDE.fullmatch(path.name):
                    path.unlink(missing_ok=True)

    def _in(self, folder: str) -> list[Path]:
        with self._told("read"):
            try:
                return sorted((self.path / folder).iterdir())
            except (FileNotFoundError, NotADirectoryError):
                return []
        return []

    @contextmanager
    def _told(self, done: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise InputError(f"{self.where}: cannot be {done} ({error.strerror})") from None


class Store(Place):
    """A prefix on an object store, reached by fsspec. A put of an object replaces it in one go, or fails."""

    def __init__(self, where: str) -> None:
        import fsspec

        self.where = where
        with self._told("reached"):
            # listings are not kept: another machine may write beside us
            self.fs, base = fsspec.url_to_fs(where, use_listings_cache=False)
        self.base = base.rstrip("/")

    def read(self, name: str) -> bytes | None:
        with self._told("read"):
            try:
                return self.fs.cat_file(self._key(name))
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                return None
        return None

    def entries(self, folder: str) -> list[tuple[str, bool]]:
        with self._told("read"):
            try:
                found = self.fs.ls(self._key(folder), detail=True)
            except (FileNotFoundError, NotADirectoryError):
                return []
            named = [(entry["name"].rstrip("/").rpartition("/")[2], entry["type"] == "directory") for entry in found]
            return sorted((name, inner) for name, inner in named if name)
        return []

    def put(self, folder: str, files: Mapping[str, bytes]) -> None:
        with self._told("written"):
            for name, content in files.items():
                self.fs.pipe_file(self._key(f"{folder}/{name}" if folder else name), content)

    def create(self, name: str, content: bytes) -> bool:
        """Put a file only where there is none; whether it was put."""
        with self._told("written"):
            try:
                self.fs.pipe_file(self._key(name), content, mode="create")
            except FileExistsError:
                return False
            except OSError as error:  # s3fs has no class of its own for a condition that failed
                if "PreconditionFailed" in repr(error) or "pre-condition" in str(error).lower():
                    return False
                raise
        return True

    def remove(self, name: str) -> None:
        with self._told("written"), suppress(FileNotFoundError):
            self.fs.rm_file(self._key(name))

    def is_file(self) -> bool:
        """Whether the place itself is a file."""
        with self._told("read"):
            return bool(self.fs.isfile(self.base))
        return False

    def every_file(self) -> list[str]:
        """The keys of all files in it at any depth, sorted."""
        with self._told("read"):
            return sorted(self.fs.find(self.base))
        return []

    def _key(self, name: str) -> str:
        return f"{self.base}/{name}" if name else self.base

    @contextmanager
    def _told(self, done: str) -> Iterator[None]:
        try:
            yield
        except InputError:
            raise
        except (FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError) as error:
            raise InputError(f"{self.where}: cannot be {done} ({error})") from None
        except Exception as error:  # noqa: BLE001 - each store's library raises errors of its own
            told = f"{type(error).__name__}: {error}"
            raise InputError(f"{self.where}: cannot be {done} ({told})") from None


def open_place(where: str | Path) -> Place:
    """The place at a path or URL. Raises InputError for a store whose library is not there or cannot be reached."""
    return Store(str(where)) if is_url(where) else Disk(where)

