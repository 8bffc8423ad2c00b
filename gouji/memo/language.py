"""The languages of the memo: gettext catalogues through Babel, compiled in memory at first use.

A language is a folder `locale/<locale>/LC_MESSAGES/gouji.po`; its code is the locale's language ("zh" for zh_CN).
A new folder is a new language, without a line of code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal, format_percent
from babel.support import Translations

from gouji.errors import InputError

DOMAIN = "gouji"
LOCALES = Path(__file__).parent / "locale"


@dataclass(frozen=True)
class Language:
    """One language of the memo: its words, and how it writes numbers, dates and lists."""

    code: str
    locale: Locale
    translations: Translations

    def __reduce__(self) -> tuple:
        return language, (self.code,)

    @property
    def tag(self) -> str:
        """The BCP 47 tag for HTML's `lang`: zh-CN, en."""
        return "-".join(part for part in (self.locale.language, self.locale.territory) if part)

    def gettext(self, message: str, **values: object) -> str:
        """The message in this language, with `%(name)s` filled in."""
        text = self.translations.gettext(message)
        return text % values if values else text

    def ngettext(self, one: str, many: str, n: int, **values: object) -> str:
        """The message in the plural form that `n` asks for, with `%(n)s` and `%(name)s` filled in."""
        return self.translations.ngettext(one, many, n) % {"n": self.number(n), **values}

    def pick(self, words: Mapping[str, Any] | str | None) -> str:
        """This language's text of {"zh": ..., "en": ...}; a plain string is one text for all; none is ""."""
        if words is None or isinstance(words, str):
            return words or ""
        return str(words.get(self.code) or next((text for text in words.values() if text), ""))

    def number(self, value: Decimal | int, places: int | None = None) -> str:
        """The number with the locale's thousands marks and its own decimals, or with `places` of them."""
        value = Decimal(value)
        own = max(0, -int(value.as_tuple().exponent)) if value.is_finite() else 0
        decimals = own if places is None else places
        return _decimal(value, "#,##0" + ("." + "0" * decimals if decimals else ""), self.locale)

    def percent(self, share: Decimal, places: int = 0) -> str:
        """A share of one as a percentage."""
        return format_percent(share, "#,##0" + ("." + "0" * places if places else "") + "%", locale=self.locale)

    def date(self, day: date | None) -> str:
        return format_date(day, "long", locale=self.locale) if day else ""

    def listed(self, items: Iterable[str]) -> str:
        """Items in a row, with the language's own comma."""
        return self.gettext(", ").join(items)


@lru_cache(maxsize=4096)
def _decimal(value: Decimal, pattern: str, locale: Locale) -> str:
    """A memo tells each of its numbers several times over."""
    return format_decimal(value, pattern, locale=locale).replace("-", "\N{MINUS SIGN}")


@cache
def codes() -> tuple[str, ...]:
    """The languages that have a catalogue; Chinese, the reports' own, first."""
    found = sorted(path.parents[1].name.split("_")[0] for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return tuple(sorted(found, key=lambda code: code != "zh"))


@cache
def language(code: str) -> Language:
    """The language of a code. Raises InputError where there is no catalogue of it, or a broken one."""
    for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"):
        locale = Locale.parse(path.parents[1].name)
        if locale.language == code:
            return Language(code, locale, _compiled(path, locale))
    raise InputError(f"language {code!r}: expected one of {', '.join(codes())}")


def languages(names: Iterable[str]) -> tuple[Language, ...]:
    """The languages of several codes, each once, in their order. Raises InputError for an unknown one or for none."""
    chosen = tuple(language(name.strip()) for name in dict.fromkeys(names))
    if not chosen:
        raise InputError(f"no language given: expected one or more of {', '.join(codes())}")
    return chosen


def _compiled(path: Path, locale: Locale) -> Translations:
    try:
        with path.open("rb") as file:
            catalog = read_po(file, locale=locale, domain=DOMAIN, abort_invalid=True)
    except PoFileError as error:
        raise InputError(f"{path.name} of {locale}: {error}") from error
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)
