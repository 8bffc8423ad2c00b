"""Levels: a figure held against a standard, a target or an average told beside it. Basis: N，高于全省平均水平M tells N > M.

A level is no distance: 低于平均水平2万元 tells how far, 低于2万元的平均水平 tells from what. It is a level where its words say so
(值, 的, 为, parentheses, a target), or where the figure could not exceed it by that much.
"""

from __future__ import annotations

import re
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.lists import amount, named, value
from gouji.relations.common.model import RATIO, Formula, Relation, choose
from gouji.relations.common.naming import by_name, plausible
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import tells_change
from gouji.relations.order.orders import ENGLISH, WORD, order

_WORDS = {
    ">": "大于|高于|高出|多于|超过|超出|超(?![收支期市过出时前声大])|快于|突破",
    "<": "小于|低于|少于|慢于|不足|落后于|没有碰到|未触及|未触碰|没有达到|未达到|未达|不到",
    "<=": "不超过|未超过|不高于|不大于|未突破|控制在",
    ">=": "不低于|不少于|不小于",
}
_SIGN = "|".join(sorted((word for words in _WORDS.values() for word in words.split("|")), key=len, reverse=True))
SIGN_OF = {word.partition("(")[0]: sign for sign, words in _WORDS.items() for word in words.split("|")}
OF_QUALIFIER = {"more_than": ">", "at_least": ">=", "less_than": "<", "at_most": "<="}  # 98%以上, 不足3个
_REFERENCE = (
    r"平均|水平|标准|目标|指标|要求|控制|警戒|限值|上限|下限|红线|进度|任务|计划|预算|上年|去年|同期|考核|规定|比例|设定|既定|[国省市县]定|增幅|增速|涨幅|降幅"
)
_BEFORE_LEVEL = re.compile(
    rf"(?P<far>远|远远|大大|明显|均|略|稍|也|仍|总体|已)*(?P<sign>{_SIGN})(?P<what>[^，。；：（）\d]{{0,22}}?)(?:的|为|是|值|（)*$"
)
_LEVEL_SIGN = re.compile("[超突控碰触达]|高出|不到|[高低大小多少快慢不落]于|后于|不足|不[高低超大小少]")
_AFTER_LEVEL = re.compile(rf"的?[^，。；：（）\d]{{0,10}}(?:{_REFERENCE}|值|[问预]?[责警]线)")
_LEVEL_END = re.compile(r"(?:值|为|是|的|（|警戒线?|红线|[上下]限)$")
_PACE = re.compile("增幅|增速|涨幅|降幅|增长率|(?:增长|下降|减少|提高)$|^(?:增长|下降|减少|提高)")
_THEN = re.compile("(?:上年|去年|同期|较|(?<!占)比)的?(?:同期|值)?(?:为)?$")
_SPENT = re.compile("收取|收费|列支|发放|支付|报销|采购|配备|购置|开支|接待|占用|建设")
_NAMES_THEM = re.compile("的(?:还?有|是|为|依次|分别)?[^，。；：（）]{2,}$")
_BRACKETED = re.compile(r"（[^（）]*）")
_SHARE = re.compile(
    r"(?:^|[，；、。])(?P<subject>[^，。；、\d]{2,12}?)(?:仍|还|仅|只|均|也|尚)*(?P<sign>不到|不足|超过|超|低于)(?P<base>[^，。；、\d]{2,14})的$"
)
_PRICE = re.compile(r"(?:价|标准|限额|额度|定额)$")
LISTED = 16  # characters before an item of a list
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_NUMBER_OF = re.compile("(?:预算|决算|上年|去年|年初|计划|任务|目标)数$")
_TARGET_END = re.compile(r"(?:目标|标准|要求)$")


