"""What is as large as its whole, an item's outturn told twice, what cannot exceed what was told before it, and lists by rank."""

from __future__ import annotations

import pytest
from relating import alarms, ties

from gouji.relations.order import ladders, ranked
from gouji.relations.repeat import item_outturn, sole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年政府采购预算186.5万元，其中：货物类采购186.5万元。", [("186.5", "186.5", True)]),
        ("年末固定资产850万元，均为通用设备850万元。", [("850", "850", True)]),
        ("债务转贷收入1.2亿元，其中：新增专项债券12000万元。", [("12000", "1.2", True)]),  # told in another unit
        ("全年收入安排2360万元，支出2360万元。", [("2360", "2360", True)]),
        ("受理投诉45件，其中食品类45件，已全部办结。", [("45", "45", True)]),
        # only equal numbers are tied
        ("全年政府采购预算186.5万元，其中：货物类采购168.5万元。", []),
        ("全年收入安排2360万元，支出2630万元。", []),
        # the first part behind the words is not all of it
        ("全年政府采购预算186.5万元，其中：货物类采购100万元，原预算186.5万元。", []),
        # nothing opens a list; one name; no amount; about
        ("全年政府采购预算186.5万元，货物类采购186.5万元。", []),
        ("政府采购预算186.5万元，其中政府采购预算186.5万元。", []),
        ("全年政府采购预算0万元，其中：货物类采购0万元。", []),
        ("全年政府采购预算约186万元，其中：货物类采购186万元。", []),
        ("户均补助186元，其中：取暖补助186元。", []),
        ("全年受理投诉45件，其中涉及金额45元。", []),
    ],
)
def test_a_part_that_is_all_of_it(text, expected):
    assert ties(sole, text) == expected


@pytest.mark.parametrize(
    "text",
    ["全年政府采购预算186.5万元，其中：货物类采购168.5万元。", "全年收入安排2360万元，支出2630万元。"],
)
def test_a_part_that_is_not_all_of_it_is_no_alarm(text):
    assert alarms(text) == []


ITEM = "教育支出（类）普通教育（款）小学教育（项）320.5万元，主要用于学校运转。年初预算为300万元，支出决算为320.5万元。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ITEM, [("320.5", "320.5", True)]),
        (ITEM.replace("决算为320.5", "决算为302.5"), [("320.5", "302.5", False)]),
        (ITEM.replace("小学教育（项）", "小学教育（项）支出"), [("320.5", "320.5", True)]),
        (ITEM.replace("320.5", "0"), [("0", "0", True)]),
        ("体育（款）20万元。年初预算数为18万元，决算数为20万元。", [("20", "20", True)]),
        # no budget before it, another item between, another line, an amount that is not the item's
        (ITEM.replace("年初预算为300万元，", ""), []),
        (ITEM.replace("年初预算", "初中教育（项）年初预算"), []),
        (ITEM.replace("。年初", "。\n年初"), []),
        ("小学教育（项）年初预算为300万元，支出决算为320.5万元。", []),
        ("小学教育（项）320人，年初预算为300万元，支出决算为320.5万元。", []),
        ("小学教育320.5万元，主要用于学校运转。年初预算为300万元，支出决算为302.5万元。", []),  # no line of an account
        (ITEM.replace("年初预算为300万元", "惠及学生1860人，年初预算为300万元"), []),
    ],
)
def test_an_items_outturn(text, expected):
    assert ties(item_outturn, text) == expected


