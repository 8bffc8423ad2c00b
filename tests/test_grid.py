"""Tables in flattened text: their cells, heads and rows; what a bare number in a cell is measured in; what is no
table."""

from __future__ import annotations

import pytest
from relating import grids

from gouji import columns, figures, flattened
from gouji.document import Document, normalise


def document(text: str) -> Document:
    return Document(text, *normalise(text))


PLAIN = (["县区", "计划", "完成"], [["甲县", "10", "9"], ["乙县", "20", "—"], ["合计", "30", "9"]])


@pytest.mark.parametrize(
    "text",
    [
        "| 县区 | 计划 | 完成 |\n|:--|--:|---|\n| 甲县 | 10 | 9 |\n| 乙县 | 20 | — |\n| **合计** | 30 | 9 |\n",
        "县区|计划|完成\n甲县|10|9\n乙县|20|—\n合计|30|9\n",
        "县区｜计划｜完成\n甲县｜１０｜９\n乙县｜２０｜—\n合 计｜３０｜９\n",
        "縣區\t計劃\t完成\n甲縣\t10\t9\n乙縣\t20\t—\n合計\t30\t9\n",
        "县区      计划    完成\n甲县      10      9\n乙县      20      —\n合    计  30      9\n",
        "县区 计划 完成\n甲县 10 9\n乙县 20 —\n合 计 30 9\n",
        "县区\n计划\n完成\n甲县\n10\n9\n乙县\n20\n—\n合计\n30\n9\n",
        "县区 |\n计划 |\n完成 |\n甲县 |\n10 |\n9 |\n|\n乙县 |\n20 |\n— |\n合计 |\n30 |\n9 |\n",
        "县区\n\n计划\n\n完成\n\n甲县\n\n10\n\n9\n\n乙县\n\n20\n\n—\n\n合计\n\n30\n\n9\n",
        "县区\n计划\n完成\n\n甲县\n10\n9\n\n乙县\n20\n—\n\n合计\n30\n9\n",
        "上述情况见下表。\n县区|计划|完成\n甲县|10|9\n乙县|20|—\n合计|30|9\n注：数据截至年底。\n",
    ],
)
def test_one_table_in_every_form(text):
    assert grids(text) == [PLAIN]


def test_merged_upper_heads_go_to_the_columns_below():
    text = (
        "| 县区 | 2022年 | | 2023年 | |\n| | 计划 | 完成 | 计划 | 完成 |\n|--|--|--|--|--|\n| 甲县 | 1 | 2 | 3 | 4 |\n"
    )
    assert grids(text)[0][0] == ["县区", "2022年·计划", "2022年·完成", "2023年·计划", "2023年·完成"]


@pytest.mark.parametrize(
    "text",
    [
        "一级|二级|分值|备注\n产出|数量|20|\n |质量|10|验收晚\n |时效|10|\n",
        "|一级|二级|分值|备注|\n|---|---|---|---|\n|产出|数量|20| |\n| |质量|10|验收晚|\n| |时效|10| |\n",
    ],
)
def test_an_empty_first_or_last_cell_is_one_where_other_lines_have_no_outer_pipe(text):
    rows = [["产出", "数量", "20", ""], ["", "质量", "10", "验收晚"], ["", "时效", "10", ""]]
    assert grids(text) == [(["一级", "二级", "分值", "备注"], rows)]


def test_a_title_parts_tables_of_other_widths():
    text = "收支总表\n项目|金额\n甲|10\n合计|10\n支出表\n编码|名称|金额\n201|甲|7\n208|乙|3\n说明如下\n"
    assert grids(text) == [
        (["项目", "金额"], [["甲", "10"], ["合计", "10"]]),
        (["编码", "名称", "金额"], [["201", "甲", "7"], ["208", "乙", "3"]]),
    ]


