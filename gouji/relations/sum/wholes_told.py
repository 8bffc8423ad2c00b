"""Where the whole of a list is told: before 其中, or under the name that 基本支出中 gives."""

from __future__ import annotations

import re

from gouji.patterns import compiled
from gouji.relations.common.comparands import beside_the_point
from gouji.relations.common.lists import addable, amount, of_a_budget
from gouji.relations.common.naming import chunks as pairs_of
from gouji.relations.common.reading import TOTAL, Mention, Reading

_ACT = re.compile(r"受理|新收|审结|执结|办结|立案|结案|批准|起诉|签约|开工|竣工|检查|发现|整改|查处|征收|发放|到位|拨付|支付")


def wholes_before(reading: Reading, position: int, depth: int, like: Mention | None = None) -> list[Mention]:
    """Candidates for the whole before 其中, nearest first: in its sentence, else in the sentence before; `like`: a part, which it must
    be a whole of."""
    near = [m for m in reading.before(position, 1) if m.depth <= depth]
    found = [m for m in reversed(near) if amount(m)]
    if not any(like is None or addable(m, like) for m in found):
        found = [m for m in reversed(reading.before(position, 2)) if amount(m) and m.depth <= depth]
    if not any(like is None or addable(m, like) for m in found) and opens_a_paragraph(reading, position):
        found = _of_the_paragraph_before(reading, position)
    return sorted(found, key=beside_the_point)  # 支出W，比上年a减少d。其中


def opens_a_paragraph(reading: Reading, position: int) -> bool:
    return not reading.plain[reading.plain.rfind("\n", 0, position) + 1 : position].strip("　 ")


def _of_the_paragraph_before(reading: Reading, position: int) -> list[Mention]:
    """What each sentence of the paragraph before begins with, the last one first."""
    end = reading.plain.rfind("\n", 0, position)
    begin = reading.plain.rfind("\n", 0, max(0, end)) + 1
    heads: dict[int, Mention] = {}
    for m in reading.between(begin, max(begin, end)):
        if amount(m) and not m.depth:
            heads.setdefault(m.sentence, m)
    return list(reversed(heads.values()))


NOUN = 5  # characters of a name that goes on from the last three of a whole's


def named_wholes(reading: Reading, position: int, words: str) -> list[Mention]:
    """The whole that 基本支出中， names: the figure before with that name in the paragraph; of several the one in whose sentence
    most of the words of its clause stand (“三公”经费支出决算中 is not an item's 支出决算), then the nearest."""
    name = words.rstrip("，：")[:-1]
    before = reading.between(position - 400, position)
    words = name.replace("的", "")
    chunks = [words[k : k + 2] for k in range(0, len(words) - 1, 2)]
    named = [
        m
        for m in reversed(before)
        if amount(m)
        and len(name) >= 2
        and not of_a_budget(reading, m, position)
        and (
            m.label.endswith(name)
            or len(m.label) >= 3
            and name.startswith(m.label[-3:])
            and len(name) <= NOUN  # 残疾人16668名。…残疾人员中，
            or name.endswith(m.label)
            and len(m.label) > 1
            or len(chunks) > 1
            and all(c in m.label for c in chunks)
        )
    ]
    begin = max(reading.plain.rfind(mark, 0, position) for mark in "，。；：\n") + 1
    said = pairs_of(reading.plain[begin:position])
    longer = all(not m.label.endswith(name) and name not in m.label for m in named)  # 残疾人员 of 共有残疾人, sooner than of 农村残疾人
    named.sort(key=lambda m: (-len(said & pairs_of(reading.plain[reading.sentences[m.sentence][0] : m.end])), longer and TOTAL.search(m.lead[-10:]) is None))
    return named[:2]


def of_the_same_act(first: Mention, wholes: list[Mention]) -> list[Mention]:
    """受理W件，审结V件，结案率p%。其中受理刑事a件: the whole of what was received is what was received, though V is nearer."""
    act = _ACT.match(compiled(r"^.*其中[：，]?(?:已|共)?").sub("", first.lead))
    return sorted(wholes, key=lambda m: act[0] not in m.label) if act else wholes
