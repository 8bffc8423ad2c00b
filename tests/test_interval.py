"""Intervals: what their arithmetic holds for every number, and the cases of open and missing bounds by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.interval import Interval, parse, plain

numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=3)


@st.composite
def intervals(draw):
    a, b = sorted((draw(numbers), draw(numbers)))
    same = a == b
    return Interval(a, b, not same and draw(st.booleans()), not same and draw(st.booleans()))


def inside(interval):
    """A number of the interval: its middle lies in it whether its ends do or not."""
    return (interval.low + interval.high) / 2


@given(intervals(), intervals())
def test_sums_and_differences_hold_those_of_their_numbers(a, b):
    assert inside(a) + inside(b) in a + b
    assert inside(a) - inside(b) in a - b


@given(intervals(), intervals())
def test_products_and_quotients_hold_those_of_their_numbers(a, b):
    assert inside(a) * inside(b) in a * b
    if b.low > 0:
        quotient, exact = a / b, inside(a) / inside(b)
        slack = Decimal("1e-20") * (abs(exact) + 1)  # the test's own division is rounded at 28 digits
        assert quotient.meets(Interval(exact - slack, exact + slack))


@given(intervals(), intervals())
def test_meeting_is_mutual_and_means_a_common_number(a, b):
    assert a.meets(b) == b.meets(a)
    low, high = max(a.low, b.low), min(a.high, b.high)
    if low < high:
        assert a.meets(b)
    if low > high:
        assert not a.meets(b)


@given(intervals())
def test_what_is_written_is_read_again(a):
    assert parse(str(a)) == a


@given(intervals(), numbers)
def test_scaling_scales_every_number(a, factor):
    assert inside(a) * factor in a.scale(factor)


def test_decimals_add_where_floats_do_not():
    assert sum([0.1] * 3) != 0.3
    assert Interval.point("0.1") + Interval.point("0.1") + Interval.point("0.1") == Interval.point("0.3")


@pytest.mark.parametrize(
    ("a", "b", "meet", "below", "strictly"),
    [
        ("[1, 2]", "[2, 3]", True, True, True),
        ("[1, 2)", "[2, 3]", False, True, True),
        ("[2, 3]", "[1, 2)", False, False, False),
        ("[2, 2]", "[2, 2]", True, True, False),
        ("[500, inf)", "[480, 490)", False, False, False),
        ("(-inf, 5)", "[5, 5]", False, True, True),
        ("(-inf, inf)", "[5, 5]", True, True, True),
    ],
)
def test_open_ends(a, b, meet, below, strictly):
    a, b = parse(a), parse(b)
    assert (a.meets(b), a.below(b), a.strictly_below(b)) == (meet, below, strictly)


@pytest.mark.parametrize("text", ["", "1, 2", "[1]", "[2, 1]", "[a, b]", "[1, 2, 3]"])
def test_what_is_no_interval_is_refused(text):
    with pytest.raises(ValueError, match="interval"):
        parse(text)


def test_division_by_what_may_be_zero_is_refused():
    with pytest.raises(ZeroDivisionError):
        Interval.point(1) / Interval(Decimal(-1), Decimal(1))


@pytest.mark.parametrize(("value", "text"), [("1.50", "1.5"), ("2E+2", "200"), ("0.00", "0"), ("-17.1466", "-17.1466")])
def test_plain_decimals(value, text):
    assert plain(Decimal(value)) == text
