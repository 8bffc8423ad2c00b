"""Funds told as labels with their amounts, in every layout: their units, what they consist of, and what is no such thing."""

from __future__ import annotations

import pytest
from relating import alarms, grids, of_rules

from gouji import figures
from gouji.document import Document, normalise


def units(text: str) -> list[str]:
    return [f.number + f.unit for f in figures.find(Document(text, *normalise(text)))]


ONE = [(["项目", "年度资金总额"], [["年度资金总额", "46.5"], ["其中：财政拨款", "40"], ["其他资金", "6.5"]])]


@pytest.mark.parametrize(
    "text",
    [
        "资金情况（万元）\n年度资金总额：\n46.5\n其中：财政拨款\n40\n其他资金\n6.5\n总体目标\n修好水渠\n",
        "| 项目资金（万元） | 年度资金总额： | 46.5 |\n| | 其中：财政拨款 | 40 |\n| | 其他资金 | 6.5 |\n",
        "项目资金(万元) | 年度资金总额: | 46.5 | |||\n其中:财政拨款 | 40 | ||||\n其他资金 | 6.5 | ||||\n",
        "项目名称 | 修渠 | |||\n项目资金（万元） | 年度资金总额 | 46.5 | |\n| 其中：财政拨款 | 40 | |\n| 其他资金 | 6.5 | |\n总体目标 | 修好水渠 | |||\n",
        "资金情况（万元） 年度资金总额 46.5\n其中：财政拨款 40\n其他资金 6.5\n",
        "单位：万元\n年度资金总额　46.5\n其中：财政拨款　40\n其他资金　6.5\n",
        "附件2绩效目标表资金情况（万元）年度资金总额46.5其中：财政拨款40其他资金6.5总体目标修好水渠2条",
    ],
)
def test_one_whole_and_its_sources_in_every_layout(text):
    assert grids(text) == ONE
    assert units(text)[:3] == ["46.5万元", "40万元", "6.5万元"]
    assert of_rules(text, "grid.column_sum") == [("46.5", "40", "6.5", True)]
    assert alarms(text) == []
    assert len(alarms(text.replace("40", "41"))) == 1


def test_several_wholes_side_by_side_with_their_sources_below():
    text = (
        "计划安排资金(万元) | 620.00 | 实际到位资金(万元) | 575.40 | |||\n其中:中央财政 | 其中:中央财政 | |||||\n省财政 | 200.00 | 省财政 | 200.00 | |||\n"
        "县财政 | 420.00 | 县财政 | 375.40 | |||\n实际支出(万元) | 571.20 | |||||\n"
    )
    assert grids(text)[0] == (
        ["项目", "计划安排资金（万元）", "实际到位资金（万元）"],
        [["计划安排资金（万元）", "620.00", "575.40"], ["其中：中央财政", "", ""], ["省财政", "200.00", "200.00"], ["县财政", "420.00", "375.40"]],
    )
    assert {u[-2:] for u in units(text)} == {"万元"}
    assert of_rules(text, "grid.column_sum") == [("620.00", "200.00", "420.00", True), ("575.40", "200.00", "375.40", True)]
    assert len(alarms(text.replace("375.40", "357.40"))) == 1


def test_four_wholes_that_stand_one_a_line_with_empty_sources():
    cells = [
        "计划安排资金", "(万元)", "86.5", "实际到位资金", "(万元)", "86.5", "实际支出", "(万元)", "79.2", "结余(万元)", "7.3",
        *["其中:中央财政"] * 4, "省财政", "60", "省财政", "60", "省财政", "52.7", "省财政", "7.3", *["市财政"] * 4,
        "县市区财政", "26.5", "县市区财政", "26.5", "县市区财政", "26.5", "县市区财政", *["其它"] * 4,
    ]  # fmt: skip
    text = "一、项目基本概况\n\n" + "\n\n".join(cells) + "\n\n二、项目支出明细情况\n"
    assert grids(text)[0][0] == ["项目", "计划安排资金（万元）", "实际到位资金（万元）", "实际支出（万元）", "结余（万元）"]
    assert ("79.2", "52.7", "26.5", True) in of_rules(text, "grid.column_sum")
    assert ("7.3", "86.5", "79.2", True) in of_rules(text, "grid.difference", "difference.evident")
    assert alarms(text) == []
    assert alarms(text.replace("52.7", "57.2"))


def test_a_rate_behind_the_wholes_is_under_the_head_that_tells_it():
    text = (
        "项目名称： 村卫生室补助 金额单位： 万元\n预算安排情况 资金到位情况 资金执行情况 预算执行进度（%）\n预算数 24.5 到位数 24.5 执行数 19.6 80\n"
        "其中：财政资金 20 其中：财政资金 20 其中：财政资金 19.6\n其他 4.5 其他 4.5 其他 0\n"
    )
    assert units(text) == ["24.5万元", "24.5万元", "19.6万元", "80%", "20万元", "20万元", "19.6万元", "4.5万元", "4.5万元", "0万元"]
    assert of_rules(text, "grid.rate") == [("80", "19.6", "24.5", True)]
    assert len(of_rules(text, "grid.column_sum")) == 3
    assert len(alarms(text.replace("19.6 80", "19.6 88"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        # sources that may be parts of one another
        "资金总额 | 100.00 |\n其中：财政拨款 | 90.00 |\n中央资金 | 60.00 |\n省级资金 | 30.00 |\n其他资金 | 10.00 |\n",
        # one source alone
        "年度资金总额 | 100.00 |\n其中：财政拨款 | 90.00 |\n项目目标 | 修路2公里 |\n",
        # numbers that are of something else
        "年度资金总额\n其中：财政拨款\n其他资金\n1、目标\n2、指标\n3、要求\n",
    ],
)
def test_nothing_is_said_where_the_sources_are_not_surely_all(text):
    assert of_rules(text, "grid.column_sum") == []
    assert alarms(text) == []
