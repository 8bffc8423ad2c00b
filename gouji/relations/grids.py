"""Ties in tables: footing and cross-footing, rates, shares, differences, growth, scores within their marks.

Each rule reads heads and structure alone (grid.py, totals.py, pairing.py). Where heads leave two readings, the whole table
decides between them (views.settle); where its structure cannot be told, nothing is proposed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from gouji import columns
from gouji import flattened as tables
from gouji.figures import Figure
from gouji.quantity import unit
from gouji.relations.model import GROWTH, HUNDRED, RATIO, Formula, Relation, linear
from gouji.relations.pairing import change_pairs, is_difference, left_pairs, rate_pairs
from gouji.relations.reading import POINTS, RATE, Reading
from gouji.relations.totals import Tie, column_readings, is_final, is_total, parts_of, row_readings
from gouji.relations.views import FULL_MARKS, Series, View, settle, told, usable, views

_SCORED = re.compile(r"得分|评分|自评分|评价分|核定分")
_COMPLEX = re.compile(r"部分|主要|重点|前[十五]|节选|摘录|典型|抽样")
Found = list[Relation]


def propose(reading: Reading) -> Found:
    """All ties of all tables that can be made out."""
    found: Found = []
    halves: list[tuple[View, View]] = []
    for grid in tables.find(reading.document):
        by_column, by_row = views(reading, grid)
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
    return found


def balance(left: tuple[View, View], right: tuple[View, View]) -> Found:
    """收入总计 = 支出总计 where a table has the two side by side. Assumes the last row of each half to be its total.

    Example: 项目|金额|项目|金额 / 一、收入|90|一、支出|80 / 总计|90|总计|90.
    """
    if left[0].grid.title != right[0].grid.title or not left[1].series or not right[1].series:
        return []
    income, spending = left[1].series[-1], right[1].series[-1]
    words = ("".join(left[0].grid.heads) + income.words, "".join(right[0].grid.heads) + spending.words)
    if "收入" not in words[0] or "支出" not in words[1] or "支出" in words[0] or not (is_final(income.words) and is_final(spending.words)):
        return []
    found: Found = []
    for a, b in zip(income.entries, spending.entries, strict=False):
        if isinstance(a, Figure) and isinstance(b, Figure) and usable([a, b]) and len(income.entries) == len(spending.entries):
            found.append(Relation("repeat", "grid.balance", b, (a,), linear(1), ("total", "total"),
                                  f"支出“{_name(spending.words)}”{told(b)}应等于收入“{_name(income.words)}”{told(a)}",
                                  f"the total of spending {told(b)} should equal the total of income {told(a)}"))
    return found


def _of_measures(by_column: View, by_row: View) -> bool:
    """Whether a table's rows may be measures of what its columns are (计划, 完成, 完成率 over 甲县|乙县): no row is a total of
    others, and no column tells a measure by its head."""
    told = any(s.kind != "amount" or is_difference(s) for s in by_column.series)
    return not told and len(by_column.series) > 1 and not any(is_total(row.words) for row in by_row.series)


def _name(head: str) -> str:
    return head.replace("·", "")


def _where(view: View, case: int) -> str:
    """The words that name a case: “泾水县”一行, “完成”一列."""
    words = _name(view.cases[case])
    return f"“{words}”一{'行' if view.across else '列'}" if words else ""


def column_sums(by_column: View, by_row: View, before: tuple[View, View] | None = None) -> Found:
    """合计 = Σ rows, in each column that can be summed. Assumes what totals.row_readings says.

    Indicators whose marks sum to 90 of a total of 100 leave 10 to the budget's execution, told in the part of the table
    above (`before`) or elsewhere.
    Example: 县区|完成 / 甲县|12 / 乙县|8 / 合计|20.
    """
    partial = bool(_COMPLEX.search(by_row.grid.title))
    found: Found = []
    for scored, kinds in ((False, ("amount", "share")), (True, ("score",))):
        places = [at for at, column in enumerate(by_column.series) if column.kind in kinds]
        if not places:
            continue
        ways, certain = row_readings(by_row.series, by_row.grid, scored)
        if scored and _scored_elsewhere(by_column, by_row):
            found += _with_execution(by_column, by_row, before) if before else []
            continue
        readings = [[relation for at in places for tie in way for relation in _column_sum(by_row, by_column.series[at], at, tie, partial)]
                    for way in ways]
        found += settle(readings, certain)
    return found


def _scored_elsewhere(by_column: View, by_row: View) -> bool:
    """Whether a table of indicators with a total of 100 leaves the usual 10 marks for the budget's execution to another table."""
    if any("执行" in row.words for row in by_row.series):
        return False
    for at, column in enumerate(by_column.series):
        whole = [row.figure(at) for row in by_row.series if is_total(row.words)]
        if FULL_MARKS.search(column.leaf) and whole and whole[-1] is not None and whole[-1].value == HUNDRED:
            rest = [f.value for row in by_row.series if not is_total(row.words) and (f := row.figure(at)) is not None and f.value is not None]
            return sum(rest) == 90
    return False


