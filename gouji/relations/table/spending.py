"""grid.spent_within_budget: in a table, what was spent of each row's budget lies within it.

Basis: an evaluation form's 全年预算数 is what could be spent at most; 因公出国, 公务用车 and 公务接待 are not to exceed their budgets.
Other budgets may be exceeded, and single rows of these as well: the ties of a table are told only where all its rows bear them out,
and of the rows that tell no rate of execution and no difference, which say as much.
"""

from __future__ import annotations

import re

from gouji.relations.common.model import Relation, linear
from gouji.relations.table.pairing import is_difference
from gouji.relations.table.views import View, name_of, one_unit, usable, where, with_unit

_BUDGET = re.compile(r"预算(?:数|安排数?|金额|资金)?(?:（[A-Za-zａ-ｚ]）)?$")
_ALL_YEAR = re.compile(r"(?:全年|调整后?)[^|]{0,3}预算")
_EXECUTED = re.compile(r"(?:执行数?|支出数?|决算数?|实际支出数?)(?:（[A-Za-z]）)?$")
_OTHER = re.compile(r"上年|去年|率|比|增|减|差|20\d\d年(?!.*20\d\d年)")
_THREE = re.compile(r"三公|公务接待|公务用车|因公出国|公车")
LEAST = 2  # rows that name such expenses


def within_budgets(view: View) -> list[Relation]:
    """The ties of one table, seen by its columns. Example: 项目|全年预算数|全年执行数 / 年度资金总额|126.5|124.97."""
    budgets = [k for k, s in enumerate(view.series) if s.kind == "amount" and _BUDGET.search(s.leaf) and not _OTHER.search(s.words)]
    spent = [k for k, s in enumerate(view.series) if s.kind == "amount" and _EXECUTED.search(s.leaf) and not _OTHER.search(s.words)]
    if not budgets or len(spent) != 1 or budgets[-1] > spent[0]:
        return []
    at = next((k for k in reversed(budgets) if _ALL_YEAR.search(view.series[k].words)), budgets[-1])
    if not _ALL_YEAR.search(view.series[at].words) and sum(bool(_THREE.search(case)) for case in view.cases) < LEAST:
        return []
    rates = [s for s in view.series if s.kind == "rate" or is_difference(s)]
    found = []
    for case in range(len(view.cases)):
        budget, executed = view.series[at].figure(case), view.series[spent[0]].figure(case)
        if not usable([budget, executed]) or not one_unit([budget, executed]) or not budget.value:
            continue
        rated = any(s.figure(case) is not None for s in rates)
        tie = Relation(
            "bound",
            "grid.spent_within_budget",
            executed,
            (budget,),
            linear(1),
            ("spent", "budget"),
            f"{where(view, case)}“{name_of(view.series[spent[0]].words)}”{with_unit(executed)}"
            f"不应超过“{name_of(view.series[at].words)}”{with_unit(budget)}",
            f"{with_unit(executed)} spent of “{name_of(view.cases[case])}” should not exceed its budget of {with_unit(budget)}",
            comparator="<=",
            strict=False,
        )
        found.append((tie, rated))
    bare = [tie for tie, rated in found if not rated]
    return bare if all(tie.holds for tie, _ in found) else []
