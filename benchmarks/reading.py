"""gouji's answer on one text, in the terms of the measurement: figures by place, ties as sets of places, alarms, suspects."""

from __future__ import annotations

from dataclasses import dataclass

from gouji import figures, relations
from gouji.document import Document, normalise
from gouji.relations.common.model import Relation
from gouji.relations.fault.diagnosis import blame

Place = tuple[int, int]


@dataclass(frozen=True)
class Stated:
    """A figure as gouji found it."""

    place: Place
    number: str
    unit: str
    qualifier: str


@dataclass(frozen=True)
class Asked:
    """A relation that gouji proposed. `verdict`: holds, fails or undetermined; `suspect`: the figure that a diagnosis names first."""

    kind: str
    rule: str
    places: frozenset[int]  # where the figures start
    verdict: str
    arithmetic: str
    stated: str
    suspect: int = -1
    suspects: frozenset[int] = frozenset()  # and the alternatives
    mended: int = 0


@dataclass(frozen=True)
class Answer:
    figures: list[Stated]
    asked: list[Asked]

    @property
    def alarms(self) -> list[Asked]:
        return [relation for relation in self.asked if relation.verdict == "fails"]


def ask(text: str) -> Answer:
    """Run gouji over a text."""
    plain, origin = normalise(text)
    document = Document(text, plain, origin)
    found = figures.find(document)
    proposed = relations.propose(document, found)
    verdicts = [_verdict(relation) for relation in proposed.items]
    blamed = blame(proposed.items) if "fails" in verdicts else {}
    asked = []
    for number, (relation, row, verdict) in enumerate(zip(proposed.items, proposed.rows, verdicts, strict=True)):
        why = blamed.get(number)
        asked.append(Asked(
            relation.kind, relation.rule, frozenset(f.start for f in (relation.stated, *relation.operands) if f.id), verdict,
            f"{relation.stated.text} | {row['arithmetic']}", relation.stated.text,
            why.figure.start if why else -1, frozenset(f.start for f in (why.figure, *why.alternatives)) if why else frozenset(),
            why.mended if why else 0))
    return Answer([Stated((f.start, f.end), f.number, f.unit, f.qualifier) for f in found], asked)


def _verdict(relation: Relation) -> str:
    if relation.holds is None or (not relation.holds and not relation.strict):
        return "undetermined"
    return "holds" if relation.holds else "fails"
