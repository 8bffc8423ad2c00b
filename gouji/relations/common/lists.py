"""Lists in prose: which figures stand as parallel items, and what tells that the items are all of the whole.

Assumptions about the language:
- items are parted by ； (each item may then have several measures) or by 、 and ，;
- in an item the first amount is the item's own, later ones of the same dimension are measures of it (已整改27个);
- a change (增加, 下降), a mean (人均), a bound and a rate are no parts;
- 其中 may tell all parts or only some. All are told where the parts are complements by their names (基本支出 and 项目支出,
  男 and 女), where the last is 其他, or where the list stands in apposition to the whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.reading import SCORE, Mention, Reading, once

CHANGE = re.compile(
    r"(?:增加|减少|增长|下降|提高|(?<!改造)(?<!功能)(?<!能力)(?<!环境)(?<!品质)(?<!设施)提升|降低|上升|回落|缩短|扩大|上涨|上调|下调|调增|调减|净增|净减|同比|环比|相差|超出|超支|节约|节省|多|少|(?<!新)增|减|增幅|降幅"
    r"|[增减短超]收|[增减节]支|[多少](?:收|支|支出|发|拨|缴|用|花|办|完成|出栏)|压减|压降|再压|高出|多出)了?(?:约|近|超)?$"
    r"|(?:同比|环比|[比较](?:上年|去年|上一年|同期)[^，。；：（）\d]{0,6}?)(?:[增减升降]|提高|回落|下滑|扩大|压[减缩])[^，。；：（）\d到至的为]{0,6}$"
)
MEAN = re.compile(
    r"(?:[人户亩车次件村案笔单例处校班天月年日起份批宗台套床辆吨家社所项具对头]均|每|[单均]价|平均|亩产|单产|最高|最低|最大|最小)[^，。；]{0,8}$|标准(?:为|是|由|从|达到?|提高到)?$"
)
OTHER_TIME = re.compile(r"(?:上年(?!结转|结余|末)|去年|上一年|往年|同期|历年|20\d\d年(?!.*20\d\d年)(?!\d{1,2}月\d{1,2}日))")
_TO_ROUND = re.compile(r"至(?:[十百千万亿]{1,2}|\d+[万亿]?)(?:元|人|户|亩|吨)")
_HELD_AGAINST = re.compile("[较比][^，。；：\\d]{0,6}(?:控制价|限价|概算|标底|预算价|估算)$")  # 中标价a，较控制价b节约c
_PLACE = re.compile("[村镇乡县区市州旗盟]$")
_NEXT = re.compile("合计|共计|控制在|其中|同比|完成")  # what ends a run of items
_THEN = re.compile(r"[比较]" + OTHER_TIME.pattern + r"(?:度|同期|决算数?|执行数?|的)*$")
DONE = re.compile(r"已|完成|办结|审结|结案|销号|答复|整改|化解|执行(?!监督|案|庭|局)|支付|拨付|核拨|兑付|(?<!上年)(?<!年初)(?:结余|结转)|剩余|未|余额|其中")
HEAD_LINE = re.compile(r"\n[^\n\d，。；：]{2,12}\n")  # words alone on a line (性别构成) head the list below
_CARRIED = re.compile("(?:上年度?|年初|以前年度|历年)(?:结转|结余)")  # a source like any other: 上年结转收入
_FLEET = re.compile("车辆|公务用车|保有量")
_VEHICLE = re.compile(r"^(?!.*(?:购置|更新|报废|新增|处置|封存))[^，。；]*(?:车|轿|越野|皮卡|卡|用车)型?$")
SPENT_OF_IT = re.compile(r"(?:目前|现|截至[^，。；]{0,8})[^，。；]{0,8}已?(?:拨付|支付|支出|使用|到位|完成)[^，。；]{0,4}$")  # no part of it beside another
_OPENING = re.compile(r"其中|：|分别|包括")
_FROM = re.compile(r"[由从](?:原来?的?)?$")
_TO = re.compile(r"[，、]?(?:分别)?(?:调整|调增|调减|增加|减少|提高|提升|下降|降低|增长|上升|变更|追加|核减|压减|降|增|升|减|调|扩大|缩减)(?:为|到|至)")
_LARGEST_FLEET = 2000  # vehicles of one office; those of a city or a country have other sorts besides
_STAFF = re.compile("在编|在职|在岗|编制")
_BESIDE_STAFF = re.compile("临聘|聘用|编外|外聘|临时|派遣|借调|返聘|退休|离休|遗属")
_ANY = frozenset("个宗处件起项例")  # counters that one list may change between
GENERIC = frozenset("个 宗 处 件 起 项 例 家 所 座 条 名 人 位 户 台 套 辆 份 本".split())


@once
def is_change(mention: Mention) -> bool:
    return bool(CHANGE.search(mention.lead))


@once
def is_mean(mention: Mention) -> bool:
    return bool(MEAN.search(mention.lead[-10:])) or "/" in mention.figure.unit


@once
def of_another_time(mention: Mention) -> bool:
    """Whether the words right before a figure say that it is of another time than the report's."""
    return OTHER_TIME.search(mention.lead[-10:]) is not None


