"""Ratios: a stated rate, share, mean or multiple, and the figures that make it. Basis: the rate's own definition.

Assumptions about the language:
- 占W的p%: the part stands right before 占; the whole is named by W, or is the whole of the list that the part stands in;
- 完成W的p%: done is the nearest amount before, W names the base or is itself the amount right before 的.
Rates named by a verb are in rates, means in means, changes (增长p%) in growth, lists with 分别 in distributive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.lists import amount, is_change, of_a_budget, wholes_first
from gouji.relations.common.model import Relation, choose, worded
from gouji.relations.common.naming import at_least, bears, by_name, plausible, ratio, told_as
from gouji.relations.common.reading import MONEY, QUOTES, SCORE, TOTAL, Mention, Reading
from gouji.relations.ratio.by_verb import by_verb
from gouji.relations.ratio.distributive import listed_rates
from gouji.relations.ratio.means import incomes, mean_of, multiple_of, product_of
from gouji.relations.ratio.named_wholes import beside_a_share, of_own_plan, of_stage, planned, share_by_names
from gouji.relations.ratio.opposites import in_pairs
from gouji.relations.ratio.own_bases import item_plan, of_another, own_rate, planned_and_done, without_inner
from gouji.relations.ratio.rates import LIKELY, named_rate, root_of
from gouji.relations.ratio.savings import saving
from gouji.relations.ratio.share_bases import (
    LISTS,
    SET,
    enclosing,
    of_what_is_not_told,
    open_words,
    over_list,
    told_behind,
    told_below,
)
from gouji.relations.ratio.shares import FILLER, SHARE, Item, grouped, in_brackets, item

_GROWTH = re.compile(
    r"(?:增长|下降|增加(?!值)|减少|提高|提升|上升|降低|回落|增幅|降幅|涨幅|涨|跌|高于|低于|高出|同比|环比|比上年|较上年|下浮|上浮|扩大|收窄|"
    r"压减|压缩|节约|缩短|(?<!新)增(?!加值)|减|超出|超(?![限标载期龄]))[^，。；、]{0,6}$"
)
_OF = re.compile(r"(?:完成|实现|达到|达|相当于|为|是)(?P<base>[^，。；、]{0,20})的$")
_BEHIND = re.compile(r"[\u4e00-\u9fff]{0,8}?的[约近]?(?:(?:比例|比重|份额|比率)[为达是约]?)?")  # 占982个贫困村的p%
_OF_A_GOAL = re.compile(r"(?:完成|实现|达到|占)了?[^，。；、\d]{1,8}…[^，。；]{0,4}(?:目标|任务|计划|预算)[^，。；]{0,4}的")  # 完成全年500万人目标的86%
_COMPARAND = re.compile(r"[比较与][^，。；]{0,14}$")  # 比2013年决算数W减少D: W is what is compared with
_OBJECT = re.compile(r"(?P<base>(?:年初|全年|年度|调整|预算|计划|任务|目标|总|下达|应)[^，。；、]{0,14}?)的$")
_RATE = re.compile(
    r"(?P<verb>[^，。；：、（）]{0,14}?)(?:率|进度|比例|比重|覆盖面|(?<=满意)度|(?<=免疫)密度)(?:（[^（）\d]{2,14}）)?(?:为|达到?|均为|均达|高达|仅为|仅|只有|约为?|：|是|保持在|稳定在)*$"
)
_CLAUSE_START = re.compile(r"^.*[，。；：、\n）]")
_SAVED = re.compile(r"(?:节约|节支|节资|审减|核减|压减|结余)率(?:为|达到?|约)*$")
_MEAN = re.compile(
    r"(?P<who>[人户亩车次件村案笔单例处校班起份批宗台套床辆吨家社所项具对头日天场室册座站]均|平均班额|亩产|单产|"
    r"(?:平均)?每(?:公顷|平方米|人次|批次|场次|车次|[室册座组人户亩辆件处个次村所宗笔支家台套场批班名份起吨张床课期站校]))[^，。；]{0,10}$"
)
_BUDGET = re.compile(r"(?:年初|全年|年度|当年|本年|调整|变动)?(?:投资)?(?:预算|计划|任务|目标){1,2}(?:数|安排|总?额)?")
_SOME = re.compile("(?:资助|补助|救助|慰问|奖励|捐赠|专项|业务|项目)(?:支出|收入|资金|经费)")  # never all of it
_A_BASE = re.compile("[，；、]?(?:占|为|完成)[^，。；\\d]*(?:计划|任务|预算|目标)")  # 完成a，占市计划b的p%，占省计划c的q%: both of a
_COUNTED_AS = re.compile("(?:保有量|总数|总量|总额|数量|人数|面积)$")


def propose(reading: Reading) -> list[Relation]:
    """All ratios whose part and base the text tells."""
    in_lists = listed_rates(reading)
    told = _items(reading, in_lists)
    bare = {
        m.index: found for m in reading.mentions if m.lead == "（" and m.rate and (found := in_brackets(reading, m))
    }
    alike, sums = grouped(reading, [each for _, each in sorted((told | bare).items())])
    found: list[Relation | None] = [*sums]
    for mention in reading.mentions:
        if mention.figure.value is None or mention.index in in_lists:
            continue
        if mention.index in bare and mention.index in alike:
            found.append(alike[mention.index])
        elif mention.index in told:
            found.append(alike.get(mention.index) or planned_and_done(reading, mention, _before(reading, mention)) or _share(reading, told[mention.index]))
        elif mention.rate and mention.lead == "，":
            found.append(_bare(reading, mention))
        elif mention.rate and (saved := _SAVED.search(mention.lead)):
            found.append(saving(reading, mention) if saved else None)
        elif mention.rate and mention.lead.endswith("得分率"):
            found.append(_score_rate(reading, mention))
        elif mention.rate and not _GROWTH.search(mention.lead):
            found.append(_rate(reading, mention))
        elif mention.dimension == "倍" and mention.lead.startswith("的"):
            found.append(multiple_of(reading, mention))
        elif each := _MEAN.search(mention.lead):
            multiplied = product_of(reading, mention) if mention.dimension.startswith(MONEY) else None
            found.append(multiplied or mean_of(reading, mention, each["who"]))
    if "城乡" in reading.plain:
        found += incomes(reading)
    return [relation for relation in found if relation is not None]


def _score_rate(reading: Reading, rate: Mention) -> Relation | None:
    """满分20分，得18.5分，得分率92.5%; 得18.5分（满分20分），得分率92.5%: the smaller of the two scores right before over the larger."""
    own = reading.mentions[max(0, rate.index - 2) : rate.index]
    if len(own) < 2 or any(m.dimension != SCORE or m.sentence != rate.sentence or not m.figure.value for m in own):
        return None
    part, base = sorted(own, key=lambda m: m.figure.value)
    return ratio(rate, [part], base, "ratio.score_rate")


def _bare(reading: Reading, rate: Mention) -> Relation | None:
    """预算a，支出b，p%: a rate without words behind two amounts of its item is the second over the first. Words do not demand it."""
    own = [m for m in reading.before(rate.start, 1) if m.segment == rate.segment and m.quantity and m.index < rate.index]
    if len(own) != 2 or own[1].index != rate.index - 1 or own[0].dimension != own[1].dimension or not all(amount(m) for m in own):
        return None
    return ratio(rate, [own[1]], own[0], "ratio.bare", strict=False)


def _before(reading: Reading, rate: Mention) -> list[Mention]:
    """The amounts that a rate may be told of, nearest last: of its sentence and the one before."""
    near = reading.before(rate.start, 2)
    return [m for m in near if m.index < rate.index and m.quantity and m.figure.interval is not None]


def _items(reading: Reading, in_lists: set[int]) -> dict[int, Item]:
    """The shares told right behind their part, by the rate's index."""
    found = {}
    for rate in reading.mentions:
        if not rate.rate or rate.figure.value is None or rate.index in in_lists or _GROWTH.search(rate.lead):
            continue
        share = SHARE.match(rate.lead) if "分别" not in rate.lead[-6:] else None
        before = _before(reading, rate)
        if not before and rate.index and rate.lead.startswith("占"):
            above = reading.mentions[rate.index - 1]
            before = [above] if amount(above) and reading.plain[above.end : rate.start].startswith("\n") else []
        if share and FILLER.match(share["before"]) and (told := item(rate, before, share)):
            found[rate.index] = told
    return found


