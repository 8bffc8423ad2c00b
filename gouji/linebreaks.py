"""Which line breaks of a text stand inside a sentence: where lines were broken at a width, and where each is an item or a row."""

from __future__ import annotations

import re

from gouji.patterns import compiled
from gouji.pauses import SPACES

_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}(?:[、．]|\.(?!\d))|（\d{1,2}）|[①-⑳]|第[一二三四五六七八九十]+[章节部])"
)
_UNIT_START = re.compile(r"[万亿]?(?:元|亩|公|平方|立方|吨|[个名人户件项家处所座次辆台套份本宗起条场批张只头株])")
_FIRST_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"\d[\d.,]*")
_SHORT = 30  # characters of a line that nobody breaks behind a share
_GOES_ON = re.compile("[的和与及或以左上下]")
_UNFINISHED_FROM, _UNFINISHED = 16, re.compile("[在的和与对由及以向从被将于]$")  # words that something must follow
_HAN = re.compile("[\u4e00-\u9fff]")
_HARD_END = tuple("。；！？：:;!?|")
_SPACE = re.compile(f"[{re.escape(SPACES)}]+")
_CHANGED = re.compile("增长|增加|上升|提高|下降|减少|降低")


def row_shape(line: str) -> str:
    """A line from its first digit, without spaces, with one digit for each number and one verb of change: 9万元，同比增9%."""
    first = _FIRST_DIGIT.search(line) if len(line) <= 100 else None
    return _SPACE.sub("", _CHANGED.sub("增", _NUMBERS.sub("9", line[first.start() :]))) if first else ""


def alike(shape: str, following: str) -> bool:
    """Whether two lines are rows of one table: after their names the same measures, but for the last ones."""
    short, long = sorted((shape, following), key=len)
    return (
        bool(short)
        and short[-1] not in "，、"
        and long.startswith(short)
        and short.count("9") > 1
        and "。" not in short[:-1]
    )


def wrap_width(lines: list[str]) -> int:
    """The column at which a hard-wrapped text breaks its lines; 0 where it is not wrapped.

    Assumes that wrapping makes most long lines end in mid-sentence at nearly one width.
    """
    long = [len(line.strip()) for line in lines if len(line.strip()) >= 16]
    broken = [
        len(line.strip()) for line in lines if len(line.strip()) >= 16 and not line.rstrip(SPACES).endswith(_HARD_END)
    ]
    if len(broken) < 4 or len(broken) < 0.4 * len(long):
        return 0
    width = sorted(broken)[len(broken) // 2]
    near = sum(1 for length in broken if abs(length - width) <= max(3, width // 8))
    return width if near >= 0.6 * len(broken) else 0


def soft(chars: str, line: tuple[int, int], following: tuple[int, int], wrap: int) -> bool:
    """Whether the break after a line stands inside a sentence, so that the two lines read as one."""
    first, second = chars[slice(*line)].strip(SPACES), chars[slice(*following)].strip(SPACES)
    if not first or not second or "|" in first or "|" in second or "\t" in chars[slice(*line)].strip(" "):
        return False
    if _HEADING.match(second) and not (first[-1] in "，、" and second[0].isdigit()):
        return False
    if first.endswith(("，", "、", "（", "《", "“")):
        return True
    if len(first) >= _UNFINISHED_FROM and _UNFINISHED.search(first) and _HAN.match(second):
        return True
    if first.endswith(_HARD_END) or (_HEADING.match(first) and len(first) < 30 and not compiled("[，。；]").search(first)):
        return False
    if second[0] in "，。；、）》”%":
        return True
    prose = any(mark in first for mark in "，。；、") and len(first) >= 6
    if (
        (first[-1].isdigit() or compiled(r"\d[万亿]$").search(first))
        and _UNIT_START.match(second)
        and (prose or len(first) >= 8)
    ):
        return True
    if wrap and abs(len(first) - wrap) <= max(4, wrap // 6):
        return True
    indented = chars[slice(*following)][:2].isspace() or chars[following[0] : following[0] + 1] == "\u3000"
    if not prose or indented or first[-1] in "”》":
        return False
    if first.endswith(("%", "百分点")) and (len(first) < _SHORT or len(second) <= 4) and not _GOES_ON.match(second):
        return False  # an item of a list told in lines: 男性38人，占51%
    # Prose that stops in mid-sentence and goes on as prose was broken there.
    return len(first) >= 6 and (any(mark in second for mark in "，。；、") or len(second) <= 4)
