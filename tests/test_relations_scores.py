"""Scoring trees in prose: each layout holds as it stands, and a changed figure contradicts the level that it is of."""

from __future__ import annotations

import pytest
from relating import alarms, reading, ties

from gouji.relations import propose
from gouji.relations.score import losses, marks, scores
from gouji.relations.score.marks import ITEM, SUBTOTAL, TOTAL

NESTED = (
    "经自评，我局2022年度部门整体支出绩效得分94.5分，评价等级为“优”。\n"
    "投入指标20分，得19分，其中目标设定8分，得8分；预算配置12分，得11分。过程指标30分，得27.5分，其中预算执行15分，得13.5分；"
    "预算管理10分，得9分；资产管理5分，得5分。产出指标30分，得29分，其中职责履行18分，得17分；完成质量12分，得12分。"
    "效果指标20分，得19分，其中履职效益15分，得14分；满意度5分，得5分。以上合计94.5分。\n"
    "本次自评共扣5.5分，其中预算配置扣1分，预算执行扣1.5分，预算管理扣1分，职责履行扣1分，履职效益扣1分。\n"
)
NUMBERED = (
    "（一）项目决策情况（满分20分，得分18分）\n1.项目立项（6分，得分6分）。申报依据充分。\n2.绩效目标（8分，得分7分）。指标细化不够，扣1分。\n"
    "3.资金投入（6分，得分5分）。测算依据不充分，扣1分。\n（二）项目过程情况（满分30分，得分27.6分）\n"
    "1.资金管理（18分，得分16.6分）。预算执行率93.2%，扣0.4分；支付凭证不齐全，扣1分。\n2.组织实施（12分，得分11分）。归档滞后，扣1分。\n"
    "（三）项目产出情况（满分50分，得分47.4分）\n1.产出数量（35分，得分33.4分）。\n2.产出质量（15分，得分14分）。\n"
    "综上，该项目绩效评价综合得分93.0分，评价等级为“优”（90分及以上为优，80分至90分为良，60分至80分为中，60分以下为差）。\n"
)
HEADED = (
    "（一）决策指标。该类指标满分15分，评价得分14分。其中，立项依据3分得3分，立项程序2分得2分，目标合理性5分得4分，预算编制5分得5分。\n"
    "（二）过程指标。该类指标满分35分，评价得分32.1分。其中，资金到位率15分得14.5分，管理制度健全性20分得17.6分。\n"
    "（三）产出指标。该类指标满分50分，评价得分46.5分。其中，养护里程20分得19分，优良路率30分得27.5分。\n"
    "综合以上各项，项目总得分92.6分，绩效等级为“优”。\n"
)
SUBTOTALS = (
    "本部门2022年度整体支出绩效自评综合得分95.42分。具体为：\n预算执行情况（10分）：执行率94.20%，得9.42分。\n"
    "产出指标（50分）：数量指标20分，得20分；质量指标15分，得14分；时效指标10分，得9分；成本指标5分，得5分。小计48分。\n"
    "效益指标（40分）：经济效益10分，得9分；社会效益20分，得20分；可持续影响10分，得9分。小计38分。\n"
)
DEDUCTED = (
    "我局2023年度整体支出绩效自评得分为91.8分（详见附表），评价结果为“优秀”。其中：预算编制管理15分，得14.6分；预算执行管理25分，"
    "扣1.7分，得23.3分；资产管理10分，扣1分，得9分；履职产出30分，扣1.6分，得28.4分；履职效益20分，扣3.5分，得16.5分。\n"
    "一是“预算编制管理”扣0.4分，原因是追加较多；二是“履职效益”扣3.5分，其中“公众满意度”扣1.5分、“游客增长率”扣2分。\n"
)
LOST = (
    "自评满分100分，自评得92.4分，共扣7.6分。扣分情况：一是预算执行率为88.4%，该项分值10分，扣1.16分，得8.84分；"
    "二是机械化清扫率未达标，扣3.44分；三是群众满意度82.7%，扣3分。\n"
)
BEFORE_ITS_MARKS = "自评总分94.35分：预算执行9.35分（满分10分）、产出47分（满分50分）、效益28.5分（满分30分）、满意度9.5分（满分10分）。\n"
IN_PARENTHESES = (
    "自评得分92.7分，等次为“优”：其中决策（15分）14分、过程（25分）22.5分、产出（40分）37.8分、效益（20分）18.4分。\n"
)
IN_ONE_ROW = "经打分，投入管理得18.5分，过程管理得19分，产出得37.6分，效果得18分，综合得分93.1分。\n"
SHARES_OF_MARKS = (
    "综合评价得分86.25分。\n决策类指标共设6个三级指标，权重分15分，得分13.5分，得分率90.00%。过程类指标共设5个三级指标，权重分25分，"
    "得分20.75分，得分率83.00%。产出类指标共设8个三级指标，权重分35分，得分31.5分，得分率90.00%。效益类指标共设4个三级指标，权重分25分，"
    "得分20.5分，得分率82.00%。\n本次评价满分100分，失分13.75分。\n"
)
GRADED = (
    "经综合评定，2022年度部门整体支出绩效自评得分88.6分，评价等级为“良”。等级划分标准为：得分90分（含）以上为优，"
    "80分（含）至90分为良，60分（含）至80分为中，60分以下为差。\n"
)
TWO_LEVELS_IN_ONE_PARAGRAPH = (
    "（一）投入（15分）。1.目标设定（5分）。绩效目标合理性2分，自评2分；绩效指标明确性3分，自评2.5分。"
    "2.预算配置（10分）。在职人员控制率5分，自评5分；“三公经费”变动率5分，自评4.5分。自评得分14分。\n"
)
LOSSES_SUMMED = "扣分项目：1.预算执行率扣0.5分；2.公务卡刷卡率扣1分；3.资产管理扣0.5分。合计扣2分，自评得98分。\n"
LOSSES_AFTER = "满分为100分，自评98分。扣分原因：一是预算执行率92%，扣0.8分；二是项目进度滞后，扣1.2分。\n"
MARKS_BEHIND = "决策类指标得18.2分（共20分），过程类指标得17.1分（共20分），产出类指标得27.4分（共30分），效益类指标得27.3分（共30分），总分90分。\n"
BANDS_IN_A_ROW = "优（90-100分）、良（80-89分）、中（60-79分）、差（0-59分），该项目得分87分，评定为“良”。\n"
TOLD_TWICE = (
    "自评得分93.5分，其中：决策指标20分，得19分；过程指标30分，得27.5分；产出指标50分，得47分。\n"
    "（一）决策指标（20分，得19分）。立项规范。\n（二）过程指标（30分，得27.5分）。执行率偏低。\n（三）产出指标（50分，得47分）。任务完成。\n"
)
TEXTS = [
    NESTED,
    NUMBERED,
    HEADED,
    SUBTOTALS,
    DEDUCTED,
    LOST,
    BEFORE_ITS_MARKS,
    IN_PARENTHESES,
    IN_ONE_ROW,
    SHARES_OF_MARKS,
    GRADED,
    TWO_LEVELS_IN_ONE_PARAGRAPH,
    LOSSES_SUMMED,
    LOSSES_AFTER,
    MARKS_BEHIND,
    BANDS_IN_A_ROW,
    TOLD_TWICE,
]


