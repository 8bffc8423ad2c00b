"""The sheet of checks: every check with formulas that recalculate it from the sheet of figures, and its verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gouji.acceptance import INTERVALS
from gouji.audit import Examined, Result
from gouji.checks import Check
from gouji.memo import words as memo_words
from gouji.memo.view import WORDED, Paper
from gouji.relations.common.model import Relation
from gouji.rows import decimal
from gouji.suites import Suite
from gouji.workpapers import rules, ties
from gouji.workpapers.cells import Link, Live, Number
from gouji.workpapers.judged import Judged, places_of
from gouji.workpapers.pages import Column, Page
from gouji.workpapers.sources import Sources
from gouji.workpapers.steps import Tape
from gouji.workpapers.tables import Amounts
from gouji.workpapers.text import number_format
from gouji.workpapers.words import NO_FORMULA, Words


def columns(words: Words) -> list[Column]:
    head = words.head
    return [
        Column("id", head("Check"), 10),
        Column("area", head("Suite"), 11, "words"),
        Column("kind", head("Kind"), 8, "centre"),
        Column("statement", head("What is checked"), 38, "words"),
        Column("figures", head("Figures"), 11, "words"),
        Column("stated", head("Stated"), 13, "number"),
        Column("sign", head("Order asked"), 6, "centre"),
        Column("computed", head("Recalculated"), 13, "number"),
        Column("difference", head("Difference"), 12, "number"),
        Column("tolerance", head("Tolerance"), 10, "number"),
        Column("verdict", head("Verdict"), 11, "centre"),
        Column("exact", head("How nearly"), 10, "centre"),
        Column("audited", head("Verdict of the audit"), 11, "centre"),
        Column("changed", head("Changed"), 9, "centre"),
        Column("how", head("How it is calculated"), 26, "words"),
        Column("finding", head("Finding"), 6, "centre"),
        Column("stated_low", head("Stated: at least"), 13, "number", printed=False),
        Column("stated_high", head("Stated: at most"), 13, "number", printed=False),
        Column("computed_low", head("Recalculated: at least"), 13, "number", printed=False),
        Column("computed_high", head("Recalculated: at most"), 13, "number", printed=False),
        Column("rounded", head("Agrees as rounded"), 9, "number", printed=False),
        Column("cut", head("Agrees as cut off"), 9, "number", printed=False),
        Column("certain", head("Bounds known"), 9, "number", printed=False),
        Column("grain", head("Binary grain"), 9, "number", printed=False),
    ]


def step_columns(words: Words) -> list[Column]:
    head = words.head
    return [
        Column("check", head("Check"), 10),
        Column("what", head("Role or step"), 12),
        Column("figure", head("Figure"), 8),
        Column("written", head("As written"), 13),
        Column("value", head("Value used"), 12, "number"),
        Column("unit", head("Unit"), 8, "centre"),
        Column("places", head("Decimals"), 7, "centre"),
        Column("used", head("Decimals meant"), 8, "centre"),
        Column("factor", head("Times"), 10, "number"),
        Column("low", head("Rounded: at least"), 13, "number"),
        Column("high", head("Rounded: at most"), 13, "number"),
        Column("low_open", head("without its low end"), 8, "centre"),
        Column("high_open", head("without its high end"), 8, "centre"),
        Column("cut_low", head("Cut off: at least"), 13, "number"),
        Column("cut_high", head("Cut off: at most"), 13, "number"),
        Column("cut_low_open", head("without its low end"), 8, "centre"),
        Column("cut_high_open", head("without its high end"), 8, "centre"),
        Column("exact", head("100% to the digit"), 8, "centre"),
    ]


@dataclass
class Writer:
    """Writes the checks of one report. `counted`: how many have formulas, need none, or could not be given one."""

    page: Page
    steps: Page
    sources: Sources
    amounts: Amounts
    words: Words
    paper: Paper
    suites: Sequence[Suite]
    examined: Examined
    findings_page: Page
    finding_rows: Mapping[str, int]
    counted: Counter[str] = field(default_factory=Counter)

    def write(self, result: Result) -> None:
        known = {(suite.name, rule.meta.check): rule for suite in self.suites for rule in suite.rules}
        areas = {suite.name: suite.file.meta.title.as_dict() for suite in self.suites}
        for check in result.checks:
            area = self.words.pick(areas.get(check.suite, check.suite))
            cells = self._told(check, area)
            rule = known.get((check.suite, check.rule))
            if check.verdict == "not_run":
                cells |= self._in_words(check, "")
            elif check.table in WORDED:
                cells |= self._in_words(check, check.table)
            elif check.table == "relations" and check.row is not None and rule is not None and rule.type == INTERVALS:
                cells |= self._tie(check, self.examined.ties[check.row])
            else:
                cells |= self._rule(check, rules.asked(check, rule, self.amounts))
            self.page.add(cells)

    def _told(self, check: Check, area: str) -> dict[str, Any]:
        finding = self.finding_rows.get(check.id)
        number = "" if finding is None else str(finding - self.findings_page.first + 1)
        return {
            "id": check.id,
            "area": area,
            "kind": self.words.of(memo_words.KIND, check.kind),
            "statement": self.words.pick(check.statement),
            "figures": " ".join(dict.fromkeys(check.figures)),
            "audited": self.words.verdict(said(check)),
            "finding": Link(self.findings_page.name, self.findings_page.cell("number", finding), number)
            if finding
            else "",
        }

    def _in_words(self, check: Check, why: str) -> dict[str, Any]:
        """A check without a formula: its verdict as the audit has it, and why it stands as it is."""
        self.counted["words" if why != "other" else "unwritten"] += 1
        return {
            "stated": _as_told(check.stated),
            "computed": _as_told(check.computed),
            "verdict": self.words.verdict(said(check)),
            "how": self.words._(NO_FORMULA.get(why, NO_FORMULA["other"])),
        }

    def _rule(self, check: Check, asked: rules.Asked | None) -> dict[str, Any]:
        if asked is None:
            return self._in_words(check, "other")
        self.counted["live"] += 1
        row = self.page.next
        entry = self.paper.rows.get(check.table, [])
        unit = entry[check.row].get("unit", "") if check.row is not None else ""
        cells: dict[str, Any] = {
            "verdict": self._verdict(
                check, f"IF({asked.known},IF({asked.holds},{{holds}},{{fails}}),{{undetermined}})"
            ),
            "changed": self._changed(row),
            "how": self.words._("the rule asked of the cells of the report's own table"),
        }
        for name, formula in (("stated", asked.stated), ("computed", asked.computed)):
            if formula:
                shape = number_format(unit, places_of(decimal(getattr(check, name))))
                cells[name] = Live(f'=IF({asked.known},{formula},"")', decimal(getattr(check, name)), shape)
        if asked.stated and asked.computed:
            cells["difference"] = self._difference(row, check.stated, check.computed, unit)
        return cells

    def _tie(self, check: Check, relation: Relation) -> dict[str, Any]:
        tape, row = Tape(self.steps, check.id), self.page.next
        try:
            tied = ties.write(tape, self.sources, relation, self.words.roles)
        except ties.Unwritten:
            return self._in_words(check, "other")
        tape.commit()
        self.counted["live"] += 1
        judged = Judged(self.page, row, tape, tied, relation)
        holds, exactly, within = self.words.verdict("holds"), self.words._("exactly"), self.words._("within rounding")
        nearly = f'IF({judged.exactly},"{exactly}","{within}")'
        value, unit = relation.stated.value, relation.stated.unit
        return {
            **judged.cells(),
            "sign": memo_words.SIGN[relation.comparator][0],
            "difference": self._difference(row, value, relation.computed, unit),
            "verdict": self._verdict(check, judged.verdict),
            "exact": Live(
                f'=IF({judged.both},IF({self.page.cell("verdict", row)}="{holds}",{nearly},""),"")',
                "" if check.verdict != "holds" or None in (value, relation.computed) else exactly if judged.is_exact else within,
            ),
            "changed": self._changed(row),
            "how": self.paper.rows["relations"][check.row].get("arithmetic", ""),
        }  # fmt: skip

    def _verdict(self, check: Check, formula: str) -> Live:
        names = {code: f'"{self.words.verdict(code)}"' for code in ("holds", "fails", "undetermined")}
        return Live("=" + formula.format(**names), self.words.verdict(check.verdict))

    def _changed(self, row: int) -> Live:
        verdict, audited = self.page.cell("verdict", row), self.page.cell("audited", row)
        return Live(f'=IF({verdict}={audited},"","● {self.words._("Changed")}")', "")

    def _difference(self, row: int, stated: Any, computed: Any, unit: str) -> Live:
        a, b = self.page.cell("stated", row), self.page.cell("computed", row)
        pair = [None if value is None else Decimal(value) for value in (stated, computed)]
        gap = None if None in pair else pair[0] - pair[1]
        return Live(f'=IF(COUNT({a},{b})=2,ROUND({a}-{b},10),"")', gap, number_format(unit, min(4, places_of(gap))))


def said(check: Check) -> str:
    """A check's verdict as the memo tells it: words and questions are questioned, where figures do not agree."""
    return "questioned" if check.verdict == "fails" and check.table in WORDED else check.verdict


def _as_told(value: str | None) -> Number | str | None:
    number = decimal(value)
    return value if number is None else Number(number, number_format("", min(4, places_of(number))))
