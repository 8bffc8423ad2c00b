"""Distances: by how much two figures stand apart (高于全省平均水平2.1个百分点, 二者相差5.18个百分点), and how a
difference is told.

Basis: subtraction. Which of the two is larger is taken from the figures; the word for it is `comparisons`' to judge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.change import ends
from gouji.relations.common.evidence import digits, one_digit
from gouji.relations.common.lists import named, value
from gouji.relations.common.model import Formula, Relation
from gouji.relations.common.reading import POINTS, RATE, Mention, Reading
from gouji.relations.common.verbs import direction, tells_change, verb_of

_ABOVE_SIGN = re.compile("[超高低多少优先快慢后短欠]")
_ABOVE = re.compile(
    r"(?:超过|超出|高于|高出|低于|多于|少于|优于|领先|快于|慢于|落后(?:于)?)(?P<what>[^，。；：（）\d]{0,20})$"
)
_PACE = re.compile("增幅|增速|涨幅|降幅|增长率")  # what stands above one is a pace too
_AIM = re.compile(r"(?:目标|指标|计划|任务|预期)(?:值|数|要求)?$")
UNITS_APART = 1000  # a state is never so many times another that it changed by a part of itself
FEWEST = 3  # digits of a state that is not one digit from another by accident
SCHEDULE = re.compile(r"(?:短|慢于?|落后于?|低于|欠|超前?|快于?|高于|高出|超过)于?(?:序时|时间)(?:进度)?(?:要求)?$")
_SCHEDULED = re.compile(r"(?:序时|时间)进度[^，。；\d]{0,8}$")
EXTREMES = re.compile(
    r"(?P<measure>[^，。；：\n]{0,10}?)最[高多大快](?:的)?(?:是|为)(?P<high>[^，。；、\d\n]{2,12})[，、；]"
    r"(?:[^，。；\n]{0,8})最[低少小慢](?:的)?(?:是|为)(?P<low>[^，。；、\d\n]{2,12})[，、；。]"
)


def from_which(now: Mention, then: Mention, change: Mention, up: bool) -> tuple[Mention, Mention]:
    """Of a state and the one before it, which is taken from which to make their change: the smaller from the larger, unless the words
    tell the other order and one digit of a state of three digits and more keeps it from that."""
    by_figures = (now, then) if value(now) >= value(then) else (then, now)
    by_words = (now, then) if up else (then, now)
    if by_figures == by_words or change.figure.value <= 0:
        return by_figures
    if value(then) and value(now) and max(value(now) / value(then), value(then) / value(now)) >= UNITS_APART:
        return by_words  # a unit is wrong: 151.46亿元，较上年177.23万元减少25.76万元
    figures = [m.figure for m in (now, then, change)]
    step = min(Decimal(1).scaleb(-f.places) * m.unit.factor for f, m in zip(figures, (now, then, change), strict=True))
    off = value(by_words[0]) - value(by_words[1]) - change.figure.value * change.unit.factor
    known = min(digits(now.figure), digits(then.figure)) >= FEWEST
    return by_words if known and one_digit(float(off), float(step)) else by_figures


def difference(
    rule: str,
    rest: Mention,
    terms: Sequence[tuple[int, Mention]],
    strict: bool = True,
    kind: str = "difference",
    roles: Sequence[str] = ("whole", "part"),
) -> Relation:
    written = "".join(
        ("＋" if sign > 0 and at else "－" if sign < 0 else "") + named(m) for at, (sign, m) in enumerate(terms)
    )
    english = " ".join(
        (("+ " if at else "") if sign > 0 else "- ") + m.figure.text for at, (sign, m) in enumerate(terms)
    )
    told = tuple(roles) + ("part",) * (len(terms) - len(roles))
    return Relation(
        kind,
        rule,
        rest.figure,
        tuple(m.figure for _, m in terms),
        Formula("linear", tuple(Decimal(s) for s, _ in terms)),
        ("rest", *told[: len(terms)]),
        f"{named(rest)}应等于{written}",
        f"{rest.figure.text} should equal {english}",
        strict=strict,
    )


def above(reading: Reading, rest: Mention) -> Relation | None:
    """N，高于全省平均水平（M）D个百分点: D is the distance of N and M; M in or right after the clause, or told by what the
    clause names (序时进度, the growth of 城镇)."""
    pair = compared(reading, rest)
    if pair is None:
        return None
    now, other, _ = pair
    larger, smaller = (now, other) if value(now) >= value(other) else (other, now)
    return difference("difference.above", rest, ((1, larger), (-1, smaller)), roles=("larger", "smaller"))


def compared(reading: Reading, rest: Mention) -> tuple[Mention, Mention, str] | None:
    """What stands by D above or below what: both figures, and the words that say so."""
    told = reading.plain[max(0, rest.start - 40) : rest.start]
    if not _ABOVE_SIGN.search(told) or not rest.quantity and rest.dimension != POINTS:
        return None
    previous = reading.mentions[rest.index - 1] if rest.index else None
    dimension = RATE if rest.dimension == POINTS else rest.dimension
    other, words = None, ""
    if (
        previous is not None
        and previous.end >= rest.start - 3
        and reading.plain[previous.end : rest.start] in ("）", "", "的")
    ):
        if previous.dimension == dimension and (cue := _ABOVE.search(previous.lead.rstrip("（"))):
            other, words = previous, cue[0]
    elif (cue := SCHEDULE.search(told)) is not None and rest.dimension == POINTS:
        other, words = scheduled(reading, rest), cue[0]
    elif (cue := _ABOVE.search(told)) is not None and (aimed := _AIM.search(cue["what"])) is not None:
        return _aimed_at(reading, rest, dimension, aimed[0], cue[0])
    elif (cue := _ABOVE.search(told)) is not None and len(ends.core(cue["what"])) >= 2:
        words = cue[0]
        after = reading.between(rest.end, rest.end + 40)[:1]
        if (
            after
            and (
                reading.plain[rest.end] == "（"
                or after[0].rate
                and compiled(r"，[^，。；]{1,10}(?:为|是)$").match(after[0].lead)
            )
            and after[0].dimension == dimension
            and (cue["what"][-2:] in after[0].label + after[0].noun or len(after[0].label) > 1 and after[0].label in cue["what"])
        ):
            other = after[0]
        elif rest.dimension == POINTS:
            return _of_growth(reading, rest, cue)
    if other is None or other.figure.value is None:
        return None
    first = min(other, rest, key=lambda m: m.index)
    before = [
        m
        for m in reading.before(first.start, 1)
        if m.dimension == dimension and m.figure.value is not None and m is not other and not _ABOVE.search(m.lead.rstrip("（"))
    ]
    paces = [m for m in before if tells_change(m)] if _PACE.search(words) else []
    before = paces or [m for m in before if not tells_change(m)]
    return (before[-1], other, words) if before else None


def _aimed_at(
    reading: Reading, rest: Mention, dimension: str, aim: str, words: str
) -> tuple[Mention, Mention, str] | None:
    """目标a，实际b，低于目标D: the aim that the same part of the sentence tells, and the only other figure between."""
    own = [
        m
        for m in reading.between(rest.segment[0], rest.start)
        if m.sentence == rest.sentence and m.dimension == dimension and m.figure.value is not None and not tells_change(m)
    ][-2:]
    told = [m for m in own if aim[:2] in m.lead]
    return (own[own[0] is told[0]], told[0], words) if len(own) == 2 and len(told) == 1 else None


def scheduled(reading: Reading, rest: Mention) -> Mention | None:
    """The rate that is told as 序时进度 or 时间进度: in the paragraph, else the last before it."""
    start = reading.plain.rfind("\n", 0, rest.start) + 1
    end = reading.plain.find("\n", rest.end)
    near = reading.between(start, len(reading.plain) if end < 0 else end)
    own = [m for m in near if m.rate and _SCHEDULED.search(m.lead)]
    return (own or [m for m in reading.mentions[: rest.index] if m.rate and _SCHEDULED.search(m.lead)] or [None])[-1]


def _of_growth(reading: Reading, rest: Mention, cue: re.Match[str]) -> tuple[Mention, Mention, str] | None:
    """城镇收入X元，增长4.6%；农村收入Y元，增长7.1%，快于城镇2.5个百分点: two rates of growth of one sentence."""
    name = cue["what"].strip("的")
    rates = [m for m in reading.before(rest.start, 1) if m.rate and m.figure.value is not None and tells_change(m)]
    if len(name) < 2 or len(rates) < 2 or rates[-1].index != rest.index - 1:
        return None
    other = next((m for m in reversed(rates[:-1]) if name in reading.plain[m.segment[0] : m.start]), None)
    if other is None or other.segment == rates[-1].segment:
        return None
    return rates[-1], other, cue[0]


def apart(reading: Reading, rest: Mention) -> Relation | None:
    """V率最高的是A，最低的是B，二者相差D个百分点: the distance of A's and B's figures, told earlier with their names;
    and A率a，B率b，相差D."""
    if (told := _ends_apart(reading, rest)) is not None:
        return told
    if not compiled(r"(?:相差|差距|差额|[还尚仍]差|前者比后者[高低多少](?:出)?)(?:了|为|达)?$").search(rest.lead[-10:]):
        return None
    dimension = RATE if rest.dimension == POINTS else rest.dimension
    window = reading.plain[max(0, rest.start - 60) : rest.start]
    cue = next(iter(EXTREMES.finditer(window)), None)
    if cue is not None and not compiled(r"(?:二者|两者|高低|首尾)?(?:之间)?相差(?:为|达)?").fullmatch(window[cue.end() :]):
        cue = None
    near = [
        m
        for m in reading.before(rest.start, 1)
        if m.dimension == dimension and m.figure.value is not None and m.index != rest.index
    ]
    if cue is None or len(near) >= 2:
        pair = near[-2:]
    else:
        before = [m for m in reading.before(rest.start, 8) if m.dimension == dimension and m.figure.value is not None]
        measure = ends.core(cue["measure"].rpartition("，")[2])
        pair = [of_name(reading, before, cue[name], measure) for name in ("high", "low")]
    if len(pair) != 2 or None in pair:
        return None
    larger, smaller = sorted(pair, key=lambda m: value(m) * _sign(m), reverse=True)
    return difference(
        "difference.apart",
        rest,
        ((_sign(larger), larger), (-_sign(smaller), smaller)),
        strict=len(near) < 2 or rest.index - near[-2].index == 2,
        roles=("larger", "smaller"),
    )


def _sign(mention: Mention) -> int:
    """-1 where a rate tells a fall (同比下降13.2%), for what is told without a sign."""
    told = verb_of(mention.lead)
    return -1 if mention.rate and told is not None and direction(told) is False else 1


_HIGH_LOW = re.compile(r"最[高多大快](?:值|者|的)?(?:与|和|比|同)最[低少小慢](?:值|者|的)?(?:之间)?(?:相?差|差距|[高多快])(?:了|为|达)?$")


def _ends_apart(reading: Reading, rest: Mention) -> Relation | None:
    """A a、B b、C c。最高与最低相差D: the greatest less the least of the list told last before. Assumes the list to be the last run
    of three figures or more of that unit, in one sentence."""
    if "最" not in rest.lead[-16:] or not _HIGH_LOW.search(rest.lead[-20:]):
        return None
    unit = "%" if rest.dimension == POINTS else rest.figure.unit
    for number in range(rest.sentence, max(-1, rest.sentence - 3), -1):
        run = [
            m
            for m in reading.by_sentence.get(number, [])
            if m.index < rest.index and m.figure.unit == unit and m.figure.value is not None and not tells_change(m)
        ]
        if len(run) >= 3:
            ranked = sorted(run, key=value)
            return difference(
                "difference.ends", rest, ((1, ranked[-1]), (-1, ranked[0])), roles=("larger", "smaller")
            )
    return None


_FROM_MEAN = re.compile(r"(?:^|[，；、。：])(?:其中)?(?P<name>[\u4e00-\u9fff]{2,8}?)(?P<way>快|慢|高|低)(?:出|于)?(?:了)?$")
_MEAN_TOLD = re.compile(r"平均(?:水平|值|数|进度)?[（为：]*$|全[市县省州区国](?:水平)?[（为]*$")


def from_mean(reading: Reading, rest: Mention) -> tuple[Mention, Mention, str] | None:
    """N个县快于全市平均（75.9%），甲区快15.5个百分点；乙区慢8.9个百分点: a named one's rate and the mean that the sentence tells."""
    if rest.dimension != POINTS or (cue := _FROM_MEAN.search(rest.lead)) is None:
        return None
    before = reading.before(rest.start, 1)
    mean = next((m for m in reversed(before) if m.rate and m.figure.value is not None and _MEAN_TOLD.search(m.lead)), None)
    if mean is None:
        return None
    name = cue["name"]
    near = reading.mentions[max(0, mean.index - 40) : mean.index]
    own = [m for m in near if m.rate and m.figure.value is not None and not tells_change(m) and name in m.lead[-16:]]
    return (own[-1], mean, cue["way"]) if own else None


