"""Passages copied from one place of a report to another, told from forms that are filled in again and again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.retold import HAN, Clusters, conflict, paragraphs, scope, tie

MASK = "\x00"  # stands for a numeral with its unit
MARK = "·"  # stands for any punctuation: a copy often changes ； into 。
LEAST_CONTEXT = 15  # Chinese characters that a copied passage shares at least, figures left out
LEAST_CONTEXT_ALONE = 25  # ... where the passage holds one figure only, so that nothing but words bears the copy out
WORDS_PER_FIGURE = 8  # fewer Chinese characters a figure than this: a row of a table, or a form
REACHES = (12, 24, 48)  # lengths of the context that find candidates
CROWD = 6  # more places than this with one context: compare each only with the first and the one before

_PUNCTUATION = "，。；：、！？（）"
_LEADS_IN = re.compile(
    r"^(?:[一二三四五六七八九十]是|\d{1,2}[.、]|今年来|今年以来|近年来|目前|现|已|共|累计|截[止至]\w{0,6}|通过|实现|完成|开展|其中|同时|并|且|将|为|对|了|的|是|使|由"
    r"|(?:19|20)\d{2}年度?|全年|年内|[我本](?:局|县|市|区|州|省|部门|单位|委|办|院|乡|镇|街道|中心)|经统计|据统计|按照|根据|以及|和|及|与)*$"
)


@dataclass(slots=True)
class _Block:
    """Two stretches of the masked text that are the same, sign for sign."""

    first: int
    second: int
    length: int
    words: int  # Chinese characters in it
    slots: list[tuple[int, int]]  # the figures in the same places
    same_subject: bool


def copied(reading: Reading) -> list[Relation]:
    """repeat.copied: the figures in the same slots of a copied passage.

    Assumes that a writer who reports a fact twice copies the passage: the words around the figures are the same for a
    clause or more. "全年开展巡河1286次，清理河道垃圾340吨，河道面貌明显改善" told under 工作完成情况 and again under
    项目产出 is one fact. A form is told from a copy by what differs: it names another subject right before the same
    words, most of its figures differ, and it often comes three times and more.
    """
    text, places = _masked(reading)
    blocks = _blocks(reading, text, places)
    clusters = Clusters(len(reading.mentions))
    for block in blocks:
        for a, b in block.slots:
            clusters.join(a, b)
    passages: dict[tuple, list[list[int]]] = defaultdict(list)
    paragraph = paragraphs(reading)
    for members in clusters.groups():  # slots of the same paragraphs are judged together
        passages[tuple(paragraph[k] for k in members)].append(members)
    words = _shared_words(clusters, blocks)
    same_subject = _agreeing(clusters, blocks)
    relations = []
    for slots in passages.values():
        strict = _copy(reading, slots, max(words[clusters.root(m[0])] for m in slots), same_subject, clusters)
        if strict is None:
            continue
        for members in slots:
            first = reading.mentions[members[0]]
            retold = [reading.mentions[later] for later in members[1:]]
            relations += [tie("repeat.copied", first, later, strict) for later in retold if _comparable(first, later)]
    return relations


def _masked(reading: Reading) -> tuple[str, list[int]]:
    """The working text with every figure (numeral, unit, 余) as one sign, and where each figure's sign stands."""
    plain = reading.plain
    for sign in _PUNCTUATION:
        plain = plain.replace(sign, MARK)
    pieces, places, position, length = [], [], 0, 0
    for mention in reading.mentions:
        start = max(mention.figure.number_start, position)
        pieces.append(plain[position:start])
        length += start - position
        places.append(length)
        pieces.append(MASK)
        length += 1
        position = max(mention.end, mention.figure.number_end)
    pieces.append(plain[position:])
    return "".join(pieces), places


def _blocks(reading: Reading, text: str, places: list[int]) -> list[_Block]:
    """The maximal common stretches around figures, each with the figures that stand in the same slots of it."""
    covered: dict[int, tuple[int, int]] = {}  # by how far two stretches stand apart, the last that was read: figures are taken in order
    blocks = []
    for a, b in _candidates(text, places):
        i, j = places[a], places[b]
        start, end = covered.get(j - i, (0, 0))
        if start <= i < end:
            continue
        left, right = _common_left(text, i, j), _common_right(text, i, j)
        start, end = i - left, i + right
        covered[j - i] = (start, end)
        words = len(HAN.findall(text, start, end))
        if words < LEAST_CONTEXT or end > j - left:
            continue
        low, high = _index(places, start), _index(places, end)
        shift = b - a
        slots = [
            (k, k + shift)
            for k in range(low, high)
            if reading.mentions[k].sentence != reading.mentions[k + shift].sentence
        ]
        if slots and not _other_scope(reading, slots[0]):
            blocks.append(_Block(start, j - left, end - start, words, slots, _same_subject(text, start, j - left)))
    return blocks


