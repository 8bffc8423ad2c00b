"""A a、B b，共c: a total told after its parts.

Assumes that 共, 合计 ... with no new subject sums what stands before it in its sentence; with a subject of its own it may
sum what stands right before it; a number of items, or names in parentheses, say which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice, takewhile

from gouji.patterns import compiled
from gouji.quantity import numeral
from gouji.relations.change.distances import difference
from gouji.relations.common.comparands import beside_the_point
from gouji.relations.common.complements import shared_ending
from gouji.relations.common.lists import OTHER_TIME, addable, amount, is_change, is_mean
from gouji.relations.common.model import Relation, choose, worded
from gouji.relations.common.reading import TOTAL, Mention, Reading
from gouji.relations.common.whole import comparable, total_of

_AVAILABLE = re.compile(r"可用资金|可支配资金|可安排资金|资金总[额量]$")
_NAMES = re.compile(r"（([^（）\d，。；]{2,40}[、和][^（）\d，。；]{1,20})）[^，。；\d]{0,8}$")
_PLUS = re.compile(r"(?P<who>[^，。；：、\d\n]{0,16}?)，?加上?(?![快强大工固班之入])[^，。；：\d]{2,16}$")
_MINUS = re.compile(r"(?:[减扣]去|扣[除减]|剔除|(?<![核])减)(?![少免])[^，。；：\d]{2,16}$")
_PREFIX = re.compile(r"^(?:(?:19|20)\d\d年度?)?(?:全[市县区省州]|我[市县区]|本级|[市县区]本?级)?")
_DONE = re.compile(r"(?:累计)?(?:完成|实现)$")
_PLANNED = re.compile(r"(?:预算|计划|任务|目标)(?:数|值)?(?:分别)?(?:为|是)?$")
_SIDE = re.compile("收入|支出")
_COUNTED = re.compile(r"([两二三四五六七八九十\d]+)[项类镇乡县区市地者家户个种村校所处部线年级笔][^，。；\d]{0,6}$")
_SHARE = re.compile(r"[，、]?(?:合计|共|总计|共计)占[^，。；]*$")
_SUMS = re.compile("合计|总计|共计")
_UNCOUNTED = re.compile(r"(?:以及|[和及与])[^，。；：\d]{2,12}(?:共计?|合计|总计)$")  # 33条省道以及京石高铁共45条: an item without a number
SURE = Decimal("0.5")
LIKELY = Decimal("0.03")  # how near a total under a name of its own must come to be one that sums what stands before


def told_after(reading: Reading) -> Iterable[Relation]:
    """A a、B b，共 c. Assumes that 共, 合计 ... with no new subject sums what stands before it in its sentence."""
    found = []
    for mentions in reading.by_sentence.values():
        for at, whole in enumerate(mentions):
            cue = TOTAL.search(whole.lead[-10:]) or _AVAILABLE.search(whole.label)
            mean = is_mean(whole) or "标准" in whole.label
            if not cue or not at or not (amount(whole) or mean and not is_change(whole)):
                continue
            if _SHARE.search(whole.lead):
                continue  # A a、B b，合计占全市总额W的p%: a share of W
            before = [
                m
                for m in mentions[:at]
                if (amount(m) or mean and is_mean(m) and m.quantity)
                and (addable(m, whole) or (m.dimension, whole.dimension) == ("person", "visit"))
                and m.depth in (whole.depth, whole.depth - bool(whole.depth))
                and not _counts_them(m, whole)
            ]
            if side := _SIDE.search(whole.label):  # 收入a、b，支出c、d，累计收入w
                other = {"收入": "支出", "支出": "收入"}[side[0]]
                own = [m for m in before if other not in m.label or _MINUS.search(m.lead)]
                before = own if len(own) >= 2 else before
            if not _PLANNED.search(whole.lead[:-1]) and not mean:
                before = _not_planned(before)
            run = _adjacent(reading, before, whole)
            if run and "其中" in run[0].lead and _made_before(mentions, run):
                continue  # W，其中A a、B b，累计c: a and b make W
            added = bool(run and _PLUS.search(run[0].lead))
            if len(run) + added < 2:
                continue
            announced = _announced(reading, whole, before)
            if announced > len(run):  # 结婚2846对，上年2418对…，离婚1126对…，三项共: another year's is none of the three
                run = [m for m in before if not OTHER_TIME.search(m.lead[-8:])][-announced:]
            named = bool(_AVAILABLE.search(whole.label)) or mean or bool(announced)
            sure = bool(added or named or _no_new_subject(reading, whole, run))
            between = reading.mentions[run[-1].index + 1 : whole.index]  # what stands in parentheses is said of the item
            aside = any(m.depth <= whole.depth for m in between) or is_change(whole) or not comparable(whole, run)
            if not sure and aside and not _by_segments(whole, run):
                continue  # under a name of its own it may sum what stands right before it
            counts = [announced] if 1 < announced <= len(run) else range(len(run), 1, -1)
            alike = not aside and all(m.figure.unit == whole.figure.unit for m in run)
            reach = Decimal(0) if not alike else SURE if _SUMS.search(whole.lead[-10:]) else LIKELY
            readings = [
                worded(total_of(whole, run[-count:], "sum.told_after", strict=sure), reach=reach) for count in counts
            ]
            if sure and not (added or named) and _far_below(whole, run):
                sure, readings = False, [r for r in readings if r.holds]  # 棉花总产量a，糖料b，蔬菜总产量c
            if (column := _every_second(reading, run)) and not announced:
                readings = [total_of(whole, column, "sum.told_after", strict=sure)]
            if added:
                heads = _added_to(reading, run)
                readings = [_netted(whole, [head, *run]) for head in heads]
            elif later := next((k for k, m in enumerate(run) if _PLUS.search(m.lead)), 0):  # 收入a，同比下降p%，加上b、c，减去d，总计w
                readings = [_netted(whole, run[k:]) for k in reversed(range(later))]
            if picked := _by_name(reading, whole, run):
                readings = [total_of(whole, picked, "sum.told_after", strict=sure)]
            relation = choose(readings)
            if relation is not None and (relation.holds is not False or not _UNCOUNTED.search(whole.lead)):
                found.append(relation)
    return found


def _netted(whole: Mention, run: Sequence[Mention]) -> Relation:
    """收入加上a、b，减去c、d，总收入w: what stands behind 减去 is taken off, up to the next 加."""
    sign, terms = 1, []
    for m in run:
        sign = -1 if _MINUS.search(m.lead) else 1 if "加" in m.lead else sign
        terms.append((sign, m))
    if all(sign > 0 for sign, _ in terms):
        return total_of(whole, run, "sum.told_after", strict=True)
    return difference("sum.told_after", whole, terms, kind="sum", roles=("part",))


def _far_below(whole: Mention, run: Sequence[Mention]) -> bool:
    """Whether what stands before is less than half of a total, and no point or unit is wrong."""
    told = sum(m.size for m in run)
    times = whole.size / told if told > 0 else 0
    return times > 2 and not any(abs(times / 10**k - 1) < float(LIKELY) for k in range(1, 9))


def _not_planned(before: Sequence[Mention]) -> list[Mention]:
    """The amounts without the plans told beside or before them: 甲支出a，预算b；乙支出c，预算d；两项合计w; 计划分别为a、b，合计完成w."""
    planned: set[int] = set()
    for m in before:
        if _PLANNED.search(m.lead) or m.index - 1 in planned and m.lead in ("、", "和", "及", "与"):
            planned.add(m.index)
    done = [m for m in before if m.index not in planned]
    return done if len(done) != len(before) else list(before)


def _made_before(mentions: Sequence[Mention], run: Sequence[Mention]) -> bool:
    """Whether a list that 其中 opens makes up, to the digit, the amount right before it."""
    before = [m for m in mentions if m.index < run[0].index and amount(m) and addable(m, run[0])][-1:]
    return bool(before) and total_of(before[0], run, "sum.told_after", False).exact


def _by_segments(whole: Mention, run: Sequence[Mention]) -> bool:
    """A a人b元；B c人d元；合计w人: whether the items are one to each part of the sentence before the total's own."""
    return len({m.segment for m in run}) == len(run) and run[-1].segment[1] == whole.segment[0]


