"""Answers as `gouji check --format json` gives them, made small: for tests of the ledger."""

from __future__ import annotations

from typing import Any

from gouji.ledger import Entry

TEXT = {"zh": "文字", "en": "words"}


def figure(name: str, value: str | None, unit: str = "万元", **more: Any) -> dict[str, Any]:
    return {"id": name, "text": f"{value}{unit}", "number": value or "", "start": 10, "end": 14, "value": value, "unit": unit,
            "qualifier": "exact", "low": value, "high": value, "section": "一、基本情况", **more}


def check(name: str, kind: str = "sum", verdict: str = "fails", figures: tuple[str, ...] = ("F001", "F002"),
          **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "suite": "budget", "severity": "critical", "verdict": verdict, "exact": False,
            "figures": list(figures), "stated": "10", "computed": "12.50", "difference": "-2.50", "statement": TEXT, **more}


def finding(name: str, kind: str = "sum", severity: str = "critical", title: str = "合计不符", **more: Any) -> dict[str, Any]:
    return {"fingerprint": name, "check": "R001", "kind": kind, "severity": severity,
            "title": {"zh": title, "en": f"title of {title}"}, "condition": TEXT, "criteria": TEXT, "cause": TEXT,
            "effect": TEXT, "recommendation": TEXT, "quotes": [{"start": 10, "end": 14, "text": "10万元"}],
            "disposition": None, **more}


def answer(report: str, *, entity: str | None = "某县某局", year: int | None = 2023, sha256: str = "0" * 64,
           figures: Any = None, checks: Any = None, findings: Any = None, unchecked: tuple[str, ...] = ("F002",)) -> dict:
    figures = [figure("F001", "10"), figure("F002", "12.50")] if figures is None else figures
    return {
        "contract": 1,
        "report": {"id": report, "title": f"{entity}{year}年自评报告", "entity": entity, "year": year,
                   "source": f"data/{report}/source.txt", "sha256": sha256, "characters": 100},
        "figures": figures,
        "checks": [check("R001")] if checks is None else checks,
        "findings": [finding("g000000000001")] if findings is None else findings,
        "coverage": {"figures": len(figures), "checked": len(figures) - len(unchecked), "unchecked": list(unchecked)},
        "errors": [],
    }


def run(number: int = 1, status: str = "done", **more: Any) -> dict[str, Any]:
    """The run that began `number` minutes after noon."""
    return {"run": f"r{number}", "batch": "b1", "started": f"2024-07-01T12:{number:02}:00+00:00", "seconds": 1.5,
            "status": status, "error": None, "gouji": "0.1.0", "languages": ["zh", "en"], "worker": "w1", **more}


def headline(rate: str = "95", score: str = "98", budget: str = "100") -> list[dict[str, str]]:
    rows = (("全年预算数", budget, "万元"), ("预算执行率", rate, "%"), ("自评得分", score, "分"))
    return [{"item": item, "value": value, "unit": unit, "figure": f"F{at:03}"} for at, (item, value, unit) in enumerate(rows, 1)]


def entry(report: str, number: int = 1, tables: Any = None, **more: Any) -> Entry:
    return Entry(answer(report, **more), run(number), {"headline": headline()} if tables is None else tables)


def failed(report: str, number: int = 1, error: str = "no such file") -> Entry:
    return Entry({"report": {"id": report}}, run(number, "failed", error=error))
