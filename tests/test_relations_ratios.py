"""Rates, shares, means and bounds: the base that the wording names, and when it names none."""

import pytest
from relating import alarms, of_rules, ties

from gouji.relations.order import bounds
from gouji.relations.ratio import distributive, ratios


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
        (
            "失业人员再就业432万人，完成全年500万人目标的86%；困难人员就业135万人，完成全年120万人目标的113%。",
            [("86", "432", "500", True), ("113", "135", "120", True)],
        ),
        ("恢复湿地320公顷，占计划的106.7%（计划300公顷）。", [("106.7", "320", "300", True)]),
        ("计划成本500万元，实际成本486万元，成本节约率2.8%。", [("2.8", "486", "500", True)]),
        ("计划成本500万元，实际成本486万元，成本节约率3.8%。", [("3.8", "486", "500", False)]),
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
        # a price to compare with is no mean of what is told
        ("购置260台，合计150.80万元，较控制价每台0.62万元节约。", []),
        # how far the outcome is off
        ("年初预算数6540000元，决算数7281905.38元，预决算差异率11.34%。", [("11.34", "7281905.38", "6540000", True)]),
        # no base is told
        ("4个国控断面、3个省控断面水质达标率均为100%。", []),
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


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        # shares in brackets behind their amounts
        ("火灾100起：电气50起（50.0%），用火30起（30.0%），其他20起（20.0%）。", []),
        ("火灾100起：电气50起（50.0%），用火30起（33.0%），其他20起（20.0%）。", ["33.0%", "占比之和"]),
        # what one name means, it means throughout
        (
            "全年接报1384起。居住521起，占总数的37.6%，厂房74起，占总数的5.3%。\n电动车48起，占总数的3.9%。",
            ["占总数的3.9%"],
        ),
        # more than all of one thing
        ("税务组织收入19105万元，占县级收入的63.9%；财政组织10784万元，占46.1%。", ["各占比之和"]),
        ("甲占53.70%，乙占46.30%，丙占46.30%的另一半。", []),
        # a part above the whole that words name
        ("采购支出总额338.26万元。授予中小企业合同金额388.26万元，占采购支出总额的100%。", ["占采购支出总额的100%"]),
        # rates of saving are of what was planned
        ("计划268.00万元，实际采购251.93万元，节约16.07万元，节支率6.0%。", []),
        ("计划268.00万元，实际采购251.93万元，节约16.07万元，节支率6.4%。", ["节支率6.4%"]),
        # a part in parentheses, taken up by its name
        ("选聘护林员865人（续聘812人，新聘53人）。新聘占6.1%。", []),
        ("选聘护林员865人（续聘812人，新聘53人）。新聘占6.5%。", ["新聘占6.5%"]),
        # means: of what they name, rounded when they are of things, for each unit of land
        ("公务用车维护费63.72万元，接待费4.70万元，保有量18辆，车均维护费3.54万元。", []),
        ("公务用车维护费63.72万元，接待费4.70万元，保有量18辆，车均维护费3.75万元。", ["车均维护费3.75万元"]),
        ("接待6812批次、61240人次，平均每批次9.0人。", []),
        ("播种面积62.18千公顷，总产38.46万吨，每公顷产量6185公斤。", []),
        ("播种面积62.18千公顷，总产38.46万吨，每公顷产量6815公斤。", ["每公顷产量6815公斤"]),
        ("接待38.6万人次，收入1.27亿元，人均消费329元。", []),
        ("接待38.6万人次，收入1.27万元，人均消费329元。", ["人均消费329元"]),  # 亿元
        ("审执结6580件，法官31名，人均结案212件。", []),
    ],
)
def test_shares_savings_and_means(text, failing):
    told = alarms(text)
    assert len(told) == len(failing), told
    assert all(any(words in statement for statement in told) for words in failing)


@pytest.mark.parametrize(
    "text",
    [
        # an item's 完成预算 is of its own budget, which is not told
        "三公经费预算48.00万元，决算31.27万元，完成预算的65.1%，其中：公务用车决算26.58万元，完成预算的74.9%；公务接待费决算4.69万元，完成预算的37.5%。",
        "三公经费预算48.00万元。公务接待费决算4.69万元，完成预算的37.5%。",
        # what was done is the whole before 其中, not the part nearest to the task
        "采用稿件486条，其中央视27条、省台459条，比年初目标450条多36条，完成率108%。",
        # an amount of another item is not what a price makes
        "迁建项目累计完成投资1.05亿元，占总投资的64.8%；新建村卫生室36所，每所15万元，投资540万元。",
        # a mean that was cut off is no price
        "公务用车运行费支出53.91万元，截至年底公务用车保有量24辆，平均每辆2.24万元。",
        # the budget of an amount before it, of the other side, of the whole before 其中
        "收入完成108.47亿元，占预算126.60亿元的85.7%。支出237.60亿元，占预算的84.3%。",
        "收入完成108.47亿元，占预算126.60亿元的85.7%。其中：税收收入完成76.32亿元，占预算的80.1%。",
    ],
)
def test_an_items_budget_is_not_its_wholes(text):
    assert alarms(text) == []


