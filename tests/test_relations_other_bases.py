"""Rates of a task told before, of what was to be paid, of the list that they stand in; changes told apart from their amounts; pairs that
make a number of many digits; items of several measures, and stocks carried in under 旧存."""

from __future__ import annotations

import pytest
from relating import alarms, of_rules, reading, rows, ties

from gouji.relations.change import stocks
from gouji.relations.inferred import growth_apart
from gouji.relations.ratio import of_task, ratios

TASK = "全年计划改造危房2100户。截至9月底已开工1541户，竣工862户，开工率73.4%，竣工率41.0%。"  # 73.38, 41.05


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TASK, [("41.0", "862", "2100", True), ("73.4", "1541", "2100", True)]),
        (TASK.replace("41.0", "42.0"), [("42.0", "862", "2100", False), ("73.4", "1541", "2100", True)]),
        (TASK.replace("73.4", "100").replace("1541", "2100"), [("100", "2100", "2100", True), ("41.0", "862", "2100", True)]),
        # a single one where it fits, wherever its task is told
        ("下达搬迁任务2100户。已入住1541户，入住率73.4%。", [("73.4", "1541", "2100", True)]),
        ("已入住1541户，入住率73.4%。下达搬迁任务2100户。", [("73.4", "1541", "2100", True)]),
        ("下达搬迁任务2100户。已入住1541户，入住率75.4%。", []),
        # both far off: of another task; no task at all
        (TASK.replace("41.0", "51.0"), []),
        (TASK.replace("计划", "已排查"), []),
        (TASK.replace("2100户", "2100平方米"), []),
        (TASK.replace("2100户", "0户"), []),
        # what is no rate of what was done
        ("下达搬迁任务2100户。已入住1541户，入住率提高73.4%。", []),
        ("下达搬迁任务2100户。已签约1541户，入住率73.4%。", []),
        ("下达搬迁任务2100户。已入住0户，入住率0%。", []),
    ],
)
def test_rates_of_a_task(text, expected):
    assert sorted(ties(of_task, text)) == expected


def test_rates_side_by_side_are_an_alarm_where_one_misses():
    assert alarms(TASK) == []
    assert alarms(TASK.replace("41.0", "42.0")) != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年成交金额4750万元，节约资金250万元，节约率5%。", [("5", "250", "4750", True)]),  # 250 of 5000
        ("采购预算5000万元，成交金额4750万元，节约资金250万元，节约率5%。", [("5", "250", "5000", True)]),  # the budget itself
        ("全年成交金额4750万元，节约资金250万元，节约率5.3%。", [("5.3", "250", "4750", False)]),  # 250 of 4750
        ("全年成交金额4750万元，服务费250万元，节约率5%。", []),  # nothing was saved
        ("全年成交项目47个，节约资金250万元，节约率5%。", []),
        ("全年节约资金250万元，节约率5%。", []),
    ],
)
def test_what_was_saved_of_both(text, expected):
    assert ties(ratios, text) == expected


def test_savings_of_what_is_not_told_are_no_alarm():
    assert alarms("全年成交金额4750万元，节约资金250万元，节约率5%。") == []
    assert alarms("全年成交金额4750万元，节约资金250万元，节约率4%。") == []  # of a budget of 6250, which is not told
    assert alarms("全年成交金额4750万元，节约资金0万元，节约率0%。") == []


PAIR = "财政供养支出38274.65万元。\n会议费118.2万元，学校运转经费21306.48万元，培训费45.6万元。\n差旅费77.1万元，印刷费12.5万元，医院设备购置16968.17万元。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PAIR, [("38274.65", "21306.48", "16968.17", True)]),
        (PAIR.replace("16968.17", "16968.71"), []),
        (PAIR.replace("21306.48万元", "21306.48平方米"), []),
        (PAIR.replace("学校运转经费", "较上年增加"), []),
        # 382.7 = 213.1 + 169.6: numbers of four digits make one another by accident
        (PAIR.replace("38274.65", "382.7").replace("21306.48", "213.1").replace("16968.17", "169.6"), []),
        (PAIR.replace("21306.48", "38274.65").replace("16968.17", "0"), []),  # told again, and nothing
    ],
)
def test_pairs_of_many_digits(text, expected):
    assert of_rules(text, "sum.evident") == expected
    assert alarms(text) == []


