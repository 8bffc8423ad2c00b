"""Which slip explains a relation that does not hold, in which figure, and what it ought to read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.figures import Figure
from gouji.quantity import allowed, decimals, unit
from gouji.relations.common.model import GROWTH, HUNDRED, RATIO, Formula, Relation, linear, worded
from gouji.relations.common.paces import Implied, Pace, Signed, Yearly
from gouji.relations.fault.diagnosis import blame, diagnose
from gouji.relations.fault.needed import required
from gouji.relations.fault.slips import SLIPS, may_lead_to, slips

DIFFERENCE = Formula("linear", (Decimal(1), Decimal(-1)))
CHANGE = Formula("change", (Decimal(1),))


def figure(text: str, at: int = 0) -> Figure:
    """A figure from 59.02万元, standing at a place of its own."""
    number = text.rstrip("".join(c for c in text if not (c.isdigit() or c in ".-")))
    name, value = text[len(number):], Decimal(number)
    return Figure(
        id=f"F{at:03d}", text=text, number=number, start=at * 100, end=at * 100 + len(number), value=value, unit=name,
        qualifier="exact", interval=allowed(value, decimals(number), "exact", unit(name)), section="", plain_start=0,
        plain_end=0, places=decimals(number))


def relation(kind: str, formula: Formula, stated: str, *operands: str, strict: bool = True, at: int = 0) -> Relation:
    figures = [figure(text, at + n) for n, text in enumerate((stated, *operands))]
    return Relation(kind, "test", figures[0], tuple(figures[1:]), formula, ("stated",) * len(figures), "", "",
                    strict=strict)


@pytest.mark.parametrize(("failed", "kind", "culprit", "value"), [
    # 59.20 for 59.02: only a swap in the whole makes 30.01 + 29.01 fit
    (relation("sum", linear(2), "59.20万元", "30.01万元", "29.01万元"), "swapped", "59.20万元", "59.02"),
    (relation("ratio", RATIO, "94.91%", "19842.91万元", "21067.30万元"), "swapped", "94.91%", "94.19"),
    (relation("sum", linear(2), "3500万元", "2000万元", "15万元"), "decimal_point", "15万元", "1500"),
    (relation("sum", linear(2), "1.85亿元", "9000万元", "9500亿元"), "unit", "9500亿元", "9500"),
    (relation("sum", linear(2), "9.73亿元", "61240万元", "3.606元"), "unit", "3.606元", "3.606"),
    (relation("sum", linear(2), "240626人", "144277人", "9639人"), "missing_digit", "9639人", "96349"),
    (relation("sum", linear(2), "240626人", "144277人", "963549人"), "extra_digit", "963549人", "96349"),
    (relation("sum", linear(3), "7.00万元", "2.51万元", "4.49万元", "1.38万元"), "left_out", "7.00万元", "8.38"),
    (relation("sum", linear(3), "9.76万元", "2.51万元", "4.49万元", "1.38万元"), "counted_twice", "9.76万元", "8.38"),
    # (548.6 - 467.3) / 467.3 is 17.4 %; on 548.6 it is 14.8 %
    (relation("growth", GROWTH, "14.8%", "548.6mm", "467.3mm"), "base", "14.8%", "17.4"),
    (relation("growth", CHANGE, "14.8%", "548.6mm", "81.3mm"), "base", "14.8%", "17.4"),
    # (23.60 - 19.84) / 23.60 told as the rate of 19.84
    (relation("ratio", RATIO, "15.93%", "19.84万元", "23.60万元"), "base", "15.93%", "84.07"),
    (relation("difference", DIFFERENCE, "5.28个", "84个", "89个"), "other", "5.28个", "-5"),
    (relation("ratio", RATIO, "49.98%", "3118.22万元", "5927.40万元"), "other", "49.98%", "52.61"),
])
def test_single_relation(failed, kind, culprit, value):
    found = diagnose(failed)
    assert (found.kind, found.figure.text, found.value) == (kind, culprit, Decimal(value))
    for words in (found.zh, found.en):
        assert found.figure.number in words
        assert value in words


def test_what_holds_needs_no_diagnosis():
    assert diagnose(relation("sum", linear(2), "59.02万元", "30.01万元", "29.01万元")) is None
    assert diagnose(relation("ratio", RATIO, "91%", "91个", "0个")) is None


@pytest.mark.parametrize(("failed", "explains"), [
    (relation("repeat", linear(1), "118.74万亩", "118.47万亩", strict=False), True),
    (relation("repeat", linear(1), "5297.09万元", "5297.90万元", strict=False), True),
    (relation("repeat", linear(1), "18个", "15个", strict=False), False),  # any two small counts are a digit apart
    (relation("repeat", linear(1), "4000亩", "3000亩", strict=False), False),  # four digits, one of them significant
    (relation("repeat", linear(1), "5297.90万元", "4186.35万元", strict=False), False),
    # a rest of 400.00 is a part that nobody told, a rest of 0.03 is a slip
    (relation("sum", linear(2), "1863.20万元", "850.55万元", "612.65万元", strict=False), False),
    (relation("sum", linear(2), "1463.23万元", "850.55万元", "612.65万元", strict=False), True),
])
def test_what_turns_a_weak_tie_into_an_alarm(failed, explains):
    assert diagnose(failed).explains is explains


def test_the_figure_that_fails_most_relations_is_blamed():
    wrong, received, left = figure("13836.54万元", 1), figure("14290.80万元", 2), figure("904.26万元", 3)
    rate, total, other = figure("93.67%", 4), figure("30989.79万元", 5), figure("17603.25万元", 6)
    relations = [
        Relation("difference", "t", left, (received, wrong), DIFFERENCE, (), "", ""),
        Relation("ratio", "t", rate, (wrong, received), RATIO, (), "", ""),
        Relation("sum", "t", total, (other, wrong), linear(2), (), "", ""),
        Relation("sum", "t", received, (wrong, figure("454.26万元", 7)), linear(2), (), "", ""),
    ]
    assert [r.holds for r in relations] == [False, False, False, True]
    found = blame(relations)
    assert set(found) == {0, 1, 2}
    assert {(d.kind, d.figure.id, str(d.value), d.mended) for d in found.values()} == {
        ("swapped", "F001", "13386.54", 3)}


def test_a_figure_that_other_relations_bear_out_is_spared():
    whole, part, wrong = figure("272个", 1), figure("131个", 2), figure("151个", 3)
    borne_out = Relation("repeat", "t", whole, (figure("272个", 4),), linear(1), (), "", "")
    also = Relation("repeat", "t", part, (figure("131个", 5),), linear(1), (), "", "")
    failed = Relation("sum", "t", whole, (part, wrong), linear(2), (), "", "")
    assert blame([borne_out, failed, also])[1].figure.id == "F003"


def test_equally_likely_figures_are_named_as_alternatives():
    found = diagnose(relation("sum", linear(2), "6238.92万元", "2119.13万元", "4119.77万元"))
    assert len(found.alternatives) == 2
    assert all(f.text in found.zh and f.text in found.en for f in (found.figure, *found.alternatives))


def test_ties_that_the_wording_does_not_demand_are_not_blamed():
    assert blame([relation("repeat", linear(1), "18个", "15个", strict=False)]) == {}


@given(st.decimals(min_value=1, max_value=10**7, places=2), st.data())
def test_every_slip_of_a_number_leads_back_to_it(value, data):
    """What a slip made of a number has that number among its own slips."""
    meant = figure(f"{value}万元")
    slip = data.draw(st.sampled_from([s for s in slips(meant) if s.kind in ("swapped", "digit") and s.value]))
    assert any(back.value == value and back.kind == slip.kind for back in slips(figure(f"{slip.number}万元")))


@given(st.decimals(min_value=-(10**7), max_value=10**7, places=3), st.integers(0, 3), st.sampled_from(["万元", "%", "个", "亩"]))
def test_the_quick_look_passes_over_no_slip(value, places, name):
    value = round(value, places)
    written = figure(f"{value}{name}")
    for slip in slips(written):
        if slip.value is not None:
            own = slip.value * unit(slip.unit).factor / unit(name).factor
            assert may_lead_to(written, own, own), slip


@pytest.mark.parametrize(
    ("text", "low", "high", "leads"),
    [
        ("59.02万元", "95.02", "95.02", True),  # swapped
        ("59.02万元", "59.82", "59.82", True),  # one digit
        ("59.02万元", "590.2", "590.2", True),  # the point
        ("59.02万元", "590000", "591000", True),  # 亿元 for 万元 the other way
        ("59.02万元", "71.34", "73.11", False),
        ("59.02万元", "-73.11", "-71.34", False),
        ("1234个", "4321", "4321", False),
        ("1234个", "12345", "12345", True),  # a digit left out
        ("1234个", "134", "134", True),  # a digit too many
    ],
)
def test_the_quick_look_rules_out_what_no_slip_makes(text, low, high, leads):
    assert may_lead_to(figure(text), Decimal(low), Decimal(high)) is leads


def test_slips_are_all_of_known_kinds():
    assert {slip.kind for slip in slips(figure("59.02万元"))} == set(SLIPS)


def test_other_words_keep_what_was_worked_out():
    missed = relation("sum", linear(2), "59.20万元", "30.01万元", "29.01万元")
    assert missed.holds is False
    milder = worded(missed, strict=False, rule="t")
    assert (milder.strict, milder.rule, milder.holds, missed.strict) == (False, "t", False, True)
    assert milder.computed_interval is missed.computed_interval
    with pytest.raises(ValueError, match="formula"):
        worded(missed, formula=RATIO)


@pytest.mark.parametrize(("failed", "kind", "culprit", "value"), [
    # of two figures that a moved point would mend, the one with three decimals; whose own rate has one more than is usual
    (relation("ratio", RATIO, "76.2%", "1024.839万元", "13443.07万元"), "decimal_point", "1024.839万元", "10248.39"),
    (relation("ratio", RATIO, "8.689%", "53个", "61个"), "decimal_point", "8.689%", "86.89"),
    # 22753.7 / 26440.0 is 86.06 %, which rounds to 86.1 and no further
    (relation("ratio", RATIO, "8.61%", "22753.7万元", "26440.0万元"), "decimal_point", "8.61%", "86.1"),
    # one ton among tens of thousands; 0.03 of 10.28 is 0.3 %
    (relation("growth", Pace(factors=(Decimal(-1), HUNDRED)), "0.3%", "10.25吨", "10.28万吨"), "unit", "10.25吨", "10.25"),
    # more than all of its whole: the part sooner than the rate of 86.5 %
    (relation("ratio", RATIO, "86.5%", "87286.62万元", "70991.99万元"), "other", "87286.62万元", "61408.07"),
    # ... and where it is not, the rate
    (relation("ratio", RATIO, "49.98%", "3118.22万元", "5927.40万元"), "other", "49.98%", "52.61"),
])
def test_what_looks_odd_among_its_like_is_named(failed, kind, culprit, value):
    found = diagnose(failed)
    assert (found.kind, found.figure.text, found.value) == (kind, culprit, Decimal(value))


@pytest.mark.parametrize(("formula", "rate", "now", "then"), [
    (Pace(factors=(Decimal(1), HUNDRED)), "25%", "125万元", "100万元"),
    (Pace(factors=(Decimal(-1), HUNDRED)), "25%", "75万元", "100万元"),
    (Pace(factors=(Decimal(1), Decimal(1))), "1.5倍", "250万元", "100万元"),
    (Yearly(factors=(Decimal(1), Decimal(2))), "10.0%", "121万元", "100万元"),
    (Yearly(factors=(Decimal(-1), Decimal(3))), "10.0%", "729万元", "1000万元"),
    (CHANGE, "25%", "125万元", "25万元"),
    (Formula("change", (Decimal(-1),)), "25%", "75万元", "25万元"),
    (Implied(factors=(Decimal(1),)), "1.5倍", "250万元", "150万元"),
    (Signed(factors=(Decimal(-1),)), "-25%", "75万元", "25万元"),
])
def test_what_a_pace_needs_its_figures_to_be(formula, rate, now, then):
    told = relation("growth", formula, rate, now, then)
    assert told.holds
    for position, text in ((1, now), (2, then)):
        value = Decimal(text.removesuffix("万元"))
        needed = required(told, position)
        assert needed.low <= value <= needed.high
        assert needed.high < value * Decimal("1.2")  # and not of the other direction
