"""Runs the audit notebook by papermill and makes the memos of it; fails closed.

Papermill only warns of a parameter that a notebook does not declare, and a dead kernel, a timeout or a `sys.exit` can
leave a notebook that looks finished. So parameters are held against the notebook's own declaration, and a run counts as
done only when the manifest that the last cell writes is there, whole, and fits the files it names.
"""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from gouji.errors import GoujiError, InputError, NotebookError
from gouji.files import write_files
from gouji.garbage import given_back
from gouji.memo.language import languages
from gouji.report import open_report
from gouji.scratch import Scratch

WARM = "gouji-warm"  # kernels.py
KERNEL = "gouji"
NATIVE = "python3"  # of the running interpreter
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
KERNEL_ARGUMENTS = (
    "--log-level=40",  # errors alone: what a kernel warns of is no news about a report
    "--HistoryManager.hist_file=:memory:",  # a run is not what somebody typed, and many at once would wait for one file
)
START_SECONDS = 120
RUN_SECONDS = 1800
LEAST_SECONDS = 0.01  # no time left; zero would be no limit
IOPUB_SECONDS = 60  # for a finished cell's last output to arrive: a busy machine takes its time
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "str": str,
    "int": int,
    "float": (int, float),
    "bool": bool,
    "list": list,
    "dict": dict,
}


@dataclass(frozen=True)
class AuditRun:
    """What an audit wrote, its counts, its exit code (1: a finding at or above `fail_on`; 2: not all was asked), and
    what is to be said on standard error: what could not be asked, decisions that no longer stand or fit."""

    paths: list[Path]
    summary: dict[str, Any]
    exit_code: int
    messages: list[str] = field(default_factory=list)


def run_audit(report_path: Path, out: Path, langs: Sequence[str], expectations: Path, fail_on: str) -> AuditRun:
    """Audit one report as `run_report` does, and make out/index.html anew of all reports there."""
    from gouji.memo.index import write_index

    run = run_report(report_path, out, langs, expectations, fail_on)
    index, said = write_index(out)
    return replace(run, paths=[*run.paths, *index], messages=[*run.messages, *said])


def run_report(
    report_path: Path,
    out: Path,
    langs: Sequence[str],
    expectations: Path,
    fail_on: str,
    *,
    timeout: float = RUN_SECONDS,
    evidence: Path | None = None,
) -> AuditRun:
    """Audit one report: out/<report id>/ gets a memo in each language (a page and a Word paper), the executed
    notebook and the results, the manifest as the last of them: a report is done only where a whole one lies.

    Nothing is written there before everything is made. The notebook has `timeout` seconds from its kernel's start to
    its end. Where it did not come to its end, or not to whole results, `evidence` gets it as far as it came.
    Raises InputError or ReportError for what cannot be read, SuiteError for a broken suite, NotebookError where the
    notebook did not come to its end.
    """
    from gouji.memo.sheet import MANIFEST, RESULTS, paper_name, sha256

    codes = [lang.code for lang in languages(langs)]
    report = open_report(report_path)
    notebook = notebook_path("audit.ipynb")
    started = datetime.now(UTC)
    clock = time.monotonic()
    with _staging(out) as staging:
        parameters = {
            "report": _given(report_path),
            "expectations": _given(expectations),
            "out": _given(staging),
            "lang": ",".join(codes),
            "fail_on": fail_on,
        }
        executed = staging / "executed.ipynb"
        papers = [paper_name(code) for code in codes]
        made = staging / report.id
        with _kept(executed, evidence):
            ran = execute(notebook, executed, parameters, timeout=timeout)
            manifest = whole(made, report.id, (*RESULTS, *papers))
        nb = tidied(ran, {**parameters, "out": out.as_posix()})
        files = {name: (made / name).read_bytes() for name in RESULTS}
        files |= {f"memo.{code}.html": _memo(nb, code, codes).encode() for code in codes}
        files |= {name: (made / name).read_bytes() for name in papers}
        files["audit.ipynb"] = (nbformat.writes(nb) + "\n").encode()
        manifest["files"] = {name: sha256(content) for name, content in files.items()}
        manifest["run"] = {
            "started": started.isoformat(timespec="seconds"),
            "seconds": round(time.monotonic() - clock, 1),
        }
        files[MANIFEST] = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
    paths = write_files(out / report.id, files)
    given_back()
    summary = manifest["summary"]
    messages = [*summary["errors"], *(f"{report.source}: {notice}" for notice in summary["notices"])]
    return AuditRun(paths, summary, summary["exit_code"], messages)


