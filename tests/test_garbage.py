"""What a report leaves behind in memory: nothing in cycles, and nothing of those judged before it."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from gouji import analytics, audit, figures, relations, tables
from gouji.document import load
from gouji.relations.common.reading import read

TEXT = """某县某局2023年部门整体支出绩效自评报告
一、基本情况
2023年收入合计1200万元，其中财政拨款1000万元、其他收入200万元。支出1140万元，执行率95%。
二、自评得分
自评总分96分，其中：投入20分得19分，过程30分得29分，产出50分得48分。培训3期，每期40人，共培训120人次。
"""


def test_a_report_leaves_nothing_in_cycles() -> None:
    def once() -> None:
        document = load(TEXT.encode())
        found = figures.find(document)
        reading = read(document, found)
        assert len(relations.propose(document, found, reading).rows) > 3
        made = [table(document, found, reading) for table in (tables.headline, tables.projects, tables.progress)]
        analytics.ask(document, found, *made, reading)

    once()
    gc.collect()
    with audit.put_off():
        once()
        assert gc.collect() == 0


def test_what_was_judged_is_let_go_before_the_next_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        (tmp_path / f"report{number}.txt").write_text(TEXT, encoding="utf-8")
    alive: list[weakref.ref] = []
    most = 0

    def examined(*given: object) -> audit.Examined:
        nonlocal most
        most = max(most, sum(known() is not None for known in alive))
        made = examine(*given)
        alive.append(weakref.ref(made.document))
        return made

    examine = audit.examine
    monkeypatch.setattr(audit, "TOGETHER", 4)
    monkeypatch.setattr(audit, "examine", examined)
    results = [len(result.checks) for result in audit.each_checked([tmp_path])]
    assert len(set(results)) == 1
    assert results[0] > 3
    assert len(alive) == 8
    assert most <= 4  # three of its batch, and the last one that was handed out
