"""Where a finding points: every place of words told twice, and both ends of a list that was counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from gouji.audit import check
from gouji.findings import Finding

PROMISE = "12月底前可完成10个重点村的成果质量提升"
ONCE = f"目前已完成台账编制，{PROMISE}。"
AGAIN = f"村庄规划方面，目前已完成评估报告，{PROMISE}。"
LISTED = "".join(
    f"({number}){name}项目绩效自评综述：根据年初设定的绩效目标，项目自评得分100分。"
    "项目全年预算数5万元，执行数5万元，完成预算的100%。\n"
    for number, name in enumerate(("乡村振兴", "老干开支", "征管经费", "租车费"), 1)
)


def found(folder: Path, kind: str) -> Sequence[Finding]:
    (result,) = check([folder])
    assert not result.errors
    return [finding for finding in result.findings if finding.kind == kind]


def test_the_same_promise_in_two_places_is_one_finding(make_report: Callable[..., Path]) -> None:
    dated = {"dated": date(2024, 6, 20)}
    (once,) = found(make_report(f"绩效自评报告\n{ONCE}\n", name="r", **dated), "stale_promise")
    (twice,) = found(
        make_report(f"绩效自评报告\n{ONCE}\n二、项目\n{AGAIN}\n", name="r2", **dated | {"id": "r"}), "stale_promise"
    )
    assert [quote.text for quote in twice.quotes] == [PROMISE, PROMISE]
    assert len(twice.checks) == 2
    assert (twice.condition["zh"].count("全文共2处"), once.condition["zh"].count("全文共")) == (1, 0)
    assert "in 2 places" in twice.condition["en"]
    assert twice.fingerprint == once.fingerprint  # a decision on it stays when the words are told once more


def test_a_list_that_was_counted_is_quoted_at_both_ends(make_report: Callable[..., Path]) -> None:
    text = (
        "绩效自评报告\n本部门组织对2023年一般公共预算项目支出全面开展绩效自评。"
        f"其中，专项业务费项目3个、奖补类项目2个。\n{LISTED}"
    )
    (finding,) = found(make_report(text), "count")
    quotes = [quote.text for quote in finding.quotes]
    assert "专项业务费项目3个、奖补类项目2个" in quotes[0]
    assert [quote[:7] for quote in quotes[1:]] == ["(1)乡村振兴", "(4)租车费项"]
