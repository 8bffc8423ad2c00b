"""Shares that agree on a whole which is not the one that was tried: the whole was misread, not the shares miswritten.

Basis: several shares of one list are of one whole. Where two or more miss it, and what each of them is a share of lies for all of them in
one narrow stretch, then that is their whole: what their list comes to (ratio.of_list), another amount of the text, or one that the text
does not tell. But a whole that one slip of the pen would bring there, and that no other tie bears out, is the one that is wrong.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.interval import Interval
from gouji.patterns import compiled
from gouji.quantity import unit
from gouji.relations.common.complements import complete
from gouji.relations.common.lists import addable, amount, value
from gouji.relations.common.model import HUNDRED, Formula, Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.fault.slips import slips

_LEAST = 2  # shares
_DIGITS = 3  # of a whole that another is not a digit away from by accident
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_SOME = re.compile("乡村|农村|城镇|城市|男|女|少数民族|汉族")
_VITAL = re.compile("(?:出生|死亡|自然增长|增长|结婚|离婚|生育)率(?:为|是|达)?$")
_MEAN_OF_YEARS = Decimal("0.02")  # by which the population at a year's end may differ from the year's mean
_NAME = re.compile(r"占[^，。；、占\d]{2,16}$")
_RULES = frozenset("ratio.share ratio.of ratio.in_brackets ratio.of_column".split())


def of_other_bases(reading: Reading, items: Sequence[Relation]) -> list[Relation]:
    """The relations, with shares that were held against a wrong whole taken out, or held against their own."""
    groups: dict[str, list[Relation]] = defaultdict(list)
    out: set[int] = set()
    made: list[Relation] = []
    by_id = {m.figure.id: m for m in reading.mentions}
    for relation in items:
        if relation.kind == "ratio" and relation.holds is False and _of_mean_population(by_id[relation.stated.id], relation):
            out.add(id(relation))
            continue
        if relation.rule in _RULES and len(relation.operands) == 2:
            part, base = (by_id[f.id] for f in relation.operands)
            if relation.holds is False and _of_another(reading, part, base, by_id[relation.stated.id]):
                out.add(id(relation))
            else:
                groups[relation.operands[1].id].append(relation)
    for base, group in groups.items():
        for run in _lists(group, by_id):
            failing = [r for r in run if r.holds is False]
            whole = by_id[base]
            if failing and _itself_a_part(reading, whole, by_id[run[0].stated.id]):
                out |= {id(r) for r in failing}
                continue
            common = _common(run) or _common(failing) if len(failing) * 2 >= len(run) else _common(run)
            if len(failing) < _LEAST or common is None:
                continue
            if _opens(reading, whole, by_id[run[0].operands[0].id]):
                continue  # W件。其中，A a，占p%: of W, by the words
            instead = list(_instead(reading, run, by_id, common, whole))
            itself = not instead or instead[0].rule == "ratio.of_list"
            if itself and not _borne_out(items, base, run) and _slipped(whole, common):
                continue
            out |= {id(r) for r in failing}
            made += instead
            if instead and instead[0].rule == "ratio.of_list":
                parts = {r.operands[0].id for r in run}
                out |= {id(r) for r in items if r.kind == "sum" and r.holds is False and r.stated.id == base and parts <= {f.id for f in r.operands}}
    for relation in items:
        if relation.rule != "ratio.share" or relation.holds is not False or id(relation) in out:
            continue
        share = by_id[relation.stated.id]
        if by_id[relation.operands[-1].id].sentence != share.sentence and (parts := _all_of_list(reading, share)):
            out.add(id(relation))
            made.append(_of_list(relation, [m for m in parts if m.figure is not relation.operands[0]]))
    return [r for r in items if id(r) not in out] + made


def without_overlaps(reading: Reading, items: Sequence[Relation]) -> list[Relation]:
    """The relations without sums that miss because their parts overlap: each part's share of the whole is borne out, so that neither the
    parts nor the whole are miswritten; nor need such shares make 100%. Not of parts that cannot overlap by their names (男, 女)."""
    by_id = {m.figure.id: m for m in reading.mentions}
    shares = {(r.operands[0].id, r.operands[1].id): r for r in items if r.kind == "ratio" and r.holds and len(r.operands) == 2}
    borne = {r.stated.id: r for r in shares.values()}

    def overlaps(r: Relation) -> bool:
        if r.kind != "sum" or r.holds is not False or r.comparator != "=" or r.computed is None:
            return False
        if r.formula.offset == HUNDRED:
            own = [borne.get(f.id) for f in r.figures]
            alike = len(own) >= _LEAST and None not in own and len({tie.operands[1].id for tie in own}) == 1
            return alike and not complete([by_id[tie.operands[0].id] for tie in own])
        own = [shares.get((f.id, r.stated.id)) for f in r.operands]
        gap = abs(r.computed - r.stated.value) * unit(r.stated.unit).factor
        borne_out = len(own) >= _LEAST and all(tie is not None and _shows(tie, gap) for tie in own)
        return borne_out and not complete([by_id[f.id] for f in r.operands])

    return [r for r in items if not overlaps(r)]


def _shows(share: Relation, gap: Decimal) -> bool:
    """Whether a share is told so finely that it would miss, were its part as much larger or smaller."""
    part, base = (f.value * unit(f.unit).factor for f in share.operands)
    step = Decimal(1).scaleb(-share.stated.places)
    return share.stated.value is not None and gap * HUNDRED / base > step / 2 + abs(share.stated.value - part * HUNDRED / base)


def _lists(group: Sequence[Relation], by_id: dict[str, Mention]) -> Iterator[list[Relation]]:
    """The shares of one whole that stand in one sentence; those that stand alone in theirs, where they follow one another."""
    run: list[Relation] = []
    told = Counter(by_id[r.stated.id].sentence for r in group)
    for relation in sorted(group, key=lambda r: r.stated.start):
        here = by_id[relation.stated.id].sentence
        last = by_id[run[-1].stated.id].sentence if run else here
        if here != last and (here - last > 1 or max(told[here], told[last]) > 1):
            yield run
            run = []
        run.append(relation)
    if run:
        yield run


def _implied(relation: Relation) -> tuple[Decimal, Decimal] | None:
    """What a share's part is a share of, at least and at most, in base units; rates may have been cut off."""
    part, rate = relation.operands[0], relation.stated
    value, stated = relation.interval_of(part), rate.value
    if value is None or value.low is None or value.high is None or not stated or rate.unit != "%":
        return None
    step = Decimal(1).scaleb(-rate.places)
    low, high = stated - step / 2, stated + step
    if low <= 0:
        return None
    factor = unit(part.unit).factor
    return value.low * factor * HUNDRED / high, value.high * factor * HUNDRED / low


