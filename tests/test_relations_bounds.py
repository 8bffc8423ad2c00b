"""What lies within what: parts and their wholes, staff and posts, scores, outcomes, limits, means between their ends."""

from __future__ import annotations

import pytest
from relating import alarms, ties

from gouji import figures
from gouji.document import Document, normalise
from gouji.relations import propose
from gouji.relations.order import inclusion, nested, staffing, within


def told(text: str) -> list[tuple[str, str]]:
    """The bounds that hold: each as (what lies within, within what)."""
    document = Document(text, *normalise(text))
    found = propose(document, figures.find(document)).items
    return [
        (r.stated.number, "+".join(f.number for f in r.operands))
        for r in found
        if r.kind == "bound" and r.holds and r.comparator == "<="
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "我局为正科级行政单位，核定编制26名，其中行政编制9名、事业编制17名；实有24人，其中党员15人。",
            [("24", "26", True)],
        ),
        ("全额事业编制212个，实有在职人员206人，退休人员41人。", [("206", "212", True)]),
        ("在职人员编制418人。其中：行政编制46人、事业编制372人。在职实有387人。", [("387", "418", True)]),
        ("行政编制14名、事业编制83名，年末实有91人。", [("91", "14", "83", True)]),
        ("人员编制96人\n实有人数103人\n（在职89人，劳务派遣14人）", [("89", "96", True)]),
        (
            "核定编制97名，实有91人，其中行政编制14名，实有13人；事业编制83名，实有78人。",
            [("91", "97", True), ("13", "14", True), ("78", "83", True)],
        ),
        ("核定编制142名，实有131名。", [("131", "142", True)]),
        ("车辆编制34辆，实有31辆。核定编制40名，实有38人。", [("31", "34", True), ("38", "40", True)]),
        ("核定编制20名，上年末在职19人，今年调入2人。", []),
        ("现有在职职工57人（编制61人）。", [("57", "61", True)]),
        ("编制数：60人；实有人数：57人。", [("57", "60", True)]),
        ("核定编制20名，编外聘用人员35人。", []),
        ("核定编制20名，在职党员23人。", []),  # members of the party are no staff of their own
        ("核定编制20名，实有23人，超编3人。", []),
        ("核定编制20名，实有23人，无超编情况。", [("23", "20", False)]),
        ("核定编制20名，实有19人，无超编情况。", [("19", "20", True)]),
    ],
)
def test_staff_within_posts(text, expected):
    assert ties(staffing, text) == expected


