"""Means (人均960元), products (45户，每户1万元，计45万元) and multiples (是上年的6倍). Basis: division and multiplication.

Assumes the total and the number of a mean to stand before it, and a price by the month to say nothing of the year.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from gouji.patterns import compiled
from gouji.quantity import unit
from gouji.relations.common.lists import CHANGE, amount, is_change, is_mean, wholes_first
from gouji.relations.common.model import Formula, Relation, choose
from gouji.relations.common.naming import chunks, plausible
from gouji.relations.common.reading import MONEY, RATE, Mention, Reading

_EACH = re.compile(r"每(?P<x>[人户亩辆件处个次村所宗笔支家台套场批班名])(?:每年)?[^，。；、]{0,6}$")
_COMES_TO = re.compile(
    r"^[^，。；]{0,6}[，]?(?:(?P<sure>共?计|合计|总计|小计|共)|[^，。；]{0,6}(?:应发放?|需|发放|补助|支付|兑现))"
)
_COUNTED = {
    "人": ("person", "visit"),
    "名": ("person",),
    "户": ("household",),
    "次": ("time", "visit"),
    "亩": ("平方米",),
    "公顷": ("平方米",),
    "平方米": ("平方米",),
    "吨": ("千克",),
}
_GIVEN = re.compile(r"(?:[较比]|高于|低于)[^，。；]{0,14}[每均]|控制价|限价|指导价|纯收入|可支配")  # a price to compare with is no mean of what is told
_COMPARED = re.compile(r"上年|去年|同期|[比较与][^，。；]{0,14}$|预算$")  # 接待费6.15万元，比2013年的11.42万元减少…，人均65.2元
_NORM = re.compile(r"标准|提高到|按每|每月|每年|每天|增收|可|目标|补贴$|每[^，均]{1,3}(?:补助|补贴|奖补|奖励|投资)$|^[，、]?每[^，]{1,2}$")  # a norm is set, and no mean of what is told
_GAINED = re.compile(r"(?:增[收产效值]|节约|节省)(?:了|约|达)?$")
_GAINS = frozenset("增收 增产 增值 增效 节约 节省".split())
_COMES_AFTER = re.compile(r"^，(?:共|合?计|总计|共计)?(?:支出|投入|发放|拨付|安排|需|花费)?(?:资金|补助|金额)?(?:共计?|合计|总计)?$")
LIKELY = Decimal("0.03")  # how near a mean must come to what its words suggest to be taken for one that was meant
_LAND = re.compile("(?:总|国土|辖区|幅员|区域|行政区划)面积")
_AREAS = ("亩", "公顷")
_COUNTERS = {"车": "辆台", "案": "件起案宗", "床": "张床", "校": "所校个", "村": "个村", "社": "个家", "单": "单笔", "日": "天日"}


class _Sides(NamedTuple):
    """What a mean may be of, each the likeliest first."""

    totals: list[Mention]
    after: list[Mention]  # the total that is told behind the mean: 户均2万元，共支出90万元
    heads: list[Mention]
    whole_heads: int  # how many of the heads are told as wholes


def _sides(reading: Reading, mean: Mention, of: str) -> _Sides:
    before = [m for m in reading.before(mean.start, 3) if m.index < mean.index and m.figure.interval is not None]
    kind = mean.dimension.split("/")[0]  # 元/月 is told of 元
    totals = [
        m
        for m in reversed(before)
        if m.dimension in (kind, "visit" if kind in ("time", "person") else kind)
        and not is_mean(m)
        and (not CHANGE.search(m.lead) or m.index == mean.index - 1 and _GAINED.search(m.lead) and len(mean.lead) <= 4)
    ]
    after = reading.mentions[mean.index + 1 : mean.index + 2]
    after = [m for m in after if m.segment == mean.segment and m.dimension == kind and amount(m) and _COMES_AFTER.search(m.lead)]
    now = [m for m in totals if not _COMPARED.search(m.lead[-16:])] or totals
    then = [m for m in totals if m not in now and (m.sentence, m.segment) == (mean.sentence, mean.segment)]  # 去年决算数35.07万元，车辆20辆，车均1.75万元
    totals, _ = wholes_first(reading, now)
    totals = [*totals[:2], *then[:1], *totals[2:]]
    aside = [
        m for m in reading.mentions[mean.index + 1 : mean.index + 2] if m.depth > mean.depth
    ]  # 人均4.4万元（按225万人计算）
    heads = [m for m in reversed(before) if counts_for(m, of) and not is_change(m) and m.figure.value]
    heads = [m for m in heads if of not in _AREAS or not _LAND.search(m.lead[-10:])]  # 亩均 is of fields, not of all the land
    heads, whole_heads = wholes_first(reading, heads)
    heads = [m for m in aside if counts_for(m, of) and m.figure.value] + heads
    if of in _AREAS and not heads:
        heads = [m for m in reversed(reading.mentions[: mean.index]) if counts_for(m, of) and amount(m) and not _LAND.search(m.lead[-10:])][:6]
    return _Sides(totals, after, heads, whole_heads)


def mean_of(reading: Reading, mean: Mention, who: str) -> Relation | None:
    """人均960元, 人均管护936.5亩: the total of the mean's own dimension over the heads, both told before it."""
    if _GIVEN.search(mean.lead):
        return None
    of = compiled(r"平均|每|均|产|单|额").sub("", who) or "亩"
    totals, after, heads, whole_heads = _sides(reading, mean, of)
    own = chunks(mean.label[-12:]) - chunks(who)
    named = [m for m in totals if own & chunks(m.label[-12:])]
    alone = whole_heads == 1 or bool(heads) and heads[0].index == mean.index - 1
    item = [m for m in totals if m.segment == mean.segment and m.sentence == mean.sentence]
    if item and chunks(item[0].label) & chunks(reading.plain[item[0].end : mean.start]):
        item = item[:1]  # 公务接待费1.66万元，接待215人次
    if len(item) == 1 and len({m.figure.value for m in heads if m.segment == mean.segment}) == 1 and item[0].paren == mean.paren:
        beside = abs(heads[0].index - item[0].index) == 1 or heads[0].index > item[0].index  # nothing told between of something else
        alone, named = heads[0].segment == mean.segment and beside, item  # 接待费1.66万元，接待28批次、215人次，人均77.21元
    sure = (
        bool(named)
        and alone
        and not compiled("任务|计划|目标").search(heads[0].lead)
        and heads[0].sentence >= mean.sentence - 1
    )
    gained = _GAINED.search(mean.lead[-4:]) is not None  # 补助100万元，面积2万亩，亩均增收150元
    totals = after or named or totals
    likely = bool(totals and heads) and not _NORM.search(mean.lead) and heads[0].sentence == mean.sentence
    beside = likely and totals[0].sentence == mean.sentence and totals[0].segment == heads[0].segment == mean.segment
    spoken = not own or bool(own & chunks(reading.plain[reading.sentences[max(0, mean.sentence - 2)][0] : mean.start - len(mean.lead)]))
    beside, likely = beside and spoken, likely and spoken  # 投入5000万元，惠及3200人，人均纯收入15230元
    alike = likely and not after and chunks(totals[0].label) & chunks(heads[0].label + reading.plain[reading.sentences[heads[0].sentence][0] : heads[0].start])
    likely = likely and (bool(named) or beside or bool(alike))
    told = bool(alike) and heads[0].index == mean.index - 1 and len({m.figure.value for m in totals if alike & chunks(m.label)}) == 1
    if heads and totals and not own and whole_heads == 1 and totals[0].index == mean.index - 1 and not _NORM.search(mean.lead):
        likely, told = True, told or heads[0].sentence == mean.sentence  # 聘用320人，其中脱贫户208人；发放报酬384万元，人均1.2万元
    several = len({m.dimension for m in heads if m.segment == mean.segment and m.sentence == mean.sentence}) > 1
    yearly = "年人均" in mean.lead[-14:] and bool(heads) and heads[0].dimension == "visit"  # of persons, not of their visits
    listed = bool(totals) and totals[0].lead[:1] in ("、", "和", "与", "及") and reading.mentions[totals[0].index - 1].figure.unit == totals[0].figure.unit
    open_ = yearly or listed or several and not own & chunks("".join(m.label for m in heads[:1]))
    readings = [
        Relation(
            "ratio",
            "ratio.mean",
            mean.figure,
            (total.figure, head.figure),
            per(of),
            ("mean", "total", "number"),
            f"{mean.label[-10:]}{mean.figure.text}应等于{total.label[-12:]}{total.figure.text}÷{head.figure.text}",
            f"the mean {mean.figure.text} should equal {total.figure.text} ÷ {head.figure.text}",
            strict=not (open_ or gained and not own & chunks(total.lead) & _GAINS)
            and ({total.index, head.index} == {mean.index - 1, mean.index - 2}
            and total.segment == head.segment == mean.segment
            and (not own or bool(own & chunks(reading.plain[mean.segment[0] : mean.start - len(mean.lead)])))
            and "其中" not in reading.plain[mean.segment[0] : head.start]
            or (sure or beside or told)
            and total is totals[0]
            and head is heads[0]),
            reach=LIKELY if likely and not open_ and total is totals[0] and head is heads[0] else Decimal(0),
            base_named=(total.index, head.index) == (mean.index - 2, mean.index - 1)
            and len(own & chunks(total.label[-12:])) >= 2,
        )
        for total in totals[:3]
        for head in heads[:6]
        if total.index != head.index
    ]
    if "月" in mean.lead[-8:]:  # 月人均补差527.6元: of the year's total, or of the month's
        readings = [replace(r, formula=Formula("mean", (each / n,))) for r in readings for each in r.formula.factors or (Decimal(1),) for n in (12, 1)]
    if listed:  # 专职86名、兼职214名，平均每个3.5人: of one of them, or of all
        return next((r for r in readings if r.holds), None)
    return choose([r for r in readings if plausible(r)] or [replace(r, strict=False, reach=Decimal(0)) for r in readings])


