"""Balances one cell a line whose last row lost its right side: both halves are read where each run is of its side, and no others."""

from __future__ import annotations

import pytest
from relating import alarms, grids, of_rules

CELLS = (
    "收入|年初预算|决算数|支出|年初预算|决算数|总计|81.7|87.4|总计|81.7|87.4|一、本级收入|44.8|43.8|一、本级支出|73.8|68.7|税收收入|27.6|24.7|二、转移支出|7.9|18.7|"
    "非税收入|17.2|19.1|三、其他支出|0|0|二、转移收入|36.9|43.6"
).split("|")


def text(cells: list[str], gap: str) -> str:
    return "2022年收支决算表\n\n单位：亿元\n\n" + "".join(c + gap for c in cells)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_two_sides_are_read_by_turns(gap):
    left, right = grids(text(CELLS, gap))
    assert left[0] == ["收入", "年初预算", "决算数"]
    assert [row[0] for row in left[1]] == ["总计", "一、本级收入", "税收收入", "非税收入", "二、转移收入"]
    assert [row[0] for row in right[1]][:4] == ["总计", "一、本级支出", "二、转移支出", "三、其他支出"]
    assert ("87.4", "43.8", "43.6", True) in of_rules(text(CELLS, gap), "grid.column_sum")
    assert alarms(text(CELLS, gap)) == []
    assert len(alarms(text([c.replace("24.7", "27.4") for c in CELLS], gap))) == 1


@pytest.mark.parametrize(
    "cells",
    [
        [c for c in CELLS if c not in ("二、转移支出", "7.9", "18.7")],  # what follows would change its side
        [c for c in CELLS if c != "36.9"],  # a run short of a number
        ["支出内容" if c == "收入" else c for c in CELLS],  # no sides
    ],
)
def test_what_is_of_no_side_is_left_alone(cells):
    found = grids(text(cells, "\n\n"))
    assert not any(heads[0] == "收入" for heads, _ in found)
    assert alarms(text(cells, "\n\n")) == []