def test_staff_beyond_posts_fails_only_where_the_words_deny_it():
    assert len(alarms("核定编制20名，年末实有23人，不存在超编。")) == 1
    assert not alarms("核定编制20名，年末实有23人。")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年商品房销售38.24万平方米（上年同期45.61万平方米），其中住宅34.02万平方米。", [("34.02", "38.24", True)]),
        ("港口吞吐量1.06亿吨，首次突破1亿吨，其中外贸货物318.5万吨。", [("318.5", "1.06", True)]),
        (
            "新增贷款8126万元，完成目标任务9800万元的82.9%，其中9月当月新增963.5万元。",
            [("963.5", "8126", True)],
        ),
        ("全县支出18.65亿元，比上年同期17.99亿元增长3.7%。其中民生支出18.12亿元。", [("18.12", "18.65", True)]),
        (
            "共发生事故84起、死亡61人。去年同期为97起、68人。\n其中较大事故2起、死亡7人。",
            [("2", "84", True), ("7", "61", True)],
        ),
        ("临时救助1147户次，支出168.6万元；其中5000元以上的31户，金额24.8万元。", [("31", "1147", True), ("24.8", "168.6", True)]),
        ("支出6.84万元，预算8.30万元，差值为1.46万元。其中接待费1.20万元。", [("1.20", "8.30", True)]),
        ("破案1127起（含积案94起）。", [("94", "1127", True)]),
        ("经费支出24.6万元，比预算数30万元减少5.4万元，其中接待费3.1万元。", [("3.1", "24.6", True)]),
        ("商品房销售38.24万平方米（上年同期45.61万平方米），其中住宅44.02万平方米。", [("44.02", "38.24", False)]),
        ("未兑付186户11.87万元。截至9月底，其中152户9.72万元已补发。", [("152", "186", True), ("9.72", "11.87", True)]),
        ("公用经费55.45万元，主要有办公费8.63万元、差旅费6.28万元、工会经费5.11万元等。", [("55.45", "8.63", "6.28", "5.11", True)]),
        ("比上年增加5.45万元，主要是办公费8.63万元、差旅费6.28万元。", []),
        ("销售均价5196元，其中住宅5480元。", []),  # no part of a price
        ("支出决算20万元，其中接待费23万元。", [("23", "20", False)]),
        ("全年支出20万元。其中接待费23万元。", []),  # it may speak of what was told before: no alarm
        ("上年结余30万元。其中专项41万元。", []),
        # items parted by ； behind 其中：
        ("税收收入4698万元，其中：个人所得税135万元，为预算的108.1%；资源税347万元，为预算的167.8%。", [("135", "4698", True), ("4698", "135", "347", True)]),
        # the change of a part, where both go one way
        ("调入资金增加18亿元，其中，市级调入资金增加4亿元。", [("4", "18", True)]),
        ("调入资金增加18亿元，其中，市级调入资金减少4亿元。", []),
        ("调入资金增加18亿元，其中，市级调入资金增加24亿元。", []),
        # items that are told each for itself
        ("102个部门说明了情况，其中，有81个部门公开了文本，有99个部门公开了目标。", [("81", "102", True), ("99", "102", True)]),
    ],
)
def test_a_part_lies_within_its_whole(text, expected):
    assert ties(inclusion, text) == expected