def execute(
    notebook: Path, output: Path, parameters: Mapping[str, Any], *, timeout: float = RUN_SECONDS
) -> nbformat.NotebookNode:
    """Run a notebook with parameters that it declares, of the types that it declares, in at most so many seconds.

    It is written to `output` when it has ended, whole or not, and returned.
    Raises NotebookError for any other parameter, and where a cell failed, the kernel died or time ran out; an error of
    gouji's own that a cell raised comes back in its own words.
    """
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillException, PapermillExecutionError

    from gouji.memo.engine import ENGINE, register

    check_parameters(notebook, parameters)
    register()
    logging.getLogger("papermill").setLevel(logging.ERROR)
    end = time.monotonic() + timeout
    try:
        return papermill.execute_notebook(
            _literal(notebook),
            _literal(output),
            parameters=dict(parameters),
            kernel_name=kernel(),
            engine_name=ENGINE,
            progress_bar=False,
            log_output=False,
            start_timeout=max(1, min(START_SECONDS, math.ceil(timeout))),
            # papermill knows a limit for a cell alone: each is given what is left for all of them
            timeout_func=lambda cell: max(end - time.monotonic(), LEAST_SECONDS),
            iopub_timeout=IOPUB_SECONDS,
            extra_arguments=list(KERNEL_ARGUMENTS),
            shutdown_kernel="immediate",  # what it had to write is written; the manifest tells
        )
    except PapermillExecutionError as error:
        raise _told(notebook, error.ename, error.evalue) from None
    except (DeadKernelError, CellTimeoutError, PapermillException, RuntimeError, OSError) as error:
        if time.monotonic() >= end:
            raise NotebookError(f"{notebook.name}: stopped, not at its end after {timeout:g} seconds") from None
        raise NotebookError(f"{notebook.name}: the run broke off: {type(error).__name__}: {error}") from None


def check_parameters(notebook: Path, parameters: Mapping[str, Any]) -> None:
    """Raise NotebookError for a parameter that the notebook does not declare, or of another type than it declares."""
    from papermill import inspect_notebook

    declared = inspect_notebook(_literal(notebook))
    if not declared:
        raise NotebookError(f"{notebook.name}: no cell is tagged `parameters`")
    for name, value in parameters.items():
        if name not in declared:
            raise NotebookError(f"{notebook.name}: unknown parameter {name!r}: expected one of {', '.join(declared)}")
        wanted = declared[name]["inferred_type_name"]
        if wanted not in TYPES:
            raise NotebookError(f"{notebook.name}: parameter {name!r} is declared as {wanted!r}, which is not known")
        if not isinstance(value, TYPES[wanted]) or (isinstance(value, bool) and wanted != "bool"):
            raise NotebookError(f"{notebook.name}: parameter {name!r} is {value!r}: expected {wanted}")


def whole(folder: Path, report: str, names: Sequence[str]) -> dict[str, Any]:
    """The manifest that the last cell wrote, of the files named. Raises NotebookError where it is missing or unfit."""
    from gouji.memo.sheet import MANIFEST, sha256

    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        hashes = {name: sha256((folder / name).read_bytes()) for name in names}
        complete = (
            manifest["report"] == report
            and manifest["files"] == hashes
            and isinstance(manifest["summary"]["exit_code"], int)
        )
    except (OSError, ValueError, KeyError, TypeError):
        complete = False
    if not complete:
        raise NotebookError("audit.ipynb ran, but did not write its results whole: the audit is not done")
    return manifest


def tidied(nb: nbformat.NotebookNode, parameters: Mapping[str, Any]) -> nbformat.NotebookNode:
    """The executed notebook without what differs from run to run; times are in the manifest."""
    from papermill.parameterize import parameterize_notebook

    nb = parameterize_notebook(nb, dict(parameters))
    nb.metadata.pop("papermill", None)
    for place, cell in enumerate(nb.cells):
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell["id"] = "injected-parameters"
        cell.setdefault("id", f"cell-{place}")
    return nb


def kernel() -> str:
    """The project's kernel where it is installed, the warm one first, else the running interpreter's own."""
    specs = KernelSpecManager()
    for name in (WARM, KERNEL):
        try:
            specs.get_kernel_spec(name)
        except NoSuchKernel:
            continue
        return name
    return NATIVE


def notebook_path(name: str) -> Path:
    """A notebook of the project: in ./notebooks, else beside the package. Raises NotebookError where there is none."""
    for folder in (Path("notebooks"), NOTEBOOKS):
        if (folder / name).is_file():
            return folder / name
    raise NotebookError(f"{name}: no such notebook in ./notebooks or {NOTEBOOKS}")


def _memo(nb: nbformat.NotebookNode, code: str, codes: Sequence[str]) -> str:
    from gouji.memo.render import memo

    return memo(nb, code, codes)


def _told(notebook: Path, name: str, value: str) -> GoujiError:
    """A cell's error as the user should read it: gouji's own as it was raised, any other with its name."""
    own = {kind.__name__: kind for kind in (*GoujiError.__subclasses__(), GoujiError)}
    return own[name](value) if name in own else NotebookError(f"{notebook.name}: a cell failed: {name}: {value}")


def _given(path: Path) -> str:
    """A path for a notebook's parameter: as it is, but absolute where "../" would count from the notebooks' folder."""
    return (path.absolute() if path.parts[:1] == ("..",) else path).as_posix()


def _literal(path: Path) -> str:
    """A path as papermill takes it: it would fill in whatever stands in braces."""
    return str(path).replace("{", "{{").replace("}", "}}")


@contextmanager
def _kept(executed: Path, evidence: Path | None) -> Iterator[None]:
    """Where it fails inside, the notebook as papermill left it is put at `evidence`; the failure itself is what counts."""
    try:
        yield
    except GoujiError:
        if evidence is not None and executed.is_file():
            with suppress(InputError, OSError):
                write_files(evidence.parent, {evidence.name: executed.read_bytes()})
        raise


def _staging(out: Path) -> Scratch:
    """A folder beside the results, on the same disk, gone when left. Raises InputError where it cannot be made."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        return Scratch(".audit-", out)
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror})") from None
