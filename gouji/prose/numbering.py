"""Heading numbers: out of order, told twice, left out, or of another style than their fellows.

A new list may start at one anywhere, so going back to one is no fault; a text may quote one item of a list, so an Arabic
list that starts above one is none either. What is left is a fault whatever the department.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Document
from gouji.patterns import compiled
from gouji.prose.headings import CIRCLED, CN, Heading, find_headings, lists_of, outranks, value_of, written
from gouji.prose.marks import Both, Mark, quoted

_INLINE = (
    ("一是", re.compile(rf"(?:(?<=[。；;，,：:、\n（(])|^)[ \u3000]*(?P<n>[{CN}]{{1,2}})是(?![{CN}非否])")),
    ("（1）", re.compile(r"(?<=[。；;，,：:、])[ \u3000]*[（(](?P<n>\d{1,2})[）)](?=[一-鿿“《])")),
    ("①", re.compile(rf"(?P<n>[{CIRCLED}])")),
    ("第一，", re.compile(rf"(?:(?<=[。；;：:\n])|^)[ \u3000]*第(?P<n>[{CN}]{{1,2}})(?=[，,、：:]|是)")),
)
_CRITERIA = Both(
    "GB/T 9704—2012《党政机关公文格式》第7.3.3条：结构层次序数依次用“一、”“（一）”“1.”“（1）”标注。",
    "GB/T 9704-2012, Format of official documents, 7.3.3: levels are numbered 一、 （一） 1. （1） in this order.",
)
_ASK = Both(
    "请核对是漏了一段还是只编错号，改正编号后重新报送。",
    "Ask whether a passage is missing or only the number is wrong, and for the report with it put right.",
)


def find(document: Document) -> Iterator[Mark]:
    """Faults of numbering in the order of the source."""
    headings = list(find_headings(document.text))
    marks = [*_sequences(document.text, headings), *_odd(headings, document.text), *_inline(document.text)]
    last = -1
    for mark in sorted(marks, key=lambda each: (each.start, each.end)):
        if mark.start > last:
            last = mark.start
            yield mark


def _sequences(text: str, headings: list[Heading]) -> Iterator[Mark]:
    runs = list(lists_of(headings))
    alone = {run[0].start: run[0] for run, _ in runs if len(run) == 1}
    for run, index in runs:
        if run[0].style == "一、是":
            continue
        if run[0].value == 2 and run[0].style in ("一、", "（一）"):
            before = headings[index - 1] if index else None
            stray = next(
                (
                    alone[each.start]
                    for each in reversed(headings[max(0, index - 12) : index])
                    if each.start in alone and each.value == 1 and each.style != run[0].style
                ),
                None,
            )
            if (
                stray is not None
                and (stray is before or outranks(run[0].style, stray.style))
                and not _inline_form(text, 0, run[0].start, run[0].style, 1)
            ):
                yield _mark(
                    text,
                    stray.start,
                    stray.end,
                    "warning",
                    f"“{stray.form}”与其后的“{run[0].form}”同级而写法不同，此处应为“{written(run[0].style, 1)}”。",
                    f"“{stray.form}” stands where “{written(run[0].style, 1)}” belongs: “{run[0].form}” follows at the same level.",
                )
        yield from _steps(text, run)
        yield from _mixed(text, run)


def _steps(text: str, run: list[Heading]) -> Iterator[Mark]:
    arabic = run[0].style in ("1.", "（1）", "1）")
    for one, two in zip(run, run[1:], strict=False):
        step = two.value - one.value
        if step == 1 or arabic and not -3 <= step <= 5:
            continue
        expected = written(two.style, one.value + 1)
        if step == 0:
            yield _mark(
                text,
                two.start,
                two.end,
                "warning",
                f"编号“{two.form}”重复：前面已有一个“{one.form}”，此处应为“{expected}”。",
                f"The number “{two.form}” is used twice; after “{one.form}”, “{expected}” should follow.",
            )
        elif step > 1:
            if any(
                _inline_form(text, one.end, two.start, two.style, value) for value in range(one.value + 1, two.value)
            ):
                continue
            yield _mark(
                text,
                two.start,
                two.end,
                "warning",
                f"编号由“{one.form}”跳到“{two.form}”，缺“{expected}”。",
                f"The numbers go from “{one.form}” to “{two.form}”; “{expected}” is missing.",
            )
        else:
            yield _mark(
                text,
                two.start,
                two.end,
                "warning",
                f"编号由“{one.form}”退回“{two.form}”，次序颠倒。",
                f"The numbers go back from “{one.form}” to “{two.form}”.",
            )


def _mixed(text: str, run: list[Heading]) -> Iterator[Mark]:
    """1. and 2、 in one list: the separator that fewer items have is the odd one."""
    used = {each.separator.replace("．", ".") for each in run}
    if (
        run[0].style != "1."
        or len(used) < 2
        or any(two.value - one.value != 1 for one, two in zip(run, run[1:], strict=False))
    ):
        return
    count = {sep: sum(each.separator.replace("．", ".") == sep for each in run) for sep in used}
    first = run[0].separator.replace("．", ".")
    usual = max(count, key=lambda sep: (count[sep], sep == first))
    odd = next(each for each in run if each.separator.replace("．", ".") != usual)
    yield _mark(
        text,
        odd.start,
        odd.end,
        "info",
        f"同一级编号写法不一：“{odd.form}”与其他的“{odd.value}{usual}”式不同。",
        f"One list, two ways of numbering: “{odd.form}” among items numbered “{odd.value}{usual}”.",
    )


def _inline_form(text: str, start: int, end: int, style: str, value: int) -> bool:
    """Whether the number that seems to be missing stands inside a paragraph, where a line break was lost."""
    cn = re.escape(written("一、", value)[:-1])
    form = {
        "一、": rf"{cn}[、．.]",
        "（一）": rf"[（(]{cn}[）)]",
        "1.": rf"(?<!\d){value}[.．、](?!\d)|(?<=\n){value}[.．、]",
        "（1）": rf"[（(]{value}[）)]",
        "1）": rf"(?<![（(\d]){value}[）)]",
    }.get(style)
    if form is None:
        form = re.escape(style.replace("一", cn))
    return bool(re.search(rf"(?<=[。；;：:，,\s]){form}|^{form}", text[start:end]))


def _odd(headings: list[Heading], text: str) -> Iterator[Mark]:
    first = next((each for each in headings if each.style == "一、是"), None)
    if first is not None and any(each.style == "一、" for each in headings):
        count = sum(each.style == "一、是" for each in headings)
        yield _mark(
            text,
            first.start,
            first.end,
            "info",
            f"“{first.form}”等{count}处把段内序数“{written('一是', first.value)}”写成了一级标题的“{written('一、', first.value)}”，与标题混同。",
            f"“{first.form}” and its like ({count} in all) write the ordinal “{written('一是', first.value)}” as if it were a first-level heading.",
        )
    for one, two in zip(headings, [*headings[1:], None][: len(headings)], strict=True):
        if one.style == "1." and one.value == 1 and (two is None or two.style != "1." or two.value != 2):
            line = text[text.rfind("\n", 0, one.start) + 1 : one.start].strip()
            if re.fullmatch(rf"[（(][{CN}]{{1,3}}[）)]|[{CN}]{{1,3}}、", line) and not _has_second(
                headings, one, two, text
            ):
                yield _mark(
                    text,
                    one.start,
                    one.end,
                    "info",
                    f"“{line}{one.form}”之下只有“{one.form}”而没有“{written('1.', 2)[:-1]}{one.separator}”，编号多余或缺项。",
                    f"Under “{line}” there is “{one.form}” and no second item: the number is idle, or an item is missing.",
                )


def _has_second(headings: list[Heading], one: Heading, two: Heading | None, text: str) -> bool:
    """Whether an item 2 follows before the next heading that is not below this one."""
    end = next(
        (
            each.start
            for each in headings
            if each.start > one.start and each.style in ("一、", "（一）", "第一部分", "第一章")
        ),
        len(text),
    )
    return bool(compiled(r"(?:^|[\n。；;])[ \t\u3000]*2[ \u3000]?[.．、](?!\d)").search(text[one.end : end]))


def _inline(text: str) -> Iterator[Mark]:
    """一是…三是… inside one paragraph."""
    for style, pattern in _INLINE:
        run = [(value_of(match["n"]), match) for match in pattern.finditer(text)]
        for (one, first), (two, second) in zip(run, run[1:], strict=False):
            if (
                two in (one + 1, 1)
                or not 0 < two <= one + 3
                or one - two > 3
                or "\n" in text[first.end() : second.start("n")]
            ):
                continue
            start, end = second.start("n"), second.end("n")
            start -= style in ("第一，", "（1）")
            end += text.startswith("是", end) or style == "（1）"
            expected, form, before = written(style, one + 1), written(style, two), written(style, one)
            if two == one:
                shown = quoted(text[first.start() : first.start() + 12])
                yield _mark(
                    text,
                    start,
                    end,
                    "warning",
                    f"段内序数“{form}”重复：前面已有“{shown}……”，此处应为“{expected}”。",
                    f"“{form}” is used twice in this paragraph; “{expected}” should follow “{before}”.",
                )
            elif two > one:
                yield _mark(
                    text,
                    start,
                    end,
                    "warning",
                    f"段内序数由“{before}”跳到“{form}”，缺“{expected}”。",
                    f"The paragraph goes from “{before}” to “{form}”; “{expected}” is missing.",
                )
            else:
                yield _mark(
                    text,
                    start,
                    end,
                    "warning",
                    f"段内序数由“{before}”退回“{form}”，次序颠倒。",
                    f"The paragraph goes back from “{before}” to “{form}”.",
                )


def _mark(text: str, start: int, end: int, severity: str, zh: str, en: str) -> Mark:
    return Mark("numbering", severity, start, end, Both(zh, en), _CRITERIA, _ASK)
