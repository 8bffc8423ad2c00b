"""Wholes and parts: what the wording ties, what it leaves open, and what is no sum."""

import pytest
from relating import alarms, ties

from gouji.relations.score import scores
from gouji.relations.sum import columns, makeup, sections, sums


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 其中 after the whole, in the sentence or at the head of the next
        ("总支出100.50万元，其中基本支出60.20万元、项目支出40.30万元。", [("100.50", "60.20", "40.30", True)]),
        (
            "年终决算数100.50万元，执行率为100%。其中，基本支出60.20万元，项目支出40.30万元。",
            [("100.50", "60.20", "40.30", True)],
        ),
        ("总支出100.50万元，其中基本支出60.20万元、项目支出40.80万元。", [("100.50", "60.20", "40.80", False)]),
        # an item's own measures are no parts
        ("共收到图斑130个，其中国家图斑56个，已整改27个；省级图斑74宗，已整改42个。", [("130", "56", "74", True)]),
        # two dimensions, each with its whole
        (
            "全市特困人员90户、120人，其中集中供养30户、50人，分散供养60户、70人。",
            [("120", "50", "70", True), ("90", "30", "60", True)],
        ),
        # the whole in parentheses' front, and a whole told in another unit
        ("规划用地247.62公顷（宝塔园区120.98公顷，高铁园区126.64公顷）。", [("247.62", "120.98", "126.64", True)]),
        ("筹集资金1.25亿元，其中财政拨款4500万元、其他资金8000万元。", [("1.25", "4500", "8000", True)]),
        # the sorts of a fleet; a list that tells an item's own parts; what is compared with is no whole
        ("公务用车保有量7辆，其中轿车2辆、越野车3辆、皮卡1辆。", [("7", "2", "3", "1", False)]),
        (
            "支出43.49万元。其中：出国费15.36万元；公务用车费18.72万元；其中：购置费0万元，运行维护费18.72万元；公务接待费9.41万元。",
            [("43.49", "15.36", "18.72", "0", "9.41", True), ("18.72", "0", "18.72", True)],
        ),
        (
            "支出决算43.49万元，完成预算58.60万元的74.2%。其中：出国费15.36万元，公务用车费18.72万元，公务接待费9.41万元。",
            [("43.49", "15.36", "18.72", "9.41", True)],
        ),
        # what is added to stands before 加, or a sentence before
        (
            "全区收入完成12.86亿元。全区收入加上级补助31.45亿元、上年结转1.37亿元，收入总计45.68亿元。",
            [("45.68", "12.86", "31.45", "1.37", True)],
        ),
        (
            "全区收入完成126.4亿元。其中：土地收入121.8亿元。加上转移性收入31.5亿元，收入合计159.7亿元。",
            [("159.7", "126.4", "31.5", False)],
        ),
        # X中，
        ("支出100万元。其他略。100万元中，人员经费70万元，公用经费30万元。", [("100", "70", "30", True)]),
        ("13个断面中，优良8个、合格4个、较差1个。", [("13", "8", "4", "1", True)]),
        # the whole after its parts
        ("高血压患者18643人、糖尿病患者5127人，两类患者合计23770人。", [("23770", "18643", "5127", True)]),
        ("非农化图斑面积386.6亩，非粮化图斑面积358.5亩（总面积745.1亩）。", [("745.1", "386.6", "358.5", True)]),
        ("满意893份、基本满意48份、不满意19份，共计960份。", [("960", "893", "48", "19", True)]),
    ],
)
def test_wholes_and_parts(text, expected):
    assert sorted(ties(sums, text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "全年支出500万元，其中教育支出120万元、卫生支出80万元等。",  # 等: others are not told
        "现有职工120人，其中党员60人、女职工75人。",  # traits overlap
        "全年开展宣传4次，发放手册8000份，共培训2000人。",  # another subject after 共
        "2023年共办理用地预审29件，完成选址3件。",
        "安排资金300万元，主要用于道路修复120万元、桥梁加固50万元。",
        "上年支出100万元，本年支出120万元。",
        "民生类支出累计78916万元。其中：教育支出21038万元；社会保障支出19874万元；卫生支出9160万元；农林水支出17025万元。",  # some
        "收入分别为4862.15万元、5317.40万元，支出分别为4798.32万元、5246.91万元，两年累计收入10179.55万元。",
        "城区学校12所，乡镇学校30所，共有教师2600人。",
        "收入1200万元，支出1100万元，其中项目支出占35%。",
        "新建公路30公里（其中硬化20公里）。",
        # what an item could get is no part of what was got
        "自评总分100分，得分96.5分，其中预算执行10分得9.7分，产出50分得48.5分，效益30分得28.8分，满意度10分得9.5分。",
        # a part of nought had a budget: it is told how much was saved of it
        "三公经费3862.14万元，比预算5120.00万元减少1257.86万元。其中：\n出国（境）经费0.00万元，比预算减少220.00万元；\n"
        "公务接待费812.46万元，比预算1500.00万元下降45.8%；\n公务用车费3049.68万元，比预算3400.00万元下降10.3%。",
        # a paragraph that tells two items
        "三公经费支出预算为15.00万元，支出决算为9.36万元，其中：\n因公出国（境）费支出决算为0万元。\n公务接待费支出决算为5.02万元。\n"
        "公务用车购置费支出决算为0万元。公务用车运行维护费支出决算为4.34万元。",
        # “三公”经费支出决算中 names the whole, not the item whose 支出决算 stands nearest
        "“三公”经费支出预算为15.00万元，支出决算为9.36万元，其中：公务接待费支出决算为5.02万元。公务用车运行维护费支出决算为4.34万元。\n"
        "2022年度“三公”经费支出决算中，公务接待费支出决算5.02万元，占53.63%，公务用车费支出决算4.34万元，占46.37%。",
        # an item with a name of its own is no total of the items after it
        "粮食总产量29.84万吨，增长0.7%。油料产量2.15万吨，下降1.3%；蔬菜产量31.6万吨，增长3.8%。",
        # ranks are told of the same people
        "教职工1286人，其中专任教师918人、教授132人、副教授287人。",
        # the second are among the first
        "签约项目46个，总投资112.35亿元，其中：亿元以上项目28个，总投资104.60亿元；5亿元以上项目7个，总投资52.1亿元。",
        # one counter for two things: places, and what they hold
        "新增泊位4280个，其中公共停车场8个2160个泊位，道路泊位2120个。",
        # what is told before the list is one of its items, and nought
        "三公经费中，因公出国（境）费支出0万元，占0%；公务接待费支出4.69万元。\n1.因公出国（境）费支出0万元。\n2.公务用车购置及运行维护费支出26.58万元。\n3.公务接待费支出4.69万元。",
    ],
)
def test_what_only_looks_like_a_sum_raises_no_alarm(text):
    assert alarms(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "总支出5297.90万元，其中基本支出3074.84万元、项目支出2232.06万元。",
        "财政拨款收入1200.00万元、其他收入300.00万元，合计1600.00万元。",
        "满意893份、基本满意48份、不满意19份，共计950份。",
        "规划用地247.62公顷（宝塔园区120.98公顷，高铁园区162.64公顷）。",
    ],
)
def test_a_whole_that_is_not_its_parts_is_an_alarm(text):
    assert len(alarms(text)) == 1


