"""Failed checks become findings: their words, evidence, fingerprints and decisions."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from suite_sample import table

from gouji.dispositions import Disposition
from gouji.document import load
from gouji.findings import from_checks
from gouji.outcome import ask_first, counts, not_run, reaches, verdict
from gouji.suites import load_suites
from gouji.validation import validate

TODAY = date(2024, 7, 1)
TEXT = (
    "某局2023年度绩效自评报告\n"
    "一、资金。全年预算数5297.90万元，其中，基本支出3047.84万元，项目支出2223.06万元。\n"
    "二、整改。2022年反馈任务共46个，已整改完成39个，整改率58%，共涉及资金C2₁万元，年底前完成规划编制工作。\n"
    "(1)乡村振兴项目自评得分198分，全年预算数59.02万元，执行数60万元。\n"
    "(2)乡村振兴项目自评得分98分，全年预算数5万元，执行数5万元。\n"
)


@pytest.fixture(scope="module")
def suites(root):
    return [suite for suite in load_suites(root / "expectations") if not suite.pinned]


class Sample:
    """A report's text with figures found by their words, and tables that name them."""

    def __init__(self, text: str = TEXT) -> None:
        self.document = load(text.encode())
        self.figures: dict[str, tuple[int, int]] = {}
        self.rows: dict[str, list[dict[str, str]]] = {
            name: [] for name in ("headline", "projects", "progress", "relations", "prose", "analytics")
        }

    def figure(self, words: str, number: str) -> str:
        """The id of the figure `number` inside `words`."""
        start = self.document.text.index(words) + words.index(number)
        return next((name for name, place in self.figures.items() if place[0] == start), None) or self._new(
            start, number
        )

    def _new(self, start: int, number: str) -> str:
        name = f"F{len(self.figures) + 1:03d}"
        self.figures[name] = (start, start + len(number))
        return name

    def add(self, name: str, /, **row: str) -> Sample:
        letter = {"relations": "R", "prose": "P", "analytics": "Q"}.get(name)
        identity = {"id": f"{letter}{len(self.rows[name]) + 1:03d}"} if letter else {}
        self.rows[name].append({"report": "r", "severity": "critical"} | identity | row)
        return self

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        figures = pd.DataFrame(
            [
                {"report": "r", "id": name, "start": str(start), "end": str(end)}
                for name, (start, end) in self.figures.items()
            ],
            columns=["report", "id", "start", "end"],
            dtype=str,
        )
        return {name: table(name, rows) for name, rows in self.rows.items()} | {"figures": figures}

    def found(self, suites, *dispositions: Disposition, report: str = "r", today: date = TODAY):
        checks = validate(self.tables, suites, reports=["r"])
        self.checks = checks
        return from_checks(report, checks, self.tables, self.document, suites, dispositions, today=today)


def with_sum(text: str = TEXT) -> Sample:
    sample = Sample(text)
    ids = [
        sample.figure("全年预算数5297.90", "5297.90"),
        sample.figure("基本支出3047.84", "3047.84"),
        sample.figure("项目支出2223.06", "2223.06"),
    ]
    return sample.add(
        "relations",
        kind="sum",
        suite="budget",
        comparator="=",
        figures=" ".join(ids),
        unit="万元",
        stated="5297.90",
        computed="5270.90",
        difference="27.00",
        stated_interval="[5297.895, 5297.905]",
        computed_interval="[5270.89, 5270.91]",
        arithmetic="3047.84 + 2223.06 = 5270.90",
        diagnosis_zh="疑似“3074.84”误作“3047.84”：相邻两位数字颠倒",
        diagnosis_en="two neighbouring digits are swapped",
        statement_zh="全年预算数5297.90万元应等于各部分之和",
        statement_en="5297.90万元 should be the sum of its parts",
    )


def with_mark(sample: Sample, words: str = "C2₁万元", kind: str = "placeholder", severity: str = "critical") -> Sample:
    start = sample.document.text.index(words)
    return sample.add(
        "prose",
        kind=kind,
        severity=severity,
        start=str(start),
        end=str(start + len(words)),
        quote=words,
        statement_zh=f"“{words}”没有填写。",
        statement_en=f"“{words}” is not filled in.",
        criteria_zh="应填写完整。",
        criteria_en="It is to be filled in.",
        recommendation_zh="请补填。",
        recommendation_en="Ask for it.",
    )


def with_question(sample: Sample, value: str = "69.4") -> Sample:
    start = sample.document.text.index("全年预算数5297.90")
    return sample.add(
        "analytics",
        question="budget_growth",
        severity="warning",
        value=value,
        unit="%",
        low="-30",
        high="30",
        start=str(start),
        end=str(start + 14),
        figures=sample.figure("全年预算数5297.90", "5297.90"),
        statement_zh="全年预算比年初增长69.4%，依据是什么？",
        statement_en="The budget grew by 69.4%: on what ground?",
    )


