"""Working papers made on the spot, and read again: with the results that gouji wrote, or with LibreOffice's own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from gouji import audit, figures, relations
from gouji.audit import Examined, Result
from gouji.checks import Check
from gouji.document import load
from gouji.memo.language import languages
from gouji.memo.sheet import paper_of
from gouji.memo.view import Paper
from gouji.relations.common.model import Formula, Relation
from gouji.relations.common.paces import Implied, Pace
from gouji.report import open_report
from gouji.suites import load_suites
from gouji.tables import of_figures
from gouji.workpapers.book import Made, workpapers
from gouji.workpapers.words import Words

EXPECTATIONS = Path(__file__).parents[1] / "expectations"
NAMES = "Cover", "Findings", "Checks made", "Figures", "Projects", "Task progress", "Recalculation"


@dataclass(frozen=True)
class Papers:
    """The working papers of one report, with what they were made from."""

    result: Result
    paper: Paper
    made: Made
    words: Words

    @property
    def content(self) -> bytes:
        return self.made.files["workpapers.xlsx"]

    def name(self, sheet: str) -> str:
        """A sheet's name in the workbook, by its message."""
        return self.words.sheet(sheet)

    def rows(self, book: Any, sheet: str) -> list[dict[str, Any]]:
        """A sheet's rows by the first line of their columns' heads; its cells are openpyxl's."""
        lines = list(book[self.name(sheet)].iter_rows(min_row=3))
        heads = [str(cell.value).split("\n")[0] for cell in lines[0]]
        return [dict(zip(heads, line, strict=True)) for line in lines[1:]]


def papers(paths: Iterable[Path], langs: Sequence[str] = ("en",)) -> list[Papers]:
    """The working papers of reports, judged together."""
    suites, chosen = load_suites(EXPECTATIONS), languages(langs)
    made = []
    for result in audit.check(paths, EXPECTATIONS):
        paper = paper_of(result, suites, {})
        made.append(Papers(result, paper, workpapers(result, paper, suites, chosen), Words(chosen)))
    return made


def opened(content: bytes | Path, data_only: bool = False) -> Any:
    """The workbook, to be read: with its formulas, or with their results."""
    return (
        _opened(content, data_only)
        if isinstance(content, bytes)
        else openpyxl.load_workbook(content, data_only=data_only)
    )


@lru_cache(maxsize=4)
def _opened(content: bytes, data_only: bool) -> Any:
    return openpyxl.load_workbook(BytesIO(content), data_only=data_only)


def stripped(content: bytes, path: Path, change: Callable[[Any], None] = lambda book: None) -> Path:
    """The workbook with a change, and without the results that gouji wrote: whoever opens it has to calculate."""
    book = openpyxl.load_workbook(BytesIO(content))
    change(book)
    book.save(path)
    return path


def calculates(content: bytes) -> dict[tuple[str, str], str]:
    """Every formula of a workbook by sheet and cell."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in opened(content)
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type == "f"
    }


def near(one: Any, other: Any, scale: float = 1.0) -> bool:
    """Whether two results are one: text as it is, numbers but for binary grain, nothing as the empty text."""
    one, other = ("" if value is None else value for value in (one, other))
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return abs(one - other) <= 1e-9 * max(1, abs(one), scale) or min(abs(one), abs(other)) > 1e200


# --- ties that no report has: every formula, order and qualifier with every other ---------------------------------

STATED = (
    "开工3.50公里，完工7公里，约250公里，500余公里，近30公里，不足60公里，超过40公里，120公里以上，至多90公里，10-15公里，"
    "0公里，17.0833公里，1.19公里，-3.5公里，共100%，占85%，占33.33%，余款480余万元，付款50万元，收款59.02万元，约3.5万元，"
    "共250个，约40个，12个，超过7个，增长1.5倍，"
)


def ties(count: int) -> Papers:
    """Ties between the figures of a made-up text, drawn by lot, as a result of an audit with gouji's own verdicts."""
    from gouji.expectations import judge

    document = load(STATED.encode())
    found = figures.find(document)
    drawn = random.Random(5)
    items = [_tie(drawn, list(found)) for _ in range(count)]
    rows = [relations.row(number, tie, None) for number, tie in enumerate(items, 1)]
    tables = {name: pd.DataFrame() for name in ("projects", "progress", "headline")}
    tables["relations"] = pd.DataFrame([{"report": "lot", **row} for row in rows])
    tables["figures"] = of_figures(found, {}, tables)
    tables["figures"].insert(0, "report", "lot")
    checks = [_check(row, at, judge) for at, row in enumerate(rows)]
    report = open_report(Path(__file__).parents[1] / "data" / "longshan-natural-resources-2023")
    examined = Examined(report, document, tables, {}, (), found.items, items)
    result = Result(report.source, examined, checks)
    suites, chosen = load_suites(EXPECTATIONS), languages(["en"])
    paper = paper_of(result, suites, {})
    return Papers(result, paper, workpapers(result, paper, suites, chosen), Words(chosen))


def _tie(drawn: random.Random, found: list[figures.Figure]) -> Relation:
    one, minus, ten = Decimal(1), Decimal(-1), Decimal(10)
    formula, count = drawn.choice(
        [
            (Formula("linear", (one, one, one)), 3), (Formula("linear", (one, minus)), 2), (Formula("linear", (one,)), 1),
            (Formula("linear", (minus, minus), offset=Decimal(100)), 2), (Formula("linear", (Decimal("0.5"),)), 1),
            (Formula("ratio"), 2), (Formula("ratio"), 2), (Formula("ratio_of_sum"), 3), (Formula("share_of_both"), 2),
            (Formula("growth"), 2), (Pace("growth", (minus, ten * ten)), 2), (Pace("growth", (one, one)), 2),
            (Formula("change", (one,)), 2), (Formula("change", (minus,)), 2), (Implied("change", (one,)), 2),
            (Formula("product"), 2), (Formula("mean"), 2), (Formula("mean", (Decimal(1500),)), 2), (Formula("constant", (Decimal(7),)), 0),
        ]
    )  # fmt: skip
    order = drawn.choice(["=", "=", "=", "<=", "<", ">=", ">"])
    unit = drawn.choice(sorted({figure.unit for figure in found}))
    alike = [figure for figure in found if figure.unit == unit]
    operands = tuple(drawn.choice(alike if drawn.random() < 0.7 else found) for _ in range(count))
    likely = [figure for figure in found if figure.unit == "%"] if formula.kind in ("ratio", "growth") else alike
    stated = drawn.choice(likely or found)
    return Relation("sum", "lot", stated, operands, formula, (), "勾稽", "tie", order, drawn.random() < 0.7)


def _check(row: dict[str, str], at: int, judge: Callable[..., str]) -> Check:
    sides = row["stated_interval"], row["computed_interval"]
    verdict = judge(*sides, row["comparator"]) if all(sides) else "undetermined"
    words = {"zh": row["statement_zh"], "en": row["statement_en"]}
    return Check("lot", row["id"], "sum", "parts", "critical", verdict, False, row["figures"].split(), row["stated"] or None,
                 row["computed"] or None, row["difference"] or None, words, words, "parts_sum", "relations", at)  # fmt: skip
