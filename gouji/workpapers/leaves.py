"""The lines of figures on the sheet of the recalculation: each figure's interval, as rounded and as cut off.

What `relations.model.Relation` takes a figure to allow inside a tie is done here with cells: by its own precision or the
finest of its kind there, as a point where a rate of 100% asks for equality.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gouji.figures import Figure
from gouji.interval import Interval
from gouji.quantity import unit
from gouji.relations.common.model import MEANS, RATES, Relation
from gouji.relations.common.precision import rounded_apart
from gouji.workpapers.allowed import ends, moved, rule_of
from gouji.workpapers.cells import Live, Number
from gouji.workpapers.pages import Page
from gouji.workpapers.sources import Sources
from gouji.workpapers.steps import BOUND, CUT, Line, Tape, results
from gouji.workpapers.text import told

COMMON = frozenset({"ratio", "ratio_of_sum", "share_of_both", "growth", "change", "completed"})  # one unit in all operands cancels


def leaf(
    tape: Tape, sources: Sources, relation: Relation, figure: Figure, factor: Decimal, block: range, cut: str,
    what: str, is_stated: bool,
) -> Line:  # fmt: skip
    """A figure's line, times a factor. `block`: the rows of the relation's figures; `cut`: what cut_kind gives."""
    page, row = tape.page, tape.next
    value, half = page.cell("value", row), f"0.5*10^-{page.cell('used', row)}"
    source = {name: sources.cell(name, figure) for name in ("value", "places", "step", "low", "high")}
    finest = max(figure.places, relation.finest.get(figure.unit, 0))
    interval = relation.interval_of(figure) if not is_stated or relation.whole_rate else relation.stated_interval
    rule, itself = rule_of(figure, interval, finest), rule_of(figure, interval, figure.places)
    own = rule in ("fixed", "about") and itself in ("point", "half")  # repeats: each telling keeps its own precision
    rule = itself if own else rule
    used = (
        Live(f"={page.cell('places', row)}", figure.places, "0")
        if own
        else Live(_used(page, block, row, relation, figure), finest, "0")
    )
    if whole := may_be_whole(relation):
        half = f"{half}*(1-{page.cell('exact', row)})"
    cells = {
        "figure": figure.id, "written": figure.text, "unit": figure.unit, "factor": Number(factor, "0.############"),
        **_numbers(source, figure, interval),
        "used": used,
    }  # fmt: skip
    if whole:
        first, base = page.cell("value", block[0]), page.cell("value", block[-1])
        cells["exact"] = Live(f"=IF(AND(N({first})=100,N({base})<>0),1,0)", int(relation.whole_rate), "0")
    exact = relation.whole_rate
    rounded = _scaled(Interval.point(figure.value) if exact else interval, factor)
    chopped = _chopped(relation, figure, cut, is_stated)

    def formulas(kind: Sequence[str]) -> list[str]:
        step = source["step"] or ""
        if kind == CUT:
            places = "places" if cut == "rate" and is_stated else "used"
            width = "10^-" + (str(finest) if own and places == "used" else page.cell(places, row))
            point = chopped.low == chopped.high
            low, high, opened = value, value if point else f"{value}+{width}", (0, 0 if point else 1)
        elif rule == "none" or figure.value is None:
            low, high, opened = source["low"] or value, source["high"] or value, results(interval)[2:]
        else:
            made = moved(interval, figure.value, value) if rule == "fixed" else ends(rule, value, half, step)
            low, high, opened = made.low, made.high, (made.low_open, made.high_open)
        return _cells(low, high, opened, factor, f"COUNT({low},{high})" if figure.value is None else f"COUNT({value})")

    return tape.write(what, formulas, rounded, _scaled(chopped, factor), chopped is not None, **cells)


def _cells(low: str, high: str, opened: Sequence[object], factor: Decimal, known: str) -> list[str]:
    """The four formulas of an interval times a factor; a negative one turns it round."""
    if factor < 0:
        low, high, opened = high, low, tuple(reversed(opened))
    ends = [
        cell if factor == 1 or "E+300" in cell and factor > 0 else f"({cell})*{told(factor)}" for cell in (low, high)
    ]
    return [f'=IF({known}>0,{cell},"")' for cell in (*ends, *(str(flag or 0) for flag in opened))]


def _numbers(source: Mapping[str, str | None], figure: Figure, interval: Interval | None) -> dict[str, object]:
    """The cells of a line that repeat the figure's own: its value and its decimals."""
    if source["value"] is None:
        value = None if figure.value is None else Number(figure.value, BOUND)
        return {"value": value, "places": Number(figure.places, "0")}
    return {
        "value": Live(f'=IF(COUNT({source["value"]})=1,{source["value"]},"")', figure.value, BOUND),
        "places": Live(f"={source['places']}", figure.places, "0"),
    }


