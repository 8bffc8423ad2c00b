"""Ratios: a stated rate, share or mean, and the two figures that make it. Basis: the rate's own definition.

Assumptions about the language:
- 占W的p%: the part is the nearest amount before 占; the whole is named by W, or is the whole of the list it stands in;
- 完成W的p%: done is the nearest amount before 完成, and W names the base;
- V率p% (整改率, 核拨率): the part is the nearest amount told with the verb V, the base another amount of its segment;
- a base that is itself told with the same verb (已完成a，累计完成b，完成率p%) is no base.
Changes (增长p%) belong to growth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.relations.lists import CHANGE, OTHER_TIME, amount, is_change, is_mean
from gouji.relations.model import RATIO, Formula, Relation, choose
from gouji.relations.reading import MONEY, Mention, Reading

_GROWTH = re.compile(r"(?:增长|下降|增加|减少|提高|提升|上升|降低|回落|增幅|降幅|涨幅|涨|跌|负增长|高于|低于|高出|同比|环比|比上年|较上年|下浮|上浮|扩大|收窄|压减|压缩|节约|缩短|增|减|超出|超)[^，。；、]{0,6}$")
_SHARE = re.compile(r"占(?P<whole>[^，。；、占]{0,30}?)(?:的)?(?:比重|比例|比|份额)?(?:为|达到?|约|近|仅)?$")
_OF = re.compile(r"(?:完成|实现|达到|达|相当于|为|是)(?P<base>[^，。；、]{0,20})的$")
_RATE = re.compile(r"(?P<verb>[^，。；：、（）]{0,14}?)(?:率|进度|比例|比重|占比|覆盖面)(?:为|达到?|分别为|均为|均达|高达|仅为|约为?|：|是|保持在|稳定在)*$")
_OBJECT = re.compile(r"(?P<base>(?:年初|全年|年度|调整|预算|计划|任务|目标|总|下达|应)[^，。；、]{0,14}?)的$")
_BASE = re.compile(r"任务|计划|应|共|总|目标|下达|预算|合计|到位|收到|排查|涉及|全[县市省区镇]|常住|现有|新增|建成|开工|申请|受理|立案|反馈|发现|签约|收入|安排|筹集|投入|采购")
_DONE = re.compile(r"已|完成|实际|执行|支出|决算|支付|拨付|到位|实现|累计|使用")
_GENERIC_VERB = re.compile(r"^(?:完成|执行|到位|支出|预算|资金|目标|任务|总体|整体|综合|平均|实现|工作|项目|工程)+$")
_MONEY_WORD = re.compile(r"(?:支出|收入|资金|金额|总额|经费|预算|投资|决算|成本)$")
_MEAN = re.compile(r"(?P<who>人均|户均|亩均|车均|次均|件均|村均|每[人户亩辆次件]|平均每[人户亩辆个次]|单均|例均)[^，。；]{0,10}$")
_COUNT_OF = {"人": ("person", "visit"), "户": ("household",), "车": ("thing",), "辆": ("thing",), "次": ("time", "visit"), "件": ("thing",),
             "村": ("thing",), "个": ("thing",), "单": ("thing",), "例": ("thing",)}


def propose(reading: Reading) -> list[Relation]:
    """All ratios whose part and base the text tells."""
    found: list[Relation] = []
    for mention in reading.mentions:
        if mention.rate and mention.figure.value is not None and not _GROWTH.search(mention.lead):
            relation = _rate(reading, mention)
            if relation is not None:
                found.append(relation)
        elif mention.dimension == "元" and (told := _MEAN.search(mention.lead)):
            relation = _mean(reading, mention, told["who"])
            if relation is not None:
                found.append(relation)
    return found


def _ratio(rate: Mention, part: Mention, base: Mention, rule: str, strict: bool = True) -> Relation:
    return Relation(
        "ratio", rule, rate.figure, (part.figure, base.figure), RATIO, ("rate", "part", "base"),
        f"{rate.label[-14:]}{rate.figure.text}应等于{part.label[-14:]}{part.figure.text}÷{base.label[-14:]}{base.figure.text}",
        f"the rate {rate.figure.text} should equal {part.figure.text} ÷ {base.figure.text}",
        strict=strict,
    )


def _rate(reading: Reading, rate: Mention) -> Relation | None:
    before = _context(reading, rate)
    if share := _SHARE.search(rate.lead):
        return _share(reading, rate, share["whole"], before)
    if told := _OF.search(rate.lead) or _OBJECT.search(rate.lead):
        return _of(reading, rate, told["base"], before)
    if named := _RATE.search(rate.lead):
        return _named_rate(rate, named["verb"], before)
    if re.fullmatch(r"[，、（]?(?:完成|已完成|仅完成|为|达到?|的)?", rate.lead) and len(before) >= 2:
        return None
    return None


def _context(reading: Reading, rate: Mention) -> list[Mention]:
    """The amounts before a rate that it may be about, nearest last: its sentence's, and the sentence's before it."""
    return [m for m in reading.before(rate.start, 2) if m.index < rate.index and m.quantity and m.figure.interval is not None]


def _share(reading: Reading, rate: Mention, named: str, before: Sequence[Mention]) -> Relation | None:
    own = [m for m in before if m.sentence == rate.sentence and not is_change(m) and not is_mean(m)]
    if not own:
        return None
    named = named.strip("了全部本")
    if _MONEY_WORD.search(named):  # a share of spending is money, whatever is counted beside it
        own = [m for m in own if m.dimension == MONEY]
        if not own:
            return None
    part = own[-1]
    bases: list[Mention] = []
    if len(named) >= 2:
        far = [m for m in reading.before(rate.start, 6) if m.index != part.index] + list(reversed(reading.mentions[: part.index]))[:60][::-1]
        bases = _by_name(named, [m for m in far if m.dimension == part.dimension and amount(m)])
    if not bases:
        bases = _enclosing(reading, part)
    return choose([_ratio(rate, part, base, "ratio.share", strict=True) for base in bases[:3]])


def _by_name(named: str, candidates: Sequence[Mention]) -> list[Mention]:
    """The candidates, nearest first, whose label or noun says the named whole: all of its words, or it all of theirs."""
    core = re.sub(r"(?:总数|总额|总量|总面积|总投资|总|支出|金额|数|的|额)$", "", named) or named
    scored = []
    for order, mention in enumerate(reversed(candidates)):
        name = mention.label + mention.noun
        if core in name:
            scored.append((0, order, mention))
        elif len(mention.label) >= 3 and mention.label[-4:] in named:
            scored.append((1, order, mention))
        elif len(core) >= 4 and _overlap(core, name) >= 0.75:
            scored.append((2, order, mention))
    scored.sort(key=lambda entry: entry[:2])
    best = scored[0][0] if scored else 0
    return [mention for rank, _, mention in scored if rank == best]


def _overlap(a: str, b: str) -> float:
    pairs = {a[i: i + 2] for i in range(len(a) - 1)}
    return len([p for p in pairs if p in b]) / max(1, len(pairs))


def _enclosing(reading: Reading, part: Mention) -> list[Mention]:
    """The wholes of the list that a part stands in: what is told before 其中, a colon, or the list's first item."""
    back = [m for m in reading.before(part.start, 3) if m.dimension == part.dimension and amount(m) and m.index < part.index]
    larger = [m for m in reversed(back) if m.figure.value * m.unit.factor >= part.figure.value * part.unit.factor]
    marked = [m for m in larger if re.search(r"其中|：|方面|如下|分别|包括|用于", reading.plain[m.end: part.start])]
    return marked[:3] or larger[:2]


