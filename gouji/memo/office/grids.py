"""Tables on paper: lined, as wide as the text, their head repeated on every page, no row broken across two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.oxml.ns import qn
from markupsafe import Markup

from gouji.memo.office.inline import Element, Words, element, paragraph, parsed, run_xml, runs, words_of
from gouji.memo.office.layout import WIDTH
from gouji.memo.tables import Column, Table

UNSEEN = re.compile(r'<span class="pad"[^>]*>.*?</span>')
BESIDE = '<span class="at">'
WORD = re.compile(r"[^\s\u2e80-\uffff]+|[\u2e80-\uffff]{1,4}")  # what a line cannot be broken in, or should not
ROOM = 84  # half characters across the page
PADDING = 1.8
BOLD = 1.1  # how much wider a head is set than what stands under it
_P = qn("w:p")
ALIGNED = {"number": "right", "centre": "center"}


def grid(columns: Sequence[Column], rows: Sequence[Sequence[Words]], widths: Sequence[int] = ()) -> Element:
    """Rows under a head. Without `widths` (shares of the text's width) a column is as wide as its words ask."""
    lengths = _widths(widths or _asked(columns, rows))
    lines = [[(column.label, "") for column in columns]]
    lines += [[(words, ALIGNED.get(column.kind, "")) for words, column in zip(row, columns, strict=True)] for row in rows]
    made = [_row(cells, lengths, head=not number) for number, cells in enumerate(lines)]
    return _filled(_table(lengths), made, [cell for cells in lines for cell in cells])


def of_memo(table: Table, widths: Sequence[int] = ()) -> Element:
    """A table of the memo."""
    rows = [[plain(row.get(column.name, "")) for column in table.columns] for row in table.rows]
    return grid(table.columns, rows, widths)


def plain(cell: str) -> str:
    """The words of a memo's cell; what the page sets small under them is a line of its own."""
    if not isinstance(cell, Markup):
        return str(cell)
    html = UNSEEN.sub("", str(cell))
    return "\n".join(Markup(part).striptags() for part in html.split(BESIDE) if part)


def signing(labels: Sequence[str]) -> Element:
    """Where names and the day are written by hand: each label with room beside it."""
    lengths = _widths([width for _ in labels for width in (2, 3)])
    made = _table(lengths)
    row = element("w:tr", element("w:trPr", element("w:cantSplit"), element("w:trHeight", val=900, hRule="atLeast")))
    words = [word for label in labels for word in (label, "")]
    for word, width in zip(words, lengths, strict=True):
        text = paragraph("TableText", word)
        text.pPr.append(element("w:jc", val="center"))
        look = element("w:tcPr", element("w:tcW", w=width, type="dxa"), element("w:vAlign", val="center"))
        row.append(element("w:tc", look, text))
    made.append(row)
    return made


def _table(lengths: Sequence[int]) -> Element:
    return element(
        "w:tbl",
        element(
            "w:tblPr",
            element("w:tblStyle", val="TableGrid"),
            element("w:tblW", w=WIDTH, type="dxa"),
            element("w:jc", val="center"),
            element("w:tblLayout", type="fixed"),
            element("w:tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        ),
        element("w:tblGrid", *(element("w:gridCol", w=length) for length in lengths)),
    )


def _row(cells: Sequence[tuple[Words, str]], widths: Sequence[int], *, head: bool = False) -> str:
    """A row as XML: a table has thousands of elements, and to make each by itself takes ten times as long as to parse them.

    What is no plain text has its place left free.
    """
    style = "TableHead" if head else "TableText"
    made = [f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"]
    for (words, side), width in zip(cells, widths, strict=True):
        aligned = f'<w:jc w:val="{side}"/>' if side else ""
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{aligned}</w:pPr>'
            f"{run_xml(words) if isinstance(words, str) else ''}</w:p></w:tc>"
        )
    return "".join([*made, "</w:tr>"])


def _filled(table: Element, rows: Sequence[str], cells: Sequence[tuple[Words, str]]) -> Element:
    """The table with its rows, and in each cell that was left free what is no plain text."""
    table.extend(parsed("".join(rows)))
    for paragraph_, (words, _) in zip(table.iter(_P), cells, strict=True):
        if not isinstance(words, str):
            paragraph_.extend(runs(words))
    return table


def _asked(columns: Sequence[Column], rows: Sequence[Sequence[Words]]) -> list[float]:
    """How wide each column is to be, in half characters: what it cannot do without, and of the rest what it would use."""
    least, more = [], []
    for place, column in enumerate(columns):
        lengths = [_length(row[place]) for row in rows] or [0]
        worded = column.kind in ("words", "text")
        head = max(map(_length, WORD.findall(column.label)), default=0) * BOLD
        least.append(max(head, min(max(lengths), 10 if worded else 20)) + PADDING)
        more.append(max(0.0, sum(lengths) / len(lengths) * 1.3 + PADDING - least[-1]) if worded else 0.5)
    rest = max(0.0, ROOM - sum(least)) / (sum(more) or 1)
    return [needed + rest * used for needed, used in zip(least, more, strict=True)]


def _length(words: Words) -> int:
    """The length of the longest line in half characters; of pieces, that of what they show."""
    text = words if isinstance(words, str) else "".join(words_of(piece) for piece in words)
    return max((sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in text.split("\n")), default=0)


def _widths(wanted: Sequence[float]) -> list[int]:
    """The widths that together are the text's, in the proportions wanted."""
    total = sum(wanted) or 1
    lengths = [int(WIDTH * width / total) for width in wanted]
    lengths[0] += WIDTH - sum(lengths)
    return lengths
