"""Changes told beside a table whose cells are their ends: 决算比预算节约7.72万元, under a table of 预算 and 决算. Basis: subtraction.

Assumptions about the language:
- a table tells of each of its items what was planned and what came of it, or what it was from year to year; its latest year is
  the report's;
- the change names its item as the table does, by most of its characters in pairs; where it names none, it is of the total;
- a state told in the change's own sentence is its end, and no cell. The words demand the tie right under the table; elsewhere the
  change may be of another scope.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gouji import flattened as tables
from gouji.columns import bare
from gouji.patterns import compiled
from gouji.relations.change.distances import difference
from gouji.relations.common.lists import addable, value
from gouji.relations.common.model import Relation
from gouji.relations.common.naming import chunks
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.table.views import View, views

UNDER, FAR = 120, 1500  # characters behind a table in which its change must be told, and around it in which it may
_MOVED = r"(?:数|支出|安排)*(?:相比)?，?(?:共|总共|实际)?(?:节约|节支|节省|结余|减少|减支|少支出?|下降|压减|增加|增支|超支出?|超出|多支出?|上升)(?:了|约)?$"
_TO_PLAN = re.compile(rf"[比较与](?:年初|全年|当年|本年)?(?:调整)?预算{_MOVED}")
_TO_LAST = re.compile(rf"[比较与](?:上年度?|去年|上一年度?|(?:19|20)\d\d年度?)(?:决算|执行|实际)?{_MOVED}")
_PLANNED, _FINAL, _YEAR = re.compile("预算"), re.compile("决算|执行|支出|实际"), re.compile(r"((?:19|20)\d\d)年?|(上年|去年)|(本年|今年)")
_MOVE = re.compile(rf"{_TO_PLAN.pattern}|{_TO_LAST.pattern}")
_GENERAL = re.compile(r"(?:19|20)\d\d年度?|本年度?|全年|总体|总额|合计|总计|决算|支出|实际|执行|数|共|总|[“”]?三公[“”]?经费|三公|其中|同口径|[我本该全][局院委办县市区镇乡校部]|财政拨款|一般公共预算|的|经费")
_TOTAL = re.compile(r"合\s*计|总\s*计|总额")


class _Cell(NamedTuple):
    name: str
    total: bool
    year: int
    planned: bool
    mention: Mention


def propose(reading: Reading) -> list[Relation]:
    """All changes whose ends a table tells."""
    told = [m for m in reading.mentions if m.quantity and m.figure.value and _cue(reading, m) is not None]
    if not told:
        return []
    of = {m.figure.id: m for m in reading.mentions}
    found: dict[str, Relation] = {}
    for grid in tables.find(reading.document):
        by_column, by_row = views(reading, grid)
        cells = _cells(by_column, of) or _cells(by_row, of)
        if not cells:
            continue
        first, last = min(c.mention.start for c in cells), max(c.mention.end for c in cells)
        for m in told:
            near = 0 < m.start - last < UNDER
            reached = near or first - FAR < m.start < last + FAR
            tie = _tie(reading, m, cells, near) if reached else None
            if tie is not None and (tie.strict or tie.holds):
                found.setdefault(m.figure.id, tie)
    return list(found.values())


def _clause(reading: Reading, m: Mention) -> str:
    """The words of the change's sentence before it."""
    begin = max(reading.sentences[m.sentence][0], m.segment[0], reading.plain.rfind("\n", 0, m.start) + 1)
    return reading.plain[begin : m.start]


def _cue(reading: Reading, m: Mention) -> bool | None:
    """Whether a change is against a plan; None where its words tell neither that nor the year before."""
    words = reading.plain[max(0, m.start - 30) : m.start]
    return True if _TO_PLAN.search(words) else False if _TO_LAST.search(words) else None


def _cells(view: View, of: dict[str, Mention]) -> list[_Cell]:
    """The cells of a table by item, year and state: its heads tell these, or its cases tell the years."""
    found = []
    for series in view.series:
        head = bare(series.head)
        for case, name in enumerate(view.cases):
            figure = series.figure(case)
            mention = of.get(figure.id) if figure is not None else None
            if mention is None or figure.value is None or mention.rate:
                continue
            item, state = (head, name) if compiled(r"\s*(?:19|20)\d\d年?度?\s*").fullmatch(name) else (bare(name), head)
            if not (_PLANNED.search(state) or _FINAL.search(state) or _YEAR.search(state)):
                continue
            year = _YEAR.search(state)
            told = 0 if year is None or year[3] else -1 if year[2] else int(year[1])
            found.append(_Cell(item, bool(_TOTAL.search(item)), told, bool(_PLANNED.search(state)), mention))
    states = {(c.year, c.planned) for c in found}
    return found if len(states) > 1 else []


def _tie(reading: Reading, m: Mention, cells: Sequence[_Cell], near: bool) -> Relation | None:
    said = _clause(reading, m)
    if any(other.segment == m.segment and other.index < m.index and addable(other, m) for other in reading.by_sentence[m.sentence]):
        return None
    own = _item(cells, said)
    latest = max((c.year for c in own if not c.planned), default=None)
    if latest is None:
        return None
    now = [c for c in own if not c.planned and c.year == latest]
    if _cue(reading, m):
        then = [c for c in own if c.planned and c.year in (latest, 0)]
    else:
        years = sorted({c.year for c in own if not c.planned and c.year != latest})
        then = [c for c in own if not c.planned and c.year == years[-1]] if years else []
    if len(now) != 1 or len(then) != 1 or not addable(now[0].mention, m):
        return None
    larger, smaller = sorted((now[0].mention, then[0].mention), key=value, reverse=True)
    roles = ("now", "then") if larger is now[0].mention else ("then", "now")
    return difference("difference.under_table", m, ((1, larger), (-1, smaller)), strict=near, roles=roles)


def _item(cells: Sequence[_Cell], said: str) -> list[_Cell]:
    """The cells of the item that the words name; of the total where they name none; none where they name two alike."""
    words = chunks(said)
    like = {c.name: len(chunks(c.name) & words) / max(1, len(chunks(c.name))) for c in cells if not c.total}
    best = max(like.values(), default=0.0)
    if best < 0.5:
        subject = _GENERAL.sub("", _MOVE.sub("", compiled("[，；。：\n]").split(said)[-1]))
        return [] if len(subject) > 1 else [c for c in cells if c.total]
    names = [name for name, share in like.items() if share == best]
    return [c for c in cells if c.name == names[0]] if len(names) == 1 else []
