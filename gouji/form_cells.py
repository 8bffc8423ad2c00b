"""The official form read as a stream of cells: where a cell ends, which heads stand together, where the funds begin."""

from __future__ import annotations

import re

from gouji.document import Document
from gouji.grid import Cell, cell

GAP = r"[\s|｜\u3000]*"
_ONE_GAP = re.compile(GAP + r"\Z")
REMARK = r"(?:[（(][^（）()]{1,8}[)）])?"
_TOKEN = re.compile(r"[^\s|｜\u3000]+")
_GLUED = re.compile(r"(?P<words>[^\d%≥≤]*[：:])(?P<value>[-\d.,]+%?)")
TITLE = "项目支出绩效自评表"


def loose(words: str) -> str:
    """Words that may be parted by spaces or line breaks."""
    return "(?:" + "|".join(GAP.join(map(re.escape, word)) for word in words.split("|")) + ")"


FUNDS = re.compile("(?:" + loose("年度资金总额|年度预算总额|项目资金总额|资金总额|年度资金") + r"|总额(?<![\u4e00-\u9fff]总额))(?![\u4e00-\u9fff])")


def cells_in(document: Document, text: str, start: int, end: int) -> list[Cell]:
    found = []
    for match in _TOKEN.finditer(text, start, end):
        glued = _GLUED.fullmatch(match[0])
        cut = match.start() + (glued.end("words") if glued else 0)
        found += [cell(document, a, b) for a, b in ((match.start(), cut), (cut, match.end())) if a < b]
    return found


def heads_in(text: str, start: int, end: int, pattern: re.Pattern[str]) -> tuple[list[str], int]:
    """The heads that stand one after another in a stretch of the source, and where the last ends."""
    places = [at for at in range(start, end) if not _ONE_GAP.match(text[at])]
    words = "".join(text[at] for at in places)
    heads: list[str] = []
    last = -1
    for match in pattern.finditer(words):
        if last >= 0 and match.start() - last > 4:
            break
        heads.append(match[0].replace("(", "（").replace(")", "）"))
        last = match.end()
    return heads, places[last - 1] + 1 if last > 0 else start
