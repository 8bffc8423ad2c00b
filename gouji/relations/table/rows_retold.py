"""A table's rows told in prose: 借款纠纷收案1290件，同比下降8.5% beside the row 借款纠纷 | 1290 | -8.5%. Basis: one quantity, one number.

Assumptions about the language:
- a figure is of the row whose name stands nearest before it in its item of a sentence, the longer of two names that end together;
  what all rows end in (刑事一审, 行政一审), prose may leave out; the industries of 第一、二、三产业分别为 are the rows of these names;
- a growth is told in a column of growth, a share in one of shares, an amount in one of its unit; a fall, told without its sign, is
  the cell's with it;
- where the numbers differ, another period or scope is told as a rule: that is no tie, unless three rows of the column are told alike
  and the figure beside it is told of the same row as the table has it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gouji import columns
from gouji import flattened as tables
from gouji.cells import Cells
from gouji.figures import Figure
from gouji.patterns import compiled
from gouji.quantity import unit
from gouji.relations.common.complements import shared_ending
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import POINTS, RATE, Mention, Reading
from gouji.relations.common.retold import HAN, OPPOSITE, SAME, Repeat
from gouji.relations.table.views import View, views, with_unit

_BEFORE_NAME = re.compile(r"^(?:其中)?[：:、#]*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、．])?|[（(][^（）()]*[)）]$|(?<!^)[合小总]计$|[、\s*“”]")
_SCOPE = re.compile(r"^(?:国内|地区|全[国省市县区州旗镇]|[本我][省市县区州])(?=[一-龥]{3})")
_GROWN, _FALLEN = re.compile(r"(?:增长|提高|上升|增加|增幅|增速|提升)[^，。；\d]{0,4}$"), re.compile(r"(?:下降|减少|降低|降幅|下滑|负增长)[^，。；\d]{0,4}$")
_SHARED = re.compile(r"占|比重|构成|比例")
_ALL_THREE = re.compile(r"第?一、第?二、第?三次?产业")
_LEAST_ALIKE = 3  # rows of a column told alike, before one told otherwise is a slip


@dataclass(frozen=True)
class _Row:
    """A row of a table: its names, and its figures with the columns' kinds."""

    names: tuple[str, ...]
    cells: tuple[tuple[int, str, Figure], ...]  # the column's place and kind


def propose(reading: Reading) -> list[Relation]:
    """The ties of figures in prose to the rows that their sentences name."""
    grids = [grid for grid in tables.find(reading.document) if not grid.form]
    if not grids:
        return []
    inside = Cells(tables.find(reading.document))
    prose = [m for m in reading.mentions if m.figure.value is not None and m.unit.dimension not in ("", POINTS) and inside.at(m.figure.number_start) is None]
    found: list[Relation] = []
    for grid in grids:
        rows = _rows(views(reading, grid)[0])
        if len(rows) > 1:
            found += _of_table(reading, rows, prose)
    return found


def _rows(view: View) -> list[_Row]:
    names = [_BEFORE_NAME.sub("", _BEFORE_NAME.sub("", columns.bare(case))) for case in view.cases]
    ending = shared_ending([name for name in names if name]) if sum(map(bool, names)) > 1 else ""
    found = []
    for case, name in enumerate(names):
        told = dict.fromkeys(n for n in (name, _SCOPE.sub("", name), _stem(name, names, ending)) if len(HAN.findall(n)) > 1)
        cells = [(at, s.kind, f) for at, s in enumerate(view.series) if (f := s.figure(case)) is not None and f.value is not None]
        if told and cells:
            found.append(_Row(tuple(told), tuple(cells)))
    return found


def _stem(name: str, names: Sequence[str], ending: str) -> str:
    """A name without the words that all rows end in, or that most of the kind do: 刑事一审."""
    if len(ending) > 1 and name.endswith(ending):
        return name[: -len(ending)]
    return name[:-2] if len(name) > 3 and sum(other[-2:] == name[-2:] for other in names) > 1 else ""


