"""Which figures side by side are one quantity in two units, and whether they agree."""

from __future__ import annotations

import pytest

from gouji import document, figures
from gouji.relations.change import conversions
from gouji.relations.common.reading import read


def told(text: str) -> list[tuple]:
    loaded = document.load(text.encode())
    found = conversions.propose(read(loaded, figures.find(loaded)))
    return [(r.operands[0].text, r.stated.text, r.holds) for r in found]


@pytest.mark.parametrize(("text", "expected"), [
    ("完成土地出让供地166680.3平方米(约250亩)，收入可观。", [("166680.3平方米", "约250亩", True)]),
    ("完成土地出让供地166680.3平方米(约350亩)，收入可观。", [("166680.3平方米", "约350亩", False)]),
    ("划拨供地105902.09平方米（约158.85亩）。", [("105902.09平方米", "约158.85亩", True)]),
    ("划拨供地105902.09平方米（约158.58亩）。", [("105902.09平方米", "约158.58亩", False)]),
    ("新增林地3.6万亩（2400公顷），涉及9个乡镇。", [("3.6万亩", "2400公顷", True)]),
    ("造林32460亩（折合3246.00公顷），其中人工造林14820亩。", [("32460亩", "3246.00公顷", False)]),
    ("下达资金9800万元，折合0.98亿元。", [("9800万元", "0.98亿元", True)]),
    ("下达资金9800万元，折合9.8亿元。", [("9800万元", "9.8亿元", False)]),
    ("粮食总产31.74亿斤（折合158.7万吨）。", [("31.74亿斤", "158.7万吨", True)]),
    ("惠及群众1.2万人（12034人）。", [("1.2万人", "12034人", True)]),
    ("示范片亩产528.4公斤，折合每公顷7926公斤。", [("528.4公斤", "7926公斤", True)]),
    ("示范片亩产528.4公斤，折合每公顷7296公斤。", [("528.4公斤", "7296公斤", False)]),
    ("平均产量7926公斤/公顷（528.4公斤/亩）。", [("7926公斤/公顷", "528.4公斤/亩", True)]),
    ("低保标准为483元/月（即5796元/年）。", [("483元/月", "5796元/年", True)]),
    ("低保标准为483元/月（即5769元/年）。", [("483元/月", "5769元/年", False)]),
    ("占用耕地3000亩，即200公顷。", [("3000亩", "200公顷", True)]),
    # 667 square metres to the mu is common usage, no error
    ("出让面积2112279.6平方米（3166.836亩）。", [("2112279.6平方米", "3166.836亩", True)]),
    ("修建渠道12.6公里（12600米），投资80万元。", [("12.6公里", "12600米", True)]),
])
def test_apposition(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize("text", [
    "规划用地247.62公顷（其中宝塔园区1209亩）。",
    "完成供地166680.3平方米（含道路用地30亩）。",
    "整治土地500公顷（水田3000亩）。",
    "下达资金1.2亿元（中央资金9000万元）。",
    "投入资金1.2亿元，支付8000万元。",
    "涉及3个县（12家企业）。",
    "优良率92.1%（上年90.4%）。",
    "新建水池5座（120立方米）。",
    "收回外资120万美元（约合人民币860万元）。",
    "完成造林3200亩（3000亩）。",
    "合计3000亩、200公顷的两块地。",
    "其中水田1200亩、旱地1800亩，合计200公顷。",
    "标准由5268元提高到5796元。",
    "接待12批次、1.2万人次（1.3万人）。",
    "改造管网30公里（2500米主管道已完工）。",
])
def test_no_conversion(text):
    assert told(text) == []
