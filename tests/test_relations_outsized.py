"""An amount that no document like this one has: told in a unit too large."""

from __future__ import annotations

import pytest
from relating import alarms

OTHERS = "预算支出312845万元，其中教育支出90218万元、卫生支出45310万元、社保支出61220万元；专项债券31700万元，上年结转8947万元。"


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        (OTHERS + "拨付农林水支出48623亿元。", 1),
        (OTHERS + "拨付农林水支出48623万元。", 0),
        (OTHERS + "全县生产总值218.6亿元。", 0),
        ("带动投资12000亿元，补助30万元。", 0),  # too few to tell what is usual
    ],
    ids=["a_unit_too_large", "right", "the_largest", "too_few"],
)
def test_an_amount_a_thousand_times_the_next(text, failing):
    assert len(alarms(text)) == failing
