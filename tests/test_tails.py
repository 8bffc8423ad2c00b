"""Lines that end with a number for each of their last heads: the units of these, and what a weight makes of a score."""

from __future__ import annotations

import pytest
from relating import alarms, grids, of_rules

from gouji import figures
from gouji.document import Document, normalise


def units(text: str) -> list[str]:
    return [f.number + f.unit for f in figures.find(Document(text, *normalise(text)))]


WEIGHTED = (
    "一级指标 三级指标 指标值 完成值 自评得分\n符号 单位（文字描述） 单项得分 权重占比（%） 单项折算得分\n"
    "产出指标 审核准确率 审核 准确的比例 >= 98 %（百分比） 99% 完成 90.00 25.00 22.50\n发放及时率 按月发放 = 100 %（百分比） 100% 完成 100.00 35.00 35.00\n"
    "效果指标 政策知晓率 >= 75 %（百分比） 80% 完成 90.00 30.00 27.00\n群众满意度 >= 95 %（百分比） 96% 完成 100.00 10.00 10.00\n"
)


def test_a_score_times_its_weight_is_what_it_counts_for():
    assert units(WEIGHTED)[:5] == ["98%", "99%", "90.00分", "25.00%", "22.50分"]
    assert len(of_rules(WEIGHTED, "grid.weighted")) == 4
    assert alarms(WEIGHTED) == []
    assert len(alarms(WEIGHTED.replace("27.00", "72.00"))) == 1


def test_marks_and_scores_at_the_end_of_lines():
    text = "指标 目标 分值 得分\n验收 合格率 达到 100% 20 20\n公路 里程 新修 12公里 15 14.5\n"
    assert units(text) == ["100%", "20分", "20分", "12公里", "15分", "14.5分"]
    assert alarms(text.replace("14.5", "16")) != []


@pytest.mark.parametrize(
    "text",
    [
        "项目 分值 得分\n验收 合格率 20 20 20\n完成 及时率 15 15 15\n",  # a number more than heads
        "公司 名称 增长率\n甲 公司 完成 20 20\n乙 公司 完成 15 15\n",  # heads of other sorts
        "项目 分值 得分\n验收合格率20 20\n",  # one row
    ],
)
def test_other_lines_are_no_such_table(text):
    assert grids(text) == [] or grids(text)[0][0][0] != "指标"
    assert of_rules(text, "grid.weighted") == []
