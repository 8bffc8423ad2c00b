"""Opening and closing stocks, and what is left of a budget."""

import pytest
from relating import ties

from gouji.relations import stocks


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
