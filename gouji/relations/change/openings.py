"""Stocks whose closing is told first: 148个，较上年新增23个、减少6个，上年为131个. Basis: opening + in - out = closing.

Assumptions about the language:
- what came and went stands side by side in one counter, the opening behind or before it under its word;
- the closing stands right before the moves, under the name that the opening bears, or, where only its number shows it, in the text
  before; things told in two counters (612户1037人) have a stock in each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.patterns import compiled
from gouji.relations.change.distances import difference
from gouji.relations.common.model import Relation, choose, worded
from gouji.relations.common.reading import Mention, Reading

FAR = 600  # characters before the opening in which the closing is told
DIGITS = 50  # the least closing that a number alone shows

OPENING = re.compile(r"(?:上年末|上年底|年初|期初|上期末|上年结转|上年结存|月初|上年度?未结)[^，。；]{0,6}$|旧存[^，。；]{0,10}$")
CLOSING = re.compile(
    r"(?:年末|年底|期末|月末|本期末|截至[^，。；]{0,8})(?:结存|实有|共有|现有|未结|余)?[^，。；]{0,3}$|^[，、]?(?:尚|现)?未结(?:案件?)?$"
)


_LATER = re.compile(r"^(?:[，；。（])?\s*(?:而)?(?:上年|去年|上一?学年|年初|上月|上期|\d{1,2}月)(?:末|底|同期)?[^，。；\d]{0,6}?(?:为|有|是|共有|仅)$")
_CAME = re.compile(r"新|增|[受]理|(?<!清)收(?!回)|进|[调转迁]入|招|入网|上云|上线|接入|建成|购")
_WENT = re.compile(r"减|退|[调转迁]出|离|销|下线|下云|撤|关|停|注销|报废|清收|化解|收回|死亡|办结|审结|淘汰|取消")
_AT_START = re.compile(r"([\u4e00-\u9fff]{2,10}?)(?:年初|期初|上年末|月初|上月末)(?:为|有|共有|共)?$")


def backwards(reading: Reading) -> list[Relation]:
    """148个，较上年新增23个、减少6个，上年为131个: the stock told first, the opening last. And an opening with what came and
    went, whose closing stands earlier under the name that the opening bears (城市低保4127户 … 城市低保年初4220户，新增312户，退出405户)."""
    found = []
    for at, m in enumerate(reading.mentions):
        if not m.quantity or m.figure.value is None:
            continue
        if m.lead and _LATER.search(m.lead):
            found += _opening_last(reading, at)
            continue
        if "初" in m.lead[-5:] or "末" in m.lead[-5:]:
            relation = _closing_before(reading, at)
        else:
            continue
        if relation is not None:
            found.append(relation)
    return found


def _moves(mentions: Sequence[Mention], like: Mention) -> list[tuple[int, Mention]]:
    """What came and went, in the counter of `like`, up to the first figure of it that tells neither."""
    moves = []
    for m in mentions:
        if m.figure.unit != like.figure.unit or m.depth != like.depth:
            if not m.lead or m.rate:
                continue  # the second measure of a move
            break
        words = compiled("[，；、：。]").split(m.lead)[-1]
        came, went = bool(_CAME.search(words)), bool(_WENT.search(words))
        if "净" in words or came == went or not m.figure.value:
            break
        moves.append((came - went, m))
    return moves


def _opening_last(reading: Reading, at: int) -> list[Relation]:
    opening = reading.mentions[at]
    own = [m for m in reading.before(opening.start, 1) if m.index < at]
    moves = _moves(own[::-1], opening)[::-1]
    if len({sign for sign, _ in moves}) < 2:
        return []
    closing = reading.mentions[moves[0][1].index - 1]
    if closing.sentence == opening.sentence and closing.figure.unit == opening.figure.unit and closing.figure.value is not None:
        return [_stock(closing, opening, moves)]
    found = _shown(reading, opening, moves)
    pairs = [(sign, _beside(reading, m)) for sign, m in moves]
    second = _beside(reading, opening)
    if second is not None and all(m is not None and m.figure.unit == second.figure.unit for _, m in pairs):
        found += _shown(reading, second, pairs)
    return found


def _beside(reading: Reading, mention: Mention) -> Mention | None:
    """The second counter of a figure: 612户1037人."""
    after = reading.mentions[mention.index + 1] if mention.index + 1 < len(reading.mentions) else None
    return after if after is not None and after.start == mention.end and after.quantity and after.figure.value is not None else None


def _shown(reading: Reading, opening: Mention, moves: Sequence[tuple[int, Mention]]) -> list[Relation]:
    """The stock whose closing only its number shows, in the text before."""
    total = opening.figure.value + sum(sign * m.figure.value for sign, m in moves)
    before = reading.between(max(0, opening.start - FAR), moves[0][1].start)
    closing = next((m for m in reversed(before) if m.figure.unit == opening.figure.unit and m.figure.value == total >= DIGITS), None)
    return [worded(_stock(closing, opening, moves), strict=False)] if closing is not None else []


def _stock(closing: Mention, opening: Mention, moves: Sequence[tuple[int, Mention]]) -> Relation:
    roles = ["opening", *("in" if sign > 0 else "out" for sign, _ in moves)]
    return difference("difference.stock", closing, [(1, opening), *moves], kind="sum", roles=roles)


def _closing_before(reading: Reading, at: int) -> Relation | None:
    opening = reading.mentions[at]
    name = _AT_START.search(opening.lead)
    if name is None:
        return None
    after = [m for m in reading.mentions[at + 1 : at + 9] if m.sentence == opening.sentence and m.segment == opening.segment]
    moves = _moves(after, opening)
    if len({sign for sign, _ in moves}) < 2 or any(CLOSING.search(m.lead) for m in after):
        return None
    closings = [
        m
        for m in reversed(reading.mentions[max(0, at - 60) : at])
        if m.figure.unit == opening.figure.unit
        and m.figure.value is not None
        and name[1][-4:] in m.lead
        and not OPENING.search(m.lead)
    ]
    terms = [(1, opening), *moves]
    roles = ["opening", *("in" if sign > 0 else "out" for sign, _ in moves)]
    return choose([difference("difference.stock", c, terms, strict=len(closings) == 1, kind="sum", roles=roles) for c in closings[:2]])
