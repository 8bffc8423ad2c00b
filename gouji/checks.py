"""Checks: one rule on one row of one report, with its verdict, its figures and its words; and their order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import Formatter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from gouji.rows import Rows, decimal, shown
from gouji.rules import SEVERITIES, TABLES, Rule, filled
from gouji.suites import Suite

if TYPE_CHECKING:
    import pandas as pd

Verdict = Literal["holds", "fails", "undetermined", "not_run"]
_ORDER = {
    "=": lambda a, b: a == b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}
_TOLD = "id kind suite severity verdict exact figures stated computed difference statement".split()
_LAST = 1 << 60  # where a check without a place in the source stands
_WHY = {
    "undetermined": {"zh": "（缺少数据，无法判断）", "en": " (a value is missing, so it cannot be decided)"},
    "not_run": {"zh": "（所填不是数，未能执行）", "en": " (not run: what is there is no number)"},
}
_UNASKED = {
    "zh": "没有套件检查这一行，不能视为通过。",
    "en": "No suite asks about this row; it must not count as passed.",
}


class Check(NamedTuple):
    """One rule on one row of one report; a tuple, since a folder of reports makes many.

    `stated`, `computed`, `difference`: decimal strings or None.
    `exact`: it holds for the values as stated, without their rounding. `rule` is the rule's name in its suite, `table`
    and `row` (from 0, within the report's part of the table) the row; `row` is None where no single row is meant.
    """

    report: str
    id: str
    kind: str
    suite: str
    severity: str
    verdict: Verdict
    exact: bool
    figures: list[str]
    stated: str | None
    computed: str | None
    difference: str | None
    statement: dict[str, str]
    basis: dict[str, str]
    rule: str
    table: str
    row: int | None

    def as_dict(self) -> dict[str, Any]:
        """The check as `gouji check --format json` prints it."""
        return {name: getattr(self, name) for name in _TOLD}


class NotRun(Exception):
    """A rule could not be asked, or its answer cannot be relied on. `reason` tells why, in zh and en."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = {"zh": " ".join(zh.split()), "en": " ".join(en.split())}


@dataclass(frozen=True)
class Whole:
    """The answer of a rule about a whole table: the verdict, what was found and what was expected."""

    verdict: Verdict
    observed: str | None
    expected: str | None


def not_run(suite: Suite, rule: Rule, report: str, reason: Mapping[str, str]) -> Check:
    """The check of a rule that a report could not be asked."""
    statement = {"zh": f"未能执行：{reason['zh']}", "en": f"Not run: {reason['en']}"}
    name = f"{rule.meta.check}-not_run"
    return _of_rule(suite, rule, report, id=name, verdict="not_run", exact=False, figures=[], statement=statement)


def not_asked(report: str, suite: str, reason: str) -> Check:
    """The check of a report that gives a suite what it does not take, or names one that is not there."""
    return Check(
        report=report,
        id=f"{suite}-not_asked",
        kind="",
        suite=suite,
        severity=SEVERITIES[0],
        verdict="not_run",
        exact=False,
        figures=[],
        stated=None,
        computed=None,
        difference=None,
        statement={"zh": f"未能执行：report.yaml 的 suites：{reason}", "en": f"Not run: report.yaml, suites: {reason}"},
        basis=dict(_UNASKED),
        rule="not_asked",
        table="",
        row=None,
    )


def about_table(suite: Suite, rule: Rule, report: str, rows: Rows, answer: Whole, values: Mapping[str, Any]) -> Check:
    """The check of a rule about a report's whole table."""
    figures = [name for column in rule.meta.figures for cell in rows.data[column] for name in str(cell or "").split()]
    a, b = decimal(answer.expected), decimal(answer.observed)
    shares = {
        "stated": answer.expected,
        "computed": answer.observed,
        "difference": shown(a - b) if a is not None and b is not None else None,
    }
    statement = filled(rule.meta.texts.statement, shares | {f"p_{name}": value for name, value in values.items()})
    holds = answer.verdict == "holds"
    return _of_rule(
        suite,
        rule,
        report,
        id=rule.meta.check,
        verdict=answer.verdict,
        exact=holds,
        figures=figures,
        statement=statement,
        **shares,
    )


def _of_rule(suite: Suite, rule: Rule, report: str, **given: Any) -> Check:
    meta = rule.meta
    whole = {"stated": None, "computed": None, "difference": None, "row": None}
    return Check(
        report=report,
        kind=meta.kind,
        suite=suite.name,
        severity=rule.severity,
        basis=meta.basis.as_dict(),
        rule=meta.check,
        table=meta.table,
        **(whole | given),
    )


def about_rows(suite: Suite, rule: Rule, rows: Rows, verdicts: Mapping[int, Verdict]) -> Iterator[Check]:
    """A check for every row that a rule was asked about."""
    meta, basis = rule.meta, rule.meta.basis.as_dict()
    milder = SEVERITIES[SEVERITIES.index(rule.severity) :]  # a row may be milder than its rule, never graver
    data = rows.data if len(verdicts) == len(rows.data) else rows.data.loc[list(verdicts)]
    nothing = [None] * len(data)
    text = meta.texts.statement
    named = {name for said in (text.zh, text.en) for _, name, _, _ in Formatter().parse(said) if name}

    def column(name: str | None) -> list[Any]:
        return data[name].tolist() if name in data.columns else nothing

    reports, places, names, kinds, severities = map(column, ("report", "row", "id", "kind", "severity"))
    stateds, computeds, differences, comparators = map(column, (meta.stated, meta.computed, "difference", "comparator"))
    chinese, english = column("statement_zh"), column("statement_en")
    figures = [column(name) for name in meta.figures]
    fields = {name: column(name) for name in named & set(TABLES[rows.table])}
    for at, verdict in enumerate(verdicts.values()):
        stated, computed, difference, row = stateds[at], computeds[at], differences[at], places[at]
        if type(stated) is Decimal and type(computed) is Decimal:
            difference = stated - computed
        stated, computed, difference = shown(stated), shown(computed), shown(difference)
        if chinese[at] and english[at]:
            statement = {"zh": chinese[at], "en": english[at]}
        elif not named:
            statement = text.as_dict()
        else:
            own = {name: values[at] for name, values in fields.items()}
            own |= {"stated": stated, "computed": computed, "difference": difference, "row": (row or 0) + 1}
            statement = filled(text, own)
            if verdict in _WHY:
                statement = {language: said + _WHY[verdict][language] for language, said in statement.items()}
        yield Check(
            reports[at],
            _name(meta.check, names[at], row),
            kinds[at] or meta.kind,
            suite.name,
            severities[at] if severities[at] in milder else rule.severity,
            verdict,
            verdict == "holds" and _exactly(stated, computed, comparators[at]),
            [figure for cells in figures if cells[at] for figure in cells[at].split()],
            stated,
            computed,
            difference,
            statement,
            basis,
            meta.check,
            rows.table,
            row,
        )


def unasked(rows: Rows, asked: Collection[int], suites: Sequence[Suite]) -> Iterator[Check]:
    """A `not_run` for every row that no rule was asked about: a renamed suite or kind must not make checks vanish."""
    if len(asked) == len(rows.data):
        return
    known = {suite.name for suite in suites}
    for row in rows.data.loc[rows.data.index.difference(list(asked))].to_dict("records"):
        suite = row["suite"] if rows.table == "relations" else rows.table
        kind = row.get("kind") or row.get("question")
        zh = f"未能执行：{rows.table} 表这一行（类型 {kind or '空缺'}）没有规则检查，不能视为通过"
        en = f"Not run: no rule asks about this row of {rows.table} (kind {kind or 'missing'}), so it did not pass"
        if suite not in known:
            zh, en = f"{zh}：没有套件 {suite or '空缺'}", f"{en}: there is no suite {suite or 'named for it'}"
        severity = row.get("severity")
        yield Check(
            report=row["report"],
            id=_name(f"{rows.table}-unasked", row.get("id"), row["row"]),
            kind="question" if rows.table == "analytics" else kind or "",
            suite=suite or "",
            severity=severity if severity in SEVERITIES else SEVERITIES[0],
            verdict="not_run",
            exact=False,
            figures=str(row.get("figures") or "").split(),
            stated=shown(row.get("stated")),
            computed=shown(row.get("computed")),
            difference=shown(row.get("difference")),
            statement={"zh": zh, "en": en},
            basis=dict(_UNASKED),
            rule="unasked",
            table=rows.table,
            row=row["row"],
        )


def in_order(
    checks: Iterable[tuple[int, Check]],
    tables: Mapping[str, pd.DataFrame],
    read: Mapping[str, Rows],
    reports: Sequence[str],
) -> list[Check]:
    """Checks by report, then by their first place in the source, then by rule; each comes with its rule's number.

    A row that two rules were asked about has two checks; the second gets its rule's name added to its id.
    """
    rank = {report: at for at, report in enumerate(reports)}
    places: dict[tuple[str, str], int] = {}
    if "figures" in tables:
        cells = (tables["figures"][name].tolist() for name in ("report", "id", "start"))
        places = {(report, name): int(start) for report, name, start in zip(*cells, strict=True)}
    starts = {name: _starts(rows) for name, rows in read.items()}

    def key(entry: tuple[int, Check]) -> tuple[int, int, int, int]:
        rule, check = entry
        own = starts.get(check.table, {}).get((check.report, check.row), _LAST)
        place = min((places.get((check.report, figure), _LAST) for figure in check.figures), default=_LAST)
        if check.table in ("prose", "analytics") or place == _LAST:  # their figures are evidence from elsewhere
            place = own
        return rank[check.report], place, rule, -1 if check.row is None else check.row

    ordered, seen = [], set()
    for _, check in sorted(checks, key=key):
        if (check.report, check.id) in seen:
            check = check._replace(id=f"{check.id}-{check.rule}")
        seen.add((check.report, check.id))
        ordered.append(check)
    return ordered


def _starts(rows: Rows) -> dict[tuple[str, int], int]:
    if "start" not in rows.data.columns:
        return {}
    cells = (rows.data[name].tolist() for name in ("report", "row", "start"))
    return {
        (report, row): int(start)
        for report, row, start in zip(*cells, strict=True)
        if row is not None and str(start).isdigit()
    }


def _name(rule: str, name: str | None, row: int | None) -> str:
    """The id of a check: that of its row, where rows have ids, else the rule and the row's number."""
    return str(name) if name else rule if row is None else f"{rule}-{row + 1:02d}"


def _exactly(stated: str | None, computed: str | None, comparator: str | None) -> bool:
    if stated is None or computed is None:
        return comparator is None  # a rule that compares nothing that was rounded
    if stated == computed:
        return comparator in (None, "=", "<=", ">=")
    a, b = decimal(stated), decimal(computed)
    if comparator is None:
        return True
    return a is not None and b is not None and _ORDER.get(comparator, _ORDER["="])(a, b)
