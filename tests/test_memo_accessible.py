"""The memo held against every rule of axe-core, in both languages, light and dark: none is broken, none undecided.

All rules run, those off by default too (contrast of 7:1, size of what is clicked). Three things keep that quick on a page
of thousands of links, where axe's own way takes ten megabytes to tell what is right: only what is wrong is told, no
element is handed over, and in the dark only the rules on colours run again, for nothing else differs there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import memo_real
import memo_sample
import pytest
from test_memo import hostile, notebook

from gouji.memo.render import memo

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
# What only a person can judge, and what the page does not have to hold: it is folded and unfolded here.
JUDGED = {"hidden-content"}
RUN = """async tags => {
    const rules = axe.getRules(tags).map(rule => rule.ruleId);
    const told = await axe.run(document, {runOnly: rules, resultTypes: ["violations"], elementRef: false});
    const brief = kind => told[kind].map(rule => [rule.id, rule.nodes.map(node => node.html.slice(0, 160))]);
    return {rules: rules.length, broken: brief("violations"), undecided: brief("incomplete")};
}"""
UNFOLD = "document.querySelectorAll('details').forEach(element => { element.open = true; })"
# The shade at a table's edge says that it scrolls. It has no text on it, but axe cannot know, and would decide no contrast.
PLAIN = ".scroll { background: none !important; }"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder for each made-up paper with its memo in both languages."""
    made = {}
    for name, paper in (("sample", memo_sample.paper()), ("hostile", hostile())):
        made[name] = tmp_path_factory.mktemp(name)
        nb = notebook(paper)
        for code in ("zh", "en"):
            (made[name] / f"memo.{code}.html").write_text(memo(nb, code, ["zh", "en"]), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, longshan: Path) -> Path:
    return memo_real.pages(longshan, tmp_path_factory.mktemp("real"))


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page into which axe may be put: the memo's own policy lets no script in but its own."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def opened(page: Any, path: Path, width: int = 1440) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())
    page.add_style_tag(content=PLAIN)
    page.evaluate(UNFOLD)
    page.evaluate(AXE.read_text(encoding="utf-8"))


def held(page: Any, covered: bool = False) -> None:
    """No rule is broken, and none is left undecided, unless something `covered` hides a text from axe's sight."""
    judged = JUDGED | {"color-contrast", "color-contrast-enhanced"} if covered else JUDGED
    for scheme, tags, least in (("light", [], 100), ("dark", ["cat.color"], 3)):
        page.emulate_media(color_scheme=scheme)
        told = page.evaluate(RUN, tags)
        assert told["rules"] >= least
        assert told["broken"] == [], scheme
        assert [rule for rule in told["undecided"] if rule[0] not in judged] == [], scheme


@pytest.mark.parametrize(("paper", "width"), [("sample", 390), ("sample", 1440), ("hostile", 1440)])
@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_memo_breaks_no_rule(folders: dict[str, Path], page: Any, paper: str, width: int, code: str) -> None:
    opened(page, folders[paper] / f"memo.{code}.html", width)
    held(page, covered=width < 600)  # on a phone a table's end lies outside its frame


def test_a_figures_checks_on_the_spot_break_no_rule(folders: dict[str, Path], page: Any) -> None:
    opened(page, folders["sample"] / "memo.zh.html")
    page.locator("#F009").click()
    assert page.locator("#popup button").inner_text() == "关闭"
    held(page, covered=True)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_memo_of_the_real_report_breaks_no_rule(real: Path, page: Any, code: str) -> None:
    opened(page, real / f"memo.{code}.html")
    held(page)


def test_axe_would_tell(folders: dict[str, Path], page: Any) -> None:
    """With text in grey on white, a picture without words and a tiny button, three rules are broken: the test can fail."""
    opened(page, folders["sample"] / "memo.zh.html")
    page.evaluate(
        """document.querySelector('#memo').insertAdjacentHTML('beforeend',
        '<p style="color:#aaa">灰色文字</p><img src="data:,"><button style="width:9px;height:9px;padding:0" aria-label="小"></button>'
        + '<button style="width:9px;height:9px;padding:0" aria-label="小"></button>')"""
    )
    told = page.evaluate(RUN, [])
    assert {"color-contrast", "image-alt", "target-size"} <= {rule for rule, _ in told["broken"]}
