"""The process that kernels are forked from: it has everything imported and warm, and one thread.

It is started by forkserver.py, one for each process that wants kernels, and lives as long as that process: over a socket it
takes what to start and tells what ended. It never uses zmq, asyncio or IPython itself, so that a kernel finds none of
them in use; a fork of a process with threads would take over locks that nobody releases.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import json
import os
import select
import signal
import socket
import sys
import threading
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

# What the libraries here start threads for: OpenBLAS's and OpenMP's pools, the allocator of pyarrow.
ENVIRONMENT: Mapping[str, str] = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
LENGTH = 8  # bytes that tell how long a request is
STREAMS = 3  # file descriptors that come with a request: the kernel's standard input, output and error
LOOK_SECONDS = 1.0  # between two looks whether the parent still lives, should its end of the socket be held by another
PR_SET_PDEATHSIG = 1  # Linux: the signal that a process gets when its parent dies


def main(handle: int, parent: int) -> None:
    """Serve the process `parent` at the other end of a socket, until it is gone. Does not return."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = socket.socket(fileno=handle)
    try:
        _warm()
    except Exception as error:  # noqa: BLE001 - whatever it is, a kernel by itself can still be started
        _tell(connection, failed=f"{type(error).__name__}: {error}")
        os._exit(1)
    if (running := _threads()) > 1:
        _tell(connection, failed=f"what it loads runs {running} threads, and a fork needs one")
        os._exit(1)
    os.chdir("/")  # keeps no folder from being removed
    gc.collect()
    gc.freeze()  # what is shared stays shared: no collection in a kernel looks at it, or writes to it
    gc.enable()
    _tell(connection, ready=os.getpid())
    _Server(connection, parent).serve()


class _Server:
    """The loop: a request forks a kernel, a kernel's end is told, and the parent's end is the end of all."""

    def __init__(self, connection: socket.socket, parent: int) -> None:
        self.connection = connection
        self.parent = parent
        self.kernels: set[int] = set()
        self.woken, self.waker = os.pipe()
        os.set_blocking(self.woken, False)
        os.set_blocking(self.waker, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # a handler, so that the wake-up pipe is written to
        signal.set_wakeup_fd(self.waker)

    def serve(self) -> None:
        while os.getppid() == self.parent:
            ready, _, _ = select.select([self.connection, self.woken], [], [], LOOK_SECONDS)
            try:
                if self.woken in ready:
                    os.read(self.woken, 4096)
                    for pid, code in self._ended():
                        _tell(self.connection, ended=pid, code=code)
                if self.connection in ready and not self._take():
                    break
            except ConnectionError:
                break
        for pid in self.kernels:
            with suppress(OSError):
                os.killpg(pid, signal.SIGKILL)
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        os._exit(0)

    def _ended(self) -> Iterator[tuple[int, int]]:
        while self.kernels:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            self.kernels.discard(pid)
            yield pid, os.waitstatus_to_exitcode(status)

    def _take(self) -> bool:
        """One request; False where the parent has gone."""
        head, streams, _, _ = socket.recv_fds(self.connection, LENGTH, STREAMS)
        if not head:
            return False
        request = json.loads(_exactly(self.connection, int.from_bytes(head + _exactly(self.connection, LENGTH - len(head)))))
        pid = os.fork()
        if pid == 0:
            self._become(request, streams)
        for stream in streams:
            os.close(stream)
        self.kernels.add(pid)
        _tell(self.connection, forked=pid)
        return True

    def _become(self, request: Mapping[str, Any], streams: list[int]) -> None:
        """In the child: be the kernel that was asked for. Does not return."""
        server = os.getppid()
        code = 1
        try:
            os.setsid()
            signal.set_wakeup_fd(-1)
            for handle in (self.woken, self.waker):
                os.close(handle)
            self.connection.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            for name in (signal.SIGCHLD, signal.SIGINT):
                signal.signal(name, signal.SIG_DFL if name == signal.SIGCHLD else signal.default_int_handler)
            _die_with(server)
            atexit._clear()  # what the server would do at its end is not this process's to do
            code = _kernel(request, server)
        except BaseException:  # noqa: BLE001 - a child must never come back into the server's loop
            sys.excepthook(*sys.exc_info())
        finally:
            with suppress(BaseException):
                threading._shutdown()  # as an interpreter does at its end, without taking itself apart
                atexit._run_exitfuncs()
            for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
                with suppress(BaseException):
                    stream.flush()
            os._exit(code)


def _kernel(request: Mapping[str, Any], server: int) -> int:
    """Run a kernel with the arguments, the environment and the folder of the request; its exit code."""
    os.environ.clear()
    os.environ.update(request["env"])
    os.environ["JPY_PARENT_PID"] = str(server)
    os.chdir(request["cwd"])
    time.tzset()
    _own_state()
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = [request["program"], *request["arguments"]]
    try:
        # ipykernel looks for its parent every second: that ends it where a dying parent sends no signal
        IPKernelApp.launch_instance(argv=[*request["arguments"], f"--IPKernelApp.parent_handle={server}"])
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    return 0


def _own_state() -> None:
    """What libraries would have taken from the environment, or drawn at random, when they were imported.

    Python's own random numbers are seeded anew at every fork; numpy's old ones are not.
    """
    import matplotlib
    import numpy as np
    import tqdm

    np.random.seed()
    backend = os.environ.get("MPLBACKEND") or "module://matplotlib_inline.backend_inline"  # as ipykernel chooses
    matplotlib.rcParams["backend"] = backend
    tqdm.tqdm.monitor_interval = 10
    gc.set_threshold(50_000, 20, 20)  # an audit makes a million objects and hardly a cycle: looking for them takes 5%


def _warm() -> None:
    """Import, and do once, what every audit imports and does, with nothing left running."""
    gc.disable()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ipykernel.debugger
        import ipykernel.kernelapp  # noqa: F401
        import IPython.core.completerlib
        import IPython.extensions.storemagic  # noqa: F401
        import tqdm
        from matplotlib.backends.registry import backend_registry

        tqdm.tqdm.monitor_interval = 0  # else a thread looks after progress bars, from the first one on
        from gouji.memo.warming import warm

        warm()
        backend_registry.list_all()  # looks through all installed packages for more of them


def _threads() -> int:
    """The threads of this process, those of libraries among them where the system tells."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()


def _die_with(parent: int) -> None:
    """Have the system kill this process when its parent dies, where it can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _tell(connection: socket.socket, **what: Any) -> None:
    connection.sendall(json.dumps(what).encode() + b"\n")


def _exactly(connection: socket.socket, size: int) -> bytes:
    """So many bytes. Raises ConnectionError where the other end goes before."""
    got = bytearray()
    while len(got) < size:
        more = connection.recv(size - len(got))
        if not more:
            raise ConnectionError
        got += more
    return bytes(got)
