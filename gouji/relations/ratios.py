"""Ratios: a stated rate, share, mean or multiple, and the figures that make it. Basis: the rate's own definition.

Assumptions about the language:
- 占W的p%: the part stands right before 占; the whole is named by W, or is the whole of the list that the part stands in;
- 完成W的p%: done is the nearest amount before, W names the base or is itself the amount right before 的;
- V率p% (整改率, 核拨率): the part is told with the verb V, the base is another amount of the segment told as a task or
  total; parts of one list are no bases of one another; a base told with the same verb is none either;
- a base told elsewhere is taken by the part's subject (公租房开工840套 and, before, 公租房840套), never strictly.
Changes (增长p%) belong to growth; lists with 分别 to distributive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.relations.distributive import listed_rates
from gouji.relations.lists import CHANGE, OTHER_TIME, amount, is_change, is_mean
from gouji.relations.model import GROWTH, RATIO, Formula, Relation, choose
from gouji.relations.reading import MONEY, QUOTES, RATE, Mention, Reading

_GROWTH = re.compile(r"(?:增长|下降|增加|减少|提高|提升|上升|降低|回落|增幅|降幅|涨幅|涨|跌|高于|低于|高出|同比|环比|比上年|较上年|下浮|上浮|扩大|收窄|"
                     r"压减|压缩|节约|缩短|(?<!新)增|减|超出|超)[^，。；、]{0,6}$")
_SHARE = re.compile(r"^(?P<before>[^占]*)占(?P<whole>[^，。；、占]{0,30}?)(?:的)?(?:比重|比例|比|份额)?(?:为|达到?|仅)?$")
_FILLER = re.compile(r"^[，、；。：（\s]*(?:其中|均|约|共|仅|各|人数|金额|数量)?$")
_OF = re.compile(r"(?:完成|实现|达到|达|相当于|为|是)(?P<base>[^，。；、]{0,20})的$")
_OBJECT = re.compile(r"(?P<base>(?:年初|全年|年度|调整|预算|计划|任务|目标|总|下达|应)[^，。；、]{0,14}?)的$")
_RATE = re.compile(r"(?P<verb>[^，。；：、（）]{0,14}?)(?:率|进度|比例|比重|覆盖面|(?<=满意)度)(?:为|达到?|均为|均达|高达|仅为|约为?|：|是|保持在|稳定在)*$")
_BASE = re.compile(r"任务|计划|应|共|总|目标|下达|预算|合计|到位|收到|排查|涉及|全[县市省区镇]|常住|现有|新增|建成|开工|申请|受理|立案|反馈|发现|签约|收入|"
                   r"安排|筹集|投入|采购|产生|人口")
_CLAUSE_START = re.compile(r"^.*[，。；：、\n）]")
_TASK = re.compile(r"目标值?|任务|计划|应[^，。；]|预算数?$|指标值|编制|下达")
_DONE = re.compile(r"已|完成|实际|执行|支出|决算|支付|拨付|到位|实现|累计|使用")
_GENERIC = re.compile(r"^(?:完成|执行|到位|支出|预算|资金|目标|任务|总体|整体|综合|平均|实现|工作|项目|工程|支付|拨付|全年|年度)*$")
_SPENDING = re.compile(r"执行|支出|支付|拨付|核拨|使用|兑付|到位")
_FUNDS = re.compile(r"预算|下达|安排|到位|资金|总额|筹集|指标|拨款")
_MONEY_WORD = re.compile(r"(?:支出|收入|资金|金额|总额|经费|预算|投资|决算|成本)$")
_MEAN = re.compile(r"(?P<who>人均|户均|亩均|车均|次均|件均|村均|案均|笔均|单均|例均|处均|(?:平均)?每[人户亩辆件处个次村所宗笔支家台套场批班名])[^，。；]{0,10}$")
_EACH = re.compile(r"每(?P<x>[人户亩辆件处个次村所宗笔支家台套场批班名])(?:每年)?[^，。；、]{0,6}$")
_COMES_TO = re.compile(r"^[^，。；]{0,6}[，]?(?:(?P<sure>共?计|合计|总计|小计|共)|[^，。；]{0,6}(?:应发放?|需|发放|补助|支付|兑现))")
_COUNTED = {"人": ("person", "visit"), "户": ("household",), "次": ("time", "visit")}


def propose(reading: Reading) -> list[Relation]:
    """All ratios whose part and base the text tells."""
    found: list[Relation | None] = []
    in_lists = listed_rates(reading)
    for mention in reading.mentions:
        if mention.figure.value is None or mention.index in in_lists:
            continue
        if mention.rate and not _GROWTH.search(mention.lead):
            found.append(_rate(reading, mention))
        elif mention.dimension == "倍" and mention.lead.startswith("的"):
            found.append(_multiple(reading, mention))
        elif told := _MEAN.search(mention.lead):
            product = _product(reading, mention) if mention.dimension.startswith(MONEY) else None
            found.append(product or _mean(reading, mention, told["who"]))
    return [relation for relation in found if relation is not None]


def _ratio(rate: Mention, parts: Sequence[Mention], base: Mention, rule: str, strict: bool = True) -> Relation:
    formula = RATIO if len(parts) == 1 else Formula("ratio_of_sum")
    told = "、".join(f"{part.label[-14:]}{part.figure.text}" for part in parts)
    return Relation(
        "ratio", rule, rate.figure, (*(part.figure for part in parts), base.figure), formula,
        ("rate", *("part",) * len(parts), "base"),
        f"{rate.label[-14:]}{rate.figure.text}应等于{told}÷{base.label[-14:]}{base.figure.text}",
        f"the rate {rate.figure.text} should equal {' + '.join(p.figure.text for p in parts)} ÷ {base.figure.text}",
        strict=strict,
    )


def _rate(reading: Reading, rate: Mention) -> Relation | None:
    before = [m for m in reading.before(rate.start, 2) if m.index < rate.index and m.quantity and m.figure.interval is not None]
    if rate.lead in ("的", "的约", "的近") and before and before[-1].index == rate.index - 1:
        return _of_figure(rate, before)
    if "分别" in rate.lead[-6:]:
        return None  # see distributive
    if share := _SHARE.match(rate.lead):
        return _share(reading, rate, share, before) if _FILLER.match(share["before"]) else _share_by_names(reading, rate, share)
    if told := _OF.search(rate.lead) or _OBJECT.search(rate.lead):
        return _of_named(reading, rate, told["base"], before)
    if named := _RATE.search(rate.lead):
        return _named_rate(reading, rate, named["verb"], before)
    return None


def _share(reading: Reading, rate: Mention, share: re.Match[str], before: Sequence[Mention]) -> Relation | None:
    named = re.sub(r"^(?:了|全部|其)", "", share["whole"].translate(QUOTES))
    own = [m for m in before if m.sentence == rate.sentence and not is_change(m) and not is_mean(m)]
    if _MONEY_WORD.search(named):  # a share of spending is money, whatever is counted beside it
        own = [m for m in own if m.dimension == MONEY]
    if not own or own[-1].index < rate.index - 2:
        return None
    part = own[-1]
    bases: list[Mention] = []
    if len(named) >= 2:
        far = reading.mentions[max(0, part.index - 80): part.index] + reading.mentions[part.index + 1: rate.index]
        bases = _by_name(named, [m for m in far if m.dimension == part.dimension and amount(m)])
        bases = [b for b in bases if rate.figure.value > 100 or _at_least(b, part)]
    if not bases or re.match(r"(?:全|总|本年|当年)", named):
        bases = bases[:2] + [b for b in _enclosing(reading, part, bool(named)) if b not in bases]
    return choose([_ratio(rate, [part], base, "ratio.share") for base in bases[:4]])


def _share_by_names(reading: Reading, rate: Mention, share: re.Match[str]) -> Relation | None:
    """年中追加资金占年初预算的30%: part and whole are both told elsewhere, by these names. Not strict: names recur."""
    subject = re.split(r"[，。；：、（）]", share["before"])[-1].removeprefix("其中")
    named = re.sub(r"^(?:了|全部|其)", "", share["whole"])
    if len(subject) < 3 or len(named) < 3:
        return None
    pool = [m for m in reading.mentions if m.index != rate.index and amount(m) and m.sentence != rate.sentence]
    parts, bases = _by_name(subject, pool[: rate.index]), _by_name(named, pool[: rate.index])
    readings = [_ratio(rate, [part], base, "ratio.share_by_names", strict=False) for part in parts[:3] for base in bases[:3]
                if part.index != base.index and part.dimension == base.dimension and _at_least(base, part)]
    return choose([r for r in readings if _plausible(r)])


def _at_least(base: Mention, part: Mention) -> bool:
    return base.figure.value * base.unit.factor >= part.figure.value * part.unit.factor


def _by_name(named: str, candidates: Sequence[Mention]) -> list[Mention]:
    """The candidates, nearest first, whose label or noun says the named whole: all of its words, or it all of theirs."""
    named = re.sub(r"^(?:全部|总)", "", named)
    core = re.sub(r"(?:[个家件户人名宗项起处次]数|总数|总额|总量|总面积|总投资|支出|金额|数|的|额)$", "", named)
    core = core if len(core) >= 2 else named
    scored = []
    for order, mention in enumerate(reversed(candidates)):
        name = mention.label + mention.noun
        if named in name:
            scored.append((0, order, mention))
        elif core in name:
            scored.append((1, order, mention))
        elif len(mention.label) >= 2 and (mention.label[-4:] in named or len(mention.label) <= 4 and mention.label[-2:] in named):
            scored.append((2, order, mention))
        elif len(named) >= 4 and all(chunk in name for chunk in _chunks(named)):
            scored.append((3, order, mention))
        elif len(core) >= 4 and _overlap(core, name) >= 0.75:
            scored.append((4, order, mention))
    scored.sort(key=lambda entry: entry[:2])
    best = scored[0][0] if scored else 0
    return [mention for rank, _, mention in scored if rank == best][:3]


def _chunks(named: str) -> list[str]:
    """A name in words of two characters, from its end: 到位资金 -> 资金, 到位."""
    named = named.replace("的", "")
    return [named[max(0, end - 2): end] for end in range(len(named), 1, -2)]


def _told_as(subject: str, candidates: Sequence[Mention]) -> list[Mention]:
    """The amounts that a subject names; a bare 支出 or 收入 is the whole department's."""
    if subject in ("支出", "收入", "资金", "实际支出"):
        return [m for m in reversed(candidates) if subject[-2:] in m.label and re.search(r"总|全年|本年|合计|实际|全口径", m.label)][:2]
    return _by_name(subject, candidates)[:2]


