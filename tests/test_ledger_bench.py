"""The ledger's benchmark measures what it says: as many reports as asked for, with the real one's number of rows."""

from __future__ import annotations

from benchmarks import ledgers
from gouji.ledger.questions import QUESTIONS


def test_the_ledger_is_written_compacted_and_asked() -> None:
    result = ledgers.measured(1000)
    assert result["rows_per_report"]["figures"] > 300
    assert result["rows_per_report"]["findings"] > 30
    # 20 packs of fifty and one of the twenty reports that were audited again, eight tables each; compacted, the eight, and the
    # domain tables and runs of those twenty's earlier texts
    assert (result["write"]["parts"], result["compact"]["parts"]) == (21 * 8, 8 + 4)
    assert result["write"]["mb"] > result["compact"]["mb"] > 1
    rows = {name: row.get("rows") for name, row in result["ask"].items()}
    assert rows.pop("open") is None
    assert set(rows) == {*QUESTIONS, *ledgers.OWN}
    assert all(rows.values())
    assert all(row["peak_mb"] > 50 for row in result["ask"].values())
    assert "the ledger of 1000 reports" in ledgers.told(result)
