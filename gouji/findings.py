"""Findings (疑点): failed checks with their evidence in the source's own words, and what to do about them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from gouji.checks import Check
from gouji.dispositions import Disposition, Notice, notices
from gouji.document import Document
from gouji.frames import records
from gouji.interval import rounded
from gouji.quotes import LONGEST, Quote, around, exactly, phrase
from gouji.rows import decimal
from gouji.rules import SEVERITIES, Rule, filled
from gouji.suites import Suite

if TYPE_CHECKING:
    import pandas as pd

Text = dict[str, str]
DOMAIN = ("headline", "projects", "progress")
MOST_QUOTES = 40
_MISSES = {"=": "≠", "<=": ">", "<": "≥", ">=": "<", ">": "≤"}
TELLING = 15  # a stretch with fewer characters, such as a heading's number, needs the words around it to be told apart


@dataclass(frozen=True)
class Finding:
    """One thing wrong, or to be asked, in the parts that audit standards ask of a finding.

    `check` is the id of the check it comes from, `checks` of all that it tells of, `figures` are theirs. `disposition`
    is the reviewer's decision with `expired`, or None; `closed` tells whether it no longer counts.
    """

    fingerprint: str
    check: str
    kind: str
    severity: str
    title: Text
    condition: Text
    criteria: Text
    cause: Text
    effect: Text
    recommendation: Text
    quotes: tuple[Quote, ...]
    disposition: Mapping[str, Any] | None = None
    closed: bool = False
    suite: str = ""
    rule: str = ""
    checks: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    arithmetic: str = ""
    difference: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The finding as `gouji check --format json` prints it."""
        names = "fingerprint check kind severity title condition criteria cause effect recommendation".split()
        return {
            **{name: getattr(self, name) for name in names},
            "quotes": [quote.as_dict() for quote in self.quotes],
            "disposition": None if self.disposition is None else dict(self.disposition),
        }


@dataclass(frozen=True)
class Found:
    """A report's findings in the order of the source, and what is to be said about its dispositions."""

    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...] = ()


def from_checks(
    report: str,
    checks: Sequence[Check],
    tables: Mapping[str, pd.DataFrame],
    document: Document,
    suites: Sequence[Suite],
    dispositions: Sequence[Disposition] = (),
    *,
    today: date,
) -> Found:
    """The findings of one report's failed checks. `tables` are the report's own, `checks` in the order of the source.

    A check that was not run is no finding: nothing was found. See outcome.not_run.
    """
    rules = {(suite.name, rule.meta.check): rule for suite in suites for rule in suite.rules}
    places, rows = _places(tables), _Rows(tables)
    found: list[Finding] = []
    seen: Counter[str] = Counter()
    for group in _merged([check for check in checks if check.verdict == "fails"], rules, rows):
        rule, row = rules[group[0].suite, group[0].rule], rows.of(group[0])
        finding = _finding(report, group, rule, row, places, document, _elsewhere(group, rows))
        seen[finding.fingerprint] += 1
        if (number := seen[finding.fingerprint]) > 1:
            finding = replace(finding, fingerprint=f"{finding.fingerprint}-{number}")
        found.append(finding)
    decided = {decision.fingerprint: decision for decision in dispositions}
    found = [
        replace(finding, disposition=decision.as_dict(today), closed=decision.closes(today))
        if (decision := decided.get(finding.fingerprint))
        else finding
        for finding in found
    ]
    return Found(tuple(found), tuple(notices(dispositions, (finding.fingerprint for finding in found), today)))


