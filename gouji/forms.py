"""The official self-evaluation form (项目支出绩效自评表), read as a stream of cells: however it was copied, its order stays.

Two parts are made out: the funds (年度资金总额 and what it consists of, under 年初预算数 全年预算数 全年执行数 分值 执行率
得分) and the indicators (年度指标值 实际完成值 分值 得分). Assumes that a head's words stand together, in the order of
the columns, and that every row begins with words. A cell ends at a space, a tab, a pipe or a line's end. A row of funds
that lost its empty cells is placed where only one place is possible.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from gouji import columns
from gouji.document import Document
from gouji.form_cells import FUNDS, REMARK, TITLE, cells_in, heads_in, loose
from gouji.form_funds import funds_at
from gouji.grid import NUMBER, TEXT, VOID, Cell, Grid, Row
from gouji.patterns import compiled

_INDICATORS = re.compile(loose("一级指标|三级指标|指标名称|指标内容|具体指标|绩效指标|二级指标"))
_INDICATOR_HEAD = re.compile(
    r"(?:指标性质|[度计]量单位|(?:年度|预期|计划|绩效)?(?:指标|目标)值|年度目标|全年完成值|实际完成(?:值|情况)|(?:全年)?完成(?:值|情况)|实际值|"
    r"(?:自评|评价|实际|考核|自评价|最终)?得分(?!率)|自评分|评分标准|评分细则|评分说明|计分标准|评价标准|评价要点|指标解释|指标说明|"
    r"扣分(?![^分]{0,2}原因|说明)|得分率|分值|权重(?:分值?)?|标准分|满分|(?:一|二|三|四)级指标|指标名称|指标内容|具体指标|绩效指标|评价指标|"
    r"(?:未完成|偏差|扣分)[^分得\d]{0,6}原因(?:分析)?[及和与、]?(?:改进|整改)?(?:措施|说明)?|备注)" + REMARK
)
_NAMES = re.compile(r"[一二三四]级指标|指标名称|指标内容|具体指标|绩效指标|评价指标")
_WORDS = re.compile(r"评分标准|评分细则|评分说明|计分标准|评价标准|评价要点|指标解释|指标说明")
_RULE = re.compile(r"[%％=÷×≤≥≦；;。]|扣|计\d|得\d|满分|每")
_LEVEL = re.compile(r"(?:产出|数量|质量|时效|成本|(?:经济|社会|生态)?效益|可持续影响|(?:服务对象)?满意度)?指标|(?:经济|社会|生态)效益")
_REASONS = re.compile(r"原因|备注")
_TOTAL = re.compile(r"^(?:总分|合计|总计|总得分|得分合计|自评总分|合计得分)[：:]?$")
_MARK = re.compile(r"\d{1,3}(?:\.\d{1,2})?分?")
_REACH = 6000


def forms(document: Document) -> list[Grid]:
    """The funds and the indicators of all forms in a document, in the order of the text; not those that nobody filled in."""
    if "执行" not in document.plain and "得分" not in document.plain:
        return []
    text = document.folded
    grids = [grid for match in FUNDS.finditer(text) for grid in funds_at(document, text, match.start())]
    end = 0
    for match in _INDICATORS.finditer(text):
        if match.start() >= end and (made := _indicators(document, text, match.start())) is not None:
            grid, end = made
            grids.append(grid)
    return sorted((grid for grid in grids if grid.numbers), key=lambda grid: grid.numbers[0].start)


def _indicators(document: Document, text: str, start: int) -> tuple[Grid, int] | None:
    heads, stop = heads_in(text, start, min(len(text), start + 200), _INDICATOR_HEAD)
    if (levels := _levels(heads)) > 1:
        return _leveled(document, text, heads, stop, levels)
    while heads and (_NAMES.match(heads[0]) or _WORDS.match(heads[0])):
        heads = heads[1:]
    while heads and _REASONS.search(heads[-1]):
        heads = heads[:-1]
    bare = [columns.bare(h) for h in heads]
    marks = next((at for at, h in enumerate(bare) if compiled(r"分值|权重|标准分|满分").search(h)), None)
    score = next((at for at, h in enumerate(bare) if h.endswith(("得分", "自评分"))), None)
    if marks is None or score is None or not 2 <= len(heads) <= 6 or len(set(heads)) < len(heads):
        return None
    if any(_NAMES.match(h) or _REASONS.search(h) for h in heads):
        return None
    cells = _below(document, text, stop)
    width, rows, at, done = len(heads), [], 0, 0
    while at < len(cells):
        if _TOTAL.match(cells[at].text):
            numbers = list(takewhile(_is_mark, cells[at + 1 : at + 7]))
            if numbers:
                rows.append(_total(cells[at], numbers, width, marks, score))
            break
        window = cells[at : at + width]
        if len(window) == width == score + 2 and bare[-1].endswith("扣分") and not _is_mark(window[-1]):
            window[-1] = Cell("", window[-2].end, window[-2].end, VOID)  # nothing lost, nothing told
        told = width - (window[-1:] != cells[at + width - 1 : at + width])
        if (
            at > done
            and len(window) == width
            and cells[at - 1].kind == TEXT
            and not _LEVEL.fullmatch(window[0].text)
            and not any(_TOTAL.match(c.text) for c in window[:marks])
            and _is_mark(window[marks])
            and _is_mark(window[score])
            and (
                at + told == len(cells)
                or cells[at + told].kind != NUMBER
                or _MARK.fullmatch(cells[at + told].text) is None
            )
        ):
            name = _name(cells[done:at])
            rows.append(Row(name.text, (name, *window)))
            at = done = at + told
            continue
        if rows and cells[at].start - cells[done - 1].end > 400:
            break
        if score == marks + 1 and _marks_alone(cells, at, done):
            name, void = _name(cells[done:at]), Cell("", cells[at].start, cells[at].start, VOID)
            rows.append(Row(name.text, (name, *[void] * marks, *cells[at : at + 2], *[void] * (width - score - 1))))
            at = done = at + 2
            continue
        at += 1
    if sum(row.cells[1 + marks] is not None for row in rows) < 3:
        return None
    end = max(c.end for row in rows for c in row.cells if c is not None)
    return Grid(("指标", *heads), tuple(rows), 1, TITLE, "", form="indicators"), document.place(end - 1, end)[1]


def _marks_alone(cells: Sequence[Cell], at: int, done: int) -> bool:
    """Whether a row's words are followed by its marks and its score and nothing else: its target and its result were left empty."""
    pair = cells[at : at + 2]
    after = cells[at + 2 : at + 3]
    alone = at > done and cells[at - 1].kind == TEXT and len(pair) == 2 and all(map(_is_mark, pair))
    return alone and (not after or after[0].kind != NUMBER) and float(pair[1].text.rstrip("分")) <= float(pair[0].text.rstrip("分"))