def _with_execution(by_column: View, by_row: View, before: tuple[View, View]) -> Found:
    """总分 = Σ indicators + the marks in the first row of the funds' part of the table."""
    found: Found = []
    whole = next(at for at, row in enumerate(by_row.series) if is_total(row.words))
    for at, column in enumerate(by_column.series):
        above = next((s for s in before[0].series if s.kind == "score" and s.leaf == column.leaf), None)
        if column.kind != "score" or above is None or before[0].grid.title != by_column.grid.title:
            continue
        total, first = column.figure(whole), above.figure(0)
        figures = parts_of(by_row.series, [n for n, row in enumerate(by_row.series) if not is_total(row.words)], at)
        if figures and usable([total, first, *figures]) and _of_one_unit([total, first, *figures]):
            found.append(Relation(
                "sum", "grid.column_sum", total, (first, *figures), linear(len(figures) + 1), ("whole", *("part",) * (len(figures) + 1)),
                f"“{_name(column.words)}”一列各行与预算执行{told(first)}之和应等于“{_name(by_row.series[whole].words)}”{told(total)}",
                f"column “{_name(column.words)}” and the {told(first)} of the budget's execution should sum to {told(total)}"))
    return found


def _column_sum(by_row: View, column: Series, at: int, tie: Tie, partial: bool) -> Found:
    whole, parts, full = tie
    total = by_row.series[whole].figure(at)
    figures = parts_of(by_row.series, parts, at)
    if figures is None or not usable([total, *figures]) or not figures or not _of_one_unit([total, *figures]):
        return []
    head, name = _name(column.words), _name(by_row.series[whole].words)
    if len(parts) == 1 or (not full and len(figures) == 1):
        part = _name(by_row.series[parts[0]].words)
        if column.kind == "share" or any(f.value is not None and f.value < 0 for f in (total, *figures)):
            return []
        return [Relation("bound", "grid.part_within_whole", figures[0], (total,), linear(1), ("part", "whole"),
                         f"“{head}”一列中“{part}”{told(figures[0])}不应超过“{name}”{told(total)}",
                         f"in column “{head}”, “{part}” {told(figures[0])} should not exceed “{name}” {told(total)}", comparator="<=")]
    return [Relation("sum", "grid.column_sum", total, tuple(figures), linear(len(figures)), ("whole", *("part",) * len(figures)),
                     f"“{head}”一列{'各行' if len(figures) > 4 else _listed(by_row.series, parts)}之和应等于“{name}”{told(total)}",
                     f"column “{head}” should sum to {told(total)} in row “{name}”", strict=full and not partial)]


def _listed(series: tuple[Series, ...], parts: tuple[int, ...]) -> str:
    return "、".join(f"“{_name(series[i].words)}”" for i in parts)


def _of_one_unit(figures: list[Figure]) -> bool:
    """Amounts of one dimension; counted things in one counter."""
    units = {figure.unit for figure in figures}
    dimensions = {unit(name).dimension for name in units}
    return len(dimensions) == 1 and (len(units) == 1 or "thing" not in dimensions)


