"""Rests: what is left of a whole after what was done of it (任务T，已办D，还剩R), and what is still to be done. Basis: subtraction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.patterns import compiled
from gouji.relations.change import ends
from gouji.relations.change.distances import difference
from gouji.relations.change.openings import OPENING
from gouji.relations.common.lists import addable, is_mean, value
from gouji.relations.common.model import Relation, choose
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import tells_change

_LEFT = re.compile(
    r"(?:当年|当期|本年|年末|资金|项目|预算)?(?:结余结转|结转结余|结转和结余|结余|结转|剩余|还剩|仍剩|尚剩|余下|尚余|还余)(?:资金|金额|指标|数|额)?"
    r"(?:为|有|共|约)*$|(?:(?:尚|还|仍)?未|(?:尚|仍)待|正在)(?P<verb>[^，。；、的]{2,6}?|[改交拨付办缴建销修批])(?:的|资金|任务)*(?:有|为|还有|尚有|仍有)?$"
    r"|(?:其余|其它|余下)(?:的)?$|(?:尚有|仍有|还有|另有)$"
)
DONE = re.compile(
    r"已|完成|支出|执行|核拨|支付|拨付|使用|整改|销号|办结|开工|竣工|化解|兑付|下达|发放|实发|实际|决算|核减|验收|投产|通过"
)
_DEEDS = (
    "开工 动工",
    "完成 完工 竣工",
    "拨付 支付 支出 兑付",
    "办结 审结 结案",
    "整改 销号 改",
    "发放 兑付",
    "启动 动工 开工",
)
_SAME_DEED = {word: tuple(words.split()) for words in reversed(_DEEDS) for word in words.split()}
_TASK = re.compile(r"预算|任务|计划|目标|到位|下达|应|总|共|拟|需|安排|收到|资金|问题|发现|交办|排查|受理|申请|项目")
_STOCK = re.compile(r"年初|期初|使用|动用|弥补|分配|年末|期末|月末|累计结|滚存|年底")


def states(reading: Reading, mention: Mention, sentences: int = 1) -> list[Mention]:
    """The figures before one that may be whole or part of the same quantity, nearest last: no change, no mean, no
    其中's parenthesis that has closed."""
    return [
        m
        for m in reading.before(mention.start, sentences)
        if m.index != mention.index
        and addable(m, mention)
        and m.depth <= mention.depth
        and (m.depth == 0 or m.paren == mention.paren or m.paren < mention.paren)
        and not tells_change(m)
        and not is_mean(m)
    ]


def left(reading: Reading, rest: Mention) -> Relation | None:
    """任务T，已办D，还剩R: R = T - D. Assumes 未V to be what is left of the figure told with V, else the two nearest
    states of the segment to be whole and part; 其余 takes away every part since the whole. A stock at a year's end is
    no such rest."""
    if not rest.quantity:
        return None
    lead = rest.lead[-20:]
    cue = _LEFT.search(lead)
    if cue is None or _STOCK.search(lead) or compiled(r"上年|历年|以前年度|盘活|动用").search(lead):
        return None
    if any(OPENING.search(m.lead) and "预算" not in m.lead and m.segment == rest.segment and addable(m, rest) for m in reading.before(rest.start, 1)):
        return None  # 旧存a，新收b，结案c，未结R: see stocks
    readings: list[Relation] = []
    if cue["verb"]:
        readings = _undone(reading, rest, cue["verb"])
        if readings:  # 完成19个，基本完成2个，未完成1个: what is undone may be left of several
            readings = [*readings, *_rest_of(reading, rest, states(reading, rest))]
    else:
        pool = states(reading, rest)
        segment = [m for m in pool if m.segment == rest.segment]
        if len(segment) < 2 and "余" not in cue[0] and "结转" not in cue[0] and "剩" not in cue[0]:
            return None
        pool = segment if len(segment) >= 2 else pool if len(pool) >= 2 else states(reading, rest, 2)
        if cue[0].startswith(("其余", "其它", "余下")):
            readings = _rest_of(reading, rest, pool)
        elif cue[0].startswith(("尚有", "仍有", "还有", "另有")) and not compiled(r"未|没有|待|正在|尚|要在|需|须|将于|前完成|在[^，。；]{1,6}(?:会审|审批|审核|办理|建设|施工|推进)").search(_after(reading, rest)):
            return None
        else:
            readings = _two(reading, rest, pool)
            if cue[0].endswith("有"):
                readings += _rest_of(reading, rest, pool)
    relation = choose(readings)
    if relation is not None and any(not rest.segment[0] <= f.plain_start < rest.segment[1] for f in relation.operands):
        return replace(relation, strict=False)  # the whole stands in another segment: it may be of something else
    return relation