def moved_from(reading: Reading, mention: Mention) -> bool:
    """Whether an amount is what another was before it was changed: 由a万元调整为b万元."""
    return _FROM.search(mention.lead[-4:]) is not None and _TO.match(reading.plain, mention.end) is not None


def beside_staff(whole: Mention, part: Mention) -> bool:
    """Whether a part counts who works beside those on the staff, or did, and the whole the staff: 在编67人，其中…，临聘5人."""
    return bool(_BESIDE_STAFF.search(part.label)) and bool(_STAFF.search(whole.label)) and not _BESIDE_STAFF.search(whole.label)


def addable(a: Mention, b: Mention) -> bool:
    """Whether two figures may be part and whole of one another: one dimension; counts of things in one counter, or 个."""
    if a.figure.value is None or b.figure.value is None:
        return False
    if "（" in a.figure.unit + b.figure.unit:  # 套（户） counts both
        return all(m.unit.counted for m in (a, b)) and bool(set(a.figure.unit) & set(b.figure.unit))
    if a.dimension != b.dimension or not a.dimension:
        return False
    if a.dimension == "thing":
        x, y = (name.lstrip("万").removesuffix("地") or name for name in (a.figure.unit, b.figure.unit))  # 211宗地, 74宗
        return x == y or (x in GENERIC and y in GENERIC)
    return True


@once
def amount(mention: Mention) -> bool:
    """An amount, count or score that can be a part or a whole: no rate, no change, no mean, no mere bound."""
    return (
        (mention.quantity or mention.dimension == SCORE)
        and not is_change(mention)
        and not is_mean(mention)
        and mention.figure.qualifier in ("exact", "about", "more_than", "less_than")
        and mention.figure.interval is not None
        and mention.figure.interval.bounded
    )


