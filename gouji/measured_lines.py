"""Lists of measures with the unit before the number, a line each: 救灾支出 亿元 121.3; also with no blank between them: 保障人数万人7.1.

Assumes that a line is a name, a unit and one number, and that most lines of such a list are. Without a blank only a scaled unit, one of money or one for
each of something is taken off a name's end, for names end in counters, too; and only below a head that says 指标 单位 数量, or where the list is long.
There a count of places or bodies that tells no unit is told in 个. A line of words parts the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji import columns
from gouji.document import Document
from gouji.grid import TEXT, VOID, Cell, Grid, Row, cell
from gouji.patterns import compiled
from gouji.spaced_rows import NUMBER

_ROW = re.compile(rf"(?P<words>[^\n]*?[^\n\d.,%-])(?P<number>{NUMBER.pattern})[ ]*")
_HEAD = re.compile(r" *(?:指 *标|项 *目)(?: *名 *称)? *(?:计 *量 *)?单 *位 *(?:数 *[量值]|本 *期 *数?|累 *计 *数?) *")
_APART = re.compile(r"(?P<name>.*[^ ]) +(?P<unit>[^ ]{1,8}) *")
_GLUED = re.compile(r"(?P<name>.+?)(?P<unit>(?:[百千]?万|[百千]?亿)[^\d ]{1,5}|元/[^\d ]{1,4}|[万亿]?元)")
_PROSE = re.compile(r"[。;|\t!?=]|[,:](?!\d)[^\n]*[,:]|(?<!\d),")
_PLACES = re.compile(
    r"(?:机构|中心|站|设施|[^\u4e00-\u9fff]镇|[^\u4e00-\u9fff]乡|^[镇乡]|街道|街道办事处|村|社区|企业|单位|组织|基地)$"
)
_VERB = re.compile(r"[为达到约近超共过至于]$")
_LONGEST, _LONGEST_HEADING = 60, 30
_LEAST, _LEAST_GLUED = 3, 5
_MOST_BLANK = 2


@dataclass
class _Line:
    """A line as it stands, and where its name, its unit and its number are; no number where it is no row."""

    start: int
    text: str
    name: tuple[int, int] = (0, 0)
    unit: tuple[int, int] = (0, 0)
    number: tuple[int, int] = (0, 0)
    glued: bool = False


def measured_lines(document: Document) -> Iterator[Grid]:
    """All such lists of a document, each part of one as a table."""
    if not compiled(r"[元/%\u4e00-\u9fff] ?\d[\d,.]*[ \u3000]*\n").search(document.text):
        return
    for lines, headed in _lists(document.folded):
        rows = [line for line in lines if line.number[1] and (line.unit[1] or headed)]
        measured = [line for line in rows if line.unit[1]]
        apart = [line for line in measured if not line.glued]
        least = _LEAST if headed or apart else _LEAST_GLUED
        if len(measured) < least or len(rows) * 2 < len(lines) or not headed and len(apart) not in (0, len(measured)):
            continue
        part: list[_Line] = []
        for line in [*lines, _Line(0, "")]:
            if line in rows:
                part.append(line)
            elif part and not (line.unit[1] and not line.number[1]):
                yield _grid(document, part)
                part = []


def _lists(text: str) -> Iterator[tuple[list[_Line], bool]]:
    """Runs of short lines, from the first row to the last, and whether they stand below a head."""
    lines: list[_Line] = []
    headed, blank, start = False, 0, 0
    for told in [*text.split("\n"), "。"]:
        line = _Line(start, told)
        start += len(told) + 1
        if not told.strip():
            blank += 1
            continue
        head = _HEAD.fullmatch(told) is not None
        ends = head or blank > _MOST_BLANK or len(told.strip()) > _LONGEST or _PROSE.search(told) is not None
        blank = 0
        if ends:
            while lines and not lines[-1].number[1]:
                lines.pop()
            if lines:
                yield lines, headed
            lines, headed = [], head
            continue
        _parted(line)
        if line.number[1] or lines or line.unit[1]:
            lines.append(line)
        if not line.number[1] and len(told.strip()) > _LONGEST_HEADING:
            while lines and not lines[-1].number[1]:
                lines.pop()
            if lines:
                yield lines, headed
            lines, headed = [], False


def _parted(line: _Line) -> None:
    """Find a line's name, unit and number."""
    row = _ROW.fullmatch(line.text)
    words = row["words"] if row else line.text
    name = words.rstrip()
    for pattern in (_APART, _GLUED):
        told = pattern.fullmatch(words if pattern is _APART else name)
        if told and columns.known(told["unit"]):
            name = told["name"].rstrip()
            line.unit, line.glued = told.span("unit"), pattern is _GLUED
            break
    if (
        row
        and compiled(r"[\u4e00-\u9fff]").search(name)
        and not _VERB.search(name)
        and not compiled(r"\d +|\d$").search(name.strip())
    ):
        line.name = (0, len(name))
        line.number = row.span("number")


def _grid(document: Document, lines: Sequence[_Line]) -> Grid:
    rows = []
    for line in lines:
        name, number = (cell(document, line.start + a, line.start + b) for a, b in (line.name, line.number))
        if line.unit[1]:
            told = cell(document, line.start + line.unit[0], line.start + line.unit[1])
            told = Cell(told.text, told.start, told.end, TEXT)
        elif "." not in number.text and _PLACES.search(name.text):
            told = Cell("个", name.end, name.end, TEXT)
        else:
            told = Cell("", name.end, name.end, VOID)
        rows.append(Row(name.text, (name, told, number)))
    return Grid(("指标", "单位", "数量"), tuple(rows), 1)