def _finding(
    report: str,
    group: Sequence[Check],
    rule: Rule,
    row: Mapping[str, Any],
    places: Mapping[str, tuple[int, int]],
    document: Document,
    elsewhere: Sequence[tuple[int, int]] = (),
) -> Finding:
    check = group[0]
    figures = tuple(dict.fromkeys(figure for member in group for figure in member.figures))
    spans = [places[figure] for figure in figures if figure in places]
    # The same words in one more place, or one less, are the same finding.
    named = [places[figure] for figure in check.figures if figure in places] if check.table == "prose" else spans
    own = _own_place(row)
    if own and check.table == "prose":
        quotes = around(document, spans[:MOST_QUOTES])
        told = [exactly(document, *place) for place in (own, *elsewhere)]
        quotes = told + [q for q in quotes if all(q.end <= quote.start or q.start >= quote.end for quote in told)]
    else:
        near = [own] if own and (not spans or own[1] - own[0] <= LONGEST) else []
        quotes = around(document, [*spans, *near, *elsewhere][:MOST_QUOTES])
    difference = None if check.difference is None else check.difference.lstrip("-")
    fields = {
        **row,
        "stated": check.stated,
        "computed": check.computed,
        "difference": difference,
        **({"quote": _cut(row["quote"])} if row.get("quote") else {}),
    }
    words = {name: filled(text, fields) for name, text in rule.meta.texts if name != "statement"}
    arithmetic = _arithmetic(check, row)
    return Finding(
        fingerprint=_fingerprint(report, check, row, named, own, document),
        check=check.id,
        kind=check.kind,
        severity=min((member.severity for member in group), key=SEVERITIES.index),
        title=words["title"],
        condition=_condition(check, row, arithmetic, difference, len(group) if check.table == "prose" else 1),
        criteria=_row_text(row, "criteria") or words["criteria"],
        cause=_row_text(row, "diagnosis") or words["cause"],
        effect=words["effect"],
        recommendation=_row_text(row, "recommendation") or words["recommendation"],
        quotes=tuple(quotes),
        suite=check.suite,
        rule=check.rule,
        checks=tuple(member.id for member in group),
        figures=figures,
        arithmetic=arithmetic,
        difference=check.difference,
    )


def _fingerprint(
    report: str,
    check: Check,
    row: Mapping[str, Any],
    spans: Sequence[tuple[int, int]],
    own: tuple[int, int] | None,
    document: Document,
) -> str:
    """What a finding is about, as 12 hexadecimal digits after a `g`: text elsewhere in the report does not change it.

    Of the report, the kind (of relations and words) or rule, and what stands between the nearest marks around each
    figure.
    """
    about = check.kind if check.table in ("relations", "prose") else check.rule
    words = [phrase(document, *span) for span in spans]
    if own and (check.table == "prose" or not words):
        said = "".join(document.text[slice(*own)].split())
        words.append(said if len(said) > TELLING else phrase(document, *own))
    if not words:
        words = [str(row.get("name") or row.get("item") or ""), check.stated or "", check.computed or ""]
    key = json.dumps([report, about, words], ensure_ascii=False, separators=(",", ":"))
    return f"g{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _condition(check: Check, row: Mapping[str, Any], arithmetic: str, difference: str | None, told: int) -> Text:
    """What was found, in words: the tie that should hold, the arithmetic written out, and by how much it misses."""
    zh, en = check.statement["zh"].rstrip("。"), check.statement["en"].rstrip(".")
    if arithmetic:
        zh, en = f"{zh}。经核对，{arithmetic}", f"{en}. Recalculated: {arithmetic}"
    if difference and decimal(difference) and check.table != "analytics":
        number, unit = _shortened(difference), row.get("unit") or ""
        rate = unit in ("%", "％")
        zh += f"，相差{number}{'个百分点' if rate else unit}"
        en += f"; the difference is {number} {'percentage points' if rate else unit}".rstrip()
    if told > 1:
        zh, en = f"{zh}。同样的话全文共{told}处", f"{en}. The same words stand in {told} places"
    if zh.endswith(("？", "！")):
        return {"zh": zh, "en": en if en.endswith(("?", "!")) else f"{en}."}
    return {"zh": f"{zh}。", "en": f"{en[:1].upper()}{en[1:]}."}


