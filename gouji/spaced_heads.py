"""The heads over a table of spaced lines: one for each column, from the words that stand before its first row.

Assumes that a line of heads has as many words as there are columns, or one more for the names of the rows; that heads told twice are told apart by
the line above them, 2020年 2021年 over 完成数 完成数; and that a circled figure is its column's sign: 小计③=①+②. Where a line of years and stages leaves
the last columns without a head and these are in percent, they are what nearly every row bears out: how much of the budget was done, or the growth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji import columns
from gouji.patterns import compiled
from gouji.spaced_rows import FORMULA, Token

_SIGNED = re.compile(rf"(?P<name>[^①-⑳=]{{2,}})(?P<sign>{FORMULA.pattern}|[①-⑳])")
_LEAD = re.compile(
    r"\((?:单位:)?[^()]{1,6}\)|(?:项目|[^ ]*(?:项目|名称|指标|科目|类别|类型|单位名称|地区|区县|县区|镇街|乡镇|街道|届次|区域|年度|年份|内容|结构|分类|部门|来源|性质|事项|税种|险种|行业|月份|时间|季度|品种))"
    r"(?:\([^()]{1,6}\))?"
)
_NO_COLUMN = re.compile(r"序号?|(?:计量|度量)?单位")
_REMARK = re.compile(r"备注|说明|原因")
_MEASURE = re.compile(
    r"(?:[数率额量比费款]|金额|[合总小]计|[预决]算|支出|收入|资金|执行|完成|安排|结余|结转|面积|产值|增[减长幅速]|同比|占比|得分|分值|[%]|(?:19|20)\d\d年度?)(?:\([^()]{1,8}\))?$"
)
_YEAR = re.compile(r"(?:19|20)\d\d年度?|上年度?|本年度?|去年|今年")
_LONGEST = 30
_LINES = 5


@dataclass
class Heads:
    """A table's heads, how each column is worked out, and the unit in the place of the first head."""

    names: list[str]
    formulas: list[str] = field(default_factory=list)
    unit: str = ""


def heads_over(words: Sequence[Token], cells: Sequence[Sequence[str]]) -> tuple[Heads, list[Token]] | None:
    """The heads that stand in the words before a table's first number, and which of these name its first row."""
    width = len(cells)
    pieces = [token.text for token in words if FORMULA.fullmatch(token.text)]
    words = [token for token in words if not FORMULA.fullmatch(token.text)]
    lines = [[t for t in words if t.line == line] for line in sorted({t.line for t in words})][-_LINES:]
    if not lines:
        return None
    own, above = lines[-1], lines[:-1]
    if len(own) <= width and above and (told := _of_lines([[t.text for t in line] for line in above], width)):
        names, lead = told
        return _signed(names, pieces, lead), own
    texts = [token.text for token in own]
    for named in (1, 0):  # all in one line: … 2017年决算数 2018年预算数 2018年决算数 三公经费 29.08 63.46 44.29
        heads = texts[: len(texts) - named]
        names = _trailing(heads, width) or _stacked(heads, cells)
        if names and bool(named) != _is_head(texts[-1]):
            return _signed(names, pieces, ""), own[len(own) - named :]
    return None


def _is_head(text: str) -> bool:
    return bool(compiled(r"(?:[预决]算|完成|执行)数?|(?:19|20)\d\d年(?:度)?(?:[预决]算|完成|执行)?数?").fullmatch(text))


