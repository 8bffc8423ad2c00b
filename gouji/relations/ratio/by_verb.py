"""Rates whose name says what the figures beside them did: 床位920张，入住675人，入住率73.4%; 上线率50.44%，参考2147人，上线1083人.

Assumptions about the language:
- the part shares the characters of the rate's verb (取得证书 and 取证率, 办结 and 结案率); what it is a part of stands before it, and
  is the whole of a list sooner than one of its items;
- persons are part of places and documents part of persons where the rate's name holds a word of the base (床位使用率), or nothing else is told;
- figures in parentheses behind a rate, or behind 即, say what it is of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.relations.common.lists import addable, amount, wholes_first
from gouji.relations.common.model import Relation, choose
from gouji.relations.common.naming import at_least, chunks, plausible, ratio
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.ratio.joined_parts import of_a_sum
from gouji.relations.ratio.rates import IN_TIME, OWED, has_rate, nothing_done, or_late

LIKELY = Decimal("0.03")
_TASK = re.compile(r"任务|计划|应|需|目标|预算|核定|编制|申请|受理|报考|参考|下达|安排")
_PAST = re.compile("上年(?!结转|结余)|去年|上一年|同期")
_PLAN = re.compile("(?:预算|安排|计划|任务|下达)[^，。；]{0,12}$")
_OF_PLAN = re.compile("控制|执行|完成|支出")
_PLANNED = re.compile(r"年初|全年|本年|当年|年度|(?:19|20)\d\d年|预算|安排|计划|任务|下达|[数额为共]|财政|实际|支出")
_LIVES = re.compile("入住|现住|在住|收住|供养|住有")  # patients of a year are another thing
_GOOD = re.compile("(?:^|[评定为获中，])(?:优|良|优秀|良好|优等|良等|[ⅠⅡⅢ]类|I{1,3}类)(?:等级|等次|级|水质|断面)?的?$")
_NOT = re.compile("未|不|没有|尚|待|正在|拟|无")
_POOR = frozenset("完成工作开总实的和到业案件项户人")  # characters that two verbs share by accident
_MARK = re.compile("[，。；：（）]")
_PLAIN = re.compile(r"累计|平均|总体|整体|综合|项目|预算|资金|任务|目标|工程|年度|全[年市县区]|案件|[其总的]")
_PEOPLED = frozenset(("person", "household", "visit"))


def by_verb(reading: Reading, rate: Mention, root: str, verb: str) -> Relation | None:
    """The pair before a rate, else the one right behind it, by the verb of the rate's name (`root`, two characters)."""
    if len(root) < 2 or root in OWED or _PAST.search(rate.lead) or nothing_done(reading, rate, root):
        return None
    if root == "优良" and (told := _good(reading, rate)) is not None:
        return told
    return (None if root[0] in "不未" else _before(reading, rate, root, verb)) or _behind(reading, rate, root)


def _good(reading: Reading, rate: Mention) -> Relation | None:
    """13个断面中，Ⅱ类8个、Ⅲ类4个、Ⅳ类1个，优良比例92.3%; 优8个、良3个、中1个，优良率91.67%: the good ones of all."""
    told = [m for m in reading.before(rate.start, 2) if m.index < rate.index and m.quantity and amount(m)]
    good = [m for m in told if _GOOD.search(m.label)]
    if len(good) < 2 or good[-1].sentence != rate.sentence:
        return None
    good = [m for m in good if m.sentence == rate.sentence]
    bases = [m for m in told if m.index < good[0].index and m.figure.unit == good[0].figure.unit]
    return replace(ratio(rate, good, bases[-1], "ratio.by_verb"), base_named=True) if bases else None


def _does(root: str, mention: Mention, rate: Mention) -> int:
    """How surely a figure did what a rate's verb says: 2 by both characters, 1 by one that tells."""
    words = mention.lead[-14:] + ("" if rate.lead.startswith(mention.noun) and not _MARK.search(rate.lead) else mention.noun)
    negative = root[0] in "不未"
    if negative != bool(_NOT.search(words)):
        return 0
    common = set(root) & set(words)
    return 2 if len(common) == len(set(root)) else 1 if common - _POOR else 0