def propose(reading: Reading) -> list[Relation]:
    """The levels that figures are held against, and shares told to be over or under a rate."""
    found: list[Relation | None] = []
    for mention in reading.mentions:
        if mention.figure.value is None:
            continue
        if _LEVEL_SIGN.search(reading.plain, max(0, mention.start - 28), mention.figure.number_start):
            told = _share(reading, mention) if _of_a_share(reading, mention) else _level(reading, mention)
            found += _each(reading, told, mention) if told is not None else ()
            found.append(_of_name(reading, mention))
        if mention.rate and "半" in reading.plain[max(0, mention.start - 10) : mention.end + 8]:
            found.append(_half(reading, mention))
    for match in _LIMITS.finditer(reading.plain) if "限额" in reading.plain else ():
        found += _limits(reading, match)
    return [relation for relation in found if relation is not None]


_LIMITS = re.compile(r"(?:控制|严控)?在[^，。；：\d]{0,8}限额(?:以内|之内|内)|(?:未|没有|不)(?:突破|超过?|超出)[^，。；：\d]{0,8}限额|低于[^，。；：\d]{0,8}限额")


def _limits(reading: Reading, match: re.Match[str]) -> list[Relation]:
    """限额48.76亿元（一般19.35亿元，专项29.41亿元）。余额46.92亿元，其中一般18.87亿元、专项28.05亿元，均控制在限额以内: each balance
    within its limit, the first told with 限额 and with 余额, and the parts that bear one name in both."""
    near = [m for m in reading.before(match.start(), 4) if m.quantity and not tells_change(m)]
    limit = next((m for m in near if "限额" in m.lead[-10:]), None)
    balance = next((m for m in reversed(near) if "余额" in m.lead[-10:] and limit is not None and m.dimension == limit.dimension), None)
    if balance is None or limit.index == balance.index:
        return []
    pairs = [(balance, limit)]
    parts = [m for m in near if m.index not in (balance.index, limit.index) and m.dimension == limit.dimension]
    first, later = sorted((balance, limit), key=lambda m: m.index)
    for word in ("一般", "专项"):
        own = [m for m in parts if word in m.lead[-8:] and m.index > first.index]
        a, b = ([m for m in own if (m.index < later.index) == early] for early in (True, False))
        if len(a) == len(b) == 1:
            pairs.append((b[0], a[0]) if later is balance else (a[0], b[0]))
    return [order("comparison.limit", own, "<=", most, match[0]) for own, most in pairs]


_OVER_HALF = re.compile(r"(?:过半数?|超过?一?半数?|逾半|一半以上|半数以上)[，、]?(?:占|为|占比|达|达到)?(?:[^，。；：、\d]{0,6}的)?$")
_NEAR_HALF = re.compile(r"(?:接近|不到|不足|不及|近)(?:一半|半数)[，、]?(?:占|为|占比|达|达到)?(?:[^，。；：、\d]{0,6}的)?$")


def _half(reading: Reading, rate: Mention) -> Relation | None:
    """过半数，占53.2%: above 50%. 接近一半，为45.6%: not above it."""
    lead = rate.lead[-16:]
    sign = ">" if _OVER_HALF.search(lead) else "<" if _NEAR_HALF.search(lead) else ""
    after = compiled(r"，(过半数?|超过?一?半|不到一半|不足一半)(?=[，。；）])").match(reading.plain[rate.end : rate.end + 8])
    if not sign and after is not None:
        sign = "<" if after[1][0] == "不" else ">"
    if not sign or rate.figure.unit != "%":
        return None
    p = rate.figure
    return Relation(
        "comparison",
        "comparison.half",
        p,
        (),
        Formula("constant", (Decimal(50),)),
        ("rate",),
        f"文中称“{'过半' if sign == '>' else '不到一半'}”，{p.text}应{WORD[sign]}50%",
        f"as the text says, {p.text} should be {ENGLISH[sign]} 50%",
        comparator=sign,
    )


