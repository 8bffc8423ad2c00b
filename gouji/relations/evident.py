"""Ties that the numbers themselves give away: 91.5% where two amounts nearby make 91.47%, a total whose last digit fits.

The rules before this one start from wording. What wording leaves open is looked for here among the figures nearby and among
those of the same name, and proposed only where `evidence` finds the fit to be no likely accident. Such a tie holds by
construction: it says what a figure rests on, and can find no error. It is told as inferred.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from gouji.relations.changes import direction, verb_of
from gouji.relations.diagnosis import diagnose
from gouji.relations.evidence import CHANCE, LONG, Number, Numbers, Trial, digits, one_digit, unique
from gouji.relations.growth import Pace
from gouji.relations.lists import OTHER_TIME, is_change
from gouji.relations.means import per
from gouji.relations.model import HUNDRED, RATIO, Formula, Relation, linear
from gouji.relations.naming import chunks
from gouji.relations.reading import Mention, Reading
from gouji.relations.retold import conflict, scope, tie

NEAR, FAR = 8, 14  # figures of a sentence, and of the text around, that are tried with one another
LIST = 24  # items of a list
PARAGRAPHS = 2400  # characters in which a list's items may stand, one a paragraph
_REST = re.compile(r"余|剩|结转|未|尚|还|仍|净|差|缺|欠|超|短|其他|另|抵|节|新增|扣")
_INFERRED = "（数值相符，据此推定）"


def propose(reading: Reading, found: Sequence[Relation]) -> list[Relation]:
    """The ties that numbers alone give away, for figures that no tie of `found` explains."""
    numbers = Numbers(reading)
    for relation in found:
        if relation.holds:
            numbers.learn(relation)
    explained = {(r.stated.id, r.kind) for r in found if r.holds}
    ties: list[Relation] = []
    for mention in reading.mentions:
        number = numbers.of(mention)
        if number is None or not number.value:
            continue
        for kind, rule in _RULES.get(number.way, ()):
            trial = Trial(number.value, number.step)
            if trial.open and (mention.figure.id, kind) not in explained and (tie_ := rule(numbers, number, trial)):
                ties.append(tie_)
                numbers.learn(tie_)
                break
    known = {frozenset(figure.id for figure in r.figures) for r in found}
    kept = []
    for relation in [*ties, *_lists_of_totals(numbers), *_hundreds(numbers), *_repeats(numbers, found)]:
        members = frozenset(figure.id for figure in relation.figures)
        if members not in known and relation.holds:
            known.add(members)
            kept.append(relation)
    explained |= {(r.stated.id, r.kind) for r in kept}
    return [*kept, *(r for r in _slipped(numbers, explained) if frozenset(f.id for f in r.figures) not in known)]


def _tie(
    kind: str, rule: str, stated: Number, operands: Sequence[Number], formula: Formula, roles: Sequence[str], zh: str, en: str
) -> Relation:
    return Relation(
        kind,
        f"{kind}.{rule}",
        stated.mention.figure,
        tuple(n.mention.figure for n in operands),
        formula,
        tuple(roles),
        zh + _INFERRED,
        f"{en} (inferred from the numbers)",
        strict=False,
    )


def _named(number: Number) -> str:
    return f"{number.mention.label[-14:]}{number.mention.figure.text}"


def _text(number: Number) -> str:
    return number.mention.figure.text


def _around(numbers: Numbers, target: Number, *wanted: str) -> Iterator[list[Number]]:
    """Circles of figures to try with one another: the target's sentence, those of its name, those around it."""
    m = target.mention
    own = [n for n in numbers.sentences[m.sentence] if n.way in wanted and n is not target]
    near = unique([n for n in reversed(own) if n.mention.index < m.index] + [n for n in own if n.mention.index > m.index])
    near = near[:NEAR]
    yield near
    called = numbers.called(m.label[-16:] + m.noun[:4], m.index)
    yield unique([*near[:3], *(n for n in called if n.way in wanted)])[:FAR]
    yield unique([*near, *(n for n in numbers.before(target, 4) if n.way in wanted)])[:FAR]


def _nearest(numbers: Numbers, target: Number) -> Number | None:
    m = target.mention
    before = [n for n in reversed(numbers.sentences[m.sentence]) if n.mention.index < m.index] + numbers.before(target, 2)
    return next((n for n in before if n.way == "amount"), None)


def _with_heads(numbers: Numbers, target: Number) -> Iterator[tuple[Number, Number]]:
    """The amounts nearest before a rate with what other rates are of, and with the totals told before: 占全年的p%."""
    m = target.mention
    own = [n for n in reversed(numbers.sentences[m.sentence]) if n.mention.index < m.index and n.way == "amount"][:3]
    near = _nearest(numbers, target)
    for part in own or ([near] if near else []):
        for number in numbers.heads(part.key, part.mention.start):
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


