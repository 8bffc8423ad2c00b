"""Noughts and counts that plain names tell again, shares of a whole told later or line by line, and orders told of a rate alone."""

from __future__ import annotations

import pytest
from relating import alarms, of_rules, ties

from gouji.relations.change import grants
from gouji.relations.repeat import plainly


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("因公出国（境）费支出决算0万元，公务接待费支出决算1.5万元。\n（一）因公出国（境）费支出0万元。", [("0", "0", True)]),
        ("政府性基金预算财政拨款支出0万元。\n（四）政府性基金预算支出0万元。", [("0", "0", True)]),
        ("其中：公务用车购置费0元。\n2.公务用车购置支出0元。", [("0", "0", True)]),
        ("因公出国（境）费预算0万元，决算0万元。上年出国费0万元。", []),
        ("2022年公务用车购置费0万元。2023年公务用车购置费0万元。", []),
        ("已建成12个发酵池。增设发酵池十二个，投入3.2万元。", [("十二", "12", True)]),
        ("覆盖7个乡镇58个村庄，新建道路。安装路灯涉及7个乡镇58个村庄。", [("58", "58", True), ("7", "7", True)]),
        ("正式教职工62人，退休28人。本年62名职工调标。", [("62", "62", True)]),
        ("购置车辆12辆，培训12人。甲县12个项目，乙县12个小区。", []),
        ("本年新建15个村级站点。15个卫生室完成改造。", []),
        ("已建成12个发酵池。增设发酵池十五个。", []),
        ("全年安排17个项目。完工17个项目，验收17个单位。", []),
    ],
)
def test_plain_names(text, expected):
    assert ties(plainly, text) == expected


LINES = "（一）教育支出512.36万元，占支出总预算的51.24%，同比增加20.11万元，增长4.09%。\n（二）卫生健康支出300.64万元，占支出总预算的30.06%。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            LINES + "（三）住房保障支出186.91万元，占支出总预算的18.69%。\n四、财政拨款收支总预算999.91万元。",
            [("51.24", "512.36", "999.91", True), ("30.06", "300.64", "999.91", True), ("18.69", "186.91", "999.91", True)],
        ),
        (
            LINES + "（三）住房保障支出186.91万元，占支出总预算的19.69%。\n四、财政拨款收支总预算999.91万元。",
            [("51.24", "512.36", "999.91", True), ("30.06", "300.64", "999.91", True), ("19.69", "186.91", "999.91", False)],
        ),
        (LINES + "四、收入总预算855.31万元。", []),
        (LINES + "（三）合计813万元，占支出总预算的81.30%。\n四、其他收入2855.31万元。", []),
    ],
)
def test_shares_line_by_line(text, expected):
    assert of_rules(text, "ratio.share") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出决算为71.28万元，完成预算88.41%，决算数小于预算数的主要原因是年初预算估算不足。", [("88.41", True)]),
        ("支出决算为71.28万元，完成预算108.41%，决算数小于预算数的主要原因是人员减少。", [("108.41", False)]),
        ("支出决算为71.28万元，完成年初预算约112.4%，决算数大于预算数的主要原因是调标。", [("112.4", True)]),
        ("支出决算为71.28万元，占总支出88.41%，决算数小于预算数的主要原因是人员减少。", []),
    ],
)
def test_an_order_against_the_budget_of_which_only_the_rate_is_told(text, expected):
    assert of_rules(text, "comparison.budget_rate") == expected


def test_the_ordinals_of_another_list_count_something_else():
    assert not alarms("资金分两批下达，第一批下达285万元，第二批下达219万元；补贴分三批结算，第一批结算201万元，第二批结算65万元，第三批结算28万元。")


INCOME = "本年收入合计3900.00万元，其中：一般公共预算财政拨款收入1104.20万元，占28.31%；政府性基金预算财政拨款收入580.60万元，占14.89%；事业收入2215.20万元，占56.80%。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (INCOME + "财政拨款收入总计1684.80万元，与上年相比增加498.15万元。", [("1684.80", "1104.20", "580.60", True)]),
        (
            "财政拨款支出187.9万元。其中：一般公共预算财政拨款支出126.5万元，政府性基金预算财政拨款支出60.4万元，国有资本经营预算财政拨款支出1万元。",
            [("187.9", "126.5", "60.4", "1", True)],
        ),
        (  # what the state's capital grants is told, and is not among this whole
            INCOME + "国有资本经营预算财政拨款收入30.00万元。财政拨款收入总计1684.80万元。",
            [("1684.80", "1104.20", "580.60", True)],
        ),
        (  # the nearest before are of something else, those behind are its own
            "一般公共预算支出50.00万元。\n政府性基金预算支出10.00万元。\n财政拨款支出总计90.00万元。一般公共预算支出70.00万元。政府性基金预算支出20.00万元。",
            [("90.00", "70.00", "20.00", True)],
        ),
        ("2023年财政拨款支出总计88.20万元。\n一般公共预算支出70.10万元。\n政府性基金预算支出18.10万元。", [("88.20", "70.10", "18.10", True)]),
        (INCOME + "财政拨款收入总计1714.63万元，含年初结转100万元。", []),  # what was carried over is among it
        (INCOME + "财政拨款支出总计1684.80万元。", []),
    ],
)
def test_each_budgets_grants_make_the_grants(text, expected):
    assert ties(grants, text) == expected


def test_shares_of_parts_told_chapters_before_are_of_their_own_list():
    assert not alarms(INCOME + "财政拨款收入总计1684.80万元，与上年相比增加498.15万元。")