def _common(failing: Sequence[Relation]) -> tuple[Decimal, Decimal] | None:
    """The stretch that all of these shares' wholes lie in; None where they lie apart."""
    spans = [_implied(r) for r in failing]
    if not spans or None in spans:
        return None
    low, high = max(a for a, _ in spans), min(b for _, b in spans)
    return (low, high) if low <= high else None


def _instead(
    reading: Reading, run: Sequence[Relation], by_id: dict[str, Mention], common: tuple[Decimal, Decimal], whole: Mention
) -> list[Relation]:
    """The shares as shares of the nearest other amount that they fit, or of all of their list."""
    parts = [by_id[r.operands[0].id] for r in run]
    total = sum(map(value, parts), Decimal(0))
    fits = [
        m
        for m in reading.mentions
        if m.index != whole.index and amount(m) and addable(m, parts[0]) and m.figure.value and common[0] <= value(m) <= common[1]
    ]
    fits.sort(key=lambda m: abs(m.index - parts[0].index))
    for other in fits:
        ties = [replace(r, operands=(r.operands[0], other.figure), strict=False, reach=Decimal(0), base_named=False) for r in run if r.holds is False]
        if all(tie.holds for tie in ties):
            return ties
    listed = len({m.index for m in parts}) == len(parts) > 2 and sum((r.stated.value for r in run), Decimal(0)) > 95
    if listed and common[0] <= total <= common[1]:
        return [_of_list(relation, [m for m in parts if m.figure is not relation.operands[0]]) for relation in run]
    return []