def _overlap(a: str, b: str) -> float:
    pairs = {a[i: i + 2] for i in range(len(a) - 1)}
    return len([p for p in pairs if p in b]) / max(1, len(pairs))


_LISTS = re.compile(r"其中|：|方面|如下|分别|包括|用于|中，|按[^，。]{1,12}分")


def _enclosing(reading: Reading, part: Mention, named: bool) -> list[Mention]:
    """The wholes of the list that a part stands in: what is told before 其中, a colon, or the list's first item."""
    back = [m for m in reading.before(part.start, 4) if m.dimension == part.dimension and amount(m) and m.index < part.index]
    larger = [m for m in reversed(back) if _at_least(m, part)]
    marked = [m for m in larger if _LISTS.search(reading.plain[m.end: part.start])]
    return marked[:3] or ([] if named else larger[:2])


def _of_figure(rate: Mention, before: Sequence[Mention]) -> Relation | None:
    """完成预算45.20万元的81.24%: the base stands right before 的, done is the nearest amount before the base."""
    base = before[-1]
    parts = [m for m in reversed(before[:-1]) if m.dimension == base.dimension and amount(m)]
    return choose([_ratio(rate, [part], base, "ratio.of") for part in parts[:2]])


def _of_named(reading: Reading, rate: Mention, named: str, before: Sequence[Mention]) -> Relation | None:
    """完成年初预算的98%: the base is what the words name, the part the nearest amount told before them."""
    own = [m for m in before if m.sentence == rate.sentence and not is_change(m) and amount(m)]
    named = re.sub(r"^(?:了|全部)", "", named.translate(QUOTES))
    if len(named) < 2:
        return None
    subject = re.split(r"完成|实现|达到|占|仅?为|仅?是|相当于", _CLAUSE_START.sub("", rate.lead))[0]
    if len(subject) >= 2 and not re.search(r"相比|其中|年$", subject):  # 支出完成预算的98%: the part, too, is told by name
        own = [m for m in own if subject[-4:] in m.name] or _told_as(subject, [m for m in reading.mentions[: rate.index] if amount(m)])
    if not own:
        return None
    far = False
    pool = [m for m in reading.between(rate.start - 400, rate.start + 60)
            if m.dimension == own[-1].dimension and amount(m) and abs(m.sentence - rate.sentence) <= 3]
    pool = [m for m in pool if m.sentence == rate.sentence and _by_name(named, [m])] or pool
    if not pool or not any(_by_name(named, [m]) for m in pool):  # 为任务的100.3%: the task may be told at the report's beginning
        pool = [m for m in reading.mentions[: rate.index] if m.dimension == own[-1].dimension and amount(m) and m.index != own[-1].index]
        far = True
    bases = _by_name(named, sorted(pool, key=lambda m: (m.index < rate.index, m.index if m.index < rate.index else -m.index)))
    parts = [m for m in reversed(own) if m.dimension == own[-1].dimension]
    readings = [_ratio(rate, [part], base, "ratio.of", strict=not far) for part in parts[:2] for base in bases[:2] if part.index != base.index]
    return choose([r for r in readings if not far or _plausible(r)])


