"""One quantity told again, far away and in other words: 执行率97.18% and, on the last page, 支付偏慢，执行率97.81%.

Two signs together say that two figures may tell one quantity. The numbers: the same, or the same but for a slip of the pen
(two digits that changed places, one digit, the unit: 8.64元 for 86400元). The words: what names the one stands around the
other (`telling`), no year, level, place or plan between them differs, and of a name that several figures bear (拨付率 in
each line of a list) both tell of the same item.

A slip demands more, for chance makes it too. A number that others bear out as it stands is no slip: where both are borne
out there are two quantities. One wrong digit of a short number is a sign only where another tie fails that it would mend.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from gouji.figures import Figure
from gouji.lazily import cached_property
from gouji.relations.common.model import Relation
from gouji.relations.common.periods import common_year
from gouji.relations.common.reading import POINTS, SCORE, Mention, Reading
from gouji.relations.common.retold import Clusters, tie
from gouji.relations.repeat import rounded
from gouji.relations.repeat.equals import balanced, column_total, equal, taken_up
from gouji.relations.repeat.likeness import apart, covered, item_in
from gouji.relations.repeat.misprints import alike, distant
from gouji.relations.repeat.telling import Telling
from gouji.relations.table.cell_heads import cells_of

ENOUGH = 0.75  # of a name's words
LEAST = {
    "swapped": 3,
    "digit": 4,
    "unit": 3,
    "point": 4,
    "": 2,
}  # digits of a number in which a slip, or none, is a sign by itself
LONG = 5  # digits of a number in which a slip needs no words where it mends a tie
MANY = 5  # words in common that say enough where no other tie bears a number out
RETOLD = 2  # numbers told before in a paragraph that sums up
FEW = 3  # figures of a counter that is rare
NAMESAKES = 3  # figures of one name with this many numbers are items of a list, each with its own
_SUMS_UP = re.compile("整改|追缴|追回|归还|处理|问题|小结|综上|总的|结论|不足|总体")
_NEW = re.compile("新[购建增办设]|另")  # says that it was not told before
_NAMELESS = re.compile(  # 比上年减少: what changed stands before, and is told of each item anew
    r"(?:同比|环比|与|比|较)?(?:上年|去年|上一?年度?|同期|年初|预算)?(?:相比|同期)?(?:均|也|都)?(?:增加|减少|增长|下降|提高|降低|上升|节约)(?:了|额)?"
)
_BEARS = frozenset(("sum", "difference", "ratio", "growth", "conversion"))


def propose(reading: Reading, found: Sequence[Relation]) -> list[Relation]:
    """repeat.again: the numbers told again that no tie of `found` ties yet, each to the nearest telling before."""
    cells = cells_of(reading)
    tellings = [Telling(reading, m, cells.get(m.figure.id)) for m in reading.mentions if _usable(m)]
    judge = _Judge(reading, tellings, found)
    ties = []
    exact = [t for t in tellings if t.mention.figure.qualifier == "exact"]
    text = reading.document.text
    found_pairs = chain(
        alike(text, exact, judge.worth), (p for p in rounded.pairs(tellings) if distant(text, p[0], p[1]))
    )
    pairs = sorted(found_pairs, key=lambda p: (p[1].mention.index, -p[0].mention.index))
    for same in (judge.one, judge.to_the_digit):  # what words tell first: a number may be told of two things
        for a, b, slip in pairs:
            if same(a, b, slip):
                judge.tied(a, b)
                name = "" if b.named else "".join(b.runs[-2:] or a.runs[-2:])
                ties.append(tie("repeat.again", a.mention, b.mention, True, name))
    return ties


def _usable(mention: Mention) -> bool:
    figure = mention.figure
    return (
        bool(figure.value)
        and figure.qualifier in ("exact", "about", "more_than", "less_than")
        and mention.dimension not in ("", POINTS, SCORE)
        and not _NAMELESS.fullmatch(mention.label)
        and not (figure.places == 0 and abs(figure.value) < 10)
    )


class _Judge:
    """What a document's other ties and names say of two figures that may be one quantity."""

    def __init__(self, reading: Reading, tellings: Sequence[Telling], found: Sequence[Relation]) -> None:
        self._reading = reading
        self._year = common_year(reading)
        self._of: dict[str, list[Relation]] = defaultdict(list)
        self._joined = Clusters(len(reading.mentions))
        index = {mention.figure.id: mention.index for mention in reading.mentions}
        self._label = {mention.figure.id: mention.label for mention in reading.mentions}
        self._missed: set[str] = set()  # the figures of ties that fail
        for relation in found:
            for figure in relation.figures if relation.comparator == "=" and relation.kind in _BEARS else ():
                self._of[figure.id].append(relation)
                if relation.holds is False:
                    self._missed.add(figure.id)
            if relation.kind in ("repeat", "conversion"):
                self._joined.join(index[relation.stated.id], index[relation.operands[0].id])
        self._tellings = tellings
        self._named: dict[tuple[str, ...], list[Telling]] = {}
        self._counters = Counter(t.kind for t in tellings)
        self._told = Counter((t.kind, t.mention.figure.value) for t in tellings)

    @cached_property
    def _by_tail(self) -> dict[tuple[str, str], list[Telling]]:
        groups: dict[tuple[str, str], list[Telling]] = defaultdict(list)
        for telling in self._tellings:
            groups[self._tail(telling)].append(telling)
        return groups

    def _tail(self, telling: Telling) -> tuple[str, str]:
        """What figures of one name agree in, and cheap to tell."""
        return telling.mention.dimension, "" if telling.cell else telling.mention.label[-1:]

    def _namesakes(self, telling: Telling) -> list[Telling]:
        name = self._name(telling)
        if name not in self._named:
            dimension, last = self._tail(telling)
            alike = self._by_tail[dimension, last] + (self._by_tail.get((dimension, ""), []) if last else [])
            self._named[name] = [t for t in alike if self._name(t) == name]
        return self._named[name]

    def _several(self, telling: Telling) -> bool:
        """Whether figures of its name tell several numbers."""
        return len({t.mention.figure.value for t in self._namesakes(telling)}) >= NAMESAKES

    def _name(self, telling: Telling) -> tuple[str, ...]:
        return (telling.mention.dimension, telling.state, *telling.runs[-1:])

    def tied(self, a: Telling, b: Telling) -> None:
        self._joined.join(a.mention.index, b.mention.index)

    def _known(self, a: Telling, b: Telling) -> bool:
        return self._joined.root(a.mention.index) == self._joined.root(b.mention.index)

    def worth(self, a: Telling, b: Telling, slip: str, digits: int) -> bool:
        """Whether two numbers a slip apart may be one quantity at all; asked before any words are read."""
        if min(self._told[t.kind, t.mention.figure.value] for t in (a, b)) > 1:
            return False
        ids = a.mention.figure.id, b.mention.figure.id
        if any(i in self._missed for i in ids):
            return True
        if digits < LEAST[slip]:
            return slip == "digit" and digits > 2
        return slip != "digit" or any(i in self._of for i in ids)

    def one(self, a: Telling, b: Telling, slip: str) -> bool:
        """Whether two figures, a slip apart or equal, tell one quantity."""
        x, y = a.mention.figure, b.mention.figure
        if self._known(a, b) or slip and (self._two(a, b, slip) or self._whole_and_part(x, y) or self._of_two_lists(x, y)):
            return False
        if apart(a, b, self._year) and not taken_up(a, b):
            return not slip and balanced(a, b, self._year)
        shared = {pair for pair in a.pairs if pair in b.around} | {pair for pair in b.pairs if pair in a.around}
        cover = sorted((covered(a, b.around), covered(b, a.around)))
        return self._slipped(a, b, slip, len(shared), cover) if slip else equal(a, b, len(shared), cover, self._same_item(a, b))

    def _two(self, a: Telling, b: Telling, slip: str) -> bool:
        """Whether two numbers a slip apart are two quantities, as a first look at their words tells: each is told again as it is, or the one
        is short and has no word of its name around the other."""
        if min(self._told[m.kind, m.mention.figure.value] for m in (a, b)) > 1:
            return True
        if slip == "digit" and a.significant < 2 and not b.refers:
            return True  # 2000 and 6000: any round number is a digit from another
        if a.mention.sentence == b.mention.sentence and a.mention.segment != b.mention.segment and a.own == b.own:
            return True  # 甲工程满意175票；乙工程满意177票: items of one list
        if len(a.digits.lstrip("0")) >= LONG or any(pair in b.around for pair in a.pairs) or any(pair in a.around for pair in b.pairs):
            return False
        return not (taken_up(a, b) or column_total(a, b))

    def to_the_digit(self, a: Telling, b: Telling, slip: str) -> bool:
        """Whether two amounts of one year agree in so many digits that no words part them: 下达资金1474.43万元, 公益金1474.43万元."""
        one_year = (a.year or self._year) == (b.year or self._year)
        long = a.way == b.way == "amount" and min(a.significant, b.significant) > MANY
        return not slip and long and one_year and not (a.state and b.state) and not self._known(a, b)

    def _whole_and_part(self, x: Figure, y: Figure) -> bool:
        """Whether a sum that holds has one of them among the parts of the other (2630.86 of 2330.86 and 300.00), or any has both
        among its parts: items of one list are two."""
        both = {x.id, y.id}
        sums = [r for r in self._of.get(x.id, ()) if r.kind == "sum"]
        return any(r.holds and both <= {f.id for f in r.figures} or both <= {f.id for f in r.operands} for r in sums)

    def _of_two_lists(self, x: Figure, y: Figure) -> bool:
        """Whether each is an item of a list of its own, and most items of one name differ in them: 申请W万元，其中甲a、乙b；完成V万元，
        其中甲c、乙d."""
        lists = [[r.operands for r in self._of.get(f.id, ()) if r.kind == "sum" and any(f.id == part.id for part in r.operands)] for f in (x, y)]
        return any(self._differ(a, b) for a in lists[0] for b in lists[1])

    def _differ(self, some: Sequence[Figure], others: Sequence[Figure]) -> bool:
        named = {self._label[f.id]: f.value for f in others}
        pairs = [(f.value, named[label]) for f in some if len(label := self._label[f.id]) >= 2 and label in named]
        return sum(a != b for a, b in pairs) > max(1, sum(a == b for a, b in pairs))

    def _slipped(self, a: Telling, b: Telling, slip: str, shared: int, cover: Sequence[float]) -> bool:
        """A slip apart: not where each is told again as it is, or is borne out as it is."""
        least, most = cover
        x, y = a.mention.figure, b.mention.figure
        digits = len(a.digits.lstrip("0"))
        known = taken_up(a, b) or column_total(a, b) or b.refers and shared > 1
        told = digits >= LONG or (most >= 0.5 and shared) or known
        if told and (self._mended(x, y) or self._mended(y, x)):
            return not (self._firm(x, y) and self._firm(y, x))
        if not shared and not known:
            return False
        firm = [self._firm(x, y), self._firm(y, x)]
        if all(firm):
            return False
        if self._rare(slip, digits if slip == "swapped" else a.significant, shared, most, any(firm)):
            return self._same_item(a, b)
        if any(firm) and known and slip == "swapped" and a.significant >= 3:
            return True
        if (
            any(firm)
            and not _NEW.search(b.own)
            and (slip in ("swapped", "unit") and a.significant >= 3 or slip == "digit" and a.significant >= MANY)
            and self._retells(b) >= RETOLD
        ):
            return True
        once = max(self._told[m.kind, m.mention.figure.value] for m in (a, b)) == 1
        if once and slip == "swapped" and shared and digits >= 4 and self._counters[a.kind] <= FEW and a.mention.unit.counted:
            return self._same_item(a, b)  # of so rare a counter hardly two numbers are made of the same digits
        if once and slip == "swapped" and a.significant >= 3 and any(firm) and most == 1 and shared >= 2 and self._retells(b):
            return self._same_item(a, b)
        if least < 0.5:
            return False
        full = least == 1
        enough = 0.5 if slip == "swapped" and digits >= 4 and (shared >= 3 or most == 1) and any(firm) else ENOUGH
        if least < enough or not self._same_item(a, b):
            return False
        if slip == "unit":
            digits = a.significant
        if digits < LEAST[slip]:
            dated = bool(a.year) and a.year == b.year
            return slip == "digit" and digits > 2 and full and (any(firm) and shared >= 2 or dated)
        if slip == "digit":
            return any(firm)  # of two numbers that nothing bears out, one may be an aim and the other what was reached
        return any(firm) or full or slip == "unit" or (slip == "swapped" and shared >= MANY)

    @staticmethod
    def _rare(slip: str, digits: int, shared: int, most: float, firm: bool) -> bool:
        """Whether a slip hardly comes by chance, so that few words are enough: 28723 and 28273, 4.32元 and 4.32万元."""
        if slip == "swapped":
            return digits >= 5 and most >= 0.5 and (firm or digits >= 6 and most >= ENOUGH)
        return slip == "unit" and digits >= 3 and shared >= 2 and firm

    def _retells(self, b: Telling) -> int:
        """How many numbers of the later one's paragraph were told before it: a paragraph that sums up."""
        begin, end = b.paragraph
        if not _SUMS_UP.search(self._reading.plain, begin, end) and not _SUMS_UP.search(b.mention.figure.section):
            return 0
        own = {
            (t.kind, t.mention.figure.value)
            for t in self._tellings
            if begin <= t.mention.start < end and t.significant >= 3
        }
        near = {
            (t.kind, t.mention.figure.value) for t in self._tellings if t.mention.start < begin and t.significant >= 3
        }
        return len(own & near)

    def _same_item(self, a: Telling, b: Telling) -> bool:
        if not (self._several(a) or self._several(b)):
            return True
        if a.mention.sentence == b.mention.sentence and a.mention.segment != b.mention.segment:
            return False  # 甲工程满意175票…；乙工程满意177票…: each item of a list tells its own
        if a.year and a.year == b.year and self._dated(a, b):
            return True
        return item_in(a.item, b.near) or item_in(b.item, a.near)

    def _dated(self, *both: Telling) -> bool:
        """Whether years are what tells the figures of their name apart."""
        return any(len({k.year for k in self._namesakes(t)}) >= NAMESAKES for t in both)

    def _beside(self, figure: Figure, other: Figure) -> list[Relation]:
        """The ties that bear on a figure, without those that hold it against the other."""
        return [r for r in self._of.get(figure.id, ()) if all(f.id != other.id for f in r.figures)]

    def _firm(self, figure: Figure, other: Figure) -> bool:
        """Whether a tie holds that would not if the other number stood in this place."""
        return any(r.holds and _with(r, figure, other) is False for r in self._beside(figure, other))

    def _mended(self, figure: Figure, other: Figure) -> bool:
        """Whether a tie fails that would hold with the other number."""
        return any(r.holds is False and _with(r, figure, other) for r in self._beside(figure, other))


def _with(relation: Relation, figure: Figure, other: Figure) -> bool | None:
    """Whether a tie holds with another figure's number in the place of one of its own."""
    new = replace(figure, value=other.value, unit=other.unit, places=other.places, interval=other.interval)
    stated = new if relation.stated is figure else relation.stated
    return replace(relation, stated=stated, operands=tuple(new if f is figure else f for f in relation.operands)).holds
