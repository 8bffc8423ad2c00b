"""The score of the whole wherever it is told: again in another place or in a table, less what was lost, and in the grade it has.

Assumptions about the language:
- 自评得分, 综合得分 of no item and no named project is the score of what the document is about; told twice, it is one value, but for
  another year's, another judge's (复核, 第三方) or a mean;
- 共扣5.5分 is what the whole is short of a hundred; 预算配置扣1分 is what the item of that name is short of its marks;
- a grade that follows the score (等级为“良”) is the one whose bounds the document tells (80分至90分为良).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji import flattened as tables
from gouji.figures import Figure
from gouji.interval import Interval
from gouji.patterns import compiled
from gouji.relations.common.model import HUNDRED, Relation, linear
from gouji.relations.common.reading import SCORE, Reading
from gouji.relations.score.losses import loss
from gouji.relations.score.marks import ITEM, TOTAL, Entry, entries
from gouji.relations.score.scores import tree
from gouji.relations.table.indicators import Item, items
from gouji.relations.table.totals import is_total

_WHOLE = re.compile(r"部门|整体|我[局县市区委办院校镇乡中会]|本[局单委院校中镇]|单位")
_PROJECT = re.compile(r"^(?:经.*?，)?(?:该|本)?项目总?$|[该本]项目")
_NAMELESS = re.compile(
    r"(?:经|综合|评定|评价|自评|绩效|得分|总|最终|结果|考核|量化|打分|本次|此次|汇总|按|百分制|满分|情况|20\d\d年度?|自查|根据|上述|以上|为|的)+"
)
_OTHERS = re.compile(
    r"复核|复评|抽[评查]|财政[^，。]{0,6}(?:复|评[价定分审]|打分|考核)|第三方|专家|评审|上年|去年|上一年|平均|分别|中期|监控|目标|[A-Za-z]"
)
_OF_SCORES = re.compile(r"自评|评价|结论|得分|评分|绩效|结果|总体|综合")
_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}[、是]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、．]")
_YEAR = re.compile(r"20\d\d(?=年)")
_GRADES = r"[“]?(?P<grade>优秀|优|良好|良|中等|中|较差|差|不合格|合格|基本合格|一般)(?=[”，。；、（）\s等级档次]|$)"
_IS = r"(?:的|者|时|，|：|、|之间|区间|评定?|等级|等次|结果|属于?|为|是)*"
_INCLUDED = r"分?(?:（[^（）]{1,8}）)?"
_BANDS = (
    re.compile(
        rf"(?P<low>\d{{2,3}}){_INCLUDED}(?:[-—－~～至到]|以上[，、]?)+(?P<high>\d{{2,3}}){_INCLUDED}(?:以下|以内)?{_INCLUDED}{_IS}{_GRADES}"
    ),
    re.compile(rf"(?P<low>\d{{2,3}}){_INCLUDED}及?以上{_INCLUDED}{_IS}{_GRADES}"),
    re.compile(rf"[≥](?P<low>\d{{2,3}}){_INCLUDED}{_IS}{_GRADES}"),
    re.compile(rf"(?P<high>\d{{2,3}}){_INCLUDED}以下{_INCLUDED}{_IS}{_GRADES}"),
    re.compile(
        rf"(?<![等为是“])(?P<grade>优秀?|良好?|中等?|较差|差|合格)[”]?(?:等级|等次|级)?[（：](?:得分|评分)?[≥]?(?P<low>\d{{2,3}}){_INCLUDED}"
        rf"(?:[-—－~～至到](?P<high>\d{{2,3}})|及?以上)"
    ),
)
_GRADED = re.compile(
    r"^分?[，（：、]?[^。；\n\d]{0,16}?(?:等级|等次|结果|结论|评级|级别|档次|评定|评为|属于)[^。；\n“”\d，]{0,8}"
    + _GRADES
)


def propose(reading: Reading) -> list[Relation]:
    """The whole's score told again, its loss, the items' losses by name, and its grade."""
    told = entries(reading)
    lists = _tables(reading)
    if not told and not lists:
        return []
    wholes = _wholes(reading, told)
    return [
        *_again(reading, wholes, lists),
        *_items_again(told, [*tree(reading).wholes, *(e for e in told if e.kind == TOTAL)], lists),
        *_loss_of_all(told, wholes),
        *_losses_by_name(told, [item for rows in lists for item in rows]),
        *_grades(reading, wholes),
    ]


def _tables(reading: Reading) -> list[list[Item]]:
    """The rows of the tables of scores."""
    return [rows for grid in tables.find(reading.document) if len(rows := items(reading, grid)) > 1]


def _wholes(reading: Reading, told: Sequence[Entry]) -> list[Entry]:
    """The entries that tell the score of what the document is about."""
    found = [e for e in told if e.got is not None and (e.kind == TOTAL or e in tree(reading).wholes)]
    found = [e for e in found if not _OTHERS.search(reading.plain[e.first.start - len(e.first.lead) : e.got.start])]
    found = [e for e in found if not _listed(reading, e, found)]
    sorts = {_sort(e) for e in found}
    if "" in sorts:
        return [e for e in found if _sort(e) not in ("", "any")]  # beside projects told by name, only what names the whole
    return [e for e in found if _sort(e) != "any"] if {"whole", "project"} <= sorts else found


def _listed(reading: Reading, entry: Entry, others: Sequence[Entry]) -> bool:
    """Whether a total is one of several that a list, a paragraph, or sections of their own tell of things that are not named beside it."""
    if _sort(entry) != "any" or entry in tree(reading).wholes:
        return False
    own = _mark(reading, entry)
    alike = [e for e in others if e is not entry and (own and own == _mark(reading, e) or e.paragraph == entry.paragraph)]
    titles = [title.rpartition(" / ")[2] for start, title in reading.document.sections if start <= entry.start]
    return bool(alike) or bool(titles and titles[-1]) and not _OF_SCORES.search(titles[-1])


def _mark(reading: Reading, entry: Entry) -> str:
    """The style of number that an entry's paragraph begins with."""
    told = _NUMBER.match(reading.plain, entry.paragraph)
    return compiled(r"[一二三四五六七八九十\d]+").sub("#", told[0]) if told else ""