def _of(reading: Reading, rate: Mention, named: str, before: Sequence[Mention]) -> Relation | None:
    """完成年初预算的98%: the base is what the words name; with no words, the amount right before 的."""
    own = [m for m in before if m.sentence == rate.sentence and not is_change(m)]
    touching = own and own[-1].end >= rate.start - len(rate.lead) and rate.lead.startswith("的")
    if touching:  # 完成预算45.20万元的81.24%
        base, rest = own[-1], [m for m in own[:-1] if m.dimension == own[-1].dimension]
        return choose([_ratio(rate, part, base, "ratio.of", strict=True) for part in _nearest_done(rest)[:2]])
    named = named.strip("了全部")
    part = next((m for m in reversed(own) if amount(m)), None)
    if part is None:
        return None
    pool = [m for m in reading.before(rate.start, 4) if m.index != part.index and m.dimension == part.dimension and amount(m)]
    bases = _by_name(named, pool) if len(named) >= 2 else []
    if bases:
        parts = [part, *[m for m in reversed(own) if m.index != part.index and m.index != bases[0].index and m.dimension == part.dimension and amount(m)]]
        if part.index == bases[0].index and len(parts) > 1:
            parts = parts[1:]
        return choose([_ratio(rate, p, b, "ratio.of") for p in parts[:2] for b in bases[:2] if p.index != b.index])
    if named and len(named) <= 8 and part.label and named[:2] in part.label:  # the nearest amount is the base itself
        others = [m for m in reversed(own) if m.index != part.index and m.dimension == part.dimension]
        return choose([_ratio(rate, p, part, "ratio.of") for p in others[:2]])
    return None


