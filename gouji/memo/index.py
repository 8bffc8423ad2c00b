"""The index of a folder of audits: index.html in Chinese, and beside it one page in each other language.

It is made anew from what lies in the folder, at the end of every audit, so it never tells of what is not there.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from gouji.errors import InputError
from gouji.files import locked, write_files
from gouji.memo.assets import asset
from gouji.memo.language import Language, codes, language
from gouji.memo.shelf import ORDER, Audit, audits
from gouji.memo.templating import environment
from gouji.outcome import verdict_of

GENERATOR = '<meta name="generator" content="gouji">'
HEAD = 4000  # characters in which a page of ours tells whose it is


def write_index(out: Path) -> tuple[list[Path], list[str]]:
    """Write the index of a folder in every language; the paths, and what is to be said.

    A page of that name that is not ours stays as it is, and that is said. Raises InputError where the folder cannot be
    read or written.
    """
    with locked(out):  # two audits that end at once must both be in it
        try:
            rows = audits(out)
            names = {page_name(code): language(code) for code in codes()}
            foreign = [name for name in names if not _ours(out / name)]
        except OSError as error:
            raise InputError(f"{out}: cannot be read ({error.strerror})") from None
        there = {lang: (out / f"portfolio.{lang.code}.html").is_file() for lang in names.values()}
        pages = {name: page(rows, lang, portfolio=there[lang]) for name, lang in names.items() if name not in foreign}
        written = write_files(out, pages)
    return written, [
        f"{out / name}: not written by gouji, so it stays as it is; no index was written" for name in foreign
    ]


def page_name(code: str) -> str:
    return "index.html" if code == codes()[0] else f"index.{code}.html"


def page(rows: list[Audit], lang: Language, *, portfolio: bool = False) -> str:
    """The index in one language as HTML: self-contained, and whole without its script.

    `portfolio`: one in that language lies beside it.
    """
    script = asset("reports.js")
    return (
        environment(lang)
        .get_template("reports.html.j2")
        .render(
            lang=lang,
            beside=[(page_name(code), language(code)) for code in codes() if code != lang.code],
            rows=[_row(audit, lang) for audit in rows],
            whole=sum(audit.manifest is not None for audit in rows),
            broken=sum(audit.broken for audit in rows),
            portfolio=f"portfolio.{lang.code}.html" if portfolio else "",
            generator=Markup(GENERATOR),
            css=Markup(asset("memo.css") + asset("reports.css")),
            js=Markup(script),
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )
    )


def _row(audit: Audit, lang: Language) -> dict[str, Any]:
    """What the page shows of an audit; a number that is not known is None."""
    told = audit.manifest.summary if audit.manifest else None
    started = audit.manifest.run.started.astimezone(UTC) if audit.manifest and audit.manifest.run else None
    all_figures = told.figures.checked + told.figures.unchecked if told else 0
    share = Decimal(told.figures.checked) / all_figures if told and all_figures else None
    memos = [
        (language(code), [name for name in (f"memo.{code}.html", f"memo.{code}.docx") if name in audit.there])
        for code in audit.languages
        if code in codes()
    ]
    own = sorted((lang.code != known.code, name) for known, names in memos for name in names if name.endswith("html"))
    return {
        "audit": audit,
        "title": (told.title if told else None) or audit.name,
        "about": audit.manifest.entity if audit.manifest else None,
        "year": audit.manifest.year if audit.manifest else None,
        "gravity": ORDER.index(audit.verdict),
        "sentence": lang.pick(verdict_of(told.findings.model_dump(), told.checks.model_dump())) if told else "",
        "findings": told.findings.model_dump() if told else {},
        "figures": (told.figures.checked, all_figures) if told else None,
        "share": share,
        "started": started,
        "memos": memos,
        "memo": own[0][1] if own else None,
        "notices": told.notices if told else [],
        "errors": told.errors if told else [],
        # "./" and quoted: a report's name may hold a colon, a hash or a question mark
        "place": f"./{quote(audit.name)}/",
    }


def _ours(path: Path) -> bool:
    """Whether a page may be written there: there is none, an empty one, or one of ours."""
    if not path.exists():
        return True
    head = path.read_bytes()[:HEAD]
    return not head or GENERATOR.encode() in head
