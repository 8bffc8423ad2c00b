"""The kinds of cell, and a sheet that puts them into a worksheet's XML as they come.

XlsxWriter keeps each cell, looks at it again for its type, and escapes each attribute by itself: on ten thousand formulas
a report that is most of what a workbook costs. Here a cell is the end of its own element from the start; only its format's
number, which the whole workbook must know, is filled in at the end. The bytes are XlsxWriter's own (a test holds them so).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from math import isfinite
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet


class Live(NamedTuple):
    """A formula, and the result that gouji itself has for it: what a reader without a calculator shows."""

    formula: str
    result: Decimal | int | str | None
    format: str = ""


class Number(NamedTuple):
    """A number in its format; `input`: a reviewer may put another one there."""

    value: Decimal | int
    format: str = ""
    input: bool = False


class Link(NamedTuple):
    """Words that lead to a place in the workbook: a sheet's name and a cell."""

    sheet: str
    cell: str
    text: str


Cell = tuple[Format, str]  # a cell in its row: its format, and its element in XML from there on
BLANK = "/>"


class Sheet(Worksheet):
    """A worksheet whose every cell is one that `put` was given: whole rows, from the first on, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._put: list[tuple[int, Sequence[Cell]]] = []
        self._texts: dict[str, str] = {}

    def put(self, row: int, cells: Sequence[Cell]) -> None:
        """Write a row, counted from 0 and below all before it, from its first column on."""
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(cells) - 1)
        self._put.append((row, cells))

    def text(self, text: str) -> str:
        """The rest of a cell of words. Raises ValueError for more of them than a cell takes."""
        rest = self._texts.get(text)
        if rest is not None:
            self.str_table.count += 1
            return rest
        if len(text) > self.xls_strmax // 2 and len(text.encode("utf-16-le")) > 2 * self.xls_strmax:
            raise ValueError(f"a cell of {len(text)} characters")
        rest = self._texts[text] = f' t="s"><v>{self.str_table._get_shared_string_index(text)}</v></c>'
        return rest

    def link(self, row: int, column: int, link: Link, text: str, style: Format) -> str:
        """The rest of a cell of words that lead to a place."""
        self._write_url(row, column, f"internal:{quoted(link.sheet)}!{link.cell}", style, text)
        return f' t="s"><v>{self.table[row].pop(column).string}</v></c>'

    def _write_rows(self) -> None:
        if left := [row for row, cells in self.table.items() if cells]:
            raise ValueError(f"{self.name}: row {left[0] + 1} was not put")
        letters = [xl_col_to_name(column) for column in range(self.dim_colmax + 1)]
        numbers: dict[Format, int] = {}
        span = f"1:{len(letters)}"
        for row, cells in self._put:
            self._write_row(row, span, self.row_info.get(row))
            made = []
            for letter, (style, rest) in zip(letters, cells):  # noqa: B905 - a title takes one column
                number = numbers.get(style)
                if number is None:
                    number = numbers[style] = style._get_xf_index()
                made.append(f'<c r="{letter}{row + 1}" s="{number}"{rest}')
            self.fh.write("".join(made))
            self._xml_end_tag("row")


def number(value: Decimal | int) -> str:
    """The rest of a cell of a number. Raises ValueError for one beyond what a file can hold."""
    told = float(value)
    if not isfinite(told):
        raise ValueError(f"{value} is no number of a cell")
    return f"><v>{told:.16G}</v></c>"


def live(formula: str, result: Decimal | int | str | None) -> str:
    """The rest of a cell of a formula, of functions that every Excel knows by these very names."""
    if result is None or result == "":
        kind = value = ""
    elif isinstance(result, str):
        kind, value = ' t="str"', escape(result, quote=False)
    else:
        kind, value = "", float(result)
    return f"{kind}><f>{escape(formula[1:], quote=False)}</f><v>{value}</v></c>"


def quoted(sheet: str) -> str:
    """A sheet's name inside a formula."""
    return "'" + sheet.replace("'", "''") + "'"
