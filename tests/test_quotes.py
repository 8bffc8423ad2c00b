"""What a finding quotes, and the words that its fingerprint is made of."""

from __future__ import annotations

import pytest

from gouji.document import load
from gouji.quotes import LONGEST, around, exactly, phrase

TEXT = (
    "某局2023年度绩效自评报告\n"
    "一、整改情况\n"
    "历年督察反馈我县整改任务共100个，已整改完成91个，整改率91%；2022年国家例行督察反馈我县整改任务共46个，"
    "已整改完成39个，整改率85%。今年来，共收缴罚没款480余万元。\n"
    "二、资金\n"
    "全年预算数5297.90万元。\n"
)


def place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def quoted(text: str, *words: str) -> list[str]:
    document = load(text.encode())
    found = around(document, [place(document.text, word) for word in words])
    assert all(document.text[quote.start : quote.end] == quote.text for quote in found)
    return [quote.text for quote in found]


@pytest.mark.parametrize(
    ("words", "quotes"),
    [
        (["5297.90"], ["全年预算数5297.90万元"]),
        (["480"], ["今年来，共收缴罚没款480余万元"]),
        (["46", "39", "85"], ["2022年国家例行督察反馈我县整改任务共46个，已整改完成39个，整改率85%"]),
        (
            ["100", "480"],
            ["历年督察反馈我县整改任务共100个，已整改完成91个，整改率91%", "今年来，共收缴罚没款480余万元"],
        ),
        (["480", "5297.90"], ["今年来，共收缴罚没款480余万元", "全年预算数5297.90万元"]),
        (["5297.90", "480"], ["今年来，共收缴罚没款480余万元", "全年预算数5297.90万元"]),
        (["2023"], ["某局2023年度绩效自评报告"]),
        ([], []),
    ],
)
def test_sentences_or_clauses_around_figures_in_the_order_of_the_text(words, quotes):
    assert quoted(TEXT, *words) == quotes


@pytest.mark.parametrize(
    "text", ["数" * 5000 + "12个" + "字" * 5000, "12", "，12，", "a" * 300 + "，" + "b" * 300 + "12"]
)
def test_a_text_without_marks_is_cut_off(text):
    assert all(len(quote) <= 2 * LONGEST + 4 for quote in quoted(text, "12"))


def test_a_line_broken_inside_a_sentence_is_quoted_as_it_stands():
    text = "一、说明\n" + "我局全年预算数为五百万元，较好地完成了各项任务，较\n好地履行了职责，自评得分96分。\n" * 3
    (quote,) = around(load(text.encode()), [place(text, "96")])
    assert text[quote.start : quote.end] == quote.text
    assert quote.text.endswith("自评得分96分")


def test_a_stretch_is_quoted_without_blanks_and_not_without_end():
    document = load(("甲  负责人签字：  \n" + "长" * 1000).encode())
    assert exactly(document, 1, 12).text == "负责人签字："
    assert len(exactly(document, 0, 1000).text) == 2 * LONGEST


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("39", "已整改完成39个"),
        ("100", "历年督察反馈我县整改任务共100个"),
        ("一、", "一、整改情况"),
        ("480", "共收缴罚没款480余万元"),
    ],
)
def test_the_phrase_around_a_figure(words, found):
    document = load(TEXT.encode())
    assert phrase(document, *place(TEXT, words)) == found


def test_a_phrase_is_the_same_in_any_width_and_place():
    wide = load(("前言。" + TEXT.replace("39", "３９").replace("已整改完成", "已整改 完成")).encode())
    assert phrase(wide, *place(wide.text, "３９")) == phrase(load(TEXT.encode()), *place(TEXT, "39"))
