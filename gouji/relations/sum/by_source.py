"""What items are paid from: 1.甲项目资金299万元。安排省级资金299万元。… the sources of an item make it up, and each source over all items makes up what
was told of it before: 下达省级资金990万元，市级资金660万元. Basis: addition, in both directions.

Assumptions about the language:
- each item is a numbered paragraph whose first amount is the item's own; an amount behind it whose words end with a level and 资金 is what that
  level pays of it, and an item without such a one breaks the pattern;
- a level's whole is the only amount before the items that bears the level's name, in the two paragraphs above.
Nothing is demanded of one item unless others of the list keep the pattern.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.lists import OTHER_TIME, addable, amount
from gouji.relations.common.model import Relation, worded
from gouji.relations.common.reading import MONEY, Mention, Reading
from gouji.relations.common.retold import tie
from gouji.relations.common.whole import total_of
from gouji.relations.sum.sections import numbered_runs

LEAST = 2  # items that keep the pattern, beside the one it is demanded of
LIKELY = Decimal("0.03")
ABOVE = 2  # paragraphs
_SOURCE = re.compile(r"(中央|自筹|社会|[省市州县区旗镇](?=本?级|财政))(?:本?级)?(?:财政)?[^，。；：\d]{0,8}(?:资金|补助|投入|安排|配套)(?:共|为)?$|自筹(?:资金)?$")
_BY_LEVEL = re.compile(r"[^\u4e00-\u9fff]{0,5}(?:安排|使用|下达)?(?:中央|省级|市级|州级|县级|区级|镇级)")  # 1.省级资金…: the items are the sources
_QUICK = re.compile(r"(?:安排|使用|其中|来源|投入)[^，。；：\d]{0,6}(?:中央|省|市|州|县|区|旗)(?:本?级)?(?:财政)?[^，。；：\d]{0,8}(?:资金|补助)\d")


@dataclass(frozen=True)
class _Item:
    own: Mention
    sources: dict[str, Mention]  # by level


def propose(reading: Reading) -> list[Relation]:
    """sum.sources and repeat.source of each item; sum.by_source of each level."""
    if len(_QUICK.findall(reading.plain)) < LEAST:
        return []
    found: list[Relation] = []
    for run in numbered_runs(reading):
        items = [_item(reading, start, end) for start, end in run]
        if len(items) > LEAST and None not in items:
            found += _made_up(items)
            found += _by_level(reading, run[0][0], items)
    return found


def _item(reading: Reading, start: int, end: int) -> _Item | None:
    money = [m for m in reading.between(start, end) if _money(m) and m.figure.value is not None]
    if not money or _BY_LEVEL.match(reading.plain, start):
        return None
    sources: dict[str, Mention] = {}
    for m in money[1:]:
        level = _level(m)
        if level and not OTHER_TIME.search(m.lead[-10:]) and addable(m, money[0]):
            if level in sources:
                break
            sources[level] = m
    return _Item(money[0], sources) if sources else None


def _money(mention: Mention) -> bool:
    """An amount of money, or one whose 元 was left out: 350万."""
    return amount(mention) and (mention.dimension == MONEY or mention.figure.unit in ("万", "亿"))


def _level(mention: Mention) -> str:
    told = _SOURCE.search(compiled("[，。；：、\n]").split(mention.lead)[-1])
    return (told[1] or "自筹") if told else ""


def _made_up(items: Sequence[_Item]) -> Iterator[Relation]:
    ties = []
    for item in items:
        sources = list(item.sources.values())
        ties.append(tie("repeat.source", item.own, sources[0], False) if len(sources) == 1 else total_of(item.own, sources, "sum.sources", False))
    kept = sum(bool(each.holds) for each in ties)
    for each in ties:
        if each.holds or kept >= LEAST and kept == len(ties) - 1:  # all the others keep the pattern
            yield worded(each, strict=True)


def _by_level(reading: Reading, position: int, items: Sequence[_Item]) -> Iterator[Relation]:
    begin = position
    for _ in range(ABOVE + 1):
        begin = max(0, reading.plain.rfind("\n", 0, begin))
    columns: dict[str, list[Mention]] = defaultdict(list)
    for item in items:
        for level, m in item.sources.items():
            columns[level].append(m)
    above = [m for m in reading.between(begin, position) if _money(m)]
    for level, column in columns.items():
        wholes = [m for m in above if _level(m) == level and all(m.dimension == part.dimension for part in column)]
        if len(column) >= LEAST and len({m.figure.value for m in wholes}) == 1:
            yield worded(total_of(wholes[0], column, "sum.by_source", False), reach=LIKELY)
