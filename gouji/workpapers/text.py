"""Text of a report on its way into a spreadsheet: it is shown, and never run.

A cell that begins with = + - @ is a formula to a spreadsheet that opens a CSV file, or once somebody edits the cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gouji.interval import plain
from gouji.memo.source import written_out

LONGEST = 32_000  # characters of a cell, those beyond the first plane counted twice; Excel takes 32767
LONGEST_UNIT = 20
_STARTS = re.compile(r"\s*[=+\-@＝＋－＠−|%]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_UNPRINTABLE = re.compile(r'["\\\n\t]')


def shown(text: object) -> str:
    """The text as a cell takes it: what would hide or reorder it is written out, and its length has an end."""
    if type(text) is str and text.isascii() and text.isprintable() and len(text) <= LONGEST:
        return text
    told = written_out(str(text).replace("\r\n", "\n").replace("\r", "\n"))
    if 2 * len(told) <= LONGEST:
        return told
    units = told.encode("utf-16-le")
    return told if len(units) <= 2 * LONGEST else units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def risky(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return bool(_STARTS.match(text)) or text[:1] in ("\t", "\r", "\n")


def guarded(text: object) -> str:
    """The text as a cell of a CSV file: with an apostrophe in front where it could be taken for a formula."""
    told = shown(text)
    return f"'{told}" if risky(told) and not _NUMBER.fullmatch(told) else told


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as CSV that opens right in Excel: UTF-8 with its mark, and no cell that could run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(head) for head in heads])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def number_format(unit: str, places: int) -> str:
    """The format of a number with its stated decimals and its unit behind it: #,##0.00"万元"."""
    decimals = "." + "0" * min(places, 15) if places > 0 else ""
    name = _UNPRINTABLE.sub("", shown(unit))[:LONGEST_UNIT]
    return f"#,##0{decimals}" + (f'"{name}"' if name else "")


def page_words(text: str, most: int = 60) -> str:
    """The text inside a page's header or footer, where & begins a code: it stands there in full width."""
    told = " ".join(shown(text).split())
    return (told if len(told) <= most else f"{told[: most - 1]}…").replace("&", "＆")


def told(value: Decimal) -> str:
    """A number inside a formula, with no more digits than a spreadsheet keeps."""
    text = plain(value)
    return text if len(text.replace(".", "").lstrip("-0")) <= 15 else format(value, ".15G")