_INCOMES = re.compile(r"城乡[^，。；\d]{0,10}?收入(?:差距|倍差|之?比)")


def incomes(reading: Reading) -> list[Relation]:
    """城镇…35682元、农村…16214元，…城乡收入比由2.25缩小到2.20: the first over the second, told before; the ratio of now."""
    found = []
    for ratio in reading.mentions:
        if ratio.figure.unit not in ("", "倍") or ratio.figure.value is None or not ratio.figure.places or "由" in ratio.lead[-4:]:
            continue
        words = reading.plain[max(ratio.segment[0], ratio.start - 40) : ratio.start]
        if not _INCOMES.search(words) or compiled("缩小$|扩大$|上年|同期").search(ratio.lead):
            continue
        before = [m for m in reading.mentions[max(0, ratio.index - 14) : ratio.index] if m.dimension == MONEY and not is_change(m)]
        sides = [next((m for m in reversed(before) if word.search(m.label)), None) for word in (_TOWN, _COUNTRY)]
        if None not in sides:
            town, country = sides
            found.append(
                Relation(
                    "ratio",
                    "ratio.incomes",
                    ratio.figure,
                    (town.figure, country.figure),
                    Formula("mean"),
                    ("multiple", "now", "then"),
                    f"城乡收入比{ratio.figure.text}应等于{town.figure.text}÷{country.figure.text}",
                    f"the ratio of incomes {ratio.figure.text} should equal {town.figure.text} ÷ {country.figure.text}",
                )
            )
    return found