def _before(reading: Reading, rate: Mention, root: str, verb: str) -> Relation | None:
    told = [m for m in reading.before(rate.start, 3) if m.index < rate.index and m.quantity and amount(m) and m.figure.value]
    told = [m for m in told if m.depth <= rate.depth and not _PAST.search(m.lead[-10:])]
    own = [m for m in told if m.sentence == rate.sentence] or [m for m in told if m.sentence == rate.sentence - 1]
    part = next((m for m in reversed(own[-2:]) if _does(root, m, rate) and not _TASK.search(m.lead[-6:])), None)
    if part is None:
        return _in_places(rate, own, verb) or _of_plan(reading, rate, own, root)
    if IN_TIME.search(rate.lead) and not any(IN_TIME.search(m.lead[-10:]) for m in own):
        return None  # 已办结12.03万件，按期办结率99.4%: how many of these were in time is not told
    if IN_TIME.search(part.lead[-8:]) and not IN_TIME.search(rate.lead) and or_late(reading, rate):
        return None  # 及时办结291件，办结率100%: what was done late is in the rate, too
    bases = [m for m in told if m.index < part.index and _holds(m, part, verb)]
    fitting = [m for m in bases if at_least(m, part) or rate.figure.value > 100 or m.unit != part.unit]
    leads = {m.index for m in bases if m.noun and m.noun == reading.mentions[m.index + 1].lead}  # 124个新建项目已开工122个
    # a part above its whole is a mistake, unless 4个县完工8个
    bases = fitting or [m for m in bases if m.sentence == part.sentence and _does(root, part, rate) == 2 and m.index not in leads]
    bases = [m for m in bases if (not _does(root, m, rate) or _TASK.search(m.lead[-8:]) or m.index in leads) and not has_rate(reading, m, rate)]
    bases = [m for m in bases if m.figure.unit == part.figure.unit] or bases  # 受理286件，涉及341人，审结278件
    near = [m for m in bases if m.sentence == part.sentence] or bases
    beside = [m for m in near if m.segment == part.segment and m.sentence == part.sentence]
    ordered, wholes = wholes_first(reading, beside or near)
    if not ordered:
        return None
    if of_a_sum(reading, rate, part):
        return None
    apart = "；" in reading.plain[ordered[0].end : part.start] or ordered[0].sentence != part.sentence
    own = "".join(c for c in part.label if c not in root)  # what the part is of, beside its verb
    if apart and len(own) > 2 and not _TASK.search(ordered[0].lead[-10:] + ordered[0].label[-6:]):
        return _only_holding(rate, part, ordered)  # 审查文件43件；备案31件，备案率100%: of another item
    between = any(m.rate and "率" in m.lead for m in reading.mentions[ordered[0].index : part.index])  # other items with rates of their own
    sure = wholes == 1 and ordered[0].sentence == part.sentence and _does(root, part, rate) == 2 and part.index == rate.index - 1 and not between
    if not sure and (not fitting or rate.figure.value == 100 or not _of_its_name(verb, root, part, ordered[0])):
        return None
    return _choose(rate, part, ordered, sure)


def _only_holding(rate: Mention, part: Mention, bases: Sequence[Mention]) -> Relation | None:
    ties = (ratio(rate, [part], base, "ratio.by_verb", strict=False) for base in bases[:3])
    return next((tie for tie in ties if tie.holds), None)


def _in_places(rate: Mention, own: Sequence[Mention], verb: str) -> Relation | None:
    """床位2470张，现入住1326人，床位使用率53.7%: persons right behind the places that the rate's name tells."""
    if len(own) < 2 or own[-1].index != rate.index - 1 or own[-2].index != rate.index - 2:
        return None
    base, part = own[-2:]
    named = len(base.label) >= 2 and base.label[-2:] in verb and base.unit.counted
    peopled = part.dimension in _PEOPLED and base.dimension not in _PEOPLED and _LIVES.search(part.lead) is not None
    return _choose(rate, part, [base], True) if named and peopled and part.segment == rate.segment else None