def of_mean(reading: Reading, rest: Mention) -> Relation | None:
    """As `from_mean`: by how much a named one is above or below the mean."""
    pair = from_mean(reading, rest)
    if pair is None:
        return _of_all(reading, rest)
    own, mean, way = pair
    larger, smaller = (own, mean) if way in "快高" else (mean, own)
    return difference("difference.of_mean", rest, ((1, larger), (-1, smaller)), roles=("larger", "smaller"))


_FROM_ALL = re.compile(r"(?P<way>[高低快慢优]于|高出|比)全[市县省区州](?:的)?(?:平均)?(?:水平|值|进度)?(?:[高低快慢])?(?:了)?$")


def _of_all(reading: Reading, rest: Mention) -> Relation | None:
    """全市拨付率73.5%…；云台县51.2%，低于全市平均22.3个百分点: a rate told right before and one told of all earlier in the
    paragraph. Which one that is no word says: only such as holds, or is the only one under the same name."""
    if rest.dimension != POINTS or not _FROM_ALL.search(rest.lead):
        return None
    begin = reading.plain.rfind("\n", 0, rest.start) + 1
    rates = [m for m in reading.between(begin, rest.start) if m.rate and m.figure.value is not None and not tells_change(m)]
    if len(rates) < 2 or rates[-1].index != rest.index - 1:
        return None
    own, earlier = rates[-1], rates[:-1]
    ties = [
        difference("difference.of_mean", rest, ((1, a), (-1, b)), strict=False, roles=("larger", "smaller"))
        for other in reversed(earlier)
        for a, b in [sorted((own, other), key=value, reverse=True)]
    ]
    return next((tie for tie in ties if tie.holds), None)


def of_name(reading: Reading, before: Sequence[Mention], name: str, measure: str) -> Mention | None:
    for mention in reversed(before):
        if name in reading.plain[mention.segment[0] : mention.start] and (not measure or measure[-3:] in mention.lead):
            return mention
    return None