PARTY = "全县共有党员24360名，比上年净增420名。其中农牧民党员占三成以上。党员总数比上年增加1.8%。"  # 420 of 23940 is 1.75%


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PARTY, [("1.8", "24360", "420", True)]),
        (PARTY.replace("净增420", "净减2420").replace("增加1.8", "下降9.0"), [("9.0", "24360", "2420", True)]),  # of 26780: 9.04%
        (PARTY.replace("1.8", "2.8"), []),
        (PARTY.replace("党员总数", "企业总数"), []),  # another name
        (PARTY.replace("增加1.8", "下降1.7"), []),  # another direction, though 420 of 24780 is 1.69%
        (PARTY.replace("420", "0"), []),
        (PARTY.replace("，比上年净增420名", ""), []),
    ],
)
def test_growth_told_apart(text, expected):
    told = growth_apart.inferred(reading(text), set())
    assert [(*(figure.number for figure in tie.figures), tie.holds) for tie in told] == expected
    assert alarms(text) == []


def test_a_rate_of_growth_told_as_a_fraction_is_an_alarm():
    assert of_rules(PARTY.replace("1.8", "0.02"), "growth.apart") == [("0.02", "24360", "420", False)]
    assert alarms(PARTY.replace("1.8", "0.02")) != []


# --- shares of another whole -----------------------------------------------------------------------------------------

LETTERS = "全年收到信访件2400件。按内容分：城建类630件，占42%；劳资类525件，占35%；环保类345件，占23%。"  # of 1500


def of_list(text):
    return sorted(of_rules(text, "ratio.of_list"))


def test_shares_of_their_own_list():
    assert of_list(LETTERS) == [
        ("23", "345", "630", "525", True),
        ("35", "525", "630", "345", True),
        ("42", "630", "525", "345", True),
    ]
    assert alarms(LETTERS) == []


def test_a_share_that_misses_its_own_list_is_held_against_no_list():
    assert of_list(LETTERS.replace("占35%", "占25%")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LETTERS.replace("2400", "1500"), []),  # of the whole that is told
        (LETTERS.replace("；环保类345件，占23%", "").replace("42%", "54.5%").replace("35%", "45.5%"), []),  # two are no list
        (LETTERS.replace("。按内容分：", "，其中："), []),  # of 2400, by the words
        (LETTERS.replace("按内容分", "初次来信1500件，重复来信900件。按内容分"), []),  # of another amount
        (LETTERS.replace("35%", "25%").replace("525", "375"), []),  # of 1350 by their sum, of 1500 by each
        (LETTERS.replace("630", "0").replace("42%", "0%"), []),
    ],
)
def test_shares_that_are_not_of_their_list(text, expected):
    assert of_list(text) == expected


def test_shares_whose_whole_is_named_by_其中_are_an_alarm():
    assert alarms(LETTERS.replace("。按内容分：", "，其中：")) != []
    assert alarms(LETTERS.replace("。按内容分：", "，其中：").replace("2400", "1500")) == []


PEOPLE = "2022年全县户籍人口60万人。2023年末城镇人口26万人，占户籍人口的40%。"


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        (PEOPLE, False),  # another year's whole; 26 of 60 is 43.3%
        (PEOPLE.replace("2022年", "2023年"), True),
        (PEOPLE.replace("2022年", "2023年").replace("40%", "43.3%"), False),
        # of all, where some are told: 12 of 40 is 30%
        ("全县乡村人口40万人，60岁以上人口12万人，占总人口的20%。", False),
        ("全县常住人口40万人，60岁以上人口12万人，占总人口的20%。", True),
        # of 40000, which is not told; and of 48860, a digit from what is told, unless that is borne out
        ("全县劳动力86000人。据调查，外出务工12000人，占30%；本地务工20000人，占50%。", False),
        ("全县劳动力43860人。据调查，外出务工14658人，占30%；本地务工24430人，占50%。", True),
        ("全县劳动力43860人，比上年43000人增加860人。据调查，外出务工14658人，占30%；本地务工24430人，占50%。", False),
        # the first has a share of its own, and is no whole of the others
        ("入户登记住房情况：一处住房18000户，占90.0%；两处住房1600户，占8.0%；三处住房400户，占2.0%。", False),
        ("入户登记住房情况：一处住房18000户，占90.0%；两处及以上2000户，占10.0%。", False),
        # parts that overlap: each share of the whole is right
        ("抽查企业200家，其中：超标排放120家，占60%；台账缺失90家，占45%。", False),
        ("抽查企业200家，其中：超标排放120家，占60%；台账缺失90家，占54%。", True),
    ],
)
def test_shares_of_other_wholes(text, failing):
    assert (alarms(text) != []) is failing