_NAMED_LEVEL = re.compile(r"(?:^|[，；。、：\s])(?:一是|二是|三是)?(?P<name>[\u4e00-\u9fff]{3,12}?)(?:已经?|仍|还|均|都)*(?P<sign>超过|高于|突破|低于|不足|不到)了?$")
ROUND = Decimal("0.85")


def _of_name(reading: Reading, level: Mention) -> Relation | None:
    """次均住院费用已超过3400元, 到位率低于80%: the figure of that very name, told before, stands so. The level must be rounder than it
    and near, and not what the next words count by (拨付率不足90%的县)."""
    told = _NAMED_LEVEL.search(reading.plain[max(level.segment[0], level.start - 20) : level.figure.number_start])
    if told is None or reading.plain[level.end : level.end + 1] in "的、及以和（左" or level.figure.value <= 0:
        return None
    name = told["name"]
    for m in reversed(reading.mentions[: level.index]):
        if m.dimension == level.dimension and m.figure.value and name in m.label[-12:] + m.noun[:2] and not tells_change(m):
            pair = sorted((abs(value(m)), abs(value(level))))
            rounder = len(level.figure.number.strip("0.")) < len(m.figure.number.strip("0."))
            if m.sentence != level.sentence and rounder and pair[0] / pair[1] >= ROUND:
                return order("comparison.of_name", m, SIGN_OF[told["sign"]], level, told["sign"])
            return None
    return None


def _of_a_share(reading: Reading, rate: Mention) -> bool:
    """不足预算的八成 tells of a share; 高于国家规定的70%标准 of a level."""
    return (
        rate.rate
        and rate.lead.endswith("的")
        and not compiled("平均|水平|标准|规定|要求|目标|值|[设既省市国县]定").search(rate.lead[-8:])
        and not _AFTER_LEVEL.match(reading.plain, rate.end, rate.end + 14)
    )


def _written(reading: Reading, level: Mention) -> str:
    """The words before a level, in which it is told what is held against it."""
    return reading.plain[max(level.segment[0], level.start - 30) : level.figure.number_start]


def _level(reading: Reading, mention: Mention) -> Relation | None:
    """N，高于全省平均水平M / 高于M的国家标准: N > M. Assumes the words beside M to tell a level that N is held
    against, and N to be the nearest figure of the dimension before, in its sentence."""
    written = _written(reading, mention)
    begin = mention.figure.number_start - len(written)
    cue = _BEFORE_LEVEL.search(written)
    if cue is None:
        return None
    after = reading.plain[mention.end : mention.end + 14]
    sign = SIGN_OF[cue["sign"]]
    what, beyond = cue["what"], _AFTER_LEVEL.match(after)
    if _SPENT.search(what) or _NAMES_THEM.search(what):
        return None  # 超标准收取8.13万元: what was taken beyond it; 低于全市平均的有甲县（43.9%）: who is below it
    if not (compiled(_REFERENCE).search(what) or what.endswith("值") or beyond):
        return None
    paced = bool(_PACE.search(what))  # 增长17%，高于全县增幅8.9%: one pace held against another
    clear = (
        beyond
        or sign in ("<=", ">=")
        or _LEVEL_END.search(written)
        or (sign == ">" and mention.rate and _TARGET_END.search(what))
    )
    opening = begin + cue.start()
    before = [
        m
        for m in reading.before(opening, 1)
        if m.dimension == mention.dimension
        and m.figure.value is not None
        and (paced or not tells_change(m))
        and not _THEN.search(m.lead[-6:])
        and m.depth <= mention.depth
        and (m.dimension != "thing" or m.figure.unit == mention.figure.unit)
    ]
    between = _BRACKETED.sub("", reading.plain[before[-1].end : opening]) if before else ""
    if not before or compiled(r"要求|确保|力争|不得|应当?$|须|目标").search(between[-6:]) or len(between) > 40:
        return None
    near = 2 * value(mention) >= value(before[-1])
    clear = clear or near and mention.quantity and _NUMBER_OF.search(what)  # 低于年初预算数12.3万元: a number, and no distance to it
    if not clear and mention.rate and before[-1].index == mention.index - 1:
        # 覆盖率73.9%，高于全省平均水平62.5%: points, not percent, would tell how far; so read where it is borne out
        found = order("comparison.level", before[-1], sign, mention, cue["sign"] + what, strict=False)
        return found if found.holds and near else None
    if not clear and mention.quantity and sign == "<" and _PRICE.search(what):
        found = order("comparison.level", before[-1], sign, mention, cue["sign"] + what, strict=False)
        return found if found.holds and value(mention) <= 2 * value(before[-1]) else None
    if not clear and not (sign == ">" and mention.quantity and near):
        return None
    # 48.3万亩，超出任务48.8万亩: were it a distance, the task would be less than nothing
    strict = bool(clear) or value(mention) > value(before[-1])
    told = [before[-1], next(m for m in before if m.sentence == before[-1].sentence)]
    if "其中" in reading.plain[told[1].end : told[0].start]:
        told.reverse()  # W，其中A a、B b，控制在X以内: W is
    return choose(
        [
            order("comparison.level", reading.mentions[at], sign, mention, cue["sign"] + what, strict)
            for at in dict.fromkeys(m.index for m in told)
        ]
    )


