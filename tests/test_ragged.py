"""Tables as pages leave them: cells merged over rows or columns, lost row ends, edges on lines of their own."""

from __future__ import annotations

import pytest
from relating import grids

from gouji import figures, flattened
from gouji.document import Document, normalise


def units(text: str) -> list[str]:
    """The figures of a text with their units."""
    return [f.number + f.unit for f in figures.find(Document(text, *normalise(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the last cell of each row is empty, and its edge has a line of its own
        (
            "序号 | 乡镇 | 任务（户） | 完成（户） | 备注 |\n1 | 东沟 | 30 | 20 |\n|\n2 | 西岭 | 40 | 10 |\n|\n",
            [(["序号", "乡镇", "任务（户）", "完成（户）", "备注"], [["1", "东沟", "30", "20", ""], ["2", "西岭", "40", "10", ""]])],
        ),
        # such an edge behind whole rows tells nothing
        (
            "乡镇 | 任务 | 完成 |\n东沟 | 30 | 20 |\n|\n西岭 | 40 | 10 |\n|\n",
            [(["乡镇", "任务", "完成"], [["东沟", "30", "20"], ["西岭", "40", "10"]])],
        ),
        # the remark is left out of every row but its head
        (
            "乡镇 | 任务 | 完成 | 备注 |\n东沟 | 30 | 20 |\n西岭 | 40 | 10 |\n合计 | 70 | 30 |\n",
            [(["乡镇", "任务", "完成", "备注"], [["东沟", "30", "20", ""], ["西岭", "40", "10", ""], ["合计", "70", "30", ""]])],
        ),
        # one cell a line, each with its edge, and an empty one in the middle and at the end
        (
            "项目 |\n预算数 |\n决算数 |\n会议费 |\n|\n3.5 |\n培训费 |\n8 |\n|\n合计 |\n8 |\n3.5 |\n",
            [(["项目", "预算数", "决算数"], [["会议费", "", "3.5"], ["培训费", "8", ""], ["合计", "8", "3.5"]])],
        ),
        # the same with full-width bars
        (
            "项目｜\n预算数｜\n决算数｜\n会议费｜\n｜\n3.5｜\n培训费｜\n8｜\n｜\n合计｜\n8｜\n3.5｜\n",
            [(["项目", "预算数", "决算数"], [["会议费", "", "3.5"], ["培训费", "8", ""], ["合计", "8", "3.5"]])],
        ),
        # two tables of other widths, one cell a line, a title between them
        (
            "项目 |\n预算 |\n决算 |\n水费 |\n5 |\n4 |\n电费 |\n6 |\n6 |\n\n使用情况\n名目 |\n数量 |\n车辆（辆） |\n7 |\n批次（批次） |\n12 |\n"
            "人次（人次） |\n80 |\n",
            [
                (["项目", "预算", "决算"], [["水费", "5", "4"], ["电费", "6", "6"]]),
                (["名目", "数量"], [["车辆（辆）", "7"], ["批次（批次）", "12"], ["人次（人次）", "80"]]),
            ],
        ),
        # blank lines between all cells, other lines before, dashes in cells, and two tables under titles
        (
            "来源：财政局\n\n打印 打印\n\n2017年度支出决算情况\n\n经费项目\n\n支出（万元）\n\n减少情况（万元）\n\n减少率\n\n接待费\n\n1.5\n\n-\n\n-\n\n"
            "购置费\n\n3,071.6\n\n-\n\n-\n\n合计\n\n3,073.1\n\n-\n\n-\n\n2017年度车辆使用情况\n\n使用项目\n\n数量或人次\n\n接待批次\n\n12\n\n接待人次\n\n80\n\n保有量\n\n6\n",
            [
                (["经费项目", "支出（万元）", "减少情况（万元）", "减少率"], [["接待费", "1.5", "-", "-"], ["购置费", "3,071.6", "-", "-"], ["合计", "3,073.1", "-", "-"]]),
                (["使用项目", "数量或人次"], [["接待批次", "12"], ["接待人次", "80"], ["保有量", "6"]]),
            ],
        ),
        # a row's head is merged over rows
        (
            "类别 | 名称 | 数量 | 金额 |\n道路 | 硬化 | 3 | 20 |\n拓宽 | 2 | 30 |\n水利 | 渠道 | 5 | 40 |\n合计 | 10 | 90 |\n",
            [
                (
                    ["类别", "名称", "数量", "金额"],
                    [["道路", "硬化", "3", "20"], ["", "拓宽", "2", "30"], ["水利", "渠道", "5", "40"], ["", "合计", "10", "90"]],
                )
            ],
        ),
        # rows that end where nothing more is told
        (
            "项目 | 今年 | 上年 | 增减额 | 备注 |\n工资 | 12 | 10 | 2 | 增人 |\n补贴 | 5 | 4 |\n合计 | 17 | 14 | 3 | |\n",
            [
                (
                    ["项目", "今年", "上年", "增减额", "备注"],
                    [["工资", "12", "10", "2", "增人"], ["补贴", "5", "4", "", ""], ["合计", "17", "14", "3", ""]],
                )
            ],
        ),
        # an upper head over two lower ones, told once; the row's head stands in the upper row
        (
            "单位 | 合计 | 其中 | 备注 |\n省级 | 市级 |\n东乡 | 5 | 3 | 2 | |\n西乡 | 7 | 4 | 3 | |\n",
            [(["单位", "合计", "其中·省级", "其中·市级", "备注"], [["东乡", "5", "3", "2", ""], ["西乡", "7", "4", "3", ""]])],
        ),
        # two upper heads over two lower ones each
        (
            "单位 | 今年 | 上年 |\n预算 | 决算 | 预算 | 决算 |\n东乡 | 5 | 3 | 2 | 1 |\n西乡 | 7 | 4 | 3 | 3 |\n",
            [
                (
                    ["单位", "今年·预算", "今年·决算", "上年·预算", "上年·决算"],
                    [["东乡", "5", "3", "2", "1"], ["西乡", "7", "4", "3", "3"]],
                )
            ],
        ),
        # rows with one head or two, the outer of which is told in the first of its rows
        (
            "事项 | 来源 |\n个人 | 企业或其他单位 | 合计 |\n国有 | 民营 | 其他 |\n一、收件 | 4 | 1 | 2 | 0 | 7 |\n"
            "二、办理 | （一）同意 | 3 | 1 | 1 | 0 | 5 |\n（二）不同意 | 1 | 0 | 1 | 0 | 2 |\n",
            [
                (
                    ["事项", "个人", "企业或其他单位·国有", "企业或其他单位·民营", "企业或其他单位·其他", "合计"],
                    [
                        ["一、收件", "4", "1", "2", "0", "7"],
                        ["（一）同意", "3", "1", "1", "0", "5"],
                        ["（二）不同意", "1", "0", "1", "0", "2"],
                    ],
                )
            ],
        ),
        # a table of two columns after another, its head begins anew
        (
            "内容 | 件数 |\n许可 | 4 |\n内容 | 件数 |\n处罚 | 2 |\n强制 | 0 |\n",
            [(["内容", "件数"], [["许可", "4"]]), (["内容", "件数"], [["处罚", "2"], ["强制", "0"]])],
        ),
    ],
)
def test_each_number_is_in_its_column(text, expected):
    assert grids(text) == expected


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        # words where the others have numbers
        ("类别 | 名称 | 数量 | 金额 |\n路 | 东段 | 3 | 20 |\n路 | 西段 | 5 | 30 |\n桥 | 9 | 新 |\n", ["东段", "西段"]),
        # a number too many
        ("名称 | 数量 | 金额 |\n甲 | 3 | 20 |\n乙 | 2 | 30 | 7 |\n", []),
        # which of two upper heads with units spans the lower ones is open
        ("单位 | 面积（亩） | 金额（元） |\n计划 | 完成 |\n东乡 | 5 | 3 | 2 |\n西乡 | 7 | 4 | 3 |\n", []),
        # a word too many, and none that heads the rows below
        ("名称 | 数量 | 金额 |\n甲 | 3 | 20 |\n乙 | 2 | 30 |\n路 | 桥 | 新 | 7 |\n", []),
        # empty cells beyond the last column
        ("名称 | 数量 | 金额 | 备注 |\n甲 | 3 | 20 |\n乙 | 2 | 30 |\n丙 | 4 | 40 | | | |\n", ["甲", "乙", "丙"]),
        # a row without its end or without its beginning: in columns that no other row fills, both may be
        ("名称 | 计划 | 完成 | 余额 |\n东乡 | | | 4 |\n西乡 | | | 6 |\n北乡 | 3 | 5 |\n", ["东乡", "西乡"]),
        # under merged heads no row may lack a number
        ("单位 | 情况 |\n计划 | 完成 |\n东乡 | 5 | 3 | 2 |\n西乡 | 7 | 4 |\n", []),
    ],
)
def test_what_may_stand_in_two_places_is_in_none(text, placed):
    document = Document(text, *normalise(text))
    assert [row.head for grid in flattened.find(document) for row in grid.rows if row.sure] == placed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a unit in one column's head is not that of the next table
        (
            "二、收费情况\n内容 | 收费金额（单位：万元） |\n事业收费 | 3 |\n三、申请情况\n来源 | 自然人 | 法人 | 总计 |\n新收 | 58 | 7 | 65 |\n结转 | 2 | 0 | 2 |\n",
            ["3万元", "58", "7", "65", "2", "0", "2"],
        ),
        # over a table it is
        ("收费表（单位：万元）\n内容 | 金额 |\n甲 | 3 |\n乙 | 4 |\n", ["3万元", "4万元"]),
        # the states of things are counted as the things are
        (
            "区县 | 总件数 | 处理中 | 已办结 | 办结率\n甲区 | 20 | 5 | 15 | 75%\n乙区 | 10 | 2 | 8 | 80%\n",
            ["20件", "5件", "15件", "75%", "10件", "2件", "8件", "80%"],
        ),
        (
            "乡镇 | 改造任务（户） | 已开工 | 已完成\n甲乡 | 20 | 15 | 5\n乙乡 | 10 | 8 | 2\n",
            ["20户", "15户", "5户", "10户", "8户", "2户"],
        ),
        # a column of quantities of every kind is measured as its rows say
        ("项目 | 数量或人次\n公务用车购置数 | 2\n国内接待批次 | 12\n国内接待人次 | 80\n", ["2", "12批次", "80人次"]),
        # money is not
        ("乡镇 | 金额（万元） | 已完成 | 人数\n甲乡 | 20 | 15 | 5\n乙乡 | 10 | 8 | 2\n", ["20万元", "15", "5人", "10万元", "8", "2人"]),
    ],
)
def test_the_unit_of_a_column_beside_another(text, expected):
    assert units(text) == expected