# --- items of several measures ---------------------------------------------------------------------------------------

BOUGHT = "采购项目成交总额1180万元：\n1.办公设备：预算500万元，成交480万元，节约20万元。\n2.信息系统：预算750万元，成交700万元，节约50万元。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BOUGHT, [("1180", "480", "700", True)]),
        (BOUGHT.replace("成交总额1180", "预算总额1250"), [("1250", "500", "750", True)]),
        (BOUGHT.replace("700", "705"), [("1180", "480", "705", False)]),  # 1185: hardly any other measure comes so near
        (BOUGHT.replace("1180", "2180"), []),
    ],
)
def test_items_of_several_measures(text, expected):
    assert of_rules(text, "sum.introduced") == expected


def test_items_of_several_measures_are_an_alarm_where_the_nearest_misses():
    assert alarms(BOUGHT) == []
    assert alarms(BOUGHT.replace("700", "705")) != []
    assert alarms(BOUGHT.replace("480", "473").replace("700", "718")) != []  # 1191: no slip explains it, but nothing is nearer
    assert alarms(BOUGHT.replace("1180", "2180")) == []  # far from all of them: what it is made of is not told here


# --- stocks carried in -----------------------------------------------------------------------------------------------

CASES = "旧存案件42件，新收186件，结案171件，未结57件。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CASES, [("57", "42", "186", "171", True)]),
        (CASES.replace("57", "67"), [("67", "42", "186", "171", False)]),
        (CASES.replace("42", "0").replace("57", "15"), [("15", "0", "186", "171", True)]),
        (CASES.replace("未结57", "尚未结案件57"), [("57", "42", "186", "171", True)]),
        (CASES.replace("旧存案件", "上年度未结"), [("57", "42", "186", "171", True)]),
        (CASES.replace("，未结57件", ""), []),
        (CASES.replace("旧存案件42件，", ""), []),  # nothing carried in: 186 - 171 need not be 57
        (CASES.replace("结案", "移送12件，结案"), []),  # neither came nor went, by its word
        (CASES.replace("未结57件", "未结标的57万元"), []),
        (CASES.replace("新收186件，结案171件，", ""), []),
    ],
)
def test_stocks_carried_in(text, expected):
    assert ties(stocks, text) == expected


def test_stocks_that_do_not_balance_are_an_alarm():
    assert alarms(CASES) == []
    assert alarms(CASES.replace("57", "67")) != []
    assert alarms(CASES.replace("旧存案件42件，", "")) == []


PLATFORM = "云平台148个，较上年新增23个、减少6个，上年为131个。"
RELIEF = "年末城市低保4127户。城市低保年初4220户，新增312户，退出405户。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PLATFORM.replace("131", "132"), [("148", "132", "23", "6", False)]),
        (PLATFORM.replace("减少6个", "迁入6个"), []),  # nothing went
        (RELIEF, [("4127", "4220", "312", "405", True)]),
        (RELIEF.replace("4127", "4137"), [("4137", "4220", "312", "405", False)]),
        (RELIEF.replace("年末城市", "年末农村"), []),  # another stock
        (RELIEF.replace("新增312户，", ""), []),
    ],
)
def test_closings_told_before(text, expected):
    assert ties(stocks, text) == expected


def test_every_statement_of_a_share_of_its_list_names_the_others():
    told = [r for r in rows(LETTERS) if r.rule == "ratio.of_list"]
    assert [r.zh for r in told][0] == "42%应等于630件占所列各项（另有525件、345件）之和的比重"
