"""Placeholders: a code, a row of crosses or a blank that stands where a value belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Document
from gouji.patterns import compiled
from gouji.prose.gaps import CODE, RULES, Rule, line_of
from gouji.prose.marks import HAN, Both, Mark, quoted

_CRITERIA = Both(
    "《项目支出绩效评价管理办法》（财预〔2020〕10号）：绩效评价应当客观、公正地反映绩效。空着的内容无从核对。",
    "财预〔2020〕10号, Measures for the performance evaluation of project spending: an evaluation is to reflect "
    "performance objectively and fairly. What is left open cannot be verified.",
)
_ASK = Both(
    "请填报单位补填，并附能证明该内容的账表或文件。",
    "Ask the department to fill it in, with the account or document that bears it out.",
)


def find(document: Document) -> Iterator[Mark]:
    """The placeholders of a document, in its order; of two at one place the longer is kept."""
    text = document.text
    taken: list[tuple[int, int, Rule]] = []
    characters = set(text)
    there = {needs: any(characters.issuperset(needed) and needed in text for needed in needs) for needs in {rule.needs for rule in RULES}}
    for rule in RULES:
        if not there[rule.needs]:
            continue
        for match in rule.pattern.finditer(text):
            if match.end() > match.start() and rule.keep(text, match):
                taken.append((match.start(), match.end(), rule))
    last = -1
    for start, end, rule in _joined(text, sorted(taken, key=lambda each: (each[0], -each[1]))):
        if start < last:
            continue
        last = end
        got = quoted(text[start:end], 20)
        code = compiled(r"[A-Za-z]{1,3}\d{0,3}[₀-₉]*").match(got)
        shown = code[0] if code and rule.what is CODE else got
        first = _back(text, start) if rule.back else start
        yield Mark(
            "placeholder",
            rule.severity,
            first,
            end,
            Both(
                f"“{quoted(_around(text, start, end))}”：该填内容的地方是{rule.what.zh.format(got=shown)}。",
                f"“{quoted(_around(text, start, end))}”: where a value belongs stands {rule.what.en.format(got=shown)}.",
            ),
            _CRITERIA,
            _ASK,
        )


def _joined(text: str, found: list[tuple[int, int, Rule]]) -> Iterator[tuple[int, int, Rule]]:
    """XX年XX月XX日 is one gap, not three."""
    at = 0
    while at < len(found):
        start, end, rule = found[at]
        while (
            at + 1 < len(found)
            and compiled(r"[年月日〔〕\[\]]{0,2}").fullmatch(text[end : found[at + 1][0]] or "年")
            and found[at + 1][0] >= end
        ):
            at += 1
            end = found[at][1]
        yield start, end, rule
        at += 1


def _back(text: str, start: int) -> int:
    """Up to ten characters before a blank, within its clause."""
    first = start
    while first > 0 and start - first < 10 and re.match(rf"[{HAN}“”《》]", text[first - 1]):
        first -= 1
    return first


def _around(text: str, start: int, end: int) -> str:
    line_start, line_end = line_of(text, start)
    left = max(line_start, start - 16, *(text.rfind(stop, line_start, start) + 1 for stop in "，。；,;、）)"))
    right = min(line_end, end + 6)
    for stop in "，。；,;":
        at = text.find(stop, end, right)
        right = at if at >= 0 else right
    return text[left:right]
