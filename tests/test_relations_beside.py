"""Figures held against those of others, of what was aimed at, and of another time: distances, overshooting, pairs of measures, opposites,
and lists of those above or below a level."""

from __future__ import annotations

import pytest
from relating import alarms, of_rules, ties

from gouji.relations.change import beside, paired
from gouji.relations.order import goals, qualified
from gouji.relations.ratio import opposites, overshoots


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "全区公路完好率93.4%，比全省（90.1%）和全国（88.7%）分别高3.3、4.7个百分点。",
            [("3.3", "93.4", "90.1", True), ("4.7", "93.4", "88.7", True)],
        ),
        (
            "农村自来水普及率91.2%，比全省平均88.6%高2.6个百分点，比全国92.3%低1.1个百分点。",
            [("1.1", "92.3", "91.2", True), ("2.6", "91.2", "88.6", True)],
        ),
        (
            "巩固率99.1%，分别比全市（98.3%）、全省（97.9%）高0.8个、1.5个百分点。",
            [("0.8", "99.1", "98.3", True), ("1.5", "99.1", "97.9", False)],
        ),
        ("人均纯收入14260元，比北镇的13180元、南镇的15020元分别高1080元和低760元。", []),  # two directions: not one list
        ("全县税收比重71.3%，同比提高0.8个百分点。", []),
    ],
)
def test_beside_others(text, expected):
    assert sorted(ties(beside, text)) == expected


