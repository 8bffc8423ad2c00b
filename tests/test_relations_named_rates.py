"""Rates whose part and base stand elsewhere, and shares of several items together."""

import re

import pytest
from relating import alarms, reading

from gouji.relations import propose

RULES = ("ratio.evident", "ratio.evident_rate", "ratio.evident_rest", "ratio.evident_both", "ratio.sum_share")


def holding(text):
    """The shares and rates found beside those that words tie: the rule's last word and the figures' numbers, the rate first."""
    told = reading(text)
    found = propose(told.document, [m.figure for m in told.mentions], told).items
    return [(tie.rule.split(".")[1], *(f.number for f in tie.figures)) for tie in found if tie.holds and tie.rule in RULES]


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        # the part and the base under their names, a chapter back
        (
            "2022年收入624.66万元，其中拨款503.26万元、基金121.40万元。当年支出606.18万元，结转18.48万元。\n二、自评\n预算执行率为97.04%。",
            ("evident_rate", "97.04", "606.18", "624.66"),
        ),
        (
            "推广经费预算74.00万元，租赁费预算220.00万元。\n推广经费支出52.36万元，租赁费支出215.80万元。\n三、不足\n推广经费执行率只有70.76%。",
            ("evident", "70.76", "52.36", "74.00"),
        ),
        # who failed alone is told
        ("食品抽检250批次，不合格2批次，抽检合格率99.2%。", ("evident_rest", "99.2", "2", "250")),
        ("全年检查企业640家次，未达标企业16家次，达标率97.5%。", ("evident_rest", "97.5", "16", "640")),
        # of both, by the name in full or in short
        ("普通高中招生41386人、中职招生26450人，中职招生占高中阶段招生的39.0%。", ("evident_both", "39.0", "26450", "41386")),
        ("初中毕业生升入普通高中2786人、中职1902人，升学人数中普高占59.4%。", ("evident_both", "59.4", "2786", "1902")),
        # an item's, by its name, of what an earlier line tells of it
        ("沙溪乡任务17户，竣工14户，拨付31.2万元。\n三渡乡任务24户，竣工19户。\n进度较慢的有沙溪乡82.4%、三渡乡79.2%。", ("evident_rate", "79.2", "19", "24")),
        # several together: right before, by name, the first of a list, and of a whole right before 的
        ("项目支出957000元，分别是采风320000元、进村210000元和展厅132000元，合计占项目支出的69.17%。", ("sum_share", "69.17", "320000", "210000", "132000", "957000")),
        ("全年处理事故76起。小型客车29起，货车18起，摩托车15起，农用车9起，其他5起。摩托车和农用车合计占31.6%。", ("sum_share", "31.6", "15", "9", "76")),
        ("全县申请1362台套，双山镇246台套、前进镇231台套、长青乡205台套、临江乡178台套，前三个乡镇占全县申请量的50.1%。", ("sum_share", "50.1", "246", "231", "205", "1362")),
        ("甲、乙两县分别欠拨1219万元、1255万元，合计占全市欠拨总额5164万元的47.9%。", ("sum_share", "47.9", "1219", "1255", "5164")),
    ],
)
def test_a_rate_of_what_is_told_elsewhere(text, tie):
    assert tie in holding(text)


