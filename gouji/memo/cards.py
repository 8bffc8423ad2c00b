"""The sections of the memo, each in one language: what a section's template is given, and the HTML it makes.

Templates escape whatever they are given; text that comes from the source goes through `visible` as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from gouji.memo import areas, listed, words
from gouji.memo.language import Language
from gouji.memo.source import excerpts, paragraphs, visible, written_out
from gouji.memo.tables import Column, Table, decimal
from gouji.memo.templating import environment
from gouji.memo.view import STATES, WORDED, Paper, outcome, status

MOST_SHOWN = 5  # quotations of a finding that are shown before the rest is folded


class Composer:
    """Makes the sections of one memo in one language."""

    def __init__(self, paper: Paper, lang: Language) -> None:
        self.paper = paper
        self.lang = lang
        self._ = lang.gettext
        self._content: dict[str, Mapping[str, Any]] = {}

    def section(self, name: str) -> Markup:
        """The HTML of a section by its name (one of SECTIONS). Raises KeyError for another."""
        template, _ = SECTIONS[name]
        return Markup(
            environment(self.lang, MOST_SHOWN=MOST_SHOWN, WORDED=WORDED)
            .get_template(f"sections/{template}.html.j2")
            .render(
                paper=self.paper,
                lang=self.lang,
                coverage=self.paper.result["coverage"],
                status=status,
                kind=self.kind,
                relation=self.paper.row_of,
                amount=self.amount,
                told=self.told,
                excerpts=excerpts,
                paragraphs=paragraphs,
                **self.content(name),
            )
        )

    def content(self, name: str) -> Mapping[str, Any]:
        """What a section shows, in no form yet; made once, for drawing charts takes time. Raises KeyError likewise."""
        if name not in self._content:
            self._content[name] = SECTIONS[name][1](self)
        return self._content[name]

    def top(self) -> dict[str, Any]:
        return {
            "asks": self.paper.asks,
            "dated": self.lang.date(self.paper.made.get("dated")),
            "bar": format(self.paper.share * 100, ".1f"),
        }

    def nothing(self) -> dict[str, Any]:
        return {}

    def areas(self) -> dict[str, Any]:
        """Each suite: how many of its checks came to what, and those that do not simply agree."""
        suites, rows = [], []
        for suite, checks in self.by_suite(self.paper.checks):
            counts = Counter(outcome(check) for check in checks)
            name = self.lang.pick(suite["title"])
            other = [check for check in checks if check["verdict"] != "holds"]
            # Questions have a section of their own; only one that became no finding must be shown here.
            if any(check.get("table") != "analytics" or check["id"] not in self.paper.finding_of for check in other):
                label = self.within("Area by area", name)
                suites.append((suite["name"], name, listed.checks(self, other, f"area-{suite['name']}-checks", label)))
                title = Markup('<a href="#area-{}">{}</a>').format(suite["name"], name)
            else:
                title = escape(name)
            rows.append(
                {
                    "name": title + Markup('<span class="at">{}</span>').format(self.lang.pick(suite["notes"])),
                    "checks": self.lang.number(len(checks)),
                    **{state: self.lang.number(counts[state]) if counts[state] else "–" for state in STATES[:-1]},
                }
            )
        columns = [
            Column("name", self._("Suite of rules"), "words"),
            Column("checks", self._("Checks"), "number"),
            *(Column(state, self._(words.STATE[state]), "number") for state in STATES[:-1]),
        ]
        overview = Table(rows, columns, name="areas-overview", label=self._("Checks by suite"))
        return {"overview": overview, "suites": suites}

    def by_suite(self, checks: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], list[Mapping[str, Any]]]]:
        """Every suite with its checks, also those whose suite is missing: no check may go unseen."""
        found: dict[str, list[Mapping[str, Any]]] = {suite["name"]: [] for suite in self.paper.made["suites"]}
        for check in checks:
            found.setdefault(check["suite"], []).append(check)
        known = {suite["name"]: suite for suite in self.paper.made["suites"]}
        return [(known.get(name, {"name": name, "title": name, "notes": ""}), own) for name, own in found.items()]

    def questions(self) -> dict[str, Any]:
        rows = []
        for check in self.paper.checks:
            row = self.paper.row_of(check)
            if check.get("table") != "analytics":
                continue
            finding = self.paper.finding_of.get(check["id"])
            rows.append(
                {
                    "statement": visible(row.get(f"statement_{self.lang.code}") or self.lang.pick(check["statement"])),
                    "value": self.amount(row.get("value"), row.get("unit", "")),
                    "range": self.range(row.get("low", ""), row.get("high", "")),
                    "finding": Markup('<a href="#finding-{0}">{0}</a>').format(finding["number"]) if finding else "–",
                }
            )
        columns = [
            Column("statement", self._("Question"), "words"),
            Column("value", self._("Value"), "number"),
            Column("range", self._("Not asked within"), "number"),
            Column("finding", self._("Finding"), "centre"),
        ]
        name = self._("Questions")
        return {"table": Table(rows, columns, name="questions-table", label=name) if rows else None}

    def holds(self) -> dict[str, Any]:
        """The checks that agree, suite by suite."""
        holding = [check for check in self.paper.checks if check["verdict"] == "holds"]
        groups = []
        for suite, checks in self.by_suite(holding):
            if checks:
                name = self.lang.pick(suite["title"])
                label = self.within("What agrees", name)
                groups.append((name, len(checks), listed.checks(self, checks, f"holds-{suite['name']}", label)))
        return {"groups": groups, "exact": sum(check["exact"] for check in holding)}

    def unchecked(self) -> dict[str, Any]:
        undecided = [check for check in self.paper.checks if check["verdict"] in ("undetermined", "not_run")]
        reasons: dict[str, list[str]] = {}
        for figure in self.paper.result["coverage"]["unchecked"]:
            reasons.setdefault(self.paper.reasons.get(figure, ""), []).append(figure)
        left_out = self.paper.made.get("left_out") or {}
        return {
            "undecided": listed.checks(
                self, undecided, "undecided-checks", self._("Checks without a verdict"), anchors=False
            )
            if undecided
            else None,
            "reasons": [(self._(words.REASON.get(reason, reason)), ids) for reason, ids in reasons.items()],
            "left_out": self.lang.listed(
                f"{self._(words.LEFT_OUT.get(reason, reason))} {self.lang.number(number)}"
                for reason, number in left_out.items()
            ),
        }

    def source(self) -> dict[str, Any]:
        counts = Counter(self.paper.state_of(figure) for figure in self.paper.figures)
        return {
            "counted": [(state, counts[state]) for state in STATES if counts[state]],
            "register": listed.register(self),
        }

    def made(self) -> dict[str, Any]:
        made = self.paper.made
        rows = [
            {
                "name": Markup("<code>{}</code>").format(suite["name"]),
                "title": self.lang.pick(suite["title"]),
                "rules": self.lang.number(suite["rules"]),
                "sha256": Markup("<code>{}</code>").format(suite["sha256"]),
            }
            for suite in made["suites"]
        ]
        columns = [
            Column("name", self._("Suite")),
            Column("title", self._("Looks at")),
            Column("rules", self._("Rules"), "number"),
            Column("sha256", "SHA-256"),
        ]
        return {
            "parameters": list(made["parameters"].items()),
            "said": [(self.lang.pick(suite["title"]), map(self.lang.pick, suite["said"])) for suite in made["suites"]],
            "suites": Table(rows, columns, name="suites", label=self._("Suites of rules")),
        }

    def within(self, chapter: str, name: str) -> str:
        """What a table is called aloud where chapters have tables of one name: with its chapter."""
        return self._(chapter) + self._(": ") + name

    def kind(self, code: str) -> str:
        """The name of a kind of check; one that has none is shown by its code, never hidden."""
        return self._(words.KIND[code]) if code in words.KIND else code

    def amount(self, value: str | None, unit: str = "") -> str:
        number = decimal(value)
        gap = "" if unit == "%" else " "
        return (f"{self.lang.number(number)}{gap}{self.unit(unit)}".strip() if number is not None else value) or "–"

    def unit(self, name: str) -> str:
        return self._(words.UNIT[name]) if name in words.UNIT else written_out(name)

    def range(self, low: str, high: str) -> str:
        ends = [self.lang.number(number) if (number := decimal(end)) is not None else "" for end in (low, high)]
        if all(ends):
            return (
                ends[0] if ends[0] == ends[1] else self.lang.gettext("%(low)s to %(high)s", low=ends[0], high=ends[1])
            )
        return f"≥ {ends[0]}" if ends[0] else f"≤ {ends[1]}" if ends[1] else "–"

    def told(self, finding: Mapping[str, Any]) -> Markup:
        """A finding's condition, with the arithmetic in it set off: 17 + 5 + 2 = 24 ≠ 22."""
        words_, arithmetic = self.lang.pick(finding["condition"]), finding["arithmetic"]
        before, found, after = words_.partition(arithmetic) if arithmetic else (words_, "", "")
        set_off = Markup('<span class="sum">{}</span>').format(visible(found)) if found else ""
        return visible(before) + set_off + visible(after)


SECTIONS = {
    "top": ("top", Composer.top),
    "findings": ("findings", Composer.nothing),
    "budget": ("area", areas.budget),
    "projects": ("area", areas.projects),
    "progress": ("area", areas.progress),
    "areas": ("areas", Composer.areas),
    "questions": ("questions", Composer.questions),
    "holds": ("holds", Composer.holds),
    "unchecked": ("unchecked", Composer.unchecked),
    "source": ("source", Composer.source),
    "made": ("made", Composer.made),
    "signoff": ("signoff", Composer.nothing),
}
