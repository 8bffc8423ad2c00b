"""Footing and cross-footing: totals of a table's rows and of its columns, and the balance of income and spending.

Which rows and columns a total covers, totals.py tells from heads and structure alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from gouji import columns
from gouji.figures import Figure
from gouji.form_funds import SOURCE
from gouji.fund_pairs import apart
from gouji.relations.common.model import HUNDRED, Relation, linear
from gouji.relations.sum.makeup import share_sum
from gouji.relations.table.total_columns import FIRM_LEAF, column_readings, parts_of
from gouji.relations.table.totals import AMONG, SUB, Tie, is_final, is_numbered, is_total, row_readings
from gouji.relations.table.views import (
    FULL_MARKS,
    Series,
    View,
    listed,
    name_of,
    one_unit,
    settle,
    usable,
    where,
    with_unit,
)

_EXCERPT = re.compile(r"(?<![一二三四五六七八九十\d字])部分|节选|摘录|抽样|典型")
_CHOSEN = re.compile(r"主要|重点|前[十五]")
_MUCH = Decimal("0.8")  # of a total: what is missing to it is no slip of the pen
Found = list[Relation]


def column_sums(by_column: View, by_row: View, before: tuple[View, View] | None = None) -> Found:
    """合计 = Σ rows, in each column that can be summed. Assumes what totals.row_readings says.

    Indicators whose marks sum to 90 of a total of 100 leave 10 to the budget's execution, told in the part of the
    table above (`before`) or elsewhere.
    Example: 县区|完成 / 甲县|12 / 乙县|8 / 合计|20.
    """
    if by_row.grid.form in ("indicators", "natures"):
        return []  # see forms
    if by_row.grid.form == "pairs" and not apart([row.head for row in by_row.series[1:]]):
        return []
    if _EXCERPT.search(by_row.grid.title) or not all(row.sure for row in by_row.grid.rows):
        return []  # rows are left out, or one could not be read
    partial = bool(_CHOSEN.search(by_row.grid.title))
    found: Found = []
    for scored, kinds in ((False, ("amount", "share")), (True, ("score",))):
        places = [at for at, column in enumerate(by_column.series) if column.kind in kinds]
        if not places:
            continue
        plain = not scored and _plain_funds(by_row)
        ways, certain = ([plain], True) if plain else row_readings(by_row.series, by_row.grid, scored)
        if scored and _scored_elsewhere(by_column, by_row):
            found += _with_execution(by_column, by_row, before) if before else []
            continue
        by_tie = [[_tie_sums(by_column, by_row, places, tie, partial) for tie in way] for way in ways]
        readings = [[r for column in zip(*way, strict=True) for sums in column for r in sums] for way in by_tie]
        best = readings[0] if plain else settle(readings, certain)
        if scored and before and any(r.holds is False for r in best) and any(is_total(row.words) for row in by_row.series):
            more = _with_execution(by_column, by_row, before)
            best = more if more and all(r.holds for r in more) else best
        found += best
    return found


def _tie_sums(by_column: View, by_row: View, places: list[int], tie: Tie, partial: bool) -> list[Found]:
    """One total's sums, by column. Where its rows come to much less in each of several, some are not told: they are not demanded."""
    found = [_column_sum(by_row, by_column.series[at], at, tie, partial) for at in places]
    sums = [r for each in found for r in each if r.kind == "sum"]
    short = len(sums) > 1 and all(r.holds is False and sum(f.value for f in r.operands) < r.stated.value * _MUCH for r in sums)
    return [[replace(r, strict=False) for r in each] for each in found] if short else found


def _plain_funds(by_row: View) -> list[Tie]:
    """The year's total and its sources, where a form's funds are nothing else: they are all of it, be it one alone that gave any."""
    heads = [row.head for row in by_row.series]
    form = by_row.grid.form
    plain = len(heads) > 2 and (form == "funds" and all(SOURCE.match(head) for head in heads[1:]) or form == "pairs" and apart(heads[1:]))
    return [(0, tuple(range(1, len(heads))), True)] if plain else []


