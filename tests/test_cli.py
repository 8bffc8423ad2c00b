"""The command line as a user meets it: what is printed where, exit codes, and no traceback for any bad input."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from gouji import __version__
from gouji.cli import app
from gouji.extraction import TABLES

CLEAN = "某县某局2023年度部门整体支出绩效自评报告\n一、整改任务共20个，已整改完成16个，整改率80%。\n"
WRONG = "某县某局2023年度部门整体支出绩效自评报告\n一、整改任务共20个，已整改完成16个，整改率90%。\n"
SEVERITY = {"critical": 0, "warning": 1, "info": 2}


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "GOUJI_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def objects(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def refused(result: Result) -> str:
    """The one line on standard error with which a command ended in exit code 2."""
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("gouji: ")
    assert "internal error" not in lines[0]
    return lines[0]


# --- help and version -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "extract", "audit", "dispose"])
def test_every_command_explains_itself_with_examples(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"\n    gouji {command} " in result.stdout


def test_version():
    assert run("--version").stdout == f"gouji {__version__}\n"


def test_help_and_bad_paths_do_not_wait_for_great_expectations(tmp_path):
    code = (
        "import sys\nfrom gouji.cli import app\n"
        "for args in (['--help'], ['check', sys.argv[1]], ['extract', sys.argv[1]]):\n"
        "    try:\n        app(args)\n    except SystemExit:\n        pass\n"
        "assert 'great_expectations' not in sys.modules\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "nowhere")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("no such file or folder") == 1  # check
    assert done.stderr.count("no such file") == 2  # and extract


def documented(text: str) -> set[str]:
    return set(re.findall(r"gouji ([a-z]+)", text)) | {f"make {name}" for name in re.findall(r"make ([a-z]+)", text)}


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_every_command_and_every_make_target_is_in_the_readme(root, readme):
    commands = {command.name or command.callback.__name__ for command in app.registered_commands}
    targets = set(re.findall(r"^([a-z]+):.*##", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"check", "extract", "audit"} <= commands
    assert {"help", "audit", "test", "check", "lab"} <= targets
    told = documented((root / readme).read_text(encoding="utf-8"))
    assert commands | {f"make {name}" for name in targets} <= told


def test_make_alone_prints_each_target_in_a_line(root):
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(["make"], cwd=root, env=outside, capture_output=True, text=True, check=True)
    targets = re.findall(r"^\.PHONY: (.+)$", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[0].split()
    assert [line.split()[1] for line in done.stdout.splitlines()] == targets


# --- bad input ------------------------------------------------------------------------------------------------------


def missing(folder: Path) -> Path:
    return folder / "nowhere"


def empty_file(folder: Path) -> Path:
    (folder / "empty.txt").write_bytes(b"")
    return folder / "empty.txt"


def binary_file(folder: Path) -> Path:
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    return folder / "picture.txt"


def word_file(folder: Path) -> Path:
    (folder / "report.docx").write_bytes(b"PK\x03\x04")
    return folder / "report.docx"


def folder_without_report(folder: Path) -> Path:
    (folder / "sub").mkdir()
    return folder


def folder_without_yaml(folder: Path) -> Path:
    (folder / "source.txt").write_text(CLEAN, encoding="utf-8")
    return folder


def yaml_of(text: str):
    def make(folder: Path) -> Path:
        (folder / "source.txt").write_text(CLEAN, encoding="utf-8")
        (folder / "report.yaml").write_text(text, encoding="utf-8")
        return folder

    return make


BAD = [
    pytest.param(missing, "no such file", id="no such path"),
    pytest.param(empty_file, "the file is empty", id="empty file"),
    pytest.param(binary_file, "not a text file", id="binary file"),
    pytest.param(word_file, ".docx files are not read", id="word file"),
    pytest.param(folder_without_report, "no report in this folder", id="folder without a report"),
    pytest.param(folder_without_yaml, "no report.yaml", id="source without report.yaml"),
    pytest.param(yaml_of("id: a\nwho: me\nsha256: " + "a" * 64), "unknown key 'who'", id="unknown key"),
    pytest.param(yaml_of("id: a\nsha256: " + "a" * 64), "sha256 does not fit source.txt", id="wrong sha256"),
    pytest.param(yaml_of("id: [a"), "not YAML in line", id="broken YAML"),
    pytest.param(yaml_of("id: a\ndated: 2024-02-30\nsha256: " + "a" * 64), "a value is no date", id="bad date"),
]


@pytest.mark.parametrize("command", [["check"], ["extract"], ["audit"]])
@pytest.mark.parametrize(("make", "message"), BAD)
def test_bad_input_is_one_line_and_exit_code_2_and_writes_nothing(tmp_path, monkeypatch, command, make, message):
    place = tmp_path / "in"
    place.mkdir()
    path = make(place)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    before = sorted(place.rglob("*"))
    line = refused(run(*command, path))
    assert message in line
    assert str(path) in line
    assert sorted(place.rglob("*")) == before
    assert [p for p in work.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize(("make", "message"), BAD)
def test_bad_input_is_told_in_json_too(tmp_path, make, message):
    path = make(tmp_path)
    result = run("check", path, "--format", "json")
    line = refused(result)
    (answer,) = objects(result)
    assert message in answer["errors"][0]
    assert line == "gouji: " + answer["errors"][0]
    assert answer["contract"] == 1
    assert answer["report"]["source"] == path.as_posix()
    assert (answer["report"]["sha256"], answer["figures"], answer["checks"], answer["findings"]) == (None, [], [], [])
    assert answer["coverage"] == {"figures": 0, "checked": 0, "unchecked": []}


def test_a_fault_of_ours_is_not_taken_for_a_finding(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")

    def broken(document):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("gouji.figures.find", broken)
    result = run("check", tmp_path / "a.txt")
    assert result.exit_code == 2
    assert result.stderr == "gouji: internal error: ZeroDivisionError: by zero (GOUJI_DEBUG=1 shows where)\n"


@pytest.mark.parametrize("arguments", ["check", "check x --fail-on sometimes", "check x --format xml", "chek"])
def test_wrong_usage_is_exit_code_2(arguments):
    result = run(*arguments.split())
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


# --- what check answers ---------------------------------------------------------------------------------------------


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    return tmp_path / "clean.txt"


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    (tmp_path / "wrong.txt").write_text(WRONG, encoding="utf-8")
    return tmp_path / "wrong.txt"


def test_a_report_that_agrees_ends_in_0(clean):
    result = run("check", clean, "--format", "json")
    (answer,) = objects(result)
    assert answer["findings"] == []
    assert [check["verdict"] for check in answer["checks"] if check["kind"] == "ratio"] == ["holds"]
    assert result.exit_code == 0
    assert result.stderr == ""


def test_a_report_that_contradicts_itself_ends_in_1(wrong):
    result = run("check", wrong, "--format", "json")
    (answer,) = objects(result)
    assert result.exit_code == 1
    (finding,) = answer["findings"]
    assert finding["kind"] == "ratio"
    (check,) = [check for check in answer["checks"] if check["id"] == finding["check"]]
    assert (check["verdict"], check["stated"], check["computed"], check["difference"]) == ("fails", "90", "80", "10")
    figures = [figure for figure in answer["figures"] if figure["id"] in check["figures"]]
    assert {WRONG[figure["start"]:figure["end"]] for figure in figures} == {"20", "16", "90"}
    for text in ("title", "condition", "criteria", "cause", "effect", "recommendation"):
        assert set(finding[text]) == {"zh", "en"}
        assert all(finding[text].values())
    for quote in finding["quotes"]:
        assert WRONG[quote["start"]:quote["end"]] == quote["text"]


def test_the_real_report_answers_by_the_contract(longshan):
    result = run("check", longshan, "--format", "json", "--fail-on", "never")
    (answer,) = objects(result)
    text = (longshan / "source.txt").read_text(encoding="utf-8")
    assert result.exit_code == 0
    assert list(answer) == ["contract", "report", "figures", "checks", "findings", "coverage", "errors"]
    assert answer["errors"] == []
    assert answer["report"] == {
        "id": "longshan-natural-resources-2023", "title": "龙山县自然资源局部门2023年部门整体支出绩效自评报告",
        "entity": "龙山县自然资源局", "year": 2023, "source": (longshan / "source.txt").as_posix(),
        "sha256": "783ce79b6faa037ab4ae2c2fff86d8fbb544fc160af55607360667bc44c57f6c", "characters": len(text),
    }
    figures = {figure["id"]: figure for figure in answer["figures"]}
    for figure in figures.values():
        assert list(figure) == ["id", "text", "number", "start", "end", "value", "unit", "qualifier", "low", "high",
                                "section"]
        assert text[figure["start"]:figure["end"]] == figure["number"]
    assert [figure["start"] for figure in figures.values()] == sorted(figure["start"] for figure in figures.values())
    for check in answer["checks"]:
        assert list(check) == ["id", "kind", "suite", "severity", "verdict", "exact", "figures", "stated", "computed",
                               "difference", "statement"]
        assert check["verdict"] in ("holds", "fails", "undetermined", "not_run")
        assert set(check["figures"]) <= set(figures)
    checks = {check["id"]: check for check in answer["checks"]}
    assert len(checks) == len(answer["checks"])
    for finding in answer["findings"]:
        assert list(finding) == ["fingerprint", "check", "kind", "severity", "title", "condition", "criteria", "cause",
                                 "effect", "recommendation", "quotes", "disposition"]
        assert checks[finding["check"]]["verdict"] == "fails"
        assert all(text[quote["start"]:quote["end"]] == quote["text"] for quote in finding["quotes"])
    coverage = answer["coverage"]
    assert coverage["figures"] == len(figures)
    assert coverage["checked"] + len(coverage["unchecked"]) == len(figures)
    checked = {name for check in answer["checks"] if check["verdict"] != "not_run" for name in check["figures"]}
    assert coverage["unchecked"] == [name for name in figures if name not in checked]


def test_the_table_of_figures_and_the_answer_tell_the_same_coverage(longshan, tmp_path):
    (answer,) = objects(run("check", longshan, "--format", "json"))
    run("extract", longshan, "--out", tmp_path)
    with (tmp_path / "figures.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows if row["checked"] == "no"] == answer["coverage"]["unchecked"]
    assert all(bool(row["reason"]) == (row["checked"] == "no") for row in rows)


@pytest.mark.parametrize("fail_on", ["critical", "warning", "info", "never"])
def test_fail_on_is_the_least_severity_that_fails(wrong, clean, fail_on):
    severity = objects(run("check", wrong, "--format", "json"))[0]["findings"][0]["severity"]
    expected = int(fail_on != "never" and SEVERITY[severity] <= SEVERITY[fail_on])
    assert run("check", wrong, "--fail-on", fail_on).exit_code == expected
    assert run("check", clean, "--fail-on", fail_on).exit_code == 0


def test_the_same_input_gives_the_same_bytes(longshan):
    """In another process with another hash seed: an order that comes from a set would differ."""
    command = [sys.executable, "-m", "gouji", "check", str(longshan), "--format", "json"]
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    one = subprocess.run(command, capture_output=True, check=False, env=os.environ | {"PYTHONHASHSEED": seed}).stdout
    assert one == run("check", longshan, "--format", "json").stdout_bytes
    assert one.count(b"\n") == 1
    assert "龙山县".encode() in one


def test_a_bad_report_does_not_stop_the_others_and_the_order_is_that_of_the_paths(clean, wrong, tmp_path):
    result = run("check", wrong, tmp_path / "nowhere.txt", clean, "--format", "json")
    answers = objects(result)
    assert [answer["report"]["id"] for answer in answers] == ["wrong", "nowhere", "clean"]
    assert [bool(answer["errors"]) for answer in answers] == [False, True, False]
    assert len(answers[0]["findings"]) == 1
    assert answers[2]["checks"]
    assert "no such file" in refused(result)  # exit code 2 outranks 1


def test_together_and_alone_a_report_gets_the_same_answer(clean, wrong, longshan):
    together = objects(run("check", wrong, longshan, clean, "--format", "json"))
    alone = [objects(run("check", path, "--format", "json"))[0] for path in (wrong, longshan, clean)]
    assert together == alone


def test_a_folder_is_all_reports_in_it(clean, wrong, make_report, tmp_path):
    make_report(CLEAN, name="folder")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    result = run("check", tmp_path, "--format", "json")
    assert [answer["report"]["id"] for answer in objects(result)] == ["clean", "folder", "scan", "wrong"]
    assert ".pdf files are not read" in refused(result)


def test_two_reports_of_one_name_are_judged_apart(tmp_path):
    for folder, text in (("a", CLEAN), ("b", WRONG)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(text, encoding="utf-8")
    first, second = objects(run("check", tmp_path, "--format", "json"))
    assert first["report"]["id"] == second["report"]["id"] == "report"
    assert (len(first["findings"]), len(second["findings"])) == (0, 1)
    assert len(first["checks"]) == len(second["checks"])


def test_gbk_gives_the_same_answer_as_utf8(tmp_path):
    answers = []
    for encoding in ("utf-8", "gbk"):
        (tmp_path / "report.txt").write_bytes(WRONG.encode(encoding))
        answers += objects(run("check", tmp_path / "report.txt", "--format", "json"))
    for answer in answers:
        answer["report"].pop("sha256")
    assert answers[0] == answers[1]


def test_the_text_shows_each_finding_with_its_place_and_the_counts(wrong):
    result = run("check", wrong)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{wrong}  某县某局2023年度")
    assert re.match(r"\s+2:\d+\s+(critical|warning|info)\s+\S", lines[1])
    assert "整改率90%" in result.stdout
    assert re.search(r"findings: .*1 \w+.*; checks: .* 1 fail, .*; figures: 3 checked, 0 unchecked", lines[-1])


def test_the_text_says_of_a_bad_report_that_it_was_not_checked(clean, tmp_path):
    result = run("check", tmp_path / "nowhere.txt", clean)
    assert result.stdout.splitlines()[:2] == [str(tmp_path / "nowhere.txt"), "  not checked"]
    assert "not checked" not in result.stdout.splitlines()[-1]
    assert "no such file" in refused(result)


def test_the_text_speaks_the_language_of_the_locale(wrong, monkeypatch):
    (finding,) = objects(run("check", wrong, "--format", "json"))[0]["findings"]
    assert finding["title"]["en"] in run("check", wrong).stdout
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert finding["title"]["zh"] in run("check", wrong).stdout


# --- suites ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def suites(root: Path, tmp_path: Path) -> Path:
    return shutil.copytree(root / "expectations", tmp_path / "suites")


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("parts.json", '"expect_intervals_to_meet"', '"expect_intervals_to_met"', "expect_intervals_to_met"),
        ("parts.json", '"computed_interval"', '"computed_intervall"', "computed_intervall"),
        ("parts.json", '"kwargs"', '"kwarg"', "kwarg"),
        ("parts.json", '"severity": "', '"severity": "very ', "very "),
        ("parts.json", "{", "{{", "not proper JSON"),
    ],
)
def test_a_mistake_in_a_suite_is_an_error_never_a_pass(clean, suites, file, old, new, message):
    change(suites / file, old, new)
    result = run("check", clean, "--expectations", suites, "--format", "json")
    line = refused(result)
    assert message in line
    assert file in line
    (answer,) = objects(result)
    assert answer["checks"] == answer["findings"] == []
    assert answer["coverage"]["checked"] == 0
    assert "gouji: " + answer["errors"][0] == line


@pytest.mark.parametrize(("folder", "message"), [("nowhere", "no such folder of suites"), (".", "no suite (*.json)")])
def test_no_suites_is_an_error(clean, tmp_path, folder, message):
    assert message in refused(run("check", clean, "--expectations", tmp_path / folder))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"longshan-natural-resources-2023": {"project_budget_totl": 1, "project_count": 1}}, "project_budget_totl"),
        ({"budgets": {"a": 1}}, "budgets"),
    ],
)
def test_a_parameter_that_no_suite_takes_is_that_report_s_error_alone(clean, make_report, given, message):
    folder = make_report(CLEAN, name="folder", suites=given)
    result = run("check", folder, clean, "--format", "json")
    assert message in refused(result)
    bad, good = objects(result)
    assert message in bad["errors"][0]
    assert not [check for check in bad["checks"] if check["suite"] in given and check["verdict"] != "not_run"]
    assert good["errors"] == []
    assert good["checks"]


def test_one_broken_suite_is_one_line_for_many_reports(clean, wrong, suites):
    change(suites / "parts.json", '"kwargs"', '"kwarg"')
    result = run("check", clean, wrong, "--expectations", suites, "--format", "json")
    assert "kwarg" in refused(result)
    assert all(len(answer["errors"]) == 1 for answer in objects(result))


# --- dispositions ---------------------------------------------------------------------------------------------------


def decide(folder: Path, fingerprint: str, **more: str) -> None:
    entry = {"fingerprint": fingerprint, "status": "explained", "reason": "已更正", "who": "张三", "when": "2024-07-01"}
    entry |= more
    lines = [f"{'- ' if at == 0 else '  '}{key}: {value}\n" for at, (key, value) in enumerate(entry.items())]
    (folder / "dispositions.yaml").write_text("".join(lines), encoding="utf-8")


def test_a_finding_that_was_explained_no_longer_fails_and_is_still_shown(make_report):
    folder = make_report(WRONG)
    (finding,) = objects(run("check", folder, "--format", "json"))[0]["findings"]
    decide(folder, finding["fingerprint"])
    result = run("check", folder, "--format", "json", "--fail-on", "info")
    assert result.exit_code == 0
    assert objects(result)[0]["findings"][0]["disposition"]["status"] == "explained"
    decide(folder, finding["fingerprint"], until="2024-08-01")
    result = run("check", folder, "--fail-on", "info")
    assert result.exit_code == 1
    assert f"{folder}: Disposition {finding['fingerprint']}" in result.stderr


def test_a_broken_disposition_is_an_error(make_report):
    folder = make_report(WRONG)
    decide(folder, "g123456789abc", status="perhaps")
    assert "dispositions.yaml" in refused(run("check", folder))


# --- what extract writes --------------------------------------------------------------------------------------------


def test_extract_writes_the_committed_tables(longshan, tmp_path):
    result = run("extract", longshan, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [str(tmp_path / "out" / f"{name}.csv") for name in TABLES]
    for name in TABLES:
        written = (tmp_path / "out" / f"{name}.csv").read_bytes()
        committed = (longshan / f"{name}.csv").read_bytes()
        if written != committed:  # not assert: its comparison would fill pages
            pytest.fail(f"{name}.csv: run `make extract` and read what changed")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(f"{name}.csv" for name in TABLES)


def test_extract_writes_into_the_report_folder_or_one_named_after_the_file(make_report, clean, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = make_report(CLEAN, name="folder")
    assert run("extract", folder).stdout.splitlines()[0] == str(folder / "figures.csv")
    assert run("extract", clean).stdout.splitlines()[0] == str(Path("clean") / "figures.csv")
    assert (tmp_path / "clean" / "figures.csv").read_bytes() == (folder / "figures.csv").read_bytes()


def test_extract_writes_all_tables_or_none(clean, tmp_path, monkeypatch):
    out = tmp_path / "out"
    assert run("extract", clean, "--out", out).exit_code == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    clean.write_text(CLEAN.replace("20个", "30个"), encoding="utf-8")
    real, calls = os.fdopen, []

    def full(handle, *arguments, **more):
        calls.append(handle)
        if len(calls) == 3:
            os.close(handle)
            raise OSError(28, "No space left on device")
        return real(handle, *arguments, **more)

    monkeypatch.setattr("gouji.files.os.fdopen", full)
    assert "No space left on device" in refused(run("extract", clean, "--out", out))
    assert len(calls) == 3
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_extract_into_a_place_that_is_a_file_is_refused(clean, tmp_path):
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    assert "cannot be written" in refused(run("extract", clean, "--out", tmp_path / "taken"))


@pytest.mark.parametrize("together", [1, 2, 50])
def test_a_folder_is_checked_in_batches_with_the_same_answer(tmp_path, monkeypatch, together):
    for name, text in (("a", WRONG), ("b", CLEAN), ("d", WRONG)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"")  # no text: told, and the others go on
    monkeypatch.setattr("gouji.audit.TOGETHER", together)
    result = run("check", tmp_path, "--format", "json", "--fail-on", "never")
    assert [(told["report"]["id"], len(told["findings"]) > 0, len(told["errors"])) for told in objects(result)] == [
        ("a", True, 0),
        ("b", False, 0),
        ("c", False, 1),
        ("d", True, 0),
    ]
    assert result.exit_code == 2
