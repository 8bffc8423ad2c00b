"""Budgets adjusted in the year: 年初预算a，追加b，调减c，调整后预算R: R = a + b - c. Basis: addition.

Assumptions about the language:
- the first budget, what was added and what was taken back stand one after the other, each under its word; what 其中 tells of one
  of them, and what is counted (追加3个项目164.50万元), stand between;
- the final budget is told behind them, or before them with 其中. Where an amount between them bears no such word, it may have been
  moved too, and the words do not demand the tie.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.relations.change.distances import difference
from gouji.relations.common.lists import addable
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import MONEY, Mention, Reading

NEAR = Decimal("0.05")
SENTENCES = 3  # in which the four stand
_OBJECT = r"[^，。；：、\d]{0,8}?"
_FIRST = re.compile(r"(?:年初|当初|原)[^，。；]{0,8}(?:预算|批复|安排|批下来|下达)|^[^，。；]{0,6}预算(?:批复|安排)")
_MORE = re.compile(rf"(?:预算调整|追加|调增|上年结转|(?:上级|专项)[^，。；\d]{0,4}下达|调整增加|增补|年中安排|(?:年中|执行中)(?:又|新)?增加?|又增加?){_OBJECT}(?:为|了|共)*$")
_LESS = re.compile(rf"(?:调减|核减|追减|压减|收回|调整减少|核销){_OBJECT}(?:为|了|共)*$")
_FINAL = re.compile(
    r"(?:(?:可用|全年|调整后?|最终|总|实际)(?:的)?(?:部门|项目)?预算|预算(?:总额|总计|合计|调整))(?:数|额|总额|为|共|达|是|调整|[后到至])*$"
)
_AMOUNT = re.compile(r"[，、；（]?(?:共|计|金额|资金)*[：为]?")
_AMONG = re.compile(r"其中|包括|含")


def adjusted(reading: Reading, whole: Mention) -> Relation | None:
    """The final budget as the first one and what it was adjusted by; None where the words tell no such budget."""
    if whole.dimension != MONEY or not _FINAL.search(whole.lead[-16:]):
        return None
    return _behind(reading, whole) or _among(reading, whole)


def _behind(reading: Reading, whole: Mention) -> Relation | None:
    before = [m for m in reading.before(whole.start, SENTENCES) if m.index != whole.index]
    at = next((k for k in range(len(before) - 1, -1, -1) if _usable(before[k], whole) and _is(reading, _FIRST, before[k])), None)
    return None if at is None else _tied(reading, whole, before[at:])


def _among(reading: Reading, whole: Mention) -> Relation | None:
    """部门预算总额R，其中年初预算a，执行中调增b、调减c: up to the end of the sentence."""
    after = [m for m in reading.by_sentence[whole.sentence] if m.index > whole.index]
    if not after or not _AMONG.search(after[0].lead) or not _is(reading, _FIRST, after[0]):
        return None
    return _tied(reading, whole, after)


def _tied(reading: Reading, whole: Mention, run: Sequence[Mention]) -> Relation | None:
    terms, open_, inside = [(1, run[0])], False, False
    for m in run[1:]:
        sign = bool(_is(reading, _MORE, m)) - bool(_is(reading, _LESS, m))
        if len(terms) > 1 and (_AMONG.search(m.lead) or "主要" in m.lead):
            sign = 0  # 追加a，其中追加工资b: of the one before
        inside = not sign and (inside and m.sentence == terms[-1][1].sentence or bool(_AMONG.search(m.lead)))
        if not _usable(m, whole) or m.depth > whole.depth or inside:
            continue
        if sign:
            terms.append((sign, m))
        else:
            open_ = True
    if len(terms) < 2 or open_ and len(terms) < 3:
        return None
    sure = not open_ and all(m.sentence == whole.sentence for _, m in terms)
    tie = difference("difference.supplemented", whole, terms, kind="sum", strict=sure, roles=("opening", "change"))
    return replace(tie, reach=NEAR)


def _usable(mention: Mention, whole: Mention) -> bool:
    return addable(mention, whole)


def _is(reading: Reading, words: re.Pattern[str], mention: Mention) -> bool:
    """Whether these words name an amount, or the count right before it: 追加3个项目164.50万元."""
    if words.search(mention.lead[-24:]):
        return True
    count = reading.mentions[mention.index - 1] if mention.index else None
    if count is None or not count.unit.counted or count.sentence != mention.sentence:
        return False
    told = mention.lead[len(count.noun) :] if mention.lead.startswith(count.noun) else mention.lead
    return len(count.noun) <= 6 and bool(_AMOUNT.fullmatch(told)) and bool(words.search(count.lead[-24:]))
