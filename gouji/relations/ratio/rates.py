"""V率p% (整改率, 核拨率): the part is told with the verb V, the base as a task or total beside it or elsewhere.

Assumptions about the language:
- the base is another amount of the segment; parts of one list are no bases of one another; a base told with the same
  verb (已完成a，累计完成b，完成率p%) is none either;
- a base told elsewhere is taken by the part's subject (公租房开工840套 and, before, 公租房840套); only a budget or grant
  in the sentence before is demanded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.lists import OTHER_TIME, addable, amount
from gouji.relations.common.model import GROWTH, Relation, choose, worded
from gouji.relations.common.naming import at_least, plausible, ratio
from gouji.relations.common.reading import TOTAL, Mention, Reading
from gouji.relations.ratio.joined_parts import joined
from gouji.relations.ratio.of_which import DONE, FUNDS, LIKELY, of_which, satisfied

_BASE = re.compile(
    r"任务|计划|应|共|总|目标|下达|预算|合计|到位|收到|排查|涉及|全[县市省区镇]|常住|现有|新增|建成|开工|申请|受理|立案|反馈|发现|签约|收入|"
    r"安排|筹集|投入|采购|产生|人口"
)
_ALIKE = frozenset("个 宗 处 件 起 项 例 人 名 家 所".split())  # counters that tell the same things
_TASK = re.compile(r"目标值?|任务|计划|应[^，。；]|预算数?$|指标值|编制|下达")
_TASK_OF = re.compile("的[^，。；、]{0,4}(?:目标|任务|计划)")  # 超额完成6.5万亩的任务
_PLANNED = re.compile(r"(?:预算|批复|追加|调[增减整])[^，。；支执完实]{0,4}$")
_GENERIC = re.compile(
    r"^(?:完成|执行|到位|支出|预算|资金|目标|任务|总体|整体|综合|平均|实现|工作|项目|工程|支付|拨付|使用|全年|年度)*$"
)
_PEOPLE = re.compile(r"[\u4e00-\u9fff]{2}([\u4e00-\u9fff]{2}生|[\u4e00-\u9fff]人员|人口|居民|职工|劳动力|儿童|老人|患者|家庭)$")
_EACH = re.compile(r"[均都皆][^，。；]{0,2}$")
BEYOND = 150  # percent that no part is of a whole, if no task stands there
_RECKONED = re.compile(r"(?:来)?(?:计算|测算|计)，?[^，。；：\d]{2,10}$")
_CARRIED = frozenset(("审结", "结案", "执结", "办结"))  # of what was taken in and what was left from the year before
_BODY = re.compile(".*[院局县市省区镇乡委办校所厅处]|..部门|..单位|..机关")  # 两级法院调解a件: who did it is not what it is of
_SPENDING = re.compile(r"执行|支出|支付|拨付|核拨|使用|兑付|到位")
IN_TIME, LATE = re.compile("按时|按期|及时|如期|限时|一次性?"), re.compile("超时|逾期|超期|延期|未按[时期]|延时")
OWED = frozenset("参保 参合 普及 入学 就业 签约 体检 管理 覆盖 入园 巩固 化率".split())  # of those that ought to, who may not be told


def named_rate(reading: Reading, rate: Mention, verb: str, before: Sequence[Mention]) -> Relation | None:
    """整改率91%: the part is told with the rate's verb; the base is another amount, told as a task or total."""
    root = root_of(verb)
    if nothing_done(reading, rate, root):
        return None
    if (told := _reckoned(reading, rate, root)) is not None:
        return told
    before = [m for m in before if not _announces(reading, m) and not ("资产" in verb and "净资产" in m.label)]  # 资产负债率 is of 资产
    if root and _of_others(rate, root, before):
        return None
    generic = bool(_GENERIC.match(verb))
    near = [m for m in before if m.sentence == rate.sentence and m.segment == rate.segment and amount(m)]
    if near and _EACH.search(rate.lead) and compiled("[、和及与]").search(near[-1].lead):
        return None  # 4个国控断面、3个省控断面达标率均为100%: of each by itself, and what it is of is not told
    own = near if len(near) >= 2 else [m for m in before if m.sentence == rate.sentence and amount(m)]
    if len(own) < 2 and (not own or generic):  # a sentence that opens with the rate speaks of the one before
        own = [m for m in before if amount(m)]
    readings: list[Relation] = []
    tasks = [m for m in reversed(near) if _TASK_OF.match(reading.plain, m.end) or _TASK.search(m.lead[-8:]) and not (root and root in m.lead[-8:])]
    if tasks and (generic or set(verb) & set(tasks[0].label)):
        parts = [m for m in reversed(near) if m.index != tasks[0].index and m.dimension == tasks[0].dimension]
        parts = [m for m in parts if m.depth <= rate.depth and not _PLANNED.search(m.label[-10:])]  # a budget, and what was added to it, is not what was done
        opening = reading.plain.rfind("其中", rate.segment[0], tasks[0].start)  # A条，其中a、b，比目标T多: A is what was done
        parts = [m for m in parts if not _of_one_list(m, tasks[0])]
        parts.sort(key=lambda m: (m.start > opening >= 0, abs(m.index - tasks[0].index)))
        readings += [ratio(rate, [part], tasks[0], "ratio.named_rate") for part in parts[:2]]
    full = verb if len(verb) > 2 and any(verb in m.lead[-14:] for m in own) else root  # 集中供养 and not 供养
    told = [
        m
        for m in reversed(own)
        if root
        and (full in m.lead[-14:] or full in m.noun)  # 其他41个均已整治
        and not any(words in m.lead or words in m.noun for words in (f"未{root}", f"没{root}", f"没有{root}", f"不{root}", f"{root}中"))
        and not _TASK.search(m.lead[-8:] + m.label[-4:])
        and m not in tasks
        and not compiled(r"需|应").match(m.label)
    ]
    if not told and generic:
        told = [m for m in reversed(own) if DONE.search(m.lead[-14:])][:1]
    in_time = next((m for m in told if IN_TIME.search(m.lead[-8:])), None)
    if in_time is not None and in_time.index >= told[0].index - 1 and not IN_TIME.search(rate.lead) and or_late(reading, rate):
        return _late_too(rate, in_time, near)
    if IN_TIME.search(rate.lead) and not any(IN_TIME.search(m.lead[-10:]) for m in own):
        return None  # 已办结12.03万件，按期办结率99.4%: how many of these were in time is not told
    if told and len(near) < 2:
        readings += _elsewhere(reading, rate, told[0], root)
    if root == "满意" and len(told) > 1:  # 满意188份、基本满意6份，满意度97%: who is satisfied is not told
        return satisfied(rate, told, near)
    for part in told[:2]:
        readings += _with_bases(reading, rate, part, own, near, full)
    following = reading.mentions[rate.index + 1 : rate.index + 2]
    if following and following[0].depth > rate.depth and compiled("任务|计划|应[^，]|目标|预算|指标|额度").search(following[0].lead):
        parts = [m for m in reversed(before) if m.figure.unit == following[0].figure.unit and amount(m)]  # 完成率104%（年度任务300名）
        reach = LIKELY if len(parts) == 1 else Decimal(0)
        sure = len(parts) == 1 and DONE.search(parts[0].lead[-14:]) is not None
        aside = (ratio(rate, [p], following[0], "ratio.named_rate", strict=sure) for p in parts[:3])
        readings += [worded(r, reach=reach) for r in aside if plausible(r)]
    if not told:
        readings += of_which(reading, rate, near, root)
    if verb.endswith(("调整", "变动", "增减", "差异", "偏差", "偏离")):  # the rate of a change
        readings += [
            replace(r, formula=GROWTH, roles=("rate", "now", "then")) for r in readings if len(r.operands) == 2
        ]
    if not readings and told:
        readings = _elsewhere(reading, rate, told[0], root) or _after(reading, rate, told[0])
    return choose([*readings, *joined(rate, readings, near)])