def test_what_others_have_never_changed():
    assert alarms("增加值增长8.6%，比全省平均7.1%高1.5个百分点，比全国7.9%高0.7个百分点。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下达造林任务1.2万亩，实际完成1.5万亩，超额完成25%。", [("25", "1.5", "1.2", True)]),
        ("培训任务600人次，实际培训690人次，超计划16%。", [("16", "690", "600", False)]),
        (
            "计划新建果园40个、鱼塘120个，实际分别建成50个、132个，分别超额完成25%和10%。",
            [("10", "132", "120", True), ("25", "50", "40", True)],
        ),
        ("全年完成投资8.6亿元，超额完成目标任务。", []),
        ("实际培训690人次，超额完成15%。", []),  # no task is told
    ],
)
def test_overshoots(text, expected):
    assert sorted(ties(overshoots, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "计划新建果园40个、鱼塘120个，实际分别建成50个、132个，分别超额完成25%和10%。",  # no rates of completion
        "全市计划改造旧厕所2.6万座，截至9月底，已改造旧厕所2.8万座，提前完成全年目标。",  # a plan may be exceeded
    ],
)
def test_a_plan_that_was_exceeded_is_no_alarm(text):
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "全年举办培训48期2160人次，上年为40期1800人次，期数和人次分别增长20%、20%。",
            [("20", "2160", "1800", True), ("20", "48", "40", True)],
        ),
        (
            "查处案件63件81人，去年同期为90件108人，同比件数下降30%、人数下降26%。",
            [("26", "81", "108", False), ("30", "63", "90", True)],
        ),
        ("处置车辆6台、价值48万元，2022年为8台、价值60万元，分别下降25%、20%。", []),  # 价值 has words of its own
        ("查处案件63件81人，去年同期为90件，同比下降30%。", []),
    ],
)
def test_pairs_of_measures(text, expected):
    assert sorted(ties(paired, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("抽检合格380批次，不合格20批次，合格率95%。", [("95", "380", "20", True)]),
        ("同意受理36件，不同意受理12件，不受理率为25%。", [("25", "12", "36", True)]),
        ("满意186户，不满意14户，满意率为91%。", [("91", "186", "14", False)]),
        ("满意186户，不满意14户，基本满意30户，满意率为80.9%。", []),  # a third answer
        ("合格380批次，检测费用20万元，合格率95%。", []),
    ],
)
def test_opposites(text, expected):
    assert ties(opposites, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "执行率低于80%的项目有：堤防加固（75.2%）、灌区改造（执行率61.4%）、河道清淤（84%）。",
            [("61.4", "80", True), ("75.2", "80", True), ("84", "80", False)],
        ),
        (
            "支出进度在90%以上的单位有3个，分别是教育局（96.1%）、卫健局（93.4%）、交通局（90.0%）。",
            [("90.0", "90", True), ("93.4", "90", True), ("96.1", "90", True)],
        ),
        (
            "全县竣工率73.4%。竣工率低于平均水平的是：东镇（竣工率71.1%）、西镇（竣工率75.0%）。",
            [("71.1", "73.4", True), ("75.0", "73.4", False)],
        ),
        # how many they are, and what they are of all, is no item
        ("得分90分以上的有5个单位，占25%；80分以下的有2个，占10%。", []),
        ("满意度超过95%的乡镇有6个，占全部乡镇的40%，较上年提高5个百分点。", []),
        ("执行率低于80%的项目3个，其中甲项目执行率75%，完成率达到92%。", []),
    ],
)
def test_those_above_or_below_a_level(text, expected):
    assert sorted(ties(qualified, text)) == expected


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        # parts that hold what was carried in from before are more than the whole
        ("受理未成年人案件13人。其中，提起公诉6人（含上期结转1人），附条件不起诉8人。", "sum.among_which", []),
        # what is given back is taken off
        (
            "全市收入完成76.7亿元。分征收系统看，税务系统收入50.5亿元；财政系统收入26.6亿元；政策性退税0.4亿元。",
            "sum.netted",
            [("76.7", "50.5", "26.6", "0.4", True)],
        ),
        # last year's figure beside each part is none
        (
            "支出完成9300万元，其中：教育支出5200万元，比上年同期4900万元增支300万元；卫生支出4100万元，比上年同期4300万元减支200万元。",
            "sum.among_which",
            [("9300", "5200", "4100", True)],
        ),
        # shares of one list, and of the next
        ("一、性质\n投诉51.28%。咨询占60%，求助占40%。\n二、来源\n网络占0.14%，电话占99.86%。", "sum.shares", [("40", "60", True), ("99.86", "0.14", True)]),
        # the parts of items in two means, each over its own word
        (
            "一、产业资金900万元（其中：中央资金600万元、省级资金300万元）。\n1、种植资金500万元（其中：中央资金350万元、省级资金150万元）。\n"
            "2、养殖资金400万元（其中：中央资金250万元、省级资金150万元）。",
            "sum.evident",
            [("300", "150", "150", True), ("600", "350", "250", True)],
        ),
        # the industries are told pages before their shares
        (
            "全县生产总值200亿元，其中：第一产业增加值40亿元；第二产业增加值70亿元；第三产业增加值90亿元。\n人均5.1万元。\n三次产业结构比为20.0：35.0：45.0。",
            "ratio.structure",
            [("20.0", "40", "200", True), ("35.0", "70", "200", True), ("45.0", "90", "200", True)],
        ),
    ],
)
def test_parts_told_with_more_beside_them(text, rule, expected):
    assert sorted(of_rules(text, rule)) == sorted(expected)


