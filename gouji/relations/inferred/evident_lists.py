"""Lists that make a total: beside it, told elsewhere, shares that make 100%."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from gouji.relations.common.complements import complete
from gouji.relations.common.evidence import (
    CHANCE,
    Number,
    Numbers,
    Trial,
    inferred,
    named,
    text,
)
from gouji.relations.common.model import Formula, Relation, linear

LIST = 24  # items of a list
NAME = 4  # characters at a label's end that name what it measures
COUNTERS = 2  # kinds of things that one whole may be made of
_DONE_OF_IT = re.compile("[，、（](?:目前|现|实际|均)?已")
PARAGRAPHS = 2400  # characters in which a list's items may stand, one a paragraph


def lists_of(numbers: Numbers, target: Number) -> Iterator[list[Number]]:
    """The lists that may make up a figure: of its like (changes of one direction, what something was before), then of amounts."""
    if target.pool != target.key:
        yield from _of_pool(numbers, target, target.pool)
    yield from _of_pool(numbers, target, target.key)


def _of_pool(numbers: Numbers, target: Number, pool: str) -> Iterator[list[Number]]:
    """The lists of one pool's figures, the likeliest first: what follows in its sentence, in its paragraph, the first
    amount of each following segment or paragraph; what stands before it. What would be the list before once more is left out."""
    plain, m = numbers.reading.plain, target.mention
    begin, stop = numbers.reading.sentences[m.sentence]
    paragraph = plain.rfind("\n", 0, m.start) + 1
    end = plain.find("\n", m.end)
    end = len(plain) if end < 0 else end
    after = _fitting(numbers, pool, m.end, end)[:LIST]
    own = [n for n in after if n.mention.start < stop]
    yield own
    before = _fitting(numbers, pool, paragraph, m.start)[: -LIST - 1 : -1]
    yield [n for n in before if n.mention.start >= begin]
    if len(outer := _outer(after)) < len(after):
        yield outer
    if len(own) < len(after):
        yield after
    yield from _without_opened(numbers, after)
    if len(firsts := _firsts(after, _segment)) < len(after):
        yield firsts
    if len(heads := _without_inner(numbers, after)) < len(after):
        yield _firsts(heads, _segment)
    yield before
    items, firsts, outer, by_column = _items(numbers, pool, end)
    yield firsts
    columns: dict[str, list[Number]] = defaultdict(list)
    for n in after:
        columns[n.column].append(n)
    for name, told in by_column.items():
        columns[name] = columns[name] + told if name in columns else told
    yield columns.pop(m.label[-2:], [])
    name = m.label[-NAME:]
    if len(m.label) > NAME:
        yield [n for n in (*after, *items) if n.mention.label == m.label]
    if len(name) == NAME:
        yield [n for n in (*after, *items) if n.mention.label[-NAME:] == name]
    yield outer
    yield from (column for column in columns.values() if len(column) > 1)
    if len(name) == NAME:
        told = [n for n in numbers.amounts(pool, m.start - PARAGRAPHS, m.start) if n.mention.label[-NAME:] == name]
        yield told[::-1]


def _fitting(numbers: Numbers, pool: str, start: int, stop: int) -> list[Number]:
    """The figures of a pool in a stretch of the text; of amounts those of the report's own year."""
    return [n for n in numbers.amounts(pool, start, stop) if not n.dated or pool != n.key]


def _segment(number: Number) -> tuple[int, tuple[int, int]]:
    return number.mention.sentence, number.mention.segment


def _items(numbers: Numbers, pool: str, end: int) -> tuple[list[Number], list[Number], list[Number], dict[str, list[Number]]]:
    """The figures of a pool in the paragraphs after the one that ends here; the first of each of their sentences; those that make up none
    of the others; and by column."""
    key = ("items", pool, end)
    if key not in numbers.made:
        items = _fitting(numbers, pool, end, end + PARAGRAPHS)[: 2 * LIST]
        columns: dict[str, list[Number]] = defaultdict(list)
        for n in items:
            columns[n.column].append(n)
        numbers.made[key] = items, _firsts(items, lambda n: n.mention.sentence), _outer(items), columns
    return numbers.made[key]


