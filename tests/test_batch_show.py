"""What a batch shows: lines or a live display while it runs, a table at its end; a table of its costs; the demo's reports."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from benchmarks import batches, demo, scale
from gouji.batch import progress, show
from gouji.batch.plan import Item, distinct, found, looked_at
from gouji.batch.progress import Progress
from gouji.batch.results import Outcome
from gouji.batch.sources import Source
from gouji.batch.tally import Tally
from gouji.cli import app
from gouji.report import open_report
from gouji.storage import open_place

ITEM = Item(Source("/in/a.txt", "in/a.txt"), "a")
DONE = Outcome(ITEM, "done", findings={"critical": 1, "warning": 0, "info": 2}, first="critical: 占比与所列数字不符", seconds=1.25)
FAILED = Outcome(ITEM, "failed", cause="in/a.txt: the file is empty", kind="report")


def followed(terminal: bool, place: Path, outcomes: list[Outcome], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(progress, "LINES", 0.0)
    monkeypatch.setattr(progress, "FEW", 1)
    screen, tally = StringIO(), Tally(total=4)
    shown = Progress(Console(file=screen, width=120, force_terminal=terminal))
    with shown.following(open_place(place), tally):
        for outcome in outcomes:
            tally.add(outcome)
            shown.running(2)
            shown.ended(outcome)
        if terminal:
            shown.console.print(shown)
    return screen.getvalue()


def test_elsewhere_than_on_a_terminal_it_is_plain_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = followed(False, tmp_path, [DONE, FAILED], monkeypatch).splitlines()
    assert lines[0].startswith("1 done, 0 done before, 0 failed of 4; ")
    assert lines[0].endswith(" left")
    assert lines[1] == "failed a: in/a.txt: the file is empty"
    assert "\x1b" not in "".join(lines)
    log = (tmp_path / "batch.log").read_text(encoding="utf-8").splitlines()
    assert [line.partition(" ")[2] for line in log] == [
        "done a: 1 critical, 0 warning, 2 info in 1.2 s", "failed a: in/a.txt: the file is empty",
        "1 done, 0 done before, 1 failed of 4"]


def test_on_a_terminal_counts_pace_and_the_last_finding_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = followed(True, tmp_path, [DONE, FAILED], monkeypatch)
    for told in ("2/4", "1 done, 0 done before, 1 failed of 4, 2 running", "reports/min", "a: critical: 占比与所列数字不符"):
        assert told in drawn


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "batch.log").mkdir()
    assert "failed a" in followed(False, tmp_path, [FAILED], monkeypatch)


def test_the_last_table(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally(total=5, errors=["nowhere: no such file or folder"], stopped="it is full", index=["out/index.html"])
    incomplete = Outcome(ITEM, "done", findings={"warning": 3}, incomplete=["a rule could not run"], kept=True)
    for outcome in (DONE, FAILED, incomplete):
        tally.add(outcome)
    said = show.summary(tally, "out")
    assert capsys.readouterr().out.splitlines() == [
        "reports   1  done", "          1  done before", "          1  failed", "          1  of them not wholly asked",
        "          2  not done yet", "findings  1  critical", "          3  warning", "          2  info",
        "failed  kind    cause", "a       report  in/a.txt: the file is empty", "out/index.html"]
    assert said == ["nowhere: no such file or folder", "in/a.txt: a rule could not run", "it is full"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "--jobs", "0"], "gouji: jobs is 0: expected at least 1"),
        (["nowhere", "--lang", "fr"], "gouji: language 'fr': expected one of zh, en"),
        (["nowhere", "--scheduler", "here"], "gouji: scheduler is 'here': expected an address such as tcp://10.0.0.1:8786"),
    ],
)
def test_wrong_orders_are_one_line_and_leave_nothing(tmp_path: Path, arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(app, ["batch", *arguments, "--out", str(tmp_path / "out")])
    assert (result.exit_code, result.stderr.splitlines()) == (2, [said])
    assert not (tmp_path / "out").exists()


def test_no_report_anywhere_is_told_and_fails(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["batch", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert f"gouji: {tmp_path / 'nowhere'}: no such file or folder" in result.stderr
    assert "reports   0  done" in result.stdout


# --- the demo and the costs -----------------------------------------------------------------------------------------


def test_the_demo_has_five_broken_reports_and_is_always_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        demo.reports(tmp_path / name, 12)
    content = [{path.relative_to(tmp_path / name): path.read_bytes() for path in sorted((tmp_path / name).rglob("*")) if path.is_file()}
               for name in ("one", "two")]
    assert content[0] == content[1]
    items, refused = distinct(looked_at(found([str(tmp_path / "one")])[0]))
    assert (len(items), refused) == (12, [])
    broken = []
    for item in items:
        try:
            open_report(item.source.place)
        except Exception:  # noqa: BLE001 - that it cannot be opened is what is counted
            broken.append(item.id)
    assert sorted(broken) == ["broken-keys", "changed-source", "empty", "hostile-id", "scanned"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(SystemExit, match="not a folder of the demo"):
        demo.reports(tmp_path / "mine", 5)


def test_what_is_needed_is_worked_out_of_what_was_measured() -> None:
    told = {
        "jobs_1": {"reports": 11, "reports_per_minute": 60.0, "cpu_seconds": 22.0}, "cores": 2,
        "no_memo": {"ms_per_report": 36.0}, "kb_per_report": {"with_memo": 2000.0, "without": 100.0}, "ledger_kb_per_report": 10.0,
        "memory": {"mb_at_the_end": 500}, "memory_no_memo": {"mb_at_the_end": 400},
    }
    rows = scale.rows(told)
    # 10,000 reports at a second of one worker each are 2.8 hours of a core: 42 minutes on 4, 5.2 on 32
    assert rows["with a memo"][1] == ["10,000", "2.8", "42 min", "5.2 min", "19 GB", "98 MB"]
    # a million at 36 ms: 10 hours of a core; 100 kB each are 95 GB, 10 kB in the ledger 9.5
    assert rows["findings alone"][2] == ["1,000,000", "10", "2.5 h", "19 min", "95 GB", "9.5 GB"]


def test_a_pace_is_taken_between_the_first_and_the_last_result() -> None:
    run = batches.Ran(100.0, [40.0, 50.0, 60.0, 70.0], 33.0, [0.0] * 40 + [300.0] * 30 + [310.0] * 30)
    assert run.pace == 6.0
    assert batches.memory(run) == {"reports": 4, "mb_after_a_fifth": 300, "mb_at_the_end": 310, "ratio": 1.033}
