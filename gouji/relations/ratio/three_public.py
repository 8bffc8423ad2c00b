"""ratio.three_public: the shares of 三公经费: 因公出国0万元，公务用车4.02万元，占33.61%，公务接待7.94万元，占66.39%.

Basis: 三公经费 are these three expenses and no other (财政部《部门决算公开》格式), so that what a sentence tells of each makes up all, and a bare 占
behind each is of all three together, where their total is not told beside them. Assumes that the three stand in one sentence, each once, with nothing but its share behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.relations.common.complements import THREE_EXPENSES
from gouji.relations.common.lists import amount, is_change
from gouji.relations.common.model import Relation
from gouji.relations.common.naming import share_of_all
from gouji.relations.common.reading import MONEY, Mention, Reading

WHOLE = Decimal("0.1")  # percent: how far rounded shares of three may be from all
_HALF = re.compile("购置(?!及|和|与|、)|(?<![及和与、置])运行")  # of cars: what is told of one half of them
_SHARE = re.compile(r"[，（]?占(?:比|总额的|“?三公”?经费(?:总额|支出)?的)?(?:为|约)?")


def propose(reading: Reading, found: Sequence[Relation]) -> Iterator[Relation]:
    """Each of the shares of which no tie of `found` tells what it is of."""
    told_of = {r.stated.id for r in found if r.kind == "ratio"}
    for mentions in reading.by_sentence.values():
        items = [m for m in mentions if m.dimension == MONEY and amount(m) and not is_change(m) and not m.depth]
        three = [[m for m in items if name.search(m.lead[-24:])] for name in THREE_EXPENSES]
        if len(items) != 3 or any(len(each) != 1 for each in three) or any(_HALF.search(m.lead[-24:]) for m in items):
            continue
        shares = [_share(reading, m) for m in items]
        if _total_told(reading, items[0]):
            continue  # then it is of that, by other rules
        total = sum(m.size for m in items)
        told = [(part, share) for part, share in zip(items, shares, strict=True) if share is not None]
        if total <= 0 or len(told) < 2 or any(share is None and part.figure.value for part, share in zip(items, shares, strict=True)):
            continue
        whole = abs(sum(share.figure.value for _, share in told) - 100) <= WHOLE
        for part, share in told:
            if share.figure.id in told_of or not part.figure.value:
                continue
            others = [m for m in items if m is not part]
            tie = share_of_all(share, part, others, "ratio.three_public", f"{part.label[-14:]}占", base_named=True)
            if tie.holds or not whole:
                yield tie  # shares that make 100% are of amounts told elsewhere


def _total_told(reading: Reading, first: Mention) -> bool:
    """Whether the paragraph tells what the three came to before it tells each."""
    begin = reading.plain.rfind("\n", 0, first.start) + 1
    return any(m.dimension == MONEY and "三公" in m.lead and m.index < first.index for m in reading.between(begin, first.start))


def _share(reading: Reading, part: Mention) -> Mention | None:
    after = reading.mentions[part.index + 1 : part.index + 2]
    told = after and after[0].rate and after[0].figure.value is not None and _SHARE.fullmatch(after[0].lead)
    return after[0] if told and after[0].sentence == part.sentence else None
