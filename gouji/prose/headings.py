"""Headings with their numbers, and the runs of headings that belong to one list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CN = "一二三四五六七八九十"
_VALUES = {name: number for number, name in enumerate(CN, 1)}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LEAD = r"(?:^|(?<=\n))(?:[ \t\u3000\xa0]|#{1,6} |\*\*|\[[^\]\n]{1,40}\])*"
_HEADING = re.compile(
    _LEAD
    + rf"(?P<mark>(?P<yi>[{CN}]{{1,3}})[ \u3000]?(?P<yisep>[、．.])(?P<is>[ \u3000]?是)?|[（(](?P<bracket>[{CN}]{{1,3}})[）)]"
    r"|(?P<digit>\d{1,2})[ \u3000]?(?P<sep>[.．、])(?!\d)|[（(](?P<inner>\d{1,2})[）)]|(?P<half>\d{1,2})[）)]|第(?P<part>["
    + CN
    + r"]{1,3})(?P<unit>部分|章|节))"
    r"[ \u3000]*(?P<sub>(?P<subdigit>\d{1,2})[.．、](?!\d))?"
)
# 一、本年收入 with a bare number below or beside it is a row of a table, whose columns have numbers of their own.
_CELL = re.compile(
    r"[^\n，。；]{0,40}(?:[|\t]|\n[ \t\u3000]*(?:[-—]|-?\d[\d,.]*%?)?[ \t\u3000]*\n[ \t\u3000]*-?[\d,.]+%?[ \t\u3000]*(?:\n|$)|\n[ \t\u3000]*-?\d[\d,.]*%?[ \t\u3000]*(?:\n|$)|[ \u3000]{2,}-?\d[\d,.]*[ \u3000]*(?:\n|$))"
)


@dataclass(frozen=True)
class Heading:
    style: str
    value: int
    start: int
    end: int
    form: str  # as it is written, to cite it
    separator: str = ""


def value_of(text: str) -> int:
    if text in CIRCLED:
        return CIRCLED.index(text) + 1
    if text.isdigit():
        return int(text)
    if len(text) == 1:
        return _VALUES[text]
    tens, _, ones = text.partition("十")
    if "十" in ones or len(text) > 3 or "十" not in text:
        return 0
    return (_VALUES[tens] if tens else 1) * 10 + (_VALUES.get(ones, 0) if ones else 0)


def written(style: str, value: int) -> str:
    """A heading number in a style: what should have stood there."""
    cn = (
        CN[value - 1]
        if value <= 10
        else ("" if value < 20 else CN[value // 10 - 1]) + "十" + (CN[value % 10 - 1] if value % 10 else "")
    )
    return {
        "一、": f"{cn}、",
        "（一）": f"（{cn}）",
        "1.": f"{value}.",
        "（1）": f"（{value}）",
        "1）": f"{value}）",
        "一、是": f"{cn}是",
        "一是": f"{cn}是",
        "①": CIRCLED[value - 1] if value <= 20 else "",
        "第一，": f"第{cn}",
    }.get(style) or style.replace("一", cn)


def find_headings(text: str) -> Iterator[Heading]:
    for match in _HEADING.finditer(text):
        start = match.start("mark")
        if _CELL.match(text, match.end()):
            continue
        if match["yi"]:
            style, number = ("一、是" if match["is"] else "一、"), match["yi"]
        elif match["bracket"]:
            style, number = "（一）", match["bracket"]
        elif match["digit"]:
            style, number = "1.", match["digit"]
        elif match["inner"]:
            style, number = "（1）", match["inner"]
        elif match["half"]:
            style, number = "1）", match["half"]
        else:
            style, number = f"第一{match['unit']}", match["part"]
        end = match.end("mark") if style != "一、是" else match.end("is")
        if value := value_of(number):
            yield Heading(style, value, start, end, match["mark"].strip(), match["sep"] or "")
        if match["sub"] and style in ("一、", "（一）"):
            yield Heading(
                "1.", int(match["subdigit"]), match.start("sub"), match.end("sub"), match["sub"], match["sub"][-1]
            )


def lists_of(headings: list[Heading]) -> Iterator[tuple[list[Heading], int]]:
    """Headings of one style under one heading, and the index of the run's first heading.

    A style met for the first time goes under what is open; one that is open closes all below it.
    """
    open_styles: list[tuple[str, list[Heading], int]] = []
    closed: list[tuple[list[Heading], int]] = []
    for index, heading in enumerate(headings):
        styles = [style for style, _, _ in open_styles]
        if heading.style in styles:
            while open_styles[-1][0] != heading.style:
                _, run, first = open_styles.pop()
                closed.append((run, first))
            if heading.value == 1:
                _, run, first = open_styles.pop()
                closed.append((run, first))
                open_styles.append((heading.style, [heading], index))
            else:
                open_styles[-1][1].append(heading)
        else:
            while open_styles and outranks(heading.style, open_styles[-1][0]):
                _, run, first = open_styles.pop()
                closed.append((run, first))
            open_styles.append((heading.style, [heading], index))
    yield from sorted(closed + [(run, first) for _, run, first in open_styles], key=lambda each: each[1])


_RANK = {"第一部分": 0, "第一章": 0, "第一节": 1, "一、": 2, "（一）": 3, "一、是": 9}


def outranks(style: str, other: str) -> bool:
    """Whether a style can never stand under another: 一、 not under （一）. Arabic styles nest either way."""
    return style in _RANK and _RANK[style] < _RANK.get(other, 8)
