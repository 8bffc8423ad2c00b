"""Units, numerals and the intervals that stated figures allow: the design's table, row by row."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Document, normalise
from gouji.figures import find
from gouji.interval import Interval
from gouji.quantity import allowed, numeral, unit


def figures(text):
    plain, origin = normalise(text)
    return list(find(Document(text, plain, origin)))


@pytest.mark.parametrize(
    ("text", "number", "unit_name", "qualifier", "interval"),
    [
        ("共计2223.06万元", "2223.06", "万元", "exact", "[2223.055, 2223.065]"),
        ("项目22个", "22", "个", "exact", "[22, 22]"),
        ("审批单43851宗", "43851", "宗", "exact", "[43851, 43851]"),
        ("整改率85%", "85", "%", "exact", "[84.5, 85.5]"),
        ("约250亩", "250", "亩", "about", "[245, 255]"),
        ("巡查500余次", "500", "次", "more_than", "[500, 600)"),
        ("罚没480余万元", "480", "万元", "more_than", "[480, 490)"),
        ("培训3.5万余人", "3.5", "万人", "more_than", "[3.5, 3.6)"),
        ("近10平方公里", "10", "平方公里", "less_than", "[9, 10)"),
        ("近500人", "500", "人", "less_than", "[400, 500)"),
        ("不足5%", "5", "%", "less_than", "[4, 5)"),
        ("超过500人", "500", "人", "more_than", "(500, inf)"),
        ("资金100万元以上", "100", "万元", "at_least", "[100, inf)"),
        ("单位价值100万元（含）以上", "100", "万元", "at_least", "[100, inf)"),
        ("不少于3次", "3", "次", "at_least", "[3, inf)"),
        ("至少3次", "3", "次", "at_least", "[3, inf)"),
        ("5%以内", "5", "%", "at_most", "(-inf, 5]"),
        ("不超过20人", "20", "人", "at_most", "(-inf, 20]"),
        ("增加10%-15%", "10%-15", "%", "range", "[10, 15]"),
        ("每年3至5个", "3至5", "个", "range", "[3, 5]"),
        ("降雨400-800mm", "400-800", "mm", "range", "[400, 800]"),
        ("水田规模-17.1466公顷", "-17.1466", "公顷", "exact", "[-17.14665, -17.14655]"),
        ("任务1.19万亩", "1.19", "万亩", "exact", "[1.185, 1.195]"),
        ("债权48.02亿元", "48.02", "亿元", "exact", "[48.015, 48.025]"),
        ("支出１，２３４．５万元", "１，２３４．５", "万元", "exact", "[1234.45, 1234.55]"),
        ("支出1,234.5万元", "1,234.5", "万元", "exact", "[1234.45, 1234.55]"),
        ("配备二十一个监测点", "二十一", "个", "exact", "[21, 21]"),
        ("设两个工作专班", "两", "个", "exact", "[2, 2]"),
        ("参训12万3千人", "12万3千", "人", "exact", "[122500, 123500]"),
        ("轮训十五批", "十五", "批", "exact", "[15, 15]"),
        ("投资一亿元以上", "一", "亿元", "at_least", "[1, inf)"),
        ("近七成", "七", "成", "less_than", "[6, 7)"),
        ("占八分之一", "八分之一", "", "exact", "[0.125, 0.125]"),
        ("占总数的一半", "一半", "", "exact", "[0.5, 0.5]"),
        ("占比13 .6%", "13 .6", "%", "exact", "[13.55, 13.65]"),
        ("支出0.00元", "0.00", "元", "exact", "[-0.005, 0.005]"),
        ("同比负增长0.94%", "0.94", "%", "exact", "[0.935, 0.945]"),
        ("标准为570元/人·月", "570", "元/人·月", "exact", "[569.5, 570.5]"),
        ("死亡率3.16‰", "3.16", "‰", "exact", "[3.155, 3.165]"),
        ("提高1.5个百分点", "1.5", "百分点", "exact", "[1.45, 1.55]"),
        ("罚款1 046.7万元", "1 046.7", "万元", "exact", "[1046.65, 1046.75]"),
    ],
)
def test_a_stated_figure(text, number, unit_name, qualifier, interval):
    found = figures(text)
    assert len(found) == 1
    figure = found[0]
    assert (figure.number, figure.unit.replace("个百", "百"), figure.qualifier) == (number, unit_name, qualifier)
    got = str(figure.interval)
    assert got == interval or (unit_name == "" and figure.value == Decimal(interval[1:].split(",")[0]))


@pytest.mark.parametrize(
    ("a", "b", "ratio"),
    [("公顷", "亩", 15), ("万元", "元", 10000), ("亿元", "万元", 10000), ("平方公里", "公顷", 100), ("吨", "公斤", 1000), ("万亩", "亩", 10000),
     ("公里", "米", 1000), ("公斤/亩", "公斤/公顷", 15), ("%", "‰", 10), ("成", "%", 10)],
)
def test_units_of_one_dimension(a, b, ratio):
    x, y = unit(a), unit(b)
    assert x.dimension == y.dimension
    assert round(x.factor / y.factor, 12) == ratio


@pytest.mark.parametrize(("a", "b"), [("人", "人次"), ("户", "人"), ("元", "美元"), ("%", "百分点"), ("个", "次"), ("元/人·月", "元")])
def test_units_that_never_add_up(a, b):
    assert unit(a).dimension != unit(b).dimension


@pytest.mark.parametrize(
    ("text", "value"),
    [("二十一", 21), ("三百", 300), ("两千", 2000), ("十五", 15), ("12万3千", 123000), ("1,234,567.5", Decimal("1234567.5")),
     ("八分之一", Decimal("0.125")), ("百分之十二点五", Decimal("0.125")), ("半", Decimal("0.5"))],
)
def test_numerals(text, value):
    assert numeral(text) == value


@pytest.mark.parametrize("text", ["34.568.64", "", "abc", "万"])
def test_what_is_no_numeral_has_no_value(text):
    assert numeral(text) is None


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_rounded_figure_allows_what_rounds_to_it(value):
    interval = allowed(value, 2, "exact", unit("万元"))
    assert value in interval
    assert interval.width == Decimal("0.01")


@given(st.integers(min_value=1, max_value=10**9))
def test_counted_things_are_exact(count):
    assert allowed(Decimal(count), 0, "exact", unit("个")) == Interval.point(count)


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from(["万元", "亿元", "亩", "人次"]))
def test_qualifiers_lie_on_their_side(count, name):
    value, kind = Decimal(count), unit(name)
    assert allowed(value, 0, "more_than", kind).low == value
    assert allowed(value, 0, "less_than", kind).high == value
    assert value in allowed(value, 0, "about", kind)
    assert allowed(value, 0, "at_least", kind) == Interval(value, None)
    assert allowed(value, 0, "at_most", kind) == Interval(None, value)


@given(st.decimals(min_value=0, max_value=10**7, places=2), st.sampled_from(["万元", "亩", "公顷", "吨", "%"]))
def test_a_written_figure_is_found_with_its_value(value, name):
    found = figures(f"本年完成{value:,}{name}，其余略。")
    assert [(f.value, f.unit) for f in found] == [(value, name)]


def test_signs_behind_a_scale_are_no_unit_and_no_error():
    assert unit("万：").factor == unit("万").factor


@pytest.mark.parametrize("name", ["件-5", "元-3.2", "万元-0.5", "亩-2", "米**-5", "元+1"])
def test_an_expression_is_no_unit_and_no_error(name):
    assert unit(name).dimension not in ("", unit("元").dimension, unit("米").dimension)
