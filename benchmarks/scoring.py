"""What gouji said of a report against what is true of it, as counts that add up over reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.amounts import Quantity
from benchmarks.reading import Answer, Asked
from benchmarks.seeding import Seeded, told
from benchmarks.ties import Tie, present
from benchmarks.writing import Written

MOST_EXAMPLES = 400


@dataclass
class Tally:
    """Counts by (what, key); `examples` are sentences for those who mend rules, kept out of the published result."""

    counts: Counter = field(default_factory=Counter)
    examples: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.counts.update(other.counts)
        self.examples.extend(other.examples[: MOST_EXAMPLES - len(self.examples)])


def figures(report: Written, answer: Answer, tally: Tally) -> None:
    """A figure is right where place, unit and qualifier are."""
    true = {place: (canonical(slot.unit), slot.qualifier) for slot, place in zip(report.slots, report.places, strict=True)}
    right = 0
    for figure in answer.figures:
        ok = true.get(figure.place) == (canonical(figure.unit), figure.qualifier)
        right += ok
        if not ok:
            tally.examples.append(("figure", report.style, around(report.text, *figure.place), f"{figure.number}|{figure.unit}|{figure.qualifier}",
                                   str(true.get(figure.place))))
    found = {figure.place for figure in answer.figures}
    tally.examples.extend(("figure missed", report.style, around(report.text, *place), str(what), "") for place, what in true.items() if place not in found)
    tally.counts["figures", "true"] += len(true)
    tally.counts["figures", "found"] += len(answer.figures)
    tally.counts["figures", "right"] += right


def canonical(unit: str) -> str:
    """个百分点 and 百分点 are one unit."""
    return unit.removeprefix("个") if unit.endswith("分点") else unit


def clean(report: Written, answer: Answer) -> Tally:
    """A report without an error: figures, ties found, false alarms."""
    tally = Tally()
    figures(report, answer, tally)
    owner = {place[0]: slot.quantity for slot, place in zip(report.slots, report.places, strict=True)}
    asked: dict[frozenset[Quantity], list[Asked]] = {}
    for relation in answer.asked:
        asked.setdefault(frozenset(owner[p] for p in relation.places if p in owner), []).append(relation)
    where = told(report)
    ties = present(report.ties, where)
    for tie in ties:
        found = [a for a in asked.get(frozenset(tie.quantities), []) if a.verdict != "undetermined" and (len(tie.quantities) > 1 or a.kind == tie.kind)]
        if not found and tie.comparator != "=":
            found = [a for key, group in asked.items() if key > frozenset(tie.quantities) for a in group
                     if a.kind in ("difference", "sum", "ratio") and a.verdict != "undetermined"]
        _tied(tally, report, tie.kind, bool(found), tie)
    for quantity, numbers in where.items():
        starts = [report.places[n][0] for n in numbers if report.slots[n].qualifier == "exact"]
        joined = {p for a in asked.get(frozenset([quantity]), []) if a.kind in ("repeat", "conversion", "comparison") for p in a.places}
        for start in starts[1:]:
            _tied(tally, report, "repeat", start in joined, quantity, start)
    known = {frozenset(tie.quantities) for tie in present(report.ties, where)} | {frozenset(tie.quantities) for tie in report.ties}
    for key, group in asked.items():
        for relation in group:
            if relation.verdict == "undetermined":
                tally.counts["undetermined", relation.kind] += 1
                continue
            expected = (key in known or (len(key) == 1 and len(relation.places) > 1)
                        or (relation.kind in ("bound", "comparison") and any(key < other for other in known)))
            tally.counts["proposed", relation.kind] += 1
            tally.counts["expected", relation.kind] += expected
            if not expected:
                tally.examples.append(("beyond the truth", report.style, relation.rule, relation.arithmetic, near(report, relation)))
    for relation in answer.alarms:
        tally.counts["false alarm", relation.kind] += 1
        tally.counts["false alarm by rule", relation.rule] += 1
        tally.examples.append(("FALSE ALARM", report.style, relation.rule, relation.arithmetic, near(report, relation)))
    tally.counts["reports", "clean"] += 1
    tally.counts["reports", "with false alarm"] += bool(answer.alarms)
    return tally


def _tied(tally: Tally, report: Written, kind: str, found: bool, what: Tie | Quantity, start: int | None = None) -> None:
    tally.counts["ties", kind] += 1
    tally.counts["ties found", kind] += found
    if not found:
        if start is None:
            starts = [report.places[told(report)[q][0]][0] for q in what.quantities]
            text = " … ".join(around(report.text, s, s + 6) for s in sorted(starts)[:4])
        else:
            text = around(report.text, start, start + 6)
        tally.examples.append(("tie missed", report.style, kind, getattr(what, "formula", ""), text))


def seeded(error: Seeded, answer: Answer) -> Tally:
    """A report with one error: whether an alarm touches it, which figure the diagnosis names, alarms elsewhere."""
    tally = Tally()
    report = error.report
    wrong = {report.places[number][0] for number in error.changed}
    true = [relation for relation in answer.alarms if relation.places & wrong]
    false = [relation for relation in answer.alarms if not relation.places & wrong]
    tally.counts["seeded", error.kind] += 1
    tally.counts["found", error.kind] += bool(true)
    if true:
        best = max(true, key=lambda relation: relation.mended)
        tally.counts["named", error.kind] += best.suspect in wrong
        tally.counts["among", error.kind] += any(relation.suspects & wrong for relation in true)
        if best.suspect not in wrong:
            tally.examples.append(("misnamed", report.style, error.kind, best.arithmetic, f"was {error.was}; " + near(report, best)))
    elif error.kind != "cut_off":
        start = report.places[error.changed[0]][0]
        kinds = ",".join(sorted({tie.kind for tie in error.broken}))
        tally.examples.append(("ERROR MISSED", report.style, error.kind, f"was {error.was}, breaks {kinds}", around(report.text, start, start + 8, 60)))
    for relation in false:
        tally.counts["false alarm", relation.kind] += 1
        tally.counts["false alarm by rule", relation.rule] += 1
        tally.examples.append(("FALSE ALARM", report.style, relation.rule, relation.arithmetic, near(report, relation)))
    tally.counts["reports", "seeded"] += 1
    return tally


def near(report: Written, relation: Asked) -> str:
    if not relation.places:
        return ""
    return around(report.text, min(relation.places), min(max(relation.places) + 8, min(relation.places) + 140))


def around(text: str, start: int, end: int, room: int = 24) -> str:
    return text[max(0, start - room): end + room].replace("\n", "⏎")


def together(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total
