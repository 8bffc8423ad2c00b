"""The period that a mean by the day, month or year is over: 5月份 has 31 days, 上半年 six months, 2016—2020年 five years.

Assumes that the text right before a mean says the period; what says none speaks of the whole year.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from gouji.relations.common.reading import Mention, Reading, kept

TIMES = frozenset("天 日 周 月 季 年".split())
NUMBER_OF = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "十一": 11, "十二": 12}  # as Chinese digits tell it
_SPAN = re.compile(
    r"(?P<to>(?P<a>\d{1,2})月?(?:份)?[-—–~～至到]+(?P<b>\d{1,2})月)|(?P<half>[上下]半年)|前(?P<first>[一二三])个?季度|(?P<quarter>[一二三四])季度"
    r"|(?P<months>\d{1,2}|[一两二三四五六七八九十]{1,2})个月|(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份"
    r"|(?P<from>(?:19|20)\d\d)年?[-—–~～至到]+(?P<till>(?:19|20)\d\d)年|(?P<years>\d|[两二三四五六七八九十])年(?!级)|(?P<year>全年|本年|当年|年度|一年)"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年")


def spans(reading: Reading, mention: Mention, by: str) -> Iterator[tuple[Decimal, str]]:
    """The counts of days, months ... that a mean may be over, the nearest told first, each with its words."""
    begin = max(0, mention.start - 400)
    text = reading.plain[begin : mention.start]
    title = reading.plain[:60]
    years = [int(year) for year in _YEAR.findall(title + text)]
    year = years[-1] if years else 2023
    seen: set[Decimal] = set()
    told = list(_SPAN.finditer(text))[::-1] + list(_SPAN.finditer(title))
    for match in [*told[:6], None]:
        months, count = _months(match), None
        if by == "年":
            count = _years(match)
        elif months:
            count = {"月": len(months), "季": len(months) // 3, "周": 0}.get(by)
            if by in "天日":
                count = sum(calendar.monthrange(year, month)[1] for month in months)
            elif by == "周" and len(months) == 12:
                count = 52
        if count and count > 1 and Decimal(count) not in seen:
            seen.add(Decimal(count))
            yield Decimal(count), f"{count}{'个' if by in '月季' else ''}{by}"
            if by in "天日" and count == 366:
                yield Decimal(365), f"365{by}"


def _months(match: re.Match[str] | None) -> range | None:
    """The months of the year that words tell; of words that tell none, all twelve."""
    if match is None or match["year"]:
        return range(1, 13)
    if match["to"]:
        return range(int(match["a"]), int(match["b"]) + 1) if 1 <= int(match["a"]) <= int(match["b"]) <= 12 else None
    if match["half"]:
        return range(1, 7) if match["half"][0] == "上" else range(7, 13)
    if match["first"]:
        return range(1, 3 * NUMBER_OF[match["first"]] + 1)
    if match["quarter"]:
        last = 3 * NUMBER_OF[match["quarter"]]
        return range(last - 2, last + 1)
    if match["months"]:
        count = count_of(match["months"])
        return range(13 - count, 13) if 0 < count <= 12 else None
    if match["month"]:
        month = count_of(match["month"])
        return range(month, month + 1) if 0 < month <= 12 else None
    return None


def _years(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    if match["from"]:
        return int(match["till"]) - int(match["from"]) + 1
    return count_of(match["years"]) if match["years"] else None


def count_of(word: str) -> int:
    """A count of a few, told in either digits; 0 for what is none."""
    return int(word) if word.isdigit() else NUMBER_OF.get(word, 0)


@kept
def common_year(reading: Reading) -> str:
    """The year that a report is about: the one it names most."""
    years = Counter(_YEAR.findall(reading.plain))
    return years.most_common(1)[0][0] if years else ""


_DATED = re.compile(r"(?:19|20)\d\d年(?=[，全末底]|度，)")


@kept
def opening_years(reading: Reading) -> list[tuple[int, int, str]]:
    """The years that sentences begin with: where each begins and ends, and the year."""
    return [(*match.span(), match[0]) for match in _DATED.finditer(reading.plain) if _opens(reading.plain, match.start())]


def _opens(plain: str, at: int) -> bool:
    """Whether a line or a sentence begins at a place, but for blanks."""
    while at and plain[at - 1].isspace():
        at -= 1
        if plain[at] == "\n":
            return True
    return at == 0 or plain[at - 1] in "。】"


_TOLD_YEAR = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)(?=年|[^\d.,%％\u4e00-\u9fff]|$)年?|([上去前]一?年(?!结转|结余)|往年|历年|上届)|(今年|本年|当年|全年)"
)
_BESIDE = re.compile(r"(?:比|较|与|同|由|从|于|超过?)[^，。；：、]{0,4}$")  # before a year that is compared with, no longer the subject


@lru_cache(maxsize=512)
def last_year(words: str, own: int) -> str | None:
    """The last year of words with which nothing is compared, "past" of the year before, "" of this one; what is told from `own` on is
    the figure's in any case."""
    for told in reversed(list(_TOLD_YEAR.finditer(words))):
        if told.start() >= own or not _BESIDE.search(words, 0, told.start()):
            return told[1] or ("past" if told[2] else "")
    return None
