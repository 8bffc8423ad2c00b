"""Totals over numbered paragraphs; what is summed up behind its items, and by place, is in together.

Assumptions about the language:
- numbered paragraphs of one style are items; in each, the first amount told as 收入, 支出 (决算) or 预算 is the item's own,
  and a change told after it is the item's change;
- the whole is told before the list under the same word. It is demanded only where the items' names complement one another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.relations.change.ends import core
from gouji.relations.common.lists import OTHER_TIME, addable, amount, is_change, is_mean
from gouji.relations.common.model import Relation, choose
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.whole import total_of
from gouji.relations.sum.introduced import DIRECTION, introduced, line_end
from gouji.relations.sum.together import over_places, together

_STYLES = (
    re.compile(r"（[一二三四五六七八九十]+）"),
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"\d{1,2}(?:[、．]|\.(?!\d)|\.(?=\d{3,5}[^\d，。；]{0,4}(?:热线|平台|急救)))"),
    re.compile(r"（\d{1,2}）"),
    re.compile(r"(?:——|—|[●○■◆·▪*])(?=[^\s])"),
    re.compile(r"第[一二三四五六七八九十]+[，、：（是轮批期]"),
)
_KEYS = (
    ("预算", re.compile(r"预算数?$|年初预算数?$")),
    ("支出", re.compile(r"支出(?:决算)?数?(?:合计|总计|总额)?$|决算数?$|决算支出(?:合计)?$")),
    ("收入", re.compile(r"收入(?:决算)?数?(?:合计|总计)?$")),
    ("资金", re.compile(r"资金$|投资$|补助$")),
)
_REST = re.compile(r"(?:其他|其它|其余)[^，。；：\d\n]{0,8}\d")
_YEAR = re.compile(r"^20\d\d年度?")
_SUMMING = re.compile(r"综上|合计|总计|以上|主要|注：")


def propose(reading: Reading) -> list[Relation]:
    """Sums over numbered paragraphs, and over places."""
    return [*over_paragraphs(reading), *together(reading), *over_places(reading)]


def over_paragraphs(reading: Reading) -> list[Relation]:
    """Each column of a run of numbered paragraphs, and the whole told before the run."""
    found = []
    for run in (*numbered_runs(reading), *_plain_runs(reading)):
        columns = [_columns(reading.between(start, line_end(reading, start, end))) for start, end in run]
        names = [reading.plain[start : start + 40] for start, _ in run]
        found += introduced(reading, run)
        for key in dict.fromkeys(key for column in columns for key in column):
            parts = [column[key] for column in columns if key in column]
            if len(parts) != len(columns) or any(not addable(part, parts[0]) for part in parts):
                continue
            whole = _whole(reading, run[0][0], key, parts[0])
            strict = _divided(names)
            if whole is None and strict and key == "支出":  # 支出预算W / 1.基本支出 … / 2.项目支出 …
                whole = _whole(reading, run[0][0], "预算", parts[0])
                whole = whole if whole is not None and "支出" in whole.label else None
            if not strict and len(parts) >= 3:
                whole = _nearest(reading, run[0][0], parts, parts[0].label[:2]) or whole
            if whole is not None and not any(_same_item(whole, part) for part in parts):
                every = _by_sentence(reading, run, key, parts)
                found.append(choose([total_of(whole, each, "sum.paragraphs", strict) for each in (parts, every) if each]))
    return found


def _by_sentence(reading: Reading, run: Sequence[tuple[int, int]], key: str, parts: Sequence[Mention]) -> list[Mention]:
    """The amounts of a column where a paragraph tells more than one item, each in a sentence of its own; [] where none does."""
    if key not in dict(_KEYS):
        return []
    firsts: dict[int, Mention] = {}
    for start, end in run:
        for m in _columns_all(reading.between(start, line_end(reading, start, end)), "", key):
            if addable(m, parts[0]):
                firsts.setdefault(m.sentence, m)
    return list(firsts.values()) if len(firsts) > len(parts) else []


def _same_item(whole: Mention, part: Mention) -> bool:
    """Whether what seems to be the whole is a part told before: its name begins a part's, or it is the same amount so named."""
    name = _YEAR.sub("", part.label)
    if len(name) >= 4 and name[:4] in whole.label and core(part.label):  # 全年预算数 names nothing
        return True
    alike = part.label == whole.label or part.label and whole.label.startswith(part.label)
    return alike and part.figure.value == whole.figure.value and part.figure.unit == whole.figure.unit


# Divisions that numbered paragraphs make; a pair of words that happens to occur in two headings is none.
_DIVISIONS = (
    ("因公出国", "公务用车", "公务接待"),
    ("一般公共预算", "政府性基金"),
    ("一般公共预算", "政府性基金", "国有资本"),
    ("基本支出", "项目支出"),
)


def _divided(names: Sequence[str]) -> bool:
    """Whether the paragraphs' openings name all parts of one division."""
    return any(
        len(words) == len(names) and all(any(w in name for name in names) for w in words) for words in _DIVISIONS
    )


