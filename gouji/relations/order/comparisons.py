"""Comparisons: an order that the words state and the figures must bear out. Basis: what is told of two figures is
true of them.

A comparison never tells by how much; that is `differences`' and `growth`'s. Rounding is on the writer's side: an
order fails only where no values that the two figures allow stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.change import changes, distances, earlier, ends
from gouji.relations.change.changes import Change
from gouji.relations.change.growth_ties import against
from gouji.relations.common.lists import addable, named, value
from gouji.relations.common.model import Formula, Relation, choose
from gouji.relations.common.reading import POINTS, RATE, Mention, Reading
from gouji.relations.common.verbs import tells_change
from gouji.relations.order import against_budget, levels, orders, tasks
from gouji.relations.order.levels import SIGN_OF
from gouji.relations.order.orders import order

NEAR = Decimal("0.1")  # of a change: what differs by more is no slip of it
PACES = 5  # times a rate of change, beyond which two amounts are not the ones that it is of
HALF = Formula("linear", (Decimal("0.5"),))
_SILENT = re.compile(
    r"(?:(?:与|比|较|和|同)(?P<what>上年度?|去年|上一年|年初预算数?|预算数?|(?:19|20)\d\d年度?)(?:同期|决算数?|支出)?(?:相比)?，?|同比)"
    r"(?:也|均|都|有所|明显|大幅|大幅度|略有|小幅|稳步|持续)*(?P<verb>增加|增长|提高|上升|上涨|减少|下降|降低|下滑|缩减)(?=[，。；）]|的(?:主要)?原因)"
)
_THEN_LEVEL = re.compile(
    r"[与和同较](?:上年度?|去年|(?:19|20)\d\d年度?|年初预算)(?:同期)?(?:决算|预算|支出|收入)?数?(?:的?[^，。；：（）\d]{0,6}\d[\d.,]*[^，。；：（）\d]{1,3}|（[^（）。；]{2,20}）)?(?:相比)?(?:，)?(?:基本)?(?:持平|相同|一致|相等|无变化|没有变化)"
)
_HALF = re.compile(
    r"占(?:比|(?P<whole>[^，。；：、\d]{0,14}?)的?)(?:超过?|达到?)?(?:已)?(?:过半数?|一半以上|超一半|半数以上|超过一半|逾半)|(?:超过?|过)(?:一半|半数)"
)
_ZERO = re.compile(r"(?:实现|为|系|保持)(?:了)?[“]?零(?:支出|发生)[”]?")
_AVERAGE = re.compile(
    r"(?<![^，。；：\n])(?P<names>[^，。；：\d]{2,40}?)(?:\d个[^，。；：]{1,6})?(?:的)?(?P<measure>[^，。；：、\d县区市]{2,6}率)(?:均|都|仍|还|明显)*(?P<sign>低于|高于)全[市县省州区](?:平均(?:水平|值|数)?|水平)(?![（\d])"
)
_THEN = re.compile(r"上年度?|去年|上一年度?|同期|[比较]")
_ONE_CHANGE = re.compile(r"[，、（]?(?:同比|环比)?(?P<verb>上升|增长|提高|增加|上涨|增|下降|减少|降低|下滑|减)(?:了|约)?")
_ONE_CHANGE_AMOUNT = re.compile(r"(?:上升|增长|提高|增加|上涨|增|下降|减少|降低|下滑|减)(?=(?:了|约)?$)")


def propose(reading: Reading) -> list[Relation]:
    """All orders that the text states between two of its figures."""
    found = [relation for change in changes.find(reading) if (relation := direction(reading, change)) is not None]
    for mention in reading.mentions:
        if mention.figure.value is not None and (mention.dimension == POINTS or mention.lead == "）"):
            relation = stands(reading, mention)
            found += [relation] if relation is not None else []
    found += [*contrary(reading), *levels.propose(reading), *orders.propose(reading)]
    for start, end in reading.sentences:
        sentence = reading.plain[start:end]
        for sign, pattern, rule in _PHRASES:
            if sign in sentence:
                for match in pattern.finditer(reading.plain, start, end):
                    result = rule(reading, match)
                    found += result if isinstance(result, list) else [result] if result is not None else []
    return _distinct(found)


def _distinct(found: Iterable[Relation]) -> list[Relation]:
    """One order of the same two figures, however often told."""
    kept: dict[tuple, Relation] = {}
    for relation in found:
        kept.setdefault((relation.comparator, *(figure.id for figure in relation.figures)), relation)
    return list(kept.values())


def stands(reading: Reading, rest: Mention) -> Relation | None:
    """N，高于全省平均水平（M）D个百分点: N > M."""
    pair = distances.compared(reading, rest)
    if pair is None or rest.figure.value <= 0:
        return None
    now, other, words = pair
    return order("comparison.above", now, "<" if compiled("^(?:低|少|慢|短|落后|欠)").search(words) else ">", other, words)


def direction(reading: Reading, change: Change) -> Relation | None:
    """上年M，本年N，比上年增加…: N > M (减少: N < M). Assumes, as `changes`, which figures are now and then.

    A change by nothing (增加0万元) has no direction, nor has 调整为.
    """
    if (
        any(m.figure.value == 0 or m.figure.value is None for m in change.members)
        or len(change.amounts) > 1
        or len(change.rates) > 1
    ):
        return None
    if change.moved is not None and not change.what or change.real and change.inline is None:
        return None
    if any(m.figure.value < 0 for m in change.members):
        return None
    if "节约" in change.first.lead[-4:] or compiled("等级|名次|排名|位次|排位").search(reading.plain[max(0, change.first.start - 24) : change.first.end + 4]):
        return None  # a better grade is a smaller number
    like = change.amounts[0] if change.amounts else None
    readings = []
    for current in _by_rate(reading, change, ends.now(reading, change, like)[:3]):
        base = earlier.then(reading, change, current)
        aside = base is not None and base.depth > current.depth and base.sentence < current.sentence  # said of another before it
        if base is not None and base is not current and base.dimension == current.dimension and not aside:
            if like is not None and not _so_far_apart(current, base, like):
                continue  # 与2021年支出W相比，增加d: of what is now told elsewhere, not of the part right before
            if like is None and change.rates and _another_pace(current, base, change.rates[0]):
                continue  # 预算a，决算b，比上年决算c…增长p%: of b and c
            why = ("由" if change.moved else "") + ("增加" if change.up else "减少")
            readings.append(order("comparison.direction", current, ">" if change.up else "<", base, why))
    return choose(readings)


def contrary(reading: Reading) -> Iterable[Relation]:
    """减少8件，同比上升22.86%: an amount and the rate right behind it tell one change, so both rise or both fall. Assumes that
    the rate has no subject and no time of its own."""
    found = changes.find(reading)
    yield from _of_the_same(reading, found)
    for first, second in zip(found, found[1:], strict=False):
        if first.up == second.up or len(first.amounts) != 1 or first.rates or len(second.rates) != 1 or second.amounts:
            continue
        amount, rate = first.amounts[0], second.rates[0]
        between = _ONE_CHANGE.fullmatch(reading.plain[amount.end : rate.start])
        if rate.index != amount.index + 1 or between is None or not amount.quantity or rate.figure.value is None:
            continue
        told = _ONE_CHANGE_AMOUNT.search(amount.lead)
        if told is not None and rate.figure.value > 0:
            now = next(iter(ends.now(reading, first, amount)), None)
            then = earlier.then(reading, first, now) if now is not None else None
            sides = (now, then) if now is not None and then is not None and then is not now else ()  # what tells which of the two is right
            yield Relation(
                "comparison",
                "comparison.contrary",
                rate.figure,
                (),
                Formula("constant", (Decimal(0),)),
                ("rate",),
                f"“{told[0]}{amount.figure.text}”与“{between['verb']}{rate.figure.text}”说的是同一变化，升降应当一致",
                f"“{told[0]}{amount.figure.text}” and “{between['verb']}{rate.figure.text}” tell one change: both should rise or both fall",
                comparator="<",
                extra=(amount.figure, *(m.figure for m in sides)),
            )


def _of_the_same(reading: Reading, found: Sequence[Change]) -> Iterable[Relation]:
    """支出W万元，比上年减少D。其中：基本支出W万元，比上年增加D: a part that is all of its whole changed as the whole did."""
    for first, second in zip(found, found[1:], strict=False):
        moved = [c.amounts[0] for c in (first, second) if len(c.amounts) == 1]
        if first.up == second.up or len(moved) < 2 or first.against != second.against or not moved[0].figure.value or value(moved[0]) != value(moved[1]):
            continue
        states = [next(iter(ends.now(reading, c, m)), None) for c, m in zip((first, second), moved, strict=True)]
        if None in states or states[0] is states[1] or "其中" not in reading.plain[moved[0].end : states[1].start]:
            continue
        if value(states[0]) == value(states[1]) and states[0].dimension == states[1].dimension:
            yield Relation(
                "comparison",
                "comparison.contrary",
                moved[1].figure,
                (),
                Formula("constant", (Decimal(0),)),
                ("change",),
                f"{states[1].label[-14:]}{states[1].figure.text}即为全部，其增减{moved[1].figure.text}应当与{moved[0].figure.text}同升同降",
                f"what is all of {states[0].figure.text} should rise or fall as that does: {moved[0].figure.text}, {moved[1].figure.text}",
                comparator="<",
                extra=(moved[0].figure,),
            )


def _so_far_apart(current: Mention, base: Mention, told: Mention) -> bool:
    """Whether two amounts are about as far apart as the change told of them, whichever is the larger."""
    if told.dimension != current.dimension:
        return True
    now, then, by = (m.figure.value * m.unit.factor for m in (current, base, told))
    return abs(abs(now - then) - by) <= by * NEAR


def _another_pace(current: Mention, base: Mention, rate: Mention) -> bool:
    """Whether two amounts lie so much further apart than a rate tells, or so much nearer, that it is not of these two."""
    if rate.dimension != RATE or not base.size or not rate.figure.value:
        return False
    pace = abs(current.size - base.size) / abs(base.size) * 100
    told = abs(float(rate.figure.value * rate.unit.factor))
    return not told / PACES <= pace <= told * PACES


def _by_rate(reading: Reading, change: Change, candidates: list[Mention]) -> list[Mention]:
    """The candidates, the one that the change's own rate fits before the others."""
    if len(candidates) < 2 or change.amounts or len(change.rates) != 1:
        return candidates
    fits = []
    for current in candidates:
        base = earlier.then(reading, change, current)
        told = base is not None and base is not current and base.figure.value and base.dimension == current.dimension
        if told and against(change, change.rates[0], current, base).holds:
            fits.append(current)
    return fits[:1] or candidates


