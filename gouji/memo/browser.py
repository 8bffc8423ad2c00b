"""The memo through a browser: printed on A4, and photographed as readers see it. Needs the system's Chromium.

Chromium writes two things into a PDF that differ from run to run: the time of printing, and numbers of nodes, counted
from whatever the process made before. The time is left out and the nodes are counted from 1, so the same memo printed by
the same Chromium is the same file.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gouji.errors import GoujiError, InputError, in_a_line

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = (1440, 768, 390)
SCHEMES = ("light", "dark")
HEIGHT = 1600  # of a picture: what a reader sees before scrolling far
SHOTS = "screenshots"
_TIME = re.compile(rb"(?<=/CreationDate \(D:)\d{14}|(?<=/ModDate \(D:)\d{14}")
_NO_TIME = b"20000101000000"
_NODE = re.compile(rb"(?<=\(node)\d{8}(?=\))")


def print_memos(folder: Path) -> list[Path]:
    """memo.<language>.pdf beside each memo.<language>.html of a folder. Raises InputError without memos or Chromium."""
    made = []
    with _browser() as browser:
        page = browser.new_page()
        for memo in _memos(folder):
            page.goto(memo.resolve().as_uri())
            page.evaluate("document.querySelectorAll('#memo details').forEach(element => { element.open = true; })")
            content = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
            made.append(memo.with_suffix(".pdf"))
            _write(made[-1], settled(content))
    return made


def settled(pdf: bytes) -> bytes:
    """A PDF of Chromium's without what differs from run to run; its length and the order of its nodes stay."""
    ranks = {node: b"%08d" % rank for rank, node in enumerate(sorted(set(_NODE.findall(pdf))), 1)}
    return _NODE.sub(lambda node: ranks[node[0]], _TIME.sub(_NO_TIME, pdf))


def photograph(folder: Path) -> list[Path]:
    """Pictures of a folder's memos in each width, light and dark: screenshots/memo.<language>.<width>.<scheme>.png."""
    made = []
    with _browser() as browser:
        for memo in _memos(folder):
            for width in WIDTHS:
                for scheme in SCHEMES:
                    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
                    page = context.new_page()
                    page.goto(memo.resolve().as_uri())
                    made.append(folder / SHOTS / f"{memo.stem}.{width}.{scheme}.png")
                    _write(made[-1], page.screenshot())
                    context.close()
    return made


def chromium() -> str:
    """The program: CHROMIUM where it is set, else the system's. Raises InputError where there is none."""
    named = os.environ.get("CHROMIUM")
    for name in [named] if named else NAMES:
        if found := shutil.which(name):
            return found
    what = f"CHROMIUM={named} is no program" if named else f"no {', '.join(NAMES)} on PATH"
    raise InputError(f"needs Chromium: {what} (on Debian: apt-get install chromium, or set CHROMIUM)")


@contextmanager
def _browser() -> Iterator[Any]:
    program = chromium()
    try:
        from playwright.sync_api import Error, sync_playwright
    except ModuleNotFoundError:
        raise InputError("needs the package playwright: pip install playwright") from None
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        except Error as error:
            raise InputError(f"{program} did not start: {str(error).splitlines()[0]}") from None
        yield browser
        browser.close()


def _memos(folder: Path) -> list[Path]:
    found = sorted(folder.glob("memo.*.html"), key=lambda path: (not path.name.startswith("memo.zh"), path.name))
    if not found:
        raise InputError(f"{folder}: no memo.*.html there; run `gouji audit` first")
    return found


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from None


def main(arguments: list[str]) -> int:
    """`python -m gouji.memo.browser FOLDER`: the pictures of a folder's memos."""
    try:
        for path in photograph(Path(arguments[0])):
            print(path)  # noqa: T201 - what a make target prints
    except GoujiError as error:
        print(f"gouji: {in_a_line(error)}", file=sys.stderr)  # noqa: T201
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