def test_rounded_parts_may_miss_their_whole_by_the_last_digit_only():
    assert alarms("总支出100.01万元，其中基本支出60.20万元、项目支出39.80万元。") == []
    assert len(alarms("总支出100.05万元，其中基本支出60.20万元、项目支出39.80万元。")) == 1


def test_trailing_zeros_dropped_beside_decimals_are_precise():
    assert len(alarms("总支出100.4万元，其中基本支出60万元、项目支出40万元。")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲支出40万元，占40.0%；乙支出60万元，占60.0%。", [("60.0", "40.0", True)]),
        (
            "按业态分：汽车31.2%，家电26.5%，餐饮22.4%，百货14.8%，文旅5.1%。",
            [("5.1", "31.2", "26.5", "22.4", "14.8", True)],
        ),
        (
            "按业态分：汽车31.2%，家电26.5%，餐饮22.4%，百货14.8%，文旅7.1%。",
            [("7.1", "31.2", "26.5", "22.4", "14.8", False)],
        ),
        ("办结率95%；满意率98%。", []),
    ],
)
def test_shares_of_one_whole(text, expected):
    assert ties(makeup, text) == expected


def test_columns_of_a_list_by_place():
    text = "全市到位资金30.0万元，核拨24.0万元。甲县到位12.0万元，核拨9.0万元；乙县到位18.0万元，核拨15.0万元。"
    assert ties(columns, text) == [("30.0", "12.0", "18.0", True), ("24.0", "9.0", "15.0", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "职工医保收入21.35亿元，支出17.62亿元；居民医保收入24.18亿元，支出23.94亿元。两项基金合计收入45.53亿元、支出41.56亿元。",
            [("45.53", "21.35", "24.18", True), ("41.56", "17.62", "23.94", True)],
        ),
        (
            "支出总计100.00万元。包括：\n1.本年支出合计80.00万元。\n2.结余分配5.00万元。\n3.年末结转15.00万元。",
            [("100.00", "80.00", "5.00", "15.00", True)],
        ),
        (
            "本年支出合计50.00万元，具体如下：\n1.一般公共预算财政拨款本年支出30.00万元。\n2.政府性基金预算财政拨款本年支出20.00万元。",
            [("50.00", "30.00", "20.00", True)],
        ),
    ],
)
def test_totals_over_items_before_and_paragraphs_after(text, expected):
    assert set(expected) <= set(ties(sections, text))