def test_a_relation_that_fails_is_a_finding_with_all_its_parts(suites):
    (finding,) = with_sum().found(suites).findings
    assert (finding.check, finding.kind, finding.severity, finding.suite) == ("R001", "sum", "critical", "budget")
    assert finding.title == {
        "zh": "合计与分项之和不符：所列5297.90万元，分项相加为5270.90万元",
        "en": "Total and parts disagree: 5297.90 万元 stated, 5270.90 万元 when the parts are added",
    }
    assert finding.condition == {
        "zh": "全年预算数5297.90万元应等于各部分之和。经核对，3047.84 + 2223.06 = 5270.90 ≠ 5297.90，相差27.00万元。",
        "en": "5297.90万元 should be the sum of its parts. Recalculated: 3047.84 + 2223.06 = 5270.90 ≠ 5297.90; "
        "the difference is 27.00 万元.",
    }
    assert finding.cause["zh"] == "疑似“3074.84”误作“3047.84”：相邻两位数字颠倒"
    assert "财政部" not in finding.recommendation["zh"]
    assert "决算报表" in finding.recommendation["zh"]
    assert [quote.text for quote in finding.quotes] == [
        "全年预算数5297.90万元，其中，基本支出3047.84万元，项目支出2223.06万元"
    ]


def test_the_json_has_the_keys_of_the_contract_and_no_others(suites):
    told = with_sum().found(suites).findings[0].as_dict()
    assert list(told) == [
        "fingerprint",
        "check",
        "kind",
        "severity",
        "title",
        "condition",
        "criteria",
        "cause",
        "effect",
        "recommendation",
        "quotes",
        "disposition",
    ]
    assert told["disposition"] is None
    assert list(told["quotes"][0]) == ["start", "end", "text"]


@pytest.mark.parametrize(
    ("cells", "arithmetic", "zh"),
    [
        (
            {
                "kind": "bound",
                "comparator": "<=",
                "stated": "72",
                "computed": "56",
                "difference": "16",
                "arithmetic": "56 = 56",
                "unit": "个",
            },
            "72 > 56",
            "相差16个。",
        ),
        (
            {
                "kind": "repeat",
                "suite": "repeats",
                "stated": "3479",
                "computed": "3497",
                "difference": "-18",
                "arithmetic": "3497 = 3497",
                "unit": "亩",
            },
            "3479 ≠ 3497",
            "相差18亩。",
        ),
        (
            {
                "kind": "ratio",
                "suite": "progress",
                "stated": "58",
                "computed": "84.782608695652",
                "difference": "-26.782608695652",
                "arithmetic": "39 ÷ 46 × 100% = 84.78",
                "unit": "%",
            },
            "39 ÷ 46 × 100% = 84.78 ≠ 58",
            "相差26.7826个百分点。",
        ),
        (
            {
                "kind": "sum",
                "stated": "24",
                "computed": "22",
                "difference": "2",
                "arithmetic": "17 + 5 + 2 = 24 ≠ 22",
                "unit": "",
            },
            "17 + 5 + 2 = 24 ≠ 22",
            "相差2。",
        ),
        (
            {"kind": "sum", "stated": "24", "computed": "22", "difference": "2", "arithmetic": "", "unit": "个"},
            "",
            "相差2个。",
        ),
        (
            {
                "kind": "comparison",
                "suite": "budget",
                "comparator": "<",
                "stated": "5",
                "computed": "4",
                "difference": "1",
                "arithmetic": "1 + 3 = 4",
                "unit": "万元",
            },
            "1 + 3 = 4, 5 ≥ 4",
            "相差1万元。",
        ),
    ],
)
def test_the_arithmetic_is_written_as_a_person_would(suites, cells, arithmetic, zh):
    row = {
        "suite": "parts",
        "comparator": "=",
        "statement_zh": "应当相符",
        "statement_en": "they should agree",
        "figures": "",
    } | cells
    row |= {
        "stated_interval": f"[{row['stated']}, {row['stated']}]",
        "computed_interval": f"[{row['computed']}, {row['computed']}]",
    }
    (finding,) = Sample().add("relations", **row).found(suites).findings
    assert finding.arithmetic == arithmetic
    assert finding.condition["zh"].endswith(zh)
    assert "—" not in "".join(finding.title.values()) or not row["unit"]


def test_a_mark_brings_its_own_words_and_quotes_itself_first(suites):
    (finding,) = with_mark(Sample()).found(suites).findings
    assert (finding.check, finding.kind, finding.severity) == ("P001", "placeholder", "critical")
    assert finding.title["zh"] == "应填的内容未填：C2₁万元"
    assert (finding.condition["zh"], finding.criteria["en"], finding.recommendation["zh"]) == (
        "“C2₁万元”没有填写。",
        "It is to be filled in.",
        "请补填。",
    )
    assert [quote.text for quote in finding.quotes] == ["C2₁万元"]


