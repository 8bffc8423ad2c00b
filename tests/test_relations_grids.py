"""Ties in tables: every layout as documents flatten it, what it ties, and what a changed figure contradicts."""

from __future__ import annotations

from collections import Counter

import pytest

from gouji import figures
from gouji.document import Document, normalise
from gouji.relations.common.reading import read
from gouji.relations.table import grids


def proposed(text: str) -> list:
    """The ties of all tables in a text."""
    document = Document(text, *normalise(text))
    return grids.propose(read(document, figures.find(document)))


def ties(text: str) -> list[str]:
    """Each tie that the table demands, as its rule, its stated figure and its operands; a cross before what fails."""
    return [
        f"{'' if r.holds else '✗ '}{r.rule.removeprefix('grid.')} {r.stated.number}: "
        f"{' '.join(f.number for f in r.operands)}"
        for r in proposed(text)
        if r.strict
    ]


# name: (the table, how many ties of each rule it has, (as it stands, as it would be wrong), what then fails by its
# stated figure)
LAYOUTS = {
    "one_row_under_three_levels_of_heads": (
        """\
一般公共预算财政拨款“三公”经费支出决算表
单位：万元
预算数 | | | | | | 决算数 | | | | |
合计 | 因公出国（境）费 | 公务用车购置及运行费 | | | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行费 | | | 公务接待费
 | | 小计 | 公务用车购置费 | 公务用车运行费 | | | | 小计 | 公务用车购置费 | 公务用车运行费 |
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
41.30 | 0.00 | 34.10 | 19.00 | 15.10 | 7.20 | 36.52 | 0.00 | 31.14 | 18.76 | 12.38 | 5.38
""",
        {"row_sum": 4},
        ("18.76", "17.86"),
        ["row_sum 31.14"],
    ),
    "two_sides_of_unequal_length_without_outer_pipes": (
        """\
收入支出决算总表
单位：万元
收入 | | 支出 |
项目 | 金额 | 项目 | 金额
一、财政拨款收入 | 1431.70 | 一、公共安全支出 | 1122.36
二、其他收入 | 22.45 | 二、社会保障和就业支出 | 203.11
 | | 三、住房保障支出 | 97.60
本年收入合计 | 1454.15 | 本年支出合计 | 1423.07
年初结转和结余 | 61.30 | 年末结转和结余 | 92.38
总计 | 1515.45 | 总计 | 1515.45
""",
        {"column_sum": 4, "balance": 1},
        ("97.60", "79.60"),
        ["column_sum 1423.07"],
    ),
    "one_cell_a_line": (
        """\
资金情况（单位：万元）
资金来源
年初预算数
全年预算数
全年执行数
执行率
年度资金总额
3250.00
3986.40
3728.55
93.53%
其中：中央补助
2100.00
2100.00
2100.00
100.00%
省级补助
650.00
986.40
901.12
91.35%
县级资金
500.00
900.00
727.43
80.83%

绩效指标完成情况
三级指标
年度指标值
实际完成值
分值
得分
新建校舍面积（平方米）
8600
8724
10
10
改造运动场（块）
5
5
10
10
购置课桌椅（套）
3200
3010
10
9.4
验收合格率（%）
100
100
15
15
项目按期完成率（%）
≥95
92.9
15
13.5
师生满意度（%）
≥90
93
40
40
合计
100
97.9
""",
        {"column_sum": 5, "rate": 4, "score_within_marks": 7},
        ("901.12", "910.12"),
        ["column_sum 3728.55", "rate 91.35"],
    ),
    "income_and_spending_side_by_side": (
        """\
收入支出决算总表
公开01表
部门：龙泉县水务局  金额单位：万元
| 收入 | | | 支出 | | |
|---|---|---|---|---|---|
| 项目 | 行次 | 金额 | 项目 | 行次 | 金额 |
| 栏次 | | 1 | 栏次 | | 2 |
| 一、一般公共预算财政拨款收入 | 1 | 1,520.30 | 一、一般公共服务支出 | 31 | 120.10 |
| 二、政府性基金预算财政拨款收入 | 2 | 200.00 | 八、社会保障和就业支出 | 32 | 98.20 |
| 三、其他收入 | 3 | 15.70 | 十三、农林水支出 | 33 | 1,532.40 |
| 本年收入合计 | 27 | 1,736.00 | 本年支出合计 | 57 | 1,750.70 |
| 使用非财政拨款结余 | 28 | 0.00 | 结余分配 | 58 | — |
| 年初结转和结余 | 29 | 84.60 | 年末结转和结余 | 59 | 69.90 |
| 总计 | 30 | 1,820.60 | 总计 | 60 | 1,820.60 |
""",
        {"column_sum": 4, "balance": 1},
        ("1,736.00", "1,763.00"),
        ["column_sum 1,763.00", "column_sum 1,820.60"],
    ),
    "numbered_items_in_tabs": (
        """\
2023年度“三公”经费情况表
单位：万元
项目\t年初预算数\t全年预算数\t决算数\t决算比预算增减额\t增减率（%）
合计\t30.00\t28.00\t25.40\t-2.60\t-9.29
1.因公出国（境）费\t0.00\t0.00\t0.00\t0.00\t—
2.公务用车购置及运行维护费\t22.00\t20.00\t18.90\t-1.10\t-5.50
（1）公务用车购置费\t0.00\t0.00\t0.00\t0.00\t—
（2）公务用车运行维护费\t22.00\t20.00\t18.90\t-1.10\t-5.50
3.公务接待费\t8.00\t8.00\t6.50\t-1.50\t-18.75
""",
        {"column_sum": 8, "growth": 4, "difference": 6},
        ("-18.75", "-17.85"),
        ["growth -17.85"],
    ),
    "funds_above_indicators": (
        """\
项目支出绩效自评表
| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| 年度资金总额 | 100 | 120 | 114 | 10 | 95% | 9.5 |
| 其中：财政拨款 | 100 | 100 | 98 | — | 98% | — |
| 上年结转资金 | 0 | 20 | 16 | — | 80% | — |
| 其他资金 | 0 | 0 | 0 | — | — | — |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 培训人次 | ≥500人次 | 520人次 | 20 | 20 |
|  | 质量指标 | 合格率 | ≥95% | 94% | 20 | 19 |
|  | 时效指标 | 完成及时率 | 100% | 100% | 10 | 10 |
| 效益指标 | 社会效益指标 | 覆盖乡镇数 | 12个 | 12个 | 30 | 30 |
| 满意度指标 | 服务对象满意度 | 群众满意度 | ≥90% | 93% | 10 | 10 |
| 总分 | | | | | 100 | 98.5 |
""",
        {"column_sum": 5, "rate": 3, "score_within_marks": 7},
        ("| 30 | 30 |", "| 30 | 29 |"),
        ["column_sum 98.5"],
    ),
    "wide_gaps": (
        """\
各县区任务完成情况表        单位：公里、万元
县区      计划里程    完成里程    完成率（%）   到位资金
甲县        120.5      118.2       98.1         3200
乙县         80.0       80.0      100.0         2100
丙区         60.2       51.3       85.2         1500
合    计    260.7      249.5       95.7         6800
""",
        {"column_sum": 3, "rate": 4},
        ("51.3", "53.1"),
        ["column_sum 249.5", "rate 85.2"],
    ),
    "project_list_a_cell_a_line": (
        """\
序号
项目名称
预算数
执行数
执行率
得分
1
水库除险加固
320.00
310.40
97.00%
96
2
农村饮水安全巩固提升
150.50
150.50
100.00%
98
3
河道清淤
80.00
64.00
80.00%
85
合计

550.50
524.90
95.35%
""",
        {"column_sum": 2, "rate": 4},
        ("524.90", "542.90"),
        ["column_sum 542.90", "rate 95.35"],
    ),
    "measures_in_rows": (
        """\
单位：个
指标\t甲县\t乙县\t丙县\t全市
计划任务\t30\t20\t50\t100
已完成\t27\t20\t45\t92
完成率\t90%\t100%\t90%\t92%
""",
        {"row_sum": 2, "rate": 4},
        ("45", "44"),
        ["rate 90", "row_sum 92"],
    ),
    "two_years_with_among_which": (
        """\
| 项目 | 2022年决算数 | 2023年决算数 | 增减额 | 增减幅度 |
|--|--|--|--|--|
| 基本支出 | 1,000.00 | 1,100.00 | 100.00 | 10.00% |
| 其中：人员经费 | 900.00 | 980.00 | 80.00 | 8.89% |
| 公用经费 | 100.00 | 120.00 | 20.00 | 20.00% |
| 项目支出 | 500.00 | 450.00 | -50.00 | -10.00% |
| 合计 | 1,500.00 | 1,550.00 | 50.00 | 3.33% |
""",
        {"column_sum": 6, "growth": 5, "difference": 5},
        ("980.00", "960.00"),
        ["column_sum 1,100.00", "growth 8.89", "difference 80.00"],
    ),
    "shares_of_a_total": (
        """\
资产构成情况
资产类别
期末数（万元）
占比（%）
房屋
600.00
60.00
车辆
100.00
10.00
设备
300.00
30.00
合计
1000.00
100.00
""",
        {"column_sum": 2, "share": 3},
        ("10.00", "11.00"),
        ["column_sum 100.00", "share 11.00"],
    ),
    "subtotals_after_groups": (
        """\
| 类别 | 项目 | 金额（万元） | 中央 | 省级 | 市县 |
|---|---|---|---|---|---|
| 农业 | 高标准农田 | 500 | 300 | 150 | 50 |
| | 种业 | 100 | 0 | 80 | 20 |
| 小计 | | 600 | 300 | 230 | 70 |
| 水利 | 灌区 | 200 | 100 | 60 | 40 |
| | 小水库 | 300 | 150 | 100 | 50 |
| 小计 | | 500 | 250 | 160 | 90 |
| 合计 | | 1100 | 550 | 390 | 160 |
""",
        {"column_sum": 12, "row_sum": 7},
        ("| 500 | 250 |", "| 500 | 205 |"),
        ["column_sum 205", "column_sum 550", "row_sum 500"],
    ),
    "classification_codes": (
        """\
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 栏次 | | 1 | 2 | 3 |
| 合计 | | 1310.5 | 900.5 | 410 |
| 208 | 社会保障和就业支出 | 310.5 | 300.5 | 10 |
| 20805 | 行政事业单位养老支出 | 310.5 | 300.5 | 10 |
| 2080505 | 机关事业单位基本养老保险缴费支出 | 200.5 | 200.5 | 0 |
| 2080506 | 职业年金缴费支出 | 110 | 100 | 10 |
| 213 | 农林水支出 | 1000 | 600 | 400 |
| 21303 | 水利 | 1000 | 600 | 400 |
| 2130301 | 行政运行 | 600 | 600 | 0 |
| 2130305 | 水利工程建设 | 400 | 0 | 400 |
""",
        {"part_within_whole": 6, "column_sum": 9, "row_sum": 9},
        ("| 2130301 | 行政运行 | 600 |", "| 2130301 | 行政运行 | 650 |"),
        ["column_sum 1000", "row_sum 650"],
    ),
    "single_spaces": (
        """\
表3 各乡镇改厕完成情况（单位：户）
乡镇 任务数 完成数 验收数 验收率
石桥镇 120 118 118 100%
青山乡 80 80 76 95%
白水镇 100 90 81 90%
合计 300 288 275 95.5%
""",
        {"column_sum": 3, "rate": 4},
        ("275", "257"),
        ["column_sum 257", "rate 95.5"],
    ),
    "plain_pipes": (
        """\
县区|整改任务|已整改|整改率
甲县|12|12|100%
乙县|15|14|93.3%
丙县|8|6|75%
全市|35|32|91.4%
""",
        {"column_sum": 2, "rate": 4},
        ("93.3", "97.3"),
        ["rate 97.3"],
    ),
    "opening_income_spending_closing": (
        """\
资金使用情况表（万元）
单位名称|上年结转|本年收入|本年支出|年末结余
甲局|10.00|100.00|95.50|14.50
乙局|0.00|50.00|50.00|0.00
丙局|5.00|20.00|21.00|4.00
合计|15.00|170.00|166.50|18.50
""",
        {"column_sum": 4, "difference": 4},
        ("21.00|4.00", "20.00|4.00"),
        ["column_sum 166.50", "difference 4.00"],
    ),
    "empty_cells_in_tabs": (
        """\
各乡镇衔接资金分配表
金额单位：万元
序号\t乡镇\t合计\t中央\t省级\t县级\t支出数\t支出进度
1\t松林镇\t230.5\t120\t80.5\t30\t210.5\t91.32%
2\t竹溪乡\t110\t60\t50\t\t110\t100%
3\t梅岭镇\t95\t45\t\t50\t80\t84.21%
\t合计\t435.5\t225\t130.5\t80\t400.5\t91.96%
""",
        {"column_sum": 5, "row_sum": 4, "rate": 4},
        ("130.5", "103.5"),
        ["column_sum 103.5", "row_sum 435.5"],
    ),
    "total_first": (
        """\
| 单位 | 核定编制 | 实有人数 | 行政 | 事业 |
|---|---|---|---|---|
| 总计 | 120 | 112 | 40 | 72 |
| 局机关 | 45 | 42 | 40 | 2 |
| 水政大队 | 30 | 28 | 0 | 28 |
| 水利站 | 45 | 42 | 0 | 42 |
""",
        {"column_sum": 4},
        ("| 总计 | 120 |", "| 总计 | 121 |"),
        ["column_sum 121"],
    ),
    "two_head_rows": (
        """\
完成情况对比（单位：公里）
| 县区 | 2022年 | | | 2023年 | | |
| | 计划 | 完成 | 完成率 | 计划 | 完成 | 完成率 |
|---|---|---|---|---|---|---|
| 甲县 | 100 | 95 | 95.0% | 110 | 110 | 100.0% |
| 乙县 | 50 | 40 | 80.0% | 60 | 54 | 90.0% |
| 合计 | 150 | 135 | 90.0% | 170 | 164 | 96.5% |
""",
        {"column_sum": 4, "rate": 6},
        ("96.5", "95.6"),
        ["rate 95.6"],
    ),
    "three_head_rows_no_row_heads": (
        """\
“三公”经费支出表
单位：万元
| 预算数 | | | | | | 决算数 | | | | | |
| 合计 | 因公出国（境）费 | 公务用车费 | | | 接待费 | 合计 | 因公出国（境）费 | 公务用车费 | | | 接待费 |
| | | 小计 | 购置费 | 运行维护费 | | | | 小计 | 购置费 | 运行维护费 | |
| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 |
| 18.50 | 0.00 | 12.50 | 0.00 | 12.50 | 6.00 | 15.30 | 0.00 | 11.20 | 0.00 | 11.20 | 4.10 |
""",
        {"row_sum": 4},
        ("15.30", "13.50"),
        ["row_sum 13.50"],
    ),
    "one_row_a_cell_a_line": (
        """\
三公经费决算表
单位：万元
合计
因公出国（境）费
公务用车购置费
公务用车运行维护费
公务接待费
18.50
0.00
0.00
12.50
6.00
""",
        {"row_sum": 1},
        ("12.50", "12.05"),
        ["row_sum 18.50"],
    ),
    "parts_of_basic_spending": (
        """\
项目\t年初预算\t调整预算\t决算数\t结余\t执行率
基本支出\t800.00\t820.50\t820.50\t0.00\t100.00%
  人员经费\t700.00\t715.00\t715.00\t0.00\t100.00%
  公用经费\t100.00\t105.50\t105.50\t0.00\t100.00%
项目支出\t300.00\t400.00\t372.00\t28.00\t93.00%
合计\t1100.00\t1220.50\t1192.50\t28.00\t97.71%
""",
        {"column_sum": 8, "rate": 5, "difference": 5},
        ("105.50\t105.50\t0", "105.50\t150.50\t0"),
        ["column_sum 820.50", "difference 0.00"],
    ),
    "units_in_head_cells": (
        """\
附表：各县区高标准农田建设情况
县区
建设任务（万亩）
完成面积（万亩）
完成率（%）
投入资金（万元）
亩均投入（元/亩）
东山县
3.20
3.20
100
4800
1500
西河县
2.50
2.35
94
3525
1500
南陵区
1.80
1.62
90
2430
1500
合计
7.50
7.17
95.6
10755
1500

特此说明。
""",
        {"column_sum": 3, "rate": 4},
        ("2.35", "2.53"),
        ["column_sum 7.17", "rate 94"],
    ),
    "blank_line_after_each_cell": (
        """\
县区

计划

完成

完成率

甲县

20

19

95%

乙县

30

30

100%

全县

50

49

98%
""",
        {"column_sum": 2, "rate": 3},
        ("49", "48"),
        ["column_sum 48", "rate 98"],
    ),
    "rows_parted_by_blank_lines": (
        """\
乡镇
任务（户）
完成（户）
完成比例

青石乡
60
57
95%

白云镇
40
40
100%

合计
100
97
97%
""",
        {"column_sum": 2, "rate": 3},
        ("97%", "79%"),
        ["rate 79"],
    ),
    "units_in_row_heads": (
        """\
| 指标 | 2022年 | 2023年 | 同比变化 |
|---|---|---|---|
| PM2.5平均浓度（微克/立方米） | 35 | 32 | -3 |
| 优良天数比例（%） | 88.2 | 90.1 | 1.9 |
| 优良天数（天） | 322 | 329 | 7 |
""",
        {"difference": 3},
        ("329", "392"),
        ["difference 7"],
    ),
    "halves_headed_income_and_spending": (
        """\
部门预算收支表
编制单位：清江县文旅局 单位：元
收入\t金额\t支出\t金额
一般公共预算\t1,200,000.00\t人员支出\t900,000.00
政府性基金\t0.00\t公用支出\t200,000.00
上年结转\t50,000.00\t项目支出\t150,000.00
收入总计\t1,250,000.00\t支出总计\t1,250,000.00
""",
        {"column_sum": 2, "balance": 1},
        ("150,000.00", "105,000.00"),
        ["column_sum 1,250,000.00"],
    ),
    "project_list_single_spaces": (
        """\
序号 项目名称 预算数（万元） 执行数（万元） 执行率（%）
1 文化馆免费开放 50.00 50.00 100.00
2 图书馆购书 30.00 28.50 95.00
3 非遗保护 20.00 15.00 75.00
合计 100.00 93.50 93.50
""",
        {"column_sum": 2, "rate": 4},
        ("28.50", "25.80"),
        ["column_sum 93.50", "rate 95.00"],
    ),
    "weights_and_scores": (
        """\
部门整体支出绩效评价得分表
一级指标|权重|得分|得分率
投入|20|19|95%
过程|25|22.5|90%
产出|30|28.2|94%
效果|25|23|92%
合计|100|92.7|92.7%
""",
        {"column_sum": 2, "rate": 5, "score_within_marks": 5},
        ("28.2", "32.8"),
        ["column_sum 92.7", "rate 94", "score_within_marks 32.8"],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_correct_table_holds(name):
    text, rules, _, _ = LAYOUTS[name]
    found = proposed(text)
    assert [r.zh for r in found if not r.holds] == []
    assert Counter(r.rule.removeprefix("grid.") for r in found) == rules


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_changed_figure_contradicts_its_ties_and_no_others(name):
    text, _, (right, wrong), failing = LAYOUTS[name]
    assert right in text
    found = proposed(text.replace(right, wrong, 1))
    failed = [f"{r.rule.removeprefix('grid.')} {r.stated.number}" for r in found if r.holds is False and r.strict]
    assert sorted(failed) == sorted(failing)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a sub-total's parts are not counted again in the total
        (
            "类别|金额（元）\n小计|30\n甲|10\n乙|20\n小计|70\n丙|40\n丁|30\n合计|100\n",
            ["column_sum 70: 40 30", "column_sum 30: 10 20", "column_sum 100: 30 70"],
        ),
        ("合计|金额（元）\n甲|10\n", []),
        # 总计 takes up the totals before it
        (
            "收入项目|金额（元）\n财政拨款|80\n其他收入|20\n本年收入合计|100\n年初结转|5\n总计|105\n",
            ["column_sum 100: 80 20", "column_sum 105: 100 5"],
        ),
        # 其中 after the total goes on to the table's end
        (
            "资金来源|预算数（元）\n资金总额|60\n其中：中央|30\n省级|20\n县级|10\n",
            ["column_sum 60: 30 20 10"],
        ),
        # the nearest named base; 未完成 is no part
        (
            "乡镇|应整改|已整改|未整改|整改率\n甲|10|8|2|80%\n乙|5|5|0|100%\n",
            ["rate 80: 8 10", "rate 100: 5 5", "difference 2: 10 8", "difference 0: 5 5"],
        ),
        # the execution rate is of the adjusted budget, or else of the initial one, for the whole table
        (
            "项目|年初预算数|调整预算数|执行数|执行率\n甲|100|120|90|90%\n乙|50|60|40|80%\n丙|70|70|35|50%\n",
            ["rate 90: 90 100", "rate 80: 40 50", "rate 50: 35 70"],
        ),
        # 增减 is now less then, by the years in the heads, in whatever order
        (
            "项目|2023年（万元）|2022年（万元）|增减额（万元）|增减率（%）\n甲|110.00|100.00|10.00|10.00\n乙|40.00|"
            "50.00|-10.00|-20.00\n",
            [
                "growth 10.00: 110.00 100.00",
                "growth -20.00: 40.00 50.00",
                "difference 10.00: 110.00 100.00",
                "difference -10.00: 40.00 50.00",
            ],
        ),
        # a saving is told without its sign
        (
            "项目|预算（万元）|决算（万元）|节约额（万元）\n甲|50.0|45.0|5.0\n乙|30.0|24.5|5.5\n",
            ["difference 5.0: 45.0 50.0", "difference 5.5: 24.5 30.0"],
        ),
        # what was attained is a share of the task, however it is headed; other rows bear out what a far miss is of
        (
            "序号 | 乡镇 | 下达任务（亩） | 当月完成（亩） | 累计完成（亩） | 任务完成占比（%） | 备注 |\n1 | 甲 | 1000 | 50 | 400 | 40% |\n|\n"
            "2 | 乙 | 2000 | 0 | 500 | 25% |\n|\n3 | 丙 | 500 | 100 | 300 | 20% |\n|\n",
            ["rate 40: 400 1000", "rate 25: 500 2000", "✗ rate 20: 300 500"],
        ),
        (
            "项目|本月完成|累计完成|全年计划|占年计划%\n植树|10|30|120|25\n造林|5|40|50|80\n",
            ["rate 25: 30 120", "rate 80: 40 50"],
        ),
        # a share of the whole it is not
        (
            "项目|完成|占全县比重\n甲|30|30%\n乙|70|70%\n合计|100|100%\n",
            ["column_sum 100: 30 70", "column_sum 100: 30 70", "share 30: 30 100", "share 70: 70 100"],
        ),
        # a numbered total closes its own part of the table; what came in is what was dealt with and what is carried on
        (
            "事项 | 来源 |\n个人 | 企业或其他单位 | 总计 |\n国有 | 民营 |\n一、本年新收 | 8 | 1 | 1 | 10 |\n二、上年结转 | 2 | 0 | 1 | 3 |\n"
            "三、办理结果 | （一）同意 | 4 | 1 | 0 | 5 |\n（二）不同意 | 1.无依据 | 3 | 0 | 1 | 4 |\n2.逾期 | 1 | 0 | 0 | 1 |\n（三）总计 | 8 | 1 | 1 | 11 |\n"
            "四、结转下年度办理 | 2 | 0 | 1 | 3 |\n",
            ["column_sum 8: 4 3 1", "column_sum 1: 1 0 0", "column_sum 1: 0 1 0", "✗ column_sum 11: 5 4 1",
             "row_sum 10: 8 1 1", "row_sum 3: 2 0 1", "row_sum 5: 4 1 0", "row_sum 4: 3 0 1", "row_sum 1: 1 0 0", "✗ row_sum 11: 8 1 1",
             "row_sum 3: 2 0 1", "carried_on 2: 2 8 8", "carried_on 0: 0 1 1", "carried_on 1: 1 1 1", "✗ carried_on 3: 3 10 11"],
        ),
        (
            "法院|上年未结|新收|办结|未结\n甲|30|200|210|20\n乙|10|90|95|5\n",
            ["carried_on 20: 30 200 210", "carried_on 5: 10 90 95"],
        ),
        # a row without a head under heads of three levels
        (
            "复议 | 诉讼 |\n维持 | 纠正 | 总计 | 直接起诉 | 复议后起诉 |\n维持 | 纠正 | 总计 | 维持 | 纠正 | 总计 |\n2 | 1 | 3 | 1 | 0 | 1 | 4 | 2 | 6 |\n",
            ["row_sum 3: 2 1", "row_sum 1: 1 0", "row_sum 6: 4 2"],
        ),
        # 其中 heads the columns that a column consists of, as far as the rows bear it out
        (
            "乡镇|总人口|其中：男|女|耕地（亩）\n东乡|1200|620|580|3500\n西乡|800|410|390|2100\n南乡|500|260|250|900\n",
            ["row_sum 1200: 620 580", "row_sum 800: 410 390", "✗ row_sum 500: 260 250"],
        ),
        # what was added to the first budget
        (
            "单位|年初预算（万元）|追加（万元）|全年预算（万元）\n甲局|100|20|120\n乙局|50|-5|45\n",
            ["difference 20: 120 100", "difference -5: 45 50"],
        ),
        # groups have a person each, and what was bought is among what is kept: in rows, and in columns
        (
            "项目|数量\n因公出国（境）团组数|3\n因公出国（境）人次|2\n公务用车购置数|8\n公务用车保有量|60\n国外接待批次|5\n国内接待人次|2\n",
            ["✗ bound.persons_of_groups 3: 2", "bound.bought_within_kept 8: 60"],
        ),
        (
            "单位|接待批次|接待人次\n甲|12|100\n乙|12|9\n",
            ["bound.persons_of_groups 12: 100", "✗ bound.persons_of_groups 12: 9"],
        ),
        # all things are those done and those not
        (
            "单位|总件数|处理中|已办结|办结率\n甲|20|5|15|75%\n乙|10|2|8|80%\n总计|30|7|23|77%\n",
            ["column_sum 30: 20 10", "column_sum 7: 5 2", "column_sum 23: 15 8", "row_sum 20: 5 15", "row_sum 10: 2 8",
             "row_sum 30: 7 23", "rate 75: 15 20", "rate 80: 8 10", "rate 77: 23 30"],
        ),
        # sections of items, their total, and the grand one; a row that is all of the row above it counts once
        (
            "项目 | 本年 | 上年 | 备注 |\n一、共享 | 30 | 21 | |\n1、甲税 | 20 | 12 | |\n2、乙税 | 10 | 9 | |\n二、固定 | 15 | 14 | |\n1、丙费 | 9 | 8 | |\n"
            "2、丁费 | 6 | 6 | |\n区级收入合计 | 45 | 35 | |\n上级补助 | 50 | 40 |\n转移支付 | 50 | 40 |\n追加补助 | |||\n上年结余 | 5 | 4 |\n"
            "其中：上年结转 | 2 | 1 |\n收入总计 | 100 | 79 |\n",
            ["column_sum 30: 20 10", "column_sum 15: 9 6", "part_within_whole 2: 5", "column_sum 45: 30 15", "column_sum 100: 45 50 5",
             "column_sum 21: 12 9", "column_sum 14: 8 6", "part_within_whole 1: 4", "column_sum 35: 21 14", "column_sum 79: 35 40 4"],
        ),
        # the parts of a section whose own row tells nothing are of no row above it
        (
            "项目 | 甲 | 乙 | 合计 |\n一、收 | 4 | 1 | 5 |\n二、转 | 2 | 0 | 2 |\n三、办 | （一）同意 | 3 | 1 | 4 |\n（二）不同意 | 1 | 1 | 2 |\n",
            ["row_sum 5: 4 1", "row_sum 2: 2 0", "row_sum 4: 3 1", "row_sum 2: 1 1"],
        ),
        # 0, — and blank are cells; a dash adds nothing and has no rate
        (
            "县|计划|完成|完成率\n甲|10|9|90%\n乙|—|—|—\n丙|0|0|/\n合计|10|9|90%\n",
            ["column_sum 10: 10 0", "column_sum 9: 9 0", "rate 90: 9 10", "rate 90: 9 10"],
        ),
    ],
)
def test_what_a_total_covers_and_a_rate_is_of(text, expected):
    assert ties(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # no tables
        "目录\n一、部门概况\t1\n二、收入支出情况\t3\n三、绩效评价\t8\n",
        "联系人：张三\n联系电话：0839-6621573\n邮编：628000\n2024年3月15日\n",
        "主要做法：\n1.加强领导\n成立专班5个\n2.强化保障\n投入资金300万元\n3.严格督查\n开展督查12次\n",
        "（一）数量指标\n培训班次\n12期\n培训人数\n1200人\n（二）质量指标\n合格率\n98%\n",
        # rows that do not part alike
        "项目|金额|合计\n东|1|2|3\n西|2\n南|3|4|5|6\n",
        "县区 计划 完成 合计\n甲县 1 2 3\n乙县 4 5\n丙县 7 8 15\n",
        # no total, no base
        "| 县区 | 计划 | 完成 |\n|---|---|---|\n| 甲县 | 10 | 9 |\n| 乙县 | 20 | 22 |\n",
        "县区|亮灯率|满意度\n甲县|98%|95%\n乙县|97%|96%\n合计|97.5%|95.5%\n",
        # 全省 beside 全国 is no total; nor has a mean, a date or a serial number a sum
        "地区|增加值（亿元）|增速（%）\n全省|5000.0|5.1\n甲市|300.0|6.0\n乙市|250.0|5.5\n全国|120000.0|5.2\n",
        "乡镇|人均收入（元）|建成年份\n甲乡|15000|2019\n乙乡|12000|2021\n合计|13000|2023\n",
        # an excerpt
        "重大项目支出情况（部分）\n项目|金额（万元）\n道路维修|50\n路灯改造|30\n合计|300\n",
        # words under a head of amounts: shifted columns
        "金额|合计|备注\n甲|10|20\n乙|11|21\n",
        # 其中 tells some of a column, however near a decimal point they come to it
        "乡镇|总人口|其中：低保|党员|耕地（亩）\n东乡|1200|62|58|3500\n西乡|800|41|39|2100\n",
        # full marks of 90 whose last 10 are told elsewhere
        "指标|分值|得分\n数量|50|50\n质量|40|38\n总分|100|98\n",
    ],
)
def test_nothing_is_demanded(text):
    assert [r.zh for r in proposed(text) if r.rule != "grid.score_within_marks"] == []