def failed(text: str) -> set[str]:
    """What fails, as its kind and its stated figure."""
    found = propose((told := reading(text)).document, [m.figure for m in told.mentions])
    return {
        f"{item.kind} {item.stated.number}"
        for item, row in zip(found.items, found.rows, strict=True)
        if item.holds is False and row["computed_interval"]
    }


@pytest.mark.parametrize("text", TEXTS)
def test_a_correct_tree_raises_no_alarm(text):
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong", "expected"),
    [
        (NESTED, "预算管理10分，得9分", "预算管理10分，得8分", {"sum 27.5", "difference 1"}),
        (NESTED, "过程指标30分，得27.5分", "过程指标30分，得25.7分", {"sum 25.7", "sum 94.5"}),
        (NESTED, "预算配置12分", "预算配置15分", {"sum 20", "difference 1"}),
        (NESTED, "效果指标20分", "效果指标30分", {"sum 30"}),
        (NESTED, "以上合计94.5分", "以上合计95.4分", {"sum 95.4"}),
        (NESTED, "绩效得分94.5分", "绩效得分95.5分", {"repeat 94.5"}),
        (NESTED, "共扣5.5分", "共扣6.5分", {"difference 6.5", "sum 6.5"}),
        (NUMBERED, "绩效目标（8分，得分7分）", "绩效目标（8分，得分6分）", {"sum 18", "difference 6"}),
        (NUMBERED, "扣0.4分", "扣4.0分", {"difference 16.6"}),
        (NUMBERED, "产出质量（15分", "产出质量（10分", {"sum 50", "bound 14"}),
        (NUMBERED, "综合得分93.0分", "综合得分93.9分", {"sum 93.9"}),
        (NUMBERED, "满分50分", "满分55分", {"sum 55"}),
        (HEADED, "目标合理性5分得4分", "目标合理性5分得5分", {"sum 14"}),
        (HEADED, "项目总得分92.6分", "项目总得分96.2分", {"sum 96.2"}),
        (SUBTOTALS, "小计48分", "小计49分", {"sum 49", "sum 95.42"}),
        (SUBTOTALS, "时效指标10分", "时效指标15分", {"sum 50"}),
        (SUBTOTALS, "95.42分", "95.24分", {"sum 95.24"}),
        (DEDUCTED, "扣1.6分", "扣1.9分", {"difference 1.9"}),
        (DEDUCTED, "扣0.4分", "扣0.6分", {"difference 0.6"}),
        (DEDUCTED, "“游客增长率”扣2分", "“游客增长率”扣3分", {"sum 3.5"}),
        (LOST, "共扣7.6分", "共扣6.7分", {"difference 6.7"}),
        (LOST, "得8.84分", "得8.48分", {"difference 1.16"}),
        (BEFORE_ITS_MARKS, "28.5分", "25.8分", {"sum 94.35"}),
        (IN_PARENTHESES, "（25分）", "（35分）", {"sum 20"}),
        (IN_PARENTHESES, "37.8分", "38.7分", {"sum 92.7"}),
        (IN_ONE_ROW, "93.1分", "91.3分", {"sum 91.3"}),
        (SHARES_OF_MARKS, "得分20.5分", "得分20.9分", {"sum 86.25", "ratio 82.00"}),
        (SHARES_OF_MARKS, "失分13.75分", "失分17.35分", {"difference 17.35"}),
        (TWO_LEVELS_IN_ONE_PARAGRAPH, "自评4.5分", "自评3.5分", {"sum 14"}),
        (TWO_LEVELS_IN_ONE_PARAGRAPH, "投入（15分）", "投入（25分）", {"sum 25"}),
        (LOSSES_SUMMED, "合计扣2分", "合计扣3分", {"difference 3", "sum 3"}),
        (NESTED, "绩效得分94.5分", "绩效得分94.6分", {"repeat 94.5"}),
        (LOSSES_AFTER, "扣1.2分", "扣2.1分", {"difference 98"}),
        (MARKS_BEHIND, "17.1分", "11.7分", {"sum 90"}),
        (MARKS_BEHIND, "（共20分），产出", "（共30分），产出", {"sum 30"}),
        (BANDS_IN_A_ROW, "得分87分", "得分78分", {"comparison 78"}),
        (TOLD_TWICE, "（30分，得27.5分）", "（30分，得25.7分）", {"repeat 25.7"}),
        (TOLD_TWICE, "（50分，得47分）", "（40分，得47分）", {"repeat 40"}),
        (GRADED, "得分88.6分", "得分78.6分", {"comparison 78.6"}),
        (GRADED, "为“良”。", "为“优”。", {"comparison 88.6"}),
    ],
)
def test_a_changed_figure_contradicts_its_level(text, right, wrong, expected):
    assert text.count(right) == 1
    assert expected <= failed(text.replace(right, wrong))


