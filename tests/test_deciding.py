"""`gouji dispose`: what it writes, what it keeps, what it refuses; and fingerprints that outlive a change of the text."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from test_cli import refused, run

from gouji.audit import check
from gouji.dispositions import load_dispositions

TITLE = "某县某局2023年度部门整体支出绩效自评报告\n"
FIRST = "一、整改任务共20个，已整改完成16个，整改率90%。\n"
SECOND = "二、全年培训5场次，其中党建3场次、业务4场次。\n"
TODAY = date.today()  # noqa: DTZ011 - as the command dates decisions
EXPECTATIONS = Path(__file__).parents[1] / "expectations"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "GOUJI_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def report(make_report: Callable[..., Path]) -> Path:
    return make_report(TITLE + FIRST + SECOND)


def fingerprints(folder: Path) -> list[str]:
    (result,) = check([folder], EXPECTATIONS)
    assert result.errors == ()
    return [finding.fingerprint for finding in result.findings]


def dispose(fingerprint: str, folder: Path, *more: str, status: str = "explained", reason: str = "已核对决算报表"):
    return run(
        "dispose", fingerprint, "--status", status, "--reason", reason, "--who", "张三", "--report", folder, *more
    )


def test_a_decision_is_written_and_the_finding_no_longer_counts(report: Path) -> None:
    first, second = fingerprints(report)
    result = dispose(first[:6], report, "--until", str(TODAY))  # a beginning is enough; today is the last day
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{report / 'dispositions.yaml'}: {first} explained until {TODAY} by 张三: ")
    assert yaml.safe_load((report / "dispositions.yaml").read_text(encoding="utf-8")) == [
        {
            "fingerprint": first,
            "status": "explained",
            "reason": "已核对决算报表",
            "who": "张三",
            "when": TODAY,
            "until": TODAY,
        }
    ]
    shown = run("check", report)
    assert f"{first} explained" in shown.stdout
    (answer,) = [json.loads(line) for line in run("check", report, "--format", "json").stdout.splitlines()]
    told = {finding["fingerprint"]: finding["disposition"] for finding in answer["findings"]}
    assert (told[first]["status"], told[second]) == ("explained", None)
    assert [path.name for path in report.iterdir() if path.name.startswith(".")] == []


def test_other_entries_and_comments_stay_as_they_are(report: Path) -> None:
    first, second = fingerprints(report)
    file = report / "dispositions.yaml"
    before = (
        "# 2024年复核\r\n"
        f"-   fingerprint:  {first}   # 见底稿\r\n    status: 'confirmed'\r\n    reason: \"a\\\r\n      b\"\r\n"
        "    who: 李四\r\n    when: 2024-07-01\r\n\r\n# 待补\r\n"
    ).encode()
    file.write_bytes(before)
    file.chmod(0o640)
    assert dispose(second, report, status="rejected", reason="是两批人：见签到表\n第二页").exit_code == 0
    after = file.read_bytes()
    assert after.startswith(before)
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert file.stat().st_mode & 0o777 == 0o640
    assert [(d.fingerprint, d.status, d.reason) for d in load_dispositions(report)] == [
        (first, "confirmed", "ab"),
        (second, "rejected", "是两批人：见签到表\n第二页"),
    ]


def test_an_earlier_decision_is_replaced_only_by_force_and_stays_as_a_comment(report: Path) -> None:
    first, second = fingerprints(report)
    dispose(first, report, reason="一时说法")
    dispose(second, report)
    before = (report / "dispositions.yaml").read_bytes()
    line = refused(dispose(first, report, status="rejected"))
    assert f"{first} is decided already: explained by 张三 on {TODAY} (一时说法); --force" in line
    assert (report / "dispositions.yaml").read_bytes() == before
    result = dispose(first, report, "--force", status="rejected")
    assert result.stdout.splitlines()[1] == f"  instead of: explained by 张三 on {TODAY} (一时说法)"
    assert [(d.fingerprint, d.status) for d in load_dispositions(report)] == [
        (first, "rejected"),
        (second, "explained"),
    ]
    text = (report / "dispositions.yaml").read_text(encoding="utf-8")
    assert f"# replaced on {TODAY}:\n# - fingerprint: {first}\n#   status: explained\n#   reason: 一时说法\n" in text


YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "explaned"}, "unknown status 'explaned'; did you mean 'explained'?"),
        ({"status": "perhaps"}, "unknown status 'perhaps'; known: confirmed, corrected, explained, rejected"),
        ({"until": str(YESTERDAY)}, f"--until {YESTERDAY}: that day is past (today is {TODAY})"),
        ({"until": "2099-02-30"}, "--until '2099-02-30': expected a day as"),
        ({"until": "20990201"}, "--until '20990201': expected a day as"),
        ({"reason": " \n"}, "--reason is empty"),
        ({"reason": "a\x00b"}, "U+0000"),
        ({"who": " "}, "--who is empty"),
        ({"fingerprint": "gffffffffffff"}, "fits none of the 2 findings of"),
        ({"fingerprint": ""}, "fits none of the 2 findings of"),
        ({"fingerprint": "g"}, "'g' fits 2 findings: g"),
    ],
)
def test_what_cannot_be_decided_is_one_line_and_writes_nothing(report: Path, change: dict[str, str], said: str) -> None:
    options = {"status": "explained", "reason": "r", "who": "w", "until": "2099-01-01"} | change
    fingerprint = options.pop("fingerprint", "g0123456789ab")
    given = [word for name, value in options.items() for word in (f"--{name}", value)]
    assert said in refused(run("dispose", fingerprint, *given, "--report", report))
    assert not (report / "dispositions.yaml").exists()


def test_a_mistyped_fingerprint_is_answered_with_the_nearest(report: Path) -> None:
    first, _ = fingerprints(report)
    wrong = first[:5] + ("0" if first[5] != "0" else "1") + first[6:]
    assert f"nearest: {first} (" in refused(dispose(wrong, report))


def test_a_file_that_is_broken_or_no_list_of_lines_stays_as_it_is(report: Path) -> None:
    first, second = fingerprints(report)
    entry = f"fingerprint: {first}, status: confirmed, reason: r, who: w, when: 2024-07-01"
    for text, said in (
        (f"- {{{entry}}}\n- x\n", "disposition 2"),
        (f"[{{{entry}}}]\n", "not written as a list of entries that begin with '- fingerprint:'"),
        (f"- {{{entry}}}\n...\n", "not written as a list of entries"),
    ):
        (report / "dispositions.yaml").write_text(text, encoding="utf-8")
        assert said in refused(dispose(second, report))
        assert (report / "dispositions.yaml").read_text(encoding="utf-8") == text


def test_a_disk_that_is_full_leaves_the_old_file(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = fingerprints(report)
    dispose(first, report)
    before = {path.name: path.read_bytes() for path in report.iterdir()}

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gouji.files.os.fsync", full)
    assert "No space left on device" in refused(dispose(second, report))
    assert {path.name: path.read_bytes() for path in report.iterdir()} == before


def test_a_text_file_has_no_place_for_a_decision(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TITLE + FIRST, encoding="utf-8")
    assert "a text file alone has none" in refused(dispose("g0", tmp_path / "a.txt"))


def test_without_a_report_it_is_looked_for_in_data_and_who_is_git_s_name(
    make_report: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    for name, text in (("one", FIRST), ("two", SECOND)):
        make_report(TITLE + text, name=name).rename(tmp_path / "data" / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (name,) = fingerprints(Path("data/two"))
    command = ("dispose", name, "--status", "confirmed", "--reason", "r")
    assert "say with --who who decided" in refused(run(*command))
    (tmp_path / "gitconfig").write_text("[user]\n  name = 王五\n", encoding="utf-8")
    result = run(*command)
    assert result.stdout.startswith(f"data/two/dispositions.yaml: {name} confirmed by 王五: ")
    assert not (tmp_path / "data" / "one" / "dispositions.yaml").exists()


def test_decisions_that_expired_or_fit_nothing_are_said_when_another_is_made(report: Path) -> None:
    first, second = fingerprints(report)
    entries = [
        {
            "fingerprint": name,
            "status": "explained",
            "reason": "r",
            "who": "w",
            "when": "2024-01-01",
            "until": "2024-02-01",
        }
        for name in (first, "gffffffffffff")
    ]
    lines = [
        f"- {json.dumps(entry)}\n".replace('"2024-01-01"', "2024-01-01").replace('"2024-02-01"', "2024-02-01")
        for entry in entries
    ]
    (report / "dispositions.yaml").write_text("".join(lines), encoding="utf-8")
    told = dispose(second, report).stderr.splitlines()
    assert [f"Disposition {first} (w, 2024-01-01) expired on 2024-02-01" in told[0], len(told)] == [True, 2]
    assert "Disposition gffffffffffff (w, 2024-01-01) fits no finding" in told[1]


def test_two_decisions_at_once_are_both_kept(report: Path) -> None:
    names = fingerprints(report)
    started = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gouji",
                "dispose",
                name,
                "--status",
                "rejected",
                "--reason",
                "r",
                "--who",
                "w",
                "--report",
                str(report),
            ],
            cwd=EXPECTATIONS.parent,
            env=os.environ | {"PYTHONPATH": str(EXPECTATIONS.parent)},
            stdout=subprocess.DEVNULL,
        )
        for name in names
    ]
    assert [process.wait() for process in started] == [0, 0]
    assert {decision.fingerprint for decision in load_dispositions(report)} == set(names)


# --- fingerprints ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        TITLE + "前言。\n\n" + FIRST + SECOND,
        TITLE + FIRST + "另有说明，未列数据。\n" + SECOND + "以上。\n",
        TITLE + SECOND + FIRST,
        TITLE + FIRST + SECOND + "三、全年植树约3000株。\n",
    ],
    ids=["a paragraph before", "a sentence between", "the other way round", "another figure behind"],
)
def test_a_fingerprint_stays_when_other_text_moves(make_report: Callable[..., Path], text: str) -> None:
    before = make_report(TITLE + FIRST + SECOND, name="before", id="r")
    after = make_report(text, name="after", id="r")
    assert sorted(fingerprints(before)) == sorted(fingerprints(after))


def test_a_fingerprint_changes_with_the_words_that_it_is_about(make_report: Callable[..., Path]) -> None:
    before = make_report(TITLE + FIRST, name="before", id="r")
    after = make_report(TITLE + FIRST.replace("90%", "95%"), name="after", id="r")
    assert set(fingerprints(before)).isdisjoint(fingerprints(after))


def test_the_real_report_s_fingerprints_stay_when_text_is_put_into_it(longshan: Path, tmp_path: Path) -> None:
    text = (longshan / "source.txt").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    middle = len(lines) // 2
    moved = "".join([*lines[:middle], "本段为补充说明，不涉及数据。\n", *lines[middle:]])
    (tmp_path / "source.txt").write_text(moved, encoding="utf-8", newline="")
    told = yaml.safe_load((longshan / "report.yaml").read_text(encoding="utf-8"))
    told["sha256"] = hashlib.sha256(moved.encode()).hexdigest()
    (tmp_path / "report.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    assert fingerprints(tmp_path) == fingerprints(longshan)