def _after(reading: Reading, mention: Mention) -> str:
    return compiled(r"[，。；：（）\n]").split(reading.plain[mention.end : mention.end + 20], maxsplit=1)[0]


def due(reading: Reading, rest: Mention) -> Relation | None:
    """应发T人，实发A人，暂停R人: R = T - A. Assumes the three side by side in one segment; not demanded, for R may be
    another."""
    if not rest.quantity or rest.index < 2:
        return None
    whole, part = reading.mentions[rest.index - 2 : rest.index]
    if "应" not in whole.lead or "实" not in part.lead:
        return None
    if not (whole.segment == part.segment == rest.segment and addable(whole, part) and addable(part, rest)):
        return None
    if not (compiled(r"应[^，。；]{1,4}$").search(whole.lead) and compiled(r"实[^，。；]{1,4}$").search(part.lead)) or tells_change(
        rest
    ):
        return None
    return difference("difference.due", rest, ((1, whole), (-1, part)), strict=False)


def same_deed(verb: str) -> tuple[str, ...]:
    """The words for what was done that answer a word for what was not."""
    return _SAME_DEED.get(verb[:2], (verb[:2],))


def _undone(reading: Reading, rest: Mention, verb: str) -> list[Relation]:
    said = "|".join(same_deed(verb))
    done_at = [
        m
        for m in reversed(states(reading, rest, 6))
        if re.search(said, ends.words_of(reading, m)) and "未" not in m.lead
    ]
    readings = []
    for done in done_at[:2]:
        near = [m for m in reversed(states(reading, done, 2)) if not (_same(m, done, verb))]
        near = [m for m in near if value(m) >= value(done)] or near  # what is done is part of its whole
        tasks = [m for m in near if _TASK.search(ends.words_of(reading, m))] or near
        readings += [
            difference(
                "difference.left",
                rest,
                ((1, whole), (-1, done)),
                strict=done.sentence == rest.sentence or len(tasks) == 1,
            )
            for whole in tasks[:2]
        ]
    return readings


def _same(a: Mention, b: Mention, verb: str) -> bool:
    return verb[:2] in a.lead and verb[:2] in b.lead


def _rest_of(reading: Reading, rest: Mention, pool: Sequence[Mention]) -> list[Relation]:
    if len(pool) < 2:
        return []
    readings = []
    for at in range(len(pool) - 1):
        if len(pool) - at > 8:
            continue
        parts = pool[at + 1 :]
        readings.append(
            difference(
                "difference.rest", rest, ((1, pool[at]), *((-1, m) for m in parts)), strict=at == 0 and len(pool) <= 3
            )
        )
    readings.sort(key=lambda r: -len(r.operands))
    return readings


def _two(reading: Reading, rest: Mention, pool: Sequence[Mention]) -> list[Relation]:
    """Whole and part before a rest: the part is told as done, the whole before it."""
    readings = []
    pool = _outside(reading, rest, pool)
    done = [m for m in reversed(pool) if DONE.search(m.label) and not compiled(r"预算|任务|计划").search(m.label[-6:])]
    sure = bool(done)
    if not done and compiled(r"剩|余下|尚余|还余").search(rest.lead[-8:]):
        done = list(reversed(pool[1:]))
    for part in done[:2]:
        verbs = set(DONE.findall(part.label)) - {"已"}
        wholes = [
            m
            for m in reversed(pool)
            if m.index < part.index and not verbs & set(DONE.findall(m.label)) - set(_TASK.findall(m.label))
        ]
        tasks = [m for m in wholes if _TASK.search(m.label)]
        for whole in [*tasks[:2], *[m for m in wholes[:1] if m not in tasks[:2]]]:
            strict = sure and whole.sentence == rest.sentence and part.sentence == rest.sentence and len(pool) <= 3
            readings.append(difference("difference.left", rest, ((1, whole), (-1, part)), strict=strict))
    return readings


def _outside(reading: Reading, rest: Mention, pool: Sequence[Mention]) -> list[Mention]:
    """The pool without the parts that an earlier segment tells after 其中: they make up its whole."""
    kept = []
    for m in pool:
        inner = reading.plain.rfind("其中", m.segment[0], m.start)
        before = any(other.segment == m.segment and other.start < inner for other in pool)
        if inner < 0 or m.segment == rest.segment or not before:
            kept.append(m)
    return kept
