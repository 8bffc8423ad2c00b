"""The working papers as they are written: sheets, words, print set-up, and text that must stay text."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from workpapers_sample import NAMES, Papers, calculates, opened, papers

from gouji import figures
from gouji.document import load
from gouji.memo.language import languages
from gouji.memo.view import WORDED, outcome
from gouji.relations.common.model import Formula, Relation
from gouji.suites import load_suites
from gouji.workpapers import allowed
from gouji.workpapers.book import workpapers
from gouji.workpapers.text import LONGEST, as_csv, guarded, number_format, page_words, risky, shown

EXPECTATIONS = Path(__file__).parents[1] / "expectations"
HOSTILE = (
    "=HYPERLINK(\"http://x\",\"某局\")2023年度绩效自评报告\n"
    "@SUM(1+1)预算3126.60万元，其中基本支出1000.00万元，项目支出2126.60万元。\n"
    "+cmd|' /C calc'!A0共完成5个，任务4个。\n"
    "-2+3年底前可完成10个村的规划。\u202e\n"
    "1、=1+1项目\n全年预算数10.00万元，执行数11.00万元，完成预算的110%。\n"
)  # fmt: skip


@pytest.fixture(scope="module")
def real(longshan: Path) -> Papers:
    (made,) = papers([longshan], ["zh", "en"])
    return made


def other(made: Papers, langs: list[str], **changes: object) -> Papers:
    """The working papers once more, in other languages, or of a changed result."""
    result = replace(made.result, examined=replace(made.result.examined, **changes))
    suites, chosen = load_suites(EXPECTATIONS), languages(langs)
    return Papers(result, made.paper, workpapers(result, made.paper, suites, chosen), type(made.words)(chosen))


def test_the_sheets_are_named_in_every_language_asked_for(real: Papers) -> None:
    assert opened(real.content).sheetnames == [
        "封面 Cover", "疑点 Findings", "核对 Checks made", "数据 Figures", "项目 Projects", "任务进度 Task progress",
        "复算 Recalculation",
    ]  # fmt: skip
    english = other(real, ["en"])
    assert opened(english.content).sheetnames == list(NAMES)
    told = [
        cell.value for line in opened(english.content)["Checks made"].iter_rows(min_row=3, max_row=3) for cell in line
    ]
    assert not any(any("\u4e00" <= char <= "\u9fff" for char in text) for text in told)


def test_the_same_inputs_give_the_same_bytes(real: Papers) -> None:
    assert other(real, ["zh", "en"]).made.files == real.made.files
    with zipfile.ZipFile(io.BytesIO(real.content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")


def test_everything_of_the_audit_is_there(real: Papers) -> None:
    book = opened(real.content, data_only=True)
    assert [row["核对"].value for row in real.rows(book, "Checks made")] == [check.id for check in real.result.checks]
    assert [row["数据"].value for row in real.rows(book, "Figures")] == list(real.paper.figures)
    found = real.rows(book, "Findings")
    assert [row["指纹"].value for row in found] == [finding["fingerprint"] for finding in real.paper.findings]
    assert [row["疑点"].value for row in found] == [finding["title"]["zh"] for finding in real.paper.findings]
    assert len(real.rows(book, "Projects")) == 22
    assert len(real.rows(book, "Task progress")) == len(real.paper.rows["progress"]) > 0
    cover = {line[0].value: line[1].value for line in book[real.name("Cover")].iter_rows() if line[0].value}
    assert cover["被审核单位"] == "龙山县自然资源局"
    assert cover["年度"] == "2023"
    assert cover["结论"] == real.paper.made["verdict"]["zh"]
    assert cover["SHA-256"] == real.paper.report["sha256"]
    assert {"编制 Prepared by", "复核 Reviewed by", "日期 Date"} <= cover.keys()
    came = Counter(outcome(check) for check in real.paper.checks)
    assert cover["重大疑点"] == real.paper.severities["critical"] > 0
    assert (cover["核对数: √ 相符"], cover["核对数: × 不符"]) == (came["holds"], came["fails"])
    assert came["fails"] > 0


def test_a_figure_stands_with_its_place(real: Papers) -> None:
    row = real.rows(opened(real.content), "Figures")[0]
    assert row["原文写法"].value == "3126.60万元"
    assert row["采用数值"].value == 3126.6
    assert row["采用数值"].number_format == '#,##0.00"万元"'
    assert row["所在原句"].value == "2023年我部门年初预算批复数3126.60万元"
    assert row["章节"].value == "1、资金拨付及执行情况"
    assert (row["段"].value, row["小数位"].value) == (5, 2)


def test_a_sum_is_a_formula_on_the_figures_own_cells(real: Papers) -> None:
    rows = real.rows(opened(real.content), "Checks made")
    row = next(row for row in rows if row["数据"].value == "F003 F005 F006")
    assert row["报告所列"].value == "='数据 Figures'!F6"
    assert row["重新计算"].value.startswith("=IF(COUNT('复算 Recalculation'!E")
    assert row["重新计算"].value.endswith(")=2,'数据 Figures'!F8+'数据 Figures'!F9,\"\")")


def test_a_check_of_words_says_that_there_is_nothing_to_calculate(real: Papers) -> None:
    rows = {row["核对"].value: row for row in real.rows(opened(real.content), "Checks made")}
    assert rows["P001"]["结果"].value == "▲ 有疑问"
    assert rows["P001"]["算法"].value == "依据文字判断，没有算式"
    arithmetic = [check for check in real.result.checks if check.table not in WORDED]
    assert [check.id for check in arithmetic if rows[check.id]["结果"].data_type != "f"] == []
    words = len(real.result.checks) - len(arithmetic)
    assert real.made.counted == {"live": len(arithmetic), "words": words, "unwritten": 0}


def test_a_formula_that_is_not_known_is_told_in_words_and_counted(real: Papers) -> None:
    ties = list(real.result.examined.ties)
    at = next(at for at, tie in enumerate(ties) if tie.formula.kind == "ratio")
    ties[0] = of_formula(ties[0], "cube")
    ties[at] = of_formula(ties[at], "product")  # not what the relation's own numbers come to
    made = other(real, ["en"], ties=ties)
    before = real.made.counted
    assert made.made.counted == {**before, "live": before["live"] - 2, "unwritten": 2}
    row = next(row for row in made.rows(opened(made.content), "Checks made") if row["Check"].value == "R001")
    check = next(check for check in real.result.checks if check.id == "R001")
    assert row["Verdict"].value == made.words.verdict(check.verdict)
    assert row["How it is calculated"].value.startswith("gouji's formula cannot be put into a cell")


def of_formula(tie: Relation, kind: str) -> Relation:
    """The relation with another formula, but with the results that it had."""
    known = tie.stated_interval, tie.computed_interval, tie.computed
    odd = copy(tie)
    object.__setattr__(odd, "formula", Formula(kind))
    assert (odd.stated_interval, odd.computed_interval, odd.computed) == known
    return odd


@pytest.mark.parametrize("name", [name for name in NAMES if name != "Cover"])
def test_a_sheet_can_be_filtered_and_printed(real: Papers, name: str) -> None:
    sheet = opened(real.content)[real.name(name)]
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0) or sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"
    assert "&P" in sheet.oddFooter.center.text or "P" in str(sheet.oddFooter.center)
    assert sheet.freeze_panes.endswith("4")
    assert sheet.auto_filter.ref.startswith("A3:")


def test_verdicts_are_told_apart_without_colour(real: Papers) -> None:
    signs = {real.words.verdict(code)[0] for code in ("holds", "fails", "questioned", "undetermined", "not_run")}
    assert len(signs) == 5


# Hostile, empty and odd reports


def cells(made: Papers) -> list[tuple[str, str, object]]:
    return [
        (sheet.title, cell.data_type, cell)
        for sheet in opened(made.content)
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None
    ]


def test_hostile_text_is_text(make_report: Callable[..., Path]) -> None:
    folder = make_report(HOSTILE, title="=cmd|' /C calc'!A0", entity='&L@SUM(A1)"&G')
    (made,) = papers([folder], ["zh"])
    formulas = calculates(made.content).values()
    assert formulas
    assert not [text for text in formulas if "HYPERLINK" in text or "cmd" in text or "SUM(1+1)" in text]
    beginning = [cell for _, kind, cell in cells(made) if kind == "s" and str(cell.value)[0] in "=+-@"]
    assert any("cmd" in cell.value for cell in beginning)
    assert [cell.value for cell in beginning if not cell.quotePrefix] == []
    assert not [cell for _, _, cell in cells(made) if "\u202e" in str(cell.value)]
    raw = made.made.files["findings.csv"]
    assert raw.startswith(b"\xef\xbb\xbf")
    for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"))):
        assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@")]
    with zipfile.ZipFile(io.BytesIO(made.content)) as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name]


@pytest.mark.parametrize(
    "text", ["某局2023年度绩效自评报告\n本年工作顺利。\n", "某局\n完成5个。\n"], ids=["no figure", "one figure"]
)
def test_a_report_without_projects_or_figures_has_its_sheets(make_report: Callable[..., Path], text: str) -> None:
    (made,) = papers([make_report(text)], ["en"])
    book = opened(made.content)
    assert book.sheetnames == list(NAMES)
    assert made.rows(book, "Projects") == []
    assert made.rows(book, "Recalculation") == []
    assert [row["As written"].value for row in made.rows(book, "Figures")] == [
        figure["text"] for figure in made.paper.figures.values()
    ]


def test_a_tie_that_cannot_be_decided_says_so(make_report: Callable[..., Path]) -> None:
    text = "某局2023年度绩效自评报告\n投入资金29.49万元，支出29.50万元，支付率100%。\n"  # a rate is rounded: no mistake, and no task done
    (made,) = papers([make_report(text)], ["zh"])
    assert "undetermined" in {check.verdict for check in made.result.checks}
    row = next(
        row
        for row, check in zip(
            made.rows(opened(made.content, data_only=True), "Checks made"), made.result.checks, strict=True
        )
        if check.verdict == "undetermined"
    )
    assert row["结果"].value == row["审核时的结果"].value == "？ 无法判定"
    assert row["重新计算"].value == pytest.approx(100.0339, abs=0.005)  # the arithmetic is shown, though it decides nothing


# Parts


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("+86", "'+86"),
        ("-2+3", "'-2+3"),
        ("@SUM(1)", "'@SUM(1)"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        ("-17.5", "-17.5"),
        ("17个", "17个"),
        ("共=1", "共=1"),
        ("", ""),
        ("\u202eabc", "⟨U+202E⟩abc"),
    ],
)
def test_what_a_spreadsheet_would_run_is_guarded(text: str, cell: str) -> None:
    assert guarded(text) == cell


def test_a_csv_opens_right_in_excel() -> None:
    raw = as_csv(["疑点"], [['他说"好"，\n换行'], ["=A1"]])
    assert raw == '\ufeff疑点\r\n"他说""好""，\n换行"\r\n\'=A1\r\n'.encode()


def test_a_cell_has_an_end() -> None:
    assert len(shown("字" * 40_000)) == LONGEST
    assert shown("字" * LONGEST) == "字" * LONGEST
    assert shown("𠮷" * 20_000) == "𠮷" * (LONGEST // 2 - 1) + "…"  # each of them counts twice in Excel
    assert not risky("字")


@pytest.mark.parametrize(
    ("unit", "places", "format"),
    [
        ("万元", 2, '#,##0.00"万元"'),
        ("%", 0, '#,##0"%"'),
        ("", 1, "#,##0.0"),
        ('a"b\\', 0, '#,##0"ab"'),
        ("字" * 50, 0, f'#,##0"{"字" * 20}"'),
    ],
)
def test_number_format(unit: str, places: int, format: str) -> None:
    assert number_format(unit, places) == format


def test_a_name_in_a_header_is_no_code() -> None:
    assert page_words("A&B\n局") == "A＆B 局"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("共3.50公里，", "half"), ("共12个，", "point"), ("约250亩，", "about"), ("500余次，", "more"),
        ("近30公里，", "less"), ("不足5%，", "less"), ("超过40公里，", "above"), ("120公里以上，", "at_least"),
        ("至多90公里，", "at_most"), ("10-15公里，", "fixed"),
    ],
)  # fmt: skip
def test_the_rule_of_an_interval_is_told_by_making_it_again(text: str, rule: str) -> None:
    (figure,) = figures.find(load(text.encode()))
    assert allowed.rule_of(figure, figure.interval, figure.places) == rule


def test_an_interval_that_no_rule_made_moves_with_its_value() -> None:
    (figure,) = figures.find(load("共12个，".encode()))
    odd = figures.Interval(Decimal(11), Decimal(15), False, True)
    assert allowed.rule_of(figure, odd, 0) == "fixed"
    assert allowed.moved(odd, Decimal(12), "E5") == allowed.Ends("E5-1", "E5+3", 0, 1)
