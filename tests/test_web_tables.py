"""Tables as web pages leave them in a text: what each is, the units of its numbers, its sums, and an alarm where a digit is wrong."""

from __future__ import annotations

import pytest
from relating import alarms, grids, of_rules

from gouji import figures
from gouji.document import Document, normalise


def units(text: str) -> list[str]:
    return [f.number + f.unit for f in figures.find(Document(text, *normalise(text)))]


DETAILS = (
    "一、基本情况 | |||||\n负责人 | 林木森 | 电话 | 86012345 | ||\n地址 | 河东路社区 | |||||\n二、支出明细 | |||||\n支出内容 | 计划支出数(万元) | 实际支出数(万元) | |||\n"
    "灯光球场维护 | 36.50 | 36.10 | |||\n下乡演出 | 80 | 74.25 | |||\n图书采购 | 21.40 | 21.40 | |||\n支出合计 | 137.90 | 131.75 | |||\n"
)


def test_a_numbered_heading_over_heads_begins_a_table_and_columns_that_nobody_fills_are_none():
    heads, rows = grids(DETAILS)[-1]
    assert heads == ["支出内容", "计划支出数（万元）", "实际支出数（万元）"]
    assert [row[0] for row in rows] == ["灯光球场维护", "下乡演出", "图书采购", "支出合计"]
    assert of_rules(DETAILS, "grid.column_sum") == [("137.90", "36.50", "80", "21.40", True), ("131.75", "36.10", "74.25", "21.40", True)]
    assert len(alarms(DETAILS.replace("74.25", "72.45"))) == 1


@pytest.mark.parametrize(
    ("text", "heads", "last"),
    [
        # a total that lost the empty cell in its middle, in a table with a column too many
        (
            "村 | 金额（万元） | 建设内容 | 补助（万元） | |\n上洋村 | 6 | 修渠 | 5 | |\n下洋村 | 7 | 修路 | 4 | |\n合计 | 13 | 9 |\n",
            ["村", "金额（万元）", "建设内容", "补助（万元）"],
            ["合计", "13", "?", "9"],
        ),
        # the heads of two levels lost the empty cells of the upper: its words tell where the lower stand
        (
            "单位：万元\n合计 | 出国费 | 公务用车费 | 公务接待费 | | | |\n小计 | 公务用车运行费 | 公务用车购置费 | | | | |\n9.3 | 0 | 7.5 | 7.5 | 0 | 1.8 | |\n",
            ["合计", "出国费", "公务用车费·小计", "公务用车费·公务用车运行费", "公务用车费·公务用车购置费", "公务接待费"],
            ["9.3", "0", "7.5", "7.5", "0", "1.8"],
        ),
        # boxes to tick are no heads, and the marks of a part no unit of its amounts
        (
            "性质 | 1、部门项目 □ 2、上级专项 □ | ||\n预算执行（万元）（20分） | 预算数 | 执行数 | 得分 |\n年度资金 | 650 | 94 | 2.9 |\n上年资金 | 20 | 20 | 3.1 |\n",
            ["预算执行（万元）（20分）", "预算数", "执行数", "得分"],
            ["上年资金", "20", "20", "3.1"],
        ),
    ],
)
def test_columns_are_told_by_what_stands_in_them(text, heads, last):
    found = grids(text)[-1]
    assert found[0] == heads
    assert found[1][-1] == last
    assert alarms(text) == []


def test_marks_behind_a_unit_leave_it_to_the_amounts():
    text = "预算执行（万元）（20分） | 预算数 | 执行数 | 得分 |\n年度资金 | 650 | 94 | 2.9 |\n上年资金 | 20 | 20 | 3.1 |\n"
    assert units(text)[1:] == ["650万元", "94万元", "2.9分", "20万元", "20万元", "3.1分"]


LEVELS = (
    "资金来源（万元） 金额\n合计 14.00\n（一）财政拨款小计 11.00\n1．中央资金 6.00\n2．省级资金 5.00\n（二）自筹资金小计 3.00\n1．单位自筹 1.00\n2．银行贷款 2.00\n"
)


