"""Rates, changes, means and products that figures nearby give away.

Circles of figures are tried with one another, the likeliest first: with what other rates are of; those of the target's
sentence; those of its name; those around it; each until chance could make a fit (see `evidence`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain

from gouji.relations.common.evidence import Number, Numbers, Trial, inferred, named, text, unique
from gouji.relations.common.model import HUNDRED, RATIO, Formula, Relation
from gouji.relations.common.paces import Pace
from gouji.relations.common.verbs import direction, verb_of
from gouji.relations.ratio.means import per

NEAR, FAR = 8, 14  # figures of a sentence, and of the text around, that are tried with one another
_GOAL = re.compile(
    r"(?:(?<!公共)(?<!基金)(?<!经营)(?<!于)预算|计划|任务|目标|应[^，。；]{1,6}|共|合计|总[额数量计]|下达|到位|安排|送审|申报|编制|需|拟|指标|投资)"
    r"(?:数|量|资金|金额|总额|补助|经费)*$"
)
_REST = re.compile(r"余|剩|结转|未|尚|还|仍|净|差|缺|欠|超|短|其他|另|抵|节|新增|扣")


def _around(numbers: Numbers, target: Number, *wanted: str) -> Iterator[list[Number]]:
    """Circles of figures to try with one another: the target's sentence, those of its name, those around it."""
    m = target.mention
    own = [n for n in numbers.sentences[m.sentence] if n.way in wanted and n is not target]
    near = unique(
        [n for n in reversed(own) if n.mention.index < m.index] + [n for n in own if n.mention.index > m.index]
    )
    near = near[:NEAR]
    yield near
    beside = near[0].mention.label[-16:] if near else ""  # 小学912个班，班均42.5人
    called = numbers.called(f"{beside} {m.label[-16:]}{m.noun[:4]}", m.index)
    yield unique([*near[:3], *(n for n in called if n.way in wanted)])[:FAR]
    yield unique([*near, *(n for n in numbers.before(target, 4) if n.way in wanted)])[:FAR]


def _nearest(numbers: Numbers, target: Number) -> Number | None:
    m = target.mention
    before = [n for n in reversed(numbers.sentences[m.sentence]) if n.mention.index < m.index] + numbers.before(
        target, 2
    )
    return next((n for n in before if n.way == "amount"), None)


def _with_heads(numbers: Numbers, target: Number) -> Iterator[tuple[Number, Number]]:
    """The amounts nearest before a rate with what other rates are of, and with the totals told before: 占全年的p%."""
    m = target.mention
    own = [n for n in reversed(numbers.sentences[m.sentence]) if n.mention.index < m.index and n.way == "amount"][:3]
    near = _nearest(numbers, target)
    for part in own or ([near] if near else []):
        alike = numbers.called(part.mention.label[-16:], part.mention.index, 8)  # 中央资金用于产业的: of 中央资金
        for number in unique([*numbers.heads(part.key, part.mention.start), *(n for n in alike if n.key == part.key and n.way == "amount")]):
            yield (part, number) if part.value <= number.value else (number, part)


def _with_all(numbers: Numbers, target: Number) -> Iterator[tuple[Number, Number]]:
    """The amount nearest before a rate with every amount told before it: 占p% of a whole that was told chapters ago."""
    near = _nearest(numbers, target)
    if near is None:
        return
    seen = set()
    for number in reversed(numbers.amounts(near.key, 0, near.mention.start)[-120:]):
        if number.value not in seen:
            seen.add(number.value)
            yield (near, number) if near.value <= number.value else (number, near)


def _pairs(circles: Iterable[list[Number]], key: str = "") -> Iterator[tuple[Number, Number]]:
    """Each pair of each circle once, the nearest first; of one key, and the larger second."""
    seen: set[tuple[int, int]] = set()
    for circle in circles:
        for size in range(1, len(circle)):
            for at in range(size):
                x, y = circle[at], circle[size]
                if x.key != y.key or (key and x.key != key):
                    continue
                pair = (id(x), id(y)) if id(x) < id(y) else (id(y), id(x))
                if pair not in seen:
                    seen.add(pair)
                    yield (x, y) if x.value <= y.value else (y, x)