def _named_rate(reading: Reading, rate: Mention, verb: str, before: Sequence[Mention]) -> Relation | None:
    """整改率91%: the part is told with the rate's verb; the base is another amount, told as a task or total."""
    root = _root(verb)
    generic = bool(_GENERIC.match(verb))
    near = [m for m in before if m.sentence == rate.sentence and m.segment == rate.segment and amount(m)]
    own = near if len(near) >= 2 else [m for m in before if m.sentence == rate.sentence and amount(m)]
    if len(own) < 2 and (not own or generic):  # a sentence that opens with the rate speaks of the one before
        own = [m for m in before if amount(m)]
    readings: list[Relation] = []
    tasks = [m for m in reversed(near) if _TASK.search(m.lead[-8:]) and not (root and root in m.lead[-8:])]
    if tasks and (generic or set(verb) & set(tasks[0].label)):
        parts = [m for m in reversed(near) if m.index != tasks[0].index and m.dimension == tasks[0].dimension]
        parts.sort(key=lambda m: abs(m.index - tasks[0].index))
        readings += [_ratio(rate, [part], tasks[0], "ratio.named_rate") for part in parts[:2]]
    told = [m for m in reversed(own) if root and root in m.lead[-14:] and not re.search(rf"(?:未|没有?|不){root}", m.lead)]
    if not told and generic:
        told = [m for m in reversed(own) if _DONE.search(m.lead[-14:])][:1]
    if told and len(near) < 2:
        readings += _elsewhere(reading, rate, told[0], root)
    for part in told[:2]:
        readings += _with_bases(reading, rate, part, own, near, root)
    following = reading.mentions[rate.index + 1: rate.index + 2]
    if following and following[0].depth > rate.depth and _TASK.search(following[0].lead):  # 完成率104%（年度任务300名）
        parts = [m for m in reversed(before) if m.figure.unit == following[0].figure.unit and amount(m)]
        readings += [r for p in parts[:3] if _plausible(r := _ratio(rate, [p], following[0], "ratio.named_rate", strict=False))]
    if not told:
        readings += _of_which(rate, near, root)
    if verb.endswith(("调整", "变动", "增减")):  # the rate of a change
        readings += [replace(r, formula=GROWTH, roles=("rate", "now", "then")) for r in readings if len(r.operands) == 2]
    if not readings and told:
        readings = _elsewhere(reading, rate, told[0], root) or _after(reading, rate, told[0])
    return choose(readings)


