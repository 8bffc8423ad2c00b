"""What one worker leaves behind: whole results or an error with its cause, also when it is killed at any step."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from batch_sample import CLEAN, WRONG, half_written, report, runs, settings, state, task, texts

from gouji import audit
from gouji.batch import attempt, inputs, results
from gouji.batch.inputs import inputs_of, recorded, sealed
from gouji.batch.work import kept, work
from gouji.errors import InputError
from gouji.ledger import parts
from gouji.storage import Disk, open_place


def error(out: Path, name: str) -> dict[str, Any]:
    return json.loads((out / name / "error.json").read_text(encoding="utf-8"))


def states(outcomes: list[results.Outcome]) -> dict[str, str]:
    return {outcome.item.id: outcome.state + (" before" if outcome.kept else "") for outcome in outcomes}


# --- what is left ---------------------------------------------------------------------------------------------------


def test_a_result_is_what_check_says_and_its_manifest_vouches_for_it(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", wrong=WRONG, clean=CLEAN)
    outcomes = work(task(folder), settings(tmp_path / "out"))
    assert {outcome.item.id: (outcome.state, outcome.findings["critical"]) for outcome in outcomes} == {
        "wrong": ("done", 1), "clean": ("done", 0)}
    for path, told in zip(sorted(folder.iterdir()), audit.check([folder]), strict=True):
        assert json.loads((tmp_path / "out" / path.stem / "findings.json").read_text(encoding="utf-8")) == told.as_dict()
    manifest = json.loads((tmp_path / "out" / "wrong" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["summary"]["findings"] == {"critical": 1, "warning": 0, "info": 0}
    assert {path.name for path in (tmp_path / "out" / "wrong").iterdir()} == {"findings.json", "manifest.json", "run.log"}
    assert runs(tmp_path / "out") == {"clean": ["done"], "wrong": ["done"]}


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    folder, out = texts(tmp_path / "in", wrong=WRONG, clean=CLEAN), settings(tmp_path / "out")
    work(task(folder), out)
    before = (tmp_path / "out" / "wrong" / "manifest.json").stat().st_mtime_ns
    assert states(work(task(folder), out)) == {"wrong": "done before", "clean": "done before"}
    assert [known.findings["critical"] for known in kept(task(folder).items, out)] == [0, 1]
    assert (tmp_path / "out" / "wrong" / "manifest.json").stat().st_mtime_ns == before
    assert runs(tmp_path / "out") == {"clean": ["done"], "wrong": ["done"]}
    assert states(work(task(folder), settings(tmp_path / "out", force=True))) == {"wrong": "done", "clean": "done"}


def _touch(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")


@pytest.mark.parametrize(
    ("what", "change", "again"),
    [
        ("nothing", lambda folder, out: None, False),
        ("the report's keys", lambda folder, out: report(folder, WRONG, title="另一名称"), True),
        ("a decision", lambda folder, out: _touch(folder / "dispositions.yaml", ""), True),
        ("an attachment", lambda folder, out: _touch(folder / "附件1.pdf", "x"), True),
        ("a result file", lambda folder, out: _touch(out / "a" / "findings.json", "{}"), True),
        ("a result file is gone", lambda folder, out: (out / "a" / "findings.json").unlink(), True),
        ("the manifest is gone", lambda folder, out: (out / "a" / "manifest.json").unlink(), True),
        ("the manifest is cut off", lambda folder, out: os.truncate(out / "a" / "manifest.json", 900), True),
        ("a count in the manifest", lambda folder, out: _edit(out / "a" / "manifest.json", '"critical": 1', '"critical": 0'), True),
        ("the log", lambda folder, out: (out / "a" / "run.log").unlink(), False),
    ],
)
def test_done_is_only_what_rests_on_the_same_and_is_whole(
    tmp_path: Path, what: str, change: Callable[[Path, Path], Any], again: bool
) -> None:
    folder, out = report(tmp_path / "a", WRONG), tmp_path / "out"
    work(task(folder), settings(out))
    change(folder, out)
    assert (kept(task(folder).items, settings(out)) == [None]) is again, what


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    "other", [{"suites": {"x.json": b"{}"}}, {"languages": ("zh",)}, {"code": "0" * 64}], ids=lambda other: next(iter(other))
)
def test_other_suites_languages_or_code_are_done_anew(tmp_path: Path, other: dict[str, Any]) -> None:
    folder, out = report(tmp_path / "a", WRONG), tmp_path / "out"
    work(task(folder), settings(out))
    assert kept(task(folder).items, settings(out, **other)) == [None]


def test_an_expired_decision_is_another_input(tmp_path: Path) -> None:
    folder = report(tmp_path / "a", WRONG)
    _touch(folder / "dispositions.yaml", "- {fingerprint: g0123456789ab, status: explained, reason: x, who: y, when: 2024-07-01, until: 2024-12-31}")
    on, after = (inputs_of(folder, settings("out"), day) for day in (date(2024, 12, 31), date(2025, 1, 1)))
    assert (on["expired"], after["expired"]) == ([], ["g0123456789ab"])


def test_findings_with_a_memo_serve_who_wants_findings_alone(tmp_path: Path) -> None:
    place = open_place(tmp_path)
    wanted = {"files": {"a.txt": "1"}, "languages": []}
    memo = {**wanted, "languages": ["zh", "en"]}
    place.put("a", {"manifest.json": sealed({"report": "a", "inputs": memo, "files": {}})})
    assert recorded(place, "a", wanted)
    assert recorded(place, "a", memo)
    assert recorded(place, "a", {**wanted, "languages": ["zh"]}) is None
    assert recorded(place, "a", {**wanted, "files": {"a.txt": "2"}}) is None


def test_an_earlier_audits_memo_goes_with_it(tmp_path: Path) -> None:
    folder, out = texts(tmp_path / "in", a=WRONG), tmp_path / "out"
    earlier = {"memo.zh.html": b"old", "workpapers.xlsx": b"old", "audit.ipynb": b"old", "notes.md": b"mine", ".manifest.json.abcd1234": b"{"}
    Disk(out).put("a", {**earlier, "manifest.json": b"{}"})
    work(task(folder), settings(out))
    assert {path.name for path in (out / "a").iterdir()} == {"findings.json", "manifest.json", "run.log", "notes.md"}


# --- what fails -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "name", "cause"),
    [
        (lambda at: texts(at, empty=""), "empty", "the file is empty"),
        (lambda at: texts(at, blank=" \n"), "blank", "blank"),
        (lambda at: (texts(at), (at / "scan.pdf").write_bytes(b"%PDF")), "scan.pdf", "files are not read"),
        (lambda at: report(at / "a", WRONG, sha256="0" * 64), "a", "sha256 does not fit"),
        (lambda at: report(at / "a", WRONG, id="b", year="soon"), "b", "year"),
        (lambda at: (report(at / "a", WRONG) / "report.yaml").write_text("id: c\nx: [", encoding="utf-8"), "c", "not YAML"),
        (lambda at: (report(at / "a", WRONG) / "report.yaml").unlink(), "a", "no report.yaml"),
    ],
)
def test_a_report_that_cannot_be_read_says_why_and_the_others_go_on(
    tmp_path: Path, make: Callable[[Path], Any], name: str, cause: str
) -> None:
    make(tmp_path / "in")
    texts(tmp_path / "in", good=CLEAN)
    outcomes = work(task(tmp_path / "in"), settings(tmp_path / "out"))
    assert states(outcomes) == {name: "failed", "good": "done"}
    told = error(tmp_path / "out", name)
    assert cause in told["cause"]
    assert "\n" not in told["cause"]
    assert (told["contract"], told["report"], told["kind"], told["attempts"]) == (1, name, "report", 1)
    assert told["source"].startswith(str(tmp_path / "in"))
    assert not (tmp_path / "out" / name / "manifest.json").exists()
    assert runs(tmp_path / "out") == {name: ["failed"], "good": ["done"]}


def test_a_later_success_takes_the_error_away_under_whatever_id_it_was_told(tmp_path: Path) -> None:
    folder, out = report(tmp_path / "in" / "a-folder", WRONG, id="the-id"), settings(tmp_path / "out")
    whole = (folder / "report.yaml").read_text(encoding="utf-8")
    (folder / "report.yaml").write_text("x: [", encoding="utf-8")
    assert states(work(task(folder), out)) == {"a-folder": "failed"}
    (folder / "report.yaml").write_text(whole.replace("2023", "soon"), encoding="utf-8")
    assert states(work(task(folder), out)) == {"the-id": "failed"}
    (folder / "report.yaml").write_text(whole, encoding="utf-8")
    assert states(work(task(folder), out)) == {"the-id": "done"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"the-id", "ledger"}
    assert {path.name for path in (tmp_path / "out" / "the-id").iterdir()} == {"findings.json", "manifest.json", "run.log"}


def test_a_failure_leaves_an_earlier_result_beside_it(tmp_path: Path) -> None:
    folder, out = texts(tmp_path / "in", a=WRONG), settings(tmp_path / "out")
    work(task(folder), out)
    texts(tmp_path / "in", a="")
    assert states(work(task(folder), out)) == {"a": "failed"}
    assert {path.name for path in (tmp_path / "out" / "a").iterdir()} == {"findings.json", "manifest.json", "run.log", "error.json"}


def test_a_worker_of_another_gouji_refuses(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="runs another gouji"):
        work(task(texts(tmp_path / "in", a=WRONG)), settings(tmp_path / "out", code="0" * 64))


def test_a_place_that_cannot_be_written_is_a_failure_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    (outcome,) = work(task(texts(tmp_path / "in", a=WRONG)), settings(tmp_path / "out"))
    assert (outcome.state, outcome.told) == ("failed", False)


# --- killed ---------------------------------------------------------------------------------------------------------


def killed_at(owner: Any, name: str, when: int, before: bool, run: Callable[[], Any]) -> None:
    """Run in a process of its own that ends by SIGKILL at the when-th call of a function, before or after it."""
    child = os.fork()
    if child == 0:
        plain, calls = getattr(owner, name), []

        def deadly(*arguments: Any, **named: Any) -> Any:
            calls.append(1)
            if len(calls) == when and before:
                os.kill(os.getpid(), signal.SIGKILL)
            value = plain(*arguments, **named)
            if len(calls) == when:
                os.kill(os.getpid(), signal.SIGKILL)
            return value

        setattr(owner, name, deadly)
        try:
            run()
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, "it came to its end"


MOMENTS = {
    "before anything": (inputs, "recorded", 1, True),
    "before the ledger": (parts, "write_pack", 1, True),
    "in the ledger": (parts, "arrow", 5, True),
    "between two parts": (parts.Store, "put", 3, True),
    "before the runs": (parts.Store, "put", 5, True),
    "after the ledger": (parts, "write_pack", 1, False),
    "before the first result": (results, "publish", 1, True),
    "a file written aside": (os, "fsync", 14, False),
    "between a file and its manifest": (Path, "replace", 10, True),
    "after the first manifest": (attempt, "publish", 1, False),
    "before the last result": (attempt, "publish", 3, True),
    "after all": (attempt, "publish", 3, False),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_step_and_started_again_nothing_is_lost_or_half_or_twice(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, moment: str
) -> None:
    folder = texts(tmp_path / "in", a=WRONG, b=CLEAN, c=WRONG.replace("20", "40").replace("16", "30"))
    out = settings(tmp_path / "out")
    owner, name, when, before = MOMENTS[moment]
    if name == "recorded":
        from gouji.batch import work as owner
    elif name == "publish":
        owner = attempt
    work_it = lambda: work(task(folder), out)  # noqa: E731
    killed_at(owner, name, when, before, work_it)
    whole = set(state(tmp_path / "out"))  # what is there is whole: `state` compares every file with its manifest
    done = {name.partition("/")[0] for name in whole}
    outcomes = work(task(folder, attempt=2), out)
    assert {outcome.item.id for outcome in outcomes if outcome.kept} == done
    assert all(outcome.state == "done" for outcome in outcomes)
    fresh = tmp_path / "fresh"
    work(task(folder), settings(fresh))
    assert state(tmp_path / "out") == state(fresh)
    assert half_written(tmp_path / "out" / "a") + half_written(tmp_path / "out" / "b") == []
    told = runs(tmp_path / "out")
    assert set(told) == {"a", "b", "c"}
    assert {name for name, states in told.items() if len(states) > 1} <= {"a", "b", "c"} - done