def _of_lines(lines: Sequence[Sequence[str]], width: int) -> tuple[list[str], str] | None:
    """The heads of the last line, with those of the line above it where they are told twice, and what heads the names."""
    names, lead = _bare(lines[-1], width)
    if len(names) != width or any(len(name) > _LONGEST for name in names):
        return None
    if len(set(names)) == width:
        return names, lead
    upper, _ = _bare(lines[-2], 0) if len(lines) > 1 else ([], "")
    groups = _groups(names)
    if len(upper) != len(groups):
        if len(upper) < 2 or width % len(upper):
            return None
        groups = [names[at : at + width // len(upper)] for at in range(0, width, width // len(upper))]
    names = [_under(over, name) for over, group in zip(upper, groups, strict=True) for name in group]
    return (names, lead) if len(set(names)) == width else None


def _groups(names: Sequence[str]) -> list[list[str]]:
    """The heads below one of the line above each: a new one begins with 小计 and where a head is told again."""
    groups: list[list[str]] = []
    for name in names:
        if not groups or name in groups[-1] or compiled("[合小总]计").fullmatch(name):
            groups.append([])
        groups[-1].append(name)
    return groups


def _under(over: str, name: str) -> str:
    """A head with the one above it, whose unit is the lower one's: 任务(户) over 小计."""
    if _YEAR.fullmatch(over):
        return over + name
    wide = over.replace("(", "（").replace(")", "）")
    told = columns.unit_in(wide)
    return f"{columns.bare(wide)}·{name}（{told}）" if told and not columns.unit_in(name) else f"{wide}·{name}"


def _bare(line: Sequence[str], width: int) -> tuple[list[str], str]:
    """A line of heads without those over serial numbers, names, their units and remarks, which rows do not tell as numbers."""
    names = [name for name in line if not _NO_COLUMN.fullmatch(name)]
    lead = ""
    if names and _LEAD.fullmatch(names[0]) and (len(names) > width or not _MEASURE.search(names[0])):
        lead = names.pop(0)
    if len(names) > width and _REMARK.search(names[-1]):
        names.pop()
    return names, lead


def _trailing(texts: Sequence[str], width: int) -> list[str]:
    """The last heads of a line, where exactly so many of its last words tell a measure."""
    run = 0
    while run < len(texts) and _MEASURE.search(texts[-1 - run]) and len(texts[-1 - run]) <= _LONGEST:
        run += 1
    names = list(texts[-width:])
    return names if run == width == len(set(names)) else []


def _stacked(texts: Sequence[str], cells: Sequence[Sequence[str]]) -> list[str]:
    """Years and then as many stages, one line over the other on the page, with what the columns in percent behind them are."""
    told = next(
        (
            at
            for at in range(len(texts) // 2, 1, -1)
            if all(map(_YEAR.fullmatch, texts[-2 * at : -at])) and all(map(_MEASURE.search, texts[-at:]))
        ),
        0,
    )
    if not told or told > len(cells) or any(map(_YEAR.fullmatch, texts[-told:])):
        return []
    names = [upper + lower for upper, lower in zip(texts[-2 * told : -told], texts[-told:], strict=True)]
    rest = [_of_percent(names, cells, at) for at in range(told, len(cells))]
    return [*names, *rest] if len(set(names)) == told and all(rest) and len(set(rest)) == len(rest) else []


def _of_percent(names: Sequence[str], cells: Sequence[Sequence[str]], at: int) -> str:
    """What a column in percent tells of those before it; "" where no reading fits nearly all rows."""
    if not all(text.endswith("%") for text in cells[at]) or len(cells[at]) < 3:
        return ""
    now = max(
        (i for i, name in enumerate(names) if not name.endswith(("预算数", "预算"))),
        key=lambda i: names[i],
        default=None,
    )
    if now is None:
        return ""
    for i, name in enumerate(names):
        budget = name[:4] == names[now][:4] and "预算" in name
        earlier = name[:4] < names[now][:4] and name[4:] == names[now][4:]
        fitting = sum(_fits(rate, cells[now][row], cells[i][row], earlier) for row, rate in enumerate(cells[at]))
        if i != now and (budget or earlier) and fitting * 4 >= len(cells[at]) * 3:
            return "完成预算率" if budget else "同比增长率"
    return ""


def _fits(rate: str, part: str, base: str, growth: bool) -> bool:
    if not all(compiled(r"-?[\d,]+(?:\.\d+)?").fullmatch(text) for text in (part, base)):
        return False
    a, b = (float(text.replace(",", "")) for text in (part, base))
    return b > 0 and abs((a / b - growth) * 100 - float(rate[:-1])) < 0.06


def _signed(names: Sequence[str], pieces: Sequence[str], lead: str) -> Heads:
    """The heads without their signs, and each column's sign or formula. Where the signs count the columns, so do those that are not told."""
    found = [_SIGNED.fullmatch(name) for name in names]
    bare = [match["name"] if match else name for match, name in zip(found, names, strict=True)]
    formulas = [match["sign"] if match else "" for match in found]
    signs = [chr(ord("①") + at) for at in range(len(names))]
    for piece in pieces:
        at = signs.index(piece[0]) if piece[0] in signs else -1
        if at >= 0 and formulas[at] in ("", piece[0]):
            formulas[at] = piece  # told in a line of its own, below its head
    if any(formulas) and all(not made or made[0] == sign for made, sign in zip(formulas, signs, strict=True)):
        formulas = [made or sign for made, sign in zip(formulas, signs, strict=True)]
    unit = (
        lead.strip("()").removeprefix("单位:")
        if lead.startswith("(")
        else columns.unit_in(lead.replace("(", "（").replace(")", "）"))
    )
    return Heads(
        [name.replace("(", "（").replace(")", "）") for name in bare], formulas, unit if columns.known(unit) else ""
    )
