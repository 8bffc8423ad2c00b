"""Stocks whose closing is told first, sentences before what came and went."""

import pytest
from relating import of_rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云平台148个，较上年新增23个、减少6个，上年为131个。", [("148", "131", "23", "6", True)]),
        (
            "全县城乡低保对象7426户12318人，其中城市1058户1690人，农村6368户10628人。全年新增612户1037人，取消894户1523人，上年底为7708户12804人。",
            [("7426", "7708", "612", "894", True), ("12318", "12804", "1037", "1523", True)],
        ),
        (
            "三、逾期\n全县逾期贷款97户，逾期率2.61%。\n四、清收\n9月份清收逾期26户，当月新产生18户，上月末为105户。",
            [("97", "105", "26", "18", True)],
        ),
        # no number before it is what they come to
        ("低保对象7426户。其中城市1058户。全年新增612户，取消894户，上年底为7700户。", []),
    ],
)
def test_closings_told_first(text, expected):
    assert sorted(of_rules(text, "difference.stock")) == sorted(expected)