_TOWN, _COUNTRY = re.compile(r"(?:城镇|城市)[^，。；]*收入"), re.compile(r"农村[^，。；]*收入|农民[^，。；]*收入")


def per(of: str) -> Formula:
    """A mean for each of what it is told for; of a measure, for each of its units and not of the base unit."""
    kind = unit(of)
    return Formula("mean", (kind.factor,)) if kind.factor != 1 and not kind.counted else Formula("mean")


def counts_for(mention: Mention, of: str) -> bool:
    """Whether a figure counts or measures what a mean is told for: 人均 persons, 车均 辆, 每公顷 land."""
    if kinds := _COUNTED.get(of):
        return mention.dimension in kinds
    if of in "日天":
        return mention.figure.unit == "天"
    own = mention.figure.unit.lstrip("万千百亿")
    if own == of:
        return True  # 每公里, 担均价: of what is measured in it
    if of == "生":
        return mention.dimension == "person"
    if own in ("个", "所") and (mention.label.endswith(of) or mention.noun.endswith(of)):  # 教学班612个, 36个教学班
        return True
    return mention.unit.counted and own.startswith(of) or mention.unit.counted and own.endswith(
        tuple(_COUNTERS.get(of, of)) if of in _COUNTERS else of
    )


def product_of(reading: Reading, price: Mention) -> Relation | None:
    """45户，每户10000元，计45万元; 214.2万元（119户，每户18000元）: number × price = the amount told with them.

    A price by the month or day says nothing of the year's amount.
    """
    told = _EACH.search(price.lead)
    if not told or compiled("每月|每天|每季|每日").search(price.lead):
        return None
    beside = [
        m
        for m in reading.before(price.start, 1)
        if m.unit.counted and m.figure.value and m.figure.unit.lstrip("万").startswith(told["x"])
    ]
    if not beside:
        return None
    number = beside[-1]
    after = reading.mentions[price.index + 1 : price.index + 2]
    readings = []
    if (
        after
        and after[0].dimension == MONEY
        and after[0].sentence == price.sentence
        and (cue := _COMES_TO.search(after[0].lead))
    ):
        readings.append((after[0], bool(cue["sure"])))
    if price.depth and number.depth == price.depth:
        outside = [
            m
            for m in reading.before(price.paren, 1)
            if m.depth < price.depth and m.dimension == MONEY and price.paren - m.end <= 2
        ]
        readings += [(m, True) for m in outside[-1:]]
    return choose(
        [
            Relation(
                "ratio",
                "ratio.product",
                total.figure,
                (number.figure, price.figure),
                Formula("product"),
                ("total", "number", "price"),
                f"{total.label[-10:]}{total.figure.text}应等于{number.figure.text}×{price.figure.text}",
                f"{total.figure.text} should equal {number.figure.text} × {price.figure.text}",
                strict=strict,
            )
            for total, strict in readings
        ]
    )


def multiple_of(reading: Reading, multiple: Mention) -> Relation | None:
    """a是b的n倍: both told before 的."""
    before = [m for m in reading.before(multiple.start, 1) if m.index < multiple.index and m.quantity]
    if (
        len(before) < 2
        or before[-1].index != multiple.index - 1
        or before[-1].dimension != before[-2].dimension
        or before[-1].dimension == RATE
    ):
        return None
    a, b = before[-2], before[-1]
    return Relation(
        "ratio",
        "ratio.multiple",
        multiple.figure,
        (a.figure, b.figure),
        Formula("mean"),
        ("multiple", "now", "then"),
        f"{multiple.figure.text}应等于{a.figure.text}÷{b.figure.text}",
        f"{multiple.figure.text} should equal {a.figure.text} ÷ {b.figure.text}",
    )