def _arithmetic(check: Check, row: Mapping[str, Any]) -> str:
    """The arithmetic as a person writes it, with what is stated beside it: 17 + 5 + 2 = 24 ≠ 22; 72 > 56."""
    told, comparator = row.get("arithmetic") or "", row.get("comparator")
    if not (told and check.stated and check.computed and comparator in _MISSES):
        return told
    left, _, right = told.rpartition(" = ")
    if left in ("", right):  # nothing was calculated: one figure stands against another
        return f"{check.stated} {_MISSES[comparator]} {check.computed}"
    if comparator == "=":
        return told if "≠" in told else f"{told} ≠ {check.stated}"
    return f"{told}, {check.stated} {_MISSES[comparator]} {check.computed}"


def _merged(
    failed: Sequence[Check], rules: Mapping[tuple[str, str], Rule], rows: _Rows
) -> Iterable[list[Check]]:
    """Checks that tell one thing: rows with the same `merge_on`, or the same tie as a relation and as a table's row.

    A name listed twice is one finding, not two; of a tie, the relation comes first, since it knows the likely slip.
    """
    ties = {(check.kind, frozenset(check.figures)): id(check) for check in failed if check.table == "relations"}
    groups: dict[Any, list[Check]] = {}
    for check in failed:
        key: Any = id(check)
        if columns := rules[check.suite, check.rule].meta.merge_on:
            row = rows.of(check)
            key = (check.suite, check.rule, *(row.get(column) for column in columns))
        elif check.table in DOMAIN:
            key = ties.get((check.kind, frozenset(check.figures)), key)
        groups.setdefault(key, []).append(check)
    return [sorted(group, key=lambda check: check.table != "relations") for group in groups.values()]


def _elsewhere(group: Sequence[Check], rows: _Rows) -> list[tuple[int, int]]:
    """What else a finding must quote: the same words in other places; of a list that was counted, its two ends."""
    first = rows.of(group[0])
    if group[0].table == "prose":
        return [place for check in group[1:] if (place := _own_place(rows.of(check)))]
    if first.get("rule") == "count.projects":
        starts = [int(row["start"]) for row in rows.table("projects") if row["start"]]
        return [(start, start + 1) for start in (starts[0], starts[-1])] if starts else []
    return []


class _Rows:
    """The rows of a report's tables, each read once, where a check asks for it."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self._tables = tables
        self._read: dict[str, list[dict[str, Any]]] = {}
        self._of: dict[tuple[str, int], dict[str, Any]] = {}

    def table(self, name: str) -> list[dict[str, Any]]:
        if name not in self._read:
            self._read[name] = records(self._tables[name]) if name in self._tables else []
        return self._read[name]

    def of(self, check: Check) -> dict[str, Any]:
        """The row that a check is about, with None for what is missing."""
        if check.row is None or check.table not in self._tables:
            return {}
        if (check.table, check.row) not in self._of:
            table = self._tables[check.table]
            row = zip(table.columns.tolist(), table.iloc[check.row].tolist(), strict=True)
            self._of[check.table, check.row] = {
                name: None if value is None or value == "" or value != value else value for name, value in row
            }
        return self._of[check.table, check.row]


def _places(tables: Mapping[str, pd.DataFrame]) -> dict[str, tuple[int, int]]:
    if "figures" not in tables:
        return {}
    table = tables["figures"]
    return {
        name: (int(start), int(end))
        for name, start, end in zip(table["id"].tolist(), table["start"].tolist(), table["end"].tolist(), strict=True)
    }


def _own_place(row: Mapping[str, Any]) -> tuple[int, int] | None:
    start, end = row.get("start"), row.get("end")
    return None if start is None or end is None else (int(start), int(end))


def _row_text(row: Mapping[str, Any], name: str) -> Text | None:
    zh, en = row.get(f"{name}_zh"), row.get(f"{name}_en")
    return {"zh": str(zh), "en": str(en)} if zh and en else None


def _shortened(number: str) -> str:
    value = decimal(number)
    return (
        number
        if value is None or len(number.partition(".")[2]) <= 4
        else format(rounded(value, 4), "f").rstrip("0").rstrip(".")
    )


def _cut(text: str, most: int = 24) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most]}…"
