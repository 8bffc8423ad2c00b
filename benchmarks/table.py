"""The counts of a run as shares, and as one table to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.scoring import Tally, together
from benchmarks.seeding import KINDS as ERRORS
from benchmarks.seeding import WANTED

KINDS = ("sum", "difference", "ratio", "bound", "conversion", "repeat", "count", "growth", "comparison")
COLUMNS = ("reports", "figures F1", "ties", "recall", "precision", "false alarms", "clean w. alarm", "errors", "found", "named", "named+")
LEGEND = """ties: what a careful reader would check (recall: the share that gouji checks); precision: the share of what gouji checks that is such a tie
or follows from one; false alarms: on clean reports, and on seeded ones where the error is not; clean w. alarm: clean reports with one;
errors: seeded beyond rounding, one a report (found: an alarm touches the wrong figure; named: the diagnosis names it; named+: or as an alternative)"""
ALL = "all tuned styles"
HELD = "all held-out styles"
WHOLE = "whole check"
WRITTEN = "hand-written"
UNREAD = "hand-written, unread"


def result(tallies: Mapping[str, Tally], held_out: Sequence[str]) -> dict[str, Any]:
    """Counts and shares by group, kind of relation and kind of error."""
    other = (WRITTEN, UNREAD, "real report")
    tallies = dict(tallies)
    whole = tallies.pop(WHOLE, Tally())
    tuned = [name for name in tallies if name not in held_out and name not in other]
    held = [name for name in tallies if name in held_out]
    sums = {ALL: together(tallies[name] for name in tuned), HELD: together(tallies[name] for name in held)}
    synthetic = together(sums.values())
    groups = {name: tallies[name] for name in tuned} | {ALL: sums[ALL]} | {name: tallies[name] for name in held} | {HELD: sums[HELD]}
    groups |= {name: tallies[name] for name in other if name in tallies}
    return {
        "groups": {name: _group(tally) for name, tally in groups.items()},
        "kinds": {kind: _kind(synthetic, kind) for kind in KINDS},
        "errors": {kind: _error(synthetic, kind) for kind in ERRORS},
        "errors_by_group": {name: {kind: _error(tally, kind) for (what, kind) in sorted(tally.counts) if what == "seeded"} for name, tally in groups.items()},
        "findings_on_clean": {"reports": whole.counts["whole", "reports"], "with_errors": whole.counts["whole", "errors"],
                              "by_kind": dict(sorted(_of(whole, "finding").items()))},
        "false_alarms_by_rule": dict(sorted(_of(together(tallies.values()), "false alarm by rule").items())),
    }


def _of(tally: Tally, what: str) -> dict[str, int]:
    return {key: count for (name, key), count in tally.counts.items() if name == what and count}


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _group(tally: Tally) -> dict[str, Any]:
    c = tally.counts
    wanted = [kind for kind in _of(tally, "seeded") if kind != "cut_off"]
    seeded, found, named, among = (sum(c[what, kind] for kind in wanted) for what in ("seeded", "found", "named", "among"))
    ties, ties_found = sum(_of(tally, "ties").values()), sum(_of(tally, "ties found").values())
    return {
        "reports": c["reports", "clean"] + c["reports", "seeded"], "clean": c["reports", "clean"],
        "figures_f1": _share(2 * c["figures", "right"], c["figures", "true"] + c["figures", "found"]),
        "ties": ties, "ties_found": ties_found, "recall": _share(ties_found, ties),
        "precision": _share(sum(_of(tally, "expected").values()), sum(_of(tally, "proposed").values())),
        "false_alarms": sum(_of(tally, "false alarm").values()), "clean_with_alarm": c["reports", "with false alarm"],
        "errors": seeded, "errors_found": found, "found": _share(found, seeded), "named": _share(named, found),
        "named_or_alternative": _share(among, found),
    }


def _kind(tally: Tally, kind: str) -> dict[str, Any]:
    c = tally.counts
    return {"ties": c["ties", kind], "ties_found": c["ties found", kind], "recall": _share(c["ties found", kind], c["ties", kind]),
            "precision": _share(c["expected", kind], c["proposed", kind]), "false_alarms": c["false alarm", kind]}


def _error(tally: Tally, kind: str) -> dict[str, Any]:
    c = tally.counts
    found = c["found", kind]
    return {"errors": c["seeded", kind], "errors_found": found, "found": _share(found, c["seeded", kind]), "named": _share(c["named", kind], found),
            "named_or_alternative": _share(c["among", kind], found), "wanted": kind in WANTED or kind not in ERRORS}


def text(answer: Mapping[str, Any]) -> str:
    """The table: styles and documents, then kinds of relation, then kinds of error (both over all synthetic reports)."""
    rows = [("", *COLUMNS)]
    for name, g in answer["groups"].items():
        rows.append((name, g["reports"], g["figures_f1"], g["ties"], g["recall"], g["precision"], g["false_alarms"],
                     f"{g['clean_with_alarm']}/{g['clean']}", g["errors"], g["found"], g["named"], g["named_or_alternative"]))
    rows.append(("by kind of relation", *[""] * len(COLUMNS)))
    for name, k in answer["kinds"].items():
        rows.append((name, "", "", k["ties"], k["recall"], k["precision"], k["false_alarms"], *[""] * 5))
    rows.append(("by kind of error", *[""] * len(COLUMNS)))
    for name, e in answer["errors"].items():
        rows.append((name if e["wanted"] else name + " (no alarm wanted)", *[""] * 7, e["errors"], e["found"], e["named"], e["named_or_alternative"]))
    shown = [[_cell(cell) for cell in row] for row in rows]
    widths = [max(len(row[k]) for row in shown) for k in range(len(shown[0]))]
    lines = ["  ".join(cell.ljust(w) if k == 0 else cell.rjust(w) for k, (cell, w) in enumerate(zip(row, widths, strict=True))).rstrip() for row in shown]
    found = answer["findings_on_clean"]
    if found["reports"]:
        told = ", ".join(f"{kind} {count}" for kind, count in found["by_kind"].items()) or "nothing"
        lines.append(f"whole gouji check of {found['reports']} clean reports found: {told} (questions are not alarms)")
    lines.insert(1, "-" * max(map(len, lines[:-1])))
    return "\n".join([*lines, LEGEND])


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