def _rate(reading: Reading, rate: Mention) -> Relation | None:
    before = _before(reading, rate)
    behind = _BEHIND.fullmatch(rate.lead) and before and before[-1].index == rate.index - 1
    if behind and (rate.lead.startswith("的") or before[-1].lead.endswith(("占", "占全部", "完成", "占了")) or _OF_A_GOAL.search(f"{before[-1].lead}…{rate.lead}")):
        return _of_figure(reading, rate, before)
    if "分别" in rate.lead[-6:]:
        return None  # see distributive
    if share := SHARE.match(rate.lead):
        return None if FILLER.match(share["before"]) else share_by_names(reading, rate, share)
    if told := _OF.search(rate.lead) or _OBJECT.search(rate.lead):
        return _of_named(reading, rate, told["base"], without_inner(reading, before))
    if (beside := beside_a_share(reading, rate) or in_pairs(reading, rate)) is not None:
        return beside
    if "加权" in rate.lead:
        return None  # by its weights it is of no two figures
    if named := _RATE.search(rate.lead):
        found = named_rate(reading, rate, named["verb"], before)
        unsure = found is None or not found.holds and not found.strict
        told = by_verb(reading, rate, root_of(named["verb"]), named["verb"]) if unsure else None
        if told is None and unsure and root_of(named["verb"]) in ("完成", ""):
            told = item_plan(reading, rate)
        return told or found
    return planned_and_done(reading, rate, before) or (item_plan(reading, rate) if rate.lead.endswith("完成计划") else None)


