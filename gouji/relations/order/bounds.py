"""Bounds: what is done lies within the task. Basis: inclusion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.patterns import compiled
from gouji.relations.common.lists import addable, amount
from gouji.relations.common.model import Relation, linear
from gouji.relations.common.reading import Mention, Reading

_TASK = re.compile(r"任务|计划|应|目标数|下达|共|反馈|收到|核定|床位")
_DONE = re.compile(
    r"(?:已|现已|目前已)[^，。；]{0,10}$|^[，、；]?(?:完成|整改|化解)[^，。；]{0,8}$"
)
_OF_IT = re.compile(
    r"^[，；]?(?:现|目前|其中)?已[^，。；、]{2,6}$"
)  # with no object of its own, what is done is done of the figure before
_CLOSED = re.compile(r"整改|问题|反馈|图斑|隐患|案件|化解|督察|核定|收回|发放|线索|信访|投诉|移交|交办")
_CAME_OUT = re.compile("(?:成功|满意|合格|达标)$")
_PLAN = re.compile(r"任务|计划|目标")  # which may be exceeded, told as such or not
_BEYOND = re.compile(r"超额|超过|超")


def propose(reading: Reading) -> list[Relation]:
    """All bounds of this module."""
    return done_within_task(reading)


def at_most(
    small: Mention, large: Mention | Sequence[Mention], rule: str, roles: tuple[str, str], strict: bool = True
) -> Relation:
    """`small` does not exceed `large`, or what several of them add up to."""
    wholes = [large] if isinstance(large, Mention) else large
    figures = tuple(m.figure for m in wholes)
    zh = "、".join(f"{m.label[-14:]}{m.figure.text}" for m in wholes) + ("之和" if len(wholes) > 1 else "")
    en = " + ".join(figure.text for figure in figures)
    return Relation(
        "bound",
        rule,
        small.figure,
        figures,
        linear(len(figures)),
        (roles[0], *roles[1:] * len(figures)),
        f"{small.label[-12:]}{small.figure.text}不应超过{zh}",
        f"{small.figure.text} should not exceed {en}",
        comparator="<=",
        strict=strict,
    )


def borne_out(relation: Relation) -> Iterator[Relation]:
    """What the words demand; what they only make likely where the figures bear it out, for it must raise no alarm."""
    if relation.strict or relation.holds:
        yield relation


def done_within_task(reading: Reading) -> Iterator[Relation]:
    """任务T个，已V D个: assumes the amount right before in the segment to be the task where its words say so."""
    for before, mention in zip(reading.mentions, reading.mentions[1:], strict=False):
        if (
            before.sentence != mention.sentence
            or before.segment != mention.segment
            and not mention.lead.startswith("已")
            or not amount(before)
            or not amount(mention)
            or not addable(mention, before)
            or not (
                _OF_IT.search(mention.lead) or _DONE.search(mention.lead) and _TASK.search(before.lead + before.noun)
            )
        ):
            continue
        if before.lead.startswith(("、", "和", "及", "与")) or _CAME_OUT.search(before.lead):
            continue  # one of several parts, or what came of some: the task is another
        if reading.plain[mention.end : mention.end + 1] == "的" or compiled(r"完成[^，。；]{0,4}(?:预算|任务|计划|目标)").search(mention.lead):
            continue  # 完成任务100个的90%: the figure is the task
        rate = reading.mentions[mention.index + 1] if mention.index + 1 < len(reading.mentions) else None
        if rate is not None and rate.rate and rate.segment == mention.segment and (rate.figure.value or 0) > 100:
            continue  # told as more than the task
        if "已" not in mention.lead and not _CLOSED.search(before.lead + before.noun + mention.lead):
            continue  # a plan may be exceeded; problems to be mended may not
        if _BEYOND.search(reading.plain[before.end : mention.end + 12]) or compiled("上年|折旧|摊销").search(mention.lead):
            continue
        planned = _PLAN.search(before.lead + before.noun) and not _CLOSED.search(before.lead + before.noun + mention.lead)
        yield from borne_out(at_most(mention, before, "bound.done_within_task", ("done", "task"), not planned))