@pytest.mark.parametrize("text", [LEVELS, LEVELS.replace("（万元）", "").replace("资金来源", "单位：万元\n资金来源"), LEVELS.replace("1．", "    1、").replace("2．", "    2、")])
def test_a_numbered_subtotal_covers_the_rows_below_it(text):
    assert set(units(text)) == {"14.00万元", "11.00万元", "6.00万元", "5.00万元", "3.00万元", "1.00万元", "2.00万元"}
    assert of_rules(text, "grid.column_sum") == [("14.00", "11.00", "3.00", True), ("11.00", "6.00", "5.00", True), ("3.00", "1.00", "2.00", True)]
    assert len(alarms(text.replace("6.00", "6.60"))) == len(alarms(text.replace("6.00", "5.60"))) == 1


def test_an_opening_subtotal_without_a_total_is_one_of_the_rows_below_it():
    text = "项目资金（万元） 年度资金总额 金额（万元）\n  （一）财政拨款小计 7.20\n    1、一般公共预算 7.20\n    2、政府性基金 0.00\n  （二）自有资金小计 0.00\n    1、事业收入 0.00\n    2、经营收入 0.00\n"
    assert of_rules(text, "grid.column_sum")[0] == ("7.20", "7.20", "0.00", True)
    assert alarms(text) == []


def test_an_amount_beside_its_label_has_the_unit_that_the_label_tells():
    assert units("项目负责人 | 林木森 | |\n实际支出（万元） | 571.20 | |\n") == ["571.20万元"]


CITIES = (
    "单位：万元\n地区 | 已下达 | 本次下达 | 合计下达 |\n{}甲市合计 | 900 | 300 | 1200 |\n甲一县 | 400 | 100 | 500 |\n甲二县 | 500 | 200 | 700 |\n"
    "乙市合计 | 700 | 100 | 800 |\n乙一县 | 300 | 60 | 360 |\n乙二县 | 400 | 40 | 440 |\n"
)


@pytest.mark.parametrize("first", ["", "全省合计 | 1600 | 400 | 2000 |\n", "全省合计 | 5200 | 1350 | 6550 |\n"])
def test_a_total_of_which_much_is_missing_in_every_column_is_of_a_table_cut_short(first):
    text = CITIES.format(first)
    assert alarms(text) == []
    assert ("900", "400", "500", True) in of_rules(text, "grid.column_sum")
    assert len(alarms(text.replace("乙一县 | 300", "乙一县 | 310"))) >= 1


def test_the_total_of_a_part_with_one_row_is_what_that_row_tells():
    text = CITIES.format("全省合计 | 2050 | 410 | 2460 |\n") + "丙市合计 | 450 | 10 | 460 |\n丙一县 | 450 | 10 | 460 |\n"
    assert ("450", "450", True) in of_rules(text, "grid.column_sum")
    assert alarms(text) == []
    assert alarms(text.replace("丙一县 | 450", "丙一县 | 540"))


def test_a_total_that_is_wrong_in_one_column_is_wrong():
    assert len(alarms(CITIES.format("全省合计 | 1900 | 400 | 2000 |\n"))) >= 1


TASKS = [
    "附件1\n\n2023年度村级救助项目\n\n（第一批）补助资金分配表及任务清单\n\n补助资金（万元）\n\n约束性任务\n\n东湖镇\n\n0.2\n\n帮扶1户\n\n西溪镇\n\n1\n\n帮扶2户\n\n南塘镇\n\n0.18\n\n"
    "帮扶3户\n\n合计\n\n1.38\n\n帮扶6户\n",
    "| 乡镇 | 约束性任务 | 补助资金（万元） |\n| 东湖镇 | 帮扶1户 | 0.2 |\n| 西溪镇 | 帮扶2户 | 1 |\n| 南塘镇 | 帮扶3户 | 0.18 |\n| 合计 | 帮扶6户 | 1.38 |\n",
]


@pytest.mark.parametrize("text", TASKS)
def test_a_column_of_one_quantity_in_words_is_summed_like_one_of_numbers(text):
    assert sorted(of_rules(text, "grid.column_sum")) == [("1.38", "0.2", "1", "0.18", True), ("6", "1", "2", "3", True)]
    assert units(text)[-1] in ("6户", "1.38万元")
    assert len(alarms(text.replace("帮扶3户", "帮扶8户"))) == 1


def test_what_numbers_its_rows_is_no_quantity():
    text = "| 名称 | 标段 | 金额（元） |\n| 桥梁 | 第1标段 | 30 |\n| 隧道 | 第2标段 | 40 |\n| 路基 | 第4标段 | 50 |\n| 合计 | | 120 |\n"
    assert of_rules(text, "grid.column_sum") == [("120", "30", "40", "50", True)]


