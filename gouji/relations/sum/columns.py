"""A县到位a，核拨b；B县到位c，核拨d: items told alike, whose columns sum to the totals told before them. Basis: addition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.complements import complete, shared_ending
from gouji.relations.common.lists import addable, amount, kind_of, value
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.whole import total_of

NEAR, LEFT = Decimal("0.2"), Decimal("0.03")
_HEADING = re.compile(r"\n(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_GENERAL = re.compile(r"(?:19|20)\d\d年度?|[全本今当][省市县区州国年]|[上下]半年|累计|合计|[共总年月]|已|实际|各级?|其中")
_OVERALL = re.compile(r"全[市县区省州国]|共|总|累计|合计")


def propose(reading: Reading) -> list[Relation]:
    """A县到位a，核拨b；B县到位c，核拨d: each column sums to the total told before under the same word.

    Assumes that segments with figures in the same order of dimensions are one list, and that the total is the nearest
    earlier figure of the paragraph or the one before whose label ends with the column's word.
    """
    found = list(retold_by_part(reading))
    by_segment = list(_segment_rows(reading))
    for number, rows in enumerate((*by_segment, *_line_rows(reading))):
        shape = tuple(m.dimension for m in rows[-1])
        lead = reading.plain[rows[0][0].start : rows[0][-len(shape)].start] if len(rows[0]) > len(shape) else ""
        if lead and not compiled(r"其中|[：看]").search(lead):
            continue
        rows[0] = rows[0][-len(shape) :]
        if len(shape) < 2 or any(tuple(m.dimension for m in row) != shape for row in rows):
            continue
        for place in range(len(shape)):
            column = [row[place] for row in rows]
            word = shared_ending([m.label for m in column])
            if len(word) < 2 or not all(amount(m) for m in column):
                continue
            whole = _column_total(reading, column, word, rows[0][0])
            strict = number < len(by_segment) and (whole is None or _about(whole, column) and not _short(whole, column))
            if whole is None:  # 新增耕地183.7公顷。省级2个，增加耕地76.4公顷；市级7个，增加耕地108.3公顷
                whole, strict = _told_before(reading, column, word, rows[0][0]), False
            if whole is not None and not _of_another(reading, whole, column):
                found.append(total_of(whole, column, "sum.column", strict and not _of_its_own(whole, word)))
    return found


def _of_another(reading: Reading, whole: Mention, column: Sequence[Mention]) -> bool:
    """Whether items make up another amount that the whole's sentence tells: 316个项目开工291个。其中，146个续建…；170个新建…."""
    total = sum(map(value, column), Decimal(0))
    own = reading.by_sentence[whole.sentence]
    return total != value(whole) and any(amount(m) and addable(m, whole) and value(m) == total for m in own if m not in column)


def _about(whole: Mention, column: Sequence[Mention]) -> bool:
    total = sum((m.figure.value * m.unit.factor for m in column), Decimal(0))
    value = whole.figure.value * whole.unit.factor
    return not value or abs(total / value - 1) < NEAR or any(abs(abs(total / value).scaleb(k) - 1) < Decimal("0.02") for k in (4, -4))


def _short(whole: Mention, column: Sequence[Mention]) -> bool:
    """Whether items that are not all by their names leave so much of a whole that one of them may not have been told."""
    total = sum((m.figure.value * m.unit.factor for m in column), Decimal(0))
    return total < whole.figure.value * whole.unit.factor * (1 - LEFT) and not complete(column)


def retold_by_part(reading: Reading) -> Iterable[Relation]:
    """已分配W，分配率…；中央资金已分配a，…；省级资金已分配b，…: the first figure of each segment under one word, of which the first
    segment's bears no name of its own. Not demanded: the parts may not be all."""
    for mentions in reading.by_sentence.values():
        firsts = {m.segment: m for m in reversed(mentions) if not m.depth}
        row = [firsts[segment] for segment in sorted(firsts)]
        if len(row) < 3 or not all(amount(m) and addable(m, row[0]) for m in row):
            continue
        word = row[0].label[-3:]
        if 2 <= len(row[0].label) <= 4 and all(m.label.endswith(word) and len(m.label) > len(row[0].label) for m in row[1:]):
            yield total_of(row[0], row[1:], "sum.retold_by_part", strict=False)


