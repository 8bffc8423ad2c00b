"""Components of a change: where the parts make the whole, their changes make the whole's change.

Basis: (a + b) - (a' + b') = (a - a') + (b - b').

Assumptions about the language:
- parts and whole are told each with a change against the same comparand (比上年增加…), the parts one after the other behind
  the whole; what is told as 持平 or 无增减 did not change, nor did a part of nought with no change told;
- the parts are all, for they make the whole to the digit. Where they do not, nothing is proposed, nor where the whole is a
  count of few digits, which some counts behind it easily make by accident, unless they follow its 其中.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.figures import Figure
from gouji.interval import Interval
from gouji.lazily import cached_property
from gouji.patterns import compiled
from gouji.relations.change import changes, ends
from gouji.relations.change.changes import Change
from gouji.relations.common.lists import named, value
from gouji.relations.common.model import Formula, Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import tells_change

REACH = 2400  # characters behind the whole in which its parts begin
MOST = 12  # parts
LEAST_COUNT = 1000  # things, which counts that belong elsewhere hardly make
_END = re.compile(r"[。；\n]")
_SAME = re.compile(r"持平|无增减|无变化|没有变化|没有增减|相同|一致|不变|零增长")


class OfChanges(Relation):
    """A change as the sum of others. Each was worked out from finer amounts and rounded for itself, so that each keeps its own
    precision: 19万元 may be 16万元 and 2.5万元."""

    @cached_property
    def finest(self) -> dict[str, int]:
        return {}

    def interval_of(self, figure: Figure) -> Interval | None:
        return super().interval_of(figure) if figure.value else Interval.point(0)  # 增加0万元 is nothing, not up to half a 万元

    def _cut(self, figure: Figure) -> Interval:
        return super()._cut(figure) if figure.value else Interval.point(0)


@dataclass(frozen=True)
class Part:
    """A state with what became of it: its change, or None where it stayed as it was."""

    state: Mention
    change: Change | None

    @property
    def moved(self) -> Mention | None:
        return self.change.amounts[0] if self.change is not None else None


def propose(reading: Reading) -> list[Relation]:
    """The changes that are the sums of others."""
    parts = parts_of(reading)
    found: dict[tuple, Relation] = {}  # by the parts and the amount that they make: the whole told last before them is theirs
    for at, whole in enumerate(parts):
        if whole.change is None:
            continue
        behind = []
        for part in parts[at + 1 :]:
            if part.state.start > whole.change.end + REACH or len(behind) >= MOST * 2:
                break
            if comparable(reading, whole, part) and value(part.state) <= value(whole.state):
                behind.append(part)
        for run in _making(whole.state, behind):
            if any(part.change is not None for part in run) and _meant(reading, whole, run):
                relation = summed(whole, run)
                if relation.holds or not another(reading, [part.moved for part in run if part.moved is not None]):
                    found[whole.state.size, run[0].state.index, run[-1].state.index] = relation
    return list(found.values())


def parts_of(reading: Reading, every: bool = False) -> list[Part]:
    """Every state whose change, or sameness, the text tells, in its order; with `every` also those in a scope made alike, and
    each of the changes of a state: against last year, against the budget."""
    kept: dict[tuple[int, str], Part] = {}
    moved = {c.moved.index: abs(value(c.moved) - value(c.inline)) for c in changes.find(reading) if c.moved is not None and c.inline is not None and c.moved.quantity}
    for change in changes.find(reading):
        if len(change.amounts) != 1 or change.real and not every or change.amounts[0].figure.value is None:
            continue
        state = next(iter(ends.now(reading, change, change.amounts[0])), None)
        by = moved.get(state.index) if state is not None else None
        if by is not None and abs(by - value(change.amounts[0])) > by / 100:
            continue  # 由a调整为b，主要是调增d: one of the reasons
        if state is not None and state.quantity and state.dimension == change.amounts[0].dimension:
            kept.setdefault((state.index, change.against if every else ""), Part(state, change))
    changed = {index for index, _ in kept}
    for at, state in enumerate(reading.mentions):
        if at in changed or not state.quantity or state.figure.value is None or tells_change(state):
            continue
        limit = next((m.start for m in reading.mentions[at + 1 : at + 4] if not m.rate), state.end + 40)
        after = _END.split(reading.plain[state.end : min(limit, state.end + 40)], maxsplit=1)[0]
        if _SAME.search(after) and "基本" not in after or not state.figure.value:
            kept[at, ""] = Part(state, None)
    return [kept[key] for key in sorted(kept)]


def comparable(reading: Reading, whole: Part, part: Part) -> bool:
    """Whether a part may be one of the whole's: in its dimension and unit, changed against the same comparand."""
    if part.state.dimension != whole.state.dimension or part.state.figure.unit != whole.state.figure.unit:
        return False
    if part.change is not None:
        own, other = part.change.against or "then", whole.change.against or "then"
        if own != other or (own == "budget") != (other == "budget"):
            return False
        return whole.change is None or not of_another_year(reading, whole.change, [part.change])
    return True


