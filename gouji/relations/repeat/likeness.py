"""What two tellings have in common, and what sets them apart."""

from __future__ import annotations

import re
from functools import lru_cache

from gouji.relations.common.retold import conflict
from gouji.relations.repeat.telling import Telling, said

_GENERIC = re.compile(r"支出|收入|预算数?|决算数?|总额|执行数")
_SUBJECT = re.compile(r"(?:项目|工程|专项|经费|资金|补助|补贴|课题|[县乡镇村所站院校区市]|中心|街道)$")


def apart(a: Telling, b: Telling, year: str) -> bool:
    """Whether the words make two quantities of them: another kind, year, level, place, or a plan and what became of it."""
    if a.way != b.way or _siblings(a.mention.figure.section, b.mention.figure.section):
        return True
    loose = (a.total or b.total) and not (a.state and b.state)  # a column need not say whether it is planned
    if (a.flow and b.flow and a.flow != b.flow) or not loose and _states_differ(a.state, b.state):
        return True
    if (a.year or year) != (b.year or year):
        return True
    if a.place and b.place and a.place not in b.place and b.place not in a.place:
        return True
    return conflict(a.scope, b.scope)


@lru_cache(maxsize=4096)
def _siblings(a: str, b: str) -> bool:
    """Whether two sections are items of one list, each on a subject of its own: （1）道路项目综述, （2）管网项目综述."""
    if a == b:
        return False
    (parent, _, own), (other, _, last) = a.rpartition(" / "), b.rpartition(" / ")
    if parent != other or own == last or len(own) < 4 or len(last) < 4:
        return False
    return own[-3:] == last[-3:] or bool(_SUBJECT.search(own) and _SUBJECT.search(last))


def _states_differ(a: str, b: str) -> bool:
    return a != b and ("plan" in (a, b) or bool(a and b))


def covered(names: Telling, words: str) -> float:
    """How much of a figure's name stands in these words; an abbreviation (招拍挂) stands in what it shortens."""
    if not names.pairs:
        return 0.0
    told = [pair in words for pair in names.pairs]
    # Where two words join to one name (执法立案), the pair between them need not stand there.
    found = sum(t or (0 < k < len(told) - 1 and told[k - 1] and told[k + 1]) for k, t in enumerate(told))
    if found < len(told):
        for run in names.runs:
            if len(run) > 2 and run[:2] not in words and _shortened(run[:3], words):
                found += 2
    return found / len(names.pairs)


def _shortened(run: str, words: str) -> bool:
    """Whether the characters of an abbreviation stand in these words one after another, one to three others between them."""
    if not all(character in words for character in run):
        return False  # mostly; a pattern for each name is dear to make
    return re.search(".{1,3}".join(run), words) is not None


def item_in(item: str, words: str) -> bool:
    """Whether the words name an item of a list, by the most of what its line begins with."""
    runs = said(_GENERIC.sub("", item))
    pairs = [run[k : k + 2] for run in runs for k in range(len(run) - 1)]
    return bool(pairs) and sum(pair in words for pair in pairs) >= 0.75 * len(pairs)
