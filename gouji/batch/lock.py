"""One batch at a time into a folder of results.

On a disk the lock is the system's own and dies with its process. A store has none: there an object names the owner and is
renewed while the batch lives; one not renewed for EXPIRY seconds counts as dead. Two batches that find the same dead
owner in the same instant are told apart by reading back who won; the machines' clocks must agree to within a minute.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gouji.errors import BatchError, GoujiError, InputError
from gouji.storage import Disk, Place, Store

try:
    import fcntl
except ImportError:  # not on Windows; there two batches at once are not kept apart
    fcntl = None

LOCK = ".batch.lock"
BEAT = 20.0  # seconds between renewals
EXPIRY = 180.0
SETTLE = 2.0  # seconds in which another that took the lock over at the same time shows


@contextmanager
def only_batch(place: Place) -> Iterator[Callable[[], None]]:
    """Hold a place of results for this batch. What it yields raises BatchError once another has taken the place over.

    Raises BatchError where another batch is at work there, InputError where the place cannot be written.
    """
    if isinstance(place, Disk):
        with _held(place.path / LOCK, place):
            yield lambda: None
    else:
        lease = _Lease(place)
        lease.take()
        try:
            yield lease.check
        finally:
            lease.give_up()


@contextmanager
def _held(path: Path, place: Disk) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise InputError(f"{place.where}: cannot be written ({error.strerror})") from None
    try:
        if fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise _busy(place, path.read_bytes()) from None
            except OSError as error:
                raise InputError(f"{place.where}: cannot be locked ({error.strerror})") from None
        with suppress(OSError):  # who holds it is told for people alone: a full disk does not stop the run here
            os.ftruncate(handle, 0)
            os.write(handle, _owner(""))
        yield
    finally:
        os.close(handle)


class _Lease:
    """The lock object of a store, renewed by a thread of its own."""

    def __init__(self, store: Store) -> None:
        self.store, self.token = store, secrets.token_hex(8)
        self._end, self._lost = threading.Event(), ""
        self._thread = threading.Thread(target=self._renew, name="gouji-lock", daemon=True)

    def take(self) -> None:
        if not self.store.create(LOCK, _owner(self.token)):
            content = self.store.read(LOCK) or b""
            if _age(content) < EXPIRY:
                raise _busy(self.store, content)
            self.store.put("", {LOCK: _owner(self.token)})
            time.sleep(SETTLE)
            content = self.store.read(LOCK) or b""
            if _told(content).get("token") != self.token:
                raise _busy(self.store, content)
        self._thread.start()

    def check(self) -> None:
        if self._lost:
            raise BatchError(self._lost)

    def give_up(self) -> None:
        self._end.set()
        self._thread.join(timeout=BEAT)
        with suppress(GoujiError):
            if _told(self.store.read(LOCK) or b"").get("token") == self.token:
                self.store.remove(LOCK)

    def _renew(self) -> None:
        renewed = time.monotonic()
        while not self._end.wait(BEAT):
            try:
                content = self.store.read(LOCK) or b""
                if _told(content).get("token") != self.token:
                    self._lost = f"{self.store.where}: another batch has taken this folder over: {_whose(content)}"
                    return
                self.store.put("", {LOCK: _owner(self.token)})
                renewed = time.monotonic()
            except GoujiError as error:
                if time.monotonic() - renewed > EXPIRY - 2 * BEAT:
                    self._lost = f"{error}; the lock on the results could not be renewed, so this batch stops"
                    return


def _owner(token: str) -> bytes:
    told = {"host": socket.gethostname(), "pid": os.getpid(), "at": datetime.now(UTC).isoformat(timespec="seconds")}
    return (json.dumps({**told, **({"token": token} if token else {})}) + "\n").encode()


def _told(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _age(content: bytes) -> float:
    """Seconds since a lock was renewed; one that tells no time is old."""
    try:
        return (datetime.now(UTC) - datetime.fromisoformat(_told(content)["at"])).total_seconds()
    except (KeyError, ValueError, TypeError):
        return EXPIRY


def _whose(content: bytes) -> str:
    told = _told(content)
    return f"process {told.get('pid', '?')} on {told.get('host', '?')}, since {told.get('at', '?')}"


def _busy(place: Place, content: bytes) -> BatchError:
    return BatchError(f"{place.where}: another batch is writing there ({_whose(content)}); wait for its end, or choose "
                      "another --out")