def _added_to(reading: Reading, run: Sequence[Mention]) -> list[Mention]:
    """全县收入加上级补助a、债券转贷b，收入总计w: what the list is added to, told before under the name that stands before 加; without a
    name, the nearest amount of its sentence that tells no plan and no other time, or the first of the sentence before."""
    told = _PLUS.search(run[0].lead)
    if told is None:
        return []
    before = [m for m in reading.mentions[: run[0].index] if amount(m) and addable(m, run[0]) and not m.depth]
    name = _PREFIX.sub("", told["who"])
    if not name:
        own = [m for m in before if m.sentence == run[0].sentence and not beside_the_point(m) and not _PLANNED.search(m.lead)]
        said = _said_before(reading, run[0], before)
        return [*own[-1:], *([said] if said is not None else [])]
    named = ((m, _DONE.sub("", m.label)) for m in reversed(before))
    alike = (m for m, label in named if _PREFIX.sub("", label) == name or len(name) > 3 and m.label.endswith(name))
    return list(islice(alike, 1))


def _said_before(reading: Reading, first: Mention, before: Sequence[Mention]) -> Mention | None:
    """The first amount of the paragraph's last sentence before this one that does not tell the parts of another."""
    for number in range(first.sentence - 1, -1, -1):
        begin, end = reading.sentences[number]
        if "\n" in reading.plain[end - 1 : first.start] or reading.plain.startswith("其中", begin):
            if "\n" in reading.plain[end - 1 : first.start]:
                return None
            continue
        return next((m for m in before if m.sentence == number), None)
    return None