def _segment_rows(reading: Reading) -> Iterable[list[list[Mention]]]:
    """Per sentence, its segments' figures; with those of the sentences after that go on alike (甲项…；乙项…。丙项…)."""
    for number, mentions in reading.by_sentence.items():
        rows = _segments(mentions)
        if len(rows) < 2:
            continue
        while (more := _segments(reading.by_sentence.get(number + 1, ()))) and all(_goes_on(reading, rows, row) for row in more):
            rows, number = [*rows, *more], number + 1
        yield rows


def _segments(mentions: Sequence[Mention]) -> list[list[Mention]]:
    segments: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions:
        if mention.depth == 0:
            segments.setdefault(mention.segment, []).append(mention)
    return list(segments.values())


def _goes_on(reading: Reading, rows: Sequence[Sequence[Mention]], row: Sequence[Mention]) -> bool:
    """Whether a sentence of the same paragraph tells the same measures of one more item, under names that end alike."""
    last = rows[-1]
    names = [m.label for m in (last[0], row[0])]
    return (
        [m.dimension for m in row] == [m.dimension for m in last]
        and len(shared_ending(names)) >= 2
        and names[0] != names[1]
        and "\n" not in reading.plain[last[-1].end : row[0].start]
    )


def _line_rows(reading: Reading) -> Iterable[list[list[Mention]]]:
    """Runs of three or more lines with figures in one order of dimensions."""
    lines: dict[int, list[Mention]] = {}
    order = {start: number for number, (start, _) in enumerate(reading.document.paragraphs)}
    for mention in reading.mentions:
        if mention.depth == 0:
            lines.setdefault(order.get(reading.plain.rfind("\n", 0, mention.start) + 1, -1), []).append(mention)
    run: list[list[Mention]] = []
    last = None
    for number, row in lines.items():
        shape = [m.dimension for m in row]
        if run and number == last + 1 and [m.dimension for m in run[-1]] == shape and len(shape) <= 6:
            run.append(row)
        else:
            if len(run) >= 3:
                yield run
            run = [row]
        last = number
    if len(run) >= 3:
        yield run


def _column_total(reading: Reading, column: Sequence[Mention], word: str, opening: Mention) -> Mention | None:
    first = column[0]
    start = reading.sentences[max(0, first.sentence - 4)][0]
    for mention in reversed(reading.between(start, opening.start)):
        if _HEADING.search(reading.plain[mention.end : opening.start]):
            return None  # another section's total
        opening_words = reading.plain[reading.sentences[mention.sentence][0] : mention.end]
        if (
            amount(mention)
            and addable(mention, first)
            and _same_word(word[-2:], mention)
            and kind_of(mention) in ("", kind_of(first))
            and _OVERALL.search(opening_words)
        ):
            return mention
    return None


def _of_its_own(whole: Mention, word: str) -> bool:
    """Whether what seems a total has a name of its own (粮食总产量 beside 油料产量): an item like the others, then."""
    name, _, _ = whole.label.rpartition(word)
    return len(_GENERAL.sub("", name)) >= 2


def _told_before(reading: Reading, column: Sequence[Mention], word: str, opening: Mention) -> Mention | None:
    """The figure under a column's word in the sentence before its list, where it is about what the column comes to."""
    total = sum((m.figure.value * m.unit.factor for m in column), Decimal(0))
    for mention in reversed(reading.before(opening.start, 2)):
        near = (
            total and abs(mention.figure.value * mention.unit.factor / total - 1) < NEAR
            if mention.figure.value
            else False
        )
        if near and amount(mention) and addable(mention, column[0]) and mention.label.endswith(word[-2:]):
            return mention
    return None


def _same_word(word: str, whole: Mention) -> bool:
    """Whether a total is told under a column's word: 全市到位30万元, 累计发放消费券1.16亿元."""
    return (
        whole.label.endswith(word)
        or word in (told := whole.label + whole.lead[-24:]) and bool(re.search(rf"(?:累计|共|总|合计){word}", told))
        or (word in whole.label and not compiled("预算|决算|支出|收入").search(word))
    )
