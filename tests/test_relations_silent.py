"""Sound texts of many kinds: none of them raises an alarm, and no tie is left undetermined whose origin the words do not tell.

Each case is a form that was once misread, with what it was taken for.
"""

from __future__ import annotations

import pytest
from relating import alarms, reading

from gouji import figures, relations
from gouji.document import Document, normalise
from gouji.relations.change import changes, ends


def undetermined(text: str) -> list[str]:
    document = Document(text, *normalise(text))
    found = relations.propose(document, figures.find(document))
    return [r.zh for r in found.items if r.holds is False and not r.strict]


PURCHASES = (
    "全年实施采购320个，计划金额86120.45万元，实际金额74310.20万元，其中货物类采购150个，计划金额40210.30万元，实际金额35120.10万元；"
    "工程类采购70个，计划金额30100.05万元，实际金额25090.00万元。服务类采购100个，计划金额15810.10万元，实际金额14100.10万元。"
)
SOUND = [
    # how much the rest is, is not told
    "儿童福利预算1825万元，其中托育730万元，占40.0%；助养547.5万元，占30.0%；其余为收养服务。",
    # 比例, 比重, 比率: no 比 that compares
    "2023年，近郊河段优良水质比例为83.6%，同比上升1.2个百分点；北部河段轻污染比例为6.4%，同比下降0.9个百分点。",
    "江南12个镇平均绿化比率为62.5%，同比提高3.0个百分点；江北9个镇平均绿化比率为48.1%，同比提高1.5个百分点。",
    "税收比重为71.3%，下降0.8个百分点。非税比重为28.7%，上升0.8个百分点。",
    # 省（自治区、直辖市) widens a word, and lists nothing
    "全国已有26个省（自治区、直辖市）按时完成统计，另有5个省（自治区、直辖市）延期。",
    # what a station has on the average is not the number of the newly hired
    "目前建成规范化卫生站9个，各站用房面积均达150平方米以上，6月份招录14名护士充实力量，站均达到5人以上。",
    # small counts elsewhere in the report make a count by accident, and so do not part it
    "一、收案\n行政案件46件，同比减少9件；赔偿案件0件，同比减少2件。\n二、结案\n审结行政案件44件，同比减少11件；审结申诉案件2件，同比减少3件。",
    # shares whose parts are told in another paragraph, roughly
    "上半年提出监督意见2.4万件，纠正虚假诉讼3600余件。\n办结裁判监督案件1.2万件，提出的抗诉、再审检察建议改判占比分别为67.5%、88.4%。",
    # what is told not to be counted twice says that the others are
    "全市水资源总量36.20亿立方米。其中，地表水资源量34.85亿立方米，地下水资源量9.17亿立方米，地下水与地表水不重复量1.35亿立方米。",
    # the second measure of what was planned, and of what was done
    "今年计划改造旧管网186公里、惠及住户5.74万户。上半年改造旧管网92公里、惠及住户5.71万户。",
    # those left out of the whole stand among the parts
    "决定不起诉104人（不含附条件不起诉6人），其中法定不起诉7人、情节轻微不起诉83人、证据不足不起诉14人、附条件不起诉6人。",
    # a list that goes on past a full stop
    PURCHASES,
    # how far each part's own budget was carried out, and no share of the whole
    "全县完成收入21846万元，占调整预算的104.2%。分部门看，税务部门完成11520万元，占调整预算的99.6%；财政部门完成10326万元，占调整预算的109.8%。",
    # how many items follow, and no task
    "超额完成任务的已有6项：零工驿站建成3个，完成率150%；资助学生8420名，完成率112%。",
    # how many did what they were to do, and how many did not
    "10个项目中，7个项目完成年度目标，2个项目基本完成年度目标，1个项目未完成年度目标。",
    # two rates of one plan, which is not told
    "各类保障房已开建5.22万套，开工率为94.2%；竣工1.61万套，竣工率为29.1%。",
    # 涉及 heads each item
    "提案经审查立案560件，其中集体提案92件、个人提案468件；涉及经济的205件，占36.6%；涉及科教文卫的131件，占23.4%；"
    "涉及社会保障的124件，占22.1%；涉及环境资源的100件，占17.9%。",
    # what is told of the same sheets twice
    "收回意见表412份，其中对工作态度满意的410件，对办理结果满意的401件。",
    # a paragraph is about a plan, and tells another beside it
    "30万人易地搬迁。上半年完成搬迁3.8万人。累计下达搬迁计划33.6万人，累计完成搬迁25.5万人，占总计划的85%。",
    # the chief kinds of what is told in total
    "全年肉类总产量42.70万吨，增长1.2%。其中，猪肉产量26.50万吨，增长1.0%；牛肉产量3.58万吨，增长2.4%；羊肉产量2.30万吨；禽肉产量9.45万吨。",
    # the second item is parted, and not the whole
    "随机抽取400件，其中有效回访321件，表示满意的有310件，表示一般的有9件。",
    # nothing is any share of nothing
    "公务接待费支出决算为0万元，完成全年预算0万元的0%，比上年增加0万元，增长0%。",
    # what was closed is also of what was left from the year before
    "全年共受理审查起诉案件612件905人。\n审结审查起诉案件560件，审查起诉案件审结率89.17%。",
    # 其中 tells the chief kinds of a count, and of a rounded one
    "受理审查逮捕60人。其中，普通犯罪受理47人，重大犯罪受理2人，经济犯罪受理4人。",
    "全省法院受理案件652.4万件。其中，受理刑事案件25.3万件；民事案件431.6万件；行政案件12.7万件；执行案件168.9万件。",
]
IDLE = [
    # no word says what the rate is of
    "2022年，市级配套到位456万元，县级配套800万元，项目按期推进，资金到位率100%。",
    "上半年完成财政收入151.02亿元，为预算的67.3%；财政支出254.35亿元，为预算的58.99%。",
    # a price of one programme and the number of another
    "为1842人次发放临时救助498.45万元。特困人员每人每年5040元，全年发放生活费658.90万元。",
    # the parts that 其中 tells are some of the whole, or overlap
    "现有职工286名，其中女职工43名，35岁以下91名，本科以上271名。",
    "肉类产量4.83万吨，其中猪肉3.26万吨、牛肉0.38万吨、羊肉0.41万吨。",
    # one name, two places
    "城区孕前检查620对，发放叶酸1500人份。郊区孕前检查641对，发放叶酸1476人份。",
    # a fund's balance, and another fund's income and expenditure
    "养老保险基金收入17.18亿元，当年结余1.57亿元。医疗保险基金支出9.48亿元。",
    "新建400米深井1座，铺设20米引水渠、1100米干管、1150米支管及50米电缆。",
]