def test_the_wholes_own_budget_is_its_base():
    text = "三公经费预算48.00万元，决算31.27万元，完成预算的56.1%，其中：公务接待费决算4.69万元。"
    assert len(alarms(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        # what was planned, and what was added to it, is not what was spent
        "2022年部门总支出4180.00万元。\n成立领导小组，组长由主任担任，抽调财务、业务人员组成专班。\n负责资料收集、现场核查。\n年初预算批复3900.00万元，年中追加350.00万元，全年预算4250.00万元，预算调整率8.97%，预算执行率98.35%。",
        # 小于预算数W: the budget itself, where the rate is of it
        "公益岗位补贴支出决算为812.40万元，完成预算96.71%，决算数小于预算数840.00万元的主要原因是人员退出。",
        # what is compared with is no part: W of last year is over no budget
        "三公经费支出合计61.50万元，比2018年决算数80.20万元减少18.70万元，下降23.3%；比年初预算75.00万元减少13.50万元，完成预算的82.0%。",
        # of the whole before 其中, and not of its last item
        "2020年财政拨款支出2500.00万元，其中：教育支出2100.00万元，卫生支出250.00万元，住房保障支出150.00万元。"
        "完成年初预算2400.00万元的104.17%，决算数大于预算数100.00万元，主要原因是人员增加。",
        # an item right before the total is no number of items
        "新认证无公害农产品24个、绿色食品17个、地理标志产品2个，“三品一标”总数达到241个。",
        # five clauses that 五项 counts
        "教育支出500万元，卫生支出220万元，社会保障支出240万元，农林水支出260万元，住房保障支出60万元，上述五项合计1280万元。",
    ],
    ids=["planned", "budget_itself", "comparand", "of_the_whole", "an_item", "five_clauses"],
)
def test_what_is_planned_compared_or_counted_is_no_part(text):
    assert alarms(text) == []


def test_an_outturn_misses_its_rate_under_either_reading():
    text = "公益岗位补贴支出决算为812.40万元，完成预算91.67%，决算数小于预算数840.00万元的主要原因是人员退出。"
    assert len(alarms(text)) == 1


@pytest.mark.parametrize(
    ("rate", "failing"), [("90.9", 0), ("98.6", 1)], ids=["of_the_funds", "of_what_came_in"]
)  # 7160.22 / 7876.53; over 7263.83
def test_a_rate_reckoned_by_an_amount_is_of_it(rate, failing):
    text = (
        "2021年收入合计7263.83万元。年初结转612.70万元。全年支出合计7160.22万元，其中基本支出1485.92万元，占20.8%；"
        f"项目支出5674.30万元，占79.2%。按全年可用资金7876.53万元计算，资金使用率{rate}%。"
    )
    assert len(alarms(text)) == failing


@pytest.mark.parametrize(("rate", "failing"), [("91.53", 0), ("86.54", 1)], ids=["of_what_came", "of_what_was_planned"])
def test_a_share_of_the_funds_that_came(rate, failing):
    text = (
        "项目概算总投资4860万元。截至2022年底到位4595万元，资金到位率94.55%。\n"
        f"截至2022年12月31日，累计支付4205.70万元，占到位资金的{rate}%。"
    )
    assert len(alarms(text)) == failing


@pytest.mark.parametrize(("share", "failing"), [("5.7", 0), ("6.7", 1)])
def test_a_share_in_a_numbered_list_is_of_what_opens_it(share, failing):
    text = (
        "（一）收入总计14207.63万元，包括：\n1.财政拨款收入12911.40万元，占收入总计的90.9%。\n2.其他收入492.46万元。\n"
        f"3.上年结转和结余803.77万元，占{share}%。\n（二）其他说明。"
    )
    assert len(alarms(text)) == failing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("提出复议3689人，同比下降52.6%，占不捕人数的2.4%。\n批准逮捕551002人，不捕156877人。", [("2.4", "3689", "156877", True)]),
        ("提出复议3689人，占不捕人数的4.2%。\n批准逮捕551002人，不捕156877人。", []),  # it may be another place's
        ("提出复议3689人，占不捕人数的2.4%。\n批准逮捕156877人。", []),
    ],
)
def test_shares_of_what_is_told_behind_them(text, expected):
    assert of_rules(text, "ratio.told_later") == expected
    assert alarms(text) == []
