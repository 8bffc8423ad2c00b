"""Scores of a form: the items' full marks make up the whole's, and the items' scores its score.

Assumes that an item tells its full marks and its score together (满分20分，自评19分; 得分9.78分（满分10分）), and that the list is
complete where the full marks sum to those of the whole. Only then are the scores held to their total.
"""

from __future__ import annotations

import re
from decimal import Decimal

from gouji.relations.model import Formula, Relation, linear
from gouji.relations.reading import SCORE, Mention, Reading

_FULL = re.compile(r"满分|分值|权重|总分")
_SCORE = re.compile(r"自评|得分|评分|自评分|得")
_GOT = re.compile(r"[，,、]?(?:自评|实际?|实)?(?:得分?|自评)(?:为|：)?$")
_GOT_ALONE = re.compile(r"[\u4e00-\u9fff”]{2}(?:得|得分|自评|评分)(?:为|：)?$")
_TOTAL = re.compile(r"评价得分|综合评分|评定得分|总得分|总分|总评|综合得分|自评总|总体|合计|绩效自评得|整体")


def propose(reading: Reading) -> list[Relation]:
    """The sums of full marks and of scores over a form's items."""
    pairs, totals = _pairs(reading)
    if len(pairs) < 3 or not totals:
        return _in_a_row(reading)
    full, score = totals[-1]
    marks = [pair[0] for pair in pairs]
    total = sum((m.figure.value for m in marks), Decimal(0))
    told = None if score is None else _sum(score, [pair[1] for pair in pairs], "sum.scores", "得分", "scores")
    if full is None and total != 100 and told is not None and told.holds and abs(total - 100) <= 50:
        return [_to_hundred(marks), told]  # the scores are all there: so are the marks
    if full is not None and total != full.figure.value and told is not None and told.holds:
        return [_sum(full, marks, "sum.full_marks", "满分", "full marks"), told]  # likewise
    if full is not None and total != full.figure.value or full is None and total != 100:
        return []
    found = [_to_hundred(marks)] if full is None and told is not None and told.holds else []
    if full is not None:
        found.append(_sum(full, marks, "sum.full_marks", "满分", "full marks"))
    if told is not None:
        found.append(told)
    return found


def _in_a_row(reading: Reading) -> list[Relation]:
    """投入得18.5分，过程得19分，产出得37.6分，综合得分75.1分: three scores or more that a sentence sums up."""
    found = []
    for told in reading.by_sentence.values():
        for at, total in enumerate(told):
            if at < 3 or total.dimension != SCORE or not _TOTAL.search(total.lead[-10:]):
                continue
            items = []
            for m in reversed(told[:at]):
                if m.dimension != SCORE or not _GOT_ALONE.search(m.lead) or m.depth != total.depth:
                    break
                items.insert(0, m)
            if len(items) >= 3 and items[-1].index == total.index - 1 and all(m.figure.value is not None for m in (*items, total)):
                found.append(_sum(total, items, "sum.scores", "得分", "scores"))
    return found


def _to_hundred(marks: list[Mention]) -> Relation:
    *rest, last = (m.figure for m in marks)
    return Relation(
        "sum",
        "sum.full_marks",
        last,
        tuple(rest),
        Formula("linear", (Decimal(-1),) * len(rest), offset=Decimal(100)),
        ("part",) * len(marks),
        f"各项满分之和应为100分：{'、'.join(m.figure.text for m in marks)}",
        f"the items' full marks should sum to 100: {', '.join(m.figure.text for m in marks)}",
    )


def _pairs(reading: Reading) -> tuple[list[tuple[Mention, Mention]], list[tuple[Mention | None, Mention | None]]]:
    scores = [m for m in reading.mentions if m.dimension == SCORE and m.figure.value is not None]
    pairs, totals, used = [], [], set()
    for first, second in zip(scores, scores[1:], strict=False):
        if first.index in used or second.index != first.index + 1 or first.sentence != second.sentence:
            continue
        a, b = bool(_FULL.search(first.lead[-8:])), bool(_FULL.search(second.lead[-8:]))
        if not a and not b and first.depth > second.depth and re.match(r"）得分?为?$", second.lead):
            a = True  # 投入（15分）得14分
        if not a and not b and _GOT.match(second.lead) and first.depth == second.depth:
            a = True  # 投入15分，得14分
        if a == b or not _SCORE.search((second if a else first).lead[-10:]):
            continue
        full, score = (first, second) if a else (second, first)
        used |= {first.index, second.index}
        whole = _TOTAL.search(score.lead[-10:]) or full.figure.value >= 100
        (totals if whole else pairs).append((full, score))
    if not totals:
        totals = [(None, m) for m in scores if m.index not in used and _TOTAL.search(m.lead[-14:])][-1:]
    if not totals and pairs:  # 自评得分95.2分。其中：决策15分得15分；
        before = [m for m in scores if m.index < pairs[0][0].index and m.index not in used][-1:]
        opened = before and re.fullmatch(r"[，。；]?其中[：，]?[^，。；\d]*", reading.plain[before[0].end : pairs[0][0].start])
        totals = [(None, before[0])] if opened and _SCORE.search(before[0].lead[-8:]) else []
    return pairs, totals


def _sum(whole: Mention, parts: list[Mention], rule: str, zh: str, en: str) -> Relation:
    figures = tuple(part.figure for part in parts)
    return Relation(
        "sum",
        rule,
        whole.figure,
        figures,
        linear(len(figures)),
        ("whole", *("part",) * len(figures)),
        f"各项{zh}之和应等于总{zh}{whole.figure.text}",
        f"the items' {en} should sum to {whole.figure.text}",
    )
