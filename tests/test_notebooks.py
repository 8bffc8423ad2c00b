"""The notebooks: thin and clean as committed, run by plain papermill as well as by us; a broken run never passes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook
from papermill import inspect_notebook
from papermill.iorw import papermill_io

from gouji import audit, extraction
from gouji.errors import InputError, NotebookError, ReportError
from gouji.memo import reading, run, sheet
from gouji.memo.render import memo
from gouji.memo.run import AuditRun, check_parameters, execute, run_audit, run_report, whole
from gouji.memo.shelf import audits

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAPERS = {"memo.zh.docx", "memo.en.docx"}
INDEX = {"index.html", "index.en.html"}
FILES = {"memo.zh.html", "memo.en.html", *PAPERS, *sheet.RESULTS, "audit.ipynb", "manifest.json"}
MEGABYTE = 1_000_000


# As committed


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_committed_notebook_is_clean_and_says_what_it_is_for(path: Path) -> None:
    nb = nbformat.read(path, as_version=4)
    nbformat.validate(nb)
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code if cell.outputs or cell.execution_count is not None] == []
    assert len({cell.id for cell in nb.cells}) == len(nb.cells)
    assert not [cell.id for cell in nb.cells if cell.id[:8].isalnum() and any(char.isdigit() for char in cell.id[:8])]
    assert nb.metadata.kernelspec.name == "python3"
    assert nb.cells[0].cell_type == "markdown"
    assert "**Reads**" in nb.cells[0].source
    assert "**Writes**" in nb.cells[0].source
    for cell in code:
        assert not [
            word for word in ("def ", "class ", "for ", "while ", "lambda") if word in cell.source.split("#")[0]
        ], cell.id


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_parameter_has_a_type_and_says_what_it_is(path: Path) -> None:
    declared = inspect_notebook(str(path))
    assert declared
    for name, parameter in declared.items():
        assert parameter["inferred_type_name"] in run.TYPES, name
        assert len(parameter["help"]) > 20, name


def test_the_audit_notebook_declares_what_the_runner_gives() -> None:
    assert set(inspect_notebook(str(ROOT / "notebooks" / "audit.ipynb"))) == {
        "report",
        "expectations",
        "out",
        "lang",
        "fail_on",
    }


# Run on the real report: once by us, once by plain papermill


@dataclass(frozen=True)
class Audited:
    project: Path
    run: AuditRun

    @property
    def report(self) -> Path:
        return self.project / "data" / "longshan-natural-resources-2023"

    @property
    def out(self) -> Path:
        return self.project / "reports"

    @property
    def folder(self) -> Path:
        return self.out / "longshan-natural-resources-2023"


@pytest.fixture(scope="module")
def audited(longshan: Path, tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """A project laid out as ours is, with the real report and its tables, audited once."""
    project = tmp_path_factory.mktemp("project")
    for folder in ("notebooks", "expectations"):
        shutil.copytree(ROOT / folder, project / folder)
    report = project / "data" / longshan.name
    report.mkdir(parents=True)
    for name in ("report.yaml", "source.txt"):
        shutil.copy(longshan / name, report / name)
    extraction.extract(report)
    return Audited(project, run_audit(report, project / "reports", ["zh", "en"], project / "expectations", "never"))


def test_an_audit_leaves_its_files_and_nothing_else(audited: Audited) -> None:
    assert {path.name for path in audited.folder.iterdir()} == FILES
    assert set(audited.run.paths) == {audited.folder / name for name in FILES} | {audited.out / name for name in INDEX}
    assert {path.name for path in audited.out.iterdir()} == {audited.folder.name, *INDEX}


def test_the_index_has_the_audit_with_its_verdict(audited: Audited) -> None:
    (known,) = audits(audited.out)
    assert (known.broken, known.changed, known.manifest.summary.model_dump()["findings"]) == (
        False,
        [],
        audited.run.summary["findings"],
    )
    page = BeautifulSoup((audited.out / "index.html").read_bytes(), "html.parser")
    memo = BeautifulSoup((audited.folder / "memo.zh.html").read_bytes(), "html.parser")
    assert memo.find(class_="sentence").get_text() in page.find("tbody").get_text()


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_committed_memo_is_what_an_audit_writes(audited: Audited, code: str) -> None:
    name = f"reports/{audited.folder.name}/memo.{code}.html"
    committed = ROOT / name
    if not committed.is_file() or committed.read_bytes() != (audited.folder / committed.name).read_bytes():
        pytest.fail(f"{name} is out of date: run `make memo`, read `git diff`, and commit it", pytrace=False)


def test_of_the_audits_only_the_first_memo_can_be_committed(tmp_path: Path) -> None:
    """Otherwise an audit would leave the tree dirty."""
    shutil.copy(ROOT / ".gitignore", tmp_path)
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    first = "reports/longshan-natural-resources-2023"
    names = [f"reports/{name}" for name in INDEX] + [
        f"{folder}/{name}" for folder in (first, "reports/a") for name in FILES
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    status = ["git", "-C", tmp_path, "status", "--porcelain", "--untracked-files=all", "reports"]
    told = subprocess.run(status, capture_output=True, text=True, check=True).stdout
    assert told.split() == ["??", f"{first}/memo.en.html", "??", f"{first}/memo.zh.html"]


def test_an_audit_says_decisions_that_expired_or_fit_nothing(audited: Audited, monkeypatch: pytest.MonkeyPatch) -> None:
    (finding, *_) = json.loads((audited.folder / "findings.json").read_text(encoding="utf-8"))["findings"]
    entry = "- {{fingerprint: {}, status: explained, reason: r, who: w, when: 2024-01-01, until: 2024-02-01}}\n"
    project = shutil.copytree(audited.project, audited.project.with_name("decided"))
    report = project / "data" / audited.report.name
    text = entry.format(finding["fingerprint"]) + entry.format("gffffffffffff")
    (report / "dispositions.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(project)
    done = run_audit(Path("data") / report.name, Path("reports"), ["en"], Path("expectations"), "never")
    assert [message.partition(": ")[2].split(" (")[0] for message in done.messages] == [
        f"Disposition {finding['fingerprint']}",
        "Disposition gffffffffffff",
    ]
    assert "2 dispositions no longer stand." in (project / "reports" / "index.en.html").read_text(encoding="utf-8")


def test_an_audit_writes_the_working_papers_and_the_list_of_findings(audited: Audited) -> None:
    assert {"findings.json", "figures.csv", "workpapers.xlsx", "findings.csv"} <= FILES
    assert len((audited.folder / "workpapers.xlsx").read_bytes()) < MEGABYTE
    answer = json.loads((audited.folder / "findings.json").read_text(encoding="utf-8"))
    told = (audited.folder / "findings.csv").read_text(encoding="utf-8-sig")
    assert [finding["fingerprint"] for finding in answer["findings"] if finding["fingerprint"] not in told] == []


def test_the_manifest_names_every_file_with_its_hash(audited: Audited) -> None:
    manifest = json.loads((audited.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"] == {
        name: hashlib.sha256((audited.folder / name).read_bytes()).hexdigest() for name in FILES - {"manifest.json"}
    }
    assert manifest["summary"] == audited.run.summary
    assert manifest["versions"].keys() >= {"gouji", "python", "great_expectations"}
    assert manifest["run"]["seconds"] > 0


def test_the_notebook_finds_what_the_suites_find(audited: Audited) -> None:
    own = json.loads((audited.folder / "findings.json").read_text(encoding="utf-8"))
    (result,) = audit.check([audited.report], ROOT / "expectations")
    assert own == result.as_dict()
    assert own["findings"]
    assert audited.run.summary == {**result.summary(), "exit_code": audited.run.exit_code}


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_memo_of_the_real_report_is_whole_and_small(audited: Audited, code: str) -> None:
    raw = (audited.folder / f"memo.{code}.html").read_bytes()
    assert len(raw) < MEGABYTE
    soup = BeautifulSoup(raw, "html.parser")
    answer = json.loads((audited.folder / "findings.json").read_text(encoding="utf-8"))
    assert len(soup.find_all("article", class_="finding")) == len(answer["findings"])
    shown = {link["id"] for link in soup.find(class_="text").find_all("a", attrs={"data-figure": True})}
    assert shown == {figure["id"] for figure in answer["figures"]}
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in soup.find_all(href=True) if link["href"].startswith("#")} <= set(ids)
    assert len(soup.find_all("svg")) == 4
    assert str(audited.project) not in raw.decode()
    assert str(ROOT) not in raw.decode()
    assert b"http" not in raw.replace(b"http-equiv", b"")


def test_the_executed_notebook_tells_nothing_of_when_and_where(audited: Audited) -> None:
    nb = nbformat.read(audited.folder / "audit.ipynb", as_version=4)
    nbformat.validate(nb)
    assert "papermill" not in nb.metadata
    assert all(not {"papermill", "execution"} & cell.metadata.keys() for cell in nb.cells)
    assert ".audit-" not in (audited.folder / "audit.ipynb").read_text(encoding="utf-8")


def test_plain_papermill_gives_the_same_memo_byte_for_byte(audited: Audited, tmp_path: Path) -> None:
    executed = tmp_path / "executed.ipynb"
    parameters = {"report": f"../data/{audited.report.name}", "out": str(tmp_path), "lang": "zh,en"}
    given = [word for name, value in parameters.items() for word in ("-p", name, value)]
    subprocess.run(
        [sys.executable, "-m", "papermill", "notebooks/audit.ipynb", str(executed), "-k", run.kernel(), *given],
        cwd=audited.project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    nb = nbformat.read(executed, as_version=4)
    for code in ("zh", "en"):
        assert memo(nb, code, ["zh", "en"]).encode() == (audited.folder / f"memo.{code}.html").read_bytes()
    written = tmp_path / audited.folder.name
    assert {path.name for path in written.iterdir()} == {*sheet.RESULTS, "manifest.json", *PAPERS}
    for name in ("figures.csv", "workpapers.xlsx", "findings.csv", *PAPERS):
        assert (written / name).read_bytes() == (audited.folder / name).read_bytes(), name


def test_the_extraction_notebook_writes_what_gouji_extract_writes(longshan: Path, tmp_path: Path) -> None:
    execute(
        ROOT / "notebooks" / "extract.ipynb",
        tmp_path / "executed.ipynb",
        {"report": str(longshan), "out": str(tmp_path / "made")},
    )
    extraction.extract(longshan, tmp_path / "wanted")
    names = {f"{name}.csv" for name in extraction.TABLES}
    assert {path.name for path in (tmp_path / "made").iterdir()} == names
    for name in names:
        assert (tmp_path / "made" / name).read_bytes() == (tmp_path / "wanted" / name).read_bytes()


def test_a_notebook_is_written_before_and_after_its_run_however_many_cells_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    write = papermill_io.write
    monkeypatch.setattr(papermill_io, "write", lambda text, path: (written.append(path), write(text, path)))
    nb = execute(small(tmp_path, "1", "2", "3"), tmp_path / "out.ipynb", {})
    assert written == [str(tmp_path / "out.ipynb")] * 2
    assert nbformat.read(written[0], as_version=4) == nb


# What must not pass


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"reprot": "x"}, r"unknown parameter 'reprot': expected one of report, expectations, out, lang, fail_on"),
        ({"report": 7}, r"parameter 'report' is 7: expected str"),
        ({"lang": ["zh"]}, r"parameter 'lang' is \['zh'\]: expected str"),
        ({"fail_on": None}, r"parameter 'fail_on' is None: expected str"),
    ],
)
def test_parameters_that_the_notebook_does_not_declare_are_refused(parameters: dict[str, Any], said: str) -> None:
    with pytest.raises(NotebookError, match=said):
        check_parameters(ROOT / "notebooks" / "audit.ipynb", parameters)


def small(folder: Path, *sources: str, name: str = "small.ipynb") -> Path:
    """A notebook with a declared parameter and some cells."""
    cells = [
        new_code_cell('out: str = ""  # a folder\nflag: bool = False  # yes or no', metadata={"tags": ["parameters"]})
    ]
    nb = new_notebook(
        cells=[*cells, *map(new_code_cell, sources)],
        metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}},
    )
    path = folder / name
    path.write_text(nbformat.writes(nb), encoding="utf-8")
    return path


@pytest.mark.parametrize(("value", "fits"), [(True, True), (1, False), ("yes", False)])
def test_a_flag_takes_a_flag(tmp_path: Path, value: object, fits: bool) -> None:
    notebook = small(tmp_path)
    if fits:
        check_parameters(notebook, {"flag": value})
    else:
        with pytest.raises(NotebookError, match="expected bool"):
            check_parameters(notebook, {"flag": value})


def test_a_notebook_without_parameters_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bare.ipynb"
    path.write_text(
        nbformat.writes(
            new_notebook(
                cells=[new_code_cell("1")],
                metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}},
            )
        ),
        encoding="utf-8",
    )
    with pytest.raises(NotebookError, match="no cell is tagged `parameters`"):
        check_parameters(path, {"out": "x"})


@pytest.mark.parametrize(
    ("source", "kind", "said"),
    [
        ("1 / 0", NotebookError, r"small.ipynb: a cell failed: ZeroDivisionError: division by zero"),
        ("import os; os._exit(1)", NotebookError, r"small.ipynb: the run broke off: DeadKernelError"),
        ("from gouji.errors import InputError; raise InputError('x.txt: empty')", InputError, r"^x.txt: empty$"),
        ("def f(:", NotebookError, r"small.ipynb: a cell failed: SyntaxError"),
    ],
)
def test_a_cell_that_fails_is_one_clear_error(tmp_path: Path, source: str, kind: type, said: str) -> None:
    with pytest.raises(kind, match=said) as caught:
        execute(small(tmp_path, source), tmp_path / "out.ipynb", {})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("naps", [["60"], ["1.5", "1.5", "1.5", "60"]], ids=["in one cell", "in all together"])
def test_a_run_that_takes_too_long_is_an_error(tmp_path: Path, naps: list[str]) -> None:
    """No cell of the second takes 4 seconds but the last, and the last is not given 4 seconds of its own."""
    cells = [f"import time; time.sleep({nap})" for nap in naps]
    began = time.monotonic()
    with pytest.raises(NotebookError, match=r"^small.ipynb: stopped, not at its end after 4 seconds$"):
        execute(small(tmp_path, *cells), tmp_path / "out.ipynb", {}, timeout=4)
    assert time.monotonic() - began < 4 + 3  # and the time to stop the kernel


@pytest.mark.parametrize(("cell", "kind"), [
    ("raise RuntimeError('here')", "a cell failed: RuntimeError: here"),
    ("import os; os._exit(1)", "the run broke off: DeadKernelError"),
    ("import sys; sys.exit(0)", "did not write its results whole"),
], ids=["error", "dead kernel", "stops in silence"])
def test_of_a_failed_run_the_notebook_is_kept_as_evidence(
    tmp_path: Path, longshan: Path, monkeypatch: pytest.MonkeyPatch, cell: str, kind: str
) -> None:
    notebook = small(tmp_path, 'print("as far as here")', cell)
    monkeypatch.setattr(run, "notebook_path", lambda name: notebook)
    monkeypatch.setattr(run, "check_parameters", lambda notebook, parameters: None)
    evidence = tmp_path / "failed" / "partial.ipynb"
    with pytest.raises(NotebookError, match=kind):
        run_report(longshan, tmp_path / "reports", ["zh"], ROOT / "expectations", "never", evidence=evidence)
    assert [path.name for path in evidence.parent.iterdir()] == [evidence.name]
    outputs = [output for cell in nbformat.read(evidence, as_version=4).cells for output in cell.get("outputs", ())]
    assert "as far as here\n" in [output.get("text") for output in outputs]
    assert list((tmp_path / "reports").iterdir()) == []


def test_a_notebook_that_stops_in_silence_is_not_done(
    tmp_path: Path, longshan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`sys.exit(0)` leaves a notebook that looks finished, but no whole manifest."""
    notebook = small(tmp_path, 'report: str = ""\nimport sys\nsys.exit(0)', "raise RuntimeError('never reached')")
    monkeypatch.setattr(run, "notebook_path", lambda name: notebook)
    monkeypatch.setattr(run, "check_parameters", lambda notebook, parameters: None)
    with pytest.raises(NotebookError):
        run_audit(longshan, tmp_path / "reports", ["zh"], ROOT / "expectations", "never")
    assert list((tmp_path / "reports").iterdir()) == []


