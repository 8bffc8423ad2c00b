"""Aims and what became of them, told in lines or sections of their own."""

from __future__ import annotations

import pytest
from relating import alarms, ties

from gouji.relations.order import reached


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "目标任务：城镇新增就业13万人，转移就业10万人，高校毕业生就业率达90%以上。\n完成情况：城镇新增就业17.19万人，转移就业12.17万人，高校毕业生就业率达92%。",
            [("17.19", "13", True), ("12.17", "10", True), ("92", "90", True)],
        ),
        (
            "一、2021年度绩效目标\n实施农村安置项目187个，综合整治库岸78.77公里。\n二、绩效目标实现情况\n完成农村安置项目191个，完成综合整治库岸82.6公里。",
            [("191", "187", True), ("82.6", "78.77", True)],
        ),
        ("预期目标：举办培训20场次。\n实际完成情况：举办培训23场次，受益1200人次。", [("23", "20", True)]),
        ("目标任务：新建公厕20座。\n完成情况：新建公厕18座。", []),  # it may fall short
        ("目标任务：新建公厕20座。\n完成情况：改造老旧小区22个，修缮校舍25座。", []),
        ("新建公厕20座。\n完成情况：新建公厕22座。", []),  # nothing says that the first is an aim
    ],
)
def test_what_became_of_an_aim(text, expected):
    assert ties(reached, text) == expected


def test_what_falls_short_is_no_alarm():
    assert not alarms("目标任务：新建公厕20座。\n完成情况：新建公厕18座。")