def test_a_row_that_lost_its_empty_cells_goes_where_only_one_place_is_possible():
    text = "指标\n指标值\n完成值\n分值\n得分\n甲\n8600\n8724\n10\n10\n乙\n5\n5\n90\n88\n合计\n100\n98\n"
    assert grids(text)[0][1][-1] == ["合计", "?", "?", "100", "98"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单位：万元\n项目|预算|执行率\n甲|10|90\n乙|20.5|95.5\n", "10万元 90% 20.5万元 95.5%"),
        (
            "单位：万元、公里\n县区|里程|资金|合计\n甲|10|90|90\n乙|20|80|80\n",
            "10公里 90万元 90万元 20公里 80万元 80万元",
        ),
        ("单位：万元\n项目|人数|金额\n甲|10|90\n乙|20|95\n", "10人 90万元 20人 95万元"),
        (
            "单位：元\n项目|面积（亩）|金额（万元）|单价\n甲|10|90|100\n乙|20|95|100\n",
            "10亩 90万元 100元 20亩 95万元 100元",
        ),
        ("项目|金额（万元）|中央|省级\n甲|10|6|4\n乙|20|5|15\n", "10万元 6万元 4万元 20万元 5万元 15万元"),
        ("指标|单位|目标值|完成值\n学校|所|10|9\n教室|平方米|200|210\n", "10所 9所 200平方米 210平方米"),
        ("指标|目标值|分值\n新建面积（平方米）|10|9\n合格率|95|21\n", "10平方米 9分 95% 21分"),
        ("序号|项目|代码|金额（元）\n1|甲|2010101|5\n2|乙|2010102|6\n", "5元 6元"),
        ("科目编码|科目名称|金额（元）\n201|公共服务|5\n20101|人大事务|5\n", "5元 5元"),
        ("年份|收入（元）|支出（元）\n2021|5|6\n2022|7|8\n", "5元 6元 7元 8元"),
        ("项目|行次|金额（元）\n栏次|—|1\n甲|1|7\n乙|2|8\n", "7元 8元"),
        # nothing beyond its cell belongs to a number
        ("单位\n人数\n费用\n市本级\n10\n20\n户籍处\n30\n40\n人事科\n50\n60\n", "10人 20 30人 40 50人 60"),
        ("单位：户\n乡镇 任务 完成\n甲乡 120 118\n乙乡 100 200\n丙乡 300 400\n", "120户 118户 100户 200户 300户 400户"),
        # a decimal that opens a line in a table is no section number
        ("单位：万元\n项目\n预算\n决算\n甲\n9.4\n8.3\n乙\n7.2\n6.1\n", "9.4万元 8.3万元 7.2万元 6.1万元"),
        # rates told as fractions of one take no percent sign
        ("项目|计划|完成率\n甲|10|0.93\n乙|20|1\n", "10 0.93 20 1"),
    ],
)
def test_the_unit_of_a_cell(text, expected):
    found = figures.find(document(text))
    assert " ".join(figure.number + figure.unit for figure in found) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2023年我局年初预算批复3126.60万元，全年预算数5297.90万元，\n年终决算数5297.90万元，总体执行率为100%。"
        "其中，基本支出\n3074.84万元，项目支出2223.06万元。\n",
        "根 据 上 级 要 求 ， 我 局 完 成 投 资 300 万 元\n截 至 年 底 ， 支 出 280 万 元 占 93 %\n其 中 甲 项 目 "
        "100 万 元\n",
        "项目|金额\n东|1|2|3\n西|2\n南|3|4|5|6\n",
        "项目\n预算\n决算\n甲\n1\n2\n3\n乙\n4\n丙\n5\n6\n7\n8\n",
        "完成投资\n300万元\n",
    ],
)
def test_what_is_no_table(text):
    assert grids(text) == []


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("序号", "serial"),
        ("科目编码", "text"),
        ("预算执行率（%）", "rate"),
        ("支出进度", "rate"),
        ("占比", "share"),
        ("占总支出比重（%）", "share"),
        ("比上年增减（%）", "growth"),
        ("增减幅度", "growth"),
        ("2023年·同比增长（%）", "growth"),
        ("得分", "score"),
        ("人均补助（元）", "mean"),
        ("补助标准（元/亩）", "mean"),
        ("年度指标值", "target"),
        ("增减额", "amount"),
        ("完成投资（万元）", "amount"),
        ("比上年增减", "amount"),
        ("得分率", "rate"),
        ("新增减税金额", "amount"),
        ("水资源费", "amount"),
    ],
)
def test_what_a_column_is(head, kind):
    assert columns.kind(head) == kind


@pytest.mark.parametrize(
    ("prose", "unit"),
    [
        ("预算11232万元，支出10274.0万元。\n", "万元"),
        ("预算11,232万元，支出10 274.0万元。\n", "万元"),
        ("预算11232万元，支出10274.0元。\n", ""),  # two units: the words are not of this table
        ("全年支出932万元。\n", ""),  # three digits recur by chance
        ("补助10274.0元/人，另有11232元每亩。\n", ""),
    ],
)
def test_a_table_without_a_unit_is_measured_as_its_amounts_are_in_prose(prose, unit):
    table = "来源|预算|支出\n中央补助|10300|9502.3\n县级财政|932|771.7\n合计|11232|10274.0\n"
    assert [grid.unit for grid in flattened.find(document(table + prose))] == [unit]


def test_a_line_between_rows_heads_those_below_it():
    text = (
        "指标名称\n年初目标值\n实际完成值\n覆盖人数（万人）\n318\n321.6\n实验室新建数（个）\n9\n11\n家庭医生签约率（%）\n≥70\n74.8\n"
        "效益指标（满分30分，得29分）\n卫生支出占比（%）\n≤28\n27.4\n报告及时率（%）\n100\n100\n"
    )
    document = Document(text, *normalise(text))
    told = [(f.number, f.unit) for f in figures.find(document) if f.unit != "分"]
    assert told == [
        ("318", "万人"), ("321.6", "万人"), ("9", "个"), ("11", "个"), ("70", "%"), ("74.8", "%"), ("28", "%"), ("27.4", "%"),
        ("100", "%"), ("100", "%"),
    ]  # fmt: skip
