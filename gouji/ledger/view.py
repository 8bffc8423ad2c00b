"""What a view is, and the columns and expressions that several have."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.dispositions import CLOSING
from gouji.ledger.schema import Table, table_of

CLOSED = f"({', '.join(repr(status) for status in sorted(CLOSING))})"


@dataclass(frozen=True)
class View:
    """A view: its columns as a table of `schema` tells them, and the SELECT that gives them."""

    table: Table
    sql: str

    @property
    def name(self) -> str:
        return self.table.name


def view(name: str, zh: str, en: str, columns: str, sql: str) -> View:
    return View(table_of(name, zh, en, columns), sql)


WHOSE = "entity text | 编报单位 | the department\n year int | 报告年度 | the year reported on"
REPORT = f"report text | 报告编号 | the report's id\n {WHOSE}"

# A finding's title without what is one report's own: what stands behind its colon, and its numbers.
ABOUT = ", ".join(
    rf"regexp_replace(split_part(title_{code}, '{colon}', 1), '\d[\d.,]*%?', '…', 'g') AS about_{code}"
    for code, colon in (("zh", "："), ("en", ": "))
)