def _of_one_list(a: Mention, b: Mention) -> bool:
    """计划分别为3.4亿元、4.0亿元: whether one stands right behind the other in a list."""
    later = max(a, b, key=lambda m: m.index)
    return abs(a.index - b.index) == 1 and later.lead in ("、", "和", "及", "与")


def nothing_done(reading: Reading, rate: Mention, root: str) -> bool:
    """Whether words tell that nothing was done, of which the rate is nought: 县级资金未到位，到位率0%."""
    return rate.figure.value == 0 and bool(root) and re.search(f"未{root}", reading.plain[rate.segment[0] : rate.start]) is not None


def _of_others(rate: Mention, root: str, before: Sequence[Mention]) -> bool:
    """新增就业13万人，转移就业10万人，高校毕业生就业率达90%: the rate of a group of people that no figure beside it tells of."""
    people = _PEOPLE.search(rate.lead.partition("率")[0].removesuffix(root))
    return people is not None and not any(people[1] in m.name for m in before)


def _reckoned(reading: Reading, rate: Mention, root: str) -> Relation | None:
    """按可用资金W计算，资金使用率p%: of W, by the words; what was spent is told before, in all sooner than by kind."""
    base = reading.mentions[rate.index - 1] if rate.index else None
    if base is None or not _RECKONED.match(rate.lead) or not compiled("按[^，。；]{0,14}$").search(base.lead) or not amount(base):
        return None
    parts = [
        m
        for m in reversed(reading.before(base.start, 4))
        if m.dimension == base.dimension
        and amount(m)
        and at_least(base, m)
        and (root in m.lead[-14:] or _SPENDING.search(root) and DONE.search(m.label))
    ]
    parts.sort(key=lambda m: not TOTAL.search(m.lead[-10:]))
    return choose([worded(ratio(rate, [part], base, "ratio.named_rate"), base_named=True) for part in parts[:3]])


