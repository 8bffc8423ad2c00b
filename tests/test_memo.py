"""The memo's parts: source view, tables, charts, cards, and the page as a whole."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Any

import memo_sample
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from gouji.errors import NotebookError
from gouji.memo import charts
from gouji.memo.cards import SECTIONS, Composer
from gouji.memo.language import language
from gouji.memo.render import memo
from gouji.memo.source import Span, excerpts, paragraphs, pieces, visible, written_out
from gouji.memo.tables import Column, aligned, table
from gouji.memo.view import Paper, records

QUOTES = st.lists(st.tuples(st.integers(0, 150), st.integers(1, 40)), max_size=6)
HOSTILE = "<script>alert(1)</script> & <img src=x onerror=alert(2)> \u202e98.71\u202c \x00 '\"`${7*7}{{7*7}} $x^2$ 🙂"


def notebook(paper: Paper, codes: tuple[str, ...] = ("zh", "en")) -> NotebookNode:
    """What the executed audit notebook holds."""
    cells = [new_markdown_cell("not in the memo")]
    for section in SECTIONS:
        cell = new_code_cell("code_that_is_not_in_the_memo()", execution_count=7)
        cell.outputs = [new_output("stream", text="printed")] + [
            new_output(
                "display_data",
                {"text/html": str(Composer(paper, language(code)).section(section))},
                metadata={"gouji": {"lang": code}},
            )
            for code in codes
        ]
        cells.append(cell)
    return new_notebook(cells=cells)


def page(paper: Paper, code: str = "zh") -> str:
    return memo(notebook(paper), code, ["zh", "en"])


def section(name: str, paper: Paper, code: str = "en") -> BeautifulSoup:
    return BeautifulSoup(str(Composer(paper, language(code)).section(name)), "html.parser")


# The source


def test_the_source_is_shown_whole_and_unaltered() -> None:
    paper = memo_sample.paper()
    shown = "\n".join("".join(piece.text for piece in paragraph) for paragraph in paragraphs(paper))
    assert shown == "\n".join(line for line in memo_sample.TEXT.split("\n") if line)


@given(QUOTES, st.integers(0, 60), st.integers(61, 190))
@settings(max_examples=200)
def test_pieces_are_the_text_whatever_overlaps(quotes: list[tuple[int, int]], start: int, end: int) -> None:
    paper = memo_sample.paper()
    end = min(end, len(paper.text))
    spans = [Span(low, low + length, 1, index) for index, (low, length) in enumerate(quotes)]
    found = list(pieces(paper, start, end, spans))
    assert "".join(piece.text for piece in found) == paper.text[start:end]
    inside = [name for name, item in paper.figures.items() if item["start"] < end and item["end"] > start]
    assert [piece.figure["id"] for piece in found if piece.figure] == inside


@pytest.mark.parametrize(
    ("figure", "state"),
    [
        ("F002", "questioned"),
        ("F004", "holds"),
        ("F009", "fails"),
        ("F013", "undetermined"),
        ("F003", "unchecked"),
        ("F014", "questioned"),
    ],
)
def test_a_figure_is_marked_by_the_worst_that_became_of_it(figure: str, state: str) -> None:
    assert memo_sample.paper().state_of(figure) == state
    link = section("source", memo_sample.paper()).find(id=figure)
    assert state in link["class"]


def test_a_finding_shows_its_figures_in_the_words_around_them() -> None:
    paper = memo_sample.paper()
    (((span,), found),) = excerpts(paper, paper.findings[0])
    assert "".join(piece.text for piece in found) == "专业类项目17个、发展类项目5个、奖补类项目2个，共22个项目"
    assert [piece.text for piece in found if piece.figure] == ["17", "5", "2", "22"]
    assert not [piece for piece in found if piece.quoted]
    shown = section("findings", paper).find("blockquote")
    assert [link.text for link in shown.find_all("a", class_="own")] == ["17", "5", "2", "22"]
    assert {link["href"] for link in shown.find_all("a", class_="own")} == {"#F006", "#F007", "#F008", "#F009"}
    assert (span.number, span.index) == (1, 1)


def test_a_finding_about_words_marks_the_words() -> None:
    paper = memo_sample.paper()
    ((_, found),) = excerpts(paper, paper.findings[1])
    assert "".join(piece.text for piece in found if piece.quoted) == "年底前可完成10个村的规划"


def test_a_quotation_that_is_too_short_is_shown_in_its_sentence() -> None:
    paper = memo_sample.paper()
    ((_, found),) = excerpts(paper, {"number": 1, "quotes": [memo_sample.quote("约550")]})
    assert "".join(piece.text for piece in found) == "出动车辆约550车次。"


def test_a_very_long_sentence_is_quoted_with_its_middle_left_out() -> None:
    text = "甲" * 50_000
    finding = {"quotes": [{"start": 0, "end": len(text), "text": text}], "number": 1}
    ((_, found),) = excerpts(memo_sample.paper(text=text, figures=[]), finding)
    assert sum(len(piece.text) for piece in found) <= 420
    assert [piece.gap for piece in found].count(True) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("22<b>&\"'", "22&lt;b&gt;&amp;&#34;&#39;"),
        ("a\u202eb", 'a<span class="code">⟨U+202E⟩</span>b'),
        ("\x00\ufeff", '<span class="code">⟨U+0000⟩</span><span class="code">⟨U+FEFF⟩</span>'),
        ("甲\u3000乙\n丙\t丁", "甲\u3000乙\n丙\t丁"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert str(visible(text)) == shown


# Tables


def test_cells_are_escaped_once_and_markup_is_kept() -> None:
    made = table(
        [{"a": "<b>&", "b": visible("x & y")}],
        [Column("a", "<i>", "words"), Column("b", "B", "number")],
        name="t",
        label="L",
    )
    soup = BeautifulSoup(made, "html.parser")
    assert [cell.text for cell in soup.find_all("td")] == ["<b>&", "x & y"]
    assert [cell.text for cell in soup.find_all("th")] == ["<i>", "B"]
    assert soup.find("td").find_next("td")["class"] == ["n"]
    assert not soup.find_all(["style", "script", "b", "i"])


def test_a_table_without_rows_has_its_head() -> None:
    soup = BeautifulSoup(table([], [Column("a", "A")], name="t", label="L"), "html.parser")
    assert [cell.text for cell in soup.find_all("th")] == ["A"]
    assert not soup.find_all("td")


@pytest.mark.parametrize(
    ("values", "places", "shown"),
    [
        (["59.02", "0.5", "130"], None, ["59.02", "0.5|0", "130|.00"]),
        (["59.02", "0.5", "130"], 2, ["59.02", "0.50", "130.00"]),
        (["", "二十", "1234"], None, ["–", "二十", "1,234"]),
    ],
)
def test_decimal_points_stand_in_one_line(values: list[str], places: int | None, shown: list[str]) -> None:
    cells = [
        re.sub(r'<span class="pad" aria-hidden="true">(.*?)</span>', r"|\1", str(cell))
        for cell in aligned(values, language("en"), places)
    ]
    assert cells == shown


def test_records_are_strings_and_nothing_is_empty() -> None:
    frame = memo_sample.tables()["headline"].assign(value=[None, float("nan"), Decimal("1.50"), "2", 3])
    assert [row["value"] for row in records(frame)] == ["", "", "1.50", "2", "3"]


# Charts


def drawn(words: str = "耕地保护") -> list[str]:
    amount = Decimal("563.22")
    named: dict[str, Any] = {"name": "c", "title": words, "summary": words}
    made = [
        charts.bridge([charts.Bar(words, amount, words), charts.Bar(words, -amount, words, amount)], **named),
        charts.scored_bars(
            [charts.Scored(words, amount, None, words), charts.Scored(words, Decimal(0), Decimal(40))],
            value_head=words,
            score_head=words,
            **named,
        ),
        charts.rates(
            [charts.Rate(words, Decimal("1.3"), Decimal("0.91"), words), charts.Rate(words, None, None)],
            computed_head=words,
            stated_head=words,
            **named,
        ),
        charts.shares([charts.Bar(words, amount, words)] * 3, **named),
    ]
    return [chart.svg() for chart in made]


def test_the_same_numbers_give_the_same_bytes() -> None:
    assert drawn() == drawn()


@pytest.mark.parametrize("words", ["耕地保护", HOSTILE, "", "\n", "مرحبا", "甲" * 500, "$\\frac{1}{0}$"])
def test_a_chart_is_drawn_whatever_the_words(words: str) -> None:
    for svg in drawn(words):
        soup = BeautifulSoup(svg, "html.parser")
        assert soup.svg["role"] == "img"
        assert soup.find(id="c-title").text == written_out(words)
        assert not soup.find_all(["text", "script", "image", "style", "metadata", "foreignobject"])
        ids = [element["id"] for element in soup.find_all(id=True)]
        assert len(ids) == len(set(ids))
        assert all(name.startswith("c-") for name in ids)
        assert {use["href"][1:] for use in soup.find_all("use")} <= set(ids)


def test_a_charts_colours_are_the_pages() -> None:
    for svg in drawn():
        colours = set(re.findall(r"(?:fill|stroke): ([^;\"]+)", svg)) - {"none"}
        assert colours
        assert all(colour.startswith("var(--") for colour in colours), colours


def outlines(words: str) -> str:
    """A chart without its title and description."""
    return drawn(words)[3].partition("</desc>")[2]


def test_chinese_is_drawn_and_what_no_font_has_is_a_box() -> None:
    assert outlines("耕") != outlines("□")
    assert outlines("耕") != outlines("地")
    assert outlines("\ue000") == outlines("□")


# Sections


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_is_made_in_every_language(name: str, code: str) -> None:
    assert section(name, memo_sample.paper(), code).find(["section", "header"])


def test_the_arithmetic_is_set_off_in_the_condition() -> None:
    told = section("findings", memo_sample.paper(), "zh").find(id="finding-1").find_parent("article").dd
    assert told.find(class_="sum").text == "17 + 5 + 2 = 24 ≠ 22"
    assert told.p.text == "项目数应相符。经核对，17 + 5 + 2 = 24 ≠ 22，相差2个。"


def with_findings(*changes: dict[str, Any]) -> Paper:
    findings = memo_sample.result()["findings"]
    return memo_sample.paper(
        findings=[{**finding, **change} for finding, change in zip(findings, changes, strict=False)]
    )


def test_findings_are_numbered_by_severity_then_by_place() -> None:
    assert [(item["number"], item["check"]) for item in memo_sample.paper().findings] == [
        (1, "R002"),
        (2, "P001"),
        (3, "Q001"),
    ]


def test_a_settled_finding_no_longer_counts() -> None:
    settled = {"disposition": {"status": "explained", "reason": "说明", "expired": False}, "closed": True}
    paper = with_findings({}, settled, {})
    assert [item["check"] for item in paper.open_findings] == ["P001", "Q001"]
    assert paper.severities == {"critical": 0, "warning": 1, "info": 1}
    assert paper.verdict == "doubtful"
    assert section("findings", paper).find(id="finding-1").find_parent("article")["data-status"] == "explained"


def test_what_to_ask_first_leads_to_its_finding() -> None:
    asked = section("top", memo_sample.paper()).find("section", class_="asks").find_all("li")
    assert [(item.a.text, item.a["href"]) for item in asked] == [
        ("Title of R002", "#finding-1"),
        ("Title of P001", "#finding-2"),
    ]


def test_an_expired_decision_is_said_loudly() -> None:
    expired = {
        "disposition": {
            "status": "explained",
            "reason": "说明",
            "who": "张三",
            "when": "2024-01-01",
            "until": "2024-02-01",
            "expired": True,
        }
    }
    notice = memo_sample.both("处理意见已到期", "a disposition has expired")
    paper = with_findings({}, expired, {})
    shown = section("findings", paper).find(id="finding-1").find_parent("article")
    assert shown["data-status"] == "open"
    assert "expired" in shown.find(class_="expired").text
    assert "张三" in shown.text
    assert "a disposition has expired" in section("top", memo_sample.paper(made={"notices": [notice]})).text


@pytest.mark.parametrize(
    ("kept", "verdict"),
    [
        ([], "agrees"),
        (["Q001"], "questions"),
        (["P001", "Q001"], "doubtful"),
        (["R002"], "contradicted"),
    ],
)
def test_the_verdict_follows_the_gravest_finding(kept: list[str], verdict: str) -> None:
    paper = memo_sample.paper(findings=[item for item in memo_sample.result()["findings"] if item["check"] in kept])
    assert paper.verdict == verdict


def test_what_could_not_be_asked_outranks_all() -> None:
    assert memo_sample.paper(errors=["x: broken"]).verdict == "incomplete"
    assert "x: broken" in section("top", memo_sample.paper(errors=["x: broken"])).text


def test_without_figures_or_findings_the_memo_is_still_whole() -> None:
    paper = memo_sample.paper(
        figures=[],
        checks=[],
        findings=[],
        tables={},
        text="空",
        coverage={"figures": 0, "checked": 0, "unchecked": []},
        made={"asks": []},
    )
    for code in ("zh", "en"):
        assert 'id="signoff"' in page(paper, code)


def test_a_check_of_a_suite_that_is_missing_is_seen() -> None:
    stray = memo_sample.check("X001", "sum", "renamed", "not_run", "F001")
    paper = memo_sample.paper(checks=[*memo_sample.result()["checks"], stray])
    assert paper.verdict == "incomplete"
    assert section("areas", paper).find(id="check-X001")
    assert "X001" in section("unchecked", paper).text


# The page


def test_a_memo_has_one_language_and_no_code() -> None:
    zh, en = page(memo_sample.paper(), "zh"), page(memo_sample.paper(), "en")
    assert "疑点" in zh
    assert "Findings" not in zh
    assert "Findings" in en
    assert BeautifulSoup(zh, "html.parser").html["lang"] == "zh-CN"
    for text in (zh, en):
        assert "code_that_is_not_in_the_memo" not in text
        assert "printed" not in text
        assert "not in the memo" not in text


def test_a_notebook_that_shows_nothing_in_a_language_makes_no_memo() -> None:
    with pytest.raises(NotebookError, match="language 'en'"):
        memo(notebook(memo_sample.paper(), ("zh",)), "en")


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_memo_refers_to_nothing_outside(code: str) -> None:
    text = page(memo_sample.paper(), code)
    soup = BeautifulSoup(text, "html.parser")
    assert "http://" not in text
    assert "https://" not in text
    assert not soup.find_all(["link", "iframe", "object", "embed", "base", "img", "audio", "video"])
    assert not soup.find_all(src=True)
    assert {link["href"] for link in soup.find_all(href=True) if not link["href"].startswith("#")} <= {
        "memo.zh.html",
        "memo.en.html",
    }
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe-inline'; script-src 'sha256-" in policy
    assert not re.search(r"@import|url\((?!#)", text)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_anchor_lands_and_no_id_comes_twice(code: str) -> None:
    soup = BeautifulSoup(page(memo_sample.paper(), code), "html.parser")
    ids = Counter(element["id"] for element in soup.find_all(id=True))
    assert [name for name, number in ids.items() if number > 1] == []
    links = {link["href"][1:] for link in soup.find_all(href=True) if link["href"].startswith("#")}
    assert links - set(ids) == set()
    paper = memo_sample.paper()
    assert {
        *paper.figures,
        *(f"check-{check['id']}" for check in paper.checks),
        *(f"finding-{finding['number']}" for finding in paper.findings),
    } <= set(ids)


def test_the_same_audit_gives_the_same_page() -> None:
    first, second = notebook(memo_sample.paper()), notebook(memo_sample.paper())
    for cell in second.cells:  # what differs from run to run
        cell["id"] = "other-" + cell["id"]
        if cell.cell_type == "code":
            cell.execution_count = 99
    second.metadata["papermill"] = {"start_time": "2031-01-01"}
    assert memo(first, "zh") == memo(second, "zh")


def hostile() -> Paper:
    """The sample with hostile text wherever a report's own words can come in."""
    answer = memo_sample.result()
    text = memo_sample.TEXT + HOSTILE + "甲" * 50_000 + "\n"
    answer["report"].update(title=HOSTILE, entity=HOSTILE, characters=len(text))
    both = {"zh": HOSTILE, "en": HOSTILE}
    for item in answer["findings"]:
        item |= dict.fromkeys(("title", "condition", "criteria", "cause", "effect", "recommendation"), both)
        item["quotes"].append(
            {"start": len(memo_sample.TEXT), "end": len(text) - 1, "text": text[len(memo_sample.TEXT) : -1]}
        )
        item["disposition"] = {"status": "confirmed", "reason": HOSTILE, "who": HOSTILE}
    for item in answer["checks"]:
        item["statement"] = item["basis"] = both
    for item in answer["figures"]:
        item["text"] = HOSTILE
    answer["errors"] = [HOSTILE]
    tables = memo_sample.tables()
    for name, column in (("projects", "name"), ("progress", "item"), ("headline", "unit"), ("relations", "arithmetic")):
        tables[name][column] = HOSTILE
    return memo_sample.paper(**answer, text=text, tables=tables)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_hostile_text_is_text(code: str) -> None:
    soup = BeautifulSoup(page(hostile(), code), "html.parser")
    assert len(soup.find_all("script")) == 1
    assert not soup.find_all("img")
    assert not [element for element in soup.find_all(True) if any(name.startswith("on") for name in element.attrs)]
    assert soup.find(class_="text").text.count("<script>alert(1)</script>") == 1
    assert "49" not in soup.find("h1").text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", soup.get_text())


def test_the_same_words_in_two_places_are_shown_once_with_a_way_to_each() -> None:
    apart = "\n甲一二三四五六七八九十。\n乙。\n甲一二三四五六七八九十。\n"
    quotes = [{"start": at, "end": at + 11, "text": ""} for at in (1, apart.index("甲", 2))]
    ((places, _),) = excerpts(memo_sample.paper(text=apart, figures=[]), {"number": 1, "quotes": quotes})
    assert [span.index for span in places] == [1, 2]
