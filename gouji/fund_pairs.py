"""Funds told as labels with their amounts: 计划安排资金（万元）| 1088 | 实际到位资金（万元）| 1020, and below these what each consists of.

A row tells one source as often as there are wholes in the first row (其中：省财政 | 1000 | 其中：省财政 | 950). Labels and amounts may be
parted by pipes, spaces or line ends, or by nothing at all, as in a page that lost its cells (资金总额35其中：财政拨款35其他资金0). A label
without an amount is an empty cell. Assumes that the sources' own words tell them from whatever else follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji import columns
from gouji.document import Document
from gouji.form_cells import GAP, TITLE
from gouji.grid import TEXT, VOID, Cell, Grid, Row, cell
from gouji.patterns import compiled
from gouji.searching import ahead
from gouji.unit_lines import unit_above

_UNIT = r"\((?:单位:)?[百千]?[万亿]?元\)"
_LEVEL = r"(?:中央|省级?|县?市区|市级?|县级?|区级?|州级?|镇级?|乡镇|市县|县区|县\(区\)级?|省市|本级|上级|地方)"
_WHOLE = (
    r"(?:(?:计划|实际|年度|项目|本年)?(?:安排|到位|下达|拨付|支出|投入)?资金(?:总额|合计)|(?:计划|实际)(?:安排|到位|下达|拨付|投入)资金(?:总?额)?|"
    r"(?:计划|项目|年度)?总投资|预算数|到位数|执行数|实际支出|结余(?:资金)?)"
)
_SOURCE = (
    rf"(?:其中:?{GAP})?(?:{_LEVEL}(?:财政)?(?:专项)?(?:补助|配套|拨款|投入|预算)?(?:资金)?(?<!中央)(?<![省市县区州镇级方])|财政(?:拨款|资金|补助)|"
    r"(?:本级)?财政性?资金|其[他它](?:资金|来源)?|(?:单位)?自筹(?:资金)?|单位资金|社会(?:资金|资本|投入)|上年结转(?:资金)?|银行贷款|贷款|债券资金|"
    r"一般公共预算(?:资金|拨款)?|政府性基金(?:预算)?(?:资金|拨款)?)"
)
_VALUE = rf"(?:{GAP}(?P<value>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|[-—/]{{1,2}}(?=[\s|｜])))?(?![\d.,%、:]|[年月日号个人户项次名])"
_WHOLES = re.compile(rf"{GAP}(?P<label>{_WHOLE}(?:{GAP}{_UNIT})?)(?![\u4e00-\u9fff(]):?{_VALUE}")
_SOURCES = re.compile(rf"{GAP}(?P<label>{_SOURCE})(?![\u4e00-\u9fff(]):?{_VALUE}")
_OPENING = re.compile(rf"(?<![\u4e00-\u9fff]){_WHOLE}")
_CORE = re.compile("资金|总投资|预算数|到位数|执行数")
_RATE = re.compile(rf"[^\S\n|｜]*[|｜]?[^\S\n|｜]*(?P<value>\d{{1,3}}(?:\.\d+)?%?)(?={GAP}(?:\n|其|\Z))")
_RATE_HEAD = re.compile(r"(?:预算)?(?:执行|支出)(?:进度|率)(?:\(%\))?")
_MONEY_ABOVE = re.compile(rf"({_UNIT})[^\d\n]{{0,24}}(?:\n{GAP})?[^\d\n]{{0,12}}\Z")
_OVER_LEVELS = re.compile(r"(?:^|：)财政(?:拨款|资金|补助|性资金)")
_LEVELED = re.compile(rf"{_LEVEL}|一般公共预算|政府性基金|债券")
_ANCHORS = ("资金总额", "资金合计", "总投资", "安排资金", "到位资金", "下达资金", "拨付资金", "投入资金", "到位数")
_LEAST = 2  # sources


def fund_pairs(document: Document) -> Iterator[Grid]:
    """The funds of a document that are told so."""
    if not any(word in document.plain for word in _ANCHORS):
        return
    text, end = document.folded, 0
    for opening in ahead(_CORE, 4, _OPENING, text):
        if opening.start() < end:
            continue
        made = _read(document, text, opening.start())
        if made is not None:
            grid, end = made
            yield grid


def _read(document: Document, text: str, start: int) -> tuple[Grid, int] | None:
    wholes, at = _labels(_WHOLES, text, start, 4)
    if not wholes or len({m["label"] for m in wholes}) < len(wholes):
        return None
    each, rate = len(wholes), None
    head = _RATE_HEAD.findall(text, max(0, start - 120), start)
    if each > 1 and head and wholes[-1]["value"] and (rate := _RATE.match(text, at)):
        at = rate.end()
    rows = [wholes]
    while True:
        sources, after = _labels(_SOURCES, text, at, each)
        names = {_name(m) for m in sources}
        if len(sources) < each or len(names) > 1 or names & {_name(row[0]) for row in rows}:
            break
        if len(rows) > 1 and sources[0]["label"].startswith("其中"):
            break  # what a source consists of in its turn
        rows.append(sources)
        at = after
    if len(rows) <= _LEAST or not any(m["value"] for row in rows for m in row):
        return None
    heads = ["项目", *(compiled(GAP).sub("", m["label"]).translate(_WIDE) for m in wholes), *([head[-1].translate(_WIDE)] if rate else [])]
    total = "合计" if each > 1 else columns.bare(heads[1])
    made = [_row(document, wholes, rate, len(heads), total), *(_row(document, row, None, len(heads)) for row in rows[1:])]
    return Grid(tuple(heads), tuple(made), 1, TITLE, _unit(document, text, start), form="pairs"), at


_WIDE = str.maketrans("():", "（）：")


def apart(sources: Sequence[str]) -> bool:
    """Whether sources that a whole is told with are no parts of one another: levels of government (中央, 省级) may be parts of 财政拨款."""
    kinds = {bool(_OVER_LEVELS.search(head)): head for head in sources if _OVER_LEVELS.search(head) or _LEVELED.search(head)}
    return len(kinds) < 2


def _labels(pattern: re.Pattern[str], text: str, at: int, most: int) -> tuple[list[re.Match[str]], int]:
    """The labels that stand one after another, and where the last of them ends."""
    found: list[re.Match[str]] = []
    while len(found) < most and (match := pattern.match(text, at)):
        found.append(match)
        at = match.end()
    return found, at


def _name(match: re.Match[str]) -> str:
    return compiled(rf"^其中:?|{GAP}").sub("", match["label"])


def _row(document: Document, matches: list[re.Match[str]], rate: re.Match[str] | None, width: int, head: str = "") -> Row:
    label = cell(document, *matches[0].span("label"))
    lead = Cell(label.text, label.start, label.end, TEXT)
    cells = [lead, *(_value(document, m, lead) for m in matches)]
    if len(cells) < width:
        cells.append(_value(document, rate, lead))
    return Row(head or lead.text, tuple(cells))


def _value(document: Document, match: re.Match[str] | None, lead: Cell) -> Cell:
    return cell(document, *match.span("value")) if match and match["value"] else Cell("", lead.end, lead.end, VOID)


def _unit(document: Document, text: str, start: int) -> str:
    """The unit that stands in parentheses before the first label, 资金情况（万元）, or above the table."""
    told = _MONEY_ABOVE.search(text, max(0, start - 60), start)
    return columns.unit_in(told[1].translate(_WIDE)) if told else unit_above(document, start)