def test_a_question_stays_a_question(suites):
    (finding,) = with_question(Sample()).found(suites).findings
    assert (finding.kind, finding.severity) == ("question", "warning")
    assert finding.condition == {
        "zh": "全年预算比年初增长69.4%，依据是什么？",
        "en": "The budget grew by 69.4%: on what ground?",
    }
    assert with_question(Sample(), "12").found(suites).findings == ()


def test_rules_on_tables_speak_of_their_row(suites):
    sample = Sample()
    for number, score, budget, executed in (("1", "198", "59.02", "60"), ("2", "98", "5", "5")):
        sample.add(
            "projects",
            number=number,
            name="乡村振兴项目",
            unit="万元",
            score=score,
            budget=budget,
            executed=executed,
            score_figure=sample.figure(f"自评得分{score}分", score),
            budget_figure=sample.figure(f"全年预算数{budget}万元", budget),
            executed_figure=sample.figure(f"执行数{executed}万元", executed),
        )
    found = sample.found(suites).findings
    assert [(finding.rule, finding.checks) for finding in found] == [
        ("project_score_range", ("project_score_range-01",)),
        ("project_name_unique", ("project_name_unique-01", "project_name_unique-02")),
        ("project_within_budget", ("project_within_budget-01",)),
    ]
    assert found[0].title["zh"] == "自评得分超出百分制：乡村振兴项目198分"
    assert found[1].title["en"] == "Project listed twice: 乡村振兴项目"
    assert len(found[1].quotes) == 2
    assert found[2].condition["zh"] == "乡村振兴项目：执行数60万元不应超过全年预算数59.02万元，相差0.98万元。"


def test_a_tie_that_is_also_a_row_of_a_table_is_one_finding(suites):
    sample = Sample()
    done, task = sample.figure("已整改完成39个", "39"), sample.figure("任务共46个", "46")
    sample.add("progress", item="反馈任务", task="39", done="46", unit="个", task_figure=task, done_figure=done)
    sample.add(
        "relations",
        kind="bound",
        suite="parts",
        comparator="<=",
        figures=f"{done} {task}",
        unit="个",
        stated="46",
        computed="39",
        difference="7",
        stated_interval="[46, 46]",
        computed_interval="[39, 39]",
        arithmetic="39 = 39",
        statement_zh="不应超过",
        statement_en="should not exceed",
    )
    (finding,) = sample.found(suites).findings
    assert finding.check == "R001"
    assert set(finding.checks) == {"R001", "task_not_exceeded-01"}


# ---- fingerprints ----------------------------------------------------------------------------------------------------


def prints(sample: Sample, suites, **given) -> list[str]:
    return [finding.fingerprint for finding in sample.found(suites, **given).findings]


def everything(text: str = TEXT) -> Sample:
    return with_question(with_mark(with_sum(text)))


@pytest.mark.parametrize(
    "text",
    [
        "封面\n\n" + TEXT,
        TEXT.replace("2022年反馈任务共46个，", "补充说明若干。2022年反馈任务共46个，其中3个跨年，"),
        TEXT.replace("二、整改。", "二、人员。在编人员35人。\n三、整改。"),
        TEXT + "附件：1、自评表\n",
    ],
)
def test_a_fingerprint_stays_when_other_text_moves(suites, text):
    before = prints(everything(), suites)
    assert len(set(before)) == 3
    assert prints(everything(text), suites) == before


def test_a_fingerprint_changes_with_its_report_its_words_and_its_figures(suites):
    (before,) = prints(with_sum(), suites)
    assert prints(with_sum(), suites, report="another") != [before]
    assert prints(with_sum(TEXT.replace("全年预算数5297.90", "年初，全年预算数5297.90")), suites) == [before]
    sample = with_sum(TEXT.replace("其中，", "其中"))
    assert prints(sample, suites) != [before]


def test_the_same_words_twice_are_numbered_in_the_order_of_the_source(suites):
    sample = Sample(TEXT + "三、规划。年底前完成规划编制工作，年底前完成规划编制工作。\n")
    words = "年底前完成规划编制工作"
    at = -1
    for _ in range(3):
        at = sample.document.text.index(words, at + 1)
        sample.add(
            "prose",
            kind="doubled",
            start=str(at),
            end=str(at + len(words)),
            quote=words,
            statement_zh="重复。",
            statement_en="Twice.",
        )
    first, second, third = prints(sample, suites)
    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_short_marks_are_told_apart_by_the_words_around_them(suites):
    sample = with_mark(with_mark(Sample(), "一、", "numbering"), "二、", "numbering")
    sample.add(
        "prose",
        **sample.rows["prose"][0]
        | {"id": "P003", "start": str(TEXT.index("，其中")), "end": str(TEXT.index("，其中") + 1), "quote": "，"},
    )
    assert len(set(prints(sample, suites))) == 3


