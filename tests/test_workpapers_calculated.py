"""The working papers calculated by LibreOffice: every check comes to what gouji itself came to, and moves when told to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from workpapers_sample import Papers, calculates, near, opened, papers, stripped, ties

from benchmarks import annotated
from gouji.figures import Figure
from gouji.quantity import allowed, unit
from gouji.relations.common.model import Relation
from gouji.workpapers.checks import said

CORPUS = Path(__file__).parent / "corpus"
# Documents of the corpus that between them have every formula, figures that were cut off, and ties left undecided.
VARIED = (
    "dev/05-agri-stray-spaces", "dev/10-forestry-conversions", "dev/14-environment-quality",
    "second/h04-medical-insurance-fund", "second/h07-veterans-project-form", "third/03-education-overall-guizhou",
    "third/12-water-fund-jiangxi", "third/14-urban-management-summary-anhui", "third/15-education-circular-hebei",
    "tenth/M04-three-public-town-anhui",
)  # fmt: skip
Calculated = Callable[..., list[Path]]


@pytest.fixture(scope="module")
def real(longshan: Path) -> Papers:
    (made,) = papers([longshan])
    return made


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> list[Papers]:
    folder = tmp_path_factory.mktemp("varied")
    paths = [folder / f"{Path(name).name}.txt" for name in VARIED]
    for name, path in zip(VARIED, paths, strict=True):
        path.write_text(annotated.load(CORPUS / f"{name}.md").text, encoding="utf-8")
    return papers(paths)


def calculate(made: list[Papers], calculated: Calculated, folder: Path) -> list[Any]:
    """The workbooks with LibreOffice's results; gouji's own were taken out before."""
    paths = [stripped(one.content, folder / f"{at}.xlsx") for at, one in enumerate(made)]
    return [opened(path, data_only=True) for path in calculated(*paths)]


def compare(made: Papers, book: Any) -> None:
    """Every check's verdict and values, and every formula's result, against gouji's own."""
    rows = made.rows(book, "Checks made")
    assert [row["Check"].value for row in rows] == [check.id for check in made.result.checks]
    for check, row in zip(made.result.checks, rows, strict=True):
        assert row["Verdict"].value == made.words.verdict(said(check)), check.id
        tie = made.result.examined.ties[check.row] if check.table == "relations" else None
        computed = tie.computed if tie else check.computed
        for head, value in (("Stated", check.stated), ("Recalculated", computed)):
            wanted = None if value is None else float(Decimal(value))
            assert near(wanted, row[head].value), (check.id, head)
        if check.difference is not None:
            last = 10.0 ** -len(check.difference.partition(".")[2])
            assert row["Difference"].value == pytest.approx(float(check.difference), abs=last / 2 + 1e-9), check.id
    written = opened(made.content, data_only=True)
    for (sheet, cell), formula in calculates(made.content).items():
        if "1E-14*MAX" in formula and formula.startswith("=1E-14"):
            continue  # the grain is no result
        own, other = written[sheet][cell].value, book[sheet][cell].value
        assert near(own, other, scale=1e7), (sheet, cell, formula, own, other)


def test_every_check_of_the_real_report_is_calculated_again(
    real: Papers, calculated: Calculated, tmp_path: Path
) -> None:
    (book,) = calculate([real], calculated, tmp_path)
    compare(real, book)
    ties = [check for check in real.result.checks if check.table == "relations"]
    assert len(ties) > 100
    assert real.made.counted["unwritten"] == 0
    assert real.made.counted["live"] >= len(ties)


def test_every_check_of_other_reports_is_calculated_again(
    varied: list[Papers], calculated: Calculated, tmp_path: Path
) -> None:
    kinds = {tie.formula.kind for one in varied for tie in one.result.examined.ties}
    assert kinds == {
        "linear",
        "ratio",
        "ratio_of_sum",
        "share_of_both",
        "growth",
        "change",
        "completed",
        "product",
        "mean",
        "each",
        "constant",
    }
    assert {"holds", "fails", "undetermined"} <= {check.verdict for one in varied for check in one.result.checks}
    for made, book in zip(varied, calculate(varied, calculated, tmp_path), strict=True):
        compare(made, book)
        assert made.made.counted["unwritten"] == 0