def _plain_runs(reading: Reading) -> list[list[tuple[int, int]]]:
    """Paragraphs without numbers that a paragraph ending in ： introduces, up to a heading or a summing-up."""
    found = []
    paragraphs = reading.document.paragraphs
    for at, (_, end) in enumerate(paragraphs):
        if reading.plain[end - 1] != "：":
            continue
        run = []
        for first, last in paragraphs[at + 1 :]:
            if any(style.match(reading.plain, first) for style in _STYLES) or _SUMMING.match(reading.plain, first):
                break
            if "|" in reading.plain[first:last] or "\t" in reading.plain[first:last]:
                break
            run.append((first, last))
            if _REST.match(reading.plain, first) and len(run) > 2:
                break  # 其他各税 ends the list of taxes: what follows stands beside their whole
        if 2 <= len(run) <= 12:
            found.append(run)
    return found


def numbered_runs(reading: Reading) -> list[list[tuple[int, int]]]:
    """Runs of at least two numbered paragraphs of one style; each stretch reaches to the next item of the style."""
    found = []
    paragraphs = reading.document.paragraphs
    for style in _STYLES:
        starts = [start for start, end in paragraphs if style.match(reading.plain, start, end)]
        run: list[int] = []
        for start, following in zip(starts, [*starts[1:], None], strict=False):
            run.append(start)
            gap = reading.plain[start:following] if following is not None else ""
            if following is None or _broken(gap, style):
                if len(run) >= 2:
                    ends = [*run[1:], line_end(reading, run[-1], len(reading.plain))]
                    found.append(list(zip(run, ends, strict=True)))
                run = []
    return found


def _broken(gap: str, style: re.Pattern[str]) -> bool:
    """Whether a heading of a higher style stands between two items, so that they belong to different lists."""
    higher = {0: (1,), 1: (), 2: (0, 1), 3: (0, 1, 2), 4: (0, 1, 2, 3), 5: (0, 1, 2, 3)}[_STYLES.index(style)]
    return any(_STYLES[at].match(line) for at in higher for line in gap.split("\n")[1:])


def _nearest(reading: Reading, position: int, parts: Sequence[Mention], word: str) -> Mention | None:
    """Of the totals told before the list in the parts' words, the one nearest to their sum."""
    total = sum((m.figure.value * m.unit.factor for m in parts), Decimal(0))
    pool = [
        m
        for m in reading.between(position - 600, position)
        if amount(m) and addable(m, parts[0]) and m.figure.value and word in m.label
    ]
    near = [m for m in pool if total and abs(m.figure.value * m.unit.factor / total - 1) < Decimal("0.2")]
    return min(near, key=lambda m: abs(m.figure.value * m.unit.factor - total), default=None)


def _columns(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """An item's own amounts by what they are told as; a change under the amount that it is a change of."""
    found: dict[str, Mention] = {}
    last, headed = "", False
    for mention in mentions:
        if mention.depth or mention.figure.value is None or not mention.quantity:
            continue
        if headed and "其中" in mention.lead:
            break  # parts of the item's own amount
        headed = headed or amount(mention)
        if is_change(mention):
            direction = DIRECTION.search(mention.lead[-6:])
            if last and direction:
                found.setdefault(last + direction[1], mention)
        elif amount(mention) and not is_mean(mention):
            key = next((name for name, pattern in _KEYS if pattern.search(mention.label)), "")
            if key:
                found.setdefault(key, mention)
                last = key
    return found


def _whole(reading: Reading, position: int, key: str, like: Mention) -> Mention | None:
    """The nearest earlier amount told under the same word, within three paragraphs."""
    paragraphs = [start for start, _ in reading.document.paragraphs if start < position][-3:]
    headed = [start for start in paragraphs if any(style.match(reading.plain, start) for style in _STYLES)]
    before = reading.between((headed[-1:] or paragraphs[:1] or [0])[0], position)
    direction = DIRECTION.search(key)
    before = [m for m in before if is_change(m) or not _of_another_time(m, like)]
    pool = _columns_all(before, direction[1] if direction else "", key[:2])
    fitting = [m for m in pool if addable(m, like)]
    # a paragraph tells its total first: what follows 其中 in it are the same parts
    last = fitting[-1].sentence if fitting else -1
    return next((m for m in fitting if m.sentence == last), None)


def _of_another_time(mention: Mention, like: Mention) -> bool:
    """Whether an amount is told of another time than a part: 2022年支出…, but not where the part names the same year."""
    time = OTHER_TIME.search(mention.lead[-10:])
    return time is not None and not (time[0].startswith("20") and time[0] in like.lead)


def _columns_all(mentions: Sequence[Mention], direction: str, base: str) -> list[Mention]:
    pattern = dict(_KEYS)[base]
    found, last = [], ""
    for mention in mentions:
        if not mention.quantity or mention.figure.value is None:
            continue
        if is_change(mention):
            if direction and last == base and direction in mention.lead[-6:]:
                found.append(mention)
        elif pattern.search(mention.label):
            last = base
            if not direction and amount(mention):
                found.append(mention)
        elif amount(mention):
            last = ""
    return found


