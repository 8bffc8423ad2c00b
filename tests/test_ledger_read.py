"""The ledger read: views with answers worked out by hand, and what a query may not do."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import boto3
import pyarrow.parquet as pq
import pytest
from moto.server import ThreadedMotoServer
from typer.testing import CliRunner

from gouji.cli import app
from gouji.errors import LedgerError
from gouji.ledger import Entry, compact, record
from gouji.ledger.page import PAGE, renewed
from gouji.ledger.questions import QUESTIONS
from gouji.ledger.reading import Ledger, sql_type
from gouji.ledger.views import shown
from tests.ledger_sample import answer, entry, failed, finding, headline, run

DAY = date(2024, 7, 15)


def decided(status: str, until: str | None = None) -> dict:
    return {"status": status, "reason": "见说明", "who": "张三", "when": "2024-07-01", "until": until, "expired": False}


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> str:
    """Two departments: 甲 in two years and twice in one, 乙 in one; and a report that failed."""
    root = str(tmp_path_factory.mktemp("ledger"))
    projects = [{"number": "1", "name": "造林", "score": "95", "budget": "50", "executed": "40", "completion_rate": "80",
                 "unit": "万元"}]
    first = {"headline": headline("95", "98", "100"), "projects": projects}
    told = {"headline": headline("90", "98", "0.012")}
    told["headline"][0]["unit"] = "亿元"  # 0.012亿元 = 120万元
    record(root, [
        Entry(answer("甲2022", entity="甲局", year=2022, findings=[finding("g1", title="合计不符：10与12")]), run(1), first),
        Entry(answer("甲2023", entity="甲局", year=2023, sha256="1" * 64), run(2), first),
        Entry(answer("乙2023", entity="乙局", year=2023, findings=[
            finding("g2", disposition=decided("explained")),
            finding("g3", disposition=decided("rejected", "2024-07-14")),
            finding("g4", disposition=decided("explained", "2024-07-15")),
            finding("g5", "question", "info", "任务完成率偏低：20.98%", disposition=decided("confirmed")),
        ]), run(3), first),
        failed("坏", 4),
    ])
    record(root, [Entry(answer("甲2023", entity="甲局", year=2023, sha256="2" * 64, findings=[
        finding("g1", title="合计不符：11与13"), finding("g6", "sum", "warning", "比例不符")]), run(5), told)])
    return root


@pytest.fixture(scope="module")
def ledgers(root: str, tmp_path_factory) -> Iterator[dict[bool, Ledger]]:
    """The same ledger as it was written, and compacted."""
    packed = tmp_path_factory.mktemp("packed") / "ledger"
    shutil.copytree(root, packed)
    compact(str(packed))
    with Ledger(root, DAY) as first, Ledger(str(packed), DAY) as second:
        yield {False: first, True: second}


@pytest.mark.parametrize(("sql", "rows"), [
    ("SELECT report, run FROM runs ORDER BY started", [("甲2022", "r1"), ("乙2023", "r3"), ("坏", "r4"), ("甲2023", "r5")]),
    ("SELECT fingerprint FROM findings WHERE report = '乙2023' AND stands ORDER BY place", [("g3",), ("g5",)]),
    ("SELECT fingerprint, disposition FROM unresolved WHERE entity = '乙局' ORDER BY 1",
     [("g3", "rejected"), ("g5", "confirmed")]),
    ("SELECT entity, reports, failed, first_year, last_year, critical, warning, info, closed, figures, checked, coverage "
     "FROM departments ORDER BY entity",
     [("乙局", 1, 0, 2023, 2023, 1, 0, 1, 2, 2, 1, 50.0), ("坏", 1, 1, None, None, 0, 0, 0, 0, 0, 0, None),
      ("甲局", 2, 0, 2022, 2023, 2, 1, 0, 0, 4, 2, 50.0)]),
    ("SELECT about_zh, findings, standing, reports, departments FROM kinds WHERE kind = 'sum' ORDER BY findings DESC",
     [("合计不符", 5, 3, 3, 2), ("比例不符", 1, 1, 1, 1)]),
    ("SELECT about_zh FROM kinds WHERE kind = 'question'", [("任务完成率偏低",)]),
    ("SELECT report, status, figures, checked, unchecked, coverage, error FROM coverage WHERE report IN ('坏', '乙2023') ORDER BY 1",
     [("乙2023", "done", 2, 1, 1, 50.0, None), ("坏", "failed", 0, 0, 0, None, "no such file")]),
    ("SELECT report, budget_amount, execution_rate, stated, score FROM scores ORDER BY report",
     [("乙2023", 1e6, 95.0, True, 98.0), ("甲2022", 1e6, 95.0, True, 98.0), ("甲2023", 1.2e6, 90.0, True, 98.0)]),
    ("SELECT entity, year, item, earlier, later, change FROM restated ORDER BY item",
     [("甲局", 2023, "全年预算数", "100万元", "0.012亿元", 20.0), ("甲局", 2023, "预算执行率", "95%", "90%", -5.26)]),
    ("SELECT entity, item, from_year, to_year, earlier, later, change FROM over_years WHERE change <> 0 ORDER BY item",
     [("甲局", "全年预算数", 2022, 2023, "100万元", "0.012亿元", 20.0), ("甲局", "预算执行率", 2022, 2023, "95%", "90%", -5.26)]),
    ("SELECT entity, kind, about_zh, years, first_year, last_year, findings, standing FROM recurring",
     [("甲局", "sum", "合计不符", 2, 2022, 2023, 2, 2)]),
    ("SELECT report, latest FROM versions ORDER BY report, latest", [("乙2023", True), ("甲2022", True), ("甲2023", False),
                                                                   ("甲2023", True)]),
    ("SELECT DISTINCT name FROM projects WHERE report = '甲2023'", []),
    ("SELECT name, budget_amount FROM projects_versions WHERE report = '甲2023'", [("造林", 5e5)]),
    ("SELECT count(*) FROM figures", [(6,)]),
    ("SELECT what, entity, item, later FROM (" + QUESTIONS["year-on-year"].sql + ") LIMIT 3",
     [("recurring", "甲局", "合计不符", "2 (2)"), ("restated", "甲局", "全年预算数", "0.012亿元"),
      ("restated", "甲局", "预算执行率", "90%")]),
])  # fmt: skip
@pytest.mark.parametrize("packed", [False, True])
def test_views_tell(ledgers: dict[bool, Ledger], packed: bool, sql: str, rows: list) -> None:
    assert ledgers[packed].ask(sql).rows == rows


def rated(rates: list[str], year: int = 2023) -> list[Entry]:
    return [entry(f"r{at:02}", at, {"headline": headline(rate)}, entity=f"局{at}", year=year) for at, rate in enumerate(rates)]


@pytest.mark.parametrize(("rates", "found"), [
    # median 95, absolute deviations 0 0 1 1 2 2 3 55 -> MAD 1.5: z = 0.6745 * -55 / 1.5
    (["95", "95", "94", "96", "93", "97", "98", "40"], [("r07", 40.0, 95.0, -24.73, 8)]),
    # all but one the same: MAD 0, mean absolute deviation 10 / 8 -> z = -10 / (1.253314 * 1.25)
    (["100"] * 7 + ["90"], [("r07", 90.0, 100.0, -6.38, 8)]),
    (["100"] * 6 + ["40"], []),  # seven reports are too few
    (["100"] * 8, []),
])  # fmt: skip
def test_outliers_are_told_by_the_modified_z_score(tmp_path: Path, rates: list[str], found: list) -> None:
    record(str(tmp_path), rated(rates))
    with Ledger(str(tmp_path)) as ledger:
        sql = "SELECT report, value, median, z, reports FROM outliers WHERE measure = 'execution_rate'"
        assert ledger.ask(sql).rows == found


def test_a_rate_that_is_not_stated_is_calculated(tmp_path: Path) -> None:
    rows = [{"item": "全年预算数", "value": "300", "unit": "万元", "figure": "F1"},
            {"item": "全年执行数", "value": "0.01", "unit": "亿元", "figure": "F2"}]
    record(str(tmp_path), [entry("a", tables={"headline": rows})])
    with Ledger(str(tmp_path)) as ledger:
        assert ledger.ask("SELECT execution_rate, stated FROM scores").rows == [(33.33, False)]


def test_every_view_has_the_columns_that_it_tells(root: str) -> None:
    with Ledger(root) as ledger:
        for table in shown():
            told = [(column.name, sql_type(column.type)) for column in table.columns]
            assert [row[:2] for row in ledger.ask(f"DESCRIBE {table.name}").rows] == told, table.name
            assert all(column.zh and column.en for column in table.columns)
        views = "SELECT view_name FROM duckdb_views() WHERE NOT internal"
        assert {name for (name,) in ledger.ask(views).rows} == {table.name for table in shown()}
        comment = "SELECT comment FROM duckdb_columns() WHERE table_name = 'runs' AND column_name = 'seconds'"
        assert ledger.ask(comment).rows == [("用时（秒） | how long it took, in seconds",)]


@pytest.mark.parametrize("name", QUESTIONS)
def test_ready_questions_are_answered_in_a_set_order(root: str, name: str) -> None:
    with Ledger(root) as ledger:
        first = ledger.ask(QUESTIONS[name].sql)
        assert first.rows
        assert first.rows == ledger.ask(QUESTIONS[name].sql).rows


# --- what a query may not do ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sql", [
    "COPY (SELECT 1) TO '{there}/x.csv'",
    "COPY (SELECT 1) TO '{root}/x.csv'",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{root}/x.csv'",
    "ATTACH '{there}/x.db'",
    "EXPORT DATABASE '{there}/x'",
    "CREATE TABLE x AS SELECT 1",
    "DELETE FROM _runs",
    "SET enable_external_access = true",
    "INSTALL httpfs",
    "PRAGMA enable_profiling",
    "SELECT 1; SELECT 2",
    "SELECT * FROM read_text('{there}/secret.txt')",
    "SELECT * FROM read_csv('{there}/secret.txt')",
    "SELECT * FROM glob('{there}/*')",
    "SELECT * FROM query('COPY (SELECT 1) TO ''{root}/x.csv''')",
    "SELECT * FROM '{there}/secret.txt'",
    "SELECT * FROM read_text('{root}/../secret.txt')",
    "SELECT * FROM root",
])  # fmt: skip
def test_a_query_reads_the_ledger_alone_and_writes_nothing(tmp_path: Path, sql: str) -> None:
    root = tmp_path / "ledger"
    record(str(root), [entry("a")])
    (tmp_path / "secret.txt").write_text("secret")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    with Ledger(str(root)) as ledger:
        with pytest.raises(LedgerError) as error:
            ledger.ask(sql.format(there=tmp_path, root=root))
        assert "\n" not in str(error.value)
        assert ledger.ask("SELECT count(*) FROM runs").rows == [(1,)]
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


# --- what is wrong with a ledger ------------------------------------------------------------------------------------


def the(root: Path, table: str) -> Path:
    (path,) = (root / table).iterdir()
    return path


def cut(root: Path) -> None:
    path = the(root, "figures")
    path.write_bytes(path.read_bytes()[:-20])


def cut_runs(root: Path) -> None:
    the(root, "runs").write_bytes(b"PAR1")


def lose(root: Path) -> None:
    the(root, "findings").unlink()


def thin(root: Path) -> None:
    path = the(root, "checks")
    pq.write_table(pq.read_table(path).slice(0, 0), path)


def strange(root: Path) -> None:
    (root / "figures" / "export.csv").write_text("a,b")


def stranger(root: Path) -> None:
    (root / "invoices").mkdir()


def swap(root: Path) -> None:
    the(root, "checks").write_bytes(the(root, "figures").read_bytes())


def later(root: Path) -> None:
    path = the(root, "figures")
    table = pq.read_table(path)
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, b"gouji.ledger.contract": b"2"}), path)


@pytest.mark.parametrize(("harm", "said"), [
    (cut, r"figures/\S+: damaged \(.*\); `gouji ledger --rebuild` sets it aside"),
    (cut_runs, r"runs/\S+: damaged \("),
    (lose, r"findings/\S+: damaged \(it is missing\)"),
    (thin, r"checks/\S+: damaged \(0 rows where `runs` tells 1\)"),
    (strange, r"figures/export.csv: not a part of a ledger"),
    (stranger, r"invoices: not of a ledger"),
    (swap, r"checks/\S+: not a part of a ledger's table checks"),
    (later, r"figures/\S+: written by a later gouji \(contract 2; this one reads 1\)"),
])  # fmt: skip
def test_a_part_that_is_not_right_is_told(tmp_path: Path, harm, said: str) -> None:
    record(str(tmp_path), [entry("a")])
    harm(tmp_path)
    with pytest.raises(LedgerError, match=said):
        Ledger(str(tmp_path))
    with pytest.raises(LedgerError, match=said):
        compact(str(tmp_path))


def aged(root: Path, table: str, column: str) -> None:
    """Make a part as an earlier contract would have written it, that did not have a column yet."""
    for path in (root / table).iterdir():
        old = pq.read_table(path).drop_columns([column])
        pq.write_table(old.replace_schema_metadata({**old.schema.metadata, b"gouji.ledger.contract": b"0"}), path)


@pytest.mark.parametrize("later", [0, 1])
def test_parts_of_an_earlier_contract_are_read_and_compacted(tmp_path: Path, later: int) -> None:
    record(str(tmp_path), [entry("a"), entry("b")])
    record(str(tmp_path), [entry("b", 2)])  # so that of the first pack only `a` counts
    for table, column in (("figures", "section"), ("runs", "worker"), ("headline", "dimension")):
        aged(tmp_path, table, column)
    record(str(tmp_path), [entry("c")] * later)
    for _ in range(2):
        with Ledger(str(tmp_path)) as ledger:
            sql = "SELECT report, count(*), count(section) FROM figures GROUP BY report ORDER BY report"
            assert ledger.ask(sql).rows == [("a", 2, 0), ("b", 2, 0), ("c", 2, 2)][: 2 + later]
            assert ledger.ask("SELECT count(*), count(worker) FROM runs").rows == [(2 + later, later)]
        compact(str(tmp_path))


# --- the command ----------------------------------------------------------------------------------------------------


def gouji(*arguments: str):
    return CliRunner(env={"LC_ALL": "C"}).invoke(app, ["ledger", *arguments])


def test_the_command_answers_in_three_formats(root: str) -> None:
    sql = "SELECT report, score, NULL AS nothing FROM scores ORDER BY report LIMIT 1"
    assert gouji(sql, "--ledger", root).stdout == (
        "report  score  nothing\n------  -----  -------\n乙2023  98     -\n")
    assert json.loads(gouji(sql, "--ledger", root, "--format", "json").stdout) == {
        "report": "乙2023", "score": 98.0, "nothing": None}
    assert gouji(sql, "--ledger", root, "--format", "csv").stdout_bytes == (
        b"\xef\xbb\xbfreport,score,nothing\r\n" + "乙2023,98.0,\r\n".encode())
    assert gouji("SELECT '=1+1' AS x", "--ledger", root, "--format", "csv").stdout_bytes == b"\xef\xbb\xbfx\r\n'=1+1\r\n"


def test_a_long_table_says_what_it_leaves_out(root: str) -> None:
    few = gouji("SELECT * FROM range(60)", "--ledger", root)
    assert (len(few.stdout.splitlines()), few.stderr) == (52, "gouji: and 10 more rows; --limit 0 shows all\n")
    assert len(gouji("SELECT * FROM range(60)", "--ledger", root, "--limit", "0").stdout.splitlines()) == 62
    assert gouji("SELECT * FROM range(3)", "--ledger", root, "--format", "json", "--limit", "1").stdout == '{"range": 0}\n'


def test_ready_questions_speak_the_terminals_language(root: str) -> None:
    english = gouji("top-findings", "--ledger", root).stdout
    chinese = CliRunner(env={"LC_ALL": "zh_CN.UTF-8"}).invoke(app, ["ledger", "top-findings", "--ledger", root]).stdout
    assert [name in english for name in ("about_en", "about_zh", "title of 合计不符")] == [True, False, True]
    assert [name in chinese for name in ("about_en", "about_zh", "title of 合计不符")] == [False, True, False]


@pytest.mark.parametrize(("arguments", "said"), [
    (["SELECT nope FROM runs"], 'Referenced column "nope" not found'),
    (["SELEC 1 FROM runs"], "syntax error"),
    (["unresolvd"], "no ready question 'unresolvd', and no SELECT; did you mean 'unresolved'?"),
    (["DROP VIEW runs"], "one SELECT"),
    (["unresolved", "--schema"], "one of QUESTION, --schema"),
])  # fmt: skip
def test_a_bad_question_is_one_line_and_exit_code_2(root: str, arguments: list[str], said: str) -> None:
    result = gouji(*arguments, "--ledger", root)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_no_ledger_and_an_empty_one_are_said(tmp_path: Path) -> None:
    nothing = gouji("unresolved", "--out", str(tmp_path / "nowhere"))
    assert (nothing.exit_code, nothing.stderr) == (2, f"gouji: {tmp_path}/nowhere/ledger: no ledger there\n")
    (tmp_path / "ledger").mkdir()
    empty = gouji("coverage", "--out", str(tmp_path))
    assert (empty.exit_code, empty.stderr) == (0, f"gouji: {tmp_path}/ledger: the ledger is empty: no report has been recorded\n")
    assert empty.stdout.startswith("report  entity")


def test_the_schema_is_told_in_both_languages() -> None:
    told = gouji("--schema").stdout
    for table in shown():
        assert f"{table.name}  {table.zh} | {table.en}\n" in told


def test_the_page_tells_the_views_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == renewed(page), "run `python -m gouji.ledger.page`"


# --- made from folders of results -----------------------------------------------------------------------------------


def audited(out: Path, report: str, **more) -> None:
    from hashlib import sha256

    folder = out / report
    folder.mkdir(parents=True)
    findings = json.dumps(answer(report, **more)).encode()
    (folder / "findings.json").write_bytes(findings)
    manifest = {"files": {"findings.json": sha256(findings).hexdigest()}, "versions": {"gouji": "0.1.0"}, "languages": ["zh"],
                "run": {"started": "2024-07-01T08:00:00+00:00", "seconds": 3.0}, "tables": {"headline": headline()}}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_a_ledger_is_made_of_folders_and_made_once(tmp_path: Path) -> None:
    audited(tmp_path, "a")
    audited(tmp_path, "b")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "error.json").write_text(json.dumps({"report": "c", "cause": "no text", "when": "2024-07-01T08:00:00+00:00"}))
    (tmp_path / "index.html").write_text("")
    for told in ("3 runs entered, 0 known before", "0 runs entered, 3 known before"):
        made = gouji("--rebuild", "--out", str(tmp_path))
        assert (made.exit_code, made.stdout) == (0, f"{tmp_path}/ledger: {told}\n"), made.stderr
        asked = gouji("SELECT report, status, headline, error FROM runs ORDER BY report", "--out", str(tmp_path), "--format", "json")
        assert [tuple(json.loads(line).values()) for line in asked.stdout.splitlines()] == [
            ("a", "done", 3, None), ("b", "done", 3, None), ("c", "failed", 0, "no text")]


def test_what_is_damaged_is_set_aside_and_entered_again(tmp_path: Path) -> None:
    audited(tmp_path, "a")
    gouji("--rebuild", "--out", str(tmp_path))
    record(str(tmp_path / "ledger"), [entry("screened")])
    broken = min((tmp_path / "ledger" / "figures").iterdir())
    broken.write_bytes(b"")
    made = gouji("--rebuild", "--out", str(tmp_path))
    assert made.exit_code == 2
    assert f"{broken}: damaged (" in made.stderr
    assert made.stdout == f"{tmp_path}/ledger: 1 runs entered, 0 known before\n"
    with Ledger(str(tmp_path / "ledger")) as ledger:
        assert ledger.ask("SELECT report, count(*) FROM figures GROUP BY ALL ORDER BY 1").rows == [("a", 2), ("screened", 2)]


def test_a_folder_that_was_changed_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    audited(tmp_path, "a")
    audited(tmp_path, "b")
    (tmp_path / "a" / "findings.json").write_text("{}")
    made = gouji("--rebuild", "--out", str(tmp_path))
    assert (made.exit_code, made.stderr) == (2, f"gouji: {tmp_path}/a/findings.json: not as the audit wrote it; audit the report again\n")
    assert "1 runs entered" in made.stdout
    assert gouji("--rebuild", "--out", str(tmp_path / "nowhere")).stderr == f"gouji: {tmp_path}/nowhere: no such folder of results\n"


# --- on storage -----------------------------------------------------------------------------------------------------


@pytest.fixture
def bucket(monkeypatch):
    """An S3 bucket on loopback; its URL."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    for name, value in {"AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
                        "AWS_DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(name, value)
    boto3.client("s3", endpoint_url=address).create_bucket(Bucket="reports")
    yield "s3://reports/out"
    server.stop()


def test_a_ledger_on_storage_is_written_compacted_and_asked(bucket: str) -> None:
    root = f"{bucket}/ledger"
    with pytest.raises(LedgerError, match="s3://reports/out/ledger: no ledger there"):
        Ledger(root)
    record(root, [entry("a"), failed("b")])
    record(root, [entry("a", 2)])
    for _ in range(2):
        with Ledger(root) as ledger:
            assert ledger.ask("SELECT report, run FROM runs ORDER BY 1").rows == [("a", "r2"), ("b", "r1")]
            assert ledger.ask("SELECT count(*) FROM figures").rows == [(2,)]
            with pytest.raises(LedgerError, match="disabled by configuration"):
                ledger.ask(f"SELECT * FROM read_text('{os.devnull}')")
        compact(root)
    assert gouji("coverage", "--out", bucket, "--format", "json").stdout.count("\n") == 2
