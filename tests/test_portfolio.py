"""The portfolio: what its pages show for one report, three, five hundred and none; offline, accessible, on a phone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from test_memo_accessible import held, opened
from typer.testing import CliRunner

from gouji.cli import app
from gouji.errors import GoujiError, LedgerError
from gouji.ledger import Entry, record
from gouji.memo.language import language
from gouji.portfolio import sheet
from gouji.portfolio.run import page, run_portfolio
from gouji.portfolio.sections import SECTIONS
from tests.ledger_sample import answer, entry, failed, finding, headline, run
from tests.portfolio_sample import sample

CODES = ("zh", "en")


def shown(root: str, out: Path, most: int = 30) -> dict[str, str]:
    """The pages as the notebook's displays make them, without a kernel."""
    portfolio = sheet.open_portfolio(root, out.as_posix(), "zh,en", most)
    nb = nbformat.v4.new_notebook()
    for name in SECTIONS:
        outputs = [
            nbformat.v4.new_output("display_data", {"text/html": f'<div class="gouji" lang="{pages.lang.tag}">{pages.section(name)}</div>'},
                                   metadata={"gouji": {"lang": pages.lang.code, "section": name}})
            for pages in portfolio._pages
        ]
        nb.cells.append(nbformat.v4.new_code_cell("", outputs=outputs))
    return {code: page(nb, code, CODES) for code in CODES}


