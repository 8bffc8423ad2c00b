"""Whatever was killed when, and whoever writes at once: the ledger shows each report once, by its newest run, whole."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.errors import LedgerError
from gouji.ledger import Entry, compact, compacting, record, survey
from gouji.ledger.reading import Ledger
from gouji.ledger.store import Store
from tests.ledger_sample import entry, failed, figure, headline

REPORTS = ("a", "b", "c")


class Killed(BaseException):
    """The process is gone: nothing behind this runs, not even what handles errors."""


@contextmanager
def before(step: int, act: Callable[[], None]) -> Iterator[None]:
    """Within it, `act` happens right before the given one of the store's changes, counted from 0."""
    left = [step]
    originals = Store.writing, Store.remove

    def counted() -> None:
        left[0] -= 1
        if left[0] == -1:
            Store.writing, Store.remove = originals
            try:
                act()
            finally:
                Store.writing, Store.remove = writing, remove

    @contextmanager
    def writing(self, name):
        counted()
        with originals[0](self, name) as file:
            yield file

    def remove(self, name):
        counted()
        originals[1](self, name)

    Store.writing, Store.remove = writing, remove
    try:
        yield
    finally:
        Store.writing, Store.remove = originals


def die() -> None:
    raise Killed


class Model:
    """What the ledger must show: for each report the newest run, by when it began, then by when it was entered."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.newest: dict[str, tuple[int, int]] = {}  # report -> when it began, number of the entry
        self.texts: dict[str, set[int]] = {}
        self.number = 0

    def write(self, begun: dict[str, int], kill: int | None) -> None:
        """Record a run of each report that began at a minute; a run's number is how many figures it has."""
        self.number += 1
        entries = [self._entry(report, minute) for report, minute in begun.items()]
        try:
            with before(kill, die) if kill is not None else nullcontext():
                record(self.root, entries)
        except Killed:
            return
        for report, minute in begun.items():
            self.newest[report] = max(self.newest.get(report, (-1, 0)), (minute, self.number))
            if self.number % 4:
                self.texts.setdefault(report, set()).add(self.number)

    def _entry(self, report: str, minute: int) -> Entry:
        if self.number % 4 == 0:
            return failed(report, minute, f"failure {self.number}")
        figures = [figure(f"F{at:03}", str(self.number)) for at in range(self.number)]
        made = entry(report, minute, headline(rate=str(self.number)), figures=figures, unchecked=(),
                     sha256=f"{self.number:064}")
        return Entry(made.answer, {**made.run, "run": f"r{self.number}"}, {"headline": headline(rate=str(self.number))})

    def compact(self, kill: int | None) -> None:
        try:
            with before(kill, die) if kill is not None else nullcontext():
                compact(self.root, reports=3)
        except Killed:
            return
        except LedgerError as error:
            assert "no ledger there" in str(error)  # noqa: PT017 - nothing had been recorded

    def check(self) -> None:
        if not Path(self.root).exists():
            assert not self.newest
            return
        with Ledger(self.root) as ledger:
            shown = ledger.ask("SELECT report, run, figures, status FROM runs ORDER BY report").rows
            expected = []
            for report, (minute, number) in sorted(self.newest.items()):
                good = number % 4 != 0
                expected.append((report, f"r{number}" if good else f"r{minute}", number if good else 0,
                                 "done" if good else "failed"))
            assert shown == expected
            figures = "SELECT report, run, count(*), min(value), max(value) FROM figures GROUP BY ALL ORDER BY report"
            assert ledger.ask(figures).rows == [
                (report, run, number, str(number), str(number)) for report, run, number, status in expected if status == "done"]
            rates = "SELECT report, value FROM headline WHERE item = '预算执行率' ORDER BY report"
            assert ledger.ask(rates).rows == [(r, str(n)) for r, _, n, status in expected if status == "done"]
            versions = "SELECT report, list(value::INT ORDER BY value::INT) FROM headline_versions WHERE item = '预算执行率' GROUP BY 1"
            assert dict(ledger.ask(versions).rows) == {r: sorted(texts) for r, texts in self.texts.items()}


kills = st.one_of(st.none(), st.integers(0, 12))
runs = st.dictionaries(st.sampled_from(REPORTS), st.integers(0, 59), min_size=1)
steps = st.lists(st.one_of(st.tuples(st.just("write"), runs, kills), st.tuples(st.just("compact"), st.none(), kills)),
                 min_size=1, max_size=8)


@settings(max_examples=15)
@given(steps)
def test_after_any_writes_compactions_and_kills_each_report_is_there_once(steps) -> None:
    with tempfile.TemporaryDirectory() as folder:
        model = Model(f"{folder}/ledger")
        for what, begun, kill in steps:
            model.write(begun, kill) if what == "write" else model.compact(kill)
            model.check()