def _share(reading: Reading, told: Item) -> Relation | None:
    """A share that stands by itself: of the whole that is named, or of the list that its part stands in. Demanded where
    the whole is named by a figure's own words, or its list opens with 其中 or a colon in the same sentence."""
    rate, part, named = told.rate, told.part, told.named
    bases: list[Mention] = []
    named = SET.sub("", named)
    if len(named) >= 2:
        far = reading.mentions[max(0, part.index - 80) : part.index] + reading.mentions[part.index + 1 : rate.index]
        far = [m for m in far if m.dimension == part.dimension and amount(m)]
        larger = [m for m in far if rate.figure.value > 100 or at_least(m, part)]
        exact = [m for m in reversed(far) if named in m.label and "进" + named not in m.label][:8]  # 出口总额 is not 进出口总额
        if "预算" not in named:
            exact = [m for m in exact if not of_a_budget(reading, m, part.start)]
        core = _COUNTED_AS.sub("", named)
        exact = [m for m in reversed(larger) if core != named and m.label == core][:1] or exact  # 占汽车保有量的: of what is told as 汽车
        # a part above the whole of this very name is the author's mistake
        bases = [m for m in exact if m in larger][:3] or exact[:3] or by_name(named, larger)
        tail = named[len(core) :]
        if tail and bases and all(m.label.endswith(tail) and core not in m.name for m in bases):
            return None  # 占汽车保有量的, where 机动车保有量 alone is told
        if named.startswith("总"):  # 50万人搬迁。…累计完成42.3万人，占总计划的p%: what the paragraph is about may be the whole
            begin = reading.plain.rfind("\n", 0, part.start) + 1
            bases += [m for m in larger if begin <= m.start and m not in bases][:1]
    if (behind := told_behind(reading, rate, part, named)) is not None:
        return worded(ratio(rate, [part], behind, "ratio.share", named=named), base_named=True)
    if (below := told_below(reading, rate, part, named)) is not None:
        return choose([worded(ratio(rate, [p], below[0], "ratio.share", strict=False, named=named), base_named=True) for p in below[1]])
    if not named and of_what_is_not_told(reading, rate, part):
        return None
    if not bases and (of_plan := planned(reading, part, named)):
        return worded(ratio(rate, [part], of_plan, "ratio.share", named=named), strict=False, reach=LIKELY)
    if rate.figure.value != 100:  # the same amount told again is no whole of itself
        bases = [b for b in bases if b.figure.value * b.unit.factor != part.figure.value * part.unit.factor]
    strict = bool(bases) and (len(named) <= len(bases[0].label) + 2 or bears(bases[0], named))  # a shorter name may be of something larger
    some = named.startswith("总") and bool(bases and _SOME.search(bases[0].label)) and not TOTAL.search(bases[0].lead[-12:])
    strict = strict and not some
    if not bases or compiled(r"(?:全|总|本年|当年)").match(named):
        around = [b for b in enclosing(reading, part, bool(named)) if b not in bases]
        bases = bases[:2] + around
        between = open_words(reading, around[0].end, part.start) if around else ""
        strict = strict or bool(around) and around[0].sentence == part.sentence and LISTS.search(between) is not None
        strict = strict or bool(around) and not named and around[0] is over_list(reading, part)
        strict = strict or bool(around) and compiled("[^。\n]{0,30}。其中[：，]?[^，。；\\d]{2,12}").fullmatch(between) is not None
    if (stage := of_stage(reading, part, named)) is not None:
        return worded(ratio(rate, [part], stage, "ratio.share", named=named), base_named=True)
    beside = [m for m in reading.before(part.start, 1) if m.segment == part.segment and m.dimension == part.dimension]
    beside = [m for m in beside if m.index < part.index and amount(m) and at_least(m, part) and m not in bases]
    of_budget = _BUDGET.fullmatch(named) is not None
    if of_own_plan(reading, part, named):
        found = choose([ratio(rate, [part], base, "ratio.share", strict=False, named=named) for base in (*bases[:4], *reversed(beside))])
        return found if found is not None and found.holds else None
    likely = Decimal(0) if of_budget or some else LIKELY
    return choose([
        worded(ratio(rate, [part], base, "ratio.share", strict and not (of_budget and of_another(reading, base, part)), named), reach=likely)
        for base in (*bases[:4], *reversed(beside))
    ])


