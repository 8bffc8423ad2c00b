"""Paces against the calendar where no rate of it is told: 1-6月…占预算的51.1%，进度快于时间1.1个百分点. Basis: n months are n/12 of a year.

Assumptions about the language:
- the rate is the last one before, in the sentence; the months are told in the sentence, else before it, else in the title;
- a schedule that two distances agree in, and is not the calendar's, is the report's own;
- where the rate of the calendar is told (序时进度75%), that is `distances`' matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.relations.change.distances import SCHEDULE, scheduled
from gouji.relations.common.model import HUNDRED, Formula, Relation, choose
from gouji.relations.common.reading import POINTS, RATE, Mention, Reading
from gouji.relations.common.verbs import tells_change

_MONTHS = re.compile(
    r"1月?(?:份)?\s*[-—－–~～至到]+\s*(?P<to>\d{1,2})月|(?P<half>上半年|时间过半|半年度)|(?P<three>前三季度|[1一]\s*[-—－至]\s*[3三]季度)|(?P<quarter>[1一]季度)"
    r"|截[至止](?:到|目前)?(?:\d{4}年)?(?P<end>\d{1,2})月(?:底|末|3[01]日)"
)
_PACE = re.compile(r"(?:超|欠|快于|慢于|落后于?)(?:均衡|序时|时间)?进度$|[较比](?:均衡|序时|时间)进度[快慢高低]$")  # told in % as well as in points
_CALENDAR = re.compile("时|进度")
_ONE_MONTH = re.compile(r"\s*(?:\d{4}年)?\d{1,2}月份?，")
_BEHIND = re.compile("慢|短|落后|低|欠|滞后")
BACK = 400  # characters in which the months are looked for
TITLE = 80
SAME = Decimal("0.1")  # percentage points between two distances' schedules, each rounded


def propose(reading: Reading) -> list[Relation]:
    """All distances from the calendar whose rate no figure tells."""
    found = []
    for rest in reading.mentions:
        if rest.dimension not in (POINTS, RATE) or not rest.figure.value or not _CALENDAR.search(rest.lead[-12:]):
            continue
        cue = SCHEDULE.search(rest.lead[-20:]) if rest.dimension == POINTS else None
        loose = cue is None
        cue = cue or _PACE.search(rest.lead[-14:])
        if cue is None or scheduled(reading, rest) is not None:
            continue
        rates = [m for m in reading.before(rest.start, 1) if m.rate and m.figure.value is not None and not tells_change(m) and not _PACE.search(m.lead[-14:])]
        months = _months(reading, rest, loose)
        if rates and months and (tie := _against_time(rest, rates[-1], months, _BEHIND.search(cue[0]) is not None)) is not None:
            found += [tie] if not loose or tie.holds else []
    return [relation for relation in found if relation.holds or not _agreed(relation, found)]


def _agreed(relation: Relation, found: Sequence[Relation]) -> bool:
    """Whether another distance misses the calendar by the same schedule: then the report has one of its own (120% of a plan, say)."""
    return any(
        other is not relation and not other.holds and abs(_schedule(other) - _schedule(relation)) <= SAME for other in found
    )


def _schedule(relation: Relation) -> Decimal:
    """The rate that should have been reached, as a distance and its rate tell it."""
    (sign,) = relation.formula.factors
    return relation.operands[0].value - sign * relation.stated.value


def _months(reading: Reading, rest: Mention, alone: bool = False) -> int:
    """The months gone by; `alone`: of a sentence that begins with a single one, that one."""
    begin = reading.sentences[rest.sentence][0]
    if alone and _ONE_MONTH.match(reading.plain, begin):
        return 1
    for start, end in ((begin, rest.start), (max(0, rest.start - BACK), rest.start), (0, TITLE)):
        told = list(_MONTHS.finditer(reading.plain, start, end))
        if told:
            last = told[-1]
            if last["to"] or last["end"]:
                count = int(last["to"] or last["end"])
                return count if 1 < count < 12 else 0
            return 6 if last["half"] else 9 if last["three"] else 3
    return 0


def _against_time(rest: Mention, rate: Mention, months: int, behind: bool) -> Relation | None:
    share = HUNDRED * months / 12
    sign = Decimal(-1 if behind else 1)
    readings = []
    for expected in dict.fromkeys((round(share, 2), round(share, 1), round(share), round(share, 4))):
        r, p = rate.figure, rest.figure
        readings.append(
            Relation(
                "difference",
                "difference.time",
                p,
                (r,),
                Formula("linear", (sign,), -sign * expected),
                ("rest", "part"),
                f"{months}个月的时间进度为{expected}%，{rest.label[-14:]}{p.text}应为{r.text}与它的差",
                f"{months} months are {expected}% of the year: {p.text} should be how far {r.text} is from that",
            )
        )
    return choose(readings)