@pytest.mark.parametrize(
    "text",
    [
        # rules of scoring are no scores
        "预算执行率（10分）：达到95%以上得10分，每低于1个百分点扣0.5分，扣完为止。\n数量指标（20分）：完成率100%得20分，80%以下不得分。\n",
        # another year's, another judge's score, and a mean
        "2021年度部门整体支出绩效自评得分93分。2022年度部门整体支出绩效自评得分95分，财政部门复核得分92分。\n",
        "纳入自评的5个项目平均得分93.4分，最高98分，最低88.5分。部门整体支出自评得分95分。\n",
        # each project has its own
        "1.道路养护项目。全年预算300万元，自评得分96.5分。\n2.桥梁维修项目。全年预算200万元，自评得分94分。\n部门整体支出自评得分95分。\n",
        "一、道路养护\n全年支出300万元。\n自评得分96分。\n二、绿化养护\n全年支出200万元。\n自评得分93分。\n",
        "纳入自评的有：一是道路养护，自评得分96分；二是绿化养护，自评得分93分。\n",
        # points that are added
        "考核基础分100分，加分2分，扣分3分，最终得分99分。\n",
        # the mean of several things, and one of them
        "绩效自评得分95分。满意度调查平均得分96.4分，其中窗口服务97分、政策咨询95.8分。\n",
        "产出指标总分50分，自评得分49分，扣1分，原因为验收时间推迟。\n",
        # on another scale
        "评价得分182分（满分200分），折合百分制91分。\n",
        # two projects' items have one name each
        "甲项目自评得分95分，其中产出指标50分，得48分；效益指标50分，得47分。\n乙项目自评得分93分，其中产出指标50分，得47分；效益指标50分，得46分。\n",
        # a list that is not complete
        "自评得分92分。其中得分较高的有：数量指标20分，得20分；质量指标15分，得15分。\n",
        "自评得92分，扣8分，主要是预算执行率偏低扣3分、满意度未达标扣2分。\n",
        # bounds of grades that leave the score where it is
        "自评得分95.5分，等级为优。评价等级：优（90分及以上）、良（80分—89分）、中（60分—79分）、差（60分以下）。\n",
    ],
)
def test_what_is_no_contradiction(text):
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投入指标20分，得19分。\n", [(ITEM, "投入指标", "20", "19", None)]),
        ("过程（25分）22.5分。\n", [(ITEM, "过程", "25", "22.5", None)]),
        ("预算执行得9.78分（满分10分）。\n", [(ITEM, "预算执行", "10", "9.78", None)]),
        ("资产管理10分，扣1分，得9分。\n", [(ITEM, "资产管理", "10", "9", "1")]),
        ("产出20分得19分，小计19分。\n", [(ITEM, "产出", "20", "19", None), (SUBTOTAL, "", None, "19", None)]),
        ("产出指标总分50分，自评得分49分，扣1分。\n", [(ITEM, "产出指标", "50", "49", "1")]),
        ("本项目满分100分，自评总得分97.5分。\n", [(TOTAL, "本项目", "100", "97.5", None)]),
        ("得分90分以上为优，每低1%扣0.5分。\n", []),
    ],
)
def test_entries(text, expected):
    def number(mention):
        return None if mention is None else mention.figure.number

    found = marks.entries(reading(text))
    assert [(e.kind, e.name, number(e.full), number(e.got), number(e.lost)) for e in found] == expected


