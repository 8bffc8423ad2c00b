"""The names of what only the working papers show; the memo's own are in memo.words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gouji.memo import words
from gouji.memo.language import Language
from gouji.memo.words import N_

# A sign and a word: the sheet tells them apart without colour, and in black and white.
MARK = {"holds": "√", "fails": "×", "questioned": "▲", "undetermined": "？", "not_run": "—"}

ROLE = {
    "whole": N_("whole"),
    "part": N_("part"),
    "rest": N_("rest"),
    "total": N_("total"),
    "share": N_("share"),
    "rate": N_("rate"),
    "base": N_("base"),
    "mean": N_("mean"),
    "number": N_("number of them"),
    "price": N_("price"),
    "score": N_("score"),
    "full_marks": N_("full marks"),
    "done": N_("done"),
    "task": N_("task"),
    "now": N_("now"),
    "then": N_("then"),
    "change": N_("change"),
    "opening": N_("opening balance"),
    "in": N_("income"),
    "out": N_("outgo"),
    "outcome": N_("outcome"),
    "tried": N_("total tried"),
    "multiple": N_("multiple"),
    "budget": N_("budget"),
    "spent": N_("spent"),
    "larger": N_("larger"),
    "smaller": N_("smaller"),
    "repeat": N_("repeat"),
    "first": N_("first told"),
    "converted": N_("converted"),
    "stated": N_("stated"),
    "sum": N_("sum"),
    "listed": N_("number listed"),
}

# Why a check has no formula, by the table that it is on.
NO_FORMULA = {
    "prose": N_("judged on the report's words: there is nothing to calculate"),
    "analytics": N_("a question that figures raise: a reviewer answers it, no formula does"),
    "": N_("could not be run, so there is nothing to calculate"),
    "other": N_("gouji's formula cannot be put into a cell: its verdict stands here as it was"),
}


class Words:
    """The workbook's words: its first language's, and for names of sheets and columns those of every language asked for."""

    def __init__(self, languages: Sequence[Language]) -> None:
        self.languages = tuple(languages)
        self.lang = languages[0]
        self._ = self.lang.gettext
        self.pick = self.lang.pick

    def head(self, message: str) -> str:
        """A column's head: one line a language."""
        return "\n".join(dict.fromkeys(lang.gettext(message) for lang in self.languages))

    def sheet(self, message: str) -> str:
        """A sheet's name."""
        return " ".join(dict.fromkeys(lang.gettext(message) for lang in self.languages))[:31]

    def both(self, message: str) -> str:
        """Words in every language, on one line."""
        return " ".join(dict.fromkeys(lang.gettext(message) for lang in self.languages))

    def verdict(self, code: str) -> str:
        return f"{MARK[code]} {self._(words.STATE[code])}"

    def of(self, names: Mapping[str, str], code: str) -> str:
        """The name of a code; one that has none is shown as it is, never hidden."""
        return self._(names[code]) if code in names else code

    @property
    def roles(self) -> dict[str, str]:
        return {code: self._(name) for code, name in ROLE.items()}