def _of_table(reading: Reading, rows: Sequence[_Row], prose: Sequence[Mention]) -> Iterator[Relation]:
    held: dict[int, set[int]] = defaultdict(set)
    tied: set[tuple[int, int]] = set()
    told: dict[tuple[int, tuple[int, int]], list[tuple[int, int]]] = defaultdict(list)
    open_: list[tuple[Mention, int, int, Figure, int]] = []
    for m in prose:
        at = _row_of(reading, rows, m)
        if at is None:
            continue
        ways = [(column, cell, sign) for column, kind, cell in rows[at].cells if (sign := _fits(reading, m, kind, cell))]
        ties = [(column, _tie(m, cell, rows[at].names[0], sign)) for column, cell, sign in ways]
        alike = [(column, tie) for column, tie in ties if tie.holds and _says_enough(m)]
        if alike:
            column, tie = alike[-1]
            held[column].add(at)
            tied.add((at, column))
            told[m.sentence, m.segment].append((m.index, at))
            yield tie
        else:
            open_ += [(m, at, column, cell, sign) for column, cell, sign in ways]
    for m, at, column, cell, sign in open_:
        rivals = [other for other, its, its_column, *_ in open_ if (its, its_column) == (at, column) and other is not m]
        beside = any(row == at and abs(index - m.index) == 1 for index, row in told[m.sentence, m.segment])
        if beside and len(held[column]) >= _LEAST_ALIKE and (at, column) not in tied and not rivals and _of_one_length(m.figure, cell):
            yield replace(_tie(m, cell, rows[at].names[0], sign), strict=True)


def _row_of(reading: Reading, rows: Sequence[_Row], m: Mention) -> int | None:
    """The row that a figure's words name; None where they name none, or two alike."""
    begin = max(reading.sentences[m.sentence][0], m.segment[0], reading.plain.rfind("\n", 0, m.start) + 1)
    words = compiled(r"[、\s“”]").sub("", reading.plain[begin : m.start])
    if (listed := _in_industries(reading, m, begin)) is not None:
        return next((at for at, row in enumerate(rows) if row.names[0].startswith(listed)), None)
    best = [(words.rfind(name) + len(name), len(name), at) for at, row in enumerate(rows) for name in row.names if name in words]
    if not best:
        return None
    end, length, at = max(best)
    return at if sum((e, n) == (end, length) for e, n, _ in best) == 1 else None


def _in_industries(reading: Reading, m: Mention, begin: int) -> str | None:
    """The industry that one of three rates is of: 第一、二、三产业占比分别为9%、31%和60%."""
    told = _ALL_THREE.search(reading.plain, begin, m.start)
    if told is None or m.figure.unit != "%":
        return None
    after = [other for other in reading.by_sentence[m.sentence] if other.start >= told.end() and other.figure.unit == "%"]
    place = after.index(m) if m in after else 3
    return f"第{'一二三'[place]}产业" if len(after) == 3 and place < 3 else None


def _fits(reading: Reading, m: Mention, kind: str, cell: Figure) -> int:
    """Whether a cell may be what a figure tells: 1, or -1 where the words have the sign; 0 where it may not."""
    if m.rate != (unit(cell.unit).dimension == RATE):
        return 0
    if not m.rate:
        return int(kind in ("amount", "mean") and m.dimension == unit(cell.unit).dimension and (not m.unit.counted or m.figure.unit.lstrip("万亿千百") == cell.unit.lstrip("万亿千百")))
    before = reading.plain[max(0, m.start - 14) : m.start]
    if fallen := _FALLEN.search(before):
        return (-1 if cell.value < 0 or "负" not in fallen[0] else 1) if kind == "growth" else 0
    if _GROWN.search(before):
        return int(kind == "growth")
    return int(kind == ("share" if _SHARED.search(reading.plain, max(0, m.start - 30), m.start) else "rate") or kind in ("share", "rate"))


def _says_enough(m: Mention) -> bool:
    """Whether a number is no such as stands everywhere: two digits, or a rate."""
    return m.rate or len(m.figure.value.as_tuple().digits) > 1


def _of_one_length(a: Figure, b: Figure) -> bool:
    return a.unit == b.unit and a.places == b.places and len(a.value.as_tuple().digits) == len(b.value.as_tuple().digits) > 1


def _tie(m: Mention, cell: Figure, name: str, sign: int) -> Relation:
    return Repeat(
        "repeat",
        "repeat.row_retold",
        m.figure,
        (cell,),
        SAME if sign > 0 else OPPOSITE,
        ("repeat", "first"),
        zh=f"“{name}”在文中为{with_unit(m.figure)}，在表中为{with_unit(cell)}，同一数据应当一致",
        en=f"“{name}” is {with_unit(m.figure)} in prose and {with_unit(cell)} in the table: one quantity, one number",
        strict=False,
    )
