"""Tables and forms that look as if two figures had to agree and do not; and beside each one with a figure that is really wrong."""

from __future__ import annotations

import pytest
from relating import alarms

FORM = (
    "项目支出绩效自评表\n一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施\n"
    "产出指标（50分）|数量指标|养护公路里程|≥320公里|326公里|20|20|\n|质量指标|验收合格率|≥95%|{reached}|30|30|{why}\n"
    "效益指标（30分）|社会效益指标|优良路率|≥85%|87%|15|15|\n|满意度|沿线群众满意度|≥90%|93%|15|15|\n总分|||||80|80|\n"
)
SPENT = "一般公共预算支出决算表\n单位：万元\n|项目|2021年|2022年|\n|教育支出|320.00|360.00|\n|卫生支出|210.00|240.00|\n|合计|530.00|600.00|\n\n"
NUMBERED = (
    "部门支出表\n单位：万元\n|项目|预算数|决算数|\n|1.社会救助支出|520.00|486.00|\n|（1）临时救助|200.00|190.00|\n"
    "|（2）医疗救助|{}|{}|\n|2.教育支出|300.00|310.00|\n|合计|820.00|796.00|\n"
)

# what it is: (nothing is wrong, a figure is, what is said of that one)
GUARDS = {
    "the_form_says_why": (
        FORM.format(reached="93%", why="部分路段返工后复验"),
        FORM.format(reached="93%", why=""),
        ["“验收合格率”得满分，实际完成值93%应不低于指标值≥95%"],
    ),
    "a_word_is_no_reason": (
        FORM.format(reached="95%", why="无"),
        FORM.format(reached="93%", why="无"),
        ["“验收合格率”得满分，实际完成值93%应不低于指标值≥95%"],
    ),
    # 40 ÷ 320 = 12.5%: the table's other column is the year's before
    "against_the_month_before": (
        SPENT + "2022年教育支出360.00万元，环比增长8.5%。\n",
        SPENT + "2022年教育支出360.00万元，同比增长15.2%。\n",
        ["增长15.2%应等于（360.00万元-320.00万元）÷320.00万元（见表中“教育支出”）"],
    ),
    # 480 of 520 and 450 of 486: some of it in both columns; 520 and 459: all of it by the first
    "rows_that_are_some_of_the_one_over_them": (
        NUMBERED.format("280.00", "260.00"),
        NUMBERED.format("320.00", "269.00"),
        ["“决算数”一列“（1）临时救助”、“（2）医疗救助”之和应等于“1.社会救助支出”486.00万元"],
    ),
}


@pytest.mark.parametrize(("sound", "wrong", "said"), GUARDS.values(), ids=GUARDS)
def test_what_need_not_agree_raises_no_alarm_and_what_must_does(sound: str, wrong: str, said: list[str]) -> None:
    assert alarms(sound) == []
    assert alarms(wrong) == said


def test_more_than_the_row_over_them_is_never_some_of_it() -> None:
    assert alarms(NUMBERED.format("330.00", "306.00")) == [  # 530 and 496
        "“预算数”一列“（1）临时救助”、“（2）医疗救助”之和应等于“1.社会救助支出”520.00万元",
        "“决算数”一列“（1）临时救助”、“（2）医疗救助”之和应等于“1.社会救助支出”486.00万元",
    ]
