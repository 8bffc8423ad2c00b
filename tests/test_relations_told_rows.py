"""Rows told in words, whatever parts them, and what a changed figure contradicts."""

from __future__ import annotations

import pytest
from relating import alarms, ties

from gouji.relations.sum import structures
from gouji.relations.table import told_rows

ROWS = [
    ("古渡县", "到位6210万元", "已拨5962万元", "拨付率96.01%"),
    ("云麓县", "到位5730万元", "已拨5443万元", "拨付率94.99%"),
    ("沅口市", "到位4500万元", "已拨4410万元", "拨付率98.00%"),
]
WHOLE = ("合计", "到位16440万元", "已拨15815万元", "拨付率96.20%")
SUMS = {("16440", "6210", "5730", "4500", True), ("15815", "5962", "5443", "4410", True)}


def lines(mark: str, *rows: tuple[str, ...]) -> str:
    return "\n".join(mark.join(row) for row in rows) + "\n"


LAYOUTS = {
    "wide_gaps": lines("    ", *ROWS, WHOLE),
    "single_spaces": lines(" ", *ROWS, WHOLE),
    "tabs": lines("\t", *ROWS, WHOLE),
    "commas": lines("，", *ROWS, WHOLE),
    "total_first": lines("  ", WHOLE, *ROWS),
    "total_without_rate": lines("  ", *ROWS, WHOLE[:3]),
    "semicolons": "各县市情况：" + "；".join("".join(row[:2]) + "，" + "，".join(row[2:]) for row in [*ROWS, WHOLE]) + "。\n",
    "prose_before": "全市到位资金16440万元，已拨资金15815万元。各县市情况如下：\n" + lines("  ", *ROWS),
    "prose_after": lines("  ", *ROWS) + "全市到位16440万元，已拨15815万元。\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_columns_sum_in_every_layout(layout):
    text = LAYOUTS[layout]
    assert set(ties(told_rows, text)) >= SUMS
    assert alarms(text) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_changed_figure_contradicts(layout):
    assert alarms(LAYOUTS[layout].replace("5730", "5370"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三次产业结构由上年的22.1:43.6:34.3调整为21.0:43.3:35.7。\n", [("34.3", "22.1", "43.6", True), ("35.7", "21.0", "43.3", True)]),
        ("三次产业结构为21.0：43.3：37.5。\n", [("37.5", "21.0", "43.3", False)]),
        ("城乡居民收入比为2.16:1。\n", []),
    ],
)
def test_a_proportion_of_three_makes_a_hundred(text, expected):
    assert ties(structures, text) == expected


def test_rows_are_products_of_the_standard_told_before_them():
    text = "每亩补贴108.5元。各乡镇补贴面积和金额：\n临河镇 9.42万亩 1022.07万元\n高台镇 8.15万亩 884.28万元\n新滩镇 7.80万亩 {}万元\n"
    assert ("846.30", "7.80", "108.5", True) in ties(told_rows, text.format("846.30"))
    assert ("864.30", "7.80", "108.5", False) in ties(told_rows, text.format("864.30"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("伤残家庭132人 每人每月590元 计93.46万元\n", [("93.46", "132", "590", True)]),
        ("伤残家庭132人，每人每月590元，全年发放93.64万元。\n", [("93.64", "132", "590", False)]),
        ("伤残家庭132人，每人每月590元，当月发放7.788万元。\n", [("7.788", "132", "590", True)]),
        ("救助132人，每人每月590元，共计7.788万元。\n", [("7.788", "132", "590", True)]),
        ("城关镇养护10公里\n柳林镇养护8公里\n古井镇养护6公里\n", []),
        ("一是新建道路10公里，投资90万元；二是改造管网8公里，投资70万元；三是绿化6公里，投资50万元。\n", []),
        ("2021年收入10万元，增长9%；2022年收入12万元，增长20%；2023年收入15万元，增长25%。\n", []),
    ],
)
def test_what_is_told_by_the_month_and_what_is_no_table(text, expected):
    assert ties(told_rows, text) == expected
    assert alarms(text) == [] or not all(tie[-1] for tie in expected)
