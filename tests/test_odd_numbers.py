"""Numbers that leave nothing to divide by, or no place to be written: a report that has one is read like any other."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from relating import rows

from benchmarks import annotated

CORPUS = Path(__file__).parent / "corpus"
LONG = "9" * 25
CASES = {
    "a_whole_of_forty_digits": f"预算总额{'12345678' * 5}万元，其中基本支出60万元、项目支出50万元。",
    "a_rate_of_27_digits": f"全年预算{LONG}万元，实际支出5.5万元，预算执行率{LONG}.25%。",
    "a_growth_of_26_digits": f"全年收入{LONG}万元，比上年增长{LONG}.5%，上年为5万元。",
    "nothing_left": "本部门2022年度收入总计500.00万元，支出总计480.00万元。\n年末结转和结余0.00万元。",
    "paid_for_no_month": "发放护林员补助45人，每人每月500元，共发放0个月，发放补助资金27万元。",
    "paid_for_a_hundred_months": "聘用公益性岗位45人，按每人每月500元发放100个月，共发放补助资金225万元。",
    "nothing_before": "其中：因公出国（境）经费0元，下降21.88%；（一）机关运行经费-5元，",
    "one_of_two_rates_is_nought": "上年97起、68人，今年起数减少13起、人数减少7人，分别下降0%、10.29%。",
    "a_cell_of_one_numbered_sign": "| 项目 | 预算数 | 决算数 |\n| --- | --- | --- |\n| ⒋ | 2 | 3 |\n| 基本支出 | 20.5 | 20.1 |\n",
}
NUMBER = re.compile(r"\d[\d,.]*")


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_an_odd_number_stops_nothing(text: str) -> None:
    """A sum of two that holds, in a sentence behind the odd number, is found for all that."""
    known = "全年支出110.37万元，其中基本支出60.25万元、项目支出50.12万元。"
    found = [[f.number for f in tie.figures] for tie in rows(f"{text}\n\n{known}\n") if tie.kind == "sum" and tie.holds]
    assert ["110.37", "60.25", "50.12"] in found


def _some(number: str, share: float) -> Callable[[str], str]:
    chance = random.Random(number)
    return lambda text: NUMBER.sub(lambda m: number if chance.random() < share else m[0], text)


CHANGES = {
    "all_nought": _some("0", 1),
    "some_nought": _some("0.00", 0.4),
    "some_below_nought": _some("-5", 0.2),
    "some_endless": _some(LONG, 0.2),
    "all_dashes": _some("——", 1),
    "all_slashes": _some("/", 1),
    "cells_for_spaces": lambda text: text.replace(" ", "|").replace("，", "|"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_reports_with_their_numbers_spoilt_are_read(change: Callable[[str], str]) -> None:
    reports = sorted(CORPUS.glob("*/*.md"))[::4]
    assert len(reports) > 40
    for path in reports:
        for tie in rows(change(annotated.load(path).text)):
            assert tie.figures, path
