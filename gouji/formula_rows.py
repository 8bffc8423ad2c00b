"""Rows that say how a table's columns are worked out: 公式 | A=B+C | B | C, 栏次 | 1 | 2 | 3=1-2 | 4=2÷1.

Assumes that each column has one symbol (a capital letter, a number, a circled one), and that a formula names symbols of the row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.patterns import compiled

_SYMBOL = r"(?:[A-Za-z]|[（(]?\d{1,2}[）)]?|[①-⑳])"
_CELL = re.compile(
    rf"(?:第?{_SYMBOL}[栏列]?|(?P<own>{_SYMBOL})?\s*[=＝]\s*(?P<made>{_SYMBOL}(?:\s*[-+－—–＋/÷]\s*{_SYMBOL})+)(?:\s*[×*xX]\s*100[%％]?)?)"
)
_TERM = re.compile(rf"(?P<sign>[-+－—–＋/÷]?)\s*(?P<symbol>{_SYMBOL})")
_NAMED = re.compile(r"(?:计算)?公式|[栏列行]次")


@dataclass(frozen=True)
class Made:
    """A column made of others: `parts` by their place in the row, with their signs; `rate`: the first over the second, in percent."""

    at: int
    parts: tuple[int, ...]
    signs: tuple[int, ...]
    rate: bool


def is_formula_row(texts: Sequence[str]) -> bool:
    """Whether these cells, the first a name or none, tell symbols, and one of them how it is made."""
    told = [text for text in texts if text]
    told = told[1:] if told and (_NAMED.fullmatch(told[0]) or told[0] in "甲乙") else told
    return len(told) > 2 and all(_CELL.fullmatch(text) for text in told) and any("=" in text or "＝" in text for text in told)


def named(text: str) -> bool:
    """Whether a cell opens such a row."""
    return bool(_NAMED.fullmatch(text))


def is_symbol(text: str) -> bool:
    return bool(_CELL.fullmatch(text))


def made(texts: Sequence[str]) -> list[Made]:
    """The columns that the cells of such a row say to be made of others; nothing for a formula with a symbol that no cell has."""
    own: dict[str, int] = {}
    for at, text in enumerate(texts):
        match = _CELL.fullmatch(text)
        if match is not None and match["made"] is None:
            own.setdefault(_bare(text), at)
        elif match is not None and match["own"]:
            own.setdefault(_bare(match["own"]), at)
    found = []
    for at, text in enumerate(texts):
        match = _CELL.fullmatch(text)
        if match is None or match["made"] is None:
            continue
        terms = list(_TERM.finditer(match["made"]))
        symbols = [_bare(term["symbol"]) for term in terms]
        divided = [term["sign"] in "/÷" and bool(term["sign"]) for term in terms]
        if not all(symbol in own for symbol in symbols) or any(divided) and (len(terms) != 2 or not divided[1]):
            continue
        signs = tuple(-1 if term["sign"] and term["sign"] in "-－—–" else 1 for term in terms)
        found.append(Made(at, tuple(own[symbol] for symbol in symbols), signs, any(divided)))
    return found


def _bare(symbol: str) -> str:
    return compiled(r"[（()）第栏列\s]").sub("", symbol)
