"""Searching only where a pattern can begin finds what searching everywhere does."""

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji import exclusions, fund_pairs
from gouji.prose.claims import _ALL_BEGINS, _ALL_DONE, _NONE_BEGINS, _NONE_MISSED
from gouji.relations.order import goals, ladders, qualified, ranked, standards, told_orders
from gouji.relations.order.orders import _RANKED, _RANKED_BEGINS
from gouji.relations.sum.openers import TRIGGER, triggers
from gouji.relations.sum.together import _TOGETHER, _TOGETHER_BEGINS
from gouji.searching import ahead, at_clauses, at_places, where
from gouji.spelling import signs

PIECES = (
    "以上", "上述", "两", "3", "12", "项", "个", "县", "合计", "共", "，", "。", "收入", "由高到低", "按规模", "排序", "居全省", "前三位", "位居",
    "未出现", "未完成", "绩效", "目标", "指标", "偏离", "情况", "：", "无", "\n", "各项", "均", "已", "完成", "全面", "100%", "年度", "任务", "工作",
)


@pytest.mark.parametrize(
    ("begins", "pattern"),
    [
        (_TOGETHER_BEGINS, _TOGETHER),
        (_RANKED_BEGINS, _RANKED),
        (_NONE_BEGINS, _NONE_MISSED),
        (_ALL_BEGINS, _ALL_DONE),
    ],
    ids=["together", "ranked", "none_missed", "all_done"],
)
@given(words=st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_the_same_is_found_as_everywhere(begins, pattern, words):
    assert [m.span() for m in where(begins, pattern, words)] == [m.span() for m in pattern.finditer(words)]


LISTS = (
    "其中", "包括", "主要", "支出", "收入", "项目", "中，", "中：", "中", "按", "类", "分", "分为", "看：", "从", "由", "组成", "资金来源", "涉及", "用于",
    "，", "。", "；", "：", "（含", "3", "12.5", "万元", "\n", "断面", "人员", "城区", "重点", "国家", "方面",
)  # fmt: skip


@given(words=st.lists(st.sampled_from(LISTS), max_size=25).map("".join))
def test_what_opens_a_list_is_found_as_everywhere(words):
    assert [m.span() for m in triggers(words)] == [m.span() for m in TRIGGER.finditer(words)]


ORDERS = (
    "逐年", "连续三年", "持续", "呈", "呈现", "总体", "均", "下降", "增长", "高于", "低于", "超过", "于全", "全省", "平均", "平均水平", "率", "进度", "支出", "出生率",
    "死亡率", "明显", "的", "有", "是", "：", "，", "。", "；", "\n", "）", "目标", "任务", "指标值", "绩效", "完成", "3", "12.5%", "其中", "在", "人员中，", "中有", "居",
    "前三位", "排名", "列全省", "由高到低", "依次为", "甲县",
)  # fmt: skip


@pytest.mark.parametrize(
    ("find", "pattern"),
    [
        (partial(ahead, standards._ALL, 10), standards._AGAINST),
        (partial(ahead, told_orders._BY_YEARS, 6), told_orders._YEARLY),
        (partial(at_clauses, told_orders._SIGN, "，。；：\n"), told_orders._ABOVE),
        (partial(ahead, qualified._TO_MEAN, 10), qualified._MEAN),
        (partial(ahead, ranked._FIRST_OF, 7), ranked._RANKS),
        (partial(at_clauses, goals._AIMED, "\n。"), goals._AIMS),
        (partial(at_clauses, ladders._AMONG, "，。；：\n"), ladders._OF_NAMED),
    ],
    ids=["against", "yearly", "above", "mean", "ranks", "aims", "of_named"],
)
@given(words=st.lists(st.sampled_from(ORDERS), max_size=30).map("".join))
def test_orders_are_found_as_everywhere(find, pattern, words):
    assert [m.span() for m in find(pattern, words)] == [m.span() for m in pattern.finditer(words)]


NUMERALS = ("1", "23", "2023", "456", "一", "十二", "三", "、", "．", ".", "季度", "年", "度", "年度", "。", "；", "，", "\n", "〕", "年初", "个", "万元", "：")
FUNDS = ("计划", "实际", "年度", "项目", "本年", "安排", "到位", "下达", "资金", "总额", "合计", "总投资", "预算数", "到位数", "执行数", "局", "，", " ", "|", "10", "\n")


@given(words=st.lists(st.sampled_from(FUNDS), max_size=12).map("".join))
def test_funds_are_found_as_everywhere(words):
    found = ahead(fund_pairs._CORE, 4, fund_pairs._OPENING, words)
    assert [m.span() for m in found] == [m.span() for m in fund_pairs._OPENING.finditer(words)]


@given(words=st.lists(st.sampled_from(NUMERALS + ("1.5", "个", "%", "字", "号", "路", "热线", "岁", "）", "-", "12345678901")), max_size=12).map("".join))
def test_exclusions_are_tried_at_each_number_in_digits_where_they_can_match(words):
    every = [m.start() for m in re.finditer(r"\d+", words)]
    places = [m.start() for m in exclusions._BEGIN[exclusions._DIGIT].finditer(words)]
    for _, begins, pattern in exclusions._COMPILED:
        if begins == exclusions._DIGIT:
            assert [m.span() for m in at_places(pattern, words, places)] == [m.span() for m in at_places(pattern, words, every)]


def test_matches_do_not_overlap():
    found = where(re.compile("a"), re.compile("aba?"), "ababa")
    assert [m.span() for m in found] == [(0, 3)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("房屋 36.08 -4.34 2.04\n其他 1.00 -2.00 -3.00", [9, 28, 34]),
        ("土地 15.00 -70.00", []),  # two cells are no row
        ("一般 1 2 3 -4，共10", []),  # the row does not end its line
        ("a\t1\t-2\t3", [4]),
    ],
)
def test_the_sign_of_a_cell(text, places):
    assert signs(text) == places


@given(words=st.lists(st.sampled_from(NUMERALS), max_size=25).map("".join))
def test_exclusions_are_tried_at_each_number_where_they_can_match(words):
    every = [m.start() for m in re.finditer(rf"\d+|[{exclusions._CN}]", words)]
    places = [m.start() for m in exclusions._BEGIN[exclusions._EITHER].finditer(words)]
    for _, begins, pattern in exclusions._COMPILED:
        if begins == exclusions._EITHER:
            found = [m.span() for m in at_places(pattern, words, places)]
            assert found == [m.span() for m in at_places(pattern, words, every)]
