"""A mark: a stretch of a report that is wrong in its words, and what is said of it. Shared by all families of rules."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from gouji.document import SPACES

BLANK = f"[{re.escape(SPACES)}_＿‗]"
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
MONEY = "万元|亿元|千元|百万元|万美元|元(?![旦素件器老勋月])"
STOPS = "。；;！!？?\n"


@dataclass(frozen=True)
class Both:
    """One thing said in the two languages of a memo."""

    zh: str
    en: str


@dataclass(frozen=True)
class Mark:
    """What is wrong with `text[start:end]` of a document: `statement`, by which rule (`criteria`), what to ask for next."""

    kind: str
    severity: str
    start: int
    end: int
    statement: Both
    criteria: Both
    recommendation: Both
    figures: tuple[str, ...] = ()

    def on(self, *figures: str) -> Mark:
        return replace(self, figures=tuple(figures))


def quoted(text: str, longest: int = 40) -> str:
    """A stretch as a statement quotes it: on one line, its middle left out where it is long."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    return flat[: longest - 12] + "……" + flat[-10:]


def sentence_at(plain: str, index: int, stops: str = "。！？\n") -> tuple[int, int]:
    """The sentence around a place in the working text."""
    start = max(plain.rfind(stop, 0, index) for stop in stops) + 1
    ends = [at for stop in stops if (at := plain.find(stop, index)) >= 0]
    return start, min(ends, default=len(plain))
