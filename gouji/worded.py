"""Columns that tell one quantity among the same words in each cell: 补助1户, 补助3户, 补助4户."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDED = re.compile(r"(?P<before>[^\d，。；、]{1,8})(?<!第)\d+(?:\.\d+)?(?P<after>[^\d，。；、%]{1,6})")
_LEAST = 3


def in_words(texts: Iterable[str]) -> bool:
    """Whether cells, the empty ones left out, tell one quantity so."""
    told = [_WORDED.fullmatch(text) for text in texts]
    around = {(m["before"], m["after"]) if m else None for m in told}
    return len(told) >= _LEAST and len(around) == 1 and None not in around
