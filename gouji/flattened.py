"""Where tables stand in a text: runs of lines of one form, each read as such a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji import columns
from gouji.announced import announced
from gouji.bordered import GAP, PIPE, SPREAD, bordered
from gouji.celllines import stacked
from gouji.coded_lines import coded_lines
from gouji.document import FOLD, Document
from gouji.expense_tables import expense_tables
from gouji.forms import forms
from gouji.fund_pairs import fund_pairs
from gouji.glued import glued
from gouji.grid import NUMBER, TEXT, Grid, kind_of
from gouji.measured_lines import measured_lines
from gouji.patterns import compiled
from gouji.recounted import recounted
from gouji.spaced_lines import spaced_lines
from gouji.tails import tails

_LAST: list[tuple[Document, list[Grid]]] = []  # the last document's tables: figures and relations both ask for them
_MONEY = re.compile(r"(?P<numeral>\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<unit>[万亿]?元)(?![/每人])")
_SPACED = re.compile(r"[ \u00a0\u3000]+")
_EDGE = re.compile(r"[\s|｜]*[|｜][\s|｜]*")
_HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+部分)")
_ONE_CELL = re.compile(r"[\s|｜]*(?P<cell>[^|｜]*?)[\s|｜]*")


def find(document: Document) -> list[Grid]:
    """All tables of a document that can be made out surely, in the order of the text."""
    if _LAST and _LAST[0][0] is document:
        return _LAST[0][1]
    grids: list[Grid] = []
    for form, lines in _blocks(document):
        grids.extend(
            stacked(document, lines, form == "cells") if form in ("lines", "cells") else bordered(document, form, lines)
        )
    grids = _with_forms(grids, [*forms(document), *fund_pairs(document), *glued(document), *expense_tables(document), *coded_lines(document), *spaced_lines(document), *measured_lines(document)])
    grids = _with_tails(grids, document)
    if any(_unmeasured(grid) for grid in grids):
        told = _told_with_unit(document.plain, grids)
        grids = [_measured(grid, told) if _unmeasured(grid) else grid for grid in grids]
    grids = recounted(document.plain, [announced(document.plain, grid) for grid in grids])
    _LAST[:] = [(document, grids)]
    return grids


def _with_forms(grids: list[Grid], forms: list[Grid]) -> list[Grid]:
    """The tables, with the parts of forms that they tell less of."""
    for form in forms:
        begin, end = form.numbers[0].start, form.numbers[-1].end
        inside = [grid for grid in grids if any(begin <= c.start < end for c in grid.numbers) and not (form.form == grid.form == "coded")]
        told = sum(len(grid.numbers) for grid in inside)
        if (
            told < len(form.numbers)
            or told == len(form.numbers)
            and (not all(row.sure and (row.head or form.form) for g in inside for row in g.rows) or form.unit and any(map(_unmeasured, inside)))
            or form.form == "pairs"
            and all(map(_headless, inside))
        ):
            grids = [grid for grid in grids if grid not in inside] + [form]
    return sorted(grids, key=_begin) if forms else grids


def _headless(grid: Grid) -> bool:
    """Whether no head tells what a table's numbers are."""
    return not any(head for at, head in enumerate(grid.heads) if any((c := row.cells[at]) is not None and c.kind == NUMBER for row in grid.rows))


def _with_tails(grids: list[Grid], document: Document) -> list[Grid]:
    """The tables, with the ends of lines that are in none of them."""
    spans = [(c.start, c.end) for grid in grids for c in grid.numbers]
    found = [grid for grid in tails(document) if not any(a <= c.start < b for c in grid.numbers for a, b in spans)]
    return sorted([*grids, *found], key=_begin) if found else grids


def _unmeasured(grid: Grid) -> bool:
    """Whether nothing tells what a table's amounts are measured in."""
    return not grid.unit and any(
        kind == "amount" and not columns.unit_in(head) and columns.is_money(head)
        for kind, head in zip(grid.kinds, grid.heads, strict=True)
    )


def _told_with_unit(plain: str, grids: list[Grid]) -> dict[str, set[str]]:
    """The amounts of money in prose and in other tables, and the units that each is told in."""
    told: dict[str, set[str]] = {}
    for grid in grids:
        for row in grid.rows:
            for at, c in enumerate(row.cells):
                if c is not None and c.kind == NUMBER and (name := grid.unit_of(row, at)).endswith("元"):
                    told.setdefault(_digits(c.text), set()).add(name)
    for match in _MONEY.finditer(plain):
        told.setdefault(_digits(match["numeral"]), set()).add(match["unit"])
    return told


def _measured(grid: Grid, told: dict[str, set[str]]) -> Grid:
    """A table whose amounts recur in prose is measured in what they are measured in there: two of them, or a long one."""
    recurring = {
        digits for c in grid.numbers if len((digits := _digits(c.text)).replace(".", "")) >= 4 and digits in told
    }
    names = set().union(*(told[digits] for digits in recurring)) if recurring else set()
    sure = len(recurring) > 1 or any(len(digits.replace(".", "")) >= 6 or grid.form == "pairs" and "." in digits for digits in recurring)
    return replace(grid, unit=names.pop()) if len(names) == 1 and sure else grid


