"""The styles of synthetic reports. Those in HELD_OUT are never looked at when rules are made, and are reported apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.layout import finish
from benchmarks.styles import accounts, briefs, funds, held_out, mixed, regions, tables, works
from benchmarks.writing import Draft, Written


@dataclass(frozen=True)
class Style:
    """How a kind of report is written, and the layouts that it comes in, one for each seed in turn."""

    write: Callable[[Draft], None]
    layouts: tuple[str, ...] = ("plain", "plain", "plain", "half")


STYLES: dict[str, Style] = {
    "works": Style(works.write),
    "regions": Style(regions.write),
    "accounts": Style(accounts.write),
    "three_public": Style(briefs.three_public),
    "notice": Style(briefs.notice),
    "tables": Style(tables.write, ("plain",)),
    "funds": Style(funds.write),
    "rectification": Style(funds.rectification),
    "traditional": Style(mixed.write, ("traditional",)),
    "wrapped": Style(mixed.write, ("wrapped",)),
    "spaced": Style(mixed.write, ("spaced",)),
    "scored": Style(held_out.scored),
    "communique": Style(held_out.communique),
    "budget": Style(held_out.budget),
}
HELD_OUT = ("scored", "communique", "budget")


def make(style: str, seed: int) -> Written:
    """The report of a style and seed; always the same."""
    draft = Draft(style, seed)
    STYLES[style].write(draft)
    return finish(draft, STYLES[style].layouts[seed % len(STYLES[style].layouts)])
