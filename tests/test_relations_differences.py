"""Differences that prose states: a rest, a net change, a closing stock, a surplus, a distance."""

from __future__ import annotations

import pytest
from relating import alarms

from gouji import figures
from gouji.document import Document, normalise
from gouji.relations.change import differences
from gouji.relations.common.reading import read


def ties(text: str, strict: bool = False) -> list[tuple[str, ...]]:
    """Each relation as its figures' numbers, stated first, and what came of it."""
    document = Document(text, *normalise(text))
    return [
        (*(figure.number for figure in relation.figures), relation.holds)
        for relation in differences.propose(read(document, figures.find(document)))
        if relation.strict or not strict
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # rests
        ("全县共有行政村400个，除城区的13个外，其余387个村均已通水。", [("387", "400", "13", True)]),
        ("全县学校120所，其中小学80所、初中30所，其余20所为高中。", [("20", "120", "80", "30", False)]),
        ("任务1000亩，已完成850亩，剩余150亩正在实施。", [("150", "1000", "850", True)]),
        ("下达任务120个，已整改100个，尚未整改30个。", [("30", "120", "100", False)]),
        (
            "全年预算数5443.83万元。全年执行数5301.17万元，执行率97.38%。未执行的142.66万元已结转下年。",
            [("142.66", "5443.83", "5301.17", True)],
        ),
        ("年初预算500万元，支出480万元，结余20万元。", [("20", "500", "480", True)]),
        (
            "甲县到位183.40万元，核拨176.25万元、核拨率96.10%，结余7.15万元；乙县到位90.80万元，核拨83.54万元，结余7.62万元。",
            [("7.15", "183.40", "176.25", True), ("7.62", "90.80", "83.54", False)],
        ),
        (
            "全市到位资金600.00万元，其中中央400.00万元、省级200.00万元。全市核拨550.00万元，结余50.00万元。",
            [("50.00", "600.00", "550.00", True)],
        ),
        ("共排查隐患230处，立行立改200处，限期整改25处，还有5处未整改。", [("5", "230", "200", "25", True)]),
        ("11月应发73626人，实发73611人，暂停15人。", [("15", "73626", "73611", True)]),
        # net change and stocks
        ("参保186432人，比上月净增214人（新增691人，减少477人）。", [("214", "691", "477", True)]),
        ("新增低保户30户，退出12户，净增20户。", [("20", "30", "12", False)]),
        ("上年结转100万元，本年收入500万元，支出550万元，年末结转50万元。", [("50", "100", "500", "550", True)]),
        ("年初存栏100头，全年新增50头，减少30头，年末存栏130头。", [("130", "100", "50", "30", False)]),
        ("新建充电桩18个，累计建成67个，上年底为49个。", [("18", "67", "49", True)]),
        # budgets
        ("年初预算100万元，追加30万元，调整后预算130万元。", [("130", "100", "30", True)]),
        ("年初预算100万元，年中追加30万元，调减5万元，全年预算数130万元。", [("130", "100", "30", "5", False)]),
        ("年度任务1000亩，实际完成1200亩，超额完成200亩。", [("200", "1200", "1000", True)]),
        ("“三公”经费预算23.60万元，实际支出19.84万元，比预算节约3.76万元。", [("3.76", "23.60", "19.84", True)]),
        ("支出300万元，比年初预算280万元增加20万元，增长7.14%。", [("20", "300", "280", True)]),
        # amounts of change, distances of rates
        ("决算支出36.72万元，比上年决算数41.09万元减少4.73万元。", [("4.73", "41.09", "36.72", False)]),
        ("本年收入142.66万元，比上年增加13.48万元；上年为129.18万元。", [("13.48", "142.66", "129.18", True)]),
        ("药占比26.8%，较上年的28.3%下降1.5个百分点。", [("1.5", "28.3", "26.8", True)]),
        ("优良率92.1%，同比上升1.7个百分点（上年90.4%）。", [("1.7", "92.1", "90.4", True)]),
        ("合格率由85%提高到92%，提高了9个百分点。", [("9", "92", "85", False)]),
        ("办结率95.2%，高于全省平均水平（93.1%）2.1个百分点。", [("2.1", "95.2", "93.1", True)]),
        ("毛入园率91.2%，高于全省平均水平2.3个百分点（全省88.9%）。", [("2.3", "91.2", "88.9", True)]),
        ("平均亩产528.4公斤，比全市平均亩产471.9公斤高56.5公斤。", [("56.5", "528.4", "471.9", True)]),
        ("2022年末200个，2023年末230个，增加30个。", [("30", "230", "200", True)]),
        (
            "甲县核拨率96.06%；乙县核拨率90.88%。核拨率最高的是甲县，最低的是乙县，二者相差5.18个百分点。",
            [("5.18", "96.06", "90.88", True)],
        ),
        # a wrong word of direction is not the amount's fault
        ("决算支出36.72万元，比上年决算数41.09万元增加4.37万元。", [("4.37", "41.09", "36.72", True)]),
    ],
)
def test_ties(text, expected):
    assert ties(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "上半年支出3000万元，下半年支出4000万元，结余结转资金200万元。",  # two parts, no whole
        "全年预算500万元，支出480万元，年末结转结余30万元。",  # a stock, fed by other years too
        "本年支出1000万元，年末结转和结余50万元，其中项目支出结转30万元。",
        "国内公务接待支出2.57万元，完成预算3.20万元的80.31%；外事接待支出0万元。",
        "仍有3个项目未完工，尚有2个问题。",
        "办理提案30件，其余工作正常推进，走访5次。",
        "项目12个，已完成8个，正在实施3个。",
        "办结率95.2%，高于全省平均水平2.1个百分点。",
        "全年共收回存量资金50万元，盘活结余资金20万元。",
        "未发生事故，全年培训3次，未培训人员20人。",
        "收入100万元，比上年增加5万元。",  # the earlier figure is not told
        "整改率95%，比上年提高3个百分点。",
        "累计培训100人次，其中干部60人次，群众40人次。",
        "新增低保户30户，净增8户。",
        "收入总计1256.32万元，其中：本年收入1200.12万元，使用非财政拨款结余0万元，年初结转和结余56.20万元。",
        "资金来源：年初预算100万元，追加20万元，结转30万元，共计150万元。",
    ],
)
def test_no_tie(text):
    assert ties(text, strict=True) == []


