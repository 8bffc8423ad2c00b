"""Rates whose verb names neither figure, or names two: of the part and the whole that stand right before them.

Assumptions: 36家机构中，33家纳入付费，覆盖率91.7% is of the last two; 满意率 is of the satisfied, with or without those that are more or less so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.lists import is_change, wholes_first
from gouji.relations.common.model import Formula, Relation, choose
from gouji.relations.common.naming import at_least, plausible, ratio
from gouji.relations.common.reading import Mention, Reading

SATISFIED = Decimal("0.02")
LIKELY = Decimal("0.03")  # how near a reading that words only suggest must come to be one that was meant
DONE = re.compile(r"已|完成|实际|执行|支出|决算|支付|拨付|到位|实现|累计|(?<![不未])使用|发放|兑付")
_HAS = re.compile(r"[^，。；：\d]{1,8}?中?(?:已|仅|只)?有")
_SPENT = re.compile(r"控制|执行|支出|使用")
FUNDS = re.compile(r"预算|下达|安排|到位|资金|总额|筹集|指标|拨款")


def satisfied(rate: Mention, told: Sequence[Mention], near: Sequence[Mention]) -> Relation | None:
    """218份，满意151份、基本满意49份、不满意18份，满意率91.7%: of those that are satisfied and more or less so, or of the satisfied
    alone, over what stands before them."""
    rated = sorted((m for m in told if m.figure.unit == told[0].figure.unit), key=lambda m: m.index)
    before = [m for m in near if m.index < rated[0].index and m.figure.unit == rated[0].figure.unit and at_least(m, rated[0])]
    if len(rated) != 2 or not before:
        return None
    ways = [ratio(rate, parts, before[-1], "ratio.satisfied", strict=False) for parts in (rated, rated[:1])]
    return choose([replace(way, reach=SATISFIED) for way in ways if plausible(way)])


def of_which(reading: Reading, rate: Mention, near: Sequence[Mention], root: str) -> list[Relation]:
    """36家机构中，33家纳入付费，覆盖率91.7%: the rate's verb names neither figure; a part of a whole stands right before it."""
    if len(near) < 2 or not all(is_change(m) for m in reading.mentions[near[-1].index + 1 : rate.index]):
        return []  # 预算a，支出b，比预算节约c，控制率p%: what b is apart from a stands between
    part = near[-1]
    wholes, _ = wholes_first(reading, [m for m in near[:-1] if m.figure.unit == part.figure.unit and m.depth <= part.depth])  # 受理286件，涉及341人，审结278件
    if not wholes:
        return []
    base = wholes[0]
    demanded = base.noun.endswith("中") or (len(root) == 2 and root in part.lead)
    demanded = demanded or len(wholes) == 1 and _SPENT.search(root) is not None and FUNDS.search(base.label) is not None and DONE.search(part.lead) is not None
    readings = [ratio(rate, [part], base, "ratio.of_which", strict=demanded)] if demanded or at_least(base, part) else []
    if not base.noun.endswith("中"):  # 批准236人，不批准128人，不捕率35.1%: two parts of a whole that is not told
        readings += [
            replace(ratio(rate, [part], base, "ratio.of_which", strict=False), formula=Formula("share_of_both"))
        ]
    if root[:1] in "不未" and compiled("不|未").search(part.lead):  # who was not and who was make up all
        readings.reverse()
    counted = _HAS.fullmatch(part.lead) and rate.index == part.index + 1  # 全省931个乡镇有894个通路
    reach = LIKELY if counted or set(root) & set(part.lead + part.noun) else Decimal(0)  # 收回392份，回收率98%
    opposed = any(compiled("[不未]").search(m.lead + m.noun) for m in (base, part))  # 教师5人，学生304人，入学率96%: two kinds
    return [replace(r, reach=reach if opposed or r.formula.kind != "share_of_both" else Decimal(0)) for r in readings if plausible(r)]
