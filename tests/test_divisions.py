"""Which rows divide a whole: by 按X分, by each 其中, by the three industries."""

from __future__ import annotations

import pytest
from relating import alarms, of_rules

from gouji.relations.table.divisions import among_again, by_division, industries, under_words


@pytest.mark.parametrize(
    ("ties", "opening", "expected"),
    [
        ([(0, (1, 2, 3, 4), False)], [1, 3], [(0, (1, 2), False), (0, (3, 4), False)]),
        ([(0, (1, 2, 3), False)], [1, 3], []),  # the last is told alone: one of many parts
        ([(0, (1, 2, 3), False)], [1], []),
        ([(0, (1, 2, 3, 4), False)], [2, 4], []),  # parts before the first 其中
        ([(0, (1, 2), True), (3, (4, 5, 6, 7), False)], [4, 6], [(0, (1, 2), True), (3, (4, 5), False), (3, (6, 7), False)]),
    ],
)
def test_each_among_which_begins_a_division(ties, opening, expected):
    assert among_again(ties, opening) == expected


@pytest.mark.parametrize(
    ("sections", "numbered", "expected"),
    [
        (["", "按性质分", "按性质分", "按等级分", "按等级分"], [], [(0, (1, 2), True), (0, (3, 4), True)]),
        (["", "按性质分", "按性质分", "按等级分", "按等级分", "按等级分"], [0, 5], [(0, (1, 2), True), (0, (3, 4), True)]),
        (["", "按性质分", "按性质分"], [], []),  # one division is told by the table's own rows
        (["", "城区", "城区", "郊区", "郊区"], [], []),
    ],
)
def test_words_over_rows_divide_the_row_above(sections, numbered, expected):
    assert under_words(range(len(sections)), sections, numbered) == expected


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (["地区生产总值", "第一产业", "第二产业", "第三产业"], [(0, (1, 2, 3), True)]),
        (["地区生产总值", "第一产业", "第二产业", "工业", "建筑业", "第三产业"], [(0, (1, 2, 5), True)]),
        (["地区生产总值", "第一产业", "第三产业"], []),
        (["用电户", "第一产业", "第二产业", "第三产业"], []),
        (["第一产业", "第二产业", "第三产业"], []),
    ],
)
def test_three_industries_make_up_the_total_above_them(heads, expected):
    assert industries(range(len(heads)), dict(enumerate(heads))) == expected


def test_divisions_of_a_total_are_apart():
    assert by_division([(2, (0, 1, 3, 4), True)], ["按行业分", "按行业分", "", "按地区分", "按地区分"]) == [(2, (0, 1), True), (2, (3, 4), True)]


HOSPITALS = (
    "机构 | 人次（万人次） |\n一、医院 | 301.3 |\n按性质分 | |\n公立 | 250.1 |\n民营 | 51.2 |\n按等级分 | |\n三级 | 160.0 |\n二级 | 141.3 |\n二、乡镇卫生院 | 88.4 |\n"
)


def test_a_hospital_of_two_divisions_is_summed_by_each():
    assert of_rules(HOSPITALS, "grid.column_sum") == [("301.3", "250.1", "51.2", True), ("301.3", "160.0", "141.3", True)]
    assert alarms(HOSPITALS) == []
    assert len(alarms(HOSPITALS.replace("51.2", "52.1"))) == 1


def test_a_division_that_tells_some_of_its_rows_demands_nothing():
    text = "科目 | 支出（万元） |\n一、本级支出 | 820.0 |\n按功能分 | |\n教育 | 510.0 |\n卫生 | 310.0 |\n按经济分类分 | |\n工资 | 402.0 |\n差旅 | 11.5 |\n二、上解支出 | 90.0 |\n"
    assert alarms(text) == []
