"""Tables whose rows are lines of text: their heads, units, formulas and ties; and lists of measures with the unit before the number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from relating import alarms, grids, of_rules

from gouji import figures
from gouji.document import Document, normalise
from gouji.spaced_lines import spaced_lines


def found(text: str) -> list[str]:
    return [f.number + f.unit for f in figures.find(Document(text, *normalise(text)))]


SIGNED = (
    "某局资金使用情况表\n资金来源 安排情况 使用情况\n"
    "(万元) 年初安排数① 年中追加数② 合计 实际支出数④ 支出率(%)⑤=④/③ 年末结余数⑥=③-④\n  ③=①+②\n"
    "财政补助小计 80.5 19.5 100 90 90 10\n① 人员支出 50.5 9.5 60 54 90 6\n② 公用支出 30 10 40 36 90 4\n2.其他资金 0 0 0 0 0 0\n总 计 80.5 19.5 100 90 90 10\n"
)
REVENUE = (
    "某区一般公共预算收入表 单位:万元 2021年 2022年 2022年 完成数 预算数 完成数 税收收入 2,000 2,400 2,520 105.00% 26.00% "
    "契税 640 700 735 105.00% 14.84% 印花税 300 250 200 80.00% -33.33% 耕地占用税 160 200 190 95.00% 18.75%\n"
)
EXPENSES = (
    "某局2019年会议费决算数为512.36万元，培训费决算数为208.14万元。\n\n会议费 培训费 差旅费 支出总数\n\n2019年决算 512.36 208.14 79.50 800.00\n\n"
    "2020年预算 490.00 200.00 60.00 750.00\n\n某中心\n"
)
MONTH = (
    "就业统计月报\n指标名称 单 位 本月数 上月数 环比\n1 2 3\n一、就业\n新增就业人数 人 1,320 1,200 10.00\n失业人员再就业人数 人 525 500 5.00\n"
    "发放补贴金额 万元 88.0 80.0 10.00\n"
)
GROUPS = (
    "2023年补助分配表\n乡镇 改造任务(户) 拨付资金(万元) 备注\n小计 甲类 乙类 小计 甲类 乙类\n红石镇 9 5 4 27.5 12.5 15\n青山镇 7 3 4 22.5 7.5 15\n"
    "白云乡 3 2 1 8.75 5 3.75 追减“上年资金”2.5万元，另行下达。\n合计 19 10 9 58.75 25 33.75\n"
)
IN_LINE = (
    "附表 填报单位: 单位:万元 费用情况 2019年决算数 2020年预算数 2020年决算数 办公费用 30.5 40.5 35.5\n1、会议经费 10.5 20.5 15.5\n2、培训经费 12.0\n12 11.0\n"
    "3、差旅经费 8.0\n8 9.0\n"
)


def test_heads_tell_how_their_columns_are_worked_out():
    ((heads, rows),) = grids(SIGNED)
    assert heads == ["项目", "年初安排数", "年中追加数", "合计", "实际支出数", "支出率（%）", "年末结余数"]
    assert [row[0] for row in rows] == ["财政补助小计", "①人员支出", "②公用支出", "2.其他资金", "总计"]
    assert found(SIGNED)[:6] == ["80.5万元", "19.5万元", "100万元", "90万元", "90%", "10万元"]
    made = of_rules(SIGNED, "grid.formula")
    assert ("60", "50.5", "9.5", True) in made
    assert ("90", "54", "60", True) in made
    assert ("4", "40", "36", True) in made
    sums = of_rules(SIGNED, "grid.column_sum")
    assert ("80.5", "50.5", "30", True) in sums
    assert ("80.5", "80.5", "0", True) in sums
    assert alarms(SIGNED) == []


@pytest.mark.parametrize(
    ("right", "wrong"), [("50.5 9.5 60", "50.5 9.5 61"), ("40 36 90 4", "40 36 80 4"), ("总 计 80.5", "总 计 85.5")]
)
def test_a_digit_that_breaks_a_formula_or_a_sum(right, wrong):
    assert alarms(SIGNED.replace(right, wrong))


def test_rows_that_follow_one_another_in_a_line():
    ((heads, rows),) = grids(REVENUE)
    assert heads == ["项目", "2021年完成数", "2022年预算数", "2022年完成数", "完成预算率", "同比增长率"]
    assert rows[1] == ["契税", "640", "700", "735", "105.00%", "14.84%"]
    assert found(REVENUE)[5:10] == ["640万元", "700万元", "735万元", "105.00%", "14.84%"]  # and not 640700735105.00
    assert ("14.84", "735", "640", True) in of_rules(REVENUE, "grid.growth")
    assert ("105.00", "735", "700", True) in of_rules(REVENUE, "grid.rate")
    assert alarms(REVENUE) == []
    assert len(alarms(REVENUE.replace("14.84%", "18.44%"))) == 1
    assert len(alarms(REVENUE.replace("95.00%", "59.00%"))) == 1


def test_columns_in_percent_that_the_rows_do_not_bear_out_make_no_table():
    wrong = REVENUE.replace("105.00%", "71.00%").replace("80.00%", "12.00%").replace("95.00%", "33.00%")
    assert grids(wrong) == []
    assert alarms(wrong) == []


def test_two_rows_and_a_column_that_sums_up():
    ((heads, rows),) = grids(EXPENSES)
    assert heads[1:] == ["会议费", "培训费", "差旅费", "支出总数"]
    assert [row[0] for row in rows] == ["2019年决算", "2020年预算"]
    assert "79.50万元" in found(EXPENSES)
    assert alarms(EXPENSES) == []


def test_a_column_of_units():
    ((heads, rows),) = grids(MONTH)
    assert heads == ["项目", "单位", "本月数", "上月数", "环比"]
    assert rows[2] == ["发放补贴金额", "万元", "88.0", "80.0", "10.00"]
    assert found(MONTH)[-3:] == ["88.0万元", "80.0万元", "10.00%"]
    assert ("5.00", "525", "500", True) in of_rules(MONTH, "grid.growth")
    assert alarms(MONTH) == []
    assert len(alarms(MONTH.replace("525 500", "552 500"))) == 1


def test_heads_under_heads_of_several_columns_and_remarks_behind_the_rows():
    ((heads, rows),) = grids(GROUPS)
    assert heads[1:4] == ["改造任务·小计（户）", "改造任务·甲类（户）", "改造任务·乙类（户）"]
    assert [len(row) for row in rows] == [7] * 4
    assert found(GROUPS)[:6] == ["9户", "5户", "4户", "27.5万元", "12.5万元", "15万元"]
    made = of_rules(GROUPS, "grid.row_sum")
    assert ("27.5", "12.5", "15", True) in made
    assert alarms(GROUPS) == []
    assert alarms(GROUPS.replace("27.5", "25.7"))


def test_rows_that_go_on_in_the_next_line():
    ((heads, rows),) = grids(IN_LINE)
    assert heads[1:] == ["2019年决算数", "2020年预算数", "2020年决算数"]
    assert rows[2] == ["2、培训经费", "12.0", "12", "11.0"]
    assert found(IN_LINE)[-3:] == ["8.0万元", "8万元", "9.0万元"]


def test_a_dash_is_a_cell_without_a_number():
    text = "单位：万元\n项目 年初数 年末数 增减额\n车辆 120 130 10\n房屋 - 45 45\n设备 30 - -30\n合计 150 175 25\n"
    assert [row[1:] for row in grids(text)[0][1]][1] == ["-", "45", "45"]
    assert alarms(text) == []


def test_a_lost_cell_is_where_the_parts_make_up_the_row_above():
    text = (
        "单位:万元\n项目 2019年决算数 2020年预算数 2020年决算数\n1、车辆经费 10.5 30.5 25.5\n其中:车辆更新 20 16.5\n车辆维护 10.5 10.5 9\n"
        "2、接待经费 4 5 6\n"
    )
    ((_, rows),) = grids(text)
    assert rows[1] == ["其中：车辆更新", "", "20", "16.5"]
    assert ("25.5", "16.5", "9", True) in of_rules(text, "grid.column_sum")
    assert alarms(text) == []
    ((_, rows),) = grids(text.replace("20 16.5", "21 16.5"))
    assert rows[1] == ["其中：车辆更新", "?", "?", "?"]


@pytest.mark.parametrize(
    "text",
    [
        "项目 预算数 决算数\n甲项目 120 130 140 150\n乙项目 220 230 240 250\n丙项目 320 330 340 350\n",  # heads of fewer columns
        "联系电话 0571 88886666\n传真电话 0571 88887777\n值班电话 0571 88889999\n",
        "会议安排\n开幕 2021 5 12\n讨论 2021 5 13\n闭幕 2021 5 14\n",
        "现场照片 1 2\n会议材料 3 4\n检查记录 5 6\n",  # nothing tells what is counted
        "今年新建公园 3 5 处。\n去年新建公园 4 6 处。\n前年新建公园 2 7 处。\n",
        "项目 执行率 金额\n甲项目 12,300 95%\n乙项目 45,600 96%\n丙项目 78,900 97%\n",  # the heads are others'
        "站名 2019 2020 2021\n甲站 2018 2019 2020\n乙站 2018 2019 2020\n丙站 2018 2019 2020\n",
    ],
    ids=["heads", "phones", "dates", "numbering", "prose", "shifted", "years"],
)
def test_no_such_table(text):
    assert list(spaced_lines(Document(text, *normalise(text)))) == []


LIST = (
    "指 标 单 位 数 量\n一、体育设施\n体育场地数 万个 12.6\n室内场地 万个 4.1\n1.经费\n体育经费支出 亿元 33.8\n其中：场馆维护支出 亿元 9.2\n"
    "每万人体育指导员 人/万人 21.5\n健身站点 个 8,420\n"
)
RUN_ON = (
    "指标名称单位数量\n一、文化经费支出亿元8.4\n二、文化机构\n  1.公共文化机构 131\n      文化站105\n      图书中心26\n三、服务\n  1.文化活动人次万人次96.0\n"
    "      图书馆活动万人次60.5\n      文化馆活动万人次35.5\n      群众演出补贴标准元/场·次300.0\n"
)


def test_units_before_their_numbers():
    assert found(LIST) == ["12.6万个", "4.1万个", "33.8亿元", "9.2亿元", "21.5人/万人", "8,420个"]
    assert alarms(LIST) == []


def test_units_that_no_blank_parts_from_names():
    told = found(RUN_ON)
    assert told[:7] == ["8.4亿元", "131个", "105个", "26个", "96.0万人次", "60.5万人次", "35.5万人次"]
    made = of_rules(RUN_ON, "grid.column_sum")
    assert ("131", "105", "26", True) in made
    assert alarms(RUN_ON) == []
    assert len(alarms(RUN_ON.replace("文化站105", "文化站150"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "全年支出 亿元 12.6\n其中补助 亿元 4.1\n",  # two lines
        "游客总数达万人次96.0\n门票收入为亿元8.4\n床位共有万张3.5\n",  # no head
        "张 三 5\n王 二 6\n李 四 7\n",
        "全年支出 亿元 12.6。\n其中补助 亿元 4.1。\n其余资金 亿元 8.5。\n",
    ],
    ids=["few", "headless", "names", "sentences"],
)
def test_no_such_list(text):
    assert grids(text) == []


WORDS = st.sampled_from(
    [
        "项目",
        "单位",
        "合 计",
        "(万元)",
        "小计③=①+②",
        "③=①+②",
        "2020年",
        "完成数",
        "预算数",
        "1",
        "2",
        "3",
        "-",
        "12%",
        "1,234.5",
        "0.",
        "\n",
        "万元",
        "。",
        "|",
        "①",
        "2.",
        "甲",
    ]
)


@given(st.lists(WORDS, max_size=40))
def test_whatever_stands_in_the_lines(words):
    text = " ".join(words)
    assert isinstance(found(text), list)
