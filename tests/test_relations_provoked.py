"""Passages in which nothing is wrong though a hasty reading would say so, each beside one in which the figures that its words do tie miss."""

from __future__ import annotations

import pytest
from provoked_sample import MORE
from relating import alarms

# what stands there: (a right passage, the same or a like one with a figure that is wrong, what then is said of it begins with)
PASSAGES = {
    "a parenthesis tells a part of the budget, not what was spent": (
        "全年实际支出1845.62万元。全年预算数1903.48万元（含上年结转42.16万元），预算执行率96.96%。",
        "全年预算数1903.48万元，实际支出1845.62万元，预算执行率69.96%。",
        "69.96%",
    ),
    "what 其中 tells of an addition is no second one": (
        "年初预算数为1286.45万元，年中追加213.78万元，其中追加工资78.62万元、项目135.16万元，全年预算数1500.23万元。",
        "年初预算数为1286.45万元，年中追加213.78万元，全年预算数1560.23万元。",
        "1560.23万元",
    ),
    "a state beside the kinds of a list, in two measures": (
        "监测对象612户1834人，其中脱贫不稳定户218户675人，边缘易致贫户247户716人，突发严重困难户147户443人，已消除风险389户1187人。",
        "监测对象621户，其中脱贫不稳定户218户，边缘易致贫户247户，突发严重困难户147户，已消除风险389户。",
        "621户",
    ),
    "each item has a task of its own, told or not": (
        "城镇新增就业3.86万人，完成年度目标任务3.6万人的107.2%；就业困难人员就业4216人，完成目标任务的110.9%。",
        "城镇新增就业3.86万人，完成年度目标任务3.6万人的170.2%。",
        "170.2%",
    ),
    "and a budget of its own": (
        "基本支出1936.82万元，为预算1942.3万元的99.72%；项目支出927.55万元，为预算的89.95%。",
        "基本支出1936.82万元，为预算1942.3万元的97.92%；项目支出927.55万元，为预算的89.95%。",
        "97.92%",
    ),
    "two measures of one item": (
        "受理信访件412件（次），其中来信48件、来访157批次386人次、网上信访207件。",
        "受理信访件412件，其中来信48件、来访157件、网上信访270件。",
        "412件",
    ),
    "changes in the order of the states": (
        "事故24起、死亡21人、受伤9人，同比分别减少5起、4人、3人，分别下降17.2%、16.0%、25.0%。",
        "事故24起、死亡21人、受伤9人，同比分别减少5起、4人、3人，分别下降17.2%、16.0%、52.0%。",
        "下降52.0%",
    ),
    "其中 that parts an amount told before a reason": (
        "支出1845.62万元，比上年增加143.24万元，主要是新增经费110万元，同时压减一般性支出30.26万元。其中：财政拨款支出1792.35万元，其他资金支出53.27万元。",
        "支出1845.62万元。其中：财政拨款支出1792.35万元，其他资金支出35.27万元。",
        "1845.62万元",
    ),
    "a surplus has no parts": (
        "进出口总额318.6亿元，进出口顺差136.2亿元。其中对东盟进出口154.8亿元，对欧盟进出口41.7亿元。",
        "进出口总额318.6亿元，其中出口227.4亿元，进口19.2亿元。",
        "318.6亿元",
    ),
    "some are told twice, as the words say": (
        "处分374人，其中党纪处分312人、政务处分86人（同时受到党纪和政务处分的24人）。",
        "处分398人，其中党纪处分312人、政务处分68人。",
        "",
    ),
    "a mean and its part, and then those of others": (
        "农村居民人均消费支出16238元，其中食品烟酒5147元；城镇居民人均消费支出24316元，其中食品烟酒7214元。",
        "支出16238万元，其中基本支出17514万元。",
        "基本支出17514万元",
    ),
    "其中 that parts what was taken in, not what was closed": (
        "受理公益诉讼案件318件，审结207件，其中检察机关提起289件、社会组织提起29件。",
        "受理公益诉讼案件318件，其中检察机关提起389件、社会组织提起29件。",
        "",
    ),
    "a change against the month before, and one against the year before": (
        "支出863万元，环比上升9.0%，较去年同期的817万元增长5.6%。",
        "支出863万元，较去年同期的817万元增长6.5%。",
        "增长6.5%",
    ),
    "what was carried in is no rest": ("办理行政复议案件186件，审结157件（含上年结转11件）。", "办理行政复议案件186件，审结157件，尚余92件。", "92件"),
    "a rate of what another item does not tell": (
        "审查规范性文件43件；备案审查乡镇文件31件，备案率100%。",
        "应备案乡镇文件43件，备案31件，备案率79%。",
        "备案率79%",
    ),
    "how many were in time is not told": (
        "转派工单12.19万件，已办结12.03万件，按期办结率99.4%。",
        "转派工单12.19万件，已办结12.03万件，办结率89.7%。",
        "",
    ),
    "a rate of what another sentence does not tell": (
        "执结6211件。诉前调解成功4826件，诉前调解成功率69.6%。",
        "诉前调解6937件，调解成功4826件，调解成功率66.9%。",
        "",
    ),
    "some of the three public expenses": (
        "“三公”经费支出1628.9万元，其中公务接待费416.3万元、公务用车购置费237.4万元。",
        "“三公”经费支出653.7万元，其中公务接待费416.3万元、公务用车购置及运行维护费273.4万元。",
        "",
    ),
    "a debt ratio is of all that is owned": (
        "负债总额236.84万元，净资产4049.53万元，资产负债率5.53%。",
        "资产总额4286.37万元，负债总额236.84万元，资产负债率3.55%。",
        "",
    ),
    "exports are no tail of all trade": (
        "进出口总额318.6亿元，其中出口227.4亿元，进口91.2亿元。机电产品出口136.5亿元，占出口总额的60.0%。",
        "出口总额227.4亿元。机电产品出口136.5亿元，占出口总额的66.0%。",
        "66.0%",
    ),
    "a mean of one of a list, or of all": (
        "共有网格86个，专职网格员86名、兼职网格员214名，平均每个网格3.5人。",
        "共有网格86个，网格员300名，平均每个网格3.9人。",
        "3.9人",
    ),
    "main reasons of an addition": (
        "年初预算数为1286.45万元，年中追加预算213.78万元，主要是追加人员经费78.62万元、项目经费135.16万元，全年预算数1500.23万元。",
        "年初预算数为1286.45万元，年中追加预算231.78万元，全年预算数1500.23万元。",
        "1500.23万元",
    ),
    "a name that meant a budget, and then what was spent": (
        "年初预算数为1286.45万元，其中基本支出862.31万元，项目支出424.14万元。全年实际支出1462.09万元。基本支出中，人员经费801.27万元，公用经费134.82万元。",
        "全年实际支出1462.09万元，其中基本支出936.09万元，项目支出526.00万元。基本支出中，人员经费801.27万元，公用经费143.82万元。",
        "936.09万元",
    ),
    "a mark left out between two items": (
        "2021年“三公”经费支出4855万元，比上年减少433万元。其中：公车购置支出470万元，比上年减少1122万元，完成预算的98.74%公务用车运行维护费支出3758万元，"
        "比上年增加816万元；公务接待费支出627万元，比上年减少125万元；因公出国费支出0万元，比上年减少2万元。",
        "2021年“三公”经费支出4855万元，比上年减少433万元。其中：公车购置支出470万元，比上年减少1122万元；公务用车运行维护费支出3758万元，"
        "比上年增加861万元；公务接待费支出627万元，比上年减少125万元；因公出国费支出0万元，比上年减少2万元。",
        "433万元",
    ),
    "其中 behind another item": (
        "完成政府采购金额4588.76万元，节约503.13万元；土地成交11宗，其中，挂牌成交9宗，成交额3377.30万元，拍卖成交2宗，成交额4593.34万元。",
        "土地成交12宗，其中，挂牌成交9宗，拍卖成交2宗。土地成交额7790.64万元，其中，挂牌成交额3377.30万元，拍卖成交额4593.34万元。",
        "7790.64万元",
    ),
    "shares of two wholes": (
        "居住场所发生火灾22.38万起、亡1061人，分别占起数和人数的35.15%、73.63%。",
        "城镇火灾占总数的35.15%，农村火灾占总数的73.63%。",
        "",
    ),
    "examples are no list of all": (
        "管理不规范金额83035万元。具体是：4个部门无依据多申报预算资金823.6万元；12个部门涉及预算资金1.86亿元；2个单位公务用车运行费超预算6.75万元。",
        "管理不规范金额83035万元，其中多申报预算资金82823.6万元、其他211.44万元。",
        "",
    ),
}
ALL = PASSAGES | MORE


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_said_of_a_right_passage(name):
    assert alarms(ALL[name][0]) == []