def _without_inner(numbers: Numbers, items: Sequence[Number]) -> list[Number]:
    """A list without what 其中 tells of an item: 公路53.5亿元。其中：高速36.2亿元…。港口3.9亿元."""
    plain, sentences = numbers.reading.plain, numbers.reading.sentences
    return [n for n in items if "其中" not in plain[sentences[n.mention.sentence][0] : n.mention.start]]


def _without_opened(numbers: Numbers, items: Sequence[Number]) -> Iterator[list[Number]]:
    """A list without the items that one of it opens with a colon, as many as may be its own: 社会救助62036.4万元：城市低保…；农村低保…；管理事务…."""
    plain = numbers.reading.plain
    for at, item in enumerate(items[:-2]):
        between = plain[item.mention.end : items[at + 1].mention.start]
        if item.mention.sentence == items[at + 1].mention.sentence and "：" in between:
            for inner in range(1, len(items) - at - 1):
                yield [*items[: at + 1], *items[at + 1 + inner :]]
            return


def _outer(items: Sequence[Number]) -> list[Number]:
    """A list without the items that make up the item before them: its 其中 within 其中."""
    kept: list[Number] = []
    at = 0
    while at < len(items):
        kept.append(items[at])
        total, inner = 0.0, at
        while inner + 1 < len(items) and total < items[at].value * 0.999999:
            inner += 1
            total += items[inner].value
        nested = inner > at + 1 and abs(total - items[at].value) < items[at].step / 100
        at = inner + 1 if nested else at + 1
    return kept


def _firsts(numbers: Sequence[Number], key: Callable[[Number], object]) -> list[Number]:
    kept: dict[object, Number] = {}
    for number in numbers:
        kept.setdefault(key(number), number)
    return list(kept.values())


def sum_of(numbers: Numbers, target: Number, trial: Trial) -> Relation | None:
    """A whole as the sum of the first two or more items of a list beside it."""
    most = target.value * 1.000001 + 2 * target.step
    tried: set[int] = set()
    for items in lists_of(numbers, target):
        if len(items) < 2:
            continue
        total, step, filled = 0.0, target.step, 0
        members = 0  # a bit for each item taken, so that no set of items is tried twice
        for at, item in enumerate(items):
            total += item.value
            if total > most:
                break
            step = min(step, item.step)
            members |= 1 << item.mention.index
            filled += item.value != 0
            if filled < 2 and not (filled and at and complete([i.mention for i in items[: at + 1]])) or members in tried or _goes_on(numbers, item, items):
                continue
            tried.add(members)
            if trial.equals(total, step, _apart(target, at + 1)) and not _aside(items[: at + 1]):
                return whole_of(target, sorted(items[: at + 1], key=lambda n: n.mention.index))
            if not trial.open:
                return None
    return None


def _aside(items: Sequence[Number]) -> bool:
    """Whether a list holds both an item and what is told of it right behind, in a parenthesis (执业医师1390人（全科25人）) or as done; or counts things of
    many kinds."""
    told = sorted((n.mention for n in items), key=lambda m: m.index)
    if told[0].unit.counted and len({m.figure.unit for m in told}) > COUNTERS:
        return True  # 证书16055本、证明10163份, and what others count in 个
    if any(b.index == a.index + 1 and b.segment == a.segment and _DONE_OF_IT.match(b.lead) for a, b in zip(told, told[1:], strict=False)):
        return True  # 督察图斑56个，已整改27个
    return any(b.paren >= 0 and b.paren != a.paren and b.index == a.index + 1 and 0 <= b.paren - a.end <= len(a.noun[:6]) for a, b in zip(told, told[1:], strict=False))


