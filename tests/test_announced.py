"""Columns without a unit in a table that the prose announces: the units that the announcement lends them, and its totals."""

from __future__ import annotations

import pytest
from relating import alarms, of_rules

from gouji import figures
from gouji.document import Document, normalise


def units(text: str) -> list[str]:
    return [f.number + f.unit for f in figures.find(Document(text, *normalise(text)))]


SENTENCE = "2024年度安排扶持资金1,250万元，支持项目36个（详见下表）。\n"
BY_CELL = "支持方向 |\n金额 |\n数量 |\n品牌建设 |\n650.00 |\n20 |\n展会补贴 |\n400.00 |\n12 |\n人才培训 |\n200.00 |\n4 |\n"
BY_ROW = "支持方向 | 项目数量 | 补助金额 | |\n品牌建设 | 20 | 650.00 | |\n展会补贴 | 12 | 400.00 | |\n人才培训 | 4 | 200.00 | |\n"
AFTER = "二、资金使用情况\n资金全部拨付到位。\n"
OPEN = "2024年度安排扶持资金1,250万元，支持项目36个，具体情况如下：\n各方向资金安排表\n"


@pytest.mark.parametrize("text", [SENTENCE + BY_CELL + AFTER, SENTENCE + BY_ROW + AFTER, OPEN + BY_ROW, OPEN + BY_ROW.replace(" | |", "").replace(" |", "").replace(" ", "\t")])
def test_the_sentence_over_a_table_lends_its_units_and_tells_its_totals(text):
    assert sorted(units(text)) == sorted(["1,250万元", "36个", "650.00万元", "20个", "400.00万元", "12个", "200.00万元", "4个"])
    assert sorted(of_rules(text, "grid.told_total")) == [("1,250", "650.00", "400.00", "200.00", True), ("36", "20", "12", "4", True)]
    assert alarms(text) == []
    assert len(alarms(text.replace("400.00", "420.00"))) == 1
    assert len(alarms(text.replace("12", "13"))) == 1


ANNEX = (
    "各乡镇：\n现将村级奖补资金18万元下达给你们（见附件1），请专款专用。\n附件：1.奖补资金安排表\n某县财政局\n2024年3月5日\n附件1 | |||\n奖补资金安排表 | |||\n"
    "村 | 金额 | 建设内容 |\n上洋村 | 5 | 修渠 |\n下洋村 | 6 | 修路 |\n坂头村 | 7 | 修桥 |\n合计 | 18 | |\n"
)


def test_a_letter_lends_its_unit_to_the_table_of_its_annex_that_comes_to_its_amount():
    assert units(ANNEX) == ["18万元", "5万元", "6万元", "7万元", "18万元"]
    assert len(alarms(ANNEX.replace("6 |", "9 |"))) == 1


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        (SENTENCE.replace("1,250万元", "0.125亿元") + BY_ROW, "650.00"),  # told in another scale
        (SENTENCE.replace("扶持资金", "扶持资金900万元、奖励资金") + BY_ROW.replace("650", "655"), "655.00"),  # two amounts, neither the column's
        (ANNEX.replace("18万元", "21万元"), "5"),  # of another amount
        (SENTENCE.replace("（详见下表）", "") + BY_ROW, "650.00"),  # nothing says that the table is of it
    ],
)
def test_where_the_announcement_is_not_surely_of_the_column_nothing_is_lent(text, bare):
    assert bare in units(text)


def test_funds_without_a_unit_have_the_one_that_prose_tells_the_same_amount_in():
    text = "现将补助资金52.85万元下达给你们。\n绩效目标表 | ||\n资金金额 | 年度资金总额 |\n其中：中央补助 | 52.85 |\n地方资金 | |\n"
    assert units(text) == ["52.85万元", "52.85万元"]