def _candidates(text: str, places: list[int]) -> Iterable[tuple[int, int]]:
    """Pairs of figures with the same context: to the left, to the right, or half of it on both sides.

    A crowd of equal short contexts is parted by longer ones; what is still a crowd is compared along a chain.
    """
    pairs: set[tuple[int, int]] = set()
    for side in range(3):
        open_groups = [range(len(places))]
        for reach in REACHES:
            groups: dict[str, list[int]] = defaultdict(list)
            half = reach // 2
            for group in open_groups:
                for number in group:
                    at = places[number]
                    start = at if side == 0 else at - reach + 1 if side == 1 else at - half
                    context = text[start : start + reach] if start > 0 else text[: start + reach]
                    if "\n" not in context:
                        groups[context].append(number)
            repeated = [group for group in groups.values() if len(group) > 1]
            for group in repeated:
                chain = [(group[0], k) for k in group[1:]] + list(pairwise(group))
                pairs.update(chain if len(group) > CROWD else combinations(group, 2))
            open_groups = [group for group in repeated if len(group) > CROWD]
            if not open_groups:
                break
    return sorted(pairs)


def _common_right(text: str, i: int, j: int) -> int:
    """How far the text from `i` and the text from `j` are the same, within a paragraph."""
    line = text.find("\n", i)
    limit = min((line if line >= 0 else len(text)) - i, len(text) - j)
    low, step = 0, 16
    while low < limit:
        step = min(step, limit - low)
        if text[i + low : i + low + step] == text[j + low : j + low + step]:
            low += step
            step *= 2
        elif step == 1:
            break
        else:
            step //= 2
    return low


def _common_left(text: str, i: int, j: int) -> int:
    limit = i - (text.rfind("\n", 0, i) + 1)
    low, step = 0, 16
    while low < limit:
        step = min(step, limit - low)
        if text[i - low - step : i - low] == text[j - low - step : j - low]:
            low += step
            step *= 2
        elif step == 1:
            break
        else:
            step //= 2
    return low


def _index(places: Sequence[int], at: int) -> int:
    return bisect_right(places, at - 1)


def _same_subject(text: str, first: int, second: int) -> bool:
    """Whether nothing names another subject before the common words: they begin a clause, or follow words like 通过."""
    if text[first] == MARK:
        return True
    for start in (first, second):
        begin = start
        while begin > 0 and text[begin - 1] not in MARK + "\n\t|" and start - begin < 30:
            begin -= 1
        if not _LEADS_IN.match(text[begin:start].replace(MASK, "")):
            return False
    return True


def _other_scope(reading: Reading, pair: tuple[int, int]) -> bool:
    """Whether the words before a pair, in their sentences, name different years, levels or budgets."""
    a, b = (reading.mentions[k] for k in pair)
    before = [reading.plain[reading.sentences[m.sentence][0] : m.start] for m in (a, b)]
    return conflict(scope(before[0]), scope(before[1]))


def _shared_words(clusters: Clusters, blocks: list[_Block]) -> Counter[int]:
    """For each slot the longest common passage that it stands in, in Chinese characters."""
    words: Counter[int] = Counter()
    for block in blocks:
        for a, _ in block.slots:
            root = clusters.root(a)
            words[root] = max(words[root], block.words)
    return words


def _agreeing(clusters: Clusters, blocks: list[_Block]) -> set[int]:
    """The slots of which some passage pair has no differing subject."""
    return {clusters.root(a) for block in blocks if block.same_subject for a, _ in block.slots}


def _copy(
    reading: Reading, slots: list[list[int]], words: int, same_subject: set[int], clusters: Clusters
) -> bool | None:
    """Whether a passage was copied: True: words alone demand it; False: it may be a form; None: it is one.

    `slots`: the figures in each slot. Deviating figures are those that are not what most of their slot tell.
    """
    places = len(slots[0])
    tellings = [Counter(told(reading.mentions[k]) for k in members) for members in slots]
    deviating = sum(places - counts.most_common(1)[0][1] for counts in tellings)
    varied = any(len(counts) >= 3 for counts in tellings)
    cells = len(slots) * (places - 1)
    subject = any(clusters.root(members[0]) in same_subject for members in slots)
    siblings = _siblings(reading, slots[0])
    if not subject and (words < 40 or deviating or places > 2 or siblings):
        return None
    if varied and deviating * 4 >= cells:
        return None
    if deviating >= 2 and deviating * 3 >= cells:
        return None
    alike = len(slots) >= 3 and deviating <= 1  # the same words and the same numbers, but for one at most
    if words < WORDS_PER_FIGURE * len(slots) and not alike:
        return None
    if len(slots) == 1 and words < LEAST_CONTEXT_ALONE:
        return None if siblings else False
    return subject and not siblings


def told(mention: Mention) -> tuple:
    figure = mention.figure
    value = figure.interval and (figure.interval.low, figure.interval.high)
    return (figure.value if figure.value is not None else value, figure.unit)


def _siblings(reading: Reading, members: list[int]) -> bool:
    """Whether the places are items of one list of headings ((1) ... (2) ...), each with a subject of its own."""
    sections = [reading.mentions[k].figure.section.rpartition(" / ") for k in members]
    parents, own = {parent for parent, _, _ in sections}, {last for _, _, last in sections}
    return len(parents) == 1 and parents != {""} and len(own) == len(members)


def _comparable(a: Mention, b: Mention) -> bool:
    return a.dimension == b.dimension and a.figure.interval is not None and b.figure.interval is not None
