"""Items that tell the same measures: paragraphs, lines, and lists of the same names; and differences told by name."""

import pytest
from relating import alarms, ties

from gouji.relations.change import gaps
from gouji.relations.sum import alike, by_name

TOTALS = "一、总体\n全年安排资金3500万元，支付3000万元。\n二、分项目\n"
ROADS = (
    "1.道路。安排1200万元，支付1100万元，支付率91.67%，受益群众3200人。\n"
    "2.桥梁。安排900万元，支付700万元，支付率77.78%。\n"
    "3.供水。安排800万元，支付720万元，支付率90.00%。\n"
    "4.其余项目安排600万元，支付480万元，支付率80.00%。\n"
)


def test_columns_of_numbered_paragraphs_and_their_rates():
    assert set(ties(alike, TOTALS + ROADS)) >= {
        ("3500", "1200", "900", "800", "600", True),
        ("3000", "1100", "700", "720", "480", True),
        ("91.67", "1100", "1200", True),
        ("80.00", "480", "600", True),
    }
    assert alarms(TOTALS + ROADS) == []


def test_a_part_of_the_items_only_has_no_total():
    assert [row for row in ties(alike, TOTALS + "主要项目：\n" + ROADS.replace("其余", "农田")) if row[0] == "3000"] == [
        ("3000", "1100", "700", "720", "480", True)
    ]
    less = ROADS.replace("其余", "农田").replace("支付720万元，支付率90.00%", "支付640万元，支付率80.00%")
    assert [row for row in ties(alike, TOTALS + "主要项目：\n" + less) if row[0] == "3000"] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("支付率90.00%", "支付率80.00%", "720万元÷"),  # 720 / 800 = 90 %
        ("支付3000万元", "支付3100万元", "3100万元应等于各部分之和"),  # 1100 + 700 + 720 + 480 = 3000; the last is 其余
    ],
)
def test_what_a_wrong_figure_fails(old, new, said):
    assert any(said in line for line in alarms((TOTALS + ROADS).replace(old, new)))


def test_a_total_behind_the_items_that_counts_them():
    items = (
        "（一）养老金9.87亿元，支出9.87亿元，100%。\n（二）义务教育6.14亿元，支出4.97亿元，80.9%。\n"
        "（三）救助1.65亿元，支出1.52亿元，92.1%。\n以上3项资金共17.66亿元，支出16.36亿元。\n"
    )
    assert {("17.66", "9.87", "6.14", "1.65", True), ("16.36", "9.87", "4.97", "1.52", True)} <= set(ties(alike, items))
    wrong = items.replace("16.36", "16.63")
    assert any("16.63亿元" in line for line in alarms(wrong))
    assert alarms(items) == []


def test_lines_of_which_one_leaves_its_rate_empty():
    text = (
        "全年计划12.6亿元\n1-6月完成7.02亿元 占年计划 55.7%\n其中\n高速公路 计划5.2亿元 完成3.05亿元 占58.7%\n"
        "国省道 计划4.1亿元 完成2.26亿元 占55.1%\n农村公路 计划2.4亿元 完成1.32亿元 占  %\n场站 计划0.9亿元 完成0.39亿元 占43.3%\n"
    )
    assert set(ties(alike, text)) >= {
        ("12.6", "5.2", "4.1", "2.4", "0.9", True),
        ("7.02", "3.05", "2.26", "1.32", "0.39", True),
        ("43.3", "0.39", "0.9", True),
    }
    assert alarms(text) == []


NAMED = (
    "年度任务：东山镇1200亩、西河镇950亩、南屯乡800亩、北岭乡640亩。\n"
    "截至6月底完成：东山镇900亩、西河镇760亩、南屯乡520亩、北岭乡448亩。\n"
    "完成率：东山镇75.0%、西河镇80.0%、南屯乡65.0%、北岭乡70.0%。\n"
)


@pytest.mark.parametrize(
    "text",
    [
        NAMED,
        NAMED.replace("镇", "").replace("乡", ""),
        NAMED.replace("年度任务：", "年度任务依次为").replace("亩、", "亩，"),
        # in one order here, in another there, and by short names
        NAMED.replace("东山镇1200亩、西河镇950亩", "西河950亩、东山1200亩"),
    ],
)
def test_rates_by_name(text):
    assert {row[0]: row[1:] for row in ties(by_name, text)} == {
        "75.0": ("900", "1200", True),
        "80.0": ("760", "950", True),
        "65.0": ("520", "800", True),
        "70.0": ("448", "640", True),
    }
    assert alarms(text) == []
    assert any("南屯" in line for line in alarms(text.replace("65.0%", "60.0%")))


@pytest.mark.parametrize(
    "text",
    [
        NAMED.replace("75.0%", "12.0%").replace("80.0%", "9.3%"),  # most are of something else: growth, say
        NAMED.replace("完成率：", "同比增长："),  # their numbers fit, but that was not told: at least nothing fails
    ],
)
def test_rates_of_something_else_fail_nothing(text):
    assert alarms(text) == []


def test_ratios_without_a_unit_by_name():
    text = (
        "在校生：小学38742人，初中15680人，普通高中8125人。\n专任教师：小学2162人，初中1306人，普通高中702人。\n"
        "生师比，小学17.92:1，初中12.01:1，普通高中11.57:1。\n"
    )
    assert ("12.01", "15680", "1306", True) in ties(by_name, text)  # 12.006


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公务接待支出12.6万元，年初预算15万元，差额2.4万元。", [("2.4", "15", "12.6", True)]),
        ("年初预算15万元，公务接待支出12.6万元，差值为2.4万元。", [("2.4", "15", "12.6", True)]),
        ("会议费8.35万元，预算10万元，差异1.56万元。", [("1.56", "10", "8.35", False)]),  # 1.65
        ("购置费未发生，年初预算20万元，差额20万元。", [("20", "20", True)]),
        ("应收与实收差额较上年减少3万元。", []),
        ("全县人均收入21560元，与全市平均差距1200元。", []),
    ],
)
def test_differences_told_by_name(text, expected):
    assert ties(gaps, text) == expected