def _by_name(reading: Reading, whole: Mention, run: Sequence[Mention]) -> list[Mention]:
    """A区x、B区y、C县z，两个城区（A、B）合计w: the items that the words before the total name."""
    told = _NAMES.search(whole.lead) or _NAMES.search(reading.plain, whole.segment[0], whole.start)
    if told is None or told.end() < len(told.string[: whole.start]) - 8 and told.string is reading.plain:
        return []
    names = compiled(r"[、和与及]").split(told[1])
    picked = [next((m for m in run if name in m.label), None) for name in names]
    return [] if any(m is None for m in picked) or len(picked) < 2 else list(picked)


def _every_second(reading: Reading, run: Sequence[Mention]) -> list[Mention]:
    """投入15分得14.5分，过程25分得23.2分: the second of each clause's two, which are told under one word of their own;
    empty where the clauses are not of two."""
    seconds = run[1::2]
    if len(run) < 4 or len(run) % 2:
        return []
    joined = all("，" not in m.lead and "、" not in m.lead and len(m.lead) <= 4 for m in seconds)
    return list(seconds) if joined and len({m.lead for m in seconds}) == 1 else []


_OF_A_YEAR = re.compile(r"(?:^|[，、；：])20\d\d年度?(?:安排|下达|到位|兑付|拨付|支付|完成|投资|投入)?$")  # 2021年a、2022年b，合计w


def _adjacent(reading: Reading, before: Sequence[Mention], whole: Mention) -> list[Mention]:
    """The items right before a total: back to 其中's whole, another total, or another sentence part."""
    years = list(takewhile(lambda m: _OF_A_YEAR.search(m.lead), reversed(before)))
    if len(years) > 1:
        return years[::-1]
    run: list[Mention] = []
    for mention in reversed(before):
        if OTHER_TIME.search(mention.lead[-8:]) and _AVAILABLE.search(whole.label):
            continue  # 较上年的28065万元: beside the run
        if TOTAL.search(mention.lead[-6:]) or OTHER_TIME.search(mention.lead[-8:]):
            break
        run.insert(0, mention)
        if "其中" in mention.lead:
            break
    return run


def _announced(reading: Reading, whole: Mention, run: Sequence[Mention]) -> int:
    """A a、B b，两类合计c: how many items the words right before the total count; 0 where they count none."""
    if told := _COUNTED.search(whole.lead[-12:]):
        number = int(numeral(told[1]))
        return number if number <= len(run) else 0
    counted = next(iter(reading.mentions[whole.index - 1 : whole.index]), None)
    if (
        counted is None
        or not compiled(r"[类项个者种家户县区]").match(counted.figure.unit)
        or counted.sentence != whole.sentence
        or compiled("[，；、：]").search(whole.lead)  # 地理标志产品2个，总数w: an item, no number of them
    ):
        return 0
    number = counted.figure.value
    return int(number) if number is not None and 2 <= number <= len(run) and number == number.to_integral_value() else 0


def _counts_them(mention: Mention, whole: Mention) -> bool:
    """Whether a number counts the items that a total right behind it sums: a件、b件、c件，三个系统合计w件."""
    followed = mention.index == whole.index - 1 and not compiled("[，。；：、]").search(whole.lead)
    return followed and mention.unit.counted and mention.figure.unit != whole.figure.unit


def _no_new_subject(reading: Reading, whole: Mention, run: Sequence[Mention]) -> bool:
    rest = TOTAL.sub("", whole.lead.strip("，、；：。（")).strip("为是达约有")
    names = [m.name for m in run]
    if _announced(reading, whole, run):
        return True
    return (
        len(rest) < 2
        or all(rest in name for name in names)
        or (len(rest) >= 2 and shared_ending(names).endswith(rest[-2:]))
    )
