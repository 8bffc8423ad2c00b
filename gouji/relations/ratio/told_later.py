"""ratio.told_later: a share of what is told only behind it: 复议3689人，占不捕人数的2.4%。…不捕156877人.

Assumes that the words behind 占 name the whole as it is called where its number follows, within the next paragraphs, and that the part
stands right before the share, with no more than changes between. Only such as holds: what comes later may be of another place or time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.relations.common.lists import addable, amount, is_change
from gouji.relations.common.model import Relation
from gouji.relations.common.naming import at_least, by_name, ratio
from gouji.relations.common.reading import Reading

_OF = re.compile(r"占(?:全部|同期)?(?P<whole>[^，。；：、\d占]{2,14}?)(?:总?数量?|总?人数|总?件数|总?额|总?量)?的(?:比[例重]为?)?$")
FAR = 1200  # characters behind the share in which its whole is told


def propose(reading: Reading) -> Iterator[Relation]:
    """The shares whose whole comes later."""
    for rate in reading.mentions:
        told = _OF.search(rate.lead) if rate.rate and rate.figure.value else None
        if told is None:
            continue
        before = [m for m in reading.mentions[max(0, rate.index - 4) : rate.index] if m.sentence == rate.sentence and not is_change(m)]
        if not before or not amount(before[-1]):
            continue
        part = before[-1]
        later = [m for m in reading.between(rate.end, rate.end + FAR) if amount(m) and addable(m, part) and at_least(m, part)]
        ties = (ratio(rate, [part], base, "ratio.told_later", strict=False) for base in by_name(told["whole"], later))
        yield from [tie for tie in ties if tie.holds][:1]
