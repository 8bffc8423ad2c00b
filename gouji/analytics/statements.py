"""Questions about how figures are told: rates without their task, balances that do not add up, cut-offs without a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from gouji.analytics.question import Question, percent, span
from gouji.interval import Interval
from gouji.interval import plain as shown
from gouji.patterns import compiled
from gouji.relations.common.reading import Mention, Reading

CUTOFFS = Decimal(2)
_COMPLETION = re.compile(
    r"完成(?:率|进度|比例|任务|计划|目标)?(?:的)?$|(?:进度|达标率|执行率|到位率|整改率|化解率|办结率|覆盖率|完成率)(?:为|达到?|约)*$"
)
_GROWTH = re.compile(r"增长|同比|增速|增幅|上升|提高|比上年|占|相当于|下降|倍")
_TASK = re.compile(r"任务|计划|目标|指标数|应|下达|预算|预期|需|总")
_CUTOFF = re.compile(r"(?:截[止至]|到)目前|截[止至](?:当前|现在|报告日)")


def ask(reading: Reading) -> Iterator[Question]:
    yield from _rates(reading)
    yield from _balances(reading)
    yield from _cutoffs(reading)


def _rates(reading: Reading) -> Iterator[Question]:
    """A completion rate above 100 where neither a task nor a pair of counts beside it gives it: told once for each value."""
    found = [
        mention
        for mention in reading.mentions
        if mention.rate
        and mention.figure.value is not None
        and mention.figure.value > 100
        and _COMPLETION.search(mention.lead)
        and not _GROWTH.search(mention.lead)
        and not _base_told(reading, mention)
    ]
    for _, group in groupby(
        sorted(found, key=lambda mention: (mention.figure.value, mention.start)),
        key=lambda mention: mention.figure.value,
    ):
        mentions = list(group)
        first = mentions[0]
        done = next((each for each in reversed(reading.before(first.start)) if each.quantity), None)
        rate = first.figure.value
        basis_zh, basis_en = _basis(reading, first, done)
        places = f"（共{len(mentions)}处）" if len(mentions) > 1 else ""
        yield Question(
            "rate_without_base",
            "info",
            rate,
            "%",
            Decimal(0),
            Decimal(100),
            tuple(mention.figure for mention in mentions) + ((done.figure,) if done else ()),
            *span([first.figure]),
            (
                f"“{_words(first)}”{places}没有写明任务数{basis_zh}：任务是多少，依据哪份文件，超额完成的是什么？",
                f"“{_words(first)}” is told without the task{basis_en}: what was the task, by which document, and what exceeded it?",
            ),
            (f"“{_words(first)}”。", f"“{_words(first)}”."),
        )


def _words(mention: Mention) -> str:
    return compiled(r"[，。；：]").split(mention.lead)[-1] + mention.figure.text


def _base_told(reading: Reading, rate: Mention) -> bool:
    """Whether its sentence names a task, or has two counts of one kind whose quotient is the rate."""
    near = [each for each in reading.before(rate.start, 2) if each.quantity and rate.start - each.end < 120]
    if any(_TASK.search(each.lead[-16:]) for each in near):
        return True
    following = reading.plain[rate.end : rate.end + 2]
    if following.startswith("的") or compiled(r"(?:任务|计划|目标|预算)[^，。；]{0,8}\d[^，。；]*的$").search(rate.lead):
        return True
    if rate.figure.interval is None:
        return False
    plain = reading.plain
    tasks = [
        each for each in reading.mentions if each.quantity and _TASK.search(plain, max(0, each.start - 30), each.start)
    ]
    return any(
        part is not whole
        and part.dimension == whole.dimension
        and whole.figure.value
        and rate.figure.interval.meets(
            Interval.point(part.figure.value * part.unit.factor / (whole.figure.value * whole.unit.factor) * 100)
        )
        for part in near
        for whole in (*near, *tasks)
    )


def _basis(reading: Reading, rate: Mention, done: Mention | None) -> tuple[str, str]:
    """What the task would have to be, and what the nearest other count gives."""
    if done is None or done.figure.value is None or done.figure.value <= 0:
        return "", ""
    task = (
        (done.figure.value / rate.figure.value * 100).quantize(Decimal(1))
        if done.unit.counted and not done.unit.scaled
        else None
    )
    other = next(
        (
            each
            for each in reversed(reading.before(done.start))
            if each.dimension == done.dimension and each.figure.value
        ),
        None,
    )
    name = done.figure.unit
    zh = (
        f"，按{shown(done.figure.value)}{name}倒算任务应为{shown(task)}{name}"
        if task is not None
        else f"，只写了{shown(done.figure.value)}{name}"
    )
    en = (
        f" (from {shown(done.figure.value)} it would be {shown(task)})"
        if task is not None
        else f" (only {shown(done.figure.value)} {name} is told)"
    )
    if other is not None:
        against = percent(done.figure.value * done.unit.factor, other.figure.value * other.unit.factor)
        zh += f"，而同处的{shown(other.figure.value)}{other.figure.unit}算出来是{shown(against)}%"
        en = en[:-1] + f"; the count beside it, {shown(other.figure.value)}, gives {shown(against)}%)"
    return zh, en


_CLOSING = re.compile(r"目前|现有|现存|剩余|年末|期末|月末|结存|结余|截[止至]")
_OPENING = re.compile(r"年初|上年末|期初|月初|上年结[转余]|原有|缺口|短缺|欠|导致|原")
_IN = re.compile(r"新增|增加|入库|置换|补充|购入|调入|追加|收回|转入|取得|归集")
_OUT = re.compile(r"减少|核减|使用|支出|核销|调出|转出|占用|扣除|报废|注销|划出")
_SUBJECT = re.compile(
    r"(?:规模|指标|数量|面积|余额|总量|存量|剩余|目前|现有|年末|期末|年初|期初|的|我[县市区省局]|全[县市区省]|系统中?|累计|新增|增加|入库|缺口|结存|结余|导致|原有)+"
)


def _balances(reading: Reading) -> Iterator[Question]:
    """Opening stock, changes and closing stock of one thing, told in one paragraph: what the changes do not explain.

    All three name the same thing; told again elsewhere in the same numbers, they are asked about once.
    """
    told: set[tuple[Decimal, ...]] = set()
    for closing in reading.mentions:
        if not closing.quantity or not _CLOSING.search(_statement(reading, closing)):
            continue
        subject = _subject(closing)
        if len(subject) < 2:
            continue
        before = [
            each
            for each in reading.before(closing.start, 4)
            if each.figure.unit == closing.figure.unit and closing.start - each.end < 500
        ]
        opening = next(
            (
                each
                for each in before
                if subject in each.lead[-24:] and (each.figure.value < 0 or _OPENING.search(each.lead[-24:]))
                if each.figure.value is not None
            ),
            None,
        )
        if opening is None:
            continue
        changes = [
            (each, sign)
            for each in before
            if each.start > opening.start and subject in each.lead[-24:] and (sign := _sign(reading, opening, each))
        ]
        if not changes:
            continue
        mentions = [opening, *(each for each, _ in changes), closing]
        values = tuple(each.figure.value for each in mentions)
        if values in told or any(each.figure.interval is None for each in mentions):
            continue
        told.add(values)
        yield _balance(subject, opening, changes, closing, mentions)


def _balance(
    subject: str, opening: Mention, changes: list[tuple[Mention, int]], closing: Mention, mentions: list[Mention]
) -> Question:
    expected, name = opening.figure.value, closing.figure.unit
    slack = _rounding(opening) + _rounding(closing)
    sums = opening.figure.number
    for each, sign in changes:
        expected += sign * each.figure.value
        slack += _rounding(each)
        sums += f" {'+' if sign > 0 else '−'} {each.figure.number}"
    difference = closing.figure.value - expected
    told_zh = f"{subject}：{sums} = {shown(expected)}{name}，报告写{closing.figure.number}{name}"
    told_en = f"{subject}: {sums} = {shown(expected)} {name}; the report says {closing.figure.number}"
    more_zh, more_en = ("多出", "more") if difference > 0 else ("少了", "less")
    return Question(
        "unexplained_balance",
        "warning",
        difference,
        name,
        -slack,
        slack,
        tuple(each.figure for each in mentions),
        *span(each.figure for each in mentions),
        (
            f"{told_zh}，{more_zh}{shown(abs(difference))}{name}：差额从哪里来，期间还有哪些增减没有写？",
            f"{told_en}, {shown(abs(difference))} {name} {more_en}: where does the difference come from, and which changes are not told?",
        ),
        (f"{told_zh}，相符。", f"{told_en}: they agree."),
    )


def _rounding(mention: Mention) -> Decimal:
    """Half of the last place that a figure states; an open figure allows no sum to be tied to it within less."""
    interval = mention.figure.interval
    if interval is None or interval.low is None or interval.high is None:
        return abs(mention.figure.value)
    return (interval.high - interval.low) / 2


def _statement(reading: Reading, mention: Mention) -> str:
    """The words of a figure's segment before it, back to the last 。 or ；, without those before an earlier clause of change."""
    text = reading.plain[max(mention.segment[0], mention.start - 60) : mention.start]
    last = max(
        text.rfind("目前"),
        text.rfind("年末"),
        text.rfind("期末"),
        text.rfind("截"),
        text.rfind("剩余"),
        text.rfind("现有"),
        text.rfind("结存"),
        text.rfind("结余"),
    )
    return "" if last >= 0 and _IN.search(text[last + 2 :]) else text


