"""The names of the three public expenses as tables tell them, the numbers behind a name, and the heads over a table.

Basis: 财政部《部门决算公开》格式: 合计, 因公出国（境）费, 公务用车购置及运行费 (of 公务用车购置费 and 公务用车运行费), 公务接待费, each under 预算数 and
决算数 or the like. A cell ends at a space, a pipe or a line's end, or where the next name begins.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from gouji import columns
from gouji.document import Document, half_width
from gouji.grid import TEXT, VOID, Cell, cell
from gouji.patterns import compiled
from gouji.unit_lines import unit_told

_BLANKS = re.compile(r"[ \u3000\xa0\t]+(?=[\u4e00-\u9fff（）“”])")  # 合 计
_WORD = re.compile(r"[\u4e00-\u9fff（）“”]")


@dataclass(frozen=True)
class Page:
    """A document's source in one way of writing, without blanks inside words; `origin[i]`: the place in the source of `text[i]`."""

    document: Document
    text: str
    origin: Sequence[int]

    def cell(self, start: int, end: int) -> Cell:
        return cell(self.document, self.origin[start], self.origin[end - 1] + 1)

    def unwritten(self, name: str, at: int) -> Cell:
        """A name that does not stand where its amounts do."""
        place = self.document.plain_at(self.origin[at])
        return Cell(name, place, place, VOID)


def page(document: Document) -> Page:
    told = compiled(r"(?<=\d)，(?=\d{3})").sub(",", half_width(document.text))
    pieces, kept, last = [], array("I"), 0
    for blank in _BLANKS.finditer(told):
        if not _WORD.match(told, blank.start() - 1 if blank.start() else len(told)):
            continue
        pieces.append(told[last : blank.start()])
        kept.extend(range(last, blank.start()))
        last = blank.end()
    kept.extend(range(last, len(told)))
    return Page(document, "".join([*pieces, told[last:]]), kept)


GAP = r"[\s|｜]*"
MAIN = ("abroad", "car", "reception")
_NAMES = {
    "car": r"(?:公务用?车|公车)(?:费用?|经费|购置[及和与、/]?(?:公务)?(?:用车)?运行(?:维护)?(?:费用?|经费)?)(?:支出)?",
    "abroad": r"因公(?:临时)?出国?（?[国境]+）?(?:费用?|经费)?(?:支出)?",
    "reception": r"公务接待(?:费用?|经费)?(?:支出)?",
    "buy": r"(?:公务用?车|公车|车辆)?购置(?:费用?|经费)?(?:支出)?",
    "run": r"(?:公务用?车|公车|车辆)?运行(?:维护)?(?:费用?|经费)?(?:支出)?",
    "home": r"国内(?:公务)?接待(?:费用?|经费)?(?:支出)?",
    "foreign": r"外事接待(?:费用?|经费)?(?:支出)?|国（境）外(?:公务)?接待(?:费用?|经费)?(?:支出)?",
    "part": r"小计",
    "total": r"(?:总?“?三公”?经费)?(?:支出)?[合总]计(?:数|金额)?|总?“?三公”?经费(?:总?支出|总额)?",
}
_NUMBERING = r"(?:\d{1,2}[.、．)）]|（[一二三四五六\d]）|[一二三四五六]、|[①-⑥])"
_PREFIX = rf"(?:—{{1,2}}|-)?(?:其中：?)?{_NUMBERING}?(?:其中：?)?"
_VALUE = r"[-+−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)%?|[-—/]{1,2}(?=[\s|｜])"
CELL = rf"(?:{_VALUE})(?=[\s|｜]|\Z|公务|公车|因公|其中|国内|外事|（[一二三四\d]）|[合小总]计|[一二三四五六]、)"
_ENDS = r"(?=[\s|｜]|[-+−]?\d|\Z|公务|因公|其中|小计|合计|（[一二三四\d]）|[一二三四五六]、)"
ITEM = re.compile(
    rf"{GAP}(?P<name>{_PREFIX}(?:" + "|".join(f"(?P<{key}>{words})" for key, words in _NAMES.items()) + rf")(?:（[万亿]?元）)?){_ENDS}"
    rf"(?P<values>(?:{GAP}{CELL})*)"
)
OPENING = re.compile("|".join(_NAMES[key] for key in MAIN))
_STAGE = (
    r"(?:20\d\d年度?|本年)?(?:决算|预算|支出)?数?(?:与|同|比|较)?(?:20\d\d年度?|上年|去年|年初|同期)?(?:预算|决算)?数?(?:相比)?(?:增[、/]?[减长加]|减少|下降|变动|增幅)[、/]?"
    r"(?:变化|变动|增长|幅度)?(?:数?额|数|金额|情况|率|幅度?|比例|百分比)?"
    r"|(?:(?:20)?\d\d年度?|上年度?|去年|本年度?|当年)?(?:年初|全年|调整后?)?(?:财政拨款)?(?:预算|决算|执行|实际支出|支出|完成|安排)(?:安排|执行|支出)?(?:总?数|金额|总?额|情况)?"
    r"|完成预算(?:比例|率)?|预算执行率|执行率|20\d\d年度?|金额"
)
STAGE = re.compile(rf"(?:{_STAGE})(?:（[^（）\n]{{1,6}}）|[%％])?")
_LOWER = re.compile(r"[合小总]计|一般公共预算(?:财政拨款)?|政府性基金(?:预算)?(?:财政拨款)?|国有资本经营预算(?:财政拨款)?|财政拨款|其他资金")
_OVER = re.compile(r"单位：?[百千万亿]*元[）)]?|表[\s|｜]|项目|（[百千万亿]*元）(?=[\s|｜])")
_BEFORE = 200  # characters of heads before a table


