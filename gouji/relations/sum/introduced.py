"""What a line that ends in a colon introduces: numbered paragraphs below it, each with a part of what it tells, or with its change.

Assumes that the first amount of each paragraph is its own; a line that only names an item is told of in the one below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.complements import complete
from gouji.relations.common.lists import addable, amount, is_change, kind_of, value
from gouji.relations.common.model import Formula, Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.retold import tie
from gouji.relations.common.whole import total_of

DIRECTION = re.compile(r"(增加|减少|增长|下降|(?<=[年比算])[增减](?![加少长幅]))")
_FINAL = re.compile("决算|执行|实际")
_CHAPTER = re.compile(r"^[^\d]{2,20}(?:情况|分析|问题|建议|措施|成效|做法|打算)$")
_ALL_BASIC = ("工资福利", "商品和服务", "个人和家庭")  # all that basic outlay is made of
LIKELY = Decimal("0.01")
HEADING = 16  # characters of a line that only names what the next one tells


def introduced(reading: Reading, run: Sequence[tuple[int, int]]) -> list[Relation]:
    """总计W。包括： and then numbered paragraphs: the first amount of each is a part of the last amount before them, and the
    changes told with them make up its change, each with its direction."""
    before = reading.plain[max(0, run[0][0] - 12) : run[0][0]]
    if not before.endswith("：\n") or compiled("(?:主要|重点)(?!.*原因)").search(before):
        return []
    if all(_CHAPTER.search(reading.plain[start : reading.plain.find("\n", start)]) for start, _ in run):
        return []  # 现通报如下： and the chapters of a report
    opening = reading.plain.rfind("\n", 0, run[0][0] - 1) + 1
    head = [m for m in reading.between(opening, run[0][0]) if m.quantity and m.figure.value is not None]
    lines = [
        [m for m in reading.between(start, line_end(reading, start, end)) if m.quantity and m.figure.value is not None]
        for start, end in run
    ]
    found, done = [], set()
    for whole in [m for m in head if m.sentence == head[-1].sentence]:
        parts = [next((m for m in line[:3] if amount(m) and addable(m, whole)), None) for line in lines]
        if not amount(whole) or whole.dimension in done or not all(part is not None for part in parts):
            continue
        if any(_again(whole, part) for part in parts):
            continue  # 因公出国费0万元；… 具体情况如下： and the items once more
        if _of_two_kinds(whole, parts):
            continue
        done.add(whole.dimension)
        if (several := _measures(reading, whole, lines)) is not None:
            found += several
            continue
        sides = any("收入" in m.label for m in parts) and any("支出" in m.label for m in parts)
        if not sides:  # 收入总计 and 支出总计 are two sides of one amount, not parts of it
            sure = bool(compiled(r"总计|合计|总额|总预算|总投资|批复|(?<!公)共").search(whole.lead + whole.noun)) or complete(parts)
            every = [m for line in lines for m in _outside_lists(reading, line) if amount(m) and addable(m, whole)]
            found.append(_of_all(total_of(whole, parts, "sum.introduced", sure), whole, parts, every))
        elif "收" in whole.label and "支" in whole.label:
            found += [tie("repeat.two_sides", whole, part, strict=True) for part in parts]
    net = next((m for m in reversed(head) if is_change(m) and DIRECTION.search(m.lead[-4:])), None)
    whole = next((m for m in reversed(head) if amount(m)), net)  # 基本支出较上年增加D万元，变动原因如下： tells no amount of its own
    if whole is None:
        return found
    parts = [next((m for m in line if amount(m) and addable(m, whole)), None) for line in lines]
    moves = [
        next(
            (m for m in line if is_change(m) and DIRECTION.search(m.lead[-4:]) and m.dimension == whole.dimension),
            None,
        )
        for line in lines
    ]
    told = [m for m in moves if m is not None]
    if (
        net is not None
        and len(told) >= 2
        and all(m is not None or part is None or not part.figure.value for m, part in zip(moves, parts, strict=True))
    ):
        text = reading.plain[run[0][0] : run[-1][1]]
        found.append(_net(net, told, strict=len(told) == len(lines) and all(name in text for name in _ALL_BASIC)))
    return found


def _outside_lists(reading: Reading, line: Sequence[Mention]) -> list[Mention]:
    """What a paragraph tells outside of its lists: 发放a万元。其中城市b万元；农村c万元。养老金d万元: a and d."""
    listed = {m.sentence for m in line if "其中" in reading.plain[max(reading.sentences[m.sentence][0], line[0].start - 20) : m.start]}
    return [m for m in line if m.sentence not in listed or "其中" not in reading.plain[reading.sentences[m.sentence][0] : m.start]]


def _of_all(tie: Relation, whole: Mention, parts: Sequence[Mention], every: Sequence[Mention]) -> Relation:
    """The tie of the paragraphs' first amounts; of all their amounts where a paragraph tells several items and these make the whole."""
    if tie.holds or len(every) <= len(parts) or tie.off <= LIKELY:
        return tie
    wider = total_of(whole, every, "sum.introduced", strict=False)
    return wider if wider.exact else replace(tie, strict=False) if tie.computed is not None and tie.computed < tie.stated.value else tie