def or_late(reading: Reading, rate: Mention) -> bool:
    """Whether a sentence tells what was late beside what was in time, or a rate of its own for the latter."""
    own = [m for m in reading.by_sentence[rate.sentence] if m is not rate]
    return any(IN_TIME.search(m.lead[-8:]) if m.rate else LATE.search(m.lead[-8:]) for m in own)


def _late_too(rate: Mention, part: Mention, near: Sequence[Mention]) -> Relation | None:
    """派单503件，按时结案498件，超时办理5件，结案率100%: of what was done, in time or late; where nothing late is told, of what no word tells."""
    base = next((m for m in reversed(near) if m.index < part.index and addable(m, part) and at_least(m, part)), None)
    late = [m for m in near if m.index > part.index and addable(m, part) and LATE.search(m.lead[-8:])]
    ways = [ratio(rate, parts, base, "ratio.named_rate", strict=False) for parts in ([part, *late[:1]], [part])] if base is not None else []
    return choose(ways if not late else [worded(ways[0], reach=LIKELY), *ways[1:]])


def _after(reading: Reading, rate: Mention, part: Mention) -> list[Relation]:
    """溯源1136个，溯源率96.8%，共排查1174个: the base follows the rate in its segment."""
    later = [
        m
        for m in reading.between(rate.end, rate.segment[1])
        if amount(m) and m.dimension == part.dimension and _BASE.search(m.lead)
    ]
    return [r for m in later[:1] if plausible(r := ratio(rate, [part], m, "ratio.named_rate"))]


def _with_bases(
    reading: Reading, rate: Mention, part: Mention, own: Sequence[Mention], near: Sequence[Mention], root: str
) -> list[Relation]:
    """The readings for one part: over its list's whole where it stands in a list, else over the other amounts beside it."""

    def other(m: Mention) -> bool:
        return (
            m.index != part.index
            and addable(m, part)
            and (m.figure.unit == part.figure.unit or not m.unit.counted or {m.figure.unit, part.figure.unit} <= _ALIKE)
            and (not OTHER_TIME.search(m.lead[-10:]) or _opens_item(m, part))
            and not (root in m.lead[-14:] and not _TASK.search(m.lead[-14:]))
        )

    bases = [
        m
        for m in own
        if other(m) and not compiled("包括|其中|分别|用于").search(reading.plain[part.end : max(part.end, m.start)])
    ]
    opening = reading.plain.rfind("其中", part.segment[0], part.start)
    if opening >= 0:
        siblings = [m for m in bases if m.start > opening]
        bases = [m for m in bases if m.start < opening or _TASK.search(m.lead[-8:])]  # 其中立案a，应结b，结案c
        whole_name = len(root) > 2 and root in part.label  # 集中供养率 is of 集中供养 alone
        together = [m for m in (*siblings, part) if m.label[-2:] and m.label[-2:] in rate.lead and not whole_name]
        if bases and len(together) > 1:
            return [ratio(rate, sorted(together, key=lambda m: m.index), bases[-1], "ratio.named_rate")]
    if not bases and part.unit.counted:  # 常住人口31.27万人，建档29.06万份，建档率92.9%
        bases = [
            m for m in near if m.index != part.index and m.dimension in ("person", "household") and _BASE.search(m.name)
        ]
    if not bases and part.unit.counted and part.index == rate.index - 1:  # 床位3126张，入住老人1719人，入住率55.0%
        bases = [
            m
            for m in near
            if m.index == part.index - 1
            and m.unit.counted
            and m.figure.unit != part.figure.unit
            and not OTHER_TIME.search(m.lead[-10:])
        ]
    bases.sort(key=lambda m: (opening < 0 and not _BASE.search(m.name), abs(part.index - m.index)))
    kept = []
    for base in bases[:3]:
        beside = base in near and part in near
        relation = ratio(rate, [part], base, "ratio.named_rate", strict=beside and addable(part, base))
        if has_rate(reading, base, rate):
            kept.append(worded(relation, strict=False)) if plausible(relation) else None
            continue
        demanded = beside and _BASE.search(base.name) is not None
        owed = root in OWED and not _TASK.search(base.label) and part.unit == base.unit
        if owed:
            relation, demanded = worded(relation, strict=False), False
        beyond = rate.figure.value <= 100 and not at_least(base, part) and not _TASK.search(base.lead[-8:] + base.label[-6:])
        if (demanded or plausible(relation)) and not (beyond and not demanded and (relation.computed or 0) > BEYOND):
            kept.append(worded(relation, strict=relation.strict and (demanded or not beyond), reach=Decimal(0) if owed else LIKELY))
    return kept


