"""The process that kernels are forked from (forking.py), as the one that asks it sees it: started, asked, and ended."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO
from weakref import WeakValueDictionary

from gouji.forking import ENVIRONMENT, LENGTH

START_SECONDS = 120
# Variables that an interpreter and its libraries read once, when they start: other values need another process.
AT_START = ("PYTHON", "LD_", "DYLD_", "LC_", "LANG", "OPENBLAS_", "OMP_", "MKL_", "ARROW_", "JE_", "MPLCONFIGDIR")
# Not `-m`: that would put the folder of whoever starts it in front of the libraries.
BEGIN = "import sys; sys.path[:] = filter(None, sys.path); from gouji import forking; forking.main({socket}, {parent})"


class Unforkable(Exception):
    """No kernel can be forked; the message says why."""


@dataclass(frozen=True)
class Interpreter:
    """What makes one server differ from another: the program, its own arguments, and what it reads when it starts."""

    program: str
    flags: tuple[str, ...]
    variables: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, program: str, flags: Sequence[str], env: Mapping[str, str]) -> Interpreter:
        return cls(program, tuple(flags), frozenset(item for item in env.items() if item[0].startswith(AT_START)))


class Child:
    """A forked kernel, as subprocess.Popen would show it; its exit code is told by the server, who is its parent."""

    stdin: BinaryIO | None = None
    stdout: BinaryIO | None = None
    stderr: BinaryIO | None = None

    def __init__(self, server: Server, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._server = server

    def poll(self) -> int | None:
        if self.returncode is None:
            self._server.listen()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        end = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            if end is not None and time.monotonic() >= end:
                raise subprocess.TimeoutExpired("a forked kernel", timeout)
            time.sleep(0.01)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Server:
    """The process that kernels are forked from, at the other end of a socket. Raises Unforkable where it cannot start."""

    def __init__(self, interpreter: Interpreter, env: Mapping[str, str]) -> None:
        self._lock = threading.RLock()
        self._children: WeakValueDictionary[int, Child] = WeakValueDictionary()
        self._unread = b""
        self.gone = False
        ours, theirs = socket.socketpair()
        code = BEGIN.format(socket=theirs.fileno(), parent=os.getpid())
        with theirs:
            try:
                self.process = subprocess.Popen(
                    [interpreter.program, *interpreter.flags, "-c", code],
                    env={**env, **ENVIRONMENT},
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=None if env.get("GOUJI_DEBUG") else subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,  # a terminal's Ctrl-C is not for it
                )
            except OSError as error:
                ours.close()
                raise Unforkable(f"{interpreter.program}: {error.strerror}") from None
        self._socket = ours
        told = self._next(START_SECONDS)
        if "ready" not in told:
            self.stop()
            raise Unforkable(told.get("failed", "the process to fork from did not start"))

    def fork(self, program: str, arguments: Sequence[str], env: Mapping[str, str], cwd: str, streams: Sequence[int]) -> Child:
        """A kernel with three streams of its own. Raises Unforkable where the server has gone."""
        request = {"program": program, "arguments": list(arguments), "env": dict(env), "cwd": cwd}
        message = json.dumps(request).encode()
        with self._lock:
            try:
                self._socket.settimeout(START_SECONDS)
                socket.send_fds(self._socket, [len(message).to_bytes(LENGTH)], list(streams))
                self._socket.sendall(message)
            except OSError:
                self._lost()
            while "forked" not in (told := self._next(START_SECONDS)):
                if self.gone:
                    raise Unforkable("the process to fork from has ended")
                self._note(told)
            child = Child(self, told["forked"])
            self._children[child.pid] = child
        return child

    def listen(self) -> None:
        """Take in what the server has told of kernels that ended, without waiting for more."""
        with self._lock:
            while told := self._next(0):
                self._note(told)

    def stop(self) -> None:
        """End the server, and with it all its kernels."""
        with self._lock:
            self._lost()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def abandon(self) -> None:
        """In a forked copy of the process: the server is the other one's."""
        self._socket.close()
        self.process.returncode = 0  # else its end would be waited for, and its absence warned of
        self.gone = True

    def _note(self, told: Mapping[str, Any]) -> None:
        child = self._children.pop(told["ended"], None)
        if child is not None:
            child.returncode = told["code"]

    def _next(self, seconds: float) -> dict[str, Any]:
        """The next that the server tells; {} where it tells nothing in so many seconds, or has gone."""
        if self.gone:
            return {}
        self._socket.settimeout(seconds)
        while b"\n" not in self._unread:
            try:
                more = self._socket.recv(65536)
            except (BlockingIOError, TimeoutError):
                if seconds:
                    self._lost()
                return {}
            except OSError:
                more = b""
            if not more:
                self._lost()
                return {}
            self._unread += more
        self._socket.settimeout(None)
        line, _, self._unread = self._unread.partition(b"\n")
        return json.loads(line)

    def _lost(self) -> None:
        """The server has gone, or is to go: its kernels do not outlive it."""
        self.gone = True
        self._socket.close()
        for child in list(self._children.values()):
            child.returncode = -signal.SIGKILL
        self._children.clear()
