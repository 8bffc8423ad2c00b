"""A relation between figures: one stated, the others computing it; and whether the two intervals meet.

A proposal may carry several readings where the wording leaves more than one. The first that holds is taken; where none
does, the first. `strict` tells whether the wording alone demands the tie: where it does not (其中 without a sign that the
parts are all), a miss fails only if one slip of the pen explains it, and is otherwise no tie (see settling). Where the wording makes
a tie likely, `reach` tells how near (as a share of what is stated) a miss must be to be taken for a mistake all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gouji.figures import Figure, with_precision
from gouji.interval import Interval
from gouji.lazily import cached_property
from gouji.quantity import unit
from gouji.relations.common.formulas import GROWTH as GROWTH
from gouji.relations.common.formulas import HUNDRED as HUNDRED
from gouji.relations.common.formulas import MEANS as MEANS
from gouji.relations.common.formulas import RATES as RATES
from gouji.relations.common.formulas import RATIO as RATIO
from gouji.relations.common.formulas import Formula as Formula
from gouji.relations.common.formulas import linear as linear
from gouji.relations.common.precision import finest

SEVERITY = {
    "sum": "critical",
    "difference": "critical",
    "bound": "warning",
    "count": "critical",
    "repeat": "critical",
    "ratio": "critical",
    "growth": "warning",
    "conversion": "warning",
    "comparison": "warning",
}
_WORDS = frozenset({"rule", "zh", "en", "strict", "reach", "readings", "suite", "base_named"})
FULL = "full"  # the role of full marks
LONG = 5  # digits of a whole number that nobody tells to the tenth


@dataclass(unsafe_hash=True)
class Relation:
    """One tie, a value never changed once made. `stated` is the figure that must agree with what `formula` makes of
    `operands`.

    Attributes: comparator "=": the intervals must meet; "<=", "<", ">=", ">": stated comparator computed must be possible.
    `roles` run parallel to [stated, *operands]; `tolerance` widens the computed interval (a conversion that is itself told
    as 约, say); `truncation`: figures may have been cut off instead of rounded.
    """

    kind: str
    rule: str
    stated: Figure
    operands: tuple[Figure, ...]
    formula: Formula
    roles: tuple[str, ...]
    zh: str
    en: str
    comparator: str = "="
    strict: bool = True
    reach: Decimal = Decimal(0)
    readings: tuple[Relation, ...] = field(default=(), compare=False, repr=False)  # those that it was chosen from, itself among them
    suite: str = ""
    extra: tuple[Figure, ...] = ()  # figures that the tie covers without computing with them
    base_named: bool = False  # the words beside a rate say what it is a rate of
    context: tuple[tuple[str, int], ...] = ()  # per unit, the precision of the list that the figures stand in

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return (self.stated, *self.operands, *self.extra)

    @cached_property
    def place(self) -> tuple:
        """What two relations have in common that tell the same tie."""
        parts = frozenset((f.start, f.end) for f in self.operands)
        return self.kind, self.comparator, self.stated.start, self.stated.end, parts, self.formula.kind if not self.operands else ""

    @cached_property
    def known(self) -> dict[tuple, object]:
        """What others worked out of its arithmetic, by what they asked; `worded` copies have it, too."""
        return {}

    @cached_property
    def _target(self):
        return unit(self.stated.unit)

    def _in_target(self, figure: Figure, interval: Interval) -> Interval:
        """An operand's values in the unit that the formula wants them in: the stated unit for sums, base units else."""
        if self.formula.kind != "linear":
            return interval.scale(unit(figure.unit).factor)
        if figure.unit == self.stated.unit:
            return interval
        factor, own = unit(figure.unit).factor, self._target.factor
        return interval if factor == own else interval.scale(factor / own)

    def _from_base(self, interval: Interval) -> Interval:
        if self.formula.kind in ("product", *MEANS):  # 元/月 is a mean of 元, whatever it is told per
            return interval.scale(1 / unit(self.stated.unit.partition("/")[0]).factor)
        if self.formula.kind in RATES:
            return interval.scale(1 / self._target.factor)  # percent -> ‰, 成
        return interval

    @cached_property
    def finest(self) -> dict[str, int]:
        """By unit the precision that its figures have (see `precision.finest`)."""
        return finest(self.stated, self.operands, self.formula.kind, self.context)

    @cached_property
    def shown_places(self) -> int:
        """The decimals that a computed value is told with."""
        own = self.stated.unit
        if self.formula.kind not in ("linear", "constant"):
            return max(self.stated.places + 2, 2)
        if self._target.counted:
            return 4
        places = max([self.stated.places, *(f.places for f in self.operands if f.unit == own)])
        return max(places, 4) if any(f.unit != own for f in self.operands) else places

    @cached_property
    def _scored(self) -> bool:
        """Whether this sums up scores, which are given and not measured: exact, but for a total told to fewer decimals."""
        return (
            self.formula.kind == "linear"
            and self.comparator == "="
            and bool(self.operands)
            and self._target.dimension == "分"
            and all(unit(f.unit).dimension == "分" and f.qualifier == "exact" for f in (self.stated, *self.operands))
            and self.stated.places <= max(f.places for f in self.operands)
        )

    def interval_of(self, figure: Figure) -> Interval | None:
        if FULL in self.roles and figure.value is not None and figure is self.figures[self.roles.index(FULL)]:
            return Interval.point(figure.value)  # full marks are given, not measured
        if self._scored and figure.value is not None:
            rounded = len(self.operands) > 1 and figure is self.stated and figure.places < max(f.places for f in self.operands)
            return figure.interval if rounded else Interval.point(figure.value)
        return with_precision(figure, self.finest.get(figure.unit, 0))

    @cached_property
    def whole_rate(self) -> bool:
        """Whether the rate is stated as exactly 100% of figures stated in one unit: then done is the task, to the digit."""
        return (
            self.formula.kind == "ratio"
            and self.stated.value == HUNDRED
            and self.stated.unit == "%"
            and self.stated.places == 0
            and self.comparator == "="
            and all(f.qualifier == "exact" and f.value is not None for f in (self.stated, *self.operands))
            and self.operands[0].unit == self.operands[1].unit
            and self.operands[1].value != 0
        )

    @cached_property
    def stated_interval(self) -> Interval | None:
        if self.whole_rate:
            return Interval.point(HUNDRED)
        if self.formula.kind in MEANS and self._target.counted and self.stated.qualifier == "exact":
            half = Decimal(1).scaleb(-self.stated.places) / 2  # a mean of things is rounded: 人均办案212件
            return Interval(self.stated.value - half, self.stated.value + half)
        if self._rounded_whole:
            step = Decimal(1).scaleb(-self.stated.places)
            return Interval(self.stated.value - step / 2, self.stated.value + step * Decimal("0.999"))
        return self.interval_of(self.stated)

    @property
    def _rounded_whole(self) -> bool:
        """Whether a long whole number was rounded or cut off as some of its parts were, and others were not: 328661 of 49376 and 279285.70."""
        if self.kind != "sum" or self.formula.kind != "linear" or self.comparator != "=" or self.stated.places or self.stated.qualifier != "exact":
            return False
        own = {f.places for f in self.operands if f.value}
        if len(own) < 2 or 0 not in own or self._target.counted or self._scored:
            return False
        return all(f.unit == self.stated.unit for f in self.operands) and len(self.stated.value.as_tuple().digits) >= LONG

    @cached_property
    def computed_interval(self) -> Interval | None:
        values = [Interval.point(f.value) if self.whole_rate else self.interval_of(f) for f in self.operands]
        return self.compute(values)

    def compute(self, values: Sequence[Interval | None]) -> Interval | None:
        """What the formula makes of these operand values (in their own stated units); None where it cannot."""
        scaled = []
        for figure, value in zip(self.operands, values, strict=True):
            if value is None:
                return None
            scaled.append(self._in_target(figure, value))
        try:
            return self._from_base(self.formula.apply(scaled))
        except ZeroDivisionError:
            return None

    @cached_property
    def computed(self) -> Decimal | None:
        """The value computed from the figures as stated, where all of them state one."""
        values = [figure.value for figure in self.operands]
        if None in values:
            return None
        if self.formula.plain and all(figure.unit == self.stated.unit for figure in self.operands):
            return sum(values, self.formula.offset)
        result = self.compute([Interval(value, value) for value in values])
        return result.low if result is not None and result.low == result.high else None

    @cached_property
    def holds(self) -> bool | None:
        """Whether the tie holds; None where a side is missing."""
        a, b = self.stated_interval, self.computed_interval
        if a is None or b is None:
            return None
        if self._over_itself:
            return False
        return a.stands(self.comparator, b) or (self.comparator == "=" and not self.whole_rate and self._cut_off(b))

    @property
    def _over_itself(self) -> bool:
        """Whether more than all is told of two amounts that are one number: 预算0.5万元，执行0.5万元，执行率101%."""
        if self.formula.kind != "ratio" or self.comparator != "=" or len(self.operands) != 2 or self.stated.unit != "%":
            return False
        part, base = self.operands
        same = part.value == base.value and part.unit == base.unit and part.qualifier == base.qualifier == self.stated.qualifier == "exact"
        return same and self.stated.value is not None and self.stated.value > HUNDRED

    @property
    def as_told(self) -> bool:
        """Whether a rate, or a sum in units of two sizes, that misses would hold if each figure was rounded for itself (27.74% of
        20.96万人 being 5.8万人): no zeros of theirs need have been dropped."""
        mixed = self.formula.kind == "linear" and len({unit(f.unit).factor for f in self.figures}) > 1
        measured = self.formula.kind in RATES and all(f.places for f in self.operands)  # whole numbers are exact, as a rule
        if self.holds is not False or self.comparator != "=" or self.whole_rate or self._over_itself or not (mixed or measured) or self.stated.unit == "分":
            return False
        computed = self.compute([f.interval for f in self.operands])
        return self.stated.interval is not None and computed is not None and self.stated.interval.meets(computed)

    @property
    def only_cut_off(self) -> bool:
        """Whether the tie holds for figures that were cut off and would not for rounded ones."""
        a, b = self.stated_interval, self.computed_interval
        return bool(self.holds) and self.comparator == "=" and not (a is not None and b is not None and a.meets(b))

    @cached_property
    def exact(self) -> bool:
        return self.computed is not None and self.computed == self.stated.value

    @cached_property
    def off(self) -> Decimal:
        """How far the computed value lies from the stated one, as a share of it; infinite where one is missing or nought."""
        computed, stated = self.computed, self.stated.value
        return abs(computed / stated - 1) if computed and stated else Decimal("Infinity")

    def _cut_off(self, computed: Interval) -> bool:
        """Whether the figures agree as numbers that were cut off, not rounded, at their last decimal."""
        if self.stated.qualifier != "exact" or self.stated.value is None or self._scored:
            return False
        if self.formula.kind in (*RATES, *MEANS):
            step = Decimal(1).scaleb(-self.stated.places)
            low = self.stated.value
            if low == HUNDRED:
                return False
            allowed = Interval(low, low + step, False, True)
            if computed.meets(allowed):
                return True
            # Operands in whole units are taken as rounded: cut off, they would allow almost any rate.
            exact = all(
                f.qualifier == "exact" and f.value is not None and (f.places or unit(f.unit).counted)
                for f in self.operands
            )
            cut = self.compute([self._cut(f) for f in self.operands]) if exact else None
            return cut is not None and cut.meets(allowed)
        if self.formula.kind != "linear" or any(f.qualifier != "exact" or f.value is None for f in self.operands):
            return False
        return self._cut(self.stated).meets(
            self.formula.apply([self._in_target(f, self._cut(f)) for f in self.operands])
        )

    def _cut(self, figure: Figure) -> Interval:
        kind = unit(figure.unit)
        told = figure.interval
        if kind.counted and not kind.scaled or told is not None and told.low is not None and told.low == told.high:
            return Interval.point(figure.value)
        step = Decimal(1).scaleb(-max(figure.places, self.finest.get(figure.unit, 0)))
        return Interval(figure.value, figure.value + step, False, True)


