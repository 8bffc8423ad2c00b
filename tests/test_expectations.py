"""The custom expectations, asked through Great Expectations itself, and the judgement they rest on."""

from __future__ import annotations

from decimal import Decimal
from operator import eq, ge, gt, le, lt

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.expectations import gx, judge, readable
from gouji.interval import Interval


@pytest.mark.parametrize(
    ("stated", "comparator", "computed", "verdict"),
    [
        # what must meet
        ("[2223.055, 2223.065]", "=", "[2223.06, 2223.06]", "holds"),
        ("[2223.055, 2223.065]", "=", "[2223.07, 2223.07]", "fails"),
        ("[84.5, 85.5]", "=", "[84.78, 84.79]", "holds"),
        ("[84.5, 85.5]", "=", "[85.5, 86]", "holds"),
        ("[500, 600)", "=", "[600, 600]", "fails"),
        ("[500, 600)", "=", "(599, 600)", "holds"),
        # what must be ordered: some choice of values is enough
        ("[30, 30]", "<=", "[143, 143]", "holds"),
        ("[143, 143]", "<=", "[30, 30]", "fails"),
        ("[30, 30]", "<", "[30, 30]", "fails"),
        ("[29.5, 30.5]", "<", "[30, 30]", "holds"),
        ("[30, 30]", "<=", "[30, 30]", "holds"),
        ("[30, 30]", "<=", "[20, 30)", "fails"),
        ("[31, 31]", ">", "[30, 30]", "holds"),
        ("[30, 30]", ">", "[30, 31]", "fails"),
        ("[30, 30]", ">=", "[30, 31]", "holds"),
        ("[29, 29]", ">=", "[30, 31]", "fails"),
        # an open bound: decided where it cannot matter, else left open
        ("[500, inf)", "=", "[520, 530]", "holds"),
        ("[500, inf)", "=", "[480, 490]", "fails"),
        ("[500, inf)", "=", "[490, 510]", "undetermined"),
        ("[460, 470]", "=", "(450, inf)", "undetermined"),
        ("[440, 450]", "=", "(450, inf)", "fails"),
        ("(-inf, 5)", "=", "[5, 5]", "fails"),
        ("(-inf, 5)", "=", "[4, 4]", "holds"),
        ("[100, inf)", "<=", "[200, 200]", "undetermined"),
        ("[100, inf)", "<=", "[50, 50]", "fails"),
        ("[10, 10]", "<=", "[20, inf)", "holds"),
        ("(-inf, inf)", "=", "[1, 1]", "holds"),
        ("[1, 1]", "=", "(-inf, inf)", "undetermined"),
    ],
)
def test_judgement(stated, comparator, computed, verdict):
    assert judge(stated, computed, comparator) == verdict


@pytest.mark.parametrize(
    "row",
    [
        ("", "[1, 1]", "="),
        ("[1, 1]", "1", "="),
        ("[2, 1]", "[1, 1]", "="),
        ("[1, 1]", "[1, 1]", "≈"),
        ("[a, 1]", "[1, 1]", "="),
    ],
)
def test_what_cannot_be_read_is_told_apart(row):
    assert not readable(*row)
    with pytest.raises(ValueError, match=r"interval|comparator"):
        judge(*row)


@st.composite
def members(draw) -> tuple[Interval, Decimal]:
    """An interval, closed or open, bounded or not, and a value in it."""
    low, value, high = sorted(Decimal(draw(st.integers(-20, 20))) / 2 for _ in range(3))
    low_open, high_open = low < value and draw(st.booleans()), value < high and draw(st.booleans())
    low_known, high_known = draw(st.booleans()), draw(st.booleans())
    return Interval(low if low_known else None, high if high_known else None, low_open, high_open), value


ORDERS = {"=": eq, "<=": le, "<": lt, ">=": ge, ">": gt}


@given(members(), members(), st.sampled_from(list(ORDERS)))
@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
def test_no_pair_of_values_that_fits_is_called_contradictory(one, other, comparator):
    (a, x), (b, y) = one, other
    if ORDERS[comparator](x, y):
        assert judge(str(a), str(b), comparator) != "fails"


@given(members(), members(), st.sampled_from(list(ORDERS)))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_where_a_bound_is_open_what_holds_holds_for_every_value(one, other, comparator):
    (a, x), (b, y) = one, other
    if not (a.bounded and b.bounded) and judge(str(a), str(b), comparator) == "holds":
        assert y in a if comparator == "=" else ORDERS[comparator](x, y)


@given(members(), members())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_the_order_reads_the_same_from_either_side(one, other):
    a, b = str(one[0]), str(other[0])
    for comparator, reverse in (("<=", ">="), ("<", ">")):
        assert judge(a, b, comparator) == judge(b, a, reverse)


def run(frame: pd.DataFrame, *expectations: dict, **parameters):
    """Great Expectations alone, as a suite's author in JupyterLab has it."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    batch = (
        context.data_sources.pandas_default.add_dataframe_asset(name="t")
        .add_batch_definition_whole_dataframe("w")
        .get_batch({"dataframe": frame})
    )
    return batch.validate(
        gx.ExpectationSuite(name="alone", expectations=list(expectations)),
        result_format={"result_format": "COMPLETE"},
        expectation_parameters=parameters,
    )


def test_intervals_are_asked_row_by_row_and_a_missing_one_is_not_asked():
    frame = pd.DataFrame(
        {
            "stated_interval": ["[1, 1]", "[1, 1]", None, "[1, 1]", "what?", "[9, inf)"],
            "computed_interval": ["[0.5, 1.5]", "[2, 2]", "[2, 2]", "[1, 1]", "[1, 1]", "[1, 10]"],
            "comparator": ["=", "=", "=", "<", "=", "="],
        },
        dtype=object,
    )
    result = run(frame, {"type": "expect_intervals_to_meet", "kwargs": {}}).results[0]
    assert result.result["unexpected_index_list"] == [1, 3, 4]
    assert (result.result["element_count"], result.result["missing_count"]) == (6, 1)


@pytest.mark.parametrize(
    ("cells", "value", "success", "observed"),
    [
        (["0.1", "0.1", "0.1"], "0.3", True, "0.3"),
        (["0.1", "0.1", "0.1"], 0.3, True, "0.3"),  # as YAML gives it: the number as written, not its binary neighbour
        (["59.02", "0.5", "311.12"], 370.64, True, "370.64"),
        (["59.02", "0.5", "311.12"], 370.65, False, "370.64"),
        (["1", None], 1, False, None),
        (["1", "一"], 1, False, None),
    ],
)
def test_a_decimal_sum_is_exact_and_a_missing_part_is_no_zero(cells, value, success, observed):
    frame = pd.DataFrame({"v": [Decimal(cell) if cell and cell != "一" else cell for cell in cells]}, dtype=object)
    result = run(
        frame,
        {"type": "expect_column_decimal_sum_to_equal", "kwargs": {"column": "v", "value": {"$PARAMETER": "total"}}},
        total=value,
    ).results[0]
    assert (result.success, result.result["observed_value"]) == (success, observed)