def row_sums(view: View) -> Found:
    """合计 = Σ columns, in each row: the columns beside it or under its upper head. Assumes what totals.column_readings says.

    Example: 县区|中央|省级|合计 / 甲县|3|2|5.
    """
    found: Found = []
    for ways, certain in column_readings(view):
        readings = []
        for way in ways:
            relations: Found = []
            for whole, parts, _ in way:
                for case in range(len(view.cases)):
                    if columns.kind(view.cases[case]) in ("rate", "growth", "mean") and view.series[whole].kind != "score":
                        continue
                    total, figures = view.series[whole].figure(case), parts_of(view.series, parts, case)
                    if not figures or not usable([total, *figures]) or not _of_one_unit([total, *figures]):
                        continue
                    names = _listed(view.series, parts)
                    relations.append(Relation(
                        "sum", "grid.row_sum", total, tuple(figures), linear(len(figures)), ("whole", *("part",) * len(figures)),
                        f"{_where(view, case)}{names}之和应等于“{_name(view.series[whole].words)}”{told(total)}",
                        f"in row “{_name(view.cases[case])}” the columns {names} should sum to {told(total)}"))
            readings.append(relations)
        found += settle(readings, certain)
    return found


def rates(view: View) -> Found:
    """执行率 = 执行数 / 预算数 in each row. Assumes the columns that pairing.rate_pairs names.

    A stated 100% beside more done than planned may be capped, so a miss there is not demanded.
    Example: 计划|完成|完成率 / 20|19|95%.
    """
    found: Found = []
    for at, rate in enumerate(view.series):
        if rate.kind not in ("rate", "share") or rate.kind == "share" and "占" in rate.leaf:
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
        if not usable([rate, a, b]) or unit(rate.unit).dimension != RATE or unit(a.unit).dimension != unit(b.unit).dimension:
            continue
        if unit(a.unit).dimension == RATE and series[part].kind == "target":  # 满意度95 of 90: no done of a task
            continue
        if not b.value or b.value < 0:
            continue
        capped = rate.value == HUNDRED and a.value * unit(a.unit).factor > b.value * unit(b.unit).factor
        relations.append(Relation(
            "ratio", rule, rate, (a, b), RATIO, ("rate", "part", "base"),
            f"{_where(view, case)}“{_name(series[at].words)}”{told(rate)}应等于“{_name(series[part].words)}”{told(a)}÷“{_name(series[base].words)}”{told(b)}",
            f"“{_name(series[at].words)}” {told(rate)} of “{_name(view.cases[case])}” should equal {told(a)} ÷ {told(b)}", strict=not capped))
    return relations


def shares(by_column: View, by_row: View) -> Found:
    """占比 = row / total row of the amounts beside it. Assumes one grand total, and the nearest column of amounts on the left.

    Example: 类别|金额|占比 / 甲|30|30% / 乙|70|70% / 合计|100|100%.
    """
    totals = [at for at, row in enumerate(by_row.series) if is_total(row.words)]
    if len(totals) != 1:
        return []
    whole, found = totals[0], []
    for at, share in enumerate(by_column.series):
        if share.kind != "share":
            continue
        amounts = [i for i in range(at) if by_column.series[i].kind == "amount" and by_column.series[i].dimension is not None
                   and not is_difference(by_column.series[i])]
        amounts = [i for i in amounts if by_column.series[i].group == share.group] or amounts
        stem = re.sub(r"占比$|占.*$|比重$|构成$", "", share.leaf)
        named = [i for i in amounts if len(stem) >= 2 and stem in by_column.series[i].leaf]
        readings = []
        for i in (named or amounts[::-1][:2]):
            column, relations = by_column.series[i], []
            base = column.figure(whole)
            for case in range(len(by_column.cases)):
                rate, part = share.figure(case), column.figure(case)
                if case == whole or not usable([rate, part, base]) or not base.value or unit(rate.unit).dimension != RATE:
                    continue
                relations.append(Relation(
                    "ratio", "grid.share", rate, (part, base), RATIO, ("share", "part", "whole"),
                    f"{_where(by_column, case)}“{_name(share.words)}”{told(rate)}应等于{told(part)}÷“{_name(by_row.series[whole].words)}”{told(base)}",
                    f"the share {told(rate)} of “{_name(by_column.cases[case])}” should equal {told(part)} ÷ {told(base)}"))
            readings.append(relations)
        found += settle(readings, len(readings) == 1)
    return found