def _subject(mention: Mention) -> str:
    """The thing a stock is of: 水田 of 水田规模."""
    words = compiled(r"[，。；、：（）]").split(mention.lead)[-1]
    return _SUBJECT.sub("", words)[-6:]


def _sign(reading: Reading, opening: Mention, change: Mention) -> int:
    """1 for what came in, -1 for what went out, 0 for neither: the last such word before the figure, in its sentence."""
    text = reading.plain[max(opening.end, reading.sentences[change.sentence][0]) : change.start]
    came = max((match.end() for match in _IN.finditer(text)), default=-1)
    went = max((match.end() for match in _OUT.finditer(text)), default=-1)
    return 0 if came == went else 1 if came > went else -1


def _cutoffs(reading: Reading) -> Iterator[Question]:
    """截止目前 before figures, with no date: of what day are they?"""
    found = [match for match in _CUTOFF.finditer(reading.plain) if reading.between(match.end(), match.end() + 80)]
    if not found:
        return
    document = reading.document
    first = [reading.between(match.end(), match.end() + 80)[0].figure for match in found]
    start, end = document.place(found[0].start(), found[0].end())
    count = Decimal(len(found))
    words = document.text[start:end]
    yield Question(
        "undated_cutoff",
        "info",
        count,
        "处",
        Decimal(0),
        CUTOFFS,
        tuple(first),
        start,
        end,
        (
            f"报告有{len(found)}处数据写“{words}”而不写日期：统计到哪一天，是不是全年数？",
            f"{len(found)} figures are told “{words}” with no date: as of which day, and do they cover the whole year?",
        ),
        (
            f"报告有{len(found)}处数据写“{words}”。",
            f"{len(found)} figure{'s' if len(found) > 1 else ''} told “{words}”.",
        ),
    )
