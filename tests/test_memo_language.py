"""The memo's languages: catalogues that are whole, and how each language writes numbers and dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from gouji.errors import InputError
from gouji.memo.language import LOCALES, codes, language, languages

SPEAKING = LOCALES.parent, LOCALES.parents[1] / "workpapers", LOCALES.parents[1] / "portfolio"
METHODS = [("templates/**.j2", "jinja2"), ("**.py", "python")]
KEYWORDS = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2), "head": None, "both": None, "sheet": None}


def messages() -> set[tuple[str, ...]]:
    """Every message that code and templates ask for; one with a plural as a pair."""
    found = [entry for folder in SPEAKING for entry in extract_from_dir(folder, METHODS, keywords=KEYWORDS)]
    return {message if isinstance(message, tuple) else (message,) for _, _, message, _, _ in found}


@pytest.mark.parametrize("path", sorted(LOCALES.glob("*/LC_MESSAGES/gouji.po")), ids=lambda path: path.parents[1].name)
def test_a_catalogue_has_every_message_and_no_other(path: Path) -> None:
    with path.open("rb") as file:
        catalog = read_po(file, abort_invalid=True)
    wanted = messages()
    assert len(wanted) > 100
    given = {entry.id if isinstance(entry.id, tuple) else (entry.id,): entry for entry in catalog if entry.id}
    assert {key for key in wanted if key not in given} == set()
    assert {key for key in given if key not in wanted} == set()
    assert [key for key, entry in given.items() if not entry.string or entry.fuzzy or list(entry.check())] == []


def test_the_languages_are_the_catalogues_with_chinese_first() -> None:
    assert codes() == ("zh", "en")


def test_a_message_differs_by_language() -> None:
    assert (language("zh").gettext("Findings"), language("en").gettext("Findings")) == ("疑点", "Findings")


@pytest.mark.parametrize(
    ("code", "n", "said"),
    [
        ("en", 1, "1 other project"),
        ("en", 2, "2 other projects"),
        ("en", 1000, "1,000 other projects"),
        ("zh", 1, "其余 1 个项目"),
        ("zh", 1000, "其余 1,000 个项目"),
    ],
)
def test_plural(code: str, n: int, said: str) -> None:
    assert language(code).ngettext("%(n)s other project", "%(n)s other projects", n) == said


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        ("5297.90", None, "5,297.90"),
        ("5297.9", 2, "5,297.90"),
        ("100714", None, "100,714"),
        ("0.06", None, "0.06"),
        ("-17.1466", None, "−17.1466"),
        ("2E+3", None, "2,000"),
        ("0", None, "0"),
        ("123456789012345678901234.5", None, "123,456,789,012,345,678,901,234.5"),
    ],
)
def test_number(value: str, places: int | None, written: str) -> None:
    assert language("zh").number(Decimal(value), places) == written
    assert language("en").number(Decimal(value), places) == written


def test_dates_and_shares() -> None:
    assert language("zh").date(date(2024, 6, 20)) == "2024年6月20日"
    assert language("en").date(date(2024, 6, 20)) == "June 20, 2024"
    assert language("en").date(None) == ""
    assert language("zh").percent(Decimal("0.694"), 1) == "69.4%"


@pytest.mark.parametrize(
    ("words", "picked"),
    [
        ({"zh": "甲", "en": "a"}, "a"),
        ({"zh": "甲", "en": ""}, "甲"),
        ({"zh": "甲"}, "甲"),
        ("plain", "plain"),
        (None, ""),
        ({}, ""),
    ],
)
def test_pick(words: object, picked: str) -> None:
    assert language("en").pick(words) == picked


def test_an_unknown_language_is_one_clear_error() -> None:
    with pytest.raises(InputError, match=r"language 'fr': expected one of zh, en"):
        language("fr")
    with pytest.raises(InputError, match="no language given"):
        languages([])


def test_a_language_named_twice_is_shown_once() -> None:
    assert [lang.code for lang in languages(["en", "zh", "en"])] == ["en", "zh"]