def choose(readings: Sequence[Relation]) -> Relation | None:
    """The reading to judge by: the first that holds for rounded figures, else the first that holds for figures cut off, else the
    first that can be judged, else the first."""
    cut: Relation | None = None
    for relation in readings:
        if relation.holds and not relation.only_cut_off:
            return relation if len(readings) == 1 else worded(relation, readings=tuple(readings))
        cut = cut or (relation if relation.holds else None)
    if cut is not None:
        return cut if len(readings) == 1 else worded(cut, readings=tuple(readings))
    judged = [relation for relation in readings if relation.holds is not None]
    best = (judged or list(readings) or [None])[0]
    return best if best is None or len(readings) == 1 else worded(best, readings=tuple(readings))


def worded(relation: Relation, **words: object) -> Relation:
    """The relation with other words about it, or asked for more or less strictly: what was worked out of it stays.

    Raises ValueError for a change that enters its arithmetic; `dataclasses.replace` is for those.
    """
    if not words.keys() <= _WORDS:
        raise ValueError(f"not about the words of a relation: {sorted(words.keys() - _WORDS)}")
    return _with(relation, words)


def within(relation: Relation, context: tuple[tuple[str, int], ...]) -> Relation:
    """The relation in a list of that precision. What was worked out of it stays where the precision of its own figures stays as it was."""
    made = _with(relation, {"context": context, "finest": None, "known": {}})
    del made.__dict__["finest"]
    units = {figure.unit for figure in (relation.stated, *relation.operands)}
    alike = all(made.finest.get(name, 0) == relation.finest.get(name, 0) for name in units)
    return made if alike else replace(relation, context=context)


def _with(relation: Relation, changed: Mapping[str, object]) -> Relation:
    """A copy with other values, and with all that was worked out; `copy` and `replace` take four times as long."""
    made = object.__new__(type(relation))
    made.__dict__ = {**relation.__dict__, **changed}
    return made
