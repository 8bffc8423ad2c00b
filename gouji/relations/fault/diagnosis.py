"""Which of a report's figures carries the slips that its failed relations tell of.

Arithmetic alone often leaves several figures equal (one digit of a sum may be wrong in the sum or in a part): those are
named as alternatives. Where several relations fail, the correction that mends most of them and breaks the fewest is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from gouji.interval import plain
from gouji.relations.common.model import Relation
from gouji.relations.fault.explanations import Diagnosis, explanations
from gouji.relations.fault.needed import corrected, replaced

# What one holding relation that a correction would break weighs against one failed relation that it mends.
BREAKS = 2.0
BREAKS_WEAK = 0.5  # ... where the wording does not demand the one that breaks
ALIKE = 2.5  # scores within this factor are no ground to prefer one figure
MOST_ALTERNATIVES = 3


def diagnose(relation: Relation) -> Diagnosis | None:
    """The likeliest explanation of one failed relation by itself; None where it holds or cannot be judged."""
    found = sorted(explanations(relation), key=rank, reverse=True)
    return _and_others(found[0], found) if found else None


def blame(relations: Sequence[Relation]) -> dict[int, Diagnosis]:
    """For each failed relation of a report that the wording demands (by index) the explanation that fits best.

    One wrong figure fails every relation it is in, and a right one seldom takes part only in failures: the correction
    that mends the most failed relations and breaks the fewest that hold is taken first, then the next for what is left.
    """
    failed = {k: relation for k, relation in enumerate(relations) if relation.holds is False and relation.strict}
    if not failed:
        return {}
    around: dict[tuple[int, int], list[int]] = defaultdict(list)
    for k, relation in enumerate(relations):
        if relation.holds is not None and (relation.holds or relation.strict):
            for place in {(figure.start, figure.end) for figure in (relation.stated, *relation.operands)}:
                around[place].append(k)
    options = {k: explanations(relation) for k, relation in failed.items()}
    effect = _Effect(relations, around)
    blamed: dict[int, Diagnosis] = {}
    left = dict(failed)
    while left:
        weighed = [(effect.weigh(d, left), d) for k in left for d in options[k]]
        if not weighed:
            break
        weight, best = max(weighed, key=lambda pair: (pair[0], rank(pair[1])))
        alike = sorted((d for w, d in weighed if w == weight), key=rank, reverse=True)
        mended = [k for k in effect.mended(best) if k in left] or [k for k in left if best in options[k]][:1]
        for k in mended:
            blamed[k] = replace(_and_others(best, [d for d in alike if d in options[k]]), mended=len(mended))
            del left[k]
        options = {k: found for k, found in options.items() if k in left and found}
        left = {k: relation for k, relation in left.items() if k in options}
    return blamed


class _Effect:
    """What a correction does to the relations around its figure."""

    def __init__(self, relations: Sequence[Relation], around: dict[tuple[int, int], list[int]]) -> None:
        self._relations, self._around = relations, around
        self._known: dict[tuple, tuple[list[int], float]] = {}

    def _of(self, diagnosis: Diagnosis) -> tuple[list[int], float]:
        figure = diagnosis.figure
        key = (figure.start, figure.end, diagnosis.value, diagnosis.unit)
        if key not in self._known:
            mended, broken = [], 0.0
            new = corrected(figure, diagnosis.value, diagnosis.unit)
            for k in self._around[figure.start, figure.end] if diagnosis.value is not None else ():
                relation = self._relations[k]
                after = replaced(relation, figure, new).holds
                if relation.holds is False and after:
                    mended.append(k)
                elif relation.holds and after is False:
                    broken += BREAKS if relation.strict else BREAKS_WEAK
            self._known[key] = (mended, broken)
        return self._known[key]

    def mended(self, diagnosis: Diagnosis) -> list[int]:
        return self._of(diagnosis)[0]

    def weigh(self, diagnosis: Diagnosis, left: dict[int, Relation]) -> float:
        mended, broken = self._of(diagnosis)
        return sum(1 for k in mended if k in left) - broken


def rank(diagnosis: Diagnosis) -> tuple[bool, float]:
    """How likely an explanation is against the others."""
    return (diagnosis.kind != "other", diagnosis.score)


def _and_others(best: Diagnosis, ranked: Sequence[Diagnosis]) -> Diagnosis:
    """The best explanation with the figures that are as likely to carry a slip, each once, in its words."""
    others: dict[str, Diagnosis] = {}
    for other in ranked:
        if (
            other.figure.id != best.figure.id
            and other.score * ALIKE >= best.score
            and other.value is not None
            and (other.kind == "other") == (best.kind == "other")
        ):
            others.setdefault(other.figure.id, other)
    chosen = list(others.values())[:MOST_ALTERNATIVES]
    if not chosen:
        return best
    zh = "；".join(f"“{d.figure.text}”应为{plain(d.value)}{d.unit}" for d in chosen)
    en = "; ".join(f"“{d.figure.text}” should be {plain(d.value)}{d.unit}" for d in chosen)
    return replace(
        best,
        zh=f"{best.zh}（也可能是{zh}）",
        en=f"{best.en} (or else {en})",
        alternatives=tuple(d.figure for d in chosen),
    )
