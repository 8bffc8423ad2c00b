"""The memo as printed by `gouji pdf`, and as photographed."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import memo_sample
import pdfplumber
import pytest
from PIL import Image
from test_memo import notebook
from typer.testing import CliRunner

from gouji.cli import app
from gouji.memo import browser
from gouji.memo.render import memo

MARGIN = 18 * 72 / 25.4  # points


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Path:
    """Where `gouji audit` would have put the sample's memo, with many more projects than a page holds, printed."""
    made = tmp_path_factory.mktemp("reports") / "sample"
    made.mkdir()
    own = memo_sample.tables()
    row = own["projects"].iloc[0]
    own["projects"] = own["projects"].iloc[[0] * 90].assign(number=[str(place) for place in range(1, 91)])
    assert row["name"] == "耕地保护"
    nb = notebook(memo_sample.paper(tables=own))
    for code in ("zh", "en"):
        (made / f"memo.{code}.html").write_text(memo(nb, code, ["zh", "en"]), encoding="utf-8")
    assert through("print_memos", made) == ["memo.zh.pdf", "memo.en.pdf"]
    return made


def through(function: str, folder: Path) -> list[str]:
    """What gouji.memo.browser writes. In a process of its own: Playwright allows one browser of its kind in each."""
    code = (
        f"import sys, pathlib, gouji.memo.browser as b\nfor p in b.{function}(pathlib.Path(sys.argv[1])): print(p.name)"
    )
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
    return done.stdout.split()


def said(sheet: Any) -> str:
    """A page's text. Where a font draws 目 and the radical ⽬ alike, Chromium writes the radical; NFKC undoes that."""
    return unicodedata.normalize("NFKC", sheet.extract_text())


@pytest.fixture(scope="module", params=["zh", "en"])
def sheets(request: pytest.FixtureRequest, folder: Path) -> Any:
    with pdfplumber.open(folder / f"memo.{request.param}.pdf") as pdf:
        yield pdf.pages


def test_every_page_is_a4_and_tells_its_number(sheets: Any) -> None:
    assert len(sheets) > 5
    for number, sheet in enumerate(sheets, 1):
        assert (round(sheet.width), round(sheet.height)) == (595, 842)
        assert (
            f"{number} / {len(sheets)}"
            in sheet.crop((0, sheet.height - MARGIN, sheet.width, sheet.height)).extract_text()
        )


def test_nothing_is_cut_off_at_the_edges(sheets: Any) -> None:
    for sheet in sheets:
        for word in sheet.extract_words():
            assert word["x0"] >= MARGIN - 1
            assert word["x1"] <= sheet.width - MARGIN + 1, word["text"]


def test_a_table_over_several_pages_keeps_its_rows_whole_and_its_head(sheets: Any) -> None:
    """Each project is one line: its number, name and rate stand on one page, under the head."""
    found = []
    for sheet in sheets:
        text = said(sheet)
        rows = re.findall(r"^(\d+) 耕地保护 100 80\.01 80\.01 100$", text, re.MULTILINE)
        if rows:
            assert re.search(r"序号 项目|No\. Project", text)
        found += rows
    assert found == [str(number) for number in range(1, 91)]


def test_what_is_folded_on_the_screen_is_printed_and_the_signatures_stand_together(sheets: Any) -> None:
    texts = [said(sheet) for sheet in sheets]
    assert any("R001" in text for text in texts)  # inside a folded group
    assert any("F014" in text for text in texts)  # inside the folded register
    signed = [text for text in texts if re.search("编制|Prepared by", text) and re.search("复核|Reviewed by", text)]
    assert len(signed) == 1
    assert re.search("日期|Date", signed[0].partition("签署" if "签署" in signed[0] else "Sign-off")[2])


def test_the_same_memo_prints_to_the_same_bytes(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
    through("print_memos", folder)
    assert {path.name: path.read_bytes() for path in folder.glob("*.pdf")} == before
    assert b"/CreationDate (D:20000101000000" in before["memo.zh.pdf"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"/ID (node00001035) /H [(node00001035) (node00001040)]", b"/ID (node00001036) /H [(node00001036) (node00001041)]"),
        (b"/CreationDate (D:20240101120000+00'00')", b"/CreationDate (D:20250607080910+00'00')"),
    ],
)
def test_what_differs_from_run_to_run_is_settled(one: bytes, other: bytes) -> None:
    assert browser.settled(one) == browser.settled(other)
    assert len(browser.settled(one)) == len(one)


def test_different_nodes_stay_different() -> None:
    assert browser.settled(b"(node00000007) (node00000003) (node00000007)") == b"(node00000002) (node00000001) (node00000002)"


def test_pictures_in_every_width_and_scheme(folder: Path) -> None:
    made = through("photograph", folder)
    assert len(set(made)) == 12
    for name in made:
        _, _, width, scheme, _ = name.split(".")
        wide = int(width)
        with Image.open(folder / browser.SHOTS / name) as picture:
            assert picture.width == wide
            assert (picture.convert("L").getpixel((wide - 1, 0)) > 128) == (scheme == "light")


@pytest.mark.parametrize(
    ("set_to", "told"), [("/nowhere/chromium", "CHROMIUM=/nowhere/chromium is no program"), ("", "on PATH")]
)
def test_without_a_browser_it_is_one_line_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, set_to: str, told: str
) -> None:
    (tmp_path / "r.txt").write_text("预算100万元。", encoding="utf-8")
    monkeypatch.setenv("CHROMIUM", set_to)
    monkeypatch.setenv("PATH", "")
    result = CliRunner().invoke(app, ["pdf", str(tmp_path / "r.txt"), "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("gouji: needs Chromium: ")
    assert told in result.stderr


def test_without_a_memo_it_says_what_to_run(tmp_path: Path, chromium: str) -> None:
    (tmp_path / "r.txt").write_text("预算100万元。", encoding="utf-8")
    command = [sys.executable, "-m", "gouji", "pdf", tmp_path / "r.txt", "--out", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "run `gouji audit` first" in done.stderr
