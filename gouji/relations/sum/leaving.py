"""Lists that by the nature of their kinds leave something untold, so that a whole above their sum is no mistake.

Sources: 国家统计局《国民经济行业分类》 and《三次产业划分规定》(农林牧渔业 has services beside its four branches); 人社部's statistics of new
jobs (some people are both re-employed and hard to employ, most are neither).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Reading

# what a whole's name says; what one of its parts is then called; what the parts would have to name to be all of it
_KINDS = (
    (re.compile("农林牧渔"), re.compile("牧业|渔业"), re.compile("服务|辅助")),
    (re.compile("新增就业|就业人数|城镇就业"), re.compile("再就业|就业困难"), None),
)


def without_those_that_leave_some(reading: Reading, items: Sequence[Relation]) -> list[Relation]:
    """The relations without sums of such lists that come to less than their whole."""
    by_id = {m.figure.id: m for m in reading.mentions}

    def leaves_some(r: Relation) -> bool:
        if r.kind != "sum" or r.holds is not False or r.comparator != "=" or r.computed is None or r.computed > r.stated.value:
            return False
        whole, parts = by_id.get(r.stated.id), [by_id[f.id].label for f in r.operands if f.id in by_id]
        if whole is None:
            return False
        for name, part, rest in _KINDS:
            if name.search(whole.label) and any(map(part.search, parts)):
                return rest is None or not any(map(rest.search, parts))
        return False

    return [r for r in items if not leaves_some(r)]
