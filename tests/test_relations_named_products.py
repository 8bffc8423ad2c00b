"""Amounts that a price and a number told elsewhere make."""

import pytest
from relating import reading

from gouji.relations import propose


def holding(text):
    told = reading(text)
    found = propose(told.document, [m.figure for m in told.mentions], told).items
    return {frozenset(f.number for f in tie.figures) for tie in found if tie.holds and tie.formula.kind in ("product", "mean")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # three kinds, each with its length told before and its amount in the same order
        (
            "列养县道398.2公里，乡道547.5公里，村道1152.6公里。\n补助标准为县道每年每公里7000元、乡道3500元、村道1000元，据此测算需278.74万元、191.63万元和115.26万元。",
            {("278.74", "398.2", "7000"), ("191.63", "547.5", "3500"), ("115.26", "1152.6", "1000")},
        ),
        # by the person, of a population told a chapter ago
        ("常住人口41.86万人。\n三、公共卫生\n按人均25元落实经费1046.5万元。", {("1046.5", "41.86", "25")}),
        # by the month
        ("特困人员1268人，其他对象340人。\n全年按每人每月832元发放，特困人员发放1265.97万元。", {("1265.97", "1268", "832")}),
        ("村内道路20.17公里，通村道路12.36公里。\n村内道路每公里补助62万元，计1250.54万元。", {("1250.54", "20.17", "62")}),
        # two digits; another year's number; no number of that kind
        ("培训120人。\n每人补助500元。本月支出6万元。", set()),
        ("上年养护398.2公里。\n每公里7000元，投入278.74万元。", set()),
        ("养护398.2亩。\n每公里7000元，投入278.74万元。", set()),
    ],
)
def test_products(text, expected):
    assert holding(text) == {frozenset(tie) for tie in expected}