def test_what_may_be_capped_is_not_demanded():
    text = "县区|计划|完成|完成率\n甲县|10|12|100%\n乙县|10|10|100%\n丙县|10|9|90%\n"
    assert [(r.stated.number, r.holds, r.strict) for r in proposed(text)] == [
        ("100", False, False),
        ("100", True, True),
        ("90", True, True),
    ]


def test_a_table_that_bears_out_no_reading_is_not_understood():
    text = "县区|计划|完成|完成率\n甲县|10|3|71%\n乙县|20|4|82%\n丙县|30|5|93%\n丁县|40|6|64%\n"
    assert proposed(text) == []


def test_the_statement_names_column_row_and_unit():
    text = "单位：公里\n县区|计划|完成\n甲县|10.0|9.0\n乙县|20.0|19.5\n合计|30.0|28.5\n"
    found = proposed(text)
    assert found[1].zh == "“完成”一列“甲县”、“乙县”之和应等于“合计”28.5公里"
    assert found[1].en == "column “完成” should sum to 28.5公里 in row “合计”"


TOLD_BEFORE = """\
全年基金总收入57.07亿元，总支出{spent}亿元。
险种　收入（亿元）　支出（亿元）
企业养老　31.74　36.08
机关养老　14.92　14.37
城乡养老　8.86　7.21
失业　1.55　3.51
"""


@pytest.mark.parametrize(
    ("spent", "verdicts"),
    [("61.17", {("57.07", True), ("61.17", True)}), ("61.71", {("57.07", True), ("61.71", False)})],
)
def test_totals_told_before_a_table_that_has_no_total_row(spent, verdicts):
    found = [r for r in proposed(TOLD_BEFORE.format(spent=spent)) if r.rule == "grid.told_total"]
    assert {(r.stated.number, r.holds) for r in found} == verdicts


def test_a_table_of_some_items_demands_nothing():
    text = "全年基金总收入57.07亿元。\n险种　收入（亿元）　增长\n企业养老　31.74　5.1%\n机关养老　14.92　2.2%\n城乡养老　8.86　1.0%\n"
    assert [r.strict for r in proposed(text) if r.rule == "grid.told_total"] == [False]


def test_shares_of_a_total_told_before_the_table():
    text = "全年外借84.92万册次。\n类别　外借（万册次）　占比\n文学类　31.46　37.0%\n少儿类　28.07　33.1%\n其他　25.39　29.9%\n"
    assert [r.holds for r in proposed(text) if r.rule == "grid.share"] == [True, True, True]
