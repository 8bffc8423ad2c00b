"""The share of one amount in all of several: its arithmetic, its words, and what the working papers make of it."""

from __future__ import annotations

from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workpapers_sample import Papers, calculates, near, opened, papers, stripped

from gouji.interval import Interval
from gouji.relations.common.formulas import Formula

SHARE = Formula("share_of_both")
GRAIN = Decimal("1e-25")  # a quotient of 40 digits is rounded
amounts = st.decimals(min_value=0, max_value=10**6, places=3)
parts_of_one = st.decimals(min_value=0, max_value=1, places=6)


@st.composite
def told(draw, least=Decimal(0)):
    """An interval of an operand, and a value in it."""
    low, high = sorted((least + draw(amounts), least + draw(amounts)))
    same = low == high
    low_open, high_open = not same and draw(st.booleans()), not same and draw(st.booleans())
    value = low + (high - low) * draw(parts_of_one)
    if value == low and low_open or value == high and high_open:
        value = (low + high) / 2
    return Interval(low, high, low_open, high_open), value


def share(values):
    with localcontext() as context:
        context.prec = 60
        return 100 * values[0] / sum(values)


@given(told(least=Decimal("0.001")), st.lists(told(), min_size=1, max_size=5))
def test_a_share_lies_within_what_its_operands_allow(part, others):
    intervals, values = zip(part, *others, strict=True)
    exact = share(values)
    assert SHARE.apply(intervals).meets(Interval(exact - GRAIN, exact + GRAIN))


@given(told(least=Decimal("0.001")), st.lists(told(), min_size=1, max_size=5))
def test_a_share_is_told_no_wider_than_its_corners(part, others):
    """Least where the part is least and the others are most, and the other way round."""
    intervals = [part[0], *(interval for interval, _ in others)]
    made = SHARE.apply(intervals)
    least = share([part[0].low, *(i.high for i in intervals[1:])])
    most = share([part[0].high, *(i.low for i in intervals[1:])])
    assert abs(made.low - least) <= GRAIN
    assert abs(made.high - most) <= GRAIN


@given(st.lists(amounts, min_size=2, max_size=6).filter(all))
def test_the_shares_of_all_make_a_hundred(values):
    points = [Interval.point(value) for value in values]
    made = [SHARE.apply([point, *points[:at], *points[at + 1 :]]) for at, point in enumerate(points)]
    assert abs(sum(each.low for each in made) - 100) <= 10 * GRAIN


@pytest.mark.parametrize(
    ("operands", "expected"),
    [
        (["30", "70"], "[30, 30]"),
        (["30", "50", "20"], "[30, 30]"),
        (["2", "1", "0", "1"], "[50, 50]"),
        (["0", "50", "20"], "[0, 0]"),  # nothing is nothing of anything
        (["30", "0", "0"], "[100, 100]"),  # the only one
        (["0", "0", "0"], "[0, 0]"),
    ],
)
def test_shares_of_plain_numbers(operands, expected):
    assert str(SHARE.apply([Interval.point(each) for each in operands])) == expected


def test_shares_of_what_was_rounded():
    # 1 to 3 of it and 5 to 6, and 2 to 3: from 1 of 10 to 3 of 10
    assert str(SHARE.apply([Interval(Decimal(1), Decimal(3)), Interval(Decimal(5), Decimal(6)), Interval(Decimal(2), Decimal(3))])) == "[10, 30]"
    with pytest.raises(ZeroDivisionError):  # what may be nothing, and less: no share can be told
        SHARE.apply([Interval(Decimal(-1), Decimal(1)), Interval.point(5), Interval.point(5)])


def test_a_share_in_words():
    assert SHARE.written(["630", "525", "345"]) == "630 ÷ (630 + 525 + 345) × 100%"
    assert SHARE.written(["630", "870"]) == "630 ÷ (630 + 870) × 100%"


# --- in the working papers -------------------------------------------------------------------------------------------

LETTERS = "全年收到信访件2400件。按内容分：城建类630件，占42%；劳资类525件，占35%；环保类345件，占23%。\n"  # of 1500


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    path = tmp_path_factory.mktemp("letters") / "letters.txt"
    path.write_text("信访工作报告\n" + LETTERS, encoding="utf-8")
    (made,) = papers([path])
    return made


def shares(made: Papers) -> dict[str, tuple[str, list[str]]]:
    """The checks of shares of their list: by id the rate, and the amounts in the order of the tie."""
    return {
        check.id: (tie.stated.number, [figure.number for figure in tie.operands])
        for check in made.result.checks
        if check.table == "relations" and (tie := made.result.examined.ties[check.row]).rule == "ratio.of_list"
    }


def test_every_share_of_a_list_is_written_as_a_formula(letters: Papers) -> None:
    assert sorted(shares(letters).values()) == [
        ("23", ["345", "630", "525"]),
        ("35", ["525", "630", "345"]),
        ("42", ["630", "525", "345"]),
    ]
    assert letters.made.counted["unwritten"] == 0
    assert letters.made.counted["live"] >= 3
    rows = {row["Check"].value: row for row in letters.rows(opened(letters.content, data_only=True), "Checks made")}
    for name, (rate, _) in shares(letters).items():
        assert rows[name]["Verdict"].value == letters.words.verdict("holds")
        assert near(rows[name]["Recalculated"].value, float(rate))  # 630, 525 and 345 of 1500 to the digit
    typed = [formula for formula in calculates(letters.content).values() if formula.count("/(") == 1 and "=0,0," in formula]
    assert len([formula for formula in typed if formula.split("/(")[1].split(")")[0].count("+") == 2]) >= 3


def test_a_corrected_amount_moves_every_share_of_its_list(letters: Papers, calculated, tmp_path: Path) -> None:
    """With 900 instead of 630 they are 900, 525 and 345 of 1770: 50.85%, 29.66% and 19.49%."""
    figure = next(f.id for f in letters.result.examined.figures if f.number == "630")

    def correct(book) -> None:
        next(row for row in letters.rows(book, "Figures") if row["Figure"].value == figure)["Value used"].value = 900

    books = calculated(stripped(letters.content, tmp_path / "plain.xlsx"), stripped(letters.content, tmp_path / "moved.xlsx", correct))
    before, after = (
        {row["Check"].value: row for row in letters.rows(opened(path, data_only=True), "Checks made")} for path in books
    )
    corrected = {"42": 50.847458, "35": 29.661017, "23": 19.491525}
    for name, (rate, _) in shares(letters).items():
        assert before[name]["Verdict"].value == letters.words.verdict("holds")
        assert before[name]["Recalculated"].value == pytest.approx(float(rate))
        assert after[name]["Verdict"].value == letters.words.verdict("undetermined")  # inferred: no word demands it
        assert after[name]["Recalculated"].value == pytest.approx(corrected[rate], abs=1e-5)
