"""What remains, told far from what it remains of: 危桥还有6座没有完工, 下半年需完成5.48亿元. Basis: subtraction.

Assumptions about the language:
- N个没有V is left of a task of which so much was V: both told before, side by side, under the name that stands before 还有 or
  after the figure; then the words demand it;
- 还需完成R, 下半年需完成R is what a plan told before has over what was done, side by side. Which plan it is no word says: a
  miss fails only where a slip explains it.
"""

from __future__ import annotations

import re

from gouji.patterns import compiled
from gouji.relations.change.distances import difference
from gouji.relations.change.rests import same_deed
from gouji.relations.common.lists import addable, is_mean, value
from gouji.relations.common.model import Relation, choose
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import tells_change

_STILL = re.compile(r"(?:^|[，；。、：\s])(?P<subject>[^，；。、：\s]{0,12}?)(?:还|尚|仍)有(?:约|近)?$")
_UNDONE = re.compile(r"^(?:的)?(?P<what>[^，。；：（）\d]{0,6}?)(?:没有|尚未|仍未|还未|没能|未能|未)(?P<verb>[^，。；：（）、的]{2,4})")
_NEEDED = re.compile(
    r"(?:下半年|后[^，。；]{1,5}月|[二三四]季度|年内|\d{1,2}月份?|剩余[^，。；\d]{0,6}|还|尚|仍)[^，。；\d]{0,6}?需要?(?:再|继续)?"
    r"(?:完成|组织|实现|支付|拨付|入库|征收|投入|新增)(?P<what>[^，。；\d]{0,6})$"
)
_PLAN = re.compile(r"(?:计划|预算|任务|目标)[^，。；\d]{0,6}$")
_DONE = re.compile(r"(?:完成|累计|实现|支出|执行)[^，。；\d]{0,8}$")
FAR = 200  # figures back


def propose(reading: Reading) -> list[Relation]:
    """All that is told to remain of a task told before."""
    found = []
    for rest in reading.mentions:
        if not rest.quantity or not rest.figure.value:
            continue
        tail = rest.lead[-24:]
        if tail.rstrip("约近").endswith("有") and (cue := _STILL.search(tail)) is not None:
            relation = _undone(reading, rest, cue["subject"])
        elif "需" in tail and (cue := _NEEDED.search(_clause(reading, rest))) is not None:
            relation = _needed(reading, rest, cue["what"])
        else:
            continue
        if relation is not None:
            found.append(relation)
    return found


def _clause(reading: Reading, rest: Mention) -> str:
    """The words before a figure, with the figures among them: 后4个月需完成."""
    return reading.plain[max(reading.sentences[rest.sentence][0], rest.start - 24) : rest.start]


def _before(reading: Reading, rest: Mention) -> list[Mention]:
    return [
        m
        for m in reading.mentions[max(0, rest.index - FAR) : rest.index]
        if addable(m, rest) and not tells_change(m) and not is_mean(m)
    ]


def _undone(reading: Reading, rest: Mention, subject: str) -> Relation | None:
    told = _UNDONE.match(reading.plain[rest.end : rest.end + 16])
    if told is None:
        return None
    deed = re.compile("|".join(same_deed(told["verb"])))
    subject = compiled(r"^[一二三四五六七八九十]是|^但|^其中").sub("", subject)
    readings = []
    before = _before(reading, rest)
    for at, done in enumerate(before):
        if not deed.search(done.lead[-8:]) or compiled("未|没|[还尚仍]需").search(done.lead[-6:]):
            continue
        for whole in before[max(0, at - 3) : at][::-1]:
            beside = reading.plain[whole.start : done.start].count("\n") <= 1 and whole.index >= done.index - 4
            named = (
                told["what"]
                and told["what"] in whole.lead
                and told["what"] in done.lead
                or len(subject) >= 2
                and subject[-4:] in whole.lead
            )
            if beside and named and value(whole) >= value(done):
                readings.append(difference("difference.undone", rest, ((1, whole), (-1, done))))
    return choose(readings[::-1])


def _needed(reading: Reading, rest: Mention, what: str) -> Relation | None:
    before = _before(reading, rest)
    pairs = []
    for a, b in zip(before, before[1:], strict=False):
        if b.index - a.index > 2 or a.depth or b.depth:
            continue
        plan, done = (a, b) if _PLAN.search(a.lead[-12:]) else (b, a)
        if _PLAN.search(plan.lead[-12:]) and _DONE.search(done.lead[-16:]) and value(plan) > value(done):
            pairs.append((plan, done))
    named = [p for p in pairs if what and (what in p[1].lead or what in p[0].lead)] or pairs
    return choose(
        [difference("difference.needed", rest, ((1, plan), (-1, done)), strict=False) for plan, done in named]
    )
