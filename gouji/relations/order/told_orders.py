"""Orders told in words behind the figures: 逐年下降, 其次是, 甲高于乙, 收不抵支. Basis: what is said of figures is true of them.

Assumptions about the language:
- 逐年 speaks of the run of three figures or more of one unit right before it, told from the first year to the last, or from the last
  to the first where their years are so told;
- 其次 follows the largest (最多, 首位), told right before in the same unit; what grew most need not be the largest;
- 甲高于乙 with no figure of its own speaks of the figures that the sentence, or the one before, tells under the two names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.relations.common.lists import amount
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import tells_change
from gouji.relations.order.bounds import borne_out
from gouji.relations.order.levels import SIGN_OF
from gouji.relations.order.orders import order
from gouji.searching import ahead, at_clauses

_YEARLY = re.compile(
    r"[，、]?(?:总体|整体|均|都|也)?(?:呈|呈现)?(?:逐年|连年|年年|逐季|逐月|连续[^，。；]{1,3}年|持续)(?:稳步|小幅|大幅|明显)?(?P<way>增加|增长|上升|提高|攀升|递增|扩大|减少|下降|降低|递减|回落|下滑)"
)
_BY_YEARS = re.compile("逐年|连年|年年|逐季|逐月|连续|持续")
_UP = frozenset("增加 增长 上升 提高 攀升 递增 扩大".split())
_YEARS = re.compile(r"(?:19|20)\d\d")
_NEXT = re.compile(r"其次(?:是|为|依次为|有)?(?P<name>[^，。；：\d]{0,12})$")
_FIRST = re.compile("最[多大高]|首位|居首|第一")
_BY_PACE = re.compile("增[幅速长]|[降涨]幅|占比|率|进度")
_ABOVE = re.compile(
    r"(?<![^，。；：\n])(?P<a>[\u4e00-\u9fff]{2,12}?)(?:均|都|仍|已|也|明显|略|远远|远|稍|大幅|总体)*(?P<sign>高于|低于|大于|小于|多于|少于)(?P<b>[\u4e00-\u9fff]{2,12}?)(?=[，。；）\n])"
)
_SIGN = re.compile("[高低大小多少]于")
_ELSEWHERE = re.compile(r"预算|决算|平均|水平|上年|去年|同期|目标|标准|序时|任务|计划|全[国省市县州区]|其他|风险|要求|预期|比例|规定")
_BALANCE = re.compile(r"[，、（](?:当年|当期|全年|本年|本期|基金|收支)*(?P<way>收不抵支|支大于收|入不敷出|收大于支|略有结余)")
_BALANCED = re.compile("收不抵支|支大于收|入不敷出|收大于支|略有结余")
LEAST = 3  # figures of a run
RATHER = 80  # characters between two figures that are told side by side


def propose(reading: Reading) -> Iterator[Relation]:
    """All orders of this module."""
    plain = reading.plain
    for match in ahead(_BY_YEARS, 6, _YEARLY, plain):
        yield from _yearly(reading, match)
    for match in at_clauses(_SIGN, "，。；：\n", _ABOVE, plain):
        yield from _named(reading, match)
    for match in _BALANCE.finditer(plain) if _BALANCED.search(plain) else ():
        yield from _balance(reading, match)
    for mention in reading.mentions if "其次" in plain else ():
        yield from _second(reading, mention)


def _yearly(reading: Reading, match: re.Match[str]) -> Iterator[Relation]:
    """comparison.yearly: 2021年至2023年分别为9.2万元、8.1万元、6.4万元，逐年下降."""
    before = reading.before(match.start(), 1)
    if not before or reading.plain[before[-1].end : match.start()].strip("（） "):
        return
    run = [before[-1]]
    for m in reversed(before[:-1]):
        beside = run[-1].lead.strip("、和，及 ")
        if m.figure.unit != run[-1].figure.unit or m.figure.value is None or tells_change(m) or beside and not _YEARS.match(beside):
            break
        run.append(m)
    run.reverse()
    if len(run) < LEAST:
        return
    begin = reading.sentences[run[0].sentence][0]
    years = [int(y) for y in _YEARS.findall(reading.plain[begin : run[-1].start])]
    if years and years != sorted(years):
        if years != sorted(years, reverse=True):
            return
        run.reverse()
    sign = "<" if match["way"] in _UP else ">"
    for a, b in zip(run, run[1:], strict=False):
        yield order("comparison.yearly", a, sign, b, match[0].lstrip("，、"), strict=True)


def _second(reading: Reading, mention: Mention) -> Iterator[Relation]:
    """comparison.second: 电气436起（31.5%），其次是用火不慎327起."""
    if not _NEXT.search(mention.lead[-16:]) or mention.figure.value is None or tells_change(mention):
        return
    near = [m for m in reading.before(mention.start, 1) if m.figure.unit == mention.figure.unit and m.figure.value is not None]
    if near and mention.start - near[-1].end < RATHER and not tells_change(near[-1]) and near[-1].sentence == mention.sentence:
        words = reading.plain[reading.sentences[mention.sentence][0] : near[-1].start]
        sure = mention.index - near[-1].index <= 2 and amount(mention) and _FIRST.search(words) and not _BY_PACE.search(words)
        yield from borne_out(order("comparison.second", near[-1], ">=", mention, "其次", bool(sure)))


def _named(reading: Reading, match: re.Match[str]) -> Iterator[Relation]:
    """comparison.by_name: 出生率8.2‰，死亡率6.1‰，出生率高于死亡率."""
    if _ELSEWHERE.search(match["a"]) or _ELSEWHERE.search(match["b"]):
        return
    near = [m for m in reading.before(match.start(), 2) if m.figure.value is not None and not tells_change(m)]
    a, b = (_told_as(near, match[key]) for key in ("a", "b"))
    if a is not None and b is not None and a is not b and a.figure.unit == b.figure.unit:
        sure = a.label.endswith(match["a"]) and b.label.endswith(match["b"])
        yield from borne_out(order("comparison.by_name", a, SIGN_OF[match["sign"]], b, match[0], sure))


def _told_as(near: Sequence[Mention], name: str) -> Mention | None:
    """The only figure told under a name; the nearest of none but one number."""
    found = [m for m in near if name in m.label]
    return found[-1] if found and len({m.figure.value for m in found}) == 1 else None


def _balance(reading: Reading, match: re.Match[str]) -> Iterator[Relation]:
    """comparison.balance: 收入2300万元，支出2410万元，收不抵支."""
    near = [m for m in reading.before(match.start(), 1) if amount(m) and m.dimension == "元"][-2:]
    if len(near) < 2 or match.start() - near[1].end > 4 or "收入" not in near[0].lead[-8:] or "支出" not in near[1].lead[-6:]:
        return
    sign = ">" if match["way"] in ("收大于支", "略有结余") else "<"
    yield order("comparison.balance", near[0], sign, near[1], match["way"], strict=near[0].segment == near[1].segment)
