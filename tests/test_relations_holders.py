"""Guests and the groups they came in, persons and households, cars kept and bought: which lie within which."""

from __future__ import annotations

import pytest
from relating import alarms, ties

from gouji.relations.order import holders


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国内公务接待26批次，340人次。", [("26", "340", True)]),
        ("国（境）外公务接待批次3个，接待人次41人。", [("3", "41", True)]),
        ("本年接待共45批次（其中外事接待2批次），612人次（其中外事接待9人次）。", [("45", "612", True)]),
        ("因公出国（境）团组2个，累计9人次。", [("2", "9", True)]),
        ("全年组织培训12期，参训860人次。", [("12", "860", True)]),
        ("帮扶脱贫户120户、356人，带动18户养殖户52人就业。", [("120", "356", True), ("18", "52", True)]),
        ("公务用车购置3辆，公务用车保有量21辆。", [("3", "21", True)]),
        ("公务用车保有量21辆，全年更新公务用车2辆。", [("2", "21", True)]),
        ("公务用车购置30辆，公务用车保有量21辆。", [("30", "21", False)]),
        ("国内公务接待26批次，20人次。", [("26", "20", False)]),
        ("全年举办讲座5场，走访慰问3人。", []),
        ("走访困难户80户，发放物资的志愿者12人。", []),
        ("接待比上年减少12批次、8人次。", []),
        ("公务用车购置费30万元，公务用车保有量21辆。", []),
        ("上年公务用车购置30辆，公务用车保有量21辆。", []),
    ],
)
def test_what_holds_another_is_no_more(text, expected):
    assert ties(holders, text) == expected


def test_a_bought_car_beyond_those_kept_is_an_alarm():
    assert len(alarms("公务用车购置30辆，公务用车保有量21辆。")) == 1
    assert not alarms("全年培训12期，来宾9人次。")