def items(reading: Reading, start: int, end: int, like: Mention, depth: int) -> list[list[Mention]]:
    """The ways to read the parts of a list in `plain[start:end]` for a whole like `like`; the likeliest first."""
    inside = [m for m in reading.between(start, end) if m.depth == depth]
    usable = [m for m in inside if amount(m) and addable(m, like) and not m.noun.endswith("中")]  # 在19万户企业中： a whole
    if usable and not OTHER_TIME.search(like.lead[-10:]):  # A a万元，比上年同期b万元增加: b is no part
        usable = [m for m in usable if not _THEN.search(m.lead[-12:])]
    usable = [m for m in usable if not (_second_measure(reading, m, like) or _HELD_AGAINST.search(m.lead) or _bounds_a_class(reading, m))]
    if like.dimension == "thing" and like.figure.unit not in _ANY and usable and usable[0].figure.unit == like.figure.unit:
        usable = [m for m in usable if m.segment == usable[0].segment or m.figure.unit in (like.figure.unit, *_ANY)]  # 公交车W辆，其中新能源车a辆；线路b条
    if not usable:
        return []
    segments: dict[tuple[int, tuple[int, int]], list[Mention]] = {}
    for mention in usable:
        segments.setdefault((mention.sentence, mention.segment), []).append(mention)
    groups = list(segments.values())
    run = _run(reading, groups[0])
    firsts = [group[0] for group in groups]
    across = [m for group in groups for m in _run(reading, group)]
    if len(groups) == 1:
        ways = [run]
    elif len(run) >= 2:
        ways = [run, across, firsts]
    else:
        ways = [firsts, across]
    # A list may end before another measure (控制在3.8亿); what 、 joins is one list.
    cuts = [k for k in range(len(across) - 1, 1, -1) if not across[k].lead.startswith(("、", "和", "及", "与"))]
    cuts = [k for k in cuts if len(across[k].lead) > 3 or across[k].lead != across[k - 1].lead]  # 10—20万元的71个，20—50万元的97个，
    cuts = [k for k in cuts if not _goes_on_alike(across[k - 1], across[k])]
    ways += [across[:length] for length in cuts][:6]
    if flat := _flat(across):
        ways.append(flat)
    ways += [[m for m in usable if not DONE.search(_name_of(reading, m)[:4])], usable]
    ways.append(_without_leads(usable))
    if like.dimension == "visit":  # 6435人次，其中春季3026人，秋季3409人次: each season's persons are visits of the year
        first = next((m for m in inside if amount(m) and m.dimension in ("person", "visit")), usable[0])
        ways.append([m for m in inside if amount(m) and m.dimension in ("person", "visit") and m.segment == first.segment])
    ways.append(_measured_alike(reading, usable, like))
    return _distinct(ways)


_SPENT = re.compile("(?:实际|累计|全年|已)(?:支出|执行)|决算|执行数")


def of_a_budget(reading: Reading, whole: Mention, position: int) -> bool:
    """Whether a whole stands in a sentence about the budget, and what was spent is told between it and a place: there its name means
    what was spent (年初预算…其中基本支出a。…全年实际支出b。基本支出中，)."""
    opening = reading.plain[reading.sentences[whole.sentence][0] : whole.start]
    return "预算" in opening and not _SPENT.search(opening) and _SPENT.search(reading.plain, whole.end, position) is not None


def _bounds_a_class(reading: Reading, mention: Mention) -> bool:
    """Whether an amount begins or ends a class: 5000万元至亿元14户, 500万元至5000万元139户."""
    return mention.lead == "至" or _TO_ROUND.match(reading.plain, mention.end) is not None


def _goes_on_alike(last: Mention, following: Mention) -> bool:
    """Whether a list goes on with a place like its last: ，大义村2.5公里，陈家村1.9公里."""
    alike = last.figure.unit == following.figure.unit and last.lead[:1] == following.lead[:1] and last.label[-1:] == following.label[-1:]
    return alike and _PLACE.search(last.label) is not None and last.lead[1:] == last.label and following.lead[1:] == following.label


def _second_measure(reading: Reading, mention: Mention, like: Mention) -> bool:
    """Whether a figure measures anew, right behind another of its list, what that one counts: 来访157批次386人次."""
    before = reading.mentions[mention.index - 1] if mention.index else None
    beside = before is not None and before.end == mention.start and before.figure.unit != mention.figure.unit
    return beside and mention.figure.unit != like.figure.unit and amount(before) and addable(before, like)


def _name_of(reading: Reading, mention: Mention) -> str:
    """A figure's name, or that of the one right before it, whose second measure it is: 已消除风险389户1187人."""
    before = reading.mentions[mention.index - 1] if mention.index else None
    return before.label if not mention.lead and before is not None and before.end == mention.start else mention.label


def _flat(run: Sequence[Mention]) -> list[Mention]:
    """A list without the parts that its own items are told with: A a；其中：A1 x，A2 y；B b, where x and y make a."""
    kept: list[Mention] = []
    at = 0
    while at < len(run):
        kept.append(run[at])
        whole, total, end = run[at].figure.value * run[at].unit.factor, 0, at + 1
        if end < len(run) and "其中" in run[end].lead:
            while end < len(run) and (total < whole or not total):
                total += run[end].figure.value * run[end].unit.factor
                end += 1
            at = end - 1 if total == whole else at
        at += 1
    return kept if 2 <= len(kept) < len(run) else []