def silent(reading: Reading, match: re.Match[str]) -> Relation | None:
    """上年M，本年N，同比增加 with no figure of the change: N > M. Assumes no subject of its own between N and the
    words."""
    before = reading.before(match.start(), 1)
    if not before or not compiled(r"[，、（]*").fullmatch(reading.plain[before[-1].end : match.start()]):
        return None
    up = match["verb"] in ("增加", "增长", "提高", "上升", "上涨")
    what = match["what"] or "同比"
    return direction(
        reading, Change(match.start(), up, "budget" if "预算" in what else "then", what, "", False, anchor=before[-1])
    )


def as_before(reading: Reading, match: re.Match[str]) -> Relation | None:
    """N（上年M），与上年持平: N = M. Assumes M in words of the other time beside N; 基本持平 demands nothing."""
    if "基本" in reading.plain[match.start() - 2 : match.end()]:
        return None
    before = [m for m in reading.before(match.start(), 2) if m.figure.value is not None and (m.quantity or m.rate)]
    if not before:
        return None
    change = Change(match.start(), True, "then", match[0], "", False, amounts=[])
    inside = [m for m in reading.between(match.start(), match.end()) if m.figure.value is not None and m.quantity]
    if inside:  # 与上年（66万元）持平: of the only figure of its sentence, or of the one that it equals
        own = [m for m in reversed(reading.before(match.start(), 1)) if not tells_change(m) and addable(m, inside[0])]
        sure = len(own) == 1
        return choose([order("comparison.as_before", m, "=", inside[0], match[0], strict=sure) for m in own])
    for current in reversed(before):
        year = compiled(r"\d{4}年").search(match[0])
        if tells_change(current) or re.search(
            r"上年|去年|同期" + (f"|{year[0]}" if year else ""), ends.head_of(reading, current)
        ):
            continue
        near = [
            *[m for m in reading.between(match.end(), match.end() + 30) if m.sentence == current.sentence][:1],
            *[m for m in reversed(before) if m is not current],
        ]
        for base in near:
            if abs(base.index - current.index) > 1 and not ends.core(_THEN.sub("", ends.head_of(reading, base))):
                continue  # 总额W，比上年a减少d。其中接待费b，与上年持平: a is the total's
            if base.dimension == current.dimension and earlier.is_then(
                reading, base, change, current, ends.words_of(reading, current)
            ):
                return order("comparison.as_before", current, "=", base, match[0])
        return None
    return None


