"""Losses of scores: 扣分 = 分值 - 得分, and the causes told for a loss make it up.

Assumes that the losses told in an item's words are all of its loss, and that a list behind 扣分情况： or 其中 is all of what was lost,
but for 主要 and 等.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.relations.marks import ITEM, Entry, entries, score_of, summed
from gouji.relations.model import Formula, Relation, linear
from gouji.relations.reading import Mention, Reading

_CAUSES = re.compile(
    r"^分?[^；：\d]{0,10}?[，。]?(?:其中|(?:主要)?扣在|(?:具体|主要)?(?:扣分|失分|丢分)[^，。；\d]{0,8}[：是为在]|(?:具体)?：|包括)"
)
_SOME = re.compile(r"主要|等|部分")


def propose(reading: Reading) -> list[Relation]:
    """Each entry's score within its marks, its loss, and the causes of that."""
    return list(_losses(entries(reading)))


def _losses(told: Sequence[Entry]) -> Iterator[Relation]:
    """扣1.16分 = 10分 - 8.84分; and the causes told for a loss."""
    for at, entry in enumerate(told):
        full, got, lost = entry.full, entry.got, entry.lost
        if full is not None and got is not None:
            yield _within(got, full)
            if lost is not None:
                yield loss(lost, full, got)
            elif entry.causes:
                yield _explained(full, got, entry.causes)
        if lost is not None:
            causes = entry.causes or _listed(told, at)
            if len(causes) > 1:
                words = causes[0].lead + (told[at + 1].opened if not entry.causes else "")
                yield summed(
                    lost,
                    causes,
                    "sum.losses",
                    "扣分",
                    "losses",
                    strict=not _SOME.search(words) or score_of(causes) > lost.figure.value,
                )


def _listed(told: Sequence[Entry], at: int) -> list[Mention]:
    """The losses of the entries that follow a loss told for all of them."""
    following = told[at + 1 : at + 2]
    if not following or not _CAUSES.match(following[0].opened) or following[0].paragraph != told[at].paragraph:
        return []
    found = []
    for entry in told[at + 1 :]:
        if entry.lost is None or entry.kind != ITEM or entry.paragraph != told[at].paragraph:
            break
        if entry.sentence != following[0].sentence:
            break
        found.append(entry.lost)
    return found


def _within(got: Mention, full: Mention) -> Relation:
    return Relation(
        "bound",
        "bound.score_within_marks",
        got.figure,
        (full.figure,),
        linear(1),
        ("score", "full_marks"),
        f"得分{got.figure.text}不应超过满分{full.figure.text}",
        f"the score {got.figure.text} should not exceed full marks of {full.figure.text}",
        comparator="<=",
    )


def loss(lost: Mention, full: Mention, got: Mention) -> Relation:
    """扣分 = 满分 - 得分."""
    return Relation(
        "difference",
        "score.loss",
        lost.figure,
        (full.figure, got.figure),
        Formula("linear", (Decimal(1), Decimal(-1))),
        ("difference", "whole", "less"),
        f"扣分{lost.figure.text}应等于满分{full.figure.text}减去得分{got.figure.text}",
        f"the loss {lost.figure.text} should be full marks of {full.figure.text} less the score {got.figure.text}",
    )


def _explained(full: Mention, got: Mention, causes: Sequence[Mention]) -> Relation:
    figures = tuple(m.figure for m in causes)
    listed = "、".join(f.text for f in figures)
    return Relation(
        "difference",
        "score.loss",
        got.figure,
        (full.figure, *figures),
        Formula("linear", (Decimal(1), *(Decimal(-1),) * len(figures))),
        ("difference", "whole", *("less",) * len(figures)),
        f"得分{got.figure.text}应等于满分{full.figure.text}减去所列扣分{listed}",
        f"the score {got.figure.text} should be full marks of {full.figure.text} less the losses told: {listed}",
    )
