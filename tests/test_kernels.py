"""Warm kernels: forked, each its own, obedient, and gone when whoever asked for them is gone."""

from __future__ import annotations

import ast
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager
from nbformat import writes
from nbformat.v4 import new_code_cell, new_notebook

from gouji import forkserver, kernels
from gouji.forkserver import Interpreter, Unforkable

ROOT = Path(__file__).parents[1]
SOON = 5.0  # seconds in which what is to end has ended
LATER = 60.0  # and in which what is to start has started, on a busy machine

pytestmark = pytest.mark.skipif(bool(kernels.unfit()), reason=kernels.unfit() or "can fork")


class Kernel:
    """A kernel with its manager and client."""

    def __init__(self, folder: Path, **wanted: Any) -> None:
        self.manager = KernelManager(kernel_name=kernels.KERNEL, connection_file=str(folder / f"{time.time_ns()}.json"))
        self.manager.start_kernel(extra_arguments=["--HistoryManager.hist_file=:memory:"], **wanted)
        self.client: BlockingKernelClient = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=LATER)

    @property
    def process(self) -> psutil.Process:
        return psutil.Process(self.manager.provisioner.pid)

    def value(self, expression: str) -> Any:
        """What an expression comes to in the kernel, through JSON."""
        reply = self.client.execute("", user_expressions={"it": f"__import__('json').dumps({expression})"}, reply=True, timeout=LATER)
        told = reply["content"]["user_expressions"]["it"]
        assert told["status"] == "ok", told
        return json.loads(ast.literal_eval(told["data"]["text/plain"]))

    def end(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The kernel installed in a place of its own, so that what is tested is this code's."""
    place = tmp_path_factory.mktemp("jupyter")
    kernels.install(str(place))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(place / "share" / "jupyter"))
        yield place
    kernels.stop_all()


@pytest.fixture
def start(installed: Path, tmp_path: Path) -> Iterator[Callable[..., Kernel]]:
    """A function that starts a kernel, which is ended after the test."""
    started: list[Kernel] = []

    def one(**wanted: Any) -> Kernel:
        started.append(Kernel(tmp_path, **wanted))
        return started[-1]

    yield one
    for kernel in started:
        kernel.end()


def server() -> psutil.Process:
    """The one process that all kernels here are forked from."""
    (known,) = kernels._servers.values()
    return psutil.Process(known.process.pid)


def gone(*pids: int) -> bool:
    """Whether processes are gone, soon. One that ended and was not yet waited for by its parent counts as gone."""
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        if not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in pids):
            return True
        time.sleep(0.02)
    return False


# What a kernel is


def test_a_kernel_is_forked_from_one_thread_that_has_everything_imported(start: Callable[..., Kernel]) -> None:
    kernel = start()
    assert kernel.process.ppid() == server().pid
    assert server().num_threads() == 1
    assert kernel.value("[name for name in ('great_expectations', 'pandas', 'matplotlib', 'great_tables', 'docx', "
                        "'xlsxwriter', 'nbformat', 'gouji.memo.sheet') if name not in __import__('sys').modules]") == []
    assert "matplotlib.pyplot" not in kernel.value("list(__import__('sys').modules)")


def test_kernels_have_a_group_a_folder_and_variables_of_their_own(start: Callable[..., Kernel], tmp_path: Path) -> None:
    env = {**os.environ, "GOUJI_TEST": "年", "TZ": "Asia/Shanghai"}
    one, other = start(cwd=str(tmp_path), env=env), start()
    assert one.value("__import__('os').getcwd()") == str(tmp_path)
    assert one.value("__import__('os').environ['GOUJI_TEST']") == "年"
    assert one.value("__import__('time').localtime(0).tm_hour") == 8
    assert other.value("__import__('os').getcwd()") == str(Path.cwd())
    assert other.value("__import__('os').environ.get('GOUJI_TEST')") is None
    assert other.value("__import__('os').environ.get('OPENBLAS_NUM_THREADS')") == os.environ.get("OPENBLAS_NUM_THREADS")
    assert os.getpgid(one.process.pid) == one.process.pid != os.getpgid(other.process.pid)
    assert one.process.ppid() == other.process.ppid() == server().pid


@pytest.mark.parametrize("drawn", ["__import__('random').random()", "float(__import__('numpy').random.rand())",
                                   "__import__('uuid').uuid4().hex", "get_ipython().kernel.session.session"])
def test_no_two_kernels_draw_alike(start: Callable[..., Kernel], drawn: str) -> None:
    one, other = start(), start()
    assert one.value(drawn) != other.value(drawn)


