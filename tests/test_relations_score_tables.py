"""Scoring trees in tables: merged cells, levels with marks each, losses, criteria; in every layout as it stands and with a changed figure."""

from __future__ import annotations

import pytest
from relating import alarms, reading

from gouji.relations import propose
from gouji.relations.table import forms, spans

HEAD = ["一级指标", "二级指标", "三级指标", "分值", "得分", "扣分"]
ROWS = [
    ["投入（20分）", "目标设定（8分）", "绩效目标合理性", "4", "4", "0"],
    ["", "", "绩效指标明确性", "4", "3.5", "0.5"],
    ["", "预算配置（12分）", "在职人员控制率", "6", "6", "0"],
    ["", "", "“三公经费”变动率", "6", "5", "1"],
    ["过程（32分）", "预算执行（18分）", "预算完成率", "9", "8.6", "0.4"],
    ["", "", "结转结余率", "9", "9", "0"],
    ["", "预算管理（14分）", "管理制度健全性", "8", "8", "0"],
    ["", "", "资金使用合规性", "6", "5", "1"],
    ["产出及效果（48分）", "职责履行（26分）", "重点工作办结率", "16", "15", "1"],
    ["", "", "完成及时率", "10", "9", "1"],
    ["", "履职效益（22分）", "社会效益", "12", "11.5", "0.5"],
    ["", "", "公众满意度", "10", "9.2", "0.8"],
    ["合计", "", "", "100", "93.8", "6.2"],
]
LEVELS = ["一级指标", "权重", "二级指标", "权重", "三级指标", "权重", "评价得分"]
LEVELLED = [
    ["决策", "20", "项目立项", "8", "立项依据充分性", "4", "4"],
    ["", "", "", "", "立项程序规范性", "4", "3"],
    ["", "", "绩效目标", "12", "绩效目标合理性", "6", "5.5"],
    ["", "", "", "", "绩效指标明确性", "6", "5"],
    ["过程", "30", "资金管理", "18", "资金到位率", "8", "8"],
    ["", "", "", "", "预算执行率", "10", "9.2"],
    ["", "", "组织实施", "12", "制度执行有效性", "12", "11"],
    ["产出", "50", "产出数量", "30", "新建完成率", "30", "29"],
    ["", "", "产出质量", "20", "验收合格率", "20", "18.5"],
    ["合计", "100", "", "100", "", "100", "93.2"],
]


def joined(mark: str, rows: list[list[str]], empty: bool) -> str:
    return "\n".join(mark.join(cell for cell in row if cell or empty) for row in rows) + "\n"


def repeated(rows: list[list[str]]) -> list[list[str]]:
    """Merged cells told in each of their rows."""
    told, above = [], [""] * 6
    for row in rows:
        above = row if row[0] == "合计" else [*(cell or up for cell, up in zip(row[:2], above, strict=False)), *row[2:]]
        told.append(above)
    return told


def layouts(rows: list[list[str]]) -> dict[str, str]:
    title = "部门整体支出绩效评价评分表\n"
    return {
        "pipes": title + joined("|", rows, True),
        "outer_pipes": title + "".join(f"| {' | '.join(row)} |\n" for row in rows),
        "tabs": title + joined("\t", rows, True),
        "spaces": title + joined(" ", rows, False),
        "one_cell_a_line": title + joined("\n", rows, False),
        "lines_apart": title + joined("\n\n", rows, False),
    }


MARKED = {**layouts([HEAD, *ROWS]), "repeated": "评分表\n" + joined("|", [HEAD, *repeated(ROWS)], True)}
BY_LEVEL = layouts([LEVELS, *LEVELLED])
CRITERIA = """\
部门整体支出绩效评价指标体系
| 一级指标 | 二级指标 | 三级指标 | 分值 | 评分标准 | 得分 |
|---|---|---|---|---|---|
| 投入20分 | 预算配置20分 | 在职人员控制率 | 10 | 控制率≤100%的，得10分；每超过1个百分点扣1分，扣完为止。 | 10 |
| | | “三公”经费变动率 | 10 | 变动率≤0得10分，每增加5个百分点扣2分。 | 8 |
| 过程40分 | 预算执行20分 | 预算完成率 | 20 | 完成率为100%得20分，90%-100%得18分，80%以下不得分。 | 18 |
| | 预算管理20分 | 资金合规性 | 20 | 出现1处不合规扣2分。 | 18 |
| 产出及效果40分 | 职责履行40分 | 重点工作完成率 | 20 | 完成率100%得20分，每少1个百分点扣1分。 | 18 |
| | | 公众满意度 | 20 | 90%以上得20分，80%-90%得15分。 | 20 |
| 合计 | | | 100 | | 92 |
"""
SUBTOTALS = """\
指标评分表
一级指标|二级指标|分值|自评得分
决策|项目立项|8|8
|绩效目标|12|11
|小计|20|19
过程|资金管理|15|14
|组织实施|15|13.5
|小计|30|27.5
产出|数量|30|29
|质量|20|18
|小计|50|47
总计||100|93.5
"""
NUMBERED = """\
项目绩效评分汇总表
评价指标	标准分值	评价得分	得分率
一、决策	20	18.5	92.5%
1.项目立项	8	8	100%
2.绩效目标	12	10.5	87.5%
二、过程	30	26	86.67%
1.资金管理	18	16	88.89%
2.组织实施	12	10	83.33%
三、产出	50	47	94%
合计	100	91.5	91.5%
"""


