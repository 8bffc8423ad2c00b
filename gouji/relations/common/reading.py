"""How figures stand in the prose: sentence, segment, clause, parenthesis, and the words that name each of them.

Everything a relation rule may assume about language is here:
- a sentence ends at 。！？ or a paragraph's end; ； parts a sentence into segments, which are parallel items;
- what names a figure stands right before it in its clause (`label`); what is counted may also follow it (`noun`);
- a figure in parentheses is said of the figure right before them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from itertools import zip_longest
from typing import TypeVar

from gouji.document import Document
from gouji.figures import Figure, Figures
from gouji.lazily import cached_property
from gouji.quantity import Unit, unit

T = TypeVar("T")
_SENTENCE = re.compile(r"[。！？\n]+")
_PARENTHESIS, _PART = re.compile("[（）]"), re.compile("[（）；]")
_CLAUSE = re.compile(r"[，：；。、（）〔〕\n\t|]")
QUOTES = str.maketrans("", "", "“”‘’《》\"")
_EMPTY = re.compile(
    r"^(?:其中|共|共计|合计|总计|累计|为|是|有|达|达到|约|和|及|与|分别|分别为|即|含|包括|计|全年|已|的|各|且|并|另|另有|还有|仅|平均|实际)*$"
)
_TRIM = re.compile(
    r"^(?:[，：；。、（）“”\s⒈-⒛①-⑳]|\d{1,2}[．.、](?!\d)|其中|另外|同时|目前|截止目前|截至目前|和|及|与|以及|并|且|含|包括|今年来?|[一二三四五六七八九十]是)+"
)
_TAIL = re.compile(r"(?:[：，\s]|为|是|达到?|共计?|合计|总计|约|有|了|分别|各|仅|实现|完成了)+$")

RATE, POINTS, SCORE, MONEY = "百分比", "百分点", "分", "元"
TOTAL = re.compile(
    r"(?:共计|合计|总计|总共|一共|累计|总额|总数|总量|总投资|总面积|总(?![体结书队理局])|(?<!公)共(?![同享建产青]))"
)


@dataclass(slots=True)
class Mention:
    """One figure in its sentence. All places are in the working text."""

    figure: Figure
    index: int
    unit: Unit
    sentence: int
    segment: tuple[int, int]
    depth: int
    paren: int  # where the innermost open parenthesis stands, -1 outside
    lead: str  # the words between the figure before it (or the segment's start) and this one
    label: str  # what names it: the last words of the lead with content
    noun: str  # what follows it up to a mark or the next figure
    told: dict[str, object] = field(
        init=False, default_factory=dict, compare=False
    )  # what was asked of it before (`once`)
    # Of the figure and its unit, at hand: rules ask for them some ten thousand times a report.
    start: int = field(init=False, compare=False)
    end: int = field(init=False, compare=False)
    dimension: str = field(init=False, compare=False)
    rate: bool = field(init=False, compare=False)
    quantity: bool = field(init=False, compare=False)  # an amount or a count: something that can be a part or a whole
    size: float = field(init=False, compare=False)  # about its value in base units: for a quick look, never for a verdict

    def __post_init__(self) -> None:
        self.start, self.end = self.figure.plain_start, self.figure.plain_end
        self.dimension = self.unit.dimension
        self.rate = self.dimension == RATE
        value = self.figure.value
        self.quantity = self.dimension not in (RATE, POINTS, SCORE, "") and value is not None
        self.size = 0.0 if value is None else float(value) * float(self.unit.factor)

    @property
    def name(self) -> str:
        return self.label + self.noun


@dataclass
class Reading:
    """A document's figures as mentions, by sentence."""

    document: Document
    mentions: list[Mention]
    sentences: list[tuple[int, int]] = field(default_factory=list)
    plain: str = field(init=False, repr=False, compare=False)
    made: dict[str, object] = field(init=False, default_factory=dict, repr=False, compare=False)  # see `kept`

    def __post_init__(self) -> None:
        self.plain = self.document.plain

    @cached_property
    def by_sentence(self) -> dict[int, list[Mention]]:
        groups: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            groups.setdefault(mention.sentence, []).append(mention)
        return groups

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in `plain[start:end]`."""
        return self.mentions[bisect_right(self._starts, start - 1) : bisect_right(self._starts, end - 1)]

    def before(self, position: int, sentences: int = 1) -> list[Mention]:
        """The mentions before a place, nearest last, in its sentence and at most `sentences` - 1 earlier ones
        of the same paragraph."""
        at = self.sentence_at(position)
        paragraph = self.plain.rfind("\n", 0, position) + 1
        first = self.sentences[max(0, at - sentences + 1)][0]
        return self.between(max(first, paragraph), position)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_at(self, position: int) -> int:
        return bisect_right(self._sentence_starts, position) - 1

    def closing(self, opening: int) -> int:
        """Where the parenthesis opened at `opening` closes; the sentence's end where it never does."""
        depth = 0
        limit = self.plain.find("\n", opening)
        limit = len(self.plain) if limit < 0 else limit
        for at in range(opening, limit):
            depth += {"（": 1, "）": -1}.get(self.plain[at], 0)
            if depth == 0:
                return at
        return self.sentences[self.sentence_at(opening)][1]


