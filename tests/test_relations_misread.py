"""Lists, shares and rates that the words of clean texts seem to tell and do not; and beside each what they do tell."""

from __future__ import annotations

import pytest
from relating import alarms, of_rules, rows


@pytest.mark.parametrize(
    "text",
    [
        # an item told without its amount: the others are not all
        "各县到位资金482.2亿元。其中，甲县50个项目到位354.31亿元，乙县45个项目到位94.06亿元，丙县30个项目到位30.48亿元，丁县12个项目尚未到位。",
        "1-8月完成投资482.2亿元。其中113个续建项目完成投资354.31亿元，104个新建项目完成投资94.06亿元，40个收尾项目完成投资30.48亿元，63个前期项目有序推进。",
        # each is measured against its own plan
        "全县重点项目年度计划投资653.8亿元。1-8月完成投资482.2亿元，占年度计划的73.75%。其中，续建项目完成投资354.31亿元，占年度计划的75%；"
        "新建项目完成投资94.06亿元，占年度计划的64%；前期项目完成投资33.83亿元，占年度计划的80%。",
        "年度任务为全市开工棚改房8200套。已开工6150套，占年度任务的75%。其中，甲区开工2100套，占年度任务的84%；乙区开工1800套，占年度任务的72%。",
        # the next item's number is larger than this one's whole
        "国家助学金资助6435人次，发放643.4万元，其中春季资助3026人，秋季资助3409人次，发放340.55万元；免学费9148人次，发放1362.77万元。",
        "小麦保险承保5210亩次，其中甲镇1806亩，乙镇3404亩次；玉米保险承保8890亩次。",
        # a rate of people whose number is not told
        "目标任务：城镇新增就业13万人，农村劳动力转移就业10万人，高校毕业生就业率达90%以上。",
        "城镇参保17.19万人，农村参保12.17万人，困难人员参保率达99%。",
    ],
)
def test_what_the_words_do_not_tell_raises_no_alarm(text):
    assert not alarms(text)


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        (
            "到位资金479.85亿元。其中，甲县50个项目到位354.31亿元，乙县45个项目到位94.06亿元，丙县30个项目到位30.48亿元。",
            "sum.among_which",
            [("479.85", "354.31", "94.06", "30.48", False)],
        ),
        (
            "实施农村公路项目417个963公里，其中：30个自然村通公路229个530公里，安全防护工程188个项目433公里。",
            "sum.among_which",
            [("417", "229", "188", True), ("963", "530", "433", True)],
        ),
        (
            "全年培训60期4200人次，其中：2个分校办班40期2900人次，企业送教班20期1300人次。",
            "sum.among_which",
            [("60", "40", "20", True), ("4200", "2900", "1300", True)],
        ),
        ("应参保高校毕业生1200人，已参保毕业生1080人，高校毕业生参保率90%。", "ratio.named_rate", [("90", "1080", "1200", True)]),
        ("应参保高校毕业生1200人，已参保毕业生1080人，高校毕业生参保率80%。", "ratio.named_rate", [("80", "1080", "1200", False)]),
    ],
)
def test_what_they_do_tell(text, rule, expected):
    assert of_rules(text, rule) == expected


@pytest.mark.parametrize(
    "text",
    [
        "测评结果显示，甲工程，满意175票，基本满意43票；乙工程，满意161票，基本满意58票；丙工程，满意177票，基本满意44票；丁工程，满意165票，基本满意57票。",
        "各乡镇完成情况：青石乡造林，当年成活1345亩；白水乡造林，当年成活1355亩；红岩乡造林，当年成活1645亩。",
    ],
)
def test_items_of_a_list_told_alike_are_no_retelling(text):
    assert of_rules(text, "repeat.again") == []


@pytest.mark.parametrize(
    "text",
    [
        "可用补贴资金488.45万元（含上年结余资金0.02万元）。五批结算补贴资金488.44万元，结余资金0.01万元。",
        "检出率0.03%，其中甲县检出率0.05%。年末检出率0.08%。",
    ],
)
def test_noughts_in_front_are_no_digits(text):
    assert not alarms(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("105个续建项目完成投资48.26亿元，占年度计划的72%，96个新建项目已开工94个，开工率为97.9%。", [("97.9", "94", "96", True)]),
        ("全县90个村已验收，86个新建村已开工84个，开工率为97.7%。", [("97.7", "84", "86", True)]),
    ],
)
def test_the_verb_behind_a_count_is_of_the_next(text, expected):
    told = [(*(f.number for f in r.figures), r.holds) for r in rows(text) if r.kind == "ratio" and r.stated.number == expected[0][0]]
    assert told == expected
