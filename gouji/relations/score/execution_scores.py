"""The score of the budget's execution: 执行率97.8%，得9.78分（满分10分） = full marks × rate. Basis: the official form's own rule.

Assumptions about the language:
- a score told behind an 执行率 with no other indicator between, or under the name 预算执行, is the execution's; full marks are
  those told with it, else ten;
- the rate is the one in its sentence or row, else the only overall one of the text;
- some offices give full marks from a threshold on: a miss is a mistake only where the score is told to two decimals, so that
  nothing but the product would make it, and comes near.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from gouji.relations.common.lists import amount
from gouji.relations.common.model import FULL, HUNDRED, Formula, Relation
from gouji.relations.common.reading import SCORE, Mention, Reading

LIKELY = Decimal("0.03")
TEN = Decimal(10)
_RATE = re.compile(r"(?:执行率|执行进度|支出进度)[^，。；\d]{0,6}$")
_OVERALL = re.compile(r"(?:预算|资金|项目)执行率|^[，。；]?执行率")
_OWN = re.compile(r"(?:预算|资金)执行(?:率|情况|指标)?(?:分值|满分)?[（：]?(?:自评)?(?:得分?|评分)?[：为]?$")
_GOT = re.compile(r"(?:得分?|自评|评分|得分)[：为]?$")
_FULL = re.compile(r"满分|分值|权重|×")
_CELL = re.compile(r"[\s|/，,；;、]*")
MOST = 30  # full marks that an execution may have


def propose(reading: Reading) -> list[Relation]:
    """ratio.execution_score."""
    if "执行" not in reading.plain and "支出进度" not in reading.plain:
        return []
    found: list[Relation] = []
    for score in reading.mentions:
        if score.figure.value is None or score.dimension not in (SCORE, "") or not 0 < score.figure.value <= MOST:
            continue
        told = _in_row(reading, score) or (_in_words(reading, score) if score.dimension == SCORE else None)
        if told is not None:
            rate, full, near = told
            found += _of(reading, score, rate, full, near)
    return found


def _in_row(reading: Reading, score: Mention) -> tuple[Mention, Mention | None, bool] | None:
    """10 | 94.65% | 9.5: full marks, rate and score in neighbouring cells."""
    if score.index < 2 or score.figure.value is None or not score.figure.places:
        return None
    full, rate = reading.mentions[score.index - 2 : score.index]
    apart = all(_CELL.fullmatch(reading.plain[a.end : b.start].removeprefix("%").removeprefix("％")) for a, b in ((full, rate), (rate, score)))
    marks = full.dimension in ("", SCORE) and full.figure.value is not None and full.figure.value == full.figure.value.to_integral_value()
    if apart and rate.rate and marks and 5 <= full.figure.value <= MOST and score.figure.value <= full.figure.value:
        return rate, full, False
    return None


def _in_words(reading: Reading, score: Mention) -> tuple[Mention, Mention | None, bool] | None:
    own = reading.by_sentence[score.sentence]
    at = own.index(score)
    beside = own[max(0, at - 1) : at] + own[at + 1 : at + 2]
    full = next(
        (m for m in beside if m.figure.value is not None and m.dimension in (SCORE, "") and m.figure.value >= score.figure.value and _is_full(reading, m, score)),
        None,
    )
    if full is None and score.figure.value > TEN or score.figure.value == (full.figure.value if full else TEN):
        return None
    named = _OWN.search(score.lead) is not None or full is not None and full.index < score.index and _OWN.search(full.lead) is not None
    rate = next((m for m in reversed(own[:at]) if m.rate and _RATE.search(m.lead)), None)
    between = [m for m in own[:at] if rate is not None and m.index > rate.index and m is not full]
    if rate is not None and _GOT.search(score.lead) and all(m.dimension == SCORE and "扣" in m.lead for m in between):
        return rate, full, True
    rates = [m for m in reading.mentions if m.rate and m.figure.value is not None and _OVERALL.search(m.lead) and m.index != score.index]
    if named and len({m.figure.value for m in rates}) == 1:
        return rates[-1], full, False
    return None


def _is_full(reading: Reading, m: Mention, score: Mention) -> bool:
    return bool(_FULL.search(m.lead[-6:])) or m.index < score.index and _OWN.search(m.lead) is not None and bool(_GOT.search(score.lead))


def _of(reading: Reading, score: Mention, rate: Mention, full: Mention | None, near: bool) -> list[Relation]:
    if rate.figure.value is None or not 0 < rate.figure.value <= HUNDRED:
        return []
    marks = full.figure.value if full is not None else TEN
    s, r = score.figure, rate.figure
    words = f"预算执行得分{s.text}应等于{marks.normalize():f}分×{r.text}", f"the score {s.text} should equal {marks.normalize():f} × {r.text}"
    if full is not None:
        operands, formula, roles = (full.figure, r), Formula("product", (HUNDRED,)), ("score", FULL, "rate")
    else:
        operands, formula, roles = (r,), Formula("each", (HUNDRED / TEN,)), ("score", "rate")
    made = Relation("ratio", "ratio.execution_score", s, operands, formula, roles, *words, strict=False)
    sure = near and s.places >= 2
    found = [replace(made, reach=LIKELY)] if sure else [made] if made.holds and s.places else []
    return found + ([again] if made.holds and (again := _of_amounts(reading, score, rate, marks, full)) is not None else [])


def _of_amounts(reading: Reading, score: Mention, rate: Mention, marks: Decimal, full: Mention | None) -> Relation | None:
    """预算数160，执行数156.594，…得分9.4: the same score of the amounts that the rate is told of."""
    last = min(m.index for m in (rate, full or rate))
    before = [m for m in reading.mentions[max(0, last - 3) : last] if amount(m) and m.figure.value]
    for part in reversed(before):
        for base in reversed(before):
            if base.index < part.index and base.dimension == part.dimension:
                p, b = part.figure, base.figure
                made = Relation(
                    "ratio", "ratio.execution_score", score.figure, (p, b), Formula("mean", (marks,)), ("score", "part", "base"),
                    f"预算执行得分{score.figure.text}应等于{marks.normalize():f}分×{p.text}÷{b.text}",
                    f"the score {score.figure.text} should equal {marks.normalize():f} × {p.text} ÷ {b.text}",
                    strict=False, extra=(full.figure,) if full is not None else (),
                )  # fmt: skip
                if made.holds:
                    return made
    return None
