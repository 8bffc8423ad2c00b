"""Proportions of parts told in percent without its sign: 三次产业结构为21.6：27.3：51.1; 中直与地方经济比重为31.3：68.7.

Assumes that numbers below 100 parted by ：, which come to a hundred but for rounding, behind a word for structure or shares, are the shares of
one whole; 男女比例为1.97：1 and 14：30 are none.
"""

from __future__ import annotations

import re

_PROPORTION = re.compile(r"(?<![\d：.])\d{1,2}(?:\.\d+)?(?:：\d{1,2}(?:\.\d+)?){1,3}(?![\d：])")
_OF_PARTS = re.compile(r"(?:结构|比重|占比|产业[比为]|构成|(?<!男女)(?<!性别)比例)[^，。；]{0,42}$")
_ROUNDED = 0.6  # percent: how far from a hundred the shares may be
_REACH = 24


def is_share(plain: str, start: int, end: int) -> bool:
    """Whether what stands at `plain[start:end]` is, or is part of, such a proportion."""
    begin = max(0, start - _REACH)
    told = next((m for m in _PROPORTION.finditer(plain, begin, end + _REACH) if m.start() <= start < m.end()), None)
    if told is None or abs(sum(map(float, told[0].split("："))) - 100) > _ROUNDED:
        return False
    return _OF_PARTS.search(plain, max(0, told.start() - 48), told.start()) is not None