def test_parts_that_a_sum_holds_with_their_whole_are_not_told_again():
    assert not told("全年支出100万元，其中基本支出60万元、项目支出40万元。")
    assert told("全年支出100万元，其中基本支出60万元。") == [("60", "100")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("农民合作社642家，其中国家级示范社7家、省级23家、市级58家。", True),
        ("肉类总产量3.42万吨，其中猪肉2.19万吨、牛肉0.31万吨、禽肉0.61万吨。", True),
        ("“三品一标”产品112个，其中绿色食品58个、有机农产品17个等。", True),
        ("医疗保险参保24.18万人，其中领取待遇7.62万人；失业保险参保2.15万人。", False),  # of another insurance
        ("民警286名，其中女民警143名，35岁以下191名。", False),  # they overlap
    ],
)
def test_the_parts_of_a_list_that_leaves_some_out_lie_within_the_whole_together(text, expected):
    document = Document(text, *normalise(text))
    found = propose(document, figures.find(document)).items
    assert [r.holds for r in found if r.rule == "bound.parts_within_whole"] == [True] * expected
    assert not expected or not any(r.rule == "bound.part_within_whole" for r in found)  # nor each by itself again
    assert not alarms(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受理诉求90件，其中咨询52件、投诉38件，按时办结88件，办结率97.8%。", [("88", "90", True)]),
        ("委托第三方对300名服务对象进行电话回访，成功回访264名，满意251名。", [("264", "300", True), ("251", "264", True)]),
        ("电话访问沿线群众300人，有效受访286人，其中满意203人。", [("286", "300", True), ("203", "286", True)]),
        ("发出检察建议71件，行政机关回复整改70件。", [("70", "71", True)]),
        ("老旧小区改造开工148个小区、21360户，完工86个小区、11870户。", [("86", "148", True), ("11870", "21360", True)]),
        ("检查桥梁212座，发现四类桥3座。", [("3", "212", True)]),
        ("共调解纠纷5273件，调解成功5185件，涉及金额3127万元。", [("5185", "5273", True)]),
        ("受理投诉284件，其中12345热线转办227件、来信来访38件，已办结279件。", [("279", "284", True)]),
        ("抽查9个乡镇450户，满意及比较满意438户。", [("438", "450", True)]),
        ("测评系统共24个，一次通过22个。", [("22", "24", True)]),
        ("农民专业合作社812家，有省级以上示范社37家。", [("37", "812", True)]),
        ("全村残疾人47人，享受护理补贴的39人。", [("39", "47", True)]),
        ("新认证绿色食品3个、有机农产品1个。", []),
        ("三季度结案91件，比二季度的63件增加28件。", []),
        ("现有民警47人，其他身份的39人。", []),
        ("查处违法案件128起，办结119起。", [("119", "128", True)]),
        ("参加考试386人，及格352人，优秀118人。", [("352", "386", True), ("118", "386", True)]),
        ("完成造林3.2万亩，验收合格3.05万亩。", [("3.05", "3.2", True)]),
        ("安排项目86个，开工82个，完工61个，完成验收55个。", [("82", "86", True), ("61", "82", True), ("55", "61", True)]),
        ("应缴保费1260万元，实缴1218万元。", [("1218", "1260", True)]),
        ("应缴保费1260万元，实缴1218万元，收缴率96.7%。", []),  # the rate says as much
        ("应发补贴1260万元，实缴1218万元。", []),
        ("批复概算3200万元，合同价2986万元，已付2870万元。", [("2986", "3200", True), ("2870", "2986", True)]),
        ("合同价2986万元，结算价3013万元。", []),  # it may be more
        ("培训386人，优秀学员奖金12万元，开工3个项目。", []),
        ("受理案件47件，结案60件。", []),  # with those of last year
        ("举办培训12期，移交档案30卷，整改问题5个。", []),
        ("全站在编31人中，50岁以上的就有19人。", [("19", "31", True)]),
        ("用水总量3.46亿立方米，其中农业1.92亿立方米、生态0.23亿立方米，控制在省定3.80亿立方米指标以内。", [("3.46", "3.80", True)]),
        ("债务余额46.92亿元，其中一般18.87亿元、专项28.05亿元，控制在核定的限额48.76亿元以内。", [("46.92", "48.76", True)]),
        ("自评平均得分92.4分，最高99.2分，最低74.5分。", [("92.4", "99.2", True), ("74.5", "92.4", True)]),
        ("平均得分99.4分，其中最高99.2分，最低74.5分。", [("99.4", "99.2", False), ("74.5", "99.4", True)]),
        ("人均住院费最高8200元，平均3400元。", []),
    ],
)
def test_within(text, expected):
    assert ties(within, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北段98.6公里，年内完成31.2亿元，累计完成104.5亿元，占总投资的71.4%。", [("31.2", "104.5", True)]),
        ("养老基金当年结余1.57亿元，年末滚存结余13.92亿元。", [("1.57", "13.92", True)]),
        ("贫困村退出342个，历年累计退出597个。", [("342", "597", True)]),
        ("年内完成131.2亿元，累计完成104.5亿元。", []),  # of which of two things is not sure
        ("上年结余30218万元，年末滚存结余34870万元。", []),
        ("年内完成31.2亿元，累计拨付104.5亿元。", []),
        ("未结案件中超过12个月的57件，超过18个月的19件。", [("19", "57", True)]),
        ("超过12个月的57件，超过18天的19件。", []),
        ("亡人事故27起，死亡29人。", [("27", "29", True)]),
        ("亡人事故29起，死亡27人。", [("29", "27", False)]),
        ("一般事故29起，死亡7人。", []),
        ("“三公”经费年初预算6万元，实际支出4.49万元。", [("4.49", "6", True)]),
        ("“三公”经费支出36.72万元，完成年初预算45.20万元的81.24%。", [("36.72", "45.20", True)]),
        ("公务接待费支出1.35万元，为预算1.2万元的112.5%。", []),
        ("公务接待费预算1.2万元，支出1.35万元。", []),  # it happens
        ("培训项目预算6万元，支出4.49万元。", []),  # that a project spends less needs no telling
        ("常住人口47.35万人，其中男性24万人；城镇常住人口20.93万人。", [("20.93", "47.35", True)]),
        ("全县一般公共预算收入完成74600万元。\n县级一般公共预算收入完成57850万元。", [("57850", "74600", True)]),
        ("审查起诉案件214件。\n审结审查起诉案件196件。", [("196", "214", True)]),
        ("下达发展资金24360万元、少数民族发展资金3180万元。", []),  # two funds
        ("年初预算数29.49万元，公务接待费年初预算数1.00万元。", []),
        ("上年在园幼儿21306人，普惠性幼儿园在园幼儿18536人。", []),
    ],
)
def test_nested(text, expected):
    assert ties(nested, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "全县公路2186公里，其中县道413公里、乡道566公里、村道1207公里。列养2097公里，列养率95.93%，其中县道398公里、乡道547公里、村道1152公里。",
            [("398", "413"), ("547", "566"), ("1152", "1207")],
        ),
        (
            "预算520万元，其中图书310万元、报刊46万元、数字资源164万元。支出508.64万元，执行率97.82%，其中图书304.88万元、报刊44.36万元、数字资源159.40万元。",
            [("304.88", "310"), ("44.36", "46"), ("159.40", "164")],
        ),
        (
            "预算520万元，其中图书310万元、报刊46万元、数字资源164万元。支出508.64万元，执行率97.82%，其中图书314.88万元、报刊34.36万元、数字资源159.40万元。",
            [],  # an item may exceed its own
        ),
        (
            "预算520万元，其中图书310万元、报刊46万元、数字资源164万元。支出508.64万元，执行率97.82%，其中人员304.88万元、水电44.36万元、差旅159.40万元。",
            [],
        ),
    ],
)
def test_each_item_lies_within_its_own(text, expected):
    document = Document(text, *normalise(text))
    found = propose(document, figures.find(document)).items
    assert [(r.stated.number, r.operands[0].number) for r in found if r.rule == "bound.itemwise"] == expected


