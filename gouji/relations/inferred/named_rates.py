"""Rates whose part and base stand anywhere before: 预算执行率97.04% of 支出 and 收入 told chapters ago; 合格率 without what failed.

Assumptions about the language:
- a rate's name has the verb of what was done (执行, 到位, 满意), and mostly the words of its subject (公用经费控制率); the base is a
  task, a budget or a total, or shares the subject;
- 占W的p% names the part before 占 and the whole behind it;
- where only who failed is told (不合格2批次), the rate is of the rest; where both are (集中 and 分散), of the two together.
Which figures it is of, the numbers must say: the better the words name a pair, the more of them may be tried (see `evidence`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from gouji.patterns import compiled
from gouji.relations.common.evidence import CHANCE, inferred_of, said
from gouji.relations.common.lists import OTHER_TIME, addable
from gouji.relations.common.model import HUNDRED, RATIO, Formula, Relation
from gouji.relations.common.naming import chunks
from gouji.relations.common.paces import Pace
from gouji.relations.common.reading import TOTAL, Mention, Reading, kept
from gouji.relations.common.verbs import tells_change
from gouji.relations.ratio.named_means import name_of

NAMED = 0.25  # what the likeliest pairs weigh against others that the words name
MOST, BACK, FIRST = 12, 400, 4
DIGITS = 3  # of a rate that one side named is enough for
_NAME = re.compile(r"(?P<name>[^，。；：、（）\d]{1,16}?)(?:率|进度|比例|覆盖面|(?<=满意)度)[^，。；\d]{0,6}$")
_SHARE = re.compile(r"(?P<part>[^，。；：（）\d]{0,16}?)(?:所)?[占达](?:了|到|比|据)?(?P<whole>[^，。；、占\d]{0,20}?)(?:的)?(?:份额|比重|比例|比)?(?:为|达到?|只有|仅|近|约)*$")
_ITEM = re.compile(r"(?:^|[、，和；（]|的有|的是|分别是|分别为|其中)[（]?(?P<name>[\u4e00-\u9fff]{2,8}?)(?:为|是|达|仅|只有)*$")
_DONE = re.compile("已|完成|实际|执行|支出|决算|支付|拨付|到位|实现|累计|使用|发放|兑付|合格|通过|达标|办结|收到|采纳|入住|建成|验收")
_BASE = re.compile("任务|计划|应|目标|下达|预算|收入|到位|收到|总|共|合计|安排|申报|编制|控制|批复|资金|全[县市区省年州旗院局]|现有|实有|抽检|检查|受理|开工|发放|年初")
_SPENT = re.compile("执行|支出|支付|拨付|使用|进度|控制")
_OUT, _IN = re.compile("支出|执行|支付|决算|使用|拨付"), re.compile("预算|收入|到位|下达|安排|资金")
_PLAIN = frozenset("资金 支出 项目 工作 指标 只有 仅为 平均 其中 总体 完成 全年 年度 本年".split())


def inferred(reading: Reading, explained: set[tuple[str, str]]) -> Iterator[Relation]:
    """ratio.evident_rate: part and base of each rate that no tie of words explains."""
    for rate in reading.mentions:
        if not rate.rate or (rate.figure.id, "ratio") in explained or not _open(rate):
            continue
        words = reading.plain[max(rate.segment[0], rate.start - 30) : rate.start]
        name, share = _NAME.search(words), _SHARE.search(words)
        if tells_change(rate):
            continue
        if name is None and share is None:
            if (relation := _of_item(reading, rate)) is not None:
                yield relation
            continue
        of_part = chunks(share["part"] if name is None and share else name["name"]) - _PLAIN
        of_base = chunks(share["whole"]) - _PLAIN if name is None and share else of_part
        root = "" if name is None else name["name"][-2:]
        relation = _of_two(reading, rate, of_part, of_base, root)
        if relation is None and root:
            relation = _without(reading, rate, root)
        if relation is None and rate.figure.value < HUNDRED:
            relation = _of_both(reading, rate, root or compiled("[中里，]").split(share["part"])[-1][-4:])
        if relation is not None:
            yield relation


class _Amount(NamedTuple):
    """An amount that a rate may be of, with what its words say, whichever rate asks."""

    mention: Mention
    words: str
    pairs: frozenset[str]
    done: bool  # they tell what was done
    base: int  # how many of them tell a task or a total
    out: bool  # they tell what was spent
    into: bool  # they tell what there was to spend


@kept
def _amounts(reading: Reading) -> list[_Amount]:
    found = []
    for m in reading.mentions:
        if said(m) and m.figure.value:
            words = name_of(reading, m)
            base = bool(_BASE.search(words)) + bool(TOTAL.search(m.lead[-8:]))
            found.append(_Amount(m, words, chunks(words), bool(_DONE.search(words)), base, bool(_OUT.search(words)), bool(_IN.search(words))))
    return found


def _open(rate: Mention) -> bool:
    figure = rate.figure
    told = figure.value is not None and 0 < figure.value < 1000 and figure.qualifier in ("exact", "about")
    return told and figure.interval is not None and figure.interval.bounded


def _of_two(reading: Reading, rate: Mention, of_part: frozenset[str], of_base: frozenset[str], root: str) -> Relation | None:
    spent = bool(root) and _SPENT.search(root) is not None
    ranked: list[tuple[float, Mention, bool, float, bool]] = []  # each amount before as a part and as a base
    amounts = _amounts(reading)
    behind = bisect_left(amounts, rate.index, key=lambda a: a.mention.index)
    first = bisect_left(amounts, rate.index - BACK, key=lambda a: a.mention.index)
    for a in reversed(amounts[first:behind]):
        m, at = a.mention, rate.index - 1 - a.mention.index
        near = (m.sentence == rate.sentence) * 2 + (at < 8) + (at < 3)
        part = len(of_part & a.pairs) * 2 + bool(root and root in a.words) * 2 + a.done
        base = len(of_base & a.pairs) * 2 + a.base
        ranked.append((part + near, m, part >= 2 or spent and a.out, base + near / 2, base >= 2 or spent and a.into))
    parts = sorted(ranked, key=itemgetter(0), reverse=True)[:MOST]
    bases = sorted(ranked, key=itemgetter(3), reverse=True)[:MOST]
    enough = sum(map(str.isdigit, rate.figure.number.lstrip("0."))) >= DIGITS

    whole, beyond = rate.figure.value == HUNDRED, rate.figure.value > HUNDRED

    def open_to(part: Mention, done: bool, base: Mention, task: bool) -> bool:
        if part is base or part.size > base.size and not beyond or whole and part.size != base.size or not addable(part, base):
            return False
        if whole:  # what was done is the task, to the digit
            return done and root in part.lead and base.index < part.index and bool(_BASE.search(base.lead[-8:]))
        return done or task if enough else done and (task or _close(reading, base, rate))

    tried = [(p[0] + b[3], p[1], b[1]) for p in parts for b in bases if open_to(p[1], p[2], b[1], b[4])]
    tried.sort(key=lambda each: -each[0])
    budget = _Budget(rate)
    for order, (_, part, base) in enumerate(tried):
        if budget.fits(100 * part.size / base.size, NAMED if order < FIRST else 1.0):
            relation = _made(rate, part, base)
            if relation.holds:
                return relation
        if not budget.open:
            return None
    return None


def _of_item(reading: Reading, rate: Mention) -> Relation | None:
    """较低的有沙溪乡82.4%、三渡乡79.2%: of what an earlier line tells of the item of that name, 沙溪乡任务17户，竣工14户."""
    told = _ITEM.search(rate.lead)
    if told is None or sum(map(str.isdigit, rate.figure.number.lstrip("0."))) < DIGITS:
        return None
    budget = _Budget(rate)
    for first in reversed(reading.mentions[max(0, rate.index - BACK) : rate.index]):
        if not first.lead.lstrip("，。；：、\n ").startswith(told["name"]) or not said(first):
            continue
        own = [m for m in reading.mentions[first.index : first.index + 5] if m.sentence == first.sentence and m.segment == first.segment and said(m)]
        for base, part in ((b, p) for b in own for p in own if b is not p and addable(b, p) and 0 < p.size <= b.size):
            if budget.fits(100 * part.size / base.size, 1.0) and (relation := _made(rate, part, base)).holds:
                return relation
    return None


def _made(rate: Mention, part: Mention, base: Mention) -> Relation:
    return inferred_of(
        "ratio", "evident_rate", rate, (part, base), RATIO, ("rate", "part", "base"),
        f"{rate.label[-14:]}{rate.figure.text}应等于{part.label[-14:]}{part.figure.text}÷{base.label[-14:]}{base.figure.text}",
        f"the rate {rate.figure.text} should equal {part.figure.text} ÷ {base.figure.text}",
    )  # fmt: skip


def _close(reading: Reading, base: Mention, rate: Mention) -> bool:
    """Whether a base stands in the rate's paragraph, a sentence back at most."""
    return rate.sentence - base.sentence <= 1 and "\n" not in reading.plain[base.end : rate.start]


