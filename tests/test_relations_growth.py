"""Stated rates of change: which figures they are tied to, and whether those bear them out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from relating import alarms

from gouji import figures
from gouji.document import Document, normalise
from gouji.interval import Interval
from gouji.relations.change import growth
from gouji.relations.common.model import HUNDRED, Formula
from gouji.relations.common.paces import Pace
from gouji.relations.common.reading import read


def ties(text: str) -> list[tuple[str, ...]]:
    """Each relation as its figures' numbers, stated first, and what came of it."""
    document = Document(text, *normalise(text))
    return [
        (*(figure.number for figure in relation.figures), relation.holds)
        for relation in growth.propose(read(document, figures.find(document)))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the base is implied by the change
        ("机关运行经费支出87.36万元，比2021年度减少5.29万元，降低5.71%。", [("5.71", "87.36", "5.29", True)]),
        ("机关运行经费支出87.36万元，比2021年度减少5.29万元，降低7.51%。", [("7.51", "87.36", "5.29", False)]),
        ("机关运行经费支出87.36万元，比年初预算数减少5.29万元，降幅为5.71%。", [("5.71", "87.36", "5.29", True)]),
        ("罚没收入326.8万元，同比（上年298.4万元）增长9.52%。", [("9.52", "326.8", "298.4", True)]),
        ("罚没收入326.8万元（上年298.4万元），增长8.52%。", [("8.52", "326.8", "298.4", False)]),
        ("发布政务信息1200条，发布量比上年增加200条，增长20%。", [("20", "1200", "200", True)]),
        (
            "财政拨款支出2995.39万元，占支出合计的95.31%。与上年相比，财政拨款支出减少56.95万元，下降1.87%。",
            [("1.87", "2995.39", "56.95", True)],
        ),
        (
            "2023年度收、支总计5297.90万元。与上年相比，收、支总计各增加123.45万元，增长2.39%。",
            [("2.39", "5297.90", "123.45", True)],
        ),
        (
            "收入总计1200.00万元，支出总计1100.00万元。与2022年相比，收入总计增加200.00万元，增长20.00%；支出总计减少100.00万元，下降8.33%。",
            [("20.00", "1200.00", "200.00", True), ("8.33", "1100.00", "100.00", True)],
        ),
        ("累计营业收入50万元（比上年增加10万元，增长25%）。", [("25", "50", "10", True)]),
        ("接待量25万人次，同比增加5万人次，增幅25%。", [("25", "25", "5", True)]),
        ("本年支出比上年增加10万元，增长5%，达到210万元。", [("5", "210", "10", True)]),
        ("营业收入50万元，比上年增加30万元，增长1.5倍。", [("1.5", "50", "30", True)]),
        ("营业收入50万元，比上年增加30万元，增长2.5倍。", [("2.5", "50", "30", False)]),
        (
            "预算为45.20万元，支出决算为36.72万元，完成预算的81.24%，比上年减少4.37万元，下降10.64%。",
            [("10.64", "36.72", "4.37", True)],
        ),
        (
            "2024年“三公”经费预算数为10.00万元，比2023年预算数减少2.00万元，下降16.67%。",
            [("16.67", "10.00", "2.00", True)],
        ),
        ("因公出国费0万元，比上年减少5万元，下降100%。", [("100", "0", "5", True)]),
        ("本年收入8.20万元，比上年增加0万元，增长0%。", [("0", "0", "8.20", True)]),
        # a bare 支出决算为 is said of what opens its sentence; the budget beside it is not what changed
        (
            "“三公”经费支出预算为20.00万元，支出决算为15.00万元。“三公”经费支出决算数比2022年减少2.00万元，下降11.76%。",
            [("11.76", "15.00", "2.00", True)],
        ),
        # the figure stands in another paragraph, under the change's own name
        (
            "其中：公务接待费支出决算减少0.50万元，下降9.09%。\n公务接待费支出决算5.00万元，占33.33%。",
            [("9.09", "5.00", "0.50", True)],
        ),
        (
            "2022年末贷款余额56亿元，2023年末贷款余额62亿元，较年初增加6亿元，增长10.7%。",
            [("10.7", "62", "56", True), ("10.7", "6", "56", True)],
        ),
        (
            "本年收入17564.93万元，比2021年度增加2610.15万元，增长17.45%；本年支出17834.20万元，增加2988.42万元，增长20.31%。",
            [("17.45", "17564.93", "2610.15", True), ("20.31", "17834.20", "2988.42", False)],
        ),
        ("当月征缴646.20万元，环比下降7.8%。10月份当月征缴700.87万元。", [("7.8", "646.20", "700.87", True)]),
        # the whole or its last part: either reading may hold
        (
            "支出100万元，其中基本支出60万元，项目支出40万元，比上年增加10万元，增长11.11%。",
            [("11.11", "100", "10", True)],
        ),
        (
            "支出100万元，其中基本支出60万元，项目支出40万元，比上年增加10万元，增长33.33%。",
            [("33.33", "40", "10", True)],
        ),
        # lists run in one order
        (
            "公务用车运行费和公务接待费分别为34.15万元、2.57万元，比上年分别减少4.06万元、0.31万元，分别下降10.63%、10.76%。",
            [("10.63", "34.15", "4.06", True), ("10.76", "2.57", "0.31", True)],
        ),
        (
            "国内公务接待23批次、198人次，比上年减少7批次、123人次，分别下降23.33%、31.82%。",
            [("23.33", "23", "7", True), ("31.82", "198", "123", False)],
        ),
        # the earlier figure is told
        (
            "决算支出36.72万元，比上年决算数41.09万元减少4.37万元，下降10.64%。",
            [("10.64", "36.72", "41.09", True), ("10.64", "4.37", "41.09", True)],
        ),
        (
            "决算支出36.72万元，比上年决算数41.09万元减少4.37万元，下降16.04%。",
            [("16.04", "36.72", "41.09", False), ("16.04", "4.37", "41.09", False)],
        ),
        (
            "低保标准由每人每月720元提高到778元，提高8.1%；特困标准由936元提高到1010元，提高9.7%。",
            [("8.1", "778", "720", True), ("9.7", "1010", "936", False)],
        ),
        ("PM2.5年均浓度21微克/立方米，同比下降8.7%（2022年为23微克/立方米）。", [("8.7", "21", "23", True)]),
        (
            "收支总计600万元。与2021年度相比，收支各增加100万元，增长20%；2021年度收支总计为500万元。",
            [("20", "600", "500", True), ("20", "100", "500", True)],
        ),
        ("2022年投入100万元，2023年投入120万元，增长20%。", [("20", "120", "100", True)]),
        ("财政收入由2020年的8.6亿元增长到2023年的12.3亿元，年均增长12.7%。", [("12.7", "12.3", "8.6", True)]),
        ("失业人员从2020年的100人减少到2023年的80人，降幅20%。", [("20", "80", "100", True)]),
        ("案件数由100件→120件，增长20%。", [("20", "120", "100", True)]),
        ("降雨量548.6mm，较常年同期的467.3mm偏多14.8%。", [("14.8", "548.6", "467.3", False)]),
        # a slip in the figure of now shows in the amount; the rate still fits the two others
        ("年末结转138.07万元，比上年末的216.34万元减少33.27万元，下降15.38%。", [("15.38", "33.27", "216.34", True)]),
        ("营业收入30万元，是上年12万元的2.5倍。", [("2.5", "30", "12", True)]),
    ],
)
def test_ties(text, expected):
    assert ties(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "新增就业1.2万人，同比增长5%。",  # no base
        "实现地区生产总值123.4亿元，比上年增加10亿元，同比增长5.6%。",  # at constant prices
        "人均可支配收入21000元，年均增长8.5%。",
        "出口收入12万元，按可比口径增加1万元，增长5%。",
        "公务接待费5万元，上年无此项支出，增加5万元，增长100%。",  # base of zero
        "支出决算100万元。主要原因是人员经费增加23.4万元，增长5%。",  # another subject, whose figure is not told
        "运行费2.3万元，比2022年度决算减少0.7万元，其中燃油费减少0.5万元，下降30%。",
        "办公费支出12.3万元，主要原因是办公用品价格上涨10%，用量增加5%。",
        "全年减少碳排放500吨，降低成本20%。",
        "通过集中采购，节约资金35万元，节约率8.5%。",
        "接待来访群众320批次1200人次，同比分别下降12%和15%。",
        "按时办结率99%，比去年提高3%。",
        "合格率达到98%，比上年提高2个百分点，增长2.08%。",  # the earlier rate is not told
        "收入5万元，占比68.8%，提高1.5个百分点。",
        "面积45.6万亩，总产20.5万吨，分别比上年增长1.2%、1.7%。",
        "增长5.2%。",
        "城乡低保标准由600元提高到650元，实际提高5%。",
    ],
)
def test_no_tie(text):
    assert ties(text) == []


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.booleans())
def test_implied_base_is_the_growth_over_it(then, change, up):
    """d / (n - f d) is (n - then) / then with its sign, whatever then and d."""
    n = then + change if up else then - change
    if n == 0 or (not up and n < 0):
        return
    sign = 1 if up else -1
    implied = Formula("change", (Decimal(sign),)).apply([Interval.point(n), Interval.point(change)])
    told = Pace("growth", (Decimal(sign), HUNDRED)).apply([Interval.point(n), Interval.point(then)])
    expected = Decimal(change) / Decimal(then) * 100
    for got in (implied, told):
        assert abs(got.low - expected) <= Decimal("1e-18") * (1 + expected)
        assert abs(got.high - expected) <= Decimal("1e-18") * (1 + expected)


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        ("增加2.05万元，其中公务接待费较上年减少0.65万元，减少6.60%；公务用车运行费较上年增加2.70万元，增长18.62%。", 0),
        ("增加2.50万元，其中公务接待费较上年减少0.65万元，减少6.60%；公务用车运行费较上年增加2.70万元，增长18.62%。", 1),
        ("增加2.05万元，其中公务接待费较上年减少0.56万元，减少6.60%；公务用车运行费较上年增加2.70万元，增长18.62%。", 1),
        ("增加2.05万元，其中公务接待费较上年减少0.65万元，减少7.60%；公务用车运行费较上年增加2.70万元，增长18.62%。", 1),
    ],
)
def test_two_years_told_in_paragraphs_of_their_own(text, failing):
    report = (
        "一、2023年“三公”经费预算\n2023年度“三公”经费预算合计26.40万元，其中：公务接待费9.20万元，公务用车运行费17.20万元。\n"
        "二、2022年“三公”经费决算\n2022年度“三公”经费支出合计24.35万元，其中：公务接待费9.85万元，公务用车运行费14.50万元。\n"
        f"2023年度“三公”经费预算较2022年度{text}"
    )
    assert len(alarms(report)) == failing


