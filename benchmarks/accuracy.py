"""`make accuracy`: how often gouji is right, on clean and on seeded reports, by style, kind of relation and kind of error.

    python -m benchmarks.accuracy [--clean N] [--seeded M] [--jobs J] [--out FILE] [--examples FILE] [--styles A,B]

Synthetic reports come from benchmarks/styles, hand-written documents from tests/corpus/dev and, counted but never quoted,
tests/corpus/fourteenth; the real report has single digits changed. The result holds counts and shares only: the same code gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import annotated, scoring, seeding, slips, table
from benchmarks.reading import ask
from benchmarks.styles import HELD_OUT, STYLES, make
from benchmarks.table import UNREAD, WHOLE, WRITTEN
from benchmarks.writing import Written

HERE = Path(__file__).parent
CORPUS = HERE.parent / "tests/corpus"
SETS = {WRITTEN: "dev", UNREAD: "fourteenth"}
Job = tuple[Any, ...]


def jobs(styles: Sequence[str], clean: int, seeded: int, changed: int, whole: int) -> list[Job]:
    """What to run: (group, what, arguments)."""
    made: list[Job] = [(WHOLE, "whole", tuple((style, seed) for style in styles for seed in range(min(clean, whole))))] if whole else []
    made += [(style, "clean", seed) for style in styles for seed in range(clean)]
    made += [(style, "seeded", 1000 + number, list(seeding.KINDS)[number % len(seeding.KINDS)]) for style in styles for number in range(seeded)]
    for group, name in SETS.items():
        made += [(group, "annotated", str(path)) for path in sorted((CORPUS / name).glob("*.md"))]
    if changed:
        text = slips.REPORT.read_text(encoding="utf-8")
        answer = ask(text)
        before = slips.known_alarms(answer)
        made += [("real report", "changed", text, before, change) for change in slips.changes(text, answer, changed)]
    return made


def run(job: Job) -> tuple[str, scoring.Tally]:
    """One report, generated, asked and scored."""
    group, what, *rest = job
    if what == "clean":
        report = make(group, rest[0])
        return group, scoring.clean(report, ask(report.text))
    if what == "seeded":
        number, kind = rest
        for attempt in range(5):  # a report may have no place for an error of this kind: the next one may
            error = seeding.seed(make(group, number + 100 * attempt), kind, random.Random(f"{group}/{number}/{kind}"))
            if error is not None:
                return group, scoring.seeded(error, ask(error.report.text))
        return group, scoring.Tally()
    if what == "whole":
        return group, whole_check([make(style, seed) for style, seed in rest[0]])
    if what == "annotated":
        document = annotated.load(Path(rest[0]))
        tally = annotated.score(document, ask(document.text))
        if group == UNREAD:  # its sentences are not for those who write rules
            tally.examples.clear()
        return group, tally
    return group, slips.try_one(*rest)


def whole_check(reports: Sequence[Written]) -> scoring.Tally:
    """What `gouji check` finds in clean reports, rules on tables and words included: questions apart, all of it is false."""
    from gouji import audit

    tally = scoring.Tally()
    with tempfile.TemporaryDirectory() as place:
        for report in reports:
            Path(place, f"{report.style}-{report.seed:03d}.txt").write_text(report.text, encoding="utf-8")
        for result in audit.check([Path(place)]):
            tally.counts["whole", "reports"] += 1
            tally.counts["whole", "errors"] += bool(result.errors)
            for finding in result.as_dict()["findings"]:
                tally.counts["finding", finding["kind"]] += 1
                if finding["kind"] != "question":
                    tally.examples.append(("FALSE FINDING", result.path.stem, finding["kind"], finding["title"]["zh"], finding["condition"]["zh"]))
    return tally


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__.splitlines()[0])
    parser.add_argument("--clean", type=int, default=24, help="clean reports of each style")
    parser.add_argument("--seeded", type=int, default=40, help="reports with one error of each style")
    parser.add_argument("--changed", type=int, default=160, help="changed digits in the real report")
    parser.add_argument("--whole", type=int, default=2, help="clean reports of each style for the whole gouji check")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--styles", default=",".join(STYLES), help="only these styles")
    parser.add_argument("--out", type=Path, default=HERE / "accuracy.json", help="where the result goes")
    parser.add_argument("--examples", type=Path, help="where sentences of misses and false alarms go")
    options = parser.parse_args(arguments)
    todo = jobs([style for style in options.styles.split(",") if style in STYLES], options.clean, options.seeded, options.changed, options.whole)
    tallies: dict[str, scoring.Tally] = {}
    for group, tally in _all(todo, options.jobs):
        tallies.setdefault(group, scoring.Tally()).add(tally)
    result = table.result(tallies, HELD_OUT)
    options.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(table.text(result) + "\n")
    if options.examples:
        lines = [" | ".join(example) for group in tallies for example in tallies[group].examples]
        options.examples.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _all(todo: Sequence[Job], processes: int) -> Iterator[tuple[str, scoring.Tally]]:
    """The answers in the order of the jobs, whatever process gives them."""
    if processes == 1:
        yield from map(run, todo)
        return
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        yield from pool.imap(run, todo, chunksize=4)
        pool.close()
        pool.join()


if __name__ == "__main__":
    sys.exit(main())