def _rate(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """p = a / b of two amounts of one dimension."""
    for a, b in chain(_with_heads(numbers, target), _pairs(_around(numbers, target, "amount")), _with_all(numbers, target)):
        if not a.value:
            continue
        part, base = (a, b) if target.value <= 100 else (b, a)
        if not base.value:
            continue
        whole = target.value == 100
        if trial.rounds(100 * part.value / base.value, a.step / a.value * 100 if whole else None):
            if whole and a.value != b.value:
                continue
            zh = f"{_named(target)}应等于{_named(part)}÷{_named(base)}"
            en = f"the rate {_text(target)} should equal {_text(part)} ÷ {_text(base)}"
            return _tie("ratio", "evident", target, (part, base), RATIO, ("rate", "part", "base"), zh, en)
        if not trial.open:
            break
    return None


def _growth(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """p = (now - then) / then, or d / (now -+ d) where one of the pair is a change; up or down as its verb says."""
    verb = verb_of(target.mention.lead)
    up = direction(verb) is not False if verb else True
    trial = Trial(target.value, target.step)
    for a, b in _pairs(_around(numbers, target, "amount", "then", "mean", "change", "rate")):
        if not a.value or a.value == b.value:
            continue
        changed = [n for n in (a, b) if n.way == "change"]
        if len(changed) == 1:
            d, now = changed[0], (b if changed[0] is a else a)
            base = now.value - d.value if up else now.value + d.value
            if base > 0 and trial.rounds(100 * d.value / base):
                sign = "－" if up else "＋"
                zh = f"{_named(target)}应等于{_text(d)}÷（{_text(now)}{sign}{_text(d)}）"
                en = f"the change of {_text(target)} should equal {_text(d)} ÷ ({_text(now)} {'-' if up else '+'} {_text(d)})"
                formula = Formula("change", (Decimal(1 if up else -1),))
                return _tie("growth", "evident", target, (now, d), formula, ("rate", "now", "change"), zh, en)
        elif not changed:
            now, then = (b, a) if up else (a, b)
            if trial.rounds(100 * abs(now.value - then.value) / then.value):
                zh = f"{_named(target)}应等于由{_named(then)}到{_named(now)}的变动幅度"
                en = f"the change of {_text(target)} should be that from {_text(then)} to {_text(now)}"
                formula = Pace("growth", (Decimal(1 if up else -1), HUNDRED))
                return _tie("growth", "evident", target, (now, then), formula, ("rate", "now", "then"), zh, en)
        if not trial.open:
            break
    return None


def _change(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """d = a - b of two states of its dimension; 个百分点: of two rates. An amount that no word tells as a rest is none."""
    if target.way == "amount" and not _REST.search(target.mention.lead[-14:]):
        return None
    if target.way == "points":
        pairs = _pairs(_around(numbers, target, "rate"))
    else:
        pairs = _pairs(_around(numbers, target, "amount", "mean"), target.key)
    for a, b in pairs:
        if trial.equals(b.value - a.value, min(a.step, b.step)) and a.value:
            zh = f"{_named(target)}应等于{_named(b)}－{_named(a)}"
            en = f"{_text(target)} should equal {_text(b)} - {_text(a)}"
            formula = Formula("linear", (Decimal(1), Decimal(-1)))
            return _tie("difference", "evident", target, (b, a), formula, ("rest", "larger", "smaller"), zh, en)
        if not trial.open:
            break
    return None


def _lists(numbers: Numbers, target: Number) -> Iterator[list[Number]]:
    """The lists that may make up an amount, the likeliest first: what follows in its sentence, in its paragraph, the first
    amount of each following segment or paragraph; what stands before it."""
    plain, m = numbers.reading.plain, target.mention
    paragraph = plain.rfind("\n", 0, m.start) + 1
    end = plain.find("\n", m.end)
    end = len(plain) if end < 0 else end

    def fitting(start: int, stop: int) -> list[Number]:
        return [n for n in numbers.amounts(target.key, start, stop) if not OTHER_TIME.search(n.mention.lead[-12:])]

    after = fitting(m.end, end)[:LIST]
    yield [n for n in after if n.mention.sentence == m.sentence]
    before = fitting(paragraph, m.start)[: -LIST - 1 : -1]
    yield [n for n in before if n.mention.sentence == m.sentence]
    yield _outer(after)
    yield after
    yield _firsts(after, lambda n: (n.mention.sentence, n.mention.segment))
    yield before
    items = fitting(end, end + PARAGRAPHS)[: 2 * LIST]
    yield _firsts(items, lambda n: n.mention.sentence)
    columns: dict[str, list[Number]] = {}
    for n in [*after, *items]:
        columns.setdefault(n.mention.label[-2:] or n.mention.figure.unit + n.mention.noun[:2], []).append(n)
    own = columns.pop(m.label[-2:], [])
    yield own
    yield from columns.values()


def _outer(items: Sequence[Number]) -> list[Number]:
    """A list without the items that make up the item before them: its 其中 within 其中."""
    kept: list[Number] = []
    at = 0
    while at < len(items):
        kept.append(items[at])
        total, inner = 0.0, at
        while inner + 1 < len(items) and total < items[at].value * 0.999999:
            inner += 1
            total += items[inner].value
        nested = inner > at + 1 and abs(total - items[at].value) < items[at].step / 100
        at = inner + 1 if nested else at + 1
    return kept


def _firsts(numbers: Sequence[Number], key: Callable[[Number], object]) -> list[Number]:
    kept: dict[object, Number] = {}
    for number in numbers:
        kept.setdefault(key(number), number)
    return list(kept.values())


def _sum(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """A whole as the sum of the first two or more items of a list beside it."""
    tried: set[tuple[int, ...]] = set()
    for items in _lists(numbers, target):
        total, step, parts = 0.0, target.step, []
        for item in items:
            total, step = total + item.value, min(step, item.step)
            parts.append(item)
            if total > target.value * 1.000001:
                break
            key = tuple(sorted(n.mention.index for n in parts))
            filled = sum(1 for n in parts if n.value)
            if filled < 2 or key in tried or _goes_on(numbers, item, items):
                continue
            tried.add(key)
            if trial.equals(total, step):
                parts.sort(key=lambda n: n.mention.index)
                return _whole_of(target, parts)
            if not trial.open:
                return None
    return None


def _goes_on(numbers: Numbers, last: Number, items: Sequence[Number]) -> bool:
    """Whether an item of a list is followed by another, joined by 、: no list ends there."""
    following = numbers.reading.mentions[last.mention.index + 1 : last.mention.index + 2]
    joined = bool(following) and following[0].lead.startswith(("、", "和", "及"))
    return joined and any(n.mention is following[0] for n in items)


def _lists_of_totals(numbers: Numbers) -> list[Relation]:
    """Lists whose items make a total told elsewhere: looked up by what they come to; all of a list, or all but its first,
    which may be the total itself of a list told with it."""
    found = []
    seen: set[tuple[int, ...]] = set()
    for run in numbers.runs():
        for parts in (run, run[1:], run[:-1]):
            members = tuple(n.mention.index for n in parts)
            if len(parts) < 2 or members in seen or sum(1 for n in parts if n.value) < 2:
                continue
            seen.add(members)
            total = sum(n.value for n in parts)
            step = min(n.step for n in parts)
            others = [n for n in numbers.equal(parts[0].key, total) if n.mention.index not in members]
            before = [n for n in others if n.mention.index < members[0]]
            whole = (before or others)[-1 if before else 0] if others else None
            if whole is None or any(n.value == total for n in parts):
                continue
            heads = numbers.heads(whole.key, parts[0].mention.start)
            tried = heads.index(whole) + 1 if whole in heads else len(numbers.amounts(whole.key, 0, len(numbers.reading.plain)))
            if tried * step / total <= CHANCE:
                found.append(_whole_of(whole, parts))
    return found


def _slipped(numbers: Numbers, explained: Container[tuple[str, str]]) -> list[Relation]:
    """A whole and the list right after it that one digit keeps apart: of five digits and more, hardly by accident. These
    fail. The list is of what stands side by side in its part of the sentence."""
    found = []
    for number in numbers.long():
        whole, parts = number.mention, []
        for m in numbers.reading.mentions[whole.index + 1 :]:
            part = numbers.of(m)
            if part is None or part.key != number.key or part.way != "amount" or m.segment != whole.segment or m.depth != whole.depth:
                break
            parts.append(part)
        total = sum(n.value for n in parts)
        if len(parts) < 2 or (whole.figure.id, "sum") in explained or total == number.value:
            continue
        if not one_digit(total - number.value, min(n.step for n in [number, *parts])):
            continue
        told = diagnose(relation := _whole_of(number, parts))
        if told and told.explains and told.kind in ("digit", "swapped") and digits(told.figure) >= LONG:
            found.append(replace(relation, strict=True))
    return found


def _whole_of(whole: Number, parts: Sequence[Number]) -> Relation:
    zh = f"{_named(whole)}应等于{'、'.join(_named(n) for n in parts)}之和"
    en = f"{_text(whole)} should be the sum of {', '.join(_text(n) for n in parts)}"
    return _tie("sum", "evident", whole, parts, linear(len(parts)), ("whole", *("part",) * len(parts)), zh, en)


def _product(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """An amount as a price or mean times a number of what it is told for: 每亩108.5元 x 48.63万亩."""
    top = target.mention.dimension
    if not numbers.means:
        return None
    for circle in _around(numbers, target, "amount", "mean"):
        for price in (n for n in circle if n.way == "mean" and n.mention.dimension.partition("/")[0] == top):
            for number in (n for n in circle if n.way == "amount" and n.key != target.key):
                if trial.rounds(price.value * number.value):
                    zh = f"{_named(target)}应等于{_named(number)}×{_text(price)}"
                    en = f"{_text(target)} should equal {_text(number)} × {_text(price)}"
                    formula = Formula("product")
                    return _tie("ratio", "evident", target, (number, price), formula, ("total", "number", "price"), zh, en)
        if not trial.open:
            break
    return None


def _mean(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
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
                    zh = f"{_named(target)}应等于{_named(total)}÷{_named(heads)}"
                    en = f"the mean {_text(target)} should equal {_text(total)} ÷ {_text(heads)}"
                    return _tie("ratio", "evident", target, (total, heads), formula, ("mean", "total", "number"), zh, en)
        if not trial.open:
            break
    return None


def _hundreds(numbers: Numbers) -> list[Relation]:
    """Shares of one sentence or list that make 100%: two or more 占p%, of which the last is the rest to the hundredth."""
    found = []
    for told in numbers.sentences.values():
        rates = [n for n in told if n.way == "rate"]
        found += _to_hundred([n for n in rates if "占" in n.mention.lead[-12:]], 2)
        listed: list[Number] = []
        for rate in rates:  # 贡献率分别为p%、q%和r%; 早稻p%、中稻q%、晚稻r%
            if not listed or rate.mention.index != listed[-1].mention.index + 1 or rate.mention.lead[:1] not in "、和，；：":
                found += _to_hundred(listed, 3)
                listed = []
            listed.append(rate)
        found += _to_hundred(listed, 3)
    return found


def _to_hundred(shares: Sequence[Number], least: int) -> list[Relation]:
    found = []
    for at in range(len(shares) - least + 1):
        total = 0.0
        for length, share in enumerate(shares[at:], 1):
            total += share.value
            if length >= least and share.value and abs(total - 100) < share.step / 100:
                run = shares[at : at + length]
                zh = f"各占比之和应为100%：{'、'.join(_text(n) for n in run)}"
                en = f"the shares {', '.join(_text(n) for n in run)} should make 100%"
                formula = Formula("linear", (Decimal(-1),) * (length - 1), offset=Decimal(100))
                found.append(_tie("sum", "evident_shares", run[-1], run[:-1], formula, ("part",) * length, zh, en))
    return found


def _repeats(numbers: Numbers, found: Sequence[Relation]) -> list[Relation]:
    """One number told again under a name that shares a word: 四 digits of one unit at least. Each ties to the first."""
    reading = numbers.reading
    known = {(r.stated.id, r.operands[0].id) for r in found if r.kind == "repeat"}
    later_known = {a for a, _ in known}
    groups: dict[tuple[float, str], list[Mention]] = {}
    for mention in reading.mentions:
        number = numbers.of(mention)
        if number is not None and number.value and mention.figure.id not in later_known:
            groups.setdefault((number.value, number.key), []).append(mention)
    ties = []
    for members in groups.values():
        if len(members) < 2:
            continue
        many = digits(members[0].figure)
        for k, later in enumerate(members[1:], 1):
            first = next((m for m in members[:k] if _same(m, later, many)), None)
            if first is not None:
                ties.append(tie("repeat.evident", first, later, False))
    return ties


def _same(first: Mention, later: Mention, many: int) -> bool:
    """Whether two equal numbers tell one quantity: many digits and a shared word; the fewer digits, the more words."""
    if first.sentence == later.sentence or is_change(first) != is_change(later) or first.rate != later.rate:
        return False
    if conflict(scope(first.lead), scope(later.lead)):
        return False
    a, b = chunks(first.label + first.noun[:8]), chunks(later.label + later.noun[:8])
    shared = len(a & b)
    if many >= 4:
        return shared >= 1
    return many == 3 and not first.rate and first.quantity and shared >= 2 and shared * 2 >= min(len(a), len(b))


_RULES = {
    "rate": [("ratio", _rate)],
    "growth": [("growth", _growth)],
    "change": [("difference", _change), ("sum", _sum)],
    "points": [("difference", _change)],
    "amount": [("sum", _sum), ("ratio", _product), ("difference", _change)],
    "mean": [("ratio", _mean), ("difference", _change)],
}
