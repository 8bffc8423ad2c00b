"""What a kind of relation makes of a text, as rows that a test can compare: figures' numbers, stated first, and the outcome."""

from __future__ import annotations

from types import ModuleType

from gouji import figures, flattened
from gouji.document import Document, normalise
from gouji.relations import propose
from gouji.relations.common.reading import Reading, read


def reading(text: str) -> Reading:
    document = Document(text, *normalise(text))
    return read(document, figures.find(document))


def grids(text: str) -> list[tuple[list[str], list[list[str]]]]:
    """Each table of a text as its heads and its rows' cells."""
    return [
        (list(grid.heads), [[cell.text if cell else "?" for cell in row.cells] for row in grid.rows])
        for grid in flattened.find(Document(text, *normalise(text)))
    ]


def ties(kind: ModuleType, text: str) -> list[tuple]:
    """One kind's proposals."""
    return [
        (*(figure.number for figure in relation.figures), relation.holds) for relation in kind.propose(reading(text))
    ]


def alarms(text: str) -> list[str]:
    """The statements of all kinds together that the text fails."""
    document = Document(text, *normalise(text))
    rows = propose(document, figures.find(document))
    return [
        row["statement_zh"]
        for item, row in zip(rows.items, rows.rows, strict=True)
        if item.holds is False and row["computed_interval"]
    ]


def rows(text: str) -> list:
    """What all kinds together propose of a text."""
    document = Document(text, *normalise(text))
    return propose(document, figures.find(document)).items


def of_rules(text: str, *rules: str) -> list[tuple]:
    """What all kinds together propose of a text by these rules, as figures' numbers and the outcome."""
    return [(*(figure.number for figure in item.figures), item.holds) for item in rows(text) if item.rule in rules]