def test_a_rate_of_completion_over_a_plan_without_a_unit():
    assert of_rules("预计产值达到45.18亿元，占计划数44.80的100.85%。", "ratio.of") == [("100.85", "45.18", "44.80", True)]


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        # items may lack a mean that others have
        (
            "一、产业资金1200万元（其中：中央资金900万元、省级资金300万元）。\n1、种植资金500万元（其中：中央资金350万元、省级资金150万元）。\n"
            "2、养殖资金400万元（其中：中央资金300万元、省级资金100万元）。\n3、林业资金250万元（中央资金250万元）。\n4、加工资金50万元（省级资金50万元）。",
            "sum.evident",
            [("150", "100", "50", True), ("300", "150", "100", "50", True), ("300", "250", "50", True), ("900", "500", "400", True)],
        ),
        # parts told in sentences of their own
        (
            "财政总收入5000万元，占年初预算9000万元的55.6%。按级次分：上划收入3200万元，占年初预算的53%。县级收入1800万元，占年初预算的60%。",
            "sum.split",
            [("5000", "3200", "1800", True)],
        ),
        ("财政总收入5000万元。按级次分：上划收入3200万元。县级收入1700万元。", "sum.split", []),
        # these three are the ones told last
        (
            "新办企业最多的是东州，共14.2万户；其次为西州和南州，分别为5.1万户、4.7万户。上述三州占全省新办企业60万户的40%。",
            "ratio.sum_share",
            [("40", "14.2", "5.1", "4.7", "60", True)],
        ),
        # the whole in the sentence before, its share between
        (
            "城建类诉求1500件，占16.7%。其中，物业366件、供水296件、道路168件。主要涉及收费。",
            "bound.parts_within_whole",
            [("1500", "366", "296", "168", True)],
        ),
        # one counter in two scales
        ("新登记企业19.02万户，同比增长16.2%，其中外资企业319户。", "bound.part_within_whole", [("319", "19.02", True)]),
        # money by its words
        ("全年收入28460万元，较年初预算31200万元，短收2740万。", "difference.change", [("2740", "31200", "28460", True)]),
        (
            "地区生产总值62.3亿元，其中，第一产业增加值4.8亿元，增长2.6%；第二产业增加值35.1，增长5.2%；第三产业增加值22.4亿元，增长7.3%。",
            "sum.among_which",
            [("62.3", "4.8", "35.1", "22.4", True)],
        ),
    ],
)
def test_what_stands_further_apart(text, rule, expected):
    assert sorted(of_rules(text, rule)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        ("支出总额1635.90万元。与2023年的1502.77万元相比，支出增加133.13万元，增长8.86%，原因是新增项目。", 0),
        ("接待费4.2万元。与上年决算数5.0万元相比，公务接待费减少0.8万元，下降16%。", 0),
        ("支出总额1635.90万元。与2023年的1502.77万元相比，支出增加133.31万元，增长8.86%。", 1),
    ],
)
def test_what_it_is_compared_with_stands_before_the_subject(text, failing):
    assert len(alarms(text)) == failing


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        # a price by places, whose number is told before
        (
            "省财政下达12个山区县补助资金3.6亿元。\n其中，每县财力补助2000万元，共计2.4亿元；每县教育补助1000万元，共计1.2亿元。",
            "ratio.price",
            [("1.2", "12", "1000", True), ("2.4", "12", "2000", True)],
        ),
        # halves of a whole that is not told
        (
            "1．基本支出8000.00元，占一般公共预算支出的80%，同比减少500元。其中：工资福利支出6000.00元，占基本支出75%。\n2．项目支出2000.00元，占一般公共预算支出的25%。",
            "ratio.of_both",
            [("25", "2000.00", "8000.00", False), ("80", "8000.00", "2000.00", True)],
        ),
        # ranks, some left out
        ("使用量排名前三位（总量较小的除外）的依次是：东县、南县、西县，后三位的依次是北县、中县。", "count.list_behind", [("三", False), ("三", True)]),
        # six digits alike are one amount, whatever the words
        (
            "上缴后分配地方使用2530.22万元，其中：体育公益金1474.43万元。\n市级可供安排1832.93万元，其中：省厅下达分成资金1474.43万元。",
            "repeat.evident",
            [("1474.43", "1474.43", True)],
        ),
    ],
)
def test_what_is_told_once_for_several(text, rule, expected):
    assert sorted(of_rules(text, rule)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        # the last item has no amount of its own; each share is of its own plan
        "完成投资418.6亿元，占年度计划560.4亿元的74.7%。其中92个续建项目完成投资301.25亿元，占年度计划的79%；88个新建项目完成投资86.40亿元，占年度计划的61%；"
        "36个建成项目完成投资28.70亿元，占年度计划的70%；107个前期项目有序推进。",
        # halves of a whole that is told, under another name
        "支出总额10000元。基本支出8000元，占80%；项目支出2000元，占20%。",
    ],
)
def test_items_that_are_not_all_or_not_of_one_whole(text):
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        # a budget that was adjusted
        ("总收入由305420万元调整为331150万元，调增25730万元。", "difference.change", [("25730", "331150", "305420", True)]),
        ("转移支付由180460万元调整为172330万元，调减8310万元。", "difference.change", [("8310", "180460", "172330", False)]),
        # the rate of a change in parentheses
        ("“三公”经费预算12.40万元，较上年减少21.60万元（63.53%），原因是公车减少。", "growth.change", [("63.53", "12.40", "21.60", True)]),
        ("公务接待费3.20万元，较上年减少1.8万元（48.00%）。", "growth.change", [("48.00", "3.20", "1.8", False)]),
        # parts in parentheses are of the amount that they make
        (
            "资产总额6.2万亿元，负债总额1.4万亿元，净资产4.8万亿元（行政资产1.3万亿元，事业资产4.9万亿元）。",
            "sum.in_parentheses",
            [("6.2", "1.3", "4.9", True)],
        ),
        # 由…构成
        (
            "支出总计745.36万元，由一般公共预算支出1745.36万元，加上解支出、结转下年等0万元等构成，收支平衡。",
            "sum.composed",
            [("745.36", "1745.36", "0", False)],
        ),
        # measure by measure
        (
            "评审项目1620个，送审金额98.36亿元，审定金额87.24亿元。其中，市本级评审430个，送审金额41.18亿元，审定金额36.52亿元。",
            "bound.part_within_whole",
            [("430", "1620", True), ("36.52", "87.24", True), ("41.18", "98.36", True)],
        ),
        # all that came in, less what went out
        (
            "经营收入1285万元，补助收入38万元，上年结余124万元，经营支出1207万元。\n上述收支相抵，年终结余240万元，结转下年使用。",
            "difference.offset",
            [("240", "1285", "38", "124", "1207", True)],
        ),
        ("经营收入1285万元，补助收入38万元，经营支出1207万元。\n上述收支相抵，年终结余240万元。", "difference.offset", []),
        # persons of two seasons are a year's visits
        ("全年资助5210人次，其中春季2480人，秋季2730人次。", "sum.among_which", [("5210", "2480", "2730", True)]),
        # villages, and what was done for them
        (
            "实施公路项目412个905公里，其中：30个村通公路263个540公里，安全防护工程149个项目365公里。",
            "sum.among_which",
            [("905", "540", "365", True), ("412", "263", "149", True)],
        ),
    ],
)
def test_amounts_told_with_what_they_are_made_of(text, rule, expected):
    assert sorted(of_rules(text, rule)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        # one of the list has no number
        "使用财政拨款的单位共50个，包括部本级、9个督察局、调查局本级及其27个事业单位、其他12个直属单位。",
        # the amounts behind ； are of another whole
        "批复支出为905310万元，其中财政拨款904210万元；决算反映的执行数为810225.40万元，其中财政拨款809125.40万元；差异总额为95084.60万元。",
        # numbers of documents
        "一、中央资金（财农﹝2017﹞191号）24万元。\n（财预﹝2017﹞192号）1903万元。\n（财预﹝2017﹞833号）106万元。\n（财预﹝2017﹞838号）150万元。",
        # rates of change are no shares
        "费用12.40万元，较上年减少21.60万元（63.53%）。\n接待费3.20万元，较上年减少1.8万元（36.00%）。\n车辆费9.20万元，较上年减少19.8万元（68.28%）。",
        # income and outlay side by side
        "经营收入1285万元，补助收入38万元，上年结余124万元，经营支出1207万元。\n上述收支相抵，年终结余240万元。",
        # a whole told within the list, and the chapters of a report
        "新登记个体户34.36万户。\n从结构看，在新登记19.02万户企业中，第一产业1.26万户，占6.6%；第二产业4.36万户，占22.9%；第三产业13.4万户，占70.5%。",
        "共受理来电9230件。现通报如下：\n一、基本情况\n转办13件，办结12件。\n二、受理分析\n投诉4733件，咨询3162件。",
        # whom the rate is of stands in its name
        "全年城镇新增就业17.19万人，转移就业12.17万人，开展培训22万人次，实名登记高校毕业生就业率达92%。",
        # votes for one work after another
        "甲工程，满意175票，基本满意43票；乙工程，满意177票，基本满意44票；丙工程，满意165票，基本满意57票；丁工程，满意145票，基本满意74票。",
    ],
)
def test_what_is_no_part_and_no_copy(text):
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "目标任务：小额贷款12亿元，新增贷款户5000户。\n完成情况：小额贷款13.16亿元，新增贷款户7645户。",
            [("13.16", "12", True), ("7645", "5000", True)],
        ),
        ("绩效目标：培训600人次，满意度90%以上。完成情况：培训588人次，满意度95%。", [("95", "90", True)]),  # what falls short is no mistake
        ("竣工13.6万平方米，超额完成12万平方米的年度目标任务；开工9768套，超额完成12000套的目标任务。", [("13.6", "12", True), ("9768", "12000", False)]),
        ("目标任务：小额贷款12亿元。\n主要做法：走访13户。", []),
        ("完成12万平方米的年度目标任务，另有改造9768套。", []),
    ],
)
def test_goals_and_what_was_reached(text, expected):
    assert sorted(ties(goals, text)) == expected


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        # what basic outlay is made of, change by change
        (
            "2018年基本支出预算较上年增21.45万元，增幅15.3%。主要变动原因如下：\n1．工资福利支出较上年增21.60万元，增19.2%。\n"
            "2．商品和服务支出较上年减0.27万元，减1.1%。\n3．对个人和家庭补助支出较上年增加0.12万元，增幅0.6%。",
            0,
        ),
        (
            "2018年基本支出预算较上年增19.5万元，增幅15.3%。主要变动原因如下：\n1．工资福利支出较上年增21.60万元，增19.2%。\n"
            "2．商品和服务支出较上年减0.27万元，减1.1%。\n3．对个人和家庭补助支出较上年增加0.12万元，增幅0.6%。",
            1,
        ),
        # done before planned
        ("完成采购16280.45万元，采购预算17105.60万元，节约资金825.15万元。", 0),
        ("完成采购16280.45万元，采购预算17105.60万元，节约资金825.3万元。", 1),
        # a rise and a fall apart
        ("增速最高的为东县（同比增长47.3%），最低的为西县（同比下降12.6%），高低相差59.9个百分点。", 0),
        ("增速最高的为东县（同比增长47.3%），最低的为西县（同比下降12.6%），高低相差34.7个百分点。", 1),
        # two digits of a long whole that changed places; what came and went of a stock
        ("全年办理各类业务62218件，核发产权证书16055本、登记证明10163份。", 1),
        ("在册人员年初295名，本年新进196名、减员59名，年末余432名。", 0),
        # 与计划生育: no comparison
        ("文化旅游支出2.3亿元，同比下降6.4%；医疗卫生与计划生育支出38.7亿元，同比增长11.5%；节能支出9.4亿元。", 0),
        # budgets and outturns of items
        ("收入预算数520.00亿元，决算数442.00亿元，完成预算的85.0%。其中，会费收入预算数240.00亿元，决算数228.00亿元，完成预算的95.0%。", 0),
        # each of its own task
        (
            "累计完成投资3.96亿元，占目标任务5.20亿元的76.2%。\n已完成的投资中，饮水工程完成投资18250万元，占目标任务的68%；河道治理完成投资9630万元，占目标任务的87%。",
            0,
        ),
    ],
)
def test_alarms_of_what_is_told_change_by_change(text, failing):
    assert len(alarms(text)) == failing
