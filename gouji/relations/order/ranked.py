"""comparison.ranked: those that rank first are told in the order of their rank, the largest first: 排名前三的是甲（287宗）、乙（225宗）、丙（154宗）.

Assumptions about the language:
- 前N, 由高到低 or 依次 before a list of names says that it is in an order; the first figure of each item, in the unit of the first item's,
  is what it is ordered by, or its rate where the words speak of one (增幅前三);
- 较多的罪名： and 依次为： may open such a list: where three or more of them go down to the last one;
- the order is demanded where 依次 or 由高到低 tells it; else only what holds is told.
Example: 举报量排名前三的依次为甲市144件、乙市77件、丙市58件。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gouji.relations.common.lists import is_change, is_mean
from gouji.relations.common.model import Relation
from gouji.relations.common.periods import count_of
from gouji.relations.common.reading import RATE, Mention, Reading
from gouji.relations.order.bounds import borne_out
from gouji.relations.order.orders import order
from gouji.searching import ahead

_RANKS = re.compile(
    r"(?:排(?:名|列|序|在)|居于?|位[列居于]|列)[^，。；：\d]{0,4}前(?P<count>[\d一二两三四五六七八九十]{1,2})[位名]?[^，。；：（）\d]{0,20}(?:是|为|有|：|依次)[：]?"
    r"|(?:由|从)[高多大]到[低少小][^，。；：（）\d]{0,10}(?:是|为|：|依次)+"
)
_FIRST_OF = re.compile(r"前[\d一二两三四五六七八九十]|[由从][高多大]到[低少小]")
_MOST = re.compile(r"(?:[较最]多|居多|突出|集中|靠前)的?[^，。；：\d]{0,12}：|依次(?<![低少小]依次)(?:为|是)：")
_SURE = re.compile("依次|到[低少小]")
_ASCENDING = re.compile("[由从][低少小短]到")
_NEXT_ITEM = re.compile(r"(?:（[^（）]*）|）)?[、；，和及][^，。；：、]*")
_RATED = re.compile("[增降升]幅|增速|率|占比|比重|进度")
LEAST = 2
REACH = 400  # characters that such a list may take


def propose(reading: Reading) -> Iterator[Relation]:
    """The pairs that follow one another in each ranking."""
    for cue in ahead(_FIRST_OF, 7, _RANKS, reading.plain):
        run = _run(reading, cue)
        if len(run) < LEAST:
            continue
        sure = _SURE.search(cue[0]) is not None and all(m.figure.qualifier == "exact" for m in run)
        for a, b in zip(run, run[1:], strict=False):
            yield from borne_out(order("comparison.ranked", a, ">=", b, cue[0].rstrip("：是为"), sure))
    for cue in _MOST.finditer(reading.plain):
        run = _run(reading, cue)
        ties = [order("comparison.ranked", a, ">=", b, cue[0].rstrip("：是为"), strict=False) for a, b in pairwise(run)]
        if len(ties) >= LEAST and all(tie.holds for tie in ties):
            yield from ties


def _run(reading: Reading, cue: re.Match[str]) -> list[Mention]:
    """The first figure of each item behind a cue, in one unit, as many as the cue tells; none where the order ascends."""
    sentence = reading.sentences[reading.sentence_at(cue.end() - 1)]
    begin = max(reading.plain.rfind("，", 0, cue.start()) + 1, sentence[0])
    if _ASCENDING.search(reading.plain, begin, cue.end()):
        return []
    rated = _RATED.search(reading.plain, begin, cue.end()) is not None
    most = count_of(cue.groupdict().get("count") or "") or len(reading.mentions)
    stop = min(sentence[1], cue.end() + REACH)
    parted = "；" in reading.plain[cue.end() : stop]  # items that may tell more than one figure
    run: list[Mention] = []
    for m in reading.between(cue.end(), stop):
        if m.figure.value is None or run and m.depth > run[0].depth or run and m.figure.unit != run[0].figure.unit:
            continue
        if len(run) == most or is_mean(m) or is_change(m) and not rated:
            break
        if (m.dimension == RATE) is not rated:
            continue
        between = reading.plain[run[-1].end : m.start] if run else "；"
        if parted and "；" not in between:
            continue
        if not parted and not rated and run and not _NEXT_ITEM.fullmatch(between):
            break
        run.append(m)
    return run
