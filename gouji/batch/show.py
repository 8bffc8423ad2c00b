"""What `gouji batch` prints: where it is followed, and the table at its end."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gouji.batch.progress import Progress
from gouji.batch.tally import Tally
from gouji.console import STYLES

SHOWN = 50  # failures in the last table
SAID = 20  # messages of one kind


def progress() -> Progress:
    """The progress of a batch on standard error; the table at its end goes to standard output."""
    return Progress(_console(stderr=True))


def summary(tally: Tally, out: str) -> list[str]:
    """Print the table at a batch's end; what is to be said besides on standard error."""
    console = _console()
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    rows = [("done", ""), ("kept", "done before"), ("failed", "failed")]
    for number, (name, words) in enumerate(rows):
        count = getattr(tally, name)
        style = "bold red" if name == "failed" and count else ""
        table.add_row("reports" if number == 0 else "", str(count), Text(words or name, style=style))
    if tally.incomplete:
        table.add_row("", str(tally.incomplete), Text("of them not wholly asked", style="bold red"))
    if rest := tally.total - tally.ended:
        table.add_row("", str(rest), Text("not done yet", style="bold red"))
    for number, (name, style) in enumerate(STYLES.items()):
        count = tally.findings[name]
        table.add_row("findings" if number == 0 else "", str(count), Text(name, style=style if count else ""))
    _print(console, table)
    if tally.failures:
        _print_failures(console, tally)
    for path in tally.index:
        console.print(Text(path))
    unasked = tally.unasked[:SAID]
    if tally.incomplete > len(unasked):
        unasked.append(f"{tally.incomplete - len(unasked)} more reports could not wholly be asked; see their run.log")
    return [*tally.errors, *unasked, *tally.said, *([tally.stopped] if tally.stopped else [])]


def _print_failures(console: Console, tally: Tally) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("failed", "kind", "cause"):
        table.add_column(heading, overflow="fold")
    for outcome in tally.failures[:SHOWN]:
        table.add_row(Text(outcome.item.id), Text(outcome.kind), Text(outcome.cause))
    _print(console, table)
    if tally.failed > SHOWN:
        console.print(Text(f"and {tally.failed - SHOWN} more: each has an error.json"))


def _print(console: Console, table: Table) -> None:
    """A table without the blanks that fill up its last column, where it is no terminal that asks for them."""
    if console.is_terminal:
        console.print(table)
        return
    with console.capture() as lines:
        console.print(table)
    for line in lines.get().splitlines():
        console.print(Text(line.rstrip()))


def _console(*, stderr: bool = False) -> Console:
    """Colours on a terminal, plain lines of any length elsewhere."""
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True, stderr=stderr)
    if not (sys.stderr if stderr else sys.stdout).isatty():
        console.width = 10_000
    return console