def test_a_head_that_was_lost_is_that_of_the_first_column_where_a_title_stands_over_the_others():
    text = "附件\n2023年度危房改造任务资金分配表\n资金（万元）\n任务户数\n甲镇\n20\n10\n乙镇\n30\n15\n丙镇\n10\n5\n合计\n60\n30\n"
    assert grids(text)[0][0] == ["", "资金（万元）", "任务户数"]
    assert units(text)[-2:] == ["60万元", "30户"]
    assert len(alarms(text.replace("15", "16"))) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a scale alone under a label or a head of money
        ("资金情况（万元）\n\n年度资金总额：\n\n640万（示范园400万元，排灌站240万元）\n\n其中：财政拨款\n\n640万640万（示范园400万元）\n", "640万元 400万元 240万元 640万元 640万元 400万元"),
        ("项目 | 全年预算数（万元） | 全年执行数 |\n甲 | 27.5万 | 26万 |\n乙 | 12.5万 | 12万 |\n", "27.5万元 26万元 12.5万元 12万元"),
        # what is left, told as nothing
        ("下达指标108万元，已随月发放，结余为0；第二批85.84万元未支付。\n", "108万元 0万元 85.84万元"),
        # the unit that a target tells is that of what was reached
        ("二级指标 | 三级指标 | 指标值 | 实际完成值 |\n数量指标 | 救助人次 | ≥500人次 | 614 |\n质量指标 | 发放率 | 100% | 100% |\n", "500人次 614人次 100% 100%"),
    ],
)
def test_units(text, expected):
    assert " ".join(units(text)) == expected


def test_a_source_that_gave_all_is_the_whole_once_more():
    text = (
        "资金投入情况 (万元) |\n全年预算数（A） | 全年执行数（B） | 预算执行率（B/A） | ||\n年度资金总额： | 76.4 | 68.76 | 90% | ||\n其中：中央财政资金 | 76.4 | 68.76 | 90% | ||\n"
        "地方财政资金 | | | | ||\n其他资金 | | | | ||\n"
    )
    assert units(text) == ["76.4万元", "68.76万元", "90%"] * 2
    assert of_rules(text, "grid.column_sum") == [("76.4", "76.4", True), ("68.76", "68.76", True)]
    assert alarms(text.replace("其中：中央财政资金 | 76.4", "其中：中央财政资金 | 74.6"))


BROKEN = (
    "一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 得分 |\n产出指标 | 数量指标 | 扶持合作社（个） |\n15 | 6 | 8.5 | |\n数量指标 | 带动农户（户） | 114 | 41 | 7.3 | |\n"
    "效益指标 | 经济效益指标 | 新增产值（万元） | 800 | 960 | 31.9 | |\n经济效益指标 | 户均增收（元） |\n1980 | 2074 | 10.5 | ||\n总分 | 58.2 | |||||\n"
)


def test_a_total_of_scores_may_hold_that_of_the_execution_told_above():
    funds = "预算执行情况（万元）（20分） | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率） | |\n年度资金总额 | 650 | 94 | 14.46% | 2.9 | |\n"
    text = "自评表\n" + funds + BROKEN.replace("58.2", "61.1")
    assert ("61.1", "2.9", "8.5", "7.3", "31.9", "10.5", True) in of_rules(text, "grid.column_sum")
    assert alarms(text) == []
    assert alarms(text.replace("61.1", "71.1"))


def test_rows_that_a_line_break_parts_are_put_together_and_those_under_a_merged_cell_are_moved():
    heads, rows = grids(BROKEN)[0]
    assert rows[:2] == [["产出指标", "数量指标", "扶持合作社（个）", "15", "6", "8.5"], ["", "数量指标", "带动农户（户）", "114", "41", "7.3"]]
    assert rows[3:] == [["", "经济效益指标", "户均增收（元）", "1980", "2074", "10.5"], ["总分", "?", "?", "?", "?", "58.2"]]
    assert units(BROKEN)[:6] == ["15个", "6个", "8.5分", "114户", "41户", "7.3分"]
    assert alarms(BROKEN) == []
    assert len(alarms(BROKEN.replace("58.2", "52.8"))) == 1
