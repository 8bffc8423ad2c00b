"""The counters that columns have from numbers told again, from shares of a told whole, and from the words of their heads."""

from __future__ import annotations

import pytest
from relating import alarms, of_rules

from gouji import figures
from gouji.document import Document, normalise


def units(text: str) -> set[str]:
    return {f.number + f.unit for f in figures.find(Document(text, *normalise(text)))}


def table(*rows: str) -> str:
    return "".join(f"{c}\n|\n" for row in rows for c in row.split())


TABLE = table("案由 2024年一季度 2023年一季度 增幅", "借款 2311 1987 16.31%", "劳务 1204 1168 3.08%", "买卖 1115 989 12.74%")


@pytest.mark.parametrize(
    ("prose", "unit"),
    [
        ("全市法院借款案件2311件，劳务案件1204件。\n", "件"),
        ("借款纠纷共计2311件。去年劳务纠纷1168件。\n", "件"),  # in two columns that differ in their year
        ("借款案件2311件。\n", ""),  # one number of four digits may be an accident
        ("借款案件2311件，劳务涉及1204人。\n", ""),  # two counters
        ("投入2311万元，支出1204万元。\n", ""),  # money is none
        ("上述案由是主要案由。\n", ""),
    ],
)
def test_numbers_told_again_lend_their_counter(prose, unit):
    assert {f"2311{unit}", f"989{unit}", "3.08%"} <= units(prose + "\n各案由情况\n" + TABLE)


def test_a_sole_long_number_is_enough():
    text = "全市报告10438例。\n各县情况\n" + table("县区 本月报告", "东县 10438", "西县 211", "南县 36")
    assert {"211例", "36例"} <= units(text)


def test_deaths_among_cases_are_cases():
    text = "法定报告传染病统计表\n" + table("病名 发病数 死亡数", "合计 873 18", "乙类 215 17", "丙类 658 1")
    assert {"873例", "18例", "1例"} <= units(text)
    assert len(of_rules(text, "grid.column_sum")) == 2
    assert len(alarms(text.replace("658", "568"))) == 1
    assert "18人" in units(text.replace("死亡数", "死亡人数"))


SHARES = "全县新收一审案件6250件，各案由如下表。\n各案由占比\n" + table(
    "案由 新收 占新收案件比例", "借款 1875 30.00%", "劳务 1250 20.00%", "买卖 937 14.99%", "租赁 525 8.40%", "物业 313 5.01%"
)


def test_the_whole_of_shares_lends_its_counter_and_is_what_they_are_of():
    assert {"1875件", "313件"} <= units(SHARES)
    assert of_rules(SHARES, "grid.share_of_told") == [
        ("30.00", "1875", "6250", True),
        ("20.00", "1250", "6250", True),
        ("14.99", "937", "6250", True),
        ("8.40", "525", "6250", True),
        ("5.01", "313", "6250", True),
    ]
    assert alarms(SHARES) == []


@pytest.mark.parametrize("slip", [("1250", "1520"), ("14.99%", "19.49%"), ("525", "575")])
def test_a_share_that_its_whole_does_not_bear_out_is_told(slip):
    assert len(alarms(SHARES.replace(*slip))) == 1


@pytest.mark.parametrize("whole", ["6520", "7250"])
def test_a_whole_that_few_shares_are_of_is_none(whole):
    assert of_rules(SHARES.replace("6250", whole), "grid.share_of_told") == []


MOVED = "2024年，本院受理民事案件2104件。\n升降情况如下：\n" + table("类型 2023年 2024年 同期升降比", "刑事 212件 265件 上升25%", "民事 1876件 2104件 上升12%", "行政 40件 34件 下降15%")


def test_a_change_told_by_its_word_is_a_growth():
    assert of_rules(MOVED, "grid.growth") == [("25", "265", "212", True), ("12", "2104", "1876", True), ("15", "34", "40", True)]
    assert alarms(MOVED) == []


@pytest.mark.parametrize("slip", [("下降15%", "上升15%"), ("上升25%", "上升52%"), ("265件", "256件")])
def test_a_change_told_wrong_is_told(slip):
    assert len(alarms(MOVED.replace(*slip))) == 1
