"""Units that a bare numeral has from elsewhere: the line over its table, the list that it stands in, the head of its text.

A numeral without any is left out, unless its own form or the words beside it show that it states a quantity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from gouji.patterns import compiled
from gouji.proportions import is_share
from gouji.spelling import COUNTING, MOVED, MOVES


@dataclass(slots=True)
class Token:
    start: int
    end: int  # of the numeral
    number: str
    value: Decimal | None
    unit: str = ""
    qualifier: str = "exact"
    first: int = 0  # of the whole expression
    last: int = 0
    bound: bool = False
    high: Decimal | None = None
    unit_from: str = "stated"
    chinese: bool = False
    compound: bool = False


NONE = re.compile(r"(?:均为|都为|均是|[入出费余]为|[入出费])$")
MONEY = re.compile(r"元$")
_IN_MONEY = re.compile(
    r"(?:支出?|预算|决算|收入?|拨款|经费|[费款金资额值][用项]?|购置|接待|运行|维护|运维|维修|合计|上年|去年|[增减超]加?少?|下降|增长|节约|压减|多|少)"
    r"(?:数|额|数为|额为|为|是|了|共|共计|合计|约|达|到)?$"
)
_ENDS = re.compile(r"\s?(?:[，。；、（）\n]|[比较占][^，。；\d]|下降|增加|减少|增长|上升|其中|$)")


_COMPARAND = re.compile(r"[比较与](?:上年度?|去年|上一年度?|(?:19|20)\d\d年度?|年初|同期)(?:同期|预算|决算)?数?的?$")
_BY = re.compile(r"(?:相比)?，?(?:减少|增加|下降|增长|上升|压减)了?")


def compared(plain: str, token: Token, later: Token) -> bool:
    """Whether a bare number is what the next figure's change is from: 较上年7.12减少0.28万元."""
    return bool(_BY.fullmatch(plain, token.end, later.start) and _COMPARAND.search(plain, max(0, token.start - 10), token.start))


_OF_PLAN = re.compile(r"(?:占|为|完成)[^，。；：\d]{0,6}(?:计划|预算|任务|目标)(?:数|值)?$")


_SUM_OF_MONEY = re.compile(
    r"(?:[资基奖本税]金|投资|经费|债券|贷款|收入|支出|税收|产值|[增减短超][收支]|欠收|债务|拨款|补[贴助]|[预决]算数?|执行数|金额|总额|利润|营收|销售额|营业额|成交额|拨付|筹[措集]|融资|到位|节约|征收|缴库|入库)"
    r"(?:合?计|总?共|约|为|将?达到?|了|近|超)*(?:[：\s]*(?:\d+万元?)?)$"
)


def sum_of_money(plain: str, token: Token) -> str:
    """The unit of a number told in 万 or 亿 alone behind a word for money (争取债券资金2.3亿); "" where none stands there."""
    told = token.unit in ("万", "亿") and _SUM_OF_MONEY.search(plain, max(0, token.first - 12), token.first)
    return f"{token.unit}元" if told and not compiled(r"\s?[人户亩头只株]").match(plain[token.last : token.last + 2]) else ""


def named_alike(plain: str, around: list[Token], token: Token) -> str:
    """The unit of a bare decimal under the same word as a neighbour's: 第一产业增加值2.9亿元，…；第二产业增加值28.4，增长4.5%. "" where the
    word, the sentence or the mark behind it tells otherwise."""
    word = plain[max(0, token.start - 3) : token.start]
    if "." not in token.number or token.chinese or not compiled("[\u4e00-\u9fff]{3}").fullmatch(word) or plain[token.end : token.end + 1] not in "，；。":
        return ""
    like = [t for t in around if t.unit and plain[max(0, t.first - 3) : t.first] == word]
    inside = [t for t in like if not compiled("[。\n]").search(plain[min(t.end, token.end) : max(t.first, token.start)])]
    return inside[0].unit if inside and MONEY.search(inside[0].unit) else ""


_BEFORE = re.compile(r"(?:上年|去年)(?:度|同期)?（$")


_OF_MONEY = re.compile(r"元?(?:的)?(?:年度|全年)?(?:投资|引资|到位资金|产值|收入|税收|贷款)?(?:目标|任务|计划)")


def aimed_at(plain: str, before: list[Token], token: Token) -> str:
    """The unit of an aim told in 万 or 亿 alone among amounts of money: 到位资金1005136万元，完成全年80亿目标任务的125.64%. "" where none is."""
    if token.unit not in ("万", "亿") or not _OF_MONEY.match(plain, token.last):
        return ""
    near = next((t for t in reversed(before) if t.unit and t.unit != "%"), None)
    return f"{token.unit}元" if near is not None and MONEY.search(near.unit) and "。" not in plain[near.last : token.start] else ""


