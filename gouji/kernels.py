"""Kernels that start in a moment: forked from a process that has imported everything (forking.py), not started anew.

A kernel provisioner for Jupyter: the kernel `gouji-warm` works wherever a kernel of any name does, in JupyterLab, for
`papermill -k gouji-warm` and for `gouji audit`. `python -m gouji.kernels` installs it into this environment.

The process to fork from is started at the first kernel and is the same for all kernels of one process. It ends with that
process, however that ends, and takes the kernels along. Where processes cannot be forked like that, a kernel starts as
any other does, and that is said once.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from weakref import WeakValueDictionary

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from gouji.forking import ENVIRONMENT, LENGTH

KERNEL = "gouji-warm"
LAUNCHER = ["-m", "ipykernel_launcher"]
START_SECONDS = 120
# Variables that an interpreter and its libraries read once, when they start: other values need another process.
AT_START = ("PYTHON", "LD_", "DYLD_", "LC_", "LANG", "OPENBLAS_", "OMP_", "MKL_", "ARROW_", "JE_", "MPLCONFIGDIR")
# Not `-m`: that would put the folder of whoever starts it in front of the libraries.
BEGIN = "import sys; sys.path[:] = filter(None, sys.path); from gouji import forking; forking.main({socket}, {parent})"
KNOWN = {"env", "cwd", "stdin", "stdout", "stderr"}


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
                raise subprocess.TimeoutExpired(KERNEL, timeout)
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


_servers: dict[Interpreter, Server] = {}
_lock = threading.Lock()
_said = False


class WarmProvisioner(LocalProvisioner):
    """Starts kernels by forking, and otherwise looks after them as after any local process."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        wanted = self._scrub_kwargs(kwargs)
        try:
            # In a thread: the first one waits for everything to be imported, and others must be served meanwhile
            self.process = await asyncio.to_thread(forked, cmd, wanted)
        except Unforkable as why:
            say_once(str(why))
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid  # it leads a group of its own
        self.cwd = wanted.get("cwd") or Path.cwd()
        return self.connection_info


def forked(cmd: Sequence[str], wanted: Mapping[str, Any]) -> Child:
    """A kernel for a command of ipykernel's launcher, with Popen's `env`, `cwd` and streams. Raises Unforkable."""
    if why := unfit():
        raise Unforkable(why)
    if surplus := {name for name, value in wanted.items() if value} - KNOWN:
        raise Unforkable(f"asked for {', '.join(sorted(surplus))}")
    at = next((at for at in range(1, len(cmd)) if list(cmd[at : at + 2]) == LAUNCHER), None)
    if at is None:
        raise Unforkable("its command is not ipykernel's")
    env = dict(os.environ if wanted.get("env") is None else wanted["env"])
    cwd = str(Path(wanted.get("cwd") or Path.cwd()).absolute())
    if not Path(cwd).is_dir():
        raise FileNotFoundError(2, os.strerror(2), cwd)
    server = server_for(Interpreter.of(cmd[0], cmd[1:at], env), env)
    opened: list[int] = []
    readers: dict[str, BinaryIO] = {}
    try:
        streams = [_stream(name, wanted.get(name), opened, readers) for name in ("stdin", "stdout", "stderr")]
        child = server.fork(cmd[at + 1], cmd[at + 2 :], env, cwd, streams)
    finally:
        for handle in opened:
            os.close(handle)
    for name, reader in readers.items():
        setattr(child, name, reader)
    return child


def server_for(interpreter: Interpreter, env: Mapping[str, str]) -> Server:
    """The running server for an interpreter, or a new one. Raises Unforkable where none can be started."""
    with _lock:
        server = _servers.get(interpreter)
        if server is None or server.gone or server.process.poll() is not None:
            if server is not None:
                server.stop()
            server = _servers[interpreter] = Server(interpreter, env)
        return server


def stop_all() -> None:
    """End all servers of this process and their kernels; the next kernel starts a new one."""
    with _lock:
        while _servers:
            _servers.popitem()[1].stop()


def unfit() -> str:
    """Why kernels cannot be forked on this system, or ""."""
    if not (hasattr(os, "fork") and hasattr(socket, "send_fds")):
        return "this system cannot fork processes"
    if sys.platform == "darwin":
        return "the system's libraries on macOS do not survive a fork"
    return ""


def say_once(why: str) -> None:
    """Say on standard error, once a process, that kernels start slowly, and why."""
    global _said
    if not _said:
        _said = True
        sys.stderr.write(f"gouji: no warm kernels ({why}): each kernel starts by itself, which takes seconds\n")


def install(prefix: str = sys.prefix) -> str:
    """Install the kernel `gouji-warm` under a prefix; where it lies."""
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.kernelspec import KernelSpecManager

    spec = get_kernel_dict()
    spec["display_name"] = "gouji (warm)"
    spec["metadata"] = {"kernel_provisioner": {"provisioner_name": KERNEL}, "supported_encryption": ["curve"]}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "kernel.json").write_text(json.dumps(spec, indent=1), encoding="utf-8")
        return KernelSpecManager().install_kernel_spec(folder, KERNEL, prefix=prefix)


def _stream(name: str, given: Any, opened: list[int], readers: dict[str, BinaryIO]) -> int:
    """The file descriptor that a kernel gets for a stream, as Popen would give it. What is opened for it is noted."""
    if given == subprocess.PIPE and name != "stdin":
        reader, handle = os.pipe()
        readers[name] = os.fdopen(reader, "rb")
    elif given == subprocess.STDOUT:
        raise Unforkable(f"asked for {name} together with stdout")
    elif name == "stdin" and given in (None, subprocess.PIPE) or given == subprocess.DEVNULL:
        handle = os.open(os.devnull, os.O_RDWR)
    elif given is None:
        number = {"stdout": 1, "stderr": 2}[name]
        try:
            handle = os.dup(number)
        except OSError:  # closed, as for a daemon
            handle = os.open(os.devnull, os.O_RDWR)
    else:
        return given if isinstance(given, int) else given.fileno()
    opened.append(handle)
    return handle


def _forget() -> None:
    global _lock
    _lock = threading.Lock()
    for server in _servers.values():
        server.abandon()
    _servers.clear()


atexit.register(stop_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)

if __name__ == "__main__":
    sys.stdout.write(f"{install()}\n")
