"""Units that a bare numeral has from elsewhere, and numerals near which a unit stands that is not theirs."""

from __future__ import annotations

import pytest

from gouji.document import Document, normalise
from gouji.figures import find


def told(text: str) -> list[tuple[str, str]]:
    return [(figure.number, figure.unit) for figure in find(Document(text, *normalise(text)))]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # what it was the year before, in parentheses
        ("全年出生436人，比去年同期（429）多生7人。", [("436", "人"), ("429", "人"), ("7", "人")]),
        ("全年出生436人，其中男孩220人，比去年同期（429）多生7人。", [("436", "人"), ("220", "人"), ("429", "人"), ("7", "人")]),
        ("接待游客12.6万人次，高于去年（11.8）。", [("12.6", "万人次"), ("11.8", "万人次")]),
        ("支出12.60万元，与上年度（11.85）相比有所增加。", [("12.60", "万元"), ("11.85", "万元")]),
        # another sentence, no year before, a unit of its own
        ("全年出生436人。去年同期（429）多生7人。", [("436", "人"), ("7", "人")]),
        ("全年出生436人，见附表（429）所列。", [("436", "人")]),
        ("全年出生436人，比去年同期（429户）有所下降。", [("436", "人"), ("429", "户")]),
    ],
)
def test_what_was_the_year_before_is_in_the_unit_of_what_is(text: str, figures: list[tuple[str, str]]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("建设校舍66.3万平方米（幼儿园6.4万、小学24.3万、初中35.6万）。",
         [("66.3", "万平方米"), ("6.4", "万平方米"), ("24.3", "万平方米"), ("35.6", "万平方米")]),
        ("建设校舍66.3万平方米，其中：幼儿园6.4万、小学59.9万。", [("66.3", "万平方米"), ("6.4", "万平方米"), ("59.9", "万平方米")]),
        ("投资12亿元（中央5亿、地方7亿）。", [("12", "亿元"), ("5", "亿元"), ("7", "亿元")]),
        # the whole is in another scale, or in a bare one itself; other figures stand between
        ("建设校舍66.3平方米（幼儿园6.4万、小学24.3万）。", [("66.3", "平方米"), ("6.4", "万"), ("24.3", "万")]),
        ("现有藏书30万（幼儿园6.4万、小学24.3万）。", [("30", "万"), ("6.4", "万"), ("24.3", "万")]),
        ("建设校舍66.3万平方米，2022年新增幼儿园6.4万。", [("66.3", "万平方米"), ("6.4", "万")]),
    ],
)  # fmt: skip
def test_an_item_told_in_ten_thousands_is_in_the_unit_of_its_whole(text: str, figures: list[tuple[str, str]]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("受理投诉971件，同比上升30.51%；举报356，同比降低45.73%。", [("971", "件"), ("30.51", "%"), ("356", "件"), ("45.73", "%")]),
        ("受理投诉971件，同比上升30.51%；咨询1204，环比降低5.2%；举报356，较上年降低45.73%。",
         [("971", "件"), ("30.51", "%"), ("1204", "件"), ("5.2", "%"), ("356", "件"), ("45.73", "%")]),
        # money is no count; nothing told as this is; another sentence; one digit; a fraction; ten thousands of them
        ("投资额971万元，同比上升30.51%；举报356，同比降低45.73%。", [("971", "万元"), ("30.51", "%"), ("45.73", "%")]),
        ("受理投诉971件；举报356，同比降低45.73%。", [("971", "件"), ("45.73", "%")]),
        ("受理投诉971件，同比上升30.51%。举报356，同比降低45.73%。", [("971", "件"), ("30.51", "%"), ("45.73", "%")]),
        ("受理投诉971件，同比上升30.51%；举报6，同比降低45.73%。", [("971", "件"), ("30.51", "%"), ("45.73", "%")]),
        ("受理投诉971件，同比上升30.51%；指数35.6，同比降低4.73%。", [("971", "件"), ("30.51", "%"), ("35.6", ""), ("4.73", "%")]),
        ("受理投诉97.1万件，同比上升30.51%；举报356，同比降低45.73%。", [("97.1", "万件"), ("30.51", "%"), ("45.73", "%")]),
    ],
)  # fmt: skip
def test_a_count_told_as_one_before_it_is_in_its_unit(text: str, figures: list[tuple[str, str]]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("女干部36人，占总数的60。", [("36", "人"), ("60", "%")]),
        ("女干部36人，占总人数的比重为60；", [("36", "人"), ("60", "%")]),
        ("耕地36公顷，占总面积的60、", [("36", "公顷"), ("60", "%")]),
        ("女干部36人，占总数的160。", [("36", "人")]),  # no share
        ("女干部36人，占总数的60人。", [("36", "人"), ("60", "人")]),
        ("女干部36人，占座60。", [("36", "人")]),  # of no whole
    ],
)
def test_a_bare_share_of_all_is_in_percent(text: str, figures: list[tuple[str, str]]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # places and persons, counted where they are listed
        ("来自甘肃、宁夏、新疆三省的学员", [("三", "省")]),
        ("来自甘肃、宁夏两省的学员32人", [("两", "省"), ("32", "人")]),
        ("走访河北省、山西省两省", [("两", "省")]),
        ("患者、家属、医生三者配合", [("三", "者")]),
        ("走访3省12县", [("3", "省"), ("12", "县")]),
        # a name, a word, or the beginning of another word
        ("全省三州联动", []), ("两者兼顾", []), ("综合三者意见", []), ("三省吾身", []), ("四州财政", []),
        ("跨3省级行政区", []), ("投资3省级资金", []), ("第3省道", []), ("全县8省道", []), ("海南、青海2省份", []),
    ],
)  # fmt: skip
def test_provinces_and_the_like_are_counted_where_they_are_listed(text: str, figures: list[tuple[str, str]]) -> None:
    assert told(text) == figures


