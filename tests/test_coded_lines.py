"""Tables of the classification whose rows are lines of text: two halves side by side, torn names, lost empty cells."""

from __future__ import annotations

import pytest
from relating import alarms, grids, of_rules

from gouji import figures
from gouji.document import Document, normalise

OUTLAY = (
    "一般公共预算财政拨款支出决算表\n单位：万元\n项目\n合计 基本支出 项目支出\n功能分类\n科目名称\n科目编码\n"
    "213 农林水支出 1,526.40 902.15 624.25\n21301 农业农村 1,214.90 902.15 312.75\n2130101 行政运行 902.15 902.15\n2130104 事业运行 200.00 0.00 200.00\n"
    "农业生产发展与\n2130122 112.75 112.75\n服务\n21303 水利 311.50 311.50\n2130305 水利工程建设 300.00 300.00\n2130306 水利工程运行与维护 11.50 11.50\n"
    "注：本表反映部门本年度支出情况。\n"
)
BASIC = (
    "基本支出决算表\n单位：万元\n科目编\n科目名称 决算数 科目名称 决算数\n码\n301 工资福利支出 820.31 302 商品和服务支出 96.48\n30101 基本工资 402.10 30201 办公费 31.20\n"
    "机关事业单位基本养\n30108 118.21 30206 电费 12.28\n老保险缴费\n30199 其他工资福利支出 300.00 30228 工会经费 8.00\n303 对个人和家庭的补助 15.60 30239 其他交通费用 45.00\n"
    "30301 离休费 15.60 310 资本性支出 3.52\n31002 办公设备购置 3.52\n人员经费合计 835.91 公用经费合计 100.00\n"
)


def test_rows_that_lost_a_cell_stand_where_their_class_is_made_up():
    (heads, rows), = grids(OUTLAY)
    assert heads == ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    assert rows[2] == ["2130101", "行政运行", "902.15", "902.15", ""]
    assert rows[4] == ["2130122", "农业生产发展与", "112.75", "", "112.75"]
    assert rows[6] == ["2130305", "水利工程建设", "300.00", "", "300.00"]
    made = of_rules(OUTLAY, "grid.column_sum")
    assert ("1,526.40", "1,214.90", "311.50", True) in made
    assert ("312.75", "200.00", "112.75", True) in made
    assert alarms(OUTLAY) == []
    assert alarms(OUTLAY.replace("2130305 水利工程建设 300.00 300.00", "2130305 水利工程建设 330.00 330.00"))


def test_two_tables_side_by_side():
    told = grids(BASIC)
    assert [[row[0] for row in rows] for _, rows in told] == [["301", "30101", "30108", "30199", "303", "30301", "人员经费合计"], ["302", "30201", "30206", "30228", "30239", "310", "31002", "公用经费合计"]]
    made = of_rules(BASIC, "grid.column_sum")
    assert ("820.31", "402.10", "118.21", "300.00", True) in made
    assert ("835.91", "820.31", "15.60", True) in made
    assert ("100.00", "96.48", "3.52", True) in made
    assert alarms(BASIC) == []
    assert len(alarms(BASIC.replace("12.28", "12.82"))) == 1


def test_codes_are_no_figures_and_amounts_have_the_unit_of_the_table():
    found = [f.number + f.unit for f in figures.find(Document(BASIC, *normalise(BASIC)))]
    assert found[:4] == ["820.31万元", "96.48万元", "402.10万元", "31.20万元"]


@pytest.mark.parametrize(
    "text",
    ["301 会议室 3.5 元\n302 会议室 4.5 元\n303 会议室 5.5 元\n304 会议室 6.5 元\n", "210国道 15.2 公里\n213国道 18.4 公里\n312国道 22.6 公里\n318国道 40.1 公里\n"],
    ids=["rooms", "roads"],
)
def test_no_such_table(text):
    assert all(heads[0] != "科目编码" for heads, _ in grids(text))
