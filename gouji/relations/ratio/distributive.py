"""分别: lists of figures told in one order, each with its partner in another list.

Assumes that A、B、C三地分别到位a、b、c，核拨率分别为p、q、r lists figures in the order of the names, so that the n-th rate belongs
to the n-th amounts of the nearest lists of the same length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.patterns import compiled
from gouji.relations.common.complements import shared_ending
from gouji.relations.common.lists import addable, amount, is_mean
from gouji.relations.common.model import HUNDRED, RATIO, Relation, choose
from gouji.relations.common.naming import at_least, chunks
from gouji.relations.common.paces import ONE, Pace
from gouji.relations.common.reading import Mention, Reading, kept

BETWEEN = re.compile(r"[、，和及与以]{1,2}")  # items of one list, where nothing is named between them
_NAMED = re.compile(r"[、，；和及]{1,2}[^，。；：、\d]{1,14}")
_SHARE = re.compile(r"占比|占")
_VERB = re.compile(r"为|占|达|完成|比|较|增|减|已|共|合计|其中|实现|每|均")
_SPENT = re.compile("(?:执行率|支出率|支出进度|拨付率|支付率|使用率)分别")
_GIVEN = re.compile(r"^(?:安排|下达|到位|收到)|(?:预算数?|安排|下达|到位|资金)$")
_BY_YEARS = re.compile("[比较]上年(?:度|同期)?(?:增长|下降|增加|减少)(?:了)?$")
_CHANGE = re.compile(r"增长|下降|增加|减少|提高|同比|上升|降低|增幅|降幅|比上年|较上年|超额|超计划|超任务|超目标")


def propose(reading: Reading) -> list[Relation]:
    """Each rate of a 分别 list with its partners in the lists before."""
    found = []
    lists = rows(reading)
    for number, row in enumerate(lists):
        if row[0].rate and _BY_YEARS.search(row[0].lead[-12:]):
            found += _from_year_to_year(reading, row, lists[:number])
        if (
            not row[0].rate
            or _CHANGE.search(row[0].lead[-10:])
            or not (BETWEEN.fullmatch(row[-1].lead) or "分别" in row[0].lead)
        ):
            continue
        earlier = [
            r for r in lists[:number] if len(r) == len(row) and amount(r[0]) and row[0].sentence - r[0].sentence <= 2
        ]
        if _SHARE.search(row[0].lead) and (measures := _own_measures(reading, row)):
            found += measures
        elif _SHARE.search(row[0].lead):
            # the whole may stand at the head of the parts' own list: 共100万元，甲20万元、乙80万元
            longer = [
                r[-len(row) :]
                for r in lists[:number]
                if len(r) >= len(row) and amount(r[-1]) and r[-1].sentence == row[0].sentence
            ]
            if longer or earlier:
                found += _shares(reading, row, (longer or earlier)[-1], lists[:number])
        elif len(earlier) >= 2:
            done, tasks = earlier[-1], earlier[-2::-1]
            if row[0].lead.startswith("）的") and done[0].depth > row[0].depth:
                done, tasks = earlier[-2], [earlier[-1]]  # 分别为a、b，为目标（c、d）的p%、q%
            found += [relation for place, rate in enumerate(row) if (relation := _of(rate, done[place], [r[place] for r in tasks]))]
        elif len(earlier) == 1 and _SPENT.search(row[0].lead):
            found += _by_name(reading, row, earlier[0])
    return found


def _own_measures(reading: Reading, row: Sequence[Mention]) -> list[Relation]:
    """事故1137起，死亡252人。…造成事故629起，死亡138人，分别占总数的55.32%和54.76%: each measure of what a sentence before tells of all in its unit. Only
    where half of them fit."""
    parts = reading.mentions[max(0, row[0].index - len(row)) : row[0].index]
    units = {m.figure.unit for m in parts}
    if len(units) < len(row) or not all(amount(m) and m.sentence == row[0].sentence for m in parts):
        return []
    for number in range(parts[0].sentence, max(-1, parts[0].sentence - 3), -1):
        told = [m for m in reading.by_sentence.get(number, ()) if m.index < parts[0].index and amount(m)]
        wholes = [next((m for m in told if m.figure.unit == part.figure.unit and at_least(m, part)), None) for part in parts]
        if None not in wholes:
            made = [_relation(rate, part, whole, "distributive.measure") for rate, part, whole in zip(row, parts, wholes, strict=True)]
            if _fitting(made) * 2 >= len(made):
                return made
    return []


def _from_year_to_year(reading: Reading, row: Sequence[Mention], lists: Sequence[Sequence[Mention]]) -> list[Relation]:
    """三年支出分别为a、b、c，分别比上年增长p%、q%、r%: from each year to the next; the first year's base is not told. Only where most fit."""
    made: list[Relation] = []
    for states in reversed(lists):
        if len(states) != len(row) or not amount(states[0]) or states[-1].index > row[0].index or row[0].sentence - states[0].sentence > 2:
            continue
        steps = zip(row[1:], states, states[1:], strict=False)
        ties = [_growth(rate, now, then) for rate, then, now in steps]
        if _fitting(ties) > _fitting(made):
            made = ties
    return made if _fitting(made) * 2 >= len(row) - 1 else []