def _of_figure(reading: Reading, rate: Mention, before: Sequence[Mention]) -> Relation | None:
    """完成预算45.20万元的81.24%: the base stands right before 的, done is the nearest amount before the base."""
    base = before[-1]
    parts = [m for m in reversed(before[:-1]) if m.dimension == base.dimension and amount(m)]
    parts = [m for m in parts if not _COMPARAND.search(m.lead[-16:])] or parts
    parts = [m for m in parts if not _A_BASE.match(m.lead) or m.sentence != rate.sentence] or parts
    if parts and (parts[0].sentence != rate.sentence or parts[0].lead.startswith("、")):  # W：A a、B b，为预算的p%: of W
        parts, _ = wholes_first(reading, parts)
    return choose([worded(ratio(rate, [part], base, "ratio.of"), base_named=True) for part in parts[:2]])


def _own_budget(reading: Reading, base: Mention, part: Mention, named: str) -> bool:
    """W，其中：A a，完成预算的p%: an item has a budget of its own, and the whole's is none."""
    return bool(_BUDGET.fullmatch(named)) and base.index < part.index and "其中" in reading.plain[base.end : part.start]


def _of_named(reading: Reading, rate: Mention, named: str, before: Sequence[Mention]) -> Relation | None:
    """完成年初预算的98%: the base is what the words name, the part the nearest amount told before them."""
    own = [m for m in before if m.sentence == rate.sentence and not is_change(m) and amount(m)]
    own = [m for m in own if not _COMPARAND.search(m.lead[-16:])] or own
    named = SET.sub("", compiled(r"^(?:了|全部)").sub("", named.translate(QUOTES)))
    if len(named) < 2:
        return None
    subject = compiled(r"完成|实现|达到|占|仅?为|仅?是|相当于").split(_CLAUSE_START.sub("", rate.lead))[0]
    if len(subject) >= 2 and not compiled(r"相比|其中|年$").search(subject):  # 支出完成预算的98%: the part, too, is told by name
        own = [m for m in own if subject[-4:] in m.name] or told_as(
            subject, [m for m in reading.mentions[: rate.index] if amount(m)]
        )
    if not own:
        return None
    far = False
    pool = [
        m
        for m in reading.between(rate.start - 400, rate.start + 60)
        if m.dimension == own[-1].dimension and amount(m) and abs(m.sentence - rate.sentence) <= 3
    ]
    pool = [m for m in pool if m.sentence == rate.sentence and by_name(named, [m])] or pool
    if not pool or not any(
        by_name(named, [m]) for m in pool
    ):  # 为任务的100.3%: the task may be told at the report's beginning
        pool = [
            m
            for m in reading.mentions[: rate.index]
            if m.dimension == own[-1].dimension and amount(m) and m.index != own[-1].index
        ]
        far = True
    bases = by_name(
        named, sorted(pool, key=lambda m: (m.index < rate.index, m.index if m.index < rate.index else -m.index))
    )
    parts = [m for m in reversed(own) if m.dimension == own[-1].dimension]
    readings = [
        worded(
            ratio(rate, [part], base, "ratio.of", not far and not _own_budget(reading, base, part, named) and not of_another(reading, base, part), named),
            reach=Decimal(0) if far or _own_budget(reading, base, part, named) else LIKELY,
        )
        for part in parts[:2]
        for base in bases[:2]
        if part.index != base.index and not (base.index < part.index and base.segment != part.segment and own_rate(reading, base))
    ]
    if any(not (r.strict or r.reach or r.holds or far) for r in readings):
        readings = [r for r in readings if r.holds]  # of its own budget, which is not told: of no other either
    return choose([r for r in readings if not far or plausible(r)])