def _of_which(rate: Mention, near: Sequence[Mention], root: str) -> list[Relation]:
    """36家机构中，33家纳入付费，覆盖率91.7%: the rate's verb names neither figure; a part of a whole stands right before it."""
    if len(near) < 2 or near[-1].index != rate.index - 1:
        return []
    part, base = near[-1], near[-2]
    if part.figure.unit != base.figure.unit:
        return []
    demanded = base.noun.endswith("中") or (len(root) == 2 and any(c in part.lead for c in root))
    readings = [_ratio(rate, [part], base, "ratio.of_which", strict=demanded)] if _at_least(base, part) else []
    if not base.noun.endswith("中"):  # 批准236人，不批准128人，不捕率35.1%: two parts of a whole that is not told
        readings += [replace(_ratio(rate, [part], base, "ratio.of_which", strict=False), formula=Formula("share_of_both"))]
    return [r for r in readings if _plausible(r)]


def _after(reading: Reading, rate: Mention, part: Mention) -> list[Relation]:
    """溯源1136个，溯源率96.8%，共排查1174个: the base follows the rate in its segment."""
    later = [m for m in reading.between(rate.end, rate.segment[1]) if amount(m) and m.dimension == part.dimension and _BASE.search(m.lead)]
    return [r for m in later[:1] if _plausible(r := _ratio(rate, [part], m, "ratio.named_rate"))]


