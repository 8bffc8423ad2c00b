"""Files are all written or none, and the last one vouches for the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gouji.errors import InputError
from gouji.files import write_files


@pytest.fixture
def happened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done to the disk, in order: the names that are put in place, and folders that are synced."""
    told: list[str] = []
    replace, fsync = Path.replace, os.fsync

    def renamed(self: Path, target: Path) -> Path:
        told.append(Path(target).name)
        return replace(self, target)

    def synced(handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        told.append("folder synced" if path.is_dir() else "file synced")
        fsync(handle)

    monkeypatch.setattr(Path, "replace", renamed)
    monkeypatch.setattr(os, "fsync", synced)
    return told


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
@pytest.mark.parametrize(("names", "order"), [
    ([], []),
    (["manifest"], ["file synced", "manifest", "folder synced"]),
    (["a", "b", "manifest"], [*["file synced"] * 3, "a", "b", "folder synced", "manifest", "folder synced"]),
])
def test_the_last_file_takes_its_place_when_the_others_are_on_the_disk(
    tmp_path: Path, happened: list[str], names: list[str], order: list[str]
) -> None:
    assert write_files(tmp_path, {name: name for name in names}) == [tmp_path / name for name in names]
    assert happened == order


def test_a_place_that_is_taken_is_an_error_and_leaves_no_temporary_file(tmp_path: Path) -> None:
    (tmp_path / "manifest").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_files(tmp_path, {"a": "new", "manifest": "new"})
    assert (tmp_path / "manifest").is_dir()
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
