"""Arithmetic that a text writes out: which numbers it is made of, and whether it comes to what stands there."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from relating import alarms, reading

from gouji.interval import rounded
from gouji.relations import propose
from gouji.relations.ratio import written_out


def ties(text):
    """Each tie of a text's own arithmetic: its rule, its figures with their units, what is stated first, and what came of it."""
    return [(tie.rule, *(figure.number + figure.unit for figure in tie.figures), tie.holds) for tie in written_out.propose(reading(text))]


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("培训合格率=合格人数/参训人数=285/300=95%。", ("ratio.written_out", "95%", "285", "300", True)),
        ("培训合格率=合格人数/参训人数×100%=285人/300人×100%=95%。", ("ratio.written_out", "95%", "285人", "300人", True)),
        ("预算执行率=（支出数/预算数）×100%=（4,701.56万元/5,030.67万元）×100%=93.46%。", ("ratio.written_out", "93.46%", "4,701.56万元", "5,030.67万元", True)),
        ("预算执行率＝（4701.56／5030.67）×１００％＝94.36%。", ("ratio.written_out", "94.36%", "4701.56", "5030.67", False)),
        ("预算完成率=实际支出486.5万元/预算数500万元*100%=97.3%，得9.73分。", ("ratio.written_out", "97.3%", "486.5万元", "500万元", True)),
        ("“三公”经费控制率=（18.6÷25）×100%=74.4%。", ("ratio.written_out", "74.4%", "18.6", "25", True)),
        ("在职人员控制率=（85/90）*100%=94.44%，不超过100%。", ("ratio.written_out", "94.44%", "85", "90", True)),
        ("项目执行率为97.3%（486.5/500）。", ("ratio.written_out", "97.3%", "486.5", "500", True)),
        ("项目执行率为93.7%（486.5万元÷500万元）。", ("ratio.written_out", "93.7%", "486.5万元", "500万元", False)),
        # (86.5 - 102.3) / 102.3
        ("结转结余变动率=（86.5-102.3）/102.3×100%=-15.44%。", ("growth.written_out", "-15.44%", "86.5", "102.3", True)),
        ("“三公”经费变动率=[（18.6-25）/25]×100%=-26.5%。", ("growth.written_out", "-26.5%", "18.6", "25", False)),
        ("养护里程320+580+1460=2360公里。", ("sum.written_out", "2360公里", "320公里", "580公里", "1460公里", True)),
        ("投入10+过程20+产出40+效益25=96分。", ("sum.written_out", "96分", "10分", "20分", "40分", "25分", False)),
        ("投资1,200.5万元+800万元-100万元=1900.5万元。", ("sum.written_out", "1900.5万元", "1,200.5万元", "800万元", "-100万元", True)),
    ],
)
def test_what_is_worked_out(text, tie):
    assert ties(text) == [tie]
    assert bool(alarms(text)) is not tie[-1]


@pytest.mark.parametrize(
    "text",
    [
        "截至2023/12/31完成率=100%。",
        "三级得分（1/2/3）=5%。",
        "升学比例为95%（2023/2024学年）。",
        "执行率=支出数/预算数×100%，得10分。",
        "推行“1+3+N”模式，桩号K0+580处完成修复。",
        "补助标准600元/人·月，全年7200元/人。",
        "人均完成95%（12件/人）。",
        "每个村配3万元/5台电脑=标准配置。",
    ],
)
def test_what_is_none(text):
    assert ties(text) == []


def test_numbers_that_could_be_years():
    assert ties("完成率=（1900/2000）×100%=95%。") == [("ratio.written_out", "95%", "1900", "2000", True)]


def test_numbers_of_a_formula_are_tied_in_a_report():
    told = reading("人员控制率=在职人数/编制数=85/90=94.44%。")
    found = propose(told.document, [m.figure for m in told.mentions], told)
    assert [tie.rule for tie in found.items] == ["ratio.written_out"]
    assert found.unchecked == {}


@given(st.integers(1, 9_999), st.integers(1, 9_999), st.sampled_from("/÷"), st.integers(0, 2))
def test_a_quotient_holds_as_it_is_rounded(part, base, stroke, places):
    rate = rounded(Decimal(part) / base * 100, places)
    assume(rate != 100 or part == base)  # 100% means all
    assert [tie[-1] for tie in ties(f"完成率=（{part}{stroke}{base}）×100%={rate}%。")] == [True]
    off = rate + Decimal(3).scaleb(-places)
    assert [tie[-1] for tie in ties(f"完成率=（{part}{stroke}{base}）×100%={off}%。")] == [False]
