"""1.A。预算a，到位b，支出c，执行率p%。2.B。…: paragraphs or lines that tell the same measures in one order. Basis: addition, definition.

Assumptions about the language:
- numbered paragraphs of one style, and lines that open with a name, are items where they begin with the same measures; a measure
  may be left out at an item's end, and what else an item tells (件, 人) stands between or behind them;
- a column's total is told under its word before the items or, with 以上 or the items' number, behind them; it is demanded only
  where the words say that the items are all (以上5项, the last is 其余);
- a column of rates has one definition: that of two amounts which most of its rows bear out is every row's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from gouji.patterns import compiled
from gouji.quantity import numeral
from gouji.relations.common.lists import OTHER_TIME, addable, amount, is_change, is_mean, kind_of
from gouji.relations.common.model import Relation
from gouji.relations.common.naming import plausible, ratio
from gouji.relations.common.reading import RATE, TOTAL, Mention, Reading
from gouji.relations.sum.sums import total_of

_MARKS = (
    re.compile(r"（[一二三四五六七八九十]+）"),
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"\d{1,2}(?:[、．]|\.(?!\d)|\.(?=\d{3,5}[^\d，。；]{0,4}(?:热线|平台|急救)))"),
    re.compile(r"（\d{1,2}）"),
    re.compile(r"[①-⑳]"),
    re.compile(r"(?:——|—|[●○■◆·▪*])(?=\S)"),
)
_MARKED = re.compile(r"[（一二三四五六七八九十\d①-⑳—●○■◆·▪*]")
_REST = re.compile(r"^\W*\d{0,2}[.、．）]?(?:其余|其他|其它|剩余)")
_ALL = re.compile(r"(?:以上|上述)?(?P<n>[两二三四五六七八九十]|\d{1,2})[项个类家批县市区镇乡宗条处][^，。；：\d]{0,8}$")
_NO_TOTAL = re.compile(r"上年|去年|同期|其中|未|结余|结转")
_SOME = re.compile(r"(?:主要|重点|典型|部分|个别)[^，。；\n]{0,12}(?:[：。]?\n|：)")
MOST, BEFORE, AFTER = 4, 1500, 160
LEAST, LEAD = 3, 20
NEAR = Decimal("0.25")
Items = list[list[Mention]]


def propose(reading: Reading) -> list[Relation]:
    """Column sums and rates of items told alike."""
    found: list[Relation] = []
    for items, numbered in _runs(reading):
        columns = _columns(items)
        totals = [_total(reading, column, numbered) for column in columns if amount(column[0])]
        found += [relation for relation in totals if relation is not None]
        found += _rates(columns)
    return found


def _runs(reading: Reading) -> Iterator[tuple[Items, bool]]:
    """Runs of three or more paragraphs of one numbering, or of lines that open with a name; each its figures."""
    paragraphs = []
    for start, end in reading.document.paragraphs:
        kind = _style(reading.plain, start, end)
        own = [m for m in reading.between(start, end) if m.depth == 0 and m.figure.value is not None]
        paragraphs.append((start, kind, own))
    yield from ((run, True) for run in _numbered(paragraphs) if len(run) >= LEAST)
    yield from ((run, False) for run in _lines(paragraphs) if len(run) >= LEAST)


def _style(plain: str, start: int, end: int) -> int | None:
    if not _MARKED.match(plain, start):
        return None
    return next((n for n, mark in enumerate(_MARKS) if mark.match(plain, start, end)), None)


def _numbered(paragraphs: Sequence[tuple[int, int | None, list[Mention]]]) -> Iterator[Items]:
    """What stands between two items goes on with the first, or tells its figures where it is only a heading."""
    run: Items = []
    style: int | None = None
    headed = False
    for _, kind, own in paragraphs:
        if kind is None and not headed:
            continue
        if kind is None and own or kind == style and own and not headed:
            run.append(own)
        elif kind is not None:
            yield run
            run, style = [own] if own else [], kind
        headed = kind is not None and not own or headed and not own
    yield run


def _lines(paragraphs: Sequence[tuple[int, int | None, list[Mention]]]) -> Iterator[Items]:
    run: Items = []
    for start, kind, own in paragraphs:
        opened = kind is None and bool(own) and own[0].start - start <= LEAD
        if opened and run and _shaped(run[-1], own):
            run.append(own)
        else:
            yield run
            run = [own] if opened else []
    yield run


def _shaped(a: Sequence[Mention], b: Sequence[Mention]) -> bool:
    """Whether two lines begin with two figures of the same dimensions under the same words."""
    return (
        len(a) > 1 < len(b)
        and [m.dimension for m in a[:2]] == [m.dimension for m in b[:2]]
        and a[0].label[-2:] == b[0].label[-2:]
        and a[1].label[-2:] == b[1].label[-2:]
    )


def _columns(items: Items) -> list[list[Mention]]:
    """The measures that all items begin with: of the dimension that most of them tell first, and rates."""
    firsts = Counter(next((m.dimension for m in item if amount(m)), "") for item in items)
    main = firsts.most_common(1)[0][0]
    if not main:
        return []
    rows = [[m for m in item if m.dimension in (main, RATE) and not is_change(m) and not is_mean(m)] for item in items]
    columns: list[list[Mention]] = []
    for place in range(MOST):
        column = [row[place] for row in rows if place < len(row)]
        if len(column) < len(rows) and (not column or not column[0].rate or len(column) < len(rows) - 1):
            break
        if len({m.dimension for m in column}) > 1 or not _one_word(column, place):
            break
        columns.append(column)
    return columns if len(columns) > 1 else []


def _one_word(column: Sequence[Mention], place: int) -> bool:
    """Whether the items tell a measure under one word; the first may stand behind each item's own name."""
    words = Counter(m.label[-2:] for m in column)
    return place == 0 or words.most_common(1)[0][1] >= len(column) - 1