def test_an_item_whose_outturn_is_another_is_an_alarm():
    assert alarms(ITEM) == []
    assert alarms(ITEM.replace("决算为320.5", "决算为302.5")) != []
    assert alarms(ITEM.replace("决算为320.5", "决算为411.7")) != []  # whatever went wrong
    assert alarms(ITEM.replace("年初预算为300", "年初预算为302.5")) == []  # a budget need not be spent to the last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "项目总投资5200万元，年度计划投资1800万元，累计完成投资1650万元。",
            [("1650", "1800", True), ("1800", "5200", True)],
        ),
        ("全年收到线索86件，受理74件，立案52件，办结47件。", [("47", "52", True), ("52", "74", True)]),
        ("核定编制45名，实有人员45名。", [("45", "45", True)]),
        ("债务限额12.6亿元。年末余额11.8亿元。", [("11.8", "12.6", True)]),  # in the sentence after it
        ("农作物受灾面积3.5万亩，绝收面积4200亩。", [("4200", "3.5", True)]),
        ("受灾面积1608公顷、成灾面积1459公顷、绝收面积315公顷。", [("1459", "1608", True), ("315", "1459", True)]),
        ("全县财政总收入累计完成146845万元。其中地方一般公共预算收入完成99800万元。税收收入完成62446万元，增值税31636万元。", [("31636", "62446", True), ("62446", "99800", True), ("99800", "146845", True)]),
        ("项目资金到位2330.9万元，已支付2310.4万元。", [("2310.4", "2330.9", True)]),
        ("项目资金到位2330.9万元，累计支付2410.4万元。", []),
        ("本年下达的资金3039万元。本年下达的资金中有2587万元为直达资金。", [("2587", "3039", True)]),
        ("工程送审金额2680万元（含变更120万元），审定金额2415万元。", [("120", "2680", True), ("2415", "2680", True)]),
        # more than it: another subject, or more was done
        ("全年受理74件，立案52件，办结60件。", [("52", "74", True)]),
        ("项目总投资5200万元，年度计划投资1800万元，累计完成投资1950万元。", [("1800", "5200", True)]),
        # another time's, another counter's, two sentences on, of the same rung before it, none
        ("上年受理90件，今年立案30件。", []),
        ("全年受理74件，涉案立案52人。", []),
        ("全年受理74件。群众评价良好。社会反响较好。队伍稳定。立案52件。", []),
        ("全年受理74件，刑事立案52件，民事立案12件。", [("52", "74", True)]),
        ("全年受理74件，立案0件。", []),
        ("全年立案52件。", []),
    ],
)
def test_ladders(text, expected):
    assert sorted(ties(ladders, text)) == expected
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "现有执业医师1390人（全科325人）、注册护士2011人（主管护师以上408人）。",
            [("325", "1390", True), ("408", "2011", True)],
        ),
        ("造林3.6万亩（其中退化林修复8600亩）。", [("8600", "3.6", True)]),
        ("办理案件1390件（重大案件1390件）。", [("1390", "1390", True)]),
        # more than it; told for comparison, planned, of each, of one word, beside others, of another counter
        ("办理案件1390件（重大案件1930件）。", []),
        ("培训教师1390人（比上年增加25人）。", []),
        ("培训教师1390人（上年1205人）。", []),
        ("培训教师1390人（年初计划1200人）。", []),
        ("培训教师1390人（每期平均45人）。", []),
        ("培训教师1390人（女325人）。", []),
        ("培训教师1390人（小学教师985人、初中教师405人）。", []),
        ("培训教师1390人（举办班次12期）。", []),
        ("培训教师1390人，覆盖面较广（全科教师325人）。", []),  # not right behind it
        ("培训教师1390人（全科教师0人）。", []),
    ],
)
def test_asides(text, expected):
    assert sorted(ties(ladders, text)) == expected
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全县纳入监测的脱贫户1860户。在脱贫户中，享受低保412户。", [("412", "1860", True)]),
        ("全市登记失业人员3.2万人。登记失业人员中，高校毕业生1840人。", [("1840", "3.2", True)]),
        ("全县纳入监测的脱贫户412户。在脱贫户中，享受低保1860户。", []),  # more than it
        ("全县纳入监测的脱贫户1860户。在低收入户中，享受低保412户。", []),  # another name
        ("全县纳入监测的脱贫户1860户。在脱贫户中，户均增收412元。", []),
        ("在脱贫户中，享受低保412户。", []),
        ("全县纳入监测的脱贫户1860户。在脱贫户中，享受低保0户。", []),
    ],
)
def test_parts_of_what_is_named(text, expected):
    assert ties(ladders, text) == expected
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("信访量排名前三的依次为东区186件、南区142件、北区97件。", [("142", "97", True), ("186", "142", True)]),
        ("信访量排名前三的依次为东区186件、北区97件、南区142件。", [("186", "97", True), ("97", "142", False)]),
        ("信访量排名前三的依次为东区186件、南区142件、北区142件。", [("142", "142", True), ("186", "142", True)]),
        ("各区信访量由高到低依次为：东区186件、南区142件、北区0件。", [("142", "0", True), ("186", "142", True)]),
        ("信访量排在前二位的为东区（186件）、南区（142件）。", [("186", "142", True)]),
        # nothing but 前三 tells an order: what falls is told
        ("信访量排名前三的是东区186件、北区97件、南区142件。", [("186", "97", True)]),
        # of two measures the first; the rates where the words speak of them
        ("产量排名前三的依次为东区186吨，增长5%；南区142吨，增长7%；北区97吨，增长2%。", [("142", "97", True), ("186", "142", True)]),
        ("产量增幅排名前三的依次为南区142吨，增长7%；东区186吨，增长5%；北区97吨，增长2%。", [("5", "2", True), ("7", "5", True)]),
        # what sums them up is none of them
        ("信访量排名前二的依次为东区186件、南区142件，合计328件。", [("186", "142", True)]),
        ("信访量排名前二的依次为东区186件、南区约190件。", [("186", "190", True)]),  # which may be 186
        ("信访量排名前二的依次为东区186件、南区约250件。", []),
        ("信访量排名第一的为东区186件。", []),
        ("信访量排名前列的有东区、南区、北区。", []),
        ("信访量由低到高依次为：北区97件、南区142件、东区186件。", []),
        ("接访群众依次为东区97件、南区142件、北区186件。", []),  # one behind the other, in no rank
    ],
)
def test_rankings(text, expected):
    assert sorted(ties(ranked, text)) == expected


def test_a_ranking_out_of_order_is_an_alarm_where_the_words_tell_it():
    assert alarms("信访量排名前三的依次为东区186件、南区142件、北区97件。") == []
    assert alarms("信访量排名前三的依次为东区186件、北区97件、南区142件。") != []
    assert alarms("信访量排名前三的是东区186件、北区97件、南区142件。") == []


@pytest.mark.parametrize(
    "text",
    [
        "信访量排名前三的依次为东区186件、南区142件、北区97件，较上年分别增加12件、28件、20件。",
        "信访量排名前三的依次为东区186件、南区142件、北区97件，全市平均120件。",
        "信访量排名前三的依次为东区、南区、北区，分别为186件、142件、97件，办结180件、140件、90件。",
        "信访量排名前三的依次为东区186件，网上投诉20件；南区142件，网上投诉30件；北区97件，网上投诉41件。",
        "信访量排名前三的依次为东区186件、南区142件、北区97件，后三位的依次为中区12件、山区15件、林区18件。",
        "办结用时由短到长排名前三的依次为东区3天、南区5天、北区8天。",
    ],
)
def test_what_else_is_told_beside_a_ranking_is_none_of_it(text):
    assert alarms(text) == []