def _with_bases(reading: Reading, rate: Mention, part: Mention, own: Sequence[Mention], near: Sequence[Mention], root: str) -> list[Relation]:
    """The readings for one part: over its list's whole where it stands in a list, else over the other amounts beside it."""
    def other(m: Mention) -> bool:
        return (m.index != part.index and m.dimension == part.dimension and m.unit.counted == part.unit.counted
                and not OTHER_TIME.search(m.lead[-10:]) and not (root in m.lead[-14:] and not _BASE.search(m.label.replace(root, ""))))

    bases = [m for m in own if other(m) and not re.search("包括|其中|分别|用于", reading.plain[part.end: max(part.end, m.start)])]
    opening = reading.plain.rfind("其中", part.segment[0], part.start)
    if opening >= 0:
        siblings = [m for m in bases if m.start > opening]
        bases = [m for m in bases if m.start < opening]
        together = [m for m in (*siblings, part) if m.label[-2:] and m.label[-2:] in rate.lead]
        if bases and len(together) > 1:
            return [_ratio(rate, sorted(together, key=lambda m: m.index), bases[-1], "ratio.named_rate")]
    if not bases and part.unit.counted:  # 常住人口31.27万人，建档29.06万份，建档率92.9%
        bases = [m for m in near if m.index != part.index and m.dimension in ("person", "household") and _BASE.search(m.name)]
    bases.sort(key=lambda m: (not _BASE.search(m.name), abs(part.index - m.index)))
    kept = []
    for base in bases[:3]:
        beside = base in near and part in near
        relation = _ratio(rate, [part], base, "ratio.named_rate", strict=beside)
        demanded = beside and _BASE.search(base.name) is not None
        if demanded or _plausible(relation):
            kept.append(relation)
    return kept


def _elsewhere(reading: Reading, rate: Mention, part: Mention, root: str) -> list[Relation]:
    """A base told in an earlier sentence: of the part's subject, or for spending the funds. Wording does not demand it."""
    subject = re.sub(rf"(?:{re.escape(root)}|累计|已|全[市县区省年]|实际|资金|支出|完成|项目|共)+", "", part.label) if root else part.label
    back = [m for m in reading.mentions[max(0, part.index - 60): part.index] if m.dimension == part.dimension and amount(m)
            and m.unit.counted == part.unit.counted and _at_least(m, part)]
    named = [m for m in reversed(back) if len(subject) >= 2 and (subject[:4] in m.label or m.label and m.label[-3:] in subject)]
    if not named and root:  # 计划开工100套。…已开工80套，开工率80%
        named = [m for m in reversed(back[-12:]) if root in m.lead[-12:] and _TASK.search(m.lead[-12:])]
    if not named and _SPENDING.search(root) and len(subject) < 2:
        named = [m for m in reversed(back) if _FUNDS.search(m.label)]
    demanded = bool(named) and 0 < part.sentence - named[0].sentence <= 1 and bool(re.search(r"可用资金|预算数|预算总额|下达", named[0].label))
    return [relation for base in named[:4] if _plausible(relation := _ratio(rate, [part], base, "ratio.elsewhere", strict=demanded))]


def _plausible(relation: Relation) -> bool:
    """A rate of completion relates a part to a base: readings off by more than a factor of three are other quantities."""
    if relation.computed is None or not relation.stated.value:
        return relation.computed is not None
    return relation.stated.value / 3 <= relation.computed <= relation.stated.value * 3


def _root(verb: str) -> str:
    """The verb of a rate's name: 累计核拨 -> 核拨, 预算执行 -> 执行, 任务完成 -> 完成."""
    verb = re.sub(r"^(?:累计|平均|总体|整体|综合|项目|预算|资金|任务|目标|工程|年度|全年|全市|全县|其|总)+", "", verb.strip("的"))
    return verb[-2:] if len(verb) >= 2 else ""


