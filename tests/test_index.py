"""The index of a folder of audits: a row for each, whole or not; in a real browser sorted, narrow, printed, unscripted."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from gouji.errors import InputError
from gouji.memo.index import write_index
from gouji.memo.sheet import sha256
from gouji.memo.shelf import audits

FILES = (
    "findings.json",
    "findings.csv",
    "workpapers.xlsx",
    "memo.zh.html",
    "memo.en.html",
    "memo.zh.docx",
    "memo.en.docx",
)


def audit(
    out: Path,
    name: str,
    counts: tuple[int, int, int] = (0, 0, 0),
    *,
    title: str = "",
    not_run: int = 0,
    checked: tuple[int, int] = (9, 1),
    started: str = "2024-07-01T08:30:00+08:00",
    **more: Any,
) -> Path:
    """A folder as an audit leaves it."""
    folder = out / name
    folder.mkdir(parents=True)
    for file in FILES:
        (folder / file).write_text(f"<title>{file}</title>", encoding="utf-8")
    manifest = {
        "contract": 1,
        "report": name,
        "entity": "某县某局",
        "year": 2023,
        "files": {file: sha256((folder / file).read_bytes()) for file in FILES},
        "summary": {
            "title": title or f"{name}绩效自评报告",
            "findings": dict(zip(("critical", "warning", "info"), counts, strict=True)),
            "checks": {"holds": 40, "fails": sum(counts), "undetermined": 2, "not_run": not_run},
            "figures": dict(zip(("checked", "unchecked"), checked, strict=True)),
            "errors": [],
            "notices": [],
        },
        "run": {"started": started, "seconds": 1.5},
    }
    manifest["summary"] |= {key: more.pop(key) for key in ("errors", "notices") if key in more}
    (folder / "manifest.json").write_text(json.dumps(manifest | more), encoding="utf-8")
    return folder


def spoiled(out: Path) -> None:
    """What may lie in a folder of audits and is not whole."""
    (out / "empty").mkdir()
    (out / "half").mkdir()
    (out / "half" / "memo.zh.html").write_text("x", encoding="utf-8")
    for name, told in (("cut", '{"contract": 1, "rep'), ("list", "[]"), ("negative", None), ("climbing", None)):
        folder = audit(out, name)
        if told is None:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            if name == "negative":
                manifest["summary"]["findings"]["critical"] = -1
            else:
                manifest["files"]["../../etc/passwd"] = "0"
            told = json.dumps(manifest)
        (folder / "manifest.json").write_text(told, encoding="utf-8")
    (audit(out, "lost", (1, 0, 0)) / "memo.en.html").unlink()
    (audit(out, "signed") / "workpapers.xlsx").write_text("filled in", encoding="utf-8")


def soup(out: Path, name: str = "index.en.html") -> BeautifulSoup:
    return BeautifulSoup((out / name).read_text(encoding="utf-8"), "html.parser")


def rows(out: Path, name: str = "index.en.html") -> dict[str, Any]:
    """Each row by the folder that it is about."""
    return {row.th.find_all("span")[-1].get_text(): row for row in soup(out, name).find_all("tr")[1:]}


# --- what it tells --------------------------------------------------------------------------------------------------


def test_a_row_tells_verdict_counts_coverage_date_and_leads_to_the_files(tmp_path: Path) -> None:
    audit(tmp_path, "a:b #1?", (3, 18, 0), title="某局<b>2023年度</b>报告", checked=(274, 48))
    paths, said = write_index(tmp_path)
    assert ([path.name for path in paths], said) == (["index.html", "index.en.html"], [])
    for name, sentence in (
        ("index.html", "报告存在重大疑点3项，一般疑点18项；在单位说明或更正之前，有关数字不宜采信。"),
        (
            "index.en.html",
            "The report has 3 major findings, 18 minor; until they are explained or corrected, "
            "the figures concerned should not be relied on.",
        ),
    ):
        (row,) = rows(tmp_path, name).values()
        cells = [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
        assert cells[:7] == ["2023", sentence, "3", "18", "0", "85% 274 / 322", "2024-07-01 00:30 UTC"]
        assert row.th.a.get_text() == "某局<b>2023年度</b>报告"
        links = [link["href"] for link in row.find_all("a")]
        assert {unquote(link).removeprefix("./a:b #1?/") for link in links} == set(FILES) - {"findings.json"}
        assert all((tmp_path / unquote(link)).is_file() for link in links)
        assert links[0].endswith("memo.zh.html" if name == "index.html" else "memo.en.html")
        assert soup(tmp_path, name).html["lang"] == ("zh-CN" if name == "index.html" else "en")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("empty", "manifest.json is missing"),
        ("half", "manifest.json is missing"),
        ("cut", "manifest.json cannot be read"),
        ("list", "manifest.json cannot be read"),
        ("negative", "manifest.json cannot be read"),
        ("climbing", "manifest.json cannot be read"),
        ("lost", "Not whole: memo.en.html missing."),
    ],
)
def test_what_is_not_whole_is_told_never_dropped(tmp_path: Path, name: str, said: str) -> None:
    spoiled(tmp_path)
    write_index(tmp_path)
    row = next(row for folder, row in rows(tmp_path).items() if folder == name)
    assert said in row.get_text()
    assert "broken" in row["class"]
    assert all((tmp_path / link["href"]).is_file() for link in row.find_all("a"))
    assert "7 folders are not whole" in soup(tmp_path).find(class_="errors").get_text()


@pytest.mark.parametrize(
    ("more", "verdict", "said"),
    [
        ({"counts": (1, 1, 1)}, "contradicted", "1 major finding,"),
        ({"counts": (0, 2, 1)}, "doubtful", "2 minor findings and 1 question"),
        ({"counts": (0, 0, 1)}, "questions", "1 question remains"),
        ({}, "agrees", "All 40 checks agree"),
        ({"not_run": 2}, "incomplete", "2 checks could not be run"),
        ({"errors": ["x", "y"]}, "incomplete", "2 things could not be asked."),
        ({"notices": ["x"]}, "agrees", "1 disposition no longer stands."),
        ({"report": "another"}, "agrees", "The audit in this folder is of another."),
        ({"run": None}, "agrees", "All 40 checks agree"),
    ],
)
def test_an_audit_in_a_word_and_a_sentence(tmp_path: Path, more: dict[str, Any], verdict: str, said: str) -> None:
    audit(tmp_path, "a", more.pop("counts", (0, 0, 0)), **more)
    write_index(tmp_path)
    (row,) = rows(tmp_path).values()
    assert verdict in row["class"]
    assert said in row.get_text()


def test_where_nothing_was_checked_it_does_not_say_that_all_agrees(tmp_path: Path) -> None:
    folder = audit(tmp_path, "a", checked=(0, 0))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["summary"]["checks"] = {"holds": 0, "fails": 0, "undetermined": 0, "not_run": 0}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert [known.verdict for known in audits(tmp_path)] == ["nothing"]


def test_papers_that_a_reviewer_filled_in_are_told_as_changed(tmp_path: Path) -> None:
    spoiled(tmp_path)
    (known,) = [known for known in audits(tmp_path) if known.name == "signed"]
    assert (known.broken, known.changed) == (False, ["workpapers.xlsx"])


def test_other_folders_are_no_audits(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "audit.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / "data" / "x").mkdir(parents=True)
    (tmp_path / "data" / "figures.csv").write_text("id", encoding="utf-8")
    (tmp_path / ".audit-1").mkdir()
    audit(tmp_path, "a")
    assert [known.name for known in audits(tmp_path)] == ["a"]


def test_the_same_folder_gives_the_same_bytes_and_another_audit_a_row_more(tmp_path: Path) -> None:
    audit(tmp_path, "b")
    write_index(tmp_path)
    before = (tmp_path / "index.html").read_bytes()
    write_index(tmp_path)
    assert (tmp_path / "index.html").read_bytes() == before
    audit(tmp_path, "a")
    write_index(tmp_path)
    assert list(rows(tmp_path)) == ["a", "b"]
    assert str(tmp_path) not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_page_that_is_not_ours_stays(tmp_path: Path) -> None:
    audit(tmp_path, "a")
    (tmp_path / "index.html").write_text("<title>our homepage</title>", encoding="utf-8")
    paths, said = write_index(tmp_path)
    assert [path.name for path in paths] == ["index.en.html"]
    assert said == [f"{tmp_path / 'index.html'}: not written by gouji, so it stays as it is; no index was written"]
    assert "our homepage" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: cannot be opened"):
        write_index(tmp_path / "nowhere")


def test_audits_that_end_at_once_are_all_in_it(tmp_path: Path) -> None:
    def one(number: int) -> None:
        audit(tmp_path, f"r{number}")
        write_index(tmp_path)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rows(tmp_path)) == 8
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


# --- in a browser ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("reports")
    audit(out, "bb", (10, 0, 5), title="乙局报告", checked=(5, 5), started="2024-07-02T00:00:00+00:00", year=2022)
    audit(out, "aa", (2, 0, 7), title="甲局报告" + "很长的名称" * 12, checked=(10, 0), year=2021)
    audit(out, "c-" + "x" * 60, (0, 0, 0), title="丙局报告", checked=(1, 9))
    audit(out, "hostile", (0, 1, 0), title="<script>alert(1)</script>\u202e", entity='"><img src=x onerror=alert(1)>')
    spoiled(out)
    write_index(out)
    return out


@pytest.fixture
def visit(browser: Any, shelf: Path) -> Iterator[Callable[..., Any]]:
    """A function that opens the index; at the end, nothing must have been fetched, and nothing said on the console."""
    opened = []

    def go(name: str = "index.en.html", width: int = 1440, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        page = context.new_page()
        heard: list[str] = []
        page.on("request", lambda request: heard.append(request.url))
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("dialog", lambda dialog: heard.append(dialog.message))
        page.goto((shelf / name).as_uri())
        opened.append((context, heard))
        return page

    yield go
    for context, heard in opened:
        context.close()
        assert [said for said in heard if not (said.startswith("file:") and said.endswith(".html"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 390, 768, 1199, 1201, 1440])
@pytest.mark.parametrize("name", ["index.html", "index.en.html"])
def test_no_page_scrolls_sideways(visit: Callable[..., Any], name: str, width: int, scheme: str) -> None:
    page = visit(name, width, color_scheme=scheme)
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (scheme == "light")


def column(page: Any, nth: int) -> list[str]:
    return page.evaluate(
        "nth => [...document.querySelectorAll('tbody tr')].map(row => row.cells[nth].dataset.sort)", nth
    )


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(
    ("heading", "nth", "first"),
    [("Year", 1, "9"), ("Major", 3, "9"), ("Questions", 5, "9"), ("Figures checked", 6, "0"), ("Conclusion", 2, "0")],
)
def test_a_heading_sorts_by_number_both_ways_and_what_is_unknown_comes_last(
    visit: Callable[..., Any], width: int, heading: str, nth: int, first: str
) -> None:
    page = visit(width=width)
    for way in (first == "9", first != "9"):
        page.get_by_role("button", name=heading).click()
        told = column(page, nth)
        known = [float(value) for value in told if value]
        assert known == sorted(known, reverse=way)
        assert told[len(known) :] == [""] * (len(told) - len(known))
        assert page.locator("th[aria-sort]").count() == 1
        assert page.locator("th[aria-sort]").get_attribute("aria-sort") == ("descending" if way else "ascending")
    assert len(told) == len(rows_of(page))


def rows_of(page: Any) -> list[str]:
    return page.locator("tbody tr th").all_inner_texts()


def test_names_sort_as_chinese_does_and_the_keyboard_sorts_too(visit: Callable[..., Any]) -> None:
    page = visit("index.html")
    page.get_by_role("button", name="报告", exact=True).focus()
    page.keyboard.press("Enter")
    told = [text[0] for text in rows_of(page) if text[0] in "甲乙丙"]
    assert told == ["丙", "甲", "乙"]  # bǐng, jiǎ, yǐ


def test_without_javascript_every_row_is_there(visit: Callable[..., Any], shelf: Path) -> None:
    page = visit(java_script_enabled=False)
    assert page.locator("tbody tr:visible").count() == len(audits(shelf)) == 12
    assert page.locator("button").count() == 0


def test_hostile_names_run_nothing(visit: Callable[..., Any]) -> None:
    page = visit()
    assert page.locator("img").count() == 0
    assert page.get_by_text("<script>alert(1)</script>⟨U+202E⟩").is_visible()


def test_the_languages_lead_to_one_another_and_a_row_to_its_memo(visit: Callable[..., Any]) -> None:
    page = visit()
    page.get_by_role("link", name="中文", exact=True).click()
    assert page.url.endswith("/index.html")
    page.get_by_role("link", name="乙局报告").click()
    assert page.url.endswith("/bb/memo.zh.html")


def test_it_prints_every_row_across_the_paper(visit: Callable[..., Any], tmp_path: Path) -> None:
    import pdfplumber

    visit("index.html").pdf(path=tmp_path / "index.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "index.pdf") as pdf:
        assert {(round(sheet.width), round(sheet.height)) for sheet in pdf.pages} == {(842, 595)}
        text = "".join(sheet.extract_text() for sheet in pdf.pages)
    assert [name for name in ("甲局报告", "丙局报告", "empty", "half", "cut") if name not in text] == []
