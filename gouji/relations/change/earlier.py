"""What a stated change runs from: the figure of then, where the text tells it.

Assumes that it stands inside the comparand (比上年的41.09万元), or in words of another time (上年为…, 2021年度…为…,
（上年90.4%）), under the name of what changed or under none.
"""

from __future__ import annotations

import re

from gouji.patterns import compiled
from gouji.relations.change.changes import Change, find
from gouji.relations.change.ends import BUDGET_LABEL, OF_SEVERAL, YEAR, head_of, words_of
from gouji.relations.change.subjects import core
from gouji.relations.common.lists import value
from gouji.relations.common.reading import Mention, Reading, kept
from gouji.relations.common.verbs import THEN, tells_change, verb_of

_KIND = re.compile("预算|计划|决算|支出|执行|实际")
_OTHER_TIME = re.compile(rf"{THEN}")


def then(reading: Reading, change: Change, current: Mention) -> Mention | None:
    """The stated earlier (or budgeted) figure of the same quantity as `current`. Found once for each."""
    known = change.__dict__.setdefault("known_then", {})
    if current.index not in known:
        known[current.index] = _then(reading, change, current)
    return known[current.index]


def _then(reading: Reading, change: Change, current: Mention) -> Mention | None:
    if change.inline is not None:
        return change.inline if change.inline.dimension == current.dimension else None
    if change.against == "other":
        return None
    subject = words_of(reading, current)
    limit = reading.plain.find("\n", change.end)
    stop = len(reading.plain) if limit < 0 else limit
    after = reading.between(change.end, min(stop, change.end + 120))
    item = change.first.segment

    def of_it(
        m: Mention,
    ) -> bool:  # behind ； another thing is told, with a then of its own, unless that opens with a then
        ahead = reading.mentions[m.index - 1]
        return m.segment == item or m.sentence != change.first.sentence or ahead.segment != m.segment

    for mention in [m for m in after if of_it(m)][:4]:
        if (
            mention.dimension == current.dimension
            and mention.figure.value is not None
            and is_then(reading, mention, change, current, subject)
            and not _of_another_span(reading, change, mention)
        ):
            return mention
    start = reading.sentences[max(0, current.sentence - 2)][0]
    paragraph = reading.plain.rfind("\n", 0, current.start) + 1
    before = reading.between(max(start, paragraph), change.start)
    taken = _taken(reading)
    near = [
        m
        for m in reversed(before)
        if m is not current
        and m.index not in taken
        and m.dimension == current.dimension
        and m.figure.value is not None
        and not (m.segment != current.segment and m.sentence == current.sentence and OF_SEVERAL.search(current.lead))
        and not _of_another_span(reading, change, m)
        and not _anothers(reading, m, current)
        and not _holds_it(reading, m, current)
        and is_then(reading, m, change, current, subject)
    ]
    return near[0] if near else None


def _of_another_span(reading: Reading, change: Change, then: Mention) -> bool:
    """Whether a change over a month is held against a year ago (环比上升9.0%，较去年同期的817万元), or the reverse."""
    said, told = reading.plain[max(0, change.start - 4) : change.first.start], then.lead[-10:]
    return bool(_LATELY.search(said) and _YEAR_BEFORE.search(told) or "同比" in said and _MONTH_BEFORE.search(told))


def _anothers(reading: Reading, then: Mention, current: Mention) -> bool:
    """Whether a parenthesis tells what another figure was: W，增长p%（上年V），其中A a，增长q%: V is what W was."""
    if then.paren < 0 or then.depth <= current.depth or then.index > current.index:
        return False
    own = [m for m in reading.mentions[max(0, then.index - 6) : then.index] if m.depth < then.depth and m.quantity and m.dimension == current.dimension]
    own = [m for m in own if not tells_change(m)]
    return bool(own) and own[-1] is not current and own[-1].figure.value != current.figure.value


def _holds_it(reading: Reading, then: Mention, current: Mention) -> bool:
    """Whether a parenthesis tells parts of a figure: W（其中：A a），比上年减少D（其中：A减少d）: W is no then of a. What is left of a figure
    (剔除上年结转后支出W，增长p%) is now, whatever year is taken off."""
    if "剔除" in then.lead or "扣除" in then.lead:
        return True
    return then.index < current.index and then.depth < current.depth and "其中" in reading.plain[then.end : current.start]