def _near(reading: Reading, rate: Mention) -> list[Mention]:
    """The amounts beside a rate: of its sentence, and the two behind it."""
    own = [m for m in reading.between(max(0, rate.start - 120), rate.start) if said(m) and rate.sentence - m.sentence <= 1]
    return [*own[-5:], *(m for m in reading.mentions[rate.index + 1 : rate.index + 6] if said(m) and m.start - rate.end < 60)]


def _without(reading: Reading, rate: Mention, root: str) -> Relation | None:
    """抽检250批次，不合格2批次，合格率99.2%: what is left without those that are told not to be so."""
    near = _near(reading, rate)
    for failed in near:
        if root not in failed.lead[-6 - len(root) :] or not re.search(rf"(?:[不未]|没有){re.escape(root)}[^，。；\d]{{0,4}}$", failed.lead):
            continue
        for base in near:
            if base is not failed and addable(base, failed) and base.size > failed.size and not OTHER_TIME.search(base.lead[-10:]):
                relation = inferred_of(
                    "ratio", "evident_rest", rate, (failed, base), Pace("growth", (Decimal(-1), HUNDRED)), ("rate", "part", "base"),
                    f"{rate.label[-14:]}{rate.figure.text}应等于（{base.figure.text}－{failed.figure.text}）÷{base.figure.text}",
                    f"the rate {rate.figure.text} should equal ({base.figure.text} - {failed.figure.text}) ÷ {base.figure.text}",
                )  # fmt: skip
                if relation.holds:
                    return relation
    return None


