"""Lists that no word opens: one digit away from the amount before them (or the total behind them) they fail, and else say nothing."""

from __future__ import annotations

import pytest
from relating import alarms, of_rules

LISTS = [
    # in its sentence, the changes and rates beside the items told or not
    ("全局在岗143人，机关38人，分局41人，基层所64人，平均每所4人。", "143", "163"),
    ("进出口总额2846万美元，下降5.2%，出口2615万美元，进口231万美元。", "2615", "2695"),
    ("接警5216起，火灾扑救1384起，占26.5%；抢险救援1127起，社会救助2483起，其他222起。", "1127", "1187"),
    ("投入资金3.86亿元，车购税2.14亿元，省补1.22亿元，债券0.50亿元。", "2.14", "2.84"),
    # two measures of each item; general counters
    ("惠及学校134所学生25418人，小学102所17236人，初中23所7541人，教学点9个641人。", "17236", "10236"),
    ("惠及学校134所，小学102所，初中23所，教学点9个。", "134", "114"),
    # what is done and what is not; what was spent and what is left
    ("提请逮捕3042人，批准2077人，不批准965人。", "3042", "3022"),
    ("隐患638条，立行立改571条，限期整改67条。", "571", "511"),
    ("基金收入15306万元，比上年11947万元增长28.1%；支出14872万元，结转下年434万元。", "434", "454"),
    # in the next sentence, behind what the amount is held against
    ("2023年“三公”经费支出86.40万元，较预算数102.00万元减少15.60万元。购置费17.98万元，购车1辆；运行维护费63.72万元；接待费4.70万元。", "63.72", "63.92"),
    ("完成财政收入48236万元，达到年度目标72800万元的66.3%。上划中央14380万元，上划省3967万元，县级29889万元。", "14380", "14340"),
    ("拆除违建436处，其中存量352处，新增84处。各街道情况：河东街道92处，河西街道118处，桥南街道226处。", "118", "188"),
    # names that are all there is say more than digits
    ("2024年“三公”经费2.00万元。公务接待费0.50万元，比上年减0.10万元；公务用车运行维护费1.50万元。", "0.50", "0.90"),
    # in a row, for names told before
    ("县级配套356万元，5月、9月分别拨付180万元、176万元。", "176", "106"),
    # changes of one direction behind the change of their whole
    ("补助收入调整为399501万元，调增84000万元，分别是一般补助调增55610万元、专项补助调增28390万元。", "84000", "88000"),
    ("本级收入增加365万元（税收增加146万元、非税增加219万元）、上级补助增加3262万元。", "219", "249"),
    # items that tell the same measures; what a plan consists of
    ("资金总计85.98万元，其中九山河工程监理费22.00万元，测绘费4.98万元，补偿费16.11万元；耒水河工程监理费12.66万元，测绘费2.68万元，补偿费27.55万元。", "16.11", "16.71"),
    ("项目总预算36620万元，资金的来源为：中央补助10000万元，省级补助5000万元，地市补助15920万元，其他渠道5700万元。", "15920", "19920"),
    # a total behind them
    ("整治占道12640起、店外8215起、堆放5372起，拆除广告1038块，累计整治各类问题26227起。", "12640", "12680"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), LISTS)
def test_one_digit_fails(text, right, wrong):
    assert alarms(text) == []
    assert alarms(text.replace(right, wrong, 1)) != []


@pytest.mark.parametrize(
    "text",
    [
        # two digits, the last place alone, or round amounts
        "全局在岗143人，机关38人，分局52人，基层所64人。",
        "投入资金3.86亿元，车购税2.14亿元，省补1.22亿元，债券0.53亿元。",
        "投入资金8600万元，车购税3200万元，省补5000万元。",
        # the amount is an item of the list, or of a list of its own
        "涉及资源保护243件、食品药品51件、国有财产127件以及其他领域57件。",
        "贫困户中，不稳定户418户1573人、边缘户506户1867人、困难户312户1138人。",
        # told for comparison; plans beside outcomes
        "完成任务2800座，比计划多50座，水冲式1035座、旱厕1715座，为上年2650座的1.06倍。",
        "接待费支出2.45万元，年初预算为2.80万元，差值为0.35万元。",
        # changes that no word parts from their whole; of two directions
        "收入增加365万元，支出增加146万元，上解增加249万元。",
        "收入减少365万元，其中：税收增加146万元、非税增加249万元。",
        # the largest alone are told
        "支出4126.70万元，主要有道路1380.50万元、装备1025.20万元、护林1296.00万元、监测215.00万元。",
        # what became of it, and no rest
        "检查企业846家，整改591家，关闭215家。",
        # of women and graduates one may be both
        "在编人员846人，女职工591人，本科215人。",
    ],
)
def test_what_is_no_list_of_all_is_silent(text):
    assert alarms(text) == []


RESTS = [
    ("省核定债务限额68.4亿元，年末余额66.93亿元，其中一般27.15亿元、专项39.78亿元，余额低于限额1.47亿元。", "1.47", "1.87"),
    ("抽查12个项目，合同价1846.20万元，结算价2013.85万元，超出合同价167.65万元。", "2013.85", "2053.85"),
    ("2019年账面收入6482.35万元，系拨款5482.15万元、其他1000.20万元；支出6391.18万元，当年结余91.17万元。", "91.17", "97.17"),
    ("抗体合格率92.4%，高于国家规定的70%标准22.4个百分点。", "22.4", "29.4"),
    ("公有产权化率，目标90%，实际87.6%，低2.4个百分点。", "87.6", "89.6"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), RESTS)
def test_a_rest_one_digit_away_fails(text, right, wrong):
    assert alarms(text) == []
    assert alarms(text.replace(right, wrong, 1)) != []


@pytest.mark.parametrize(
    "text",
    [
        # what lacks is told of something else, and no digit away
        "合同价1846.20万元，结算价2013.85万元，尚有尾款112.36万元。",
        # items of a list, though a word of them could mean a rest
        "受理咨询187件；涉及拆迁96件；反映欠薪81件。",
        "收入15306万元，上年结转1000万元；支出14872万元，年末结转1434万元。",
    ],
)
def test_what_is_no_rest_of_them_is_silent(text):
    assert alarms(text) == []


FUNDS = "征缴医疗保险基金2367.7万元；征收生育保险基金45.14万元；征缴失业保险基金147.58万元；征缴工伤保险基金95.12万元；征收基金105.2万元。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"五大保险基金征缴总额达到2760.74元。\n截至年底，{FUNDS}", [("2760.74", "2367.7", "45.14", "147.58", "95.12", "105.2", False)]),
        ("补助资金442.43万元，其中村卫生室补助471.23元，其中中央补助189.63万元，地方财政补助281.6万元。", [("471.23", "189.63", "281.6", False)]),
        # the right unit; a digit besides; few digits
        (f"五大保险基金征缴总额达到2760.74万元。\n截至年底，{FUNDS}", []),
        (f"五大保险基金征缴总额达到2706.74元。\n截至年底，{FUNDS}", []),
        ("共补助300元，其中中央补助100万元，地方补助200万元。", []),
    ],
)
def test_lists_that_make_a_total_but_for_its_unit(text, expected):
    assert of_rules(text, "sum.of_another_unit") == expected