def items(page: Page, at: int) -> list[re.Match[str]]:
    """The names that follow one another from a place on, with nothing but numbers between them."""
    found: list[re.Match[str]] = []
    while match := ITEM.match(page.text, at):
        found.append(match)
        at = match.end()
    return found


def numbers(page: Page, start: int, end: int) -> list[Cell]:
    """The cells with numbers of a stretch."""
    return [page.cell(*n.span()) for n in compiled(_VALUE).finditer(page.text, start, end)]


def numbers_before(page: Page, at: int) -> tuple[list[Cell], int]:
    """The numbers right before a place, each a cell, and where they begin."""
    run = compiled(rf"(?:(?<=[\s|｜])(?:{_VALUE})[\s|｜]+)+\Z").search(page.text, max(0, at - 90), at)
    return (numbers(page, *run.span()), run.start()) if run else ([], at)


def name_of(page: Page, match: re.Match[str]) -> Cell:
    """The cell of a name, without its numbering."""
    told = page.cell(*match.span("name"))
    words = compiled(r"[\s|｜]").sub("", match["name"])
    return Cell(compiled(rf"^(?:—{{1,2}}|-)?(?P<among>其中：?)?{_NUMBERING}").sub(r"\g<among>", words), told.start, told.end, TEXT)


def heads_over(page: Page, at: int) -> tuple[list[str], str]:
    """The heads that stand together before a table's first name, each of the upper level with those of the lower (预算数·合计), and the title
    above them."""
    window = page.text[max(0, at - _BEFORE) : at]
    marks = [m.end() for m in _OVER.finditer(window)]
    lower, end = _run(_LOWER, window, 0, len(window))
    found, end = _run(STAGE, window, marks[-1] if marks else 0, end)
    opening = found[0].start() if found else len(window)
    heads = [m[0] for m in found] if marks or compiled(r"[\s|｜]\Z").search(window[:opening]) else []
    each = len(lower) // len(heads) if heads else 0
    if each > 1 and [m[0] for m in lower] == [m[0] for m in lower[:each]] * len(heads):
        heads = [f"{head}·{m[0]}" for head in heads for m in lower[:each]]
    lines = [line for line in compiled(r"[\n|｜]").split(window[:opening]) if "预算" in line or "决算" in line]
    return heads, lines[-1][-40:] if lines else ""


def _run(pattern: re.Pattern[str], window: str, begin: int, end: int) -> tuple[list[re.Match[str]], int]:
    """The last heads of one sort before a place, with nothing between them and it, and where they begin."""
    found: list[re.Match[str]] = []
    for match in reversed(list(pattern.finditer(window, begin, end))):
        if compiled(r"[^\s|｜]").search(window[match.end() : end]):
            break
        found.insert(0, match)
        end = match.start()
    return found, end


def columns_for(heads: list[str], width: int, title: str) -> list[str]:
    """The heads of so many columns: those told; else what the title tells."""
    if len(heads) == width and len(set(heads)) == width:
        return heads
    if width == 1:
        return ["决算数" if "决算" in title else "预算数" if "预算" in title else "金额"]
    return [f"金额{at}" for at in range(1, width + 1)]


def unit_over(page: Page, at: int) -> str:
    """The unit told over a table: 单位：万元, or （万元） in its title or heads; "" where none is."""
    window = page.text[max(0, at - _BEFORE) : at]
    told = compiled(r"单位：?\s?(?P<unit>[百千万亿]?元)").findall(window) or compiled(r"（([百千万亿]?元)）").findall(window)
    return told[-1] if told and columns.known(told[-1]) else unit_told(window)
