"""Orders told behind the figures: 逐年, 其次, one name above another, income short of expense."""

from __future__ import annotations

import pytest
from relating import alarms, ties

from gouji.relations.order import told_orders


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年至2023年接待费分别为9.2万元、8.1万元、6.4万元，逐年下降。", [("9.2", "8.1", True), ("8.1", "6.4", True)]),
        ("三年来案件数为120件、131件、146件，呈逐年上升趋势。", [("120", "131", True), ("131", "146", True)]),
        ("2023年、2022年、2021年分别为9.2万元、8.1万元、6.4万元，逐年上升。", [("6.4", "8.1", True), ("8.1", "9.2", True)]),
        ("2021—2023年接待费分别为9.2万元、9.8万元、6.4万元，连年减少。", [("9.2", "9.8", False), ("9.8", "6.4", True)]),
        ("甲县9.2万元、乙县8.1万元、丙县6.4万元，逐年下降。", []),  # no series
        ("接待费9.2万元，逐年下降。", []),
        ("教育支出最多，为3.2亿元；其次是社保支出2.1亿元。", [("3.2", "2.1", True)]),
        ("电气引起436起（31.5%），其次是用火不慎327起（23.6%）。", [("436", "327", True)]),
        ("电气引起的最多，有236起，其次为用火不慎327起。", [("236", "327", False)]),
        ("首先安排培训236万元，其次是设备327万元。", []),  # in the order of telling
        ("增幅最大的是甲县8.2亿元，其次是乙县9.5亿元。", []),  # in the order of growth
        ("出生率8.2‰，死亡率6.1‰，出生率高于死亡率。", [("8.2", "6.1", True)]),
        ("一季度支出2.1亿元，二季度支出3.4亿元，二季度支出明显高于一季度支出。", [("3.4", "2.1", True)]),
        ("一季度支出3.4亿元，二季度支出2.1亿元，二季度支出明显高于一季度支出。", [("2.1", "3.4", False)]),
        ("入园率91.2%，高于全省平均水平，入园率高于上年。", []),  # nothing told of those
        ("本年收入2300万元，支出2410万元，收不抵支。", [("2300", "2410", True)]),
        ("基金收入2300万元、支出2110万元，收不抵支。", [("2300", "2110", False)]),
        ("收入2300万元，其他各县收不抵支。", []),
    ],
)
def test_told_orders(text, expected):
    assert ties(told_orders, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全县19所敬老院中有6所入住率低于50%，占比近三分之一。",
        "甲县支出3.4亿元，乙县支出2.1亿元，支出大于收入的有5个县。",
        "全年培训120期、131期、146期，规模逐年扩大。",
    ],
)
def test_what_must_stay_silent(text):
    assert not alarms(text)
