"""Tables whose first cells are merged over rows, in several layouts: rows put together again, and the totals told in merged cells."""

from __future__ import annotations

import pytest
from relating import alarms, grids, of_rules

from gouji import figures
from gouji.document import Document, normalise


def units(text: str) -> list[str]:
    return [f.number + f.unit for f in figures.find(Document(text, *normalise(text)))]


BY_CELL = (
    "附件1\n创建村镇奖补资金分配表\n县区 |\n合计 |\n第一批奖补 |\n||\n乡镇 |\n类型 |\n补助资金（万元） |\n||\n河西县 |\n95 |\n南圩镇 |\n农旅型 |\n40 |\n"
    "北塘镇 |\n工贸型 |\n55 |\n||\n湖东县 |\n120 |\n石桥镇 |\n工贸型 |\n35 |\n柳林镇 |\n农旅型 |\n45 |\n||\n沙浦镇 |\n农旅型 |\n40 |\n||\n青山区 |\n30 |\n竹园镇 |\n农旅型 |\n30 |\n"
)
WITHOUT_EDGES = BY_CELL.replace("||\n", "").replace(" |", "")
BY_ROW = (
    "| 县区 | 合计 | 乡镇 | 类型 | 补助资金（万元） |\n| 河西县 | 95 | 南圩镇 | 农旅型 | 40 |\n| | | 北塘镇 | 工贸型 | 55 |\n| 湖东县 | 120 | 石桥镇 | 工贸型 | 35 |\n"
    "| | | 柳林镇 | 农旅型 | 45 |\n| | | 沙浦镇 | 农旅型 | 40 |\n| 青山区 | 30 | 竹园镇 | 农旅型 | 30 |\n"
)
SHORT_ROWS = BY_ROW.replace("| | | ", "| ")


@pytest.mark.parametrize("text", [BY_CELL, WITHOUT_EDGES, BY_ROW, SHORT_ROWS])
@pytest.mark.parametrize("total", [False, True])
def test_a_merged_total_is_that_of_its_rows(text, total):
    if total:
        text += "合计 |\n245 |\n" if text is BY_CELL else "合计\n245\n" if text is WITHOUT_EDGES else "| 合计 | 245 | | | 245 |\n"
    rows = grids(text)[0][1]
    assert rows[1] == ["", "", "北塘镇", "工贸型", "55"]
    assert rows[3] == ["", "", "柳林镇", "农旅型", "45"]
    assert all(u.endswith("万元") for u in units(text))
    assert of_rules(text, "grid.group_total") == [("95", "40", "55", True), ("120", "35", "45", "40", True), ("30", "30", True)]
    assert (("245", "95", "120", "30", True) in of_rules(text, "grid.column_sum")) == total
    assert alarms(text) == []
    assert alarms(text.replace("35", "53"))[0].startswith("“湖东县”")


@pytest.mark.parametrize("edge", [" |", ""])
def test_rows_named_by_a_county_once_and_by_their_towns(edge):
    cells = "县区 乡镇 里程（公里） 补助资金（万元） 河西县 南圩镇 4 40 北塘镇 5.5 55 湖东县 石桥镇 3.5 35 柳林镇 4.5 45".split()
    text = "2024年农村公路养护资金安排表\n" + "".join(cell + edge + "\n" for cell in cells)
    assert grids(text)[0][1][1] == ["", "北塘镇", "5.5", "55"]
    assert units(text)[-2:] == ["4.5公里", "45万元"]
    total = text + f"合计{edge}\n17.5{edge}\n175{edge}\n"
    assert alarms(total) == []


@pytest.mark.parametrize(
    "text",
    [
        BY_ROW.replace("合计", "人口"),  # no total
        BY_ROW.replace("| | |", "| | 7 |"),  # told in every row
        BY_CELL.replace("南圩镇 |\n农旅型 |\n40", "南圩镇 |\n40"),  # rows of three lengths
    ],
)
def test_no_total_of_a_group_is_made_up(text):
    assert of_rules(text, "grid.group_total") == []
    assert alarms(text) == []
