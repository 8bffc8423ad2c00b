"""Whether a text tells that what was aimed at was met: 已按计划完成目标，达到预期效果; 分值10分，得分10分.

Assumptions about the language:
- what was met is told near the figure: in its paragraph, or in a sentence on all aims a little before or behind;
- the text may tell that some aim was not met, or why: in the figure's own paragraph any such word, near it one that names a miss, takes the
  claim back; so do a rate of less than all, and marks that are not full, right behind the figure;
- 力争完成目标 and 为完成目标 tell what is wanted; 无偏差 tells that nothing was missed, and 偏差原因分析 heads a part.
"""

from __future__ import annotations

import re

from gouji.relations.common.model import HUNDRED
from gouji.relations.common.reading import SCORE, Mention, Reading

_MET = re.compile(
    r"(?P<wanted>[^，。；：\n\d]{0,8}?)(?:(?:完成|达到|达成|实现|符合)了?(?:[年预既设绩总全各上][初度年期定效体项部级]|预算|的){0,4}(?:目标|指标|任务|效果|要求)(?!的?\d|值|的?情况)"
    r"|(?:目标|指标|任务)(?:值)?(?:[全均都已基按][部已经本期时]?|圆满|顺利|超额){1,4}(?:完成|达标|达成|实现|达到)(?![值率情]))"
)
_WANTED = re.compile(
    "力争|争取|确保|为了?|努力|预计|(?<!按)(?<!按照)计划[^，。；]{0,4}$|将|未|没|不|难|若|如果|是否|能否|尚|保证|推动|促进|围绕|基本|大部分|部分|多数"
)
_MISSED = re.compile(
    "未(?:能|全部|按期|按时|完全|及时|有效)*(?:完成|达|实现)|没有?(?:能)?(?:完成|达|实现)|不达标|(?:偏差|偏离)|低于(?:目标|指标|预期|计划)|差距|滞后|缺口"
)
_WHY = re.compile("原因|主要是|因为|由于|因(?![地此素])|受[^，。；]{1,12}影响|减少|推迟|调整")
_NO_MISS = re.compile(
    r"(?:无|未|没有|不存在)(?:发生|出现|产生)?[^，。；：\n\d]{0,8}(?:偏差|偏离)[^，。；\n]{0,10}"
    r"|(?:偏差|偏离|未完成|未达)[^，。；\n]{0,24}(?:原因|措施|情况|分析)[^，。；\n]{0,16}[。：\n]+\s*(?:无|没有|不存在|未)[^，。；\n]{0,12}(?=[，。；\n]|$)"
)
NEAR = 800  # characters


def met(reading: Reading, came: Mention) -> bool:
    """Whether the text tells that the aim of a figure was met, and nowhere near that it was not."""
    plain = reading.plain
    begin = plain.rfind("\n", 0, came.start) + 1
    end = plain.find("\n", came.end)
    end = len(plain) if end < 0 else end
    behind = reading.between(came.end, came.segment[1])[:4]
    if behind and behind[0].rate and (behind[0].figure.value or 0) < HUNDRED:
        return False
    marks = [m.figure.value for m in behind if m.dimension == SCORE]
    if (
        len(marks) > 1
        and marks[0] != marks[1]
        or _MISSED.search(_cleared(plain[begin:end]))
        or _WHY.search(plain, came.end, end)
    ):
        return False
    if len(marks) > 1 or "得满分" in plain[came.end : came.segment[1]]:
        return True
    if _told(_cleared(plain[begin:end]), "目标|指标|任务|效果|要求"):
        return True
    about = _cleared(plain[max(0, begin - NEAR) : end + NEAR])
    return not _MISSED.search(about) and _told(about, "目标|指标|效果")


def _told(words: str, what: str) -> bool:
    """Whether words tell that something was met: further off, aims, and no mere tasks."""
    return any(re.search(what, told[0]) and not _WANTED.search(told["wanted"]) for told in _MET.finditer(words))


def _cleared(words: str) -> str:
    return _NO_MISS.sub("", words)
