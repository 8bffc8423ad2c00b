"""What heads each figure of a document's tables: its row, its column, and the words over its table."""

from __future__ import annotations

from gouji import flattened as tables
from gouji.columns import bare
from gouji.relations.common.reading import Reading, kept
from gouji.relations.table.views import views


@kept
def cells_of(reading: Reading) -> dict[str, tuple[str, str, str]]:
    """For each figure in a table the heads of its row and column, and the words over the table."""
    found = {}
    for grid in tables.find(reading.document):
        by_column, _ = views(reading, grid)
        over = ""
        for case, row in enumerate(by_column.cases):
            for series in by_column.series:
                if (figure := series.figure(case)) is not None:
                    over = over or _over(reading, figure.plain_start)
                    found[figure.id] = (bare(row), bare(series.head), over)
    return found


def _over(reading: Reading, start: int) -> str:
    """The title over a table: the lines before its first figure, up to a sentence's end."""
    return reading.plain[max(0, start - 80) : start].rpartition("。")[2]