def test_a_kernel_holds_nothing_of_the_server_or_of_another_kernel(start: Callable[..., Kernel]) -> None:
    """Sockets and pipes, by what they are: a kernel that held the server's would keep it from seeing its end."""
    def held(pid: int) -> set[str]:
        links = set()
        for path in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):  # closed meanwhile
                links.add(str(path.readlink()))
        return {link for link in links if link.startswith(("socket:", "pipe:"))}

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs /proc")
    one, other = start(), start()
    own = held(os.getpid())  # the streams that kernels have from here
    assert len(held(server().pid) - own) >= 2
    assert (held(one.process.pid) - own) & (held(server().pid) | held(other.process.pid)) == set()


def test_a_plot_is_shown_in_the_notebook_though_matplotlib_was_imported_before(start: Callable[..., Kernel]) -> None:
    assert start().value("__import__('matplotlib').get_backend()") in ("inline", "module://matplotlib_inline.backend_inline")


def test_what_a_kernel_prints_goes_to_the_notebook_and_its_own_streams(start: Callable[..., Kernel], tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out:
        kernel = start(stdout=out, stderr=subprocess.DEVNULL)
    told: list[str] = []
    kernel.client.execute_interactive("print('to the notebook'); __import__('os').write(1, b''); __import__('sys').__stdout__.write('to the stream'); __import__('sys').__stdout__.flush()",
                                      output_hook=lambda message: told.append(message["content"].get("text", "")), timeout=LATER)
    assert "to the notebook\n" in told
    assert (tmp_path / "out").read_text() == "to the stream"
    assert kernel.manager.provisioner.connection_info
    assert oct(Path(kernel.manager.connection_file).stat().st_mode & 0o777) == "0o600"


# What it does when told


def test_an_interrupt_stops_the_cell_and_not_the_kernel(start: Callable[..., Kernel]) -> None:
    kernel = start()
    kernel.client.execute("import time; time.sleep(600)", stop_on_error=False)  # else what is asked right after it may be aborted with it
    while kernel.client.get_iopub_msg(timeout=LATER)["msg_type"] != "execute_input":
        pass
    time.sleep(0.1)
    kernel.manager.interrupt_kernel()
    assert kernel.client.get_shell_msg(timeout=LATER)["content"]["ename"] == "KeyboardInterrupt"
    assert kernel.value("1 + 1") == 2


def test_a_restart_is_a_new_process_on_the_same_ports(start: Callable[..., Kernel]) -> None:
    kernel = start()
    kernel.client.execute("kept = 1", reply=True, timeout=LATER)
    before, fork_server = kernel.process.pid, server().pid
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=LATER)
    assert gone(before)
    assert kernel.process.pid != before
    assert kernel.value("'kept' in globals()") is False
    assert server().pid == fork_server


@pytest.mark.parametrize("now", [True, False], ids=["at once", "in order"])
def test_a_shutdown_leaves_no_kernel_and_the_server_for_the_next(start: Callable[..., Kernel], now: bool) -> None:
    kernel = start()
    pid, fork_server, file = kernel.process.pid, server().pid, Path(kernel.manager.connection_file)
    kernel.client.stop_channels()
    kernel.manager.shutdown_kernel(now=now)
    assert gone(pid)
    assert not file.exists()
    assert start().process.ppid() == fork_server


def test_a_kernel_that_dies_is_seen_at_once(start: Callable[..., Kernel]) -> None:
    kernel = start()
    process = kernel.manager.provisioner.process
    assert process.poll() is None
    kernel.client.execute("import os; os._exit(7)")
    assert process.wait(timeout=1) == 7
    assert not kernel.manager.is_alive()


def test_a_kernel_that_is_killed_is_told_by_its_signal(start: Callable[..., Kernel]) -> None:
    process = start().manager.provisioner.process
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(timeout=1) == -signal.SIGKILL


# What is left when others die


def test_where_papermill_is_killed_nothing_is_left(installed: Path, tmp_path: Path) -> None:
    notebook = tmp_path / "a.ipynb"
    cell = f"import os, time; open({str(tmp_path / 'pids')!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}}\\n'); time.sleep(600)"
    spec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    notebook.write_text(writes(new_notebook(cells=[new_code_cell(cell)], metadata={"kernelspec": spec})), encoding="utf-8")
    command = [sys.executable, "-m", "papermill", str(notebook), str(tmp_path / "b.ipynb"), "-k", kernels.KERNEL]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    kernel, fork_server = told(tmp_path / "pids", running)
    assert psutil.Process(fork_server).ppid() == running.pid
    running.kill()
    running.wait()
    assert gone(kernel, fork_server)


def test_a_dead_server_takes_its_kernels_along_and_is_replaced(start: Callable[..., Kernel]) -> None:
    """Replaced by one that is warm at once, for this test's sake."""
    kernel, first = start(), server().pid
    process = kernel.manager.provisioner.process
    os.kill(first, signal.SIGKILL)
    assert process.wait(timeout=SOON) == -signal.SIGKILL
    assert gone(process.pid, first)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forkserver, "BEGIN", COLD)
        assert start().process.ppid() == server().pid != first
    kernels.stop_all()


