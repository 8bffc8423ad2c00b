"""Means whose total and number stand anywhere before: 车均运行费2.35万元 of 运行维护费 and 保有量 told chapters ago; 日均592吨 of a year.

Assumptions about the language:
- the words of a mean name what it is for (人均, 每公里, 每千人) and mostly what it is of (车均运行维护费); what they do not name
  stands nearest before;
- a mean by the day, month or year is over those of the period that the text speaks of.
Which figures it is of, the numbers must say: the better the words name a pair, the more of them may be tried (see `evidence`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gouji.quantity import unit
from gouji.relations.common.evidence import CHANCE, inferred_of, said, way_of
from gouji.relations.common.lists import CHANGE, OTHER_TIME
from gouji.relations.common.model import Formula, Relation
from gouji.relations.common.naming import chunks
from gouji.relations.common.periods import TIMES, spans
from gouji.relations.common.reading import TOTAL, Mention, Reading, kept
from gouji.relations.ratio.means import counts_for

NAMED = 0.25  # what a pair that the words name weighs against one that they do not
TOTALS, HEADS, FIRST = 10, 12, 12
_BY = re.compile(r"(?:人次|批次|场次|[人户亩车次件村案笔单例处校生班床天日月年季周批份宗台套辆吨担家社所项具对头座站场册组])均[^，。；]{0,14}$")
_PER = re.compile(
    r"每(?P<many>百|千|万|10万|十万|100|1000)?(?:常住|户籍|参保|新增|一|1)*"
    r"(?P<of>平方公里|平方米|立方米|公里|公顷|人次|批次|场次|[\u4e00-\u9fff])(?P<noun>[^，。；]{0,14})$"
)
_ALONE = re.compile(r"^[，、]?平均(?:为|约|达)?$")
_MANY = {"百": 100, "千": 1000, "万": 10_000, "10万": 100_000, "十万": 100_000, "100": 100, "1000": 1000}
_GIVEN = re.compile(r"可支配|纯收入|(?:[较比]|高于|低于|标准)[^，。；]{0,14}[每均]|按[每人户]|控制价|限价|指导价|标准")  # a price or a norm is no mean of what is told
_PLAIN = frozenset("支出 资金 金额 费用 人均 平均 经费 补助 单位 总额 项目 工作 均支 均为 可支 支配 配收".split())
_BASIS = re.compile(r"^[，（]?(?:按|以|照)|（")
_ALL = re.compile("在[校园职编]|实有|总|全[县市区省州旗院局年]|合计|共")
_PEOPLE = re.compile("人口|参保|居民")
_BARE = re.compile(r"(?:(?:19|20)\d\d年度?)?(?:本年|全年|年末|年初|当年|财政拨款|实际|合计|共|支出|收入|决算|预算|执行|完成|经费|资金|[数额为])*")


@dataclass(frozen=True)
class Mean:
    """A stated mean: of what (`own`, its words by twos), for what (`of`), by how many of those at a time (`many`)."""

    mention: Mention
    of: str
    many: int
    own: frozenset[str]
    noun: frozenset[str]  # the words that may name what it is for, by twos


def read_mean(mention: Mention) -> Mean | None:
    """What a figure's words say that it is a mean of; None where it is none, or a norm."""
    figure = mention.figure
    if figure.value is None or not figure.value or figure.qualifier not in ("exact", "about", "less_than", "more_than"):
        return None
    if not mention.quantity or figure.interval is None or not figure.interval.bounded:
        return None
    words = mention.lead[-26:]
    if "均" not in words and "每" not in words:
        return None
    if CHANGE.search(words) or _GIVEN.search(words):
        return None
    if by := _BY.search(words):
        of, many, noun = by[0].partition("均")[0], 1, ""
    elif by := _PER.search(words):
        of, many, noun = by["of"], _MANY.get(by["many"] or "", 1), by["noun"]
    elif by := _ALONE.search(words):
        of, many, noun = "", 1, ""
    else:
        return None
    own = chunks(mention.label[-20:] + mention.noun[:6] + (" 案件" if mention.label.endswith("案") else "")) - _PLAIN
    return Mean(mention, of, many, own, chunks(words + " " + noun[:6]) | ({"保有"} if of in "车辆" and of else set()))