@pytest.mark.parametrize(
    ("rate", "failing"),
    [("12.84", 0), ("14.73", 1), ("17.40", 0)],  # 4.18 / 32.55; 4.18 / 28.37, over the later year; of something not told
    ids=["right", "other_base", "not_told"],
)
def test_a_change_without_a_subject_is_of_the_whole_before_its_parts(rate, failing):
    text = f"2016年度“三公”经费支出28.37万元，其中公务接待费8.62万元，公务用车运行维护费19.75万元。比2015年决算数减少4.18万元，降低{rate}%。"
    assert len(alarms(text)) == failing


@pytest.mark.parametrize(("rate", "failing"), [("13.46", 0), ("11.86", 1)], ids=["right", "over_the_later_year"])
def test_a_change_of_a_total_that_another_paragraph_tells(rate, failing):
    text = (
        "（一）收入总计14207.63万元，包括：\n1.财政拨款收入13403.86万元。\n2.上年结转和结余803.77万元。\n"
        f"（二）与上年相比，2021年收入总计增加1685.42万元，增长{rate}%，主要原因是奖补资金增加。"
    )
    assert len(alarms(text)) == failing


@pytest.mark.parametrize(("rate", "fails"), [("31.76", 0), ("34.11", 1)])
def test_a_rate_and_its_amount_with_a_comparison_between_them(rate, fails):
    assert len(alarms(f"共受理各类案件50101件，同比增长{rate}%，比全省平均高出19.81%，增加12077件。")) == fails
