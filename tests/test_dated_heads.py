"""Heads whose lower level is periods, however the table lost its lines: units, sums and growth, and an alarm where a digit is wrong."""

from __future__ import annotations

import pytest
from relating import alarms, grids, of_rules

from gouji import figures
from gouji.document import Document, normalise

HEAD = "2021-2023年全县医院工作量情况\n单位：万人次\n"
ROWS = [
    ["项目", "总诊疗人次", "住院人次"],
    ["2021", "2022", "2023", "2021", "2022", "2023"],
    ["总计", "41.3", "45.8", "50.1", "3.9", "4.4", "4.6"],
    ["其中：综合医院", "26.2", "28.9", "31.7", "2.5", "2.8", "2.9"],
    ["中医医院", "15.1", "16.9", "18.4", "1.4", "1.6", "1.7"],
]
LAYOUTS = {
    "one cell a line": lambda rows: "".join(f"{c}\n" for row in rows for c in row),
    "a blank line between": lambda rows: "".join(f"{c}\n\n" for row in rows for c in row),
    "its edge behind it": lambda rows: "".join("|\n" + "".join(f"{c} |\n" for c in row) for row in rows),
    "its edge below it": lambda rows: "".join(f"{c}\n|\n" for row in rows for c in row),
    "an edge at each row's end": lambda rows: "".join("|\n" + "".join(f"{c} |\n" for c in row[:-1]) + f"{row[-1]} | |\n" for row in rows),
}


@pytest.fixture(params=LAYOUTS.values(), ids=LAYOUTS)
def layout(request):
    return request.param


def units(text: str) -> list[str]:
    return [f.number + f.unit for f in figures.find(Document(text, *normalise(text)))]


def test_periods_stand_under_the_amounts(layout):
    text = HEAD + layout(ROWS) + "\n"
    assert grids(text)[0][0][:4] == ["项目", "2021年·总诊疗人次", "2022年·总诊疗人次", "2023年·总诊疗人次"]
    assert units(text) == [f"{c}万人次" for row in ROWS[2:] for c in row[1:]]
    assert len(of_rules(text, "grid.column_sum")) == 6
    assert alarms(text) == []


def test_a_wrong_digit_under_a_period_is_told(layout):
    assert len(alarms(HEAD + layout([[c.replace("16.9", "19.6") for c in row] for row in ROWS]) + "\n")) == 1


GROWN = [
    ["?", "门诊人次（万人次）", "门诊人次增长（%", "出院人数（万人）", "出院人数增长（%"],
    *([year, "1-9"] for year in ("2018", "2019") * 2),
    ["卫生机构合计", "512.4", "540.6", "5.5", "30.5", "31.3", "2.6"],
    ["一、医院", "301.3", "320.6", "6.4", "24.1", "25.0", "3.7"],
    ["??? 按登记类型分", *["?"] * 6],
    ["???? 公立医院", "250.1", "264.4", "5.7", "19.4", "20.3", "4.6"],
    ["???? 民营医院", "51.2", "56.2", "9.8", "4.7", "4.7", "0.0"],
    ["按等级分", *["?"] * 6],
    ["三级医院", "160.0", "171.9", "7.4", "11.0", "11.9", "8.2"],
    ["二级医院", "141.3", "148.7", "5.2", "13.1", "13.1", "0.0"],
]


def test_a_growth_has_no_periods_under_it_and_what_is_left_of_blanks_is_nothing():
    text = "表1 全县卫生机构服务量\n\n" + "".join(f"{c}\n\n" for row in GROWN for c in row)
    heads, rows = grids(text)[0]
    assert heads[1:4] == ["2018年1-9月·门诊人次（万人次）", "2019年1-9月·门诊人次（万人次）", "门诊人次增长（%"]
    assert [row[0] for row in rows][2:4] == ["公立医院", "民营医院"]
    assert units(text)[:6] == ["512.4万人次", "540.6万人次", "5.5%", "30.5万人", "31.3万人", "2.6%"]
    assert len(of_rules(text, "grid.growth")) == 12
    assert [tie for tie in of_rules(text, "grid.column_sum") if tie[0] == "301.3"] == [("301.3", "250.1", "51.2", True), ("301.3", "160.0", "141.3", True)]
    assert alarms(text) == []
    assert len(alarms(text.replace("264.4", "246.4"))) > 0


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        # periods alone
        ([["项目", "2021", "2022"], ["水稻", "310", "325"], ["小麦", "120", "118"]], ["项目", "2021年", "2022年"]),
        # two amounts over one pair of periods: whose they are is not told
        ([["项目", "产量", "面积", "增速（%）"], ["2021", "2022"], ["水稻", "310", "325", "51", "4.8"], ["小麦", "120", "118", "22", "-1.7"]], None),
        # periods that do not repeat alike
        ([["项目", "产量", "面积"], ["2021", "2022", "2021", "2023"], ["水稻", "310", "325", "51", "52"], ["小麦", "120", "118", "22", "23"]], None),
    ],
)
def test_what_stands_over_periods_is_read_where_one_way_is_left(rows, heads):
    found = grids("".join(f"{c}\n" for row in rows for c in row))
    assert (found[0][0] if found and any(found[0][0]) else None) == heads
