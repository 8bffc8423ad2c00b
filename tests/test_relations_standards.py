"""Figures held against what stands right behind them, and lists on one side of a level."""

from __future__ import annotations

import pytest
from relating import alarms, of_rules, ties

from gouji.relations.order import comparisons, levels, standards


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未结案中民商事案件占65.75%，超过六成。", [("65.75", "六", True)]),
        ("农用车肇事合计占31.6%，近三分之一。", [("31.6", "三分之一", True)]),
        ("普惠园占87.0%（接近九成）。", [("87.0", "九", True)]),
        ("民生支出占57.4%，超过六成。", [("57.4", "六", False)]),
        ("增长5.2%，近七成企业盈利。", []),  # seven in ten of another thing
        ("服务对象满意度95.1%，达到90%以上的目标值。", [("95.1", "90", True)]),
        ("设备完好率88.1%，达到90%以上的要求。", [("88.1", "90", False)]),
        ("优良率97%，出勤率达到90%以上的目标。", []),  # another rate
        ("能耗下降11.3%，完成“十四五”目标11%。", [("11.3", "11", True)]),
        ("产值增长5.1%，完成目标82%。", []),  # how much of it was done
        ("满意度94.84%，目标值为≥90%。", [("94.84", "90", True)]),
        ("满意度84.84%，目标值为≥90%，未达到。", []),  # as it says
        ("港口吞吐量1.06亿吨，首次突破1亿吨。", [("1.06", "1", True)]),
        ("地区生产总值98.6亿元，突破100亿元。", [("98.6", "100", False)]),
        ("新增企业86家，总产值突破100亿元。", []),
        (
            "全州拨付率91.5%，支出率75.00%。支出率低于全州水平的有2个：白水县68.30%、南屏市71.42%。",
            [("68.30", "75.00", True), ("71.42", "75.00", True)],
        ),
        ("竣工率90.2%；低于全县平均水平的有沙溪乡82.4%、三渡乡79.2%，请抓紧。", [("82.4", "90.2", True), ("79.2", "90.2", True)]),
        (
            "全县8个乡镇中，人口超过5万人的有2个，分别是城关镇148206人、白沙镇62315人，合计210521人。",
            [("148206", "5", True), ("62315", "5", True)],
        ),
        (
            "全县8个乡镇中，人口超过5万人的有2个，分别是城关镇148206人、白沙镇42315人。",
            [("148206", "5", True), ("42315", "5", False)],
        ),
        ("低于全县平均水平的有沙溪乡、三渡乡。", []),
    ],
)
def test_what_stands_right_behind(text, expected):
    assert ties(standards, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("污水处理设施覆盖率73.9%，高于全省平均水平62.5%。", [("73.9", "62.5", True)]),
        ("巩固率96.7%，较上年的96.2%提高0.5个百分点，高于市定目标95%。", [("96.7", "95", True)]),
        ("行道树成活率97.0%，高于年初设定的95%。", [("97.0", "95", True)]),
        ("图书差错率0.3%，低于目标0.5%。", [("0.3", "0.5", True)]),
        ("脱贫户收入增长17.4%，高于全县农民收入增幅8.9%。", [("17.4", "8.9", True)]),
        ("用水量下降14.9%，未达到下降15%的目标。", [("14.9", "15", True)]),
        ("用于产业发展的占43.4%，高于60%的规定比例。", [("43.4", "60", False)]),
        ("增长5.1%，高于全省平均水平0.8%。", []),  # by how much
        ("重复收取护理费9.78万元，超标准收取床位费8.13万元。", []),
        ("用水总量3.46亿立方米，其中农业1.92亿立方米、生态0.23亿立方米，控制在省定3.80亿立方米指标以内。", [("3.46", "3.80", True)]),
    ],
)
def test_levels(text, expected):
    assert ties(levels, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "增长5.1%，高于全省平均水平5.8%。",  # either way of reading it holds somewhere
        "年末在园幼儿占57.4%，近六成。",
        "全年完成投资120.5亿元，本月突破1亿元。",
        "龙头企业产值5亿元，超过6亿元的有3家。",
        "完成率75%，达到80%的目标还有差距。",
        "预算超过100万元的项目有2个，分别为道路支出80万元、水利支出90万元。",
        "全年支出8万元，将接待费控制在5万元以内。",
        "人均补助平均3400元，最高不超过8000元。",
        "出勤率达到90%以上的目标，合格率84%。",
    ],
)
def test_what_must_stay_silent(text):
    assert not alarms(text)


THREE = (
    "“三公”经费支出预算为26.50万元，支出决算为{total}万元。其中：公务用车费支出预算为6.50万元，支出决算为5.18万元；"
    "公务接待费支出预算为20.00万元，支出决算为{guests}万元。"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (THREE.format(total="13.81", guests="8.63") + "“三公”经费支出决算数小于预算数，主要是从严审批。", [("13.81", "26.50", True)]),
        (THREE.format(total="27.81", guests="22.63") + "“三公”经费支出决算数小于预算数。", [("27.81", "26.50", False)]),
        (THREE.format(total="25.81", guests="20.63") + "“三公”经费支出决算数小于预算数。", [("25.81", "26.50", True)]),  # one item is over
        (THREE.format(total="13.81", guests="8.63") + "公务用车费支出决算数小于预算数。", [("5.18", "6.50", True)]),
        (THREE.format(total="13.81", guests="8.63") + "支出决算数小于预算数。", [("8.63", "20.00", True)]),  # of the last told
    ],
)
def test_an_order_against_the_budget_is_of_its_subject(text, expected):
    found = ties(comparisons, text)
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县道优良率88.6%，乡道82.3%，村道76.4%，均高于市定的75%目标。", [("88.6", "75", True), ("82.3", "75", True), ("76.4", "75", True)]),
        ("县道优良率88.6%，乡道72.3%，村道76.4%，均高于市定的75%目标。", [("88.6", "75", True), ("72.3", "75", False), ("76.4", "75", True)]),
        ("1-6月、1-10月执行进度分别为48.31%、79.64%，均高于规定的45%、75%序时目标。", [("48.31", "45", True), ("79.64", "75", True)]),
        ("采购单价每盏3135元，低于控制价3200元。", [("3135", "3200", True)]),
        ("采购单价每盏3135元，低于控制价65元。", []),  # by how much
    ],
)  # fmt: skip
def test_each_of_a_list_against_its_level(text, expected):
    assert of_rules(text, "comparison.level") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出决算为11.25万元，完成预算89.29%。决算数小于预算数12.60万元的主要原因是严控接待。", [("11.25", "12.60", True)]),
        ("支出决算为11.25万元，完成预算89.29%。决算数小于预算数1.35万元的主要原因是严控接待。", []),  # by how much
    ],
)
def test_a_budget_told_behind_the_order(text, expected):
    assert of_rules(text, "comparison.budget") == expected
