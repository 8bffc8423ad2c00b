"""A sheet of the workbook: title, heads, rows, filter, print set-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from gouji.workpapers.cells import BLANK, Link, Live, Number, Sheet, live, number, quoted
from gouji.workpapers.text import page_words, risky, shown

DATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the same inputs give the same file, so no day of writing stands in it
HEADS = 2  # the row of the heads, from 0; above it the title and what the sheet is for
A4 = 9
LINE_HEIGHT, TALLEST = 13.5, 409  # points; Excel takes no higher row
GREY, LINE, INPUT = "#EDEFF2", "#B8BEC8", "#1F4E9E"
KINDS: Mapping[str, Mapping[str, Any]] = {
    "": {},
    "input": {"font_color": INPUT, "bg_color": "#FFFBE6"},
    "link": {"font_color": INPUT, "underline": 1},
    "risky": {"quote_prefix": True},
}


@dataclass(frozen=True)
class Column:
    """A column: its name in the code, its head, its width in characters, and how its cells are laid.

    `look`: text, words (wrapped), number, centre. `printed`: columns that only help the others are not.
    """

    name: str
    label: str
    width: float
    look: str = "text"
    printed: bool = True


@dataclass
class Book:
    """The workbook being written, in memory; its formats are made once each."""

    font: str
    made: BytesIO = field(default_factory=BytesIO)

    def __post_init__(self) -> None:
        self.workbook = Workbook(self.made, {"in_memory": True, "default_format_properties": {"font_name": self.font}})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._laid: dict[tuple[str, str, str], Any] = {}

    def style(self, **given: Any) -> Any:
        """The format with these properties."""
        key = tuple(sorted(given.items()))
        if key not in self._formats:
            properties = {"font_name": self.font, "font_size": 10, "valign": "top"} | given
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    def laid(self, look: str, number: str = "", kind: str = "") -> Any:
        """The format of a cell in a column's look: with a number's format, or as an `input`, a `link` or `risky` text."""
        key = look, number, kind
        if key not in self._laid:
            wrapped = {"text_wrap": True} if look in ("words", "text", "centre") else {}
            aligned = {"align": "center"} if look == "centre" else {}
            self._laid[key] = self.style(
                border=1, border_color=LINE, **wrapped, **aligned, **({"num_format": number} if number else {}), **KINDS[kind]
            )
        return self._laid[key]

    def content(self, title: str) -> bytes:
        """The finished file: the same bytes for the same content."""
        self.workbook.set_properties({"title": shown(title)[:255], "author": "gouji", "created": DATED})
        self.workbook.close()
        return self.made.getvalue()


class Page:
    """One sheet of rows. Rows are written by column name; a row's number is Excel's own, from 1."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column], title: str, about: str, owner: str) -> None:
        self.book, self.name, self.columns = book, name, columns
        self.sheet: Sheet = book.workbook.add_worksheet(name, worksheet_class=Sheet)
        self._letters = {column.name: xl_col_to_name(place) for place, column in enumerate(columns)}
        self._quoted = quoted(name)
        self._next = HEADS + 2
        self._texts: dict[tuple[str, float], tuple[str, str, int]] = {}
        self._blank = {column.look: (book.laid(column.look), BLANK) for column in columns}
        head = book.style(bold=True, text_wrap=True, bg_color=GREY, border=1, border_color=LINE, valign="vcenter")
        for row, style, texts in (
            (0, book.style(bold=True, font_size=14), [shown(title)]),
            (1, book.style(font_color="#505866"), [shown(about)]),
            (HEADS, head, [column.label for column in columns]),
        ):
            self.sheet.put(row, [(style, self.sheet.text(text)) for text in texts])
        for place, column in enumerate(columns):
            self.sheet.set_column(place, place, column.width, None, {} if column.printed else {"level": 1})
        deepest = max(_lines(column.label, column.width) for column in columns)
        self.sheet.set_row(0, 22)
        self.sheet.set_row(HEADS, 4 + LINE_HEIGHT * deepest)
        self._paper(owner)

    @property
    def first(self) -> int:
        """The number of the first row below the heads."""
        return HEADS + 2

    @property
    def last(self) -> int:
        """The number of the last row written; the heads' where there is none."""
        return self._next - 1

    @property
    def next(self) -> int:
        """The number that the next row will have."""
        return self._next

    def letter(self, column: str) -> str:
        return self._letters[column]

    def cell(self, column: str, row: int) -> str:
        """A cell as this sheet's own formulas name it."""
        return f"{self._letters[column]}{row}"

    def ref(self, column: str, row: int) -> str:
        """A cell as another sheet's formulas name it."""
        return f"{self._quoted}!{self._letters[column]}{row}"

    def column(self, column: str) -> str:
        """A whole column of rows, as another sheet's formulas name it."""
        letter = self.letter(column)
        return f"{quoted(self.name)}!${letter}${self.first}:${letter}${max(self.first, self.last)}"

    def add(self, cells: Mapping[str, Any]) -> int:
        """Write a row; its number. A cell is text, Live, Number, Link or None. Raises KeyError for no such column."""
        row = self._next
        self._next += 1
        most = 1
        made = []
        laid = self.book.laid
        for place, column in enumerate(self.columns):
            cell, look = cells.get(column.name), column.look
            if cell is None or cell == "":
                made.append(self._blank[look])
            elif type(cell) is Live:
                made.append((laid(look, cell.format), live(cell.formula, cell.result)))
            elif type(cell) is Number:
                made.append((laid(look, cell.format, "input" if cell.input else ""), number(cell.value)))
            elif type(cell) is Link:
                style = laid(look, "", "link")
                made.append((style, self.sheet.link(row - 1, place, cell, shown(cell.text), style)))
            else:
                text, kind, lines = self._read(cell, column.width)
                made.append((laid(look, "", kind), self.sheet.text(text)))
                most = max(most, lines)
        self.sheet.put(row - 1, made)
        self.sheet.set_row(row - 1, min(TALLEST, 2 + LINE_HEIGHT * most))
        if unknown := cells.keys() - self._letters.keys():
            raise KeyError(unknown.pop())
        return row

    def _read(self, cell: str, width: float) -> tuple[str, str, int]:
        """Words as they are shown, their kind, and the lines that they take; the same words come again and again."""
        key = cell, width
        if key not in self._texts:
            text = shown(cell)
            self._texts[key] = text, "risky" if risky(text) else "", _lines(cell, width)
        return self._texts[key]

    def finish(self, frozen: int = 1) -> None:
        """What is set once all rows stand: the filter, the frozen heads, what is printed."""
        widest = max(place for place, column in enumerate(self.columns) if column.printed)
        last = max(self.last, HEADS + 1) - 1
        self.sheet.freeze_panes(HEADS + 1, frozen)
        if self.last > HEADS + 1:
            self.sheet.autofilter(HEADS, 0, last, len(self.columns) - 1)
        self.sheet.print_area(0, 0, last, widest)

    def marked(self, column: str, begins: str, **look: Any) -> None:
        """Dress the cells of a column whose words begin with these; the words themselves tell it without colour."""
        if self.last < self.first:
            return
        letter = self.letter(column)
        criteria = {"type": "text", "criteria": "begins with", "value": begins}
        style = self.book.workbook.add_format(look)
        self.sheet.conditional_format(f"{letter}{self.first}:{letter}{self.last}", {**criteria, "format": style})

    def _paper(self, owner: str) -> None:
        dress(self.sheet, owner, self.name)
        self.sheet.repeat_rows(HEADS)


def dress(sheet: Any, owner: str, name: str, pages: int = 0) -> None:
    """How a sheet is printed: A4 across, as wide as the page, whose it is on top, page numbers below.

    `pages`: how many pages it may take; 0 is as many as it needs.
    """
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, pages)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f"&L{page_words(owner)}&R{page_words(name)}")
    sheet.set_footer("&C&P / &N")


def _lines(text: str, width: float) -> int:
    """How many lines a text takes, since not every program finds the height of a row by itself."""
    room = max(2, int(width) - 1)
    if 2 * len(text) <= room and text.isprintable():
        return 1
    return sum(max(1, -(-wide(line) // room)) for line in shown(text).split("\n"))


def wide(text: str) -> int:
    """How many columns of plain letters a text takes: a Chinese character is two wide."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)
