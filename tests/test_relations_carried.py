"""What is carried from year to year, and rests whose ends are told chapters away."""

import pytest
from relating import alarms, of_rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加上上年结余0.54亿元，收入合计26.68亿元；支出20.93亿元，加上上解支出4.99亿元，支出合计25.92亿元。结转下年0.67亿元。", [("0.67", "26.68", "25.92", False)]),
        ("基金收入总计318.40万元。其中专项收入300.00万元。支出总计305.10万元，年终结余13.30万元。", [("13.30", "318.40", "305.10", True)]),
        # the year's own totals leave out what was carried in; the rest is among the outlay
        ("本年收入合计318.40万元，上年结转20.00万元，本年支出合计305.10万元，结转下年33.30万元。", []),
        ("收入总计318.40万元，上年结余20.00万元，支出总计305.10万元，结转下年33.30万元。", []),
        ("收入总计318.40万元。本年支出305.10万元，支出总计318.40万元，结转下年13.30万元。", []),
    ],
)
def test_what_is_carried_on(text, expected):
    assert of_rules(text, "difference.carried_on") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年初结转和结余41.25万元。\n4.年末结转和结余26.32万元，较上年决算数减少14.93万元。", [("14.93", "41.25", "26.32", True)]),
        ("年初结转和结余214.62万元。\n二、支出\n年末结转和结余84.17万元，较2022年减少103.45万元。", [("103.45", "214.62", "84.17", False)]),
        # of another scope; a change of something else
        ("年初财政拨款结转41.25万元。\n年末结转和结余26.32万元，较上年减少11.93万元。", []),
        ("年初结转和结余41.25万元。\n年末固定资产26.32万元，较上年减少11.93万元。", []),
    ],
)
def test_carried_out_against_carried_in(text, expected):
    assert of_rules(text, "difference.carried_over") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "全县城镇新增就业2318人，完成年度任务3600人的64.4%；失业人员再就业742人，完成年度任务1100人的67.5%。\n三、打算\n对照目标，还差城镇新增就业1282人。",
            ("1282", "3600", "2318"),
        ),
        ("县乡三公经费决算1026.96万元。\n二、比较\n2019年预算1356.00万元（接待费402万元、运行费704万元），决算比预算减少329.04万元。", ("329.04", "1356.00", "1026.96")),
        ("业务收入22806.35万元，其中利息6612.20万元。\n二、支出\n业务支出11894.07万元，其中手续费809.39万元。\n三、收益\n增值收益10912.28万元。", ("10912.28", "22806.35", "11894.07")),
    ],
)
def test_ends_told_chapters_away(text, expected):
    told = of_rules(text, "difference.evident", "difference.needed", "difference.balance", "sum.evident")
    assert any(row[-1] and set(row[:-1]) == set(expected) for row in told)


def test_no_word_tells_a_rest_and_few_digits_prove_none():
    assert not of_rules("收入318.40万元。\n二、支出\n支出305.10万元。\n三、其他\n培训费13.30万元。", "difference.evident")
    assert not of_rules("收入38万元。\n二、支出\n支出35万元。\n三、其他\n另有办公费3万元。", "difference.evident")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("地方级收入完成31860万元，占年初预算46500万元的68.5%。\n三、任务\n要完成全年预算，后4个月需完成14460万元。", 1),
        ("2023年收入2146.72万元，包括财政拨款1630.50万元、事业收入516.22万元。上年收入为1982.36万元。\n全年支出2098.41万元，其中资本性支出274.32万元。收支相抵，当年结余84.31万元。", 1),
        ("2023年收入2146.72万元，包括财政拨款1630.50万元、事业收入516.22万元。上年收入为1982.36万元。\n全年支出2098.41万元，其中资本性支出274.32万元。收支相抵，当年结余48.31万元。", 0),
    ],
)
def test_a_slip_in_a_rest(text, found):
    assert len(alarms(text)) == found
