"""ratio.of_task: 计划共2100户。…已开工1541户，竣工862户，开工率74%，竣工率42%: rates named by what was done, of a task told before.

Assumptions about the language:
- 开工率 is of what was told as 开工 right before it; what it is a rate of is called 计划, 任务, 下达, 应 or 共 and told in the same unit;
- two such rates side by side are of one task. Where both come near to it, it is the one, and each is to be borne out; a rate by itself is
  tied only where it fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.relations.common.lists import addable, amount, is_change
from gouji.relations.common.model import Relation
from gouji.relations.common.naming import ratio
from gouji.relations.common.reading import Mention, Reading

_RATE = re.compile(r"(?P<done>开工|竣工|完工|验收|入住|办结|整改|完成|到位|拨付|支付|建成|审结|结案|答复|回复|兑付|发放|落实|投产)率(?:为|达到?|仅|是)*$")
_TASK = re.compile(r"(?:计划|任务|下达|目标|应|安排|指标|核定)[^，。；：\d]{0,12}$|(?:^|[，。；])共?[^，。；：\d]{0,4}共$")
_NEAR = Decimal("0.03")
BACK, AHEAD, DONE = 40, 8, 6  # figures back to the task, on to it, and back to what was done
APART = 4  # figures between rates of one run


def propose(reading: Reading) -> Iterator[Relation]:
    """Each run of rates that stand side by side, by the task that they are of."""
    run: list[tuple[Mention, Mention]] = []
    for rate in reading.mentions:
        pair = _pair(reading, rate)
        if pair is None:
            continue
        if run and rate.index - run[-1][0].index > APART:
            yield from _of_one(reading, run)
            run = []
        run.append(pair)
    if run:
        yield from _of_one(reading, run)


def _pair(reading: Reading, rate: Mention) -> tuple[Mention, Mention] | None:
    """A rate and what was done, by its name."""
    told = _RATE.search(rate.lead[-10:]) if rate.rate and rate.figure.unit == "%" and rate.figure.value else None
    if told is None or is_change(rate):
        return None
    for done in reversed(reading.mentions[max(0, rate.index - DONE) : rate.index]):
        if rate.sentence - done.sentence > 1:
            return None
        if amount(done) and done.figure.value and told["done"] in done.lead[-8:] + done.noun[:4]:
            return rate, done
    return None


def _of_one(reading: Reading, run: Sequence[tuple[Mention, Mention]]) -> Iterator[Relation]:
    first, last = min(done.index for _, done in run), run[-1][0].index
    before, behind = reading.mentions[max(0, first - BACK) : first], reading.mentions[last + 1 : last + AHEAD]
    for task in (*reversed(before), *behind):
        if not amount(task) or not task.figure.value or not _TASK.search(task.lead[-20:]):
            continue
        if not all(addable(task, done) and done.size <= task.size * 1.5 for _, done in run):
            continue
        ties = [ratio(rate, [done], task, "ratio.of_task", strict=False) for rate, done in run]
        if len(ties) > 1 and task.index < first and all(tie.off <= _NEAR for tie in ties):
            yield from (replace(tie, strict=True) for tie in ties)
            return
        if all(tie.holds for tie in ties):
            yield from ties
            return