def _digits(numeral: str) -> str:
    return compiled("[, ]").sub("", numeral)


def _begin(grid: Grid) -> int:
    return min(c.start for row in grid.rows for c in row.cells if c is not None)


def _blocks(document: Document) -> list[tuple[str, list[tuple[int, int]]]]:
    """Runs of source lines of one form; `lines` are short lines, with blank ones between them kept as empty spans; `cells`
    are lines that each end in a pipe after their only cell, with the empty cells kept as such spans."""
    found: list[tuple[str, list[tuple[int, int]]]] = []
    current, gap = "", 0
    start, broken = 0, -1
    lines = _with_edges_below(document.text.split("\n"))
    for number, raw in enumerate(lines):
        span = (start, start + len(raw))
        start += len(raw) + 1
        form = _form(raw)
        if current == "cells" and gap == 0 and form == "lines" and _goes_on(raw, lines[number + 1 : number + 2]):
            broken = span[0] if broken < 0 else broken  # the first line of a cell of two
            continue
        if current == "pipes" and gap == 0 and _EDGE.fullmatch(raw):
            if len(PIPE.findall(raw)) == 1:
                found[-1][1][-1] = (found[-1][1][-1][0], span[1])  # the row above ends here, after an empty cell
            continue
        if PIPE.search(raw) and current != "pipes" and (alone := _ONE_CELL.fullmatch(raw)):
            span = (span[0] + alone.start("cell") if broken < 0 else broken, span[0] + alone.end("cell"))
            broken = -1
            if not alone["cell"] and current != "cells":
                continue  # an edge between two cells, each on a line of its own
            form = "cells" if not alone["cell"] or PIPE.search(raw.strip()[-1]) else _form(alone["cell"])
        if form == "blank":
            gap += 1
            if current == "lines" and gap <= 2:
                found[-1][1].append(span)
            elif gap > 2:
                current = ""
            continue
        if form == current and (form not in ("gaps", "spaces") or gap == 0):
            found[-1][1].append(span)
        elif form == "prose":
            form = ""
        elif current in ("pipes", "tabs", "gaps", "spaces") and form == "lines" and gap == 0 and _bare_cell(raw):
            found[-1][1].append(span)
            form = current
        else:
            titled = found and (current == "lines" != form or current == "cells" and form == "pipes")
            above = found[-1][1][-3:] if titled else []
            found.append((form, [s for s in above if s[0] < s[1]] + [span]))
        current, gap = form, 0
    return [(form, lines) for form, lines in found if len(lines) >= 2]


def _with_edges_below(lines: Sequence[str]) -> list[str]:
    """The lines, those that are cells whose edges stand alone on the next ones together with these."""
    found: list[str] = []
    for line in lines:
        edge = line.strip() in ("|", "｜") and found and not PIPE.search(found[-1]) and _form(found[-1]) in ("lines", "gaps", "spaces")
        if edge and not (len(found) > 1 and len(PIPE.findall(found[-2])) > 1):
            found[-1] += "\n" + line
        else:
            found.append(line)
    return found


def _goes_on(raw: str, following: Sequence[str]) -> bool:
    """Whether a short line is the beginning of a cell that ends, with its edge, on the next."""
    after = _ONE_CELL.fullmatch(following[0]) if following and PIPE.search(following[0]) else None
    return after is not None and bool(after["cell"]) and len(raw) <= 10 and len(after["cell"]) <= 10 and not _HEADING.match(raw) and not compiled(r"[\d：:]").search(raw)


def _bare_cell(raw: str) -> bool:
    """Whether a short line may be a row's only cell that lost its borders, and no heading: 三、收入情况."""
    return len(raw) < 20 and not _HEADING.match(raw)


def _form(raw: str) -> str:
    line = raw.strip(" \t\r\u3000\u00a0")
    if not line:
        return "blank"
    if len(PIPE.findall(line)) >= 2 or (PIPE.search(line) and len(line) < 60):
        return "pipes"
    if len(line) > 400:
        return "prose"
    if "\t" in line:
        return "tabs"
    if len(GAP.findall(line)) and len(line) < 300 and not line.endswith(("。", "；")):
        parts = [part for part in GAP.split(SPREAD.sub(r"\1\2", line)) if part]
        if (
            len(parts) >= 3
            or (len(parts) == 2 and kind_of(_folded(parts[1])) != TEXT)
            or (len(parts) == 2 and max(map(len, parts)) <= 12)
        ):
            return "gaps"
    if _single_spaced(line):
        return "spaces"
    if len(line) <= 40 and not line.endswith(("。", "；", "，", "、")) and "。" not in line:
        return "lines"
    return "prose"


def _single_spaced(line: str) -> bool:
    """Whether a line may be a row of cells with one space between them; text spaced out between all characters is
    none."""
    if len(line) > 160 or line.endswith(("。", "；", "，")) or "，" in line or "。" in line:
        return False
    parts = _SPACED.split(SPREAD.sub(r"\1\2", line))
    return len(parts) >= 3 and sum(len(part) == 1 and not part.isascii() for part in parts) * 3 < len(parts)


def _folded(text: str) -> str:
    """Full-width digits and signs as ASCII, for telling a number before the working text is at hand."""
    return text.translate(FOLD).replace(" ", "")
