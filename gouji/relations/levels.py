"""Levels: a figure held against a standard, a target or an average told beside it. Basis: N，高于全省平均水平M tells N > M.

A level is no distance: 低于平均水平2万元 tells how far, 低于2万元的平均水平 tells from what. It is a level where its words say so
(值, 的, 为, parentheses, a target), or where the figure could not exceed it by that much.
"""

from __future__ import annotations

import re

from gouji.relations.distances import value
from gouji.relations.lists import amount
from gouji.relations.model import RATIO, Relation, choose
from gouji.relations.naming import by_name, plausible
from gouji.relations.orders import ENGLISH, WORD, named, order
from gouji.relations.reading import Mention, Reading
from gouji.relations.verbs import tells_change

_SIGNS = {
    ">": "大于|高于|高出|多于|超过|超出|超(?![收支期市过出时前声大])|快于|突破",
    "<": "小于|低于|少于|慢于|不足|落后于|没有碰到|未触及|未触碰|没有达到|未达到|未达|不到",
    "<=": "不超过|未超过|不高于|不大于|未突破|控制在",
    ">=": "不低于|不少于|不小于",
}
_SIGN = "|".join(sorted((word for words in _SIGNS.values() for word in words.split("|")), key=len, reverse=True))
SIGN_OF = {word.partition("(")[0]: sign for sign, words in _SIGNS.items() for word in words.split("|")}
_REFERENCE = r"平均|水平|标准|目标|指标|要求|控制|警戒|限值|上限|下限|红线|进度|任务|计划|预算|上年|去年|同期|考核"
_BEFORE_LEVEL = re.compile(
    rf"(?P<far>远|远远|大大|明显|均|略|稍|也|仍|总体|已)*(?P<sign>{_SIGN})(?P<what>[^，。；：（）\d]{{0,22}}?)(?:的|为|是|值|（)*$"
)
_LEVEL_SIGN = re.compile("[超突控碰触达]|高出|不到|[高低大小多少快慢不落]于|后于|不足|不[高低超大小少]")
_AFTER_LEVEL = re.compile(rf"的?[^，。；：（）\d]{{0,10}}(?:{_REFERENCE}|值|[问预]?[责警]线)")
_LEVEL_END = re.compile(r"(?:值|为|是|的|（|警戒线?|红线|[上下]限)$")
_BRACKETED = re.compile(r"（[^（）]*）")
_SHARE = re.compile(
    r"(?:^|[，；、。])(?P<subject>[^，。；、\d]{2,12}?)(?:仍|还|仅|只|均|也|尚)*(?P<sign>不到|不足|超过|超|低于)(?P<base>[^，。；、\d]{2,14})的$"
)
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_TARGET_END = re.compile(r"(?:目标|标准|要求)$")


def propose(reading: Reading) -> list[Relation]:
    """The levels that figures are held against, and shares told to be over or under a rate."""
    found: list[Relation | None] = []
    for mention in reading.mentions:
        if mention.figure.value is None:
            continue
        if _LEVEL_SIGN.search(reading.plain, max(0, mention.start - 28), mention.figure.number_start):
            found.append(_share(reading, mention) if _of_a_share(reading, mention) else _level(reading, mention))
    return [relation for relation in found if relation is not None]


def _of_a_share(reading: Reading, rate: Mention) -> bool:
    """不足预算的八成 tells of a share; 高于国家规定的70%标准 of a level."""
    return (
        rate.rate
        and rate.lead.endswith("的")
        and not re.search("平均|水平|标准|规定|要求|目标|值", rate.lead[-8:])
        and not _AFTER_LEVEL.match(reading.plain, rate.end, rate.end + 14)
    )


def _level(reading: Reading, mention: Mention) -> Relation | None:
    """N，高于全省平均水平M / 高于M的国家标准: N > M. Assumes the words beside M to tell a level that N is held
    against, and N to be the nearest figure of the dimension before, in its sentence."""
    begin = max(mention.segment[0], mention.start - 30)
    written = reading.plain[begin : mention.figure.number_start]
    cue = _BEFORE_LEVEL.search(written)
    if cue is None:
        return None
    after = reading.plain[mention.end : mention.end + 14]
    sign = SIGN_OF[cue["sign"]]
    what, beyond = cue["what"], _AFTER_LEVEL.match(after)
    if not (re.search(_REFERENCE, what) or what.endswith("值") or beyond):
        return None
    clear = (
        beyond
        or sign in ("<=", ">=")
        or _LEVEL_END.search(written)
        or (sign == ">" and mention.rate and _TARGET_END.search(what))
    )
    opening = begin + cue.start()
    before = [
        m
        for m in reading.before(opening, 1)
        if m.dimension == mention.dimension
        and m.figure.value is not None
        and not tells_change(m)
        and m.depth <= mention.depth
        and (m.dimension != "thing" or m.figure.unit == mention.figure.unit)
    ]
    between = _BRACKETED.sub("", reading.plain[before[-1].end : opening]) if before else ""
    if not before or re.search(r"要求|确保|力争|不得|应当?$|须|目标", between[-6:]) or len(between) > 40:
        return None
    if not clear and not (sign == ">" and mention.quantity and 2 * value(mention) >= value(before[-1])):
        return None
    # 48.3万亩，超出任务48.8万亩: were it a distance, the task would be less than nothing
    strict = bool(clear) or value(mention) > value(before[-1])
    head = next(m for m in before if m.sentence == before[-1].sentence)
    return choose(
        [
            order("comparison.level", reading.mentions[at], sign, mention, cue["sign"] + what, strict)
            for at in dict.fromkeys([before[-1].index, head.index])
        ]
    )


def _share(reading: Reading, rate: Mention) -> Relation | None:
    """总收入不到支出的25%: 25% exceeds what is made by the figures that the two names tell. Not strict: names recur."""
    told = _SHARE.search(rate.lead)
    if told is None:
        return None
    subject, base = (re.sub(r"[的，]|^(?:一|二|三|四)是", "", told[key]) for key in ("subject", "base"))
    if min(len(subject), len(base)) < 2:
        return None
    pool = [m for m in reading.mentions[: rate.index] if amount(m)]
    sign = SIGN_OF[told["sign"]]
    readings = [
        Relation(
            "comparison",
            "comparison.share",
            rate.figure,
            (part.figure, whole.figure),
            RATIO,
            ("stated", "part", "base"),
            f"文中称“{told['sign']}”，{named(part)}÷{named(whole)}应{WORD[sign]}{rate.figure.text}",
            f"as the text says, {part.figure.text} ÷ {whole.figure.text} should be {ENGLISH[sign]} {rate.figure.text}",
            comparator=_TURNED[sign],
            strict=False,
        )
        for part in by_name(subject, pool)[:2]
        for whole in by_name(base, pool)[:2]
        if part is not whole and part.dimension == whole.dimension
    ]
    return choose([r for r in readings if plausible(r)])