def _of_plan(reading: Reading, rate: Mention, own: Sequence[Mention], root: str) -> Relation | None:
    """公用经费55.45万元，主要有…。年初安排公用经费58万元，公用经费控制率95.60%: what was done was told before by the plan's own name."""
    plan = own[-1] if own else None
    if plan is None or plan.index != rate.index - 1 or not _PLAN.search(plan.lead) or not _OF_PLAN.search(root):
        return None
    name = _PLANNED.sub("", plan.label)
    told = [m for m in reading.mentions[max(0, plan.index - 40) : plan.index] if amount(m) and m.dimension == plan.dimension]
    done = [m for m in told if len(name) >= 3 and _PLANNED.sub("", m.label) == name and not _PLAN.search(m.lead)]
    return _choose(rate, done[-1], [plan], True) if len({m.figure.value for m in done}) == 1 else None


def _of_its_name(verb: str, root: str, part: Mention, base: Mention) -> bool:
    """Whether the words before a rate's verb (提前办结率, 床位使用率) are told of its part or base, too."""
    own = chunks(_PLAIN.sub("", verb.replace(root, "")))
    return not own or bool(own & chunks(f"{part.label}{part.noun} {base.label}{base.noun}"))


def _behind(reading: Reading, rate: Mention, root: str) -> Relation | None:
    """满意度96.2%，抽查500人，481人表示满意; 集中供养率65.0%（对象4215人，集中供养2740人）; 优良率83.33%，即6座中有5座优良."""
    if (told := _told_again(reading, rate, root)) is not None:
        return told
    after = []
    for m in reading.mentions[rate.index + 1 : rate.index + 4]:
        if m.sentence != rate.sentence or m.segment != rate.segment or m.rate or (after and m.depth < after[0].depth):
            break
        after.append(m)
    if len(after) < 2 or not all(m.quantity and amount(m) and m.figure.value for m in after[:2]):
        return None
    base, part = after[:2]
    aside = base.depth > rate.depth or "即" in base.lead or base.lead.startswith("，")
    if not aside or not _does(root, part, rate) or not addable(base, part) or not at_least(base, part):
        return None
    return _choose(rate, part, [base], base.depth > rate.depth or "即" in base.lead or _does(root, part, rate) == 2)


def _told_again(reading: Reading, rate: Mention, root: str) -> Relation | None:
    """抽样调查212人，满意度96.2%，即204人表示满意: the part stands right behind the rate, the base right before it."""
    if not 0 < rate.index < len(reading.mentions) - 1:
        return None
    base, part = reading.mentions[rate.index - 1], reading.mentions[rate.index + 1]
    if not (amount(base) and amount(part) and base.segment == rate.segment == part.segment and base.sentence == part.sentence == rate.sentence):
        return None
    told = part.lead.startswith(("，", "（")) and part.figure.unit == base.figure.unit and not _does(root, base, rate)
    return _choose(rate, part, [base], True) if told and _does(root, part, rate) == 2 else None


def _holds(base: Mention, part: Mention, verb: str) -> bool:
    """Whether a figure may hold another as its part: of one unit, or places, persons and papers, one for each."""
    if addable(base, part):
        return base.figure.unit == part.figure.unit or not (base.unit.counted and part.unit.counted) or base.index == part.index - 1
    if not (base.unit.counted and part.unit.counted):
        return False
    named = len(base.label) >= 2 and base.label[-2:] in verb
    return named or base.index == part.index - 1 and (base.dimension in _PEOPLED) != (part.dimension in _PEOPLED)


def _choose(rate: Mention, part: Mention, bases: Sequence[Mention], sure: bool) -> Relation | None:
    readings = [
        replace(ratio(rate, [part], base, "ratio.by_verb", strict=sure and base is bases[0]), reach=LIKELY, base_named=sure) for base in bases[:3] if base.index != part.index
    ]
    return choose([r for r in readings if plausible(r)])
