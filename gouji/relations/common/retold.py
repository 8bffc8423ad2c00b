"""Two tellings of one quantity: the tie between them, and the words that make it another quantity after all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from gouji.figures import Figure
from gouji.interval import Interval
from gouji.lazily import cached_property
from gouji.quantity import unit
from gouji.relations.common.model import Formula, Relation
from gouji.relations.common.reading import Mention, Reading

SAME, OPPOSITE = Formula("linear", (Decimal(1),)), Formula("linear", (Decimal(-1),))  # a fall told as -2.4 and as 减少2.4
HAN = re.compile(r"[\u4e00-\u9fff]")

# Kinds of word that make one label another quantity; two places that each name a different one differ.
_SCOPES = {
    "year": re.compile(r"(?:19|20)\d{2}(?=年)|上年|去年|往年|历年|下年|明年"),
    "level": re.compile(r"全国|全省|全市|全州|全县|全区|全镇|全乡|本级|下级|中央|省级|市级|州级|县级|区级"),
    "budget": re.compile(r"一般公共预算|政府性基金|国有资本经营|社会保险基金|财政专户|全口径|财政拨款|财政补助"),
    "months": re.compile(r"\d{1,2}(?:[-~～—至]\d{1,2})?月|[上下]半年|[一二三四]季度"),
    "stage": re.compile(r"年初|年中|调整后|追加|年末|期末|期初"),
    "place": re.compile(r"城镇|农村|城市|乡村|城区"),
}


@dataclass(unsafe_hash=True)
class Repeat(Relation):
    """A tie between two tellings of one quantity.

    Each telling keeps its own precision: 12.3亿元 is 123045.67万元 told shorter. The finer one counts as a point, so
    that two of one precision must be the same number (as intervals 59.02 and 59.03 would touch). A copied passage
    copies its 余 and 约 too: 40余次 is then not 48余次, although 48 lies in what 40余 allows.
    """

    @cached_property
    def _finest_step(self) -> Decimal:
        return min(_step(figure) for figure in (self.stated, *self.operands))

    def interval_of(self, figure: Figure) -> Interval | None:
        if figure.value is not None and (
            self._same_form or (figure.qualifier == "exact" and _step(figure) == self._finest_step)
        ):
            return Interval.point(figure.value)
        return figure.interval

    @cached_property
    def _same_form(self) -> bool:
        forms = {(figure.qualifier, figure.unit) for figure in (self.stated, *self.operands)}
        return self.rule == "repeat.copied" and len(forms) == 1 and self.stated.qualifier != "exact"


def _step(figure: Figure) -> Decimal:
    """The size of a figure's last decimal, in base units."""
    return Decimal(1).scaleb(-figure.places) * unit(figure.unit).factor


def tie(rule: str, first: Mention, later: Mention, strict: bool, name: str = "") -> Relation:
    """`name`: what both tell, where the later one's own words do not say it."""
    name = f"“{name}…”" if name else _name(later)
    a, b = first.figure, later.figure
    there, here = _where(first), _where(later)
    return Repeat(
        "repeat",
        rule,
        b,
        (a,),
        OPPOSITE if a.value is not None and b.value is not None and a.value * unit(a.unit).factor == -b.value * unit(b.unit).factor != 0 else SAME,
        ("repeat", "first"),
        zh=f"{name}在{there}为{a.text}，在{here}为{b.text}，同一数据两处应当一致",
        en=f"{name} is {a.text} in {there} and {b.text} in {here}: one quantity, one number",
        strict=strict,
    )


def _name(mention: Mention) -> str:
    """The quantity in its own words, with … for the number."""
    return f"“{mention.label[-16:]}…{mention.noun[:10]}”"


def _where(mention: Mention) -> str:
    """The last heading over a figure, quoted."""
    heading = mention.figure.section.rpartition(" / ")[2]
    return f"“{heading}”" if heading else "“”"


@lru_cache(maxsize=2048)
def scope(words: str) -> dict[str, frozenset[str]]:
    """The years, levels, budgets ... that words name, by kind; nobody may change it."""
    return {kind: frozenset(pattern.findall(words)) for kind, pattern in _SCOPES.items()}


def conflict(a: dict[str, frozenset[str]], b: dict[str, frozenset[str]]) -> bool:
    """Whether two scopes exclude one another: both name a year, say, and not the same."""
    return bool([kind for kind, told in a.items() if told and b[kind] and told.isdisjoint(b[kind])])


def paragraphs(reading: Reading) -> list[int]:
    """The number of each figure's paragraph."""
    starts = [start for start, _ in reading.document.paragraphs]
    return [bisect_right(starts, mention.start) for mention in reading.mentions]


class Clusters:
    """Union of figures that tell one thing; the root is the first of them."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, k: int) -> int:
        while self._parent[k] != k:
            self._parent[k] = self._parent[self._parent[k]]
            k = self._parent[k]
        return k

    def join(self, a: int, b: int) -> None:
        a, b = sorted((self.root(a), self.root(b)))
        self._parent[b] = a

    def groups(self) -> list[list[int]]:
        """The clusters of two and more, members in the order of the text."""
        members: dict[int, list[int]] = defaultdict(list)
        for k in range(len(self._parent)):
            members[self.root(k)].append(k)
        return [group for group in members.values() if len(group) > 1]