def _apart(target: Number, parts: int) -> int:
    """How many of their last decimals a whole and its parts may be apart that were rounded each for itself; counts never are."""
    return 0 if target.mention.unit.counted and not target.mention.unit.scaled else 1 if parts < 6 else 2


def _goes_on(numbers: Numbers, last: Number, items: Sequence[Number]) -> bool:
    """Whether an item of a list is followed by another, joined by 、: no list ends there."""
    following = numbers.reading.mentions[last.mention.index + 1 : last.mention.index + 2]
    joined = bool(following) and following[0].lead.startswith(("、", "和", "及"))
    return joined and any(n.mention is following[0] for n in items)


def totals(numbers: Numbers) -> list[Relation]:
    """Lists whose items make a total told elsewhere: looked up by what they come to; all of a list, or all but its first,
    which may be the total itself of a list told with it."""
    found = []
    seen: set[tuple[int, ...]] = set()
    for run in numbers.runs():
        for parts in (run, run[1:], run[:-1]):
            total = sum([n.value for n in parts])
            if len(parts) < 2 or not (alike := numbers.equal(parts[0].key, total)) or sum(1 for n in parts if n.value) < 2:
                continue
            members = tuple(n.mention.index for n in parts)
            if members in seen:
                continue
            seen.add(members)
            step = min(n.step for n in parts)
            others = [n for n in alike if n.mention.index not in members]
            before = [n for n in others if n.mention.index < members[0]]
            whole = (before or others)[-1 if before else 0] if others else None
            if whole is None or any(n.value == total for n in parts):
                continue
            heads = numbers.heads(whole.key, parts[0].mention.start)
            tried = (
                heads.index(whole) + 1
                if whole in heads
                else len(numbers.amounts(whole.key, 0, len(numbers.reading.plain)))
            )
            if total and tried * step / total <= CHANCE:
                found.append(whole_of(whole, parts))
    return found


def whole_of(whole: Number, parts: Sequence[Number]) -> Relation:
    zh = f"{named(whole)}应等于{'、'.join(named(n) for n in parts)}之和"
    en = f"{text(whole)} should be the sum of {', '.join(text(n) for n in parts)}"
    return inferred("sum", "evident", whole, parts, linear(len(parts)), ("whole", *("part",) * len(parts)), zh, en)


def hundreds(numbers: Numbers) -> list[Relation]:
    """Shares of one sentence or list that make 100%: two or more 占p%, of which the last is the rest to the hundredth."""
    found = []
    for told in numbers.sentences.values():
        rates = [n for n in told if n.way == "rate"]
        found += _to_hundred([n for n in rates if "占" in n.mention.lead[-12:]], 2)
        listed: list[Number] = []
        for rate in rates:  # 贡献率分别为p%、q%和r%; 早稻p%、中稻q%、晚稻r%
            if (
                not listed
                or rate.mention.index != listed[-1].mention.index + 1
                or rate.mention.lead[:1] not in "、和，；："
            ):
                found += _to_hundred(listed, 3)
                listed = []
            listed.append(rate)
        found += _to_hundred(listed, 3)
    return found


def _to_hundred(shares: Sequence[Number], least: int) -> list[Relation]:
    found = []
    for at in range(len(shares) - least + 1):
        total = 0.0
        for length, share in enumerate(shares[at:], 1):
            total += share.value
            if length >= least and share.value and abs(total - 100) < share.step / 100:
                run = shares[at : at + length]
                zh = f"各占比之和应为100%：{'、'.join(text(n) for n in run)}"
                en = f"the shares {', '.join(text(n) for n in run)} should make 100%"
                formula = Formula("linear", (Decimal(-1),) * (length - 1), offset=Decimal(100))
                found.append(inferred("sum", "evident_shares", run[-1], run[:-1], formula, ("part",) * length, zh, en))
    return found