def _without_leads(usable: Sequence[Mention]) -> list[Mention]:
    """Without those that another amount follows without a mark: 停车场8个2160个泊位 tells of 8 places, then of what they
    hold; 30个村通公路329个 of villages, then of what was done for them."""
    nouns = {m.index: m.noun for m in usable}
    held = {(m.index - 1, m.segment) for m in usable if not m.lead or m.lead == nouns.get(m.index - 1)}
    return [m for m in usable if (m.index, m.segment) not in held]


def _measured_alike(reading: Reading, usable: Sequence[Mention], like: Mention) -> list[Mention]:
    """W个L公里，其中：30个村通公路229个530公里，安全防护工程188个433公里: those told with the second measure that the whole is told with."""

    def beside(mention: Mention) -> str:
        following = reading.mentions[mention.index + 1 : mention.index + 2]
        close = following and following[0].sentence == mention.sentence and following[0].lead.strip("、，（项目约") == ""
        return following[0].dimension if close else ""

    measure = beside(like)
    return [m for m in usable if beside(m) == measure] if measure and measure != like.dimension else []


def _run(reading: Reading, group: Sequence[Mention]) -> list[Mention]:
    """The leading figures of a group that stand as parallel items: up to one that tells what became of them."""
    run = [group[0]]
    for mention in group[1:]:
        gap = reading.plain[run[-1].end : mention.start]
        if DONE.search(mention.label[:5]) and not _CARRIED.match(mention.label) and not DONE.search(group[0].label[:5]) and mention.dimension != SCORE:
            break
        ends = _NEXT.search(gap)
        if OTHER_TIME.search(gap) or ends and not (gap.startswith("、") and ends[0] == "完成" == group[0].label[-2:]):
            break  # 水稻完成30万亩、玉米7.05万亩、豆类完成0.32万亩 goes on
        run.append(mention)
    return run


def wholes_first(reading: Reading, told: Sequence[Mention]) -> tuple[list[Mention], int]:
    """Figures, nearest first, with the items of a list (其中A, B; （A, B）; 分两批, A, B) behind the whole that stands before them; and how
    many values the others have."""
    order = sorted(told, key=lambda m: m.index)
    parts: set[int] = set()
    for at, whole in enumerate(order):
        if whole.index in parts:
            continue
        run = []
        for m in order[at + 1 :]:
            if m.figure.unit != whole.figure.unit or m.sentence != whole.sentence or m.segment != whole.segment:
                break
            run.append(m)
        opened = [m for m in run if _OPENING.search(reading.plain[whole.end : m.start]) or m.depth > whole.depth]
        parts |= {m.index for m in opened if m.size <= whole.size}
        for length in range(2, len(run) + 1):
            if sum(m.figure.value for m in run[:length]) == whole.figure.value:
                parts |= {m.index for m in run[:length]}
    return sorted(told, key=lambda m: (m.index in parts, -m.index)), len({m.figure.value for m in told if m.index not in parts})


def _distinct(ways: Sequence[list[Mention]]) -> list[list[Mention]]:
    seen, kept = set(), []
    for way in ways:
        key = tuple(m.index for m in way)
        if way and key not in seen:
            seen.add(key)
            kept.append(way)
    return kept


def sorts_of_fleet(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts are sorts of the vehicles that an office has: a fleet is told by all of them."""
    return (
        whole.figure.unit == "辆"
        and whole.size < _LARGEST_FLEET
        and _FLEET.search(whole.label) is not None
        and all(_VEHICLE.search(part.name) for part in parts)
    )


def kind_of(mention: Mention) -> str:
    """What a budget's or account's amount is: planned, final, or neither by its words. The two never add up."""
    words = mention.label[-12:]
    if compiled("预算(?:数|安排|总额)?$").search(words):
        return "planned"  # 支出预算
    if compiled("决算|支出|执行|实际").search(words):
        return "final"
    return "planned" if "预算" in words else ""


def value(mention: Mention) -> Decimal:
    """What a figure comes to in the base unit of its dimension; for one that states a value."""
    return mention.figure.value * mention.unit.factor


def named(mention: Mention) -> str:
    """A figure with what names it, as statements tell it."""
    return f"{mention.label[-14:]}{mention.figure.text}"
