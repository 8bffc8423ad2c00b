"""The verdicts, and the traps of Great Expectations: first what it alone would say, then that ours is not fooled."""

from __future__ import annotations

import gc
import json
import logging
import os
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pandas as pd
import pytest
from suite_sample import interval_rule, projects, relation, rule, suite, suite_json, table

from gouji import asking, validation
from gouji.audit import examine
from gouji.errors import SuiteError
from gouji.expectations import gx
from gouji.report import open_report
from gouji.suites import load_suites
from gouji.validation import nothing_to_check, validate

COMPLETE = {"result_format": "COMPLETE"}
NOT_NULL = rule("name_there", type="expect_column_values_to_not_be_null", kwargs={"column": "name"})
PAIR = rule(
    "within_budget",
    type="expect_column_pair_values_a_to_be_greater_than_b",
    kwargs={"column_A": "budget", "column_B": "executed", "or_equal": True, "ignore_row_if": "either_value_is_missing"},
    meta={"stated": "executed", "computed": "budget", "figures": ["executed_figure", "budget_figure"]},
)


def alone(frame: pd.DataFrame, *expectations: dict, **parameters):
    """What Great Expectations says without us."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    batch = (
        context.data_sources.pandas_default.add_dataframe_asset(name="t")
        .add_batch_definition_whole_dataframe("w")
        .get_batch({"dataframe": frame})
    )
    loaded = gx.ExpectationSuite(name="alone", expectations=[dict(entry) for entry in expectations])
    return batch.validate(loaded, result_format=COMPLETE, expectation_parameters=parameters)


def gx_rule(entry: dict, **kwargs) -> dict:
    """A rule as Great Expectations takes it."""
    return {key: entry[key] for key in ("type", "id", "severity", "notes", "meta")} | {
        "kwargs": entry["kwargs"] | kwargs
    }


def verdicts(checks) -> dict[str, str]:
    return {check.id: check.verdict for check in checks}


# ---- what becomes of rows --------------------------------------------------------------------------------------------


def test_every_row_and_rule_gives_a_check(tmp_path):
    made = suite(tmp_path, rule(meta={"stated": "score", "figures": ["score_figure"]}), PAIR)
    tables = projects(
        {
            "score": "96",
            "budget": "311.12",
            "executed": "311.12",
            "score_figure": "F3",
            "executed_figure": "F5",
            "budget_figure": "F4",
        },
        {"score": "100.5", "budget": "0.06", "executed": "0.07"},
        {"score": "", "budget": "", "executed": "2.7"},
    )
    checks = validate(tables, [made])
    assert verdicts(checks) == {
        "score_range-01": "holds",
        "score_range-02": "fails",
        "score_range-03": "undetermined",
        "within_budget-01": "holds",
        "within_budget-02": "fails",
        "within_budget-03": "undetermined",
    }
    first = next(check for check in checks if check.id == "within_budget-01")
    assert (first.figures, first.stated, first.computed, first.difference, first.exact) == (
        ["F5", "F4"],
        "311.12",
        "311.12",
        "0",
        True,
    )
    over = next(check for check in checks if check.id == "within_budget-02")
    assert (over.stated, over.computed, over.difference, over.exact, over.row) == ("0.07", "0.06", "0.01", False, 1)


def test_decimals_are_compared_as_written(tmp_path):
    made = suite(tmp_path, rule(kwargs={"column": "budget", "min_value": 0}), PAIR)
    tables = projects(
        {"budget": "2223.06", "executed": "2223.06"},
        {"budget": "0.30", "executed": "0.3"},
        {"budget": "59.02", "executed": "59.020000000000001"},
    )
    assert list(verdicts(validate(tables, [made])).values()).count("fails") == 1


@pytest.mark.parametrize("cell", ["5O.00", "34.568.64", "NaN", "Infinity", "约50"])
def test_a_cell_that_is_no_number_is_not_run(tmp_path, cell):
    checks = validate(projects({"score": cell}, {"score": "90"}), [suite(tmp_path, rule())])
    assert verdicts(checks) == {"score_range-01": "not_run", "score_range-02": "holds"}


@pytest.mark.parametrize("missing", ["", None, float("nan")])
def test_missing_comes_in_many_guises(tmp_path, missing):
    tables = projects({"score": "90"})
    tables["projects"] = tables["projects"].astype(object)
    tables["projects"].loc[0, "score"] = missing
    assert verdicts(validate(tables, [suite(tmp_path, rule())])) == {"score_range-01": "undetermined"}


def relations(*rows) -> dict[str, pd.DataFrame]:
    return {"relations": table("relations", rows)}


def test_relations_are_judged_by_their_intervals(tmp_path):
    rows = [
        relation("R001", "24", "22", arithmetic="17 + 5 + 2 = 24", figures="F1 F2 F3", difference="2"),
        relation(
            "R002",
            "85",
            "84.782608695652173913",
            stated_interval="[84.5, 85.5]",
            computed_interval="[84.78, 84.79]",
            unit="%",
        ),
        relation("R003", "22", "22.0"),
        relation("R004", "", "22"),
        relation("R005", "22", ""),
        relation("R006", "30", "143", "<="),
        relation("R007", "30", "30", "<="),
        relation("R008", "30", "30", "<"),
        relation("R009", "500", "500", stated_interval="[490, 510]", computed_interval="(495, inf)"),
        relation("R010", "500", "500", stated_interval="500"),
        relation("R011", "500", "500", comparator="about"),
        relation("R012", "500", "500", comparator=""),
    ]
    checks = {check.id: check for check in validate(relations(*rows), [suite(tmp_path, interval_rule())])}
    assert {name: (check.verdict, check.exact) for name, check in checks.items()} == {
        "R001": ("fails", False),
        "R002": ("holds", False),
        "R003": ("holds", True),
        "R004": ("undetermined", False),
        "R005": ("undetermined", False),
        "R006": ("holds", True),
        "R007": ("holds", True),
        "R008": ("fails", False),
        "R009": ("undetermined", False),
        "R010": ("not_run", False),
        "R011": ("not_run", False),
        "R012": ("undetermined", False),
    }
    first = checks["R001"]
    assert (first.kind, first.figures, first.stated, first.computed, first.difference) == (
        "sum",
        ["F1", "F2", "F3"],
        "24",
        "22",
        "2",
    )
    assert first.statement == {"zh": "合计应等于分项之和", "en": "a total equals its parts"}


@pytest.mark.parametrize(
    ("ceiling", "own", "severity"),
    [
        ("critical", "warning", "warning"),
        ("warning", "critical", "warning"),
        ("info", "critical", "info"),
        ("warning", "", "warning"),
        ("warning", "grave", "warning"),
    ],
)
def test_a_row_may_be_milder_than_its_rule_never_graver(tmp_path, ceiling, own, severity):
    made = suite(tmp_path, interval_rule() | {"severity": ceiling})
    assert [check.severity for check in validate(relations(relation("R1", "1", "2", severity=own)), [made])] == [
        severity
    ]


def test_checks_come_in_the_order_of_the_source_whatever_the_order_of_suites(tmp_path):
    early = suite(tmp_path, interval_rule("sum"), name="late")
    late = suite(tmp_path, interval_rule("ratio"), name="early")
    tables = relations(
        relation("R1", "1", "1", figures="F3 F2", suite="late"),
        relation("R2", "1", "1", figures="F1", kind="ratio", suite="early"),
        relation("R3", "1", "1", figures="F4", kind="ratio", suite="early"),
    )
    tables["figures"] = pd.DataFrame({"report": "a", "id": ["F1", "F2", "F3", "F4"], "start": ["5", "10", "20", "12"]})
    for suites in ([early, late], [late, early]):
        assert [check.id for check in validate(tables, suites)] == ["R2", "R1", "R3"]


def test_a_mark_stands_at_its_own_place_not_at_its_evidence(tmp_path):
    found = rule(
        "p",
        type="expect_column_values_to_be_in_set",
        kwargs={"column": "found", "value_set": [0]},
        meta={"kind": "claim", "table": "prose", "figures": ["figures"]},
    )
    mark = {
        "report": "a",
        "kind": "claim",
        "severity": "critical",
        "figures": "F1",
        "statement_zh": "x",
        "statement_en": "x",
    }
    tables = relations(relation("R1", "1", "1", figures="F2")) | {
        "prose": table(
            "prose", [mark | {"id": "P1", "start": "30", "end": "31"}, mark | {"id": "P2", "start": "3", "end": "4"}]
        ),
        "figures": pd.DataFrame({"report": "a", "id": ["F1", "F2"], "start": ["1", "9"]}),
    }
    assert [check.id for check in validate(tables, [suite(tmp_path, found, interval_rule())])] == ["P2", "R1", "P1"]


def test_reports_come_in_the_order_given_and_none_is_forgotten(tmp_path):
    made = suite(
        tmp_path,
        rule(
            "p",
            type="expect_column_values_to_be_in_set",
            meta={"kind": "placeholder", "table": "prose", "least_rows": 1},
            kwargs={
                "column": "found",
                "value_set": [0],
                "row_condition": {
                    "type": "comparison",
                    "column": {"name": "kind"},
                    "operator": "==",
                    "parameter": "placeholder",
                },
            },
        ),
    )
    marks = table(
        "prose",
        [
            {
                "report": "b",
                "id": "P001",
                "kind": "placeholder",
                "severity": "warning",
                "start": "5",
                "end": "7",
                "statement_zh": "占位符",
                "statement_en": "placeholder",
            }
        ],
    )
    checks = validate({"prose": marks}, [made], reports=["c", "b", "a"])
    assert [(check.report, check.id, check.verdict, check.exact) for check in checks] == [
        ("c", "p", "holds", True),
        ("b", "P001", "fails", False),
        ("a", "p", "holds", True),
    ]
    assert validate({"prose": marks.iloc[:0]}, [made], reports=["c"])[0].verdict == "holds"


def test_analytics_asks_where_the_value_leaves_the_range(tmp_path):
    made = suite(
        tmp_path,
        rule(
            "q",
            type="expect_intervals_to_meet",
            meta={"kind": "question", "table": "analytics", "stated": "value"},
            kwargs={},
        ),
    )
    rows = [
        ("Q1", "69.4", "-20", "20"),
        ("Q2", "20", "-20", "20"),
        ("Q3", "-20.1", "-20", "20"),
        ("Q4", "", "", "20"),
        ("Q5", "22", "", "3"),
        ("Q6", "2", "", "3"),
        ("Q7", "2", "", ""),
        ("Q8", "2", "3", "1"),
        ("Q9", "2", "x", "5"),
    ]
    tables = {
        "analytics": table(
            "analytics",
            [
                {"report": "a", "id": i, "value": v, "low": a, "high": b, "statement_zh": "问", "statement_en": "ask"}
                for i, v, a, b in rows
            ],
        )
    }
    assert verdicts(validate(tables, [made])) == {
        "Q1": "fails",
        "Q2": "holds",
        "Q3": "fails",
        "Q4": "undetermined",
        "Q5": "fails",
        "Q6": "holds",
        "Q7": "holds",
        "Q8": "not_run",
        "Q9": "not_run",
    }


def test_one_batch_a_table_however_many_reports_and_suites(tmp_path, monkeypatch):
    batches = []
    run = asking._run
    monkeypatch.setattr(
        asking, "_run", lambda *given: batches.append((given[2].table, len(given[0]))) or run(*given)
    )
    suites = [
        suite(tmp_path, rule(), PAIR, interval_rule(), interval_rule("ratio"), name="sample"),
        suite(tmp_path, rule("other"), interval_rule("bound"), name="second"),
    ]
    for reports in (1, 30):
        batches.clear()
        tables = {
            "projects": table("projects", [{"report": f"r{n}", "name": "x", "score": str(n)} for n in range(reports)]),
            "relations": table(
                "relations",
                [
                    made
                    for n in range(reports)
                    for made in (
                        relation("R1", "1", str(n % 2), report=f"r{n}"),
                        relation("R2", "1", "1", report=f"r{n}", kind="ratio"),
                        relation("R3", "1", "2", report=f"r{n}", kind="bound", suite="second"),
                    )
                ],
            ),
        }
        checks = validate(tables, suites)
        assert batches == [("projects", 3), ("relations", 1)]
        assert len(checks) == 6 * reports
        assert sum(check.verdict == "fails" for check in checks) == (reports + 1) // 2 + reports


# ---- rules asked as one ----------------------------------------------------------------------------------------------

EXPECTATIONS = Path(__file__).parents[1] / "expectations"
KINDS = (
    ("R1", "sample", "sum", "1", "2", "fails"),
    ("R2", "second", "sum", "1", "1", "holds"),
    ("R3", "second", "ratio", "1", "2", "fails"),
    ("R4", "sample", "ratio", "1", "2", "not_run"),  # the suite has no rule for it
    ("R5", "third", "sum", "1", "1", "not_run"),  # there is no such suite
    ("R6", "second", "ratio", "", "2", "undetermined"),
)


@pytest.mark.parametrize(("faults", "runs"), [(0, 1), (1, 4)])  # each by itself after a fault, but the one without a row
def test_a_row_is_judged_by_its_own_suite_s_rule_alone_though_all_are_asked_as_one(tmp_path, monkeypatch, faults, runs):
    suites = [
        suite(tmp_path, interval_rule(), name="sample"),
        suite(tmp_path, interval_rule(check="second_sum") | {"id": str(UUID(int=2))}, interval_rule("ratio"), name="second"),
    ]
    tables = {"relations": table("relations", [relation(name, a, b, suite=of, kind=kind) for name, of, kind, a, b, _ in KINDS])}
    run, asked = asking._run, []

    def counted(entries, *given):
        asked.append(len(entries))
        if len(asked) <= faults:
            raise RuntimeError
        return run(entries, *given)

    monkeypatch.setattr(asking, "_run", counted)
    checks = validate(tables, suites)
    assert verdicts(checks) == {name: verdict for name, *_, verdict in KINDS}
    assert {check.id: check.rule for check in checks if check.verdict != "not_run"} == {
        "R1": "x_sum", "R2": "second_sum", "R3": "x_ratio", "R6": "x_ratio"
    }  # fmt: skip
    assert asked == [1] * runs


def test_suites_that_call_their_parameters_alike_are_each_asked_with_their_own(tmp_path):
    suites = [
        suite(tmp_path, PARAMETER, name="sample", suite_parameters={"full_marks": 100}),
        suite(tmp_path, PARAMETER | {"id": str(UUID(int=3))}, name="second", suite_parameters={"full_marks": 10}),
    ]
    checks = validate(projects({"score": "50"}), suites)
    assert [check.verdict for check in checks] == ["holds", "fails"]


def test_rows_that_an_answer_leaves_out_are_asked_about_again(tmp_path, monkeypatch):
    """Two suites' rules are asked as one: where that one tells nothing of the second's rows, the second is asked by itself."""
    suites = [
        suite(tmp_path, interval_rule(), name="sample"),
        suite(tmp_path, interval_rule() | {"id": str(UUID(int=2))}, name="second"),
    ]
    tables = {"relations": table("relations", [relation("R1", "1", "1"), relation("R2", "1", "2", suite="second")])}
    together = asking._as_one
    monkeypatch.setattr(asking, "_as_one", lambda questions: together(questions[:1]))
    assert verdicts(validate(tables, suites)) == {"R1": "holds", "R2": "fails"}


def test_a_rule_that_great_expectations_drops_on_the_way_is_not_run(tmp_path, monkeypatch):
    """Suites are read strictly, so that no rule is known to get lost there; it is counted all the same."""
    whole = gx.ExpectationSuite

    def losing(name: str, expectations: list) -> object:  # a batch is named by its table
        return whole(name=name, expectations=expectations[: -1 if name == "projects" else None])

    monkeypatch.setattr(gx, "ExpectationSuite", losing)
    checks = validate(projects({"score": "50", "budget": "2", "executed": "1"}), [suite(tmp_path, rule(), PAIR)])
    assert [check.verdict for check in checks] == ["not_run", "not_run"]
    assert all("dropped a rule" in check.statement["en"] for check in checks)


def test_great_expectations_keeps_no_rows(tmp_path):
    for _ in range(2):
        assert len(validate(projects({"report": "kept?", "score": "9"}), [suite(tmp_path, rule())])) == 1
    gc.collect()
    frames = [thing for thing in gc.get_objects() if isinstance(thing, pd.DataFrame) and "report" in thing.columns]
    assert not [frame for frame in frames if (frame["report"] == "kept?").any()]


def test_rules_asked_as_one_answer_as_they_do_one_by_one(longshan, monkeypatch):
    examined = examine(open_report(longshan))
    suites = load_suites(EXPECTATIONS)
    given = {"parameters": {examined.report.id: examined.report.suites}, "reports": [examined.report.id]}
    run, asked = asking._run, []
    monkeypatch.setattr(asking, "_run", lambda *given: asked.append(len(given[0])) or run(*given))
    together = validate(examined.tables, suites, **given)
    assert sum(asked) <= 12
    asked.clear()
    monkeypatch.setattr(asking.Question, "picks", None)
    assert validate(examined.tables, suites, **given) == together
    assert sum(asked) > 30


# ---- the traps -------------------------------------------------------------------------------------------------------


def test_an_unregistered_type_is_dropped_by_great_expectations_and_refused_by_us(tmp_path):
    typo = rule(type="expect_column_values_to_be_betwen")
    answer = alone(projects({"score": "900"})["projects"], gx_rule(typo))
    assert (answer.success, len(answer.results)) == (True, 0)
    with pytest.raises(
        SuiteError,
        match=r"sample\.json: score_range \(.*\): .* did you mean 'expect_column_values_to_be_between'\?",
    ):
        validate(projects({"score": "900"}), [suite(tmp_path, typo)])


def test_a_severity_that_does_not_exist_is_dropped_too(tmp_path):
    answer = alone(projects({"score": "900"})["projects"], gx_rule(rule(severity="critcal")))
    assert (answer.success, len(answer.results)) == (True, 0)
    with pytest.raises(SuiteError, match="did you mean 'critical'"):
        suite(tmp_path, rule(severity="critcal"))


def test_an_empty_suite_succeeds_and_is_refused_by_us(tmp_path):
    assert alone(projects({"score": "900"})["projects"]).success is True
    with pytest.raises(SuiteError, match="expectations: List should have at least 1 item"):
        suite(tmp_path)
    with pytest.raises(SuiteError, match="no suite to run"):
        validate(projects({"score": "900"}), [])


def test_a_rule_on_no_rows_succeeds_and_is_not_run_where_rows_are_needed(tmp_path):
    none = projects({"score": "1"})["projects"].iloc[:0]
    assert alone(none, gx_rule(rule())).success is True
    checks = validate({"projects": none}, [suite(tmp_path, rule(meta={"least_rows": 1}))], reports=["a", "b"])
    assert [(check.report, check.verdict) for check in checks] == [("a", "not_run"), ("b", "not_run")]
    assert "has 0 rows to ask about, and at least 1 are needed" in checks[0].statement["en"]


def test_least_rows_are_counted_in_each_report_by_itself(tmp_path):
    made = suite(tmp_path, rule(meta={"least_rows": 2}))
    tables = {"projects": table("projects", [{"report": name, "name": "x", "score": "1"} for name in "aab"])}
    checks = validate(tables, [made])
    assert verdicts(check for check in checks if check.report == "b") == {
        "score_range-01": "holds",
        "score_range-not_run": "not_run",
    }
    assert all(check.verdict == "holds" for check in checks if check.report == "a")


def test_where_no_row_is_needed_nothing_to_check_is_said(tmp_path):
    made = suite(tmp_path, rule(), interval_rule())
    tables = projects({"score": "1"}) | relations()
    checks = validate(tables, [made])
    assert verdicts(checks) == {"score_range-01": "holds"}
    assert nothing_to_check(checks, [made], "a") == [("sample", "x_sum")]


PARAMETER = rule(kwargs={"column": "score", "min_value": 0, "max_value": {"$PARAMETER": "full_marks"}})


def told(tables, suites, **given) -> str:
    """The one check of a report that could not be asked, in words."""
    (check,) = validate(tables, suites, parameters={"a": given})
    assert check.verdict == "not_run"
    return check.statement["en"]


def test_a_surplus_parameter_is_ignored_and_not_run_by_us(tmp_path):
    frame = pd.DataFrame({"score": [Decimal(90)]}, dtype=object)
    assert alone(frame, gx_rule(PARAMETER), full_marks=100, ful_marks=10).success is True
    said = told(projects({"score": "90"}), [suite(tmp_path, PARAMETER)], sample={"full_marks": 100, "ful_marks": 10})
    assert "suite sample has no parameter 'ful_marks'; did you mean 'full_marks'?" in said


def test_a_missing_parameter_is_told_by_name(tmp_path):
    with pytest.raises(Exception, match="No value found"):
        alone(pd.DataFrame({"score": [Decimal(90)]}, dtype=object), gx_rule(PARAMETER))
    said = told(projects({"score": "90"}), [suite(tmp_path, PARAMETER)], sample={})
    assert "suite sample needs 'full_marks', which is not given" in said


def test_parameters_of_a_suite_that_is_not_there(tmp_path):
    checks = validate(projects({"score": "90"}), [suite(tmp_path, rule())], parameters={"a": {"sampel": {}}})
    assert verdicts(checks) == {"score_range-01": "holds", "sampel-not_asked": "not_run"}
    assert "there is no suite 'sampel'; did you mean 'sample'?" in checks[-1].statement["en"]


def test_a_report_with_the_wrong_parameters_does_not_stop_the_others(tmp_path):
    tables = {"projects": table("projects", [{"report": name, "name": "x", "score": "90"} for name in "abc"])}
    given = {
        "a": {"sample": {"full_marks": 100}},
        "b": {"sample": {"full_mark": 100}},
        "c": {"sample": {"full_marks": 80}},
    }
    checks = validate(tables, [suite(tmp_path, PARAMETER)], parameters=given)
    assert [(check.report, check.verdict) for check in checks] == [("a", "holds"), ("b", "not_run"), ("c", "fails")]


def test_reports_with_other_parameters_are_judged_by_them(tmp_path):
    made = suite(tmp_path, PARAMETER, suite_parameters={"full_marks": 100})
    tables = {"projects": table("projects", [{"report": name, "name": "x", "score": "110"} for name in "abc"])}
    checks = validate(tables, [made], parameters={"b": {"sample": {"full_marks": 120}}})
    assert [check.verdict for check in checks] == ["fails", "holds", "fails"]


PINNED_SUM = rule(
    "total",
    type="expect_column_decimal_sum_to_equal",
    kwargs={"column": "budget", "value": {"$PARAMETER": "total"}},
    meta={"least_rows": 1, "figures": ["budget_figure"]},
)


def test_a_sum_is_a_float_and_ours_is_decimal(tmp_path):
    cells = ["0.7", "0.1", "0.3"]
    built_in = {
        "type": "expect_column_sum_to_be_between",
        "kwargs": {"column": "budget", "min_value": 1.1, "max_value": 1.1},
    }
    assert alone(pd.DataFrame({"budget": map(float, cells)}), built_in).success is False  # though 0.7 + 0.1 + 0.3 = 1.1
    (result,) = alone(pd.DataFrame({"budget": [Decimal(cell) for cell in cells]}, dtype=object), built_in).results
    assert type(result.to_json_dict()["result"]["observed_value"]) is float
    made = suite(tmp_path, PINNED_SUM, meta={"pinned": True})
    tables = projects(*({"budget": cell, "budget_figure": f"F{at}"} for at, cell in enumerate(cells)))
    for total, verdict in ((1.1, "holds"), ("1.1", "holds"), (1.11, "fails")):
        (check,) = validate(tables, [made], parameters={"a": {"sample": {"total": total}}})
        assert (check.verdict, check.stated, check.computed, check.figures) == (
            verdict,
            str(total),
            "1.1",
            ["F0", "F1", "F2"],
        )


@pytest.mark.parametrize(("cells", "verdict"), [(["1", ""], "undetermined"), (["1", "x"], "not_run"), ([], "not_run")])
def test_a_sum_with_a_part_missing_is_not_decided(tmp_path, cells, verdict):
    tables = (
        projects(*({"budget": cell} for cell in cells)) if cells else {"projects": projects({})["projects"].iloc[:0]}
    )
    made = suite(tmp_path, PINNED_SUM, meta={"pinned": True})
    (check,) = validate(tables, [made], parameters={"a": {"sample": {"total": 1}}}, reports=["a"])
    assert check.verdict == verdict


def test_one_missing_value_fails_a_pair_and_is_undetermined_with_us(tmp_path):
    frame = pd.DataFrame({"budget": [5.0, float("nan")], "executed": [5.0, 1.0]})
    loose = {"column_A": "budget", "column_B": "executed", "or_equal": True}
    assert alone(frame, {"type": PAIR["type"], "kwargs": loose}).results[0].result["unexpected_index_list"] == [1]
    checks = validate(
        projects({"budget": "5", "executed": "5"}, {"budget": "", "executed": "1"}), [suite(tmp_path, PAIR)]
    )
    assert verdicts(checks) == {"within_budget-01": "holds", "within_budget-02": "undetermined"}
    with pytest.raises(SuiteError, match="ignore_row_if must be 'either_value_is_missing'"):
        validate(projects({"budget": "5"}), [suite(tmp_path, rule(type=PAIR["type"], kwargs=loose))])


def test_a_missing_column_looks_like_a_failure_and_is_not_run_with_us(tmp_path):
    frame = projects({"score": "90"})["projects"].drop(columns="score")
    (result,) = alone(frame, gx_rule(rule())).results
    assert result.success is False
    assert any(told["raised_exception"] for told in result.exception_info.values())
    checks = validate({"projects": frame}, [suite(tmp_path, rule(), NOT_NULL)])
    assert verdicts(checks) == {"score_range-not_run": "not_run", "name_there-01": "holds"}
    assert next(check for check in checks if check.verdict == "not_run").statement == {
        "zh": "未能执行：projects 表没有 score 列",
        "en": "Not run: table projects has no column score",
    }


def test_an_error_inside_great_expectations_is_not_run(tmp_path):
    broken = rule("broken", type="expect_column_values_to_match_regex", kwargs={"column": "name", "regex": "("})
    (result,) = alone(projects({"name": "甲"})["projects"], gx_rule(broken)).results
    assert result.success is False
    checks = validate(projects({"name": "甲", "score": "9"}), [suite(tmp_path, broken, rule())])
    assert verdicts(checks) == {"broken-not_run": "not_run", "score_range-01": "holds"}
    assert (
        "Great Expectations met an error: missing )"
        in next(check for check in checks if check.verdict == "not_run").statement["en"]
    )


def test_a_row_condition_on_a_column_that_is_not_there(tmp_path):
    condition = {"type": "comparison", "column": {"name": "nam"}, "operator": "==", "parameter": "x"}
    typo = rule(kwargs={"column": "score", "min_value": 0, "row_condition": condition})
    assert alone(pd.DataFrame({"score": [Decimal(1)]}, dtype=object), gx_rule(typo)).results[0].result == {}
    with pytest.raises(SuiteError, match=r"no column 'nam'; did you mean 'name'\?"):
        suite(tmp_path, typo)


def test_a_row_condition_that_cannot_be_worked_out_is_not_run(tmp_path):
    condition = {"type": "comparison", "column": {"name": "name"}, "operator": ">", "parameter": 3}
    checks = validate(
        projects({"score": "9"}),
        [suite(tmp_path, rule(kwargs={"column": "score", "min_value": 0, "row_condition": condition}))],
    )
    assert verdicts(checks) == {"score_range-not_run": "not_run"}


CONDITIONS = [
    ({"type": "comparison", "column": {"name": "name"}, "operator": "==", "parameter": "甲"}, ["01"]),
    ({"type": "comparison", "column": {"name": "name"}, "operator": "!=", "parameter": "甲"}, ["02", "03"]),
    ({"type": "comparison", "column": {"name": "name"}, "operator": "IN", "parameter": ["甲", "乙"]}, ["01", "02"]),
    ({"type": "comparison", "column": {"name": "name"}, "operator": "NOT_IN", "parameter": ["甲"]}, ["02", "03"]),
    ({"type": "comparison", "column": {"name": "score"}, "operator": ">=", "parameter": 90}, ["01", "03"]),
    ({"type": "nullity", "column": {"name": "number"}, "is_null": True}, ["01", "02"]),
    ({"type": "nullity", "column": {"name": "number"}, "is_null": False}, ["03"]),
    (
        {
            "type": "and",
            "conditions": [
                {"type": "comparison", "column": {"name": "name"}, "operator": "!=", "parameter": "甲"},
                {"type": "nullity", "column": {"name": "number"}, "is_null": True},
            ],
        },
        ["02"],
    ),
    (
        {
            "type": "or",
            "conditions": [
                {"type": "comparison", "column": {"name": "name"}, "operator": "==", "parameter": "甲"},
                {"type": "nullity", "column": {"name": "number"}, "is_null": False},
            ],
        },
        ["01", "03"],
    ),
]


@pytest.mark.parametrize(("condition", "rows"), CONDITIONS)
def test_row_conditions_keep_the_rows_that_great_expectations_keeps(tmp_path, condition, rows):
    made = suite(tmp_path, rule(kwargs={"column": "score", "min_value": 95, "row_condition": condition}))
    tables = projects(
        {"name": "甲", "score": "91"}, {"name": "乙", "score": "80"}, {"name": "", "score": "99", "number": "3"}
    )
    assert [check.id[-2:] for check in validate(tables, [made])] == rows
    assert all(check.verdict != "not_run" for check in validate(tables, [made]))


def test_only_200_failing_values_are_told_and_all_rows_are_judged_by_us(tmp_path):
    frame = pd.DataFrame({"score": [Decimal(500)] * 300}, dtype=object)
    assert len(alone(frame, gx_rule(rule())).results[0].result["unexpected_list"]) == 200
    assert (
        sum(
            check.verdict == "fails"
            for check in validate(projects(*({"score": "500"},) * 300), [suite(tmp_path, rule())])
        )
        == 300
    )


def test_mostly_lets_failing_rows_pass_and_is_refused_by_us(tmp_path):
    mostly = rule(kwargs={"column": "score", "min_value": 0, "mostly": 0.5})
    assert alone(pd.DataFrame({"score": [Decimal(1), Decimal(-1)]}, dtype=object), gx_rule(mostly)).success is True
    with pytest.raises(SuiteError, match="mostly must be 1"):
        validate(projects({"score": "-1"}), [suite(tmp_path, mostly)])


def test_a_bound_that_floats_cannot_hold_is_refused(tmp_path):
    bound = rule(kwargs={"column": "budget", "max_value": 2223.06})
    frame = pd.DataFrame({"budget": [Decimal("2223.06")]}, dtype=object)
    assert alone(frame, gx_rule(bound)).success is False  # 2223.06 <= 2223.06
    with pytest.raises(SuiteError, match="max_value = 2223.06 is not exact as a float"):
        validate(projects({"budget": "2223.06"}), [suite(tmp_path, bound)])
    said = told(projects({"score": "9"}), [suite(tmp_path, PARAMETER)], sample={"full_marks": 99.9})
    assert "max_value = 99.9 is not exact as a float" in said


@pytest.mark.parametrize(
    ("type_", "kwargs", "line"),
    [
        ("expect_column_values_to_be_unique", {"column": "name"}, "would compare reports with one another"),
        (
            "expect_compound_columns_to_be_unique",
            {"column_list": ["name", "number"], "ignore_row_if": "any_value_is_missing"},
            "would compare reports",
        ),
        ("expect_column_values_to_be_increasing", {"column": "number"}, "would compare reports"),
        ("expect_column_sum_to_be_between", {"column": "budget", "max_value": 5}, "would mix the reports"),
        ("expect_table_row_count_to_equal", {"value": 5}, "would mix the reports"),
        ("unexpected_rows_expectation", {"unexpected_rows_query": "SELECT 1"}, "cannot be asked of a table in memory"),
    ],
)
def test_a_rule_that_mixes_reports_is_refused(tmp_path, type_, kwargs, line):
    with pytest.raises(SuiteError, match=line):
        validate(projects({"name": "甲"}), [suite(tmp_path, rule(type=type_, kwargs=kwargs))])


def test_names_are_unique_within_a_report_not_between_reports(tmp_path):
    frame = table("projects", [{"report": report, "name": name} for report, name in ("ax", "ay", "ay", "bx")])
    assert (
        alone(frame, {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "name"}})
        .results[0]
        .result["unexpected_count"]
        == 4
    )
    unique = rule(
        "unique",
        type="expect_compound_columns_to_be_unique",
        kwargs={"column_list": ["report", "name"], "ignore_row_if": "any_value_is_missing"},
    )
    assert [check.verdict for check in validate({"projects": frame}, [suite(tmp_path, unique)])] == [
        "holds",
        "fails",
        "fails",
        "holds",
    ]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"kwargs": {"column": "score", "min_valu": 0}}, r"takes no argument 'min_valu'; did you mean 'min_value'\?"),
        ({"kwargs": {"column": "score", "catch_exceptions": False}}, "takes no argument 'catch_exceptions'"),
        ({"kwargs": {"column": "score", "result_format": "BASIC"}}, "takes no argument 'result_format'"),
        ({"kwargs": {"min_value": 0}}, "does not take its arguments.*column"),
        ({"kwargs": {"column": "score", "min_value": "low"}}, "does not take its arguments.*min_value"),
    ],
)
def test_arguments_that_great_expectations_does_not_take(tmp_path, changes, line):
    with pytest.raises(SuiteError, match=line) as caught:
        validate(projects({"score": "9"}), [suite(tmp_path, rule(**changes))])
    assert "\n" not in str(caught.value)


def test_what_describe_dict_leaves_out_is_on_every_check(tmp_path):
    said = json.dumps(
        alone(pd.DataFrame({"score": [Decimal(900)]}, dtype=object), gx_rule(rule(severity="warning"))).describe_dict()
    )
    assert "warning" not in said
    assert rule()["meta"]["check"] not in said
    (check,) = validate(projects({"score": "900"}), [suite(tmp_path, rule(severity="warning"))])
    assert (check.severity, check.rule, check.basis) == (
        "warning",
        "score_range",
        {"zh": "basis（中文）", "en": "basis (English)"},
    )


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("element_count", 1, "rows to be asked: got 1, expected 2"),
        ("unexpected_count", 1, "rows that fail: got 1, expected 0"),
        ("missing_count", 2, "rows with a missing value: got 2, expected 0"),
        ("unexpected_index_list", [7], "rows that fail: got 0, expected 1"),
    ],
)
def test_an_answer_that_does_not_account_for_every_row_is_not_run(tmp_path, monkeypatch, key, value, reason):
    run = asking._run

    def tampered(*given):
        results = run(*given)
        for result in results.values():
            result.result[key] = value
        return results

    monkeypatch.setattr(asking, "_run", tampered)
    (check,) = validate(projects({"score": "9"}, {"score": "10"}), [suite(tmp_path, rule())])
    assert (check.verdict, reason in check.statement["en"]) == ("not_run", True)


@pytest.mark.parametrize("run", [lambda *_: {}, lambda *_: 1 / 0])
def test_no_answer_is_not_run(tmp_path, monkeypatch, run):
    monkeypatch.setattr(asking, "_run", run)
    assert verdicts(validate(projects({"score": "9"}), [suite(tmp_path, rule())])) == {"score_range-not_run": "not_run"}


def test_a_failure_without_a_failing_row_is_not_run(tmp_path, monkeypatch):
    run = asking._run

    def failing(*given):
        results = run(*given)
        for result in results.values():
            result.success = False
        return results

    monkeypatch.setattr(asking, "_run", failing)
    assert verdicts(validate(projects({"score": "9"}), [suite(tmp_path, rule())])) == {"score_range-not_run": "not_run"}


def test_a_table_that_is_not_there_is_not_run(tmp_path):
    checks = validate(projects({"score": "9"}), [suite(tmp_path, rule(), interval_rule())])
    assert verdicts(checks) == {"score_range-01": "holds", "x_sum-not_run": "not_run"}


@pytest.mark.parametrize("column", ["kind", "suite"])
def test_relations_without_a_column_that_sorts_them_are_not_run(tmp_path, column):
    tables = {"relations": relations(relation("R1", "1", "1"))["relations"].drop(columns=column)}
    assert verdicts(validate(tables, [suite(tmp_path, interval_rule())]))["R1"] == "not_run"


@pytest.mark.parametrize(
    "condition",
    [
        {"type": "comparison", "column": {"name": "name"}, "operator": "=", "parameter": "x"},
        {"type": "comparison", "column": {"name": "name"}, "operator": "=="},
        {"type": "comparison", "column": {"name": "name"}, "operator": "IN", "parameter": "x"},
        {"type": "nullity", "column": {"name": "name"}},
        {"type": "nullity", "column": {"name": "name"}, "is_null": "perhaps"},
        {"type": "and", "conditions": {}},
        {"type": "and", "conditions": []},
        {"type": "or"},
        {"type": "pass_through", "pass_through_filter": "score > 3"},
        {"type": "comparison", "column": "name", "operator": "==", "parameter": "x"},
        ["name"],
    ],
)
def test_a_row_condition_that_is_none_is_refused(tmp_path, condition):
    with pytest.raises(SuiteError, match="score_range"):
        validate(
            projects({"score": "9"}),
            [suite(tmp_path, rule(kwargs={"column": "score", "min_value": 0, "row_condition": condition}))],
        )


@pytest.mark.parametrize(
    "cells",
    [{"kind": "ratio"}, {"kind": "sums"}, {"suite": "smaple"}, {"suite": ""}, {"kind": ""}],
)
def test_a_relation_that_no_rule_asks_about_is_not_run(tmp_path, cells):
    rows = [relation("R1", "1", "1"), relation("R2", "1", "1", **cells)]
    assert verdicts(validate(relations(*rows), [suite(tmp_path, interval_rule())])) == {"R1": "holds", "R2": "not_run"}


def test_a_pinned_suite_is_asked_only_of_the_reports_that_name_it(tmp_path):
    made = suite(
        tmp_path,
        PINNED_SUM,
        rule("number", type="expect_table_row_count_to_equal", kwargs={"value": {"$PARAMETER": "count"}}),
        meta={"pinned": True},
    )
    tables = {"projects": table("projects", [{"report": name, "name": "x", "budget": "5"} for name in "abbc"])}
    checks = validate(
        tables,
        [made],
        parameters={"a": {"sample": {"total": 5, "count": 1}}, "b": {"sample": {"total": 10, "count": 3}}},
    )
    assert [(check.report, check.id, check.verdict) for check in checks] == [
        ("a", "total", "holds"),
        ("a", "number", "holds"),
        ("b", "total", "holds"),
        ("b", "number", "fails"),
    ]


def test_a_pinned_suite_named_after_a_report_cannot_be_forgotten(tmp_path):
    made = suite(tmp_path, PINNED_SUM, name="a", meta={"pinned": True})
    assert "suite a needs 'total', which is not given" in told(projects({"budget": "5"}), [made])


# ---- the committed suites --------------------------------------------------------------------------------------------


def test_great_expectations_takes_every_committed_rule(root):
    for one in load_suites(root / "expectations"):
        assert len(validation.prepare(one)) == len(one.rules)
        loaded = gx.ExpectationSuite(
            **json.loads((root / "expectations" / f"{one.name}.json").read_text(encoding="utf-8"))
        )
        assert len(loaded.expectations) == len(one.rules)
        assert all(
            expectation.severity.value == entry.severity
            for expectation, entry in zip(loaded.expectations, one.rules, strict=True)
        )


def test_great_expectations_is_quiet_and_writes_nothing(tmp_path, capfd, monkeypatch, caplog):
    made = suite(
        tmp_path,
        rule(),
        rule("broken", type="expect_column_values_to_match_regex", kwargs={"column": "name", "regex": "("}),
    )
    empty = tmp_path / "elsewhere"
    empty.mkdir()
    monkeypatch.chdir(empty)
    monkeypatch.setenv("HOME", str(empty))
    before = logging.getLogger("great_expectations").propagate, list(logging.getLogger("great_expectations").handlers)
    validate(projects({"score": "9", "name": "甲"}), [made])
    assert capfd.readouterr() == ("", "")
    assert not caplog.records
    assert list(empty.iterdir()) == []
    assert (
        logging.getLogger("great_expectations").propagate,
        logging.getLogger("great_expectations").handlers,
    ) == before


def test_nothing_is_sent_anywhere(tmp_path, monkeypatch):
    import socket

    def refuse(*_, **__):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert validate(projects({"score": "9"}), [suite(tmp_path, rule())])[0].verdict == "holds"
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"


def test_importing_the_module_does_not_import_great_expectations():
    import subprocess
    import sys

    code = "import sys, gouji.validation, gouji.findings, gouji.suites; sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_suite_file_from_great_expectations_itself_loads(tmp_path):
    """What a suite's author saves from JupyterLab, with the version that Great Expectations adds."""
    written = gx.ExpectationSuite(**suite_json(rule())).to_json_dict()
    assert "great_expectations_version" in written["meta"]
    written.pop("suite_parameters", None)
    (tmp_path / "sample.json").write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    made = load_suites(tmp_path)
    assert verdicts(validate(projects({"score": "101"}), made)) == {"score_range-01": "fails"}


def test_every_row_of_the_committed_report_is_asked_about(root, longshan):
    from gouji.audit import examine
    from gouji.report import open_report

    examined = examine(open_report(longshan))
    given = {examined.report.id: examined.report.suites}
    checks = validate(examined.tables, load_suites(root / "expectations"), parameters=given)
    assert [check.id for check in checks if check.verdict == "not_run"] == []
    assert {check.id for check in checks} >= {
        name for table in validation.PROPOSED for name in examined.tables[table]["id"]
    }
    pinned = {check.id: check.verdict for check in checks if check.suite == longshan.name}
    assert pinned == {"pinned_project_count": "holds", "pinned_budget_sum": "holds", "pinned_executed_sum": "holds"}
