"""What an entry becomes in the ledger's parts, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from gouji.errors import LedgerError
from gouji.ledger import Entry, record
from gouji.ledger.schema import TABLES
from tests.ledger_sample import answer, check, entry, failed, figure, finding, run


def rows(root: Path, table: str) -> list[dict]:
    return [row for path in sorted((root / table).glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


def test_a_report_becomes_rows(tmp_path: Path) -> None:
    given = answer(
        "a", figures=[figure("F001", "1.50", "亿元"), figure("F002", None, "个")],
        checks=[check("R001", figures=("F002", "F001")), check("P001", kind="numbering", figures=())],
        findings=[finding("g1", disposition={"status": "explained", "reason": "见附表", "who": "张三", "when": "2024-07-01",
                                            "until": None, "expired": False})],
    )
    tables = {
        "headline": [{"item": "预算执行率", "value": "95.10", "unit": "%", "figure": "F001"}],
        "projects": [{"number": "1", "name": "甲", "score": "98.5", "budget": "59.02", "executed": "", "completion_rate": "100",
                      "unit": "万元", "start": "5", "end": "9"}],
        "progress": [{"item": "造林", "task": "3", "done": "2", "unit": "公顷", "stated_rate": "66.7"}],
    }
    record(str(tmp_path), [Entry(given, run(), tables)])
    (first, second) = rows(tmp_path, "figures")
    assert (first["place"], first["value"], first["amount"], first["dimension"]) == (1, "1.50", 150_000_000.0, "元")
    assert (second["value"], second["amount"], second["dimension"]) == (None, None, "thing")
    assert (first["checked"], second["checked"]) == (True, False)
    assert [(r["check_id"], r["position"], r["figure"]) for r in rows(tmp_path, "relations")] == [
        ("R001", 1, "F002"), ("R001", 2, "F001")]
    assert [(c["check_id"], c["stated"], c["computed_value"], c["difference_value"]) for c in rows(tmp_path, "checks")] == [
        ("R001", "10", 12.5, -2.5), ("P001", "10", 12.5, -2.5)]
    (found,) = rows(tmp_path, "findings")
    assert (found["disposition"], found["decided_by"], found["quotes"], found["start_char"]) == ("explained", "张三", ["10万元"], 10)
    assert rows(tmp_path, "headline")[0]["value"] == "95.10"
    (project,) = rows(tmp_path, "projects")
    assert (project["budget_amount"], project["executed"], project["executed_amount"]) == (590_200.0, None, None)
    assert rows(tmp_path, "progress")[0]["done_amount"] == 20_000.0
    (told,) = rows(tmp_path, "runs")
    assert (told["figures"], told["checked"], told["relations"], told["checks"], told["findings"]) == (2, 1, 2, 2, 1)
    assert told["started"] == datetime(2024, 7, 1, 12, 1, tzinfo=UTC)
    assert told["languages"] == "zh,en"


def test_a_failed_report_has_a_run_and_nothing_else(tmp_path: Path) -> None:
    record(str(tmp_path), [failed("bad", error="no such\nfile")])
    assert [path.name for path in tmp_path.iterdir()] == ["runs"]
    (told,) = rows(tmp_path, "runs")
    assert (told["status"], told["error"], told["figures"]) == ("failed", "no such file", 0)


def test_reports_of_one_call_share_their_parts(tmp_path: Path) -> None:
    record(str(tmp_path), [entry("a"), entry("b"), entry("c")])
    assert {table: len(list((tmp_path / table).iterdir())) for table in ("figures", "headline", "runs")} == {
        "figures": 1, "headline": 1, "runs": 1}


def test_a_report_twice_in_one_call_stands_in_two_packs(tmp_path: Path) -> None:
    record(str(tmp_path), [entry("a", 1), entry("b", 1), entry("a", 2)])
    assert [pq.read_table(path)["report"].to_pylist() for path in sorted((tmp_path / "runs").iterdir())] == [["a", "b"], ["a"]]


@pytest.mark.parametrize("table", TABLES)
def test_a_part_says_what_it_is(tmp_path: Path, table: str) -> None:
    projects = [dict.fromkeys(("number", "name", "score", "budget", "executed", "completion_rate", "unit"), "1")]
    progress = [dict.fromkeys(("item", "task", "done", "unit", "stated_rate"), "1")]
    record(str(tmp_path), [entry("a", tables={"headline": [{"item": "自评得分", "value": "9", "unit": "分", "figure": "F001"}],
                                              "projects": projects, "progress": progress})])
    (path,) = (tmp_path / table).iterdir()
    schema = pq.read_schema(path)
    assert schema.names == [column.name for column in TABLES[table].columns]
    assert schema.metadata[b"gouji.ledger.contract"] == b"1"
    assert schema.metadata[b"gouji.ledger.table"] == table.encode()


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (Entry({"report": {}}, run()), "without its report's id"),
        (Entry({**answer("a"), "contract": 2}, run()), "a: an answer of contract 2: expected 1"),
        (Entry({"report": {"id": "a"}}, run()), "a: an answer of contract None"),
        (Entry(answer("a"), run(status="half")), "a: status is 'half': expected one of done, failed"),
        (Entry(answer("a"), {**run(), "run": None}), "a: its run has no id"),
        (Entry(answer("a"), {**run(), "started": "2024-07-01T12:00:00"}), "expected a time with its zone"),
        (Entry(answer("a", figures=[{"id": "F001"}]), run()), "a: cannot be recorded in the ledger: KeyError: 'text'"),
        (Entry(answer("a", year="soon"), run()), "good, a: cannot be recorded in figures: Could not convert .soon. "),
    ],
)
def test_an_entry_that_is_not_whole_is_refused_and_nothing_is_written(tmp_path: Path, broken: Entry, said: str) -> None:
    with pytest.raises(LedgerError, match=said):
        record(str(tmp_path), [entry("good"), broken])
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_no_utf8_is_written_out(tmp_path: Path) -> None:
    given = answer("a")
    given["report"]["source"] = "data/\udcb1.txt"
    record(str(tmp_path), [Entry(given, run())])
    assert rows(tmp_path, "runs")[0]["source"] == "data/\\udcb1.txt"


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "ledger").write_text("a file")
    with pytest.raises(LedgerError, match="Not a directory|File exists"):
        record(str(tmp_path / "ledger"), [entry("a")])
