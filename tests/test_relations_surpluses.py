"""Surpluses: of the year, and accumulated."""

from __future__ import annotations

import pytest
from relating import alarms, ties

from gouji.relations.change import surpluses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2020年基金总收入37678.10万元。全年支出34215.66万元。当期结余3462.44万元，年末累计结余15827.09万元（上年累计结余12364.65万元）。",
            [("15827.09", "12364.65", "3462.44", True), ("3462.44", "37678.10", "34215.66", True)],
        ),
        (
            "上年滚存结余100.00万元，本年收入合计500.00万元，本年支出合计450.00万元，本年结余50.00万元，滚存结余140.00万元。",
            [("140.00", "100.00", "50.00", False), ("50.00", "500.00", "450.00", True)],
        ),
        # what was carried in is not told; no income is told
        ("基金总收入52.3亿元，总支出49.1亿元，累计结余18.4亿元。", []),
        ("全年支出49.1亿元，当期结余3.2亿元。", []),
    ],
)
def test_surpluses(text, expected):
    assert sorted(ties(surpluses, text)) == sorted(expected)


def test_income_told_far_away_is_not_demanded():
    """Other means may have come in between sentences."""
    assert alarms("基金总收入520万元。其中利息2万元。基金总支出450万元。另使用上年结余。当期结余83万元。") == []
