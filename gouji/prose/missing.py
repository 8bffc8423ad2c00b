"""The amount that belongs where a placeholder stands, where the report's other figures determine it.

Three ties determine an amount: a kind of budget is what the total leaves after the other kinds; a whole is its two parts;
an executed amount is the budget times the stated rate. Where none applies, that is said; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pandas as pd

from gouji.document import Document
from gouji.interval import plain as shown
from gouji.patterns import compiled
from gouji.prose.marks import HAN, Both, sentence_at

_FUNDS = {
    "一般公共预算": "general public budget",
    "政府性基金": "government funds",
    "国有资本经营": "state capital operations",
    "社会保险基金": "social insurance funds",
}
_FUND = re.compile("|".join(_FUNDS))
_AMOUNT = r"(?P<amount>\d+(?:,\d{3})*(?:\.\d+)?)(?P<unit>万元|亿元|元)"
_PROJECT_TOTAL = re.compile(
    rf"(?<!金)(?<!预算)(?<!经营)项目支出(?:总额|合计|决算数?|预算数?)?(?:共计?|为|是)?{_AMOUNT}"
)
_IN_FUND = re.compile(rf"(?:涉及|共计?|合计|总额|金额|资金|支出)[^。；，\n\d]{{0,8}}{_AMOUNT}")
_NONE = re.compile(r"(?:无|没有|未安排|不涉及|未发生)[^。；，\n]{0,6}$")
_SHARE = re.compile(r"占[^。；，\n]{0,24}?(?P<rate>\d+(?:\.\d+)?)%")
_YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_LABELS = (
    ("budget", re.compile(r"(?:全年)?预算(?:批复)?数$|预算安排$")),
    ("executed", re.compile(r"(?:全年)?(?:执行|支出|决算)数$|(?:实际)?(?:支出|使用|执行)$")),
)


@dataclass(frozen=True)
class Amount:
    """An amount with the arithmetic that leads to it and the figures it was worked out from."""

    value: Decimal
    unit: str
    arithmetic: Both
    figures: tuple[str, ...] = ()


def amount(
    document: Document,
    start: int,
    end: int,
    headline: pd.DataFrame | None,
    projects: pd.DataFrame | None,
    figures: Iterable[object] = (),
) -> Amount | None:
    """The amount that belongs at `text[start:end]`; None where the report does not determine it.

    `headline` and `projects` are the tables of those names; without them the text's own statements are read.
    """
    told = document.text[start:end]
    unit = compiled(r"亿元|万元|元").search(told)
    if unit is None:
        return None
    gap = re.search(rf"[^{HAN}“”《》]", told) or unit  # the stretch may begin with the words before the gap
    begin, stop = document.plain_at(start + gap.start()), document.plain_at(end)
    known = list(figures)
    for rule in (_of_rate, _of_parts):
        if found := rule(document, begin, stop, unit[0], known):
            return found
    return _of_fund(document, begin, stop, unit[0], headline, projects, known)


def _decimal(text: object) -> Decimal | None:
    try:
        return Decimal(str(text).replace(",", "")) if str(text or "") else None
    except InvalidOperation:
        return None


def _in_unit(value: Decimal, unit: str, wanted: str) -> Decimal:
    return value * _YUAN[unit] / _YUAN[wanted]


def _ids(document: Document, places: Iterable[tuple[int, int]], figures: list) -> tuple[str, ...]:
    """The ids of the figures whose numeral starts in one of these stretches of the working text."""
    spans = [document.place(a, b) for a, b in places]
    return tuple(figure.id for figure in figures if any(a <= figure.start < b for a, b in spans))


def _of_rate(document: Document, begin: int, stop: int, unit: str, figures: list) -> Amount | None:
    """预算数A，执行数B，完成预算的C%: the one of A and B that is missing."""
    plain = document.plain
    first, last = sentence_at(plain, begin)
    rate = compiled(r"(?:完成(?:全年)?预算(?:数)?的|(?:预算)?(?:执行|完成|支付|使用)率(?:为|达到?)?)(?P<rate>\d+(?:\.\d+)?)%").search(plain[first:last])
    label = _label(plain[first:begin])
    if rate is None or label is None:
        return None
    others = []
    for match in compiled(_AMOUNT).finditer(plain[first:last]):
        other = _label(plain[first : first + match.start()])
        if other and other != label:
            others.append((other, match))
    if len(others) != 1 or not Decimal(rate["rate"]):
        return None
    _, match = others[0]
    given, share = Decimal(match["amount"].replace(",", "")), Decimal(rate["rate"])
    places = [(first + match.start(), first + match.end()), (first + rate.start("rate"), first + rate.end("rate"))]
    if share != 100:  # a rounded rate determines no amount
        return None
    value = _in_unit(given, match["unit"], unit)
    text = f"{match[0]} ÷ {shown(share)}%" if label == "budget" else f"{match[0]} × {shown(share)}%"
    return Amount(
        value,
        unit,
        Both(f"{text} = {shown(value)}{unit}", f"{text} = {shown(value)} {unit}"),
        _ids(document, places, figures),
    )


def _label(before: str) -> str | None:
    tail = compiled(r"[，。；、]").split(compiled(r"[A-Za-z₀-₉×_\s…*]+$").sub("", before[-24:]))[-1]
    return next((name for name, pattern in _LABELS if pattern.search(tail)), None)


def _of_parts(document: Document, begin: int, stop: int, unit: str, figures: list) -> Amount | None:
    """支出A，其中基本支出B，项目支出C: the one of the three that is missing, where the two others stand in its sentence."""
    plain = document.plain
    first, last = sentence_at(plain, begin)
    parts: dict[str, re.Match[str]] = {}
    for name, pattern in (
        ("basic", rf"基本支出(?:为|共计?)?{_AMOUNT}"),
        ("project", rf"(?<!基金)(?<!预算)项目支出(?:为|共计?)?{_AMOUNT}"),
    ):
        if match := re.search(pattern, plain[first:last]):
            parts[name] = match
    tail = plain[max(first, begin - 8) : begin]
    total = re.search(
        rf"(?:全年预算数|决算数|支出(?:总额|合计|总计|决算)|总支出)(?:为|共计?)?{_AMOUNT}", plain[first:last]
    )
    if compiled(r"基本支出(?:为|共计?)?\W*$").search(tail) and total and "project" in parts:
        whole, known, sign = total, parts["project"], "−"
    elif compiled(r"(?<!基金)(?<!预算)项目支出(?:为|共计?)?\W*$").search(tail) and total and "basic" in parts:
        whole, known, sign = total, parts["basic"], "−"
    elif (
        compiled(r"(?:全年预算数|决算数|支出(?:总额|合计|总计)|总支出)(?:为|共计?)?\W*$").search(tail)
        and len(parts) == 2
        and "其中" in plain[stop:last]
    ):
        whole, known, sign = parts["basic"], parts["project"], "+"
    else:
        return None
    a, b = (_in_unit(Decimal(each["amount"].replace(",", "")), each["unit"], unit) for each in (whole, known))
    value = a + b if sign == "+" else a - b
    if value < 0:
        return None
    places = [(first + each.start(), first + each.end()) for each in (whole, known)]
    text = f"{shown(a)} {sign} {shown(b)} = {shown(value)}"
    return Amount(value, unit, Both(f"{text}{unit}", f"{text} {unit}"), _ids(document, places, figures))


def _of_fund(
    document: Document,
    begin: int,
    stop: int,
    unit: str,
    headline: pd.DataFrame | None,
    projects: pd.DataFrame | None,
    figures: list,
) -> Amount | None:
    """The amount of one kind of budget: all project spending less that of the other kinds, times the share it is stated to be."""
    plain = document.plain
    kinds = _kinds(plain)
    own = next((kind for kind, first, last, _ in kinds if first <= begin < last), None)
    others: dict[str, tuple[Decimal, tuple[int, int]]] = {}
    absent = set()
    if own is None or not _whole_kind(plain, own, begin):
        return None
    for kind, first, last, none in kinds:
        if kind == own:
            continue
        if none:
            absent.add(kind)
        elif (match := _IN_FUND.search(plain, first, last)) and "项目" in plain[first : match.start()]:
            others.setdefault(
                kind,
                (
                    _in_unit(Decimal(match["amount"].replace(",", "")), match["unit"], unit),
                    (match.start("amount"), match.end()),
                ),
            )
    told = set(others) | (absent - set(others))
    if "政府性基金" not in told and own != "政府性基金":
        return None  # the commonest other kind is not told of: the rest is not determined
    if own != "一般公共预算" and "一般公共预算" not in others:
        return None
    total = _total(document, headline, projects, unit, figures)
    share = _SHARE.search(plain, stop, min(len(plain), stop + 60))
    if total is None or (share and Decimal(share["rate"]) != 100):
        return None
    whole, source, ids = total
    value = whole - sum((each for each, _ in others.values()), Decimal(0))
    if value < 0:
        return None
    minus = "".join(f" − {shown(each)}" for each, _ in others.values())
    names_zh = "".join(f"减{kind}{shown(each)}{unit}" for kind, (each, _) in others.items())
    names_en = "".join(f", less {_FUNDS[kind]} {shown(each)} {unit}" for kind, (each, _) in others.items())
    none_zh = f"，报告称无{'、'.join(sorted(absent))}项目支出" if absent else ""
    none_en = f"; the report tells of none under {', '.join(_FUNDS[kind] for kind in sorted(absent))}" if absent else ""
    sums = f"{shown(whole)}{minus} = {shown(value)}"
    return Amount(
        value,
        unit,
        Both(
            f"{source.zh}{shown(whole)}{unit}{names_zh}{none_zh}，即{sums}{unit}",
            f"{source.en} {shown(whole)} {unit}{names_en}{none_en}: {sums} {unit}",
        ),
        ids + _ids(document, [place for _, place in others.values()], figures),
    )


def _whole_kind(plain: str, kind: str, begin: int) -> bool:
    """Whether the gap is told to be what this kind spent on all projects, not on one, not its income or its staff."""
    first = max(plain.rfind("\n", 0, begin), plain.rfind(kind, 0, begin) - 1) + 1
    before = plain[first:begin]
    asked = re.match(rf"{kind}(?:预算)?(?:财政拨款)?项目支出", before)
    return bool(
        asked
        and compiled(r"(?:涉及|共计?|合计|总额|金额|资金)(?:资金|金额|总额|共计?|为|约)*\W*$").search(before)
        and not compiled(r"基本支出|收入|结转|结余|三公").search(before)
    )


def _kinds(plain: str) -> list[tuple[str, int, int, bool]]:
    """Each mention of a kind of budget with the stretch it governs: to the next mention of another, within its paragraph."""
    found = []
    mentions = list(_FUND.finditer(plain))
    for number, match in enumerate(mentions):
        paragraph = plain.find("\n", match.end())
        last = paragraph if paragraph >= 0 else len(plain)
        following = next((each for each in mentions[number + 1 :] if each[0] != match[0]), None)
        if following and following.start() < last:
            last = following.start()
        absent = bool(_NONE.search(plain, max(0, match.start() - 12), match.start()))
        found.append((match[0], match.start(), last, absent))
    return found


def _total(
    document: Document, headline: pd.DataFrame | None, projects: pd.DataFrame | None, unit: str, figures: list
) -> tuple[Decimal, Both, tuple[str, ...]] | None:
    """All project spending: as the headline states it, else as the text does, else the sum of the listed projects."""
    listed = _listed(projects, unit)
    with_list = lambda value: listed is not None and listed[0] == value  # noqa: E731
    also_zh = f"（与所列{listed[1]}个项目执行数合计一致）" if listed else ""
    also_en = f" (which is also what the {listed[1]} listed projects' executed amounts add up to)" if listed else ""
    if headline is not None and len(headline):
        rows = headline[headline["item"].astype(str).str.fullmatch(r"项目支出(?:总额|合计|决算数?)?")]
        for _, row in rows.iterrows():
            value = _decimal(row["value"])
            if value is not None and row["unit"] in _YUAN:
                value = _in_unit(value, row["unit"], unit)
                same = with_list(value)
                return (
                    value,
                    Both(
                        "项目支出总额" + (also_zh if same else ""), "all project spending" + (also_en if same else "")
                    ),
                    (str(row["figure"]),),
                )
    if match := _PROJECT_TOTAL.search(document.plain):
        value = _in_unit(Decimal(match["amount"].replace(",", "")), match["unit"], unit)
        same = with_list(value)
        return (
            value,
            Both("项目支出总额" + (also_zh if same else ""), "all project spending" + (also_en if same else "")),
            _ids(document, [(match.start("amount"), match.end())], figures),
        )
    if listed:
        return (
            listed[0],
            Both(f"所列{listed[1]}个项目执行数合计", f"the {listed[1]} listed projects, executed"),
            listed[2],
        )
    return None


def _listed(projects: pd.DataFrame | None, unit: str) -> tuple[Decimal, int, tuple[str, ...]] | None:
    if projects is None or not len(projects):
        return None
    amounts = [(_decimal(row["executed"]), row["unit"], str(row["executed_figure"])) for _, row in projects.iterrows()]
    if any(value is None or stated not in _YUAN for value, stated, _ in amounts):
        return None
    total = sum((_in_unit(value, stated, unit) for value, stated, _ in amounts), Decimal(0))
    return total, len(amounts), tuple(figure for _, _, figure in amounts if figure)
