"""What a table's own formulas, or its numbers alone, say of its columns; numbered rows of which some are told; leaves of heads."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from relating import alarms, of_rules, reading

from gouji.relations.table import grids
from gouji.relations.table.views import Series


def rows(*lines: str) -> str:
    """Lines of cells with an edge at each end."""
    return "".join(f"| {line.replace('|', ' | ')} |\n" for line in lines)


def proposed(text: str, rule: str) -> list[str]:
    """A rule's ties as the tables propose them: the stated figure and its operands; a cross before what fails."""
    return [
        f"{'' if r.holds else '✗ '}{r.stated.number}: {' '.join(f.number for f in r.operands)}"
        for r in grids.propose(reading(text))
        if r.rule == rule
    ]


def borne_out(*lines: str) -> list[str]:
    return proposed(rows(*lines), "grid.borne_out")


# each third number is the sum of the two before it
SUMS = ["柳园|1384|517|1901", "梅坪|2265|838|3103", "竹溪|1746|629|2375", "松岭|3018|455|3473"]
HELD = ["1901: 517 1384", "3103: 838 2265", "2375: 629 1746", "3473: 455 3018"]
PLAIN = "社区|沿街|院内|点位"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([PLAIN, *SUMS], HELD),
        # the sum stands first; three parts, of which a row tells two
        (
            ["社区|点位|沿街|院内", "柳园|1901|1384|517", "梅坪|3103|2265|838", "竹溪|2375|1746|629"],
            ["1901: 1384 517", "3103: 2265 838", "2375: 1746 629"],
        ),
        (
            ["社区|沿街|院内|楼顶|点位", "柳园|1384|517|268|2169", "梅坪|2265|—|419|2684", "竹溪|1746|629|307|2682", "松岭|3018|455|692|4165"],
            ["2169: 268 517 1384", "2684: 419 2265", "2682: 307 629 1746", "4165: 692 455 3018"],
        ),
        # another column stands between
        (
            ["社区|点位|沿街|楼高|院内", "柳园|1901|1384|42|517", "梅坪|3103|2265|17|838", "竹溪|2375|1746|65|629"],
            ["1384: 1901 517", "2265: 3103 838", "1746: 2375 629"],
        ),
        # 1384/1901 = 72.804%, 2265/3103 = 72.994%, 1746/2375 = 73.516%
        (
            ["社区|应供|通水|水平（%）", "柳园|1901|1384|72.80", "梅坪|3103|2265|72.99", "竹溪|2375|1746|73.52"],
            ["72.80: 1384 1901", "72.99: 2265 3103", "73.52: 1746 2375"],
        ),
        # 1901/1384 = 1.37355, 3103/2265 = 1.36998, 2375/1746 = 1.36025
        (
            ["社区|一期|二期|幅度", "柳园|1384|1901|37.36", "梅坪|2265|3103|37.00", "竹溪|1746|2375|36.03"],
            ["37.36: 1901 1384", "37.00: 3103 2265", "36.03: 2375 1746"],
        ),
        # points between two rates
        (
            ["社区|相差（%）|甲面（%）|乙面（%）", "柳园|27.15|63.25|36.10", "梅坪|27.18|58.47|31.29", "竹溪|48.22|71.06|22.84"],
            ["27.15: 63.25 36.10", "27.18: 58.47 31.29", "48.22: 71.06 22.84"],
        ),
        # the rows are made of each other, over their columns
        (["类别|柳园|梅坪|竹溪", "沿街|1384|2265|1746", "院内|517|838|629", "点位|1901|3103|2375"], ["1901: 517 1384", "3103: 838 2265", "2375: 629 1746"]),
        # two rows are enough where they tell many digits
        (
            [PLAIN, "柳园|138417|51726|190143", "梅坪|226538|83891|310429"],
            ["190143: 51726 138417", "310429: 83891 226538"],
        ),
        # a rate among amounts is made of none, whether it would fit or not
        ([PLAIN, *SUMS, "占比|63.0%|37.0%|100%"], HELD),
        ([PLAIN, *SUMS, "增速|5.1%|3.2%|4.6%"], HELD),
        ([PLAIN, SUMS[0], "增速|5.1%|3.2%|4.6%", *SUMS[1:]], HELD),
        # of two columns that tell the same, both go with the rest
        (
            ["社区|沿街|院内|院落|点位", "柳园|1384|517|517|1901", "梅坪|2265|838|838|3103", "竹溪|1746|629|629|2375"],
            ["1384: 1901 517", "2265: 3103 838", "1746: 2375 629", "517: 1901 1384", "838: 3103 2265", "629: 2375 1746"],
        ),
        # a row that tells nothing
        ([PLAIN, *SUMS, "石桥|—|—|—"], HELD),
        # one row of four may miss it
        ([PLAIN, *SUMS[:3], "松岭|3018|455|3437"], [*HELD[:3], "✗ 3437: 455 3018"]),
        ([PLAIN, "柳园|1834|517|1901", *SUMS[1:]], ["✗ 1901: 517 1834", *HELD[1:]]),
    ],
)
def test_numbers_say_what_a_column_is_made_of(lines, expected):
    assert borne_out(*lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        # numbers that bear out nothing
        [PLAIN, "柳园|1384|517|2764", "梅坪|2265|838|1153", "竹溪|1746|629|5208", "松岭|3018|455|4310"],
        # few digits in three rows, and not many in two
        [PLAIN, "柳园|3|4|7", "梅坪|5|1|6", "竹溪|2|6|8"],
        [PLAIN, *SUMS[:2]],
        [PLAIN, "柳园|13841|5172|19013", "梅坪|22653|8389|31042"],
        # one row of three that misses it, two of five
        [PLAIN, *SUMS[:2], "竹溪|1746|629|2735"],
        [PLAIN, *SUMS[:3], "松岭|3018|455|3437", "石桥|2716|384|3010"],
        # x + 0 = x says nothing
        [PLAIN, "柳园|1384|0|1384", "梅坪|2265|0|2265", "竹溪|0|629|629", "松岭|0|455|455"],
        ["社区|点位|沿街|楼高|院内", "柳园|1384|1384|42|0", "梅坪|2265|2265|17|0", "竹溪|1746|1746|65|0", "松岭|3473|3018|38|455"],
        # amounts of different things
        ["社区|路灯（盏）|水井（口）|点位（处）", *SUMS],
        # the heads say it, and another rule holds the numbers to it
        ["社区|甲类|乙类|合计", *SUMS],
        # and what they say of one column, of another that tells the same
        ["社区|点位|甲类|乙类|丙类|合计", "柳园|2169|1384|517|268|2169", "梅坪|3522|2265|838|419|3522", "竹溪|2682|1746|629|307|2682"],
    ],
)
def test_numbers_that_say_too_little(lines):
    assert borne_out(*lines) == []


