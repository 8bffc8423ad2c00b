"""Where every figure stands in the workbook: what formulas read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gouji.figures import Figure
from gouji.workpapers.pages import Page


@dataclass(frozen=True)
class Sources:
    """Where figures stand: the sheet of figures, and its row by figure id, with the figure as it stands there."""

    page: Page
    rows: Mapping[str, tuple[int, Figure]]

    def cell(self, column: str, figure: Figure) -> str | None:
        """The cell of a figure; None for one that stands nowhere in the text (a number of listed things)."""
        row, known = self.rows.get(figure.id, (0, None))
        if known is not None and column in ("low", "high") and known.interval != figure.interval:
            return None
        return self.page.ref(column, row) if known is not None and known.value == figure.value else None
