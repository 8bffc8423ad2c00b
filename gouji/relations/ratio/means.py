"""Means (人均960元), products (45户，每户1万元，计45万元) and multiples (是上年的6倍). Basis: division and multiplication.

Assumes the total and the number of a mean to stand before it, and a price by the month to say nothing of the year.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from gouji.quantity import unit
from gouji.relations.common.lists import CHANGE, amount, is_change, is_mean
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
_GIVEN = re.compile(r"(?:[较比]|高于|低于)[^，。；]{0,14}[每均]|控制价|限价|指导价")  # a price to compare with is no mean of what is told
_AREAS = ("亩", "公顷")
_COUNTERS = {"车": "辆台", "案": "件起案", "床": "张床", "校": "所校个", "村": "个村", "社": "个家", "单": "单笔", "日": "天日"}


def mean_of(reading: Reading, mean: Mention, who: str) -> Relation | None:
    """人均960元, 人均管护936.5亩: the total of the mean's own dimension over the heads, both told before it."""
    if _GIVEN.search(mean.lead):
        return None
    before = [m for m in reading.before(mean.start, 3) if m.index < mean.index and m.figure.interval is not None]
    kind = mean.dimension.split("/")[0]  # 元/月 is told of 元
    totals = [
        m
        for m in reversed(before)
        if m.dimension in (kind, "visit" if kind in ("time", "person") else kind)
        and not is_mean(m)
        and not CHANGE.search(m.lead)
    ]
    aside = [
        m for m in reading.mentions[mean.index + 1 : mean.index + 2] if m.depth > mean.depth
    ]  # 人均4.4万元（按225万人计算）
    of = re.sub(r"平均|每|均|产|单", "", who) or "亩"
    heads = [m for m in (*aside, *reversed(before)) if counts_for(m, of) and not is_change(m) and m.figure.value]
    if of in _AREAS and not heads:
        heads = [m for m in reversed(reading.mentions[: mean.index]) if counts_for(m, of) and amount(m)][:6]
    own = chunks(mean.label[-12:]) - chunks(who)
    named = [m for m in totals if own & chunks(m.label[-12:])]
    alone = len({head.figure.value for head in heads}) == 1 or bool(heads) and heads[0].index == mean.index - 1
    item = [m for m in totals if m.segment == mean.segment and m.sentence == mean.sentence]
    if item and chunks(item[0].label) & chunks(reading.plain[item[0].end : mean.start]):
        item = item[:1]  # 公务接待费1.66万元，接待215人次
    if len(item) == 1 and len({m.figure.value for m in heads if m.segment == mean.segment}) == 1 and item[0].paren == mean.paren:
        beside = abs(heads[0].index - item[0].index) == 1 or heads[0].index > item[0].index  # nothing told between of something else
        alone, named = heads[0].segment == mean.segment and beside, item  # 接待费1.66万元，接待28批次、215人次，人均77.21元
    sure = (
        bool(named)
        and alone
        and not re.search("任务|计划|目标", heads[0].lead)
        and heads[0].sentence >= mean.sentence - 1
    )
    totals = named or totals
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
            strict={total.index, head.index} == {mean.index - 1, mean.index - 2}
            and total.segment == head.segment == mean.segment
            and (not own or bool(own & chunks(reading.plain[mean.segment[0] : mean.start - len(mean.lead)])))
            and "其中" not in reading.plain[mean.segment[0] : head.start]
            or sure
            and total is totals[0]
            and head is heads[0],
            base_named=(total.index, head.index) == (mean.index - 2, mean.index - 1)
            and len(own & chunks(total.label[-12:])) >= 2,
        )
        for total in totals[:3]
        for head in heads[:6]
        if total.index != head.index
    ]
    if "月" in mean.lead[-8:]:  # 月人均补差527.6元: of the year's total, or of the month's
        readings = [replace(r, formula=Formula("mean", (each / n,))) for r in readings for each in r.formula.factors or (Decimal(1),) for n in (12, 1)]
    return choose([r for r in readings if plausible(r)] or [replace(r, strict=False) for r in readings])


_INCOMES = re.compile(r"城乡[^，。；\d]{0,10}?收入(?:差距|倍差|之?比)")


def incomes(reading: Reading) -> list[Relation]:
    """城镇…35682元、农村…16214元，…城乡收入比由2.25缩小到2.20: the first over the second, told before; the ratio of now."""
    found = []
    for ratio in reading.mentions:
        if ratio.figure.unit not in ("", "倍") or ratio.figure.value is None or not ratio.figure.places or "由" in ratio.lead[-4:]:
            continue
        words = reading.plain[max(ratio.segment[0], ratio.start - 40) : ratio.start]
        if not _INCOMES.search(words) or re.search("缩小$|扩大$|上年|同期", ratio.lead):
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
    if own in ("个", "所") and mention.label.endswith(of):  # 教学班612个
        return True
    return mention.unit.counted and own.startswith(of) or mention.unit.counted and own.endswith(
        tuple(_COUNTERS.get(of, of)) if of in _COUNTERS else of
    )


def product_of(reading: Reading, price: Mention) -> Relation | None:
    """45户，每户10000元，计45万元; 214.2万元（119户，每户18000元）: number × price = the amount told with them.

    A price by the month or day says nothing of the year's amount.
    """
    told = _EACH.search(price.lead)
    if not told or re.search("每月|每天|每季|每日", price.lead):
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
