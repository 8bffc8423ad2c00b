"""What the official self-evaluation form (项目支出绩效自评表) holds its own figures to, beyond what any table does.

Assumptions about the form:
- the marks in the head of a part (产出指标（60分）, 数量指标(20分)) are shared out among the rows below it, up to the next head
  of its rank; the parts' marks and those of the budget's execution make up the whole;
- the budget's execution scores its marks times the rate, where its score is told to decimals that only a sum would give;
- a row that is given its full marks has reached its target;
- a target or a result that the form also tells in words bears the row's name there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji import flattened as tables
from gouji.figures import Figure
from gouji.grid import Grid, Row
from gouji.interval import Interval
from gouji.quantity import unit
from gouji.relations.evidence import chunks
from gouji.relations.model import HUNDRED, RATIO, Formula, Relation, choose, linear
from gouji.relations.reading import SCORE, Mention, Reading
from gouji.relations.tabled import of_aims
from gouji.relations.totals import is_total
from gouji.relations.views import told

_FIRST = "产出|效益|满意度|效果|投入|过程|决策|管理|履职|运行|预算执行"
_SECOND = "数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度"
_PART = re.compile(rf"(?P<second>{_SECOND})?(?P<first>{_FIRST})?(?:类?指标|情况)?（(?:满分|分值|权重)?[：:]?$")
_TARGET = re.compile(r"(?:指标|目标)值?$")
_REACHED = re.compile(r"完成|实际")
_MARKS = re.compile(r"分值|权重|满分|标准分")
_AT_MOST = re.compile(r"^(?:≤|<=?|不超过?|不高于|不大于|控制在|低于)|以[内下]$|不超过$")
_AT_LEAST = re.compile(r"^(?:≥|>=?|不低于|不少于|不小于|达到)|以上$")
_LESS_IS_MORE = re.compile(
    r"成本|费用|单价|价|投诉|事故|死亡|超标|差错|误差|用时|时限|天数|工期|能耗|降低|下降|减少|控制|逾期|次生|支出"
)
_OF_TARGET = re.compile(r"完成(?:了|年度|年初|全年|预期|计划)*(?:目标|指标|任务|计划)?(?:值|数|任务|率)?(?:的|为)?约?$")
Found = list[Relation]


@dataclass(frozen=True)
class _Item:
    """A row of the indicators: its name, its place, and its figures where it tells them."""

    name: str
    start: int
    end: int
    target: Figure | None
    reached: Figure | None
    marks: Figure | None
    score: Figure | None
    words: str = ""  # the target as written, sign and all


def propose(reading: Reading) -> Found:
    """All ties of all forms that can be made out."""
    found: Found = []
    grids = tables.find(reading.document)
    for number, grid in enumerate(grids):
        items = _items(reading, grid)
        if len(items) < 3 or not any(item.target or item.reached for item in items):
            continue
        funds = next((f for g in grids[max(0, number - 2) : number][::-1] if (f := _funds(reading, g))), None)
        whole = next((item for item in reversed(items) if is_total(item.name)), None)
        rows = [item for item in items if item is not whole]
        begin = _opening(reading, grids[number - 1] if number else None, items[0].start)
        parts = _parts(reading, begin, items[-1].end)
        found += _part_sums(parts, rows)
        found += _wholes(whole, funds, parts, rows)
        for item, following in zip(rows, [*items[1:], None], strict=False):
            found += _met(item)
            found += _remarks(reading, item, following.start if following else item.end + 60)
        found += _in_words(reading, rows, begin)
    for before, grid in zip([None, *grids], grids, strict=False):
        if grid.form == "natures" and before is not None and before.form == "funds":
            found += _natures(reading, before, grid)
        if (funds := _funds(reading, grid)) is not None:
            found += _execution(*funds)
    return found


def _natures(reading: Reading, funds: Grid, grid: Grid) -> Found:
    """基本支出 + 项目支出, and the kinds of income, each make up one of the year's totals; the form does not say which."""
    totals = [_figure(reading, funds.rows[0], at) for at, kind in enumerate(funds.kinds) if kind == "amount"]
    told = [(row.head, _figure(reading, row, 1)) for row in grid.rows]
    spent = [figure for head, figure in told if re.search("基本支出|项目支出", head)]
    income = [figure for head, figure in told if not re.search("支出$", head)]
    found: Found = []
    for parts, zh, en in (
        (spent, "按支出性质分的各项", "spending by nature"),
        (income, "按收入性质分的各项", "income by kind"),
    ):
        if len(parts) > 1 and all(parts):
            readings = [
                _sum(
                    "form.natures",
                    total,
                    parts,
                    f"{zh}之和应等于年度资金总额{total.text}",
                    f"{en} should sum to {total.text}",
                    False,
                )
                for total in reversed(totals)
                if total is not None
            ]
            if (best := choose(readings)) is not None:
                found.append(best)
    return found


