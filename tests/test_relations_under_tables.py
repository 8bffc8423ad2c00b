"""Changes told beside a table whose cells are their ends."""

import pytest
from relating import alarms, of_rules

CELLS = "（单位：万元）\n项目\n年初预算\n决算\n合计\n45.00\n37.28\n公务接待费\n5.00\n1.83\n公务用车运行维护费\n40.00\n35.45\n"
PIPES = "项目|2021年决算（万元）|2022年决算（万元）\n培训费|12.40|10.30\n会议费|8.60|9.10\n合计|21.00|19.40\n"
YEARS = "附：历年支出（单位：万元）\n年度|合计|车辆运行|公务接待\n2016年|28.58|15.36|13.22\n2017年|25.87|14.07|11.80\n2018年|21.91|12.64|9.27\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CELLS + "决算比预算节约7.72万元，主要是压减接待。", [("7.72", "45.00", "37.28", True)]),
        (CELLS + "决算比预算节约7.27万元，主要是压减接待。", [("7.27", "45.00", "37.28", False)]),
        (CELLS + "其中公务接待费比年初预算减少3.17万元。", [("3.17", "5.00", "1.83", True)]),
        (PIPES + "会议费比上年增加0.50万元。", [("0.50", "9.10", "8.60", True)]),
        ("公务接待费支出比上年减少2.53万元，因控制陪同人数。\n" + YEARS, [("2.53", "11.80", "9.27", True)]),
        # another item than the table's; a state told in the sentence; a rate
        (PIPES + "差旅费比上年增加0.50万元。", []),
        (PIPES + "全口径支出30.20万元，比上年增加0.50万元。", []),
        (PIPES + "会议费比上年增长5.8%。", []),
        # far from the table a change may be of another scope
        ("公务接待费支出比上年减少2.35万元，因控制陪同人数。\n" + YEARS, []),
    ],
)
def test_changes_beside_a_table(text, expected):
    assert of_rules(text, "difference.under_table") == expected


def test_other_items_and_scopes_are_silent():
    assert not alarms(PIPES + "差旅费比上年增加0.50万元。")
    assert not alarms("公务接待费支出比上年减少2.35万元，因控制陪同人数。\n" + YEARS)