def failed(text: str) -> set[str]:
    """What fails, as its kind and its stated figure."""
    found = propose((told := reading(text)).document, [m.figure for m in told.mentions])
    return {
        f"{item.kind} {item.stated.number}"
        for item, row in zip(found.items, found.rows, strict=True)
        if item.holds is False and row["computed_interval"]
    }


@pytest.mark.parametrize("text", [*MARKED.values(), *BY_LEVEL.values(), CRITERIA, SUBTOTALS, NUMBERED])
def test_a_correct_table_raises_no_alarm(text):
    assert alarms(text) == []


@pytest.mark.parametrize("layout", MARKED)
@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("预算配置（12分）", "预算配置（15分）", {"sum 15", "sum 20"}),
        ("过程（32分）", "过程（23分）", {"sum 23"}),
        ("8.6", "8.8", {"sum 93.8", "difference 0.4"}),
        ("0.8", "0.6", {"difference 0.6"}),
        ("93.8", "98.3", {"sum 98.3"}),
        ("6.2", "2.6", {"difference 2.6"}),
    ],
)
def test_a_changed_figure_of_a_marked_tree(layout, right, wrong, expected):
    assert right in MARKED[layout]
    assert expected <= failed(MARKED[layout].replace(right, wrong))


@pytest.mark.parametrize("layout", BY_LEVEL)
@pytest.mark.parametrize(
    ("before", "right", "wrong", "expected"),
    [
        ("过程", "30", "35", {"sum 35", "sum 100"}),
        ("资金管理", "18", "16", {"sum 16", "sum 30"}),
        ("绩效指标明确性", "6", "8", {"sum 12"}),
        ("验收合格率", "20", "25", {"repeat 20"}),
        ("资金到位率", "8", "9", {"sum 18"}),
    ],
)
def test_a_changed_figure_of_levels(layout, before, right, wrong, expected):
    text = BY_LEVEL[layout]
    at = text.index(right, text.index(before))
    assert expected <= failed(text[:at] + wrong + text[at + len(right) :])


@pytest.mark.parametrize(
    ("text", "right", "wrong", "expected"),
    [
        (CRITERIA, "过程40分", "过程45分", {"sum 45"}),
        (CRITERIA, "职责履行40分", "职责履行30分", {"sum 30"}),
        (CRITERIA, "| 92 |", "| 29 |", {"sum 29"}),
        (SUBTOTALS, "小计|30|27.5", "小计|30|25.7", {"sum 25.7"}),
        (SUBTOTALS, "绩效目标|12", "绩效目标|15", {"sum 20"}),
        (NUMBERED, "1.资金管理\t18\t16", "1.资金管理\t18\t15", {"sum 26", "ratio 88.89"}),
    ],
)
def test_a_changed_figure_of_other_tables(text, right, wrong, expected):
    assert text.count(right) == 1
    assert expected <= failed(text.replace(right, wrong))


def test_what_a_merged_cell_covers():
    text = MARKED["pipes"]
    sums = {
        (r.stated.number, *(f.number for f in r.operands))
        for r in spans.propose(reading(text))
        if r.rule == "grid.span"
    }
    assert {("20", "8", "12"), ("8", "4", "4"), ("12", "6", "6"), ("48", "26", "22")} <= sums
    stream = {(r.stated.number, *(f.number for f in r.operands)) for r in forms.propose(reading(MARKED["spaces"]))}
    assert {("20", "8", "12"), ("8", "4", "4"), ("48", "26", "22"), ("48", "16", "10", "12", "10")} <= stream


@pytest.mark.parametrize(
    "text",
    [
        # what only one level tells is shared out among nothing
        "项目|分值|得分\n甲|10|9\n乙|20|18\n丙|30|27\n",
        # a remark with a number is no head
        "三级指标|分值|得分|扣分原因\n数量|20|18|少完成2项扣2分\n质量|30|30|\n时效|50|45|延期，扣5分\n合计|100|93|\n",
        # a target with an own number beside its marks
        "三级指标 指标值 完成值 分值 得分\n培训期数 10期 10期 20 20\n培训人数 300人 285人 30 28.5\n满意度 90% 92% 50 50\n总分 100 98.5\n",
        # two judges' scores stand side by side
        "指标|分值|自评得分|复核得分\n决策|20|19|18\n过程|30|28|27\n产出|50|48|46\n合计|100|95|91\n",
    ],
)
def test_what_is_no_contradiction(text):
    assert alarms(text) == []