# the number in the middle is the sum of the three before it, and of the three behind it
BOTH = ["柳园|1384|517|268|2169|905|731|533", "梅坪|2265|838|419|3522|1460|1277|785", "竹溪|1746|629|307|2682|1128|964|590"]


def test_an_equation_with_a_rival_is_left_open():
    head = "社区|沿街|院内|楼顶|点位|木质|铁质|石质"
    assert borne_out(head, *BOTH) == []
    assert borne_out(head, *(line[:-1] + "1" for line in BOTH)) == ["2169: 268 517 1384", "3522: 419 838 2265", "2682: 307 629 1746"]


@pytest.mark.parametrize("wrong", ["3703", "3013", "3193", "2103", "31030"])
def test_a_slip_in_one_row_is_found(wrong):
    """Another digit, two that changed places, a digit too many."""
    text = rows(PLAIN, *SUMS)
    assert alarms(text) == []
    assert alarms(text.replace("3103", wrong)) == [f"“梅坪”一行“点位”{wrong}应等于838 + 2265（同列3处数字均如此）"]


@pytest.mark.parametrize("other", ["3786", "4210", "1999"])
def test_what_no_slip_explains_is_no_tie(other):
    """The row may be of another kind than the rest."""
    text = rows(PLAIN, *SUMS).replace("3103", other)
    assert alarms(text) == []
    assert of_rules(text, "grid.borne_out") == [("1901", "517", "1384", True), ("2375", "629", "1746", True), ("3473", "455", "3018", True)]


SEEDS = st.integers(0, 2**32)


def tables(seed: int, height: int) -> list[list[int]]:
    """Rows of two numbers, their sum, and one of nothing."""
    chance = Random(seed)
    pairs = [(chance.randint(10000, 99999), chance.randint(10000, 99999)) for _ in range(height)]
    return [[a, b, a + b, chance.randint(10000, 199999)] for a, b in pairs]


@given(seed=SEEDS, height=st.integers(3, 6), order=st.permutations(range(4)))
def test_what_is_made_of_others_is_tied_and_what_is_not_is_not(seed, height, order):
    made = tables(seed, height)
    lines = [f"{name}|{'|'.join(str(row[at]) for at in order)}" for name, row in zip("甲乙丙丁戊己", made, strict=False)]
    found = grids.propose(reading(rows("社区|沿街|院内|点位|楼高", *lines)))
    assert all(r.holds for r in found)
    assert [sorted(int(f.number) for f in r.figures) for r in found] == [sorted(row[:3]) for row in made]