OWN_PLANS = (
    # an item's plan may not be told; and a report may have a schedule of its own, in which its items agree
    "全县安排重点工程60个，年度计划投资150亿元，1—9月完成投资118.5亿元，完成年度计划的79%。省级工程22个，完成投资84.6亿元，"
    "完成年度计划的91.3%，高于序时进度6.3个百分点；县级工程38个，完成投资33.9亿元，完成年度计划的58.7%，低于序时进度26.3个百分点。"
)


# what is spent on one purpose is not all that is spent
SPENT = "全年资助支出8412.50万元。管理费用支出312.60万元，仅占总支出的3.52%。"


@pytest.mark.parametrize("text", [*SOUND, OWN_PLANS, SPENT])
def test_a_sound_text_raises_no_alarm(text):
    assert alarms(text) == []


@pytest.mark.parametrize("text", [*SOUND, *IDLE])
def test_no_tie_is_left_undetermined_that_no_word_tells(text):
    assert alarms(text) == []
    assert undetermined(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "全省受理案件652.4万件。其中，受理刑事案件25.3万件；民事案件431.6万件；行政案件12.7万件；执行案件188.9万件。",
            "652.4万件",
        ),
        ("税收比重为71.3%，比上年的72.1%下降0.6个百分点。", "0.6个百分点"),
        ("东片共有3个省（甲省、乙省）参加。", "3个"),
        ("全县有企业200家，甲、乙、丙三个园区分别入驻40家、60家、100家，占比分别为20%、30%、55%。", "55%"),
        (PURCHASES.replace("30100.05", "30600.05"), "86120.45万元"),
        (SPENT.replace("资助", "总").replace("3.52%", "3.27%"), "3.27%"),
        (OWN_PLANS.replace("完成年度计划的79%", "完成年度计划的89%"), "89%"),
        (OWN_PLANS.replace("6.3个", "9.3个"), "29.3个百分点"),
        ("全县完成收入21846万元，其中税收11520万元，占52.7%；非税10326万元，占57.3%。", "57.3%"),
        ("任务120公里，实际建成105公里，超额完成任务。", "105公里"),
        ("全县有职工412人，其中男210人、女240人。", "412人"),
        ("儿童福利预算1825万元，其中托育730万元，助养1547.5万元，其余为收养服务。", "1547.5万元"),
        ("决定不起诉104人，其中法定不起诉7人、情节轻微不起诉83人、证据不足不起诉15人。", "104人"),
    ],
)
def test_the_same_forms_still_fail_where_they_are_wrong(text, said):
    assert any(said in line for line in alarms(text))


def test_where_the_words_name_an_origin_that_will_not_do_the_tie_stays_undetermined():
    text = "起诉902人，其中未成年人531人，占起诉总人数的13.9%。"
    assert any("13.9%" in line for line in undetermined(text))


def test_a_proportion_is_no_comparand():
    found = reading("优良水质比例为83.6%，同比上升1.2个百分点。")
    (change,) = changes.find(found)
    assert (change.against, change.inline) == ("then", None)
    assert [m.figure.number for m in ends.now(found, change, change.amounts[0])] == ["83.6"]
