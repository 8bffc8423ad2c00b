"""How long a memo takes to load: `python -m benchmarks.load MEMO.html`, in Chromium, each time started anew."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from gouji.memo.browser import chromium

STARTS = 7
TIMES = """() => new Promise(done => requestAnimationFrame(() => setTimeout(() => {
    const [page] = performance.getEntriesByType("navigation");
    const [shown] = performance.getEntriesByName("first-contentful-paint");
    done([shown ? shown.startTime : 0, page.loadEventEnd]);
})))"""


def times(memo: Path) -> tuple[float, float]:
    """Milliseconds until the first contents are shown, and until the load event, of one fresh start."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(memo.resolve().as_uri(), wait_until="load")
        shown, loaded = page.evaluate(TIMES)
        browser.close()
    return shown, loaded


if __name__ == "__main__":
    path = Path(sys.argv[1])
    found = [times(path) for _ in range(STARTS)]
    for name, values in zip(("shown", "loaded"), zip(*found, strict=True), strict=True):
        print(f"{name:7} median {median(values):6.0f} ms, least {min(values):6.0f} ms")  # noqa: T201
    print(f"size    {path.stat().st_size:6} bytes")  # noqa: T201
