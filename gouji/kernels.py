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
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from gouji.forkserver import Child, Interpreter, Server, Unforkable

KERNEL = "gouji-warm"
LAUNCHER = ["-m", "ipykernel_launcher"]
KNOWN = {"env", "cwd", "stdin", "stdout", "stderr"}


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
