"""Ties in tables: footing and cross-footing, rates, shares, differences, growth, scores within their marks.

Each rule reads heads and structure alone (grid.py, totals.py, pairing.py). Where heads leave two readings, the whole
table decides between them (views.settle); where its structure cannot be told, nothing is proposed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from gouji import flattened as tables
from gouji.figures import Figure
from gouji.patterns import compiled
from gouji.quantity import unit
from gouji.relations.common.model import GROWTH, HUNDRED, RATIO, Formula, Relation, choose, linear, worded
from gouji.relations.common.reading import POINTS, RATE, Reading
from gouji.relations.table import (
    borne_out,
    by_formula,
    carried_on,
    group_totals,
    held,
    share_wholes,
    told_totals,
    weighted,
)
from gouji.relations.table.footing import balance, column_sums, row_sums
from gouji.relations.table.pairing import change_pairs, is_difference, is_rate, left_pairs, rate_pairs
from gouji.relations.table.spending import within_budgets
from gouji.relations.table.total_columns import parts_of
from gouji.relations.table.totals import is_total
from gouji.relations.table.views import (
    FULL_MARKS,
    Series,
    View,
    name_of,
    one_unit,
    settle,
    usable,
    views,
    where,
    with_unit,
)

_AT_OTHER_PRICES = re.compile("可比|不变价")  # than the amounts beside it, which are of their years
_SCORED = re.compile(r"得分|评分|自评分|评价分|核定分")
Found = list[Relation]


def propose(reading: Reading) -> Found:
    """All ties of all tables that can be made out."""
    found: Found = []
    halves: list[tuple[View, View]] = []
    for grid in tables.find(reading.document):
        by_column, by_row = views(reading, grid)
        begin = len(found)
        found += by_formula.propose(reading, grid)
        found += balance(halves[-1], (by_column, by_row)) if halves else []
        halves.append((by_column, by_row))
        found += column_sums(by_column, by_row, halves[-2] if len(halves) > 1 else None)
        found += row_sums(by_column)
        for view in (by_column, by_row) if _of_measures(by_column, by_row) else (by_column,):
            found += rates(view)
            found += growths(view)
            found += differences(view)
        found += shares(by_column, by_row)
        found += scores(by_column)
        found += within_budgets(by_column)
        found += [tie for view in (by_column, by_row) for rule in (held, carried_on) for tie in rule.propose(view)]
        told = told_totals.propose(reading, by_column, by_row)
        found += told
        found += [] if any(r.rule == "grid.share" for r in told) else share_wholes.propose(reading, by_column)
        found += group_totals.propose(by_column, by_row) + weighted.propose(by_column)
        for view in (by_column, by_row):
            found += borne_out.propose(view, [r for r in found[begin:] if r.strict or r.holds])
    return found


def _of_measures(by_column: View, by_row: View) -> bool:
    """Whether a table's rows may be measures of what its columns are (计划, 完成, 完成率 over 甲县|乙县): no row is a
    total of others, and no column tells a measure by its head."""
    told = any(s.kind != "amount" or is_difference(s) for s in by_column.series)
    return not told and len(by_column.series) > 1 and not any(is_total(row.words) for row in by_row.series)


def rates(view: View) -> Found:
    """执行率 = 执行数 / 预算数 in each row. Assumes the columns that pairing.rate_pairs names.

    A stated 100% beside more done than planned may be capped, so a miss there is not demanded.
    Example: 计划|完成|完成率 / 20|19|95%.
    """
    found: Found = []
    for at, rate in enumerate(view.series):
        if not is_rate(rate):
            continue
        pairs, certain = rate_pairs(view.series, at)
        readings = [_ratios(view, at, part, base, "grid.rate") for part, base in pairs]
        found += settle(readings, certain)
    return found


def _ratios(view: View, at: int, part: int, base: int, rule: str) -> Found:
    relations: Found = []
    series = view.series
    for case in range(len(view.cases)):
        rate, a, b = series[at].figure(case), series[part].figure(case), series[base].figure(case)
        if (
            not usable([rate, a, b])
            or unit(rate.unit).dimension != RATE
            or unit(a.unit).dimension != unit(b.unit).dimension
        ):
            continue
        if unit(a.unit).dimension == RATE and series[part].kind == "target":  # 满意度95 of 90: no done of a task
            continue
        if not b.value or b.value < 0:
            continue
        capped = rate.value == HUNDRED and a.value * unit(a.unit).factor > b.value * unit(b.unit).factor
        relations.append(
            Relation(
                "ratio",
                rule,
                rate,
                (a, b),
                RATIO,
                ("rate", "part", "base"),
                f"{where(view, case)}“{name_of(series[at].words)}”{with_unit(rate)}应等于“{name_of(series[part].words)}”"
                f"{with_unit(a)}÷“{name_of(series[base].words)}”{with_unit(b)}",
                f"“{name_of(series[at].words)}” {with_unit(rate)} of “{name_of(view.cases[case])}” should equal {with_unit(a)} ÷ "
                f"{with_unit(b)}",
                strict=not capped,
            )
        )
    return relations


def shares(by_column: View, by_row: View) -> Found:
    """占比 = row / total row of the amounts beside it. Assumes one grand total, and the nearest column of amounts on
    the left.

    Example: 类别|金额|占比 / 甲|30|30% / 乙|70|70% / 合计|100|100%.
    """
    totals = [at for at, row in enumerate(by_row.series) if is_total(row.words)]
    if len(totals) != 1:
        return []
    whole, found = totals[0], []
    for at, share in enumerate(by_column.series):
        if share.kind != "share" or is_rate(share):
            continue
        amounts = [
            i
            for i in range(at)
            if by_column.series[i].kind == "amount"
            and by_column.series[i].dimension is not None
            and not is_difference(by_column.series[i])
        ]
        amounts = [i for i in amounts if by_column.series[i].group == share.group] or amounts
        stem = compiled(r"占比$|占.*$|比重$|构成$").sub("", share.leaf)
        named = [i for i in amounts if len(stem) >= 2 and stem in by_column.series[i].leaf]
        readings = []
        for i in named or amounts[::-1][:2]:
            column, relations = by_column.series[i], []
            base = column.figure(whole)
            for case in range(len(by_column.cases)):
                rate, part = share.figure(case), column.figure(case)
                if (
                    case == whole
                    or not usable([rate, part, base])
                    or not base.value
                    or unit(rate.unit).dimension != RATE
                ):
                    continue
                relations.append(
                    Relation(
                        "ratio",
                        "grid.share",
                        rate,
                        (part, base),
                        RATIO,
                        ("share", "part", "whole"),
                        f"{where(by_column, case)}“{name_of(share.words)}”{with_unit(rate)}应等于{with_unit(part)}"
                        f"÷“{name_of(by_row.series[whole].words)}”{with_unit(base)}",
                        f"the share {with_unit(rate)} of “{name_of(by_column.cases[case])}” should equal {with_unit(part)} ÷ "
                        f"{with_unit(base)}",
                    )
                )
            readings.append(relations)
        found += settle(readings, len(readings) == 1)
    return found


def growths(view: View) -> Found:
    """增长率 = (now - then) / then. Assumes the columns that pairing.change_pairs names.

    Example: 本年|上年|增长率 / 110|100|10%.
    """
    found: Found = []
    for at, rate in enumerate(view.series):
        if rate.kind != "growth" or _AT_OTHER_PRICES.search(rate.head):
            continue
        pairs, certain = change_pairs(view.series, at)
        readings = []
        for now, then in pairs:
            relations: Found = []
            for case in range(len(view.cases)):
                stated, a, b = rate.figure(case), view.series[now].figure(case), view.series[then].figure(case)
                if not usable([stated, a, b]) or unit(stated.unit).dimension != RATE or not b.value or b.value < 0:
                    continue
                relations.append(
                    Relation(
                        "growth",
                        "grid.growth",
                        stated,
                        (a, b),
                        GROWTH,
                        ("change", "now", "then"),
                        f"{where(view, case)}“{name_of(rate.words)}”{with_unit(stated)}应等于（{with_unit(a)}－{with_unit(b)}"
                        f"）÷{with_unit(b)}",
                        f"“{name_of(rate.words)}” {with_unit(stated)} of “{name_of(view.cases[case])}” should equal "
                        f"({with_unit(a)} - {with_unit(b)}) ÷ {with_unit(b)}",
                    )
                )
            readings.append(relations)
        found += settle(readings, certain)
    return found


def differences(view: View) -> Found:
    """结余 = 预算 - 支出; 增减额 = now - then. Assumes the columns that pairing names; a 差额 or 减少 may be told
    without its sign.

    Example: 预算|支出|结余 / 50|45|5.
    """
    found: Found = []
    for at, rest in enumerate(view.series):
        if not is_difference(rest):
            continue
        left, certain = left_pairs(view.series, at)
        ways: list[tuple[tuple[int, ...], tuple[int, ...]]] = [(way, (1,) * (len(way) - 1) + (-1,)) for way in left]
        if not left:
            pairs, certain = change_pairs(view.series, at)
            fewer = bool(compiled(r"减少|调减|节约|节支|压减").search(rest.leaf)) and not compiled("增减").search(rest.leaf)
            ways = [(pair, (-1, 1) if fewer else (1, -1)) for pair in pairs]
            if fewer or compiled(r"差额|差异|差值").search(rest.leaf):
                ways += [(pair, (signs[1], signs[0])) for pair, signs in ways]
                certain = False
        found += settle([_differences(view, at, way, signs) for way, signs in ways], certain)
    return found


def _differences(view: View, at: int, way: tuple[int, ...], signs: tuple[int, ...]) -> Found:
    relations: Found = []
    rest = view.series[at]
    for case in range(len(view.cases)):
        stated, figures = rest.figure(case), parts_of(view.series, way, case)
        if figures is None or len(figures) != len(way) or not usable([stated, *figures]) or not one_unit(figures):
            continue
        of_rates = unit(figures[0].unit).dimension == RATE
        if unit(stated.unit).dimension not in (unit(figures[0].unit).dimension, *([POINTS, ""] if of_rates else [])):
            continue
        # 0.02 of 0.11% and 0.09% tells no unit: a fraction of one, as a worksheet's columns leave it, or points without their name
        bare = of_rates and not stated.unit
        ways = [_difference(view, case, rest, stated, figures, signs, scale) for scale in ((Decimal("0.01"), Decimal(1)) if bare else (Decimal(1),))]
        relations.append(choose([worded(relation, strict=not bare) for relation in ways]))
    return relations


def _difference(view: View, case: int, rest: Series, stated: Figure, figures: list[Figure], signs: tuple[int, ...], scale: Decimal) -> Relation:
    formula = Formula("linear", tuple(scale * sign for sign in signs))
    arithmetic = formula.written([with_unit(f) for f in figures])
    return Relation(
        "difference",
        "grid.difference",
        stated,
        tuple(figures),
        formula,
        ("difference", *("whole" if s > 0 else "less" for s in signs)),
        f"{where(view, case)}“{name_of(rest.words)}”{with_unit(stated)}应等于{arithmetic}",
        f"“{name_of(rest.words)}” {with_unit(stated)} of “{name_of(view.cases[case])}” should equal {arithmetic}",
    )


def scores(view: View) -> Found:
    """得分 <= 分值 in each row. Example: 分值|得分 / 10|9.5."""
    marks = [i for i, s in enumerate(view.series) if s.kind == "score" and FULL_MARKS.search(s.leaf)]
    given = [i for i, s in enumerate(view.series) if s.kind == "score" and _SCORED.search(s.leaf) and i not in marks]
    found: Found = []
    for at in given:
        near = [i for i in marks if i < at]
        if not near or view.series[near[-1]].group != view.series[at].group:
            continue
        for case in range(len(view.cases)):
            score, full = view.series[at].figure(case), view.series[near[-1]].figure(case)
            if not usable([score, full]) or score.unit != full.unit:
                continue
            found.append(
                Relation(
                    "bound",
                    "grid.score_within_marks",
                    score,
                    (full,),
                    linear(1),
                    ("score", "full_marks"),
                    f"{where(view, case)}“{name_of(view.series[at].words)}”{with_unit(score)}"
                    f"不应超过“{name_of(view.series[near[-1]].words)}”{with_unit(full)}",
                    f"the score {with_unit(score)} of “{name_of(view.cases[case])}” should not exceed its full marks of "
                    f"{with_unit(full)}",
                    comparator="<=",
                )
            )
    return found