def bracketed(plain: str, before: Token, token: Token) -> bool:
    """Whether a bare number in parentheses is what a figure was the year before: 出生436人，比去年同期（429）多生7人."""
    return (
        not token.chinese
        and plain[token.end : token.end + 1] == "）"
        and bool(_BEFORE.search(plain, max(0, token.start - 8), token.start))
        and bool(compiled(r"[^。；\n\d]{0,16}").fullmatch(plain[before.last : token.start]))
    )


_SCALES = ("万", "亿")


def scaled_alike(plain: str, before: Token, token: Token) -> str:
    """The unit of a number told in 万 alone among items of a whole in 万平方米: 66.3万平方米（幼儿园6.4万、小学24.3万）. "" where none is."""
    if token.unit not in _SCALES or not before.unit.startswith(token.unit) or len(before.unit) < 2:
        return ""
    return before.unit if compiled(r"[（、，：]?(?:其中[：，]?)?[^，。；：、（）\d\n]{1,10}").fullmatch(plain[before.last : token.start]) else ""


def planned(plain: str, before: Token, token: Token, later: Token) -> bool:
    """Whether a bare number is the plan that a rate is of, told in the unit of what was done: 产值45.18亿元，占计划数44.80的100.85%."""
    return (
        later.unit == "%"
        and plain[token.end : later.start] == "的"
        and bool(_OF_PLAN.search(plain, max(0, token.start - 14), token.start))
        and bool(compiled(r"[^。；\n\d]{0,14}").fullmatch(plain[before.last : token.start]))
    )


def money_of_prose(plain: str, tokens: list[Token], tables: list[tuple[int, int, str]]) -> str:
    """The unit that a short text without a table tells once, in a line of its own at its head: （金额单位：万元）. "" where the
    prose tells amounts with units all the same."""
    if (
        not tables
        or any(name != tables[0][2] for *_, name in tables if MONEY.search(name))
        or not MONEY.search(tables[0][2])
        or len(plain) > 5000
        or "|" in plain
        or "\t" in plain
    ):
        return ""
    at = plain.rfind("\n", 0, tables[0][0])
    line = plain[at + 1 : plain.find("\n", tables[0][0])].strip("（）")
    if "单位：" not in line[:6] or at > 400:
        return ""
    return "" if any(MONEY.search(token.unit) and token.unit_from == "stated" for token in tokens) else tables[0][2]


def in_money(plain: str, token: Token) -> bool:
    """Whether a bare number of such a prose is an amount by the words before and behind it."""
    return (
        not token.chinese
        and token.value is not None
        and bool(_IN_MONEY.search(plain, max(0, token.start - 10), token.start))
        and bool(_ENDS.match(plain, token.end))
    )


def table_units(plain: str) -> list[tuple[int, int, str]]:
    """Where 单位：万元 stands over a table, and how far it reaches: to the next such line or the next long paragraph."""
    spans = []
    for match in compiled(r"(?:金额)?单位：\s?([^\s，。；）|\n]{1,8})").finditer(plain):
        end = re.compile(r"\n[^\n|\t]{60,}").search(plain, match.end())
        line = slice(plain.rfind("\n", 0, match.start()) + 1, plain.find("\n", match.end()))
        if compiled(r"[|\t]").search(plain[line]) and compiled(r"[\u4e00-\u9fff]（$").search(plain[line.start : match.start()]):
            continue  # the unit of a column, in its head
        if spans and spans[-1][1] > match.start():
            spans[-1] = (spans[-1][0], match.start(), spans[-1][2])
        spans.append((match.end(), end.start() if end else len(plain), match[1]))
    return spans


LEAST_LINES = 3
_LABELLED = re.compile(r"(?m)^[^\S\n]*(?:\d{1,2}[、．.])?[^\s\d，。；|][^\d\n，。；|]{1,24}(?:[^\S\n]+|(?=\d[\d,，]*\.\d))[-－−]?\d[\d.,，]*[%％]?[^\S\n]*$")


def labelled_lines(text: str) -> list[tuple[int, int]]:
    """Runs of three lines or more that each hold a label, a space and one number: a table of two columns. Places of the lines."""
    runs: list[list[tuple[int, int]]] = []
    for match in _LABELLED.finditer(text):
        if runs and runs[-1][-1][1] + 1 == match.start():
            runs[-1].append(match.span())
        else:
            runs.append([match.span()])
    return [line for run in runs if len(run) >= LEAST_LINES for line in run]


_HEADED = re.compile(r"（(?:单位：)?((?:百|千)?[万亿]?元)）：")


_TITLED = re.compile(r"(?m)^[^\n\d。；|\t]{2,40}（(?:单位：)?((?:百|千)?[万亿]?元)）[^\n\d。；，|\t]{0,24}(?:\d[\d.,]*)?[^\S\n]*\n(?P<lines>(?:[^\S\n]*(?:\d{1,2}[、．])?(?:[^\n\d。；，|\t]{1,30}\d[\d.,]*[^\S\n]*){0,4}[^\n\d。；，|\t]{0,30}(?:\n|\Z))+)")

