"""Changes of the three kinds of 三公经费, measures told by name, and what prose tells as unmoved beside a table."""

from __future__ import annotations

import pytest
from relating import of_rules, rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“三公”经费合计28.40万元，较2014年度14.25万元增加14.15万元，因公出国（境）费0万元。其中：公务接待费减少0.31万元，公务用车运行维护费增加13.60万元。",
            [("14.15", "0.31", "13.60", False)],
        ),
        (
            "“三公”经费合计28.40万元，较2014年度14.25万元增加14.15万元，因公出国（境）费0万元。其中：公务接待费减少0.31万元，公务用车运行维护费增加14.46万元。",
            [("14.15", "0.31", "14.46", True)],
        ),
        (
            "“三公”经费预算1200万元，同口径比2018年减少83.5万元。其中：因公出国费同口径比2018年减少9.5万元；公务接待费同口径比2018年减少38万元；公务用车购置及运行费同口径比2018年减少36万元。",
            [("83.5", "9.5", "38", "36", True)],
        ),
        (
            "“三公”经费较上年增加9.2万元。其中：因公出国费增加4.1万元；公务接待费减少1.5万元；公务用车购置及运行维护费增加6.6万元，其中公务用车运行维护费增加6.6万元。",
            [("9.2", "4.1", "1.5", "6.6", True)],
        ),
        ("“三公”经费比2018年同口径减少83.5万元。其中：公务接待费比2018年减少38万元；公务用车运行费比2018年减少36万元。", []),
    ],
)
def test_changes_of_the_three_kinds(text, expected):
    assert of_rules(text, "sum.of_moves") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受理举报3618件，比去年同期增加433件，举报量增长13.6%。", [("13.6", "3618", "433", True)]),
        ("受理举报3618件，比去年同期增加433件，举报量增长16.3%。", [("16.3", "3618", "433", False)]),
        ("接待游客120万人次，比上年增加20万人次，接待量增长20%。", [("20", "120", "20", True)]),
        ("受理举报3618件，比去年同期增加433件，按期办结的案件数增长5%。", []),
    ],
)
def test_a_measure_by_its_name(text, expected):
    assert of_rules(text, "growth.change") == expected


TABLE = """三公经费表
单位：万元
| 项目 | 预算数 | 决算数 |
| 合计 | {} | {} |
| 因公出国（境）费 | {} | {} |
| 公务接待费 | {} | {} |
"""


@pytest.mark.parametrize(
    ("cells", "text", "expected"),
    [
        (("8.6", "4.85", "0", "0", "8.6", "4.85"), "公务接待费支出4.85万元，与2021年度预算相比无变化。", [("4.85", "8.6", False)]),
        (("8.6", "8.6", "0", "0", "8.6", "8.6"), "公务接待费支出8.6万元，与年初预算持平。", [("8.6", "8.6", True)]),
        (("28.6", "8.6", "20", "", "8.6", "8.6"), "因公出国（境）费支出0万元，与预算相比无增减。", [("0", "20", False)]),
        (("8.6", "4.85", "0", "0", "8.6", "4.85"), "公务接待费支出4.85万元，与上年相比无变化。", []),
        (("8.6", "4.85", "0", "0", "8.6", "4.85"), "会议费支出4.85万元，与预算相比无变化。", []),
    ],
)
def test_unmoved_beside_a_table(cells, text, expected):
    told = rows(TABLE.format(*cells) + "\n" + text)
    assert [(*(f.number for f in r.figures), r.holds) for r in told if r.rule == "comparison.tabled"] == expected


def test_the_row_of_the_name_and_not_the_total():
    text = TABLE.format("8.6", "4.85", "", "", "8.6", "4.85") + "\n公务接待费支出4.85万元，与2021年度预算相比，减少3.75万元。"
    told = next(r for r in rows(text) if r.rule == "difference.tabled")
    assert told.holds
    assert {f.start for f in told.operands} <= {text.rindex("8.6"), text.rindex("4.85")}