COLD = forkserver.BEGIN.replace("forking.main", "forking._warm = lambda: None; forking.main")
SCRIPT = f"""
import os, sys, time
from jupyter_client.manager import KernelManager
from gouji import forkserver, kernels

forkserver.BEGIN = {COLD!r}
manager = KernelManager(kernel_name=kernels.KERNEL)
manager.start_kernel()
(known,) = kernels._servers.values()
copy = os.fork()  # a copy of the process has the same open files, the end of the server's socket among them
if copy == 0:
    time.sleep(600)
with open(sys.argv[1], "w") as file:
    print(manager.provisioner.pid, known.process.pid, copy, file=file)
time.sleep(600 if sys.argv[2] == "killed" else 0)
"""


@pytest.mark.parametrize("way", ["killed", "ended"])
def test_whoever_asked_for_kernels_takes_them_and_the_server_along(installed: Path, tmp_path: Path, way: str) -> None:
    running = subprocess.Popen([sys.executable, "-c", SCRIPT, str(tmp_path / "pids"), way], cwd=ROOT, stderr=subprocess.DEVNULL)
    kernel, fork_server, copy = told(tmp_path / "pids", running)
    try:
        if way == "killed":
            assert psutil.pid_exists(kernel)
            running.kill()
        running.wait(timeout=LATER)
        assert gone(kernel, fork_server)
        assert psutil.pid_exists(copy)
    finally:
        os.kill(copy, signal.SIGKILL)


def told(path: Path, running: subprocess.Popen[bytes]) -> list[int]:
    """The numbers that a process writes to a file."""
    end = time.monotonic() + LATER
    while not (path.exists() and path.read_text().endswith("\n")):
        assert running.poll() is None or path.exists()
        assert time.monotonic() < end
        time.sleep(0.05)
    return [int(word) for word in path.read_text().split()]


# Where it cannot be


def test_where_nothing_can_be_forked_a_plain_kernel_starts_and_that_is_said_once(
    start: Callable[..., Kernel], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kernels, "unfit", lambda: "no forks on this one")
    monkeypatch.setattr(kernels, "_said", False)
    one, other = start(), start()
    assert one.process.ppid() == other.process.ppid() == os.getpid()
    assert other.value("'great_expectations' in __import__('sys').modules") is False
    said = [line for line in capfd.readouterr().err.splitlines() if line.startswith("gouji: ")]
    assert said == ["gouji: no warm kernels (no forks on this one): each kernel starts by itself, which takes seconds"]


@pytest.mark.parametrize(("cmd", "wanted", "why"), [
    (["python", "-m", "another_kernel", "-f", "x"], {}, "its command is not ipykernel's"),
    (["python", "-m", "ipykernel_launcher", "-f", "x"], {"independent": True}, "asked for independent"),
    (["python", "-m", "ipykernel_launcher", "-f", "x"], {"preexec_fn": print}, "asked for preexec_fn"),
    (["/no/such/python", "-m", "ipykernel_launcher", "-f", "x"], {}, "/no/such/python: No such file or directory"),
])
def test_what_a_fork_cannot_give_is_refused(cmd: list[str], wanted: dict[str, Any], why: str) -> None:
    with pytest.raises(Unforkable, match=why):
        kernels.forked(cmd, wanted)


@pytest.mark.parametrize(("name", "same"), [
    ("PYTHONHASHSEED", False), ("LC_ALL", False), ("OMP_NUM_THREADS", False), ("TZ", True), ("HOME", True), ("JPY_PARENT_PID", True),
])
def test_what_is_read_at_a_start_needs_a_server_of_its_own(name: str, same: bool) -> None:
    env = {"PATH": "/bin"}
    assert (Interpreter.of("python", [], env) == Interpreter.of("python", [], {**env, name: "3"})) is same


@pytest.mark.parametrize(("warm", "said"), [
    ("threading.Thread(target=time.sleep, args=(60,), daemon=True).start()", "what it loads runs 2 threads, and a fork needs one"),
    ("import no_such_library", "ModuleNotFoundError: No module named 'no_such_library'"),
])
def test_a_process_that_is_unfit_to_be_forked_says_why(warm: str, said: str) -> None:
    ours, theirs = socket.socketpair()
    code = f"import threading, time\nfrom gouji import forking\ndef warm():\n    {warm}\nforking._warm = warm\nforking.main({theirs.fileno()}, {os.getpid()})"
    done = subprocess.run([sys.executable, "-c", code], pass_fds=[theirs.fileno()], cwd=ROOT, timeout=LATER, check=False)
    with ours, theirs:
        assert json.loads(ours.recv(65536)) == {"failed": said}
    assert done.returncode == 1
