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

from gouji.relations.marks import ITEM, SUBTOTAL, TOTAL, Entry, entries
from gouji.relations.model import HUNDRED, Formula, Relation, linear
from gouji.relations.reading import Mention, Reading

_CUE = re.compile(
    r"^分?(?:（(?=[^，。；：\d]{2})|[^，。；：\d]{0,10}(?:[，（][^，。；：\d]{0,14}){0,2}(?:，?得分率[\d.]+%)?[，。；]?\s*"
    r"(?:(?:具体)?(?:其中|包括|分别(?:为|是)?|具体(?:情况)?(?:为|如下|是)?)[：，]?|：))"
)
_CAUSES = re.compile(
    r"^分?[^；：\d]{0,10}?[，。]?(?:其中|(?:主要)?扣在|(?:具体|主要)?(?:扣分|失分|丢分)[^，。；\d]{0,8}[：是为在]|(?:具体)?：|包括)"
)
_SOME = re.compile(r"主要|等|部分")
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
    tree = Tree(reading, told)
    return [*tree.ties(), *_losses(told)]


class Tree:
    """The entries of a document and which are parts of which. `children`: by the place of an entry in `told`."""

    def __init__(self, reading: Reading, told: Sequence[Entry]) -> None:
        self.reading, self.told = reading, told
        self.children: dict[int, list[int]] = {}
        self.parents: dict[int, int] = {}
        self._levels = [self._level(entry) for entry in told]
        for at in range(len(told) - 1, -1, -1):
            self._claim(at)

    def _level(self, entry: Entry) -> int | None:
        """The style of the number that an entry's sentence or paragraph begins with, if the entry is its first."""
        start = self.reading.sentences[entry.sentence][0]
        for begin in (start, entry.paragraph if entry.heads else start):
            for level, style in enumerate(_STYLES):
                if (told := style.match(self.reading.plain, begin)) and not self.reading.between(told.end(), entry.first.start):
                    return level
        return None

    def _claim(self, at: int) -> None:
        """Give an entry the entries after it that its words and its marks show to be its parts."""
        entry = self.told[at]
        for parts in self._lists(at):
            if len(parts) < 2 and not (len(parts) == 1 and entry.full is not None and entry.kind == ITEM):
                continue
            if self._borne_out(entry, parts):
                self.children[at] = parts
                self.parents.update(dict.fromkeys(parts, at))
                self._close(at, parts)
                return

    def _close(self, at: int, parts: Sequence[int]) -> None:
        """小计48分 right behind the parts of an item that tells no score of its own is the item's."""
        entry, closing = self.told[at], self.told[parts[-1] + 1] if parts[-1] + 1 < len(self.told) else None
        if closing is None or closing.kind != SUBTOTAL or closing.paragraph != self.told[parts[-1]].paragraph:
            return
        total, scores = closing.got or closing.bare, self._scores(parts)
        if entry.got is None and total is not None and scores is not None and self._near(total, scores):
            self.parents[parts[-1] + 1] = at
            entry.got = total

    def _lists(self, at: int) -> Iterator[list[int]]:
        """The lists that may be an entry's parts: what follows its 其中 up to the end of an item, a sentence, a paragraph or the
        text; or what is numbered one level below it."""
        told, entry = self.told, self.told[at]
        free = [k for k in range(at + 1, len(told)) if k not in self.parents]
        cut = next((n for n, k in enumerate(free) if told[k].kind == TOTAL), len(free))
        free = free[:cut]
        closing = next((n for n, k in enumerate(free) if told[k].kind == SUBTOTAL), len(free))
        free = free[:closing]
        if not free:
            return
        if free[0] == at + 1 and _CUE.match(told[free[0]].opened):
            for n in range(len(free), 0, -1):
                last, following = told[free[n - 1]], told[free[n]] if n < len(free) else None
                if following is None or last.paragraph != following.paragraph or last.end < following.start:
                    yield free[:n]
        level = self._levels[at]
        if level is not None:
            numbered = [k for k in free if self._levels[k] is not None]
            stop = next((k for k in numbered if self._levels[k] <= level), len(told))
            below = [k for k in numbered if k < stop]
            if below:
                yield [k for k in below if self._levels[k] == self._levels[below[0]]]

    def _borne_out(self, entry: Entry, parts: Sequence[int]) -> bool:
        """Whether the full marks or the scores of a list make up those of an entry."""
        own = entry.full or entry.bare
        full = own.figure.value if own is not None else HUNDRED if entry.kind == TOTAL else None
        marks = [self.told[k].full for k in parts]
        if full is not None and all(marks) and _total(marks) == full:
            entry.full, entry.bare = own, None  # 产出指标（50分）：数量指标20分…
            return True
        scores = self._scores(parts)
        return entry.got is not None and len(parts) > 1 and scores is not None and _total(scores) == entry.got.figure.value

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

    def ties(self) -> Iterator[Relation]:
        """All levels' ties."""
        for at, parts in self.children.items():
            yield from self._own(self.told[at], parts)
        yield from self._closed()
        yield from self._whole()

    def _own(self, entry: Entry, parts: Sequence[int]) -> Iterator[Relation]:
        marks, scores = [self.told[k].full for k in parts], self._scores(parts)
        if entry.full is not None and all(marks):
            yield _sum(entry.full, marks, "sum.full_marks", "满分", "full marks")
        elif entry.kind == TOTAL and all(marks):
            yield from _to_hundred(marks, scores, entry.got)
        if entry.got is not None and scores is not None:
            yield _sum(entry.got, scores, "sum.scores", "得分", "scores")

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
                if len(parts) > (1 if entry.kind == SUBTOTAL else 2) and scores is not None and self._near(total, scores):
                    yield _sum(total, scores, "sum.scores", "得分", "scores")
                    break

    @staticmethod
    def _near(total: Mention, scores: Sequence[Mention]) -> bool:
        return bool(total.figure.value) and abs(_total(scores) / total.figure.value - 1) < Decimal("0.2")

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
                complete = _total(marks) == HUNDRED
                wholes = [self.told[k] for k in near if self.told[k].got is not None]
                held = [w for w in wholes if scores is not None and _total(scores) == w.got.figure.value]
                if not complete and (not held or abs(_total(marks) - HUNDRED) > MOST_OFF):
                    continue
                full = next((self.told[k].full for k in near if self.told[k].full is not None), None)
                if full is not None:
                    yield _sum(full, marks, "sum.full_marks", "满分", "full marks")
                elif held:
                    yield from _to_hundred(marks, scores, held[0].got)
                for whole in (held or wholes)[:1]:
                    if scores is not None:
                        yield _sum(whole.got, scores, "sum.scores", "得分", "scores")
                break

    def _tops(self, items: Sequence[int]) -> Iterator[list[int]]:
        """The lists that may be the whole's items: all, those with scores, those of the highest numbering, and paragraphs' first."""
        yield list(items)
        yield [k for k in items if self.told[k].full is not None and self._scores([k]) is not None]
        levels = [self._levels[k] for k in items if self._levels[k] is not None]
        for level in sorted(set(levels)):
            yield [k for k in items if self._levels[k] == level]
        yield [k for k in items if self.told[k].heads]