_BEFORE_CELLS = re.compile(r"（(?:单位：)?((?:百|千)?[万亿]?元)）：?[^\S\n]?(?:[|\t][^\S\n]?)?(?=\d)[\d.,%\s—-]{4,160}")


def headed(plain: str) -> list[tuple[int, int, str]]:
    """Where a paragraph's opening tells the unit of its amounts, 经费控制情况（万元）：, and how far it reaches: to the line's end; where a line tells
    it, 补助资金（万元）, over lines of a label and a number each, to the last of these; where a label does, over the numbers alone behind it."""
    ends = ((match, plain.find("\n", match.end())) for match in _HEADED.finditer(plain))
    spans = [(match.end(), end if end >= 0 else len(plain), match[1]) for match, end in ends]
    spans += [(match.end(1), match.end("lines"), match[1]) for match in _TITLED.finditer(plain)]
    return spans + [(match.end(1), match.end(), match[1]) for match in _BEFORE_CELLS.finditer(plain)]


def of_line(plain: str, token: Token, tables: list[tuple[int, int, str]]) -> str:
    """The unit that 单位：万元 over labelled lines gives a number in one of them: money alone, which decimals or its label tell."""
    name = next((name for start, end, name in tables if start <= token.start < end), "")
    return name if MONEY.search(name) and ("." in token.number or in_money(plain, token)) else ""


def why_left_out(plain: str, token: Token, tables: list[tuple[int, int, str]]) -> str | None:
    """Why a numeral without unit is no figure; None where it is one (its unit then set where told)."""
    before, after = plain[max(0, token.start - 6) : token.start], plain[token.end : token.end + 1]
    cell = (not before or before[-1] in "\n|\t ") and (not after or after in "\n|\t ")
    if cell and before.endswith("\n") and compiled(r"得分[：:]?\n$").search(before) and (token.value or 0) <= 100:
        token.unit, token.unit_from = "分", "implied"  # 自评得分, and the score on the next line
        return None
    formed = bool(compiled(r"[.,]").search(token.number)) and token.value is not None
    if not cell and (formed or len(token.number) >= LONG) and not token.chinese and _ROW.match(plain, token.end):
        name = next((name for start, end, name in tables if start <= token.start < end), "")
        if name and MONEY.search(name):
            token.unit, token.unit_from = name, "table"  # 医疗收入51420916.22 61360289.59 …: its label's space is lost
            return None
    if cell:
        for start, end, name in tables:
            if start <= token.start < end and (formed or not _serial(plain, token)):
                parts = compiled(r"[/、或]").split(name)
                token.unit, token.unit_from = parts[0], "table"
                return None
        return None if formed else "bare"
    if token.value is None:
        return "malformed_or_section"
    if "：" in (before[-1:], after) and (is_share(plain, token.start, token.end) or compiled(r"结构[^，。；]{0,42}$").search(plain[max(0, token.start - 48) : token.start])):
        token.unit, token.unit_from = "%", "implied"  # 三次产业结构为21.6：27.3：51.1
        return None
    if after == "：" and plain[token.end + 1 : token.end + 2] == "1":
        return None if formed else "bare"  # 男女比例为1.97：1
    if compiled(r"(?:(?<!倍)率|占比|比重|比例)(?:为|达到?|仅)?$").search(before) and token.value <= 1000:
        token.unit, token.unit_from = "%", "implied"
        return None
    if _OF_ALL.search(plain, max(0, token.start - 20), token.start) and not token.chinese and token.value <= 100 and (not after or after in "，。；、）\n"):
        token.unit, token.unit_from = "%", "implied"  # 占总数的60，
        return None
    if formed and not (after and after.isalpha() and after.isascii()):
        return None
    if compiled(r"[由从]$").search(before) and MOVES.match(plain, token.end):
        return None  # 由5118升至9260
    if MOVED.search(before) and compiled(r"[由从]\d[\d.,]*[^\d，。；]{1,4}$").search(plain[max(0, token.start - 16) : token.start]):
        return None
    return (
        None if COUNTING.search(before) and (not after or after in "，。；、）\n") and len(token.number) < 9 else "bare"
    )


LONG = 4  # digits of a whole number that is an amount sooner than a serial number
_ROW = re.compile(r" [-－−]?\d[\d.,]*(?: |%|\n|$)")  # behind the first number of a row

_OF_ALL = re.compile(r"占[^，。；：、\d]{0,14}(?:总[数量额和]?|人口|比[例重]?|面积|数)的?(?:比例|比重)?(?:约|为|达)?$")


def _serial(plain: str, token: Token) -> bool:
    """A row's serial number: a small whole number in the first cell of a line."""
    line_start = plain.rfind("\n", 0, token.start) + 1
    rest = plain[token.end : plain.find("\n", token.end) if "\n" in plain[token.end :] else len(plain)]
    return not plain[line_start : token.start].strip("| \t") and bool(rest.strip("| \t")) and (token.value or 0) < 200