def _sort(entry: Entry) -> str:
    """What a total is of: the whole department, the one project, not told, or "" for something named."""
    if _WHOLE.search(entry.name):
        return "whole"
    if not _NAMELESS.sub("", entry.name) or entry.kind != TOTAL:
        return "any"
    return "project" if _PROJECT.search(entry.name) else ""


def _again(reading: Reading, wholes: Sequence[Entry], lists: Sequence[Sequence[Item]]) -> Iterator[Relation]:
    """The whole's score told once more, in prose or as the total of the only table of scores."""
    if not wholes:
        return
    first = wholes[0]
    years = _YEAR.findall(_sentence(reading, first))
    several = len({entry.got.figure.value for entry in wholes}) > 2  # each of another project, and none said which
    for entry in wholes[1:]:
        if several and entry.got.figure.value != first.got.figure.value:
            continue
        own = _YEAR.findall(_sentence(reading, entry))
        if own and years and not set(own) & set(years) or {_sort(first), _sort(entry)} >= {"whole", "project"}:
            continue
        yield _same(entry.got.figure, first.got.figure)
    totals = [row for rows in lists for row in rows if is_total(row.name) and row.score is not None]
    if len(totals) == 1 and len(lists) <= 2 and totals[0].marks is not None and totals[0].marks.value == HUNDRED:
        above = compiled("整体支出|项目").findall(reading.plain[max(0, totals[0].start - 1500) : totals[0].start])
        if not (_sort(first) == "whole" and above and above[-1] == "项目"):
            yield _same(totals[0].score, first.got.figure)


def _items_again(told: Sequence[Entry], totals: Sequence[Entry], lists: Sequence[Sequence[Item]]) -> Iterator[Relation]:
    """An item's marks and score told once more under its name, in another paragraph or in the table, where there is but one tree of
    scores: a name that two lists, or one list twice, tell with marks of their own is of two items."""
    if len({e.got.figure.value for e in totals if e.got is not None}) != 1 or len(lists) > 1:
        return
    known: dict[str, list[tuple[int, Figure | None, Figure | None]]] = {}
    for e in told:
        if e.kind == ITEM and (e.got is not None or e.full is not None):
            known.setdefault(_core(e.name), []).append((e.paragraph, e.full and e.full.figure, e.got and e.got.figure))
    for row in (row for rows in lists for row in rows if not is_total(row.name)):
        known.setdefault(_core(row.name), []).append((-1, row.marks, row.score))
    for name, places in known.items():
        if len(name) < 2 or not 1 < len(places) == len({place for place, _, _ in places}):
            continue
        marks = {full.value for _, full, _ in places if full is not None}
        (_, full, got), *rest = places
        for _, other_full, other_got in rest:
            if got is not None and other_got is not None and len(marks) == 1:
                yield _same(other_got, got, f"“{name}”得分", f"the score of “{name}”")
            alike = got is not None and other_got is not None and got.value == other_got.value
            if full is not None and other_full is not None and (len(marks) == 1 or alike):
                yield _same(other_full, full, f"“{name}”分值", f"the marks of “{name}”")


