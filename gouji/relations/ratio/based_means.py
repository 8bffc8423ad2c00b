"""Means that say what they are over: 后三个月尚需…，月均…; 按常住人口计每千人…; 累计结余可支付…个月. Basis: division.

Assumptions about the language:
- the amount that the last months must still bring stands right before their mean;
- 按…计 names the number under which a mean was worked out, wherever that is told;
- a balance lasts for as many months as it holds of the year's monthly spending, both told before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from gouji.patterns import compiled
from gouji.quantity import unit
from gouji.relations.common.lists import OTHER_TIME, amount, wholes_first
from gouji.relations.common.model import Formula, Relation, choose
from gouji.relations.common.naming import chunks, plausible
from gouji.relations.common.periods import NUMBER_OF, spans
from gouji.relations.common.reading import MONEY, Mention, Reading
from gouji.relations.ratio.named_means import read_mean

LIKELY = Decimal("0.03")
MONTHS = unit("个月").dimension
_LEFT = re.compile(r"后(?P<count>\d{1,2}|[两二三四五六])个月")
_BY = re.compile(r"按(?:照|已)?(?P<name>[^，。；：、\d按]{2,12}?)(?:计算?|测算|折算)[，]?[^，。；\d]{0,14}$")
_LASTS = re.compile(r"(?:可支[付撑]|支付能力|支[付撑]月数|可(?:供|用|维持))[^，。；\d]{0,6}$")
_MANY_PEOPLE = re.compile(r"每(?:百|千|万|10万|十万)(?:名|个)?(?P<whose>常住|户籍)?人口?[^，。；：\d]{0,10}$")
_MONTH = re.compile(r"(?<![\d-])(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份")
_SPANNED = re.compile("全年|本年|年度|[上下]半年|季度|月")
_BALANCE = re.compile(r"结余|结存")


def propose(reading: Reading) -> list[Relation]:
    """ratio.left_months, ratio.mean_by, ratio.lasts, ratio.per_people, ratio.over_span."""
    found: list[Relation] = []
    for mention in reading.mentions:
        if mention.figure.value is None or not mention.figure.value:
            continue
        if mention.lead.endswith(("月均", "月均约", "每月", "月均需", "平均每月")):
            found += _left(reading, mention)
        elif mention.dimension == MONTHS and _LASTS.search(mention.lead):
            found += _lasts(reading, mention)
        elif mention.lead == "（" and mention.figure.unit.endswith(("/天", "/日")):
            found += _by_the_day(reading, mention)
        elif mention.lead.endswith(("日均", "日均约", "日均接待", "日均办理", "月均办理")):
            found += _over_span(reading, mention)
        elif "按" in mention.lead and (by := _BY.search(mention.lead)):
            found += _by(reading, mention, by["name"])
        elif _MANY_PEOPLE.search(mention.lead):
            found += _per_people(reading, mention)
    return found


def _left(reading: Reading, mean: Mention) -> Iterator[Relation]:
    """后4个月需完成X万元，月均Y万元: X over the months that are left."""
    total = reading.mentions[mean.index - 1] if mean.index else None
    begin = reading.sentences[mean.sentence][0]
    told = list(_LEFT.finditer(reading.plain, begin, mean.start))
    if not told or total is None or total.dimension != mean.dimension or total.sentence != mean.sentence or not amount(total):
        return
    count = next((m for m in reading.mentions[max(0, mean.index - 3) : mean.index] if m.dimension == MONTHS), None)
    words = told[-1]["count"]
    number = Decimal(int(words) if words.isdigit() else NUMBER_OF[words])
    yield Relation(
        "ratio",
        "ratio.left_months",
        mean.figure,
        (total.figure,),
        Formula("each", (number,)),
        ("mean", "total"),
        f"月均{mean.figure.text}应等于{total.figure.text}÷{number}个月",
        f"the monthly {mean.figure.text} should equal {total.figure.text} ÷ {number} months",
        extra=(count.figure,) if count is not None else (),
        base_named=True,
    )


def _per_people(reading: Reading, mention: Mention) -> Iterator[Relation]:
    """病床1684张，每千人4.02张（常住人口41.86万人）; 床位2146张，每千常住人口5.73张: over the population in parentheses, or the only one told."""
    mean, told = read_mean(mention), _MANY_PEOPLE.search(mention.lead)
    if mean is None or told is None:
        return
    like = [m for m in reading.mentions[max(0, mention.index - 8) : mention.index] if amount(m) and m.figure.unit.lstrip("万") == mention.figure.unit]
    totals = [m for m in like if m.index == mention.index - 1 or mean.own & chunks(m.label)]
    aside = [m for m in reading.mentions[mention.index + 1 : mention.index + 2] if m.depth > mention.depth and "人口" in m.label and amount(m)]
    name = (told["whose"] or "常住") + "人口"
    heads = aside or [m for m in reading.mentions[: mention.index] if m.label.endswith(name) and m.dimension == "person" and amount(m)]
    heads = [m for m in heads if not OTHER_TIME.search(m.lead[-10:])]
    if not totals or len({m.figure.value * m.unit.factor for m in heads}) != 1:
        return
    total, head = totals[-1], heads[-1]
    yield Relation(
        "ratio",
        "ratio.per_people",
        mention.figure,
        (total.figure, head.figure),
        Formula("mean", (Decimal(mean.many),)),
        ("mean", "total", "number"),
        f"{mention.label[-14:]}{mention.figure.text}应等于{total.label[-12:]}{total.figure.text}÷{head.label[-12:]}{head.figure.text}",
        f"the mean {mention.figure.text} should equal {total.figure.text} ÷ {head.figure.text}",
        strict=bool(aside or told["whose"]),
        reach=LIKELY,
    )


def _over_span(reading: Reading, mention: Mention) -> Iterator[Relation]:
    """全年清运生活垃圾21.6万吨，日均592吨: over the days of the period that the words before tell. Some authors leave days out."""
    mean = read_mean(mention)
    beside = [m for m in reading.before(mention.start, 1) if m.index < mention.index and m.segment == mention.segment and amount(m)]
    if mean is None or not beside or beside[-1].index != mention.index - 1:
        return
    total = wholes_first(reading, [m for m in beside if m.figure.unit == beside[-1].figure.unit])[0][0]  # 到发W，其中到达a、发送b，日均…
    if total.figure.unit.lstrip("万亿") != mention.figure.unit.lstrip("万亿") or not _SPANNED.search(reading.plain[reading.sentences[total.sentence][0] : total.start]):
        return
    readings = [_each_of(mention, total, count, words, strict=False) for count, words in islice(spans(reading, mention, mean.of), 2)]
    if (chosen := choose([r for r in readings if plausible(r)])) is not None:
        yield chosen


def _by_the_day(reading: Reading, mention: Mention) -> Iterator[Relation]:
    """8月份，报警6689起（215.8起/天）: over the days of the month that its paragraph tells."""
    total = reading.mentions[mention.index - 1] if mention.index else None
    if total is None or total.end != mention.paren or not amount(total) or total.figure.unit != mention.figure.unit.partition("/")[0]:
        return
    month = _MONTH.search(reading.plain, reading.plain.rfind("\n", 0, total.start) + 1, total.start)
    count, words = next(spans(reading, mention, "日"), (None, "")) if month else (None, "")
    if count is not None:
        yield _each_of(mention, total, count, words, strict=True)


def _each_of(mention: Mention, total: Mention, count: Decimal, words: str, strict: bool) -> Relation:
    return Relation(
        "ratio",
        "ratio.over_span",
        mention.figure,
        (total.figure,),
        Formula("each", (count,)),
        ("mean", "total"),
        f"{mention.label[-14:]}{mention.figure.text}应等于{total.label[-14:]}{total.figure.text}÷{words}",
        f"the mean {mention.figure.text} should equal {total.figure.text} ÷ {count}",
        strict=strict,
        reach=LIKELY,
    )


def _by(reading: Reading, mention: Mention, name: str) -> Iterator[Relation]:
    """医疗机构床位2146张，按常住人口计每千人3.67张: what stands right before the mean over the number of that name."""
    mean = read_mean(mention)
    total = reading.mentions[mention.index - 1] if mention.index else None
    if mean is None or total is None or total.sentence != mention.sentence or not amount(total):
        return
    if total.dimension != mention.dimension.partition("/")[0] or total.unit.counted and total.figure.unit != mention.figure.unit:
        return
    heads = [m for m in reading.mentions[: mention.index] if m.label.endswith(name) and amount(m) and not OTHER_TIME.search(m.lead[-10:])]
    heads = [m for m in heads if m.dimension in ("person", "household") or m.figure.unit == mean.of]
    heads = [m for m in heads if m.label == name] or heads
    if len({m.figure.value * m.unit.factor for m in heads}) != 1:
        return
    head = heads[-1]
    size = mean.many * (unit(mean.of).factor if mean.of and head.figure.unit.endswith(mean.of) and not head.unit.counted else 1)
    yield Relation(
        "ratio",
        "ratio.mean_by",
        mention.figure,
        (total.figure, head.figure),
        Formula("mean", (Decimal(size),) if size != 1 else ()),
        ("mean", "total", "number"),
        f"{mention.label[-14:]}{mention.figure.text}应等于{total.label[-12:]}{total.figure.text}÷{head.label[-12:]}{head.figure.text}",
        f"the mean {mention.figure.text} should equal {total.figure.text} ÷ {head.figure.text}",
        base_named=True,
    )


def _lasts(reading: Reading, months: Mention) -> Iterator[Relation]:
    """支出23962万元…年末滚存结余34870万元，可支付17.5个月: the balance over a twelfth of the spending, or over a month's."""
    before = [m for m in reading.mentions[max(0, months.index - 14) : months.index] if m.dimension == MONEY and amount(m) and m.figure.value]
    balances = [m for m in before if _BALANCE.search(m.label) and not compiled("当[年期月]|本[年期月]|上年|年初").search(m.label)]
    spent = [m for m in before if compiled("支出|发放|待遇").search(m.label) and not OTHER_TIME.search(m.label)]
    readings = [
        Relation(
            "ratio",
            "ratio.lasts",
            months.figure,
            (balance.figure, spending.figure),
            Formula("mean", (Decimal(times),) if times != 1 else ()),
            ("mean", "total", "number"),
            f"可支付{months.figure.text}应等于{balance.figure.text}÷（{spending.figure.text}{'÷12' if times != 1 else ''}）",
            f"{months.figure.text} should equal {balance.figure.text} ÷ ({spending.figure.text}{' ÷ 12' if times != 1 else ''})",
            strict=False,
            reach=LIKELY if len(spent) == 1 and times != 1 else Decimal(0),
        )
        for balance in balances[-1:]
        for spending in reversed(spent)
        for times in (12, 1)
    ]
    chosen = choose([r for r in readings if plausible(r)])
    if chosen is not None:
        yield chosen
