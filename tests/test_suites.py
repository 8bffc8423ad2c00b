"""Suites as files: the committed ones are sound, and each mistake is one clear line."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from suite_sample import interval_rule, rule, suite, suite_json, words

from gouji.errors import SuiteError
from gouji.rules import TABLES, Bilingual, filled
from gouji.suites import did_you_mean, load_suite, load_suites

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def committed(root):
    return load_suites(root / "expectations")


def test_the_committed_suites(committed):
    assert [suite.name for suite in committed] == [
        "analytics",
        "budget",
        "conversions",
        "counts",
        "longshan-natural-resources-2023",
        "parts",
        "progress",
        "projects",
        "prose",
        "repeats",
    ]
    assert [suite.name for suite in committed if suite.pinned] == ["longshan-natural-resources-2023"]


def test_every_rule_is_told_in_both_languages_with_its_ground(committed):
    for one in committed:
        for entry in one.rules:
            for part, zh, en in [
                ("notes", *entry.notes),
                ("basis", entry.meta.basis.zh, entry.meta.basis.en),
                *((part, text.zh, text.en) for part, text in entry.meta.texts),
            ]:
                assert HAN.search(zh), (one.name, entry.meta.check, part)
                assert re.search(r"[a-z]{3}", en), (one.name, entry.meta.check, part)
                assert len(HAN.findall(en)) < len(en) / 4, (one.name, entry.meta.check, part)  # names and units at most


def test_the_files_hold_real_characters_and_end_with_a_line(root):
    for path in (root / "expectations").glob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert "\\u" not in text
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def test_every_kind_of_mark_in_the_words_has_its_rule(committed):
    from gouji.rules import ProseKind

    prose = next(one for one in committed if one.name == "prose")
    assert {entry.meta.kind for entry in prose.rules} == set(ProseKind.__args__)
    assert all(entry.meta.least_rows == 1 for entry in prose.rules)


BROKEN = [
    # what is wrong, what the line must say
    pytest.param(
        suite_json(rule(severity="critcal")),
        r"severity: 'critcal' is not allowed; did you mean 'critical'\?",
        id="severity",
    ),
    pytest.param(suite_json(rule(kwarg={})), r"unknown key; did you mean 'kwargs'\?", id="unknown key"),
    pytest.param(
        suite_json(rule(meta={"least_row": 1})), r"unknown key; did you mean 'least_rows'\?", id="unknown key of meta"
    ),
    pytest.param(
        suite_json(rule(), expectation=[]), r"unknown key; did you mean 'expectations'\?", id="unknown key of the suite"
    ),
    pytest.param(
        suite_json(rule(meta={"texts": {**rule()["meta"]["texts"], "tittle": words("x")}})),
        r"did you mean 'title'\?",
        id="unknown text",
    ),
    pytest.param(suite_json(), r"expectations: List should have at least 1 item", id="empty suite"),
    pytest.param(suite_json(rule(notes=["只有中文"])), r"notes", id="notes in one language"),
    pytest.param(suite_json(rule(id="1")), r"not a UUID: '1'", id="id that is no UUID"),
    pytest.param(suite_json(rule(meta={"kind": "total"})), r"kind: 'total' is not allowed", id="unknown kind"),
    pytest.param(suite_json(rule(meta={"least_rows": -1})), r"least_rows", id="negative least rows"),
    pytest.param(suite_json(rule(meta={"check": "Score range"})), r"check", id="name that is no name"),
    pytest.param(
        suite_json(rule(meta={"table": "project"})), r"no table: 'project'; did you mean 'projects'\?", id="table"
    ),
    pytest.param(
        suite_json(rule(kwargs={"column": "scores", "min_value": 0})),
        r"no column 'scores'; did you mean 'score'\?",
        id="column",
    ),
    pytest.param(
        suite_json(rule(meta={"figures": ["score_figur"]})),
        r"no column 'score_figur'; did you mean 'score_figure'\?",
        id="column of figures",
    ),
    pytest.param(
        suite_json(
            rule(
                kwargs={
                    "column": "score",
                    "row_condition": {
                        "type": "comparison",
                        "column": {"name": "nam"},
                        "operator": "==",
                        "parameter": "x",
                    },
                }
            )
        ),
        r"no column 'nam'; did you mean 'name'\?",
        id="column of a row_condition",
    ),
    pytest.param(
        suite_json(rule(kwargs={"column": "score", "row_condition": "score > 3"})),
        r"row_condition 'score > 3'",
        id="row_condition as text",
    ),
    pytest.param(
        suite_json(rule(meta={"texts": {**rule()["meta"]["texts"], "title": {"zh": "{nam}", "en": "x"}}})),
        r"text 'title' names \{nam\}.*did you mean 'name'\?",
        id="field of a text",
    ),
    pytest.param(
        suite_json(rule(meta={"texts": {**rule()["meta"]["texts"], "title": {"zh": "{name", "en": "x"}}})),
        r"text 'title'",
        id="open brace",
    ),
    pytest.param(
        suite_json(rule(), suite_parameters={"limit": 3}),
        r"'limit', which no expectation asks for",
        id="surplus parameter",
    ),
    pytest.param(
        suite_json(rule(kwargs={"column": "score", "max_value": {"$PARAMETER": "limit * 2"}})),
        r"no plain parameter",
        id="expression as parameter",
    ),
    pytest.param(suite_json(rule(), name="other"), r"its name is 'other'", id="name that is not the file's"),
]


@pytest.mark.parametrize(("config", "line"), BROKEN)
def test_a_mistake_is_one_line_that_names_file_and_rule(tmp_path, config, line):
    path = tmp_path / "sample.json"
    path.write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(SuiteError, match=line) as caught:
        load_suite(path)
    message = str(caught.value)
    assert "sample.json: " in message
    assert "\n" not in message
    if config["expectations"] and "did you mean" in line and "expectations" not in line:
        assert rule()["id"] in message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"name": "sample",}', "not proper JSON"),
        ('{"name": "sample", "name": "sample"}', "key 'name' is given twice"),
        ('{"name": NaN}', "NaN is not a number that JSON knows"),
        ("[]", "the whole file"),
        ("", "not proper JSON"),
    ],
)
def test_a_file_that_is_no_suite(tmp_path, text, line):
    path = tmp_path / "sample.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError, match=line):
        load_suite(path)


def test_a_file_that_is_not_text(tmp_path):
    path = tmp_path / "sample.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SuiteError, match="cannot be read"):
        load_suite(path)


def test_a_folder_without_suites(tmp_path):
    with pytest.raises(SuiteError, match="no suite"):
        load_suites(tmp_path)


def test_nothing_may_be_named_twice(tmp_path):
    suite(tmp_path, rule("one"), rule("two") | {"id": rule("one")["id"]})
    with pytest.raises(SuiteError, match=r"expectation id .* is given twice"):
        load_suites(tmp_path)
    suite(tmp_path, rule("one"))
    suite(tmp_path, rule("one") | {"id": rule("other")["id"]}, name="second")
    with pytest.raises(SuiteError, match="check 'one' is given twice"):
        load_suites(tmp_path)


PARAMETERS = rule(kwargs={"column": "score", "min_value": 0, "max_value": {"$PARAMETER": "full_marks"}})


@pytest.mark.parametrize(
    ("own", "given", "line"),
    [
        ({}, {}, "needs 'full_marks', which is not given"),
        ({}, {"full_mark": 5}, r"no parameter 'full_mark'; did you mean 'full_marks'\?"),
        ({"full_marks": 5}, {"full_marks": [1]}, "neither a number nor a text"),
        ({"full_marks": 5}, {"full_marks": True}, "neither a number nor a text"),
        ({"full_marks": 5}, {"full_marks": 99.9}, "'full_marks': max_value = 99.9 is not exact as a float"),
    ],
)
def test_parameters_that_do_not_fit(tmp_path, own, given, line):
    made = suite(tmp_path, PARAMETERS, suite_parameters=own)
    with pytest.raises(SuiteError, match=line):
        made.parameters(given)


def test_a_report_parameter_goes_over_the_suites_own(tmp_path):
    made = suite(tmp_path, PARAMETERS, suite_parameters={"full_marks": 100})
    assert made.parameters({"full_marks": 120}) == {"full_marks": 120}
    assert made.parameters({}) == {"full_marks": 100}


@pytest.mark.parametrize(
    ("fields", "zh"),
    [
        ({"stated": "2223.06", "unit": "万元"}, "2223.06万元"),
        ({"stated": "101.2307692307692307", "unit": "%"}, "101.2308%"),
        ({"stated": None, "unit": ""}, "——"),
        ({"stated": "{unit}", "unit": "x"}, "{unit}x"),
    ],
)
def test_texts_are_filled_for_people(fields, zh):
    assert filled(Bilingual(zh="{stated}{unit}", en="x"), fields)["zh"] == zh


def test_what_is_near_is_offered_and_a_short_list_told():
    assert did_you_mean("colum", ["column", "budget"]) == "; did you mean 'column'?"
    assert did_you_mean("zzz", ["a", "b"]) == "; known: a, b"
    assert did_you_mean("zzz", map(str, range(50))) == ""


def test_rules_name_only_columns_that_their_tables_have(committed):
    for one in committed:
        for entry in one.rules:
            assert set(entry.columns) <= set(TABLES[entry.meta.table])


def test_the_sample_rules_are_sound(tmp_path):
    assert suite(tmp_path, rule(), interval_rule()).rules[1].meta.kind == "sum"


def test_a_suite_is_read_anew_when_its_file_changed(tmp_path):
    path = tmp_path / "sample.json"
    path.write_text(json.dumps(suite_json(rule())), encoding="utf-8")
    first = load_suite(path)
    assert load_suite(path).rules == first.rules
    path.write_text(json.dumps(suite_json(rule(), rule("other"))), encoding="utf-8")
    assert [entry.meta.check for entry in load_suite(path).rules] == ["score_range", "other"]
    assert load_suite(path).sha256 != first.sha256 == hashlib.sha256(json.dumps(suite_json(rule())).encode()).hexdigest()
    for _ in range(2):
        path.write_text(json.dumps(suite_json(rule(), name="another")), encoding="utf-8")
        with pytest.raises(SuiteError, match="not that of its file"):
            load_suite(path)


def test_the_same_suite_elsewhere_is_told_by_its_own_path(tmp_path):
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        (folder / "sample.json").write_text(json.dumps(suite_json(rule())), encoding="utf-8")
        assert load_suite(folder / "sample.json").path == str(folder / "sample.json")
    (tmp_path / "a" / "renamed.json").write_bytes((tmp_path / "a" / "sample.json").read_bytes())
    with pytest.raises(SuiteError, match="renamed.json: its name is 'sample'"):
        load_suite(tmp_path / "a" / "renamed.json")
