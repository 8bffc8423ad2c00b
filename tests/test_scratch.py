"""Folders that are passed through: gone when left, and cleared after whoever was killed, but never under the living."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gouji import scratch
from gouji.scratch import Scratch, clear

HOLD = """
import sys, time
from pathlib import Path
from gouji.scratch import Scratch
with Scratch(".audit-", Path(sys.argv[1])) as folder:
    (folder / "half").write_text("x")
    print(folder, flush=True)
    time.sleep(60)
"""

pytestmark = pytest.mark.skipif(scratch.fcntl is None, reason="no locks that die with their process")


def holder(place: Path) -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(place)], stdout=subprocess.PIPE, text=True)
    return process, Path(process.stdout.readline().strip())


def ended(process: subprocess.Popen[str], number: int) -> None:
    os.kill(process.pid, number)
    process.wait()
    process.stdout.close()


def test_a_folder_goes_when_left(tmp_path: Path) -> None:
    with Scratch(".audit-", tmp_path) as folder:
        (folder / "file").write_text("x")
        assert folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_cleared_and_what_a_living_one_holds_is_not(tmp_path: Path) -> None:
    dead, left = holder(tmp_path)
    living, held = holder(tmp_path)
    try:
        ended(dead, signal.SIGKILL)
        assert (left / "half").is_file()
        with Scratch(".audit-", tmp_path) as own:
            assert sorted(tmp_path.iterdir()) == sorted([held, own])
    finally:
        ended(living, signal.SIGKILL)
    clear(tmp_path, ".audit-")
    assert list(tmp_path.iterdir()) == []


def test_only_folders_of_the_name_are_cleared(tmp_path: Path) -> None:
    for name in (".audit-1", ".audit", "audit-1", ".audi[t]-1"):
        (tmp_path / name).mkdir()
    (tmp_path / ".audit-file").write_text("x")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".audit-link").symlink_to(tmp_path / "elsewhere")
    clear(tmp_path, ".audit-")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".audi[t]-1", ".audit", ".audit-file", ".audit-link", "audit-1", "elsewhere"]


def test_without_locks_a_folder_is_made_all_the_same_and_none_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".audit-old").mkdir()
    monkeypatch.setattr(scratch, "fcntl", None)
    with Scratch(".audit-", tmp_path) as folder:
        assert folder.is_dir()
    assert [path.name for path in tmp_path.iterdir()] == [".audit-old"]


def test_a_place_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Scratch(".audit-", tmp_path / "no")
