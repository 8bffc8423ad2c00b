"""A ratio in words, and the figures that words name: 占检查家数的31.6% speaks of 检查1318家.

Assumes that a name elsewhere in the text says the same words, their core without 总数 or 支出, or all of them in
another order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from gouji.patterns import compiled
from gouji.relations.common.model import RATIO, Formula, Relation
from gouji.relations.common.reading import TOTAL, Mention, once

_EMPTY = re.compile(
    r"[为是达约共计的了和及与各全年本度已]+|(?:19|20)?\d\d年?度?|万元|亿元|其中|分别|累计|实际|合计|完成|情况"
)
_DATED = re.compile(r"^(?:截[至止]到?)?(?:(?:19|20)\d\d年度?)?(?:\d{1,2}月)?(?:\d{1,2}日|[底末初])?(?:本年|全年|当年)?度?")
_OVERALL = re.compile(r"总|合计|共|全年|本年|当年|全部")
_OF_YEAR = re.compile(r"(?:本年度?|全年|当年|年度)?(?P<what>[^，。；]{2,12}?)(?:合计|总计|总额)")
_NOW = re.compile(r"^(?:当[期年]|本[期年]|同期|全年)")
_AMOUNT_OF = re.compile("(?:资金|金额|经费|款项?|[总人户件]?数|[总金]?额|总?量|面积)")  # what may follow a name that says the same
_FIRST_WORD, _LAST_WORD = re.compile(r"^(?:全部|总|本年|当年)"), re.compile("[数额]$")
_COUNTED_WORD = re.compile(r"(?:总?[个家件户人名宗项起处次]数|总数|总额|总量|总面积|总投资|支出|金额|数|的|额)$")
_ALL_OF = re.compile(r"^(?:全部|总|各项|所有|整个)")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@lru_cache(maxsize=4096)
def chunks(words: str) -> frozenset[str]:
    """The neighbouring pairs of characters of a name, without the words that any figure may bear."""
    return frozenset(run[k : k + 2] for run in _HAN.findall(_EMPTY.sub(" ", words)) for k in range(len(run) - 1))


def ratio(
    rate: Mention, parts: Sequence[Mention], base: Mention, rule: str, strict: bool = True, named: str = ""
) -> Relation:
    formula = RATIO if len(parts) == 1 else Formula("ratio_of_sum")
    told = "、".join(f"{part.label[-14:]}{part.figure.text}" for part in parts)
    return Relation(
        "ratio",
        rule,
        rate.figure,
        (*(part.figure for part in parts), base.figure),
        formula,
        ("rate", *("part",) * len(parts), "base"),
        f"{rate.label[-14:]}{rate.figure.text}应等于{told}÷{base.label[-14:]}{base.figure.text}",
        f"the rate {rate.figure.text} should equal {' + '.join(p.figure.text for p in parts)} ÷ {base.figure.text}",
        strict=strict,
        base_named=is_called(base, named),
    )


def share_of_all(rate: Mention, part: Mention, others: Sequence[Mention], rule: str, named: str, **asked: object) -> Relation:
    """A share of what a part and the others come to together; `named`: what tells it; `asked`: how strictly, as `Relation` takes it."""
    a, rest = part.figure, [m.figure for m in others]
    whole = " + ".join(figure.text for figure in (a, *rest))
    return Relation(
        "ratio",
        rule,
        rate.figure,
        (a, *rest),
        Formula("share_of_both"),
        ("rate", "part", *("other",) * len(rest)),
        f"{named}{rate.figure.text}应等于{a.text}÷（{whole.replace(' ', '')}）",
        f"the rate {rate.figure.text} should equal {a.text} ÷ ({whole})",
        **asked,
    )


def is_called(base: Mention, named: str) -> bool:
    """Whether words that name a whole (占项目支出的) end like a figure's own name."""
    core = _core(_FIRST_WORD.sub("", named))
    label = _LAST_WORD.sub("", base.label)  # 年初预算数为W，完成年初预算的p%
    return len(core) >= 2 and (base.label.endswith((core, named)) or label.endswith((core, named)) or len(base.label) >= 2 and base.label[-2:] in named)