def _each(reading: Reading, told: Relation, level: Mention) -> list[Relation]:
    """a、b，均高于M: each of them. a、b，均高于M、N的目标: each of its own."""
    at = next((m for m in reading.before(level.start, 1) if m.figure is told.stated), None)
    if told.rule != "comparison.level" or at is None or not compiled("[均都]").search(reading.plain[at.end : level.start]):
        return [told]
    run = [at]
    while (
        run[0].index
        and (before := reading.mentions[run[0].index - 1]).segment == at.segment
        and before.dimension == at.dimension
        and before.figure.value is not None
        and not tells_change(before)
        and len(run[0].lead) <= LISTED
    ):
        run.insert(0, before)
    levels = [level]
    while (
        levels[-1].index + 1 < len(reading.mentions)
        and (after := reading.mentions[levels[-1].index + 1]).lead in ("、", "和")
        and after.dimension == level.dimension
    ):
        levels.append(after)
    if len(levels) > 1 and len(levels) != len(run):
        return []
    pairs = zip(run, levels if len(levels) > 1 else [level] * len(run), strict=True)
    cue = _BEFORE_LEVEL.search(_written(reading, level))
    why = cue["sign"] + cue["what"]
    return [order(told.rule, own, told.comparator, other, why, told.strict) for own, other in pairs]


def _share(reading: Reading, rate: Mention) -> Relation | None:
    """总收入不到支出的25%: 25% exceeds what is made by the figures that the two names tell. Not strict: names recur."""
    told = _SHARE.search(rate.lead)
    if told is None:
        return None
    subject, base = (compiled(r"[的，]|^(?:一|二|三|四)是").sub("", told[key]) for key in ("subject", "base"))
    if min(len(subject), len(base)) < 2:
        return None
    pool = [m for m in reading.mentions[: rate.index] if amount(m)]
    sign = SIGN_OF[told["sign"]]
    readings = [
        Relation(
            "comparison",
            "comparison.share",
            rate.figure,
            (part.figure, whole.figure),
            RATIO,
            ("stated", "part", "base"),
            f"文中称“{told['sign']}”，{named(part)}÷{named(whole)}应{WORD[sign]}{rate.figure.text}",
            f"as the text says, {part.figure.text} ÷ {whole.figure.text} should be {ENGLISH[sign]} {rate.figure.text}",
            comparator=_TURNED[sign],
            strict=False,
        )
        for part in by_name(subject, pool)[:2]
        for whole in by_name(base, pool)[:2]
        if part is not whole and part.dimension == whole.dimension
    ]
    return choose([r for r in readings if plausible(r)])