FORM = "项目资金（万元）\n | 年初预算数 | 全年预算数 | 全年执行数{head}\n年度资金总额 | 160 | 166.5 | {total}{rate}\n其中：本年财政拨款 | 120 | 126.5 | 124.97{rate}\n上年结转资金 | 40 | 40 | {rest}{rate}\n"
THREE = "（单位：万元）\n项目 | 预算数 | 决算数\n合计 | 92.00 | {total}\n公务接待费 | 28.00 | 21.35\n公务用车购置及运行费 | 64.00 | {cars}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            FORM.format(head="", rate="", total="156.59", rest="31.62"),
            [("156.59", "166.5"), ("124.97", "126.5"), ("31.62", "40")],
        ),
        (FORM.format(head=" | 执行率", rate=" | 94.05%", total="156.59", rest="31.62"), []),  # the rate says as much
        (FORM.format(head="", rate="", total="170.59", rest="45.62"), []),  # a row exceeds its own: the table may
        (THREE.format(total="81.46", cars="60.11"), [("81.46", "92.00"), ("21.35", "28.00"), ("60.11", "64.00")]),
        (THREE.format(total="81.46", cars="60.11").replace("公务接待费", "教育支出").replace("公务用车购置及运行费", "卫生支出"), []),
    ],
)
def test_what_a_table_tells_as_spent_lies_within_its_budget(text, expected):
    document = Document(text, *normalise(text))
    found = propose(document, figures.find(document)).items
    assert [(r.stated.number, r.operands[0].number) for r in found if r.rule == "grid.spent_within_budget"] == expected
    assert not [r for r in found if r.rule == "grid.spent_within_budget" and r.holds is not True]