@pytest.mark.parametrize("step", range(0, 24, 3))
@pytest.mark.parametrize("other", ["write", "compact"])
def test_a_compaction_goes_on_while_others_write_compact_and_read(tmp_path: Path, monkeypatch, step: int, other: str) -> None:
    monkeypatch.setattr(compacting, "locked", lambda _: nullcontext())  # as on storage, where nothing can be locked
    model = Model(str(tmp_path / "ledger"))
    for number in range(1, 4):
        model.write({"a": number, "b": 5 - number, "c": 1}, None)

    def meanwhile() -> None:
        model.write({"a": 59, "d": 1}, None) if other == "write" else model.compact(None)
        model.check()

    with before(step, meanwhile):
        model.compact(None)
    model.check()


def test_a_query_goes_on_when_its_parts_were_compacted_away(tmp_path: Path) -> None:
    root = str(tmp_path)
    for number in range(3):
        record(root, [entry(f"r{number}")])
    with Ledger(root) as ledger:
        compact(root)
        assert ledger.ask("SELECT count(*) FROM figures").rows == [(6,)]


@pytest.mark.parametrize("kill", range(6, 18))
def test_a_ledger_opens_while_it_is_compacted(tmp_path: Path, monkeypatch, kill: int) -> None:
    model = Model(str(tmp_path / "ledger"))
    for report in ("a", "b"):
        model.write({report: 1}, None)
    listed = survey.packs_of
    left = [model]

    def compacted_behind(store, table):
        packs = listed(store, table)
        if left:
            left.pop().compact(kill)
        return packs

    monkeypatch.setattr(survey, "packs_of", compacted_behind)
    model.check()


def test_compaction_leaves_one_part_a_table_and_earlier_versions_apart(tmp_path: Path) -> None:
    model = Model(str(tmp_path))
    for number in range(1, 8):
        model.write({"a": number, "b": 60 - number}, None)
    compact(str(tmp_path))
    assert {path.name: len(list(path.iterdir())) for path in tmp_path.iterdir()} == {
        "runs": 2, "figures": 1, "relations": 1, "checks": 1, "findings": 1, "headline": 2}
    model.check()
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")}
    compact(str(tmp_path))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")} == kept


def test_what_a_killed_writer_left_goes_after_a_day(tmp_path: Path, monkeypatch) -> None:
    root = str(tmp_path)
    record(root, [entry("a")])
    with pytest.raises(Killed), before(2, die):
        record(root, [entry("b")])
    assert len(list((tmp_path / "figures").iterdir())) == 2
    compact(root)
    assert len(list((tmp_path / "figures").iterdir())) == 2  # it may be still at work
    monkeypatch.setattr(compacting, "ABANDONED", compacting.ABANDONED * 0)
    compact(root)
    assert len(list((tmp_path / "figures").iterdir())) == 1


def test_a_disk_that_is_full_leaves_no_half_of_a_part(tmp_path: Path, monkeypatch) -> None:
    root = str(tmp_path)
    record(root, [entry("a")])

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gouji.ledger.store.os.fsync", full)
    for act in (lambda: record(root, [entry("b")]), lambda: (record(root, [entry("c")]), compact(root))):
        with pytest.raises(LedgerError, match="figures/.*: No space left on device"):
            act()
    monkeypatch.undo()
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith(".")]
    with Ledger(root) as ledger:
        assert ledger.ask("SELECT report FROM runs").rows == [("a",)]


WRITER = """
import sys
from gouji.ledger import record
from tests.ledger_sample import entry
for number in range(1000):
    record(sys.argv[1], [entry(f"{sys.argv[2]}-{number}"), entry("shared", number % 60)])
    print(number, flush=True)
"""


def test_writers_killed_by_the_system_lose_nothing_that_they_had_written(tmp_path: Path) -> None:
    root = str(tmp_path / "ledger")
    writers = {name: subprocess.Popen([sys.executable, "-c", WRITER, root, name], stdout=subprocess.PIPE, text=True,
                                      cwd=Path(__file__).parents[1]) for name in ("one", "two")}
    for name, writer in writers.items():
        for wanted in range(5):
            assert writer.stdout.readline() == f"{wanted}\n", name
    compact(root)
    writers["one"].kill()
    compact(root)
    writers["two"].kill()
    done = {name: 5 + len(writer.stdout.read().splitlines()) for name, writer in writers.items()}
    for writer in writers.values():
        writer.wait()
        writer.stdout.close()
    for _ in range(2):
        with Ledger(root) as ledger:
            shown = [report for (report,) in ledger.ask("SELECT report FROM runs").rows]
            rows = dict(ledger.ask("SELECT report, count(*) FROM figures GROUP BY report").rows)
        assert len(shown) == len(set(shown))
        assert set(shown) >= {"shared", *(f"{name}-{at}" for name, number in done.items() for at in range(number))}
        assert rows == dict.fromkeys(shown, 2)
        compact(root)