def _total(reading: Reading, column: Sequence[Mention], numbered: bool) -> Relation | None:
    """The tie of a column to its total; the one that holds, of several."""
    first, last = column[0], column[-1]
    (word, times) = Counter(m.label[-2:] for m in column).most_common(1)[0]
    word = word if times >= len(column) - 1 else ""
    total = sum((m.figure.value * m.unit.factor for m in column), Decimal(0))
    if not total:
        return None
    before = [m for m in reading.between(max(0, first.start - BEFORE), first.start) if _whole(m, column, word)]
    after = [
        m
        for m in reading.between(last.end, last.end + AFTER)
        if m.sentence > last.sentence and _whole(m, column, word) and _says_all(reading, m, len(column))
    ]
    pool = [*after, *reversed(before)]
    holding = next((r for m in pool if (r := total_of(m, column, "sum.alike", strict=False)).holds), None)
    if holding is not None:
        return holding
    demanded = bool(after) or bool(_REST.match(_opening(reading, last)))
    if not demanded and _SOME.search(reading.plain[max(0, first.start - 60) : first.start]):
        return None
    if (
        before
        and not after
        and not demanded
        and not numbered
        and "其中" not in reading.plain[before[-1].end : first.start]
    ):
        pool = [m for m in pool if first.sentence - m.sentence <= 3]
    near = [m for m in pool if abs(m.figure.value * m.unit.factor / total - 1) < NEAR]
    if after and demanded:
        return total_of(after[0], column, "sum.alike", strict=True)
    if near:
        best = min(near, key=lambda m: abs(m.figure.value * m.unit.factor - total))
        return total_of(best, column, "sum.alike", strict=demanded and len(near) == 1)
    return None


def _whole(m: Mention, column: Sequence[Mention], word: str) -> bool:
    if not amount(m) or not m.figure.value or not addable(m, column[0]) or OTHER_TIME.search(m.lead[-10:]):
        return False
    if _NO_TOTAL.search(m.label[-8:]) and not _NO_TOTAL.search(word):
        return False
    kind = kind_of(column[0])
    if kind and kind_of(m) not in ("", kind):
        return False  # a budget is no sum of final amounts
    return word in m.label[-8:] if word else bool(TOTAL.search(m.lead[-8:]))


def _says_all(reading: Reading, m: Mention, count: int) -> bool:
    """Whether the sentence of a total behind the items says that it is all of theirs."""
    begin = reading.sentences[m.sentence][0]
    opening = reading.plain[begin : m.start]
    told = compiled(r"(?:以上|上述|这)?(?P<n>[两二三四五六七八九十]|\d{1,2})[项个类家批县市区镇乡宗条处]").match(opening)
    if told:
        return numeral(told["n"]) == count
    return bool(compiled(r"(?:以上|上述)[^，。；\d]{0,10}(?:合计|共计|总计|共)|合计|总计|共计").match(opening))


def _opening(reading: Reading, m: Mention) -> str:
    start = reading.plain.rfind("\n", 0, m.start) + 1
    return reading.plain[start : start + 12]


def _rates(columns: Sequence[list[Mention]]) -> Iterable[Relation]:
    """Every row's rate by the two amounts that most rows' rates come from."""
    for at, column in enumerate(columns):
        if not column[0].rate:
            continue
        amounts = [c for c in columns[:at] if not c[0].rate]
        yield from by_majority(column, [pair for a, b in combinations(amounts, 2) for pair in ((b, a), (a, b))])


def by_majority(
    rates: Sequence[Mention], pairs: Iterable[tuple[Sequence[Mention], Sequence[Mention]]]
) -> list[Relation]:
    """The ratios of the pair (parts, bases) that most of the rates bear out, where at least two do and at most a third (or one)
    do not. The rows are matched by their sentences' order: each part and base stands before its rate."""
    best: list[Relation] = []
    for parts, bases in pairs:
        made = []
        for rate in rates:
            part = _of_item(parts, rate)
            base = _of_item(bases, rate)
            if part is None or base is None or not base.figure.value:
                continue
            made.append(ratio(rate, [part], base, "ratio.of_column"))
        held = sum(bool(r.holds) for r in made)
        if held >= 2 and (len(made) - held) <= max(1, len(made) // 3) and held > sum(bool(r.holds) for r in best):
            best = made
    sure = sum(bool(r.holds) for r in best) >= LEAST  # their definition is known, however far one is off
    return [r for r in best if r.holds or sure or plausible(r)]


def _of_item(column: Sequence[Mention], rate: Mention) -> Mention | None:
    """The amount of a rate's own item: the last before it."""
    before = [m for m in column if m.index < rate.index]
    return before[-1] if before else None