def test_scores_of_a_form():
    text = "数量指标（满分40分，自评39分）。质量指标（满分30分，自评30分）。效益指标（满分30分，自评28.5分）。本项目满分100分，自评总得分97.5分。"
    assert ties(scores, text) == [("100", "40", "30", "30", True), ("97.5", "39", "30", "28.5", True)]
    assert ties(scores, text.replace("97.5", "95.7"))[1][-1] is False


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        # a parenthesis of named items alone, one figure each, is all of what stands before it; of a change too
        ("落实粮食面积48.3万亩（早稻21.6万亩，中稻14.8万亩，旱粮11.9万亩）。", 0),
        ("落实粮食面积48.3万亩（早稻21.6万亩，中稻14.8万亩，旱粮11.6万亩）。", 1),
        ("面积减少2800亩（修路1150亩、还林890亩、建设670亩）。", 1),
        ("全院有职工300人（女120人，党员90人）。", 0),  # traits overlap
        # 其中 tells the largest, and no slip explains the rest
        ("肉类总产量4.83万吨，其中猪肉3.26万吨、牛肉0.38万吨、羊肉0.41万吨、禽肉0.71万吨。", 0),
        # who pays: all of them
        ("总投资7800万元，资金来源为中央4160万元、省级2340万元、县级1300万元。", 0),
        ("总投资7800万元，资金来源为中央4160万元、省级2340万元、县级1030万元。", 1),
        # a total under a name of its own, one slip away from what stands right before it
        ("普通高中9216人，初中17843人，小学36520人，中小学合计63579人。", 0),
        ("普通高中9216人，初中17843人，小学36520人，中小学合计63597人。", 1),
        # n items named, or counted
        ("汀洲402起、连口268起、上坪217起，两个主城区（汀洲、连口）合计670起。", 0),
        ("汀洲402起、连口268起、上坪217起，两个主城区（汀洲、连口）合计760起。", 1),
        ("城关镇2186万元、柳河镇1340万元、白沙镇905万元，三镇合计4431万元。", 0),
        ("城关镇2186万元、柳河镇1340万元、白沙镇905万元，三镇合计4331万元。", 1),
        # one amount of the total's unit in each item
        ("低保1423户，发放1685.40万元；特困1092人，支出1318.65万元；临时救助2340人次421.86万元。三项合计3425.91万元。", 0),
        ("低保1423户，发放1685.40万元；特困1092人，支出1318.65万元；临时救助2340人次421.86万元。三项合计3452.91万元。", 1),
        # W分得S分: what was scored
        ("投入15分得14.5分，过程25分得23.2分，产出60分得57.1分，共得94.8分。", 0),
        ("投入15分得14.5分，过程25分得23.2分，产出60分得57.1分，共得98.4分。", 1),
        # a whole of another kind of amount, far off, is none
        ("发放补贴，支出193.29万元。本年支出如下，其中：基本支出42584538.44元，项目支出33491884.38元。", 0),
    ],
)
def test_lists_that_are_all_of_their_whole(text, failing):
    assert len(alarms(text)) == failing