def _scored_elsewhere(by_column: View, by_row: View) -> bool:
    """Whether a table of indicators with a total of 100 leaves the usual 10 marks for the budget's execution to
    another table."""
    if any("执行" in row.words for row in by_row.series):
        return False
    for at, column in enumerate(by_column.series):
        whole = [row.figure(at) for row in by_row.series if is_total(row.words)]
        if FULL_MARKS.search(column.leaf) and whole and whole[-1] is not None and whole[-1].value == HUNDRED:
            rest = [
                f.value
                for row in by_row.series
                if not is_total(row.words) and (f := row.figure(at)) is not None and f.value is not None
            ]
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
        if figures and usable([total, first, *figures]) and one_unit([total, first, *figures]):
            found.append(
                Relation(
                    "sum",
                    "grid.column_sum",
                    total,
                    (first, *figures),
                    linear(len(figures) + 1),
                    ("whole", *("part",) * (len(figures) + 1)),
                    f"“{name_of(column.words)}”一列各行与预算执行{with_unit(first)}"
                    f"之和应等于“{name_of(by_row.series[whole].words)}”{with_unit(total)}",
                    f"column “{name_of(column.words)}” and the {with_unit(first)} of the budget's execution should sum to "
                    f"{with_unit(total)}",
                )
            )
    return found


def _column_sum(by_row: View, column: Series, at: int, tie: Tie, partial: bool) -> Found:
    whole, parts, full = tie
    total = by_row.series[whole].figure(at)
    figures = parts_of(by_row.series, parts, at)
    if total is None and column.kind == "share" and figures and len(figures) > 1 and usable(figures) and one_unit(figures):
        return [share_sum(figures[-1], tuple(figures[:-1]), strict=full and not partial)]  # nobody tells the total's share
    if figures is None or not usable([total, *figures]) or not figures or not one_unit([total, *figures]):
        return []
    head, name = name_of(column.words), name_of(by_row.series[whole].words)
    alone = (is_total(name) or bool(SUB.search(name))) and not AMONG.match(by_row.series[parts[0]].head)
    if len(parts) == 1 and not alone or (not full and len(figures) == 1):
        part = name_of(by_row.series[parts[0]].words)
        if column.kind == "share" or any(f.value is not None and f.value < 0 for f in (total, *figures)):
            return []
        return [
            Relation(
                "bound",
                "grid.part_within_whole",
                figures[0],
                (total,),
                linear(1),
                ("part", "whole"),
                f"“{head}”一列中“{part}”{with_unit(figures[0])}不应超过“{name}”{with_unit(total)}",
                f"in column “{head}”, “{part}” {with_unit(figures[0])} should not exceed “{name}” {with_unit(total)}",
                comparator="<=",
            )
        ]
    made = [
        Relation(
            "sum" if len(figures) > 1 else "repeat",
            "grid.column_sum",
            total,
            tuple(figures),
            linear(len(figures)),
            ("whole", *("part",) * len(figures)),
            f"“{head}”一列{'各行' if len(figures) > 4 else listed(by_row.series, parts)}之和应等于“{name}”"
            f"{with_unit(total)}",
            f"column “{head}” should sum to {with_unit(total)} in row “{name}”",
            strict=full and not partial and not _short(by_row, tie, at),
        )
    ]
    nameless = len(figures) == 1 and any(not by_row.series[i].head for i in parts)  # a half of a balance, cut short
    untold = FIRM_LEAF.search(column.leaf) is not None and any(by_row.series[i].figure(at) is None and _told_beside(by_row, i, at) for i in parts)
    lost = len(figures) < len(parts) and (column.kind == "share" or nameless or untold)  # or a row's share, or total, that nobody tells
    if not full and column.kind != "share" and all(_some(r) for r in made):
        made = [_some_within(made[0], head, name)]
    return [r for r in made if r.holds] if lost else made


def _some(tie: Relation) -> bool:
    """Whether rows behind 其中 come to less than the row over them, and none of them tells less than nothing."""
    below = tie.holds is False and tie.computed is not None and tie.computed < tie.stated.value
    return below and all(f.value is not None and f.value >= 0 for f in tie.operands)


