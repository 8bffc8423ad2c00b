"""Ties that words make likely and do not demand: each text as it ought to be and with one number wrong, {right|wrong}."""

import re

import pytest

from gouji import figures
from gouji.document import Document, normalise
from gouji.relations import propose

_TWIN = re.compile(r"\{([^|{}]*)\|([^|{}]*)\}")


def failing(text: str) -> list[set[str]]:
    """The numbers of each tie that fails."""
    document = Document(text, *normalise(text))
    return [
        {figure.number for figure in relation.figures}
        for relation in propose(document, figures.find(document)).items
        if relation.holds is False and relation.strict
    ]


@pytest.mark.parametrize(
    "text",
    [
        # rates: the part under the rate's name, the base beside it in another counter, or told as a plan
        "床位3126张，入住老人{1719|1791}人，入住率55.0%。",
        "检查车辆18620台次，查处超限超载车辆326台，超限率{1.75|1.57}%。",
        "特困供养人员1268人，其中集中供养312人、分散供养956人，集中供养率{24.6|26.4}%。",
        "发放问卷400份，收回392份，回收率{98|97}%，满意381份，满意度97.19%。",
        "批准逮捕397人，不批准逮捕189人，不捕率{32.3|33.2}%。",
        "今年计划新改建公路1280公里、完成投资16.5亿元。截至10月底，已完工1036公里，完成年度计划的{80.9|89.0}%。",
        "基本支出35107.64万元，项目支出11830.48万元。基本支出中，人员经费32416.88万元，日常公用经费2690.76万元，公用经费占基本支出的{7.66|7.63}%。",
        # a total under a name of its own, of three kinds, behind another year's figure, behind parentheses
        "招聘特岗教师76名、引进师范生18名、公开选调12名，共补充教师{106|108}名。",
        "结婚登记2846对，较上年2418对增加428对；离婚登记1126对，补领证件673对；三项共{4645|4654}对。",
        "一批批复投资3412.6万元（其中工程3325.8万元），二批批复投资2108.35万元（其中工程2014.26万元），合计批复投资{5520.95|5250.95}万元。",
        # a list right behind its whole: things are seldom left out
        "全县有学校{93|98}所，其中小学46所、初中14所、高中2所、中职学校1所、幼儿园30所。",
        "新增学位5480个，其中幼儿园{1620|1260}个、中小学3860个。",
        # the other measures of items that are all of a whole
        "资助幼儿2156人次107.80万元；资助寄宿生15680人次{882.45|828.45}万元；资助高中生1820人次182.00万元；合计资助19656人次，发放资金1172.25万元。",
        # prices
        "列养县道398.2公里，补助标准为每公里7000元，需{278.74|287.74}万元。",
        "按每亩89.5元发放，补贴面积41.27万亩，发放资金{3693.67万元|3639.67万元}。",
        # from … to …, and new
        "设施由上年的86个增加到104个，新增{18|19}个。",
        "生产总值由132.7亿元增加到186.42亿元，是2017年的{1.4|2.4}倍。",
        # means of what is told in 个
        "小学有教学班612个、学生24480人，班均{40.0|42.0}人。",
        # scores that a sentence sums up
        "投入得18.5分，过程得19分，产出得{37.6|36.7}分，效果得18分，综合得分93.1分。",
        "1.数量：分值20分，得19分。2.质量：分值{50|40}分，得45分。3.效益：分值30分，得28分。总分92分。",
    ],
)
def test_twins(text):
    assert failing(_TWIN.sub(r"\1", text)) == []
    wrong = _TWIN.search(text)[2]
    number = re.match(r"[\d.]+", wrong)[0]
    assert any(number in numbers for numbers in failing(_TWIN.sub(r"\2", text)))


@pytest.mark.parametrize(
    "text",
    [
        "改造危桥11座，完成6座，正在施工4座。",  # the last has not begun
        "提出抗诉6件，再审检察建议14件，法院采纳17件，采纳率85%。",  # of both
        "新建公厕12座，检查企业300家，检查率95%。",  # of what is not told
        "检查企业20家，发现问题15家，整改12家，累计处罚6家。",
        "肉类总产量3.42万吨，其中猪肉2.29万吨、牛肉0.31万吨、羊肉0.12万吨、禽肉0.66万吨。",  # the largest of more
        "在职职工62人，其中党员30人、本科以上学历45人、高级职称6人。",
        "困难残疾人4520人，按每人每月80元发放，全年发放427.52万元。",  # some came and went
        "支出17.35万元，较上年的14.20万元增加3.15万元，其中印刷费3.42万元、差旅费9.44万元。",
        "安排项目68个，涉及9个乡镇、57个行政村。其中产业类项目31个、基础设施类项目22个、其他类项目15个。",
    ],
)
def test_other_readings_raise_no_alarm(text):
    assert failing(text) == []
