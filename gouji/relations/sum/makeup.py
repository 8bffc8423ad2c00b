"""What one thing is made of, in percent: shares of one whole sum to 100%. Basis: addition.

Never demanded by wording alone: a list of shares may be of the largest only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gouji.figures import Figure
from gouji.patterns import compiled
from gouji.relations.change.ends import YEAR
from gouji.relations.common.complements import THREE_EXPENSES
from gouji.relations.common.lists import HEAD_LINE, addable, amount, value
from gouji.relations.common.model import HUNDRED, Formula, Relation
from gouji.relations.common.reading import Mention, Reading

ALIKE = Decimal("0.06")  # how near wholes lie that shares in whole percent make of their parts
OVER = 3  # above a hundred by more, shares are of things that overlap, or one is miswritten
_WHOLE = re.compile(r"(?:占(?:比|全部)?([^，。；占]{0,24}?))?(?:的)?(?:分别)?(?:为|约|比)?$")
_JOINTS = ("、", "和", "，", "及")
_ANSWER = re.compile(r"(?P<name>(?:非常|基本|比较|不)?(?:满意|合格|达标)|优秀|良好)率?(?:达到?|为|是)*$")
_LAST = re.compile(r"不满意|不合格|其他|其它|其余|未[^，。]{1,4}")  # the answer or kind that closes a list


def propose(reading: Reading) -> list[Relation]:
    """All sums of shares."""
    return [*shares(reading), *structure(reading), *answers(reading)]


def answers(reading: Reading) -> Iterable[Relation]:
    """满意率92.47%，基本满意率7.53%: the rates of answers that follow one another, where they make 100%."""
    for first, second in zip(reading.mentions, reading.mentions[1:], strict=False):
        if first.rate and second.rate and first.sentence == second.sentence and first.figure.unit == second.figure.unit == "%":
            names = [_ANSWER.search(m.lead[-14:]) for m in (first, second)]
            if all(names) and names[0]["name"] != names[1]["name"] and None not in (first.figure.value, second.figure.value):
                tie = share_sum(second.figure, (first.figure,), strict=False)
                if tie.holds:
                    yield tie


def shares(reading: Reading) -> Iterable[Relation]:
    """Shares of one whole (占…) sum to 100%. Assumes each item of a list to tell one share, and the list to be complete
    where its names say so or where all but rounding is told."""
    found = []
    for group in _share_groups(reading):
        total = sum((m.figure.value for m in group), Decimal(0))
        three = _of_three(reading, group)
        near = abs(total - 100) <= Decimal("0.05") * len(group)
        if len(group) >= 2 and (near or Decimal(90) <= total <= Decimal(110) or _a_digit_over(group, total) or three):
            figures = tuple(m.figure for m in group)
            last = figures[-1]
            rest = figures[:-1]
            closed = len(group) >= 3 and _LAST.search(group[-1].lead) is not None
            found.append(share_sum(last, rest, closed or three or _beyond(reading, group, total)))
    return found


def _beyond(reading: Reading, group: Sequence[Mention], total: Decimal) -> bool:
    """Whether shares of one whole come to more than all of it, beyond rounding: no parts of one thing can. Where words
    name the whole they name the same one; shares inside parentheses are of what stands before them."""
    rounding = sum((Decimal(1).scaleb(-m.figure.places) for m in group if m.figure.value), Decimal(0)) / 2
    named = {words for m in group if (words := _named(m))}
    if total - 100 <= rounding or len(named) > 1 or named and not _named(group[0]) or any(m.depth for m in group):
        return False  # 占60.5%，占全省的49.5%
    return len(group) == 2 or total - 100 <= OVER or _a_digit_over(group, total) or _apart(reading, group)


def _of_three(reading: Reading, group: Sequence[Mention]) -> bool:
    """Whether these are the shares of journeys abroad, cars and receptions, each told behind its amount: 三公经费 are spent on nothing else."""
    before = [reading.mentions[m.index - 1] for m in group if m.index]
    if len(group) != 3 or len(before) < 3 or not all(amount(p) and p.sentence == group[0].sentence for p in before):
        return False
    names = [p.lead + p.noun for p in before]
    whole = {words for m in group if (words := _named(m))}
    return all(any(word.search(name) for name in names) for word in THREE_EXPENSES) and all("三公" in words for words in whole)


def _a_digit_over(group: Sequence[Mention], total: Decimal) -> bool:
    """Whether shares told in one row (分别占16.3%、88.4%和2.3%), to decimals, come to more than all by one digit: what they would overlap in hardly
    comes to so round a number."""
    step = min(Decimal(1).scaleb(-m.figure.places) for m in group)
    in_a_row = all(m.lead.strip() in _JOINTS for m in group[1:])
    off = total - HUNDRED
    return in_a_row and step < 1 and 0 < off < HUNDRED and off.normalize().as_tuple().digits[1:] == ()


def _apart(reading: Reading, group: Sequence[Mention]) -> bool:
    """Whether what shares are told of does not overlap: the amounts right before them come to no more than the whole that all shares
    but one make of them."""
    parts = [reading.mentions[m.index - 1] for m in group if m.index]
    if len(parts) < len(group) or not all(amount(p) and p.figure.value and addable(p, parts[0]) for p in parts):
        return False
    sizes = [value(p) for p in parts]
    wholes = sorted(size * 100 / m.figure.value for size, m in zip(sizes, group, strict=True) if m.figure.value)
    middle = wholes[len(wholes) // 2]
    alike = sum(abs(whole / middle - 1) < ALIKE for whole in wholes)
    return alike == len(group) - 1 and sum(sizes) <= middle * (1 + ALIKE)


def _named(share: Mention) -> str:
    """The words that name what a share is of."""
    return (_WHOLE.search(share.lead)[1] or "").strip("的")


def structure(reading: Reading) -> Iterable[Relation]:
    """按业态分：汽车31.2%，家电26.5%，…: three or more rates told as the make-up of one thing sum to 100%."""
    found = []
    for mark in compiled(r"按[^，。；：]{1,14}(?:分|看|划分)[，：]|结构为|构成(?:为|看)?[，：]").finditer(reading.plain):
        end = reading.sentences[reading.sentence_at(mark.start())][1]
        run: list[Mention] = []
        for m in reading.between(mark.end(), end):
            if not m.rate or m.depth or run and not compiled(r"[、，；和][^，。；、]{1,16}$").match(m.lead):
                break
            run.append(m)
        total = sum((m.figure.value for m in run if m.figure.value is not None), Decimal(0))
        if len(run) >= 3 and Decimal(85) <= total <= Decimal(115):
            figures = tuple(m.figure for m in run)
            found.append(share_sum(figures[-1], figures[:-1]))
    return found


def share_sum(last: Figure, rest: tuple[Figure, ...], strict: bool = False) -> Relation:
    formula = Formula("linear", (Decimal(-1),) * len(rest), offset=HUNDRED)
    listed = "、".join(f.text for f in (*rest, last))
    return Relation(
        "sum",
        "sum.shares",
        last,
        rest,
        formula,
        ("share",) * (len(rest) + 1),
        f"各占比之和应为100%：{listed}",
        f"the shares should sum to 100%: {listed}",
        strict=strict,
    )


_OF_SEVERAL = re.compile("分别占[^，。；占]{1,12}[和与及、][^，。；占]{1,12}的?$")


def _of_years(reading: Reading, share: Mention) -> bool:
    """Whether the two amounts right before a share are each of a year of its own: 从2021年的a户增加到2022年的b户."""
    told = [m for m in reading.before(share.start, 1) if m.index < share.index and m.sentence == share.sentence][-2:]
    return len(told) == 2 and len({year[0] for m in told if (year := YEAR.search(m.lead))}) == 2


def _share_groups(reading: Reading) -> Iterable[list[Mention]]:
    """Runs of 占…% that follow one another with the same words after 占, within two sentences of each other."""
    group: list[Mention] = []
    for mention in reading.mentions:
        if not mention.rate or mention.figure.value is None:
            continue
        listed = (
            bool(group) and mention.index == group[-1].index + 1 and mention.lead.strip() in _JOINTS
        )
        if listed and (_OF_SEVERAL.search(group[-1].lead) or "分别" in group[-1].lead and _of_years(reading, group[-1])):
            group = []
            continue  # 分别占起数和人数的a%、b%, 2021年a亩，2022年b亩，分别占: of two wholes
        if not listed and not compiled(r"占(?:比|[^，。；占]{0,24}(?:的|比例|比重))?(?:分别)?(?:为|约|比)?$").search(mention.lead):
            continue
        whole = sum((m.figure.value for m in group), Decimal(0))
        between = reading.plain[group[-1].end : mention.start] if group else ""
        same = (
            group
            and mention.sentence - group[-1].sentence <= 2
            and (mention.depth == group[-1].depth or _named(mention) == _named(group[-1]))
            and mention.index - group[-1].index <= 6
            and not (listed is False and "分别" in mention.lead and _named(mention) and _named(mention) != _named(group[0]))
            and not (mention.sentence == group[-1].sentence + 1 and len(group) == 1 and _named(group[-1]) and not _named(mention) and "。" in between)
            and not HEAD_LINE.search(between)
            and not (
                compiled(r"合计|总计|\n[一二三四五六七八九十]+、|其中[^；]*$").search(between)
                or abs(whole - 100) < 1
                and (mention.figure.value >= 1 or "\n" in between)
            )
        )
        if same:
            group.append(mention)
        else:
            if len(group) > 1:
                yield group
            group = [mention]
    if len(group) > 1:
        yield group