_SPOKEN_OF = re.compile(r"(?<![比较与和同])((?:19|20)\d\d)(?=年)")
_MONTH_BEFORE = re.compile("上月|上季|上旬|上周")
_LATELY, _YEAR_BEFORE = re.compile("环比|上月|上季"), re.compile("去年|上年")  # 环比上升9.0%，较去年同期的817万元: not of the month before


@kept
def _taken(reading: Reading) -> frozenset[int]:
    """The figures that are a change's own comparand, told with it."""
    return frozenset(c.inline.index for c in find(reading) if c.inline is not None)


def then_elsewhere(reading: Reading, change: Change, current: Mention) -> list[Mention]:
    """Earlier figures that may be what a comparand with its year or kind names (较2019年预算, 比2019年决算): of that kind,
    told under that year, smaller or larger than now by less than its half. Which of them it is, the numbers must say."""
    kind, year = _KIND.search(change.what), YEAR.search(change.what)
    if change.inline is not None or kind is None or year is None:
        return []
    budget = kind[0] in ("预算", "计划")
    top, found = value(current), []
    for m in reading.mentions[: change.first.index]:
        if m.dimension != current.dimension or m is current or m.figure.value is None or tells_change(m):
            continue
        if not top / 2 < value(m) < top * 2 or not current.quantity:
            continue
        head = head_of(reading, m)
        if bool(BUDGET_LABEL.search(head)) != budget or not budget and not compiled("决算|支出|执行|合计|经费").search(head):
            continue
        sentence = reading.plain[reading.sentences[m.sentence][0] : m.start]
        years = YEAR.findall(sentence) or YEAR.findall(reading.plain[:80])[:1]
        if year[0] in years:
            found.append(m)
    return found[:6]


def is_then(reading: Reading, mention: Mention, change: Change, current: Mention, subject: str) -> bool:
    if verb_of(mention.lead) or mention.unit.factor * current.unit.factor == 0:
        return False
    if mention.dimension == "thing" and mention.figure.unit != current.figure.unit:
        return False
    head = head_of(reading, mention)
    if change.against == "budget":
        if (
            not BUDGET_LABEL.search(head)
            or ("年初" in change.what) != ("年初" in head)
            and "年初" in change.what + head
            and "调整" in head + change.what
        ):
            return False
        year, own = YEAR.search(change.what), YEAR.findall(reading.plain, reading.sentences[mention.sentence][0], mention.start)
        if year is not None and own and year[0] not in own:
            return False  # 2016年预算0万元，比2015年预算减少: of another year's budget
        if year is not None and not own and (topic := _SPOKEN_OF.findall(reading.plain, 0, mention.start)) and topic[-1] != year[0]:
            return False  # 2026年…。支出预算W，比2025年预算增加: nor is this one of then
        if mention.index in (current.index - 1, current.index + 1) and mention.sentence == current.sentence:
            return True
        rest = BUDGET_LABEL.sub("", head)
    else:
        year, own = YEAR.search(change.what), YEAR.search(head)
        own = None if compiled(r"年初|期初").search(change.what) else own
        now_year = YEAR.search(subject)
        if own is not None:
            if year is not None and own[0] != year[0]:
                return False
            if (
                year is None
                and (now_year is None or int(own[0]) != int(now_year[0]) - 1)
                and not (mention.paren >= 0 and mention.start > change.end)
            ):
                return False
        elif compiled(r"年初|期初").search(change.what):
            year, now_year = YEAR.search(head), YEAR.search(subject)
            ended = year and now_year and int(year[0]) == int(now_year[0]) - 1 and compiled(r"年(?:末|底)").search(head)
            if not ended and not compiled(r"年初|期初").search(head):
                return False
        elif not compiled(r"上年|去年|上一年|同期|年初(?!预算)|期初|上月|上期").search(head) and not (
            change.what == "环比" and compiled(r"\d{1,2}月").match(head)
        ):
            return False
        if compiled(r"结转|结余").search(head) and not compiled(r"结转|结余").search(subject + change.subject):
            return False
        rest = _OTHER_TIME.sub("", head)
    rest = core(compiled(r"^[比较与和]").sub("", rest.strip("为是达的约计（")))
    rest = compiled(r"[为是达约]$").sub("", rest)
    own_name = core(_OTHER_TIME.sub("", subject))
    nameless = mention.index == current.index - 1 and all(
        c in rest for c in own_name
    )  # 2022年受理信访54件，2023年受理62件
    return not rest or nameless or all(c in subject + change.subject for c in rest)
