"""Which slip of the pen would explain a relation that does not hold: in which figure, and what it ought to read.

For each figure of a failed relation the others tell what it ought to be (`needed`); a slip explains the failure where
one of the few things that a hand or a keyboard does to a number leads from there to what is written.

How likely a slip is, is weighed as chance: if each figure is as likely to be wrong as another, what is written has the
probability (weight of the kind) x (slips of the kind that fit) / (slips of the kind) under the hypothesis that this
figure carries it.

`explains` (which alone turns a tie that the wording does not demand into an alarm) asks for four significant digits and
for at most 2 % of accidental fits: slips of the kind x values that would fit at this precision / numbers of so many
digits, as if these were equally likely. A rate to two decimals leaves its base hundreds of fitting values, and one of
them is easily a digit away by accident; a sum to the cent leaves one. Where an untold part of a round amount would
explain a missed sum as well, that reckoning is too kind, and one wrong digit does not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.figures import Figure
from gouji.interval import Interval, plain, rounded
from gouji.quantity import unit
from gouji.relations.common.model import HUNDRED, Relation
from gouji.relations.common.reading import MONEY
from gouji.relations.fault.needed import corrected, replaced, required
from gouji.relations.fault.slips import SLIPS, Slip, may_lead_to, slips

LEAST_DIGITS = 4
MOST_ACCIDENT = Decimal("0.02")
CLOSE = Decimal("0.15")  # how near a sum that wording does not demand is to its whole, if it is one
BASE_DIGITS = 3  # of a rate that hits another base's by accident once in hundreds
LIKELY_DIGITS, LIKELY_ACCIDENT = 3, Decimal("0.05")  # of a tie that words make likely
MOST_BY_RATE = Decimal("0.005")  # of a count of few digits that a rate gives away
TWICE_DIGITS = 3  # of a part that what is left of a whole is hardly the same as by accident
RARE_PLACES = {3, 5}  # decimals that hardly anybody tells
ODD = 4.0  # what looks odd among its like is that much likelier to be the wrong one
BEYOND = 0.4  # a part above its whole is likelier wrong than the modest rate beside it: below that of the first operand
STATED = 1.5  # a figure that was computed from the others is wrong somewhat more often than one of them


@dataclass(frozen=True)
class Diagnosis:
    """What slip would explain a failed relation. `value` is what `figure` ought to read, in `unit`.

    `kind`: swapped | digit | missing_digit | extra_digit | decimal_point | unit | sign | left_out | counted_twice |
    base | other (no single slip explains it: the value that would fit if all other figures are right). `explains`: the
    slip fits exactly and hardly by accident; `likely`: and would do so for a tie that words make likely. `mended`: how many failed relations of the report the correction mends.
    `alternatives`: other figures that may carry a slip as well; zh and en name them too.
    """

    kind: str
    figure: Figure
    value: Decimal | None
    unit: str
    zh: str
    en: str
    explains: bool = False
    score: float = 0.0
    mended: int = 1
    alternatives: tuple[Figure, ...] = ()
    likely: bool = False


def explanations(relation: Relation) -> list[Diagnosis]:
    """All that would explain a failed relation; where no slip would, what each figure would have to read. Nobody may change the list."""
    return single(relation) or ([] if relation.holds is not False else _unexplained(relation))


def single(relation: Relation) -> list[Diagnosis]:
    """All single slips that would explain a failed relation. Nobody may change the list."""
    if relation.holds is not False:
        return []
    key = ("explained", relation.strict)
    if key not in relation.known:
        relation.known[key] = _single(relation)
    return relation.known[key]


def _single(relation: Relation) -> list[Diagnosis]:
    found: list[Diagnosis] = []
    figures = (relation.stated, *relation.operands)
    for position, figure in enumerate(figures):
        needed = required(relation, position)
        if needed is None or figure.value is None or not figure.id:
            continue
        found += _slipped(relation, figure, needed)
    found += _parts(relation)
    found += _other_base(relation)
    return found


def _slipped(relation: Relation, figure: Figure, needed: Interval) -> Iterable[Diagnosis]:
    """The slips in one figure that lead from a value the others need to what is written, one for each kind."""
    fits, tried = _fitting(relation, figure, needed)
    own = unit(figure.unit).factor
    room = _room(needed, figure)
    digits = len(figure.value.normalize().as_tuple().digits)
    written = len(figure.value.as_tuple().digits)
    computed = STATED if figure is relation.stated and relation.kind != "repeat" else 1
    for kind, fitting in fits.items():
        slip = _middle(fitting, needed)
        score = computed * float(SLIPS[kind].weight) * len(fitting) / tried[kind] * _oddity(relation, figure, slip)
        fit = room
        if kind in ("unit", "decimal_point") and slip.value:
            fit = _room(needed.scale(own / unit(slip.unit).factor * figure.value / slip.value), figure)
        accident = Decimal(tried[kind]) * fit / (Decimal(10) ** digits)
        explains = _told_by_rate(relation, figure, needed, tried[kind]) or _no_accident(relation, figure, slip, accident)
        wrong, right = f"{figure.number}{figure.unit}", f"{slip.number}{slip.unit}"
        yield Diagnosis(
            kind,
            figure,
            slip.value,
            slip.unit,
            f"疑似“{right}”误作“{wrong}”：{SLIPS[kind].zh}",
            f"“{right}” was probably written as “{wrong}”: {SLIPS[kind].en}",
            explains,
            score,
            likely=relation.comparator == "="
            and kind in ("digit", "swapped")
            and written >= LIKELY_DIGITS
            and accident <= LIKELY_ACCIDENT,
        )


def _oddity(relation: Relation, figure: Figure, slip: Slip) -> float:
    """How much likelier a slip is because what is written looks odd beside the relation's other figures of the measure, and
    what it ought to read does not: 10.25吨 among 万吨, 21.477 among sums to the cent; below 1 where it is the other way round."""
    others = (f for f in (relation.stated, *relation.operands) if f is not figure and f.id)
    peers = [f for f in others if unit(f.unit).dimension == unit(figure.unit).dimension]
    if slip.kind == "unit" and slip.unit == "‰":
        return 1 / ODD**2  # of births and deaths alone
    if slip.kind == "unit":
        units = {f.unit for f in peers}
        if (figure.unit in units) == (slip.unit in units):
            return 1.0
        smaller = unit(figure.unit).factor < unit(slip.unit).factor  # 万 is lost more often than it is added
        return (ODD if slip.unit in units and (smaller or len(peers) > 1) else 1.0) if figure.unit not in units else 1 / ODD
    if slip.kind == "decimal_point" and unit(figure.unit).counted and not unit(figure.unit).scaled:
        return 1 / ODD  # has none
    if slip.kind == "decimal_point":
        usual = {f.places for f in peers} - RARE_PLACES or {0, 1, 2}
        written, right = figure.places in usual, max(0, -slip.value.as_tuple().exponent) in usual
        return 1.0 if written == right else ODD if right else 1 / ODD
    return 1.0


def _fitting(relation: Relation, figure: Figure, needed: Interval) -> tuple[dict[str, list[Slip]], dict[str, int]]:
    """By kind, the slips that lead from a value the others need to what is written, and how many of the kind were tried."""
    fits: dict[str, list[Slip]] = defaultdict(list)
    tried: dict[str, int] = defaultdict(int)
    own = unit(figure.unit).factor
    linear = relation.formula.kind == "linear"
    least = (
        Decimal(1).scaleb(-relation.stated.places) * unit(relation.stated.unit).factor / own if linear else Decimal(0)
    )
    half = Decimal(1).scaleb(1 - figure.places)  # rounded a place before, where the point is one too far to the left
    low, high = (None if end is None else end + by for end, by in ((needed.low, -half), (needed.high, half)))
    if low is not None and high is not None and not may_lead_to(figure, low, high):
        return fits, tried
    for slip in slips(figure):
        tried[slip.kind] += 1
        if slip.value is None:
            continue
        value = slip.value if slip.unit == figure.unit else slip.value * unit(slip.unit).factor / own
        if (low is not None and value < low) or (high is not None and value > high):
            continue
        if abs(value) < least:
            continue  # so small that it would be as good as left out
        if replaced(relation, figure, corrected(figure, slip.value, slip.unit)).holds:
            fits[slip.kind].append(slip)
    return fits, tried


def _no_accident(relation: Relation, figure: Figure, slip: Slip, accident: Decimal) -> bool:
    """Whether a slip hardly fits by accident; of three digits, only where two were swapped in a sum that this mends exactly."""
    if accident > MOST_ACCIDENT:
        return False
    least = LEAST_DIGITS if slip.kind != "unit" else LEAST_DIGITS - 1
    if relation.comparator == "=" and len(figure.value.normalize().as_tuple().digits) >= least and not _round_rest(relation, slip, figure):
        return True
    return (
        slip.kind == "swapped"
        and relation.kind == "sum"
        and len(figure.value.as_tuple().digits) >= LIKELY_DIGITS
        and relation.off <= CLOSE
        and replaced(relation, figure, corrected(figure, slip.value, slip.unit)).exact
    )


def _told_by_rate(relation: Relation, figure: Figure, needed: Interval, tried: int) -> bool:
    """Whether a slip in a short count is told by a rate of many digits: 结案率91.30% of 23件 leaves 21 alone, and no whole number
    for most counts. A whole number lies between the values needed by an accident of their width. 100% is met by the base itself."""
    counted = unit(figure.unit).counted and not unit(figure.unit).scaled and figure.qualifier == "exact" and not figure.places
    if relation.formula.kind != "ratio" or not counted or figure is relation.stated or not needed.bounded or relation.whole_rate:
        return False
    size = len(figure.value.normalize().as_tuple().digits)
    return size > 1 and Decimal(tried) * needed.width / Decimal(10) ** size <= MOST_BY_RATE


def _round_rest(relation: Relation, slip: Slip, figure: Figure) -> bool:
    """Whether the whole may just have a part that nobody told, of a round amount (200.00): no sign of a slip."""
    if relation.kind != "sum" or relation.strict or slip.kind == "swapped" or slip.unit != figure.unit:
        return False
    if unit(figure.unit).dimension != MONEY and not unit(figure.unit).counted:
        return False  # what is measured is not planned in round amounts
    if relation.computed is not None and relation.computed > relation.stated.value:
        return False  # the parts are too much already
    rest = abs(slip.value - figure.value).normalize()
    round_to = 3 if unit(figure.unit).counted else 2  # things are seldom left out by the hundred
    return rest.as_tuple().exponent >= round_to - figure.places if rest else False


def _middle(fitting: Sequence[Slip], needed: Interval) -> Slip:
    if len(fitting) == 1 or not needed.bounded:
        return fitting[0]
    middle = (needed.low + needed.high) / 2
    return min(fitting, key=lambda slip: abs(slip.value - middle))


def _room(needed: Interval, figure: Figure) -> Decimal:
    """How many values at the figure's precision would fit."""
    if not needed.bounded:
        return Decimal(10) ** 6
    return max(Decimal(1), needed.width * Decimal(10) ** figure.places)


