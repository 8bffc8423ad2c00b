"""The score of the budget's execution, held to its marks and its rate."""

import pytest
from relating import alarms, ties

from gouji.relations.score import execution_scores


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # told with its full marks, before or behind; and of the amounts that the rate is of
        ("预算数：2126.4万元；执行数：2079.7万元；执行率：97.8%；得分：9.78分（满分10分）。", [("9.78", "10", "97.8", True), ("9.78", "2079.7", "2126.4", "10", True)]),
        ("资金执行率90.5%。\n自评得分95分，其中预算执行率20分得18.1分，产出指标50分得47分。", [("18.1", "20", "90.5", True)]),
        # without them: ten
        ("全年支出91256万元，执行率93.5%，扣0.65分，得9.35分。", [("9.35", "93.5", True)]),
        # a row of cells
        (
            "项目资金(万元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分\n年度资金总额: 286.00 312.40 295.68 10 94.65% 9.5",
            [("9.5", "10", "94.65", True), ("9.5", "295.68", "312.40", "10", True)],
        ),
        (
            "| 项目资金（万元） | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n| 资金总额 | 2713.40 | 2584.51 | 10 | 95.25% | 9.53 |",
            [("9.53", "10", "95.25", True), ("9.53", "2584.51", "2713.40", "10", True)],
        ),
        # two decimals that only the product makes
        ("执行率97.8%，得9.87分（满分10分）。", [("9.87", "10", "97.8", False)]),
        # a scale of steps, full marks, another indicator's
        ("执行率97.8%，得9.5分（满分10分）。", []),
        ("执行率100%，得10分。", []),
        ("执行率97.8%。满意度95%，得9.4分。", []),
        ("执行率97.8%，产出指标完成率96.1%，得38.4分（满分40分）。", []),
    ],
)
def test_execution_scores(text, expected):
    assert ties(execution_scores, text) == expected


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("执行率97.8%，得{}分（满分10分）。", "9.87"),
        ("执行率97.8%，得{}分。", "9.87"),
    ],
)
def test_a_wrong_score_fails(text, wrong):
    assert alarms(text.format("9.78")) == []
    assert len(alarms(text.format(wrong))) == 1
    assert alarms(text.format("9.7")) == []  # in steps
    assert alarms(text.format("8.00")) == []  # by a scale of its own