def _column(grid: Grid, pattern: re.Pattern[str], kinds: Sequence[str]) -> int | None:
    places = [
        at for at, kind in enumerate(grid.kinds) if kind in kinds and pattern.search(grid.heads[at].partition("（")[0])
    ]
    return places[-1] if places else None


def _figure(reading: Reading, row: Row, at: int | None) -> Figure | None:
    cell = row.cells[at] if at is not None else None
    inside = reading.between(cell.start, cell.end) if cell is not None and cell.text else []
    return inside[0].figure if len(inside) == 1 and inside[0].figure.value is not None else None


def _items(reading: Reading, grid: Grid) -> list[_Item]:
    marks = _column(grid, _MARKS, ("score",))
    score = _column(grid, re.compile("得分|评分$"), ("score",))
    if marks is None or score is None:
        return []
    reached = _column(grid, _REACHED, ("target", "rate", "amount"))
    target = _column(grid, _TARGET, ("target",))
    items = []
    for row in grid.rows:
        cells = [c for c in row.cells if c is not None]
        if row.sure and cells:
            aim = row.cells[target] if target is not None else None
            items.append(
                _Item(
                    row.head,
                    cells[0].start,
                    cells[-1].end,
                    _figure(reading, row, target if target != reached else None),
                    _figure(reading, row, reached),
                    _figure(reading, row, marks),
                    _figure(reading, row, score),
                    aim.text if aim is not None else "",
                )
            )
    return items


def _opening(reading: Reading, before: Grid | None, start: int) -> int:
    """Where the words of a form begin: below the table before it, or its head."""
    near = max(0, start - 1500)
    ends = [c.end for row in before.rows for c in row.cells if c is not None and c.end <= start] if before else []
    return max([near, *ends])


def _funds(reading: Reading, grid: Grid) -> tuple[Figure | None, Figure | None, Figure | None] | None:
    """Marks, rate and score of the budget's execution, from the first row of the funds."""
    rate = _column(grid, re.compile("执行率"), ("rate",))
    marks, score = _column(grid, _MARKS, ("score",)), _column(grid, re.compile("得分"), ("score",))
    if rate is None or marks is None or not grid.rows:
        return None
    return tuple(_figure(reading, grid.rows[0], at) for at in (marks, rate, score))


def _execution(marks: Figure | None, rate: Figure | None, score: Figure | None) -> Found:
    """9.5 = 10 x 94.65%. A round score may come from a scale of steps: it is tied only where it fits."""
    if marks is None or rate is None or score is None or not 0 < rate.value <= HUNDRED or rate.unit != "%":
        return []
    stepped = score.value * 2 == (score.value * 2).to_integral_value()
    tie = Relation(
        "ratio",
        "form.execution_score",
        score,
        (rate,),
        Formula("linear", (marks.value / HUNDRED,)),
        ("score", "rate"),
        f"预算执行得分{told(score)}应等于分值{told(marks)}×执行率{told(rate)}",
        f"the score {told(score)} of the budget's execution should equal its marks {told(marks)} × {told(rate)}",
        strict=not stepped,
        extra=(marks,),
    )
    return [] if stepped and not tie.holds else [tie]


@dataclass(frozen=True)
class _Part:
    mention: Mention
    name: str
    rank: int
    start: int
    end: int


def _parts(reading: Reading, begin: int, end: int) -> list[_Part]:
    """The heads of parts that tell their marks, each with how far it reaches."""
    heads = []
    for m in reading.between(begin, end):
        if m.dimension != SCORE or m.figure.value is None or m.figure.value > HUNDRED:
            continue
        words = _PART.search(reading.plain[max(0, m.start - 24) : m.start])
        if words and (words["first"] or words["second"]) and reading.plain[m.end : m.end + 1] == "）":
            heads.append((m, words["second"] or words["first"], 2 if words["second"] else 1))
    if all(name in ("成本", "满意度") or rank == 1 for _, name, rank in heads):
        heads = [(m, name, 1) for m, name, _ in heads]  # 成本指标 beside 产出指标 is of its rank
    parts = []
    for at, (m, name, rank) in enumerate(heads):
        stop = next((n.start for n, _, other in heads[at + 1 :] if other <= rank), end)
        parts.append(_Part(m, name, rank, m.start, stop))
    return parts


