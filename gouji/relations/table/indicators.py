"""The rows of a form's indicators: target, result, marks and score of each, and what a row holds itself to.

Assumptions about the form: a row that is given its full marks has reached its target; a target or a result that the form
also tells in words bears the row's name there; 完成目标的97.7% in a row's remark is its result over its target.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji.figures import Figure
from gouji.grid import TEXT, Grid, Row
from gouji.interval import Interval
from gouji.quantity import unit
from gouji.relations.common.evidence import chunks
from gouji.relations.common.model import RATIO, Formula, Relation, linear
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.table.tabled import of_aims
from gouji.relations.table.views import with_unit

_TARGET = re.compile(r"(?:指标|目标)值?$")
_REACHED = re.compile(r"完成|实际")
MARKS = re.compile(r"分值|权重|满分|标准分")
_AT_MOST = re.compile(r"^(?:≤|<=?|不超过?|不高于|不大于|控制在|低于)|以[内下]$|不超过$")
_AT_LEAST = re.compile(r"^(?:≥|>=?|不低于|不少于|不小于|达到)|以上$")
_LESS_IS_MORE = re.compile(
    r"成本|费用|单价|价|投诉|事故|死亡|超标|差错|误差|用时|时限|天数|工期|能耗|降低|下降|减少|控制|逾期|次生|支出"
)
_OF_TARGET = re.compile(r"完成(?:了|年度|年初|全年|预期|计划)*(?:目标|指标|任务|计划)?(?:值|数|任务|率)?(?:的|为)?约?$")
_NOTES = re.compile("原因|偏差|措施|说明|备注")
Found = list[Relation]


@dataclass(frozen=True)
class Item:
    """A row of the indicators: its name, its place, and its figures where it tells them."""

    name: str
    start: int
    end: int
    target: Figure | None
    reached: Figure | None
    marks: Figure | None
    score: Figure | None
    words: str = ""  # the target as written, sign and all
    excused: bool = False  # the form tells why the row is as it is


def column(grid: Grid, pattern: re.Pattern[str], kinds: Sequence[str]) -> int | None:
    places = [
        at for at, kind in enumerate(grid.kinds) if kind in kinds and pattern.search(grid.heads[at].partition("（")[0])
    ]
    return places[-1] if places else None


def figure_in(reading: Reading, row: Row, at: int | None) -> Figure | None:
    cell = row.cells[at] if at is not None else None
    inside = reading.between(cell.start, cell.end) if cell is not None and cell.text else []
    return inside[0].figure if len(inside) == 1 and inside[0].figure.value is not None else None


def items(reading: Reading, grid: Grid) -> list[Item]:
    marks = column(grid, MARKS, ("score",))
    score = column(grid, re.compile("得分|评分$"), ("score",))
    if marks is None or score is None:
        return []
    reached = column(grid, _REACHED, ("target", "rate", "amount"))
    target = column(grid, _TARGET, ("target",))
    signs = next((at for at, head in enumerate(grid.heads) if head == "指标性质"), None)
    notes = [at for at, head in enumerate(grid.heads) if _NOTES.search(head)]
    told_rows = []
    for row in grid.rows:
        cells = [c for c in row.cells if c is not None]
        if row.sure and cells:
            aim = row.cells[target] if target is not None else None
            sign = row.cells[signs] if signs is not None else None
            told_rows.append(
                Item(
                    row.head,
                    cells[0].start,
                    cells[-1].end,
                    figure_in(reading, row, target if target != reached else None),
                    figure_in(reading, row, reached),
                    figure_in(reading, row, marks),
                    figure_in(reading, row, score),
                    "".join(c.text for c in (sign, aim) if c is not None),
                    any((c := row.cells[at]) is not None and c.kind == TEXT and len(c.text) > 3 for at in notes),
                )
            )
    return told_rows


def met(item: Item, noted: bool) -> Found:
    """What is given its full marks has reached its target; which way 'reached' goes, the target's sign says. Not demanded where the form
    says why it has not (`noted`, or its column of reasons)."""
    a, b = item.reached, item.target
    if a is None or b is None or unit(a.unit).dimension != unit(b.unit).dimension:
        return []
    if item.marks is None or item.score is None or item.score.value != item.marks.value:
        return []
    most, least = bool(_AT_MOST.search(item.words)), bool(_AT_LEAST.search(item.words))
    if not most and not least and _LESS_IS_MORE.search(item.name):
        return []
    sign, word = ("<=", "不高于") if most else (">=", "不低于")
    en = "not exceed" if most else "reach"
    return [
        Relation(
            "comparison",
            "form.target_met",
            a,
            (_bare(b),),
            linear(1),
            ("reached", "target"),
            f"“{item.name}”得满分，实际完成值{with_unit(a)}应{word}指标值{with_unit(b)}",
            f"“{item.name}” has full marks: {with_unit(a)} should {en} the target {with_unit(b)}",
            comparator=sign,
            strict=(most or least) and not noted and not item.excused,
        )
    ]


def prorated(item: Item) -> Found:
    """14.9 = 15 x 25418 ÷ 25600: what falls short of its target may be given the same share of its marks. Basis: the form's own note on
    quantities. Offices may take points off instead, so that it is tied only where it fits, a whole score only exactly."""
    a, b, marks, score = item.reached, item.target, item.marks, item.score
    if a is None or b is None or marks is None or score is None or a.unit != b.unit or not a.value or not b.value:
        return []
    least = bool(_AT_LEAST.search(item.words))
    part, base = (a, b) if least or not _AT_MOST.search(item.words) else (b, a)
    if not 0 < score.value < marks.value or part.value >= base.value:
        return []
    tie = Relation(
        "ratio",
        "form.prorated",
        score,
        (_bare(part),),
        Formula("linear", (marks.value / base.value / unit(part.unit).factor,)),
        ("score", "part"),
        f"“{item.name}”得分{with_unit(score)}应等于分值{with_unit(marks)}×{with_unit(part)}÷{with_unit(base)}",
        f"the score {with_unit(score)} of “{item.name}” should equal its marks {with_unit(marks)} × {with_unit(part)} ÷ {with_unit(base)}",
        extra=(marks, base),
    )
    return [tie] if tie.holds and (score.places or tie.exact) else []


def _bare(figure: Figure) -> Figure:
    """A target's own number, without the ≥ that makes it a bound."""
    return replace(figure, qualifier="exact", interval=Interval.point(figure.value))


