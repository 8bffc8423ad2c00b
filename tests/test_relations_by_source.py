"""What items are paid from, item by item and source by source. 142 + 96 = 238; 57 of 省级 and 45 of 市级 make 102."""

from __future__ import annotations

import pytest
from relating import of_rules

HEAD = "现公告如下：下达省级衔接资金238万元、市级衔接资金57万元。\n"
ITEMS = "1.产业奖补项目资金142万元。安排省级专项资金142万元，由县农业局实施。\n2.公益岗位项目资金96万元。安排省级专项资金{}万元，由县人社局实施。\n"
LAST = "3.道路项目资金32万元。安排市级专项资金32万元，由县交通局实施。\n4.水利项目资金25万元。安排市级专项资金25万元，由县水利局实施。\n"
RULES = ("sum.by_source", "sum.sources", "repeat.source", "sum.among_which")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            HEAD + ITEMS.format(96) + LAST,
            {("238", "142", "96", True), ("57", "32", "25", True), ("142", "142", True), ("96", "96", True), ("32", "32", True), ("25", "25", True)},
        ),
        (
            HEAD + ITEMS.format(69) + LAST,  # 142 + 69 = 211 is far from 238, and the item's own amount says where the slip is
            {("57", "32", "25", True), ("142", "142", True), ("69", "96", False), ("32", "32", True), ("25", "25", True)},
        ),
        (
            "1.甲项目资金60万元。其中省级资金40万元，市级资金20万元。\n2.乙项目资金50万元。其中省级资金30万元，市级资金20万元。\n"
            "3.丙项目资金44万元。其中省级资金30万元，市级资金14万元。\n",
            {("60", "40", "20", True), ("50", "30", "20", True), ("44", "30", "14", True)},
        ),
        # what one source pays may be less than the item costs: nothing is said unless the list keeps the pattern
        ("1.甲项目资金60万元。安排省级资金40万元。\n2.乙项目资金50万元。安排省级资金30万元。\n3.丙项目资金44万元。安排省级资金44万元。\n", {("44", "44", True)}),
    ],
)
def test_sources(text, expected):
    assert set(of_rules(text, *RULES)) == expected
