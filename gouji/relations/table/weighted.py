"""grid.weighted: 得分 | 权重占比（%） | 折算得分: a score times its weight is what it counts for, in each row.

Basis: the columns' own names. Assumes one column each of the scores, of the weights in percent and of what they come to, told as 折算 or 加权.
"""

from __future__ import annotations

import re

from gouji.relations.common.model import HUNDRED, Formula, Relation
from gouji.relations.common.reading import RATE
from gouji.relations.table.views import View, name_of, settle, usable, where, with_unit

_WEIGHTED = re.compile(r"(?:折算|加权)后?(?:得分|分值?)$|^折合得?分$")
_SCORE = re.compile(r"得分$|评分$")
_WEIGHT = re.compile(r"权重|占比$")


def propose(view: View) -> list[Relation]:
    """The ties of one table, seen by its columns."""
    weighted = [s for s in view.series if _WEIGHTED.search(s.leaf)]
    scores = [s for s in view.series if s.kind == "score" and _SCORE.search(s.leaf) and s not in weighted]
    weights = [s for s in view.series if _WEIGHT.search(s.leaf) and s.dimension == RATE]
    if not len(weighted) == len(scores) == len(weights) == 1:
        return []
    found: list[Relation] = []
    for case in range(len(view.cases)):
        stated, score, weight = (s[0].figure(case) for s in (weighted, scores, weights))
        if not usable([stated, score, weight]):
            continue
        found.append(
            Relation(
                "ratio",
                "grid.weighted",
                stated,
                (score, weight),
                Formula("product", (HUNDRED,)),
                ("weighted", "score", "weight"),
                f"{where(view, case)}“{name_of(weighted[0].words)}”{with_unit(stated)}应等于{with_unit(score)}×{with_unit(weight)}",
                f"“{name_of(weighted[0].words)}” {with_unit(stated)} should equal {with_unit(score)} × {with_unit(weight)}",
            )
        )
    return settle([found], True)
