"""What a share that stands by itself is of: named again behind it, told before its list, or by no figure at all.

Assumes that a list's whole stands before 其中, a colon or the list's first item, and that a share beside another is of the same whole
unless 其中 stands between.
"""

from __future__ import annotations

import re

from gouji.patterns import compiled
from gouji.relations.common.lists import amount
from gouji.relations.common.naming import at_least, by_name
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.ratio.shares import SHARE

SET = re.compile(r"^(?:年度|全年|本年|今年|[省市县区]下达|上级下达)+(?=(?:计划|任务|目标)[^，。；]{0,4}$)")  # 年度计划 is told as 计划
NAME, BELOW = 4, 6  # characters of a name that is no other's; figures behind a share
LISTS = re.compile(r"其中|：|方面|如下|分别|包括|用于|中，|按[^，。]{1,12}分")
_NUMBERED = re.compile(r"\d{1,2}[.、．](?!\d)|（\d{1,2}）|[①-⑳]")


def told_behind(reading: Reading, rate: Mention, part: Mention, named: str) -> Mention | None:
    """恢复湿地320公顷，占计划的106.7%（计划300公顷）: what a share is of, named again in the parenthesis right behind it."""
    following = reading.mentions[rate.index + 1 : rate.index + 2]
    if not following or len(named) < 2 or following[0].paren != rate.end or following[0].dimension != part.dimension:
        return None
    return following[0] if amount(following[0]) and following[0].label.endswith(named[-2:]) else None


def told_below(reading: Reading, rate: Mention, part: Mention, named: str) -> tuple[Mention, list[Mention]] | None:
    """W，其中A a、B b，占一般公共预算支出的p%。一般公共预算支出V，…: what a share is of, told by its whole name only thereafter; and what the share may be
    of it, the list's whole too."""
    if len(named) < NAME or any(m.label.endswith(named) for m in reading.mentions[: rate.index]):
        return None
    below = reading.mentions[rate.index + 1 : rate.index + BELOW]
    base = next((m for m in below if m.label == named and amount(m) and m.dimension == part.dimension and m.sentence > rate.sentence), None)
    if base is None:
        return None
    return base, [part, *(m for m in reading.by_sentence[rate.sentence] if m.index < part.index and amount(m) and m.dimension == part.dimension)]


def of_what_is_not_told(reading: Reading, rate: Mention, part: Mention) -> bool:
    """甲支出a，占“三公”经费支出的p%；乙支出b，占q%: whether the share before is of what its words name and no figure tells, and this one is beside
    it: no part of that, and the two make 100% at most."""
    before = [m for m in reading.by_sentence[rate.sentence] if m.index < part.index and m.rate and m.depth == rate.depth]
    share = SHARE.match(before[-1].lead) if before else None
    if share is None or "其中" in reading.plain[before[-1].end : part.start] or part.segment == before[-1].segment:
        return False
    name = SET.sub("", share["whole"])
    told = [m for m in reading.mentions[: part.index] if amount(m) and m.dimension == part.dimension]
    least = before[-1].figure.value is not None and before[-1].figure.value + rate.figure.value <= 100
    return least and len(name) >= 3 and not by_name(name, told)


def enclosing(reading: Reading, part: Mention, named: bool) -> list[Mention]:
    """The wholes of the list that a part stands in: what is told before 其中, a colon, or the list's first item."""
    back = [
        m for m in reading.before(part.start, 4) if m.dimension == part.dimension and amount(m) and m.index < part.index
    ]
    if not back and (whole := over_list(reading, part)) is not None:
        back = [whole]
    larger = [m for m in reversed(back) if at_least(m, part)]
    marked = [m for m in larger if LISTS.search(open_words(reading, m.end, part.start))]
    return marked[:3] or ([] if named else larger[:2])


def open_words(reading: Reading, start: int, end: int) -> str:
    """The words between two figures without what parentheses closed among them hold: 其他325件（其中无照210件），占9%；另315件."""
    return compiled("（[^（）]*）").sub("", reading.plain[start:end])


def over_list(reading: Reading, part: Mention) -> Mention | None:
    """W，包括： / 1.A a，占p%。 / 2.B b，占q%。: the last amount of the line that opens the numbered lines of a part's list."""
    above = line = reading.plain.rfind("\n", 0, part.start) + 1
    if not _NUMBERED.match(reading.plain, line):
        return None
    while line and _NUMBERED.match(reading.plain, line):
        above, line = line, reading.plain.rfind("\n", 0, line - 1) + 1
    if not reading.plain[line : above - 1].rstrip().endswith("："):
        return None
    told = [m for m in reading.between(line, above) if amount(m) and m.dimension == part.dimension]
    return told[-1] if told else None