@pytest.mark.parametrize(
    "text",
    [
        # an amount between the whole and 其中, or the first of several amounts before it
        "收入完成74600万元，占调整预算74000万元的100.8%。其中：税收收入49236万元，占66%；非税收入25364万元，占34%。",
        "年初预算28463.50万元，追加6999.21万元，全年预算35462.71万元。其中：\n——基本支出预算9687.20万元；\n——项目支出预算25775.51万元。",
        # what is told beside a sum is no sum
        "通村道路计1050.60万元；村内道路计1250.54万元；两项合计2301.14万元，加上监理费1.86万元。",
        "供水932件、物业871件、报酬640件、道路518件、噪声466件为前5位，排前5位的依次为：供水932件、物业871件、报酬640件、道路518件、噪声466件，5类问题合计3427件。",
    ],
)
def test_parts_that_make_another_amount_to_the_last_digit_are_its_parts(text):
    assert alarms(text) == []


def test_parts_that_make_no_amount_near_them_miss_their_whole():
    assert len(alarms("收入完成74700万元，其中：税收收入49236万元，占66%；非税收入25364万元，占34%。")) >= 1


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        # the list is as long as a number beside the whole says
        ("治理中小河流3条26.8公里，其中白水河11.3公里、青江9.7公里、龙溪河5.8公里。", 0),
        ("治理中小河流3条36.8公里，其中白水河11.3公里、青江9.7公里、龙溪河5.8公里。", 1),
        ("治理中小河流8条36.8公里，其中白水河11.3公里、青江9.7公里、龙溪河5.8公里。", 0),
        # the shares of its parts come to 100%
        ("处理垃圾47.8万吨，其中焚烧39.5万吨，占82.6%；填埋8.3万吨，占17.4%。", 0),
        ("处理垃圾49.8万吨，其中焚烧39.5万吨，占82.6%；填埋8.3万吨，占17.4%。", 1),
        # so little is left that no part can be
        ("支出4126.70万元。其中：道路1380.50万元，装备1025.20万元，护林员1296.00万元，宣传215.00万元，监测210.00万元。", 0),
        ("支出4126.70万元。其中：道路1380.50万元，装备1025.20万元，护林员1296.00万元，宣传215.09万元，监测210.00万元。", 1),
        # lines up to the one that begins with 其他; lines that differ in what rose and what fell are lines all the same
        ("税收收入24597万元：\n增值税3285万元，同比下降4.6%\n营业税8934万元，同比增长11.0%\n契税7371万元，同比增长2.4%\n其他各税5007万元\n非税收入7243万元", 0),
        ("税收收入24597万元：\n增值税3285万元，同比下降4.6%\n营业税8934万元，同比增长11.0%\n契税7371万元，同比增长2.4%\n其他各税5207万元\n非税收入7243万元", 1),
        # X中 names the whole without a mark
        ("基本支出500.00万元，项目支出300.00万元。基本支出中人员经费420.00万元，公用经费80.00万元。", 0),
        ("基本支出500.00万元，项目支出300.00万元。基本支出中人员经费420.00万元，公用经费88.00万元。", 1),
        # scores under a total that is called nothing more than that
        ("自评得分95.2分。其中：决策15分得15分；过程20分得18.6分；产出35分得33.6分；效益30分得28分。", 0),
        ("自评得分95.2分。其中：决策15分得15分；过程20分得18.6分；产出35分得33.6分；效益30分得27分。", 1),
        ("自评总分100分，得分96.5分，其中投入15分得9.7分，产出50分得48.5分，效益30分得28.8分，满意度10分得9.5分。", 1),
    ],
)
def test_signs_that_a_list_is_all_of_its_whole(text, failing):
    assert bool(alarms(text)) == bool(failing)


