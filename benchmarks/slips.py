"""Single digits changed and swapped in the real report, in figures that take part in a relation there."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.reading import Answer, ask
from benchmarks.scoring import Tally, around

REPORT = Path(__file__).parents[1] / "data/longshan-natural-resources-2023/source.txt"


def changes(text: str, answer: Answer, count: int, seed: int = 1) -> list[tuple[str, int, str]]:
    """(kind, place, what to write there) for exact figures that a proposed relation ties by an equation: not those that only a number
    like another ties, of which no word says that they must agree."""
    rng = random.Random(seed)
    asked = [r for r in answer.asked if r.kind != "bound" and r.verdict != "undetermined" and r.rule != "repeat.evident"]
    tied = {place for relation in asked for place in relation.places}
    figures = [f for f in answer.figures if f.place[0] in tied and f.qualifier == "exact" and f.number.replace(".", "").isdigit()]
    made: list[tuple[str, int, str]] = []
    for figure in figures:
        start, end = figure.place
        raw = text[start:end]
        if not raw.isascii():
            continue
        at = rng.choice([k for k, c in enumerate(raw) if c.isdigit()])
        digit = rng.choice([c for c in "0123456789" if c != raw[at] and (at or c != "0")])
        made.append(("digit", start, raw[:at] + digit + raw[at + 1:]))
        fit = [k for k in range(len(raw) - 1) if raw[k: k + 2].isdigit() and raw[k] != raw[k + 1] and not (k == 0 and raw[1] == "0")]
        if fit:
            k = rng.choice(fit)
            made.append(("swap", start, raw[:k] + raw[k + 1] + raw[k] + raw[k + 2:]))
    return sorted(rng.sample(made, min(count, len(made))), key=lambda change: (change[1], change[0]))


def try_one(text: str, before: frozenset[tuple[str, frozenset[int]]], change: tuple[str, int, str]) -> Tally:
    """One change: found where an alarm that was not there before touches the figure. Lengths stay, so places do."""
    kind, start, raw = change
    tally = Tally()
    answer = ask(text[:start] + raw + text[start + len(raw):])
    alarms = [alarm for alarm in answer.alarms if (alarm.rule, alarm.places) not in before]
    true = [alarm for alarm in alarms if start in alarm.places]
    tally.counts["seeded", kind] += 1
    tally.counts["found", kind] += bool(true)
    quote = around(text, start, start + len(raw) + 3)
    if true:
        best = max(true, key=lambda alarm: alarm.mended)
        tally.counts["named", kind] += best.suspect == start
        tally.counts["among", kind] += any(start in alarm.suspects for alarm in true)
        if best.suspect != start:
            tally.examples.append(("misnamed", "real", kind, best.arithmetic, f"to {raw}: {quote}"))
    else:
        tally.examples.append(("ERROR MISSED", "real", kind, f"to {raw}", quote))
    for alarm in alarms:
        if start not in alarm.places:
            tally.counts["false alarm", alarm.kind] += 1
            tally.counts["false alarm by rule", alarm.rule] += 1
            tally.examples.append(("FALSE ALARM", "real", alarm.rule, alarm.arithmetic, f"to {raw}: {quote}"))
    tally.counts["reports", "seeded"] += 1
    return tally


def known_alarms(answer: Answer) -> frozenset[tuple[str, frozenset[int]]]:
    """The alarms of the report as it was published: not raised by a change."""
    return frozenset((alarm.rule, alarm.places) for alarm in answer.alarms)
