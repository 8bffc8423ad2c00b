"""Tables of two columns whose cells a page ran together in one line: 乡镇补助经费（万元）东湖镇5西溪镇1.5…全县合计35.

Assumes that the head tells the unit, that names and amounts take turns from there on, four at least, and that a total closes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Document
from gouji.grid import TEXT, Cell, Grid, Row, cell

_NAME, _AMOUNT = r"[\u4e00-\u9fff]{2,12}", r"\d+(?:\.\d+)?(?![\d.%])"
_RUN = re.compile(
    rf"(?P<unit>\((?:单位:)?[百千]?[万亿]?元\))(?:备注)?(?P<rows>(?:{_NAME}{_AMOUNT}){{3,200}}(?:全?[县市区镇乡]?[合总共]计){_AMOUNT})"
)
_PAIR = re.compile(rf"(?P<name>{_NAME})(?P<amount>{_AMOUNT})")
_CLOSES = re.compile(r"计\d")
_WIDE = str.maketrans("():", "（）：")


def glued(document: Document) -> Iterator[Grid]:
    """Such tables of a document."""
    if _CLOSES.search(document.text) is None:
        return
    text = document.folded
    for run in _RUN.finditer(text):
        rows = []
        for pair in _PAIR.finditer(text, *run.span("rows")):
            name = cell(document, *pair.span("name"))
            rows.append(Row(name.text, (Cell(name.text, name.start, name.end, TEXT), cell(document, *pair.span("amount")))))
        heads = ("名称", "金额" + run["unit"].translate(_WIDE))
        yield Grid(heads, tuple(rows), 1)
