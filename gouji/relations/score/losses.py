"""Losses of scores: 扣分 = 分值 - 得分, and the causes told for a loss make it up.

Assumes that the losses told in an item's words are all of its loss, and that a list behind 扣分情况： or 其中 is all of what was lost,
but for 主要 and 等.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.figures import Figure
from gouji.relations.common.model import HUNDRED, Formula, Relation, linear
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.score.marks import ITEM, TOTAL, Entry, entries, score_of, summed

_CAUSES = re.compile(
    r"^分?[^；：\d]{0,10}?[，。]?(?:其中|(?:主要)?扣在|(?:具体|主要)?(?:扣分|失分|丢分)[^，。；\d]{0,8}[：是为在]|(?:具体)?：|包括)"
)
_GAINED = re.compile(r"加\d|加分|附加|奖励")
_SOME = re.compile(r"主要|等|部分")
PASSED = 60  # a total below this is hardly one of a hundred marks


def propose(reading: Reading) -> list[Relation]:
    """Each entry's score within its marks, its loss, and the causes of that."""
    return list(_losses(reading, entries(reading)))


def _losses(reading: Reading, told: Sequence[Entry]) -> Iterator[Relation]:
    """扣1.16分 = 10分 - 8.84分; and the causes told for a loss."""
    for at, entry in enumerate(told):
        full, got, lost = entry.full, entry.got, entry.lost
        gained = _GAINED.search(reading.plain, *reading.sentences[entry.sentence])  # 基础分100分，加2分，扣3分
        if full is not None and got is not None:
            yield _within(got, full)
        whole = entry.kind == TOTAL and got is not None and got.figure.value >= PASSED
        if got is not None and not gained and (full is not None or whole):
            listed = _listed(told, at) if entry.kind == TOTAL and lost is None else []
            if lost is not None:
                yield loss(lost.figure, got.figure, full and full.figure)
            elif entry.causes or len(listed) > 1:
                sure = bool(entry.causes) or not _SOME.search(told[at + 1].opened)
                yield _explained(full, got, entry.causes or listed, sure)
        if lost is not None:
            causes = entry.causes or _listed(told, at) or _before(told, at)
            if len(causes) > 1:
                words = causes[0].lead + (told[at + 1].opened if at + 1 < len(told) and not entry.causes else "")
                sure = not _SOME.search(words) or score_of(causes) > lost.figure.value
                yield summed(lost, causes, "sum.losses", "扣分", "losses", strict=sure)


def _before(told: Sequence[Entry], at: int) -> list[Mention]:
    """The losses that 合计扣2分 sums up: those right before it in its paragraph."""
    found: list[Mention] = []
    for entry in reversed(told[:at]) if told[at].kind != ITEM and not told[at].heads else ():
        if entry.kind != ITEM or entry.lost is None or entry.paragraph != told[at].paragraph:
            break
        found.insert(0, entry.lost)
    return found


def _listed(told: Sequence[Entry], at: int) -> list[Mention]:
    """The losses of the entries that follow a loss told for all of them."""
    following = told[at + 1 : at + 2]
    if not following or not _CAUSES.match(following[0].opened):
        return []
    found = []
    for entry in told[at + 1 :]:
        if entry.lost is None or entry.kind != ITEM or entry.paragraph != following[0].paragraph:
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


def loss(lost: Figure, got: Figure, full: Figure | None, zh: str = "", en: str = "") -> Relation:
    """扣分 = 满分 - 得分; of a hundred where no full marks are told. `zh`, `en`: whose loss it is."""
    operands, factors = ((full, got), (1, -1)) if full is not None else ((got,), (-1,))
    marks = full.text if full is not None else "100分"
    return Relation(
        "difference",
        "score.loss",
        lost,
        operands,
        Formula("linear", tuple(map(Decimal, factors)), offset=Decimal(0) if full is not None else HUNDRED),
        ("difference", *("whole", "less")[-len(operands) :]),
        f"{zh}扣分{lost.text}应等于满分{marks}减去得分{got.text}",
        f"the loss {lost.text}{en} should be full marks of {marks} less the score {got.text}",
    )


def _explained(full: Mention | None, got: Mention, causes: Sequence[Mention], sure: bool) -> Relation:
    figures = tuple(m.figure for m in causes)
    listed = "、".join(f.text for f in figures)
    marks = () if full is None else (full.figure,)
    return Relation(
        "difference",
        "score.loss",
        got.figure,
        (*marks, *figures),
        Formula(
            "linear", (*(Decimal(1),) * len(marks), *(Decimal(-1),) * len(figures)), offset=Decimal(0) if marks else HUNDRED
        ),
        ("difference", *("whole",) * len(marks), *("less",) * len(figures)),
        f"得分{got.figure.text}应等于满分{full.figure.text if full else '100分'}减去所列扣分{listed}",
        f"the score {got.figure.text} should be full marks of {full.figure.text if full else '100'} less the losses told: {listed}",
        strict=sure,
    )
