"""How published prose tells its figures: each form in several wordings, what it ties, and its counter-cases, which stay silent."""

from __future__ import annotations

import pytest
from relating import alarms, reading, rows


def told(text: str) -> set[tuple]:
    """What all kinds together tie in a text: the numbers of each tie, the stated first, and the outcome, whatever its rule."""
    return {(*(figure.number.replace(" ", "") for figure in item.figures), item.holds) for item in rows(text)}


SHARES_OF_LISTS = [
    (
        "全年共受理投诉2500件。排在前三的是：物业类785件、噪声类581件、停车类560件，占投诉总量的77%。",
        ("77", "785", "581", "560", "2500", True),
    ),
    (
        "3月份全区登记求助1240件。数量最多的两类是：供水类310件、供电类250件，占求助量的45%。",
        ("45", "310", "250", "1240", True),
    ),
    (
        "全年受理案件860起。位居前三位的案由：借贷纠纷210起、劳动争议166起、婚姻家庭98起，占案件总数的55%。",
        ("55", "210", "166", "98", "860", True),
    ),
]
ROUNDED_APART = [
    (
        "全县供水4.31亿立方米，其中地表水3.852亿立方米、地下水0.4406亿立方米、其他水源0.0141亿立方米。",
        ("4.31", "3.852", "0.4406", "0.0141", True),
    ),
    ("全年用电12.4亿千瓦时，其中工业9.81亿千瓦时、生活2.63亿千瓦时。", ("12.4", "9.81", "2.63", True)),
    ("外贸总额35.72亿元，其中出口35.13亿元、进口0.5853亿元。", ("35.72", "35.13", "0.5853", True)),
]
MOVED = [
    (
        "全县支出预算由120亿元调整为150亿元，其中基本支出由80亿元调整为90亿元，项目支出由40亿元调整为60亿元。",
        ("150", "90", "60", True),
    ),
    ("班额由48个增加到55个，其中小学由30个增加到34个，初中由18个增加到21个。", ("55", "34", "21", True)),
    (
        "低保对象从2100人调整至1950人，其中城市低保从600人调整至560人，农村低保从1500人调整至1390人。",
        ("1950", "560", "1390", True),
    ),
]
IN_LINES = [
    # an item a line, and a line of words alone over each list
    (
        "全县常住人口为751389人。\n分区人口\n东湖区298292人占全县常住人口的39.70%\n西山区178891人，占23.81%\n平川镇274206人，占36.49%\n性别构成\n男性384491人占51.17%\n女性366898人占48.83%\n",
        ("36.49", "39.70", "23.81", True),
    ),
    (
        "全年接待游客2400人次。\n来源构成\n本地1320人次，占55%\n外地1080人次，占45%\n年龄构成\n60岁以下1800人次，占75%\n60岁及以上600人次，占25%\n",
        ("2400", "1800", "600", True),
    ),
    (
        "学生共600人。\n学段分布\n小学420人，占70.0%\n初中180人，占30.0%\n住宿情况\n住校150人，占25.0%\n走读450人，占75.0%\n",
        ("75.0", "25.0", True),
    ),
]
COUNTED_IN_LISTS = [
    ("全镇共有学校24所，包括初中1所，九年制学校3，完全小学2所，教学点16，幼儿园2所。", ("24", "1", "3", "2", "16", "2", True)),
    ("现有村卫生室31个，包括甲类12个、乙类9、丙类6、待建4个。", ("31", "12", "9", "6", "4", True)),
    ("在职职工56人，其中管理岗8人，专技岗30，工勤岗18人。", ("56", "8", "30", "18", True)),
]
SOME_OF_A_LIST = [
    # the items of a list that leaves some untold, with what is told of each
    ("粮食播种面积135.7千公顷，与上年持平。其中，稻谷47.7千公顷，减少0.2千公顷；玉米84.8千公顷，增加1.1千公顷。", ("135.7", "47.7", "84.8", True)),
    ("共查出问题金额61851万元，其中包括会计核算不实829万元，未按规定征收951万元，虚列支出45万元。", ("61851", "829", "951", "45", True)),
    # measure by measure
    (
        "发生事故644起，死亡2695人，同比减少26起、443人。其中发生重大事故20起，死亡255人，同比减少8起、139人；发生特大事故2起，死亡83人，同比减少1起、107人。",
        ("2695", "255", "83", True),
    ),
]
REASONS = [
    ("收入较上年增加40.62万元，主要是一般公共预算增加26.46万元，财政专户资金增加6万元，上年结转增加8.16万元。", ("40.62", "26.46", "6", "8.16", True)),
    ("支出预算较上年增加40.62万元，主要是基本支出预算增加26.46万元，项目支出预算增加14.16万元。", ("40.62", "26.46", "14.16", True)),
    ("比上年减少12.85万元，主要原因是公务接待费减少3.35万元，公务用车运行维护费减少9.50万元。", ("12.85", "3.35", "9.50", True)),
]
UNDER_HEADINGS = [
    (
        "（二）全年支出\n2023年支出预算3038.92万元，比2022年3019万元增加19.92万元。\n1、基本支出\n2023年基本支出2938.92万元，其中人员经费2617.97万元，公用经费320.95万元。\n2、项目支出\n2023年项目支出100万元，与上年一致。\n",
        ("3038.92", "2938.92", "100", True),
    ),
    (
        "（二）支出预算。2023年支出预算490万元，包括：\n1.基本支出\n2023年基本支出410万元，比上年增加3万元。\n2.项目支出\n2023年项目支出80万元。\n",
        ("490", "410", "80", True),
    ),
    (
        "2023年一般公共预算支出4213.63万元，具体安排情况如下：\n（一）基本支出。2023年基本支出3736.92万元，比2022年预算增加654万元。\n（二）项目支出。2023年项目支出预算476.71万元，比2022年预算减少194.21万元。\n",
        ("4213.63", "3736.92", "476.71", True),
    ),
]


