"""A small audit made by hand: what the memo's tests show, without a run of the whole pipeline."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from gouji.memo.view import Paper

TEXT = (
    "某县自然资源局2023年度绩效自评报告\n\n"
    "一、预算执行情况\n"
    "年初预算数3126.60万元，全年预算数5297.90万元，年终决算数5297.90万元。其中，基本支出3074.84万元，项目支出2223.06万元。\n"
    "专业类项目17个、发展类项目5个、奖补类项目2个，共22个项目。\n"
    "督察反馈整改任务100个，已完成91个，整改率91%。出动车辆约550车次。\n"
    "年底前可完成10个村的规划。\n"
)


def figure(name: str, text: str, number: str, unit: str, nth: int = 0) -> dict[str, Any]:
    """A figure found by its text, the nth time that it occurs."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    start += text.index(number)
    return {
        "id": name,
        "text": text,
        "number": number,
        "start": start,
        "end": start + len(number),
        "value": number,
        "unit": unit,
        "qualifier": "about" if "约" in text else "exact",
        "low": number,
        "high": number,
        "section": "一",
    }


FIGURES = [
    figure("F001", "3126.60万元", "3126.60", "万元"),
    figure("F002", "5297.90万元", "5297.90", "万元"),
    figure("F003", "5297.90万元", "5297.90", "万元", 1),
    figure("F004", "3074.84万元", "3074.84", "万元"),
    figure("F005", "2223.06万元", "2223.06", "万元"),
    figure("F006", "17个", "17", "个"),
    figure("F007", "5个", "5", "个"),
    figure("F008", "2个", "2", "个"),
    figure("F009", "22个", "22", "个"),
    figure("F010", "100个", "100", "个"),
    figure("F011", "91个", "91", "个"),
    figure("F012", "91%", "91", "%"),
    figure("F013", "约550车次", "550", "车次"),
    figure("F014", "10个", "10", "个"),
]


def both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def check(
    name: str, kind: str, suite: str, verdict: str, figures: str, table: str = "", row: int | None = None, **values: Any
) -> dict[str, Any]:
    return {
        "id": name,
        "kind": kind,
        "suite": suite,
        "severity": "critical",
        "verdict": verdict,
        "exact": True,
        "figures": figures.split(),
        "stated": None,
        "computed": None,
        "difference": None,
        "statement": both(f"{kind} 的说明", f"what {kind} says"),
        "basis": both("依据", "the basis"),
        "table": table,
        "row": row,
        **values,
    }


def quote(text: str) -> dict[str, Any]:
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text}


def finding(name: str, kind: str, severity: str, quotes: list[str], **values: Any) -> dict[str, Any]:
    return {
        "fingerprint": f"fp-{name}",
        "check": name,
        "kind": kind,
        "severity": severity,
        "title": both(f"{name} 的标题", f"Title of {name}"),
        "condition": both("情况", "condition"),
        "criteria": both("标准", "criteria"),
        "cause": both("漏了一类", "a kind is left out"),
        "effect": both("影响", "effect"),
        "recommendation": both(f"请提供{name}的明细", f"Ask for the details of {name}"),
        "quotes": [quote(text) for text in quotes],
        "disposition": None,
        "closed": False,
        "figures": [],
        "checks": [name],
        "arithmetic": "",
        **values,
    }


def result() -> dict[str, Any]:
    """The JSON of `gouji check`, with the places of the checks in the tables."""
    return {
        "contract": 1,
        "report": {
            "id": "sample",
            "title": "某县自然资源局2023年度绩效自评报告",
            "entity": "某县自然资源局",
            "year": 2023,
            "source": "source.txt",
            "sha256": "0" * 64,
            "characters": len(TEXT),
        },
        "figures": FIGURES,
        "checks": [
            check(
                "R001",
                "sum",
                "parts",
                "holds",
                "F002 F004 F005",
                "relations",
                0,
                stated="5297.90",
                computed="5297.90",
                difference="0",
            ),
            check(
                "R002",
                "sum",
                "counts",
                "fails",
                "F009 F006 F007 F008",
                "relations",
                1,
                stated="22",
                computed="24",
                difference="-2",
            ),
            check("R003", "ratio", "progress", "holds", "F012 F011 F010", "relations", 2, stated="91", computed="91"),
            check("R004", "bound", "progress", "undetermined", "F013", "relations", 3),
            check("P001", "stale_promise", "prose", "fails", "F014", "prose", 0, severity="warning"),
            check("Q001", "question", "analytics", "fails", "F001 F002", "analytics", 0, severity="info"),
        ],
        "findings": [
            finding("Q001", "question", "info", ["年初预算数3126.60万元"]),
            finding(
                "R002",
                "sum",
                "critical",
                ["专业类项目17个、发展类项目5个、奖补类项目2个，共22个项目"],
                figures=["F009", "F006", "F007", "F008"],
                arithmetic="17 + 5 + 2 = 24 ≠ 22",
                condition=both(
                    "项目数应相符。经核对，17 + 5 + 2 = 24 ≠ 22，相差2个。",
                    "The counts should agree. Recalculated: 17 + 5 + 2 = 24 ≠ 22; the difference is 2 个.",
                ),
            ),
            finding("P001", "stale_promise", "warning", ["年底前可完成10个村的规划"]),
        ],
        "coverage": {"figures": 14, "checked": 13, "unchecked": ["F003"]},
        "errors": [],
    }


