"""The other measures of items whose first measure makes up a whole, across lines and chapters."""

import pytest
from relating import alarms, of_rules

HEAD = "上半年全市发生事故84起、死亡{}人、受伤37人。\n二、行业情况\n"
LINES = "（一）运输业。事故52起、死亡33人、受伤29人。\n（二）建筑业。事故11起，死亡{}人，受伤3人。\n（三）其他行业。事故14起，死亡12人，受伤4人。\n（四）农业。事故7起，死亡4人，受伤1人。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD.format(61) + LINES.format(12), ("61", "33", "12", "12", "4", True)),
        (HEAD.format(61) + LINES.format(21), ("61", "33", "21", "12", "4", False)),
        # what is counted stands behind its number
        (
            "全旗发生事故76起，死亡27人，受伤92人。\n从道路分析，国道发生事故14起，造成8人死亡、19人受伤；省道发生事故21起，造成9人死亡、26人受伤；"
            "县道发生事故30起，造成8人死亡、34人受伤；城镇发生事故11起，造成2人死亡、13人受伤。",
            ("92", "19", "26", "34", "13", True),
        ),
        (
            "举办培训班18期、培训教师960人，投入46.5万元。\n1.小学。举办培训班7期，培训教师410人，投入18.2万元。\n2.初中。举办培训班6期，培训教师330人，投入16.1万元。\n"
            "3.高中。举办培训班5期，培训教师220人，投入12.2万元。\n",
            ("960", "410", "330", "220", True),
        ),
    ],
)
def test_companions(text, expected):
    assert expected in of_rules(text, "sum.companion", "sum.column", "sum.evident")


@pytest.mark.parametrize(
    "text",
    [
        # one measure alone makes up its whole: the other may be told of more
        "全市发生事故84起、死亡61人。\n运输业事故52起、死亡33人。\n建筑业事故11起，死亡9人。\n其他事故21起，死亡7人。\n",
        # a measure that two items do not tell
        HEAD.format(61) + "（一）运输业。事故52起、死亡33人、受伤29人。\n（二）建筑业。事故11起，受伤3人。\n（三）其他行业。事故14起，死亡12人，受伤4人。\n（四）农业。事故7起，受伤1人。\n",
    ],
)
def test_what_need_not_add_up_is_silent(text):
    assert not alarms(text)
