"""Counts whose names stand in pairs, in parentheses, behind a comma or with their kinds; ordinals without 第."""

from __future__ import annotations

import pytest
from relating import alarms, ties

from gouji import figures
from gouji.document import Document, normalise
from gouji.relations.count import counts, listing, named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("坚持稳字当头和效率优先两大原则。", [("两", True)]),
        ("部门支出由基本支出和项目支出两个部分构成。", [("两", True)]),
        ("部门支出由基本支出和项目支出三个部分构成。", [("三", False)]),
        ("坚持稳字当头和效率优先三大原则。", []),  # 和 may stand inside a name
        ("涉及甲镇（赵村、钱村）、乙乡（孙村、李村、周村）2个乡镇5个村。", [("5", True)]),
        ("涉及甲镇（赵村、钱村）、乙乡（孙村、李村、周村）2个乡镇6个村。", [("6", False)]),
        ("设在甲镇（学校、医院）、乙镇（学校）2个镇3个点位。", []),
        ("下属单位2个，县信息中心和县评审中心。", [("2", True)]),
        ("下属单位5个，县信息中心和县评审中心。", []),
        ("包括3个单位：市局本级：行政单位、市公路中心：公益一类事业单位、市港航中心：公益一类事业单位。", [("3", True)]),
        ("包括3个单位：市局本级：行政单位、市公路中心：公益一类事业单位。", [("3", False)]),
        ("包括3个单位：详见附件、附表及说明。", []),
    ],
)
def test_names_about_a_count(text, expected):
    assert ties(named, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工程分三批实施，一批工程投资320万元，二批工程投资210万元，三批工程投资150万元。", [("三", True)]),
        ("任务分三轮推进，第一轮40户，第二轮35户，第三轮42户。", [("三", True)]),
        ("资金分四批下达，一批资金20万元，二批资金30万元，三批资金15万元。", [("四", False)]),
        ("资金分四批下达，一批资金20万元，二批资金30万元，其余正在审核。", [("四", False)]),
        ("分三批下达，统一于6月到位。", []),
    ],
)
def test_ordinals_count_themselves(text, expected):
    assert ties(listing, text) == expected


def test_what_is_still_under_way_is_no_alarm():
    assert not alarms("资金分四批下达，一批资金20万元，二批资金30万元，其余正在审核。")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("分三批实施，一批工程投资320万元，二批工程投资210万元，三批工程投资150万元。", ["三", "320", "210", "150"]),
        ("一组组员3人，二组组员4人，三组组员5人。", ["3", "4", "5"]),
        ("落实十六字方针，编制二十字口诀。", []),
        ("22018年预算数120万元，32017年度决算数110万元。", ["120", "110"]),
        ("12315系统受理1234件，12369环保举报热线转办25件，96310专线受理18件。", ["1234", "25", "18"]),
        ("拨付12000万元，12500人参加平台培训，投资12100元购置系统。", ["12000", "12500", "12100"]),
        ("共申报三批项目，已通过两批。", ["三", "两"]),
    ],
)
def test_ordinals_and_set_words_are_no_figures(text, numbers):
    document = Document(text, *normalise(text))
    assert [f.number for f in figures.find(document)] == numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("直属单位8个，即县评审中心、县支付中心、县统发中心、县会计中心、县信息中心、县债务中心、县编审中心。", [("8", False)]),
        ("直属单位3个，即县评审中心、县支付中心、县统发中心。", [("3", True)]),
        ("直属单位3个，即县评审中心、县支付中心等。", [("3", True)]),
    ],
)
def test_that_is_to_say_lists_all(text, expected):
    assert ties(counts, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "局本级内设3个科室：办公室、计划科、法规科；路政中心内设4个科室，分别为办公室、养护科、机料科、财务科；服务中心内设5个科室：综合科、港航科、维修科、驾培科、安全科。",
        "机关设2个股室：办公室、业务股；下属站设3个股室：办公室、技术股、推广股；下属场设4个股室：办公室、生产股、财务股、销售股。",
    ],
)
def test_names_behind_a_colon_are_no_whole_of_the_next_items_counts(text):
    assert not alarms(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("涉及3大类5个项目。", ["3类", "5个"]),
        ("教育、科技等十三大类支出12元。", ["十三类", "12元"]),
        ("农机具六大类、八个品目。", ["六类", "八个"]),
        ("三大任务、四大系统。", ["三大", "四大"]),
        ("满意95票，不满意0票。", ["95票", "0票"]),
        ("按照财政部等11部委文件，3部门联合发文。", ["11部", "3部门"]),
    ],
)
def test_what_is_counted(text, told):
    document = Document(text, *normalise(text))
    assert [f.number + f.unit for f in figures.find(document)] == told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲市、乙市、丙市开工率均达100%，居全省前三位；丁县落后。", [("三", True)]),
        ("青石县、白水县拨付率均超过95%，位列全市前两名。", [("两", True)]),
        ("排名前五位主要涉及，价格违法497件，占14%；侵权479件；广告违法402件；其他325件（其中无照210件）；竞争315件。", [("五", True)]),
        ("甲市、乙市开工率均达100%，居全省前三位。", []),
        ("全县共有前三位代表发言。", []),
    ],
)
def test_ranks(text, expected):
    assert ties(named, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("购机补贴共三批，使用资金68万元。\n1、第一批拨付11万元。\n2、第二批拨付10万元。\n3、第三批拨付47万元。", [("三", True)]),
        ("资金分两批下达。\n第一批12万元。\n第二批13万元。", [("2", True)]),
        ("培训共三批。\n1、第一批11人。\n2、第二批10人。", []),
    ],
)
def test_ordinals_line_by_line(text, expected):
    assert [(str(number).replace("两", "2"), holds) for number, holds in ties(listing, text)] == expected


def test_an_aside_that_is_closed_opens_no_list():
    assert not alarms("价格违法497件，占14%；其他325件（其中无照210件），占9%；不正当竞争315件，占9%。")