def inferred(reading: Reading, explained: set[tuple[str, str]]) -> Iterator[Relation]:
    """ratio.evident_mean: the total and the number of each mean that no tie of words explains."""
    for mention in reading.mentions:
        if (mention.figure.id, "ratio") in explained:
            continue
        mean = read_mean(mention)
        if mean is not None:
            relation = _over_time(reading, mean) if mean.of in TIMES else _over_number(reading, mean)
            if relation is not None:
                yield relation


def _totals(reading: Reading, mean: Mean, head: Mention | None = None) -> list[tuple[int, Mention, bool]]:
    """What the mean may be of, each with how likely, and whether the words say so: by its name or that of what it is told
    for (接待183人次 and 接待费), or as nothing else stands between."""
    m = mean.mention
    top = m.dimension.partition("/")[0]
    own = mean.own | (chunks(name_of(reading, head)) - _PLAIN if head is not None and head.sentence == m.sentence else frozenset())
    characters = set("".join(own))
    found, nearest = [], True
    for other in reversed(reading.mentions[: m.index]):
        if other is head or not _alike(other, m, top) or not other.figure.value:
            continue
        beside = other.sentence == m.sentence
        if not said(other) and not (nearest and beside and other.figure.qualifier == "exact" and way_of(other) == "change"):
            continue
        words = name_of(reading, other)
        shared = len(own & chunks(words))
        near = 2 * (nearest and beside) + beside + (m.sentence - other.sentence <= 2) + bool(TOTAL.search(other.lead[-8:]))
        found.append((2 * min(shared, 3) + near + bool(characters & set(words)), other, shared > 0 or nearest and beside))
        nearest = False
    found.sort(key=lambda entry: -entry[0])
    return found[:TOTALS]


def _alike(other: Mention, mean: Mention, top: str) -> bool:
    """Whether a mean may be of a figure by their units: 册 of 册次, 人次 of 人, things in one counter."""
    if other.unit.counted and mean.unit.counted:
        a, b = other.figure.unit.lstrip("万千百亿"), mean.figure.unit.partition("/")[0].lstrip("万千百亿")
        return a == b or a.startswith(b) or b.startswith(a) or other.dimension == top != "thing"
    return other.dimension == top


def name_of(reading: Reading, mention: Mention) -> str:
    """A figure's name; of a cell that has none of its own its row's, of a bare 支出决算为 what opens its sentence."""
    return _names(reading)[mention.index]


@kept
def _names(reading: Reading) -> list[str]:
    return [_name_of(reading, mention) for mention in reading.mentions]


def _name_of(reading: Reading, mention: Mention) -> str:
    words, at = mention.label[-16:], mention.index
    while not words and at and mention.index - at < 6:
        at -= 1
        words = reading.mentions[at].label[-16:]
    if len(words) <= 6 and _BARE.fullmatch(words):
        words = reading.by_sentence[mention.sentence][0].label[-16:] + words
    return words + mention.noun[:4]


def _heads(reading: Reading, mean: Mean) -> list[tuple[int, Mention]]:
    """The numbers that a mean may be over, each with how likely."""
    m = mean.mention
    aside = [n for n in reading.mentions[m.index + 1 : m.index + 3] if n.sentence == m.sentence and _BASIS.search(n.lead)]
    found = []
    for n in (*aside, *reversed(reading.mentions[: m.index])):
        own = n.index == m.index - 1 if not mean.of else counts_for(n, mean.of)
        if not own or not n.figure.value or not said(n) or OTHER_TIME.search(n.lead[-10:]):
            continue
        shared = len(mean.noun & chunks(name_of(reading, n)))
        peopled = 4 * (mean.many > 1 and _PEOPLE.search(n.label) is not None)
        beside = (n.sentence == m.sentence) + (n.index >= m.index - 2) + bool(_ALL.search(n.label))
        found.append((2 * min(shared, 2) + beside + 5 * (n in aside) + (not found) + peopled, n))
    found.sort(key=lambda entry: -entry[0])
    return found[:HEADS]