@pytest.mark.parametrize("name", ALL)
def test_something_is_said_of_a_wrong_one(name):
    _, wrong, begins = ALL[name]
    said = alarms(wrong)
    assert any(begins in each for each in said), said


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        # a whole that is a part off: one was left out of it, or counted twice
        ("补助农户424户，分别为马鞍镇239户、三岔镇243户、竹园乡185户。", "424户"),
        ("补助农户823户，分别为石门镇166户、金盆镇249户、双河乡159户。", "823户"),
        ("组织进修学习225人次（省级医院104人次、市级医院183人次、线上课程121人次）。", "225人次"),
        # parts that come to more than all
        ("审计查出的84个问题中，110个已整改到位，28个正在整改。", "84个"),
        ("全市景区达到23家，其中5A级1家、4A级8家、3A级34家。", "34家"),
        # a wrong unit
        ("机关运行经费支出151.46亿元，较上年（177.23万元）减少25.76万元，降幅14.5%。", "25.76万元"),
        # a rate in one breath with its two amounts, however far off and whatever else it may be of
        ("县级资金446.17万元。水源地保护项目预算安排290.30万元，执行数290.30万元，完成预算的65%。", "65%"),
        # a small share right behind its part
        ("判处罪犯1127人，其中五年以上有期徒刑86人，占9.6%。", "9.6%"),
        # parts that no rounding and no overlap parts from their whole
        ("收入合计27395.62万元，其中：补助收入2836.10万元，占10%；其他收入15148.81万元，占55%；拨款收入9374.70万元，占34%。", "27395.62万元"),
        ("现有教师400人，其中男教师160人，占40%；女教师250人，占62.5%。", "400人"),
    ],
)
def test_what_can_be_no_accident(text, figure):
    assert any(figure in said for said in alarms(text)), alarms(text)


def test_no_passage_hides_another():
    assert len(ALL) == len(PASSAGES) + len(MORE)
