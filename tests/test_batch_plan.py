"""Which reports a batch has, under which ids; what it counts; what it refuses before anything runs."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from batch_sample import CLEAN, report, texts

from gouji.batch.lock import LOCK, only_batch
from gouji.batch.plan import Item, distinct, found, looked_at
from gouji.batch.results import Outcome
from gouji.batch.run import Orders
from gouji.batch.sources import Named, Source
from gouji.batch.tally import MOST, Tally
from gouji.errors import BatchError, GoujiError, InputError, NotebookError, SuiteError
from gouji.memo import run as memo_run
from gouji.storage import open_place


def named(place: str, id_: str, certain: bool = True) -> Named:
    return Named(Source(place, place), id_, certain)


@pytest.mark.parametrize(
    ("names", "ids", "refused"),
    [
        ([named("/a", "x"), named("/b", "y")], ["x", "y"], {}),
        ([named("/a", "x"), named("/b", "x"), named("/c", "y")], ["y"], {"/a": "/b (x)", "/b": "/a (x)"}),
        ([named("/a", "Report"), named("/b", "rePORT")], [], {"/a": "/b (rePORT)", "/b": "/a (Report)"}),
        ([named("/a", "caf\u00e9"), named("/b", "cafe\u0301")], [], {"/a": "would go to the same folder", "/b": "/a"}),
        ([named("/a", "x"), named("/b", "x"), named("/c", "x"), named("/d", "x"), named("/e", "x")], [],
         dict.fromkeys(("/a", "/b", "/c", "/d", "/e"), "and 1 more would go")),
        ([named("/a", "Ledger"), named("/b", "x")], ["x"], {"/a": "taken by the ledger"}),
    ],
)
def test_two_reports_of_one_id_are_an_error_for_both(names: list[Named], ids: list[str], refused: dict[str, str]) -> None:
    items, others = distinct(names)
    assert [item.id for item in items] == ids
    assert {one.item.source.place for one in others} == set(refused)
    for one in others:
        assert refused[one.item.source.place] in one.cause
        assert "\n" not in one.cause


def test_a_report_of_unknown_id_gives_way_and_keeps_its_own_name() -> None:
    items, refused = distinct([named("/in/x", "x"), named("/other/x", "x", certain=False), named("/more/x", "x", certain=False)])
    assert refused == []
    assert items[0].id == "x"
    assert len({item.id for item in items}) == 3
    assert all(item.id.startswith("x-") for item in items[1:])
    again, _ = distinct([named("/other/x", "x", certain=False), named("/in/x", "x")])
    assert again[0].id == items[1].id  # by its path alone, so that the next batch knows it


def test_the_same_report_reached_twice_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report(Path("in/a"), CLEAN)
    texts(Path("in"), b=CLEAN)
    sources, errors = found(["in", "in/a", str(tmp_path / "in" / "b.txt"), "in/a/report.yaml", "nowhere"])
    assert [source.shown for source in sources] == ["in/a", "in/b.txt"]
    assert errors == ["nowhere: no such file or folder"]
    assert [known.id for known in looked_at(sources)] == ["a", "b"]


@pytest.mark.parametrize(
    ("orders", "error", "said"),
    [
        ({"jobs": 0}, InputError, "jobs is 0: expected at least 1"),
        ({"retries": -1}, InputError, "retries is -1: expected 0 or more"),
        ({"timeout": 0.0}, InputError, "timeout is 0: expected seconds"),
        ({"timeout": float("nan")}, InputError, "timeout is nan"),
        ({"langs": ("zh", "fr")}, InputError, "language 'fr'"),
        ({"scheduler": "10.0.0.1"}, InputError, "expected an address such as tcp://"),
        ({"scheduler": "tcp://10.0.0.1:1", "jobs": 2}, InputError, "give one of them"),
        ({"expectations": Path("nowhere")}, SuiteError, "nowhere: no such folder of suites"),
    ],
)
def test_orders_that_cannot_be_done_are_refused_before_anything_runs(
    orders: dict[str, Any], error: type[GoujiError], said: str
) -> None:
    with pytest.raises(error, match=said.replace("(", r"\(")):
        Orders(["data"], **orders).settings()


def test_a_notebook_that_does_not_declare_what_it_is_given_is_refused_too(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (root / "notebooks" / "audit.ipynb").read_text(encoding="utf-8")
    other = tmp_path / "audit.ipynb"
    for old, new, said in (("lang: str", "language: str", "unknown parameter 'lang'"), ("lang: str", "lang: int", "expected int")):
        other.write_text(text.replace(old, new), encoding="utf-8")
        monkeypatch.setattr(memo_run, "NOTEBOOKS", tmp_path)
        monkeypatch.chdir(tmp_path)
        with pytest.raises(NotebookError, match=said):
            Orders(["data"], expectations=root / "expectations").settings()


@pytest.mark.parametrize(
    ("outcomes", "fields", "codes"),
    [
        ([], {}, (0, 0, 0)),
        ([{"findings": {"critical": 1}}], {}, (1, 1, 0)),
        ([{"findings": {"critical": 0, "warning": 2}}, {"findings": {"critical": 0, "info": 1}}], {}, (0, 1, 0)),
        ([{"findings": {"critical": 1}, "kept": True}], {}, (1, 1, 0)),
        ([{"state": "failed", "cause": "x"}, {"findings": {"critical": 1}}], {}, (2, 2, 2)),
        ([{"incomplete": ["x"]}], {}, (2, 2, 2)),
        ([], {"errors": ["nowhere"]}, (2, 2, 2)),
        ([], {"stopped": "full"}, (2, 2, 2)),
        ([{"findings": {"critical": 0}}], {"total": 2}, (2, 2, 2)),
    ],
)
def test_exit_codes(outcomes: list[dict[str, Any]], fields: dict[str, Any], codes: tuple[int, int, int]) -> None:
    tally = Tally(**{"total": len(outcomes), **fields})
    for told in outcomes:
        tally.add(Outcome(Item(Source("/a", "a"), "a"), **{"state": "done", **told}))
    assert tally.ended == len(outcomes)
    assert tuple(tally.exit_code(severity) for severity in ("critical", "info", "never")) == codes


def test_the_counts_do_not_grow_with_the_failures() -> None:
    tally = Tally()
    for number in range(MOST + 10):
        tally.add(Outcome(Item(Source("/a", "a"), str(number)), "failed", cause="x"))
    assert (tally.failed, len(tally.failures)) == (MOST + 10, MOST)


# --- one batch at a time --------------------------------------------------------------------------------------------


def test_a_second_batch_into_a_folder_is_refused_and_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    place = open_place(tmp_path / "out")
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        with only_batch(place):
            os.write(tell, b"x")
            time.sleep(60)
        os._exit(0)
    try:
        assert os.read(told, 1) == b"x"
        with pytest.raises(BatchError, match=f"another batch is writing there \\(process {child} on "), only_batch(place):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(told)
        os.close(tell)
    with only_batch(place):
        pass


def test_on_a_store_too_and_a_dead_owners_lock_is_taken_over(s3_bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from gouji.batch import lock

    place = open_place(f"{s3_bucket}/locked")
    with only_batch(place), pytest.raises(BatchError, match="another batch is writing there"), only_batch(place):
        pass
    assert place.read(LOCK) is None
    place.put("", {LOCK: b'{"host": "gone", "pid": 7, "at": "2024-07-01T00:00:00+00:00", "token": "x"}'})
    monkeypatch.setattr(lock, "SETTLE", 0.01)
    monkeypatch.setattr(lock, "BEAT", 0.05)
    with only_batch(place) as still_ours:
        still_ours()
        place.put("", {LOCK: b'{"host": "other", "pid": 8, "at": "2099-07-01T00:00:00+00:00", "token": "y"}'})
        with pytest.raises(BatchError, match="taken this folder over: process 8 on other"):
            _until_refused(still_ours)
    assert place.read(LOCK) is not None  # it is the other's now



def _until_refused(still_ours: Callable[[], None]) -> None:
    for _ in range(200):
        time.sleep(0.05)
        still_ours()