def _of_another(reading: Reading, part: Mention, base: Mention, share: Mention) -> bool:
    """Whether a base was told of another year than its part, or of some where the share is of all: 乡村人口 and 占总人口."""
    if base.sentence != part.sentence:
        years = [set(_YEAR.findall(reading.plain[reading.sentences[m.sentence][0] : m.start])) for m in (part, base)]
        if all(years) and not years[0] & years[1]:
            return True
    return "总" in share.lead[-8:] and bool(_SOME.search(base.label)) and not _SOME.search(share.lead[-8:])


def _of_mean_population(rate: Mention, relation: Relation) -> bool:
    """Whether a rate of births or deaths comes so near that it is of the mean of two years' population: 出生率9.19‰ of 23449人 at the year's end."""
    return relation.off < _MEAN_OF_YEARS and _VITAL.search(rate.lead[-8:]) is not None


def _all_of_list(reading: Reading, share: Mention) -> list[Mention]:
    """The parts of three shares or more, told under one name in one sentence, that make 100% and are each of all their parts together: 农业a，
    占到位资金p%；工业b，占到位资金q%；服务业c，占到位资金r%. None where they are not."""
    name = _NAME.search(share.lead)
    rates = [m for m in reading.by_sentence[share.sentence] if m.rate and m.figure.value is not None and name and m.lead.endswith(name[0])]
    parts = [reading.mentions[m.index - 1] for m in rates if m.index]
    if len(rates) < 3 or len(parts) < len(rates) or not all(amount(p) and p.figure.value and addable(p, parts[0]) for p in parts):
        return []
    total = sum(map(value, parts), Decimal(0))
    fits = all(abs(value(p) * HUNDRED / total - m.figure.value) <= Decimal(1).scaleb(-m.figure.places) / 2 for m, p in zip(rates, parts, strict=True))
    return parts if fits and abs(sum(m.figure.value for m in rates) - HUNDRED) < 1 else []


def _itself_a_part(reading: Reading, whole: Mention, share: Mention) -> bool:
    """Whether an amount has a share of its own in the list whose shares are held against it: 一处住房20030万户，占87.0%；两处2677万户，占11.6%."""
    own = reading.mentions[whole.index + 1] if whole.index + 1 < len(reading.mentions) else None
    told = own is not None and own.figure.unit == "%" and "占" in own.lead[-6:] and own.figure.value not in (None, HUNDRED)
    return told and own.sentence == share.sentence and own is not share


def _opens(reading: Reading, whole: Mention, first: Mention) -> bool:
    """Whether a whole opens the list whose first item this is: 其中 stands between, and nothing else is told."""
    between = reading.plain[whole.end : first.start]
    return 0 < len(between) <= 40 and "其中" in between and not compiled(r"\d").search(between)


def _of_list(relation: Relation, others: Sequence[Mention]) -> Relation:
    part = relation.operands[0]
    names = "、".join(m.figure.text for m in others)
    return Relation(
        "ratio",
        "ratio.of_list",
        relation.stated,
        (part, *(m.figure for m in others)),
        Formula("share_of_both"),
        ("rate", "part", *("other",) * len(others)),
        f"{relation.stated.text}应等于{part.text}占所列各项（另有{names}）之和的比重",
        f"{relation.stated.text} should be the share of {part.text} in all that is listed (beside {', '.join(m.figure.text for m in others)})",
        strict=False,
    )


def _borne_out(items: Sequence[Relation], base: str, run: Sequence[Relation]) -> bool:
    """Whether another tie that holds has the whole in it."""
    own = {id(r) for r in run}
    return any(id(r) not in own and r.holds and r.comparator == "=" and any(f.id == base for f in r.figures) for r in items)


def _slipped(whole: Mention, common: tuple[Decimal, Decimal]) -> bool:
    """Whether one slip of the pen explains the whole's number, where the shares tell what it ought to be."""
    stretch = Interval(*common)
    return len(whole.figure.number.strip("0.")) >= _DIGITS and any(
        slip.value is not None and Interval.point(slip.value * unit(slip.unit).factor).meets(stretch) for slip in slips(whole.figure)
    )
