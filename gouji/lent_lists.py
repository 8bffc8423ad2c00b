"""Units that a bare numeral has from a list: the one that names it for all of its items, or the items beside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import takewhile

from gouji.lent import Token
from gouji.quantity import unit
from gouji.spelling import ENUMERATED, UNIT_AT_END

_UNIT_BEHIND = re.compile(r"(?<=\d)（(?:(?:计量|金额)?单位：)?[^，。；：、（）\d\n%]{1,6}）")
_NUMBER = re.compile(r"\d[\d.,]*")
_MAKES_UP = re.compile(r"[^，。；：（）\d\n]{0,8}[（：](?:其中：?)?")


def enumerate_(plain: str, tokens: list[Token]) -> None:
    """Give the items of a list the unit that is told once: on the figure before it (学校13所（小学9、初中4）), or behind
    it (羊场1900、者黑1600、木兰1450（单位：万元）), or on its last item. Only where none of them has its own."""
    for at, (whole, first) in enumerate(zip(tokens, tokens[1:], strict=False)):
        if first.unit or first.chinese or not whole.unit or whole.value is None or first.start - whole.last > 24:
            continue
        match = ENUMERATED.match(plain, whole.end)
        if match and _MAKES_UP.fullmatch(plain, whole.last, match.start("items")):
            inside = _items(tokens[at + 1 :], match.end("items"))
            if all(t.value is not None and t.value <= whole.value for t in inside):
                _lend(match, inside, whole.unit)
    for close in _UNIT_BEHIND.finditer(plain):
        begin = max(plain.rfind("\n", 0, close.start()) + 1, close.start() - 800)
        match = UNIT_AT_END.search(plain, begin, close.end())
        if match and match.end() == close.end():
            after = bisect_right(tokens, match.start("items") - 1, key=lambda t: t.start)
            _lend(match, _items(tokens[after:], match.end("items")), match["unit"])
    _lend_back(plain, tokens)
    _lend_between(plain, tokens)
    _lend_rated(plain, tokens)


_NEXT = re.compile(r"[，、；]\s?(?![^，]*(?:[增减升降占比较超]|其中|共|合计))[\u4e00-\u9fff“”（）]{2,12}")


def _lend_between(plain: str, tokens: list[Token]) -> None:
    """Give a bare whole number among named counts of one unit that unit: 初中1所，完全小学3，教学点12，幼儿园2所. One whose name
    stands between two names that tell it, or that such a number follows."""
    for at in range(1, len(tokens) - 1):
        token, before = tokens[at], tokens[at - 1]
        if token.unit or token.chinese or token.value is None or not token.number.isdigit() or not before.unit:
            continue
        kind = unit(before.unit)
        if not kind.counted or kind.scaled or not _NEXT.fullmatch(plain, before.last, token.start):
            continue
        behind = at + 1
        while behind < len(tokens) and not tokens[behind].unit and tokens[behind].number.isdigit() and _NEXT.fullmatch(plain, tokens[behind - 1].last, tokens[behind].start):
            behind += 1
        if behind < len(tokens) and tokens[behind].unit == before.unit and _NEXT.fullmatch(plain, tokens[behind - 1].last, tokens[behind].start):
            token.unit, token.unit_from, token.last = before.unit, "list", token.end


_RATED = re.compile(r"[，、]\s?(?:同比|环比|占比?|比上年|较上年)")
_NOUN = re.compile(r"[\u4e00-\u9fff]{1,3}(?![的为达占是])[\u4e00-\u9fff]$")


def _lend_rated(plain: str, tokens: list[Token]) -> None:
    """投诉971件，同比上升30.51%；举报356，同比降低45.73%: a bare whole number behind a noun, told as a count before it in its sentence is."""
    for at, token in enumerate(tokens):
        if token.unit or token.chinese or token.value is None or not token.number.isdigit() or len(token.number) < 2:
            continue
        if not _RATED.match(plain, token.end) or not _NOUN.search(plain, max(0, token.start - 4), token.start):
            continue
        for before in reversed(tokens[max(0, at - 6) : at]):
            if "。" in plain[before.end : token.start] or "\n" in plain[before.end : token.start]:
                break
            kind = unit(before.unit)
            if kind.counted and not kind.scaled and _RATED.match(plain, before.last):
                token.unit, token.unit_from, token.last = before.unit, "list", token.end
                break


_NAMED = re.compile(r"[、和及]\s?(?![^、]*(?:[增减升降占比较超]|其中))[\u4e00-\u9fff“”（）]{1,14}")


def _lend_back(plain: str, tokens: list[Token]) -> None:
    """Give the named items of a list the unit that only its last one tells: 教体局408.20、农业农村局311.47、城管局198.18万元. The
    bare ones are told to decimals: a whole number may count anything."""
    for at in range(len(tokens) - 1, 0, -1):
        last, token = tokens[at], tokens[at - 1]
        if token.unit or token.chinese or "." not in token.number or token.value is None or not last.unit or last.unit == "%":
            continue
        named = "\u4e00" <= plain[token.start - 1 : token.start] <= "\u9fff"
        if named and not last.compound and _NAMED.fullmatch(plain, token.end, last.start):
            token.unit, token.unit_from, token.last = last.unit, "list", token.end


def _items(tokens: list[Token], end: int) -> list[Token]:
    return list(takewhile(lambda t: t.start < end, tokens))


def _lend(match: re.Match[str], inside: list[Token], name: str) -> None:
    if len(inside) != len(_NUMBER.findall(match["items"])) or any(t.unit or t.chinese for t in inside):
        return
    for token in inside:
        token.unit, token.unit_from, token.last = name, "list", token.end
