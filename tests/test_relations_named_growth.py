"""Rates of change of figures that stand elsewhere, and the same rate by what is now and by the change."""

import pytest
from relating import alarms, reading

from gouji.relations import propose


def holding(text, rule):
    told = reading(text)
    found = propose(told.document, [m.figure for m in told.mentions], told).items
    return {tuple(f.number for f in tie.figures) for tie in found if tie.holds and tie.rule.split(".")[1] == rule}


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        # a stock and this year's flow into it
        ("2017年，缴存额21.46亿元，提取额15.58亿元。\n2017年末，缴存总额168.93亿元，同比增长14.55%。", ("14.55", "168.93", "21.46")),
        ("全年新发放贷款0.46万笔11.37亿元，回收贷款6.82亿元。年末贷款余额51.64亿元，同比增长9.66%。", ("9.66", "51.64", "11.37", "6.82")),
        # a change that follows in another paragraph, under the same name
        ("审执结各类案件4539件，同比上升4.13%；未结1679件。\n一、结案情况\n审执结各类案件4539件，同比增加180件。", ("4.13", "4539", "180")),
        # each of a list with its own change
        ("去年同期为97起、68人，今年起数减少13起、死亡人数减少7人，分别下降13.40%、10.29%。", ("10.29", "7", "68")),
        # what was then in a table above
        (
            "单位：万元\n项目|2019年预算|2019年决算|2018年决算\n公务用车购置费|160.00|143.28|171.90\n公务用车运行维护费|714.00|602.15|588.32\n\n"
            "购置费143.28万元，下降16.65%。",
            ("16.65", "143.28", "171.90"),
        ),
    ],
)
def test_a_change_of_what_stands_elsewhere(text, tie):
    assert tie in holding(text, "evident_named") | holding(text, "evident") | holding(text, "of_change")


@pytest.mark.parametrize(
    "text",
    [
        "税收收入9.18亿元，增长6.5%。\n税收收入9.18亿元，上半年税收收入4.31亿元、下半年税收收入8.62亿元。",  # two digits are had easily
        "接待游客68.41万人次，增长12.75%。\n支出60.67万元，其中人员48.13万元。",  # of another kind
        "农业产值12.64亿元，增长8.21%。\n工业投资11.68亿元。",  # of another name
    ],
)
def test_no_change_of_others(text):
    assert holding(text, "evident_named") == set()


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "注册企业15.80万户，较上年的12.40万户增加3.40万户，增长27.42%。",
            {("27.42", "15.80", "12.40"), ("27.42", "3.40", "12.40")},
        ),
        ("采购计划210万元，实际采购198.6万元，节约11.4万元，节约率5.43%。", {("5.43", "11.4", "210"), ("5.43", "198.6", "210")}),
    ],
)
def test_each_pair_that_gives_a_rate(text, pairs):
    told = reading(text)
    found = propose(told.document, [m.figure for m in told.mentions], told).items
    ties = {tuple(f.number for f in tie.figures) for tie in found if tie.holds and tie.kind in ("ratio", "growth")}
    assert pairs <= ties
    wrong = text.replace("3.40", "4.30").replace("11.4", "14.1")
    assert len(alarms(wrong)) >= 1
    assert holding(wrong, "equivalent") == set()
