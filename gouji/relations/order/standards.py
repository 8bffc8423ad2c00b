"""Comparisons with what stands right behind a figure: a rounder saying of it, the target it reached, a mark it passed; and with a level
that the figures listed behind it are all on one side of.

Basis: what the words say of a figure is true of it.

Assumptions about the language:
- 占65.8%，超过六成: a rounder figure between two marks, with no words but 超过, 近, 不到, says the one before it again;
- 95.1%，达到90%以上的目标, and 1.06亿吨，首次突破1亿吨: a verb with no subject speaks of the figure right before it;
- a target told as ≥90% right behind a rate or an amount need not have been reached: it is told only where it was, or where the text says so;
- 低于全县平均水平的有甲乡82.4%、乙乡79.2%: the level is what was told before of all under the same measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.lists import amount, named, value
from gouji.relations.common.model import HUNDRED, Formula, Relation, linear
from gouji.relations.common.reading import RATE, Mention, Reading
from gouji.relations.common.verbs import tells_change
from gouji.relations.order import claims
from gouji.relations.order.bounds import borne_out
from gouji.relations.order.levels import OF_QUALIFIER, SIGN_OF
from gouji.relations.order.orders import ENGLISH, WORD, order
from gouji.searching import ahead

_ENDS = re.compile(r"[，。；、）\n]|$")
_MARKS = re.compile(r"[，（](?:约?占|占比|达)?(?:已经?|也|均|都)?")
_BOUNDED = re.compile("[高低大小多少]于|超过|不足|不到|达到?$")
_REACHED = re.compile(r"^[，、](?:已|均|也|都|全部)*(?:达到|实现|完成|符合|满足)了?(?P<what>[^，。；：\d]{0,12})$")
_TARGET_BEHIND = re.compile(r"(?:及?以上|及?以下|以内)?的?[^，。；：（）\d]{0,8}(?:目标|要求|标准|指标|规定|水平|下限|上限)")
_TARGET = re.compile(r"^[，、（；](?:[^，。；：\d]{0,6})?(?:目标|指标|标准|要求|预期|计划)值?(?:为|是|：)?$")
_PASSED = re.compile(r"^[，、](?:首次|已|成功|历史性|一举|连续[^，]{1,4})*(?:突破|超过|跨越|跨上|迈上|站上|跨过)了?(?=\d)")
_WHOLE_MARK = re.compile(r"(?:大关|关口|关)?(?:[，。；、）（\n]|$)")
_SHORT_OF = re.compile(r"[^，。；]{0,10}，?(?:还有|尚有|仍有|还差|尚差|有一定|有较大|存在|还需|仍需|难度|压力|有差距)")
_OTHER_MEASURE = re.compile("支出|执行|完成|实际|决算|到位|拨付|使用|预算|计划")
_LISTED = re.compile(
    r"(?:及?以上|及?以下)?的(?:[^，。；：（）\d有是为]{0,6})?(?:有|共有|是|为|包括)?(?:[\d一二两三四五六七八九十]{1,2}个?[^，。；：\d]{0,5})?[，：]?(?:分别(?:是|为)|即|其中|有|为|是)?(?=[\u4e00-\u9fff]{2,10}\d)"
)
_AGAINST = re.compile(
    r"(?P<measure>[\u4e00-\u9fff]{1,8}率|进度)?(?P<sign>低于|高于|慢于|快于)全[市县省州区](?:平均)?(?:水平|数|值|进度|线)?(?=的)"
)
_ALL = re.compile("于全")
_SIDE = re.compile(r"(?P<sign>超过|高于|大于|低于|不足|不到|达到?|在)了?$")
_ITEM = re.compile(r"[、和及，]?[\u4e00-\u9fff]{2,12}")
_MEASURE = re.compile(r"[\u4e00-\u9fff]{1,6}率|进度")
_PLACE = re.compile(r"[县市区镇乡州](?![本级])")
MOST = Decimal(2)  # times a mark that what passed it may be, not to be another quantity
BACK = 60  # figures before in which a level told in words is looked for


def propose(reading: Reading) -> Iterator[Relation]:
    """All comparisons of this module."""
    for before, mention in zip(reading.mentions, reading.mentions[1:], strict=False):
        if before.figure.value is None or mention.figure.interval is None:
            continue
        if before.sentence == mention.sentence and before.end <= mention.figure.number_start:
            yield from _rounder(reading, before, mention)
            if before.dimension == mention.dimension:
                yield from _target(reading, before, mention)
        if (told := _SIDE.search(mention.lead)) or mention.figure.qualifier in ("more_than", "less_than"):
            yield from _listed(reading, mention, told["sign"] if told else "")
    for match in ahead(_ALL, 10, _AGAINST, reading.plain):
        yield from _listed_against_all(reading, match)


def _rounder(reading: Reading, told: Mention, again: Mention) -> Iterator[Relation]:
    """comparison.rounder: 占65.8%，超过六成; 占31.6%，近三分之一."""
    sign = OF_QUALIFIER.get(again.figure.qualifier, "")
    if not sign or not told.rate or tells_change(told) or told.figure.qualifier != "exact":
        return
    if _BOUNDED.search(told.lead[-6:]) or "占" in again.lead and "占" not in told.lead[-12:]:
        return  # 有6所入住率低于50%，占比近三分之一: of another thing
    if again.figure.unit not in ("成", "") or not _MARKS.fullmatch(again.lead) or not _ENDS.match(reading.plain, again.end):
        return
    formula = linear(1) if again.figure.unit else Formula("linear", (HUNDRED,))
    yield Relation(
        "comparison",
        "comparison.rounder",
        told.figure,
        (again.figure,),
        formula,
        ("stated", "base"),
        f"文中称“{again.figure.text}”，{named(told)}应{WORD[sign]}该数",
        f"as the text says, {told.figure.text} should be {ENGLISH[sign]} {again.figure.text}",
        comparator=sign,
    )


def _target(reading: Reading, told: Mention, level: Mention) -> Iterator[Relation]:
    """comparison.target: 95.1%，达到90%以上的目标; 目标值为≥90%; 下降11.3%，完成“十三五”目标11%. comparison.passed: 首次突破1亿吨."""
    if told.figure.qualifier != "exact" or told.depth > level.depth:
        return
    sign = {"at_most": "<=", "less_than": "<="}.get(level.figure.qualifier, ">=")
    behind = _TARGET_BEHIND.match(reading.plain, level.end)
    reached = _REACHED.match(level.lead)
    if reached and _SHORT_OF.match(reading.plain, behind.end() if behind else level.end):
        return  # 达到90%的目标还有差距
    if reached and (behind or "目标" in reached["what"] or "要求" in reached["what"]):
        sure = bool(behind) and not reached["what"] and not tells_change(told)
        yield from borne_out(order("comparison.target", told, sign, level, f"{reached[0][1:]}…目标", sure))
    elif (level.rate or level.figure.unit == told.figure.unit and amount(told)) and _TARGET.match(level.lead):
        sure = level.figure.qualifier in ("at_least", "at_most") and told.segment == level.segment and claims.met(reading, level)
        yield from borne_out(order("comparison.target", told, sign, level, level.lead.strip("，、（；："), sure))
    elif not level.rate and (passed := _passed(reading, level)) and not tells_change(told):
        sure = value(level) < MOST * value(told) and value(told) < MOST * value(level)
        if told.dimension != "thing" or told.figure.unit == level.figure.unit:
            yield from borne_out(order("comparison.passed", told, ">=", level, passed, sure))


def _passed(reading: Reading, level: Mention) -> str:
    """The words that set a figure as a mark that was passed."""
    words = reading.plain[level.start - len(level.lead) : level.figure.number_start + 1]
    found = _PASSED.match(words)
    whole = found is not None and _WHOLE_MARK.match(reading.plain, level.end)  # 超过6亿元的有3家: of others
    return found[0][1:] if whole else ""


def _listed(reading: Reading, level: Mention, said: str) -> Iterator[Relation]:
    """comparison.listed: 人口超过5万人的有3个，分别是甲镇148206人、乙镇62315人."""
    match = _LISTED.match(reading.plain, level.end)
    if match is None:
        return
    sign = SIGN_OF.get(said) or {"达": ">=", "达到": ">=", "在": ">="}.get(said) or OF_QUALIFIER.get(level.figure.qualifier, "")
    if "以下" in match[0] or level.figure.qualifier == "at_most":
        sign = "<="
    run = _run(reading, match.end(), level.dimension, reading.sentences[level.sentence][1])
    if sign and len(run) >= 2:
        why = reading.plain[level.start : match.end()][:24]
        for own in run:  # 预算超过100万元的有2个，分别是道路支出80万元: what was spent is another measure
            yield from borne_out(order("comparison.listed", own, sign, level, why, not _OTHER_MEASURE.search(own.lead)))


def _listed_against_all(reading: Reading, match: re.Match[str]) -> Iterator[Relation]:
    """comparison.listed: 支出率低于全州水平的有2个：甲县68.30%、乙市71.42%, where 支出率75.00% was told of all before."""
    behind = _LISTED.match(reading.plain, match.end())
    if behind is None:
        return
    number = reading.sentence_at(match.start())
    run = _run(reading, behind.end(), RATE, reading.sentences[number][1])
    begin = reading.plain.rfind("\n", 0, match.start()) + 1
    measure = match["measure"] or next(iter(reversed(_MEASURE.findall(reading.plain, begin, match.start()))), "")
    if not run or not measure:
        return
    for whole in reversed(reading.between(0, match.start())[-BACK:]):
        words = compiled(r"[，。；：\n]").split(whole.lead)[-1]
        if whole.rate and not tells_change(whole) and measure[-3:] in words and not _PLACE.search(compiled("全[市县省州区]").sub("", words)):
            for own in run:
                yield from borne_out(order("comparison.listed", own, SIGN_OF[match["sign"]], whole, match[0], False))
            return


def _run(reading: Reading, start: int, dimension: str, end: int) -> list[Mention]:
    """The figures of one dimension that follow one another from a place, each right behind a name of its own."""
    run: list[Mention] = []
    at = start
    for mention in reading.between(start, end):
        words = reading.plain[at : mention.start]
        if mention.dimension != dimension or mention.figure.value is None or not _ITEM.fullmatch(words):
            break
        if compiled("合计|共|占|平均|其中").search(words):
            break
        run.append(mention)
        at = mention.end
    return run
