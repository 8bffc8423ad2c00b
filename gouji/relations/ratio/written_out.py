"""ratio.written_out, growth.written_out, sum.written_out: arithmetic that the text writes out itself (see `gouji.arithmetic`).

Nothing is assumed about words: each number stands where its formula puts it. Numbers of two measures (万元 over 个) are no rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji import arithmetic
from gouji.figures import Figure
from gouji.interval import Interval
from gouji.relations.change.distances import difference
from gouji.relations.common.model import GROWTH, Relation
from gouji.relations.common.naming import ratio
from gouji.relations.common.reading import Mention, Reading


def propose(reading: Reading) -> Iterator[Relation]:
    """The formulas whose numbers are all figures."""
    formulas = arithmetic.find(reading.plain)
    places = {m.figure.number_start: m for m in reading.mentions} if formulas else {}
    for formula in formulas:
        terms, made = [places.get(place) or places.get(place - 1) for place in formula.terms], places.get(formula.made)
        if made is None or None in terms or any(m.figure.value is None for m in (made, *terms)):
            continue
        signs = [abs(sign) if m.figure.value < 0 else sign for sign, m in zip(formula.signs, terms, strict=False)]  # -100万元 is a figure with its sign
        relation = _WAYS[formula.kind](made, terms, signs)
        if relation is not None:
            yield relation


def _quotient(made: Mention, terms: Sequence[Mention], signs: Sequence[int]) -> Relation | None:
    part, base = terms
    if made.figure.unit != "%" or part.dimension != base.dimension or not base.figure.value:
        return None
    tie = ratio(made, [part], base, "ratio.written_out")
    return replace(tie, operands=tuple(map(_as_written, tie.operands)), base_named=True)


def _as_written(figure: Figure) -> Figure:
    """A whole number without a unit counts things: 85/90 is no 84.6/90.4."""
    return figure if figure.unit or figure.places else replace(figure, interval=Interval.point(figure.value))


def _growth(made: Mention, terms: Sequence[Mention], signs: Sequence[int]) -> Relation | None:
    now, then, base = terms
    if base.figure.value != then.figure.value or not then.figure.value or made.figure.unit != "%" or now.dimension != base.dimension:
        return None
    n, b, p = now.figure, base.figure, made.figure
    zh = f"{p.text}应等于（{n.text}-{b.text}）÷{b.text}"
    en = f"{p.text} should equal the difference of {n.text} and {b.text} ÷ {b.text}"
    return Relation("growth", "growth.written_out", p, (n, b), GROWTH, ("rate", "now", "then"), zh, en)


def _sum(made: Mention, terms: Sequence[Mention], signs: Sequence[int]) -> Relation | None:
    if len({m.dimension for m in (made, *terms)}) > 1:
        return None
    return difference("sum.written_out", made, list(zip(signs, terms, strict=True)), strict=True, kind="sum", roles=("part",))


_WAYS = {"quotient": _quotient, "growth": _growth, "sum": _sum}
