"""GB/T 9704-2012 as data: the page, and for each language its typefaces, sizes and numbers of headings.

Lengths are in twips (a twentieth of a point) unless they say otherwise, sizes of type in points.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import cn2an

MM = 1440 / 25.4
PAGE = (round(210 * MM), round(297 * MM))
TOP, BOTTOM, LEFT, RIGHT = (round(length * MM) for length in (37, 35, 28, 26))
FOOT = round(23 * MM)  # the page number stands 7 mm below the text, and is 5 mm high
WIDTH = PAGE[0] - LEFT - RIGHT
LINES, CHARACTERS = 22, 28  # of a page, of a line
PITCH = (PAGE[1] - TOP - BOTTOM) // LINES
CHAR = WIDTH / CHARACTERS


@dataclass(frozen=True)
class Face:
    """A typeface: for Latin, for Chinese, and whether it is set bold."""

    latin: str
    chinese: str
    bold: bool = False


# Each typeface with those that may stand in for it where it is not installed, the closest first.
SUBSTITUTES = {
    "方正小标宋简体": "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Noto Serif CJK SC,宋体,SimSun",
    "仿宋_GB2312": "仿宋,FangSong,FangSong_GB2312,华文仿宋,STFangsong,Noto Serif CJK SC",
    "楷体_GB2312": "楷体,KaiTi,KaiTi_GB2312,华文楷体,STKaiti,Noto Serif CJK SC",
    "黑体": "SimHei,方正黑体_GBK,华文黑体,STHeiti,Noto Sans CJK SC",
    "宋体": "SimSun,方正书宋_GBK,华文宋体,STSong,Noto Serif CJK SC",
    "Times New Roman": "Liberation Serif",
    "Arial": "Liberation Sans",
}


@dataclass(frozen=True)
class Layout:
    """How a paper in one language is set: typefaces, sizes, lines, and how headings are numbered by level (from 1)."""

    tag: str
    title: Face
    title_size: float
    headings: tuple[Face, Face, Face, Face]
    body: Face
    quote: Face
    table_head: Face
    page: Face
    size: float
    page_size: float
    table_size: float
    line: int
    table_line: int
    indent: int  # characters before the first line of a paragraph
    after: int  # space after a paragraph
    grid: bool
    table: str  # what tables and pictures are called before their numbers, and what stands after these
    picture: str
    gap: str
    number: Callable[[int, int], str]

    @property
    def closer(self) -> int:
        """How much closer characters of the body stand, so that a line holds as many as the standard asks.

        Word's own grid of characters would do it too, but other programs set it far too wide.
        """
        return math.ceil(self.size * 20 - CHAR) if self.grid else 0

    @property
    def sides(self) -> str:
        """How lines end: Chinese fills them, English would tear."""
        return "both" if self.grid else "left"


def _chinese(level: int, number: int) -> str:
    if level == 1:
        return f"{cn2an.an2cn(number)}、"
    if level == 2:
        return f"（{cn2an.an2cn(number)}）"
    return f"{number}." if level == 3 else f"（{number}）"


def _english(level: int, number: int) -> str:
    if level == 1:
        return f"{number}. "
    if level == 2:
        return f"({chr(96 + number)}) " if number <= 26 else f"({number}) "
    return f"{number}. " if level == 3 else f"({number}) "


SONG, HEI = Face("Times New Roman", "方正小标宋简体"), Face("黑体", "黑体")
FANGSONG = Face("Times New Roman", "仿宋_GB2312")
SERIF, SANS = Face("Times New Roman", "宋体"), Face("Arial", "黑体", bold=True)

CHINESE = Layout(
    tag="zh-CN",
    title=SONG,
    title_size=22,  # 二号
    headings=(HEI, Face("Times New Roman", "楷体_GB2312"), FANGSONG, FANGSONG),
    body=FANGSONG,
    quote=Face("Times New Roman", "楷体_GB2312"),
    table_head=HEI,
    page=Face("宋体", "宋体"),
    size=16,  # 三号
    page_size=14,  # 四号
    table_size=10.5,  # 五号
    line=PITCH,
    table_line=340,
    indent=2,
    after=0,
    grid=True,
    table="表",
    picture="图",
    gap="　",
    number=_chinese,
)
ENGLISH = Layout(
    tag="en-US",
    title=SANS,
    title_size=18,
    headings=(SANS, SANS, Face("Times New Roman", "宋体", bold=True), SERIF),
    body=SERIF,
    quote=FANGSONG,
    table_head=SANS,
    page=SERIF,
    size=12,
    page_size=12,
    table_size=9.5,
    line=340,
    table_line=270,
    indent=0,
    after=100,
    grid=False,
    table="Table ",
    picture="Figure ",
    gap="  ",
    number=_english,
)


def layout_of(code: str) -> Layout:
    """The layout of a language: Chinese has the standard's own, every other one that of English."""
    return CHINESE if code == "zh" else ENGLISH
