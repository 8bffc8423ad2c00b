"""The cells of the working papers: what is put into a sheet is, byte for byte, what XlsxWriter itself writes for it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from workpapers_sample import calculates, papers
from xlsxwriter import Workbook

from gouji.workpapers.cells import BLANK, Link, Sheet, live, number

# Functions that every Excel knows under these very names: others stand under longer ones in a file.
PLAIN = {"ABS", "AND", "COUNT", "COUNTIF", "IF", "IFERROR", "INT", "ISNUMBER", "MAX", "MIN", "MOD", "N", "NOT", "OR", "ROUND", "SUM", "SUMPRODUCT"}
TEXTS = ["预算数", " a <b> & \"c\" ", "两行\n文字", "预算数", "", "=1+1", "𠮷" * 9, "字" * 20_000]
NUMBERS = [Decimal("2223.06"), Decimal("-0.001"), Decimal("1E+300"), 7, Decimal("0.1") + Decimal("0.2"), Decimal("1E-7")]
FORMULAS = [
    ('=IF(A1<=B1,"合格 & \'好\'","")', "合格"),
    ("=SUM(A1:A9)", Decimal("12.50")),
    ("='核对'!A1<>\"x\"", ""),
    ("=1/3", None),
    ("=MAX(-A1,1E+300)", Decimal("1E+300")),
    ('=IF(N(A1)=0,"●","")', "<b>"),
]


def parts(fill: Callable[[Workbook, object, object], None], kind: type | None) -> dict[str, bytes]:
    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("核对", worksheet_class=kind) if kind else book.add_worksheet("核对")
        fill(book.add_format({"bold": True}), book.add_format({"italic": True}), sheet)
    with zipfile.ZipFile(made) as files:
        return {name: files.read(name) for name in files.namelist() if "docProps" not in name}


def test_the_bytes_are_the_library_s_own() -> None:
    link = Link("核对", "B2", "到那里")

    def ours(one, other, sheet: Sheet) -> None:
        rows = [
            [(one, BLANK if not text else sheet.text(text)) for text in TEXTS],
            [(other, number(value)) for value in NUMBERS] + [(one, BLANK)] * 2,
            [(one, live(*formula)) for formula in FORMULAS] + [(other, BLANK), (one, sheet.text(TEXTS[0]))],
        ]
        for at, cells in enumerate(rows):
            sheet.put(at, cells)
        sheet.put(40, [(one, BLANK)] * 7 + [(other, sheet.link(40, 7, link, link.text, other))])
        sheet.set_row(1, 30)
        sheet.set_row(40, 15)

    def theirs(one, other, sheet) -> None:
        for at, text in enumerate(TEXTS):
            sheet.write_string(0, at, text, one) if text else sheet.write_blank(0, at, None, one)
        for at, value in enumerate(NUMBERS):
            sheet.write_number(1, at, float(value), other)
        for at, (formula, result) in enumerate(FORMULAS):
            value = "" if result is None else result if isinstance(result, str) else float(result)
            sheet.write_formula(2, at, formula, one, value)
        for row, at, style in ((1, 6, one), (1, 7, one), (2, 6, other), *((40, at, one) for at in range(7))):
            sheet.write_blank(row, at, None, style)
        sheet.write_string(2, 7, TEXTS[0], one)
        sheet.write_url(40, 7, "internal:'核对'!B2", other, link.text)
        sheet.set_row(1, 30)
        sheet.set_row(40, 15)

    got, expected = parts(ours, Sheet), parts(theirs, None)
    assert got.keys() == expected.keys()
    for name, content in expected.items():
        assert got[name].decode() == content.decode(), name
    assert expected["xl/worksheets/sheet1.xml"].count(b"<f>") == len(FORMULAS)


def test_what_a_cell_cannot_hold_is_refused() -> None:
    for value in (Decimal("1E+400"), Decimal("NaN")):
        with pytest.raises(ValueError, match="no number of a cell"):
            number(value)
    with pytest.raises(ValueError, match="a cell of 16384 characters"):
        parts(lambda one, _, sheet: sheet.put(0, [(one, sheet.text("𠮷" * 16_384))]), Sheet)
    assert parts(lambda one, _, sheet: sheet.put(0, [(one, sheet.text("𠮷" * 16_383))]), Sheet)


def test_a_cell_that_was_not_put_is_not_lost_in_silence() -> None:
    with pytest.raises(ValueError, match="row 4 was not put"):
        parts(lambda one, _, sheet: (sheet.put(0, [(one, BLANK)]), sheet.write_string(3, 0, "x")), Sheet)


def test_formulas_are_of_functions_that_every_excel_knows(longshan: Path) -> None:
    (made,) = papers([longshan])
    formulas = calculates(made.content).values()
    named = {name for formula in formulas for name in re.findall(r"[A-Z][A-Z0-9.]*(?=\()", re.sub(r'"[^"]*"', "", formula))}
    assert {"SUM", "COUNT", "IF"} <= named <= PLAIN
