"""Ledgers made on the spot for tests of the portfolio: departments over three years, some put right, some failed."""

from __future__ import annotations

from gouji.ledger import Entry, record
from tests.ledger_sample import answer, failed, figure, finding, headline, run

KINDS = (("sum", "critical", "合计不符：10万元与12万元"), ("question", "info", "任务完成率偏低：造林，20.98%"),
         ("numbering", "warning", "标题序号有误：1、"), ("ratio", "critical", "比率不符：95%与90%"))  # fmt: skip


def sample(root: str, reports: int, failures: int = 0) -> str:
    """A ledger of so many reports, and failed ones besides; the same each time."""
    entries = [_entry(number, 0) for number in range(reports)]
    again = [_entry(number, 1) for number in range(0, reports, 10)]  # put right after publication
    bad = [failed(f"坏报告{number}", 1, "source.txt: not text in UTF-8") for number in range(failures)]
    for some in (entries, again, bad):
        if some:
            record(root, some)
    return root


def _entry(number: int, again: int) -> Entry:
    name, year = f"第{number // 3:03}局{2021 + number % 3}", 2021 + number % 3
    rate = "20.5" if number == 7 else str(90 + number % 11)
    figures = [figure(f"F{at:03}", str(at + number)) for at in range(4 + number % 9)]
    unchecked = tuple(f"F{at:03}" for at in range(number % 5))
    found = [finding(f"g{number:06}{at:06}", kind, severity, title)
             for at, (kind, severity, title) in enumerate(KINDS[: 1 + number % 4])]
    told = answer(name, entity=f"某县第{number // 3:03}局", year=year, sha256=f"{number * 2 + again:064}", figures=figures,
                  unchecked=unchecked, findings=found)
    tables = {"headline": [*headline(rate, str(85 + number % 15), str(100 + number + again)),
                           {"item": "全年执行数", "value": str(90 + number), "unit": "万元", "figure": "F009"}]}
    return Entry(told, run(again + 1), tables)
