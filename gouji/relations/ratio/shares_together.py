"""sum.shares_together: what the shares of a list come to: A占17.1%；B占12.5%；C占10%，上述三项合占39.6%; 调解率p%，撤诉率q%，调撤率合计r%.

Basis: shares of one whole add up. Assumes that 合占, 合计占 and 合计 before a rate speak of the shares told last before it in its paragraph; how
many they are, a count says (上述三项) or the numbers do. Only with such a count is the tie demanded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.relations.common.model import Relation
from gouji.relations.common.periods import NUMBER_OF
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import tells_change
from gouji.relations.common.whole import total_of

_TOGETHER = re.compile(r"(?:合占|[合共总]计?占|合计(?:占比?)?|占比[合共]计)[^，。；\d]{0,16}$")
_COUNT = re.compile(r"(?:上述|以上|这|前)?(?P<count>[两二三四五六七八九])(?:个|项|类|种|者|罪|家|大)?[^，。；\d]{0,8}(?:合|共|总)")
_SHARE = re.compile(r"占|比|率|[，、]$")
MOST = 10


def propose(reading: Reading) -> list[Relation]:
    """The shares that others make up together."""
    found = []
    for rate in reading.mentions:
        if not rate.rate or rate.figure.value is None or "合" not in rate.lead and "计" not in rate.lead or not _TOGETHER.search(rate.lead):
            continue
        before = _shares(reading, rate)
        counted = _COUNT.search(reading.plain[max(rate.segment[0], rate.start - 30) : rate.start])
        count = NUMBER_OF.get(counted["count"], 0) if counted else 0
        if 2 <= count <= len(before) and before[-1].index >= rate.index - 3:
            found.append(total_of(rate, before[-count:], "sum.shares_together", strict=True))
            continue
        ties = (total_of(rate, before[-many:], "sum.shares_together", strict=False) for many in range(2, len(before) + 1))
        found += [tie for tie in ties if tie.holds][:1]
    return found


def _shares(reading: Reading, rate: Mention) -> Sequence[Mention]:
    """The shares of the paragraph told before a rate, in its unit."""
    begin = reading.plain.rfind("\n", 0, rate.start) + 1
    told = [m for m in reading.between(begin, rate.start) if m.rate and m.index < rate.index and m.figure.unit == rate.figure.unit]
    return [m for m in told if m.figure.value is not None and not tells_change(m) and _SHARE.search(m.lead)][-MOST:]
