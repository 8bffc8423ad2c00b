"""Lists under the same heads, the sums of sums, shares told together, rankings, and years side by side in lists."""

from __future__ import annotations

import pytest
from relating import alarms, of_rules

CASES = "2021年共受理486件，其中离婚案件142件，占29%；2022年共受理524件，其中离婚案件186件，占35%；2023年共受理516件，其中离婚案件205件，占40%；2024年共受理576件，其中离婚案件269件。"
WAYS = "处理方式2021年：判决56件，调解79件，撤诉7件；2022年：判决48件，调解126件，撤诉12件；2023年：判决49件，调解144件，撤诉12件；2024年：判决76件，调解179件，撤诉14件。"
MADE = [("142", "56", "79", "7", True), ("186", "48", "126", "12", True), ("205", "49", "144", "12", True), ("269", "76", "179", "14", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CASES + WAYS, MADE),
        (CASES + WAYS.replace("撤诉14件", "撤诉41件"), [*MADE[:3], ("269", "76", "179", "41", False)]),
        # heads that nothing is told under before; sums of something else
        (WAYS, []),
        (CASES + WAYS.replace("判决", "上诉1"), []),
        ("东街：党员12人，群众30人；西街：党员15人，群众25人。", []),
    ],
)
def test_parts_under_the_heads_of_their_wholes(text, expected):
    assert of_rules(text, "sum.by_head") == expected


INVESTED = (
    "共完成投资{}亿元，为年度计划的96.1%，同比增长14.2%。公路项目完成投资1313.8亿元，为年度计划的95.5%，其中，高速公路完成投资970.6亿元，为年度计划的95.0%；"
    "国省道完成投资197.2亿元，为年度计划的98.1%；农村公路完成投资146.0亿元，为年度计划的97.0%。港口项目完成投资71.0亿元，为年度计划的101.0%。"
    "航道项目完成投资56.7亿元，为年度计划的102.0%。"
)


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("1441.5", [("1441.5", "1313.8", "71.0", "56.7", True)]),
        ("1414.5", []),  # told only where it holds
    ],
)
def test_a_whole_of_parts_that_have_parts(whole, expected):
    assert of_rules(INVESTED.format(whole), "sum.resummed") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲罪占批捕总人数的17.1%；乙罪占批捕总人数的12.5%；丙罪占批捕总人数的10.2%。上述三个罪名合占批捕总人数的39.8%。", [("39.8", "17.1", "12.5", "10.2", True)]),
        ("甲罪占批捕总人数的17.1%；乙罪占批捕总人数的12.5%；丙罪占批捕总人数的10.2%。上述三个罪名合占批捕总人数的38.9%。", [("38.9", "17.1", "12.5", "10.2", False)]),
        ("调解673件，占比为27.75%；撤诉346件，占比为14.27%；调撤率合计为42.02%。", [("42.02", "27.75", "14.27", True)]),
        # without a count only what holds; of something else
        ("调解673件，占比为27.75%；撤诉346件，占比为14.27%；合计占43.02%。", []),
        ("中央资金占50%，省级资金占25%，增长20%，合计增长95%。", []),
    ],
)
def test_shares_told_together(text, expected):
    assert of_rules(text, "sum.shares_together") == expected


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("批捕较多的罪名：盗窃罪859人，占17.1%；诈骗罪629人，占12.5%；伤害罪278人，占5.5%。", [("859", "629", True), ("629", "278", True)]),
        ("其余收案量依次为：报酬纠纷128件，工伤纠纷103件，福利纠纷72件。", [("128", "103", True), ("103", "72", True)]),
        # what does not go down is no ranking; two are none
        ("批捕较多的罪名：盗窃罪859人；伤害罪278人；诈骗罪629人。", []),
        ("批捕较多的罪名：盗窃罪859人；诈骗罪629人。", []),
    ],
)
def test_lists_that_words_rank(text, pairs):
    assert of_rules(text, "comparison.ranked") == pairs


THREE_YEARS = "教育支出总额分别为13595万元、13563万元、16620万元。财政拨款三年分别为8820万元、9137万元、10199万元，财政拨款占教育支出的比例分别为65%、67%、{}%，分别比上年增长3%、4%、{}%。"


@pytest.mark.parametrize(("share", "growth", "fails"), [("61", "12", 0), ("63", "12", 1), ("61", "8", 1)])
def test_lists_of_years(share, growth, fails):
    text = THREE_YEARS.format(share, growth)
    assert len(of_rules(text, "distributive.share")) == 3
    assert len(of_rules(text, "distributive.growth")) == 2
    assert len(alarms(text)) == fails