def _measures(reading: Reading, whole: Mention, lines: Sequence[Sequence[Mention]]) -> list[Relation] | None:
    """A whole as the sum of one of several measures that each item tells in one order: 预算a，成交b，节约c. Which of them it is the numbers
    tell; None where the items tell one alone, whatever 其中 behind it tells of it."""
    rows = [[m for m in line if amount(m) and addable(m, whole) and "其中" not in reading.plain[line[0].start : m.start]] for line in lines]
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    if len({len(row) for row in rows}) > 1:  # some items leave a measure out: the firsts need not be one measure
        return [] if len({row[0].label[-2:] for row in rows if row}) > 1 else None
    sums = [total_of(whole, [row[at] for row in rows], "sum.introduced", strict=False) for at in range(len(rows[0]))]
    best = min(sums, key=lambda tie: (not tie.holds, tie.off))
    return [replace(best, reach=LIKELY)] if best.holds or best.off <= LIKELY else []


def _of_two_kinds(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether budgets and final amounts stand among them: the one is no sum of the other. What is called 支出 beside a budget is one."""
    told = (whole, *parts)
    kinds = [kind_of(m) for m in told]
    if "planned" in kinds[1:]:
        kinds = [kind for kind, m in zip(kinds, told, strict=True) if kind != "final" or _FINAL.search(m.label)]
    return len({*kinds} - {""}) > 1


def _net(net: Mention, moves: Sequence[Mention], strict: bool) -> Relation:
    sign = _sign(net)
    figures = tuple(m.figure for m in moves)
    factors = tuple(Decimal(_sign(m) * sign) for m in moves)
    return Relation(
        "sum",
        "sum.net_change",
        net.figure,
        figures,
        Formula("linear", factors),
        ("whole", *("part",) * len(figures)),
        f"{net.figure.text}应等于各项增减之和：{'、'.join(DIRECTION.search(m.lead[-4:])[1] + m.figure.text for m in moves)}",
        f"the net change {net.figure.text} should be made up of {', '.join(f.text for f in figures)}",
        strict=strict,
    )


def _sign(mention: Mention) -> int:
    return 1 if DIRECTION.search(mention.lead[-4:])[1] in ("增加", "增长", "增") else -1


def _again(whole: Mention, part: Mention) -> bool:
    """Whether an item is what its whole was taken for, told once more: of the same amount, and less than what its like make."""
    return value(part) == value(whole) and bool(part.label[:2]) and part.label[:2] in whole.label


def line_end(reading: Reading, start: int, end: int) -> int:
    """An item's own paragraph: what is numbered below it belongs to its parts."""
    line = reading.plain.find("\n", start, end)
    if 0 <= line - start <= HEADING and not reading.between(start, line):  # 1.基本支出, and what is told of it in the line below
        line = reading.plain.find("\n", line + 1, end)
    return end if line < 0 else line