def _below(document: Document, text: str, start: int) -> list[Cell]:
    """The cells below a head, up to the next form."""
    following = FUNDS.search(text, start)
    return cells_in(document, text, start, min(len(text), start + _REACH, following.start() if following else len(text)))


def _levels(heads: Sequence[str]) -> int:
    """How many levels a head tells that have marks each: 一级指标 权重 二级指标 权重 … (评价标准) 得分; 0 where it tells something else."""
    names = [bool(_NAMES.match(head)) for head in heads]
    depth = sum(names)
    marked = all("分值" in h or "权重" in h or "标准分" in h or "满分" in h for h in heads[1 : 2 * depth : 2])
    last = next((columns.bare(h) for h in heads[2 * depth :] if not _WORDS.match(h)), "")
    return depth if names[: 2 * depth] == [True, False] * depth and marked and last.endswith(("得分", "自评分")) else 0


def _leveled(document: Document, text: str, heads: Sequence[str], start: int, levels: int) -> tuple[Grid, int] | None:
    """A table whose levels have marks each. A row tells the levels that begin with it, the lowest last, and then its score; those above
    it go on. Words between the last marks and the score are what the table says of scoring: longer than a name, or with its signs."""
    width, rows = 2 * levels + 1, []
    cells = _below(document, text, start)
    pairs: list[tuple[Cell, Cell]] = []
    words: list[Cell] = []
    for at, c in enumerate(cells):
        if _TOTAL.match(c.text):
            row = _leveled_total(c, list(takewhile(_is_mark, cells[at + 1 : at + levels + 2])), levels)
            rows += [row] if row is not None else []
            break
        if not _is_mark(c):
            words.append(c)
            continue
        rule = "".join(cell.text for cell in words)
        if pairs and (not words or len(rule) > 20 or _RULE.search(rule)):
            if len(pairs) > levels:
                return None  # a name was taken for a rule, or a rule for a name
            flat = [cell for pair in pairs for cell in pair]
            empty = Cell("", flat[0].start, flat[0].start, VOID)
            rows.append(Row(pairs[-1][0].text, (*[empty] * (2 * levels - len(flat)), *flat, c)))
            pairs = []
        elif words:
            pairs.append((words[-1], c))
        words = []
    if sum(row.cells[0].kind == TEXT for row in rows) < 2 or len(rows) < 3:
        return None
    end = max(c.end for row in rows for c in row.cells if c is not None)
    named = (*heads[: 2 * levels], next(h for h in heads[2 * levels :] if not _WORDS.match(h)))
    return Grid(named[:width], tuple(rows), 1, TITLE, "", form="levels"), document.place(end - 1, end)[1]


def _leveled_total(head: Cell, numbers: Sequence[Cell], levels: int) -> Row | None:
    """The total of a table with marks at each level: of all of them, or of one."""
    row = [Cell("", head.end, head.end, VOID)] * (2 * levels + 1)
    if len(numbers) == 2:
        row[-2:] = numbers
    elif len(numbers) == levels + 1:
        row[1::2], row[-1] = numbers[:-1], numbers[-1]
    else:
        return None
    return Row(head.text.rstrip("：:"), (head, *row[1:]))


def _is_mark(c: Cell) -> bool:
    return c.kind == NUMBER and _MARK.fullmatch(c.text) is not None


def _name(before: Sequence[Cell]) -> Cell:
    """The words that name a row: the last before its values, after the reasons told of the row before it."""
    return before[-1]


def _total(head: Cell, numbers: Sequence[Cell], width: int, marks: int, score: int) -> Row:
    cells: list[Cell | None] = [Cell("", head.end, head.end, VOID)] * width
    if len(numbers) == 2:
        cells[min(marks, score)], cells[max(marks, score)] = numbers
    elif len(numbers) == width:
        cells = list(numbers)
    else:
        cells[score] = numbers[0]
    return Row(head.text.rstrip("：:"), (head, *cells))