def _sum(rule: str, whole: Figure, parts: Sequence[Figure], zh: str, en: str, strict: bool = True) -> Relation:
    if len(parts) == 1:
        return Relation("repeat", rule, whole, tuple(parts), linear(1), ("whole", "part"), zh, en, strict=strict)
    roles = ("whole", *("part",) * len(parts))
    return Relation("sum", rule, whole, tuple(parts), linear(len(parts)), roles, zh, en, strict=strict)


def _with_or_without(
    rule: str, whole: Figure, first: Sequence[Figure], parts: Sequence[Figure], zh: str, en: str, strict: bool
) -> Relation:
    """A whole with what the budget's execution adds to it; without it where only that fits."""
    readings = [_sum(rule, whole, [*first, *parts], zh, en, strict)]
    if first:
        readings.append(_sum(rule, whole, parts, zh, en, strict))
    return choose(readings)


def _part_sums(parts: Sequence[_Part], rows: Sequence[_Item]) -> Found:
    """产出指标（60分） = the marks of the rows below it."""
    found = []
    for part in parts:
        marks = [
            row.marks for row in rows if part.start < (row.marks.plain_start if row.marks else row.start) < part.end
        ]
        if marks and all(marks):
            zh = f"“{part.name}”{told(part.mention.figure)}应等于其下各行分值之和"
            en = f"the {told(part.mention.figure)} of the part “{part.name}” should be the sum of its rows' marks"
            found.append(_sum("form.part", part.mention.figure, marks, zh, en))
    return found


def _wholes(
    whole: _Item | None,
    funds: tuple[Figure | None, Figure | None, Figure | None] | None,
    parts: Sequence[_Part],
    rows: Sequence[_Item],
) -> Found:
    """The whole's marks as the parts' and as the rows', its score as the rows' scores, each with the execution's."""
    if whole is None:
        return []
    executed = any("执行率" in row.name for row in rows) or any(part.name == "预算执行" for part in parts)
    own = funds if funds is not None and not executed else None
    found: Found = []
    heads = [part.mention.figure for part in parts if part.rank == 1]
    lead = [own[0]] if own and own[0] else []
    if whole.marks is not None:
        if len(heads) > 1:
            zh = f"各部分分值之和应等于总分{told(whole.marks)}"
            en = f"the parts' marks should sum to {told(whole.marks)}"
            strict = bool(lead) or executed
            found.append(_with_or_without("form.parts", whole.marks, lead, heads, zh, en, strict))
        marks = [row.marks for row in rows]
        if all(marks):
            zh = f"各行分值之和应等于总分{told(whole.marks)}"
            en = f"the rows' marks should sum to {told(whole.marks)}"
            found.append(_with_or_without("form.marks", whole.marks, lead, marks, zh, en, bool(lead) or executed))
    if whole.score is not None:
        scores = [row.score for row in rows]
        first = [own[2]] if own and own[2] else []
        if all(scores) and len(scores) > 1:
            zh = f"各行得分之和应等于总得分{told(whole.score)}"
            en = f"the rows' scores should sum to {told(whole.score)}"
            found.append(_with_or_without("form.scores", whole.score, first, scores, zh, en, bool(first) or executed))
    return found


def _met(item: _Item) -> Found:
    """What is given its full marks has reached its target; which way 'reached' goes, the target's sign says."""
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
            f"“{item.name}”得满分，实际完成值{told(a)}应{word}指标值{told(b)}",
            f"“{item.name}” has full marks: {told(a)} should {en} the target {told(b)}",
            comparator=sign,
            strict=most or least,
        )
    ]


def _bare(figure: Figure) -> Figure:
    """A target's own number, without the ≥ that makes it a bound."""
    return replace(figure, qualifier="exact", interval=Interval.point(figure.value))


def _remarks(reading: Reading, item: _Item, end: int) -> Found:
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
                    f"“{item.name}”说明所称完成{told(m.figure)}应等于实际完成值{told(a)}÷指标值{told(b)}",
                    f"the {told(m.figure)} in the remark on “{item.name}” should equal {told(a)} ÷ {told(b)}",
                )
            ]
    return []


def _in_words(reading: Reading, rows: Sequence[_Item], begin: int) -> Found:
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
                    f"“{row.name}”{word}{told(figure)}应与文字所述{mention.figure.text}一致",
                    f"the {en} {told(figure)} of “{row.name}” should be the {mention.figure.text} told in words",
                    strict=shared * 2 >= min(len(names[at]), len(_named(mention))),
                )
            )
    return found


def _named(mention: Mention) -> set[str]:
    return chunks(mention.label + mention.noun[:6])
