"""Classes and their items, amounts under two names, the measures and the moves of parts."""

from __future__ import annotations

import pytest
from relating import alarms, ties

from gouji.document import Document, normalise
from gouji.figures import find
from gouji.relations import propose
from gouji.relations.change import functions, identities, moves

CLASSES = "一般公共服务（类）支出280.00万元，占70%；社会保障和就业（类）支出{total}万元，占30%。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            CLASSES.format(total="120.00")
            + "1.一般公共服务支出（类）档案事务（款）行政运行（项）年初预算为150.00万元，支出决算为160.00万元。\n"
            "2.一般公共服务支出（类）档案事务（款）档案馆（项）年初预算为100.00万元，支出决算为120.00万元。\n"
            "3.社会保障和就业支出（类）行政事业单位养老支出（款）单位养老保险缴费支出（项）支出决算为79.00万元；职业年金缴费支出（项）支出决算为41.00万元。",
            [("280.00", "160.00", "120.00", True), ("120.00", "79.00", "41.00", True)],
        ),
        (  # the codes tell the classes; a class of one item is told again
            CLASSES.format(total="120.00")
            + "1.2012601行政运行，年初预算为150.00万元，支出决算为160.00万元。\n"
            "2.2012604档案馆，年初预算为100.00万元，支出决算为120.00万元。\n"
            "3.2080505机关事业单位基本养老保险缴费支出，支出决算为120.00万元。",
            [("280.00", "160.00", "120.00", True), ("120.00", "120.00", True)],
        ),
        (  # items of no class that was told
            "1.农林水支出（类）水利（款）防汛（项）支出决算为12.50万元。\n2.农林水支出（类）水利（款）抗旱（项）支出决算为7.50万元。",
            [],
        ),
    ],
)
def test_items_make_up_their_class(text, expected):
    assert ties(functions, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年收入总预算386.52万元，支出总预算386.52万元。", [("386.52", "386.52", True)]),
        ("收入总计386.52万元，支出总计368.52万元。", [("368.52", "386.52", False)]),
        ("本年收入合计386.52万元，本年支出合计371.20万元。", []),  # a year need not balance
        (
            "基本支出中公用经费1077853.12元。\n机关运行经费1077835.12元，即上述公用经费。",
            [("1077835.12", "1077853.12", False)] * 2,  # by the words, and by what the names are
        ),
        ("公用经费90.87万元。\n机关运行经费支出90.87万元，比上年增加4.36万元。", [("90.87", "90.87", True)]),
        ("民生支出151284万元，占81.1%。\n1—9月民生支出占比81.4%。", [("81.4", "81.1", False)]),
        ("2021年民生支出151284万元，占81.1%。\n2022年民生支出占比81.4%。", []),
        (
            "公务接待费支出1.65万元。\n国内公务接待22批次，165人次（不包括陪同人员），共计支出1.56万元。外事接待支出0.09万元。",
            [("1.65", "1.56", "0.09", True)],
        ),
    ],
)
def test_one_amount_under_two_names(text, expected):
    assert ties(identities, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“三公”经费较上年减少2.71万元，下降6.61%，较年初预算数减少0.44万元。其中：公务用车购置及运行维护费较上年减少1.15万元，"
            "较年初预算数减少0.16万元；公务接待费较上年减少1.56万元，较年初预算数减少0.28万元。",
            [("2.71", "1.15", "1.56", True), ("0.44", "0.16", "0.28", True)],
        ),
        (
            "“三公”经费支出18.63万元，较上年减少1.37万元。\n1.公务用车购置及运行维护费较上年减少0.52万元。\n2.公务接待费较上年减少0.58万元。",
            [("1.37", "0.52", "0.58", False)],
        ),
        ("支出比上年增加30.00万元，其中：教育支出比上年增加12.00万元，农林水支出比上年增加9.00万元。", []),  # not all of them
    ],
)
def test_changes_of_all_parts(text, expected):
    assert ties(moves, text) == expected


ITEMS = (
    "“三公”经费支出决算为43.49万元，完成全年预算{budget}万元的{rate}%。其中：因公出国（境）费支出决算为15.36万元，完成预算16.00万元的96.0%；"
    "公务用车购置及运行维护费支出决算为18.72万元，完成预算22.60万元的82.8%；其中：公务用车购置支出决算为0万元，公务用车运行维护费支出决算为18.72万元；"
    "公务接待费支出决算为9.41万元，完成预算20.00万元的47.1%。"
)


@pytest.mark.parametrize(("budget", "rate", "failing"), [("58.60", "74.2", 0), ("65.80", "66.1", 1)])
def test_budgets_of_parts_make_the_budget_of_the_whole(budget, rate, failing):
    """The parts' budgets, 16.00 + 22.60 + 20.00, are asked because the parts' outturns make the whole's."""
    text = ITEMS.format(budget=budget, rate=rate)
    document = Document(text, *normalise(text))
    found = [r for r in propose(document, find(document)).items if r.kind == "sum" and r.stated.number == budget and len(r.operands) == 3]
    assert [[f.number for f in r.operands] for r in found] == [["16.00", "22.60", "20.00"]]
    assert len(alarms(text)) == failing


def test_a_change_told_twice_has_one_rate():
    told = "{}总计{}万元，比上年减少{}万元，下降{}%。"
    lines = ("收入", "3592.41", "1302.86", "26.61"), ("支出", "3912.05", "1420.36", "26.64"), ("财政拨款收入", "3592.41", "1302.86", "26.62")
    text = "\n".join(told.format(*line) for line in lines)
    document = Document(text, *normalise(text))
    found = [r for r in propose(document, find(document)).items if r.kind == "repeat" and r.stated.unit == "%"]
    assert [(r.stated.number, r.operands[0].number, r.holds) for r in found] == [("26.62", "26.61", False)]