def test_ties_drawn_by_lot_are_judged_alike(calculated: Calculated, tmp_path: Path) -> None:
    """Every formula, order and qualifier with every other: open bounds, zero in a divisor, ranges, negative numbers."""
    made = ties(400)
    assert {check.verdict for check in made.result.checks} == {"holds", "fails", "undetermined"}
    assert made.made.counted == {"live": 400, "words": 0, "unwritten": 0}
    (book,) = calculate([made], calculated, tmp_path)
    compare(made, book)


def cell_of(made: Papers, book: Any, figure: str) -> Any:
    return next(row["Value used"] for row in made.rows(book, "Figures") if row["Figure"].value == figure)


CONTRADICTED = {
    "F005": 3074.94,  # basic spending: the parts no longer make the whole
    "F162": 15,  # 15 + 5 + 2 projects are the 22 that are listed
    "F088": 86,  # 39 of 46 is 84.78%
    "F182": 25,  # told again otherwise
    "F172": 59.03,  # more than was budgeted; and a rate of 100% asks for equality to the digit
    "F066": 260,  # 166680.3 square metres are about 250 mu, not 260
}
WITHIN = {"F005": 3074.85, "F066": 300, "F088": 84.6}  # within rounding: of about 300 to the hundred


def corrected(figure: Figure, corrections: dict[str, float]) -> Figure:
    if figure.id not in corrections:
        return figure
    value = Decimal(str(corrections[figure.id]))
    return replace(figure, value=value, interval=allowed(value, figure.places, figure.qualifier, unit(figure.unit)))


def verdict_of(tie: Relation, corrections: dict[str, float]) -> str:
    """The verdict of a tie whose figures were corrected, by gouji's own arithmetic."""
    stated, *operands = (corrected(figure, corrections) for figure in (tie.stated, *tie.operands))
    holds = replace(tie, stated=stated, operands=tuple(operands)).holds
    return "undetermined" if holds is None or (not holds and not tie.strict) else "holds" if holds else "fails"


@pytest.mark.parametrize(
    ("corrections", "others", "least"),
    [(CONTRADICTED, {"pinned_executed_sum", "project_within_budget-01"}, 6), (WITHIN, set(), 0)],
    ids=["contradicted", "within rounding"],
)
def test_a_corrected_figure_moves_its_checks_and_no_others(
    real: Papers, calculated: Calculated, tmp_path: Path, corrections: dict[str, float], others: set[str], least: int
) -> None:
    def correct(book: Any) -> None:
        for figure, value in corrections.items():
            cell_of(real, book, figure).value = value

    (path,) = calculated(stripped(real.content, tmp_path / "corrected.xlsx", correct))
    book = opened(path, data_only=True)
    rows = {row["Check"].value: row for row in real.rows(book, "Checks made")}
    tied = [(check, real.result.examined.ties[check.row]) for check in real.result.checks if check.table == "relations"]
    wanted = {check.id: verdict_of(tie, corrections) for check, tie in tied}
    told = {name: rows[name]["Verdict"].value for name in wanted}
    assert told == {name: real.words.verdict(code) for name, code in wanted.items()}
    moved = {check.id for check, _ in tied if check.verdict != wanted[check.id]}
    assert {name for name, row in rows.items() if row["Changed"].value} == moved | others
    assert len(moved) >= least
    assert {rows[name]["Verdict"].value for name in others} <= {real.words.verdict("fails")}
    assert {row["Figure"].value for row in real.rows(book, "Figures") if row["Corrected"].value} == set(corrections)
    counts = {line[0].value: line[1].value for line in book[real.name("Cover")].iter_rows()}
    assert counts["Verdicts changed by corrections"] == len(moved | others)
