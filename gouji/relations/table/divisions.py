"""A whole that a table divides more than once, or by names that everybody knows: 按登记类型分, 其中：男性 … 其中：城镇, the three industries.

Assumes that rows under 按X分 make up the row above the first such words, each division for itself, up to the next numbered row; that
其中 behind rows which 其中 opened begins another division of the same whole; and that 第一, 第二 and 第三产业 right below a row make it up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.relations.table.views import Series

Tie = tuple[int, tuple[int, ...], bool]  # see totals

_DIVISION = re.compile(r"按[^，。；：]{1,10}分?组?[：:]?$")
_INDUSTRIES = tuple(re.compile(rf"^(?:其中)?[：:]?第{n}(?:次)?产业(?:增加值|投资)?$") for n in "一二三")


def by_division(ties: Sequence[Tie], sections: Sequence[str]) -> list[Tie]:
    """The ties with each division of a total as one: rows under 按行业分 are all of it, and so are those under 按地区分."""
    found: list[Tie] = []
    for whole, parts, sure in ties:
        divisions = dict.fromkeys(sections[at] for at in parts)
        if len(divisions) > 1 and all(map(_DIVISION.match, divisions)):
            each = [(whole, tuple(at for at in parts if sections[at] == words), sure) for words in divisions]
            found += [tie for tie in each if len(tie[1]) > 1]
        else:
            found.append((whole, parts, sure))
    return found


def among_again(ties: Sequence[Tie], opening: Sequence[int]) -> list[Tie]:
    """The ties with the rows from each 其中 (`opening`) to the next as parts of their own, where each has several; empty where none is so."""
    found: list[Tie] = []
    again = False
    for whole, parts, sure in ties:
        starts = [at for at in parts if at in opening]
        if len(starts) < 2 or starts[0] != parts[0]:
            found.append((whole, parts, sure))
            continue
        runs = [tuple(at for at in parts if a <= at < b) for a, b in zip(starts, [*starts[1:], parts[-1] + 1], strict=True)]
        if any(len(run) < 2 for run in runs):
            found.append((whole, parts, sure))
            continue
        found += [(whole, run, sure) for run in runs]
        again = True
    return found if again else []


def borne_out(ties: Sequence[Tie], rows: Sequence[Series]) -> bool:
    """Whether the numbers bear out two sums of several parts or more, and half of all: then they are how the table divides."""
    held = told = 0
    for whole, parts, _ in ties:
        for case in range(len(rows[whole].entries)):
            figures = [rows[at].figure(case) for at in (whole, *parts)]
            if len(parts) > 1 and all(f is not None and f.value for f in figures) and len({f.unit for f in figures}) == 1:
                told += 1
                held += figures[0].value == sum(f.value for f in figures[1:])
    return held > 1 and held * 2 >= told


def under_words(live: Sequence[int], sections: Sequence[str], numbered: Sequence[int]) -> list[Tie]:
    """The ties of a row to the rows under each 按X分 below it."""
    found: list[Tie] = []
    whole: int | None = None
    parts: dict[str, list[int]] = {}
    for at in [*live, None]:
        ends = at is None or at in numbered or not _DIVISION.match(sections[at])
        if not ends and whole is not None:
            parts.setdefault(sections[at], []).append(at)
        if ends:
            if len(parts) > 1 and whole is not None:
                found += [(whole, tuple(run), True) for run in parts.values() if len(run) > 1]
            whole, parts = at, {}
    return found


def industries(live: Sequence[int], heads: dict[int, str]) -> list[Tie]:
    """The tie of a row to the three industries below it."""
    places = [[at for at in live if name.match(heads[at])] for name in _INDUSTRIES]
    if any(len(place) != 1 for place in places):
        return []
    (first,), (second,), (third,) = places
    above = [at for at in live if at < first]
    return [(above[-1], (first, second, third), True)] if above and first < second < third and "总" in heads[above[-1]] else []