def half(reading: Reading, match: re.Match[str]) -> Relation | None:
    """WHOLE，其中A a，占比过半: a > half of the whole. Assumes a to be the nearest amount before; the whole what the
    words name, else the nearest amount of the counter before a."""
    before = [m for m in reading.before(match.start(), 2) if m.quantity and not tells_change(m)]
    if not before or before[-1].end < match.start() - 20:
        return None
    part = before[-1]
    named = (match["whole"] or "").strip("的全县市")
    wholes = [m for m in reversed(before[:-1]) if addable(m, part)]
    if named:
        wholes = [
            m
            for m in reversed(reading.before(match.start(), 4))
            if m is not part and addable(m, part) and m.quantity and all(c in ends.words_of(reading, m) for c in named)
        ]
    elif wholes and "其中" not in reading.plain[wholes[0].end : part.start] and len(wholes) > 1:
        return None
    return order("comparison.half", part, ">", wholes[0], match[0], formula=HALF, times="的一半") if wholes else None


def extremes(reading: Reading, match: re.Match[str]) -> Relation | None:
    """V率最高的是A，最低的是B: A's figure exceeds B's; both told before with their names."""
    before = [m for m in reading.before(match.start(), 8) if m.figure.value is not None]
    measure = ends.core(match["measure"])
    high, low = (distances.of_name(reading, before, match[name], measure) for name in ("high", "low"))
    if not measure or high is None or low is None or high is low:
        return None
    return order("comparison.extremes", high, ">", low, match[0].rstrip("，；、。"))


