"""Slips that can be no accident, however loosely the words tie their figures."""

from __future__ import annotations

import pytest
from relating import alarms


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        # shares of a list that its parts make up, however far off
        ("2023年“三公”经费支出12.06万元。支出决算中，车辆费支出4.12万元，占91.56%；接待费支出7.94万元，占65.84%。", "91.56%"),
        # one of several parts in 元 that must be 万元
        ("投入资金85万元（奖励扶助资金13万元，特别扶助资金72元）。", "85万元"),
        # more than all of an amount that is the same number
        ("全年预算数0.5万元，执行数0.5万元，完成预算的101%。", "101%"),
        # a part that is all of its whole goes as the whole went
        ("财政拨款支出354.25万元，比上年减少18.79万元。其中：基本支出354.25万元，比上年增加18.79万元。", "18.79万元"),
        # a month has so many days
        ("2023年8月份，有效报警共6689起（239起/天）。", "239起/天"),
        # nothing was moved but one part
        ("“三公”经费支出比上年增加0.26万元。其中：因公出国费增加0万元；公务用车费增加0万元；公务接待费增加0.16万元。", "0.26万元"),
        # a long number that grew by another
        ("近期园区用地247.62公顷，远期园区用地543.43公顷（其中通航小镇285.81公顷）。", "543.43公顷"),
        # people under a noun that goes on
        (
            "共有残疾人16668名，其中，农村残疾人16105名，城镇残疾人563名。残疾人员中，视力1364人，听力1452人，言语221人，肢体11438人，智力1197人，精神1014人。",
            "16668名",
        ),
    ],
)
def test_what_can_be_no_accident(text, figure):
    assert any(figure in said for said in alarms(text)), alarms(text)


def test_a_report_that_tells_100_percent_to_the_digit():
    items = "".join(f"项目{n}全年预算数{n * 3}.57万元，执行数{n * 3}.57万元，完成预算的100%。\n" for n in range(11, 21))
    odd = "项目甲全年预算数59.02万元，执行数59.00万元，完成预算的100%。\n"
    assert alarms(items) == []
    assert any("100%" in said for said in alarms(items + odd))
    assert alarms(odd) == []  # by itself it is rounded
    assert alarms(items + odd + odd.replace("59.02", "41.37").replace("59.00", "41.36")) == []  # a report that rounds, rounds
