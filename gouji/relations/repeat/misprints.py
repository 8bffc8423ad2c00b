"""Pairs of figures that may be one number: the same, or a slip of the pen apart (a digit, two swapped, the unit, the point).

Numbers are compared as whole numbers of their last decimal, by what a slip leaves as it is, so that words are read only of
the pairs that are left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product

from gouji.quantity import unit
from gouji.relations.common.reading import MONEY
from gouji.relations.repeat.telling import Telling

APART = 8  # figures between two of one sentence (a list whose lines were joined)
CROWD = 30  # figures alike: a column of a table, no retelling
LONGEST = 12  # digits of a number in which slips are sought


def alike(text: str, tellings: Sequence[Telling], worth: Callable[..., bool]) -> Iterator[tuple[Telling, Telling, str]]:
    """The pairs whose numbers are the same, or a slip apart, each once."""
    of: dict[tuple[str, str, int, int], dict[int, list[Telling]]] = defaultdict(lambda: defaultdict(list))
    money: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        of[telling.way, telling.kind, telling.places, len(telling.digits)][int(telling.digits)].append(telling)
        if telling.mention.dimension == MONEY:
            money[telling.digits.strip("0")].append(telling)
    same: dict[tuple[str, str, Decimal], list[Telling]] = defaultdict(list)
    for (way, kind, *_), values in of.items():
        for told in values.values():
            same[way, kind, told[0].mention.figure.value] += told
    for members in same.values():
        if len(members) > 1:
            few = members[0].significant < 2  # 100%, 5个: said of anything
            yield from ((a, b, "") for a, b in _couples(text, members) if not few or b.refers)
    for (*_, length), values in of.items():
        for x, y, slip in _slips(values, length):
            for a, b in _couples(text, values[x], values[y]):
                if worth(a, b, slip, length):
                    yield a, b, slip
    for members in money.values():
        for a, b in _couples(text, members):
            x, y = a.mention.figure, b.mention.figure
            if a.way == b.way and (x.unit != y.unit or x.value != y.value):
                slip = _shifted(x.value * unit(x.unit).factor, y.value * unit(y.unit).factor)
                if slip is not None:
                    yield a, b, slip


def _couples(text: str, one: Sequence[Telling], other: Sequence[Telling] = ()) -> Iterator[tuple[Telling, Telling]]:
    """Each telling of a number with each other one of it, or with each of another number, in the order of the text."""
    if len(one) + len(other) > CROWD:
        return
    for a, b in product(one, other) if other else combinations(one, 2):
        if a.mention.index > b.mention.index:
            a, b = b, a
        if distant(text, a, b):
            yield a, b


def _slips(values: dict[int, list[Telling]], length: int) -> Iterator[tuple[int, int, str]]:
    """Numbers of one length that differ by one digit, or by two neighbouring ones swapped; the smaller first."""
    if length > LONGEST or len(values) < 2:
        return
    for at in range(length):
        place = 10**at
        alike: dict[int, list[int]] = defaultdict(list)  # by what is left without the digit of this place
        for x in values:
            digit = x // place % 10
            alike[x - digit * place].append(x)
            by = digit - x // place // 10 % 10
            if by > 0 and at < length - 1 and (y := x + 9 * by * place) in values:
                yield x, y, "swapped"
        for members in alike.values():
            yield from ((x, y, "digit") for x, y in combinations(sorted(members), 2))


def _shifted(x: Decimal, y: Decimal) -> str | None:
    """The slip between two amounts of the same digits: a unit (万), the decimal point; None where they are too far apart."""
    by = (x / y).normalize().as_tuple()
    if by.digits != (1,):
        return None
    return (
        "" if by.exponent == 0 else "unit" if abs(by.exponent) in (4, 8) else "point" if abs(by.exponent) <= 2 else None
    )


def distant(text: str, a: Telling, b: Telling) -> bool:
    """Whether two figures stand so far apart that the later may tell the earlier again; a table's own rules tie its cells.
    The lines of a list that were joined to one sentence are apart as well."""
    if a.cell or b.cell:
        return not (a.cell and b.cell)
    if a.mention.sentence != b.mention.sentence:
        return True
    between = b.mention.index - a.mention.index
    return between >= APART or between >= 3 and text.count("\n", a.mention.figure.end, b.mention.figure.start) >= 2
