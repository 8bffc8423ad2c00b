"""Opening and closing stocks, and what is left of a budget."""

import pytest
from relating import alarms, ties

from gouji.relations.change import stocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("信访事项上年末117件，本年新受理33件，办结68件，期末82件。", [("82", "117", "33", "68", True)]),
        ("信访事项上年末117件，本年新受理33件，办结68件，期末28件。", [("28", "117", "33", "68", False)]),
        ("在册人员年初123名，本年新进153名、减员59名，年末217名。", [("217", "123", "153", "59", True)]),
        ("年初50件，巡查20件，年末40件。", []),  # 巡查 neither adds nor takes away
        ("年初50件，年末40件。", []),
        ("年初预算50万元，年末支出40万元。", []),
        (
            "全年预算数500.00万元。其中基本支出300.00万元。全年支出420.00万元，执行率84%。年末结余80.00万元。",
            [("80.00", "500.00", "420.00", True)],
        ),
        ("上年结转80.00万元，全年预算数500.00万元。", []),
    ],
)
def test_stocks_and_balances(text, expected):
    assert ties(stocks, text) == expected


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        ("新增藏书24318册，总藏书量达415672册，较上年末的391354册进一步增加。", 0),
        ("新增藏书24318册，总藏书量达415672册，较上年末的319354册进一步增加。", 1),  # two digits swapped
        ("新增藏书24318册，总藏书量达415672册，较上年末的392000册进一步增加。", 0),  # some were discarded
        ("收入总量357242万元，包括：预算收入90218万元，债券转贷收入267024万元。支出总量354487万元，包括：预算支出312845万元，还本支出41642万元。收支相抵，年终结转2755万元。", 0),
        ("收入总量357242万元，包括：预算收入90218万元，债券转贷收入267024万元。支出总量348487万元，包括：预算支出306845万元，还本支出41642万元。收支相抵，年终结转2755万元。", 1),
    ],
)  # fmt: skip
def test_what_was_added_and_what_is_carried_on(text, failing):
    assert len(alarms(text)) == failing