def test_fingerprints_are_names_that_yaml_reads_as_text(suites):
    import yaml

    for name in prints(everything(), suites):
        assert yaml.safe_load(name) == name
        assert len(name) == 13


# ---- decisions and the outcome ---------------------------------------------------------------------------------------


def decision(fingerprint: str, status: str = "explained", until: date | None = None) -> Disposition:
    return Disposition(
        fingerprint=fingerprint, status=status, reason="已核对决算报表", who="张三", when=date(2024, 6, 1), until=until
    )


@pytest.mark.parametrize(
    ("status", "until", "closed", "said"),
    [
        ("explained", None, True, []),
        ("rejected", None, True, []),
        ("confirmed", None, False, []),
        ("corrected", None, False, []),
        ("explained", date(2024, 6, 30), False, ["expired"]),
    ],
)
def test_a_decision_is_shown_and_closes_or_not(suites, status, until, closed, said):
    (name,) = prints(with_sum(), suites)
    found = with_sum().found(suites, decision(name, status, until))
    (finding,) = found.findings
    assert finding.closed is closed
    assert finding.as_dict()["disposition"]["status"] == status
    assert [notice.code for notice in found.notices] == said
    assert reaches(found.findings, "critical") is not closed
    assert counts(found.findings)["critical"] == (0 if closed else 1)


def test_a_decision_that_fits_no_finding_is_said(suites):
    found = with_sum().found(suites, decision("gffffffffffff"))
    assert [(notice.code, notice.fingerprint) for notice in found.notices] == [("unmatched", "gffffffffffff")]
    assert found.findings[0].disposition is None


@pytest.mark.parametrize(
    ("fail_on", "reached"), [("critical", False), ("warning", True), ("info", True), ("never", False)]
)
def test_the_severity_at_which_a_check_fails(suites, fail_on, reached):
    assert reaches(with_question(Sample()).found(suites).findings, fail_on) is reached


def test_what_to_ask_first_is_the_gravest_and_of_several_kinds(suites):
    sample = with_mark(Sample(), "一、", "numbering", "warning")
    for words in ("年底前", "规划编制"):
        with_mark(sample, words, "stale_promise", "warning")
    with_question(sample)
    assert [finding.kind for finding in ask_first(sample.found(suites).findings)] == [
        "question",
        "stale_promise",
        "numbering",
    ]
    for words in ("C2₁万元", "涉及资金"):
        with_mark(sample, words)
    assert [finding.kind for finding in ask_first(sample.found(suites).findings)] == [
        "placeholder",
        "placeholder",
        "question",
    ]


@pytest.mark.parametrize(
    ("make", "zh", "en"),
    [
        (
            lambda: everything(),
            "报告存在重大疑点2项，一般疑点1项；在单位说明或更正之前，有关数字不宜采信。",
            "The report has 2 major findings, 1 minor; until",
        ),
        (
            lambda: with_question(Sample()),
            "所核对的数字总体相符，另有一般疑点1项，应在验收前说明或更正。",
            "The figures checked agree in the main; 1 minor finding should",
        ),
        (
            lambda: with_mark(Sample(), "。", "doubled", "info"),
            "所核对的数字未见矛盾，有1项疑问需要单位说明。",
            "Nothing checked contradicts itself; 1 question remains",
        ),
        (lambda: Sample(), "所核对的10项均相符，未发现疑点。", "All 10 checks agree"),
    ],
)
def test_the_outcome_in_a_sentence(suites, make, zh, en):
    sample = make()
    said = verdict(sample.found(suites).findings, sample.checks)
    assert said["zh"] == zh
    assert said["en"].startswith(en)


def test_the_outcome_where_nothing_was_asked_or_not_all_could_be():
    assert verdict([], [])["zh"] == "没有可以核对的内容，不能得出结论。"


def test_what_could_not_be_asked_is_said_once(suites):
    sample = Sample()
    tables = sample.tables
    del tables["relations"]
    checks = validate(tables, suites, reports=["r"])
    assert from_checks("r", checks, tables, sample.document, suites, today=TODAY).findings == ()
    lines = not_run(checks)
    assert {
        "zh": "套件 repeats：未能执行：没有 relations 表",
        "en": "suite repeats: Not run: there is no table relations",
    } in lines
    assert len(lines) == 7
    said = verdict([], checks)
    assert said["zh"].startswith("有28项检查未能执行，结论不完整：")
    assert said["en"].startswith("28 checks could not be run, so this is not complete: all 10")


def test_the_same_input_gives_the_same_findings(suites):
    assert [finding.as_dict() for finding in everything().found(suites).findings] == [
        finding.as_dict() for finding in everything().found(suites).findings
    ]
