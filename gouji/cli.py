"""The command line: each command reads its arguments, calls one function, and tells what came of it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from gouji import __version__
from gouji.errors import GoujiError
from gouji.options import Answers, Expectations, FailOn, Format, OneLine, OnePath, Paths, Severity, tell

app = typer.Typer(
    cls=OneLine,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"gouji {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")] = False,
) -> None:
    """Audit the figures of performance self-evaluation reports (绩效自评报告).

    A report is a folder with report.yaml and source.txt, or a text file (.txt, .md).
    """


@app.command()
def check(
    paths: Paths,
    format: Annotated[Format, typer.Option(help="text to read; json: an object a report, one a line.")] = Format.text,
    fail_on: Severity = FailOn.critical,
    expectations: Expectations = None,
) -> None:
    """Run the suites over reports and print what they find. No notebook is run.

    \b
    Exit code 0: no finding at or above --fail-on. 1: there is one.
    2: something could not be asked (a bad report, a broken suite); it outranks 1.

    \b
    Examples:
      gouji check data/longshan-natural-resources-2023
      gouji check data --format json --fail-on never
      gouji check my-report.txt --expectations my-suites
    """
    from gouji import audit, console

    write = console.write_json if format is Format.json else console.write_text
    messages: dict[str, None] = {}
    code = 0
    for result in audit.each_checked(paths, expectations):  # one by one: a folder may hold more than memory does
        write([result])
        messages |= dict.fromkeys(audit.messages([result]))
        code = max(code, audit.exit_code([result], fail_on.value))
    for message in messages:
        tell(message)
    raise typer.Exit(code)


@app.command()
def extract(
    report: OnePath,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Where to write; else the report folder.")] = None,
) -> None:
    """Write the tables of a report: figures, headline, projects, progress, relations (.csv).

    For a text file the default folder is ./NAME, after the file's name. All tables are written, or none.

    \b
    Examples:
      gouji extract data/longshan-natural-resources-2023
      gouji extract my-report.txt --out /tmp/tables
    """
    from gouji import extraction

    for written in extraction.extract(report, out):
        typer.echo(written)


@app.command()
def audit(
    report: OnePath,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The memo goes to DIR/<report id>/.")] = Path("reports"),
    lang: Annotated[str, typer.Option(metavar="LANG,...", help="Languages; working papers: the first.")] = "zh,en",
    expectations: Expectations = None,
    fail_on: Severity = FailOn.never,
) -> None:
    """Audit one report: write the memo (a page and a Word paper), the working papers, the findings and the figures.

    \b
    Exit code 0: the memo was made, with no finding at or above --fail-on. 1: there is one. 2: it could not be made.

    \b
    Examples:
      gouji audit data/longshan-natural-resources-2023
      gouji audit my-report.txt --lang en --out memos
    """
    from gouji import console
    from gouji.audit import suites_folder
    from gouji.memo.run import run_audit

    languages = list(dict.fromkeys(code.strip() for code in lang.split(",") if code.strip()))
    run = run_audit(report, out, languages, suites_folder(expectations), fail_on.value)
    console.write_summary(run.summary, run.paths)
    for message in run.messages:
        tell(message)
    raise typer.Exit(run.exit_code)


@app.command()
def batch(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Report folders, text files, folders of such; or URLs.")],
    out: Annotated[str, typer.Option(metavar="DIR", help="Results go to DIR/<report id>/; or a URL.")] = "reports",
    lang: Annotated[str, typer.Option(metavar="LANG,...", help="Languages of the memos.")] = "zh,en",
    jobs: Annotated[int | None, typer.Option(metavar="N", help="Worker processes; else one a core.")] = None,
    scheduler: Annotated[str | None, typer.Option(metavar="URL", help="A Dask scheduler, whose workers are used.")] = None,
    memo: Annotated[bool, typer.Option("--memo/--no-memo", help="Without: the findings alone, many times as fast.")] = True,
    force: Annotated[bool, typer.Option("--force", help="Do again what is done.")] = False,
    timeout: Annotated[float, typer.Option(metavar="S", help="Seconds that a report may take.")] = 600,
    retries: Annotated[int, typer.Option(metavar="N", help="Further tries where a worker or kernel died.")] = 2,
    expectations: Expectations = None,
    fail_on: Severity = FailOn.never,
) -> None:
    """Audit many reports, several at a time. Start it again after whatever ended it: what is done is not done twice.

    A report that cannot be audited gets DIR/<report id>/error.json with the cause, and the others go on. Places may
    lie on storage that fsspec knows (s3://bucket/folder). Only one batch at a time writes to a folder.

    \b
    Exit code 0: all were done, with no finding at or above --fail-on. 1: there is one.
    2: a report failed or could not wholly be asked, or the batch broke off.

    \b
    Examples:
      gouji batch data
      gouji batch data more/report.txt --out memos --jobs 4
      gouji batch s3://bucket/reports --out s3://bucket/audits --no-memo --scheduler tcp://10.0.0.1:8786
    """
    from gouji.batch import show
    from gouji.batch.run import Orders, run_batch

    languages = list(dict.fromkeys(code.strip() for code in lang.split(",") if code.strip()))
    orders = Orders(paths, out, languages, expectations, jobs, scheduler, memo, force, timeout, retries)
    tally = run_batch(orders, show.progress())
    for message in show.summary(tally, out):
        tell(message)
    raise typer.Exit(tally.exit_code(fail_on.value))


@app.command()
def dispose(
    fingerprint: Annotated[str, typer.Argument(metavar="FINGERPRINT", help="The finding's, or how it begins.")],
    status: Annotated[str, typer.Option(metavar="STATUS", help="confirmed, explained, corrected or rejected.")],
    reason: Annotated[str, typer.Option(metavar="WORDS", help="What was decided, and on what evidence.")],
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Who decided; else git's user.name.")] = None,
    until: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The last day it stands; else for good.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The report folder; else here, else ./data.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier decision; it stays as a comment.")] = False,
    expectations: Expectations = None,
) -> None:
    """Write a reviewer's decision on a finding into dispositions.yaml in its report's folder.

    An explained or rejected finding no longer counts, and is still shown. All else in the file stays as it is.

    \b
    Exit code 0: it is written. 2: it is not, and one line says why.

    \b
    Examples:
      gouji dispose g0123456789ab --status explained --reason "决算报表已核对"
      gouji dispose g0123 --status rejected --reason "…" --who 张三 --until 2099-12-31 --report data/my-report
    """
    from gouji import console
    from gouji.deciding import decide

    today = date.today()  # noqa: DTZ011 - a decision is dated where the reviewer is
    decided = decide(fingerprint, status, reason, who, until, report, expectations, force=force, today=today)
    console.write_decision(decided)
    for message in decided.messages:
        tell(message)


@app.command()
def pdf(
    report: OnePath,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The memo lies in DIR/<report id>/.")] = Path("reports"),
) -> None:
    """Print the memo of an audited report on A4, a PDF for each language. Needs Chromium.

    \b
    Examples:
      gouji audit my-report.txt && gouji pdf my-report.txt
    """
    from gouji.memo.browser import print_memos
    from gouji.report import open_report

    for written in print_memos(out / open_report(report).id):
        typer.echo(written)


@app.command()
def ledger(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="A ready question or a SELECT; else what is there.")
    ] = None,
    out: Annotated[str, typer.Option(metavar="DIR", help="The folder of results; its ledger is DIR/ledger.")] = "reports",
    ledger: Annotated[str | None, typer.Option(metavar="PATH", help="The ledger itself, a path or URL.")] = None,
    format: Annotated[Answers, typer.Option(help="table to read; csv; json: an object a row, one a line.")] = Answers.table,
    limit: Annotated[int | None, typer.Option(min=0, metavar="N", help="The most rows; 0: all. A table has 50.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the views and what their columns mean.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Enter the audits in DIR that are not in its ledger.")] = False,
    compact: Annotated[bool, typer.Option("--compact", help="Make few big parts of many small ones.")] = False,
) -> None:
    """Ask the ledger, in which all reports' figures, checks and findings are.

    \b
    Ready questions: top-findings, unresolved, by-department, year-on-year, coverage.
    A SELECT is DuckDB's SQL over the views that --schema tells. It reads the ledger alone, and writes nothing.

    \b
    Exit code 0: it was answered. 2: it could not be asked, and one line says why.

    \b
    Examples:
      gouji ledger unresolved
      gouji ledger "SELECT entity, year, score FROM scores ORDER BY score" --format csv
      gouji ledger --rebuild --out reports
    """
    from gouji.ledger import command

    root = ledger or f"{out.rstrip('/')}/ledger"
    if sum((schema, rebuild, compact, question is not None)) > 1:
        raise typer.BadParameter("one of QUESTION, --schema, --rebuild and --compact")
    if schema:
        command.schema()
    elif rebuild:
        raise typer.Exit(0 if command.rebuilt(out, root, tell) else GoujiError.exit_code)
    elif compact:
        command.compacted(root)
    else:
        command.answer(root, question, format.value, limit, tell)


@app.command()
def portfolio(
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder of results, where the pages go.")] = Path("reports"),
    ledger: Annotated[str | None, typer.Option(metavar="PATH", help="The ledger, a path or URL; else DIR/ledger.")] = None,
    lang: Annotated[str, typer.Option(metavar="LANG,...", help="Languages of the pages.")] = "zh,en",
    rows: Annotated[int, typer.Option(min=1, metavar="N", help="Rows of each list; the rest is counted.")] = 30,
) -> None:
    """Compare all reports of a ledger on one page a language: portfolio.zh.html, portfolio.en.html.

    \b
    Exit code 0: the pages were made. 2: they could not be, and one line says why.

    \b
    Examples:
      gouji portfolio
      gouji portfolio --out reports --lang zh --rows 100
    """
    from gouji.portfolio.run import run_portfolio

    languages = list(dict.fromkeys(code.strip() for code in lang.split(",") if code.strip()))
    paths, said = run_portfolio(out, ledger or f"{out}/ledger", languages, rows)
    for path in paths:
        typer.echo(path)
    for message in said:
        tell(message)


def main() -> None:
    """The console script `gouji`."""
    for stream in (sys.stdout, sys.stderr):  # a name that the terminal cannot show must not end a run
        stream.reconfigure(errors="backslashreplace")
    app(prog_name="gouji")