def test_a_tree_is_told_level_by_level():
    found = {
        (r.stated.number, *(f.number for f in r.operands)) for r in scores.propose(reading(NESTED)) if r.kind == "sum"
    }
    assert {("20", "8", "12"), ("19", "8", "11"), ("94.5", "19", "27.5", "29", "19"), ("30", "18", "12")} <= found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("决策10分（满分10分）、过程18.5分（满分20分）。", [("10", "10", True), ("18.5", "20", True)]),
        ("过程得分21.5分，满分20分。", [("21.5", "20", False)]),
        ("过程（权重20分）得分18.5分，产出（权重30分）得分29分。", [("18.5", "20", True), ("29", "30", True)]),
        ("投入15分得14.5分，过程25分，得24分。", [("14.5", "15", True), ("24", "25", True)]),
        ("满分10分，得分97.8分。", [("97.8", "10", False)]),
        ("产出30分，扣2分得28分。", [("28", "30", True), ("2", "30", "28", True)]),
        ("自评得分95分，上年得分96分。", []),
    ],
)
def test_a_score_lies_within_its_marks(text, expected):
    assert ties(losses, text) == expected


@pytest.mark.parametrize(
    ("scores", "failing"), [((95, 95, 95), 0), ((95, 92, 95), 1), ((95, 92.5, 88), 0)], ids=["one", "a_slip", "of_three_projects"]
)
def test_totals_told_in_several_places(scores, failing):
    text = "\n".join(f"{n}、评价结论\n经自评，总得分{score}分，等级为优。" for n, score in zip("一二三", scores, strict=True))
    assert len(alarms(text)) == failing


@pytest.mark.parametrize(
    "words",
    "自评结果为 绩效自评分值 得分合计 最后得分 自评分数为 自评打分 核定得分 总体得分 自我评价得分为 考评得分 各项得分合计 我单位自评 评定总分 "
    "项目绩效总体评价得分 全年综合考核得分 县水利局部门整体支出绩效自评得分为".split(),
)
def test_the_whole_has_many_names(words):
    (entry,) = marks.entries(reading(f"{words}93.5分，等级为“优”。\n"))
    assert (entry.kind, entry.got.figure.number) == (TOTAL, "93.5")


@pytest.mark.parametrize("words", ["产出指标得分", "项目决策得", "预算执行率自评得分", "满意度评分", "资产管理实际得分"])
def test_an_item_is_no_whole(words):
    (entry,) = marks.entries(reading(f"{words}9.5分。\n"))
    assert entry.kind == ITEM
