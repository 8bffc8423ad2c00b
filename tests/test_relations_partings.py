"""Where parts make a whole: their shares make 100%, their changes its change; and a budget as it was adjusted."""

import pytest
from relating import alarms, of_rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # told with 占, in parentheses, of nought or not told of nought
        ("收入286.50万元，其中财政拨款274.10万元，占95.67%；事业收入9.20万元，占3.21%；其他收入3.20万元，占1.12%。", [("1.12", "95.67", "3.21", True)]),
        ("火灾640起。从原因看，电气288起（45.0%），用火不慎224起（35.0%），其他128起（20.0%）。", [("20.0", "45.0", "35.0", True)]),
        ("支出120.00万元，其中基本支出90.00万元，占75%；项目支出30.00万元，占25%；经营支出0万元。", [("25", "75", True)]),
        # one share is that of another year's, or was mistyped
        ("支出120.00万元，其中基本支出90.00万元，占75%；项目支出30.00万元，占52%。", [("52", "75", False)]),
    ],
)
def test_shares_of_all_parts_make_a_hundred(text, expected):
    assert of_rules(text, "sum.to_hundred", "sum.shares", "sum.evident_shares") == expected


@pytest.mark.parametrize(
    "text",
    [
        # of different bases, with a share left out, or told as tenths
        "总支出100.00万元，其中人员经费70.00万元，占基本支出的82.35%；公用经费30.00万元，占总支出的30.00%。",
        "收入286.50万元，其中财政拨款274.10万元，占95.67%；事业收入9.20万元；其他收入3.20万元，占1.12%。",
        "支出1200万元，其中接待费360万元，占近三成；运行费840万元，占70.0%。",
        # what numbers alone add up to a part
        "火灾120起：电气50起（41.7%），用火30起（25.0%），遗留火种20起（16.7%），吸烟及不明原因20起。",
        "本年支出100万元，甲60万元，占60.12.1%；乙30万元，占30%；丙10万元，占10%。",  # one of them is malformed
    ],
)
def test_shares_that_need_not_make_a_hundred(text):
    assert of_rules(text, "sum.to_hundred") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a part that is parted itself; a part of nought that stayed
        (
            "支出43.49万元，比上年增加24.35万元。其中：出国费15.36万元，比上年增加15.36万元；公务用车费18.72万元，比上年增加1.58万元，"
            "其中购置费0万元，运行维护费18.72万元；接待费9.41万元，比上年增加7.41万元。",
            [("24.35", "15.36", "1.58", "7.41", True)],
        ),
        # the same scope in both years
        (
            "支出966.00万元，同口径比上年减少43.00万元。其中：购置费163.70万元，同比减少51.26万元；运行维护费527.35万元，同比增加51.10万元；"
            "接待费274.95万元，同比减少42.84万元。",
            [("43.00", "51.26", "51.10", "42.84", True)],
        ),
        # each change of a state by itself: against last year, and against the budget
        (
            "支出3943.96万元，较上年决算数减少489.24万元，较年初预算数增加190.84万元。其中：\n（1）教育支出1286.40万元，较年初预算数增加214.77万元；\n"
            "（2）卫生支出2525.48万元，较年初预算数减少23.93万元；\n（3）其他支出132.08万元，较年初预算数无增减。",
            [("190.84", "214.77", "23.93", True)],
        ),
        # a part's change is not told: nothing is known of the whole's
        (
            "支出966.00万元，比上年减少43.00万元。其中：购置费163.70万元，同比减少51.26万元；运行维护费527.35万元；接待费274.95万元，同比减少42.84万元。",
            [],
        ),
        # against the budget here, against last year there
        (
            "支出300.00万元，比预算减少20.00万元。其中：运行维护费200.00万元，比上年减少15.00万元；接待费100.00万元，比上年减少9.00万元。",
            [],
        ),
    ],
)
def test_changes_of_all_parts_make_the_change(text, expected):
    assert of_rules(text, "sum.of_changes", "sum.evident_moves") == expected


def test_a_change_of_one_part_that_is_two_digits_swapped_is_found():
    text = (
        "支出1026.96万元，同口径比上年减少77.42万元。其中：购置费163.70万元，同比减少51.26万元；运行维护费588.31万元，同比增加22.08万元；"
        "接待费274.95万元，同比减少42.84万元。"
    )
    assert len(alarms(text)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年初批复4186.37万元；执行中追加9672.85万元、调减113.50万元，调整预算数13745.72万元。", [("13745.72", "4186.37", "9672.85", "113.50", True)]),
        ("年初批复预算6个项目612.00万元，年中新增3个项目164.50万元，追减52.20万元，调整后项目预算724.30万元。", [("724.30", "612.00", "164.50", "52.20", True)]),
        (
            "年初批复预算635.20万元，其中基本支出217.60万元，项目支出417.60万元。年中追加352.10万元，收回11.20万元，调整后预算数976.10万元。",
            [("976.10", "635.20", "352.10", "11.20", True)],
        ),
        ("部门预算总额584.60万元，其中年初预算396.20万元，执行中调增210.40万元、调减22.00万元。", [("584.60", "396.20", "210.40", "22.00", True)]),
        ("年初安排部门预算820.50万元，年中追加人员经费96.30万元，收回项目资金21.40万元，全年预算985.40万元。", [("985.40", "820.50", "96.30", "21.40", False)]),
        # an amount of no such word, and a budget of which 其中 tells no first one
        ("年初预算820.50万元，自有资金300万元，年中追加96.30万元，调整后预算1316.80万元。", []),
        ("预算总额900.00万元，其中项目支出300万元。年中追加50万元用于设备。", []),
    ],
)
def test_adjusted_budgets(text, expected):
    assert of_rules(text, "difference.supplemented") == expected
