"""What the portfolio shows, asked of the ledger once and in no language: of each list its beginning and its length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gouji.ledger.questions import QUESTIONS
from gouji.ledger.reading import Ledger

CHARTED = 15  # bars of a chart at most
_HEADLINE = "about = 'headline' AND earlier_amount <> later_amount"
LISTS: Mapping[str, str] = {
    "failed": "SELECT report, error FROM runs WHERE status = 'failed' ORDER BY report",
    "departments": "SELECT * FROM departments WHERE reports > failed ORDER BY critical DESC, warning DESC, info DESC, entity",
    "kinds": QUESTIONS["top-findings"].sql,
    "coverage": "SELECT * FROM coverage WHERE status = 'done' ORDER BY coverage NULLS FIRST, report",
    "scores": "SELECT * FROM scores WHERE execution_rate IS NOT NULL OR score IS NOT NULL "
    "ORDER BY execution_rate NULLS LAST, score, report",
    "recurring": "SELECT * FROM recurring ORDER BY years DESC, findings DESC, entity, kind, about_zh",
    "restated": "SELECT * FROM restated ORDER BY abs(change) DESC NULLS FIRST, entity, year, item, measure",
    "changed": f"SELECT * FROM over_years WHERE {_HEADLINE} ORDER BY abs(change) DESC NULLS FIRST, entity, item, to_year",
    "outliers": "SELECT * FROM outliers ORDER BY abs(z) DESC, report, measure",
}
TOTALS = """SELECT count(*)::INT AS reports, count(*) FILTER (status = 'failed')::INT AS failed,
    count(DISTINCT coalesce(entity, report)) FILTER (status = 'done')::INT AS departments, min(year) AS first_year,
    max(year) AS last_year, coalesce(sum(figures), 0)::BIGINT::INT AS figures, coalesce(sum(checked), 0)::BIGINT::INT AS checked,
    count(*) FILTER (len(errors) > 0)::INT AS incomplete, max(recorded) AS recorded FROM runs"""
STANDING = """SELECT count(*) FILTER (severity = 'critical')::INT AS critical,
    count(*) FILTER (severity = 'warning')::INT AS warning, count(*) FILTER (severity = 'info')::INT AS info FROM unresolved"""
# How many reports lie in each stretch of ten, of what is told in percent or marks; 100 belongs to the highest, and whatever
# is beyond 100 stands apart.
_BINS = """SELECT CASE WHEN {0} > 100 THEN 100 WHEN {0} < 0 THEN -10 ELSE least(floor({0} / 10) * 10, 90) END::INT AS low,
    count(*)::INT AS reports FROM {1} WHERE {0} IS NOT NULL GROUP BY low ORDER BY low DESC"""
BINS: Mapping[str, str] = {
    "coverage": _BINS.format("coverage", "coverage"),
    "execution_rate": _BINS.format("execution_rate", "scores"),
    "score": _BINS.format("score", "scores"),
}


@dataclass(frozen=True)
class Listed:
    """The beginning of a list, how long it is, and the query that gives all of it."""

    rows: list[dict[str, Any]]
    total: int
    sql: str

    @property
    def left(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True)
class Data:
    """Everything that the portfolio shows of a ledger. `bins`: measure -> {lowest of the stretch: how many reports}."""

    ledger: str
    totals: Mapping[str, Any]
    standing: Mapping[str, int]
    lists: Mapping[str, Listed]
    bins: Mapping[str, Mapping[int, int]]

    def as_dict(self) -> dict[str, Any]:
        """The numbers as portfolio.json keeps them."""
        return {
            "contract": 1,
            "ledger": self.ledger,
            "totals": {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in self.totals.items()},
            "standing": dict(self.standing),
            "lists": {name: {"total": listed.total, "rows": listed.rows} for name, listed in self.lists.items()},
            "bins": {name: {str(low): number for low, number in bins.items()} for name, bins in self.bins.items()},
        }


def gathered(ledger: Ledger, most: int) -> Data:
    """What the portfolio shows, each list up to `most` rows. Raises LedgerError where a part is damaged."""
    lists = {}
    for name, sql in LISTS.items():
        (total,) = ledger.ask(f"SELECT count(*) FROM ({sql})").rows[0]
        lists[name] = Listed(ledger.ask(f"SELECT * FROM ({sql}) LIMIT {most:d}").records(), total, sql)
    (totals,), (standing,) = ledger.ask(TOTALS).records(), ledger.ask(STANDING).records()
    bins = {name: {row["low"]: row["reports"] for row in ledger.ask(sql).records()} for name, sql in BINS.items()}
    return Data(str(ledger.store), totals, standing, _plain(lists), bins)


def _plain(lists: dict[str, Listed]) -> dict[str, Listed]:
    """Times as text: the same for every page and for JSON."""
    return {
        name: Listed([{key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}
                      for row in listed.rows], listed.total, listed.sql)
        for name, listed in lists.items()
    }