def _sentence(reading: Reading, entry: Entry) -> str:
    begin, end = reading.sentences[entry.sentence]
    return reading.plain[begin:end]


def _same(again: Figure, first: Figure, zh: str = "总得分", en: str = "the score of the whole") -> Relation:
    return Relation(
        "repeat",
        "score.again",
        again,
        (first,),
        linear(1),
        ("repeat", "first"),
        f"{zh}{again.text}应与另一处所述{first.text}一致",
        f"{en} {again.text} should be the {first.text} told in the other place",
    )


def _loss_of_all(told: Sequence[Entry], wholes: Sequence[Entry]) -> Iterator[Relation]:
    """共扣5.5分 = 100分 - 94.5分."""
    if len({e.got.figure.value for e in wholes}) != 1:
        return
    got = wholes[-1].got
    for entry in told:
        if entry.kind == TOTAL and entry.lost is not None and entry.got is None:
            yield loss(entry.lost.figure, got.figure, entry.full and entry.full.figure)


def _losses_by_name(told: Sequence[Entry], rows: Sequence[Item]) -> Iterator[Relation]:
    """“预算配置”扣1分 = the marks of the item 预算配置 less its score."""
    known: dict[str, list[tuple[Figure, Figure]]] = {}
    for name, full, got in (
        *((e.name, e.full and e.full.figure, e.got and e.got.figure) for e in told),
        *((row.name, row.marks, row.score) for row in rows),
    ):
        if full is not None and got is not None:
            known.setdefault(_core(name), []).append((full, got))
    for entry in told:
        if entry.kind == ITEM and entry.lost is not None and entry.full is None and entry.got is None:
            same = known.get(_core(entry.name), [])
            if len({(full.value, got.value) for full, got in same}) == 1 and len(_core(entry.name)) > 1:
                full, got = same[0]
                yield loss(entry.lost.figure, got, full, f"“{entry.name}”", f" of “{entry.name}”")


def _core(name: str) -> str:
    """An item's name without its number and without words that any item may have."""
    return compiled(r"^(?:[一二三四五六七八九十\d]+[.、．]|（[^）]*）)+|[“”‘’\s]|(?:类|方面)?(?:指标|情况|方面)$|（[^）]*）$").sub("",
        name,
    )


def _grades(reading: Reading, wholes: Sequence[Entry]) -> Iterator[Relation]:
    """评价等级为“良”: the score lies within the bounds that the document tells for that grade."""
    told = [(entry, grade) for entry in wholes if (grade := _GRADED.match(reading.plain[entry.got.end : entry.got.end + 60]))]
    bands: dict[str, tuple[Figure | None, Figure | None]] = {}
    for pattern in _BANDS if told and ("优" in reading.plain or "合格" in reading.plain) else ():
        for band in pattern.finditer(reading.plain):
            low, high = (_bound(reading, band, name) for name in ("low", "high"))
            bands.setdefault(band["grade"][:1], (low, high))
    for entry, grade in told:
        low, high = bands.get(grade["grade"][:1], (None, None))
        for bound, sign, zh, en in ((low, ">=", "不低于", "at least"), (high, "<=", "不高于", "at most")):
            if bound is not None:
                got = entry.got.figure
                yield Relation(
                    "comparison",
                    "score.grade",
                    got,
                    (bound,),
                    linear(1),
                    ("score", "bound"),
                    f"得分{got.text}评为“{grade['grade']}”，按所述标准应{zh}{bound.value}分",
                    f"the score {got.text} is graded “{grade['grade']}”, which is told to be {en} {bound.value}",
                    comparator=sign,
                )


def _bound(reading: Reading, band: re.Match[str], name: str) -> Figure | None:
    """A bound of a band as a figure of its own; None where the document's figures do not tell it."""
    if name not in band.re.groupindex or band[name] is None:
        return None
    value = HUNDRED * 0 + int(band[name])
    told = [
        m
        for m in reading.between(band.start(name) - 6, band.end(name))
        if m.dimension == SCORE and m.end >= band.end(name)
    ]
    if not told or not HUNDRED / 2 <= value <= HUNDRED:
        return None
    return replace(told[-1].figure, value=value, qualifier="exact", interval=Interval.point(value))