def _nearest_done(candidates: Sequence[Mention]) -> list[Mention]:
    return [m for m in reversed(candidates) if amount(m)]


def _named_rate(rate: Mention, verb: str, before: Sequence[Mention]) -> Relation | None:
    """整改率91%: the part is told with the rate's verb, else is the nearest amount; the base an amount before or after it."""
    root = _root(verb)
    near = [m for m in before if m.sentence == rate.sentence and m.segment == rate.segment and amount(m)]
    own = near
    if len(own) < 2:
        own = [m for m in before if m.sentence == rate.sentence and amount(m)]
    if len(own) < 2 and (not own or _GENERIC_VERB.match(verb)):  # a sentence that opens with the rate speaks of the one before
        own = [m for m in before if amount(m)]
    told = [m for m in reversed(own) if root and root in m.lead[-14:]]
    if not told and _GENERIC_VERB.match(verb):
        told = [m for m in reversed(own) if _DONE.search(m.lead[-14:])][:1]
    readings: list[Relation] = []
    for part in told[:2]:
        bases = [m for m in own if m.index != part.index and m.dimension == part.dimension and m.unit.counted == part.unit.counted]
        bases = [m for m in bases if not (root in m.lead[-14:] and not _BASE.search(m.label.replace(root, "")))
                 and not OTHER_TIME.search(m.lead[-10:])]
        bases.sort(key=lambda m: (not _BASE.search(m.name), abs(part.index - m.index)))
        for base in bases[:3]:
            relation = _ratio(rate, part, base, "ratio.named_rate")
            adjacent = base in near and part in near and _BASE.search(base.name)
            if adjacent or _plausible(relation):
                readings.append(relation)
    return choose(readings) if readings else None


def _plausible(relation: Relation) -> bool:
    """A rate of completion relates a part to a base: readings off by more than a factor of five are other quantities."""
    if relation.computed is None or not relation.stated.value:
        return True
    return relation.stated.value / 5 <= relation.computed <= relation.stated.value * 5


def _root(verb: str) -> str:
    """The verb of a rate's name: 累计核拨 -> 核拨, 预算执行 -> 执行, 任务完成 -> 完成."""
    verb = re.sub(r"^(?:累计|平均|总体|整体|综合|项目|预算|资金|任务|目标|工程|年度|全年|全市|全县|其|总)+", "", verb.strip("的"))
    return verb[-2:] if len(verb) >= 2 else ""


def _mean(reading: Reading, mean: Mention, who: str) -> Relation | None:
    """人均960元: the money before it over the heads before it."""
    before = [m for m in reading.before(mean.start, 2) if m.index < mean.index and m.figure.interval is not None]
    money = [m for m in reversed(before) if m.dimension == "元" and not is_mean(m) and not CHANGE.search(m.lead)]
    kinds = next((kinds for word, kinds in _COUNT_OF.items() if word in who), ("person",))
    heads = [m for m in reversed(before) if m.dimension in kinds and not is_change(m)]
    if who in ("亩均", "每亩"):
        heads = [m for m in reversed(before) if m.dimension == "平方米" and "亩" in m.figure.unit]
    if not money or not heads:
        return None
    readings = [
        Relation("ratio", "ratio.mean", mean.figure, (cash.figure, head.figure), Formula("mean"), ("mean", "total", "number"),
                 f"{mean.label[-10:]}{mean.figure.text}应等于{cash.label[-12:]}{cash.figure.text}÷{head.figure.text}",
                 f"the mean {mean.figure.text} should equal {cash.figure.text} ÷ {head.figure.text}", strict=False)
        for cash in money[:2] for head in heads[:2]
    ]
    return choose(readings)
