"""Quick looks in floating point say of a whole and its parts what the decimal arithmetic does, or nothing."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gouji.figures import Figure
from gouji.quantity import allowed, decimals, unit
from gouji.relations.common.reading import Mention
from gouji.relations.common.whole import Parts, _comparable, comparable, total_of


def far_apart(whole: Mention, parts: list[Mention]) -> bool:
    return Parts(parts).far_from(whole)


UNITS = ("万元", "元", "亿元")
QUALIFIERS = ("exact", "about", "more_than", "less_than")


def mention(value: Decimal, name: str = "万元", qualifier: str = "exact", index: int = 0) -> Mention:
    number = format(value, "f")
    places = decimals(number)
    figure = Figure(
        f"F{index:03d}", f"{number}{name}", number, index * 50, index * 50 + len(number), value, name, qualifier,
        allowed(value, places, qualifier, unit(name)), "", index * 50, index * 50 + len(number) + 2, places=places,
    )  # fmt: skip
    return Mention(figure, index, unit(name), 0, (0, 1000), 0, -1, "", "", "")


amounts = st.builds(
    lambda value, name, qualifier: mention(value, name, qualifier),
    st.one_of(
        st.decimals(min_value=0, max_value=2000, places=2), st.integers(0, 12).map(lambda n: Decimal(n)),
        st.integers(1, 9).map(lambda n: Decimal(n * 100)),
    ),
    st.sampled_from(UNITS), st.sampled_from(QUALIFIERS),
)  # fmt: skip


@given(amounts, st.lists(amounts, min_size=2, max_size=5))
def test_what_is_far_apart_neither_holds_nor_comes_near(whole, parts):
    relation = total_of(whole, parts, "t", True)
    if far_apart(whole, parts):
        assert relation.holds is False
        assert abs(relation.computed / relation.stated.value - 1) > Decimal("0.2")


@given(amounts, st.lists(amounts, min_size=2, max_size=5))
def test_a_quick_comparison_is_the_exact_one(whole, parts):
    value, total = (sum((m.figure.value * m.unit.factor for m in some), Decimal(0)) for some in ([whole], parts))
    exact = True
    if value and total:
        off = abs(total / value)
        near_powers = any(abs(off.scaleb(k) - 1) < Decimal("0.02") for k in (1, 2, 3, 4, -1, -2, -3, -4))
        exact = Decimal("0.5") <= off <= 2 or near_powers
    assert _comparable(whole.size, sum(p.size for p in parts)) in (exact, None)
    assert comparable(whole, parts) is exact


def test_at_the_bounds_decimals_decide():
    assert _comparable(100.0, 50.0) is None
    assert comparable(mention(Decimal(100)), [mention(Decimal(20)), mention(Decimal(30))])
    assert not comparable(mention(Decimal("100.01")), [mention(Decimal(20)), mention(Decimal(30))])


def test_what_may_be_near_is_not_ruled_out():
    assert not far_apart(mention(Decimal(100)), [mention(Decimal(60)), mention(Decimal(59))])
    assert far_apart(mention(Decimal(100)), [mention(Decimal(60)), mention(Decimal(70))])
    # three times 1余 may be nearly 6; anything is less than 不足500
    assert not far_apart(mention(Decimal(5)), [mention(Decimal(1), qualifier="more_than")] * 3)
    assert not far_apart(mention(Decimal(500), qualifier="less_than"), [mention(Decimal(60)), mention(Decimal(70))])