@pytest.mark.parametrize(
    "text",
    [
        "开工率96%。\n全年接待来访50人，办理来信48件。\n开支12万元。",  # two digits and no name
        "甲镇到位120万元，乙镇到位300万元。\n丙镇满意度40%。",
        "检查40家，不合格2家，整改率80%。",  # no rest of that name
        "沙溪乡任务17户，竣工14户。\n三渡乡任务24户，竣工19户。\n进度较慢的有新田乡82.4%。",  # of another item
        "A县支出120万元、B县支出80万元，C县占全市的16.7%，全市1200万元。",  # of another
    ],
)
def test_a_rate_of_nothing_told(text):
    assert holding(text) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            "甲、乙两县分别欠拨1219万元、1255万元，合计占全市欠拨总额5164万元的47.9%。",
            "甲、乙两县分别欠拨1219万元、1225万元，合计占全市欠拨总额5164万元的47.9%。",
        ),
        (
            "全市申请2100台套，其中东山镇846台套、南河镇531台套、西乡205台套，东山和南河两镇合计占全市申请2100台套的65.57%。",
            "全市申请2100台套，其中东山镇846台套、南河镇531台套、西乡205台套，东山和南河两镇合计占全市申请2100台套的67.55%。",
        ),
    ],
)
def test_a_wrong_share_of_several_fails(right, wrong):
    assert alarms(right) == []
    assert alarms(wrong) != []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # a comparand behind the reason opens the subject's own change again
        ("公务接待费支出决算为21.54万元，小于预算数的主要原因是严控标准，与上年相比减少6.43万元，减少{22.99|29.85}%。", 1),
        ("会议费支出18.20万元，主要原因是会期压缩，比上年减少1.80万元，下降{9.00|9.89}%。", 1),
        # a stage that words name
        ("已开工63个，开工率100%；已完工51个，完工率81.0%；已验收46个，占完工项目的{90.2|73.0}%。", 1),
        ("立项40个，已招标36个，完成建设27个，占已招标项目的{75|67.5}%。", 1),
        # each of what an earlier paragraph gives it
        (
            "（一）福利彩票公益金616.18万元，用于福利院。\n（二）体育彩票公益金652.27万元，用于场馆。\n"
            "福利彩票公益金支出508.66万元、体育彩票公益金支出578.73万元，执行率分别为{82.6%和88.7|88.7%和82.6}%。",
            2,
        ),
        # the parts of a proportion
        ("总产值12.64亿元，其中第一产业5.13亿元、第二产业4.37亿元、第三产业3.14亿元，三次产业比为40.6:34.6:{24.8|28.4}。", 2),
        # an amount in another unit than price and number make
        ("补贴按每亩89.5元发放，补贴面积41.27万亩，发放资金{3693.67万元|3693.67元}。", 1),
    ],
)
def test_what_words_name_is_asked(text, wrong):
    right, other = (re.sub(r"\{([^|]*)\|([^}]*)\}", rf"\{k}", text) for k in (1, 2))
    assert alarms(right) == []
    assert len(alarms(other)) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "公用经费支出21.54万元，主要原因是水电费减少6.43万元，下降40.10%。",  # the reason's own change
        "公用经费支出21.54万元，主要原因是办公费比上年减少6.43万元，下降40.10%。",
        "福利院建设资金616.18万元，体育场馆资金652.27万元。\n培训费支出508.66万元、会议费支出578.73万元，执行率分别为88.7%和82.6%。",
        "工程用料配比为1:2:3，全年用水泥300吨、砂600吨、石900吨。",
        "立项40个，已开工20个、本月开工6个，验收10个，占开工项目的38.5%。",  # which of the two is not told
        "按每亩89.5元补贴，补贴面积41.27万亩，其他支出12.5万元。",
    ],
)
def test_what_words_leave_open_is_not(text):
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "base"),
    [
        # 49236 of 74600 rounds to 66%; of 74000 it is 66.54%, which would have to be cut off
        ("全县收入预算74000万元，完成74600万元。其中税收收入49236万元，占66%；非税收入25364万元，占34%。", "74600"),
        ("全县收入预算74000万元，完成74600万元。其中税收收入49236万元，占66%。", "74600"),
        ("全县收入74000万元，其中税收收入49236万元，占66%。", "74000"),  # cut off, where nothing else is told
    ],
)
def test_a_base_that_a_share_rounds_to_stands_before_one_that_it_is_cut_off_at(text, base):
    told = reading(text)
    ties = propose(told.document, [m.figure for m in told.mentions], told).items
    assert [tie.operands[-1].number for tie in ties if tie.holds and tie.stated.number == "66" and tie.kind == "ratio"] == [base]
