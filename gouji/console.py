"""What the commands print: findings to read, JSON to process, and the short table at the end of an audit."""

from __future__ import annotations

import json
import os
import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from gouji.audit import Result
    from gouji.deciding import Decided

STYLES = {"critical": "bold red", "warning": "yellow", "info": "cyan"}
INDENT = 20  # columns before a finding's words
QUOTE = 60  # characters of a quotation that fit in a line


def language() -> str:
    """The language of findings on a terminal, as the locale asks for it: zh or en."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if named.startswith("zh") else "en"


def write_json(results: Sequence[Result]) -> None:
    """One JSON object a report, one a line, in UTF-8 whatever the locale: the same results give the same bytes."""
    for result in results:
        line = json.dumps(result.as_dict(), ensure_ascii=False, separators=(", ", ": "))
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def write_text(results: Sequence[Result]) -> None:
    """Each report's findings with their places in the source, then its counts in a line."""
    console, lang = _console(), language()
    for result in results:
        answer = result.as_dict()
        report = answer["report"]
        console.print(Text(report["source"], style="bold") + Text(f"  {report['title'] or ''}".rstrip()))
        if result.examined is not None:
            starts = _lines(result.examined.document.text)
            for finding in answer["findings"]:
                _write_finding(console, finding, starts, lang)
            console.print(f"  {counted(result.summary())}")
        if answer["errors"]:  # what was wrong goes to standard error
            console.print(Text("  incomplete" if answer["checks"] else "  not checked", style="bold red"))


def _write_finding(console: Console, finding: Mapping[str, Any], starts: Sequence[int], lang: str) -> None:
    """Place, severity, title and fingerprint; below them the condition, and the source's words where it has them not."""
    quote = next(iter(finding["quotes"]), None)
    place = _place(starts, quote["start"]) if quote else "-"
    severity = Text(f"{finding['severity']:9}", style=STYLES[finding["severity"]])
    console.print(
        Text(f"{place:>9}  ")
        + severity
        + Text(finding["title"][lang], style="bold")
        + Text(f"  {finding['fingerprint']}{decided(finding)}", style="dim")
    )
    condition = finding["condition"][lang]
    console.print(Text(f"{'':{INDENT}}{condition}"))
    if quote and (words := " ".join(quote["text"].split())) not in condition:
        shown = words if len(words) <= QUOTE else words[: QUOTE - 1] + "…"
        console.print(Text(f"{'':{INDENT}}“{shown}”", style="dim"))


def decided(finding: Mapping[str, Any]) -> str:
    """What a reviewer decided on a finding and until when, in a few words; nothing where nobody did."""
    if not (decision := finding["disposition"]):
        return ""
    return f" {decision['status']}" + (f", expired on {decision['until']}" if decision["expired"] else "")


def counted(summary: Mapping[str, Any]) -> str:
    """A report's counts in a line."""
    findings, checks, figures = summary["findings"], summary["checks"], summary["figures"]
    return (
        f"findings: {', '.join(f'{findings[name]} {name}' for name in STYLES)}; "
        f"checks: {checks['holds']} hold, {checks['fails']} fail, {checks['undetermined']} undetermined, "
        f"{checks['not_run']} not run; figures: {figures['checked']} checked, {figures['unchecked']} unchecked"
    )


def write_summary(summary: Mapping[str, Any], paths: Sequence[Path]) -> None:
    """The end of an audit: findings by severity, checks by verdict, figures checked or not, and what was written."""
    console = _console()
    table = Table(title=summary.get("title"), title_justify="left", box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    for group, names in [
        ("findings", {name: name for name in STYLES}),
        ("checks", {"holds": "hold", "fails": "fail", "undetermined": "undetermined", "not_run": "not run"}),
        ("figures", {"checked": "checked", "unchecked": "unchecked"}),
    ]:
        for at, (key, words) in enumerate(names.items()):
            number = summary[group][key]
            style = STYLES.get(key, "") if number else ""
            table.add_row(group if at == 0 else "", str(number), Text(words, style=style))
    console.print(table)
    for path in paths:
        console.print(Text(str(path)))


def write_decision(decided: Decided) -> None:
    """A decision that was written, in a line: where, on which finding, what; then what it replaced."""
    decision, console = decided.decision, _console()
    until = f" until {decision.until}" if decision.until else ""
    title = decided.finding.title[language()]
    console.print(Text(f"{decided.path}: {decision.fingerprint} {decision.status}{until} by {decision.who}: {title}"))
    if old := decided.replaced:
        console.print(Text(f"  instead of: {old.status} by {old.who} on {old.when} ({old.reason})"))


def _console() -> Console:
    """Colours on a terminal, plain lines of any length elsewhere."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def _lines(text: str) -> list[int]:
    """The offsets at which the lines of a text start."""
    return [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]


def _place(starts: Sequence[int], offset: int) -> str:
    """Line and column, both from 1, of an offset."""
    line = bisect_right(starts, offset)
    return f"{line}:{offset - starts[line - 1] + 1}"
