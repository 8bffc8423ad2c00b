"""The executed audit notebook as one self-contained HTML memo: nbconvert with our own template, offline.

The notebook holds every section in every language asked for; a memo keeps one language and no code. Nothing in it is
fetched from anywhere, and nothing depends on when or where the notebook ran.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from nbconvert.exporters import TemplateExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets import List, Unicode, default

from gouji.errors import NotebookError
from gouji.memo.assets import TEMPLATES, asset
from gouji.memo.language import language
from gouji.patterns import compiled

HEADING = re.compile(r'<h([23]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)


class OneLanguage(Preprocessor):
    """Keeps of each cell the displays of one language, and drops code, style sheets and everything else."""

    lang = Unicode(help="code of the language to keep").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        kept = []
        for cell in nb.cells:
            cell.outputs = [output for output in cell.get("outputs", ()) if language_of(output) == self.lang]
            if cell.outputs:
                kept.append(cell)
        nb.cells = kept
        return nb, resources


class MemoExporter(TemplateExporter):
    """nbconvert's exporter of the memo (`--to gouji.memo.render.MemoExporter`), in the language `lang`.

    Raises NotebookError where the notebook shows nothing in that language.
    """

    export_from_notebook = "Audit memo (HTML)"
    output_mimetype = "text/html"
    lang = Unicode("zh", help="language of the memo: zh or en").tag(config=True)
    beside = List(Unicode(), help="languages of the memos that will lie beside this one").tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return TEMPLATES.name

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES.parent)]

    @default("default_preprocessors")
    def _default_preprocessors_default(self) -> list[Any]:
        return []  # none of nbconvert's own does anything here, but the notebook would be validated after each

    def _init_preprocessors(self) -> None:
        super()._init_preprocessors()
        self.register_preprocessor(OneLanguage(lang=self.lang), enabled=True)

    def _create_environment(self) -> Environment:
        environment = super()._create_environment()
        environment.autoescape = True
        environment.add_extension("jinja2.ext.i18n")
        translations = language(self.lang).translations
        environment.install_gettext_callables(translations.gettext, translations.ngettext, newstyle=True)
        return environment

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        sections = list(displays(nb, self.lang))
        if not sections:
            raise NotebookError(
                f"the notebook shows no memo in language {self.lang!r}: was it run with lang={self.lang}?"
            )
        lang = language(self.lang)
        script = asset("memo.js")
        resources = {
            **(resources or {}),
            "lang": lang,
            "beside": [language(code) for code in self.beside if code != self.lang],
            "title": title_of(sections),
            "contents": contents(sections),
            "css": Markup(asset("memo.css")),
            "js": Markup(script),
            "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        }
        return super().from_notebook_node(nb, resources, **kw)


@dataclass(frozen=True)
class Entry:
    """One line of the table of contents: level 2 or 3, anchor, words."""

    level: int
    anchor: str
    text: str


def memo(nb: NotebookNode, code: str, beside: Sequence[str] = ()) -> str:
    """The memo in one language as HTML; `beside` are the languages of the memos in the same folder."""
    html, _ = _exporter(code, tuple(beside)).from_notebook_node(nb)
    return html


@lru_cache(maxsize=16)
def _exporter(code: str, beside: tuple[str, ...]) -> MemoExporter:
    """An exporter for many memos: it keeps its template, which takes longer to compile than to fill."""
    return MemoExporter(lang=code, beside=list(beside))


def displays(nb: NotebookNode, code: str) -> Iterator[str]:
    """The HTML of the notebook's displays in one language, in order."""
    for cell in nb.cells:
        for output in cell.get("outputs", ()):
            if language_of(output) == code:
                yield output["data"]["text/html"]


def language_of(output: Mapping[str, Any]) -> str | None:
    """The language that a display was tagged with; None for whatever is no part of the memo."""
    return output.get("metadata", {}).get("gouji", {}).get("lang") if "data" in output else None


def contents(sections: Sequence[str]) -> list[Entry]:
    """The table of contents: every heading that has an anchor."""
    return [
        Entry(int(level), anchor, compiled(r"^(\d+) ").sub(r"\1. ", Markup(text).striptags()))
        for section in sections
        for level, anchor, text in HEADING.findall(section)
    ]


def title_of(sections: Sequence[str]) -> str:
    """The words of the first heading."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", "".join(sections), re.DOTALL)
    return Markup(found.group(1)).striptags() if found else ""