_ALIAS = re.compile("（(?:以下)?简称[^（）]*）")  # 社会消费品零售总额（以下简称“社零总额”）881.9亿元


def once(test: Callable[[Mention], T]) -> Callable[[Mention], T]:
    """A question that many rules ask of a mention, answered once for each."""
    name = test.__name__

    @wraps(test)
    def answer(mention: Mention) -> T:
        try:
            return mention.told[name]
        except KeyError:
            mention.told[name] = told = test(mention)
            return told

    return answer


def kept(make: Callable[[Reading], T]) -> Callable[[Reading], T]:
    """What several rules make of a whole reading, made once for each; nobody may change it."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def answer(reading: Reading) -> T:
        if name not in reading.made:
            reading.made[name] = make(reading)
        return reading.made[name]

    return answer


def read(document: Document, figures: Figures) -> Reading:
    """Put every figure into its sentence, segment, parenthesis and words."""
    plain = document.plain
    sentences = _sentences(plain)
    mentions: list[Mention] = []
    starts = [start for start, _ in sentences]
    segments: dict[int, list[tuple[int, int]]] = {}
    marks = [mark.start() for mark in _PARENTHESIS.finditer(plain)]
    depth, paren_stack, scanned, passed = 0, [], 0, 0  # `scanned`: where the sentence begins
    for index, figure in enumerate(figures):
        number = bisect_right(starts, figure.plain_start) - 1
        begin, stop = sentences[number]
        if number not in segments:
            segments[number] = _segments(plain, begin, stop)
            paren_stack, scanned = [], begin
        while passed < len(marks) and marks[passed] < figure.plain_start:
            mark = marks[passed]
            passed += 1
            if mark >= scanned and plain[mark] == "（":
                paren_stack.append(mark)
            elif mark >= scanned and paren_stack:
                paren_stack.pop()
        depth = len(paren_stack)
        segment = next(s for s in segments[number] if s[0] <= figure.plain_start < s[1] or s is segments[number][-1])
        previous = mentions[-1] if mentions and mentions[-1].sentence == number else None
        lead_start = max(segment[0], previous.end if previous else begin)
        lead = plain[min(lead_start, figure.plain_start) : figure.plain_start]
        label = _label(_ALIAS.sub("", lead) if "简称" in lead else lead)
        if not label and previous is not None and lead.strip() in ("、", "，", "/", "计", "共", "、计"):
            label = previous.label  # 低保对象98746户、261583人: one subject, two measures
        mentions.append(
            Mention(
                figure,
                index,
                unit(figure.unit),
                number,
                segment,
                depth,
                paren_stack[-1] if paren_stack else -1,
                lead,
                label,
                "",
            )
        )
    for mention, following in zip_longest(mentions, mentions[1:]):
        limit = following.start if following else len(plain)
        mention.noun = _CLAUSE.split(plain[mention.end : min(mention.end + 16, limit)], maxsplit=1)[0]
    return Reading(document, mentions, sentences)


def _sentences(plain: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for mark in _SENTENCE.finditer(plain):
        spans.append((start, mark.end()))
        start = mark.end()
    if start < len(plain) or not spans:
        spans.append((start, len(plain)))
    return spans


def _segments(plain: str, begin: int, stop: int) -> list[tuple[int, int]]:
    """The parts between ； outside parentheses."""
    spans, start, depth = [], begin, 0
    for mark in _PART.finditer(plain, begin, stop) if plain.find("；", begin, stop) >= 0 else ():
        if mark[0] == "（":
            depth += 1
        elif mark[0] == "）":
            depth = max(0, depth - 1)
        elif depth == 0:
            spans.append((start, mark.end()))
            start = mark.end()
    spans.append((start, stop))
    return spans


@lru_cache(maxsize=1024)
def _label(lead: str) -> str:
    """The last words of a lead that name something; a bare 共 or 为 takes the clause before it along."""
    pieces = [piece for piece in _CLAUSE.split(lead) if piece]
    label = ""
    while pieces:
        label = pieces.pop() + label
        if not _EMPTY.match(label):
            break
    return _TAIL.sub("", _TRIM.sub("", label)).translate(QUOTES)
