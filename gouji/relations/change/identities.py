"""Figures that accounts tell twice under two names, or that another name takes up.

Basis: a budget balances (收入总计 = 支出总计); an administrative office's 机关运行经费 is what its basic outlay holds of 公用经费;
公务接待费 is spent at home or on foreign guests.

Assumptions about the language:
- the two sides stand under names that differ in 收入 and 支出 alone (收入总计 and 支出总计, 收入总预算 and 支出总预算);
- 即上述公用经费 says that two names are of one amount; without it 机关运行经费 may hold more than 公用经费 (that of other units), so
  that a slip alone tells a mistake;
- 民生支出占比p% takes up the share that was told with 民生支出a万元，占q%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.patterns import compiled
from gouji.relations.common.lists import amount
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import MONEY, QUOTES, Mention, Reading
from gouji.relations.common.retold import conflict, scope, tie
from gouji.relations.common.whole import comparable, total_of

_SIDED = re.compile(r"(?P<side>收入|支出)(?P<rest>总计|合计|总预算|预算总[计额]|决算总[计额])(?:[均同都也各为是]|\s)*$")
_THAT_IS = re.compile(r"[，（]即(?:为|是)?(?:上述|前述|上列|本单位|本部门)?的?(?P<name>[\u4e00-\u9fff]{3,10})[。，；）]")
_TAKEN_UP = re.compile(r"(?P<name>[\u4e00-\u9fff]{3,10})占比(?:为|达到?|约)?$")
_OWN_SHARE = re.compile(r"^[，（]占(?:比|[^，。；、\d]{0,16})(?:为|达到?|的)?$")
_AT_HOME, _ABROAD = re.compile("国内"), re.compile("外事|国（境）外|外宾|国外")
_SPENT = re.compile(r"(?:共计?|合计|累计)?(?:支出|开支|花费)(?:共计?|金额)?(?:为|了)?$")
NEARBY = 14  # figures from one side to the other


def propose(reading: Reading) -> list[Relation]:
    """All amounts told under two names."""
    found = [*_sides(reading), *_taken_up(reading)]
    if "即" in reading.plain:
        found += _that_is(reading)
    if "机关运行经费" in reading.plain:
        found += _running_costs(reading)
    if "外事" in reading.plain or "国（境）外" in reading.plain:
        found += _guests(reading)
    return found


def _sides(reading: Reading) -> Iterator[Relation]:
    """收入总计a，支出总计b: the nearest two of one name but for the side."""
    last: tuple[Mention, re.Match[str]] | None = None
    for m in reading.mentions:
        told = _SIDED.search(m.lead[-16:]) if m.dimension == MONEY and amount(m) else None
        if told is None:
            continue
        if last is not None:
            first, own = last
            other = own["side"] != told["side"] and own["rest"] == told["rest"]
            if other and m.index - first.index <= NEARBY and not conflict(scope(first.label), scope(m.label)):
                sides = tie("repeat.sides", first, m, strict=False)
                if told["rest"] != "合计" or sides.exact:  # what comes in and goes out within a year alone need not be equal
                    yield sides
        last = (m, told)


def _that_is(reading: Reading) -> Iterator[Relation]:
    """机关运行经费a万元，即上述公用经费: the last amount of that name before."""
    for match in _THAT_IS.finditer(reading.plain):
        own = next(iter(reversed(reading.before(match.start() + 1, 1))), None)
        if own is None or own.end + len(own.noun) < match.start() or not amount(own):
            continue
        other = _called(reading, match["name"], own)
        if other is not None:
            yield tie("repeat.that_is", other, own, strict=True)


def _running_costs(reading: Reading) -> Iterator[Relation]:
    for own in reading.mentions:
        if own.dimension == MONEY and amount(own) and compiled("机关运行经费(?:支出|预算|决算)?(?:为|共)?$").search(own.lead[-14:]):
            other = _called(reading, "公用经费", own)
            if other is not None:
                yield tie("repeat.running_costs", other, own, strict=False)
            return


def _called(reading: Reading, name: str, own: Mention) -> Mention | None:
    """The last amount before that bears a name, and no other words but 日常 and 支出."""
    pattern = re.compile(rf"(?:^|其中|[，。；：、（）\n的中]|[\u4e00-\u9fff]{{0,4}}日常){re.escape(name)}(?:支出|预算|决算)?(?:为|共|：)*$")
    before = (m for m in reversed(reading.mentions[: own.index]) if m.dimension == own.dimension and amount(m))
    return next((m for m in before if pattern.search(m.lead[-24:])), None)


def _taken_up(reading: Reading) -> Iterator[Relation]:
    """民生支出a万元，占p%。… 民生支出占比q%: one share."""
    for rate in reading.mentions:
        if not rate.rate or rate.figure.value is None or (told := _TAKEN_UP.search(rate.lead.translate(QUOTES))) is None:
            continue
        for part in reversed(reading.mentions[: max(0, rate.index - 1)]):
            share = reading.mentions[part.index + 1]
            if (
                amount(part)
                and part.label.endswith(told["name"][-4:])
                and share.rate
                and share.figure.value is not None
                and _OWN_SHARE.match(share.lead)
            ):
                if not conflict(scope(part.lead), scope(rate.lead)):
                    yield tie("repeat.share", share, rate, strict=True)
                break


def _guests(reading: Reading) -> Iterator[Relation]:
    """公务接待费w … 国内公务接待n批次，支出a；外事接待支出b: what guests from home and from abroad cost."""
    for abroad in reading.mentions:
        if abroad.dimension != MONEY or not amount(abroad) or not _ABROAD.search(abroad.lead) or not _SPENT.search(abroad.lead):
            continue
        near = [m for m in reading.mentions[max(0, abroad.index - 8) : abroad.index] if m.dimension == MONEY and amount(m)]
        home = near[-1] if near and _spent_at_home(reading, near[-1]) else None
        if home is None:
            continue
        before = (m for m in reversed(reading.mentions[: home.index]) if m.dimension == MONEY and amount(m))
        whole = next((m for m in before if compiled(r"公务接待费(?:支出)?(?:决算)?数?(?:为)?$").search(m.lead[-14:])), None)
        if whole is not None:
            yield total_of(whole, [home, abroad], "sum.guests", strict=comparable(whole, [home, abroad]))


def _spent_at_home(reading: Reading, m: Mention) -> bool:
    begin = reading.sentences[m.sentence][0]
    words = reading.plain[begin : m.start]
    return bool(_AT_HOME.search(words)) and not _ABROAD.search(compiled(r"（[^）]*）").sub("", words)) and bool(_SPENT.search(words))