def _of_both(reading: Reading, rate: Mention, root: str) -> Relation | None:
    """集中供养628人，分散供养1473人，集中供养率29.9%: of what has the rate's name over that and its neighbour."""
    near = [m for m in _near(reading, rate) if m.index < rate.index]
    budget = _Budget(rate)
    for part in near:
        if not _shares(root, part):
            continue
        for other in near:
            if abs(other.index - part.index) > 2 or other is part or not addable(other, part) or not other.size + part.size:
                continue
            if budget.fits(100 * part.size / (part.size + other.size), NAMED):
                return inferred_of(
                    "ratio", "evident_both", rate, (part, other), Formula("share_of_both"), ("rate", "part", "other"),
                    f"{rate.label[-14:]}{rate.figure.text}应等于{part.figure.text}÷（{part.figure.text}＋{other.figure.text}）",
                    f"the rate {rate.figure.text} should equal {part.figure.text} ÷ ({part.figure.text} + {other.figure.text})",
                )  # fmt: skip
    return None


def _shares(root: str, part: Mention) -> bool:
    """Whether a rate's words name an amount: all of them (普高 is 普通高中), or what was not done (不诉率)."""
    return len(root) >= 2 and (all(character in part.label for character in root) or root[0] in "不未" and root[0] in part.label)


class _Budget:
    """How many pairs may be tried against a rate until one could fit by chance."""

    def __init__(self, rate: Mention) -> None:
        interval, factor = rate.figure.interval, float(rate.unit.factor)
        self._low, self._high = float(interval.low) * factor, float(interval.high) * factor
        self._share = 1.5 * (self._high - self._low) / max(abs(self._low), 1e-9)
        self._high += (self._high - self._low) / 2  # it may be cut off
        self.open, self._spent = True, 0.0

    def fits(self, value: float, weight: float) -> bool:
        self._spent += self._share * weight
        self.open = self._spent <= CHANCE
        return self.open and self._low * 0.9999 <= value <= self._high * 1.0001
