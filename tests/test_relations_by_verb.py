"""Rates, means and changes whose words, not their numbers, say what they are of: a wrong digit is an alarm, and a sound text none."""

import pytest
from relating import alarms

# Each text with {} for a figure, the figure as it ought to be, and as a slip writes it.
TOLD = [
    # V率 of what shares the verb's characters
    ("满意度抽样发放问卷260份，回收有效问卷248份，其中满意231份，满意率{}%。", "93.15", "98.15"),
    ("辖区常住人口3.16万人，建立健康档案{}万份，建档率91.46%。", "2.89", "2.59"),
    ("中考报名3106人，{}人被普高录取，录取率63.65%。", "1977", "1677"),
    ("全县有敬老院8所，床位{}张，现入住612人，床位使用率72.9%。", "840", "810"),
    ("培训学员812人，其中妇女304人；取得证书{}人，取证率87.4%。", "710", "760"),
    ("公用经费预算{}万元，实际支出43.26万元，控制率92.04%。", "47.00", "41.00"),
    # both right behind the rate
    ("来访群众满意度{}%，回访412人，396人表示满意。", "96.1", "91.1"),
    ("分散供养率达{}%（供养对象1286人，分散供养918人）。", "71.4", "77.4"),
    # a plan and what was done, in either order, with 完成 alone
    ("公务接待费预算12.00万元，决算{}万元，完成57.50%。", "6.90", "6.40"),
    ("农村改厕计划1260座，完工{}座，完成93.7%。", "1180", "1120"),
    ("抚恤（项）：支出决算为816.42万元，预算为{}万元，完成预算96.8%。", "843.41", "813.41"),
    ("“三公”经费支出决算为21.36万元，完成预算85.4%（预算数{}万元）。", "25.00", "26.00"),
    # a whole by its name, whatever stands around it: 本年, 当期, 合计; a part by its name
    ("2021年度收入合计2460.18万元。\n财政拨款收入2212.46万元，占本年收入合计的{}%。", "89.93", "89.43"),
    ("归集8.62亿元，同比增长3.1%；提取{}亿元，占当期归集额的61.6%。", "5.31", "5.91"),
    ("全区登记床位1860张，护理床位{}张，护理床位占比62.9%。", "1170", "1370"),
    ("累计摘帽{}个，占214个贫困村的73.8%。", "158", "188"),
    ("全年收入862.40万元中，有{}万元在四季度到账，占31.9%。", "275.10", "245.10"),
    # what b is apart stands between; the plan alone, what was done told before by its name; a part right behind the rate
    ("会议费预算18.60万元，实际支出14.28万元，比预算节约4.32万元，控制率为{}%。", "76.77", "71.77"),
    ("业务经费42.30万元，主要有印刷费6.10万元、差旅费5.20万元。年初安排业务经费45万元，业务经费控制率{}%。", "94.00", "91.00"),
    ("随机走访186户，满意度96.8%，即{}户表示满意。", "180", "130"),
    # the whole before its list, in a sentence before or in the same
    ("项目支出812.40万元，按类分：道路502.10万元，供水310.30万元。完成年初预算{}万元的98.5%。", "824.77", "884.77"),
    ("会议和培训费9.60万元，会议4.10万元、培训5.50万元，为预算{}万元的80.0%。", "12.00", "17.00"),
    ("占比按全口径计算，教育经费6.12亿元；占一般公共预算支出{}亿元的比例为17.00%。", "36.00", "39.00"),
    # an item of an earlier plan; a task in parentheses; the good ones of all
    ("计划修复渠道86.5公里，安装水表5200只。\n修复渠道{}公里，完成率97.1%。", "84.0", "81.0"),
    ("使用省级资金{}万元，购置设备126台。执行率94.2%（年度指标520.00万元）。", "489.84", "429.84"),
    ("16个断面中，Ⅱ类9个、Ⅲ类5个、Ⅳ类2个，优良比例{}%。", "87.5", "81.5"),
    # items in lines of their own, whatever else their lines tell
    (
        "“三公”经费决算1460万元。\n——出国费29.2万元，占2.0%，全年4个团组、9人次。\n——车辆购置及运行费1021万元，占69.9%，其中购置费210万元，"
        "购置9辆，运行费811万元，保有量386辆。\n——接待费{}万元，占28.1%，接待5120批次。",
        "409.8", "449.8",
    ),
    # means for so many people, and by the day
    ("执业医师{}人，每千人2.60人（常住人口31.50万人）。", "819", "849"),
    ("年末常住人口28.40万人。\n床位1818张，每千常住人口{}张。", "6.40", "6.90"),
    ("2022年，全年处理污水{}万吨，日均4.20万吨。", "1533.0", "1563.0"),
    # a change of what was told before: behind an item's number, under 案件 or 类, or as the only figure in its counter
    ("大型会议费支出12.60万元，占80%。\n1.大型会议费较2020年减少{}万元，下降10.00%。", "1.40", "1.90"),
    ("受理案件3120件，其中旧存210件，新收2910件。新收案件较去年同期多{}件，上升8.99%。", "240", "270"),
    ("排在前面的有：供暖排水460件、停车管理318件。其中供暖排水类环比增加92件，增长{}%。", "25.00", "28.00"),
    ("全年接待76批次、512人次。公务接待批次比上年减少{}批次，降幅20.00%。", "19", "14"),
    ("培训费决算64.00万元，按同口径同比减少16.00万元，下降{}%。", "20.00", "26.00"),
    # means over the whole of a list, of what was told a sentence before, for 宗, 场, 室
    ("聘用保洁员146人，其中脱贫户92人；全年发放工资{}万元，人均1.20万元。", "175.20", "145.20"),
    ("公务接待费9.36万元，比预算减少2.10万元。全年国内公务接待96批次、{}人次，人均104元。", "900", "800"),
    ("立案62宗，罚款{}万元，案均5.03万元。", "311.9", "381.9"),
    ("举办展览24场，其中巡展9场，参观{}万人次，场均1500人次。", "3.60", "3.90"),
    ("在校生1512人，36个教学班，平均班额{}人。", "42.0", "47.0"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), TOLD)