def test_an_item_that_is_called_an_improvement_is_a_part():
    """绿色储粮功能提升11个 counts projects; where their money makes its whole, so must their number."""
    text = "安排项目23个，下达资金12846万元，其中标准粮仓6个7420万元、绿色储粮功能提升11个3186万元、保障中心8个2240万元。"
    assert len(alarms(text)) == 1
    assert alarms(text.replace("23个", "25个")) == []


def test_what_is_added_up_is_held_against_its_parts_though_another_amount_fits_them():
    text = "年终决算数5297.90万元。其中，基本支出3074.84万元，项目支出2223.06万元，本次自评金额共计5296.90万元。"
    assert any("各部分之和" in alarm for alarm in alarms(text))


def test_the_largest_of_many_are_no_parts_of_another_amount():
    text = (
        "人工造林2.35万亩。人工造林中，乔木林1.52万亩，灌木林0.83万亩。\n"
        "人工造林面积居前的3个乡镇是：炭山乡6240亩、寨科乡4915亩、官厅镇4380亩，合计占全县人工造林面积的66.1%。"
    )
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        ("实有人员87人，其中公务员21人，事业人员62人，工勤人员4人。", 0),
        ("实有人员87人，其中公务员21人，事业人员52人，工勤人员4人。", 1),
        ("公务用车保有量8辆，分别为局机关3辆、县一中2辆、职业中学2辆、教研室1辆。", 0),
        ("公务用车保有量9辆，分别为局机关3辆、县一中2辆、职业中学2辆、教研室1辆。", 1),
        ("基本支出15742.91万元，具体为工资福利支出12306.44万元，对个人和家庭补助支出1687.50万元，商品和服务支出1748.97万元。", 0),
        ("基本支出15742.91万元，具体为工资福利支出12306.44万元，对个人和家庭补助支出1867.50万元，商品和服务支出1748.97万元。", 1),
        ("全年办理案件120件，分别为甲所43件、乙所30件等。", 0),
    ],
)
def test_lists_that_tell_each_part(text, failing):
    assert len(alarms(text)) == failing


@pytest.mark.parametrize(("shares", "failing"), [("33.3：33.4：33.3", 1), ("33.3：37.4：33.3", 2)])
def test_shares_of_a_structure_that_make_100_percent(shares, failing):
    text = f"生产总值213.62亿元，其中第一产业71.20亿元、第二产业71.20亿元、第三产业71.22亿元。三次产业结构为{shares}。"
    assert len(alarms(text)) == failing


