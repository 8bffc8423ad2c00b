"""Accounts: figures that their very names define by others (净值 = 原值 - 折旧, 收入总计 = 收入合计 + 年初结转).

Assumptions about the language:
- 净值 is 原值 less 折旧 or 摊销; 空编 is what of the establishment (编制) is not filled (实有); 自然增长率 is 出生率 less 死亡率:
  each takes the nearest figures of those names in its sentence or the one before;
- 净资产 is 资产 less 负债, 资产负债率 is 负债 over 资产, 财政自给率 is the year's own revenue over its outlay;
- 收入总计 holds 收入合计 and what was carried in, 支出总计 holds 支出合计 and what is carried out. They stand in paragraphs of their
  own, under these very names; other means (结余分配) may come in, so wording does not demand it, but where one side adds up
  the other must. Without totals, what is carried out is what was carried in, and what came in, less what went out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.change.distances import difference
from gouji.relations.common.lists import addable, is_change
from gouji.relations.common.model import Relation, choose
from gouji.relations.common.naming import ratio
from gouji.relations.common.reading import MONEY, Mention, Reading


@dataclass(frozen=True)
class Defined:
    """What a name is by definition: the first term less (or plus) the others; `optional` terms where they are told."""

    rule: str
    name: re.Pattern[str]
    terms: tuple[tuple[int, re.Pattern[str]], ...]


def _defined(rule: str, name: str, *terms: tuple[int, str]) -> Defined:
    tail = r"(?:人员|人数|数|额|金额|总额|合计|资金)*(?:共计?|合计|总计|为|是|有|了|达|约|：)*$"
    return Defined(rule, re.compile(f"(?:{name}){tail}"), tuple((s, re.compile(f"(?:{t}){tail}")) for s, t in terms))


_WHOLE_ASSETS = r"资产总[额计量值]|总资产|资产合计|(?<![\u4e00-\u9fff])资产"
_NEAR = (
    _defined(
        "net_value",
        "净值|净额|账面价值",
        (1, "(?:资产)?原值|账面原值|账面余额|原价"),
        (-1, "折旧|摊销|累计折旧(?:和|及)?摊销"),
    ),
    _defined(
        "vacant", "空编|缺编|空缺|编制空缺", (1, "编制|编制数|核编"), (-1, "实有|实际?在编|在编在?岗?|在职|在岗|现有")
    ),
    _defined("over", "超编", (1, "实有|实际?在编|在编在?岗?|在职|在岗|现有"), (-1, "编制|编制数|核编")),
    _defined("net_assets", "净资产|所有者权益", (1, f"{_WHOLE_ASSETS}"), (-1, r"(?<!流动)(?<!长期)(?<!非流动)负债")),
    _defined("natural", "自然增长率?", (1, "出生率?"), (-1, "死亡率?")),
)
_ANY = re.compile("净[值额资]|者权益|账面价值|[空缺超]编|空缺|自然增长")
_BY_DEFINITION = ("net_assets",)

_OPENING = r"(?:年初|上年)(?:财政拨款)?(?:结转|结余)(?:和|、|及)?(?:结转|结余)?"
_USED = r"使用非财政拨款(?:专用)?结余(?:[和、及]专用结余|（含专用结余）)?|(?:用|使用)事业基金弥补收支差额|使用专用结余"
_CLOSING = r"年末(?:财政拨款)?(?:结转|结余)(?:和|、|及)?(?:结转|结余)?|结转下年"
_SHARED_OUT = "结余分配"
_TAIL = r"(?:资金|数|金额)?(?:共计?|合计|总计)?(?:为|是|有|：|\s)*$"
_NAMED = {
    key: re.compile(f"(?:{words}){_TAIL}")
    for key, words in {
        "total_in": "收入总计|收入总额总计|收入总计合计",
        "total_out": "支出总计",
        "in": r"(?<!财政拨款)(?:收入合计|(?:本年|当年|本单位|本部门|全年)(?:总)?收入)",
        "out": r"(?<!财政拨款)(?:支出合计|(?:本年|当年|本单位|本部门|全年)(?:总)?支出)",
        "opening": _OPENING,
        "used": _USED,
        "closing": _CLOSING,
        "shared": _SHARED_OUT,
    }.items()
}
_BOTH = re.compile(r"(?:收支(?:决算|预算)?总计|收入总计[和与及]?支出总计)(?:[均同都也各]*[为是])?$")
_TITLE = re.compile("[收支].{0,2}总计|年末.{0,4}结[转余]|结转下年")
_ALSO = re.compile(  # what else may come in or go out, and is not told to be nought
    r"(?:结余分配|弥补收支差额|非财政拨款结余|专用结余|缴纳所得税|职工福利基金)(?!(?:[^，。；\n]{0,6}?(?:[为：]|万元)?\s*0(?:\.0+)?\s*(?![\d.])))"
)
NEAR = Decimal("0.1")  # of a total: off by more, something else came in
SECTION = 1500  # characters of a chapter in which the parts of 收入总计 are told


def propose(reading: Reading) -> list[Relation]:
    """What names define."""
    found = [relation for m in reading.mentions if (relation := _by_name(reading, m)) is not None]
    return [*found, *_totals(reading), *_rates(reading)]


def _by_name(reading: Reading, rest: Mention) -> Relation | None:
    lead = rest.lead[-20:]
    if not _ANY.search(lead) or rest.figure.value is None:
        return None
    defined = next((d for d in _NEAR if d.name.search(lead)), None)
    if defined is None or reading.plain[rest.start - 1] in "占比":
        return None
    before = [
        m for m in reading.before(rest.start, 2) if m.index != rest.index and _alike(m, rest) and m.depth <= rest.depth
    ]
    terms = []
    for sign, name in defined.terms:
        own = next((m for m in reversed(before) if name.search(m.lead) or name.search(m.label)), None)
        if own is None:
            return None
        terms.append((sign, own))
    strict = defined.rule in _BY_DEFINITION or all(m.sentence == rest.sentence for _, m in terms)
    return difference(f"difference.{defined.rule}", rest, terms, strict, roles=("whole", "part"))


def _alike(a: Mention, b: Mention) -> bool:
    return a.figure.value is not None and not is_change(a) and (addable(a, b) or (a.rate and b.rate))


def _totals(reading: Reading) -> list[Relation]:
    if not _TITLE.search(reading.plain):
        return []
    named: dict[str, list[Mention]] = {key: [] for key in _NAMED}
    for m in reading.mentions:
        if m.dimension != MONEY or m.figure.value is None or m.depth or is_change(m):
            continue
        lead = m.lead[-24:].translate({ord("、"): None})
        if compiled("财政拨款|上年同期|预算批复").search(lead):
            continue  # another scope than the whole department's year
        key = next((key for key, name in _NAMED.items() if name.search(lead)), None)
        if key is not None:
            named[key].append(m)
        elif _BOTH.search(lead):  # 收、支总计: both
            named["total_in"].append(m)
            named["total_out"].append(m)
    sides: list[Relation] = []
    for total, own, others in (("total_in", "in", ("used", "opening")), ("total_out", "out", ("shared", "closing"))):
        for whole in named[total]:
            parts = [_nearest(named[key], whole) for key in (own, *others)]
            if parts[0] is None or not any(parts[1:]):
                continue
            told = sorted((p for p in parts if p is not None), key=lambda m: m.index)
            readings = [_sum(whole, told)]
            if len(told) == 3:
                readings += [_sum(whole, [parts[0], p]) for p in parts[1:] if p is not None]
            sides.append(choose(readings))
    borne = any(side.holds for side in sides) and _ALSO.search(reading.plain) is None
    found = [replace(s, strict=True) if borne and s.holds is False and s.off < NEAR else s for s in sides]
    return found if named["total_in"] or named["total_out"] else _carried(named)


def _carried(named: dict[str, list[Mention]]) -> list[Relation]:
    """年末结转 = 年初结转 + 收入 - 支出, in whatever order a chapter tells them."""
    found = []
    for closing in named["closing"]:
        terms = [_nearest(named[key], closing) for key in ("opening", "in", "out")]
        if None in terms or any(m.figure.value for key in ("used", "shared") for m in named[key]):
            continue
        signs = list(zip((1, 1, -1), terms, strict=True))
        found.append(difference("difference.carried", closing, signs, strict=False, roles=("opening", "in", "out")))
    return found


_RATES = (
    ("自给", r"(?:一般公共预算|地方财政|财政|公共财政预算)收入", r"(?:一般公共预算|地方财政|财政|公共财政预算)支出"),
    ("资产负债率", r"(?<!流动)(?<!长期)负债(?:总额|合计|总计)?", _WHOLE_ASSETS),
)
_DONE = r"(?:累计|全年|全口径)?(?:完成|实现|总额|合计|总计|为|达到?|共|约)*$"


def _rates(reading: Reading) -> list[Relation]:
    """财政自给率, 资产负债率: what the name says, over what it says; the last figures under these names before it, or the
    first of a chapter of that title."""
    found: list[Relation | None] = []
    for name, part, base in _RATES:
        at = reading.plain.find(name)
        if at < 0:
            continue
        pool = [m for m in reading.mentions if m.dimension == MONEY and m.figure.value and not is_change(m)]
        tops, bases = (_called(reading, pool, words) for words in (part, base))
        for rate in reading.mentions:
            if (
                rate.rate
                and name in rate.lead[-12:]
                and "率" in rate.lead[-8:]
                and not compiled("提高|下降|上升|[较比]").search(rate.lead[-10:])
            ):
                found.append(
                    choose(
                        [
                            replace(ratio(rate, [a], b, "ratio.defined"), base_named=True)
                            for a in _last(tops, rate)
                            for b in _last(bases, rate)
                            if a is not b
                        ]
                    )
                )
    return [relation for relation in found if relation is not None]


def _last(found: Sequence[Mention], rate: Mention) -> list[Mention]:
    """The figures of a name before a rate, the nearest first."""
    return [m for m in reversed(found) if m.index < rate.index][:3]


def _called(reading: Reading, pool: Sequence[Mention], words: str) -> list[Mention]:
    """The amounts of that name; else those of a bare 收入 or 支出 in a chapter whose title is that name."""
    name = re.compile(f"(?:{words}){_DONE}")
    own = [m for m in pool if name.search(m.lead[-24:])]
    if own or "收入" not in words and "支出" not in words:
        return own
    bare = re.compile(("收入" if "收入" in words else "支出") + _DONE)
    title = re.compile(f"(?m)^[^\n。，；]{{0,8}}(?:{words})[^\n。，；]{{0,6}}$")
    first = []
    for match in title.finditer(reading.plain):
        after = [m for m in pool if match.end() < m.start < match.end() + 80]
        first += [m for m in after if bare.search(m.lead[-24:])][:1]
    return first


def _nearest(found: Sequence[Mention], whole: Mention) -> Mention | None:
    near = [m for m in found if m is not whole and abs(m.start - whole.start) <= SECTION]
    after = [m for m in near if m.index > whole.index]
    return after[0] if after else near[-1] if near else None


def _sum(whole: Mention, parts: Sequence[Mention]) -> Relation:
    terms = [(1, part) for part in parts]
    return difference("sum.carried", whole, terms, strict=False, kind="sum", roles=("part", "part"))