def _parts(relation: Relation) -> Iterable[Diagnosis]:
    """A total from which a part was left out, or in which one was counted twice."""
    computed, stated = relation.computed, relation.stated.value
    if relation.formula.kind != "linear" or computed is None or stated is None or len(relation.operands) < 2:
        return
    if relation.comparator != "=":
        return
    target = unit(relation.stated.unit).factor
    difference = stated - computed
    for factor, part in zip(relation.formula.factors, relation.operands, strict=True):
        share = factor * part.value * unit(part.unit).factor / target
        if not share or difference not in (share, -share) or not relation.stated.id:
            continue
        kind = "counted_twice" if difference == share else "left_out"
        zh, en = ("重复计入", "was counted twice") if kind == "counted_twice" else ("漏计", "was left out")
        yield Diagnosis(
            kind,
            relation.stated,
            computed,
            relation.stated.unit,
            f"疑似合计时{zh}“{part.text}”，“{relation.stated.text}”应为{plain(computed)}{relation.stated.unit}",
            f"“{part.text}” probably {en}: “{relation.stated.text}” should be {plain(computed)}{relation.stated.unit}",
            kind == "counted_twice" and len(part.value.normalize().as_tuple().digits) >= TWICE_DIGITS,
            0.35 / len(relation.operands),
        )