def test_the_ratio_sign_is_a_colon() -> None:
    made = find(Document("按3∶1配套", *normalise("按3∶1配套")))
    assert list(made) == []
    assert made.left_out == {"ratio_mark": 1}


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # a line tells the unit of the lines below it, each a label and a number
        (
            "扶助补助资金（万元）\n年度资金总额：763.50\n其中：中央补助502.00\n市级资金261.50\n",
            [("763.50", "万元"), ("502.00", "万元"), ("261.50", "万元")],
        ),
        # a label before a row of numbers alone
        ("年度资金总额（万元）：52.80 52.80 100.00% 30.80 58.33%\n", [("52.80", "万元"), ("52.80", "万元"), ("100.00", "%"), ("30.80", "万元"), ("58.33", "%")]),
        # the first number of a row, whose space is lost
        ("单位：元\n（二）支出总计6804029.68 7395202.53 591172.85 8.69%\n", [("6804029.68", "元"), ("7395202.53", "元"), ("591172.85", "元"), ("8.69", "%")]),
        # a sentence ends it
        ("扶助补助资金（万元）\n年度资金总额：763.50\n资金于3月拨付。其余为502.17\n", [("763.50", "万元"), ("502.17", "")]),
    ],
)
def test_units_of_lines(text: str, figures: list[tuple[str, str]]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # an aim told in 亿 alone among money; a total by its name
        ("到位资金1005136万元，完成全年80亿目标任务的125.64%。", [("1005136", "万元"), ("80", "亿元"), ("125.64", "%")]),
        ("三公经费决算数合计为1000.86万，其中接待费43.77万元。", [("1000.86", "万元"), ("43.77", "万元")]),
        ("服务群众8万人，完成全年10亿目标的一半。", [("8", "万人"), ("10", "亿"), ("一半", "")]),
        # of last year, in parentheses behind a rate
        ("发病6604例，较上月（7004例）下降5.71%，较去年同期（7231）下降8.67%。", [("6604", "例"), ("7004", "例"), ("5.71", "%"), ("7231", "例"), ("8.67", "%")]),
        # so many to one is no percentage
        ("男3.19万人，女1.62万人，比例为1.97：1。", [("3.19", "万人"), ("1.62", "万人"), ("1.97", "")]),
        # long counts
        ("机动车保有量为148385696辆。", [("148385696", "辆")]),
        ("统一编号148385696。", []),
    ],
)
def test_units_by_the_words_beside(text: str, figures: list[tuple[str, str]]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("预算执行率（B/A×100%）为98%。", [("98", "%")]),
        ("防洪标准达到10年一遇，保护人口3万人。", [("3", "万人")]),
        ("防洪标准达到百年一遇。", []),
        ("1.2024年度项目资金96万元。", [("96", "万元")]),
        ("自评得分52021年12月完成。", []),
        ("110类报警5544起，122类报警1145起。", [("5544", "起"), ("1145", "起")]),
        ("受理110起。", [("110", "起")]),
    ],
)
def test_digits_that_state_nothing(text: str, figures: list[tuple[str, str]]) -> None:
    assert told(text) == figures
