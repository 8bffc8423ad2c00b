"""The benchmarks themselves: what they hold to be true is true, seeded errors are errors, counts are counted right."""

from __future__ import annotations

import json
import random
import re
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks import accuracy, annotated, bench, scoring, seeding, size, slips, table
from benchmarks.amounts import Habits, Quantity, chinese, numeral
from benchmarks.reading import Answer, Asked, Stated
from benchmarks.size import REAL, lengthened
from benchmarks.styles import HELD_OUT, STYLES, make
from benchmarks.ties import Tie, present
from benchmarks.writing import Draft, Slot

ROOT = Path(__file__).parents[1]
SEEDS = range(8)


def _ties(report):
    where = seeding.told(report)
    return where, present(report.ties, where)


# --- the generator ---------------------------------------------------------------------------------------------------


def test_styles_are_many_and_some_are_held_out():
    assert len(STYLES) - len(HELD_OUT) >= 8
    assert len(HELD_OUT) >= 2
    assert set(HELD_OUT) < set(STYLES)


@pytest.mark.parametrize("style", STYLES)
def test_same_seed_same_report(style):
    first, again, other = make(style, 3), make(style, 3), make(style, 4)
    assert (first.text, first.places) == (again.text, again.places)
    assert first.text != other.text


@pytest.mark.parametrize("style", STYLES)
def test_every_true_tie_holds_and_every_figure_is_in_its_place(style):
    for number in SEEDS:
        report = make(style, number)
        where, ties = _ties(report)
        assert ties
        for tie in ties:
            assert not tie.fails({quantity: report.slots[where[quantity][0]] for quantity in tie.quantities}), (number, tie)
        for slot, (start, end) in zip(report.slots, report.places, strict=True):
            assert report.text[start:end] == slot.raw or report.layout == "traditional"


# What may hold digits without being a figure: years, days, times, phones, codes, documents, ordinals of lines.
_NO_FIGURE = re.compile(
    r"20\d\d(?=年|年度|\b)|\d{1,2}月(?:\d{1,2}日|末|底)?|\d{1,2}[：:]\d\d|0\d{2,3}-\d{7,8}|[A-Z]{2}[-\d]+|〔\d{4}〕\d+[号號]|1[—-]6月"
    r"|(?:^|(?<=\n)|(?<=。))[（(]?\d{1,2}[)）．.]|小（\d）|小\(\d\)")


@pytest.mark.parametrize("style", [style for style in STYLES if STYLES[style].layouts[0] not in ("wrapped", "spaced")])
def test_no_figure_is_written_without_being_known(style):
    for number in SEEDS:
        report = make(style, number)
        masked = list(report.text)
        for start, end in report.places:
            masked[start:end] = "■" * (end - start)
        left = _NO_FIGURE.sub("", "".join(masked))
        assert not re.search(r"[\d０-９]", left), re.findall(r".{12}[\d０-９].{8}", left)


def test_the_words_are_the_generators_own():
    """No run of 18 characters (figures aside) is shared with a report or document kept in the repository."""
    kept = "".join(path.read_text(encoding="utf-8") for pattern in ("data/*/source.txt", "tests/corpus/dev/*.md") for path in ROOT.glob(pattern))
    runs = {line[k: k + 18] for line in re.split(r"[\d\n⟦⟧|。]+", kept) for k in range(len(line) - 17)}
    for style in STYLES:
        for number in range(3):
            for line in re.split(r"[\d\n。]+", make(style, number).text):
                shared = [line[k: k + 18] for k in range(len(line) - 17) if line[k: k + 18] in runs]
                assert not shared, shared


@pytest.mark.parametrize(("value", "habits", "written"), [
    ("1234.50", Habits(), "1234.50"),
    ("1234.50", Habits(drop_zeros=True), "1234.5"),
    ("1234.50", Habits(grouped=True), "1,234.50"),
    ("1234.50", Habits(grouped=True, wide=True), "１，２３４．５０"),
    ("50.00", Habits(drop_zeros=True), "50"),
])
def test_a_number_is_written_as_the_writer_does(value, habits, written):
    assert numeral(Decimal(value), habits) == written