def zero(reading: Reading, match: re.Match[str]) -> Relation | None:
    """公务接待费0万元，实现零支出: the nearest amount in the segment is nought. Assumes no subject of its own before
    实现."""
    before = [m for m in reading.before(match.start(), 1) if m.quantity and not tells_change(m)]
    if not before or not compiled(r"[，、]?(?:连续[^，。；]{1,4})?(?:继续)?").fullmatch(reading.plain[before[-1].end : match.start()]):
        return None
    figure = before[-1].figure
    return Relation(
        "comparison",
        "comparison.zero",
        figure,
        (),
        Formula("constant", (Decimal(0),)),
        ("stated",),
        f"文中称“{match[0]}”，{named(before[-1])}应为零",
        f"as the text says, {figure.text} should be nought",
    )


def listed(reading: Reading, match: re.Match[str]) -> list[Relation]:
    """甲县、乙县开工率低于全市平均水平: each named one's rate stands so to the whole's, all told before with their
    names."""
    measure, sign = match["measure"], SIGN_OF[match["sign"]]
    start = match.start("names")
    rates = [
        m
        for m in reading.between(0, start)
        if m.rate and m.figure.value is not None and measure[-3:] in m.label + m.lead[-8:]
    ]
    names = [n for n in compiled(r"[、和及与]").split(compiled(r"等$").sub("", match["names"])) if len(n) >= 2]
    whole = next((m for m in rates if not any(name in reading.plain[m.segment[0] : m.start] for name in names)), None)
    found = []
    for name in names:
        own = next((m for m in reversed(rates) if name in reading.plain[m.segment[0] : m.start]), None)
        if own is not None and whole is not None and own is not whole:
            found.append(order("comparison.listed", own, sign, whole, match[0], strict=False))
    return found


_PHRASES = (
    ("预算", against_budget.ORDER, against_budget.of_words),
    ("与", _THEN_LEVEL, as_before),
    ("同比", _SILENT, silent),
    ("上年", _SILENT, silent),
    ("去年", _SILENT, silent),
    ("半", _HALF, half),
    ("完成", tasks.DONE, tasks.done),
    ("零", _ZERO, zero),
    ("于全", _AVERAGE, listed),
    ("最", distances.EXTREMES, extremes),
)
