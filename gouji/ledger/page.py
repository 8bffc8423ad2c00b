"""The part of docs/ledger.md that tells the views and their columns: `python -m gouji.ledger.page` writes it anew."""

from __future__ import annotations

import sys
from pathlib import Path

from gouji.ledger.questions import QUESTIONS
from gouji.ledger.reading import sql_type
from gouji.ledger.views import shown

PAGE = Path(__file__).parents[2] / "docs" / "ledger.md"
BEGIN, END = "<!-- columns: begin -->", "<!-- columns: end -->"


def columns() -> str:
    """Every ready question, then every view with its columns, in both languages, as Markdown."""
    lines = ["## Ready questions", "", "| question | asks | 问题 |", "| --- | --- | --- |"]
    lines += [f"| `gouji ledger {known.name}` | {known.en} | {known.zh} |" for known in QUESTIONS.values()]
    for table in shown():
        lines += ["", f"## `{table.name}`", "", f"{table.en}. {table.zh}。", ""]
        lines += ["| column | type | meaning | 含义 |", "| --- | --- | --- | --- |"]
        lines += [f"| `{c.name}` | {sql_type(c.type).lower()} | {c.en} | {c.zh} |" for c in table.columns]
    return "\n".join(lines)


def renewed(page: str) -> str:
    """The page with that part as it is now."""
    head, _, rest = page.partition(BEGIN)
    return f"{head}{BEGIN}\n{columns()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
