"""Places of results: the same on a disk, in memory and on a real S3 server; whole files only, the last one last."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from gouji.batch.sources import find_sources, name, on_disk
from gouji.errors import InputError
from gouji.report import find_reports
from gouji.storage import Disk, Place, is_url, open_place


@pytest.fixture(params=["disk", "memory", "s3"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A folder that is empty, as a path or URL."""
    if request.param == "disk":
        yield str(tmp_path / "results")
    elif request.param == "memory":
        root = f"memory://{uuid.uuid4().hex}"
        yield root
        if fsspec.filesystem("memory").exists(root):
            fsspec.filesystem("memory").rm(root, recursive=True)
    else:
        yield f"{request.getfixturevalue('s3_bucket')}/{uuid.uuid4().hex}"


@pytest.fixture
def place(where: str) -> Place:
    return open_place(where)


@pytest.mark.parametrize(
    ("where", "expected"),
    [("s3://b/x", True), ("memory://x", True), ("S3://b", True), ("reports", False), ("/a/b", False), ("file:///a", False),
     ("a:b/c", False), ("C:\\reports", False)],
)
def test_what_is_a_url_and_what_is_a_path(where: str, expected: bool) -> None:
    assert is_url(where) is expected


def test_what_was_put_is_there(place: Place) -> None:
    place.put("某局 2023", {"b.json": b"1", "a.json": b"\xff2"})
    place.put("", {"index.html": b"page"})
    assert (place.read("某局 2023/a.json"), place.read("index.html")) == (b"\xff2", b"page")
    assert (place.names("某局 2023"), place.folders(), place.names("")) == (["a.json", "b.json"], ["某局 2023"], ["index.html"])
    place.put("某局 2023", {"a.json": b"3"})
    assert place.read("某局 2023/a.json") == b"3"


def test_what_is_not_there_is_nothing_and_no_error(place: Place) -> None:
    assert (place.read("none/a.json"), place.names("none"), place.folders()) == (None, [], [])
    place.remove("none/a.json")


def test_a_folder_goes_with_its_last_file(place: Place) -> None:
    place.put("a", {"x.json": b"1", "y.json": b"2"})
    place.remove("a/x.json")
    assert (place.names("a"), place.folders()) == (["y.json"], ["a"])
    place.remove("a/y.json")
    assert place.names("a") == []
    assert not isinstance(place, Disk) or place.folders() == []  # elsewhere a folder is only what its files' names share


def test_odd_names_are_names(place: Place) -> None:
    for odd in ("a b", "a#b?c", "[x]*", "50%", "é", "x" * 100):
        place.put(odd, {"m.json": odd.encode()})
    assert [place.read(f"{odd}/m.json") for odd in place.folders()] == [odd.encode() for odd in place.folders()]
    assert len(place.folders()) == 6


def test_a_disk_that_refuses_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=r"file/a: cannot be written \(Not a directory\)"):
        open_place(tmp_path / "file").put("a", {"x": b""})


def test_a_store_that_refuses_is_told_in_one_line(s3_bucket: str) -> None:
    with pytest.raises(InputError, match=r"^s3://no-such-bucket/x: cannot be written"):
        open_place("s3://no-such-bucket/x").put("a", {"x": b""})
    with pytest.raises(InputError, match="nonsense://x: cannot be reached"):
        open_place("nonsense://x")


def test_what_a_killed_write_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    place = Disk(tmp_path)
    place.put("a", {"findings.json": b"1"})
    for left in (".manifest.json.ab12_x9z", ".memo.zh.html.aaaaaaaa", ".kept", ".notes.json.bak"):
        (tmp_path / "a" / left).write_bytes(b"half")
    place.sweep("a")
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [".kept", ".notes.json.bak", "findings.json"]


# --- reports on a store ---------------------------------------------------------------------------------------------

TREE = {
    "a/report.yaml": "id: first\ntitle: x", "a/source.txt": "甲", "a/inner/source.txt": "within a report", "a/附件.pdf": "%PDF",
    "b/deep/source.txt": "no report.yaml", "b/one.txt": "乙", "b/two.MD": "丙", "b/published.pdf": "%PDF", "b/README.md": "aside",
    "b/.hidden.txt": "x", "b/numbers.csv": "1,2", ".git/x.txt": "x",
}


@pytest.fixture
def tree(where: str, tmp_path: Path) -> str:
    place = open_place(where)
    for path, text in TREE.items():
        folder, _, file = path.rpartition("/")
        place.put(folder, {file: text.encode()})
    return where


def test_reports_are_found_on_a_store_as_on_a_disk(tree: str) -> None:
    found = [source.shown.removeprefix(tree).lstrip("/") for source in find_sources(tree)]
    assert sorted(found) == ["a", "b/deep", "b/one.txt", "b/published.pdf", "b/two.MD"]
    if not is_url(tree):
        assert [source.place for source in find_sources(tree)] == [str(path) for path in find_reports(tree)]


def test_a_single_report_is_found_by_its_own_path(tree: str) -> None:
    for own in ("a", "b/one.txt"):
        assert [source.shown for source in find_sources(f"{tree}/{own}")] == [f"{tree}/{own}"]
    with pytest.raises(InputError, match="no such file or folder"):
        list(find_sources(f"{tree}/nowhere"))


def test_a_report_is_brought_to_the_disk_and_gone_afterwards(tree: str) -> None:
    (source,) = find_sources(f"{tree}/a")
    with on_disk(source) as there:
        assert (there / "source.txt").read_text(encoding="utf-8") == "甲"
        assert (there / "附件.pdf").exists()
    assert there.exists() is not is_url(tree)


def test_ids_are_told_by_the_report_or_its_name(tree: str) -> None:
    named = {source.shown.rpartition("/")[2]: name(source) for source in find_sources(tree)}
    assert {last: (known.id, known.certain) for last, known in named.items()} == {
        "a": ("first", True), "deep": ("deep", False), "one.txt": ("one", True), "two.MD": ("two", True),
        "published.pdf": ("published.pdf", False),
    }