def test_a_wrong_digit_is_an_alarm_and_the_right_one_none(text, right, wrong):
    assert (alarms(text.format(right)), bool(alarms(text.format(wrong)))) == ([], True)


@pytest.mark.parametrize(
    "text",
    [
        # the item's own budget is not told
        "社会保障支出决算为1258.55万元，完成预算100%。卫生支出预算为1790.07万元，支出决算为1742.09万元，完成预算97.3%。",
        "支出决算为246.30万元，完成预算100%。项目支出比预算数少24.79万元。",
        # each reach of water by itself
        "4个国控断面、3个省控断面水质达标率均为100%。",
        # who is satisfied is not told
        "受理诉求1286件，办结1270件，满意率96.5%。",
        # of another: persons that retired over those that work
        "年末在职29人，退休12人，在职人员控制率93.55%。",
        # of those who ought to be insured, who are not told; patients of a day are not the year's; an income is no mean of what is paid
        "全县总人口13.2万人，其中农业人口11.8万人，医保参保12.6万人，参保率98.5%。",
        "核定床位500张，在院患者430人，床位使用率85.2%。",
        "财政投入5000万元，惠及脱贫人口3200人，人均纯收入15230元。",
        # a task that is not the budget; items with rates of their own
        "全年预算100万元，1—6月支出60万元，完成全年任务的55%。",
        "建立健康档案48.9万份，建档率95.2%；管理患者3.72万人、1.08万人，管理率分别为74.6%、73.9%；老年人体检4.41万人，体检率71%。",
        # what was gained is not what was paid
        "农技推广补助100万元，示范面积2万亩，示范田亩均增收150元。",
        # a norm, not a mean
        "补助标准为每亩200元，完成人工种草6.3万亩，投入1310万元。",
        # the total follows its mean
        "投入资金139.00万元，其中无障碍改造130户，户均1.00万元，支出130.00万元。",
    ],
)
def test_what_is_told_of_something_else_raises_no_alarm(text):
    assert alarms(text) == []