def _mean(reading: Reading, mean: Mention, who: str) -> Relation | None:
    """人均960元, 人均管护936.5亩: the total of the mean's own dimension over the heads, both told before it."""
    before = [m for m in reading.before(mean.start, 3) if m.index < mean.index and m.figure.interval is not None]
    kind = mean.dimension.split("/")[0]  # 元/月 is told of 元
    totals = [m for m in reversed(before) if m.dimension in (kind, "visit" if kind == "time" else kind) and not is_mean(m) and not CHANGE.search(m.lead)]
    kinds = _COUNTED.get(who[-1] if who[-1] != "均" else who[0], ("thing",))
    aside = [m for m in reading.mentions[mean.index + 1: mean.index + 2] if m.depth > mean.depth]  # 人均4.4万元（按225万人计算）
    heads = [m for m in (*aside, *reversed(before)) if m.dimension in kinds and not is_change(m) and m.figure.value]
    if "thing" in kinds:
        heads = [m for m in heads if m.figure.unit.endswith(who.strip("平均每")[-1:]) or who[0] in "案车"]
    if who in ("亩均", "每亩"):
        heads = [m for m in reversed(reading.mentions[: mean.index]) if m.dimension == "平方米" and "亩" in m.figure.unit and amount(m)][:6]
    readings = [
        Relation("ratio", "ratio.mean", mean.figure, (total.figure, head.figure), Formula("mean"), ("mean", "total", "number"),
                 f"{mean.label[-10:]}{mean.figure.text}应等于{total.label[-12:]}{total.figure.text}÷{head.figure.text}",
                 f"the mean {mean.figure.text} should equal {total.figure.text} ÷ {head.figure.text}",
                 strict={total.index, head.index} == {mean.index - 1, mean.index - 2} and total.segment == head.segment == mean.segment)
        for total in totals[:2] for head in heads[:4]
    ]
    return choose(readings)


def _product(reading: Reading, price: Mention) -> Relation | None:
    """45户，每户10000元，计45万元; 214.2万元（119户，每户18000元）: number × price = the amount told with them.

    A price by the month or day says nothing of the year's amount.
    """
    told = _EACH.search(price.lead)
    if not told or re.search("每月|每天|每季|每日", price.lead):
        return None
    beside = [m for m in reading.before(price.start, 1) if m.unit.counted and m.figure.value and m.figure.unit.lstrip("万").startswith(told["x"])]
    if not beside:
        return None
    number = beside[-1]
    after = reading.mentions[price.index + 1: price.index + 2]
    readings = []
    if after and after[0].dimension == MONEY and after[0].sentence == price.sentence and (cue := _COMES_TO.search(after[0].lead)):
        readings.append((after[0], bool(cue["sure"])))
    if price.depth and number.depth == price.depth:
        outside = [m for m in reading.before(price.paren, 1) if m.depth < price.depth and m.dimension == MONEY and price.paren - m.end <= 2]
        readings += [(m, True) for m in outside[-1:]]
    return choose([
        Relation("ratio", "ratio.product", total.figure, (number.figure, price.figure), Formula("product"), ("total", "number", "price"),
                 f"{total.label[-10:]}{total.figure.text}应等于{number.figure.text}×{price.figure.text}",
                 f"{total.figure.text} should equal {number.figure.text} × {price.figure.text}", strict=strict)
        for total, strict in readings])


def _multiple(reading: Reading, multiple: Mention) -> Relation | None:
    """a是b的n倍: both told before 的."""
    before = [m for m in reading.before(multiple.start, 1) if m.index < multiple.index and m.quantity]
    if len(before) < 2 or before[-1].index != multiple.index - 1 or before[-1].dimension != before[-2].dimension or before[-1].dimension == RATE:
        return None
    a, b = before[-2], before[-1]
    return Relation("ratio", "ratio.multiple", multiple.figure, (a.figure, b.figure), Formula("mean"), ("multiple", "now", "then"),
                    f"{multiple.figure.text}应等于{a.figure.text}÷{b.figure.text}", f"{multiple.figure.text} should equal {a.figure.text} ÷ {b.figure.text}")
