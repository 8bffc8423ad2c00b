"""Budgets and other amounts revised, whose change is told beside both ends: 由年初预算M调整为N，新增D; 调减D，由M调整为N.

Basis: D is the distance of M and N. Assumes that 由 or 从 opens M's part of the clause, that nothing but a verb of changing stands between
M and N, and that D is told right behind N under a verb of rising or falling, or right before M. Where M is called a first budget (年初预算M，增加D，
调整为N), D may stand between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.relations.change.distances import difference, from_which
from gouji.relations.common.lists import addable
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading

_FROM = re.compile(r"(?:由|从|将|把)[^，。；：、\d]{0,16}$")
_TO = re.compile(r"，?(?:拟|相应)?(?:调整|变更|修订|修改|核定|调[增减高低]|[增减]加?少?|提高|压减|核[增减]|上调|下调|上升|下降)(?:后)?(?:为|到|至|成)?")
_UP, _DOWN = "调增|核增|新增|增加|追加|增|提高|上升|动用|增收|增支|超收", "调减|核减|压减|减少|追减|收回|减|下降|下调|短收|减收|减支"
_FIRST = re.compile(r"(?:年初|原)[^，。；：\d]{0,8}(?:预算|安排|批复|计划)?(?:数|额)?(?:为|是|：)?$")
_BECAME = re.compile(r"[，；]?(?:拟|相应)?(?:调整后?|变更|修订|修改|核定)(?:预算|支出|收入)?(?:数|额)?(?:为|到|至|成)")
_BY = re.compile(rf"[，；](?:净|共|累计|相应|实际|比[^，。；\d]{{0,8}}|较[^，。；\d]{{0,8}})?(?:(?P<up>{_UP})|{_DOWN})(?:了|约|资金|支出|收入|预算)*")
_BETWEEN = re.compile(rf"[，；](?:净|共|累计|相应)?(?:(?P<up>{_UP})|{_DOWN})(?:了|约|资金|支出|收入|预算)*")
_BEFORE = re.compile(rf"(?:(?P<up>{_UP})|{_DOWN})[^，。；：\d]{{0,24}}(?<![到至为成])$")


def propose(reading: Reading) -> list[Relation]:
    """The changes told beside what they lead from and to."""
    found = list(_between(reading))
    for then, now in zip(reading.mentions, reading.mentions[1:], strict=False):
        if not _FROM.search(then.lead) or not _TO.fullmatch(now.lead) or not then.quantity or then.dimension != now.dimension:
            continue
        if then.figure.value is None or now.figure.value is None:
            continue
        after = reading.mentions[now.index + 1] if now.index + 1 < len(reading.mentions) else None
        before = reading.mentions[then.index - 1] if then.index else None
        if after is not None and (told := _BY.fullmatch(after.lead)) is not None and after.sentence == now.sentence:
            found.append(_by(then, now, after, bool(told["up"])))
        elif before is not None and then.lead.startswith(("，由", "，从")) and (told := _BEFORE.search(before.lead)) is not None and before.sentence == then.sentence:
            found.append(_by(then, now, before, bool(told["up"])))
    return [relation for relation in found if relation is not None]


def _between(reading: Reading) -> Iterator[Relation | None]:
    """年初预算M，增加D，调整为N."""
    for then, change, now in zip(reading.mentions, reading.mentions[1:], reading.mentions[2:], strict=False):
        told = _BETWEEN.fullmatch(change.lead)
        if told is None or not _FIRST.search(then.lead) or not _BECAME.fullmatch(now.lead) or not then.quantity or then.sentence != now.sentence:
            continue
        if then.dimension == now.dimension and then.figure.value is not None and now.figure.value is not None:
            yield _by(then, now, change, bool(told["up"]))


def _by(then: Mention, now: Mention, change: Mention, up: bool) -> Relation | None:
    if not addable(change, then) or change.figure.value is None:
        return None
    larger, smaller = from_which(now, then, change, up)
    roles = ("now", "then") if larger is now else ("then", "now")
    return difference("difference.change", change, ((1, larger), (-1, smaller)), roles=roles)