def _growth(rate: Mention, now: Mention, then: Mention) -> Relation:
    sign = ONE if now.size >= then.size else -ONE
    p, n, m = rate.figure, now.figure, then.figure
    return Relation(
        "growth",
        "distributive.growth",
        p,
        (n, m),
        Pace("growth", (sign, HUNDRED)),
        ("rate", "now", "then"),
        f"{p.text}应等于（{n.text}与{m.text}之差）÷{m.text}",
        f"{p.text} should equal the difference of {n.text} and {m.text} ÷ {m.text}",
    )


def _by_name(reading: Reading, row: Sequence[Mention], parts: Sequence[Mention]) -> list[Relation]:
    """福彩公益金支出a、体彩公益金支出b，执行率分别为p、q: of what an earlier paragraph gives each under its name without 支出."""
    made = []
    for rate, part in zip(row, parts, strict=True):
        name = compiled(r"^.*其中|(?:实际)?(?:支出|拨付|支付|使用)$").sub("", part.label)
        bases = [m for m in reading.mentions[: part.index] if len(name) >= 4 and amount(m) and m.dimension == part.dimension and _GIVEN.sub("", m.label) == name]
        readings = [replace(_relation(rate, part, base, "distributive.by_name"), base_named=True) for base in reversed(bases) if at_least(base, part)]
        if not readings:
            return []
        made.append(choose(readings))
    return made


def listed_rates(reading: Reading) -> set[int]:
    """The indexes of rates that stand in a bare list after a list of as many amounts: they are told item by item."""
    lists = rows(reading)
    return {
        m.index
        for number, row in enumerate(lists)
        if row[0].rate
        and BETWEEN.fullmatch(row[-1].lead)
        and any(len(r) == len(row) and amount(r[0]) and row[0].sentence - r[0].sentence <= 2 for r in lists[:number])
        for m in row
    }


@kept
def rows(reading: Reading) -> list[list[Mention]]:
    """Runs of two or more figures of one unit that stand as a list, with or without names between them."""
    found: list[list[Mention]] = []
    for mention in reading.mentions:
        row = found[-1] if found else None
        if (
            row
            and row[-1].index + 1 == mention.index
            and row[-1].sentence == mention.sentence
            and row[-1].dimension == mention.dimension
        ):
            if "其中" in mention.lead or is_mean(mention) != is_mean(row[-1]):
                found.append([mention])
                continue
            alike = mention.figure.qualifier == row[-1].figure.qualifier  # 满意度94.06%，超过90%的年度指标值: no list
            bare = alike and BETWEEN.fullmatch(mention.lead) is not None
            named = _NAMED.fullmatch(mention.lead) is not None and (
                mention.lead[0] != "，"
                or len(shared_ending([mention.label, row[-1].label])) >= 2
                or not _VERB.search(mention.lead)
            )
            if (
                bare
                and (len(row) == 1 or BETWEEN.fullmatch(row[-1].lead))
                or named
                and (len(row) == 1 or not BETWEEN.fullmatch(row[-1].lead))
            ):
                row.append(mention)
                continue
        found.append([mention])
    return [row for row in found if len(row) >= 2]


def _shares(reading: Reading, row: Sequence[Mention], parts: Sequence[Mention], lists: Sequence[Sequence[Mention]]) -> list[Relation]:
    """Against the amount before the parts that most of the shares fit, or each against its own of a list before (三年支出分别为…); nothing
    where none does, nor where only what is told roughly (1800余件) fits, or the parts stand in another paragraph."""
    if "\n" in reading.plain[parts[-1].end : row[0].start]:
        return []
    begin = max(0, parts[0].index - (20 if len(row) < 3 else 120))
    before = [
        m
        for m in reading.mentions[begin : parts[0].index]
        if amount(m) and m.dimension == parts[0].dimension
    ]
    best: list[Relation] = []
    for whole in reversed(before):
        made = [_relation(rate, part, whole, "distributive.share") for rate, part in zip(row, parts, strict=True)]
        if _fitting(made) > _fitting(best):
            best = made
    for wholes in reversed(lists):
        if len(wholes) == len(row) and begin <= wholes[0].index and wholes[-1].index < parts[0].index and addable(wholes[0], parts[0]):
            made = [_relation(rate, part, whole, "distributive.share") for rate, part, whole in zip(row, parts, wholes, strict=True)]
            named = chunks(wholes[0].label) & chunks(row[0].lead)
            if _fitting(made) + bool(named) > _fitting(best):
                best = made
    return best if _fitting(best) * 2 >= len(row) else []


def _fitting(made: Sequence[Relation]) -> int:
    return sum(bool(r.holds) and all(f.qualifier == "exact" for f in r.figures) for r in made)


def _of(rate: Mention, part: Mention, bases: Sequence[Mention]) -> Relation | None:
    return choose(
        [_relation(rate, part, base, "distributive.rate") for base in bases if base.dimension == part.dimension][:2]
    )


def _relation(rate: Mention, part: Mention, base: Mention, rule: str) -> Relation:
    return Relation(
        "ratio",
        rule,
        rate.figure,
        (part.figure, base.figure),
        RATIO,
        ("rate", "part", "base"),
        f"{rate.figure.text}应等于{part.label[-10:]}{part.figure.text}÷{base.label[-10:]}{base.figure.text}",
        f"{rate.figure.text} should equal {part.figure.text} ÷ {base.figure.text}",
    )
