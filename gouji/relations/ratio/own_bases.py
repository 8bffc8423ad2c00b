"""What was done over its own plan: 计划a，完成b，完成p%; and whether the plan that a rate names (完成年度计划的p%) is told of something
else than what was done.

Assumes that a plan and what came of it stand side by side, in one unit, and that the rate of completion follows them at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.lists import OTHER_TIME, addable, amount
from gouji.relations.common.model import Relation
from gouji.relations.common.naming import chunks, ratio
from gouji.relations.common.reading import Mention, Reading

_ACCOUNTING = re.compile(r"(?:财政拨款|年初|年末|全年|年度|本年|当年|调整后?|预算|决算|执行|支出|收入|费用|资金|经费|合计|总计|[数额])+")
_OF_ITS_OWN = re.compile(r"(?:占|完成|为|达到?|相当于)(?:了|全部)?[^，。；]{0,6}预算[^，。；]{0,4}$")


_COMPLETED = re.compile(r"^[，、\s]*(?:实际|已|均|共)?(?:完成率?|达|占)(?:了|达到?|到|为)?$")
_OF_PLAN = re.compile(r"(?:完成|实现|达到|达|为|占)(?:了|全部)?(?:年初|全年|年度|调整后?|当年|本年|市定|省定|下达)?(?P<plan>预算|计划任务|计划|任务|目标任务|目标)(?:安排)?[数值]?的?(?:为|达到?|约)?$")
_PLAN = re.compile(r"(?:预算|计划|任务|目标|下达|指标|控制数)(?:数|安排|总?额|值|资金|投资)*(?:为|是|共|约)?$|应(?!急)[^，。；]{1,4}$")
_OUTCOME = re.compile(r"完成|完工|建成|竣工|决算|支出|执行|实际|实[^，。；]|已|到位|支付|拨付|发放|开工|招录|培训|救助")
_IN_ALL = re.compile("[，；](?:实际|累计|全年|已)")  # 计划W，其中a、b，实际完成V: of W again
_PLANS = re.compile("计划|任务|目标|拟")
LIKELY = Decimal("0.03")  # how near a likely tie must come
_APART = re.compile(r"[大小多少高低]于[^，。；]{0,12}$|[比较][^，。；]{0,12}$|节[约余支]|[增减追]")


def planned_and_done(reading: Reading, rate: Mention, before: Sequence[Mention]) -> Relation | None:
    """计划265公里，完工231公里，完成87.2%; 决算4.86万元，预算10万元，完成预算48.6%; 决算12.83万元，完成预算84.4%（预算数15.20万元）: what was
    done over its own plan."""
    of_plan = _OF_PLAN.search(rate.lead)
    if not before or not of_plan and not _COMPLETED.search(rate.lead):
        return None
    told = [m for m in without_inner(reading, before)[-2:] if m.segment == rate.segment and m.sentence == rate.sentence and amount(m) and m.depth == rate.depth]
    told = [m for m in told if not _APART.search(m.lead[-16:]) and not OTHER_TIME.search(m.lead[-16:])]
    aside = [m for m in reading.mentions[rate.index + 1 : rate.index + 2] if m.depth > rate.depth and m.paren - rate.end <= 1 and amount(m)]
    if not told or told[-1].index != rate.index - 1:
        return None
    plans = [m for m in (*told, *aside) if _PLAN.search(m.lead[-12:]) or compiled("计划|任务|目标").match(m.label)]
    done = [m for m in told if m not in plans and (_OUTCOME.search(m.lead) or not of_plan and m.index == rate.index - 1 and not _PLAN.search(m.lead))]
    if of_plan and plans and not any(word in plans[0].label for word in (of_plan["plan"][:2], of_plan["plan"][-2:])):
        return None  # 预算a，支出b，完成任务的p%
    if len(plans) != 1 or not done or not addable(plans[0], done[-1]) or not of_plan and done[-1].index < plans[0].index:
        return None
    return ratio(rate, [done[-1]], plans[0], "ratio.planned_and_done")


def without_inner(reading: Reading, before: Sequence[Mention]) -> Sequence[Mention]:
    """What stands before a rate without what 其中 tells of a plan: 计划8520亩，其中甲3780亩，乙4740亩，实际完成8871亩."""
    if len(before) < 3 or not _OUTCOME.search(before[-1].lead):
        return before
    done = before[-1]
    plan = next((m for m in reversed(before[:-1]) if _PLAN.search(m.lead[-12:]) or _PLANS.search(m.label)), None)
    inner = plan is not None and plan.segment == done.segment and "其中" in reading.plain[plan.end : done.start]
    return [*(m for m in before if m.index <= plan.index), done] if inner else before


def item_plan(reading: Reading, rate: Mention) -> Relation | None:
    """计划更换管网126.5公里、安装水表8400只。…更换管网121.8公里，完成率96.3%; 大中修：完成63.8公里，完成计划102.9%: over the item of an earlier plan that
    bears the name of what was done, or of its heading."""
    done = reading.mentions[rate.index - 1] if rate.index else None
    if done is None or not amount(done) or done.segment != rate.segment or done.sentence != rate.sentence:
        return None
    line = reading.plain.rfind("\n", 0, done.start) + 1
    names = _names(reading.plain[max(line, done.segment[0]) : done.start])
    for m in reversed(reading.mentions[max(0, done.index - 80) : done.index]):
        if m.figure.unit != done.figure.unit or m.sentence == done.sentence or not amount(m) or not names & _names(m.label):
            continue
        opening = reading.plain[reading.sentences[m.sentence][0] : m.start]
        if _PLANS.search(opening) and not OTHER_TIME.search(opening):
            sure = bool(_names(done.label)) and _names(m.label) == _names(done.label)
            return replace(ratio(rate, [done], m, "ratio.planned_and_done", strict=sure), reach=LIKELY)
    return None


def _names(words: str) -> frozenset[str]:
    return chunks(_ACCOUNTING.sub(" ", compiled("计划|任务|目标|实施|完成|建设|项目|工程").sub(" ", words)))


def of_another(reading: Reading, base: Mention, part: Mention) -> bool:
    """Whether a budget is told of something else than the part: of the whole before 其中, of the other side, of an amount
    right before it (完成预算W的p%), under a name that shares no word, or before the item that the part belongs to (县级项目43宗，完成投资…).
    An item's 完成预算的p% is of the item's own budget,
    which may not be told."""
    if base.index < part.index and "其中" in reading.plain[base.end : part.start] and not _IN_ALL.match(part.lead):
        return True
    if base.index < part.index and base.segment != part.segment and _opens_an_item(reading, base, part):
        return True
    if base.sentence != part.sentence and _OF_ITS_OWN.search(base.lead):
        return True
    sides = [{side for side in ("收入", "支出") if side in m.label} for m in (base, part)]
    if all(len(side) == 1 for side in sides) and sides[0] != sides[1]:
        return True
    of_base, of_part = (chunks(_ACCOUNTING.sub(" ", m.label)) for m in (base, part))
    return bool(of_base) and bool(of_part) and not of_base & of_part


def own_rate(reading: Reading, base: Mention) -> bool:
    """Whether a budget is told as what the rate right beside it is of: 完成预算W的p%, 为预算的p%（预算W）."""
    rates = [m for m in reading.mentions[max(0, base.index - 1) : base.index + 2] if m.rate and m.segment == base.segment]
    return any(compiled(r"[^，。；\d]{0,4}的|[^，。；\d]{0,2}（[^，。；\d]{0,8}").fullmatch(reading.plain[min(base.end, m.end) : max(base.start, m.start)]) for m in rates)


def _opens_an_item(reading: Reading, base: Mention, part: Mention) -> bool:
    """Whether the part's sentence or segment begins with how many things it is about, behind the base."""
    told = reading.mentions[base.index + 1 : part.index]
    own = [m for m in told if m.sentence == part.sentence and m.segment == part.segment]
    return bool(own) and own[0].unit.dimension == "thing" and not own[0].unit.scaled and len(own) <= 2
