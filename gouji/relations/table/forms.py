"""What the official self-evaluation form (项目支出绩效自评表) holds its own figures to, beyond what any table does.

Assumptions about the form:
- the marks in the head of a part (产出指标（60分）, 数量指标(20分)) are shared out among the rows below it, up to the next head
  of its rank; the parts' marks and those of the budget's execution make up the whole;
- the budget's execution scores its marks times the rate, where its score is told to decimals that only a sum would give;
- what its rows hold themselves to is in indicators.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji import flattened as tables
from gouji.figures import Figure
from gouji.grid import Grid
from gouji.patterns import compiled
from gouji.relations.common.model import HUNDRED, Formula, Relation, choose, worded
from gouji.relations.common.reading import Reading
from gouji.relations.table.form_parts import Part, part_sums, parts_of_form, summed
from gouji.relations.table.indicators import MARKS, Item, column, figure_in, in_words, items, met, prorated, remarks
from gouji.relations.table.totals import is_total
from gouji.relations.table.views import with_unit

Found = list[Relation]


def propose(reading: Reading) -> Found:
    """All ties of all forms that can be made out."""
    found: Found = []
    grids = tables.find(reading.document)
    for number, grid in enumerate(grids):
        entries = items(reading, grid)
        if len(entries) < 3 or not (grid.form == "indicators" or any(item.target or item.reached for item in entries)):
            continue
        funds = next((f for g in grids[max(0, number - 2) : number][::-1] if (f := _funds(reading, g))), None)
        whole = next((item for item in reversed(entries) if is_total(item.name)), None)
        rows = [item for item in entries if item is not whole]
        begin = _opening(reading, grids[number - 1] if number else None, entries[0].start)
        sections = parts_of_form(reading, begin, entries[-1].end, rows)
        found += part_sums(sections, rows, len(reading.plain) if whole is not entries[-1] else None)
        found += _wholes(whole, funds, sections, rows)
        for item, following in zip(rows, [*entries[1:], None], strict=False):
            found += met(item, _noted(reading, item, following)) + prorated(item)
            found += remarks(reading, item, following.start if following else item.end + 60)
        found += in_words(reading, rows, begin)
    for before, grid in zip([None, *grids], grids, strict=False):
        if grid.form == "natures" and before is not None and before.form == "funds":
            found += _natures(reading, before, grid)
        if (funds := _funds(reading, grid)) is not None:
            found += _execution(*funds)
    return found


def _noted(reading: Reading, item: Item, following: Item | None) -> bool:
    """Whether a remark stands between a row's score and the next row: the form says why it is as it is."""
    behind = compiled(r"[\s|]+").sub("", reading.plain[item.end : following.start]) if following is not None else ""
    return len(behind) > 4 and compiled("指标|满意").search(behind) is None


def _natures(reading: Reading, funds: Grid, grid: Grid) -> Found:
    """基本支出 + 项目支出, and the kinds of income, each make up one of the year's totals; the form does not say which."""
    totals = [figure_in(reading, funds.rows[0], at) for at, kind in enumerate(funds.kinds) if kind == "amount"]
    told = [(row.head, figure_in(reading, row, 1)) for row in grid.rows]
    spent = [figure for head, figure in told if compiled("基本支出|项目支出").search(head)]
    income = [figure for head, figure in told if not compiled("支出$").search(head)]
    found: Found = []
    for parts, zh, en in (
        (spent, "按支出性质分的各项", "spending by nature"),
        (income, "按收入性质分的各项", "income by kind"),
    ):
        if len(parts) > 1 and all(parts):
            readings = [
                summed(
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


def _opening(reading: Reading, before: Grid | None, start: int) -> int:
    """Where the words of a form begin: below the table before it, or its head."""
    near = max(0, start - 1500)
    ends = [c.end for row in before.rows for c in row.cells if c is not None and c.end <= start] if before else []
    return max([near, *ends])


def _funds(reading: Reading, grid: Grid) -> tuple[Figure | None, Figure | None, Figure | None] | None:
    """Marks, rate and score of the budget's execution, from the first row of the funds."""
    rate = column(grid, re.compile("执行率"), ("rate",))
    marks, score = column(grid, MARKS, ("score",)), column(grid, re.compile("得分"), ("score",))
    if rate is None or marks is None or not grid.rows:
        return None
    return tuple(figure_in(reading, grid.rows[0], at) for at in (marks, rate, score))


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
        f"预算执行得分{with_unit(score)}应等于分值{with_unit(marks)}×执行率{with_unit(rate)}",
        f"the score {with_unit(score)} of the budget's execution should equal its marks {with_unit(marks)} × {with_unit(rate)}",
        strict=not stepped,
        extra=(marks,),
    )
    return [] if stepped and not tie.holds else [tie]


def _wholes(
    whole: Item | None,
    funds: tuple[Figure | None, Figure | None, Figure | None] | None,
    sections: Sequence[Part],
    rows: Sequence[Item],
) -> Found:
    """The whole's marks as the parts' and as the rows', its score as the rows' scores, each with the execution's.

    The execution is left out where it stands among the rows, and where more of the sums fit without it.
    """
    if whole is None:
        return []
    executed = any("执行率" in row.name for row in rows) or any("预算执行" in part.name for part in sections)
    marks, _, score = funds if funds is not None and not executed else (None, None, None)
    heads = [part.mention.figure for part in sections if part.rank == 1]
    sums = (
        ("form.parts", "各部分分值", "the parts' marks", whole.marks, marks, heads),
        ("form.marks", "各行分值", "the rows' marks", whole.marks, marks, [row.marks for row in rows]),
        ("form.scores", "各行得分", "the rows' scores", whole.score, score, [row.score for row in rows]),
    )
    ways: list[Found] = []
    for included in (True, False):
        ways.append([])
        for rule, zh, en, total, first, figures in sums:
            if total is None or len(figures) < 2 or not all(figures):
                continue
            told_all = [first, *figures] if included and first is not None else figures
            words = f"{zh}之和应等于总分{with_unit(total)}", f"{en} should sum to {with_unit(total)}"
            ways[-1].append(summed(rule, total, told_all, *words, executed or first is not None))
    best = max(ways, key=lambda way: sum(r.holds is True for r in way))
    if len(best) > 1 and not any(r.holds for r in best):
        return [worded(r, strict=False) for r in best]  # a row was lost, or misread
    return best
