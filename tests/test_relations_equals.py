"""Equal numbers in two places: what makes one quantity of them, and what does not."""

from __future__ import annotations

import pytest
from relating import alarms, rows


def repeats(text: str) -> set[tuple[str, str]]:
    return {(r.operands[0].number, r.stated.number) for r in rows(text) if r.kind == "repeat" and r.holds}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        # a count taken up by its noun
        ("本次审计发现问题12个，涉及金额863.40万元。\n三、整改情况\n截至8月末，12个问题中已整改9个。", ("12", "12")),
        ("计划维修工程124处，受益8.6万人。\n截至12月底，全部124处工程均已完工。", ("124", "124")),
        ("倒塌房屋163户412间。\n三、重建\n163户倒房户已全部入住。", ("163", "163")),
        # money taken up by nothing but its place
        ("上级共下达衔接资金2303万元，其中中央资金1500万元。\n1.到位情况。\n2303万元已全部到位。", ("2303", "2303")),
        # a table's total row
        (
            "计划改造老旧小区24个、186栋、4752户。\n社区|小区数（个）|楼栋（栋）|户数（户）\n城北社区|10|90|2300\n东门社区|14|96|2452\n合计|24|186|4752\n",
            ("186", "186"),
        ),
        # long numbers need no word in common
        ("其中基本支出1983.40万元，项目支出2814.45万元。\n三、项目\n全年预算数2958.13万元，执行数2814.45万元。", ("2814.45", "2814.45")),
        # an account that balances
        ("2022年收入总计7278万元。\n二、支出\n2022年支出总计7278万元，收支平衡。", ("7278", "7278")),
    ],
)
def test_one_quantity(text, pair):
    assert pair in repeats(text)


@pytest.mark.parametrize(
    "text",
    [
        # another noun; a part of what was told; a plan that was kept to is no retelling of what was reached
        "发现问题12个。\n二、其他\n12个项目中已完工9个。",
        "全年新建桥梁124座。\n二、养护\n124座水库已全部除险。",
        "年初预算2814.45万元，用于道路。\n三、其他\n全年决算支出2814.45万元。",
        # a part of the income
        "其他收入7278万元。\n二、支出\n项目支出总额7278万元。",
        "2022年收入总计7278万元。\n二、上年\n2021年支出总计7278万元。",
    ],
)
def test_two_quantities(text):
    assert not repeats(text)


@pytest.mark.parametrize(
    "text",
    [
        "车改前全市有公务用车1246辆，车改后保留689辆，取消557辆。\n五、问题\n一是保留的698辆公车中，使用8年以上的占三成。",
        "全年粮食播种面积46.83万亩，比上年46.21万亩扩大0.62万亩。\n五、打算\n在今年46.38万亩播种面积的基础上只增不减。",
        "社区|户数|投资（万元）\n城北社区|2300|510.2\n东门社区|2452|601.3\n合计|4752|1111.5\n居民出资意愿不强，4572户中已出资3089户，占65%。",
    ],
)
def test_digits_that_changed_places_are_found(text):
    assert alarms(text)


@pytest.mark.parametrize(
    "text",
    [
        # other vehicles; what grew since
        "车改前全市有公务用车1246辆，车改后保留689辆，取消557辆。\n五、问题\n社会化租赁的698辆班车中，使用8年以上的占三成。",
        "社区|户数\n城北社区|2300\n东门社区|2452\n合计|4752\n去年改造的4572户居民已出资3089户。",
    ],
)
def test_like_numbers_of_other_things_are_silent(text):
    assert not alarms(text)
