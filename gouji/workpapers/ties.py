"""One relation on the sheet of the recalculation: a line for every figure, then for every step of its formula.

What `relations.model.Relation` does with intervals is done here with cells; a formula that is not known here is said
to be so (Unwritten), and its check then tells it in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.interval import Interval
from gouji.quantity import unit
from gouji.relations.common.model import HUNDRED, RATES, Formula, Relation
from gouji.relations.common.paces import Implied, Pace
from gouji.workpapers.leaves import cut_kind, factors_of, leaf, may_be_whole
from gouji.workpapers.sources import Sources
from gouji.workpapers.steps import Line, Tape
from gouji.workpapers.text import told

NEAR = Decimal("1E-20")
LONGEST = 8_000  # characters of a formula; Excel takes 8192


class Unwritten(Exception):
    """A formula that cannot be put into cells."""


@dataclass(frozen=True)
class Tied:
    """A relation on the sheet: the lines of both sides, and the formula of the computed value from the figures' cells.

    `cut`: how the sides are held against each other as cut off: `both` (a sum of such), `rate` (a rate cut off itself,
    of figures rounded or cut off), or none; `whole`: the cell that tells whether a rate of 100% asks for equality.
    """

    stated: Line
    computed: Line
    stated_value: str
    computed_value: str
    cut: str
    whole: str


def write(tape: Tape, sources: Sources, relation: Relation, words: Mapping[str, str]) -> Tied:
    """Make a relation's lines. `words`: what the lines of roles and steps are called.

    Raises Unwritten for a formula that is not known, or that does not come to what the relation itself comes to.
    """
    if relation.formula.kind not in _STEPS:
        raise Unwritten(relation.formula.kind)
    figures = (relation.stated, *relation.operands)
    block = range(tape.next, tape.next + len(figures))
    cut = cut_kind(relation)
    lines = []
    factors = [Decimal(1), *factors_of(relation)]
    for place, (figure, factor) in enumerate(zip(figures, factors, strict=True)):
        role = relation.roles[place] if place < len(relation.roles) else ""
        lines.append(leaf(tape, sources, relation, figure, factor, block, cut, words.get(role, role), place == 0))
    computed = _STEPS[relation.formula.kind](tape, relation, lines[1:], words)
    if not _same(computed.rounded, relation.computed_interval) or not _same(lines[0].rounded, relation.stated_interval):
        raise Unwritten(relation.formula.kind)
    cells = [
        sources.cell("value", figure) or tape.page.ref("value", row) for figure, row in zip(figures, block, strict=True)
    ]
    return Tied(lines[0], computed, f"={cells[0]}", _direct(tape, relation, cells[1:], block), cut,
                tape.page.ref("exact", block[0]) if may_be_whole(relation) else "")  # fmt: skip


def _same(one: Interval | None, other: Interval | None) -> bool:
    """Whether two intervals are one but for the last digits of a division."""
    if one is None or other is None:
        return one is other
    pairs = (one.low, other.low), (one.high, other.high)
    near = all(a is b if a is None or b is None else abs(a - b) <= NEAR * max(abs(a), abs(b)) for a, b in pairs)
    return near and (one.low_open, one.high_open) == (other.low_open, other.high_open)


# --- the steps of a formula ----------------------------------------------------------------------------------------


def _target(relation: Relation) -> Decimal:
    """How many of the stated unit are one of the unit that the formula gives."""
    formula = relation.formula
    if formula.kind in ("product", "mean", "each"):
        each = Decimal(1)
        if formula.factors and formula.kind != "each":
            each = formula.factors[0] if formula.kind == "mean" else 1 / formula.factors[0]
        return each / unit(relation.stated.unit.partition("/")[0]).factor
    return 1 / unit(relation.stated.unit).factor if formula.kind in RATES else Decimal(1)


def _linear(tape: Tape, relation: Relation, lines: Sequence[Line], words: Mapping[str, str]) -> Line:
    return tape.total(words["sum"], lines, relation.formula.offset)


def _ratio(tape: Tape, relation: Relation, lines: Sequence[Line], words: Mapping[str, str]) -> Line:
    above = lines[0] if len(lines) == 2 else tape.total(words["sum"], lines[:-1])
    return tape.straight("× 100", tape.quotient("÷", above, lines[-1]), Decimal(0), HUNDRED * _target(relation))


def _growth(tape: Tape, relation: Relation, lines: Sequence[Line], words: Mapping[str, str]) -> Line:
    times = _pace(relation.formula)
    return tape.straight(f"(− 1) × {told(times)}", tape.quotient("÷", *lines), Decimal(-1), times * _target(relation))


def _share(tape: Tape, relation: Relation, lines: Sequence[Line], words: Mapping[str, str]) -> Line:
    """a / (a + b) as 1 / (1 + b/a), so that each figure enters once and the interval stays tight; b may be a sum."""
    others = lines[1] if len(lines) == 2 else tape.total(words["sum"], lines[1:])
    over = tape.straight("+ 1", tape.quotient("÷", others, lines[0]), Decimal(1), Decimal(1))
    return tape.inverse("100 ÷", HUNDRED * _target(relation), over, lines[0])


def _change(tape: Tape, relation: Relation, lines: Sequence[Line], words: Mapping[str, str]) -> Line:
    """d / (n - d) as 1 / (n/d - 1), likewise."""
    factor = relation.formula.factors[0]
    over = tape.straight(f"− {told(factor)}", tape.quotient("÷", *lines), -factor, Decimal(1))
    parts = _parts(relation.formula)
    return tape.inverse(f"{told(parts)} ÷", parts * _target(relation), over, lines[1])


def _completed(tape: Tape, relation: Relation, lines: Sequence[Line], words: Mapping[str, str]) -> Line:
    """a / (a - n) as 1 / (1 - n/a), likewise."""
    factor = relation.formula.factors[0]
    over = tape.straight(f"1 {'−' if factor > 0 else '+'}", tape.quotient("÷", lines[1], lines[0]), -factor, -factor)
    return tape.inverse("100 ÷", HUNDRED * _target(relation), over, lines[0])


def _pace(formula: Formula) -> Decimal:
    """What growth is multiplied with: 100, or as it is told: without its sign, or in multiples."""
    return formula.factors[0] * formula.factors[1] if isinstance(formula, Pace) else HUNDRED


def _parts(formula: Formula) -> Decimal:
    return Decimal(1) if isinstance(formula, Implied) else HUNDRED


def _product(tape: Tape, relation: Relation, lines: Sequence[Line], words: Mapping[str, str]) -> Line:
    return tape.straight("=", tape.product("×", *lines), Decimal(0), _target(relation))


def _mean(tape: Tape, relation: Relation, lines: Sequence[Line], words: Mapping[str, str]) -> Line:
    return tape.straight("=", tape.quotient("÷", *lines), Decimal(0), _target(relation))


def _each(tape: Tape, relation: Relation, lines: Sequence[Line], words: Mapping[str, str]) -> Line:
    count = relation.formula.factors[0]
    return tape.straight(f"÷ {told(count)}", lines[0], Decimal(0), _target(relation) / count)


def _constant(tape: Tape, relation: Relation, lines: Sequence[Line], words: Mapping[str, str]) -> Line:
    count = relation.formula.factors[0]
    formulas = [f"={told(count)}", f"={told(count)}", "=0", "=0"]
    return tape.write(words["listed"], lambda kind: formulas, Interval.point(count), None, False)


_STEPS = {
    "linear": _linear, "ratio": _ratio, "ratio_of_sum": _ratio, "share_of_both": _share, "growth": _growth,
    "change": _change, "completed": _completed, "product": _product, "mean": _mean, "each": _each, "constant": _constant,
}  # fmt: skip


def _less(formula: Formula) -> str:
    """How the change enters its base in a cell: taken from what there is now, or added to it."""
    factor = formula.factors[0] if formula.factors else Decimal(1)
    return ("-" if factor > 0 else "+") + ("" if abs(factor) == 1 else f"{told(abs(factor))}*")


def _direct(tape: Tape, relation: Relation, cells: Sequence[str], block: range) -> str:
    """The computed value as one formula on the figures' own cells, as a reviewer would type it."""
    kind, formula = relation.formula.kind, relation.formula
    factors = factors_of(relation)
    if kind == "constant":
        return f"={told(formula.factors[0])}"
    terms = [
        cell if abs(factor) == 1 else f"{cell}*{told(abs(factor))}" for cell, factor in zip(cells, factors, strict=True)
    ]
    times = "" if _target(relation) == 1 else f"*{told(_target(relation))}"
    if kind == "linear":
        made = told(formula.offset) if formula.offset else ""
        for term, factor in zip(terms, factors, strict=True):
            made += ("-" if factor < 0 else "+" if made else "") + term
    else:
        a, b = f"({terms[0]})" if "*" in terms[0] else terms[0], f"({terms[-1]})" if "*" in terms[-1] else terms[-1]
        made = {
            "ratio": f"{a}/{b}*100{times}",
            "ratio_of_sum": f"({'+'.join(terms[:-1])})/{b}*100{times}",
            "share_of_both": f"IF({a}=0,0,{a}/({'+'.join(terms)})*100){times}",
            "growth": f"({a}-{b})/{b}*{told(_pace(formula))}{times}",
            "change": f"IF({b}=0,0,{b}/({a}{_less(formula)}{b})*{told(_parts(formula))}){times}",
            "completed": f"IF({a}=0,0,{a}/({a}{_less(formula)}{b})*100){times}",
            "product": f"{a}*{b}{times}",
            "mean": f"{a}/{b}{times}",
            "each": f"{a}/{told(formula.factors[0]) if formula.factors else 1}{times}",
        }[kind]
        made = f'IFERROR({made},"")' if kind != "product" else made
    values = f"{tape.page.ref('value', block[1])}:{tape.page.cell('value', block[-1])}"
    whole = f'=IF(COUNT({values})={len(cells)},{made},"")'
    if len(whole) <= LONGEST:
        return whole
    if kind == "linear":
        signs = f"{tape.page.ref('factor', block[1])}:{tape.page.cell('factor', block[-1])}"
        return f'=IF(COUNT({values})={len(cells)},{told(formula.offset)}+SUMPRODUCT({values},{signs}),"")'
    raise Unwritten(kind)
