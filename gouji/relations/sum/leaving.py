"""Lists that by the nature of their kinds leave something untold, so that a whole above their sum is no mistake.

Sources: 国家统计局《国民经济行业分类》 and《三次产业划分规定》(农林牧渔业 has services beside its four branches); 人社部's statistics of new
jobs (some people are both re-employed and hard to employ, most are neither); 刑事诉讼法 (what a procuratorate takes in is decided on later).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Reading

# what a whole's name says; what one of its parts is then called; what the parts would have to name to be all of it
_KINDS = (
    (re.compile("农林牧渔"), re.compile("牧业|渔业"), re.compile("服务|辅助")),
    (re.compile("受理|收案|受案|提请|移送"), re.compile("批准|批捕|不捕|起诉|不诉"), re.compile("未[结审办处]|尚未|正在|剩余|在办|撤回|待[审办处]|其他")),
    (re.compile("新增就业|就业人数|城镇就业"), re.compile("再就业|就业困难"), None),
)


def not_demanded(reading: Reading, items: Sequence[Relation]) -> list[Relation]:
    """The relations, of which sums of such lists that come to less than their whole are not demanded."""
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

    return [replace(r, strict=False, reach=Decimal(0)) if leaves_some(r) else r for r in items]
