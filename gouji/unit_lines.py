"""The unit that a line over a table tells for all of its cells: 单位：万元."""

from __future__ import annotations

import re

from gouji import columns
from gouji.document import Document
from gouji.patterns import compiled

UNIT_LINE = re.compile(r"(?<![编制报填送主管下属用算建设])单位[：:]\s?(?P<unit>[^\s，。；）)（(|]{1,12})")
_BORDER = re.compile(r"[|｜\t]")
_HEAD_UNIT = re.compile(r"(?<=[\u4e00-\u9fff])[（(](?:金额)?单位[：:][^（()）|｜\t]{1,12}[)）]")  # 收费金额（单位：万元）


def unit_above(document: Document, start: int) -> str:
    """The unit told within the three lines above a table: 单位：万元."""
    at = document.plain_at(start)
    above = document.plain[max(0, at - 160) : at]
    near = "\n".join([line for line in above.split("\n") if line][-3:])
    return unit_told(near)


def unit_told(words: str) -> str:
    """The unit that 单位：万元 tells, the last where several stand there (编制单位：… is none, nor is one in a column's head); "" where
    none does."""
    words = "\n".join(_HEAD_UNIT.sub("", line) if _BORDER.search(line) else line for line in words.split("\n"))
    names = [match["unit"] for match in UNIT_LINE.finditer(words)]
    return next(
        (name for name in reversed(names) if any(columns.known(part) for part in compiled(r"[、,，/和及]").split(name))), ""
    )
