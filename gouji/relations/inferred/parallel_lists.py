"""Lists that tell the same items in the same order: what their numbers say of one another.

Basis: a list of items is made as its fellows are. Where three such lists tell the same things (监测总数（甲a、乙b），已消除（甲c、乙d），
未消除（甲e、乙f）), an equation that all items bear out is how they were made (see borne_out). Votes on several matters by the same people
come to one number each time. Shares of one kind that two sides hold (南方…分别占66.2%、75.9%，北方…分别占33.8%、24.1%) make 100%.

Assumptions about the language:
- items of one list stand in one parenthesis, or between two ；, each with its name before its number; lists are alike where the ends
  of the names, and the units, are the same in the same order;
- two lists of shares told with 分别占 and as many items each are of two sides where every pair of them makes 100%.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.relations.common.lists import is_change
from gouji.relations.common.model import Formula, Relation
from gouji.relations.common.reading import RATE, Mention, Reading
from gouji.relations.sum.makeup import share_sum
from gouji.relations.table.borne_out import equations
from gouji.relations.table.views import Series

NAME, MOST = 4, 12  # characters of a name's end; lists
LEAST_VOTES, LEAST_TOTAL = 4, 20
Run = list[Mention]


def propose(reading: Reading) -> Iterator[Relation]:
    """sum.parallel, sum.same_total and sum.of_two_sides: the ties between lists that are alike."""
    alike: dict[tuple, list[Run]] = defaultdict(list)
    for run in _runs(reading):
        alike[_shape(run)].append(run)
    for runs in alike.values():
        if 3 <= len(runs) <= MOST and len(runs[0]) >= 2:
            yield from _equations(runs)
        if len(runs) >= LEAST_VOTES:
            yield from _same_total(runs)
    yield from _two_sides(reading)
    yield from _divisions(reading)


def _runs(reading: Reading) -> Iterator[Run]:
    """The lists in parentheses, and those between two ；."""
    inside: dict[object, Run] = defaultdict(list)
    for m in reading.mentions:
        if m.figure.value is None or m.figure.qualifier != "exact" or not m.quantity or is_change(m):
            continue
        inside[("paren", m.paren) if m.paren >= 0 else (m.sentence, m.segment)].append(m)
    for run in inside.values():
        if len(run) >= 2 and run[-1].index - run[0].index == len(run) - 1 and any(len(m.label) >= 2 for m in run):
            yield run


def _shape(run: Sequence[Mention]) -> tuple:
    return tuple((m.label[-NAME:], m.figure.unit) for m in run)


def _equations(runs: Sequence[Run]) -> Iterator[Relation]:
    """What the items of three lists or more bear out, list by list."""
    names = tuple(m.label[-NAME:] for m in runs[0])
    series = [Series("", "amount", tuple(m.figure for m in run)) for run in runs]
    yield from equations(series, names, "sum.parallel")


def _same_total(runs: Sequence[Run]) -> Iterator[Relation]:
    """满意95票，基本满意27票，不满意0票: each list comes to what most of them do."""
    totals = [sum((m.figure.value for m in run), Decimal(0)) for run in runs]
    total, count = Counter(totals).most_common(1)[0]
    if total < LEAST_TOTAL or count < LEAST_VOTES - 1 or count * 4 < len(runs) * 3 or not all(m.unit.counted for m in runs[0]):
        return
    model = runs[totals.index(total)]
    if len({tuple(m.figure.value for m in run) for run in runs}) < 3:
        return
    for run in runs:
        if run is model:
            continue
        words = _texts(run)
        zh, en = f"{words}之和应与其他各组同为{total:f}", f"{words} should come to {total:f}, as the other lists do"
        yield _alike("sum.same_total", run, model, zh, en, strict=True)


def _divisions(reading: Reading) -> Iterator[Relation]:
    """按三大类分，A a、B b、C c。按权属分：D d，E e: lists that part one whole anew come to the same."""
    lists: list[Run] = []
    for mentions in reading.by_sentence.values():
        run = [m for m in mentions if m.quantity and not m.depth and not is_change(m) and m.figure.value is not None and m.figure.qualifier == "exact"]
        name = Counter(m.figure.unit for m in run).most_common(1)[0][0] if run else ""
        run = [m for m in run if m.figure.unit == name]
        lists.append(run if len(run) > 1 and run[-1].index - run[0].index == len(run) - 1 else [])
    for first, second in zip(lists, lists[1:], strict=False):
        if not first or not second or first[0].figure.unit != second[0].figure.unit:
            continue
        totals = [sum((m.figure.value for m in run), Decimal(0)) for run in (first, second)]
        slack = Decimal(len(first) + len(second)).scaleb(-min(m.figure.places for m in (*first, *second))) / 2
        slack = Decimal(0) if first[0].unit.counted and not first[0].unit.scaled else min(slack, totals[0] / 10**4)
        if totals[0] < 1000 * Decimal(1).scaleb(-max(m.figure.places for m in first)) or abs(totals[0] - totals[1]) > slack:
            continue
        if any(m.figure.value in totals for m in (*first, *second)):
            continue  # a list and the total that it makes
        yield _equal_lists(first, second)


def _equal_lists(some: Run, others: Run) -> Relation:
    a, b = _texts(some), _texts(others)
    zh = f"{a}之和与{b}之和相等，系同一总数的不同划分（数值相符，据此推定）"
    return _alike("sum.divided_anew", some, others, zh, f"{a} and {b} come to the same: one whole, parted in two ways (inferred from the numbers)")


def _alike(rule: str, some: Run, others: Run, zh: str, en: str, strict: bool = False) -> Relation:
    """That two lists come to the same: the first of the one is all of the other without the rest of its own."""
    first, *rest = some
    formula = Formula("linear", (*(Decimal(1) for _ in others), *(Decimal(-1) for _ in rest)))
    roles = ("whole", *("part",) * len(others), *("less",) * len(rest))
    return Relation("sum", rule, first.figure, tuple(m.figure for m in (*others, *rest)), formula, roles, zh, en, strict=strict)


def _texts(run: Run) -> str:
    return "、".join(m.figure.text for m in run)


def _two_sides(reading: Reading) -> Iterator[Relation]:
    """Lists of shares told with 分别占, of which each pair makes 100%."""
    lists: list[Run] = []
    for mentions in reading.by_sentence.values():
        run: Run = []
        for m in mentions:
            joined = run and m.index == run[-1].index + 1 and m.lead in ("、", "和", "与", "及")
            if m.dimension == RATE and m.figure.value is not None and joined:
                run.append(m)
                continue
            if len(run) > 1:
                lists.append(run)
            run = [m] if m.dimension == RATE and m.figure.value is not None and "分别占" in m.lead[-20:] else []
        if len(run) > 1:
            lists.append(run)
    for first, second in zip(lists, lists[1:], strict=False):
        if len(first) != len(second) or second[0].sentence - first[0].sentence > 2:
            continue
        ties = [share_sum(b.figure, (a.figure,), strict=False) for a, b in zip(first, second, strict=True)]
        if all(tie.holds for tie in ties):
            yield from ties
