"""The templates' surroundings: escaping, the language's words, and the names of what is shown."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gouji.memo import words
from gouji.memo.assets import TEMPLATES
from gouji.memo.language import Language
from gouji.memo.source import visible


@cache
def environment(lang: Language, **more: Any) -> Environment:
    """Where the templates are rendered in a language; `more` are names that all of them see."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(lang.translations.gettext, lang.translations.ngettext, newstyle=True)
    made.filters["visible"] = lambda text: visible(str(text))
    made.globals.update({name: value for name, value in vars(words).items() if name.isupper()}, **more)
    return made