@pytest.mark.parametrize(("value", "words"), [(2, "两"), (3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一")])
def test_small_counts_in_chinese(value, words):
    assert chinese(value) == words


def test_the_cut_habit_cuts_and_the_other_rounds():
    rate = Quantity("rate", Decimal("66.6666"), "%", 2)
    assert [rate.stated("round"), rate.stated("cut")] == [Decimal("66.67"), Decimal("66.66")]


# --- what is true ----------------------------------------------------------------------------------------------------


def _slots(*figures):
    """(value, unit) pairs as quantities and the slots that tell them."""
    quantities = [Quantity("", Decimal(value), unit) for value, unit in figures]
    told = {q: Slot(q, value, Decimal(value), unit, max(0, -Decimal(value).as_tuple().exponent)) for q, (value, unit) in zip(quantities, figures, strict=True)}
    return quantities, told


@pytest.mark.parametrize(("formula", "signs", "figures", "fails"), [
    ("linear", (), [("24", "个"), ("17", "个"), ("7", "个")], False),
    ("linear", (), [("25", "个"), ("17", "个"), ("7", "个")], True),  # counts are exact
    ("linear", (), [("24.01", "万元"), ("17.00", "万元"), ("7.00", "万元")], False),  # within rounding: 0.005 x 3
    ("linear", (), [("24.02", "万元"), ("17.00", "万元"), ("7.00", "万元")], True),
    ("linear", (1, -1), [("10", "个"), ("17", "个"), ("7", "个")], False),
    ("ratio", (), [("66.67", "%"), ("2", "个"), ("3", "个")], False),
    ("ratio", (), [("66.66", "%"), ("2", "个"), ("3", "个")], False),  # cut off
    ("ratio", (), [("66.65", "%"), ("2", "个"), ("3", "个")], True),
    ("growth", (), [("25.0", "%"), ("125.0", "万元"), ("100.0", "万元")], False),
    ("growth", (), [("20.0", "%"), ("125.0", "万元"), ("100.0", "万元")], True),  # on the later value
    ("fall", (), [("20.0", "%"), ("80.0", "万元"), ("100.0", "万元")], False),
    ("implied_growth", (), [("25.0", "%"), ("125.0", "万元"), ("25.0", "万元")], False),
    ("implied_fall", (), [("20.0", "%"), ("80.0", "万元"), ("20.0", "万元")], False),
    ("mean", (), [("1500", "元"), ("150.00", "万元"), ("1000", "人")], False),
    ("mean", (), [("1400", "元"), ("150.00", "万元"), ("1000", "人")], True),
    ("product", (), [("18.02", "万元"), ("106", "名"), ("1700", "元")], False),
    ("same", (), [("150", "亩"), ("10", "公顷")], False),
    ("same", (), [("15", "亩"), ("10", "公顷")], True),
    ("at_most", (), [("200", "个"), ("199", "个")], True),
    ("less", (), [("5.0", "%"), ("5.3", "%")], False),
])
def test_a_tie_fails_only_beyond_rounding(formula, signs, figures, fails):
    (target, *operands), told = _slots(*figures)
    assert Tie("", formula, target, tuple(operands), signs).fails(told) is fails


@pytest.mark.parametrize(("formula", "told", "fails"), [("count", "4", False), ("count", "5", True), ("count_open", "5", False), ("count_open", "3", True)])
def test_a_list_of_four(formula, told, fails):
    (target,), slots = _slots((told, "个"))
    assert Tie("count", formula, target, constant=4).fails(slots) is fails


def test_a_rate_whose_base_is_told_is_not_reckoned_on_the_implied_one_too():
    draft = Draft("test", 1)
    now, then = draft.money(100, 200), draft.money(100, 200)
    difference, rate, _ = draft.change(now, then)
    told = dict.fromkeys((now, then, difference, rate), [0])
    assert [tie.kind for tie in present(draft.ties, told)] == ["difference", "growth"]
    assert [tie.formula[:7] for tie in present(draft.ties, {q: [0] for q in (now, difference, rate)})] == ["implied"]


# --- errors ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", seeding.KINDS)
def test_a_seeded_error_is_one_place_that_breaks_a_tie(kind):
    made = [error for style in STYLES for number in range(3) if (error := seeding.seed(report := make(style, number), kind, random.Random(number)))]
    assert len(made) >= 5
    for error in made:
        report = make(error.report.style, error.report.seed)
        assert error.report.text != report.text
        assert bool(error.broken) is (kind != "cut_off")
        assert len(error.report.slots) == len(report.slots)
        for number, (start, end) in enumerate(error.report.places):
            if error.report.layout != "traditional":
                assert error.report.text[start:end] == error.report.slots[number].raw
            same = error.report.slots[number].raw + error.report.slots[number].suffix == report.slots[number].raw + report.slots[number].suffix
            assert same is (number not in error.changed)


def test_seeding_is_the_same_each_time():
    report = make("works", 2)
    first, again = (seeding.seed(report, "one_digit", random.Random(5)) for _ in range(2))
    assert first.report.text == again.report.text


# --- counting --------------------------------------------------------------------------------------------------------


def _answer(report, *relations):
    figures = [Stated(place, slot.raw, slot.unit, slot.qualifier) for slot, place in zip(report.slots, report.places, strict=True)]
    return Answer(figures, list(relations))


def _relation(report, slots, verdict="holds", kind="sum", suspect=-1, alternatives=()):
    starts = [report.places[number][0] for number in slots]
    named = [report.places[number][0] for number in (suspect, *alternatives) if number >= 0]
    return Asked(kind, f"{kind}.rule", frozenset(starts), verdict, "", "", named[0] if named else -1, frozenset(named), 1)


def test_nothing_asked_is_nothing_found():
    report = make("notice", 1)
    tally = scoring.clean(report, _answer(report))
    assert tally.counts["figures", "right"] == tally.counts["figures", "true"] == len(report.slots)
    assert sum(n for (what, _), n in tally.counts.items() if what == "ties") >= 3
    assert sum(n for (what, _), n in tally.counts.items() if what in ("ties found", "false alarm")) == 0


def test_a_tie_asked_is_found_unless_it_stays_undetermined():
    report = make("notice", 1)
    where, ties = _ties(report)
    tie = next(tie for tie in ties if tie.kind == "sum")
    slots = [where[quantity][0] for quantity in tie.quantities]
    found = {verdict: scoring.clean(report, _answer(report, _relation(report, slots, verdict))).counts for verdict in ("holds", "undetermined", "fails")}
    assert [found[v]["ties found", "sum"] for v in ("holds", "undetermined", "fails")] == [1, 0, 1]
    assert [found[v]["false alarm", "sum"] for v in ("holds", "undetermined", "fails")] == [0, 0, 1]


def test_an_alarm_finds_the_error_only_where_it_touches_it():
    error = seeding.seed(make("notice", 1), "one_digit", random.Random(1))
    wrong = error.changed[0]
    right = next(number for number in range(len(error.report.slots)) if number not in error.changed)
    report = error.report
    hit = scoring.seeded(error, _answer(report, _relation(report, [wrong, right], "fails", suspect=wrong))).counts
    misnamed = scoring.seeded(error, _answer(report, _relation(report, [wrong, right], "fails", suspect=right, alternatives=[wrong]))).counts
    beside = scoring.seeded(error, _answer(report, _relation(report, [right], "fails"))).counts
    key = error.kind
    assert [c["found", key] for c in (hit, misnamed, beside)] == [1, 1, 0]
    assert [c["named", key] for c in (hit, misnamed, beside)] == [1, 0, 0]
    assert [c["among", key] for c in (hit, misnamed, beside)] == [1, 1, 0]
    assert [c["false alarm", "sum"] for c in (hit, misnamed, beside)] == [0, 0, 1]


_DOCUMENT = """某局共办件⟦30|件|exact|a⟧件，其中线上⟦18|件|exact|b⟧件、线下⟦11|件|exact|c⟧件；网办率⟦60|%|exact|e⟧%，惠及⟦3.5|万人|more_than|f⟧万余人。
---
relations:
- {kind: sum, figures: [a, b, c], expr: a = b + c, holds: false, why: parts, error_figure: c, should_be: '12'}
- {kind: ratio, figures: [e, b, a], expr: e = b / a * 100, holds: true, why: rate, error_figure: null, should_be: null}
clean: false
"""


def test_an_annotated_document_is_read_and_scored(tmp_path):
    path = tmp_path / "one.md"
    path.write_text(_DOCUMENT, encoding="utf-8")
    document = annotated.load(path)
    assert document.text.startswith("某局共办件30件，其中线上18件、线下11件；网办率60%")
    at = {tag: mark.place for tag, mark in document.marks.items()}
    assert [document.text[slice(*place)] for place in at.values()] == ["30", "18", "11", "60", "3.5"]
    figures = [Stated(at[tag], "", unit, "exact") for tag, unit in [("a", "件"), ("b", "件"), ("c", "件"), ("e", "%")]] + [Stated(at["f"], "", "万人", "exact")]
    alarm = Asked("sum", "sum.x", frozenset(at[t][0] for t in "abc"), "fails", "", "", at["c"][0], frozenset({at["c"][0]}), 1)
    false = Asked("ratio", "ratio.x", frozenset(at[t][0] for t in "eba"), "fails", "", "", -1)
    counts = annotated.score(document, Answer(figures, [alarm, false])).counts
    assert (counts["figures", "right"], counts["figures", "true"]) == (4, 5)  # the qualifier of 3.5万余 is missed
    assert (counts["ties found", "sum"], counts["ties found", "ratio"]) == (1, 1)
    assert (counts["seeded", "real"], counts["found", "real"], counts["named", "real"]) == (1, 1, 1)
    assert counts["false alarm", "ratio"] == 1


def test_changed_digits_change_one_figure_of_a_relation():
    text = "合计30件，其中18件、12件。"
    answer = Answer([Stated((2, 4), "30", "件", "exact"), Stated((8, 10), "18", "件", "exact")],
                    [Asked("sum", "sum.x", frozenset({2, 8}), "holds", "", "")])
    for kind, start, raw in slips.changes(text, answer, 9):
        old = text[start: start + 2]
        assert len(raw) == 2
        assert raw != old
        assert kind in ("digit", "swap")
        assert (raw == old[::-1]) or kind == "digit"


def test_accuracy_writes_the_same_bytes_each_time(tmp_path, capsys):
    arguments = ["--styles", "notice,budget", "--clean", "2", "--seeded", "4", "--changed", "0", "--whole", "0", "--jobs", "1", "--out"]
    outcomes = []
    for name in ("a.json", "b.json"):
        assert accuracy.main([*arguments, str(tmp_path / name)]) == 0
        outcomes.append((tmp_path / name).read_bytes())
    assert outcomes[0] == outcomes[1]
    result = json.loads(outcomes[0])
    assert result["groups"]["notice"]["clean"] == 2
    assert result["groups"][table.HELD]["clean"] == 2  # of the budget style, which is held out
    assert result["groups"]["notice"]["ties"] > 0
    assert result["groups"][table.WRITTEN]["figures_f1"] > 0.9
    assert result["groups"][table.UNREAD]["reports"] == 12
    printed = capsys.readouterr().out
    assert all(word in printed for word in ("notice", table.HELD, "by kind of relation", "wrong_base", "recall"))


def test_accuracy_quotes_nothing_of_the_documents_that_nobody_reads(tmp_path):
    examples = tmp_path / "examples.txt"
    assert accuracy.main(["--styles", "", "--changed", "0", "--whole", "0", "--jobs", "1", "--out", str(tmp_path / "a.json"),
                          "--examples", str(examples)]) == 0
    told = examples.read_text(encoding="utf-8")
    names = {folder: [path.stem for path in (accuracy.CORPUS / folder).glob("*.md")] for folder in accuracy.SETS.values()}
    assert any(name in told for name in names["dev"])
    assert not any(name in told for name in names["fourteenth"])


# --- speed -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("repeated", [True, False])
def test_reports_of_a_wanted_length(times, repeated):
    assert 0.98 < len(lengthened(times, repeated=repeated)) / (REAL * times) < 1.05


def test_bench_measures_every_step(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(size, "REAL", 1500)
    arguments = ["--reports", "2", "--skip-check", "--skip-notebooks", "--batched", "0", "--ledger", "0", "--lengths", "1,2"]
    assert bench.main([*arguments, "--out", str(tmp_path / "bench.json")]) == 0
    result = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert set(result["steps"]["ms_per_report"]) >= {"document", "figures", "relations", "tables", "prose", "analytics"}
    assert all(ms > 0 for ms in result["steps"]["ms_per_report"].values())
    assert [row["times"] for row in result["by_length"]] == [1, 2, 1, 2]
    assert "characters" in capsys.readouterr().out