def _opens_item(base: Mention, part: Mention) -> bool:
    """Whether another year's amount opens an item that goes on with what was done of it: 去年同期收案208件，结案36件，结案率17.31%."""
    opens = base.segment == part.segment and base.start - base.segment[0] <= len(base.lead) and base.segment[0] > 0
    return opens and 0 < part.index - base.index <= 2


def _announces(reading: Reading, count: Mention) -> bool:
    """Whether a number tells how many items follow, in other units (超额完成任务的有10项：驿站建成2个，完成率200%)."""
    opens = count.unit.counted and reading.plain.startswith("：", count.end)
    return opens and reading.mentions[count.index + 1].figure.unit != count.figure.unit


def has_rate(reading: Reading, base: Mention, rate: Mention) -> bool:
    """Whether a base is told with a rate of its own (开建a，开工率p%；竣工b，竣工率q%): both may be of a plan that is not told."""
    following = reading.mentions[base.index + 1]
    return following.rate and following.index != rate.index and following.sentence == base.sentence and "率" in following.lead[-6:]


def _elsewhere(reading: Reading, rate: Mention, part: Mention, root: str) -> list[Relation]:
    """A base told in an earlier sentence: of the part's subject, or for spending the funds. Wording does not demand it."""
    subject = (
        re.sub(rf"(?:{re.escape(root)}|累计|已|全[市县区省年]|实际|资金|支出|完成|项目|共)+", "", part.label)
        if root
        else part.label
    )
    back = [
        m
        for m in reading.mentions[max(0, part.index - 60) : part.index]
        if m.dimension == part.dimension and amount(m) and m.unit.counted == part.unit.counted and at_least(m, part)
    ]
    named = [
        m
        for m in reversed(back)
        if len(subject) >= 2 and (subject[:4] in m.label and not _BODY.fullmatch(subject[:4]) or m.label and m.label[-3:] in subject)
    ]
    if not named and root:  # 计划开工100套。…已开工80套，开工率80%
        named = [m for m in reversed(back[-12:]) if root in m.lead[-12:] and _TASK.search(m.lead[-12:])]
    if not named and (_SPENDING.search(root) or root == "完成" and "预算" in rate.lead) and len(subject) < 2:
        named = [m for m in reversed(back) if FUNDS.search(m.label)]
    demanded = (
        bool(named)
        and 0 < part.sentence - named[0].sentence <= 1
        and bool(compiled(r"可用资金|预算数|预算总额|下达").search(named[0].label))
    )
    alone = len({m.figure.value for m in named}) == 1 and root not in _CARRIED
    reach = LIKELY if alone else Decimal(0)
    return [
        worded(relation, reach=reach)
        for base in named[:4]
        if plausible(relation := ratio(rate, [part], base, "ratio.elsewhere", strict=demanded))
    ]


def root_of(verb: str) -> str:
    """The verb of a rate's name: 累计核拨 -> 核拨, 预算执行 -> 执行, 任务完成 -> 完成."""
    verb = compiled(r"^(?:累计|平均|总体|整体|综合|项目|预算|资金|任务|目标|工程|年度|全年|全市|全县|其|总)+").sub("", verb.strip("的"))
    return verb[-2:] if len(verb) >= 2 else ""
