"""What follows where parts make a whole to the digit: their shares of it make 100%, and their changes make its change.

Basis: (a + b) / w = 1, and (a + b) - (a' + b') = (a - a') + (b - b').

Assumptions about the language:
- a share stands right behind its part, told with 占, or in parentheses: 基本支出60万元，占60%; 电气436起（31.5%）;
- a part without a share or a change had none only where it is nought, or is told to have stayed as it was;
- a whole that only the numbers tell, and that has a share itself, may be a part that two others happen to add up to;
- changes are told against the same comparand. A whole that is told twice may have its change with either telling.
Shares that tell what they are of in different words are of different bases, and need not make 100%.
Changes told 同口径 are of a scope that may leave some of the parts' out: there the words do not demand it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.relations.change.components import Part, another, comparable, parts_of, summed
from gouji.relations.common.evidence import LONG, digits
from gouji.relations.common.lists import is_change
from gouji.relations.common.model import Formula, Relation
from gouji.relations.common.reading import Mention, Reading

_SHARE = re.compile(r"[，,、；（]?(?:约|仅)?占(?:比|了)?(?:为)?(?P<of>[^，。；：（）\d]{0,16}?)(?:的|比重|比例|约|为|是|：)*$|（$")
_OF = re.compile(r"(?:19|20)\d\d年?|本年度?|全[部年县市省区]|的|总|合计|决算数?|额|预算数?|各?类|一般公共预算|财政拨款|“|”")
_PLAN = re.compile("预算|计划|任务|目标")
LEAST = 2
NEAR = 6  # figures between two tellings of one amount


def propose(reading: Reading, found: Sequence[Relation]) -> list[Relation]:
    """The sums of shares and of changes over the parts of `found` sums that hold to the digit."""
    by_figure = {m.figure.id: m for m in reading.mentions}
    known = {frozenset(f.id for f in r.figures) for r in found if r.strict or r.holds}
    told: dict[tuple[str, Decimal], list[Part]] = defaultdict(list)
    of: dict[int, list[Part]] = defaultdict(list)
    for part in parts_of(reading, every=True):
        of[part.state.index].append(part)
        if part.change is not None:
            told[part.state.figure.unit, part.state.figure.value].append(part)
    made = []
    for relation in found:
        if relation.kind != "sum" or not relation.exact or any(f != 1 for f in relation.formula.factors) or relation.formula.offset:
            continue
        whole, *parts = (by_figure.get(f.id) for f in (relation.stated, *relation.operands))
        if whole is None or len(parts) < LEAST or None in parts or not whole.quantity:
            continue
        inferred = "evident" in relation.rule
        noughts = _noughts(whole, parts, of) if inferred else []
        shares = () if inferred and _share(reading, whole) else _shares(reading, whole, parts)
        for tie in (*shares, *_changes(reading, whole, [*parts, *noughts], of, told)):
            if tie.holds is False and tie.rule == "sum.of_changes" and another(reading, [by_figure[f.id] for f in tie.operands]):
                continue
            members = frozenset(f.id for f in tie.figures)
            sure = not inferred or tie.holds or digits(relation.stated) >= LONG  # 46 is easily 44 and 2
            if sure and members not in known:
                known.add(members)
                made.append(tie)
    return made


def _shares(reading: Reading, whole: Mention, parts: Sequence[Mention]) -> Iterator[Relation]:
    """The shares together; not how far each part's own plan was carried out (收入…，占调整预算100.9%), nor shares none of which is of this
    whole: those are of another."""
    shares, bases, own = [], set(), False
    last = parts[-1]
    behind = reading.mentions[last.index + 2 : last.index + 3] if whole.index > last.index else []
    if behind and behind[0].sentence == last.sentence and _share(reading, behind[0]):
        return  # told before the whole, in a list that goes on: they are shares of what that one is of
    if any(is_change(part) for part in parts):
        return  # 减少1.5万元（42.86%）: a rate of change is no share
    for part in parts:
        if (told := _share(reading, part)) is not None:
            if told[0].figure.value > 100 or _PLAN.search(told[0].lead) and not _PLAN.search(whole.lead[-12:]):
                return
            shares.append(told[0])
            bases.add(told[1])
            own = own or bool(whole.size) and abs(part.size / whole.size * 100 - float(told[0].figure.value)) <= 1
        elif part.figure.value:
            return
    if own and len(shares) >= LEAST and len(bases - {""}) <= 1:
        yield _to_hundred(shares)


def _share(reading: Reading, part: Mention) -> tuple[Mention, str] | None:
    """The share told right behind an amount, and what it is said to be of."""
    rate = reading.mentions[part.index + 1] if part.index + 1 < len(reading.mentions) else None
    if rate is None or rate.figure.value is None or rate.sentence != part.sentence or rate.figure.unit != "%" or rate.figure.qualifier != "exact":
        return None
    said = _SHARE.fullmatch(rate.lead)
    return (rate, _OF.sub("", said["of"] or "")) if said is not None else None


def _to_hundred(shares: Sequence[Mention]) -> Relation:
    *others, last = (m.figure for m in shares)
    texts = [f.text for f in (*others, last)]
    return Relation(
        "sum",
        "sum.to_hundred",
        last,
        tuple(others),
        Formula("linear", (Decimal(-1),) * len(others), offset=Decimal(100)),
        ("part",) * len(shares),
        f"各部分合起来就是总体，占比之和应为100%：{'、'.join(texts)}",
        f"the parts make up the whole, so their shares {', '.join(texts)} should make 100%",
    )


def _noughts(whole: Mention, parts: Sequence[Mention], of: dict[int, list[Part]]) -> list[Mention]:
    """The parts of nought that numbers alone leave out of a sum: they may have changed."""
    known = {m.index for m in parts}
    among = (of[k][0] for k in range(whole.index + 1, max(known)) if k in of and k not in known)
    return [part.state for part in among if not part.state.figure.value and part.change is not None]


def _changes(
    reading: Reading, whole: Mention, parts: Sequence[Mention], of: dict[int, list[Part]], told: dict[tuple[str, Decimal], list[Part]]
) -> Iterator[Relation]:
    own = [part for part in of.get(whole.index, ()) if part.change is not None]
    for head in (own or told[whole.figure.unit, whole.figure.value])[:2]:
        if any(head.state is part for part in parts):
            continue
        run = [_against(reading, head, part, of.get(part.index, ())) for part in parts]
        if None in run or not any(part.change is not None for part in run):
            continue
        moved = [part.moved for part in run if part.change is not None]
        if head.moved in moved:
            continue
        tie = summed(head, run)
        if tie.holds is False:
            tie = next((other for other in _of_twins(head, run, told) if other.holds), tie)
        if tie.holds is False and any(part.state.size == head.state.size and part.moved is not None and part.moved.size == head.moved.size for part in run):
            continue  # the whole told again with its change; what else changed is of nought
        if len(moved) == 1:  # nothing else moved: one change told twice, where it is
            if not tie.holds:
                continue
            tie = replace(tie, strict=False)
        real = any(part.change is not None and part.change.real for part in (head, *run))
        yield replace(tie, strict=False) if real or head.state is not whole else tie


def _of_twins(head: Part, run: Sequence[Part], told: dict[tuple[str, Decimal], list[Part]]) -> Iterator[Relation]:
    """The tie with a part's namesake in its place: 购置及运行费921.09万元，减少269.53万元，其中运行费921.09万元，减少152.53万元."""
    for at, part in enumerate(run):
        for twin in told.get((part.state.figure.unit, part.state.figure.value), ()):
            if twin.state is not part.state and twin.state is not head.state and abs(twin.state.index - part.state.index) <= NEAR:
                yield summed(head, [*run[:at], twin, *run[at + 1 :]])


def _against(reading: Reading, head: Part, state: Mention, told: Sequence[Part]) -> Part | None:
    """The change of a part against what the whole's is told against; None where it is not told, of more than nought."""
    alike = [part for part in told if comparable(reading, head, part)]
    alike.sort(key=lambda part: part.change is None)
    return alike[0] if alike else None if state.figure.value or told else Part(state, None)
