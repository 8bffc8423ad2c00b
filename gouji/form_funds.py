"""The funds of the official form: 年度资金总额 and what it consists of, under 年初预算数 全年预算数 全年执行数 分值 执行率 得分.

A row that lost its empty cells is placed where only one place is possible; a source that gave nothing is a row of empty cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji import columns
from gouji.document import Document
from gouji.form_cells import GAP, REMARK, TITLE, cells_in, heads_in, loose
from gouji.grid import NUMBER, TEXT, VOID, Cell, Grid, Row
from gouji.patterns import compiled
from gouji.unit_lines import unit_above

_FUND_HEAD = re.compile(
    r"(?:年初预算数?|全年预算数?|调整后?预算数?|预算批复数|预算数|资金到位数?|到位数|全年执行数?|实际执行数|执行数|"
    r"实际支出数?|全年支出数?|支出数|决算数|预算执行率|执行率|分值|权重|自评得分|得分)" + REMARK
)
SOURCE = re.compile(r"(?:其中[：:])?(?:(?:本年|当年)?(?:一般公共预算|中央|省级|市县|财政)?(?:财政)?拨款|(?:中央|地方|省级|市级|县级|区级|市县)?财政资金|地方资金|上年结转(?:资金)?|其他资金|单位资金|自筹资金|财政专户管理资金)[：:]?$")
_STOP = re.compile(r"目标|指标|完成情况|自评|说明|问题|^备注|^注[：:]|项目名称|^附|评价")
_OVER_BUDGETS = re.compile(r"预算数（\w?元）")
_MOST = 14


def funds_at(document: Document, text: str, start: int) -> list[Grid]:
    """The funds under a head, and what a department's form tells of their nature (基本支出：1245.60), one amount each."""
    before = max(0, start - 160)
    opening = [
        m.end()
        for m in re.finditer(loose("项目资金|资金情况|预算执行情况|预算申请|部门预算|资金来源"), text[before:start])
    ]
    first = before + (opening[-1] if opening else 0)
    heads, stop = _heads_before(text, first, start)
    if len(heads) > 2 and _OVER_BUDGETS.match(heads[0]) and sum("预算" in h and "率" not in h for h in heads[1:]) > 1:
        heads = heads[1:]  # 年度预算数（万元） over 年初预算 and 调整后预算数
    reasons = "原因" in text[stop:start]
    if (
        len(heads) < 2
        or len(set(heads)) < len(heads)
        or not any("执行" in h or "支出" in h or "决算" in h for h in heads)
    ):
        return []
    rows, natures, words, values = [], [], [], []
    money = sum(columns.kind(h) == "amount" for h in heads)
    stream = cells_in(document, text, start, min(len(text), start + 900))
    for c in [*stream, None]:
        if c is not None and c.kind != TEXT and words:
            values.append(c)
            continue
        if values or c is None:
            row = _fund_row(words, values, heads, money)
            if row is None:
                return []
            if len(values) == 1 and values[0].kind == NUMBER and rows:
                natures.append(Row(compiled("[：:]").split(row.head)[-1], (row.cells[0], values[0])))
            else:
                rows.append(row)
            words, values = [], []
        if c is not None and reasons and rows and not words and (len(c.text) > 20 or c.kind != NUMBER and c.text == "无"):
            continue  # what the last column says of the row above
        if c is None or _STOP.search(c.text) or len(c.text) > 20 or len(rows) + len(natures) >= _MOST:
            break
        if rows and words and SOURCE.match(words[-1].text) and SOURCE.match(c.text):
            rows.append(_fund_row(words, [], heads, money))  # a source that gave nothing
            words = []
        words.append(c)
    if rows and words and SOURCE.match(words[-1].text):
        rows.append(_fund_row(words, [], heads, money))
    if not rows or not rows[0].sure:
        return []
    name = (
        columns.unit_in("（" + m[1] + "）")
        if (m := compiled(r"[（(](?:单位[：:])?(\w{0,2}元)[)）]").search(text[first - 8 if first > 8 else 0 : start]))
        else unit_above(document, start)
    )
    grids = [Grid(("项目", *heads), tuple(rows), 1, TITLE, name, form="funds")]
    if len(natures) > 1:
        grids.append(Grid(("项目", "金额"), tuple(natures), 1, TITLE, name, form="natures"))
    return grids


def _heads_before(text: str, start: int, end: int) -> tuple[list[str], int]:
    heads, stop = heads_in(text, start, end, _FUND_HEAD)
    rest = compiled(GAP).sub("", text[stop:end])
    return (heads, stop) if len(rest) <= 8 and not compiled(r"\d").search(rest) else ([], stop)


def _fund_row(words: Sequence[Cell], values: Sequence[Cell], heads: Sequence[str], money: int) -> Row | None:
    """A row of the funds; None where it has more cells than the head."""
    if not words:
        return None
    head = "".join(c.text for c in words).rstrip("：:")
    lead = Cell(head, words[0].start, words[-1].end, TEXT)
    if len(values) > len(heads):
        return None
    cells: list[Cell | None] = [None] * len(heads)
    if len(values) == len(heads):
        cells = list(values)
    elif all(c.kind == VOID for c in values):
        cells = [Cell("", lead.end, lead.end, VOID)] * len(heads)
    else:
        amounts = [at for at, h in enumerate(heads) if columns.kind(h) == "amount"]
        fits = len(values) >= money and amounts == list(range(money)) and not any("%" in c.text for c in values[:money])
        fits = fits and not _lost_amount(values, heads, money)
        places = _behind_money([c for c in values[money:] if c.kind == NUMBER], heads, money) if fits else None
        if places is None:
            return Row(head, (lead, *([None] * len(heads))), sure=False)
        cells = [*values[:money], *[Cell("", lead.end, lead.end, VOID)] * (len(heads) - money)]
        for at, c in places:
            cells[at] = c
    return Row(head, (lead, *cells))


def _lost_amount(values: Sequence[Cell], heads: Sequence[str], money: int) -> bool:
    """Whether the marks stand in an amount's place: one of the amounts lost its cell."""
    rate = next((at for at, c in enumerate(values) if "%" in c.text), -1)
    marks_first = money < len(heads) and columns.kind(heads[money]) == "score"
    return rate == money and marks_first and len(values) > money + 1


def _behind_money(rest: Sequence[Cell], heads: Sequence[str], money: int) -> list[tuple[int, Cell]] | None:
    """Where the numbers behind the amounts of a row that lost cells go: those in percent to the rates, the others to the marks and
    the score, in their order; None where they do not fit."""
    places: list[tuple[int, Cell]] = []
    at = money
    for c in rest:
        sort = "rate" if "%" in c.text else "score"
        while at < len(heads) and columns.kind(heads[at]) != sort:
            at += 1
        if at == len(heads):
            return None
        places.append((at, c))
        at += 1
    bare = [c for c in rest if "%" not in c.text]
    return places if len(bare) != 1 or len(rest) > 1 else None