def of_another_year(reading: Reading, whole: Change, run: Sequence[Change]) -> bool:
    """Whether the whole is held against a year that it names and the parts against last year, which is another, or one that they name."""
    named = {*ends.YEAR.findall(whole.what)}
    if not named:
        return False
    last = f"{int(max(named)) + 1}年" in reading.plain[reading.plain.rfind("\n", 0, whole.start) + 1 : whole.start]
    own = [({*ends.YEAR.findall(c.what)}, c.what) for c in run]
    return any(years != named if years else not last and compiled("上年|去年|同期").search(what) for years, what in own)


def _making(whole: Mention, behind: Sequence[Part]) -> Iterator[list[Part]]:
    """The runs of two or more parts, one after the other, whose states make the whole to the digit: a whole may be parted in
    several ways."""
    target, free = value(whole), 0
    for first in range(len(behind)):
        if first < free:
            continue
        total, run = Decimal(0), []
        for part in behind[first:]:
            total += value(part.state)
            run.append(part)
            if total >= target:
                break
        filled = [part for part in run if part.state.figure.value]
        if total == target and len(filled) >= 2 and len(run) <= MOST:
            free = first + len(run)
            yield run


def _meant(reading: Reading, whole: Part, run: Sequence[Part]) -> bool:
    """Whether the parts hardly make the whole by accident."""
    if not whole.state.unit.counted or whole.state.unit.scaled or whole.state.figure.value >= LEAST_COUNT:
        return True
    return "其中" in reading.plain[whole.change.end : run[0].state.start] and run[-1].state.sentence - whole.state.sentence <= 1


def another(reading: Reading, moved: Sequence[Mention]) -> bool:
    """Whether a change told among those of the parts, under the same name, is of none of them: 受伤人数减少2人, of a part where nobody is hurt any more."""
    own, names = {m.index for m in moved}, {m.label[:4] for m in moved}
    between = reading.mentions[min(own) : max(own) + 1] if own else []
    return any(m.index not in own and m.dimension == moved[0].dimension and m.label[:4] in names and tells_change(m) for m in between)


def summed(whole: Part, run: Sequence[Part], rule: str = "sum.of_changes") -> Relation:
    """The change of a whole as the sum of its parts' changes, each with its direction."""
    stated, up = whole.moved, whole.change.up
    moved = [part for part in run if part.change is not None]
    signs = [1 if part.change.up == up else -1 for part in moved]
    told = "".join(
        ("＋" if sign > 0 and at else "－" if sign < 0 else "") + named(part.moved)
        for at, (sign, part) in enumerate(zip(signs, moved, strict=True))
    )
    english = " ".join(
        ("+ " if sign > 0 and at else "- " if sign < 0 else "") + part.moved.figure.text
        for at, (sign, part) in enumerate(zip(signs, moved, strict=True))
    )
    return OfChanges(
        "sum",
        rule,
        stated.figure,
        tuple(part.moved.figure for part in moved),
        Formula("linear", tuple(Decimal(sign) for sign in signs)),
        ("whole", *("part",) * len(moved)),
        f"{named(stated)}应等于各部分的增减之和：{told}",
        f"the change of {stated.figure.text} should be that of the parts: {english}",
    )