def rate(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """p = a / b of two amounts of one dimension."""
    for a, b in chain(
        _with_heads(numbers, target), _pairs(_around(numbers, target, "amount")), _with_all(numbers, target)
    ):
        if not a.value:
            continue
        part, base = (a, b) if target.value <= 100 else (b, a)
        if not base.value:
            continue
        whole = target.value == 100
        if trial.rounds(100 * part.value / base.value, a.step / a.value * 100 if whole else None):
            if whole and (a.value != b.value or not (_GOAL.search(a.mention.label) or _GOAL.search(b.mention.label))):
                continue  # an amount told twice is no base of itself
            zh = f"{named(target)}应等于{named(part)}÷{named(base)}"
            en = f"the rate {text(target)} should equal {text(part)} ÷ {text(base)}"
            return inferred("ratio", "evident", target, (part, base), RATIO, ("rate", "part", "base"), zh, en)
        if not trial.open:
            break
    return None


def of_two(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """p = (a + b) / c: 优良率 of 优 and 良; two neighbours over what stands beside them or a total told before."""
    m = target.mention
    own = [n for n in reversed(numbers.sentences[m.sentence]) if n.mention.index < m.index and n.way == "amount"][:5]
    for later, earlier in zip(own, own[1:], strict=False):
        if later.key != earlier.key or earlier.mention.index != later.mention.index - 1:
            continue
        total = earlier.value + later.value
        for base in unique([*own, *(n for n in numbers.before(target, 2) if n.way == "amount"), *numbers.heads(later.key, m.start)]):
            if base.key != later.key or base in (later, earlier) or base.value < total or not total or not base.value:
                continue
            if trial.rounds(100 * total / base.value) and target.value < 100:
                zh = f"{named(target)}应等于（{named(earlier)}＋{named(later)}）÷{named(base)}"
                en = f"the rate {text(target)} should equal ({text(earlier)} + {text(later)}) ÷ {text(base)}"
                parts = (earlier, later, base)
                roles = ("rate", "part", "part", "base")
                return inferred("ratio", "evident", target, parts, Formula("ratio_of_sum"), roles, zh, en)
    return None


def of_others(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """死亡率7.03‰: cases over persons, of one sentence or of the one before; both counted, in counters of their own."""
    m = target.mention
    near = [n for n in reversed(numbers.sentences[m.sentence]) if n.mention.index < m.index] + numbers.before(target, 2)
    near = [n for n in near if n.way == "amount" and n.mention.unit.counted and n.value][:5]
    for part in near:
        for base in near:
            if part.key != base.key and part.value < base.value and trial.rounds(100 * part.value / base.value):
                zh = f"{named(target)}应等于{named(part)}÷{named(base)}"
                en = f"the rate {text(target)} should equal {text(part)} ÷ {text(base)}"
                return inferred("ratio", "evident", target, (part, base), RATIO, ("rate", "part", "base"), zh, en)
    return None


def growth(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """p = (now - then) / then, or d / (now -+ d) where one of the pair is a change; up or down as its verb says."""
    verb = verb_of(target.mention.lead)
    up = direction(verb) is not False if verb else True
    for a, b in _pairs(_around(numbers, target, "amount", "then", "mean", "change", "rate")):
        if not a.value or a.value == b.value:
            continue
        changed = [n for n in (a, b) if n.way == "change"]
        if len(changed) == 1:
            d, now = changed[0], (b if changed[0] is a else a)
            base = now.value - d.value if up else now.value + d.value
            if base > 0 and trial.rounds(100 * d.value / base):
                sign = "－" if up else "＋"
                zh = f"{named(target)}应等于{text(d)}÷（{text(now)}{sign}{text(d)}）"
                en = f"the change of {text(target)} should equal {text(d)} ÷ ({text(now)} {'-' if up else '+'} {text(d)})"
                formula = Formula("change", (Decimal(1 if up else -1),))
                return inferred("growth", "evident", target, (now, d), formula, ("rate", "now", "change"), zh, en)
        elif not changed:
            now, then = (b, a) if up else (a, b)
            if then.value and trial.rounds(100 * abs(now.value - then.value) / then.value):
                zh = f"{named(target)}应等于由{named(then)}到{named(now)}的变动幅度"
                en = f"the change of {text(target)} should be that from {text(then)} to {text(now)}"
                formula = Pace("growth", (Decimal(1 if up else -1), HUNDRED))
                return inferred("growth", "evident", target, (now, then), formula, ("rate", "now", "then"), zh, en)
        if not trial.open:
            break
    return None


def change(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """d = a - b of two states of its dimension; 个百分点: of two rates. An amount that no word tells as a rest is none."""
    if target.way == "amount" and not _REST.search(target.mention.lead[-14:]):
        return None
    if target.way == "points":
        pairs = _pairs(_around(numbers, target, "rate"))
    else:
        pairs = _pairs(_around(numbers, target, "amount", "mean"), target.key)
    for a, b in pairs:
        if trial.equals(b.value - a.value, min(a.step, b.step)) and a.value:
            zh = f"{named(target)}应等于{named(b)}－{named(a)}"
            en = f"{text(target)} should equal {text(b)} - {text(a)}"
            formula = Formula("linear", (Decimal(1), Decimal(-1)))
            return inferred("difference", "evident", target, (b, a), formula, ("rest", "larger", "smaller"), zh, en)
        if not trial.open:
            break
    return None


def product(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """An amount as a price or mean times a number of what it is told for: 每亩108.5元 x 48.63万亩."""
    top = target.mention.dimension
    if target.mention.sentence not in numbers.means:
        return None
    for circle in _around(numbers, target, "amount", "mean"):
        for price in (n for n in circle if n.way == "mean" and n.mention.dimension.partition("/")[0] == top):
            for number in (n for n in circle if n.way == "amount" and n.key != target.key):
                if trial.rounds(price.value * number.value):
                    zh = f"{named(target)}应等于{named(number)}×{text(price)}"
                    en = f"{text(target)} should equal {text(number)} × {text(price)}"
                    formula = Formula("product")
                    return inferred(
                        "ratio", "evident", target, (number, price), formula, ("total", "number", "price"), zh, en
                    )
        if not trial.open:
            break
    return None


def mean(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """元/人, 公斤/亩, 人均 ...: a total of the first dimension over a number of the second."""
    m = target.mention
    top, _, bottom = m.dimension.partition("/")
    for circle in _around(numbers, target, "amount"):
        for total in (n for n in circle if n.mention.dimension == top and (bottom or n.key == target.key)):
            for heads in (n for n in circle if n.key != total.key and n.value):
                if bottom and heads.mention.dimension != bottom:
                    continue
                formula = Formula("mean") if bottom else per(heads.mention.unit.name.lstrip("万千百十亿"))
                size = float(formula.factors[0]) if formula.factors else 1.0
                if trial.rounds(total.value / heads.value * size):
                    zh = f"{named(target)}应等于{named(total)}÷{named(heads)}"
                    en = f"the mean {text(target)} should equal {text(total)} ÷ {text(heads)}"
                    return inferred(
                        "ratio", "evident", target, (total, heads), formula, ("mean", "total", "number"), zh, en
                    )
        if not trial.open:
            break
    return None