@pytest.mark.parametrize(
    ("text", "tie"),
    [*SOME_OF_A_LIST, *REASONS, *UNDER_HEADINGS],
)
def test_the_parts_are_read(text, tie):
    assert tie in told(text)
    assert alarms(text) == []


def test_the_changes_of_parts_make_the_change_of_the_whole_that_they_stand_under():
    text = (
        "（一）收入预算。2023年收入预算500万元，比上年减少40万元。\n（二）支出预算。2023年支出预算500万元，比上年减少45万元。\n"
        "（三）基本支出。2023年基本支出410万元，比上年增加5万元。\n（四）项目支出。2023年项目支出90万元，比上年减少50万元。\n"
    )
    assert alarms(text) == []


@pytest.mark.parametrize(("text", "tie"), [*SHARES_OF_LISTS, *ROUNDED_APART, *MOVED, *IN_LINES, *COUNTED_IN_LISTS])
def test_the_form_is_read(text, tie):
    assert tie in told(text)
    assert alarms(text) == []


@pytest.mark.parametrize(
    "text",
    [
        # a share of the last of a list whose head tells no number
        "全年共受理投诉2500件，物业类785件、噪声类581件、停车类560件，占22%。",
        # the list of the three, and a share of another whole
        "排在前三的是：物业类785件、噪声类581件、停车类560件，占比均有上升。",
        # an item headed by 涉及 is none of what stands before it
        "接待反映物业管理的来电212件，占比7.3%；涉及消费维权的58件，占比2%；反映噪声的54件，占比1.9%。",
        "受理咨询类诉求187件；涉及拆迁的96件；反映欠薪的81件。",
        # the first of the list is all of the whole: others are told beside it
        "全县有教职工212人，其中在编212人，特岗9人；退休37人。",
        "村集体收入86万元，其中经营性收入86万元，另有补助收入9万元。",
        # what an amount was before
        "全市收入预算由83.3亿元调整为143.55亿元，其中：市本级由51.9亿元调整为111.65亿元，调增59.75亿元。",
        # a name of a list that is half of the one behind it
        "年报内容包括基本情况、主动公开情况、依申请公开情况、被申请复议、被提起诉讼情况、存在问题及改进情况等五项内容。",
        # two lists of shares under one another, the second of something else
        "全县常住人口为750人。\n性别构成\n男性390人，占52%\n女性360人，占48%\n未婚人口\n男性60人，占60%\n女性40人，占40%\n",
        # a bare number behind a count that counts nothing
        "购置车辆3辆，编号5，另有船2艘。",
        # what was done of an item is none of the list; some reasons make no change
        "共收到线索130件，其中群众举报56件，已办结27件，上级转办30件。",
        "比上年增加12.5万元，主要是培训费增加8.1万元，印刷费增加2.2万元。",
        # a budget and what was spent, under headings
        "2023年支出预算500万元，执行情况如下：\n1.基本支出决算410万元。\n2.项目支出决算80万元。\n",
        # a fraction of one under columns of percent
        "指标 | 2023年 | 2022年 | 增减额 | 增减比 |\n诊疗收入（万元） | 1250.00 | 1000.00 | 250.00 | 25.00% |\n药占比（%） | 28.07% | 30.28% | -0.02 | |\n耗占比（%） | 0.11% | 0.09% | 0.00 | |\n",
    ],
)
def test_what_was_misread_is_silent(text):
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全年共受理投诉2500件。排在前三的是：物业类785件、噪声类581件、停车类560件，占投诉总量的79%。", "79%"),
        ("全年共支出125.5万元，其中人员经费80.25万元、公用经费45.35万元。", "125.5万元"),
        ("全县供水4.31亿立方米，其中地表水3.952亿立方米、地下水0.4406亿立方米、其他水源0.0141亿立方米。", "4.31亿立方米"),
        ("支出预算较上年增加40.62万元，主要是基本支出预算增加26.46万元，项目支出预算增加24.16万元。", "40.62万元"),
        ("（二）支出预算。2023年支出预算500万元，包括：\n1.基本支出\n2023年基本支出410万元。\n2.项目支出\n2023年项目支出80万元。\n", "500万元"),
        ("班额由48个增加到55个，其中小学由30个增加到34个，初中由18个增加到31个。", "55个"),
        ("本次公开内容包括：部门概况、预算安排情况、收支增减情况、机关运行经费情况、采购、资产占用情况等三项内容。", "三项"),
        (
            "指标 | 2023年 | 2022年 | 变动 | 变动比 |\n门诊人次 | 1200 | 1000 | 200 | 26.00% |\n床位使用率 | 88.50% | 85.20% | 3.30 | |\n出院人数 | 900 | 800 | 100 | 12.50% |\n",
            "26.00%",
        ),
    ],
)
def test_the_same_forms_still_fail_where_they_are_wrong(text, said):
    assert any(said in line for line in alarms(text))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("发布时间：12年08月23日。办理3件。", ["3"]),
        ("统计期限自201911日起至20191231日止，办理3件。", ["3"]),
        ("承办“12345回音壁”栏目2期，“12315在线”栏目1期。", ["2", "1"]),
        ("产水模数28.0万立方米每平方千米。", ["28.0"]),
        # they count all the same
        ("工期12年，分3批。", ["12", "3"]),
        ("日均受理2019件。“12345”热线12345件。", ["2019", "12345"]),
    ],
)
def test_what_is_a_figure(text, numbers):
    assert [m.figure.number for m in reading(text).mentions] == numbers
