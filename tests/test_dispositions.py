"""Decisions on findings: read strictly, expired or idle ones said."""

from __future__ import annotations

from datetime import date

import pytest

from gouji.dispositions import Disposition, load_dispositions, notices
from gouji.errors import ReportError

TODAY = date(2024, 7, 1)
ONE = """\
- fingerprint: g0123456789ab
  status: explained
  reason: 决算报表已核对
  who: 张三
  when: 2024-06-25
  until: 2024-12-31
"""


def read(tmp_path, text: str) -> list[Disposition]:
    (tmp_path / "dispositions.yaml").write_text(text, encoding="utf-8")
    return load_dispositions(tmp_path)


def test_a_decision_is_read_and_shown(tmp_path):
    (decision,) = read(tmp_path, ONE)
    assert decision.as_dict(TODAY) == {
        "status": "explained",
        "reason": "决算报表已核对",
        "who": "张三",
        "when": "2024-06-25",
        "until": "2024-12-31",
        "expired": False,
    }


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n"])
def test_no_decisions(tmp_path, text):
    assert load_dispositions(tmp_path) == []
    assert read(tmp_path, text) == []


@pytest.mark.parametrize(
    ("status", "until", "closes"),
    [
        ("explained", None, True),
        ("rejected", None, True),
        ("confirmed", None, False),
        ("corrected", None, False),
        ("explained", date(2024, 7, 1), True),  # on its last day it stands
        ("explained", date(2024, 6, 30), False),
    ],
)
def test_what_closes_a_finding(status, until, closes):
    decision = Disposition(
        fingerprint="g0123456789ab", status=status, reason="r", who="w", when=date(2024, 1, 1), until=until
    )
    assert decision.closes(TODAY) is closes


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            ONE.replace("reason", "raeson"),
            r"disposition 1 \(g0123456789ab\): (unknown key 'raeson'; did you mean 'reason'|reason: Field)",
        ),
        (
            ONE.replace("explained", "explaned"),
            "status: Input should be 'confirmed', 'explained', 'corrected' or 'rejected'",
        ),
        (ONE.replace("g0123456789ab", "0123456789ab"), "fingerprint: String should match"),
        (ONE.replace("g0123456789ab", "12"), "fingerprint: Input should be a valid string"),
        (ONE.replace("2024-06-25", "soon"), "when: Input should be a valid date"),
        (ONE.replace("2024-12-31", "2024-01-01"), "until 2024-01-01 lies before when 2024-06-25"),
        (ONE.replace("张三", '""'), "who: String should have at least 1 character"),
        (ONE + ONE, "finding g0123456789ab has two dispositions"),
        (ONE + "  status: rejected\n", "key 'status' is given twice"),
        ("fingerprint: g0123456789ab\n", "should be a list of dispositions"),
        ("- [\n", "not proper YAML"),
        ("- !!python/object:os.system {}\n", "not proper YAML"),
        ("- just text\n", r"disposition 1 \(\?\)"),
    ],
)
def test_a_mistake_is_one_line(tmp_path, text, line):
    with pytest.raises(ReportError, match=line) as caught:
        read(tmp_path, text)
    assert "dispositions.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_text(tmp_path):
    (tmp_path / "dispositions.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReportError, match="cannot be read"):
        load_dispositions(tmp_path)


def test_expired_and_idle_decisions_are_said(tmp_path):
    decisions = read(
        tmp_path, ONE + ONE.replace("g0123456789ab", "gffffffffffff") + ONE.replace("g0123456789ab", "gaaaaaaaaaaaa-2")
    )
    assert notices(decisions, ["g0123456789ab", "gffffffffffff", "gaaaaaaaaaaaa-2"], TODAY) == []
    found = notices(decisions, ["g0123456789ab", "gaaaaaaaaaaaa-2"], date(2025, 1, 1))
    assert [(notice.code, notice.fingerprint) for notice in found] == [
        ("expired", "g0123456789ab"),
        ("unmatched", "gffffffffffff"),
        ("expired", "gaaaaaaaaaaaa-2"),
    ]
    assert "到期" in found[0].text["zh"]
    assert "fits no finding" in found[1].text["en"]