@pytest.fixture(scope="module")
def five_hundred(tmp_path_factory) -> dict[str, str]:
    out = tmp_path_factory.mktemp("many")
    return shown(sample(str(out / "ledger"), 500, 12), out)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A folder with the pages of three reports, made by the notebook."""
    out = tmp_path_factory.mktemp("made")
    (out / "第000局2021").mkdir()
    (out / "第000局2021" / "memo.en.html").write_text("<!doctype html>")
    run_portfolio(out, sample(str(out / "ledger"), 3, 1), CODES)
    return out


def table(html: str, name: str) -> list[list[str]]:
    """The cells of a table by the name of its list."""
    found = BeautifulSoup(html, "html.parser").find(id=f"{name}-table")
    rows = found.find("tbody").find_all("tr") if found else []
    return [[cell.get_text(" ", strip=True) for cell in row.find_all("td")] for row in rows]


# --- through papermill ----------------------------------------------------------------------------------------------


def test_the_notebook_makes_the_pages_and_leaves_nothing_else(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == [
        "index.en.html", "index.html", "ledger", "portfolio.en.html", "portfolio.json", "portfolio.zh.html", "第000局2021"]
    told = json.loads((made / "portfolio.json").read_text(encoding="utf-8"))
    assert (told["totals"]["reports"], told["totals"]["failed"], told["standing"]) == (
        4, 1, {"critical": 3, "warning": 1, "info": 2})
    for code in CODES:
        headings = [h.get_text() for h in BeautifulSoup((made / f"portfolio.{code}.html").read_text(encoding="utf-8"),
                                                        "html.parser").find_all("h2")]
        assert len(headings) == len(SECTIONS) - 1  # the top has an h1
        assert headings[1] == language(code).gettext("Kinds of finding")


def test_the_same_ledger_gives_the_same_pages(made: Path) -> None:
    again = shown(str(made / "ledger"), made)
    assert {code: (made / f"portfolio.{code}.html").read_text(encoding="utf-8") for code in CODES} == again


def test_pages_and_index_lead_to_each_other(made: Path) -> None:
    for name, own in (("index.html", "portfolio.zh.html"), ("index.en.html", "portfolio.en.html")):
        assert f'href="./{own}"' in (made / name).read_text(encoding="utf-8")
        assert f'href="./{name}"' in (made / own).read_text(encoding="utf-8")
    assert 'href="./%E7%AC%AC000%E5%B1%802021/memo.en.html"' in (made / "portfolio.zh.html").read_text(encoding="utf-8")


def test_the_pages_fetch_nothing_and_run_nothing(made: Path, browser: Any) -> None:
    for code in CODES:
        html = (made / f"portfolio.{code}.html").read_text(encoding="utf-8")
        assert "default-src 'none'" in html
        assert not re.search(r"<script|\bsrc=|@import|url\((?!#)|https?://(?!www\.w3\.org/)", html)
        asked: list[str] = []
        tab = browser.new_page()
        tab.on("request", lambda request, asked=asked: asked.append(request.url))
        tab.goto((made / f"portfolio.{code}.html").as_uri())
        tab.close()
        assert asked == [(made / f"portfolio.{code}.html").as_uri()]


# --- what is shown --------------------------------------------------------------------------------------------------


def test_one_report_is_enough(tmp_path: Path) -> None:
    record(str(tmp_path / "ledger"), [entry("a")])
    html = shown(str(tmp_path / "ledger"), tmp_path)["en"]
    assert table(html, "departments") == [["某县某局", "1", "1", "0", "0", "0", "50%"]]
    assert table(html, "kinds") == [["title of 合计不符", "Major", "1", "1", "1", "1"]]
    assert table(html, "coverage") == [["某县某局 a", "2023", "2", "1", "50%", "0"]]
    assert table(html, "scores") == [["某县某局 a", "2023", "100.00", "–", "95%", "98"]]
    assert (table(html, "recurring"), table(html, "outliers")) == ([], [])


def test_a_department_over_the_years(tmp_path: Path) -> None:
    first = {"headline": headline("95", "98", "100")}
    second = {"headline": headline("95", "98", "120")}
    third = {"headline": headline("95", "98", "150")}
    record(str(tmp_path / "ledger"), [
        Entry(answer("甲2022", entity="甲局", year=2022), run(1), first),
        Entry(answer("甲2023", entity="甲局", year=2023, sha256="1" * 64), run(2), second),
    ])
    record(str(tmp_path / "ledger"), [Entry(answer("甲2023", entity="甲局", year=2023, sha256="2" * 64), run(3), third)])
    html = shown(str(tmp_path / "ledger"), tmp_path)["zh"]
    assert table(html, "recurring") == [["甲局", "合计不符", "2022–2023", "2", "2"]]
    assert table(html, "restated") == [["甲局", "2023", "全年预算数", "120万元", "150万元", "+25%", "2024-07-01"]]
    assert table(html, "changed") == [["甲局", "2022–2023", "全年预算数", "100万元", "150万元", "+50%"]]


def test_a_rate_that_was_calculated_is_marked(tmp_path: Path) -> None:
    rows = [{"item": "全年预算数", "value": "300", "unit": "万元", "figure": "F1"},
            {"item": "全年执行数", "value": "270", "unit": "万元", "figure": "F2"}]
    record(str(tmp_path / "ledger"), [entry("a", tables={"headline": rows})])
    assert table(shown(str(tmp_path / "ledger"), tmp_path)["en"], "scores") == [
        ["某县某局 a", "2023", "300.00", "270.00", "90%*", "–"]]


@pytest.mark.parametrize("code", CODES)
def test_five_hundred_reports_are_shown_in_part_and_the_rest_is_counted(five_hundred: dict[str, str], code: str) -> None:
    html = five_hundred[code]
    assert len(html) < 700_000
    assert [len(table(html, name)) for name in ("departments", "kinds", "coverage", "scores", "changed")] == [30, 4, 30, 30, 30]
    text = " ".join(BeautifulSoup(html, "html.parser").get_text().split())
    # 167 departments; 500 reports with a rate
    assert {"zh": "另有 137 行", "en": "and 137 more"}[code] in text
    assert {"zh": "另有 470 行", "en": "and 470 more"}[code] in text
    assert "source.txt: not text in UTF-8" in text
    (outlier,) = [row for row in table(html, "outliers") if row[0].startswith("某县第002局") and row[3] == "20.50"]
    assert outlier[1] == "2022"


def test_the_command_below_a_list_gives_all_of_it(tmp_path: Path) -> None:
    root = sample(str(tmp_path / "ledger"), 12)
    html = shown(root, tmp_path, most=3)["en"]
    commands = [BeautifulSoup(str(code), "html.parser").get_text() for code in
                BeautifulSoup(html, "html.parser").select("p.more code")]
    assert len(commands) >= 5
    for command in commands:
        asked = re.fullmatch(r'gouji ledger (?:"(.*)"|(\S+)) --ledger (\S+) --limit 0', command)
        result = CliRunner().invoke(app, ["ledger", asked[1] or asked[2], "--ledger", asked[3], "--limit", "0", "--format", "json"])
        assert result.exit_code == 0
        assert len(result.stdout.splitlines()) > 3, command


def test_an_empty_ledger_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    html = shown(str(tmp_path / "ledger"), tmp_path)["zh"]
    assert "台账为空：尚未登记任何报告。" in html


def test_words_of_reports_are_never_markup(tmp_path: Path) -> None:
    evil = '<img src=x onerror=alert(1)>&"\u202e'
    record(str(tmp_path / "ledger"), [
        Entry(answer("a", entity=evil, findings=[finding("g1", title=evil)]), run(), {"headline": headline()}),
        failed("<b>", error=evil),
    ])
    for html in shown(str(tmp_path / "ledger"), tmp_path).values():
        assert "<img" not in html
        assert "\u202e" not in html
        assert "⟨U+202E⟩" in html


def test_why_a_report_failed_is_told_in_the_page_s_language(tmp_path: Path) -> None:
    record(str(tmp_path / "ledger"), [entry("a"), failed("b", error="b.txt: the file is empty")])
    told = shown(str(tmp_path / "ledger"), tmp_path)
    assert "b.txt：文件是空的" in told["zh"]
    assert "the file is empty" not in told["zh"]
    assert "b.txt: the file is empty" in told["en"]


# --- errors ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("arguments", "said"), [
    (["--out", "{nowhere}"], "nowhere/ledger: no ledger there"),
    (["--out", "{there}", "--lang", "fr"], "language 'fr': expected one of zh, en"),
    (["--out", "{there}", "--rows", "0"], "Invalid value for '--rows'"),
])  # fmt: skip
def test_what_cannot_be_made_is_one_line_and_leaves_nothing(tmp_path: Path, arguments: list[str], said: str) -> None:
    record(str(tmp_path / "there" / "ledger"), [entry("a")])
    given = [text.format(nowhere=tmp_path / "nowhere", there=tmp_path / "there") for text in arguments]
    result = CliRunner(env={"COLUMNS": "200"}).invoke(app, ["portfolio", *given])
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["ledger"]


def test_a_notebook_that_stops_early_is_not_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(str(tmp_path / "ledger"), [entry("a")])
    monkeypatch.setattr("gouji.portfolio.run.execute", lambda *_: None)
    with pytest.raises(GoujiError, match="did not write its results whole"):
        run_portfolio(tmp_path, str(tmp_path / "ledger"), ["zh"])
    assert [path.name for path in tmp_path.iterdir()] == ["ledger"]


def test_a_damaged_ledger_is_told_before_a_kernel_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(str(tmp_path / "ledger"), [entry("a")])
    next((tmp_path / "ledger" / "figures").iterdir()).write_bytes(b"")
    monkeypatch.setattr("gouji.portfolio.run.execute", lambda *_: pytest.fail("a kernel was started"))
    with pytest.raises(LedgerError, match="damaged"):
        run_portfolio(tmp_path, str(tmp_path / "ledger"), ["zh"])


# --- in a browser ---------------------------------------------------------------------------------------------------


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("code", "width"), [("zh", 1440), ("en", 390)])
def test_a_portfolio_breaks_no_rule_of_axe(five_hundred: dict[str, str], tmp_path: Path, tab: Any, code: str, width: int) -> None:
    path = tmp_path / f"portfolio.{code}.html"
    path.write_text(five_hundred[code], encoding="utf-8")
    opened(tab, path, width)
    held(tab, covered=width < 600)


def test_a_phone_shows_it_without_scrolling_sideways(five_hundred: dict[str, str], tmp_path: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    for code in CODES:
        path = tmp_path / f"portfolio.{code}.html"
        path.write_text(five_hundred[code], encoding="utf-8")
        tab.goto(path.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") == 390