def test_what_stands_behind_a_parenthesis_is_no_part_of_what_it_holds():
    assert alarms("年初预算1126.48万元，年中追加（含上年结转18.30万元）214.06万元，调整后全年预算数为1340.54万元。") == []


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        # one digit or a swap keeps the list from its whole: it is all of it
        ("全年受理咨询846件，其中热线591件，窗口215件。", 1),
        ("全年受理咨询806件，其中热线591件，窗口215件。", 0),
        ("栽种苗木8754株，其中香樟5128株、银杏2426株、桂花800株。", 1),
        ("种植面积32.5公顷，完成计划的100%。其中果树20.4公顷、茶叶4.1公顷。", 1),
        ("种植面积32.5公顷，完成计划的100%。其中果树28.4公顷、茶叶4.1公顷。", 0),
        ("技术岗位158人，其中正高9人、副高47人、中级85人、初级57人，高级职称占28.3%。", 1),
        # what follows the list behind another mark is none of it
        ("抽检样品6250批，其中省级640批、市级1550批、县级3760批，检出不合格119批。", 1),
        ("抽检样品6250批，其中省级640批、市级1850批、县级3760批，检出不合格119批。", 0),
        # 按…分 parts what its sentence began with
        ("消费品零售额46.91亿元，下降2.8%。按地域分，城镇38.07亿元，乡村13.84亿元。", 1),
        ("拨付资金4690.32万元，按单位分：局机关3705.77万元、种苗站618.40万元、林场966.15万元。", 1),
        # a kind may be untold: what is left has more digits, or the last place alone, or is round as all are
        ("栽种苗木8754株，其中香樟5128株、银杏2426株、桂花763株。", 0),
        ("产量4.83万吨，其中苹果3.26万吨、梨0.75万吨、桃0.75万吨。", 0),
        ("栽种苗木8700株，其中香樟5000株、银杏3500株。", 0),
        ("栽种苗木875株，其中香樟512株、银杏343株等。", 0),
        ("栽种苗木875株，主要是香樟512株、银杏343株。", 0),
        # traits overlap, steps hold one another, and a number beside the whole says that there are more
        ("在校教师846人，其中女教师591人，党员215人。", 0),
        ("老年人846人，其中70岁以上591人，80岁以上215人。", 0),
        ("整治河道9条36.8公里，其中甲河11.3公里、乙河9.7公里、丙河5.8公里。", 0),
        # of what the comparand of the whole's share is, the list may be
        ("已完工263个，占安排数的63.8%。其中产业类187个、道路类146个。", 0),
    ],
)
def test_one_digit_tells_that_a_list_is_all_of_its_whole(text, failing):
    assert bool(alarms(text)) == bool(failing)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        # 其中 opens a paragraph: of what one before begins with
        (
            "2023年“三公”经费决算为11.25万元，完成预算89.29%。决算数小于预算数12.60万元，是因为从严接待。\n其中：因公出国（境）费0万元；公务用车运行维护费7.34万元；公务接待费3.91万元。",
            "7.34",
            "7.74",
        ),
        ("全年支出1286.40万元，比上年增长3.1%。\n其中：基本支出842.15万元，项目支出444.25万元。", "842.15", "842.95"),
        # what was left the year before is a part as any; what is left at the end closes a total
        ("收入总量48.36亿元，其中：地方收入15.42亿元，上级补助24.18亿元，债务转贷4.85亿元，上年结余1.06亿元，调入资金2.49亿元，动用基金0.36亿元。", "48.36", "48.86"),
        ("支出总计17.83亿元，其中本级支出14.75亿元、调出资金1.90亿元、债务还本0.78亿元、年终结余0.40亿元。", "0.40", "0.90"),
        # 加上 with no name: to what its sentence tells, or the one before
        ("收入预算数为9.85亿元，实际完成9.97亿元，比上年9.62亿元增长3.6%，加上上级补助14.08亿元、调入资金0.36亿元，收入合计24.41亿元。", "14.08", "14.98"),
        ("县级收入完成9.97亿元。加上上级补助14.08亿元、调入资金0.36亿元，收入合计24.41亿元。", "24.41", "24.71"),
        # that the parts make another amount told elsewhere clears nothing where the list stands right behind its whole
        ("非税收入7243万元，占22.7%，其中专项收入1068万元，行政性收费2390万元，罚没收入1571万元，资源收入2214万元。\n二、问题\n非税入库7243万元，偏高。", "7243", "7643"),
    ],
)
def test_a_wrong_digit_is_seen_wherever_the_whole_is_told(text, right, wrong):
    assert alarms(text) == []
    assert alarms(text.replace(right, wrong, 1)) != []


def test_items_of_a_list_that_fails_are_no_lists_of_their_own():
    told = alarms("收入总量48.86亿元，其中：地方收入15.42亿元，上级补助24.18亿元，债务转贷4.85亿元，上年结余1.06亿元，调入资金2.49亿元，动用基金0.36亿元。")
    assert len(told) == 1
    assert told[0].startswith("收入总量48.86亿元")


@pytest.mark.parametrize(
    "text",
    [
        "全年支出1286.40万元，比上年增长3.1%。\n其中：教育支出842.15万元，农业支出214.30万元。",
        "年初预算1310.00万元。\n其中：基本支出842.15万元，项目支出444.25万元，比预算少23.60万元。",
    ],
)
def test_parts_of_a_paragraph_of_their_own_need_not_be_all(text):
    assert alarms(text) == []