def manifest(folder: Path, **changes: Any) -> None:
    for name in sheet.RESULTS:
        (folder / name).write_text(name, encoding="utf-8")
    told = {
        "report": "r",
        "files": {name: hashlib.sha256(name.encode()).hexdigest() for name in sheet.RESULTS},
        "summary": {"exit_code": 0},
    }
    (folder / sheet.MANIFEST).write_text(json.dumps(told | changes), encoding="utf-8")


def test_a_whole_run_is_told_by_its_manifest(tmp_path: Path) -> None:
    manifest(tmp_path)
    assert whole(tmp_path, "r", sheet.RESULTS)["summary"] == {"exit_code": 0}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "manifest.json").unlink(),
        lambda folder: (folder / "findings.json").unlink(),
        lambda folder: (folder / "findings.json").write_text("cut", encoding="utf-8"),
        lambda folder: (folder / "manifest.json").write_text(
            (folder / "manifest.json").read_text()[:40], encoding="utf-8"
        ),
        lambda folder: (folder / "manifest.json").write_text("[]", encoding="utf-8"),
        lambda folder: manifest(folder, report="another"),
        lambda folder: manifest(folder, summary={}),
        lambda folder: manifest(folder, files={}),
    ],
    ids=[
        "no manifest",
        "no findings",
        "findings cut",
        "manifest cut",
        "no object",
        "another report",
        "no summary",
        "no files",
    ],
)
def test_a_run_that_is_not_whole_is_an_error(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    manifest(tmp_path)
    spoil(tmp_path)
    with pytest.raises(NotebookError, match="did not write its results whole"):
        whole(tmp_path, "r", sheet.RESULTS)


@pytest.mark.parametrize(
    ("report", "langs", "kind"),
    [
        ("no-such-report", ["zh"], InputError),
        ("data/longshan-natural-resources-2023", ["fr"], InputError),
        ("data/longshan-natural-resources-2023", [], InputError),
    ],
)
def test_what_cannot_be_audited_leaves_nothing_behind(
    tmp_path: Path, report: str, langs: list[str], kind: type
) -> None:
    with pytest.raises(kind):
        run_audit(ROOT / report, tmp_path / "reports", langs, ROOT / "expectations", "never")
    assert not (tmp_path / "reports").exists()


def test_a_report_with_an_unknown_key_is_told_before_a_kernel_is_started(
    tmp_path: Path, make_report: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "execute", lambda *_, **__: pytest.fail("a kernel was started"))
    with pytest.raises(ReportError):
        run_audit(
            make_report("预算数10万元。", yaer=2023), tmp_path / "reports", ["zh"], ROOT / "expectations", "never"
        )


def test_tables_that_are_not_what_the_source_gives_are_refused(make_report: Callable[..., Path]) -> None:
    folder = make_report("2023年年初预算数10万元，其中基本支出4万元，项目支出6万元。")
    extraction.extract(folder)
    examined = reading.examine_report(str(folder))
    own = sheet.with_own_tables(examined, folder).tables
    assert own["figures"].astype(str).equals(examined.tables["figures"].astype(str))
    assert own["prose"] is examined.tables["prose"]
    figures = folder / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace("10万元", "11万元"), encoding="utf-8")
    with pytest.raises(InputError, match=r"figures\.csv not as source\.txt gives it: run `gouji extract"):
        sheet.with_own_tables(examined, folder)


def test_the_notebooks_look_is_kept_to_the_memos_displays() -> None:
    style = sheet.notebook_style()
    assert style.startswith("@scope (.gouji) {")
    assert style.count("{") == style.count("}")
    assert not [word for word in (":root", "html ", "html:", "@page") if word in style]


@pytest.mark.parametrize(
    ("where", "path", "found"),
    [
        (".", "../data/x", "notebooks/../data/x"),
        (".", "data/x", "data/x"),
        ("notebooks", "../data/x", "../data/x"),
        ("elsewhere", "../data/x", "../data/x"),
        (".", "/data/x", "/data/x"),
    ],
)
def test_paths_count_from_the_notebooks_wherever_it_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, path: str, found: str
) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "notebooks" / "audit.ipynb").touch()
    monkeypatch.chdir(tmp_path / where)
    assert reading.from_notebooks(path) == Path(found)


def test_a_path_with_braces_is_taken_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "a {b} c"
    folder.mkdir()
    execute(small(folder, "open(out, 'w').close()"), folder / "out.ipynb", {"out": str(folder / "made")})
    assert {path.name for path in folder.iterdir()} == {"small.ipynb", "out.ipynb", "made"}