def _losses(told: Sequence[Entry]) -> Iterator[Relation]:
    """扣1.16分 = 10分 - 8.84分; and the causes told for a loss."""
    for at, entry in enumerate(told):
        full, got, lost = entry.full, entry.got, entry.lost
        if full is not None and got is not None:
            yield _within(got, full)
            if lost is not None:
                yield _lost(lost, full, got)
            elif entry.causes:
                yield _explained(full, got, entry.causes)
        if lost is not None:
            causes = entry.causes or _listed(told, at)
            if len(causes) > 1:
                words = causes[0].lead + (told[at + 1].opened if not entry.causes else "")
                yield _sum(lost, causes, "sum.losses", "扣分", "losses", strict=not _SOME.search(words) or _total(causes) > lost.figure.value)


def _listed(told: Sequence[Entry], at: int) -> list[Mention]:
    """The losses of the entries that follow a loss told for all of them."""
    following = told[at + 1 : at + 2]
    if not following or not _CAUSES.match(following[0].opened) or following[0].paragraph != told[at].paragraph:
        return []
    found = []
    for entry in told[at + 1 :]:
        if entry.lost is None or entry.kind != ITEM or entry.paragraph != told[at].paragraph:
            break
        if entry.sentence != following[0].sentence:
            break
        found.append(entry.lost)
    return found


def _total(told: Sequence[Mention]) -> Decimal:
    return sum((m.figure.value for m in told), Decimal(0))


def _to_hundred(marks: Sequence[Mention], scores: Sequence[Mention] | None, got: Mention | None) -> Iterator[Relation]:
    """The items' full marks make a hundred; demanded where their scores make up the whole's, so that they are all there."""
    if scores is None or got is None or _total(scores) != got.figure.value:
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


def _sum(whole: Mention, parts: Sequence[Mention], rule: str, zh: str, en: str, strict: bool = True) -> Relation:
    figures = tuple(part.figure for part in parts)
    if len(figures) == 1:
        words = f"“{whole.label[-12:]}”{zh}{whole.figure.text}应与其唯一下级一致", f"the only part's {en} should be {whole.figure.text}"
        return Relation("repeat", rule, whole.figure, figures, linear(1), ("whole", "part"), *words, strict=strict)
    return Relation(
        "sum",
        rule,
        whole.figure,
        figures,
        linear(len(figures)),
        ("whole", *("part",) * len(figures)),
        f"各项{zh}之和应等于总{zh}{whole.figure.text}",
        f"the items' {en} should sum to {whole.figure.text}",
        strict=strict,
    )


def _within(got: Mention, full: Mention) -> Relation:
    return Relation(
        "bound",
        "bound.score_within_marks",
        got.figure,
        (full.figure,),
        linear(1),
        ("score", "full_marks"),
        f"得分{got.figure.text}不应超过满分{full.figure.text}",
        f"the score {got.figure.text} should not exceed full marks of {full.figure.text}",
        comparator="<=",
    )


def _lost(lost: Mention, full: Mention, got: Mention) -> Relation:
    return Relation(
        "difference",
        "score.loss",
        lost.figure,
        (full.figure, got.figure),
        Formula("linear", (Decimal(1), Decimal(-1))),
        ("difference", "whole", "less"),
        f"扣分{lost.figure.text}应等于满分{full.figure.text}减去得分{got.figure.text}",
        f"the loss {lost.figure.text} should be full marks of {full.figure.text} less the score {got.figure.text}",
    )


def _explained(full: Mention, got: Mention, causes: Sequence[Mention]) -> Relation:
    figures = tuple(m.figure for m in causes)
    listed = "、".join(f.text for f in figures)
    return Relation(
        "difference",
        "score.loss",
        got.figure,
        (full.figure, *figures),
        Formula("linear", (Decimal(1), *(Decimal(-1),) * len(figures))),
        ("difference", "whole", *("less",) * len(figures)),
        f"得分{got.figure.text}应等于满分{full.figure.text}减去所列扣分{listed}",
        f"the score {got.figure.text} should be full marks of {full.figure.text} less the losses told: {listed}",
    )
