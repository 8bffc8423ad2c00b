"""Totals told behind their items (两项合计收入a、支出b), and lists of places against a total told before. Basis: addition.

Assumptions about the language:
- 以上五项合计 takes up the items before it, column by column, by the word that ends their labels;
- figures listed by place (a县x、b县y、c区z) sum to a total told before in the same unit; demanded only where a number says how many
  there are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.quantity import numeral
from gouji.relations.common.lists import OTHER_TIME, addable, amount, is_change, is_mean
from gouji.relations.common.model import Relation, choose
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.whole import comparable, counted_off, total_of
from gouji.relations.ratio.distributive import rows
from gouji.searching import where

_TOGETHER = re.compile(
    r"(?:以上|上述)?(?P<n>[两二三四五六七八九十\d]+)(?:项|个|类|家|县|区|批|期)[^，。；：\d]{0,8}(?:合计|共计|总计|共)[：，]?|(?P<any>(?:以上|上述)[^，。；：\d]{0,6}(?:合计|共计|总计))[：，]?"
)
_TOGETHER_BEGINS = re.compile(r"以上|上述|[两二三四五六七八九十\d]+(?=[项个类家县区批期])")
LIKELY = Decimal("0.03")
_BASE = re.compile("占[^，。；：\\d]{2,}$")  # 上述四项占一般公共预算支出W的p%: W is of more than these
_PLACE = re.compile(r"(?:市|县|区|州|镇|乡|街道|村|旗|盟|垦区|新区|高新区|经开区)$")


def together(reading: Reading) -> list[Relation]:
    """两项合计收入a、支出b; 以上五个县区合计：任务a，完成b: each column over the items before, by the word that ends its labels."""
    found = []
    for mark in where(_TOGETHER_BEGINS, _TOGETHER, reading.plain):
        end = reading.sentences[reading.sentence_at(mark.start())][1]
        totals = [m for m in reading.between(mark.end(), end) if amount(m) and m.depth == 0 and not _BASE.search(m.lead) and not OTHER_TIME.search(m.lead[-10:])]
        before = [
            m for m in reading.mentions if mark.start() - 1200 < m.start < mark.start() and amount(m) and m.depth == 0
        ]
        for place, total in enumerate(totals):
            key = total.label[-2:]
            same = sum(1 for t in totals[:place] if t.label[-2:] == key)
            for by_segment in (False, True) if len(totals) > 1 or key != mark[0][-2:] else ():
                rows = _rows(reading, before, by_segment)
                column = [picked for row in rows if (picked := _nth(row, key, same, total)) is not None]
                if len(column) >= 2 and len(key) == 2 and _counted(mark, column):
                    found.append(total_of(total, column, "sum.together", comparable(total, column)))
                    break
            else:
                items = _only(reading, before, total)
                sure = bool(mark["n"]) and _counted(mark, items)
                if not sure and mark["n"] and _counted(mark, just := _told_just(reading, before, total)):
                    items, sure = just, True
                elif not sure:  # 参保a人，比上年增d人；参保b人，其中领取c人；…四项合计
                    near = [m for m in before if addable(m, total) and m.sentence >= total.sentence - 1 and _own(m)]
                    items = near if all(m.sentence < total.sentence for m in near) else []
                if mark["n"] and _counted(mark, items):
                    found.append(replace(total_of(total, items, "sum.together", sure), reach=LIKELY))
    return found


def _own(mention: Mention) -> bool:
    """Whether a figure is an item's own, and no change, no part and no other year's."""
    return not (is_change(mention) or is_mean(mention) or "其中" in mention.lead or OTHER_TIME.search(mention.lead[-10:]))


def _rows(reading: Reading, mentions: Sequence[Mention], by_segment: bool) -> list[list[Mention]]:
    """Figures by paragraph, or by the segments of the last paragraph."""
    if not mentions:
        return []
    groups: dict[tuple, list[Mention]] = {}
    last = reading.plain.rfind("\n", 0, mentions[-1].start)
    for mention in mentions:
        line = reading.plain.rfind("\n", 0, mention.start)
        if not by_segment or line == last:
            groups.setdefault((line, mention.segment if by_segment else ()), []).append(mention)
    return list(groups.values())


def _only(reading: Reading, mentions: Sequence[Mention], like: Mention) -> list[Mention]:
    """The one amount of the total's unit in each segment of its sentence and the sentences before, nearest last; none
    where a segment tells two."""
    groups: dict[tuple, list[Mention]] = {}
    for m in mentions:
        if addable(m, like) and like.sentence - m.sentence <= 1 and not is_mean(m):
            groups.setdefault((m.sentence, m.segment), []).append(m)
    return [group[0] for group in groups.values()] if all(len(group) == 1 for group in groups.values()) else []


def _told_just(reading: Reading, mentions: Sequence[Mention], like: Mention) -> list[Mention]:
    """The items that the sentence before lists behind 其中: 其中教育a，社保b，卫生c。上述三项支出合计w."""
    last = [m for m in mentions if m.sentence == like.sentence - 1 and addable(m, like) and not is_mean(m)]
    start = next((at for at, m in enumerate(last) if "其中" in m.lead), None)
    return last[start:] if start is not None else []


def _nth(row: Sequence[Mention], key: str, place: int, like: Mention) -> Mention | None:
    fitting = [m for m in row if m.label.endswith(key) and addable(m, like)]
    alike = max((_alike(m.label, like.label) for m in fitting), default=0)  # 累计结余 rather than 当期结余
    fitting = [m for m in fitting if _alike(m.label, like.label) == alike]
    return fitting[place] if place < len(fitting) else None


def _alike(a: str, b: str) -> int:
    """How many characters two labels share at their ends."""
    return next(
        (k for k, (x, y) in enumerate(zip(reversed(a), reversed(b), strict=False)) if x != y), min(len(a), len(b))
    )


def _counted(mark: re.Match[str], column: Sequence[Mention]) -> bool:
    """Whether as many items were found as the words count (两项, 五个县区)."""
    return not mark["n"] or numeral(mark["n"]) == len(column)


_TOP = re.compile(r"居前|前[两三四五六七八九十\d]+[位名个]|[较最][大多高]|主要[是为有]?[：:]|分别位居")  # the largest of many


def over_places(reading: Reading) -> list[Relation]:
    """a县x、b县y、c区z, and a bare list of as many figures after it (分别), against a total told before."""
    found = []
    lists = rows(reading)
    for row in lists:
        if len(row) < 3 or not amount(row[0]):
            continue
        named = sum(bool(_PLACE.search(m.label)) for m in row) >= len(row) - 1
        follows = "分别" in row[0].lead and any(
            len(r) == len(row) and r[0].index < row[0].index and _PLACE.search(r[-1].label) for r in lists
        )
        if not named and not follows or _TOP.search(reading.plain, row[0].segment[0], row[0].start):
            continue
        total = sum((m.figure.value * m.unit.factor for m in row), Decimal(0))
        before = [
            m
            for m in reading.mentions[max(0, row[0].index - 60) : row[0].index]
            if amount(m) and addable(m, row[0]) and m.figure.value
        ]
        near = [m for m in before if abs(m.figure.value * m.unit.factor / total - 1) < Decimal("0.2")] if total else []
        near.sort(key=lambda m: abs(m.figure.value * m.unit.factor - total))
        relation = choose([total_of(w, row, "sum.places", counted_off(reading, w, row)) for w in near[:3]])
        if relation is not None:
            found.append(relation)
    return found
