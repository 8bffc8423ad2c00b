"""Rows of a table told again in prose, wholes divided more than once, and the lines that part such tables' cells."""

from __future__ import annotations

import pytest
from relating import alarms, grids, of_rules

INDUSTRIES = (
    "全年地区生产总值68.40亿元，增长7.1%。其中，第一产业增加值12.31亿元，增长3.9%；第二产业增加值25.64亿元，增长8.2%；第三产业增加值30.45亿元，增长7.6%。"
    "第一、二、三产业占生产总值的比重分别为18.0%、37.5%和44.5%。\n附表：生产总值\n"
    "|\n项目 |\n现价（亿元） |\n增速%（可比价） |\n构成% | |\n|\n2022年 |\n2023年 | | | |\n|\n生产总值 |\n63.02 |\n68.40 |\n7.1 |\n— |\n"
    "|\n第一产业 |\n11.72 |\n12.31 |\n3.9 |\n18.0 |\n|\n第二产业 |\n23.55 |\n25.64 |\n8.2 |\n37.5 |\n|\n第三产业 |\n27.75 |\n30.45 |\n7.6 |\n44.5 |\n"
)


def test_a_growth_at_comparable_prices_is_of_no_amounts_beside_it():
    text = "项目 | 2022年（亿元） | 2023年（亿元） | 增速%（可比价） |\n农业 | 20.0 | 22.0 | 10.0 |\n工业 | 30.0 | 33.6 | 8.1 |\n商业 | 40.0 | 44.4 | 7.7 |\n"
    assert of_rules(text, "grid.growth") == []
    assert alarms(text) == []
    assert len(of_rules(text.replace("（可比价）", ""), "grid.growth")) == 3


def test_the_rows_of_industries_are_told_again_by_their_names():
    found = of_rules(INDUSTRIES, "repeat.row_retold")
    assert {tie[0] for tie in found} >= {"7.1", "3.9", "8.2", "7.6", "18.0", "37.5", "44.5"}
    assert all(tie[-1] for tie in found)
    assert ("63.02", "11.72", "23.55", "27.75", True) in of_rules(INDUSTRIES, "grid.column_sum")
    assert of_rules(INDUSTRIES, "grid.growth") == []  # at comparable prices
    assert alarms(INDUSTRIES) == []


@pytest.mark.parametrize("slip", [("增长8.2%", "增长2.8%"), ("11.72 |", "17.12 |"), ("25.64 |", "26.54 |")])
def test_a_row_told_otherwise_is_told(slip):
    assert len(alarms(INDUSTRIES.replace(*slip))) > 0


@pytest.mark.parametrize(
    ("prose", "told"),
    [
        ("借款纠纷同比下降8.5%。", [("8.5", "-8.5", True)]),
        ("借款纠纷收案1290件，同比下降8.5%。", [("1290", "1290", True), ("8.5", "-8.5", True)]),
        ("劳务增长3.2%。", [("3.2", "3.2", True)]),  # all rows are 纠纷
        ("借款纠纷占53.2%。", []),  # a share is no growth
        ("借款纠纷增长8.5%。", []),
        ("租赁纠纷下降8.5%。", []),
    ],
)
def test_a_figure_is_of_the_row_named_before_it(prose, told):
    text = f"{prose}\n各案由情况\n案由 | 收案（件） | 增幅（%） |\n借款纠纷 | 1290 | -8.5 |\n劳务纠纷 | 731 | 3.2 |\n买卖纠纷 | 402 | 1.1 |\n"
    assert of_rules(text, "repeat.row_retold") == told
    assert alarms(text) == []


PEOPLE = "表2 2023年末人口数及其构成\n|\n" + "".join(
    f"{c}\n|\n" for c in "指标 年末数（万人） 比重（%） 全县总人口 52.60 100.0 其中：城镇 28.14 53.5 乡村 24.46 46.5 其中：男性 26.93 51.2 女性 25.67 48.8".split()
)


def test_a_whole_that_is_divided_twice_has_two_sums_and_its_shares():
    assert grids(PEOPLE)[0][0] == ["指标", "年末数（万人）", "比重（%）"]
    assert of_rules(PEOPLE, "grid.column_sum") == [
        ("52.60", "28.14", "24.46", True),
        ("52.60", "26.93", "25.67", True),
        ("100.0", "53.5", "46.5", True),
        ("100.0", "51.2", "48.8", True),
    ]
    assert len(of_rules(PEOPLE, "grid.share_of_told")) == 4
    assert alarms(PEOPLE) == []


@pytest.mark.parametrize("slip", [("24.46", "26.44"), ("51.2", "52.1"), ("28.14", "21.84")])
def test_a_part_of_either_division_is_held_to_it(slip):
    assert len(alarms(PEOPLE.replace(*slip))) > 0


def test_a_table_that_the_text_breaks_off_demands_no_share():
    assert alarms(PEOPLE.replace("\n48.8\n|", "")) == []


def test_an_edge_alone_ends_the_cell_above_it_and_a_cell_of_two_lines_is_one():
    cells = ["案由", "收案（件）", "结案（件）", "交通事故\n责任纠纷", "320", "301", "借款\n纠纷", "210", "205", "合计", "530", "506"]
    text = "一、收案情况\n1、民事案件：\n" + "".join(f"{c}\n|\n" for c in cells) + "上述案件总体平稳。\n"
    assert grids(text) == [
        (["案由", "收案（件）", "结案（件）"], [["交通事故责任纠纷", "320", "301"], ["借款纠纷", "210", "205"], ["合计", "530", "506"]])
    ]
    assert len(of_rules(text, "grid.column_sum")) == 2


def test_a_half_of_a_balance_that_breaks_off_sums_to_nothing():
    text = (
        "表1：收支平衡表\n单位：亿元\n收入 | 执行数 | 支出 | 执行数 |\n总计 | 585 | 总计 | 585 |\n一、本级收入 | 205 | 一、本级支出 | 484 |\n"
        "税收 | 141 | ||\n非税 | 64 | ||\n二、转移收入 | 380 |\n"
    )
    assert grids(text)[0][1][-1] == ["二、转移收入", "380"]
    assert alarms(text) == []
