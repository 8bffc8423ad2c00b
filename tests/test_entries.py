"""A list in YAML changed as text: what was there stays, character by character."""

from __future__ import annotations

import pytest
import yaml

from gouji.entries import with_entry

NEW = {"a": "新", "b": "x: y # z"}
LINES = "- a: 新\n  b: 'x: y # z'\n"


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("", LINES),
        ("# nothing yet\n", "# nothing yet\n" + LINES),
        ("# no line end", "# no line end\n" + LINES),
        ("---\n", "---\n" + LINES),
        ("[]\n", "\n" + LINES),
        ("# none\n[]  # yet\n", "# none\n  # yet\n" + LINES),
        ("- a: 1  # why\n\n# at the end\n", "- a: 1  # why\n\n# at the end\n" + LINES),
        ("- {a: 1}\n-   a:   '2'", "- {a: 1}\n-   a:   '2'\n" + LINES),
        ("  - a: 1\n", "  - a: 1\n  - a: 新\n    b: 'x: y # z'\n"),
        ("- a: 1\r\n", "- a: 1\r\n" + LINES.replace("\n", "\r\n")),
        ("\ufeff- a: |\n    two\n    lines\n", "\ufeff- a: |\n    two\n    lines\n" + LINES),
    ],
)
def test_an_entry_is_added_at_the_end(text: str, changed: str) -> None:
    assert with_entry(text, NEW) == changed
    assert yaml.safe_load(changed) == [*(yaml.safe_load(text) or []), NEW]


@pytest.mark.parametrize(
    ("text", "place", "changed"),
    [
        ("- a: 1\n- a: 2\n", 0, "# why\n# - a: 1\n" + LINES + "- a: 2\n"),
        ("- a: 1\n- a: 2\n", 1, "- a: 1\n# why\n# - a: 2\n" + LINES),
        ("- a: 1\n- a: 2", 1, "- a: 1\n# why\n# - a: 2\n" + LINES.rstrip("\n")),
        (
            "- a: 1 # one\n  # in\n  b: 2 # two\n# below\n",
            0,
            "# why\n# - a: 1 # one\n#   # in\n#   b: 2 # two\n" + LINES + "# below\n",
        ),
        (
            "- a: |\n    x\n\n    y\n\n# below\n- a: 2\n",
            0,
            "# why\n# - a: |\n#     x\n#\n#     y\n" + LINES + "\n# below\n- a: 2\n",
        ),
        ("- {a: 1,\n   b: 2}  # both\n", 0, "# why\n# - {a: 1,\n#    b: 2}  # both\n" + LINES),
        ("-\n  a: 1\r\n", 0, "# why\r\n# -\r\n#   a: 1\r\n" + LINES.replace("\n", "\r\n")),
        ("  - a: 1\n", 0, "  # why\n  # - a: 1\n  - a: 新\n    b: 'x: y # z'\n"),
    ],
)
def test_an_entry_takes_another_s_place_and_the_other_stays_as_a_comment(text: str, place: int, changed: str) -> None:
    assert with_entry(text, NEW, place, "why") == changed
    told = yaml.safe_load(text)
    told[place] = NEW
    assert yaml.safe_load(changed) == told


@pytest.mark.parametrize(
    ("text", "place"), [("[{a: 1}]\n", None), ("a: 1\n", None), ("~\n", None), ("- a: [1]\n  b:\n  - 2\n", 0)]
)
def test_what_is_no_list_of_lines_is_left_alone(text: str, place: int | None) -> None:
    assert with_entry(text, NEW, place) is None
