"""Rates, shares, means and bounds: the base that the wording names, and when it names none."""

import pytest
from relating import alarms, ties

from gouji.relations import bounds, distributive, ratios


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # V率: the part told with the verb, the base as task or total
        ("整改任务共100个，已整改完成91个，整改率91%。", [("91", "91", "100", True)]),
        ("整改任务共59个，已整改完成30个，整改率51%。", [("51", "30", "59", True)]),
        ("整改任务共46个，已整改完成39个，整改率58%。", [("58", "39", "46", False)]),
        ("第二期新增25个项目，已化解19个，化解率76%。", [("76", "19", "25", True)]),
        ("A县到位6.02亿元，核拨5.59亿元、核拨率92.86%。", [("92.86", "5.59", "6.02", True)]),
        ("完工80个，验收76个，验收率95%。", [("95", "76", "80", True)]),
        ("应发73626人，实发73611人，发放率99.98%。", [("99.98", "73611", "73626", True)]),
        ("批准逮捕236人，不批准逮捕128人，不捕率35.2%。", [("35.2", "128", "236", True)]),
        # cut off instead of rounded is no error; 100% means all, to the digit
        ("整改任务共46个，已整改完成39个，整改率84%。", [("84", "39", "46", True)]),
        ("预算数311.12万元，执行数311.21万元，完成预算的100%。", [("100", "311.21", "311.12", False)]),
        # 完成W的p%
        ("项目全年预算数59.02万元，执行数50.00万元，完成预算的84.72%。", [("84.72", "50.00", "59.02", True)]),
        ("支出合计36.72万元，完成年初预算45.20万元的81.24%。", [("81.24", "36.72", "45.20", True)]),
        # 占W的p%
        (
            "支出100.00万元，其中基本支出40.00万元，占40%；项目支出60.00万元，占60%。",
            # and the parts of a list whose shares come to 100% are all of the whole
            [("100.00", "40.00", "60.00", True), ("40", "40.00", "100.00", True), ("60", "60.00", "100.00", True)],
        ),
        ("检查药店1318家；处理417家，占检查家数的31.6%。", [("31.6", "417", "1318", True)]),
        # means, products, multiples
        ("发放196.80万元，惠及2050人，人均960元。", [("960", "196.80", "2050", True)]),
        ("扶持45户，每户10000元，计45万元。", [("45", "45", "10000", True)]),
        ("办证9410证次，是去年1568证次的6.0倍。", [("6.0", "9410", "1568", True)]),
        # no base is told
        ("注册田长857个，注册率达100%。", []),
        ("已完成数据入库100714宗，累计完成入库101017宗，完成进度102.28%。", []),
        ("药占比26.8%，平均住院日7.4天。", []),
        ("共涉及资金C2万元，占项目支出总额的100%。", []),
    ],
)
def test_rates_and_their_bases(text, expected):
    assert ties(ratios, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲、乙、丙三县分别完成20个、30个、50个，任务分别为25个、30个、80个，完成率分别为80%、100%、62.5%。", 3),
        ("甲校支出20万元、乙校支出30万元、丙校支出50万元，占比分别为20%、30%、50%。", 0),  # no whole is told
        ("共支出100万元，甲校20万元、乙校30万元、丙校50万元，占比分别为20%、30%、50%。", 3),
    ],
)
def test_lists_in_one_order(text, expected):
    found = ties(distributive, text)
    assert len(found) == expected
    assert all(tie[-1] for tie in found) or text.startswith("甲、乙")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("反馈整改任务143个，已完成整改30个。", [("30", "143", True)]),
        ("反馈整改任务143个，已完成整改300个。", [("300", "143", False)]),
        ("计划培训100人，实际培训117人。", []),  # a plan may be exceeded
        ("就业任务5200人，完成5634人，完成率108.3%。", []),
        ("核定编制142名，实有131名。", [("131", "142", True)]),
        ("破案1127起（含积案94起）。", [("94", "1127", True)]),
        ("满分10分，得分9.78分。", [("9.78", "10", True)]),
        ("满分10分，得分97.8分。", [("97.8", "10", False)]),
    ],
)
def test_bounds(text, expected):
    assert ties(bounds, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "预算调整率14.70%，调整预算数3426.81万元，年初预算2987.60万元。",
        "危险废物产生4.12万吨，其中综合利用2.57万吨、处置1.38万吨，利用处置率95.9%。",
        "全年受理案件14.2万件，结案率稳定在97%以上。",
        "生产总值同比增长5.2%，城镇化率达到61.3%。",
        "核销1160万元，其中汽车类占31.2%。",
    ],
)
def test_rates_of_other_things_raise_no_alarm(text):
    assert alarms(text) == []
