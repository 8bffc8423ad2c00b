"""By what rate a task was overshot: 任务3500户，实际改造4130户，超额完成18%; 计划a个、b个，实际分别完成c个、d个，分别超额完成p%和q%.

Basis: rate = (done - task) / task. Assumes the last two amounts before the words, where they are of one unit, to be the task and what was done, in
that order; behind 分别, the lists of as many amounts before it to be tasks and what was done, item by item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.relations.common.lists import addable, amount
from gouji.relations.common.model import HUNDRED, Relation
from gouji.relations.common.paces import ONE, Pace
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.ratio.distributive import BETWEEN

OVERSHOT = re.compile(
    r"(?:超额(?:完成|实现)?|超(?:计划|任务|目标|进度|预期|出(?:计划|任务|目标))(?:完成|任务|目标)?)(?:全年|年度|年初)?(?:任务|目标|计划)?(?:的|了|达|为|约)?$"
)
_DONE = re.compile(r"实际|完成|达|已|实现|建成|改造|发放|收[入缴储]|种植|新[增建]")


def propose(reading: Reading) -> list[Relation]:
    """Each rate of overshooting against its task and what was done."""
    return [relation for rate in reading.mentions if rate.rate for relation in _of(reading, rate)]


def _of(reading: Reading, rate: Mention) -> Iterator[Relation]:
    if rate.figure.value is None or not OVERSHOT.search(rate.lead[-12:]):
        return
    if "进度" in rate.lead[-6:] and rate.index and reading.mentions[rate.index - 1].rate:
        return  # 完成p%，超进度q%: ahead of the calendar
    rates = [rate]
    for later in reading.mentions[rate.index + 1 :]:
        if not later.rate or later.sentence != rate.sentence or not BETWEEN.fullmatch(later.lead):
            break
        rates.append(later)
    before = [m for m in reading.before(rate.start) if amount(m) and m.depth == rate.depth]
    count = len(rates)
    if count > 1:
        if "分别" not in rate.lead or len(before) < 2 * count:
            return
        tasks, done = before[-2 * count : -count], before[-count:]
    else:
        own = [m for m in before if m.segment == rate.segment] or before
        tasks, done = own[-2:-1], own[-1:]
    if len(tasks) != count or not all(addable(a, b) and a.figure.unit[-1:] == b.figure.unit[-1:] for a, b in zip(tasks, done, strict=True)):
        return
    sure = bool(_DONE.search(done[0].lead))
    for p, task, reached in zip(rates, tasks, done, strict=True):
        yield _relation(p, reached, task, sure)


def _relation(rate: Mention, done: Mention, task: Mention, sure: bool) -> Relation:
    p, n, m = rate.figure, done.figure, task.figure
    return Relation(
        "growth",
        "growth.overshot",
        p,
        (n, m),
        Pace("growth", (ONE, HUNDRED)),
        ("rate", "now", "then"),
        f"超额{p.text}应等于（{n.text}-{m.text}）÷{m.text}",
        f"the {p.text} beyond the task should equal ({n.text} - {m.text}) ÷ {m.text}",
        strict=sure,
    )