def bears(base: Mention, named: str) -> bool:
    """Whether words name a figure by all of its own name: 当年缴存额 speaks of 缴存额, 当期归集额 of 归集."""
    if len(base.label) < 2:
        return False
    said = _undated(base)
    return _NOW.sub("", named) in (said, said + "数", said + "额")


@once
@once
def _undated(mention: Mention) -> str:
    return _DATED.sub("", mention.label)


def _core(named: str) -> str:
    core = _COUNTED_WORD.sub("", named)
    return core if len(core) >= 2 else named


def at_least(base: Mention, part: Mention) -> bool:
    return base.figure.value * base.unit.factor >= part.figure.value * part.unit.factor


def by_name(named: str, candidates: Sequence[Mention]) -> list[Mention]:
    """The candidates, nearest first, whose label or noun says the named whole: all of its words, or it all of theirs."""
    told, named = named, _ALL_OF.sub("", named)
    core, of_all = _core(named), told.startswith(("总", "全部"))
    words, pairs = _chunks(named), _pairs(core)
    all_ = _OF_YEAR.fullmatch(named)
    of_year = all_["what"] if all_ else ""
    now = _NOW.sub("", named)
    scored, characters = [], frozenset(named)
    for order, mention in enumerate(reversed(candidates)):
        name = mention.label + mention.noun
        if characters.isdisjoint(name):
            continue  # whatever makes it the one, they share a character
        if named[:2] in ("出口", "进口") and "进" + named in name:
            continue  # 出口总额 is none of 进出口总额
        if named in (mention.label, name):
            scored.append((-1, order, mention))
        elif named in name:  # 总支出 is 支出总预算 sooner than 基本支出
            scored.append((3 if of_all and not _OVERALL.search(mention.label) else 0, order, mention))
        elif (said := _undated(mention)) and now.startswith(said) and _AMOUNT_OF.fullmatch(now, len(said)):
            scored.append((1, order, mention))  # 截至年底到位W, 占到位资金的
        elif of_year and said == of_year and TOTAL.search(mention.lead[-8:]):
            scored.append((1, order, mention))  # 2022年度支出合计W, 占本年支出合计的
        elif len(named) >= 4 and all(word in name for word in words):
            scored.append((1, order, mention))
        elif core in name:
            scored.append((2, order, mention))
        elif len(mention.label) >= 3 and (
            mention.label[-4:] in named or len(mention.label) <= 4 and set(mention.label) <= set(named)
        ):
            scored.append((3, order, mention))
        elif len(core) >= 4 and len(pairs & _pairs(name)) >= 0.75 * len(pairs):
            scored.append((4, order, mention))
    scored.sort(key=lambda entry: entry[:2])
    best = scored[0][0] if scored else 0
    return [mention for rank, _, mention in scored if rank == best][:3]


def _chunks(named: str) -> list[str]:
    """A name in words of two characters, from its end: 到位资金 -> 资金, 到位."""
    named = named.replace("的", "")
    return [named[max(0, end - 2) : end] for end in range(len(named), 1, -2)]


def told_as(subject: str, candidates: Sequence[Mention]) -> list[Mention]:
    """The amounts that a subject names; a bare 支出 or 收入 is the whole department's."""
    if subject in ("支出", "收入", "资金", "实际支出"):
        return [
            m
            for m in reversed(candidates)
            if subject[-2:] in m.label and compiled(r"总|全年|本年|合计|实际|全口径").search(m.label)
        ][:2]
    return by_name(subject, candidates)[:2]


@lru_cache(maxsize=4096)
def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))


def plausible(relation: Relation) -> bool:
    """A rate of completion relates a part to a base: readings off by more than a factor of three are other quantities."""
    if relation.computed is None or not relation.stated.value:
        return relation.computed is not None
    return relation.stated.value / 3 <= relation.computed <= relation.stated.value * 3
