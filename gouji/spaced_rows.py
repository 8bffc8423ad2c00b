"""Words and the numbers behind them in lines of text, and which of these groups are rows of one table.

Assumes that blanks part words and numbers, that a sentence or empty lines end a table, and that all rows of a table have equally many numbers but for
single ones between others. A serial number or a remark behind a row's numbers is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.grid import TOTAL_ROW
from gouji.patterns import compiled

NUMBER = re.compile(r"-?(?:[1-9]\d{0,2}(?:,\d{3})+|(?:0|[1-9]\d{0,7})(?!\d))(?:\.\d{1,6})?%?")
CELL = re.compile(rf"{NUMBER.pattern}|-{{1,2}}|—{{1,2}}")  # a dash for what there is nothing of
FORMULA = re.compile(r"[①-⑳]=(?:\(?[①-⑳]\)?)(?:[-+/÷][①-⑳]\)?)+(?:[*×]100%?)?")
_MARK = re.compile(r"[①-⑳]|\(?[一二三四五六七八九十\d]{1,2}[.、)]")
_PROSE = re.compile(r"[。;|\t!?=]|(?<!\d),|,(?!\d{3})")
_ROW = re.compile(rf" *[^ \d][^ ]*(?: +[^ \d][^ ]*)?(?: +(?:{CELL.pattern})){{4,}}(?= )")
_TOKEN = re.compile(r"(?:[合小总共] +计|单 +位|备 +注|项 +目|指 +标|数 +量|名 +称|金 +额)(?![^ ])|[^ ]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TOTAL = re.compile(r"[合总小共]计$|总[额数量]$")
_LONGEST_NAME, _MOST_WORDS = 40, 4
_MOST_COLUMNS = 12
_BLANK_LINES = 2


@dataclass(frozen=True)
class Token:
    """A word of a line; `text` is without blanks, and without the full stop that a page's noise leaves behind a number."""

    line: int
    start: int
    end: int
    text: str


@dataclass
class Group:
    """Words and the numbers behind them."""

    words: list[Token]
    numbers: list[Token]

    @property
    def own(self) -> list[Token]:
        """The words that stand in one line before the numbers."""
        return [token for token in self.words if token.line == self.words[-1].line]

    @property
    def name(self) -> str:
        return "".join(token.text for token in self.own)


def runs(text: str) -> Iterator[list[Group]]:
    """The groups between sentences, empty lines and what is neither a word nor a number."""
    groups: list[Group] = []
    words: list[Token] = []
    numbers: list[Token] = []
    start = blank = 0

    def close() -> list[Group]:
        nonlocal groups, words, numbers
        done = [*groups, Group(words, numbers)] if numbers else groups
        groups, words, numbers = [], [], []
        return done

    for line, told in enumerate(text.split("\n")):
        row = _ROW.match(told)
        shown = row[0] if row and _PROSE.search(told, row.end()) else told  # a sentence behind a row remarks on it
        tokens = [_token(line, start, m) for m in _TOKEN.finditer(shown)]
        start += len(told) + 1
        blank = 0 if tokens else blank + 1
        if blank > _BLANK_LINES or _PROSE.search(FORMULA.sub("", shown)):
            yield close()
            continue
        if len(tokens) > 1 and compiled(r"[1-9]\d*").fullmatch(tokens[0].text) and _HAN.search(tokens[1].text):
            if len(tokens[0].text) > 2:  # a code, see coded_lines.py
                yield close()
                continue
            del tokens[0]  # a serial number
        for token in tokens:
            if CELL.fullmatch(token.text):
                numbers.append(token)
            elif _HAN.search(token.text) or _MARK.fullmatch(token.text) or FORMULA.fullmatch(token.text):
                if numbers:
                    groups.append(Group(words, numbers))
                    words, numbers = [], []
                words.append(token)
            else:
                yield close()
    yield close()


def _token(line: int, start: int, match: re.Match[str]) -> Token:
    text = match[0].replace(" ", "")
    text = text[:-1] if text.endswith(".") and "." in text[:-1] else text
    return Token(line, start + match.start(), start + match.end() - (match[0][-1] != text[-1]), text)


def alike(groups: Sequence[Group], at: int) -> list[Group]:
    """The groups from here on with equally many numbers, single others between them; none where they are too few. Their words are their names and
    what heads them: what stands behind numbers in a line, with the next row on another, is a remark."""
    width = len(groups[at].numbers)
    if not 2 <= width <= _MOST_COLUMNS:
        return []
    rows = [groups[at]]
    for before, group in zip(groups[at:], groups[at + 1 :], strict=False):
        line = before.numbers[-1].line
        group = Group([t for t in group.words if t.line > line or t.text.endswith(":")] or group.words, group.numbers)
        odd = len(group.numbers) != width
        if odd and len(before.numbers) != width or not _continues(group):
            break
        rows.append(group)
    while len(rows[-1].numbers) != width:
        rows.pop()
    told = [row for row in rows if len(row.numbers) == width and not numbering(row)]
    named = any(TOTAL_ROW.match(row.name) or _TOTAL.search(row.name) for row in told[1:] or told)
    return rows if len(told) >= 3 or len(told) == 2 and (named or width > 2) else []


def _continues(group: Group) -> bool:
    """Whether a group's words may be a row's name, after lines of one word that head a part of the table."""
    own = group.own
    above = group.words[: -len(own)]
    alone = len({token.line for token in above}) == len(above) <= 2
    return alone and len(own) <= _MOST_WORDS and sum(len(token.text) for token in own) <= _LONGEST_NAME


def numbering(group: Group) -> bool:
    """栏次 1 2 3 4."""
    return [token.text for token in group.numbers] == [str(n) for n in range(1, len(group.numbers) + 1)]
