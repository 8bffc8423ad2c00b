"""Bounds: what is done lies within the task, a part within its whole, a score within full marks. Basis: inclusion."""

from __future__ import annotations

import re

from gouji.relations.lists import addable, amount
from gouji.relations.model import Relation, linear
from gouji.relations.reading import Mention, Reading

_TASK = re.compile(r"任务|计划|应|目标数|下达|共|反馈|收到|核定|编制数?$|床位")
_DONE = re.compile(
    r"(?:已|现已|目前已)[^，。；]{0,10}$|^[，、；]?(?:完成|整改|化解)[^，。；]{0,8}$|实有[^，。；]{0,6}$"
)
_OF_IT = re.compile(
    r"^[，；]?(?:现|目前|其中)?已[^，。；、]{2,6}$"
)  # with no object of its own, what is done is done of the figure before
_CLOSED = re.compile(r"整改|问题|反馈|图斑|隐患|案件|化解|督察|核定|编制|收回|发放|线索|信访|投诉|移交|交办")
_TRIED = re.compile(r"检测|抽检|抽查|监测|检查|发放|样品|样本|问卷")
_OUTCOME = re.compile(r"^[，、；](?:其中)?(?:合格|收回|回收|实收|有效|通过|达标)")
_BEYOND = re.compile(r"超额|超过|超")
_RISE = re.compile(r"[增减多少短超][收支]$")  # the change of an income is no whole


def propose(reading: Reading) -> list[Relation]:
    """All bounds that the text states."""
    return [
        *done_within_task(reading),
        *part_within_whole(reading),
        *outcome_within_tried(reading),
    ]


def _at_most(
    small: Mention, large: Mention, rule: str, roles: tuple[str, str], zh: str, en: str, strict: bool = True
) -> Relation:
    return Relation(
        "bound", rule, small.figure, (large.figure,), linear(1), roles, zh, en, comparator="<=", strict=strict
    )


def done_within_task(reading: Reading) -> list[Relation]:
    """任务T个，已V D个: assumes the amount right before in the segment to be the task where its words say so."""
    found = []
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
        if before.lead.startswith(("、", "和", "及", "与")):
            continue  # one of several parts: the task is another
        if reading.plain[mention.end : mention.end + 1] == "的" or re.search(
            r"完成[^，。；]{0,4}(?:预算|任务|计划|目标)", mention.lead
        ):
            continue  # 完成任务100个的90%: the figure is the task
        rate = reading.mentions[mention.index + 1] if mention.index + 1 < len(reading.mentions) else None
        if rate is not None and rate.rate and rate.segment == mention.segment and (rate.figure.value or 0) > 100:
            continue  # told as more than the task
        if "已" not in mention.lead and not _CLOSED.search(before.lead + before.noun + mention.lead):
            continue  # a plan may be exceeded; problems to be mended may not
        if _BEYOND.search(reading.plain[before.end : mention.end + 12]) or re.search("上年|折旧|摊销", mention.lead):
            continue
        found.append(
            _at_most(
                mention,
                before,
                "bound.done_within_task",
                ("done", "task"),
                f"{mention.label[-12:]}{mention.figure.text}不应超过{before.label[-14:]}{before.figure.text}",
                f"{mention.figure.text} done should not exceed the task of {before.figure.text}",
            )
        )
    return found


def part_within_whole(reading: Reading) -> list[Relation]:
    """WHOLE，其中A a: the first amounts after 其中 (1276户4408人 are two) lie within the nearest ones of their counters before.
    A sentence that begins with 其中 speaks of the one before it, but does not demand the tie."""
    found = []
    for mark in re.finditer("其中|（含|（内有|（包括", reading.plain):
        stop = mark.end() + 40
        if mark[0] != "其中":  # 高中（含中专）51360人: what stands in parentheses has no figure of its own
            stop = min(stop, reading.closing(mark.start()))
        sentence = reading.sentence_at(mark.start())
        after = [m for m in reading.between(mark.end(), stop) if m.sentence == sentence]
        after = [m for m in after if m.figure.qualifier not in ("at_least", "at_most")]
        parts = [m for at, m in enumerate(after[:2]) if not at or not m.lead]
        opens = reading.sentences[sentence][0] >= mark.start() - 1
        for part in parts:
            if amount(part) and (relation := _within_whole(reading, mark.start(), part, opens)) is not None:
                found.append(relation)
    return found


def _within_whole(reading: Reading, position: int, part: Mention, opens: bool) -> Relation | None:
    wholes = [
        m
        for m in reading.before(position, 2 if opens else 1)
        if part.sentence - m.sentence == opens and amount(m) and addable(part, m) and not _RISE.search(m.lead[-6:])
    ]
    before = [m for m in wholes if m.figure.unit == part.figure.unit]
    if not before and not opens:
        before = [m for m in wholes if _whole_of(m, part)]
    if not before:
        return None
    whole = before[-1]
    return _at_most(
        part,
        whole,
        "bound.part_within_whole",
        ("part", "whole"),
        f"{part.label[-12:]}{part.figure.text}不应超过{whole.label[-14:]}{whole.figure.text}",
        f"the part {part.figure.text} should not exceed its whole {whole.figure.text}",
        strict=not opens and (whole.figure.unit == part.figure.unit or "（" in part.lead),
    )


def _whole_of(whole: Mention, part: Mention) -> bool:
    """Whether two units allow it: two scales of what is measured (亿吨 and 万吨), or counters of things (71所（含教学点29个）)."""
    return not part.unit.counted or part.lead.startswith("（含") and part.start - whole.end < 12


def outcome_within_tried(reading: Reading) -> list[Relation]:
    """检测样品2400份，合格2218份: what came out well is some of what was tried, in the same counter, told right after it."""
    found = []
    for before, mention in zip(reading.mentions, reading.mentions[1:], strict=False):
        if (
            before.sentence == mention.sentence
            and before.figure.unit == mention.figure.unit
            and before.unit.counted
            and amount(before)
            and amount(mention)
            and _TRIED.search(before.lead[-12:])
            and _OUTCOME.search(mention.lead)
        ):
            zh = f"{mention.label[-12:]}{mention.figure.text}不应超过{before.label[-14:]}{before.figure.text}"
            en = f"{mention.figure.text} that came out should not exceed {before.figure.text} that were tried"
            found.append(_at_most(mention, before, "bound.outcome_within_tried", ("outcome", "tried"), zh, en))
    return found
