"""Orders of several figures, and levels that figures are held against."""

from __future__ import annotations

import pytest
from relating import reading

from gouji.relations.order import comparisons, levels, named_ones, orders


def told(kind, text: str) -> list[tuple]:
    return [
        (r.stated.number, r.comparator, *(figure.number for figure in r.operands), r.holds)
        for r in kind.propose(reading(text))
    ]


LINES = "\n".join(
    [
        "古渡县  到位6210万元  已拨5962万元  拨付率96.01%",
        "云麓县  到位5730万元  已拨5443万元  拨付率94.99%",
        "桑溪县  到位5480万元  已拨5480万元  拨付率100%",
        "凤岭县  到位4365万元  已拨3536万元  拨付率81.01%",
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # ranked lists
        (
            "居前三位的是甲镇、乙镇和丙镇，分别为2186万元、1340万元、905万元，三镇合计4431万元。",
            [("2186", ">=", "1340", True), ("1340", ">=", "905", True)],
        ),
        (
            "由高到低依次为教育4127万元、农林水3364万元、社保3891万元。",
            [("4127", ">=", "3364", True), ("3364", ">=", "3891", False)],
        ),
        ("排名前三的村为甲村、乙村、丙村，共获奖补资金60万元，其中甲村30万元、乙村20万元。", []),
        # the most of parallel segments
        (
            "一季度463起，占全年的33.5%，各季度里最多；二季度294起；三季度246起；四季度481起。",
            [("463", ">=", "294", True), ("463", ">=", "246", True), ("463", ">=", "481", False)],
        ),
        ("全年检查463次，其中夜间最多的一次为12小时；培训294次；演练246次。", []),
        # extremes told with their figures
        ("支付率最高的甲县为98.2%，最低的乙县为68.1%。", [("98.2", ">", "68.1", True)]),
        ("办结率最高的是甲县，为91.2%，最低的是乙县，为93.4%。", [("91.2", ">", "93.4", False)]),
        # the turns of a series
        (
            "2019年起诉865人，2020年受疫情影响降为782人，2021年回升到912人。",
            [("782", "<", "865", True), ("912", ">", "782", True)],
        ),
        ("2019年起诉865人，2020年降为882人。", [("882", "<", "865", False)]),
        ("城镇居民收入3万元，农村居民收入升至2万元。", []),  # of no two times
    ],
)
def test_orders(text, expected):
    assert told(orders, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            LINES + "\n拨付率在95%以上的有古渡、云麓、桑溪3个县。",
            [("96.01", ">=", "95", True), ("94.99", ">=", "95", False), ("100", ">=", "95", True)],
        ),
        (
            "甲镇48.5万元，丙镇91.2万元，丁镇62.6万元。其中丙镇、丁镇2个镇均超过70万元。",
            [("91.2", ">", "70", True), ("62.6", ">", "70", False)],
        ),
        ("支付率在90%以上的项目有道路建设、水利工程2个。", []),  # their rates are not told
        (
            LINES + "\n古渡、桑溪2县拨付率高于96%，请继续保持。",
            [("96.01", ">", "96", True), ("100", ">", "96", True)],
        ),
        (LINES + "\n古渡、凤岭2县拨付率不足96%。", [("81.01", "<", "96", True)]),  # it raises no alarm of 古渡
    ],
)
def test_each_one_that_is_named(text, expected):
    assert told(named_ones, text) == expected


def test_the_lowest_is_its_own_line_and_below_the_others():
    text = LINES + "\n4个县中，凤岭县最低，为81.10%。"
    assert told(orders, text) == [("81.10", "=", "81.01", False), ("81.10", "<=", "94.99", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("护理型床位占54.6%，高出省定50%的要求4.6个百分点。", [("54.6", ">", "50", True)]),
        ("护理型床位占54.6%，高出省定55%的要求。", [("54.6", ">", "55", False)]),
        ("违法占用耕地占5.96%，没有碰到15%的问责线。", [("5.96", "<", "15", True)]),
        # were it a distance, the task would be below nothing
        ("落实面积48.3万亩（早稻21.6万亩，中稻14.8万亩），超出市下达任务48.8万亩。", [("48.3", ">", "48.8", False)]),
        ("落实面积48.3万亩，超出市下达任务2.1万亩。", []),
        # a share under a rate
        (
            "财政总收入48236万元，一般公共预算支出203458万元。财政总收入不到一般公共预算支出的25%。",
            [("25", ">", "48236", "203458", True)],
        ),
        ("收入12.5亿元，超过年初预算0.8亿元，超收部分补充预算稳定调节基金0.8亿元。", []),
    ],
)
def test_levels(text, expected):
    assert told(levels, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出占比62.4%，短序时4.3个百分点。（序时进度为66.7%）", [("62.4", "<", "66.7", True)]),
        ("执行率70.2%，低于序时进度2.9个百分点，序时进度为66.7%。", [("70.2", "<", "66.7", False)]),
        (
            "增长9.6%，增速比全市（8.1%）高1.5个百分点。",
            [("9.6", ">", "8.1", True)],
        ),
    ],
)
def test_what_stands_apart(text, expected):
    assert told(comparisons, text) == expected
