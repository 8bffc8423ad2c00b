"""What is left or lacks, one digit away from the two amounts told right before it: 限额68.4亿元，余额66.93亿元，低于限额1.47亿元. These fail.

Assumes that a word for a rest or a distance, behind two amounts of its kind in its sentence, is said of them; what another tie
that holds explains is not, and what tells the parts of one of them (其中) stands aside.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from gouji.patterns import compiled
from gouji.relations.change.distances import difference
from gouji.relations.change.openings import OPENING
from gouji.relations.common.evidence import Number, Numbers
from gouji.relations.common.lists import value
from gouji.relations.common.model import Relation, worded
from gouji.relations.common.reading import RATE, Mention
from gouji.relations.fault.divisions import before_told, off_by_a_digit

WIDTH = 20  # characters
BACK = 14  # figures before a rest among which its two ends are looked for
_REST = re.compile(r"余|剩|结转|尾款|[未尚仍]")
_LEFT = re.compile(_REST.pattern + r"|净|差|缺|欠(?!薪)|短|抵|超|结存|节|减|取消|[高低快慢大小多少]于|[高低快慢]出|[高低快慢多少](?:收|支|完成)?$")
_THEN = re.compile("上年|去年|同期|上期|[同环]比")
_POINTS = ("rate", "growth")


def slipped(numbers: Numbers, found: Sequence[Relation]) -> list[Relation]:
    """The rests that one digit keeps from what their two ends leave."""
    known = {r.stated.id for r in found if r.holds and r.kind in ("sum", "difference")}
    known |= {f.id for r in found if r.holds and r.kind == "sum" for f in r.operands}
    parts = {f.id for r in found if r.holds and r.kind == "sum" for f in r.operands}
    ties = []
    for way in ("amount", "change", "points"):
        for rest in numbers.all(way):
            m = rest.mention
            said = _clause(numbers, m)
            if m.figure.id in known or not _LEFT.search(said) or compiled("[结余]").search(said) and before_told(numbers.reading, m):
                continue
            if compiled("含[^，。；]*(?:上年|上期|以前年度|历年)").search(said):  # 审结157件（含上年结转11件）: of what was carried in
                continue
            for pair in _ends(numbers, rest, parts):
                if OPENING.search(pair[0].lead):
                    continue  # 年初295名，新进196名、减员59名: what came and went are no rest of a stock
                small, large = sorted(pair, key=value)
                tie = difference("difference.evident", m, ((1, large), (-1, small)), strict=False, roles=("larger", "smaller"))
                if off_by_a_digit(tie):
                    zh, en = f"{tie.zh}（仅一位数字不符，据此推定）", f"{tie.en} (inferred, since one digit alone is off)"
                    ties.append(worded(tie, zh=zh, en=en, strict=True))
                    break
    return ties


def _clause(numbers: Numbers, rest: Mention) -> str:
    """The words before a rest, with a comparand that stands among them: 高于国家规定的70%标准22.4个百分点."""
    plain = numbers.reading.plain
    return compiled("[，。；：\n]").split(plain[max(0, rest.start - WIDTH) : rest.start])[-1]


def _ends(numbers: Numbers, rest: Number, parts: Container[str]) -> Iterator[list[Mention]]:
    """The last two amounts (of points: rates) before a rest in its sentence, without the parts of a sum that holds; those before 其中."""
    m = rest.mention
    ways = _POINTS if rest.way == "points" else ("amount", "then")
    kept = []
    for other in numbers.reading.mentions[max(0, m.index - BACK) : m.index]:
        number = numbers.of(other)
        if number is None or number.way not in ways or other.sentence != m.sentence or other.depth > m.depth + 1:
            continue
        alike = other.dimension == RATE if rest.way == "points" else other.figure.unit == m.figure.unit
        if alike and other.figure.unit and other.figure.id not in parts:
            kept.append(other)
    if rest.way == "change" and _THEN.search(_clause(numbers, m)) and not any(numbers.of(k).way == "then" for k in kept):
        return  # 新认定18个，…合计113个，比上年净增15个: of what was then no figure tells
    for pair in (kept[-2:], [k for k in kept if "其中" in numbers.reading.plain[k.start : m.start]][-2:]):
        if len(pair) == 2 and (_REST.search(_clause(numbers, m)) or all(k.segment == m.segment for k in pair)):
            yield pair
