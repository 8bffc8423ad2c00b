"""What was aimed at, and what was reached: 目标任务：新增贷款12亿元，新增用户5000户。完成情况：新增贷款13.2亿元，新增用户7645户; 开工16768套，超额完成1万套的
目标任务.

Basis: the order of two figures. Assumptions about the language:
- a line or sentence headed 目标, 任务 or 指标 tells aims, and the next one headed 完成情况 or 实际完成 what became of each, under the same name and in the
  same unit. What falls short is no mistake of the text: only such as holds is told;
- so are 指标值T，全年实际完成值N in one sentence; where T is told with its sign (不低于, 不超过) and the text says that the aims were met, with
  no word of any that was not, or gives full marks, N must keep to it;
- 超额完成T的任务 says that the amount told right before it exceeds T; 完成T的任务 says nothing more than that it was reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.patterns import compiled
from gouji.relations.common.lists import addable, amount
from gouji.relations.common.model import Relation
from gouji.relations.common.naming import chunks
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.order import claims
from gouji.relations.order.bounds import borne_out
from gouji.relations.order.orders import order
from gouji.searching import at_clauses

_AIMS = re.compile(
    r"(?:(?<=[\n。])|(?<=^))[^，。；：\n\d]{0,12}(?:绩效|工作|年度|年初|总体|预期)?(?:目标|任务|指标)(?:任务|值|内容|设定)?(?:为|是)?：(?P<told>[^\n]{6,400})"
)
_AIMED = re.compile("目标|任务|指标")
_REACHED = re.compile(r"[^，。；：\n\d]{0,10}(?:完成情况|实际完成(?:情况)?|完成值|实现情况|进展情况|达成情况)(?:为|是)?：")
_AIM_BEHIND = re.compile(
    r"(?:指标|目标|计划|预期|标准)[值数](?:设定)?(?:为|是|≥|>|=|：)*$|(?:年初|年度|绩效|预期|全年|设定)(?:目标|指标|任务)(?:为|是|：)*$"
    r"|(?<![超按])(?:计划|拟|要求|预计)(?P<verb>[\u4e00-\u9fff]{0,14})$"
)
_CAME = re.compile(
    r"[，；]?(?:全年|年度|年末|年底|当年|本年度?)?(?:(?:实际|指标)?(?:完成|达成|实现|达到)(?:[值数率]|情况)?|(?:实际|已|共|累计)+(?P<verb>[\u4e00-\u9fff]{0,14}?)[值数]?)(?:为|是|了|≥|>|=|：)*"
)
_OF_TASK = re.compile(r"的[^，。；、\d]{0,8}(?:目标|任务|计划|指标)")
_OVER = re.compile("超额完成了?$")
_SIGN = {"at_least": ">=", "more_than": ">=", "at_most": "<=", "less_than": "<="}
ALIKE = 0.5  # of the shorter name's pairs of characters


def propose(reading: Reading) -> list[Relation]:
    """comparison.goal and comparison.task_exceeded."""
    found = [*_exceeded(reading), *_beside(reading)]
    for match in at_clauses(_AIMED, "\n。", _AIMS, reading.plain) if compiled("完成|实现|进展|达成").search(reading.plain) else ():
        found += _against(reading, match)
    return found


def _against(reading: Reading, match: re.Match[str]) -> Iterator[Relation]:
    inside = _REACHED.search(match["told"])
    end = match.start("told") + inside.start() if inside else match.end()
    start = match.start("told") + inside.end() if inside else -1
    if inside is None:
        following = _REACHED.match(reading.plain, match.end() + 1)
        if following is None:
            return
        start = following.end()
    stop = reading.plain.find("\n", start)
    aims = [m for m in reading.between(match.start("told"), end) if _told(m)]
    for reached in reading.between(start, len(reading.plain) if stop < 0 else stop):
        aim = next((m for m in aims if _told(reached) and _same(m, reached)), None)
        if aim is not None:
            aims.remove(aim)
            yield from borne_out(order("comparison.goal", reached, ">=", aim, "完成", strict=False))


def _told(mention: Mention) -> bool:
    return mention.figure.value is not None and (amount(mention) or mention.rate or mention.quantity)


def _same(aim: Mention, reached: Mention) -> bool:
    if aim.figure.unit.lstrip("万千百亿") != reached.figure.unit.lstrip("万千百亿") or not (aim.rate or addable(aim, reached)):
        return False
    a, b = (chunks(m.label + m.noun[:4]) for m in (aim, reached))
    return bool(a and b) and len(a & b) >= ALIKE * min(len(a), len(b))


def _beside(reading: Reading) -> Iterator[Relation]:
    """指标值不低于85%，全年实际完成值91%; 计划培训不少于300人次，实际培训312人次."""
    for aim, came in zip(reading.mentions, reading.mentions[1:], strict=False):
        told = _AIM_BEHIND.search(aim.lead[-20:]) if _told(aim) and _told(came) else None
        became = _CAME.fullmatch(came.lead) if told is not None else None
        if became is None or not (aim.rate and came.rate or aim.figure.unit == came.figure.unit):
            continue
        if not (told["verb"] or "").startswith((became["verb"] or "") if told["verb"] else ""):
            continue
        signed = aim.figure.qualifier in _SIGN and came.figure.qualifier == "exact"
        if signed or aim.figure.qualifier == came.figure.qualifier:
            sure = signed and aim.sentence == came.sentence and claims.met(reading, came)
            yield from borne_out(order("comparison.goal", came, _SIGN.get(aim.figure.qualifier, ">="), aim, "完成", strict=sure))


def _exceeded(reading: Reading) -> Iterator[Relation]:
    for done, task in zip(reading.mentions, reading.mentions[1:], strict=False):
        if not _OVER.search(task.lead[-8:]) or not _OF_TASK.match(reading.plain, task.end):
            continue
        if amount(done) and addable(done, task) and done.sentence == task.sentence and done.segment == task.segment:
            yield order("comparison.task_exceeded", done, ">", task, "超额完成")
