"""A batch followed on a terminal: a real one, of a pseudo-terminal's width, that is made narrower, or on which ^C is typed."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from test_batch_show import DONE, FAILED

from gouji.batch import progress
from gouji.batch.progress import Progress
from gouji.batch.tally import Tally

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
LIMIT = 120.0  # seconds


def sized(terminal: int, columns: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def _on_its_own() -> None:
    """In the child: the terminal is its own, and ^C ends it although a test run in the background was told to ignore that."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def on_a_terminal(folder: Path, columns: int, at: str, then: int | bytes) -> tuple[int, str]:
    """A batch on a terminal: its exit code, and all that was written there. When `at` is seen the terminal gets a new
    width, or keys are typed."""
    command = [sys.executable, "-m", "gouji", "batch", "in", "--out", "out", "--no-memo", "--jobs", "1"]
    own = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}  # which a test run may have set
    ours, theirs = pty.openpty()
    sized(theirs, columns)
    process = subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
                               preexec_fn=_on_its_own,
                               env={**own, "TERM": "xterm-256color"})  # fmt: skip
    os.close(theirs)
    seen, done, end = b"", False, time.monotonic() + LIMIT
    while time.monotonic() < end:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                seen += os.read(ours, 65536)
            except OSError:  # the last who held the terminal has gone
                break
        if not done and at.encode() in seen:
            done = True
            sized(ours, then) if isinstance(then, int) else os.write(ours, then)
    os.close(ours)
    assert done
    return process.wait(LIMIT), seen.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number in range(6):
        text = f"某局2023年度绩效自评报告\n全年预算{100 + number}万元，其中基本支出60万元，项目支出50万元。\n"
        (tmp_path / "in" / f"r{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "in" / "空.txt").write_bytes(b"")
    return tmp_path


def test_a_terminal_made_narrower_shows_the_rest_in_its_new_width(folder: Path) -> None:
    code, written = on_a_terminal(folder, 80, "starting workers", 40)
    assert code == 2  # one report is empty
    assert "Traceback" not in written
    assert written.count("\x1b[?25l") == written.count("\x1b[?25h") == 1  # the cursor is seen again
    wide, _, narrow = ESCAPES.sub("", written).partition("starting workers")
    assert "0 done, 0 done before, 0 failed of 7, 0 running" in wide
    assert re.search(r"\d done, 1 failed of 7", narrow)
    assert "last finding: r" in narrow
    assert "空" in narrow


def test_what_is_typed_to_end_it_ends_it_in_a_line(folder: Path) -> None:
    code, written = on_a_terminal(folder, 80, "starting workers", b"\x03")
    assert code == 2
    assert "Traceback" not in written
    assert "gouji: interrupted; what is done stays done, the same command goes on from here" in written


@pytest.mark.parametrize("columns", [120, 80, 60, 40, 30])
def test_no_line_is_wider_than_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "FEW", 1)
    screen, tally = StringIO(), Tally(total=4000)
    shown = Progress(Console(file=screen, width=columns, force_terminal=True))
    shown.tally = tally
    for outcome in (DONE, FAILED):
        tally.add(outcome)
        shown.running(2)
        shown.ended(outcome)
    shown.console.file = screen = StringIO()
    shown.console.print(shown)
    lines = ESCAPES.sub("", screen.getvalue()).splitlines()
    assert all(cell_len(line) <= columns for line in lines)
    told = "\n".join(lines)
    assert "2/4000" in told
    assert "1 done" in told
    assert "1 failed of 4" in told
    assert "last finding: a: critical"[:columns - 2] in told
    assert "reports/min" in told
    assert len(lines) == (3 if columns >= 72 else 4)