@given(seed=SEEDS, at=st.integers(0, 4), place=st.integers(0, 4), digit=st.sampled_from("123456789"))
def test_any_digit_of_any_sum_is_held_to_its_parts(seed, at, place, digit):
    made = tables(seed, 5)
    told = [str(row[2]) for row in made]
    told[at] = told[at][:place] + digit + told[at][place + 1 :]
    lines = [f"{name}|{row[0]}|{row[1]}|{whole}" for name, row, whole in zip("甲乙丙丁戊", made, told, strict=True)]
    found = grids.propose(reading(rows(PLAIN, *lines)))
    assert [(r.stated.number, r.holds) for r in found] == [(whole, whole == str(row[2])) for whole, row in zip(told, made, strict=True)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["地区|限额|一般|专项", "公式|A=B+C|B|C", "甲县|152.50|89.00|63.50", "乙县|60.00|41.00|20.00"], ["152.50: 89.00 63.50", "✗ 60.00: 41.00 20.00"]),
        (["地区|甲|乙|丙", "栏次|1|2|3=1-2", "甲县|90|50|40", "乙县|70|45|35"], ["40: 90 50", "✗ 35: 70 45"]),
        (["地区|甲|乙|丙|丁", "栏次|1=2-3-4|2|3|4", "甲县|20|90|50|20", "乙县|5|70|45|10"], ["20: 90 50 20", "✗ 5: 70 45 10"]),
        # 50/90 = 55.56%, 45/70 = 64.29%
        (["地区|甲|乙|丙（%）", "栏次|1|2|3=2/1×100%", "甲县|90|50|55.56", "乙县|70|45|62.49"], ["55.56: 50 90", "✗ 62.49: 45 70"]),
        # two formulas
        (["地区|甲|乙|丙|丁（%）", "栏次|1|2|3=1-2|4=2÷1", "甲县|80|60|20|75"], ["20: 80 60", "75: 60 80"]),
        # no rate of nothing; an empty cell; amounts of two measures
        (["地区|甲|乙|丙（%）", "栏次|1|2|3=2/1", "甲县|0|0|0", "乙县|80|60|75"], ["75: 60 80"]),
        (["地区|甲|乙|丙", "栏次|1|2|3=1-2", "甲县|90|—|90", "乙县|70|45|25"], ["25: 70 45"]),
        (["地区|甲（亩）|乙（户）|丙", "栏次|1|2|3=1-2", "甲县|90|50|40", "乙县|70|45|25"], []),
        # a column that the table does not have
        (["地区|甲|乙|丙", "栏次|1|2|3=1-5", "甲县|90|50|40", "乙县|70|45|25"], []),
    ],
)
def test_the_formulas_of_a_table(lines, expected):
    assert proposed(rows(*lines), "grid.formula") == expected


def test_the_formulas_of_a_table_one_cell_a_line():
    cells = "地区|限额|一般|专项|公式|A=B+C|B|C|甲县|152.50|89.00|63.50|乙县|60.00|41.00|20.00"
    text = "".join(f"{cell} |\n" for cell in cells.split("|"))
    assert proposed(text, "grid.formula") == ["152.50: 89.00 63.50", "✗ 60.00: 41.00 20.00"]
    assert alarms(text) == ["“乙县”一行60.00应等于41.00 + 20.00（表中公式：A=B+C）"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # short in each column: more rows may belong to it
        (["（1）城市|60|50", "（2）农村|30|20"], [("100", False, False), ("90", False, False)]),
        # short in one, and made up in the other
        (["（1）城市|60|50", "（2）农村|30|40"], [("100", False, True), ("90", True, True)]),
        # more than the whole
        (["（1）城市|60|50", "（2）农村|50|60"], [("100", False, True), ("90", False, True)]),
        # all of it
        (["（1）城市|60|50", "（2）农村|40|40"], [("100", True, True), ("90", True, True)]),
    ],
)
def test_numbered_rows_may_tell_some_of_a_numbered_one(parts, expected):
    text = rows("项目|预算（万元）|决算（万元）", "1.救助|100|90", *parts, "2.养老|80|70", "（1）机构|50|40", "（2）居家|30|30")
    found = [(r.stated.number, r.holds, r.strict) for r in grids.propose(reading(text)) if r.rule == "grid.column_sum"]
    assert sorted(found) == sorted([*expected, ("80", True, True), ("70", True, True)])


def test_rows_under_one_without_a_number_are_all_of_it():
    text = rows("项目|预算（万元）|决算（万元）", "合计|100|90", "1.救助|60|50", "2.养老|30|20")
    found = [(r.stated.number, r.holds, r.strict) for r in grids.propose(reading(text)) if r.rule == "grid.column_sum"]
    assert found == [("100", False, True), ("90", False, True)]


@pytest.mark.parametrize(
    ("head", "leaf"),
    [
        ("决算·金额（万元）", "决算金额"),
        ("2024年·决算·数额", "决算数额"),
        ("上年·绝对数", "上年绝对数"),
        ("决算·项目金额", "项目金额"),
        ("决算·增幅", "增幅"),
        ("金额（万元）", "金额"),
        ("决算数", "决算数"),
    ],
)
def test_the_leaf_of_a_head(head, leaf):
    assert Series(head, "amount", ()).leaf == leaf


def test_a_sum_that_noughts_may_be_of_too():
    """Of two sums that fit, the shorter, where what the longer adds is nought in each row."""
    assert sorted(of_rules("点位|全部|日班|夜班|临时\n甲点|3271|1208|2063|0\n乙点|5406|1957|3449|0\n丙点|7128|2516|4612|0\n", "grid.borne_out")) == [
        ("3271", "1208", "2063", True),
        ("5406", "1957", "3449", True),
        ("7128", "2516", "4612", True),
    ]
