"""The hand-written documents of tests/corpus: their marks read, and gouji's answers held against them.

Marks are ⟦raw|unit|qualifier|tag⟧; `---` and YAML with the relations follow (see tests/corpus/README.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.reading import Answer
from benchmarks.scoring import Tally, around, canonical

MARK = re.compile(r"⟦([^|⟦⟧]+)\|([^|⟦⟧]*)\|([^|⟦⟧]*)\|([^|⟦⟧]+)⟧")
# Units are marked in the script of the text; gouji gives them in simplified characters.
SIMPLIFIED = str.maketrans("冊萬億畝頃噸處戶項筆輛臺個張號戰場條雙輪間棟層萊隻頭組類種產業時鐘點",
                           "册万亿亩顷吨处户项笔辆台个张号战场条双轮间栋层莱只头组类种产业时钟点")


@dataclass(frozen=True)
class Mark:
    place: tuple[int, int]
    raw: str
    unit: str
    qualifier: str


@dataclass(frozen=True)
class Annotated:
    name: str
    text: str
    marks: dict[str, Mark]
    relations: list[dict[str, Any]]


def load(path: Path) -> Annotated:
    body, _, tail = path.read_text(encoding="utf-8").rpartition("\n---\n")
    parts, marks, at, length = [], {}, 0, 0
    for match in MARK.finditer(body):
        raw, unit, qualifier, tag = match.groups()
        parts += [body[at: match.start()], raw]
        length += match.start() - at
        marks[tag] = Mark((length, length + len(raw)), raw, unit.translate(SIMPLIFIED), qualifier)
        length += len(raw)
        at = match.end()
    parts.append(body[at:])
    return Annotated(path.stem, "".join(parts), marks, yaml.safe_load(tail)["relations"])


def score(document: Annotated, answer: Answer) -> Tally:
    """Figures, relations found, wrong relations found, false alarms."""
    tally = Tally()
    _figures(document, answer, tally)
    one = _told_again(document)
    owner = {mark.place[0]: one[tag] for tag, mark in document.marks.items()}
    asked: dict[frozenset[str], list] = {}
    for relation in answer.asked:
        asked.setdefault(frozenset(owner[p] for p in relation.places if p in owner), []).append(relation)
    wrong_sets, wrong_figures = [], set()
    for relation in document.relations:
        tags = frozenset(one[tag] for tag in relation["figures"])
        found = [a for a in asked.get(tags, []) if a.verdict != "undetermined" and (len(tags) > 1 or a.kind == relation["kind"])]
        if relation["kind"] == "repeat":
            starts = {document.marks[tag].place[0] for tag in relation["figures"]}
            found += [a for a in answer.asked if a.kind == "repeat" and a.places == starts]
        tally.counts["ties", relation["kind"]] += 1
        tally.counts["ties found", relation["kind"]] += bool(found)
        if not found:
            tally.examples.append(("tie missed", document.name, relation["kind"], relation["expr"], _quote(document, relation)))
        if not relation["holds"]:
            wrong_sets.append(frozenset(document.marks[tag].place[0] for tag in relation["figures"]))
            wrong_figures.add(relation["error_figure"])
    _errors(document, answer, tally, wrong_figures - {None})
    touched = {document.marks[tag].place[0] for tag in wrong_figures - {None}}
    for alarm in answer.alarms:
        if not alarm.places & touched and alarm.places not in wrong_sets:
            tally.counts["false alarm", alarm.kind] += 1
            tally.counts["false alarm by rule", alarm.rule] += 1
            tally.examples.append(("FALSE ALARM", document.name, alarm.rule, alarm.arithmetic, ""))
    clean = not wrong_sets
    tally.counts["reports", "clean" if clean else "seeded"] += 1
    tally.counts["reports", "with false alarm"] += clean and bool(answer.alarms)
    return tally


def _errors(document: Annotated, answer: Answer, tally: Tally, figures: set[str]) -> None:
    """An error counts once a figure; where only words are wrong, once a relation."""
    for tag in sorted(figures):
        start = document.marks[tag].place[0]
        alarms = [alarm for alarm in answer.alarms if start in alarm.places]
        tally.counts["seeded", "real"] += 1
        tally.counts["found", "real"] += bool(alarms)
        if alarms:
            best = max(alarms, key=lambda alarm: alarm.mended)
            tally.counts["named", "real"] += best.suspect == start
            tally.counts["among", "real"] += any(start in alarm.suspects for alarm in alarms)
        else:
            tally.examples.append(("ERROR MISSED", document.name, tag, "", around(document.text, start, start + 8)))
    for relation in document.relations:
        if not relation["holds"] and relation["error_figure"] is None:
            starts = frozenset(document.marks[tag].place[0] for tag in relation["figures"])
            tally.counts["seeded", "words"] += 1
            found = any(alarm.places == starts for alarm in answer.alarms)
            tally.counts["found", "words"] += found
            if not found:
                tally.examples.append(("ERROR MISSED", document.name, relation["kind"], relation["expr"], _quote(document, relation)))


def _figures(document: Annotated, answer: Answer, tally: Tally) -> None:
    true = {mark.place: (mark.unit, mark.qualifier) for mark in document.marks.values()}
    for figure in answer.figures:
        if true.get(figure.place) == (canonical(figure.unit), figure.qualifier):
            tally.counts["figures", "right"] += 1
        else:
            tally.examples.append(("figure", document.name, around(document.text, *figure.place), f"{figure.number}|{figure.unit}|{figure.qualifier}",
                                   str(true.get(figure.place))))
    tally.counts["figures", "true"] += len(true)
    tally.counts["figures", "found"] += len(answer.figures)


def _told_again(document: Annotated) -> dict[str, str]:
    """For each tag the one that stands for its quantity: figures in a repeat that holds are one."""
    one = {tag: tag for tag in document.marks}

    def root(tag: str) -> str:
        while one[tag] != tag:
            tag = one[tag]
        return tag

    for relation in document.relations:
        if relation["kind"] == "repeat" and relation["holds"]:
            first, *rest = relation["figures"]
            for tag in rest:
                one[root(tag)] = root(first)
    return {tag: root(tag) for tag in one}


def _quote(document: Annotated, relation: dict[str, Any]) -> str:
    starts = sorted(document.marks[tag].place[0] for tag in relation["figures"])
    return around(document.text, starts[0], min(starts[-1], starts[0] + 150))
