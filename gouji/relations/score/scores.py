"""Scores told in prose as a tree: each item's full marks and score are those of its parts, a loss is what is missing to the marks.

Assumptions about a scoring tree, whatever its words (see `marks` for how its entries are read):
- the parts of an item follow it after 其中, ： or 包括, or in paragraphs numbered one level below its own; the items of the whole
  stand before the total that sums them up or after the total that opens them;
- a list is all of its item where its full marks, or its scores, make up the item's own: then the other of the two must as well;
  the whole has a hundred marks;
- 扣分 = 分值 - 得分, and what is told as causes of a loss makes it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.relations.common.model import HUNDRED, Formula, Relation
from gouji.relations.common.reading import Mention, Reading, kept
from gouji.relations.score.marks import ITEM, SUBTOTAL, TOTAL, Entry, entries, score_of, summed

_CUE = re.compile(
    r"^分?(?:（(?=[^，。；：\d]{2})|[^，。；：\d]{0,10}(?:[，（][^，。；：\d]{0,14}){0,2}(?:，?得分率[\d.]+%)?[，。；]?\s*"
    r"(?:(?:具体)?(?:其中|包括|分别(?:为|是)?|具体(?:情况)?(?:为|如下|是)?)[：，]?|：))"
)
_STYLES = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"\d{1,2}[.、．](?!\d)"),
    re.compile(r"（\d{1,2}）|\d{1,2}）"),
    re.compile(r"[①-⑳]"),
)
MOST_OFF = 50  # marks that the parts of a hundred may be off by and still be meant as its parts


def propose(reading: Reading) -> list[Relation]:
    """The sums of full marks and of scores over all levels that are told, and the losses."""
    told = entries(reading)
    if not told:
        return []
    return tree(reading).ties


@kept
def tree(reading: Reading) -> Tree:
    """The entries of a document as a tree, and its ties."""
    return Tree(reading, entries(reading))


class Tree:
    """The entries of a document and which are parts of which. `children`: by the place of an entry in `told`; `wholes`: the entries
    that sum up a hundred marks; `ties`: what all levels hold themselves to. It does not keep the reading, which keeps it: no cycle then."""

    def __init__(self, reading: Reading, told: Sequence[Entry]) -> None:
        self.told = told
        self.children: dict[int, list[int]] = {}
        self.parents: dict[int, int] = {}
        self._levels = [_level(reading, entry) for entry in told]
        for at in range(len(told) - 1, -1, -1):
            self._claim(at)
        self.wholes = [told[at] for at in self.children if told[at].kind == TOTAL]
        self.ties = list(self._ties())

    def _claim(self, at: int) -> None:
        """Give an entry the entries after it that its words and its marks show to be its parts."""
        entry, best, most = self.told[at], None, (0, 0)
        for parts in self._lists(at):
            if len(parts) < 2 and (entry.kind != ITEM or (entry.full or entry.bare) is None):
                continue
            last = self.told[parts[-1]]
            near = 2 if last.sentence == entry.sentence else 1 if last.paragraph == entry.paragraph else 0
            if (fit := self._fit(entry, parts)) and (fit, near) > most:
                best, most = parts, (fit, near)
        if best is None:
            return
        self.children[at] = best
        self.parents.update(dict.fromkeys(best, at))
        if entry.kind == ITEM and entry.full is None and all(self.told[k].full for k in best):
            entry.full, entry.bare = entry.bare, None  # 产出指标（50分）：数量指标20分…
        self._close(at, best)

    def _close(self, at: int, parts: Sequence[int]) -> None:
        """小计48分 right behind the parts of an item that tells no score of its own is the item's."""
        entry, total, scores = self.told[at], self._subtotal(parts), self._scores(parts)
        full = entry.full or entry.bare
        if entry.got is not None or full is None or total is None or scores is None or total.figure.value > full.figure.value:
            return
        if self._near(total, scores) or score_of(scores) > full.figure.value:  # what exceeds its marks is a slip
            self.parents[self.told.index(next(e for e in self.told if total in (e.got, e.bare)))] = at
            entry.got = total

    def _lists(self, at: int) -> Iterator[list[int]]:
        """The lists that may be an entry's parts: what follows its 其中 up to the end of an item, a sentence, a paragraph or the
        text; or what is numbered one level below it."""
        told = self.told
        free = [k for k in range(at + 1, len(told)) if k not in self.parents]
        cut = next((n for n, k in enumerate(free) if told[k].kind == TOTAL), len(free))
        free = free[:cut]
        closing = next((n for n, k in enumerate(free) if told[k].kind == SUBTOTAL), len(free))
        level = self._levels[at]
        beside = (
            n
            for n, k in enumerate(free)
            if level is not None and self._levels[k] is not None and self._levels[k] <= level
        )
        free = free[: min(closing, next(beside, len(free)))]
        if not free:
            return
        if free[0] == at + 1 and _CUE.match(told[free[0]].opened):
            for n in range(len(free), 0, -1):
                last, following = told[free[n - 1]], told[free[n]] if n < len(free) else None
                if following is None or last.paragraph != following.paragraph or last.end < following.start:
                    yield free[:n]
        if level is not None:
            below = [k for k in free if self._levels[k] is not None]
            if free[0] not in below:  # 目标设定（5分）。绩效目标合理性2分，得2分…
                yield free[: next((n for n, k in enumerate(free) if k in below), len(free))]
            if below:
                yield [k for k in below if self._levels[k] == self._levels[below[0]]]

    def _fit(self, entry: Entry, parts: Sequence[int]) -> int:
        """How many of the two, full marks and scores, a list makes up as an entry tells them."""
        own = entry.full or entry.bare
        full = own.figure.value if own is not None else HUNDRED if entry.kind == TOTAL else None
        marks, scores = [self.told[k].full for k in parts], self._scores(parts)
        got = entry.got or self._subtotal(parts)
        alike = full is not None and all(marks) and score_of(marks) == full
        return alike + (len(parts) > 1 and got is not None and scores is not None and score_of(scores) == got.figure.value)

    def _subtotal(self, parts: Sequence[int]) -> Mention | None:
        """The sum told right behind parts, in their paragraph."""
        at = parts[-1]
        while self.children.get(at):
            at = self.children[at][-1]
        following = self.told[at + 1] if at + 1 < len(self.told) else None
        if following is None or following.kind != SUBTOTAL or following.paragraph != self.told[parts[-1]].paragraph:
            return None
        return following.got or following.bare

    def _scores(self, parts: Sequence[int]) -> list[Mention] | None:
        """The scores of a list; of an item that tells none, those of its parts."""
        found: list[Mention] = []
        for k in parts:
            entry = self.told[k]
            own = [entry.got] if entry.got is not None else self._scores(self.children.get(k, ())) or [entry.bare]
            if not all(own):
                return None
            found += own
        return found or None

    def _ties(self) -> Iterator[Relation]:
        """All levels' ties."""
        for at, parts in self.children.items():
            yield from self._own(self.told[at], parts)
        yield from self._closed()
        yield from self._whole()

    def _own(self, entry: Entry, parts: Sequence[int]) -> Iterator[Relation]:
        marks, scores = [self.told[k].full for k in parts], self._scores(parts)
        if entry.full is not None and all(marks):
            yield summed(entry.full, marks, "sum.full_marks", "满分", "full marks")
        elif entry.kind == TOTAL and all(marks):
            yield from _to_hundred(marks, scores, entry.got)
        if entry.got is not None and scores is not None:
            yield summed(entry.got, scores, "sum.scores", "得分", "scores")

    def _closed(self) -> Iterator[Relation]:
        """小计48分, 以上合计94.5分: the scores of the free items before it, back to the sum or the whole before. 综合得分 sums up the items
        of its own sentence."""
        for at, entry in enumerate(self.told):
            if entry.kind == ITEM or at in self.parents or (total := entry.got or entry.bare) is None:
                continue
            begin = next((k for k in range(at - 1, -1, -1) if self.told[k].kind != ITEM and k not in self.parents), -1)
            run = [k for k in range(begin + 1, at) if k not in self.parents and self.told[k].kind == ITEM]
            ways = (run, [k for k in run if self.told[k].paragraph == entry.paragraph])
            if entry.kind == TOTAL:
                ways = ([k for k in run if self.told[k].sentence == entry.sentence],)
            for parts in ways:
                scores = self._scores(parts)
                if (
                    len(parts) > (1 if entry.kind == SUBTOTAL else 2)
                    and scores is not None
                    and self._near(total, scores)
                ):
                    yield summed(total, scores, "sum.scores", "得分", "scores")
                    break

    @staticmethod
    def _near(total: Mention, scores: Sequence[Mention]) -> bool:
        return bool(total.figure.value) and abs(score_of(scores) / total.figure.value - 1) < Decimal("0.2")

    def _whole(self) -> Iterator[Relation]:
        """The free items between two wholes, with the whole that they follow or that follows them."""
        totals = [k for k, entry in enumerate(self.told) if entry.kind != ITEM and k not in self.parents]
        edges = [-1, *totals, len(self.told)]
        for begin, stop in zip(edges, edges[1:], strict=False):
            items = [k for k in range(begin + 1, stop) if k not in self.parents]
            near = [k for k in (stop, begin) if 0 <= k < len(self.told) and k not in self.children]
            for parts in self._tops(items):
                marks, scores = [self.told[k].full for k in parts], self._scores(parts)
                if len(parts) < 3 or not all(marks):
                    continue
                complete = score_of(marks) == HUNDRED
                wholes = [self.told[k] for k in near if self.told[k].got is not None]
                held = [w for w in wholes if scores is not None and score_of(scores) == w.got.figure.value]
                if not complete and (not held or abs(score_of(marks) - HUNDRED) > MOST_OFF):
                    continue
                full = next((self.told[k].full for k in near if self.told[k].full is not None), None)
                if full is not None:
                    yield summed(full, marks, "sum.full_marks", "满分", "full marks")
                elif held:
                    yield from _to_hundred(marks, scores, held[0].got)
                self.wholes += (held or wholes)[:1]
                closing = [
                    w
                    for w in wholes
                    if w.paragraph == self.told[parts[-1]].paragraph and w is self.told[min(stop, len(self.told) - 1)]
                ]
                for whole in [*closing, *(w for w in (held or wholes)[:1] if w not in closing)]:
                    if scores is not None:
                        yield summed(whole.got, scores, "sum.scores", "得分", "scores")
                break

    def _tops(self, items: Sequence[int]) -> Iterator[list[int]]:
        """The lists that may be the whole's items: all, those with scores, those of the highest numbering, and paragraphs' first."""
        yield list(items)
        yield [k for k in items if self.told[k].full is not None and self._scores([k]) is not None]
        levels = [self._levels[k] for k in items if self._levels[k] is not None]
        for level in sorted(set(levels)):
            yield [k for k in items if self._levels[k] == level]
        yield [k for k in items if self.told[k].heads]


def _to_hundred(marks: Sequence[Mention], scores: Sequence[Mention] | None, got: Mention | None) -> Iterator[Relation]:
    """The items' full marks make a hundred; demanded where their scores make up the whole's, so that they are all there."""
    if scores is None or got is None or score_of(scores) != got.figure.value:
        return
    *rest, last = (m.figure for m in marks)
    yield Relation(
        "sum",
        "sum.full_marks",
        last,
        tuple(rest),
        Formula("linear", (Decimal(-1),) * len(rest), offset=HUNDRED),
        ("part",) * len(marks),
        f"各项满分之和应为100分：{'、'.join(m.figure.text for m in marks)}",
        f"the items' full marks should sum to 100: {', '.join(m.figure.text for m in marks)}",
    )


def _level(reading: Reading, entry: Entry) -> int | None:
    """The style of the number that an entry's sentence or paragraph begins with, if the entry is its first."""
    start = reading.sentences[entry.sentence][0]
    for begin in (start, entry.paragraph if entry.heads else start):
        for level, style in enumerate(_STYLES):
            if (told := style.match(reading.plain, begin)) and not reading.between(told.end(), entry.first.start):
                return level
    return None