def _used(page: Page, block: range, row: int, relation: Relation, figure: Figure) -> str:
    """The decimals that a figure is taken to state: the most among this check's figures of its unit, or of its list's.

    Where the relation shares none (a mean is told as shortly as one likes), or each was rounded for itself, its own.
    """
    units, places = (f"{page.letter(name)}${block[0]}:{page.letter(name)}${block[-1]}" for name in ("unit", "places"))
    least = dict(relation.context).get(figure.unit, 0)
    if not {other.unit for other in (relation.stated, *relation.operands)} <= relation.finest.keys():
        return f"=MAX({least},{page.cell('places', row)})"
    if rounded_apart([other for other in (relation.stated, *relation.operands) if other.unit == figure.unit]) is not None:
        return f"=MAX({relation.finest[figure.unit]},{page.cell('places', row)})"
    return f"=MAX({least},SUMPRODUCT(MAX(({units}={page.cell('unit', row)})*{places})))"


def factors_of(relation: Relation) -> list[Decimal]:
    """What each operand is multiplied with: its sign and its unit in the unit that the formula counts in."""
    kinds = [unit(figure.unit) for figure in relation.operands]
    formula = relation.formula
    if formula.kind == "linear":
        target = unit(relation.stated.unit).factor
        return [sign * kind.factor / target for sign, kind in zip(formula.factors, kinds, strict=True)]
    if formula.kind in COMMON and len({kind.factor for kind in kinds}) == 1:
        return [Decimal(1)] * len(kinds)
    return [kind.factor for kind in kinds]


def _scaled(interval: Interval | None, factor: Decimal) -> Interval | None:
    return None if interval is None else interval.scale(factor)


def cut_kind(relation: Relation) -> str:
    """How a relation may agree as cut off, by what its figures are; see Relation._cut_off."""
    stated, kind = relation.stated, relation.formula.kind
    if relation.comparator != "=" or stated.qualifier != "exact" or stated.value is None:
        return ""
    if kind in (*RATES, *MEANS):
        return "rate"
    plain = all(figure.qualifier == "exact" and figure.value is not None for figure in relation.operands)
    return "both" if kind == "linear" and plain else ""


def _chopped(relation: Relation, figure: Figure, cut: str, is_stated: bool) -> Interval | None:
    """What a figure allows as cut off; None where the relation does not ask for it."""
    if not cut or figure.value is None:
        return None
    kind, places = unit(figure.unit), figure.places
    if cut == "rate" and is_stated:
        return Interval(figure.value, figure.value + Decimal(1).scaleb(-places), False, True)
    if cut == "rate" and not all(
        other.qualifier == "exact" and other.value is not None and (other.places or unit(other.unit).counted)
        for other in relation.operands
    ):
        return None
    if kind.counted and not kind.scaled:
        return Interval.point(figure.value)
    step = Decimal(1).scaleb(-max(places, relation.finest.get(figure.unit, 0)))
    return Interval(figure.value, figure.value + step, False, True)


def may_be_whole(relation: Relation) -> bool:
    """Whether a rate of 100% would ask for equality to the digit, were it stated; see Relation.whole_rate."""
    return (
        relation.formula.kind == "ratio"
        and relation.stated.unit == "%"
        and relation.stated.places == 0
        and relation.comparator == "="
        and all(f.qualifier == "exact" and f.value is not None for f in (relation.stated, *relation.operands))
        and relation.operands[0].unit == relation.operands[1].unit
    )
