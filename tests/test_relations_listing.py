"""Counts of items that tell a figure each, and bounds told without 其中."""

from __future__ import annotations

import pytest
from relating import alarms, ties

from gouji import figures
from gouji.document import Document, normalise
from gouji.relations import propose
from gouji.relations.count import listing
from gouji.relations.order import staffing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "实施重点项目4个，分别为道路改造1200万元、污水管网860万元、垃圾中转站340万元和公园绿化210万元，合计2610万元。",
            [("4", True)],
        ),
        (
            "实施重点项目5个，分别为道路改造1200万元、污水管网860万元、垃圾中转站340万元和公园绿化210万元。",
            [("5", False)],
        ),
        ("新建水厂3座，即城北水厂日供水2万吨、城南水厂日供水1.5万吨和河东水厂日供水1万吨。", [("3", True)]),
        ("争取资金4笔，分别为水利资金300万元、交通资金200万元、教育资金150万元等。", []),  # 等: there are others
        ("建成示范点4个，分别是城关镇2个、石桥乡1个、东山乡1个。", []),  # what they add up to
        ("有6个乡镇，分别召开会议12次、培训8次。", []),
        ("居前三位的案由是借贷纠纷812件、买卖合同纠纷643件、婚姻家庭纠纷598件，合计2053件。", [("三", True)]),
        ("5个乡镇完成投资：城关镇120万元，石桥乡80万元，东山乡70万元，李家乡60万元，合计330万元。", [("5", False)]),
        ("资金分三批下达，第一批120万元3月下达，第二批80万元，第三批60万元。", [("三", True)]),
        ("资金分四批下达，第一批120万元3月下达，第二批80万元，第三批60万元。", [("四", False)]),
        ("8个县报账情况：\n甲石县 到位62万元\n白水县 到位57万元\n合计 到位119万元\n", []),  # too few to be its list
    ],
)
def test_items_with_figures(text, expected):
    assert ties(listing, text) == expected


@pytest.mark.parametrize(("count", "holds"), [(3, True), (4, False)])
def test_a_total_says_how_many_items_it_sums(count, holds):
    text = f"教育412万元，增长3%；农林水336万元，增长9%；交通69万元，下降8%。以上{count}项合计817万元。"
    document = Document(text, *normalise(text))
    found = propose(document, figures.find(document)).items
    assert [r.holds for r in found if r.kind == "count"] == [holds]


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        ("全年已开工310户，竣工280户，验收260户。", 0),
        ("全年已开工310户，竣工280户，验收295户。", 1),
        ("回访群众300人，满意291人。", 0),
        ("回访群众300人，满意312人。", 1),
        ("12个乡镇中有9个通过验收。", 0),
        ("12个乡镇中有13个通过验收。", 1),
        ("资助义务教育2572人次、普通高中3793人次。", 0),  # 高中 is a school
        ("用水总量3.46亿立方米，控制在3.80亿立方米以内。", 0),
        ("用水总量3.92亿立方米，控制在3.80亿立方米以内。", 1),
        ("投入20分得18.5分，过程25分，得24分。", 0),
        ("投入20分得21.5分，过程25分，得24分。", 1),
        ("产出30分，扣2分得28分。", 0),
        ("小学71所（含教学点29个），中学18所。", 0),
        ("年内新收47件，审结60件。", 0),  # with those of last year
        ("核定编制97名（行政14名，事业83名），年末实有99人（行政13人，事业86人）。", 0),  # it happens: no alarm
        ("一般公共预算收入9.86亿元，同口径增收0.67亿元，其中税收收入6.92亿元。", 0),  # the whole is the income
        ("收入9.86亿元，其中税收收入10.92亿元。", 1),
        ("改造C级84户、D级223户；已竣工241户。", 0),  # 223 is a part, not the task
    ],
)
def test_bounds(text, failing):
    assert len([words for words in alarms(text) if "不应超过" in words]) == failing


def test_staff_lies_within_posts_by_kind():
    text = "核定编制97名（行政14名，事业83名），年末实有91人（行政13人，事业78人）。"
    assert ties(staffing, text) == [("91", "97", True), ("13", "14", True), ("78", "83", True)]
