"""完成任务, 超额完成任务, 未完成任务: how what was done stands to the task. Basis: the order of the two figures."""

from __future__ import annotations

import re

from gouji.patterns import compiled
from gouji.relations.common.lists import addable
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Reading
from gouji.relations.common.verbs import tells_change
from gouji.relations.order.orders import order

DONE = re.compile(
    r"(?P<not>未(?:能)?(?:按期|如期|全部|全面)?)?(?P<over>超额)?(?:圆满|全面|全部|顺利|按时|按期|如期)?完成(?:了)?(?:全年|年度|年初|当年|既定|上级下达的?|下达的?)?(?:目标)?(?:任务|计划|目标)(?![数量书\d的]|[^，。；]{0,6}\d)"
)
_TASK = re.compile(r"任务|计划|目标|下达|应")
_SUBJECT = re.compile(r"(?:项目|单位|乡镇|县|市|区|街道|村|部门|指标|工程|企业|[\u4e00-\u9fff]{2,6}(?:项目|单位|工程|指标))(?:基本|均|都|已|尚|仍)?")


def done(reading: Reading, match: re.Match[str]) -> Relation | None:
    """任务T，实际A，超额完成任务: A > T (完成任务: A >= T; 未完成: A < T). Assumes both right before in the
    sentence's segment."""
    before = [m for m in reading.before(match.start(), 1) if m.quantity and not tells_change(m)]
    if len(before) < 2 or before[-1].end < match.start() - 16:
        return None
    task, reached = before[-2:]
    if (
        not addable(task, reached)
        or task.segment != reached.segment
        or not _TASK.search(task.lead)
        or not compiled(r"完成|实际|已").search(reached.lead)
    ):
        return None
    if reached.unit.counted and _SUBJECT.fullmatch(reading.plain, reached.end, match.start()):
        return None  # 8个项目完成目标，1个项目未完成目标: how many did, and did not
    sign = "<" if match["not"] else ">" if match["over"] else ">="
    return order("comparison.task_done", reached, sign, task, match[0], strict=task.index == reached.index - 1)
