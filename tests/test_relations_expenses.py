"""Prescribed expenses told in several places (repeat.expense), and the three that make up 三公经费 wherever they are told (sum.three_public)."""

from __future__ import annotations

import pytest
from relating import alarms, reading, ties

from gouji.relations.repeat import expenses
from gouji.relations.table import expense_sums


def told_again(text: str) -> list[tuple]:
    return [(*(figure.number for figure in tie.figures), tie.holds) for tie in expenses.propose(reading(text), [])]


def of_some(text: str) -> list[tuple]:
    return [(*(figure.number for figure in tie.figures), tie.holds) for tie in expense_sums.of_some(reading(text))]


TITLE = "青岭县水利局2022年度“三公”经费决算情况说明\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TITLE + "公务接待费支出决算3万元。\n（一）公务接待费支出3万元，接待40批次。\n", [("3", "3", True)]),
        (TITLE + "因公出国（境）费0万元，公务接待费4万元。\n（一）因公出国（境）费\n2022年未安排，支出0万元。\n（二）公务接待费\n全年支出4万元。\n", [("0", "0", True), ("4", "4", True)]),
        (TITLE + "单位：万元\n项目 | 预算数 | 决算数 |\n合计 | 9 | 6 |\n公务接待费 | 4 | 2 |\n公务用车购置及运行费 | 5 | 4 |\n公务接待费支出预算为4万元，支出决算为2万元。\n", [("4", "4", True), ("2", "2", True)]),
        (TITLE + "基本支出8万元。\n其中基本支出8万元用于人员。\n", [("8", "8", True)]),
    ],
    ids=["in its chapter", "under its heading", "in the table, by stage", "another name"],
)
def test_one_expense_told_again(text, expected):
    assert told_again(text) == expected
    assert alarms(text) == []


@pytest.mark.parametrize(
    "text",
    [
        TITLE + "公务接待费预算3万元。\n公务接待费支出3万元。\n",
        TITLE + "2021年公务接待费支出3万元。\n2022年公务接待费支出3万元。\n",
        TITLE + "公务接待费支出3万元。\n公务用车运行维护费支出3万元。\n",
        TITLE + "公务接待费支出3万元。\n公务接待费比上年减少3万元。\n",
        TITLE + "本级公务接待费支出3万元。\n全县公务接待费支出3万元。\n",
    ],
    ids=["planned and spent", "two years", "two expenses", "a change", "two scopes"],
)
def test_what_is_no_repeat(text):
    assert told_again(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TITLE + "公务接待费支出决算30.45万元。\n（一）公务接待费支出30.54万元，接待400批次。\n", 1),
        (TITLE + "公务接待费支出决算30.45万元。\n（一）公务接待费支出38.45万元，接待400批次。\n", 1),
        # two digits; too short a number; two scopes; of a budget with other scopes
        (TITLE + "公务接待费支出决算30.45万元。\n（一）公务接待费支出38.65万元，接待400批次。\n", 0),
        (TITLE + "公务接待费支出决算3万元。\n（一）公务接待费支出8万元，接待400批次。\n", 0),
        (TITLE + "本级公务接待费支出决算30.45万元。\n全县公务接待费支出38.45万元，接待400批次。\n", 0),
        (TITLE + "基本支出3045.12万元。\n用财政拨款安排的基本支出3045.82万元。\n", 0),
    ],
)
def test_one_digit_of_a_long_number(text, said):
    assert sum(holds is False for *_, holds in told_again(text)) == said


CHAPTERS = (
    TITLE + "2022年“三公”经费支出26.35万元，比上年下降3%。\n（一）因公出国（境）费\n2022年支出5.20万元，参加培训。\n"
    "（二）公务用车购置及运行维护费\n2022年支出15.05万元，保有车辆6辆。\n（三）公务接待费\n2022年支出6.10万元，接待80批次。\n"
)


def test_three_chapters_make_up_what_the_three_came_to():
    assert ties(expense_sums, CHAPTERS) == [("26.35", "5.20", "15.05", "6.10", True)]
    assert alarms(CHAPTERS) == []
    assert len(alarms(CHAPTERS.replace("15.05", "15.50"))) == 1


def test_a_third_that_is_told_nowhere_may_be_nought():
    text = CHAPTERS.replace("26.35", "21.15").replace("2022年支出5.20万元，参加培训。", "2022年没有安排。")
    assert of_some(text) == [("21.15", "15.05", "6.10", True)]
    assert ties(expense_sums, text) == []
    assert alarms(text) == []
    other = text.replace("21.15", "26.35")
    assert of_some(other) == ties(expense_sums, other) == []


def test_parts_of_another_scope_raise_no_alarm():
    text = TITLE + "“三公”经费支出62万元。\n本级因公出国（境）费支出5.20万元。\n公务用车购置及运行维护费支出15.05万元，公务接待费支出6.10万元。\n"
    assert alarms(text) == []


def test_planned_and_spent_do_not_mix():
    text = TITLE + "“三公”经费预算30万元。其中：因公出国（境）费支出4.1万元，公务用车购置及运行维护费支出15.5万元，公务接待费支出6.2万元。\n"
    assert ties(expense_sums, text) == of_some(text) == []
