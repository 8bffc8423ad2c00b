"""Changes of parts beside the change of their whole, where no state is told with them: 比上年减少2.7万元。其中：甲减少1.1万元；乙减少1.6万元.

Basis: as in `components`, the changes of all parts make up the whole's change, each with its direction.

Assumptions about the language:
- the whole's change is the last against the same comparand before 其中, or before a run of numbered paragraphs;
- the parts' changes are told behind it, in its paragraph or each in a numbered one, under the parts' own names;
- the parts may be all where their names complement one another (公务用车 and 公务接待); else nothing is proposed. It is not
  demanded: a third part may have changed with no figure told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.change import changes
from gouji.relations.change.changes import Change
from gouji.relations.change.components import Part, of_another_year, summed
from gouji.relations.change.ends import core
from gouji.relations.common.complements import complete_names
from gouji.relations.common.lists import is_change
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Reading

_NUMBERED = re.compile(r"(?:（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.、．])")
_NOBODY = re.compile(
    r"[无未没](?:有|发生|安排)?[^，。；：\d]{0,6}因公出国|出国[^，。；：\d]{0,14}(?:[:：]|费用|支出)?(?:没有|未|无(?!法)|为?零|为?0(?:\.0+)?万?元|持平|不变)"
)
_RATE_BEFORE = re.compile(r"\d%(?=[\u4e00-\u9fff]{4})")  # …为预算的98.74%公务用车运行维护费支出…: a mark left out
NEAR = Decimal(2)  # how far off the parts may be and still be the whole's


def propose(reading: Reading) -> list[Relation]:
    """The changes that others of complementary names make up."""
    told = [c for c in changes.find(reading) if len(c.amounts) == 1 and not c.reason and c.amounts[0].figure.value is not None]
    told = [c for c in told if c.amounts[0].quantity and c.against in ("then", "budget")]
    found = []
    for at, whole in enumerate(told):
        for run in _runs(reading, told, at) if whole.amounts[0].figure.value else ():
            run = _without_halves(reading, run)
            filled = [c for c in run if c.amounts[0].figure.value]
            run = filled if len(filled) != 1 else run  # where but one part changed, those that did not are told with it
            names = [_named(reading, c) for c in run]
            if any(c.real != whole.real for c in run) or of_another_year(reading, whole, run):
                continue  # of a scope made alike, or not; 比2019年（疫情前）减少a，其中甲比上年增加b
            if len(run) >= 2 and len({core(name) for name in names}) == len(run) and complete_names(names):
                parts = [Part(c.amounts[0], c) for c in run]
                relation = replace(summed(Part(whole.amounts[0], whole), parts, "sum.of_moves"), strict=_all_of_three(reading, whole, names) and not _gap(reading, told, whole, run))
                if _near(relation):
                    found.append(relation)
    return found


def _without_halves(reading: Reading, run: Sequence[Change]) -> list[Change]:
    """Without what is told of one half after both: 公务用车购置及运行维护费减少a，其中公务用车运行维护费减少a."""
    names = [_named(reading, c) for c in run]
    both = any("购置" in name and "运行" in name for name in names)
    return [c for c, name in zip(run, names, strict=True) if not both or ("购置" in name) == ("运行" in name)]


def _all_of_three(reading: Reading, whole: Change, names: Sequence[str]) -> bool:
    """Whether these are all that 三公经费 are spent on: receptions and cars, where nobody went abroad, or journeys too."""
    begin = reading.plain.rfind("\n", 0, whole.start) + 1
    told = "".join(names)
    if "三公" not in reading.plain[begin : whole.start] or "接待" not in told or not compiled("用车|车辆|公车").search(told):
        return False
    return "出国" in told or _NOBODY.search(reading.plain) is not None


def _gap(reading: Reading, told: Sequence[Change], whole: Change, run: Sequence[Change]) -> bool:
    """Whether a change of an amount stands among the parts' that was not made out: then it may be another part's."""
    between = [m for m in reading.between(whole.end, run[-1].end) if m.quantity and m.dimension == whole.amounts[0].dimension and is_change(m)]
    return bool({m.index for m in between} - {m.index for c in told for m in c.members})


def _named(reading: Reading, change: Change) -> str:
    """What changed: the change's subject, else what its part of the sentence begins with, or what stands right behind a rate."""
    return change.subject or _RATE_BEFORE.split(reading.plain[change.first.segment[0] : change.first.start])[-1]


def _near(relation: Relation) -> bool:
    computed, stated = relation.computed, relation.stated.value
    return bool(computed and stated) and 1 / NEAR <= abs(computed / stated) <= NEAR


def _runs(reading: Reading, told: list[Change], at: int) -> Iterator[list[Change]]:
    """The changes of the parts: behind 其中 in the same paragraph, or the first of each numbered paragraph below."""
    whole = told[at]
    end = reading.plain.find("\n", whole.end)
    end = len(reading.plain) if end < 0 else end
    mark = reading.plain.find("其中", whole.end, end)
    if mark >= 0:
        alike = [c for c in told[at + 1 :] if c.start < end and c.against == whole.against]
        if alike and alike[0].start > mark:
            yield alike
    run, place = [], end + 1
    while place < len(reading.plain) and _NUMBERED.match(reading.plain, place):
        stop = reading.plain.find("\n", place)
        stop = len(reading.plain) if stop < 0 else stop
        own = next((c for c in told if place <= c.start < stop and c.against == whole.against), None)
        if own is not None:
            run.append(own)
        place = stop + 1
    last = [c for c in told[at:] if c.start < end and c.against == whole.against]
    if run and last == [whole]:
        yield run
