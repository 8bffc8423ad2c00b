"""An enumeration before a number: its names, how many they may be, and whether the number counts what they name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gouji.patterns import compiled
from gouji.quantity import numeral

_OFFICES = re.compile(r"^.{0,2}(?:[股科处]室|内设机构|部门|单位)")
ASIDE = re.compile(r"（[^（）]*）")
QUOTED = re.compile(r"“[^”]*”|《[^》]*》|‘[^’]*’")
PART = re.compile(r"[，；：。？！\n|\t]")
_AND = re.compile(r"以及|(?<![涉普顾波遍以])及(?![其时格])|(?<![共总])和(?![谐平睦])|(?<!参)与(?![会其])")
_SPAN = re.compile(r"([一二三四五六七八九]|\d{1,2})[至到\-—~～]([一二三四五六七八九十]|\d{1,2})(?:年级|[期号组队级班村科室区院所站])")
_CLAUSE_BEGINS = re.compile("[因被对在由按以经向为]")


def in_one_quotation(before: str) -> int | None:
    """How many names one quotation right before a number holds: “水、电、路、气”四类管网."""
    quoted = compiled("“([^“”，。；：]*、[^“”，。；：]*)”$").search(before)
    names = quoted[1].split("、") if quoted else []
    return len(names) if all(1 <= len(name) <= 8 for name in names) and names else None


def clause(text: str) -> str:
    """The last part of a text, asides in parentheses and quotations blanked so that their marks part nothing."""
    text = QUOTED.sub(lambda m: "“" + "〇" * (len(m[0]) - 2) + "”", ASIDE.sub(lambda m: "〇" * len(m[0]), text))
    opened = text.rfind("（")
    return PART.split(text[opened + 1 :])[-1]


def names_of(words: str) -> tuple[list[int], list[str]]:
    """The lengths that an enumeration may have, the likeliest first, and its names; no length where it is none."""
    words = words.strip("、")
    parts = [part for part in words.split("、") if part]
    ands = [len(_AND.findall(part)) for part in parts]
    last = _AND.split(parts[-1]) if parts else []
    split_last = len(last) == 2 and all(len(part) >= 2 or len(parts) > 1 and part for part in last)
    if len(parts) < 2 and not split_last:
        return [], []
    lengths = [len(parts) + 1, len(parts)] if split_last else [len(parts)]
    lengths.append(len(parts) + sum(ands))
    if any(len(part) > 40 for part in parts):
        return [], []
    if (halves := _halves(parts)) and len(parts) - halves >= 2:
        lengths.append(len(parts) - halves)
    if more := sum(_spanned(part) for part in parts):  # 一至六年级办公室: six names in one
        lengths = [*(n + more for n in lengths), *lengths]
    return [n for k, n in enumerate(lengths) if n >= 2 and n not in lengths[:k]], [*parts[:-1], *last]


def _spanned(name: str) -> int:
    """How many names more than one a name tells from its first number to its last."""
    told = _SPAN.search(name)
    return max(0, int(numeral(told[2])) - int(numeral(told[1]))) if told else 0


def _halves(parts: Sequence[str]) -> int:
    """How many names of a list may be the first half of the one behind it: where most end alike (情况), a clause that does not, before
    one that does (被申请复议、提起诉讼情况)."""
    ends = Counter(part[-2:] for part in parts if len(part) > 2)
    common, times = max(ends.items(), key=lambda each: each[1], default=("", 0))
    if times < 3 or times * 2 < len(parts):
        return 0
    return sum(bool(_CLAUSE_BEGINS.match(a)) and not a.endswith(common) and b.endswith(common) for a, b in zip(parts, parts[1:], strict=False))


def agree(names: Sequence[str], noun: str) -> bool:
    """Whether the noun that is counted is what the names end in (甲县, 乙区: 县区), or a level (市、县、乡: 级)."""
    ends = [name.rstrip("〇”“")[-1:] for name in names]
    some = sum(bool(end) and end in noun for end in ends)  # 造林股、防火办…6个股室: an office goes by another name
    return some == len(ends) or len(ends) > 3 and some >= len(ends) - 1 and bool(_OFFICES.search(noun)) or (noun.startswith("级") and all(len(n) <= 3 for n in names[1:]))
