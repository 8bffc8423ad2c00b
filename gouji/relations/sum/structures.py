"""三次产业结构为21.0：43.3：35.7: shares told as one proportion make a hundred, and are those of the parts told before.

Assumes that two or more colons with nothing but numbers between them tell the shares of one whole, in percent, in the order of as many
amounts right before them; these are their parts where all of the shares fit but one at most. One colon does (中直与地方经济比重为31.3：68.7) where
the two make a hundred; their parts are the amounts under the two names. Basis: addition, part / whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.relations.common.evidence import way_of
from gouji.relations.common.lists import addable
from gouji.relations.common.model import HUNDRED, Formula, Relation
from gouji.relations.common.naming import ratio
from gouji.relations.common.reading import MONEY, RATE, Mention, Reading

_PROPORTION = re.compile("(?:产业|结构|构成)[^，。；]{0,6}$")
WIDE = 30  # how far off a hundred a proportion may be that has a wrong number
OFF = Decimal("0.6")  # how far two rounded shares may be from a hundred
ROUNDED = 0.01
BACK = 4  # sentences back to the parts of a proportion


def propose(reading: Reading) -> list[Relation]:
    """The last share as what the others leave of 100%, and each as its part's."""
    found = []
    for run in _runs(reading):
        *rest, last = (m.figure for m in run)
        words = "：".join(m.figure.number for m in run)
        found.append(
            Relation(
                "sum",
                "sum.structure",
                last,
                tuple(rest),
                Formula("linear", (Decimal(-1),) * len(rest), offset=HUNDRED),
                ("part",) * len(run),
                f"结构{words}各项之和应为100%",
                f"the shares {words} should make 100%",
            )
        )
        found += _of_parts(reading, run)
    return found


def _of_parts(reading: Reading, run: Sequence[Mention]) -> list[Relation]:
    before = [m for m in reading.before(run[0].start, BACK) if m.quantity and way_of(m) == "amount" and m.figure.value]
    like = [m for m in before if addable(m, before[-1])]
    parts, wholes = like[-len(run) :], like[: -len(run)]
    named = len(parts) == len(_INDUSTRIES) and all(map(re.search, _INDUSTRIES, (m.lead for m in parts)))
    if "产业" in run[0].lead[-16:] and len(run) == len(_INDUSTRIES) and not (named and wholes):
        parts, wholes = _industries(reading, run[0])
    if len(run) == len(_PAIR.groupindex):
        parts = _pair(reading, run[0], like)
        wholes = [m for m in like if parts and m.index < parts[0].index and m.size >= sum(p.size for p in parts) * (1 - ROUNDED)]
    if len(parts) < len(run) or not wholes:
        return []
    made = [ratio(share, [part], wholes[-1], "ratio.structure") for share, part in zip(run, parts, strict=True)]
    return made if sum(bool(r.holds) for r in made) >= len(run) - 1 else []


_PAIR = re.compile(
    r"(?P<one>[\u4e00-\u9fff]{1,8})[与和、及](?P<other>[\u4e00-\u9fff]{1,8}?)(?:制)?(?:经济|投资|产业|收入|支出|人口|工业|部分)?的?(?:比重|占比|结构|比例|之?比)[^，。；\d]{0,4}$"
)


def _pair(reading: Reading, share: Mention, told: Sequence[Mention]) -> list[Mention]:
    """The amounts told last under the two names of a proportion: 中直 and 地方; one name may stand in the other (油, 非油)."""
    names = _PAIR.search(share.lead[-30:])
    if names is None:
        return []
    found = []
    for key, rival in (("one", "other"), ("other", "one")):
        own, other = names[key], names[rival]
        named = (m for m in reversed(told) if own in m.lead and (own not in other or other not in m.lead))
        found.append(next(named, None))
    return found if None not in found and found[0].index < found[1].index else []


_INDUSTRIES = ("第?一产业?[^，。；]{0,6}$", "第?二产业?[^，。；]{0,6}$", "第?三产业?[^，。；]{0,6}$")


def _industries(reading: Reading, share: Mention) -> tuple[list[Mention], list[Mention]]:
    """What the three industries make, told anywhere before under their names, and the whole told before the first of them."""
    told = [m for m in reading.mentions[: share.index] if m.dimension == MONEY and way_of(m) == "amount" and m.figure.value]
    parts = [next((m for m in reversed(told) if re.search(name, m.lead)), None) for name in _INDUSTRIES]
    if None in parts or len({m.figure.unit for m in parts}) > 1:
        return [], []
    return parts, [m for m in told if m.index < parts[0].index and "总值" in m.lead[-8:]]


def _runs(reading: Reading) -> Iterator[list[Mention]]:
    """Three shares or more with colons between: told in percent, or without a unit as a proportion that comes near a hundred."""
    run: list[Mention] = []
    for m in [*reading.mentions, None]:
        joined = bool(run) and m is not None and reading.plain[run[-1].end : m.start].strip() == "："
        if not joined or m.dimension != run[0].dimension:
            if len(run) > 2 and (run[0].dimension == RATE or _near_hundred(run)) or _two(run):
                yield run
            run = []
        if m is not None and m.dimension in (RATE, "") and m.figure.value is not None:
            run.append(m)


def _two(run: Sequence[Mention]) -> bool:
    return len(run) == 2 and run[0].dimension == RATE and abs(run[0].figure.value + run[1].figure.value - HUNDRED) <= OFF


def _near_hundred(run: Sequence[Mention]) -> bool:
    return _PROPORTION.search(run[0].lead) is not None and abs(sum(m.figure.value for m in run) - HUNDRED) <= WIDE
