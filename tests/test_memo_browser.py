"""The memo in a real browser: nothing fetched, nothing wrong on the console, every link lands, on any width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import memo_sample
import pytest
from playwright.sync_api import expect
from test_memo import hostile, notebook

from gouji.memo.render import memo
from gouji.memo.view import Paper

PAPERS: dict[str, Callable[[], Paper]] = {"sample": memo_sample.paper, "hostile": hostile}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each paper with its memo in both languages."""
    folder = tmp_path_factory.mktemp("memos")
    for name, make in PAPERS.items():
        (folder / name).mkdir()
        nb = notebook(make())
        for code in ("zh", "en"):
            (folder / name / f"memo.{code}.html").write_text(memo(nb, code, ["zh", "en"]), encoding="utf-8")
    return folder


@pytest.fixture
def visit(browser: Any, pages: Path) -> Iterator[Callable[..., Any]]:
    """A function that opens a memo; at the end, nothing must have been fetched, and nothing said on the console."""
    opened = []

    def go(paper: str = "sample", code: str = "zh", width: int = 1440, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        page = context.new_page()
        requests: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
        address = (pages / paper / f"memo.{code}.html").as_uri()
        page.goto(address)
        opened.append((context, page, address, requests, said))
        return page

    yield go
    for context, _, address, requests, said in opened:
        context.close()
        assert [url for url in requests if url != address and not url.endswith(("memo.zh.html", "memo.en.html"))] == []
        assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("paper", PAPERS)
def test_no_page_scrolls_sideways(visit: Callable[..., Any], paper: str, code: str, width: int, scheme: str) -> None:
    page = visit(paper, code, width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(element => { element.open = true; })")
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (scheme == "light")


@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_anchor_lands_where_it_can_be_seen(visit: Callable[..., Any], code: str) -> None:
    page = visit("sample", code)
    hrefs = page.evaluate(
        "[...new Set([...document.querySelectorAll('a[href^=\"#\"]')].map(link => link.getAttribute('href')))]"
    )
    assert len(hrefs) > 40
    lost = page.evaluate(
        """async hrefs => {
            const lost = [];
            for (const href of hrefs) {
                location.hash = href;
                await new Promise(done => setTimeout(done, 5));
                const box = document.getElementById(href.slice(1)).getBoundingClientRect();
                const nowhere = box.height === 0 && box.top === 0 && box.left === 0;
                if (nowhere || box.top < -1 || box.top > innerHeight) lost.push(href);
            }
            return lost;
        }""",
        hrefs,
    )
    assert lost == []


def test_a_figure_leads_to_its_place_and_its_mark_leads_back(visit: Callable[..., Any]) -> None:
    page = visit()
    page.locator("#finding-1").locator("..").locator("blockquote a.f", has_text="22").click()
    assert page.evaluate("location.hash") == "#F009"
    assert page.locator("#F009").bounding_box()["y"] < 900
    page.locator("#F009").click()
    assert "R002 的标题" in page.locator("#popup").inner_text()
    page.locator("#popup li a").click()
    assert page.evaluate("location.hash") == "#check-R002"
    assert page.locator("#popup").count() == 0


def test_a_figures_checks_can_be_had_from_the_keyboard(visit: Callable[..., Any]) -> None:
    page = visit()
    page.locator("#F009").focus()
    page.keyboard.press("Enter")
    assert page.locator("#popup").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator("#popup").count() == 0
    assert page.evaluate("document.activeElement.id") == "F009"


def test_the_first_key_leads_past_the_contents(visit: Callable[..., Any]) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#memo"


def test_filters_filter_and_tell_how_many(visit: Callable[..., Any]) -> None:
    page = visit("sample", "en")
    shown = "article.finding:not([hidden])"
    assert page.locator(shown).count() == 3
    page.locator(".filter select").nth(0).select_option("warning")
    assert page.locator(shown).count() == 1
    assert page.locator(".filter output").inner_text() == "1 of 3 findings shown"
    page.locator(".filter select").nth(0).select_option("")
    page.locator(".filter input").fill("TITLE OF R002")
    assert page.locator(shown).locator("h3").all_inner_texts() == ["1 Title of R002"]
    page.locator(".contents .inner summary").click()
    page.locator(".contents a", has_text="Title of Q001").click()  # what is filtered out comes back when it is gone to
    expect(page.locator(shown)).to_have_count(3)


def test_the_contents_follow_the_reader(visit: Callable[..., Any]) -> None:
    page = visit("sample", "en")
    page.locator("#projects").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('projects').scrollIntoView()")
    expect(page.locator(".contents [aria-current]")).to_have_attribute("href", "#projects")


def test_without_javascript_everything_is_there(visit: Callable[..., Any]) -> None:
    page = visit("sample", "zh", 390, java_script_enabled=False)
    assert page.locator("article.finding").count() == 3
    assert page.locator(".filter").count() == 0
    page.locator(".contents a", has_text="签署").click()
    assert page.locator("#signoff").is_visible()
    for place in ("#F009", "#register-F009", "#check-R001"):
        assert page.locator(place).count() == 1


def test_what_became_of_a_figure_shows_without_colour(visit: Callable[..., Any]) -> None:
    page = visit()
    looks = page.evaluate(
        """() => Object.fromEntries(["holds", "fails", "undetermined", "questioned", "unchecked"].map(state => {
            const link = document.querySelector(".text a.f." + state), style = getComputedStyle(link);
            const sign = getComputedStyle(link, "::after").content;
            return [state, [style.textDecorationStyle, style.fontWeight, sign].join()];
        }))"""
    )
    assert len(set(looks.values())) == 5, looks


def test_it_prints_on_a4_with_everything_unfolded(visit: Callable[..., Any], tmp_path: Path) -> None:
    import pdfplumber

    page = visit()
    page.pdf(path=tmp_path / "memo.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "memo.pdf") as pdf:
        assert {(round(sheet.width), round(sheet.height)) for sheet in pdf.pages} == {(595, 842)}
        texts = [sheet.extract_text() for sheet in pdf.pages]
    assert f"1 / {len(texts)}" in texts[0]
    assert "R001" in "".join(texts)  # inside a folded group
    assert "F014" in "".join(texts)  # inside the folded register


def test_hostile_text_runs_nothing(visit: Callable[..., Any]) -> None:
    page = visit("hostile", "en")
    page.wait_for_timeout(200)
    assert page.locator("script").count() == 1
    assert page.locator("#memo img").count() == 0
    assert "<script>alert(1)</script>" in page.locator(".text").inner_text()