def _over_number(reading: Reading, mean: Mean) -> Relation | None:
    pairs = [
        (points + more, total, head, named)
        for points, head in _heads(reading, mean)
        for more, total, named in _totals(reading, mean, head)
    ]
    pairs.sort(key=lambda pair: -pair[0])
    budget = _Budget(mean.mention)
    for order, (_, total, head, named) in enumerate(pairs):
        size = _size(head, mean)
        if budget.fits(total, head, size, NAMED if named and order < FIRST else 1.0):
            m = mean.mention
            factors = () if size == 1 else (Decimal(str(size)),)
            relation = inferred_of(
                "ratio", "evident_mean", m, (total, head), Formula("mean", factors), ("mean", "total", "number"),
                f"{m.label[-14:]}{m.figure.text}应等于{total.label[-14:]}{total.figure.text}÷{head.label[-14:]}{head.figure.text}",
                f"the mean {m.figure.text} should equal {total.figure.text} ÷ {head.figure.text}",
            )  # fmt: skip
            if relation.holds:
                return relation
        if not budget.open:
            return None
    return None


def _size(head: Mention, mean: Mean) -> float:
    kind = unit(mean.of or head.figure.unit.lstrip("万千百十亿"))
    return mean.many * (1.0 if kind.counted or head.unit.counted or kind.dimension != head.dimension else float(kind.factor))


def _over_time(reading: Reading, mean: Mean) -> Relation | None:
    m = mean.mention
    budget = _Budget(m)
    for count, words in spans(reading, m, mean.of):
        for _, total, named in _totals(reading, mean)[:4]:
            if budget.fits(total, None, 1 / float(count), NAMED if named else 1.0):
                relation = inferred_of(
                    "ratio", "evident_period", m, (total,), Formula("each", (count,)), ("mean", "total"),
                    f"{m.label[-14:]}{m.figure.text}应等于{total.label[-14:]}{total.figure.text}÷{words}",
                    f"the mean {m.figure.text} should equal {total.figure.text} ÷ {count}",
                )  # fmt: skip
                if relation.holds:
                    return relation
            if not budget.open:
                return None
    return None


class _Budget:
    """How many pairs may be tried against a mean until one could fit by chance."""

    def __init__(self, mention: Mention) -> None:
        interval = mention.figure.interval
        factor = float(unit(mention.figure.unit.partition("/")[0]).factor)
        low, high = float(interval.low) * factor, float(interval.high) * factor
        if low == high:  # a mean of things is rounded
            half = 0.5 * factor * 10.0**-mention.figure.places
            low, high = low - half, high + half
        self._low, self._high = low, high + (high - low) * 0.5  # it may be cut off
        self._middle = max(abs(low + high) / 2, 1e-9)
        self.open, self._spent = True, 0.0

    def fits(self, total: Mention, head: Mention | None, size: float, weight: float) -> bool:
        """Whether a total over a number, times `size`, comes to the mean, as far as their own rounding lets one know."""
        value = total.size * size / (head.size if head is not None else 1.0)
        loose = self._middle * (_loose(total) + (_loose(head) if head is not None else 0.0))
        self._spent += (self._high - self._low + 2 * loose) / self._middle * weight
        self.open = self._spent <= CHANCE
        return self.open and self._low - loose <= value <= self._high + loose


def _loose(mention: Mention) -> float:
    """By what share a figure may be off its stated value."""
    interval = mention.figure.interval
    return abs(float(interval.high - interval.low)) / 2 / max(abs(float(mention.figure.value)), 1e-9) if interval and interval.bounded else 1.0