def _some_within(tie: Relation, head: str, name: str) -> Relation:
    told = "、".join(with_unit(f) for f in tie.operands)
    return replace(
        tie,
        kind="bound",
        rule="grid.parts_within_whole",
        zh=f"“{head}”一列中{told}合计不应超过“{name}”{with_unit(tie.stated)}",
        en=f"in column “{head}”, {told} should together not exceed “{name}” {with_unit(tie.stated)}",
        comparator=">=",
        strict=True,
    )


def _told_beside(by_row: View, row: int, at: int) -> bool:
    """Whether a row without a total tells an amount in another column of money."""
    return any(case != at and (f := by_row.series[row].figure(case)) is not None and f.value for case in range(len(by_row.cases)))


def _short(by_row: View, tie: Tie, at: int) -> bool:
    """Whether rows (1), (2) … come to less than the numbered row over them, and make it up in no other column: a table may tell only
    some of what a row is made of."""
    whole, parts, _ = tie
    name = name_of(by_row.series[whole].words)
    if not is_numbered(name) or SUB.search(name):
        return False
    off = {}
    for case in range(len(by_row.cases)):
        total, figures = by_row.series[whole].figure(case), parts_of(by_row.series, parts, case)
        if figures and usable([total, *figures]) and one_unit([total, *figures]):
            off[case] = sum(part.value for part in figures) - total.value
    return off.get(at, 0) < 0 and all(off.values())


def row_sums(view: View) -> Found:
    """合计 = Σ columns, in each row: the columns beside it or under its upper head. Assumes what
    totals.column_readings says.

    Example: 县区|中央|省级|合计 / 甲县|3|2|5.
    """
    found: Found = []
    for ways, certain in column_readings(view):
        readings = []
        for way in ways:
            relations: Found = []
            for whole, parts, _ in way:
                for case in range(len(view.cases)):
                    if (
                        columns.kind(view.cases[case]) in ("rate", "growth", "mean")
                        and view.series[whole].kind != "score"
                    ):
                        continue
                    total, figures = view.series[whole].figure(case), parts_of(view.series, parts, case)
                    if not figures or not usable([total, *figures]) or not one_unit([total, *figures]):
                        continue
                    names = listed(view.series, parts)
                    relations.append(
                        Relation(
                            "sum",
                            "grid.row_sum",
                            total,
                            tuple(figures),
                            linear(len(figures)),
                            ("whole", *("part",) * len(figures)),
                            f"{where(view, case)}{names}之和应等于“{name_of(view.series[whole].words)}”{with_unit(total)}",
                            f"in row “{name_of(view.cases[case])}” the columns {names} should sum to {with_unit(total)}",
                        )
                    )
            readings.append(relations)
        best = settle(readings, bool(certain))
        found += best if certain is not None or any(r.holds for r in best) else []
    return found


def balance(left: tuple[View, View], right: tuple[View, View]) -> Found:
    """收入总计 = 支出总计 where a table has the two side by side. Assumes the last row of each half to be its total.

    Example: 项目|金额|项目|金额 / 一、收入|90|一、支出|80 / 总计|90|总计|90.
    """
    if left[0].grid.title != right[0].grid.title or not left[1].series or not right[1].series:
        return []
    income, spending = left[1].series[-1], right[1].series[-1]
    words = ("".join(left[0].grid.heads) + income.words, "".join(right[0].grid.heads) + spending.words)
    if (
        "收入" not in words[0]
        or "支出" not in words[1]
        or "支出" in words[0]
        or not (is_final(income.words) and is_final(spending.words))
    ):
        return []
    found: Found = []
    for a, b in zip(income.entries, spending.entries, strict=False):
        if (
            isinstance(a, Figure)
            and isinstance(b, Figure)
            and usable([a, b])
            and len(income.entries) == len(spending.entries)
        ):
            found.append(
                Relation(
                    "repeat",
                    "grid.balance",
                    b,
                    (a,),
                    linear(1),
                    ("total", "total"),
                    f"支出“{name_of(spending.words)}”{with_unit(b)}应等于收入“{name_of(income.words)}”{with_unit(a)}",
                    f"the total of spending {with_unit(b)} should equal the total of income {with_unit(a)}",
                )
            )
    return found
