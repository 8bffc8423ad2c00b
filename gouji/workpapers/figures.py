"""The sheet of figures: what the report states and where, each with the cell that all checks read it from."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from gouji.document import Document
from gouji.figures import Figure
from gouji.memo import words as memo_words
from gouji.memo.view import Paper
from gouji.quantity import last_place
from gouji.quotes import around
from gouji.workpapers.allowed import ends, moved, rule_of, step_of
from gouji.workpapers.cells import Live, Number
from gouji.workpapers.pages import Column, Page
from gouji.workpapers.sources import Sources
from gouji.workpapers.steps import BOUND, results
from gouji.workpapers.text import number_format, told
from gouji.workpapers.words import Words

FINEST = Decimal("1E-6")  # the last decimal that step_of looks at


def columns(words: Words) -> list[Column]:
    head = words.head
    return [
        Column("id", head("Figure"), 8),
        Column("paragraph", head("Paragraph"), 6, "centre"),
        Column("section", head("Section"), 16, "words"),
        Column("sentence", head("The sentence, as the report has it"), 40, "words"),
        Column("written", head("As written"), 12),
        Column("value", head("Value used"), 14, "number"),
        Column("unit", head("Unit"), 8, "centre"),
        Column("qualifier", head("Qualifier"), 8, "centre"),
        Column("places", head("Decimals"), 7, "centre"),
        Column("low", head("At least"), 11, "number"),
        Column("high", head("At most"), 11, "number"),
        Column("state", head("What became of it"), 11, "centre"),
        Column("reason", head("Why not checked"), 14, "words"),
        Column("checks", head("In the checks"), 11, "words"),
        Column("corrected", head("Corrected"), 9, "centre"),
        Column("step", head("Last digit's unit"), 8, "number", printed=False),
    ]


def fill(page: Page, paper: Paper, document: Document, figures: list[Figure], words: Words) -> Sources:
    """Write every figure; where each stands."""
    starts = [start for start, _ in _paragraphs(paper.text)]
    rows = {}
    for figure in figures:
        row = page.next
        rows[figure.id] = (row, figure)
        quotes = around(document, [(figure.start, figure.end)])
        state = paper.state_of(figure.id)
        page.add(
            {
                "id": figure.id,
                "paragraph": Number(bisect_right(starts, figure.start), "0"),
                "section": figure.section,
                "sentence": "".join(quote.text for quote in quotes),
                "written": figure.text,
                "value": _value(figure),
                "unit": figure.unit,
                "qualifier": words.of(memo_words.QUALIFIER, figure.qualifier),
                "places": Number(figure.places, "0", input=True),
                **_ends(page, row, figure),
                "state": words.of(memo_words.STATE, state),
                "reason": words.of(memo_words.REASON, paper.reasons.get(figure.id, "")) if state == "unchecked" else "",
                "checks": " ".join(check["id"] for check in paper.checks_of.get(figure.id, ())),
                "corrected": _corrected(page, row, figure, words),
            }
        )
    return Sources(page, rows)


def _value(figure: Figure) -> Number | None:
    if figure.value is None:
        return None
    return Number(figure.value, number_format(figure.unit, figure.places), input=True)


def _ends(page: Page, row: int, figure: Figure) -> dict[str, Live | Number | None]:
    """What the figure by itself allows, from its own cells."""
    if figure.interval is None:
        return {}
    low, high = results(figure.interval)[:2]
    rule = rule_of(figure, figure.interval, figure.places)
    if figure.value is None:
        return {"low": Number(low, BOUND, input=True), "high": Number(high, BOUND, input=True)}
    value, step = page.cell("value", row), page.cell("step", row)
    half = f"0.5*10^-{page.cell('places', row)}"
    made = moved(figure.interval, figure.value, value) if rule == "fixed" else ends(rule, value, half, step)
    cells: dict[str, Live | Number | None] = {
        "low": Live(f'=IF(COUNT({value})=1,{made.low},"")', low, BOUND),
        "high": Live(f'=IF(COUNT({value})=1,{made.high},"")', high, BOUND),
    }
    unit_of_last = last_place(figure.value)
    finer = unit_of_last < FINEST  # a third has no last digit
    cells["step"] = Number(unit_of_last, BOUND) if finer else Live(f"={step_of(value)}", unit_of_last, BOUND)
    return cells


def _corrected(page: Page, row: int, figure: Figure, words: Words) -> Live | None:
    if figure.value is None:
        return None
    mark = f"● {words._('Corrected')}"
    return Live(f'=IF(N({page.cell("value", row)})={told(figure.value)},"","{mark}")', "")


def _paragraphs(text: str) -> list[tuple[int, str]]:
    """Every paragraph with its place; empty lines are none."""
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, line))
        start += len(line) + 1
    return found or [(0, "")]
