"""The ledger (台账): every report's figures, checks and findings, as Parquet parts that DuckDB reads.

`record` writes, from as many processes as there are; `compact` makes few big parts of many small ones.
"""

from gouji.ledger.audited import entry_at
from gouji.ledger.compacting import compact
from gouji.ledger.entry import Entry, entry_of
from gouji.ledger.parts import record

__all__ = ["Entry", "compact", "entry_at", "entry_of", "record"]