def test_the_next_item_has_a_then_of_its_own():
    text = (
        "运行费支出236万元，比上年支出270万元下降34万元，下降12.6%；购置支出62万元，比上年增加62万元；"
        "接待支出114万元，比上年支出155万元下降41万元，下降26.5%。"
    )
    assert alarms(text) == []
    assert len(alarms(text.replace("41万元", "14万元"))) == 1


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        ("租金收缴率目标95%，实际91.6%，低于目标3.4个百分点。", 0),
        ("租金收缴率目标95%，实际91.6%，低于目标4.4个百分点。", 1),
        ("办结率实际达98.2%，高于95%的年度目标，超过目标值3.2个百分点。", 0),
        ("就业率目标为90%，实际为92.5%，高于目标值25个百分点。", 1),
        ("覆盖率目标90%，实际93%；满意率92%，高于目标2个百分点。", 0),  # whose own aim is not told
    ],
)
def test_how_far_from_an_aim(text, failing):
    assert len(alarms(text)) == failing


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        # one digit turns the order around that the words tell: the amount of the change says so
        ("会议费支出686万元，比上年的174万元减少88万元。", 1),
        ("会议费支出86万元，比上年的174万元减少88万元。", 0),
        ("审计业务支出140.14万元，较上年的141.60万元增加48.54万元，增长34.28%。", 1),
        ("审计业务支出190.14万元，较上年的141.60万元增加48.54万元，增长34.28%。", 0),
        ("三季度结案2201件，比二季度的2263件增加28件。", 1),
        # the word may be wrong, and the figures right: that is the comparison's to tell, and alone
        ("三季度结案2291件，比二季度的2263件减少28件。", 1),
        # far off, it is misread
        ("三季度结案2291件，比二季度的4563件增加28件。", 0),
    ],
)
def test_a_digit_that_turns_the_order_around(text, failing):
    assert len(alarms(text)) == failing