def _other_base(relation: Relation) -> Iterable[Diagnosis]:
    """A rate that was computed on another base: on the new value, or as the complement."""
    kind, stated = relation.formula.kind, relation.stated
    values = [f.value * unit(f.unit).factor for f in relation.operands if f.value is not None]
    computed = relation.computed
    if len(values) != 2 or stated.value is None or computed is None or 0 in values:
        return
    a, b = values
    other, zh, en = {
        "growth": ((a - b) / a * HUNDRED, "以本期数而非上期数为基数", "on the later value instead of the earlier"),
        "change": (b / a * HUNDRED, "以本期数而非上期数为基数", "on the later value instead of the earlier"),
        "ratio": (HUNDRED - a / b * HUNDRED, "算成了余下部分的比率", "as the share of the rest"),
    }.get(kind, (None, "", ""))
    if other is None or rounded(abs(other), stated.places) != rounded(abs(stated.value), stated.places):
        return
    right = rounded(computed, stated.places)
    yield Diagnosis(
        "base",
        stated,
        right,
        stated.unit,
        f"疑似“{stated.text}”{zh}计算，应为{plain(right)}{stated.unit}",
        f"“{stated.text}” was probably computed {en}: it should be {plain(right)}{stated.unit}",
        kind in ("growth", "change") and len(stated.value.as_tuple().digits) >= BASE_DIGITS and right != abs(stated.value),
        0.6,
    )


def _unexplained(relation: Relation) -> list[Diagnosis]:
    """What each figure would have to read if the others are right."""
    found = []
    over = relation.formula.kind == "ratio" and relation.stated.unit == "%" and relation.computed is not None
    over = over and relation.computed > HUNDRED >= relation.stated.value
    beyond = BEYOND if over else 1.0
    for position, figure in enumerate((relation.stated, *relation.operands)):
        needed = required(relation, position)
        if not figure.id or figure.value is None or needed is None or not needed.bounded:
            continue
        right = rounded((needed.low + needed.high) / 2, figure.places)
        found.append(
            Diagnosis(
                "other",
                figure,
                right,
                figure.unit,
                f"若其余数据无误，“{figure.text}”应为{plain(right)}{figure.unit}",
                f"if the other figures are right, “{figure.text}” should be {plain(right)}{figure.unit}",
                False,
                beyond if position == 0 else 1 / (1 + position),
            )
        )
    return found
