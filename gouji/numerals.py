"""One numeral of a text with what belongs to it: sign, unit, a range's other end, and the words that qualify it."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from gouji.chinese import counts, lexical
from gouji.exclusions import Exclusions
from gouji.lent import Token
from gouji.quantity import numeral, unit
from gouji.spelling import NUMERAL, NUMERAL_BEGINS, OF_BASE, POST, PRE, PRE_ENDS, RANGE, TAIL

_AROUND = re.compile("以上|以下|左右")
_FROM = re.compile(r"[由从自]\D{0,6}$")
_MONTHS = re.compile(r"[多余来]月(?!份)")  # 18个多月


def next_numeral(plain: str, position: int) -> re.Match[str] | None:
    """The next numeral: what `NUMERAL.search` finds, tried only where one can begin."""
    while begins := NUMERAL_BEGINS.search(plain, position):
        if match := NUMERAL.match(plain, begins.start()):
            return match
        position = begins.end()
    return None


def read(
    plain: str,
    match: re.Match[str],
    left_out: Counter,
    exclusions: Exclusions,
    limit: int | None = None,
    signed: bool = False,
) -> tuple[Token | None, int]:
    """A numeral with what belongs to it, and where to read on. Nothing from `limit`, its table cell's end, belongs to it.
    `signed`: a minus right before it is its own."""
    limit = len(plain) if limit is None else limit
    chinese = match["chinese"] is not None
    start, end = match.span()
    if match["fraction"]:
        post = _AROUND.match(plain, end)
        token = Token(
            start, end, match[0], numeral(match[0]), first=start, last=post.end() if post else end, chinese=True
        )
        _qualify(plain, token, post[0] if post else "")
        return token, token.last
    if chinese and lexical(plain, start, end):
        left_out["word"] += 1
        return None, end
    if (
        start
        and plain[start - 1] in "-负"
        and (signed or start < 2 or not (plain[start - 2].isalnum() and plain[start - 2].isascii()))
    ):
        start -= 1
    scale_in_numeral = 0
    while chinese and end - 1 > match.start() and plain[end - 1] in "万亿":
        end -= 1  # 两千万元: 两千 is the numeral, 万元 the unit
        scale_in_numeral += 1
    tail = TAIL.match(plain, end, limit)
    name = (tail["scale"] or "") + (tail["scale2"] or "") + (tail["unit"] or "").removesuffix("（百分比）") if tail else ""
    whole_cell = (
        tail and tail["post"] and plain[tail.end() : tail.end() + 1] in ("", "\n", "|", "\t")
    )  # 95以上 under 指标值
    last = tail.end() if tail and tail.end() > end and (name or tail["more"] or whole_cell) else end
    text = plain[start:end]
    token = Token(
        start, end, text, _value(text), name, first=start, last=last, chinese=chinese, compound=bool(match["mixed"])
    )
    second = RANGE.match(plain, last if tail and tail["unit"] and not tail["post"] else end, limit)
    if (
        second
        and not exclusions.reason(second.start("second"))
        and _is_range(plain, token, second, bool(tail and tail["unit"]))
    ):
        more = TAIL.match(plain, second.end(), limit)
        high = numeral(second["second"])
        high_unit = (more["scale"] or "") + (more["scale2"] or "") + (more["unit"] or "")
        if (
            high is not None
            and high_unit
            and token.value is not None
            and high > token.value
            and token.unit in ("", high_unit)
        ):
            token.end, token.last, token.unit, token.high = second.end(), more.end(), high_unit, high
            token.number, token.qualifier = plain[start : second.end()], "range"
            return token, more.end()
    if chinese and not counts(plain, token, tail):
        left_out["word"] += 1
        return None, max(match.end(), end)
    _qualify(plain, token, (tail["post"] or "") if tail and last > end else "")
    if token.unit == "个" and (months := _MONTHS.match(plain, last, limit)):
        token.unit, token.qualifier, token.last, last = "个月", "more_than", months.end(), months.end()
    if tail and tail["more"] and last > end and token.qualifier in ("exact", "about"):
        token.qualifier = "more_than"
    return token, max(last, match.end() if not scale_in_numeral else last)


def measured(plain: str, match: re.Match[str]) -> bool:
    """Whether a decimal at a line's start measures something: 9.4分 does, 2.14所 is heading 2. and a count of 14."""
    tail = TAIL.match(plain, match.end())
    name = (tail["scale"] or "") + (tail["unit"] or "") if tail else ""
    return match[0].count(".") == 1 and bool(name) and not (unit(name).counted and not unit(name).scaled)


def _value(text: str) -> Decimal | None:
    text = "".join(text.split())
    return numeral(("-" + text[1:]) if text.startswith("负") else text)


def _is_range(plain: str, token: Token, second: re.Match[str], has_unit: bool) -> bool:
    if has_unit and second["to"] in "至到":
        return False
    return not _FROM.search(plain[max(0, token.start - 8) : token.start])


def _qualify(plain: str, token: Token, post: str) -> None:
    """The qualifier from the words right before and after; sets `bound` where it names a bound only."""
    last = plain[token.start - 1 : token.start]
    before = PRE.search(plain, max(0, token.start - 8), token.start) if last in PRE_ENDS else None
    if before and not (token.unit in ("年", "周年") and before["near"]):
        kind = before.lastgroup or ""
        token.first = before.start()
        token.qualifier = {"below": "less_than", "near": "less_than", "above": "more_than"}.get(kind, kind)
        token.bound = kind == "above"
    elif post:
        token.qualifier = POST[post.removeprefix("（含）")]
    elif (
        token.unit in ("%", "‰", "成", "倍", "")
        and (last == "的" or last.isspace())
        and (base := OF_BASE.search(plain, max(0, token.start - 20), token.start))
    ):
        token.qualifier, token.bound = base.lastgroup or "exact", base.lastgroup != "about"
