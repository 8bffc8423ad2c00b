"""Patterns compiled once for a process.

The `re` module keeps no more than 512 of them; what rules, pages and libraries ask for together is more, so that one
would push out the other from report to report.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, for one that stands written in the code: what is made up of a report's words would pile up here."""
    return re.compile(pattern)
