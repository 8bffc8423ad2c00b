"""Where an account tells one of its prescribed expenses: in prose, in a chapter of its own, in a table.

Basis: 财政部《部门决算公开》格式, whose names (公务接待费, 公务用车购置及运行维护费, 基本支出 …) leave no doubt which expense is meant.
Assumptions about the language:
- the last of these names before an amount, in its clause, is what it is of; a clause that tells only 预算 or 决算 is of the name before it, one
  that opens a paragraph of that of the heading over it;
- 预算 before an amount tells a plan, any other word what was spent, unless the whole account is one of plans;
- a year told with an amount, at its sentence's beginning or over it, is its year; 上年 the one before; changes and means are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gouji.relations.common.lists import is_change, is_mean
from gouji.relations.common.periods import common_year
from gouji.relations.common.reading import MONEY, Mention, Reading, kept
from gouji.relations.common.verbs import tells_change
from gouji.relations.table.cell_heads import cells_of

_NAME = re.compile(
    r"(?P<abroad>因公(?:临时)?出国|出国（境）)|(?P<car>(?:用车|公车|车辆)购置费?(?:[及和与、/]|以及)(?:公务)?(?:用车)?运行|(?:公务用车|公车)(?=费|支出|经费))"
    r"|(?P<buy>(?:用车|公车|车辆)(?:更新)?购置|^(?:其中：?)?购置(?=费))|(?P<run>(?:用车|公车|车辆)(?:使用)?运行|^(?:其中：?)?运行(?:维护)?(?=费))"
    r"|(?P<foreign>外事接待|国（境）外(?:公务)?接待)|(?P<home>国内(?:公务)?接待)|(?P<reception>公务接待)|(?P<total>三公)"
    r"|(?P<basic>基本支出)|(?P<project>项目支出)|(?P<staff>人员经费)|(?P<office>(?<!人均)公用经费)|(?P<running>机关运行经费)"
)
_BREAK = re.compile(r"[，。；：\n]")
_BARE = re.compile(
    r"[，、（：；]?(?:其中：?)?(?:与|[比较])?(?:当年|本年|上年|去年|年初|全年|调整后?|\d{4}年度?|的)*(?:财政拨款|实际|开支)*(?:预算|决算|执行|支出|安排|开支)*(?:数|为|是|共计|安排|合计|支出|的|：)*"
)
_ALL = re.compile("^(?:合计|总计|共计)$")
_PLAN = re.compile(r"(?<!公共)(?<!基金)(?<!经营)(?<!部门)预算(?!单位|财政拨款)|安排|计划")
_SPENT = re.compile(r"决算|支出|实际|执行|发生|开支|使用")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_LAST = re.compile("上年|去年|上一年")


@dataclass(frozen=True)
class Telling:
    """An amount of a prescribed expense: of which, "plan" or "spent", and of which year."""

    mention: Mention
    name: str
    stage: str
    year: str
    in_table: bool


@kept
def tellings(reading: Reading) -> list[Telling]:
    """All that a document tells of its prescribed expenses, in its order."""
    return list(_tellings(reading)) if _NAME.search(reading.plain) else []


def _tellings(reading: Reading) -> Iterator[Telling]:
    """The amounts of prescribed expenses: which, planned or spent, and of which year."""
    cells = cells_of(reading)
    title = reading.plain[:60]
    own = next(iter(_YEAR.findall(title)), common_year(reading))
    usual = "plan" if "预算" in title and "决算" not in title else "spent"
    last: tuple[Mention, str] | None = None
    for m in reading.mentions:
        if m.dimension != MONEY or m.figure.value is None or m.figure.qualifier != "exact":
            continue
        if (cell := cells.get(m.figure.id)) is not None:
            row, column, over = cell
            if name := _named(row) or _named(column) or ("total" if _ALL.match(row) and "三公" in over else ""):
                words = column if _named(column) != name else row
                yield Telling(m, name, _stage(words, usual if not _PLAN.search(over) or "决算" in over else "plan"), _year([words, over], own), True)
            continue
        clause = _BREAK.split(m.lead)[-1]
        name = _named(clause)
        if not name and last is not None and last[0].sentence == m.sentence and last[0].segment == m.segment and _BARE.fullmatch(m.lead):
            name = last[1]
        if not name and not _named(reading.plain[reading.sentences[m.sentence][0] : m.start]) and _opens(reading, m):
            name = _named(m.figure.section.rpartition(" / ")[2])
        last = (m, name) if name else None
        if name and not is_change(m) and not tells_change(m) and not is_mean(m):
            begin = reading.plain[reading.sentences[m.sentence][0] : m.start]
            yield Telling(m, name, _stage(clause, usual), _year([clause, *_YEAR.findall(begin)[:1], m.figure.section], own), False)


@lru_cache(maxsize=512)
def _named(words: str) -> str:
    """Which expense words name last; "" where none."""
    names = list(_NAME.finditer(words))
    return names[-1].lastgroup or "" if names else ""


def _opens(reading: Reading, m: Mention) -> bool:
    """Whether no other amount of money stands before one in its paragraph."""
    start = reading.plain.rfind("\n", 0, m.start) + 1
    return all(other.dimension != MONEY for other in reading.between(start, m.start))


def _stage(words: str, usual: str) -> str:
    plan = max((match.end() for match in _PLAN.finditer(words)), default=0)
    spent = max((match.end() for match in _SPENT.finditer(words)), default=0)
    if plan > spent:
        return "plan"
    return "plan" if plan and "决算" not in words and "实际" not in words else usual


def _year(words: Sequence[str], own: str) -> str:
    """The year that the first of these words to tell one tells; the report's own where none does."""
    for said in words:
        if own and _LAST.search(said):
            return str(int(own) - 1)
        if told := _YEAR.findall(said + "年" if said.isdigit() else said):
            return told[-1]
    return own