def growths(view: View) -> Found:
    """增长率 = (now - then) / then. Assumes the columns that pairing.change_pairs names.

    Example: 本年|上年|增长率 / 110|100|10%.
    """
    found: Found = []
    for at, rate in enumerate(view.series):
        if rate.kind != "growth":
            continue
        pairs, certain = change_pairs(view.series, at)
        readings = []
        for now, then in pairs:
            relations: Found = []
            for case in range(len(view.cases)):
                stated, a, b = rate.figure(case), view.series[now].figure(case), view.series[then].figure(case)
                if not usable([stated, a, b]) or unit(stated.unit).dimension != RATE or not b.value or b.value < 0:
                    continue
                relations.append(Relation(
                    "growth", "grid.growth", stated, (a, b), GROWTH, ("change", "now", "then"),
                    f"{_where(view, case)}“{_name(rate.words)}”{told(stated)}应等于（{told(a)}－{told(b)}）÷{told(b)}",
                    f"“{_name(rate.words)}” {told(stated)} of “{_name(view.cases[case])}” should equal ({told(a)} - {told(b)}) ÷ {told(b)}"))
            readings.append(relations)
        found += settle(readings, certain)
    return found


def differences(view: View) -> Found:
    """结余 = 预算 - 支出; 增减额 = now - then. Assumes the columns that pairing names; a 差额 or 减少 may be told without its sign.

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
            fewer = bool(re.search(r"减少|调减|节约|节支|压减", rest.leaf)) and not re.search("增减", rest.leaf)
            ways = [(pair, (-1, 1) if fewer else (1, -1)) for pair in pairs]
            if fewer or re.search(r"差额|差异|差值", rest.leaf):
                ways += [(pair, (signs[1], signs[0])) for pair, signs in ways]
                certain = False
        found += settle([_differences(view, at, way, signs) for way, signs in ways], certain)
    return found


def _differences(view: View, at: int, way: tuple[int, ...], signs: tuple[int, ...]) -> Found:
    relations: Found = []
    rest = view.series[at]
    for case in range(len(view.cases)):
        stated, figures = rest.figure(case), parts_of(view.series, way, case)
        if figures is None or len(figures) != len(way) or not usable([stated, *figures]) or not _of_one_unit(figures):
            continue
        if unit(stated.unit).dimension not in (unit(figures[0].unit).dimension, *([POINTS] if unit(figures[0].unit).dimension == RATE else [])):
            continue
        formula = Formula("linear", tuple(Decimal(sign) for sign in signs))
        arithmetic = formula.written([told(f) for f in figures])
        relations.append(Relation(
            "difference", "grid.difference", stated, tuple(figures), formula, ("difference", *("whole" if s > 0 else "less" for s in signs)),
            f"{_where(view, case)}“{_name(rest.words)}”{told(stated)}应等于{arithmetic}",
            f"“{_name(rest.words)}” {told(stated)} of “{_name(view.cases[case])}” should equal {arithmetic}"))
    return relations


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
            found.append(Relation(
                "bound", "grid.score_within_marks", score, (full,), linear(1), ("score", "full_marks"),
                f"{_where(view, case)}“{_name(view.series[at].words)}”{told(score)}不应超过“{_name(view.series[near[-1]].words)}”{told(full)}",
                f"the score {told(score)} of “{_name(view.cases[case])}” should not exceed its full marks of {told(full)}", comparator="<="))
    return found