def tables() -> dict[str, pd.DataFrame]:
    relation = {"unit": "万元", "arithmetic": "3074.84 + 2223.06 = 5297.90", "comparator": "="}
    return {
        "figures": pd.DataFrame(
            [{**item, "reason": "no_relation" if item["id"] == "F003" else ""} for item in FIGURES]
        ),
        "relations": pd.DataFrame(
            [
                relation,
                {"unit": "个", "arithmetic": "17 + 5 + 2 = 24", "comparator": "="},
                {"unit": "%", "arithmetic": "91 ÷ 100 × 100% = 91", "comparator": "="},
                {"unit": "车次", "arithmetic": "", "comparator": "<="},
            ]
        ),
        "headline": pd.DataFrame(
            [
                {"item": item, "value": value, "unit": "万元", "figure": name}
                for item, value, name in (
                    ("年初预算数", "3126.60", "F001"),
                    ("全年预算数", "5297.90", "F002"),
                    ("全年执行数", "5297.90", "F003"),
                    ("基本支出", "3074.84", "F004"),
                    ("项目支出", "2223.06", "F005"),
                )
            ]
        ),
        "projects": pd.DataFrame(
            [
                {
                    "number": str(place),
                    "name": name,
                    "score": score,
                    "budget": amount,
                    "executed": amount,
                    "completion_rate": "100",
                    "unit": "万元",
                    "score_figure": "",
                    "budget_figure": "",
                    "executed_figure": "",
                    "rate_figure": "",
                    "start": "0",
                    "end": "1",
                }
                for place, (name, score, amount) in enumerate(
                    (("耕地保护", "100", "80.01"), ("地质灾害防治", "96", "311.12"), ("租车费", "100", "2.7")), start=1
                )
            ]
        ),
        "progress": pd.DataFrame(
            [
                {
                    "item": "督察反馈整改任务",
                    "task": "100",
                    "done": "91",
                    "unit": "个",
                    "stated_rate": "91",
                    "task_figure": "F010",
                    "done_figure": "F011",
                    "rate_figure": "F012",
                }
            ]
        ),
        "prose": pd.DataFrame([{"id": "P001"}]),
        "analytics": pd.DataFrame(
            [
                {
                    "id": "Q001",
                    "value": "69.4",
                    "unit": "%",
                    "low": "",
                    "high": "20",
                    "statement_zh": "预算为何增长？",
                    "statement_en": "Why did the budget grow?",
                }
            ]
        ),
    }


def paper(**changes: Any) -> Paper:
    """The sample as the memo takes it; keys of the result, `text`, `tables` and keys of `made` can be set anew."""
    names = ("budget", "projects", "progress", "parts", "counts", "prose", "analytics")
    made = {
        "dated": date(2024, 6, 20),
        "origin": "县政府网站",
        "versions": {"gouji": "0.1.0"},
        "left_out": {"date": 3},
        "verdict": both("报告存在重大疑点1项。", "The report has 1 major finding."),
        "asks": ["fp-R002", "fp-P001"],
        "notices": [],
        "parameters": {"fail_on": "critical"},
        "suites": [
            {
                "name": name,
                "title": both(f"{name} 套件", f"{name} suite"),
                "notes": both("说明", "notes"),
                "rules": 2,
                "said": [both("甲规则。", "Rule one."), both("乙规则。", "Rule two.")],
                "sha256": "1" * 64,
            }
            for name in names
        ],
    }
    text, own, told = (changes.pop(key, None) for key in ("text", "tables", "made"))
    return Paper({**result(), **changes}, text or TEXT, tables() if own is None else own, made | (told or {}))
