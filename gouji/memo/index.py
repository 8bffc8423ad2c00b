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

from gouji.files import locked
from gouji.memo import causes
from gouji.memo.assets import asset
from gouji.memo.language import Language, codes, language
from gouji.memo.shelf import ORDER, Audit, audits
from gouji.memo.templating import environment
from gouji.outcome import verdict_of
from gouji.storage import Disk, Place, open_place

GENERATOR = '<meta name="generator" content="gouji">'
LISTED = 5000
HASHED = 500  # audits whose files are read to see whether they changed; some megabytes each
HEAD = 4000  # characters in which a page of ours tells whose it is


def write_index(out: Path | str) -> tuple[list[Path | str], list[str]]:
    """Write the index of a folder, or of a place on a store, in every language; the paths, and what is to be said.

    A page of that name that is not ours stays as it is, and that is said. More than LISTED audits are too many for a page.
    Files are held against their manifests where they are few enough and on a disk. Raises InputError where the place cannot
    be read or written.
    """
    place = open_place(out)
    if not isinstance(place, Disk):
        return _written(place)
    with locked(place.path):  # two audits that end at once must both be in it
        return _written(place)


def _written(place: Place) -> tuple[list[Path | str], list[str]]:
    folders = len(place.folders())
    if folders > LISTED:
        return [], [f"{place.where}: {folders} folders are too many for one page, so no index was written; "
                    "`gouji ledger` answers questions about them"]
    hashed = isinstance(place, Disk) and folders <= HASHED
    rows = audits(place, hashed)
    there = place.names("")
    names = {page_name(code): language(code) for code in codes()}
    foreign = [name for name in names if not _ours(place.read(name))]
    pages = {name: page(rows, lang, hashed, portfolio=f"portfolio.{lang.code}.html" in there).encode()
             for name, lang in names.items() if name not in foreign}
    place.put("", pages)
    return [place.path / name if isinstance(place, Disk) else place.shown(name) for name in pages], [
        f"{place.shown(name)}: not written by gouji, so it stays as it is; no index was written" for name in foreign
    ]


def page_name(code: str) -> str:
    return "index.html" if code == codes()[0] else f"index.{code}.html"


def page(rows: list[Audit], lang: Language, hashed: bool = True, *, portfolio: bool = False) -> str:
    """The index in one language as HTML: self-contained, and whole without its script.

    `hashed`: whether the files were held against their manifests; `portfolio`: one in that language lies beside it.
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
            hashed=hashed,
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
        "cause": causes.told(audit.failure.cause, lang) if audit.failure else "",
        # "./" and quoted: a report's name may hold a colon, a hash or a question mark
        "place": f"./{quote(audit.name)}/",
    }


def _ours(content: bytes | None) -> bool:
    """Whether a page may be written in its stead: there is none, an empty one, or one of ours."""
    return not content or GENERATOR.encode() in content[:HEAD]