def remarks(reading: Reading, item: Item, end: int) -> Found:
    """完成目标的97.7% in the remark of a row = its result / its target."""
    a, b = item.reached, item.target
    if a is None or b is None or not b.value or unit(a.unit).dimension != unit(b.unit).dimension:
        return []
    for m in reading.between(item.score.plain_end if item.score else item.end, end):
        if m.rate and m.figure.value is not None and _OF_TARGET.search(m.lead[-14:].rstrip()):
            return [
                Relation(
                    "ratio",
                    "form.remark",
                    m.figure,
                    (a, _bare(b)),
                    RATIO,
                    ("rate", "part", "base"),
                    f"“{item.name}”说明所称完成{with_unit(m.figure)}应等于实际完成值{with_unit(a)}÷指标值{with_unit(b)}",
                    f"the {with_unit(m.figure)} in the remark on “{item.name}” should equal {with_unit(a)} ÷ {with_unit(b)}",
                )
            ]
    return []


def in_words(reading: Reading, rows: Sequence[Item], begin: int) -> Found:
    """宫颈癌筛查4200人 among the aims above = the row 宫颈癌筛查人数 ≥4200人; likewise among the results."""
    mentions = [
        m for m in reading.between(begin, rows[0].start) if m.figure.value is not None and m.quantity and not m.depth
    ]
    if not mentions:
        return []
    names = [chunks(row.name) for row in rows]
    found: Found = []
    for done, word, en in ((False, "指标值", "target"), (True, "实际完成值", "result")):
        taken: set[int] = set()
        for at, row in enumerate(rows):
            figure = row.reached if done else row.target
            if figure is None:
                continue
            best = [
                (shared, -m.index, m)
                for m in mentions
                if m.figure.unit == figure.unit
                and of_aims(reading, m, begin) is (not done)
                and (shared := len(names[at] & _named(m))) >= 2
                and shared == max(len(name & _named(m)) for name in names)
            ]
            if not best:
                continue
            shared, _, mention = max(best)
            if mention.index in taken or sum(1 for other in best if other[0] == shared) > 1:
                continue
            taken.add(mention.index)
            found.append(
                Relation(
                    "repeat",
                    "form.in_words",
                    _bare(figure),
                    (mention.figure,),
                    linear(1),
                    ("repeat", "first"),
                    f"“{row.name}”{word}{with_unit(figure)}应与文字所述{mention.figure.text}一致",
                    f"the {en} {with_unit(figure)} of “{row.name}” should be the {mention.figure.text} told in words",
                    strict=shared * 2 >= min(len(names[at]), len(_named(mention))),
                )
            )
    return found


def _named(mention: Mention) -> set[str]:
    return chunks(mention.label + mention.noun[:6])
