"""Tables whose cells a page ran together: their units and their sum, and what is none."""

from __future__ import annotations

import pytest
from relating import alarms, grids, of_rules

from gouji import figures
from gouji.document import Document, normalise

TEXT = (
    "现将2025年防疫补助11万元下达给你们，附件：1.补助资金分配表某县农业农村局2025年3月17日附件12025年防疫补助资金分配表乡镇补助经费(万元)备注"
    "东湖镇5西溪镇1.5南塘乡2.5北坪镇2全县合计11注：按村数安排，附件2绩效目标表"
)


def test_names_and_amounts_that_take_turns_up_to_a_total():
    units = [f.number + f.unit for f in figures.find(Document(TEXT, *normalise(TEXT)))]
    assert units == ["11万元", "5万元", "1.5万元", "2.5万元", "2万元", "11万元"]
    assert of_rules(TEXT, "grid.column_sum") == [("11", "5", "1.5", "2.5", "2", True)]
    assert alarms(TEXT) == []
    assert len(alarms(TEXT.replace("1.5", "5.1"))) == 1


@pytest.mark.parametrize("text", [TEXT.replace("全县合计11", ""), TEXT.replace("(万元)", ""), TEXT.replace("西溪镇", "西溪镇、")])
def test_other_lines_are_no_table(text):
    assert grids(text) == []
