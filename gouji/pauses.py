"""Spaces that stand for marks: where a text has no punctuation, a space parts what a comma would part.

Assumes that a figure with its unit ends an item where a word follows after one space (计划 5.2亿元 完成 3.05亿元), and that names
each with a bare number are a list (羊场1900 者黑1600).
"""

from __future__ import annotations

import re
from functools import lru_cache

from gouji.quantity import COUNTER_CLASS, measures

SPACES = " \t\u00a0\u2002\u2003\u2009\u200b\u3000\ufeff\r\x0b\x0c"
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_FIRST_DIGIT = re.compile(r"\d")
_GAP = re.compile(rf"[{re.escape(SPACES)}]{{2,}}")
_MARKS = frozenset("，。；")
_MEASURE = r"(?:[%‰元亩吨]|平方米|公里|百分点|公顷)"
_OPENING = rf"(?=[{HAN}])(?![的和及与或以左上余多之等内])"
_AFTER_MEASURE = re.compile(rf"(?<=\d)\s?[{HAN}/]{{0,4}}{_MEASURE}(?:）|左右|以上)? {_OPENING}")
_FIGURE_END = re.compile(rf"(?<=\d)\s?([{HAN}/]{{1,6}}|[%‰])）? (?:{_OPENING}|(?=\d)(?![\d.]+个?百分点))")
_NUMBERED_BY_HAN = re.compile(rf"\s*[一二三四五六七八九十]{{1,3}}(?P<mark>[ 、])(?P<words>[{HAN}]{{2,8}} )?(?=[{HAN}])")
_NAMED_NUMBERS = re.compile(rf"(?:(?<![{HAN}])[{HAN}]{{2,8}}\d[\d.,]* ){{3,}}(?=[{HAN}]{{2,8}}\d)")


def find(line: str) -> dict[int, str]:
    """The spaces that stand for marks, and the marks: 计划 5.2亿元 完成 3.05亿元 占 58.7%, or 羊场1900 者黑1600 木兰1450 环城1100.

    Assumes that a figure with its unit ends an item where a word follows after one space. Beside marks only a unit of
    measure does (23 个 乡镇 is one expression), and in a table nothing does.
    """
    if " " not in line or "\t" in line or "|" in line:
        return {}
    head = _NUMBERED_BY_HAN.match(line)
    found = {head.start("mark"): "、"} if head and len(line) < 60 else {}
    stripped = line.strip(SPACES)
    if not _FIRST_DIGIT.search(line) or len(_GAP.findall(stripped)) >= 2 or stripped.count(" ") * 5 > len(stripped) * 2:
        return found  # columns, or every character set apart
    marked = not unmarked(line)
    if marked:
        ends = [match.end() - 1 for match in _AFTER_MEASURE.finditer(line)]
    else:
        ends = [match.end() - 1 for match in _FIGURE_END.finditer(line) if _known(match[1])]
    if not marked and all(line[at + 1].isdigit() for at in ends):
        ends = []  # 筛查人数 ≥4200人 4318人: a row of cells
    if ends and not marked and head:
        found[head.start("mark")] = "、"
        if head["words"]:
            found[head.end() - 1] = "，"  # 三 逾期 全县逾期贷款97户
    for run in _NAMED_NUMBERS.finditer(line):
        ends += [run.start() + at for at, character in enumerate(run[0]) if character == " "]
    found |= dict.fromkeys(ends, "，")
    return found


@lru_cache(maxsize=1024)
def _known(name: str) -> bool:
    """Whether this is a unit or counter, and not words that follow one (205件多)."""
    base = name.lstrip("十百千万亿").partition("/")[0]
    return not base or base in COUNTER_CLASS or base in measures()


def unmarked(line: str) -> bool:
    """Whether a line does without punctuation, so that its spaces and its end are all that part it."""
    return not any(mark in line for mark in _MARKS)
