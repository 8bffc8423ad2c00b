"""Changes told in prose whose ends stand in a table: 公务接待费14.20万元，比上年决算减少3.17万元 beside the columns 2021年决算数 and
2022年决算数.

Assumptions about the language and the table:
- the row is the one whose head has the words of what changed, and whose cell tells its figure of now where prose tells one;
  合计 is the row of what has no row of its own;
- the column of then is the one whose head has the year and the kind (预算, 决算) that the comparand names, 上年 being the
  year before that of now.
The tie is demanded where a cell tells the figure of now and one column alone answers the comparand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji import columns
from gouji import flattened as tables
from gouji.cells import Cells
from gouji.figures import Figure
from gouji.patterns import compiled
from gouji.quantity import unit
from gouji.relations.change import changes, earlier, ends
from gouji.relations.change.changes import Change
from gouji.relations.common.model import HUNDRED, RATIO, Formula, Relation, choose, linear
from gouji.relations.common.naming import chunks
from gouji.relations.common.paces import Pace
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.table.views import View, views, with_unit

_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_TOTAL = re.compile(r"合计|总计|总额$")
_BUDGET = re.compile("预算|计划|任务|目标|批复")
_FINAL = re.compile("决算|支出|执行|实际|完成")
_LAST = re.compile("上年|去年|上一年|上期")
_SAME = re.compile(
    r"[与比较同](?P<what>(?:(?:19|20)\d\d年?度?|上年度?|年初|全年)*(?:预算|决算)?数?)(?:相比)?[，]?(?:无增减变化|无增减|没有增减|无变化|没有变化|持平|一致|相同)"
)
_RIGHT_BEHIND = re.compile(r"[，。 ]?")
_ITEM = re.compile(r"^(?:其中[:：]?|[一二三四五六七八九十\d]+[、.．]|（[一二三四五六七八九十\d]+）|[⒈-⒛①-⑳])+")


@dataclass(frozen=True)
class Pair:
    """Now and then, and how sure the table makes them."""

    now: Figure
    then: Figure
    name: str
    sure: bool


def propose(reading: Reading) -> list[Relation]:
    """The changes whose earlier figure only a table tells."""
    open_ = [
        c for c in changes.find(reading) if c.inline is None and c.moved is None and len(c.members) <= 2 and not c.real
    ]
    if not open_ and not _SAME.search(reading.plain):
        return []
    grids = tables.find(reading.document)
    if not grids:
        return []
    cells = Cells(grids)
    by_column = [view for grid in grids if _years_or_kinds(view := views(reading, grid)[0])]
    found: list[Relation] = []
    for change in open_ if by_column else ():
        if len(change.amounts) > 1 or len(change.rates) > 1 or change.against not in ("then", "budget", ""):
            continue
        if cells.at(change.first.figure.number_start) is not None:
            continue
        found += _of_change(reading, change, by_column)
    return [*found, *_unmoved(reading, by_column)]


def _unmoved(reading: Reading, by_column: list[View]) -> Iterator[Relation]:
    """接待费支出N万元，与年初预算相比无增减: N is what the table tells as planned, where one cell alone answers."""
    for told in _SAME.finditer(reading.plain) if by_column else ():
        current = next(iter(reversed(reading.before(told.start(), 1))), None)
        if current is None or not current.quantity or not _RIGHT_BEHIND.fullmatch(reading.plain, current.end, told.start()):
            continue
        against = "budget" if _BUDGET.search(told["what"]) else "then"
        change = Change(told.start(), True, against, told["what"], "", False, anchor=current)
        pairs = [pair for view in by_column for pair in _pairs(reading, change, current, view)]
        of_all = len(pairs) == 1 and _TOTAL.search(pairs[0].name) and not compiled("合计|总|三公").search(current.lead)
        if len(pairs) == 1 and pairs[0].sure and not of_all:
            yield _same(pairs[0], told[0])


def _years_or_kinds(view: View) -> bool:
    """Whether a table has two columns at least that tell amounts of two times or kinds."""
    heads = [
        s.words
        for s in view.series
        if _YEAR.search(s.words) or _BUDGET.search(s.words) or _FINAL.search(s.words) or _LAST.search(s.words)
    ]
    return len(heads) >= 2 and len(view.cases) >= 2


def _of_change(reading: Reading, change: Change, by_column: list[View]) -> Iterator[Relation]:
    amount, rate = next(iter(change.amounts), None), next(iter(change.rates), None)
    like = amount if amount is not None and amount.quantity else None
    if amount is not None and like is None:
        return
    current = next(iter(ends.now(reading, change, like)), None)
    if current is not None and (not current.quantity or earlier.then(reading, change, current) is not None):
        return
    pairs = [pair for view in by_column for pair in _pairs(reading, change, current, view)]
    if not pairs:
        return
    lately = compiled("环比|上月|上季").search(reading.plain[max(0, change.start - 10) : change.start]) is not None  # against another column than last year's
    certain = len(pairs) == 1 and pairs[0].sure and not lately
    if certain and current is not None and all(m.figure.value for m in change.members):
        yield _direction(change, pairs[0])
    if amount is not None:
        yield from _chosen([_difference(amount, pair) for pair in pairs], certain)
    if rate is not None and rate.figure.value is not None:
        way = [_growth(change, rate, pair) for pair in pairs if pair.then.value]
        yield from _chosen(way, certain)
        if amount is not None and (told := choose(way)) is not None and told.holds:
            over = [_of_base(change, rate, amount, pair) for pair in pairs if pair.then is told.operands[1]]
            yield from _chosen(over, False)


def _chosen(readings: list[Relation], certain: bool) -> Iterator[Relation]:
    relation = choose(readings)
    if relation is not None and (certain or relation.holds):
        yield relation if certain else replace(relation, strict=False)


def _pairs(reading: Reading, change: Change, current: Mention | None, view: View) -> Iterator[Pair]:
    words = (ends.words_of(reading, current) if current is not None else "") + change.subject
    if current is not None and not ends.core(words):
        words = current.lead + change.subject
    if _YEAR.search(change.what) is None and change.against == "" and current is not None:
        return
    found: list[tuple[bool, Pair]] = []
    for case, head in enumerate(view.cases):
        name = _ITEM.sub("", columns.bare(head))
        total = bool(_TOTAL.search(name))
        core = _TOTAL.sub("", name).strip("“”·")
        told = [(s.words, s.figure(case)) for s in view.series if s.figure(case) is not None and s.kind != "rate"]
        called = core and core in words.translate(_QUOTES) or total and (not core or chunks(core) <= chunks(words))
        headed = (
            total and current is not None and any(_equal(f, current.figure) and column in words for column, f in told)
        )
        if not name or not (called or headed):
            continue
        found += [(total, pair) for pair in _in_row(change, current, words, head, total, told)]
    named = [pair for total, pair in found if not total]
    yield from named or [pair for _, pair in found]  # 合计 only where no row bears the name


_QUOTES = str.maketrans("", "", "“”")


def _in_row(
    change: Change, current: Mention | None, words: str, head: str, total: bool, told: list[tuple[str, Figure]]
) -> Iterator[Pair]:
    now_at, blank = None, False
    if current is not None:
        same = [at for at, (_, figure) in enumerate(told) if _equal(figure, current.figure)]
        if total and not same and not compiled("合计|总|三公").search(words):
            return
        now_at = same[-1] if same else None
        blank = not total and current.figure.value == 0 and len(told) == 1  # nothing spent, and nothing in its cell
    else:
        years = [int(m[1]) for column, _ in told if (m := _YEAR.search(column)) and _FINAL.search(column)]
        own = [
            at for at, (column, _) in enumerate(told) if _FINAL.search(column) and str(max(years, default=0)) in column
        ]
        if len(own) != 1 or len(set(years)) < 2 or total:
            return
        now_at = own[0]
    now_year = _YEAR.search(told[now_at][0]) if now_at is not None else _YEAR.search(words)
    wanted = _columns(change, [column for column, _ in told], now_at, int(now_year[1]) if now_year else None)
    for at in wanted:
        if at == now_at or told[at][1].value is None:
            continue
        now = current.figure if current is not None else told[now_at][1]
        if unit(now.unit).dimension == unit(told[at][1].unit).dimension:
            yield Pair(now, told[at][1], head, (now_at is not None or blank) and current is not None and len(wanted) == 1)


def _equal(a: Figure, b: Figure) -> bool:
    if a.value is None or b.value is None:
        return False
    x, y = unit(a.unit), unit(b.unit)
    return x.dimension == y.dimension and a.value * x.factor == b.value * y.factor


def _columns(change: Change, heads: list[str], now_at: int | None, now_year: int | None) -> list[int]:
    """The columns that answer a comparand: of its year, and of its kind where it names one."""
    what = change.what
    budget = bool(_BUDGET.search(what)) or change.against == "budget"
    final = bool(_FINAL.search(what))
    year = _YEAR.search(what)
    if year is not None and budget and not any(_YEAR.search(head) for head in heads):
        year = None  # 与2021年度预算相比, beside a table of one year
    last = _LAST.search(what) or change.against == "then" and year is None or change.against == ""
    if year is not None:
        own = [at for at, head in enumerate(heads) if year[1] in head]
    elif last:
        own = [at for at, head in enumerate(heads) if _LAST.search(head) or now_year and str(now_year - 1) in head]
    else:
        own = [
            at
            for at, head in enumerate(heads)
            if not _LAST.search(head) and (not _YEAR.search(head) or now_year and str(now_year) in head)
        ]
    if budget:
        own = [at for at in own if _BUDGET.search(heads[at])]
        initial = [at for at in own if "年初" in heads[at]]
        return initial if "年初" in what and initial else own
    kept = [at for at in own if _FINAL.search(heads[at])] if final else []
    if not kept and now_at is not None:
        kept = [at for at in own if bool(_BUDGET.search(heads[at])) == bool(_BUDGET.search(heads[now_at]))]
    return kept or own


def _difference(amount: Mention, pair: Pair) -> Relation:
    n, m, d = pair.now, pair.then, amount.figure
    rising = n.value * unit(n.unit).factor >= m.value * unit(m.unit).factor
    larger, smaller = (n, m) if rising else (m, n)
    return Relation(
        "difference",
        "difference.tabled",
        d,
        (larger, smaller),
        Formula("linear", (Decimal(1), Decimal(-1))),
        ("rest", "now", "then") if rising else ("rest", "then", "now"),
        f"{amount.label[-14:]}{d.text}应等于{with_unit(larger)}－{with_unit(smaller)}（见表中“{pair.name}”）",
        f"{d.text} should equal {with_unit(larger)} - {with_unit(smaller)}, by the table",
    )


def _direction(change: Change, pair: Pair) -> Relation:
    n, m, way = pair.now, pair.then, "增加" if change.up else "减少"
    return Relation(
        "comparison",
        "comparison.tabled",
        n,
        (m,),
        linear(1),
        ("stated", "base"),
        f"文中称“{way}”，{with_unit(n)}应{'大于' if change.up else '小于'}{with_unit(m)}（见表中“{pair.name}”）",
        f"as the text says, {with_unit(n)} should be {'above' if change.up else 'below'} {with_unit(m)} of the table",
        comparator=">" if change.up else "<",
    )


def _same(pair: Pair, words: str) -> Relation:
    n, m = pair.now, pair.then
    return Relation(
        "comparison",
        "comparison.tabled",
        n,
        (m,),
        linear(1),
        ("stated", "base"),
        f"文中称“{words}”，{with_unit(n)}应等于{with_unit(m)}（见表中“{pair.name}”）",
        f"as the text says, {with_unit(n)} should equal {with_unit(m)} of the table",
    )


def _growth(change: Change, rate: Mention, pair: Pair) -> Relation:
    n, m, p = pair.now, pair.then, rate.figure
    rising = n.value * unit(n.unit).factor >= m.value * unit(m.unit).factor
    sign = Decimal(1 if rising else -1)
    top = f"{with_unit(n)}-{with_unit(m)}" if rising else f"{with_unit(m)}-{with_unit(n)}"
    return Relation(
        "growth",
        "growth.tabled",
        p,
        (n, m),
        Pace("growth", (sign, Decimal(1) if p.unit == "倍" else HUNDRED)),
        ("rate", "now", "then"),
        f"{'增长' if change.up else '下降'}{p.text}应等于（{top}）÷{with_unit(m)}（见表中“{pair.name}”）",
        f"the change of {p.text} should equal the difference of {with_unit(n)} and {with_unit(m)} ÷ {with_unit(m)}, by the table",
    )


def _of_base(change: Change, rate: Mention, amount: Mention, pair: Pair) -> Relation:
    d, m, p = amount.figure, pair.then, rate.figure
    return Relation(
        "growth",
        "growth.of_tabled",
        p,
        (d, m),
        RATIO,
        ("rate", "change", "then"),
        f"{'增长' if change.up else '下降'}{p.text}应等于{d.text}÷{with_unit(m)}（见表中“{pair.name}”）",
        f"the change of {p.text} should equal {d.text} ÷ {with_unit(m)}, by the table",
        strict=False,
    )
