"""The official self-evaluation form: one reading whatever the layout, and what a changed figure contradicts."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from relating import reading

from gouji import figures
from gouji.relations import propose
from gouji.relations.fault.diagnosis import diagnose
from gouji.relations.table import forms

FUND_HEAD = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
FUNDS = [
    ["年度资金总额：", "500.00", "620.00", "558.00", "10", "90%", "9"],
    ["其中：财政拨款", "450.00", "570.00", "518.00", "—", "90.88%", "—"],
    ["上年结转资金", "50.00", "50.00", "40.00", "—", "80%", "—"],
    ["其他资金", "/", "/", "/", "—", "/", "—"],
]
AIMS = "预期目标：养护农村公路320公里，修补路面15000平方米，安装标志牌260块。"
DONE = "实际完成情况：全年养护农村公路326公里，修补路面15800平方米，安装标志牌248块。"
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
ROWS = [
    ["产出指标（50分）", "数量指标", "养护农村公路里程", "≥320公里", "326公里", "10", "10", ""],
    ["", "", "修补路面面积", "≥15000平方米", "15800平方米", "10", "10", ""],
    ["", "", "安装标志牌数量", "260块", "248块", "8", "7.6", "完成95.4%，部分路段改线"],
    ["", "质量指标", "验收合格率", "100%", "100%", "7", "7", ""],
    ["", "时效指标", "完成时间", "12月底前", "11月完成", "7", "7", ""],
    ["", "成本指标", "每公里养护成本", "≤1.8万元", "1.71万元", "8", "8", ""],
    ["效益指标（30分）", "社会效益指标", "优良中等路率", "≥85%", "87.2%", "15", "15", ""],
    ["", "可持续影响指标", "管护机制", "健全", "基本健全", "15", "13", "制度待完善"],
    ["满意度指标（10分）", "服务对象满意度", "沿线群众满意度", "≥90%", "93%", "10", "10", ""],
    ["总分", "", "", "", "", "100", "96.6", ""],
]


def _joined(mark: str, empty: bool) -> str:
    def line(cells: list[str]) -> str:
        return mark.join(cell for cell in cells if cell or empty)

    funds = [["项目资金（万元）", "", *FUND_HEAD], *(["", *row] for row in FUNDS)]
    return "\n".join(
        ["项目支出绩效自评表", *map(line, funds), "年度总体目标", AIMS, DONE, line(HEAD), *map(line, ROWS)]
    )


SPACES = _joined(" ", False)
LINES = "\n".join(["\n".join(SPACES.split(" ")), ""])
LAYOUTS = {
    "spaces": SPACES + "\n",
    "tabs": _joined("\t", True) + "\n",
    "pipes": re.sub(r"(?m)^(?=.*\|)(.*)$", r"|\1|", _joined("|", True)) + "\n",
    "one_cell_a_line": LINES,
    "wrapped_heads": LINES.replace("年初预算数", "年初预\n算数").replace("年度资金总额", "年度资金\n总额").replace("实际完成值", "实际\n完成值"),
    "one_line": re.sub(r"\s+", " ", SPACES) + "\n",
}


def ties(text: str) -> Counter:
    return Counter(r.rule.removeprefix("form.") for r in forms.propose(reading(text)) if r.holds)


def failed(text: str) -> set[str]:
    document = reading(text).document
    found = propose(document, figures.find(document)).items
    return {
        f"{r.rule.removeprefix('form.').removeprefix('grid.')} {r.stated.number}"
        for r in found
        if r.holds is False and (r.strict or (d := diagnose(r)) is not None and d.explains)
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_correct_form_holds_in_every_layout(layout):
    assert ties(LAYOUTS[layout]) == {
        "part": 3, "parts": 1, "marks": 1, "scores": 1, "execution_score": 1, "target_met": 6, "in_words": 6, "remark": 1, "prorated": 1,
    }  # fmt: skip
    assert failed(LAYOUTS[layout]) == set()


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("效益指标（30分）", "效益指标（35分）", {"part 35", "parts 100"}),
        (" 7.6 ", " 7.9 ", {"scores 96.6"}),
        (" 15 13 ", " 15 16 ", {"scores 96.6", "score_within_marks 16"}),
        (" 96.6", " 96.9", {"scores 96.9"}),
        ("完成95.4%", "完成94.5%", {"remark 94.5"}),
        ("≥85% 87.2%", "≥85% 78.2%", {"target_met 78.2"}),
        ("≤1.8万元 1.71万元", "≤1.8万元 1.91万元", {"target_met 1.91"}),
        ("15000平方米 15800平方米", "15000平方米 18500平方米", {"in_words 18500"}),
        ("50.00 50.00 40.00", "50.00 50.00 45.00", {"column_sum 558.00", "rate 80"}),
    ],
)
def test_a_changed_figure_contradicts_its_ties(right, wrong, expected):
    assert SPACES.count(right) == 1
    assert failed(SPACES.replace(right, wrong)) == expected


def test_a_departments_form_tells_its_money_by_nature():
    head = "年度预算申请（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分\n年度资金总额 1850.60 2103.45 2051.30 10 97.52% 9.75\n"
    nature = "按收入性质分： 按支出性质分：\n其中：一般公共预算：2003.45 其中：基本支出：1245.60\n政府性基金拨款：100.00 项目支出：{}\n年度总体目标\n"
    assert ties(head + nature.format("805.70")) == {"natures": 2, "execution_score": 1}
    assert "natures 2051.30" in failed(head + nature.format("850.70"))


@pytest.mark.parametrize(
    ("row", "tied"),
    [
        ("安装路灯 ≥120盏 114盏 10 9.5", 1),  # 10 x 114 ÷ 120
        ("安装路灯 ≥120盏 114盏 10 9", 0),  # a point taken off
        ("安装路灯 ≥120盏 126盏 10 9.5", 0),  # short of nothing
        ("每盏造价 ≤1.9万元 2万元 10 9.5", 1),  # the other way round
        ("资金支付率 ≥95% 90.25% 10 9.5", 1),
    ],
)
def test_a_score_in_proportion(row, tied):
    rest = "验收合格率 100% 100% 40 40\n群众满意度 ≥90% 92% 50 50\n"
    assert ties(f"三级指标 年度指标值 实际完成值 分值 得分\n{row}\n{rest}")["prorated"] == tied


@pytest.mark.parametrize(
    "text",
    [
        "项目资金年初预算数300万元，全年执行数280万元，执行率93.33%，分值10分，得分9分。年度资金总额300万元已到位。\n",
        SPACES.replace("90% 9\n", "90% 10\n").replace("96.6", "97.6"),  # full marks by a scale of steps
        SPACES.replace("≤1.8万元 1.71万元", "1.8万元 1.71万元"),  # a cost without a sign: less is reached too
        SPACES.replace("全年养护农村公路326公里", "全年养护县道110公里"),  # another thing
    ],
)
def test_what_is_no_contradiction(text):
    assert failed(text) == set()


@pytest.mark.parametrize("blank", ["——", "—", "/", ""])
def test_a_form_that_nobody_filled_in_states_nothing(blank):
    """Its funds stand there with no number in any column: there is nothing to place, and nothing to fall over."""
    rows = [[row[0].rstrip("："), *[blank] * 6] for row in FUNDS[:2]]
    text = "\n".join(["项目支出绩效自评表", "项目资金（万元）", *FUND_HEAD, *(cell for row in rows for cell in row), "年度总体目标"])
    assert figures.find(reading(text).document).items == []
    assert forms.propose(reading(text)) == []


def test_the_budgets_execution_as_a_part_of_its_own():
    """预算执行率（10分） in the first column is no row of the part above it, and one of the parts that make 100."""
    rows = [*ROWS[:-1], ["预算执行率（10分）", "", "", "", "90%", "10", "9", ""], ROWS[-1]]
    rows[-1] = [*ROWS[-1][:-2], "96.6", ""]
    text = "项目支出绩效自评表\n" + "\n".join(f"|{'|'.join(cells)}|" for cells in [HEAD, *rows]) + "\n"
    assert failed(text) == set()
    assert "part 10" in failed(text.replace("≥90%|93%|10|10", "≥90%|93%|12|10"))


# A form as a page leaves it: targets and results left empty, fillers, a rate that lost its cell, one source that gave all.
EMPTIED = """\
项目支出绩效自评表
项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分
年度资金总额： 640 640 640 10 10
其中：本年财政拨款 640 640 640 - -
上年结转资金 - -
其他资金 - -
年度总体目标
预期目标 实际完成情况
维修水闸36座，清理渠道52公里。
维修水闸36座，清理渠道55公里。
一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因
(50分)
数量指标 指标1：维修水闸数量 ≥36座 36 15 15
指标2：清理渠道长度 ≥52公里 55 15 15
……
质量指标 指标1：工程质量合格 10 10
指标2：
……
时效指标 指标1：年度资金支付进度 10 10
指标2：
……
(30分)
社会效益指标 指标1：保障灌溉 15 15
可持续影响指标 指标1：已建工程运行良好 15 15
……
满意度指标
(10分)
指标1：群众满意度 ≥90% 96% 10 10
指标2：
……
总分 100 100
"""


def test_a_form_with_empty_cells_is_read_as_any_other():
    assert ties(EMPTIED) == {"part": 3, "parts": 1, "marks": 1, "scores": 1, "target_met": 3, "in_words": 4}
    assert failed(EMPTIED) == set()


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("总额： 640 640 640", "总额： 640 610 640", {"column_sum 610"}),
        ("财政拨款 640 640 640", "财政拨款 640 640 460", {"column_sum 640"}),
        ("总额： 640 640 640 10 10", "总额： 0 0 0 10 10", {"column_sum 0"}),
        ("工程质量合格 10 10", "工程质量合格 10 9", {"scores 100"}),
        ("保障灌溉 15 15", "保障灌溉 13 13", {"part 30", "marks 100", "scores 100"}),
        ("36 15 15", "34 15 15", {"target_met 34", "in_words 34"}),
        ("(30分)", "(35分)", {"part 35", "parts 100"}),
    ],
)
def test_a_changed_figure_of_such_a_form_contradicts_its_ties(right, wrong, expected):
    assert EMPTIED.count(right) == 1
    assert failed(EMPTIED.replace(right, wrong)) == expected


@pytest.mark.parametrize(
    "funds",
    [
        "年度资金总额： 640 640 640 10 100% 10\n其中：本年财政拨款 500 500 500 - -",  # the other sources are not told
        "年度资金总额： 640 640 640 10 100% 10\n其中：水利专项 500 500 500 - - -\n其他资金 - - - - - -",  # nor is it told what it is
    ],
)
def test_some_sources_are_no_sum(funds):
    head = "项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分\n"
    assert failed(head + funds + "\n年度总体目标\n维修水闸36座。\n") == set()


def test_a_bare_result_is_counted_as_its_target():
    told = [f.number + f.unit for f in figures.find(reading(EMPTIED).document) if f.number in ("36", "55")]
    assert told == ["36座", "36座", "55公里", "36座", "36座", "55公里"]


# A province's form, one cell a line with its edge: a head over two budgets, a column of reasons, signs and units in columns of their own.
PROVINCE = """\
部门预算项目支出绩效自评表（2023年度） |
预算执行情况(10分) |
年度预算数(万元) |
年初预算 |
调整后预算数 |
预算执行数 |
预算执行率 |
权重 |
得分 |
原因 |
总额 |
120.50 |
131.20 |
131.20 |
100.00% |
10 |
10 |
1.预算执行率未达到90%的需说明原因（100字以内）；2.年中调整预算的应单独说明理由； |
其中:财政资金 |
120.50 |
131.20 |
131.20 |
100.00% |
/ |
/ |
财政专户管理资金 |
0.00 |
0.00 |
0.00 |
0.00% |
/ |
/ |
单位资金 |
0.00 |
0.00 |
0.00 |
0.00% |
/ |
/ |
其他资金 |
|
|
|
|
/ |
/ |
绩效指标(90分) |
一级指标 |
二级指标 |
三级指标 |
指标性质 |
指标值 |
度量单位 |
完成值 |
权重 |
得分 |
未完成原因分析 |
产出指标 |
数量指标 |
培训教师人数 |
≥ |
300 |
人 |
320 |
30 |
30 |
|
质量指标 |
培训合格率 |
≥ |
95 |
% |
97 |
20 |
20 |
|
成本指标 |
人均培训费 |
≤ |
800 |
元 |
790 |
20 |
20 |
|
满意度指标 |
学员满意度 |
≥ |
90 |
% |
94 |
20 |
20 |
|
合计 |
100 |
100 |
"""


def test_a_form_with_signs_and_units_in_columns_of_their_own():
    assert ties(PROVINCE) == {"part": 1, "marks": 1, "scores": 1, "execution_score": 1, "target_met": 4}
    assert failed(PROVINCE) == set()


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("总额 |\n120.50", "总额 |\n210.50", {"column_sum 210.50"}),
        ("总额 |\n120.50 |\n131.20 |\n131.20", "总额 |\n120.50 |\n131.20 |\n113.20", {"column_sum 113.20", "rate 100.00"}),
        ("≥ |\n300 |\n人 |\n320", "≥ |\n300 |\n人 |\n290", {"target_met 290"}),
        ("≤ |\n800 |\n元 |\n790", "≤ |\n800 |\n元 |\n890", {"target_met 890"}),
        ("% |\n94 |\n20 |\n20", "% |\n94 |\n20 |\n12", {"scores 100"}),
        ("绩效指标(90分)", "绩效指标(80分)", {"part 80"}),
    ],
)
def test_a_changed_figure_of_a_provinces_form_contradicts_its_ties(right, wrong, expected):
    assert PROVINCE.count(right) == 1
    assert failed(PROVINCE.replace(right, wrong)) == expected
